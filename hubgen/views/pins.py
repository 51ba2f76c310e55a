"""The pins of a map: one for each place, so far from each other that all can be seen and hit."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hubgen import country
from hubgen.atlas import SORTS, Place, Sight, Sort
from hubgen.views.links import Links

RADIUS = 20
"""How far a pin's shape reaches in its own units."""

# How far pins stay apart, in units of the drawing, where there is room; half the land, at most, is
# below pins.
_APART = 56.0
_LAND = 380_000.0
_ROUNDS = 24

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """One place on the drawing, and what is there."""

    place: str
    title: str
    sort: str
    """Its shape: what is there, or `mixed`."""
    sorts: tuple[str, ...]
    count: int
    label: str
    """`Tilburg: 2 contacten, 1 voorbeeld`."""
    x: float
    y: float
    lat: float
    lon: float


def pins(sights: Iterable[Sight], links: Links) -> tuple[tuple[Pin, ...], float]:
    """Return a pin for each place, in the order that places come first, and how large they are.

    The size is a factor for `RADIUS`: the more places there are, the smaller are their pins.
    """
    at: dict[str, tuple[Place, list[Sort]]] = {}
    for one in sights:
        if one.place:
            at.setdefault(one.place.name, (one.place, []))[1].append(one.sort)
    apart = min(_APART, math.sqrt(_LAND / max(1, len(at))))
    points = spread_out([country.project(place.lat, place.lon) for place, _ in at.values()], apart)
    found = tuple(
        _pin(place, sorts, point, links)
        for (place, sorts), point in zip(at.values(), points, strict=True)
    )
    return found, round(apart / 2.2 / RADIUS, 2)


def spread_out(points: Sequence[Point], apart: float) -> list[Point]:
    """Return points moved as little as gets them apart; those that are already stay.

    Only points in neighbouring cells of a grid are looked at, so that many cost little. Where there
    is no room for all, some stay closer.
    """
    now = list(points)
    for _ in range(_ROUNDS):
        cells: dict[tuple[int, int], list[int]] = {}
        for number, (x, y) in enumerate(now):
            cells.setdefault((int(x // apart), int(y // apart)), []).append(number)
        pairs = [
            (one, other)
            for (column, row), there in sorted(cells.items())
            for one in there
            for across in (-1, 0, 1)
            for down in (-1, 0, 1)
            for other in cells.get((column + across, row + down), ())
            if one < other
        ]
        moved = [_push(now, one, other, apart) for one, other in pairs]
        if not any(moved):
            break
    return [(round(x, 1), round(y, 1)) for x, y in now]


def _push(points: list[Point], one: int, other: int, apart: float) -> bool:
    """Move two points from each other where they are too close; tell whether they were."""
    (x1, y1), (x2, y2) = points[one], points[other]
    across, down = x2 - x1, y2 - y1
    distance = math.hypot(across, down)
    if distance >= apart - 0.05:
        return False
    if not distance:  # at one point: beside each other
        across = distance = 1.0
    step = (apart - math.hypot(x2 - x1, y2 - y1)) / 2
    right, below = across / distance * step, down / distance * step
    points[one] = (x1 - right, y1 - below)
    points[other] = (x2 + right, y2 + below)
    return True


def _pin(place: Place, sorts: list[Sort], point: Point, links: Links) -> Pin:
    counted = [(sort, sorts.count(sort)) for sort in (*SORTS, "event") if sort in sorts]
    said = ", ".join(links.text(f"site.map.of.{sort}", count=count) for sort, count in counted)
    return Pin(
        place=place.name,
        title=place.title,
        sort=counted[0][0] if len(counted) == 1 else "mixed",
        sorts=tuple(sort for sort, _ in counted),
        count=len(sorts),
        label=f"{place.title}: {said}",
        x=point[0],
        y=point[1],
        lat=place.lat,
        lon=place.lon,
    )
