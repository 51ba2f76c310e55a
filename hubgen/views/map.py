"""The map: provinces and water drawn from our own files, and a pin for each place."""

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from hubgen.kinds.base import Entry
from hubgen.listings import Role
from hubgen.order import is_past
from hubgen.views.links import Links
from hubgen.views.records import Anchor, Card

WIDTH = 600
"""The drawing's width in its own units; its height follows from the country's shape."""

# The Netherlands in Europe, with a margin. What lies outside has no pin.
_WEST, _SOUTH, _EAST, _NORTH = 3.25, 50.70, 7.30, 53.65


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """An area, as the `d` of an SVG path."""

    name: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """One place, and what is there."""

    number: int
    x: float
    y: float
    title: str
    place: Anchor | None
    """The listing of all that is in the place's municipality."""
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapView:
    """A map with its pins, numbered from north to south."""

    width: int
    height: int
    provinces: tuple[Outline, ...]
    water: tuple[Outline, ...]
    pins: tuple[Pin, ...]


def map_view(entries: Iterable[Entry], links: Links) -> MapView:
    """Return the map of all entries that are somewhere in the country and not over."""
    places: dict[tuple[float, float], list[Entry]] = {}
    for one in entries:
        location = links.library.location(one)
        if location is None or location.lat is None or location.lon is None:
            continue
        inside = _WEST < location.lon < _EAST and _SOUTH < location.lat < _NORTH
        if inside and not is_past(one, links.library):
            where = (round(location.lat, 3), round(location.lon, 3))
            places.setdefault(where, []).append(one)
    ordered = sorted(places.items(), key=lambda item: (-item[0][0], item[0][1]))
    return MapView(
        width=WIDTH,
        height=_height(),
        provinces=_outlines("provinces.geojson"),
        water=_outlines("ijsselmeer.geojson"),
        pins=tuple(
            _pin(number, where, listed, links) for number, (where, listed) in enumerate(ordered, 1)
        ),
    )


def _pin(number: int, where: tuple[float, float], entries: list[Entry], links: Links) -> Pin:
    x, y = _project(where[1], where[0])
    names = [slug for one in entries for slug in links.library.municipalities_of(one)]
    place = links.listing_anchor(Role.MUNICIPALITY, names[0]) if names else None
    cards = tuple(links.ordered_cards(entries))
    title = place.title if place else (cards[0].place or cards[0].title)
    return Pin(number=number, x=x, y=y, title=title, place=place, cards=cards)


@cache
def _outlines(name: str) -> tuple[Outline, ...]:
    text = resources.files("hubgen").joinpath(f"data/{name}").read_text("utf-8")
    return tuple(
        Outline(
            name=str(feature.get("properties", {}).get("name", "")),
            path=_path(feature["geometry"]),
        )
        for feature in _features(json.loads(text))
    )


def _features(data: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the features of a collection, or the one feature or geometry that a file holds."""
    if data["type"] == "FeatureCollection":
        return list(data["features"])
    return [data if data["type"] == "Feature" else {"geometry": data, "properties": {}}]


def _path(geometry: dict[str, Any]) -> str:
    polygons = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        polygons = [polygons]
    return "".join(_ring(ring) for polygon in polygons for ring in polygon)


def _ring(points: list[list[float]]) -> str:
    """Return a ring as a closed path; points that fall on the one before are left out."""
    places: list[str] = []
    for lon, lat in (point[:2] for point in points):
        x, y = _project(lon, lat)
        if not places or places[-1] != f"{x:g} {y:g}":
            places.append(f"{x:g} {y:g}")
    return "M" + "L".join(places) + "Z" if len(places) > 2 else ""


def _project(lon: float, lat: float) -> tuple[float, float]:
    """Return where a coordinate is on the drawing, in Mercator's projection."""
    x = (lon - _WEST) / (_EAST - _WEST) * WIDTH
    y = (_mercator(_NORTH) - _mercator(lat)) / math.radians(_EAST - _WEST) * WIDTH
    return round(x, 1), round(y, 1)


def _mercator(lat: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))


def _height() -> int:
    return math.ceil((_mercator(_NORTH) - _mercator(_SOUTH)) / math.radians(_EAST - _WEST) * WIDTH)
