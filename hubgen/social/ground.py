"""The ground of a card: its size, its colours, and the parcels that stand beside its words."""

from collections.abc import Iterator, Sequence

from PIL import Image, ImageDraw

from hubgen.social import HEIGHT, WIDTH

"""Pixels: the size that the Open Graph protocol's readers show whole."""
MARGIN = 72
PARCELS = 900
"""Where the parcels begin."""
_GAP = 6
ROOM = PARCELS - 2 * MARGIN + _GAP
"""How wide a line may be."""
SHADES = 8
"""From the ground to the letters: the first eight colours of the palette."""
SIGNAL = SHADES
"""The colour in the palette of what stands out."""
MOST_COLOURS = 16 - SHADES - 1

_GROUND, _LETTERS, _YELLOW = (13, 59, 46), (243, 246, 239), (255, 207, 77)
_OWN = bytes(
    (
        *(
            round(one + (other - one) * shade / (SHADES - 1))
            for shade in range(SHADES)
            for one, other in zip(_GROUND, _LETTERS, strict=True)
        ),
        *_YELLOW,
    )
)
"""The colours that all cards have, three bytes each."""


def palette(colours: Sequence[str]) -> bytes:
    """Return the sixteen colours of a card, three bytes each, given those of its themes."""
    return _OWN + b"".join(bytes.fromhex(one.removeprefix("#")) for one in colours[:MOST_COLOURS])


def ground(colours: int) -> Image.Image:
    """Return a card without words, for a number of colours: only its palette says which these are.

    Two pixels are in a byte, as PNG has them: the picture is half as wide.
    """
    image = Image.new("P", (WIDTH, HEIGHT), 0)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, MARGIN - _GAP - 42, HEIGHT), fill=SHADES + 1 if colours else SIGNAL)
    for number, box in enumerate(_parcels()):
        pen.rectangle(box, fill=SHADES + 1 + number % colours if colours else 1 + number % 3)
    return paired(image.tobytes(), image.size)


def paired(pixels: bytes, size: tuple[int, int]) -> Image.Image:
    """Return a picture of sixteen colours, of an even width, with two of its pixels in a byte."""
    width, height = size
    packed = Image.frombytes("P", size, pixels).tobytes("raw", "P;4")
    return Image.frombytes("L", (width // 2, height), packed)


def _parcels() -> Iterator[tuple[int, int, int, int]]:
    """Yield the parcels as boxes: two strips of fields, ditches between them."""
    for left, right, heights in (
        (PARCELS, 1060, (150, 96, 210, 174)),
        (1060, WIDTH + _GAP, (96, 222, 138, 174)),
    ):
        top = 0
        for height in heights:
            yield left, top, right - _GAP, top + height - _GAP
            top += height
