"""Colours of themes: what can be read on them, and how they are mixed."""


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2.2 reckons it, from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def is_light(colour: str) -> bool:
    """Tell whether white text is hard to read on a colour, so that black is to be used."""
    return contrast(colour, "#ffffff") < 4.5


def mix(colour: str, other: str, share: float) -> str:
    """Return a colour with a share, from 0 to 1, of another in it."""
    channels = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in channels)


def _channels(colour: str) -> tuple[int, int, int]:
    """Return the red, green and blue of `#rrggbb`."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    """Return the relative luminance of a colour in sRGB (WCAG 2.2)."""
    red, green, blue = (_linear(one / 255) for one in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
