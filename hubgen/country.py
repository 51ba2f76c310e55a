"""The country as a drawing: provinces and water from our own files, and where a place is on it.

It is drawn in Mercator's projection, so that it lies exactly below a map that others make.
"""

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any

Ring = list[list[float]]

# The Netherlands in Europe, with a margin. What lies outside is not on the map.
_WEST, _SOUTH, _EAST, _NORTH = 3.25, 50.70, 7.30, 53.65

BOUNDS = (_SOUTH, _WEST, _NORTH, _EAST)
"""The degrees that the drawing reaches to: south, west, north and east."""

WIDTH = 1000
"""The drawing's width in its own units; one is about 280 metres."""


def _mercator(lat: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))


_UNIT = WIDTH / math.radians(_EAST - _WEST)

HEIGHT = round((_mercator(_NORTH) - _mercator(_SOUTH)) * _UNIT, 1)
"""The drawing's height, which follows from the country's shape."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """An area, as the `d` of an SVG path."""

    name: str
    path: str


def is_inside(lat: float, lon: float) -> bool:
    """Tell whether a coordinate is on the drawing."""
    return _WEST < lon < _EAST and _SOUTH < lat < _NORTH


def project(lat: float, lon: float) -> tuple[float, float]:
    """Return where a coordinate is on the drawing, in its units from the top left."""
    x = math.radians(lon - _WEST) * _UNIT
    y = (_mercator(_NORTH) - _mercator(lat)) * _UNIT
    return round(x, 1), round(y, 1)


@cache
def provinces() -> tuple[Outline, ...]:
    """Return the outlines of the twelve provinces; they draw the IJsselmeer as land."""
    return _outlines("provinces.geojson")


@cache
def water() -> tuple[Outline, ...]:
    """Return the outline of the IJsselmeer, to be drawn over the provinces."""
    return _outlines("ijsselmeer.geojson")


@cache
def province_names() -> Mapping[str, str]:
    """Return the provinces' names by their ISO 3166-2 code: `NL-NB` is `Noord-Brabant`."""
    found = (feature["properties"] for feature in _features("provinces.geojson"))
    return MappingProxyType({one["code"]: one["name"] for one in found})


def province_at(lat: float, lon: float) -> str:
    """Return the code of the province that a coordinate is in, or `""` outside all of them."""
    for code, box, ring in _borders():
        south, west, north, east = box
        if south <= lat <= north and west <= lon <= east and _is_within(lat, lon, ring):
            return code
    return ""


@cache
def _borders() -> tuple[tuple[str, tuple[float, float, float, float], Ring], ...]:
    """Return the rings of the provinces, each with its code and how far it reaches.

    Most places are far from most of them, which is told without a look at their hundreds of points.
    """
    found = []
    for feature in _features("provinces.geojson"):
        for ring in _rings(feature["geometry"]):
            lons, lats = zip(*ring, strict=True)
            box = (min(lats), min(lons), max(lats), max(lons))
            found.append((str(feature["properties"]["code"]), box, ring))
    return tuple(found)


def _is_within(lat: float, lon: float, ring: Ring) -> bool:
    """Tell whether a line from a point to the east crosses a ring an odd number of times."""
    inside = False
    for (lon_1, lat_1), (lon_2, lat_2) in zip(ring, [ring[-1], *ring[:-1]], strict=True):
        crosses = (lat_1 > lat) != (lat_2 > lat)
        if crosses and lon < (lon_2 - lon_1) * (lat - lat_1) / (lat_2 - lat_1) + lon_1:
            inside = not inside
    return inside


def _outlines(name: str) -> tuple[Outline, ...]:
    return tuple(
        Outline(
            name=feature["properties"]["name"],
            path="".join(_path(ring) for ring in _rings(feature["geometry"])),
        )
        for feature in _features(name)
    )


@cache
def _features(name: str) -> tuple[dict[str, Any], ...]:
    text = (Path(__file__).parent / "data" / name).read_text("utf-8")
    return tuple(json.loads(text)["features"])


def _rings(geometry: dict[str, Any]) -> Iterator[Ring]:
    polygons = geometry["coordinates"]
    for polygon in [polygons] if geometry["type"] == "Polygon" else polygons:
        yield from polygon


def _path(ring: Ring) -> str:
    """Return a ring as a closed path in whole units, each point told from the one before.

    A third of the size of what the file says, and no reader sees the difference.
    """
    found: list[tuple[int, int]] = []
    for lon, lat in ring:
        x, y = project(lat, lon)
        point = (round(x), round(y))
        if not found or found[-1] != point:
            found.append(point)
    if len(found) < 4:
        return ""
    steps = pairwise(found[:-1])
    moves = "".join(f" {x2 - x1} {y2 - y1}" for (x1, y1), (x2, y2) in steps)
    return f"M{found[0][0]} {found[0][1]}l{moves[1:].replace(' -', '-')}z"
