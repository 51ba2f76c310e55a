"""The mosaic: the polder seen from above, in the colours of the hub's themes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from hubgen.views.colours import mix

WIDTH, HEIGHT = 720, 480
"""Of the drawing, in its own units."""
DITCH = 5
"""Between two fields."""
_GREENS = ("#2f6b4f", "#4f8a5b", "#7da368", "#1f5a4a")
"""Of a hub without themes."""
_LIGHT = "#f8f6f0"
_SHARES = (0.10, 0.34, 0.0, 0.22, 0.52, 0.05, 0.42)
"""How much light there is in each next field, so that equal colours are not the same twice."""
_BLOCKS = (
    (0, 0, 240, 150, 4, True),
    (240, 0, 180, 210, 3, False),
    (420, 0, 300, 120, 5, True),
    (0, 150, 150, 190, 3, False),
    (150, 150, 90, 190, 1, False),
    (240, 210, 180, 130, 3, True),
    (420, 120, 130, 220, 4, False),
    (550, 120, 170, 150, 2, True),
    (550, 270, 170, 210, 5, False),
    (0, 340, 330, 140, 5, True),
    (330, 340, 220, 140, 3, False),
)
"""The land: x, y, width and height of each block, its number of fields, and whether they stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of one colour."""

    x: int
    y: int
    width: int
    height: int
    colour: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mosaic:
    """The drawing: the same for the same colours."""

    width: int
    height: int
    fields: tuple[Field, ...]


def mosaic(colours: Sequence[str]) -> Mosaic:
    """Return the mosaic of some colours, each in turn."""
    found = colours or _GREENS
    # A step that is no divisor of their number brings other neighbours together in each row.
    step = next(one for one in (3, 5, 7, 1) if one == 1 or len(found) % one)
    fields = tuple(
        Field(
            x=x,
            y=y,
            width=width,
            height=height,
            colour=mix(found[number * step % len(found)], _LIGHT, _SHARES[number % len(_SHARES)]),
        )
        for number, (x, y, width, height) in enumerate(_places())
    )
    return Mosaic(width=WIDTH - DITCH, height=HEIGHT - DITCH, fields=fields)


def _places() -> Iterator[tuple[int, int, int, int]]:
    """Yield where each field lies, block by block, with a ditch to its right and below it."""
    for left, top, width, height, number, standing in _BLOCKS:
        whole = width if standing else height
        edges = [whole * one // number for one in range(number + 1)]
        for begin, end in pairwise(edges):
            if standing:
                yield left + begin, top, end - begin - DITCH, height - DITCH
            else:
                yield left, top + begin, width - DITCH, end - begin - DITCH
