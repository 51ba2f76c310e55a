"""What may be written in a field, as plain data: whoever needs it reads it without the models."""

from dataclasses import dataclass
from typing import Literal

from hubgen.about import Group
from hubgen.frontmatter import Tree

TextForm = Literal[
    "", "alias", "base-url", "colour", "country", "language", "municipality", "path", "slug",
    "theme", "zone",
]  # fmt: skip
"""What a text has to be; empty where it may be anything."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text."""

    markdown: bool = False
    form: TextForm = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some words, each with what it means."""

    words: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class YesNo:
    """Yes or no."""


@dataclass(frozen=True, slots=True)
class Numeric:
    """A number."""

    whole: bool = True
    least: float | None = None
    most: float | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """A point in time: a day, a day that may have a time, a time of day, or a year or month too."""

    form: Literal["day", "moment", "clock", "partial-day"]


@dataclass(frozen=True, slots=True)
class Reference:
    """A page of the hub, by its slug or by folder and slug."""

    folders: tuple[str, ...]
    default: str | None = None
    """The folder of a slug alone; None where the folder has to be written."""
    strict: bool = True
    """Whether the page must be there; if not, any text may stand there."""


@dataclass(frozen=True, slots=True)
class File:
    """A file of the hub, by its path from the page."""

    picture: bool = True


@dataclass(frozen=True, slots=True)
class Address:
    """A web address."""

    of_hub: bool = False
    """Whether it may also be an address of the hub itself, from its root."""


@dataclass(frozen=True, slots=True)
class Email:
    """An e-mail address."""


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number."""


@dataclass(frozen=True, slots=True)
class Mapping:
    """Fields with a name."""

    name: str
    """What such a mapping is called in the models: `Location`."""
    fields: tuple["Field", ...]
    shorthand: str = ""
    """The field of which the value may stand there alone."""


@dataclass(frozen=True, slots=True)
class Again:
    """The same mapping as one around it, by its name: a session is an `Item` within an `Item`."""

    name: str


@dataclass(frozen=True, slots=True)
class Several:
    """A list. One value may stand there alone, without being a list."""

    of: "Shape"


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping with names that its writer chooses, or of which only some are known."""

    of: "Shape"
    names: tuple[str, ...] = ()
    """The names that may be used; empty for any."""


@dataclass(frozen=True, slots=True)
class Either:
    """One of some shapes."""

    shapes: tuple["Shape", ...]


Shape = (
    Text | Choice | YesNo | Numeric | Point | Reference | File | Address | Email | Phone
    | Mapping | Again | Several | Table | Either
)  # fmt: skip
"""What may be written in a field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field in one language: what it is for, and what may be written in it."""

    name: str
    title: str
    text: str
    example: Tree
    required: bool
    default: Tree
    """What holds where nothing is written; None where that is nothing."""
    group: Group
    shape: Shape
