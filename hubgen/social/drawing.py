"""Draws social cards."""

from collections.abc import Iterable, Iterator, Sequence

from PIL.ImageFont import FreeTypeFont

from hubgen.social import HEIGHT, SocialCard
from hubgen.social.bands import Placed, png
from hubgen.social.ground import (
    MARGIN,
    MOST_COLOURS,
    ROOM,
    SHADES,
    SIGNAL,
    palette,
)
from hubgen.social.lettering import BOLD, PLAIN, SMALL, Ink, Lettering, Strip

_TITLE_SIZES = (84, 76, 68, 60, 54, 48)
_TITLE_HEIGHT = 290
_LEADING = 1.12

# The colour in the palette of each grey of a letter: white, a softer white, or yellow with edges
# half as light.
_WHITE = Ink(bytes(round(grey / 255 * (SHADES - 1)) for grey in range(256)))
_SOFT = Ink(bytes(_WHITE.steps[round(grey * 190 / 255)] for grey in range(256)))
_BRIGHT = Ink(bytes(SIGNAL if grey > 127 else step // 2 for grey, step in enumerate(_WHITE.steps)))


def draw(card: SocialCard, lettering: Lettering) -> bytes:
    """Return a card as a PNG of 1200 by 630 pixels. The same bytes for the same card and Pillow."""
    bold, plain = lettering.font(SMALL, BOLD), lettering.font(SMALL, PLAIN)
    font, lines = _fitted(lettering.written(card.title), lettering)
    top = MARGIN + SMALL + 24
    said = [(lettering.remark(card.label, bold, _BRIGHT), bold, MARGIN)]
    for line in lines:
        said.append((lettering.line(line, font, _WHITE), font, top))
        top += round(font.size * _LEADING)
    top += 24
    for line in card.lines:
        said.append((lettering.remark(line, plain, _SOFT), plain, top))
        top += round(SMALL * 1.35)
    said.append((lettering.remark(card.site, bold, _SOFT), bold, HEIGHT - MARGIN - SMALL))
    colours = card.colours[:MOST_COLOURS]
    return png(tuple(_placed(said)), len(colours), palette(colours))


def _placed(lines: Iterable[tuple[Strip | None, FreeTypeFont, int]]) -> Iterator[Placed]:
    """Yield lines and the rows at which they begin, given their fonts and the tops of capitals.

    A line with accents that reach into the one above it is lower by as much.
    """
    reached = 0
    for strip, font, top in lines:
        if strip:
            row = max(top - round(font.size * 0.12) + strip.top, reached)
            yield strip, row
            reached = row + len(strip.rows)


def _fitted(title: str, lettering: Lettering) -> tuple[FreeTypeFont, Sequence[str]]:
    """Return a title in lines, in the largest letters in which it fits."""
    for size in _TITLE_SIZES:
        lines = _wrapped(title, size, lettering)
        most = int(_TITLE_HEIGHT // (size * _LEADING))
        widest = max((lettering.width(word) * size for word in title.split()), default=0)
        if len(lines) <= most and widest <= ROOM:
            return lettering.font(size, BOLD), lines
    font = lettering.font(size, BOLD)
    kept = lines[:most]
    if len(kept) < len(lines):
        kept[-1] = f"{kept[-1]} {lines[most]}"
    return font, [lettering.cut(line, font) for line in kept]


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
            left = ROOM - lettering.width(word) * size
    return lines
