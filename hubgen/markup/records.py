"""What a text turns into: the records that `convert` returns."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from hubgen.errors import Problem

Located = TypeVar("Located", "Link", "Image", Problem)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """One heading of a text, for its table of contents and for links that end in `#id`."""

    level: int
    """As published: 1 to 6, and never 1 in a text, for that is the page's title."""
    id: str
    text: str
    """Plain text, without the number of a footnote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One `<a href>` that an editor wrote, in Markdown or in HTML."""

    target: str
    """As written, with its entities read: `../people/bart-swaans.md#rol`."""
    line: int
    """The line of the file, counted from 1; 0 where it could not be found back."""
    column: int
    """Where the address begins on that line, counted from 1; 0 where it could not be found back."""
    length: int = 0
    """How many characters of the line the address takes; 0 where it could not be found back."""
    text: str
    """What the reader clicks on, as plain text; empty for a link around an image."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """One image of the hub's own that an editor put in a text."""

    target: str
    """As written, with its entities read: `zaal.jpg`."""
    alt: str | None
    """None where nothing was written; empty where `alt=""` says that the image is decoration."""
    line: int
    """The line of the file, counted from 1; 0 where it could not be found back."""
    column: int = 0
    """Where the address begins on that line, counted from 1; 0 where it could not be found back."""
    length: int = 0
    """How many characters of the line the address takes; 0 where it could not be found back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Markup:
    """A text as HTML that is safe to publish, and what the rest of the hub asks about it."""

    html: str
    """Sanitised. Addresses within the hub wait in it as `hub:…` until `finish` resolves them."""
    headings: tuple[Heading, ...] = ()
    """In the order of the text."""
    anchors: frozenset[str] = frozenset()
    """Every id in `html`: what a link to this page may have behind its `#`."""
    links: tuple[Link, ...] = ()
    """In the order of `html`; the ones that footnotes and headings make themselves left out."""
    images: tuple[Image, ...] = ()
    """In the order of `html`."""
    text: str = ""
    """All text with its white space folded, for summaries and search."""
    problems: tuple[Problem, ...] = ()
    """By line."""

    def moved(self, place: Callable[[int, int], tuple[int, int]]) -> "Markup":
        """Return the same with every line and column where `place` says that they are."""
        if not (self.links or self.images or self.problems):
            return self
        return replace(
            self,
            links=tuple(_moved(one, place) for one in self.links),
            images=tuple(_moved(one, place) for one in self.images),
            problems=tuple(_moved(one, place) for one in self.problems),
        )


def _moved(one: Located, place: Callable[[int, int], tuple[int, int]]) -> Located:
    if not one.line:
        return one
    line, column = place(one.line, one.column or 1)
    return replace(one, line=line, column=column if one.column else 0)
