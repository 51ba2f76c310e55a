"""Social cards: the picture that stands for a page where somebody shares it.

A card is drawn in sixteen colours, half of them for the edges of letters, and has no gradients, so
that it takes a few milliseconds and kilobytes: a hub has one for each of its pages.
"""

import struct
import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import blake2b
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFont
from PIL.ImageFont import FreeTypeFont
from text_unidecode import unidecode  # type: ignore[import-untyped] # it comes without types

WIDTH, HEIGHT = 1200, 630
"""Pixels: the size that the Open Graph protocol's readers show whole."""

_GROUND, _LETTERS, _SIGNAL = (13, 59, 46), (243, 246, 239), (255, 207, 77)
_SHADES = 8  # from the ground to the letters, the first eight colours of the palette
_SOFT = 190  # the grey of what is said smaller
_MOST_COLOURS = 16 - _SHADES - 1
_MARGIN = 72
_PARCELS = 900  # where the parcels begin
_GAP = 6
_ROOM = _PARCELS - 2 * _MARGIN + _GAP  # how wide a line may be
_TITLE_SIZES = (84, 76, 68, 60, 54, 48)
_TITLE_HEIGHT = 290
_LEADING = 1.12
_SMALL = 32
_BOLD, _PLAIN = 720, 480

# The colour of each grey from 0 to 255: shades of the letters, or yellow with edges half as light.
_LETTER_STEPS = tuple(round(grey / 255 * (_SHADES - 1)) for grey in range(256))
_SIGNAL_STEPS = tuple(
    _SHADES if grey > 127 else step // 2 for grey, step in enumerate(_LETTER_STEPS)
)

_UP = 2  # the filter of PNG by which a row says how it differs from the one above it

_Words = tuple[str, FreeTypeFont, int, int]
"""A line, its font, the top of its capitals and its grey."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SocialCard:
    """What a card says."""

    title: str
    label: str
    """What it is, above the title: `Bijeenkomst`."""
    lines: tuple[str, ...]
    """When and where, below it."""
    site: str
    colours: tuple[str, ...]
    """Those of the page's themes, or the hub's: `#0b5c7a`."""

    @property
    def said(self) -> str:
        """All that it says, for who cannot see it."""
        return ", ".join((self.title, *self.lines))


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter as it is drawn in one font."""

    mask: Image.Image | None
    """How dark each of its pixels is; None for a space."""
    left: int
    top: int
    """Where the mask stands, in pixels from where the letter begins and the line's top."""
    width: float
    """How far it is to the next letter."""


class Lettering:
    """The typeface of cards, in the sizes and weights that they need.

    Each letter is drawn once for all cards: to draw it again takes ten times as long as to put it
    in its place. A typeface that kerns by its `kern` table does so no longer; ours has none.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._fonts: dict[tuple[int, int], FreeTypeFont] = {}
        self._known: dict[str, str] = {}
        self._widths: dict[str, float] = {}
        self._letters: dict[tuple[FreeTypeFont, str], Letter] = {}

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
            size = _TITLE_SIZES[0]
            self._widths[word] = self.length(word, self.font(size, _BOLD)) / size
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

    def written(self, text: str) -> str:
        """Return a text with what the font has no letter for in plain letters, or left out."""
        composed = unicodedata.normalize("NFC", text)
        return " ".join("".join(self._letter(one) for one in composed).split())

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
        font = self.font(_SMALL, _PLAIN)
        return bytes(font.getmask(letter)) != bytes(font.getmask("\U0010ffff"))


def draw(card: SocialCard, lettering: Lettering) -> bytes:
    """Return a card as a PNG of 1200 by 630 pixels. The same bytes for the same card and Pillow."""
    image = _ground(tuple(_rgb(one) for one in card.colours[:_MOST_COLOURS])).copy()
    bold, plain = lettering.font(_SMALL, _BOLD), lettering.font(_SMALL, _PLAIN)
    _paste(
        image,
        [(_cut(lettering.written(card.label), bold, lettering), bold, _MARGIN, 255)],
        _SIGNAL_STEPS,
        lettering,
    )
    font, lines = _fitted(lettering.written(card.title), lettering)
    top = _MARGIN + _SMALL + 24
    words = []
    for line in lines:
        words.append((line, font, top, 255))
        top += round(font.size * _LEADING)
    top += 24
    for line in card.lines:
        words.append((_cut(lettering.written(line), plain, lettering), plain, top, _SOFT))
        top += round(_SMALL * 1.35)
    site = _cut(lettering.written(card.site), bold, lettering)
    words.append((site, bold, HEIGHT - _MARGIN - _SMALL, _SOFT))
    _paste(image, words, _LETTER_STEPS, lettering)
    return _png(image)


def _drawn(letter: str, font: FreeTypeFont) -> Letter:
    mask, (left, top) = font.getmask2(letter, "L")
    width, height = mask.size
    return Letter(
        mask=Image.frombytes("L", mask.size, bytes(mask)) if width and height else None,
        left=left,
        top=top,
        width=font.getlength(letter),
    )


@lru_cache(maxsize=256)
def _ground(colours: tuple[tuple[int, int, int], ...]) -> Image.Image:
    """Return a card without words: its parcels, in the colours of its themes."""
    image = Image.new("P", (WIDTH, HEIGHT), 0)
    ramp = [_between(_GROUND, _LETTERS, shade / (_SHADES - 1)) for shade in range(_SHADES)]
    image.putpalette([part for colour in (*ramp, _SIGNAL, *colours) for part in colour])
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, _MARGIN - _GAP - 42, HEIGHT), fill=_SHADES + 1 if colours else _SHADES)
    for number, box in enumerate(_parcels()):
        pen.rectangle(box, fill=_SHADES + 1 + number % len(colours) if colours else 1 + number % 3)
    return image


def _parcels() -> Iterator[tuple[int, int, int, int]]:
    """Yield the parcels as boxes: two strips of fields, ditches between them."""
    for left, right, heights in (
        (_PARCELS, 1060, (150, 96, 210, 174)),
        (1060, WIDTH + _GAP, (96, 222, 138, 174)),
    ):
        top = 0
        for height in heights:
            yield left, top, right - _GAP, top + height - _GAP
            top += height


def _fitted(title: str, lettering: Lettering) -> tuple[FreeTypeFont, Sequence[str]]:
    """Return a title in lines, in the largest letters in which it fits."""
    for size in _TITLE_SIZES:
        lines = _wrapped(title, size, lettering)
        most = int(_TITLE_HEIGHT // (size * _LEADING))
        widest = max((lettering.width(word) * size for word in title.split()), default=0)
        if len(lines) <= most and widest <= _ROOM:
            return lettering.font(size, _BOLD), lines
    font = lettering.font(size, _BOLD)
    kept = lines[:most]
    if len(kept) < len(lines):
        kept[-1] = f"{kept[-1]} {lines[most]}"
    return font, [_cut(line, font, lettering) for line in kept]


def _wrapped(text: str, size: int, lettering: Lettering) -> list[str]:
    """Return a text in lines as wide as there is room for; a longer word is a line of its own."""
    lines: list[str] = []
    left = 0.0
    for word in text.split():
        width = lettering.width(f" {word}") * size
        if width <= left:
            lines[-1] += f" {word}"
            left -= width
        else:
            lines.append(word)
            left = _ROOM - lettering.width(word) * size
    return lines


def _cut(line: str, font: FreeTypeFont, lettering: Lettering) -> str:
    """Return a line that fits, cut between words where it can be, with the mark that says so."""
    if lettering.length(line, font) <= _ROOM:
        return line
    while line and lettering.length(f"{line}…", font) > _ROOM:
        shorter = line.rpartition(" ")[0]
        line = shorter or line[:-1]
    return f"{line.rstrip(',;:–- ')}…"


def _paste(
    image: Image.Image, words: Iterable[_Words], steps: Sequence[int], lettering: Lettering
) -> None:
    """Write lines on the ground of a card, their greys as the colours that `steps` names."""
    canvas = Image.new("L", (_ROOM, HEIGHT), 0)
    for text, font, top, grey in words:
        left, line = 0.0, top - round(font.size * 0.12)
        for letter in (lettering.letter(one, font) for one in text):
            if letter.mask:
                place = (round(left) + letter.left, line + letter.top)
                canvas.paste(grey, place, letter.mask)
            left += letter.width
    box = canvas.getbbox()
    if box:
        image.paste(canvas.crop(box).point(steps), (_MARGIN + box[0], box[1]))


def _png(image: Image.Image) -> bytes:
    """Return a card as PNG (W3C, third edition), two pixels in a byte.

    Most rows are the row above them once more, so that the differences are nearly all noughts, and
    runs of them are all that is looked for: half the time of Pillow's own, and fewer bytes.
    """
    across = WIDTH // 2
    rows = Image.frombytes("L", (across, HEIGHT), image.tobytes("raw", "P;4"))
    above = Image.new("L", rows.size, 0)
    above.paste(rows, (0, 1))
    filtered = Image.new("L", (across + 1, HEIGHT), _UP)
    filtered.paste(ImageChops.subtract_modulo(rows, above), (1, 0))
    packer = zlib.compressobj(1, strategy=zlib.Z_RLE)
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 4, 3, 0, 0, 0)
    data = packer.compress(filtered.tobytes()) + packer.flush()
    palette = bytes(image.getpalette() or ())[: 16 * 3]
    chunks = ((b"IHDR", header), (b"PLTE", palette), (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, held) for name, held in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _rgb(colour: str) -> tuple[int, int, int]:
    value = int(colour[1:], 16)
    return value >> 16, value >> 8 & 255, value & 255


def _between(one: Sequence[int], other: Sequence[int], share: float) -> tuple[int, int, int]:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue
