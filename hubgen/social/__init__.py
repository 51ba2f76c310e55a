"""Social cards: the picture that stands for a page where somebody shares it.

A card is drawn in sixteen colours, half of them for the edges of letters, and has no gradients, so
that it takes a few milliseconds and kilobytes: a hub has one for each of its pages. What draws one
is in `drawing`, and takes long to load.
"""

from dataclasses import dataclass

WIDTH, HEIGHT = 1200, 630
"""Pixels of a card."""


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
