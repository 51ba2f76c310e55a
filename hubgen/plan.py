"""The plan: what is published, where, and what each target is made from."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from hubgen import addresses
from hubgen.errors import Problem
from hubgen.findings import finding
from hubgen.kinds.base import Entry
from hubgen.library import Key, Library
from hubgen.listings import PAGELESS, Listing, Role, make_listings

Group = TypeVar("Group")
Member = TypeVar("Member")


class Form(StrEnum):
    """What a target's bytes are; each is made by one function."""

    ENTRY = "entry"
    LISTING = "listing"
    FILTER = "filter"
    RSS = "rss"
    ATOM = "atom"
    JSON_FEED = "json-feed"
    CALENDAR = "calendar"
    EVENT_CALENDAR = "event-calendar"
    SUBSCRIBE = "subscribe"
    GUIDE = "guide"
    OPML = "opml"
    MAP = "map"
    MAP_EVENTS = "map-events"
    MAP_GEOJSON = "map-geojson"
    MAP_CSV = "map-csv"
    COUNTRY = "country"
    GEOJSON = "geojson"
    CSV = "csv"
    SEARCH = "search"
    SEARCH_INDEX = "search-index"
    SITEMAP = "sitemap"
    ROBOTS = "robots"
    NOT_FOUND = "not-found"
    ALIAS = "alias"
    REDIRECTS = "redirects"
    HEADERS = "headers"
    SOCIAL_CARD = "social-card"
    NEXT_BUILD = "next-build"


PAGES = frozenset(
    {
        Form.ENTRY,
        Form.LISTING,
        Form.SUBSCRIBE,
        Form.GUIDE,
        Form.MAP,
        Form.MAP_EVENTS,
        Form.SEARCH,
        Form.NOT_FOUND,
    }
)
"""The forms that are HTML with the hub's frame around it."""

FEEDS = frozenset({Form.RSS, Form.ATOM, Form.JSON_FEED})
"""The forms of a listing's feeds."""

GUIDE: Mapping[str, str] = MappingProxyType({"nl": "redactie", "en": "editors"})
"""The address of the guide for editors, in each language."""

_SHARED = PAGES - {Form.SEARCH, Form.NOT_FOUND, Form.GUIDE}


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
    """Where an alias leads, or which page a social card is of."""


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
        return self.in_language(Role.HOME, lang)

    def in_language(self, role: Role, lang: str) -> Listing:
        """Return a listing that every language has: home, its changes, its deadlines."""
        return next(one for one in self.twins[role, ""] if one.lang == lang)


def make_plan(library: Library) -> Plan:
    """Return the plan of what is published at the library's moment.

    Two targets for one address are a problem, which names both.
    """
    listings = tuple(make_listings(library))
    targets = [*_entry_targets(library), *_listing_targets(listings), *_hub_targets(library)]
    by_address: dict[str, Target] = {}
    # Some disks cannot tell capitals or accents apart, and a static site may be unpacked on one.
    folded: dict[str, Target] = {}
    problems: list[Problem] = []
    for target in targets:
        first = folded.setdefault(addresses.folded(target.address), target)
        if first is target:
            by_address[target.address] = target
        else:
            problems.append(_address_twice(first, target, library))
    for target in _old_feed_targets(library, listings):
        # Where the old address is another page's, that is said of the page already.
        if folded.setdefault(addresses.folded(target.address), target) is target:
            by_address[target.address] = target
            targets.append(target)
    problems += [
        _address_twice(file, target, library)
        for target in targets
        if target.form is Form.ALIAS and (file := _file_above(target.address, folded))
    ]
    problems += _kept_addresses(targets, library)
    if library.settings.social_cards:
        for target in tuple(_social_card_targets(by_address.values())):
            by_address[target.address] = target
            targets.append(target)
    return Plan(
        targets=tuple(sorted(by_address.values(), key=lambda one: one.address)),
        listings=listings,
        by_address=MappingProxyType(by_address),
        listing_of=MappingProxyType({one.entry: one for one in listings if one.entry}),
        twins=grouped(((one.role, one.subject), one) for one in listings),
        of_form=grouped((one.form, one) for one in targets),
        problems=tuple(problems),
    )


def _file_above(address: str, folded: Mapping[str, Target]) -> Target | None:
    """Return what is published as a file where an address needs a folder, or None."""
    address = addresses.folded(address)
    above = address.rstrip("/")
    if above != address and above in folded:
        return folded[above]
    while above := above.rpartition("/")[0]:
        if above in folded:
            return folded[above]
    return None


def grouped(pairs: Iterable[tuple[Group, Member]]) -> Mapping[Group, tuple[Member, ...]]:
    """Return the second of each pair by the first, in the order they come in."""
    found: dict[Group, list[Member]] = {}
    for group, member in pairs:
        found.setdefault(group, []).append(member)
    return MappingProxyType({group: tuple(members) for group, members in found.items()})


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
        for old in _old_addresses(one):
            there = _in_language_of(old, one, library)
            to = library.address(there)
            yield Target(address=old, form=Form.ALIAS, lang=there.lang, entry=there.key, to=to)


def social_card_address(page: str) -> str:
    """Return where the social card of the page at an address is: `/cards/events/x.png`."""
    return f"/cards/{page.strip('/') or 'index'}.png"


def _social_card_targets(pages: Iterable[Target]) -> Iterator[Target]:
    """Yield the social card of each page to share; further pages of a listing have the first's."""
    for page in pages:
        if page.form in _SHARED and page.number == 1:
            address = social_card_address(page.address)
            yield Target(address=address, form=Form.SOCIAL_CARD, lang=page.lang, to=page.address)


def _old_addresses(entry: Entry) -> Iterator[str]:
    """Yield where a page was before, a folder with a slash at its end."""
    for alias in entry.facts.aliases:
        name = alias.rsplit("/", 1)[1]
        yield alias if "." in name or not name else f"{alias}/"


def _old_feed_targets(library: Library, listings: Iterable[Listing]) -> Iterator[Target]:
    """Yield the calendars and feeds of pages that moved, at the addresses that they had.

    Who subscribed asks there for years. A page that redirects is no calendar, and not every host
    redirects by itself, so the files are there once more; they say what their address is now.
    """
    listing_of = {one.entry: one for one in listings if one.entry}
    for original in library.entries:
        if original.is_translation:
            continue
        for old in _old_addresses(original):
            if not old.endswith("/"):
                continue
            one = _in_language_of(old, original, library)
            if one.meetings:
                form = Form.EVENT_CALENDAR
                yield Target(address=f"{old}event.ics", form=form, lang=one.lang, entry=one.key)
            if listing := listing_of.get(one.key):
                for target in _feed_targets(listing):
                    name = target.address.removeprefix(listing.address)
                    yield replace(target, address=old + name)


def _in_language_of(old: str, original: Entry, library: Library) -> Entry:
    """Return a page in the language of an old address: `/en/…` was the English page's."""
    lang = old.split("/")[1]
    return library.by_key.get((original.kind.folder, original.slug, lang), original)


def _listing_targets(listings: Iterable[Listing]) -> Iterator[Target]:
    """Yield each listing's pages, what narrows them down, its feeds and calendar."""
    for listing in listings:
        lang = listing.lang
        if listing.role not in PAGELESS:
            for number in range(1, listing.page_count + 1):
                address = listing.address if number == 1 else f"{listing.address}page/{number}/"
                yield Target(
                    address=address,
                    form=Form.LISTING,
                    lang=lang,
                    listing=listing,
                    number=number,
                    of=listing.page_count,
                )
        if listing.can_be_filtered:
            yield Target(address=listing.filter, form=Form.FILTER, lang=lang, listing=listing)
        yield from _feed_targets(listing)


def _feed_targets(listing: Listing) -> Iterator[Target]:
    """Yield a listing's feeds and its calendar, as far as it has them."""
    lang = listing.lang
    if listing.has_feeds:
        yield Target(address=listing.rss, form=Form.RSS, lang=lang, listing=listing)
        yield Target(address=listing.atom, form=Form.ATOM, lang=lang, listing=listing)
        yield Target(address=listing.json, form=Form.JSON_FEED, lang=lang, listing=listing)
    if listing.has_calendar:
        yield Target(address=listing.calendar, form=Form.CALENDAR, lang=lang, listing=listing)


def _hub_targets(library: Library) -> Iterator[Target]:
    """Yield what a hub has once, or once a language."""
    settings = library.settings
    for lang in library.languages:
        yield Target(address=library.at(lang, "subscribe"), form=Form.SUBSCRIBE, lang=lang)
        yield Target(address=library.at(lang, GUIDE[lang]), form=Form.GUIDE, lang=lang)
        yield Target(address=library.at(lang, "map"), form=Form.MAP, lang=lang)
        events = library.at(lang, "map", "events")
        yield Target(address=events, form=Form.MAP_EVENTS, lang=lang)
        if settings.search:
            search = library.at(lang, "search")
            yield Target(address=search, form=Form.SEARCH, lang=lang)
            yield Target(address=f"{search}index.json", form=Form.SEARCH_INDEX, lang=lang)
    for address, form in (
        ("/feeds.opml", Form.OPML),
        ("/practices.geojson", Form.GEOJSON),
        ("/practices.csv", Form.CSV),
        ("/map/map.geojson", Form.MAP_GEOJSON),
        ("/map/map.csv", Form.MAP_CSV),
        ("/map/country.svg", Form.COUNTRY),
        ("/sitemap.xml", Form.SITEMAP),
        ("/robots.txt", Form.ROBOTS),
        ("/404.html", Form.NOT_FOUND),
        ("/_redirects", Form.REDIRECTS),
        ("/_headers", Form.HEADERS),
        ("/build.json", Form.NEXT_BUILD),
    ):
        yield Target(address=address, form=form, lang=settings.lang)


def _kept_addresses(targets: Iterable[Target], library: Library) -> Iterator[Problem]:
    """Yield each page, and each old address, that is in a folder of the hub's own."""
    for one in targets:
        if one.form in {Form.ENTRY, Form.ALIAS} and (folder := addresses.kept_folder(one.address)):
            yield _said_of(one, library, "address-kept", address=one.address, folder=folder)


def _address_twice(first: Target, second: Target, library: Library) -> Problem:
    """Name both pages that would be published at one address; an old address is told to go."""
    told, other = (second, first) if second.entry else (first, second)
    if told.form is not Form.ALIAS and other.form is Form.ALIAS:
        told, other = other, told
    owner = _owner(other, library)
    if owner is None:
        return _said_of(told, library, "address-of-hub", address=other.address)
    if told.form is other.form is Form.ALIAS and owner is _owner(told, library):
        return _said_of(told, library, "alias-twice", address=other.address)
    return _said_of(told, library, "address-twice", address=other.address, other=owner.path)


def _said_of(target: Target, library: Library, code: str, **said: str) -> Problem:
    """Return a problem of an address, where the page or the settings ask for it."""
    found = finding((), code, **said)
    owner = _owner(target, library)
    if owner is None:
        return Problem(path="content/site.yaml", code=code, values=found.values)
    if target.form is Form.ALIAS:
        # The last of two that are the same, as that is the one that is too many.
        number = max(n for n, old in enumerate(_old_addresses(owner)) if old == target.address)
        found = replace(found, path=("aliases", number))
    return found.locate(owner.path, owner.matter)


def _owner(target: Target, library: Library) -> Entry | None:
    """Return the page that asks for a target: the original has the aliases of all languages."""
    page = library.by_key[target.entry] if target.entry else None
    if page is None or target.form is not Form.ALIAS:
        return page
    return next(one for one in library.entries if one.ref == page.ref and not one.is_translation)
