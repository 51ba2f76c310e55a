"""Cards as PNG files (W3C, third edition), put together from bands that are packed on their own.

Most rows are the row above them once more, so that the differences are nearly all noughts, and runs
of them are all that is looked for. Only the colours in the palette differ between cards of as many
themes; what is above the title and below the last line is the same on many, and is packed once.
"""

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageChops

from hubgen.social import HEIGHT, WIDTH
from hubgen.social.ground import MARGIN, MOST_COLOURS, ground
from hubgen.social.lettering import Strip

_ROW = 1 + WIDTH // 2  # bytes of a row: its filter, and two pixels in each other byte
_UP = 2  # the filter of PNG by which a row says how it differs from the one above it

# Rows at which a band ends: between what stands at the same height on all cards, and the title.
_HEAD, _FOOT = 112, 522
_STEP = 32  # how exactly a band without words fits

# What begins and ends a stream of zlib: deflate, a window of 32 kB, the fastest (RFC 1950).
_ZLIB = b"\x78\x01"
_LAST = b"\x03\x00"  # a block that is the last one, and empty (RFC 1951)
_BASE = 65521  # of Adler-32


@dataclass(frozen=True, slots=True)
class _Band:
    """Some rows, packed."""

    data: bytes
    """Whole blocks of deflate, up to the end of a byte."""
    sum: int
    """Adler-32 of what is packed."""
    size: int
    """Bytes of that."""


Placed = tuple[Strip, int]
"""A line, and the row of the card at which it begins."""


def png(lines: Sequence[Placed], colours: int, palette: bytes) -> bytes:
    """Return a card with these lines as a PNG, given the number of its themes' colours.

    No line may begin before the one above it ends.
    """
    last = max((top + len(strip.rows) for strip, top in lines if top < _FOOT), default=_HEAD)
    end = min(max(-(-last // _STEP) * _STEP, _HEAD), _FOOT)
    parts = [
        _kept(0, _HEAD, colours, _within(lines, 0, _HEAD)),
        _band(_HEAD, end, colours, _within(lines, _HEAD, end)),
        _kept(end, _FOOT, colours, _within(lines, end, _FOOT)),
        _kept(_FOOT, HEIGHT, colours, _within(lines, _FOOT, HEIGHT)),
    ]
    total = 1  # Adler-32 of nothing
    for part in parts:
        total = _joined(total, part)
    data = b"".join((_ZLIB, *(part.data for part in parts), _LAST, struct.pack(">I", total)))
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 4, 3, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"PLTE", palette), (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, held) for name, held in chunks)


def _within(lines: Sequence[Placed], first: int, end: int) -> tuple[Placed, ...]:
    """Return the lines that have rows in a band."""
    return tuple(
        (strip, top) for strip, top in lines if top < end and top + len(strip.rows) > first
    )


def _band(first: int, end: int, colours: int, lines: tuple[Placed, ...]) -> _Band:
    """Return the rows from `first` to before `end`, packed."""
    data = bytearray(memoryview(_ground(colours))[first * _ROW : end * _ROW])
    for strip, top in lines:
        above = max(first - top, 0)
        at = (top + above - first) * _ROW + 1 + MARGIN // 2
        for row in strip.rows[above : end - top]:
            data[at : at + len(row)] = row
            at += _ROW
    # Little memory, as to get more of it takes longer than to do with less.
    packer = zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS, 6, zlib.Z_RLE)
    packed = packer.compress(data) + packer.flush(zlib.Z_SYNC_FLUSH)
    return _Band(data=packed, sum=zlib.adler32(data), size=len(data))


@lru_cache(maxsize=MOST_COLOURS + 1)
def _ground(colours: int) -> bytes:
    """Return the rows of a card without words, as PNG has them."""
    image = ground(colours)
    above = image.crop((0, -1, image.width, HEIGHT - 1))
    rows = Image.new("L", (_ROW, HEIGHT), _UP)
    rows.paste(ImageChops.subtract_modulo(image, above), (1, 0))
    return rows.tobytes()


_kept = lru_cache(maxsize=128)(_band)


def _joined(sum_: int, band: _Band) -> int:
    """Return Adler-32 of some bytes with a band after them (RFC 1950, section 8.2)."""
    low, high = sum_ & 0xFFFF, sum_ >> 16
    other = band.sum & 0xFFFF
    joined_low = (low + other - 1) % _BASE
    joined_high = (high + (band.sum >> 16) + band.size * (low - 1)) % _BASE
    return joined_high << 16 | joined_low


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
