"""Lettering: letters and lines as they stand on a card, each letter drawn once."""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import blake2b
from itertools import accumulate
from pathlib import Path

from PIL import Image, ImageChops, ImageFont
from PIL.ImageFont import FreeTypeFont
from text_unidecode import unidecode  # type: ignore[import-untyped] # it comes without types

from hubgen.social.ground import ROOM, paired

SMALL = 32
"""The size of all but the title."""
BOLD, PLAIN = 720, 480
"""Weights."""

_MOST_LINES = 128  # that are kept, as they come again: a megabyte
_MEASURE = 84  # the size in which words are measured for all sizes


@dataclass(frozen=True, slots=True, eq=False)
class Ink:
    """What colour a pixel gets: one of the palette for each grey of a letter, from 0 to 255."""

    steps: bytes


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Letter:
    """A letter as it is drawn in one font."""

    mask: Image.Image | None
    """How dark each of its pixels is; None for a space."""
    left: int
    top: int
    """Where the mask begins, in pixels from where the letter begins and the line's top."""
    right: int
    bottom: int
    """Where it ends."""
    width: float
    """How far it is to the next letter."""


Block = tuple[tuple[Letter, int], ...]
"""Letters of which one reaches over the next, and how far each is from an even pixel."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Strip:
    """A line in the colours of the palette, two pixels in a byte."""

    rows: tuple[bytes, ...]
    """How each row differs from the one above it: of each byte the difference, modulo 256. Below
    the last there is nothing of the line."""
    top: int
    """Where it begins, in pixels from the line's top."""


class Lettering:
    """The typeface of cards, in the sizes and weights that they need.

    Each letter is drawn once for all cards, as to draw it again takes far longer than to put it in
    its place. A typeface that kerns by its `kern` table does so no longer; ours has none.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._fonts: dict[tuple[int, int], FreeTypeFont] = {}
        self._known: dict[str, str] = {}
        self._widths: dict[str, float] = {}
        self._letters: dict[tuple[FreeTypeFont, str], Letter] = {}
        self._columns: dict[tuple[Block, Ink, int, int], bytes] = {}
        self._remarks = lru_cache(_MOST_LINES)(self._remark)

    @cached_property
    def digest(self) -> bytes:
        """The digest of the font's file."""
        return blake2b(self._file.read_bytes(), digest_size=16).digest()

    def font(self, size: int, weight: int) -> FreeTypeFont:
        """Return the font at a size in pixels and, if it is a variable one, a weight."""
        if (size, weight) not in self._fonts:
            font = ImageFont.truetype(self._file, size, layout_engine=ImageFont.Layout.BASIC)
            with suppress(OSError, NotImplementedError):  # a site's own may have one weight only
                font.set_variation_by_axes([weight])
            self._fonts[size, weight] = font
        return self._fonts[size, weight]

    def width(self, word: str) -> float:
        """Return how wide a title's word is, as a part of the size of its letters."""
        if word not in self._widths:
            self._widths[word] = self.length(word, self.font(_MEASURE, BOLD)) / _MEASURE
        return self._widths[word]

    def length(self, text: str, font: FreeTypeFont) -> float:
        """Return how wide a text is, in pixels."""
        return sum(self.letter(one, font).width for one in text)

    def letter(self, letter: str, font: FreeTypeFont) -> Letter:
        """Return a letter as it is drawn in a font."""
        found = self._letters.get((font, letter))
        if found is None:
            found = self._letters[font, letter] = _drawn(letter, font)
        return found

    def remark(self, text: str, font: FreeTypeFont, ink: Ink) -> Strip | None:
        """Return a text as a line, cut where it does not fit; None where there is nothing to see.

        What a hub says on many cards, such as its own name, is put together once.
        """
        return self._remarks(text, font, ink)

    def line(self, text: str, font: FreeTypeFont, ink: Ink) -> Strip | None:
        """Return a line; None where there is nothing to see.

        It is put together of columns, so that a letter is a piece of it, and then turned.
        """
        letters = [self.letter(one, font) for one in text]
        seen = [letter for letter in letters if letter.mask]
        if not seen:
            return None
        top, bottom = min(one.top for one in seen), max(one.bottom for one in seen)
        # As many rows for all, but for a rare letter that is higher or lower than the font says.
        first = min(top, 0)
        height = max(bottom, sum(font.getmetrics())) - first + 1
        columns = bytearray()
        for start, block in _blocks(letters):
            key = (block, ink, first, height)
            found = self._columns.get(key)
            if found is None:
                found = self._columns[key] = _turned(*key)
            _add(columns, found, start // 2 * height)
        whole = bytes(columns[: ROOM // 2 * height])
        rows = range(top - first, bottom - first + 1)
        return Strip(rows=tuple(whole[row::height] for row in rows), top=top)

    def written(self, text: str) -> str:
        """Return a text with what the font has no letter for in plain letters, or left out."""
        composed = unicodedata.normalize("NFC", text)
        return " ".join("".join(self._letter(one) for one in composed).split())

    def cut(self, line: str, font: FreeTypeFont) -> str:
        """Return a line that fits, cut between words where it can be, and marked where it is."""
        ends = list(accumulate(self.letter(one, font).width for one in line))
        if not ends or ends[-1] <= ROOM:
            return line
        mark = self.length("…", font)
        fits = bisect_right([end + mark for end in ends], ROOM)
        space = line.rfind(" ", 0, fits + 1)
        return f"{line[: space if space > 0 else fits].rstrip(',;:–- ')}…"

    def _remark(self, text: str, font: FreeTypeFont, ink: Ink) -> Strip | None:
        return self.line(self.cut(self.written(text), font), font, ink)

    def _letter(self, letter: str) -> str:
        if letter not in self._known:
            self._known[letter] = letter if self._has(letter) else self._plain(letter)
        return self._known[letter]

    def _plain(self, letter: str) -> str:
        return "".join(one for one in unidecode(letter) if self._has(one))

    def _has(self, letter: str) -> bool:
        """Tell whether the font has a letter: it is not drawn as one that no font has."""
        if letter.isspace():
            return True
        font = self.font(SMALL, PLAIN)
        return bytes(font.getmask(letter)) != bytes(font.getmask("\U0010ffff"))


def _blocks(letters: Iterable[Letter]) -> Iterator[tuple[int, Block]]:
    """Yield the letters of a line in blocks that share no pixel, and where each begins.

    They begin at an even pixel, and may have a byte in common.
    """
    block: list[tuple[Letter, int]] = []
    left, start, end = 0.0, 0, 0
    for letter in letters:
        if letter.mask:
            place = round(left)
            if block and place + letter.left < end:
                block.append((letter, place - start))
                end = max(end, place + letter.right)
            else:
                if block:
                    yield start, tuple(block)
                start = (place + letter.left) // 2 * 2
                block = [(letter, place - start)]
                end = place + letter.right
        left += letter.width
    if block:
        yield start, tuple(block)


def _turned(block: Block, ink: Ink, first: int, height: int) -> bytes:
    """Return how the rows of a block differ from those above them, from `first` on, as columns."""
    width = max(place + letter.right for letter, place in block)
    image = Image.new("L", (width + width % 2, height), 0)
    for letter, place in block:
        if letter.mask:
            image.paste(255, (place + letter.left, letter.top - first), letter.mask)
    packed = paired(image.tobytes().translate(ink.steps), image.size)
    above = packed.crop((0, -1, packed.width, height - 1))
    differences = ImageChops.subtract_modulo(packed, above)
    return differences.transpose(Image.Transpose.TRANSPOSE).tobytes()


def _add(columns: bytearray, block: bytes, start: int) -> None:
    """Add a block to the columns of a line."""
    if start < 0:  # it begins left of the line, where nothing is seen
        block, start = block[-start:], 0
    common = len(columns) - start
    if common > 0:
        # The pixels of one column stand in half of its bytes, those of the other in the other half.
        columns[start:] = _sum(columns[start:], block[:common])
        columns += block[common:]
    else:
        columns += bytes(-common)
        columns += block


def _sum(some: bytes | bytearray, others: bytes) -> bytes:
    """Return the sum of each two bytes, modulo 256: without their first bits, and then with."""
    size = len(some)
    one, other = int.from_bytes(some, "big"), int.from_bytes(others, "big")
    rest = int.from_bytes(b"\x7f" * size, "big")
    return ((one & rest) + (other & rest) ^ (one ^ other) & ~rest).to_bytes(size, "big")


def _drawn(letter: str, font: FreeTypeFont) -> Letter:
    mask, (left, top) = font.getmask2(letter, "L")
    width, height = mask.size
    return Letter(
        mask=Image.frombytes("L", mask.size, bytes(mask)) if width and height else None,
        left=left,
        top=top,
        right=left + width,
        bottom=top + height,
        width=font.getlength(letter),
    )
