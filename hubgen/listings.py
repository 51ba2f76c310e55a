"""Listings: every ordered view of the hub, and what is in it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from functools import partial

from hubgen import addresses, places, times
from hubgen.fields import Ref
from hubgen.kinds import KINDS
from hubgen.kinds.base import Entry, Meeting
from hubgen.kinds.event import EVENT
from hubgen.library import Key, Library, section_path
from hubgen.months import by_month, first_day
from hubgen.order import in_order, is_past
from hubgen.wording import wording

PAGE_SIZE = 50
"""Entries on one page of a listing."""
LEAST_TO_FILTER = 5
"""Entries of a listing that is worth narrowing down."""


class Role(StrEnum):
    """What a listing is of."""

    HOME = "home"
    SECTION = "section"
    YEAR = "year"
    MONTH = "month"
    THEMES = "themes"
    THEME = "theme"
    MUNICIPALITIES = "municipalities"
    MUNICIPALITY = "municipality"
    AUDIENCE = "audience"
    ENTRY = "entry"
    CHANGES = "changes"
    DEADLINES = "deadlines"


PAGELESS = frozenset({Role.ENTRY, Role.CHANGES, Role.DEADLINES})
"""The roles whose listings have no page of their own: another page shows what they hold."""

FILTERED = frozenset({Role.SECTION, Role.YEAR, Role.THEME, Role.MUNICIPALITY, Role.AUDIENCE})
"""The roles whose listings can be narrowed down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """An ordered view of the hub, with a page, feeds and, where it holds events, a calendar."""

    role: Role
    address: str
    lang: str
    title: str
    text: str = ""
    subject: str = ""
    """What it is of: a kind's folder, a year, a month (`2024-11`), or the slug of a theme,
    municipality or audience."""
    entry: Key | None = None
    """The entry whose page shows it, for `Role.ENTRY`."""
    members: tuple[Key, ...] = ()
    """Every page in it, in the order of the library."""
    shown: tuple[Key, ...] = ()
    """What its own page lists, in order; the rest of `members` is in its feeds alone."""
    shown_at: str = ""
    """The address of the page that it belongs to, where that is not its own."""
    has_feeds: bool = True
    has_calendar: bool = False
    news: int = 0
    """How much its feeds have to choose from: a page without any date is never new."""
    coming: int = 0
    """How much of its calendar is not over yet."""

    @property
    def page(self) -> str:
        """The address of the page that it belongs to."""
        return self.shown_at or self.address

    def shown_on(self, number: int) -> tuple[Key, ...]:
        """Return what one of its pages lists, counted from 1."""
        return self.shown[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]

    @property
    def rss(self) -> str:
        """The address of its RSS feed."""
        return f"{self.address}feed.xml"

    @property
    def atom(self) -> str:
        """The address of its Atom feed."""
        return f"{self.address}atom.xml"

    @property
    def json(self) -> str:
        """The address of its JSON Feed."""
        return f"{self.address}feed.json"

    @property
    def filter(self) -> str:
        """The address of what it can be narrowed down by."""
        return f"{self.address}filter.json"

    @property
    def can_be_filtered(self) -> bool:
        """Tell whether a reader may want to narrow it down."""
        return self.role in FILTERED and len(self.shown) >= LEAST_TO_FILTER

    @property
    def calendar(self) -> str:
        """The address of its calendar."""
        return f"{self.address}calendar.ics"


def make_listings(library: Library) -> Iterator[Listing]:
    """Yield every listing of every language."""
    for lang in library.settings.languages:
        entries = [
            one for one in library.entries if one.lang == lang and not library.is_expired(one)
        ]
        if lang != library.settings.lang and not entries:
            continue
        places_of = _places_by_kind(entries, library)
        counts = _counts(entries, library)
        for listing in (
            _home(entries, lang, library),
            *_sections(entries, lang, library, places_of),
            *_years(entries, lang, library),
            *_months(entries, lang, library),
            *_themes(entries, lang, library, places_of),
            *_municipalities(entries, lang, library, places_of),
            *_audiences(entries, lang, library, places_of),
            *_collections(entries, lang, library),
        ):
            yield _with_contents(listing, library, counts)
        yield from _of_agenda(entries, lang, library)


@dataclass(frozen=True, slots=True)
class _Counts:
    """What there is to count of each entry, once for all the listings that it is in."""

    dated: Mapping[Key, int]
    """1 for a page with a date: one without any is never new."""
    coming: Mapping[Key, int]
    """How many of its meetings are not over yet."""
    met: frozenset[Key]
    """What has meetings at all."""


def _counts(entries: Iterable[Entry], library: Library) -> _Counts:
    known = [(one.key, one.facts) for one in entries]
    now = library.now
    return _Counts(
        dated={key: int(facts.published is not None) for key, facts in known},
        coming={key: sum(end > now for end in facts.ends) for key, facts in known},
        met=frozenset(key for key, facts in known if facts.ends),
    )


def _with_contents(listing: Listing, library: Library, counts: _Counts) -> Listing:
    """Say what a listing's feeds and calendar hold: home and the events' own always have one."""
    always = listing.role is Role.HOME or listing.subject == "events"
    return replace(
        listing,
        has_calendar=listing.has_feeds and (always or not counts.met.isdisjoint(listing.members)),
        news=sum(map(counts.dated.__getitem__, listing.members)),
        coming=_coming_in_year(listing, library)
        if listing.role is Role.YEAR
        else sum(map(counts.coming.__getitem__, listing.members)),
    )


def _coming_in_year(listing: Listing, library: Library) -> int:
    """Return how many meetings of a year are not over yet."""
    return sum(
        end > library.now and listing.subject == year_of(meeting)
        for one in (library.by_key[key] for key in listing.members)
        for meeting, end in zip(one.meetings, one.facts.ends, strict=True)
    )


def _of_agenda(entries: list[Entry], lang: str, library: Library) -> Iterator[Listing]:
    """Yield what changed in the agenda, and until when one can register; both are always there."""
    text = wording(lang).text
    changed = [one for one in entries if one.facts.told]
    closing = [(one, day) for one in entries if (day := one.facts.deadline)]
    agenda = library.at(lang, section_path(EVENT, library.settings))
    yield Listing(
        role=Role.CHANGES,
        address=library.at(lang, "changes"),
        shown_at=agenda,
        lang=lang,
        title=text("site.changes.title"),
        text=text("site.changes.description"),
        members=_keys(changed),
        news=sum(one.facts.told for one in changed),
    )
    yield Listing(
        role=Role.DEADLINES,
        address=library.at(lang, "deadlines"),
        shown_at=agenda,
        lang=lang,
        title=text("site.deadlines.title"),
        text=text("site.deadlines.description"),
        members=_keys(one for one, _ in closing),
        has_feeds=False,
        has_calendar=True,
        coming=sum(library.instant(day + timedelta(days=1)) > library.now for _, day in closing),
    )


def year_of(meeting: Meeting) -> str:
    """Return the year that a meeting begins in, as it stands in addresses."""
    return str(times.day_of(meeting.start).year)


def _keys(entries: Iterable[Entry]) -> tuple[Key, ...]:
    return tuple(one.key for one in entries)


def _home(entries: list[Entry], lang: str, library: Library) -> Listing:
    listed = [one for one in entries if one.kind.in_folder]
    settings = library.settings
    return Listing(
        role=Role.HOME,
        address=library.at(lang),
        lang=lang,
        title=settings.title,
        text=settings.tagline,
        members=_keys(listed),
    )


def _places_by_kind(entries: Iterable[Entry], library: Library) -> Mapping[Key, int]:
    """Return the place of each entry: kind by kind, each in its own order.

    Thousands of entries are in several listings, so their order is worked out once for all.
    """
    by_kind: dict[str, list[Entry]] = {}
    for one in entries:
        by_kind.setdefault(one.kind.folder, []).append(one)
    ordered = (one for kind in KINDS for one in in_order(by_kind.get(kind.folder, ()), library))
    return {one.key: place for place, one in enumerate(ordered)}


def _in_places(entries: Iterable[Entry], places_of: Mapping[Key, int]) -> tuple[Key, ...]:
    """Return the keys of entries in the order of their places."""
    return tuple(sorted(_keys(entries), key=places_of.__getitem__))


def _sections(
    entries: list[Entry], lang: str, library: Library, places_of: Mapping[Key, int]
) -> Iterator[Listing]:
    """Yield the listing of each kind that has pages, and that of events always."""
    words = wording(lang)
    of_kind: dict[str, list[Entry]] = {}
    for one in entries:
        of_kind.setdefault(one.kind.folder, []).append(one)
    for kind in KINDS:
        listed = of_kind.get(kind.folder, [])
        introduction = library.introductions.get((kind.folder, lang))
        always = kind.order == "time" or introduction is not None
        if not kind.in_folder or not (listed or always):
            continue
        section = library.settings.sections.get(kind.folder)
        title = section.title if section and lang == library.settings.lang else ""
        shown = [one for one in listed if not is_past(one, library)]
        yield Listing(
            role=Role.SECTION,
            address=library.at(lang, section_path(kind, library.settings)),
            lang=lang,
            title=(introduction and introduction.title)
            or title
            or words.text(f"site.kinds.{kind.folder}"),
            text=introduction.summary if introduction else "",
            subject=kind.folder,
            members=_keys(listed),
            shown=_in_places(shown, places_of),
        )


def _years(entries: list[Entry], lang: str, library: Library) -> Iterator[Listing]:
    """Yield a listing for each year in which events meet."""
    for kind in KINDS:
        if kind.order != "time":
            continue
        years: dict[str, list[Entry]] = {}
        for one in entries:
            if one.kind.folder == kind.folder:
                for year in sorted({year_of(meeting) for meeting in one.meetings}):
                    years.setdefault(year, []).append(one)
        for year, listed in sorted(years.items()):
            in_time = sorted(listed, key=partial(_place_in_year, year, library))
            yield Listing(
                role=Role.YEAR,
                address=library.at(lang, section_path(kind, library.settings), year),
                lang=lang,
                title=wording(lang).text("site.listing.year", year=year),
                subject=year,
                members=_keys(listed),
                shown=_keys(in_time),
            )


def _months(entries: list[Entry], lang: str, library: Library) -> Iterator[Listing]:
    """Yield a listing for each month that has a day of an event; its feeds are the agenda's."""
    listed = [one for one in entries if one.kind.order == "time"]
    for month, held in by_month(listed, library).items():
        name = times.say_month(first_day(month), lang)
        yield Listing(
            role=Role.MONTH,
            address=library.at(lang, section_path(EVENT, library.settings), "month", month),
            lang=lang,
            title=wording(lang).text("site.listing.month", month=name),
            subject=month,
            members=tuple(dict.fromkeys(one.entry.key for one in held)),
            has_feeds=False,
        )


def _place_in_year(year: str, library: Library, entry: Entry) -> tuple[float, str]:
    """Put what meets last in a year first; ties are broken by address."""
    starts = [one.start for one in entry.meetings if year_of(one) == year]
    return -library.instant(starts[0]).timestamp(), library.address(entry)


def _themes(
    entries: list[Entry], lang: str, library: Library, places_of: Mapping[Key, int]
) -> Iterator[Listing]:
    """Yield a listing for each theme that something belongs to, and one of all themes."""
    members: dict[str, list[Entry]] = {}
    for one in entries:
        for slug in dict.fromkeys(one.facts.themes):
            members.setdefault(slug, []).append(one)
    found = [
        Listing(
            role=Role.THEME,
            address=library.at(lang, "themes", theme.slug),
            lang=lang,
            title=theme.title,
            text=theme.text,
            subject=theme.slug,
            members=_keys(members[theme.slug]),
            shown=_in_places(members[theme.slug], places_of),
        )
        for theme in library.settings.themes
        if theme.slug in members
    ]
    yield from _with_index(found, Role.THEMES, "themes", lang, library)


def _municipalities(
    entries: list[Entry], lang: str, library: Library, places_of: Mapping[Key, int]
) -> Iterator[Listing]:
    """Yield a listing for each municipality that something is in, and one of all of them."""
    members: dict[str, list[Entry]] = {}
    for one in entries:
        for slug in library.municipalities_of(one):
            members.setdefault(slug, []).append(one)
    found = [
        Listing(
            role=Role.MUNICIPALITY,
            address=library.at(lang, "municipalities", there.slug),
            lang=lang,
            title=there.title,
            subject=there.slug,
            members=_keys(members[there.slug]),
            shown=_in_places(members[there.slug], places_of),
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
            address=library.at(lang, folder),
            lang=lang,
            title=wording(lang).text(f"site.listing.{folder}"),
            has_feeds=False,
        )
        yield from found


def _audiences(
    entries: list[Entry], lang: str, library: Library, places_of: Mapping[Key, int]
) -> Iterator[Listing]:
    """Yield a listing for each audience; those with one slug are one audience."""
    names: dict[str, str] = {}
    members: dict[str, dict[Key, Entry]] = {}
    for one in entries:
        for name in one.facts.audience:
            if slug := addresses.slugify(name):
                names.setdefault(slug, name)
                members.setdefault(slug, {})[one.key] = one
    for slug in sorted(members):
        yield Listing(
            role=Role.AUDIENCE,
            address=library.at(lang, "audiences", slug),
            lang=lang,
            title=wording(lang).text("site.listing.audience", audience=names[slug]),
            subject=slug,
            members=tuple(members[slug]),
            shown=_in_places(members[slug].values(), places_of),
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
                title=one.facts.title,
                text=one.facts.summary,
                subject=one.slug,
                entry=one.key,
                members=_keys(members.values()),
            )
