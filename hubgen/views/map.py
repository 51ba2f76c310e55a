"""The maps as their pages show them: a drawing with pins, and a list that says the same."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from hubgen import country, places, times
from hubgen.addresses import slugify
from hubgen.atlas import SORTS, Atlas, Place, Sight
from hubgen.kinds.base import Entry
from hubgen.listings import Role
from hubgen.order import next_meeting
from hubgen.plan import Form
from hubgen.views.cards_said import when_said
from hubgen.views.links import Links
from hubgen.views.pins import Pin, pins
from hubgen.views.records import Anchor

NOWHERE = "none"
"""What the filter calls the province of what has no place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapItem:
    """A line in the list beside the map."""

    sort: str
    """`practice`, `contact`, `tool` or `event`."""
    sort_title: str
    link: Anchor
    line: str
    """What else there is to know at a glance, in the language of the item's page."""
    when: str
    iso: str
    place: str
    """The name of its place; empty for what is not on the map."""
    place_title: str
    province: str
    themes: str
    """The slugs of its themes, with spaces between."""
    is_first: bool
    """Whether it is the first at its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapBlock:
    """What stands together in the list: all at one place, or the events of a month."""

    place: str
    """The name of the place; empty where the items are at different ones."""
    title: Anchor | None
    items: tuple[MapItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapGroup:
    """A province, or a month."""

    title: str
    blocks: tuple[MapBlock, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Something that the map can be narrowed down to."""

    value: str
    title: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """The drawing of the country that pins are put on."""

    href: str
    width: float
    height: float
    bounds: str
    """South, west, north and east, in degrees."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """The country with pins on it."""

    base: Base
    pins: tuple[Pin, ...]
    scale: float
    """How large the pins are."""
    sorts: tuple[Choice, ...]
    """What the pins stand for, and how much there is of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapView:
    """A map, its list, and what it can be narrowed down to."""

    drawing: Drawing
    groups: tuple[MapGroup, ...]
    sorts: tuple[Choice, ...]
    """As on the drawing, and what has no place with it."""
    themes: tuple[Choice, ...]
    themes_lang: str
    """The language of the themes' titles, where that is not the page's."""
    provinces: tuple[Choice, ...]
    count: int
    of_events: bool
    other: str
    """Where the other map is: of the agenda on that of the hub, and the other way round."""
    tiles: str
    attribution: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """One place on a small drawing of the country."""

    base: Base
    x: float
    y: float
    sort: str
    title: str
    href: str
    """Where it is on the large map; empty where it is not."""


def hub_map(links: Links) -> MapView:
    """Return the map of practices, contacts and tools, listed by province and place."""
    return _map(links.hub_atlas, tuple(_by_province(links)), Form.MAP_EVENTS, links)


def agenda_map(links: Links) -> MapView:
    """Return the map of the events to come, listed by month in order of date."""
    return _map(links.agenda_atlas, tuple(_by_month(links)), Form.MAP, links)


def home_map(links: Links) -> Drawing | None:
    """Return what is on the map of the hub at a glance, or None where nothing is on it."""
    placed = [one for one in links.hub_atlas.sights if one.place]
    return _drawing(placed, links) if placed else None


def spot_of(entry: Entry, links: Links) -> Spot | None:
    """Return where a page is on a small drawing of the country, or None."""
    for sight, form in (
        (links.sight("hub", entry.ref), Form.MAP),
        (links.sight("agenda", entry.ref), Form.MAP_EVENTS),
    ):
        if sight and (place := sight.place):
            x, y = country.project(place.lat, place.lon)
            return Spot(
                base=_base(links),
                x=x,
                y=y,
                sort=sight.sort,
                title=place.title,
                href=f"{links.of_form(form)}#hub_at-{place.name}",
            )
    return None


def _map(atlas: Atlas, groups: tuple[MapGroup, ...], other: Form, links: Links) -> MapView:
    items = [one for group in groups for block in group.blocks for one in block.items]
    settings = links.library.settings
    return MapView(
        drawing=_drawing(atlas.sights, links),
        groups=groups,
        sorts=_sorts((one.sort for one in items), links),
        themes=_themes(items, links),
        themes_lang=links.settings_lang,
        provinces=_provinces(items, links),
        count=len(items),
        of_events=other is Form.MAP,
        other=links.of_form(other),
        tiles=settings.map.tiles,
        attribution=settings.map.attribution,
    )


def _drawing(sights: Iterable[Sight], links: Links) -> Drawing:
    sights = tuple(sights)
    found, scale = pins(sights, links)
    sorts = _sorts((one.sort for one in sights), links)
    return Drawing(base=_base(links), pins=found, scale=scale, sorts=sorts)


def _base(links: Links) -> Base:
    return Base(
        href=links.of_form(Form.COUNTRY),
        width=country.WIDTH,
        height=country.HEIGHT,
        bounds=" ".join(f"{degrees:g}" for degrees in country.BOUNDS),
    )


def _by_province(links: Links) -> Iterator[MapGroup]:
    """Yield what is in each province, place by place; last what is not on the map."""
    names = country.province_names()
    for province in (*sorted(names, key=lambda code: slugify(names[code])), ""):
        there = [one for one in links.hub_atlas.at.items() if _province(one[1][0]) == province]
        blocks = tuple(
            MapBlock(
                place=name,
                title=_place_anchor(sights[0].place, links),
                items=tuple(_items(sights, links)),
            )
            for name, sights in sorted(there, key=lambda one: (_place_title(one[1][0]), one[0]))
        )
        if blocks:
            elsewhere = links.text("site.map.at_sea")
            yield MapGroup(title=names.get(province, elsewhere), blocks=blocks)
    nowhere = tuple(_items((one for one in links.hub_atlas.sights if not one.place), links))
    if nowhere:
        block = MapBlock(place="", title=None, items=nowhere)
        yield MapGroup(title=links.text("site.map.nowhere"), blocks=(block,))


def _by_month(links: Links) -> Iterator[MapGroup]:
    """Yield the events of each month, in order of date; last those without one."""
    items = tuple(_items(links.agenda_atlas.sights, links))
    for month, listed in groupby(items, key=lambda one: one.iso[:7]):
        day = date.fromisoformat(f"{month}-01") if month else None
        title = times.say_month(day, links.lang) if day else links.text("site.group.undated")
        block = MapBlock(place="", title=None, items=tuple(listed))
        yield MapGroup(title=title, blocks=(block,))


def _province(sight: Sight) -> str:
    return sight.place.province if sight.place else ""


def _place_title(sight: Sight) -> str:
    return slugify(sight.place.title) if sight.place else ""


def _place_anchor(place: Place | None, links: Links) -> Anchor | None:
    """Return a place as a link to all that is in its municipality, where it is called as that."""
    if place is None:
        return None
    there = places.municipality(place.municipality)
    if there is None or place.title != there.title:
        return Anchor(title=place.title)
    return links.listing_anchor(Role.MUNICIPALITY, there.slug) or Anchor(title=place.title)


def _items(sights: Iterable[Sight], links: Links) -> Iterator[MapItem]:
    seen = set()
    for one in sights:
        place = one.place
        meeting = next_meeting(one.entry, links.library)
        yield MapItem(
            sort=one.sort,
            sort_title=links.text(f"site.kind.{one.entry.kind.folder}"),
            link=links.entry_anchor(one.entry),
            line=one.entry.facts.line,
            when=when_said(one.entry, links.library, links.lang) if meeting else "",
            iso=times.day_of(meeting.start).isoformat() if meeting else "",
            place=place.name if place else "",
            place_title=place.title if place else "",
            province=(place.province or NOWHERE) if place else NOWHERE,
            themes=" ".join(one.entry.facts.themes),
            is_first=bool(place) and place not in seen,
        )
        seen.add(place)


def _sorts(sorts: Iterable[str], links: Links) -> tuple[Choice, ...]:
    counts = Counter(sorts)
    return tuple(
        Choice(value=sort, title=links.text(f"site.map.sort.{sort}"), count=counts[sort])
        for sort in SORTS
        if counts[sort]
    )


def _themes(items: Iterable[MapItem], links: Links) -> tuple[Choice, ...]:
    counts = Counter(slug for one in items for slug in one.themes.split())
    return tuple(
        Choice(value=theme.slug, title=theme.title, count=counts[theme.slug])
        for theme in links.library.settings.themes
        if counts[theme.slug]
    )


def _provinces(items: Iterable[MapItem], links: Links) -> tuple[Choice, ...]:
    counts = Counter(one.province for one in items)
    names = country.province_names()
    known = [(names[code], code) for code in counts if code in names]
    known.sort(key=lambda one: slugify(one[0]))
    if counts[NOWHERE]:
        known.append((links.text("site.map.nowhere"), NOWHERE))
    return tuple(Choice(value=code, title=title, count=counts[code]) for title, code in known)
