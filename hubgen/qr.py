"""QR codes: a text as the path of a drawing that phones read (ISO/IEC 18004).

What two codes of a size have in common is asked of segno once: the patterns that readers look for,
and the mask. The rest is what a code says, with its error correction, each bit in its place. The
codes are those that segno makes, some ten times as fast.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate, product
from operator import itemgetter
from typing import Any

import segno
from segno import consts

_QUIET = 4
"""Empty modules around a QR code, without which readers do not find it."""
_MASK = 2
"""One of the eight patterns that a QR code may have. All of them can be read; to try which one is
best, as ISO/IEC 18004 has it (7.8), takes longer than all the rest."""
_VERSIONS = range(1, 10)
"""The versions in which eight bits say how long the text is; the largest has room for 180 bytes."""
_BYTES = 0b0100
"""What says that the text is bytes (7.3.2)."""
_PADDING = b"\xec\x11"
"""What fills the room that the text leaves (7.4.10), over and over."""
_POLYNOMIAL = 0x11D
"""That of the field in which the error correction is counted (7.5.2)."""
_BLOCKS: Any = consts.ECC
"""The blocks of each version and level of correction (table 9); segno does not say their type."""
_TIMING = 6
"""The row and the column of the timing patterns (6.3.5)."""
_NUMBERED = 7
"""The first version that says which one it is (7.10)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QrCode:
    """A QR code as the path of a drawing, with a width of 1 for the pen."""

    size: int
    """Its width and height in modules, the quiet zone included."""
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Version:
    """What the codes of a size have in common."""

    size: int
    """Their width and height in modules."""
    blocks: Sequence[int]
    """How many bytes of what they say each of their blocks holds."""
    correction: int
    """How many bytes correct a block."""
    order: Callable[[bytes], tuple[int, ...]]
    """Puts the bytes of all blocks, and then those that correct them, in order of placement."""
    placed: Callable[[str], tuple[str, ...]]
    """Puts the bits of bytes in order where they stand; behind them is one for all the others."""
    bare: int
    """The modules of a code that says nothing at all, as the bits of a number."""


def qr_code(text: str) -> QrCode:
    """Return the QR code of a text, with the level M of error correction."""
    data = text.encode()
    # In capitals and digits alone, or with other letters, a code says its text in another way.
    plain = text.isascii() and text.upper() != text
    fitting = (one for one in _VERSIONS if len(data) + 2 <= sum(_blocks(one)))
    number = next(fitting, 0) if plain else 0
    rows = _rows(data, _version(number)) if number else _by_segno(text)
    path = "".join(_strokes(line, row) for line, row in enumerate(rows, _QUIET))
    return QrCode(size=len(rows) + 2 * _QUIET, path=path)


def _by_segno(text: str | bytes, version: int | None = None) -> list[str]:
    """Return the rows of a code as segno makes it, a dark module being a `1`."""
    made = segno.make_qr(text, error="m", boost_error=False, mask=_MASK, version=version)
    return ["".join(map(str, row)) for row in made.matrix]


def _strokes(line: int, modules: str) -> str:
    """Return the dark modules of a row as strokes: `M4 4.5h7m2 0h1`."""
    before = modules.rstrip("0")
    dark = before.lstrip("0")
    if not dark:
        return ""
    parts = dark.replace("01", "0 1").replace("10", "1 0").split(" ")
    return f"M{len(before) - len(dark) + _QUIET} {line}.5" + "".join(map(_stroke, parts))


@cache
def _stroke(modules: str) -> str:
    """Return modules that are all dark as a stroke, and those that are all light as a move."""
    return f"h{len(modules)}" if modules[0] == "1" else f"m{len(modules)} 0"


def _rows(data: bytes, version: _Version) -> list[str]:
    size = version.size
    modules = f"{version.bare ^ _modules(data, version):0{size * size}b}"
    return [modules[begin : begin + size] for begin in range(0, size * size, size)]


def _modules(data: bytes, version: _Version) -> int:
    """Return the modules that bytes turn over."""
    message = _message(data, sum(version.blocks))
    corrections, begin = [], 0
    for length in version.blocks:
        corrections.append(_correction(message[begin : begin + length], version.correction))
        begin += length
    ordered = bytes(version.order(b"".join([message, *corrections])))
    bits = f"{int.from_bytes(ordered):0{8 * len(ordered)}b}0"
    return int("".join(version.placed(bits)), 2)


def _message(data: bytes, room: int) -> bytes:
    """Return bytes as a code says them: the mode in four bits, the length, the bytes, padding.

    The four bits behind them that end the message make a whole byte of it. segno puts another one
    there, and readers do not look at what is behind the end.
    """
    number = (_BYTES << 8 | len(data)) << 8 * len(data) | int.from_bytes(data)
    said = (number << 4).to_bytes(len(data) + 2) + b"\0"
    return (said + _PADDING * room)[:room]


def _correction(data: bytes, length: int) -> bytes:
    """Return what corrects bytes: the rest of their division by a polynomial (7.5.2)."""
    multiples = _multiples(length)
    above, kept = 8 * (length - 1), (1 << 8 * (length - 1)) - 1
    rest = 0
    for byte in data:
        rest = ((rest & kept) << 8) ^ multiples[byte ^ (rest >> above)]
    return rest.to_bytes(length)


@cache
def _multiples(length: int) -> Sequence[int]:
    """Return the polynomial of a degree, without its first term, times each byte."""
    factors = [1]
    root = 1
    for _ in range(length):
        longer = [*factors, 0]
        for index, factor in enumerate(factors, 1):
            longer[index] ^= _times(factor, root)
        factors, root = longer, _times(root, 2)
    multiples = [0]
    for bit in range(8):
        one = int.from_bytes(bytes(_times(factor, 1 << bit) for factor in factors[1:]))
        multiples += [one ^ other for other in multiples]
    return multiples


def _times(one: int, other: int) -> int:
    """Return the product of two bytes, which are elements of a field."""
    result = 0
    while other:
        if other & 1:
            result ^= one
        one <<= 1
        if one & 0x100:
            one ^= _POLYNOMIAL
        other >>= 1
    return result


@cache
def _blocks(number: int) -> Sequence[int]:
    """Return how many bytes each block of a version holds."""
    kinds = _BLOCKS[number][consts.ERROR_LEVEL_M]
    return [one.num_data for one in kinds for _ in range(one.num_blocks)]


@cache
def _version(number: int) -> _Version:
    blocks = _blocks(number)
    first = _BLOCKS[number][consts.ERROR_LEVEL_M][0]
    correction = first.num_total - first.num_data
    example = b"a" * (sum(blocks) - 2)
    rows = _by_segno(example, number)
    size = len(rows)
    version = _Version(
        size=size,
        blocks=blocks,
        correction=correction,
        order=itemgetter(*_order(blocks, correction)),
        placed=itemgetter(*_places(number, size, 8 * (sum(blocks) + correction * len(blocks)))),
        bare=int("".join(rows), 2),
    )
    return replace(version, bare=version.bare ^ _modules(example, version))


def _order(blocks: Sequence[int], correction: int) -> Iterator[int]:
    """Yield the places of bytes, of which the blocks give one after the other (7.6)."""
    begins = [*accumulate(blocks, initial=0)]
    yield from _by_turns(begins[:-1], blocks)
    behind = range(begins[-1], begins[-1] + correction * len(blocks), correction)
    yield from _by_turns(behind, [correction] * len(blocks))


def _by_turns(begins: Sequence[int], lengths: Sequence[int]) -> Iterator[int]:
    for index in range(max(lengths)):
        for begin, length in zip(begins, lengths, strict=True):
            if index < length:
                yield begin + index


def _places(number: int, size: int, bits: int) -> list[int]:
    """Return for each module, row by row, which of the bits stands there; else the last (7.7.3)."""
    kept = set(_patterns(number, size))
    places = [bits] * (size * size)
    following = iter(range(bits))
    # In columns of two, from the right, up and down by turns, and past the upright timing pattern.
    rights = [right - (right <= _TIMING) for right in range(size - 1, 0, -2)]
    for turn, right in enumerate(rights):
        for row in range(size) if turn % 2 else range(size - 1, -1, -1):
            for column in (right, right - 1):
                if (row, column) not in kept:
                    places[row * size + column] = next(following, bits)
    return places


def _patterns(number: int, size: int) -> Iterator[tuple[int, int]]:
    """Yield the modules that are the same in all codes of a version with our mask."""
    corner, far = range(9), range(size - 8, size)
    yield from product(corner, corner)
    yield from product(corner, far)
    yield from product(far, corner)
    yield from product((_TIMING,), range(size))
    yield from product(range(size), (_TIMING,))
    centres = consts.ALIGNMENT_POS[number - 2] if number > 1 else ()
    for row, column in product(centres, repeat=2):
        if (row, column) not in {(6, 6), (6, size - 7), (size - 7, 6)}:
            yield from product(range(row - 2, row + 3), range(column - 2, column + 3))
    if number >= _NUMBERED:
        yield from product(range(6), range(size - 11, size - 8))
        yield from product(range(size - 11, size - 8), range(6))
