"""A listing as its page shows it."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from hubgen import addresses
from hubgen.kinds import KINDS
from hubgen.kinds.base import Entry
from hubgen.listings import Listing, Role, year_of
from hubgen.order import in_order, is_past, next_meeting
from hubgen.plan import Target
from hubgen.views.facets import FilterView, filter_view
from hubgen.views.links import Links
from hubgen.views.map import Drawing, home_map
from hubgen.views.month import MonthLink, months_of_year
from hubgen.views.mosaic import Mosaic, mosaic
from hubgen.views.records import Card, CardGroup, ThemeTag
from hubgen.views.times_said import date_block, iso, say_short

ON_HOME = 3
"""Entries of a kind that home shows, where it shows the newest."""
NEXT_ON_HOME = 5
"""Events that home shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A link with the number of pages behind it."""

    title: str
    href: str
    count: int
    text: str = ""
    theme: ThemeTag | None = None
    """The theme that it leads to, for a link to one."""
    lang: str = ""
    """The language of its title and text, where that is not the page's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One way to look further."""

    name: str
    title: str
    links: tuple[Counted, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """Where a page stands among the pages of its listing."""

    number: int
    of: int
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingView:
    """A listing: what it is of, what is in it, and where to look further."""

    role: str
    subject: str
    title: str
    text: str
    lang: str
    """The language of its title and text, where that is not the page's."""
    count: int
    groups: tuple[CardGroup, ...]
    facets: tuple[Facet, ...]
    archive: tuple[Counted, ...]
    """The years, latest first, for a listing of events."""
    months: tuple[MonthLink, ...]
    """The months of a year that have something."""
    pager: Pager | None
    map: Drawing | None
    """The map of home, where something is on it."""
    mosaic: Mosaic | None
    """What home opens with."""
    filter: FilterView | None
    """What it can be narrowed down by: on its first page, which reaches all of it."""
    filter_at: str
    """Where that is, for the other pages."""
    theme: ThemeTag | None
    """The theme that all of it is about, for a theme's listing."""


def listing_view(target: Target, links: Links) -> ListingView:
    """Return a page of a listing as it is shown."""
    listing = target.listing
    assert listing is not None  # asked of listings' targets alone
    library = links.library
    shown = [library.by_key[key] for key in listing.shown_on(target.number)]
    is_home = listing.role is Role.HOME
    return ListingView(
        role=listing.role.value,
        subject=listing.subject,
        title=listing.title,
        text=listing.text,
        lang=links.settings_lang if listing.role in {Role.HOME, Role.THEME} else "",
        count=len(listing.members),
        groups=_home_groups(listing, links) if is_home else _groups(listing, shown, links),
        facets=_facets(listing, links) if target.number == 1 else (),
        archive=_archive(listing, links),
        months=months_of_year(listing.subject, links) if listing.role is Role.YEAR else (),
        pager=_pager(target, listing, links),
        map=home_map(links) if is_home else None,
        mosaic=mosaic([one.colour for one in library.settings.themes]) if is_home else None,
        filter=_filter(target, listing, links),
        filter_at=links.edition.href(listing.address)
        if target.number > 1 and listing.can_be_filtered
        else "",
        theme=links.theme(listing.subject) if listing.role is Role.THEME else None,
    )


def in_order_of_pages(listing: Listing, links: Links) -> list[Entry]:
    """Return what a listing shows in the order that its pages show it."""
    by_key = links.library.by_key
    pages = (listing.shown_on(number) for number in range(1, listing.page_count + 1))
    return [
        entry
        for keys in pages
        for _, _, entries in _sorted_out(listing, [by_key[key] for key in keys], links)
        for entry in entries
    ]


def _groups(listing: Listing, shown: list[Entry], links: Links) -> tuple[CardGroup, ...]:
    """Return what is shown below headings: by time for events, by kind where kinds are mixed."""
    return tuple(
        CardGroup(
            name=name,
            title=links.text(title),
            cards=tuple(_in_year(one, listing.subject, links) for one in entries)
            if listing.role is Role.YEAR
            else _cards(entries, links),
        )
        for name, title, entries in _sorted_out(listing, shown, links)
    )


def _in_year(entry: Entry, year: str, links: Links) -> Card:
    """Return an event as a card with when it meets in a year: its next time, or the first."""
    card, upcoming = links.card(entry), next_meeting(entry, links.library)
    if card.date is None or upcoming is None or year_of(upcoming) == year:
        return card
    first = next(one for one in entry.meetings if year_of(one) == year)
    said = say_short(first, links.lang)
    return replace(card, date=date_block(first, links.lang), when=said, iso=iso(first.start))


def _sorted_out(
    listing: Listing, shown: list[Entry], links: Links
) -> Iterator[tuple[str, str, list[Entry]]]:
    """Yield the groups of a page of a listing: name, name in the wording, and what is in it."""
    library = links.library
    if listing.role is Role.SECTION:
        dated = [one for one in shown if one.meetings or one.kind.order != "time"]
        undated = [one for one in shown if not one.meetings and one.kind.order == "time"]
        names = ("upcoming" if listing.subject == "events" else "all", "undated")
        found = zip(names, (dated, undated), strict=True)
        groups = [(name, f"site.group.{name}", entries) for name, entries in found]
    elif listing.role is Role.YEAR:
        past = [one for one in shown if is_past(one, library)]
        coming = [one for one in reversed(shown) if not is_past(one, library)]
        found = zip(("upcoming", "past"), (coming, past), strict=True)
        groups = [(name, f"site.group.{name}", entries) for name, entries in found]
    else:
        groups = []
        for kind in KINDS:
            listed = [one for one in shown if one.kind.folder == kind.folder]
            coming = [one for one in listed if not is_past(one, library)]
            past = [one for one in listed if is_past(one, library)]
            groups.append((kind.folder, f"site.kinds.{kind.folder}", coming))
            groups.append(("past", "site.group.past", past))
    yield from (group for group in groups if group[2])


def _cards(entries: Iterable[Entry], links: Links) -> tuple[Card, ...]:
    return tuple(links.cards(entries))


def _members(listing: Listing, links: Links) -> list[Entry]:
    """Return every page in a listing: asked for where it shows what all of them are about."""
    return [links.library.by_key[key] for key in listing.members]


def _home_groups(listing: Listing, links: Links) -> tuple[CardGroup, ...]:
    """Return the next events, then the newest of each kind that has something to read.

    A hub that ever had events says that there are none to come; another says nothing of them.
    """
    groups = []
    members = _members(listing, links)
    for kind, most in (("events", NEXT_ON_HOME), ("practices", ON_HOME), ("articles", ON_HOME)):
        known = [one for one in members if one.kind.folder == kind]
        if not known:
            continue
        listed = [one for one in in_order(known, links.library) if not is_past(one, links.library)]
        title = links.text(f"site.home.{kind}")
        groups.append(
            CardGroup(
                name=kind,
                title=title,
                cards=_cards(listed[:most], links),
                more=links.listing_anchor(Role.SECTION, kind),
            )
        )
    return tuple(groups)


def _filter(target: Target, listing: Listing, links: Links) -> FilterView | None:
    if target.number > 1 or not listing.can_be_filtered:
        return None
    return filter_view(listing, in_order_of_pages(listing, links), links)


def _facets(listing: Listing, links: Links) -> tuple[Facet, ...]:
    """Return the themes and municipalities that a listing's pages belong to."""
    if listing.role is Role.THEMES:
        return (_index(Role.THEME, "themes", links),)
    if listing.role is Role.MUNICIPALITIES:
        return (_index(Role.MUNICIPALITY, "municipalities", links),)
    if listing.role not in {Role.HOME, Role.SECTION, Role.MUNICIPALITY}:
        return ()
    members = _members(listing, links)
    themes = {slug for one in members for slug in one.facts.themes}
    facets = [_index(Role.THEME, "themes", links, themes)]
    if listing.role is not Role.MUNICIPALITY:
        there = {slug for one in members for slug in links.library.municipalities_of(one)}
        facets.append(_index(Role.MUNICIPALITY, "municipalities", links, there))
    return tuple(facet for facet in facets if facet.links)


def _index(role: Role, name: str, links: Links, subjects: AbstractSet[str] | None = None) -> Facet:
    """Return the listings of a role, or those of some subjects, by name, with their own counts."""
    found = _by_name(
        Counted(
            title=one.title,
            href=links.edition.href(one.address),
            count=links.edition.counts(one).members,
            text=one.text,
            theme=links.theme(one.subject) if role is Role.THEME else None,
            lang=links.settings_lang if role is Role.THEME else "",
        )
        for one in links.listings(role)
        if subjects is None or one.subject in subjects
    )
    return Facet(name=name, title=links.text(f"site.facet.{name}"), links=found)


def _by_name(found: Iterable[Counted]) -> tuple[Counted, ...]:
    """Return links by title as people look them up: `'s-Hertogenbosch` is at the S."""
    return tuple(sorted(found, key=lambda one: (addresses.slugify(one.title), one.href)))


def _archive(listing: Listing, links: Links) -> tuple[Counted, ...]:
    if listing.role is not Role.YEAR and listing.subject != "events":
        return ()
    years = sorted(links.listings(Role.YEAR), key=lambda one: one.subject, reverse=True)
    return tuple(
        Counted(
            title=one.subject,
            href=links.edition.href(one.address),
            count=links.edition.counts(one).members,
        )
        for one in years
    )


def _pager(target: Target, listing: Listing, links: Links) -> Pager | None:
    if target.of == 1:
        return None

    def page(number: int) -> str:
        if not 1 <= number <= target.of:
            return ""
        tail = "" if number == 1 else f"page/{number}/"
        return links.edition.href(f"{listing.address}{tail}")

    return Pager(
        number=target.number,
        of=target.of,
        before=page(target.number - 1),
        after=page(target.number + 1),
    )
