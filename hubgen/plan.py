"""The plan: what is published, where, and what each target is made from."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import partial
from types import MappingProxyType
from typing import TypeVar

from hubgen import addresses, places, times
from hubgen.errors import Problem, problem
from hubgen.fields import Ref
from hubgen.kinds import KINDS
from hubgen.kinds.base import Entry, Meeting
from hubgen.library import Key, Library, language_prefix, section_path
from hubgen.settings import Settings
from hubgen.wording import wording

Group = TypeVar("Group")
Member = TypeVar("Member")

PAGE_SIZE = 50
"""Entries on one page of a listing."""


class Form(StrEnum):
    """What a target's bytes are; each is made by one function."""

    ENTRY = "entry"
    LISTING = "listing"
    RSS = "rss"
    ATOM = "atom"
    CALENDAR = "calendar"
    EVENT_CALENDAR = "event-calendar"
    CHANGES = "changes"
    SUBSCRIBE = "subscribe"
    OPML = "opml"
    MAP = "map"
    GEOJSON = "geojson"
    CSV = "csv"
    SEARCH = "search"
    SEARCH_INDEX = "search-index"
    SITEMAP = "sitemap"
    ROBOTS = "robots"
    NOT_FOUND = "not-found"
    ALIAS = "alias"
    REDIRECTS = "redirects"


PAGES = frozenset({Form.ENTRY, Form.LISTING, Form.SUBSCRIBE, Form.MAP, Form.SEARCH, Form.NOT_FOUND})
"""The forms that are HTML with the hub's frame around it."""


class Role(StrEnum):
    """What a listing is of."""

    HOME = "home"
    SECTION = "section"
    YEAR = "year"
    THEMES = "themes"
    THEME = "theme"
    MUNICIPALITIES = "municipalities"
    MUNICIPALITY = "municipality"
    AUDIENCE = "audience"
    ENTRY = "entry"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """An ordered view of the hub, with a page, feeds and, where it holds events, a calendar."""

    role: Role
    address: str
    lang: str
    title: str
    text: str = ""
    subject: str = ""
    """What it is of: a kind's folder, a year, or the slug of a theme, municipality or audience."""
    entry: Key | None = None
    """The entry whose page shows it, for `Role.ENTRY`."""
    members: tuple[Key, ...] = ()
    """Every page in it, in the order of the library."""
    shown: tuple[Key, ...] = ()
    """What its own page lists, in order; the rest of `members` is in its feeds alone."""
    has_feeds: bool = True
    has_calendar: bool = False

    @property
    def rss(self) -> str:
        """The address of its RSS feed."""
        return f"{self.address}feed.xml"

    @property
    def atom(self) -> str:
        """The address of its Atom feed."""
        return f"{self.address}atom.xml"

    @property
    def calendar(self) -> str:
        """The address of its calendar."""
        return f"{self.address}calendar.ics"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One planned output."""

    address: str
    form: Form
    lang: str
    entry: Key | None = None
    listing: Listing | None = None
    number: int = 1
    """Which page of a listing."""
    of: int = 1
    """How many pages the listing has."""
    to: str = ""
    """Where an alias leads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything that is published, in the order of addresses."""

    targets: tuple[Target, ...]
    listings: tuple[Listing, ...]
    by_address: Mapping[str, Target] = field(default_factory=dict)
    listing_of: Mapping[Key, Listing] = field(default_factory=dict)
    """The listing that an entry's own page shows."""
    twins: Mapping[tuple[Role, str], tuple[Listing, ...]] = field(default_factory=dict)
    """The same listing in each language that has it, by role and subject."""
    of_form: Mapping[Form, tuple[Target, ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def home(self, lang: str) -> Listing:
        """Return a language's home."""
        return next(one for one in self.twins[Role.HOME, ""] if one.lang == lang)


def make_plan(library: Library) -> Plan:
    """Return the plan of what is published at the library's moment.

    Two targets for one address are a problem, which names both.
    """
    listings = tuple(_listings(library))
    targets = [*_entry_targets(library), *_listing_targets(listings), *_hub_targets(library)]
    by_address: dict[str, Target] = {}
    # Some disks cannot tell capitals apart, and a static site may be unpacked on one.
    folded: dict[str, Target] = {}
    problems: list[Problem] = []
    for target in targets:
        first = folded.setdefault(target.address.casefold(), target)
        if first is target:
            by_address[target.address] = target
        else:
            problems.append(_address_twice(first, target, library))
    problems += [
        _address_twice(file, target, library)
        for target in targets
        if target.form is Form.ALIAS and (file := _file_above(target.address, by_address))
    ]
    return Plan(
        targets=tuple(sorted(by_address.values(), key=lambda one: one.address)),
        listings=listings,
        by_address=MappingProxyType(by_address),
        listing_of=MappingProxyType({one.entry: one for one in listings if one.entry}),
        twins=_grouped(((one.role, one.subject), one) for one in listings),
        of_form=_grouped((one.form, one) for one in targets),
        problems=tuple(problems),
    )


def _file_above(address: str, by_address: Mapping[str, Target]) -> Target | None:
    """Return what is published as a file where an address needs a folder, or None."""
    above = address.rstrip("/")
    if above != address and above in by_address:
        return by_address[above]
    while above := above.rpartition("/")[0]:
        if above in by_address:
            return by_address[above]
    return None


def _grouped(pairs: Iterable[tuple[Group, Member]]) -> Mapping[Group, tuple[Member, ...]]:
    """Return the second of each pair by the first, in the order they come in."""
    found: dict[Group, list[Member]] = {}
    for group, member in pairs:
        found.setdefault(group, []).append(member)
    return MappingProxyType({group: tuple(members) for group, members in found.items()})


def ends_at(meeting: Meeting, library: Library) -> datetime:
    """Return the instant at which a meeting is over; a day is over at the next midnight."""
    if isinstance(meeting.end, datetime):
        # In UTC, as Python compares times of one zone by the clock, which goes back once a year.
        return meeting.end.astimezone(UTC)
    return library.instant(meeting.end + timedelta(days=1))


def is_past(entry: Entry, library: Library) -> bool:
    """Tell whether all that is known of an event is over; one without a date never is."""
    return bool(entry.meetings) and all(
        ends_at(one, library) <= library.now for one in entry.meetings
    )


def next_meeting(entry: Entry, library: Library) -> Meeting | None:
    """Return the first meeting that is not over, or the last if all are; None without dates."""
    for meeting in entry.meetings:
        if ends_at(meeting, library) > library.now:
            return meeting
    return entry.meetings[-1] if entry.meetings else None


def in_order(entries: Iterable[Entry], library: Library) -> list[Entry]:
    """Return entries as a reader wants them.

    What is upcoming comes first and soonest first, then what has no date yet, then what is over,
    latest first; among pages that are not events the newest first, and those without a date by
    title. Ties are broken by address.
    """
    return sorted(entries, key=lambda one: _place_in_order(one, library))


def newest_first(entries: Iterable[Entry], library: Library) -> list[Entry]:
    """Return entries by the day they were published, the newest first; ties by address."""
    known = [(published_at(one, library), one) for one in entries]
    dated = [(when, one) for when, one in known if when]
    dated.sort(key=lambda pair: library.address(pair[1]))
    dated.sort(key=lambda pair: pair[0].timestamp(), reverse=True)
    return [one for _, one in dated]


def published_at(entry: Entry, library: Library) -> datetime | None:
    """Return when a page was published, as far as the content says.

    Without `date`: the first of its changes, `updated`, or its first meeting (see "DTSTAMP and
    updated" in the content model). None for a page that gives none of them.
    """
    fields = entry.fields
    if fields.date is not None:
        return library.instant(fields.date)
    if fields.updated is not None:
        return library.instant(fields.updated)
    changes = getattr(fields, "changes", ())
    if changes:
        return library.instant(changes[0].at)
    return library.instant(entry.meetings[0].start) if entry.meetings else None


def updated_at(entry: Entry, library: Library) -> datetime | None:
    """Return when a page was last changed: `updated`, else its last change, else `date`."""
    fields = entry.fields
    if fields.updated is not None:
        return library.instant(fields.updated)
    changes = getattr(fields, "changes", ())
    if changes:
        return library.instant(changes[-1].at)
    return published_at(entry, library)


def _place_in_order(entry: Entry, library: Library) -> tuple[int, float, str, str]:
    address = library.address(entry)
    if entry.kind.order == "time":
        meeting = next_meeting(entry, library)
        if meeting is None:
            return (1, 0.0, "", address)
        start = library.instant(meeting.start).timestamp()
        return (2, -start, "", address) if is_past(entry, library) else (0, start, "", address)
    if entry.kind.order == "date" and (when := published_at(entry, library)):
        return (0, -when.timestamp(), "", address)
    return (1, 0.0, addresses.slugify(entry.fields.title), address)


def _listings(library: Library) -> Iterator[Listing]:
    """Yield every listing of every language."""
    for lang in library.settings.languages:
        entries = [
            one for one in library.entries if one.lang == lang and not library.is_expired(one)
        ]
        if lang != library.settings.lang and not entries:
            continue
        for listing in (
            _home(entries, lang, library),
            *_sections(entries, lang, library),
            *_years(entries, lang, library),
            *_themes(entries, lang, library),
            *_municipalities(entries, lang, library),
            *_audiences(entries, lang, library),
            *_collections(entries, lang, library),
        ):
            yield _with_calendar(listing, library)


def _with_calendar(listing: Listing, library: Library) -> Listing:
    """Say whether a listing has a calendar: home and the events' own always have."""
    always = listing.role is Role.HOME or listing.subject == "events"
    holds = any(library.by_key[key].meetings for key in listing.members)
    return replace(listing, has_calendar=listing.has_feeds and (always or holds))


def _keys(entries: Iterable[Entry]) -> tuple[Key, ...]:
    return tuple(one.key for one in entries)


def _at(lang: str, library: Library, *parts: str) -> str:
    return addresses.folder_address(language_prefix(lang, library.settings), *parts)


def _home(entries: list[Entry], lang: str, library: Library) -> Listing:
    listed = [one for one in entries if one.kind.in_folder]
    settings = library.settings
    return Listing(
        role=Role.HOME,
        address=_at(lang, library),
        lang=lang,
        title=settings.title,
        text=settings.tagline,
        members=_keys(listed),
    )


def _sections(entries: list[Entry], lang: str, library: Library) -> Iterator[Listing]:
    """Yield the listing of each kind that has pages, and that of events always."""
    words = wording(lang)
    for kind in KINDS:
        listed = [one for one in entries if one.kind.folder == kind.folder]
        introduction = library.introductions.get((kind.folder, lang))
        always = kind.order == "time" or introduction is not None
        if not kind.in_folder or not (listed or always):
            continue
        section = library.settings.sections.get(kind.folder)
        title = section.title if section and lang == library.settings.lang else ""
        shown = [one for one in listed if not is_past(one, library)]
        yield Listing(
            role=Role.SECTION,
            address=_at(lang, library, section_path(kind, library.settings)),
            lang=lang,
            title=(introduction and introduction.title)
            or title
            or words.text(f"site.kinds.{kind.folder}"),
            text=introduction.summary if introduction else "",
            subject=kind.folder,
            members=_keys(listed),
            shown=_keys(in_order(shown, library)),
        )


def _years(entries: list[Entry], lang: str, library: Library) -> Iterator[Listing]:
    """Yield a listing for each year in which events meet."""
    for kind in KINDS:
        if kind.order != "time":
            continue
        years: dict[int, list[Entry]] = {}
        for one in entries:
            if one.kind.folder == kind.folder:
                for year in sorted({times.day_of(meeting.start).year for meeting in one.meetings}):
                    years.setdefault(year, []).append(one)
        for year, listed in sorted(years.items()):
            in_time = sorted(listed, key=partial(_place_in_year, year, library))
            yield Listing(
                role=Role.YEAR,
                address=_at(lang, library, section_path(kind, library.settings), str(year)),
                lang=lang,
                title=wording(lang).text("site.listing.year", year=year),
                subject=str(year),
                members=_keys(listed),
                shown=_keys(in_time),
            )


def _place_in_year(year: int, library: Library, entry: Entry) -> tuple[float, str]:
    """Put what meets last in a year first; ties are broken by address."""
    starts = [one.start for one in entry.meetings if times.day_of(one.start).year == year]
    return -library.instant(starts[0]).timestamp(), library.address(entry)


def _themes(entries: list[Entry], lang: str, library: Library) -> Iterator[Listing]:
    """Yield a listing for each theme that something belongs to, and one of all themes."""
    found = []
    for theme in library.settings.themes:
        listed = [one for one in entries if theme.slug in one.fields.themes]
        if listed:
            found.append(
                Listing(
                    role=Role.THEME,
                    address=_at(lang, library, "themes", theme.slug),
                    lang=lang,
                    title=theme.title,
                    text=theme.text,
                    subject=theme.slug,
                    members=_keys(listed),
                    shown=_keys(_by_kind(listed, library)),
                )
            )
    yield from _with_index(found, Role.THEMES, "themes", lang, library)


def _municipalities(entries: list[Entry], lang: str, library: Library) -> Iterator[Listing]:
    """Yield a listing for each municipality that something is in, and one of all of them."""
    members: dict[str, list[Entry]] = {}
    for one in entries:
        for slug in library.municipalities_of(one):
            members.setdefault(slug, []).append(one)
    found = [
        Listing(
            role=Role.MUNICIPALITY,
            address=_at(lang, library, "municipalities", there.slug),
            lang=lang,
            title=there.name,
            subject=there.slug,
            members=_keys(members[there.slug]),
            shown=_keys(_by_kind(members[there.slug], library)),
        )
        for there in places.municipalities()
        if there.slug in members
    ]
    yield from _with_index(found, Role.MUNICIPALITIES, "municipalities", lang, library)


def _with_index(
    found: list[Listing], role: Role, folder: str, lang: str, library: Library
) -> Iterator[Listing]:
    """Yield listings and, if there are any, the page that lists them."""
    if found:
        yield Listing(
            role=role,
            address=_at(lang, library, folder),
            lang=lang,
            title=wording(lang).text(f"site.listing.{folder}"),
            has_feeds=False,
        )
        yield from found


def _audiences(entries: list[Entry], lang: str, library: Library) -> Iterator[Listing]:
    """Yield a listing for each audience; those with one slug are one audience."""
    names: dict[str, str] = {}
    members: dict[str, list[Entry]] = {}
    for one in entries:
        for name in one.fields.audience:
            slug = addresses.slugify(name)
            if slug and one not in members.get(slug, []):
                names.setdefault(slug, name)
                members.setdefault(slug, []).append(one)
    for slug in sorted(members):
        yield Listing(
            role=Role.AUDIENCE,
            address=_at(lang, library, "audiences", slug),
            lang=lang,
            title=wording(lang).text("site.listing.audience", audience=names[slug]),
            subject=slug,
            members=_keys(members[slug]),
            shown=_keys(_by_kind(members[slug], library)),
        )


def _collections(entries: list[Entry], lang: str, library: Library) -> Iterator[Listing]:
    """Yield the listing that the page of a programme, organisation or person is."""
    in_lang = {one.ref: one for one in entries}
    for one in entries:
        if not one.kind.collects:
            continue
        members: dict[Key, Entry] = {}
        for who in library.referrers.get(one.ref, ()):
            member = in_lang.get(Ref(who.folder, who.slug))
            if member and who.role in one.kind.collects:
                members[member.key] = member
        if members:
            yield Listing(
                role=Role.ENTRY,
                address=library.address(one),
                lang=lang,
                title=one.fields.title,
                text=one.summary,
                subject=one.slug,
                entry=one.key,
                members=_keys(members.values()),
            )


def _by_kind(entries: Iterable[Entry], library: Library) -> list[Entry]:
    """Return entries kind by kind, each in its own order."""
    listed = list(entries)
    return [
        one
        for kind in KINDS
        for one in in_order(
            [entry for entry in listed if entry.kind.folder == kind.folder], library
        )
    ]


def _entry_targets(library: Library) -> Iterator[Target]:
    """Yield each entry's page, its own calendar if it meets, and its old addresses."""
    for one in library.entries:
        address = library.address(one)
        yield Target(address=address, form=Form.ENTRY, lang=one.lang, entry=one.key)
        if one.meetings:
            calendar = f"{address}event.ics"
            yield Target(address=calendar, form=Form.EVENT_CALENDAR, lang=one.lang, entry=one.key)
        if one.is_translation:
            continue  # its aliases are its original's
        for alias in one.fields.aliases:
            name = alias.rsplit("/", 1)[1]
            old = alias if "." in name or not name else f"{alias}/"
            yield Target(address=old, form=Form.ALIAS, lang=one.lang, entry=one.key, to=address)


def _listing_targets(listings: Iterable[Listing]) -> Iterator[Target]:
    """Yield each listing's pages, feeds and calendar."""
    for listing in listings:
        lang = listing.lang
        if listing.role is not Role.ENTRY:
            pages = max(1, -(-len(listing.shown) // PAGE_SIZE))
            for number in range(1, pages + 1):
                address = listing.address if number == 1 else f"{listing.address}page/{number}/"
                yield Target(
                    address=address,
                    form=Form.LISTING,
                    lang=lang,
                    listing=listing,
                    number=number,
                    of=pages,
                )
        if listing.has_feeds:
            yield Target(address=listing.rss, form=Form.RSS, lang=lang, listing=listing)
            yield Target(address=listing.atom, form=Form.ATOM, lang=lang, listing=listing)
        if listing.has_calendar:
            yield Target(address=listing.calendar, form=Form.CALENDAR, lang=lang, listing=listing)


def _hub_targets(library: Library) -> Iterator[Target]:
    """Yield what a hub has once, or once a language."""
    settings = library.settings
    for lang in languages_in_use(library):
        yield Target(address=changes_address(lang, settings), form=Form.CHANGES, lang=lang)
        yield Target(address=_at(lang, library, "subscribe"), form=Form.SUBSCRIBE, lang=lang)
        yield Target(address=_at(lang, library, "map"), form=Form.MAP, lang=lang)
        if settings.search:
            search = _at(lang, library, "search")
            yield Target(address=search, form=Form.SEARCH, lang=lang)
            yield Target(address=f"{search}index.json", form=Form.SEARCH_INDEX, lang=lang)
    for address, form in (
        ("/feeds.opml", Form.OPML),
        ("/practices.geojson", Form.GEOJSON),
        ("/practices.csv", Form.CSV),
        ("/sitemap.xml", Form.SITEMAP),
        ("/robots.txt", Form.ROBOTS),
        ("/404.html", Form.NOT_FOUND),
        ("/_redirects", Form.REDIRECTS),
    ):
        yield Target(address=address, form=form, lang=settings.lang)


def languages_in_use(library: Library) -> tuple[str, ...]:
    """Return the languages that the hub has pages in, its own first."""
    used = {one.lang for one in library.entries} | {library.settings.lang}
    return tuple(lang for lang in library.settings.languages if lang in used)


def changes_address(lang: str, settings: Settings) -> str:
    """Return the address of the feed of changes."""
    return addresses.folder_address(language_prefix(lang, settings), "changes") + "feed.xml"


def _address_twice(first: Target, second: Target, library: Library) -> Problem:
    """Name both pages that would be published at one address."""
    owner = library.by_key[second.entry] if second.entry else None
    other = library.by_key[first.entry] if first.entry else None
    if owner is None and other is not None:
        owner, other = other, None
    path = owner.path if owner else "content/site.yaml"
    line, name = 0, ""
    if owner and Form.ALIAS in {first.form, second.form} and "aliases" in owner.matter.values:
        line, name = owner.matter.place(("aliases",)).line, "aliases"
    if other is None:
        return problem("address-of-hub", path=path, line=line, field=name, address=first.address)
    return problem(
        "address-twice", path=path, line=line, field=name, address=first.address, other=other.path
    )
