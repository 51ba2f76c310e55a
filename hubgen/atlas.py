"""The atlas: what is on the map, and where."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from hubgen import country, places
from hubgen.addresses import slugify
from hubgen.fields import Ref
from hubgen.kinds.base import Entry
from hubgen.kinds.whereabouts import Location
from hubgen.library import Library
from hubgen.order import in_order, is_past, next_meeting

Sort = Literal["practice", "contact", "tool", "event"]
"""What a pin stands for."""

SORTS: tuple[Sort, ...] = ("practice", "contact", "tool")
"""What the map of the hub shows, in the order that it is told in."""

_SORT_OF: Mapping[str, Sort] = {
    "practices": "practice",
    "people": "contact",
    "organisations": "contact",
    "tools": "tool",
}
# The fields that say whom to ask. Who only speaks somewhere is no one to call.
_ASKED = frozenset({"contact", "contacts"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A point on the map."""

    name: str
    """What it is called in addresses: `tilburg`; no other place of the atlas has the same."""
    title: str
    municipality: str
    """The municipality's name, where it is known."""
    province: str
    """The province's ISO 3166-2 code; empty at sea and where borders are drawn too coarsely."""
    lat: float
    lon: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """Something that the map shows or, without a place, names beside it."""

    entry: Entry
    sort: Sort
    place: Place | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Atlas:
    """All that a map shows in one language, each page once."""

    sights: tuple[Sight, ...]
    sight_of: Mapping[Ref, Sight]
    """What is at a place, by its page."""
    at: Mapping[str, tuple[Sight, ...]]
    """What is at each place, by its name; the places in the order that they come first."""


def hub_atlas(library: Library, lang: str) -> Atlas:
    """Return every practice, contact and tool; each in the language if it can be."""
    found = []
    for one in _pages(library, lang):
        sort = _SORT_OF.get(one.kind.folder)
        if sort and _can_be_asked(one, library):
            found.append((one, sort, whereabouts(one, library)))
    found.sort(key=lambda sight: (SORTS.index(sight[1]), sight[0].kind.folder, _title(sight[0])))
    return _atlas(found)


def has_sights(library: Library, lang: str) -> bool:
    """Tell whether `hub_atlas` has anything at a place."""
    return any(
        one.kind.folder in _SORT_OF
        and (where := whereabouts(one, library)) is not None
        and _is_on_map(where)
        and _can_be_asked(one, library)
        for one in _pages(library, lang)
    )


def agenda_atlas(library: Library, lang: str) -> Atlas:
    """Return every event to come that has a place, soonest first."""
    events = [one for one in _pages(library, lang) if one.kind.order == "time"]
    found: list[tuple[Entry, Sort, Location | None]] = [
        (one, "event", where)
        for one in in_order(events, library)
        if not is_past(one, library) and _is_on_map(where := whereabouts(one, library))
    ]
    return _atlas(found)


def whereabouts(entry: Entry, library: Library) -> Location | None:
    """Return where a page is on the map, with coordinates, or None.

    A page is where it says, an event of several dates where it meets next, and what does not say
    it where the first of its organisations is. A project is so only where that is a municipality:
    what a province or an association does is not at its office.
    """
    meeting = next_meeting(entry, library)
    for location in (meeting and meeting.location, entry.facts.where):
        if location and (found := library.with_coordinates(location)).lat is not None:
            return found
    for ref in _organisations(entry):
        owner = library.find(ref, entry.lang)
        if owner is None or (entry.kind.folder == "practices" and not owner.facts.is_municipality):
            continue
        seat = library.location(owner)
        if seat and seat.lat is not None:
            return seat
    return None


def _organisations(entry: Entry) -> Iterator[Ref]:
    """Yield the organisations that a page is of."""
    if entry.kind.folder not in {"practices", "people", "tools"}:
        return
    yield from (one for one in entry.facts.organisations if isinstance(one, Ref))


def _pages(library: Library, lang: str) -> Iterator[Entry]:
    """Yield each page once, in the language if it can be, and none that is outdated."""
    for ref in library.languages_of:
        if (one := library.find(ref, lang)) and not library.is_expired(one):
            yield one


def _can_be_asked(entry: Entry, library: Library) -> bool:
    """Tell whether someone may be asked: a page names them so, or they publish how to reach them.

    Whatever is no person may be on the map.
    """
    if entry.facts.reachable:
        return True
    return any(one.role in _ASKED for one in library.referrers.get(entry.ref, ()))


def _title(entry: Entry) -> tuple[str, str]:
    return entry.facts.sorts, entry.slug


def _is_on_map(location: Location | None) -> bool:
    return (
        location is not None
        and location.lat is not None
        and location.lon is not None
        and country.is_inside(location.lat, location.lon)
    )


def _atlas(found: Iterable[tuple[Entry, Sort, Location | None]]) -> Atlas:
    """Return sights in the order given, those at one point (of a hundred metres) at one place."""
    sights = list(found)
    known: dict[tuple[float, float], Place] = {}
    names: dict[str, int] = {}
    titles: set[str] = set()
    for _, _, location in sights:
        if location and _is_on_map(location) and (point := _point(location)) not in known:
            place = _place(location, point, titles)
            titles.add(place.title)
            number = names[place.name] = names.get(place.name, 0) + 1
            known[point] = replace(place, name=f"{place.name}-{number}") if number > 1 else place
    placed = tuple(
        Sight(
            entry=entry,
            sort=sort,
            place=known.get(_point(location)) if location and location.lat is not None else None,
        )
        for entry, sort, location in sights
    )
    at: dict[str, list[Sight]] = {}
    for one in placed:
        if one.place:
            at.setdefault(one.place.name, []).append(one)
    return Atlas(
        sights=placed,
        at=MappingProxyType({name: tuple(them) for name, them in at.items()}),
        sight_of=MappingProxyType({one.entry.ref: one for one in placed if one.place}),
    )


def _point(location: Location) -> tuple[float, float]:
    assert location.lat is not None  # asked of places with coordinates alone
    assert location.lon is not None
    return round(location.lat, 3), round(location.lon, 3)


def _place(location: Location, point: tuple[float, float], taken: set[str]) -> Place:
    """Return a place, called as its municipality or more closely where that is taken."""
    there = places.municipality(location.municipality)
    title = location.place or (there.title if there else location.name)
    if title in taken and location.name:
        title = f"{title}, {location.name}"
    return Place(
        name=slugify((there.slug if there else title) or f"{point[0]} {point[1]}"),
        title=title or f"{point[0]:g}, {point[1]:g}",
        municipality=there.title if there else "",
        province=there.province if there else country.province_at(*point),
        lat=point[0],
        lon=point[1],
    )
