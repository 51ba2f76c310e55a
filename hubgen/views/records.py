"""What several views show: words that lead somewhere, a theme, a badge, a person, cards."""

from dataclasses import dataclass

from hubgen.views.pictures import PictureView
from hubgen.views.times_said import DateBlock, TimeView


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Words that lead somewhere."""

    title: str
    href: str = ""
    """Empty for what has no page."""
    lang: str = ""
    """The language that it leads to, where that is not the page's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeTag:
    """A theme, with its colour."""

    title: str
    href: str
    slug: str
    colour: str
    icon: str
    light: bool
    """Whether white is hard to see on its colour, so that its drawing is dark."""
    lang: str = ""
    """The language of its title, where that is not the page's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """A word on what is out of the ordinary."""

    tone: str
    """`bad`, `warn`, `good` or `calm`: the layout gives it its colour."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone with a part in something."""

    name: str
    href: str = ""
    lang: str = ""
    """The language of their page and role, where that is not the page's."""
    role: str = ""
    """What they are: `programmamanager`."""
    part: str = ""
    """What they do here: `dagvoorzitter`."""
    organisation: Anchor | None = None
    topic: str = ""
    initials: str = ""
    icon: str = ""
    """The drawing of an organisation, which has no face."""
    photo: PictureView | None = None


# One is made of each page, which is itself and no other: what is made of it is found by it.
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Card:
    """A page in a list."""

    title: str
    href: str
    lang: str
    kind: str
    kind_title: str
    summary: str = ""
    date: DateBlock | None = None
    """When an event is; None where that is not known, or no longer."""
    when: str = ""
    iso: str = ""
    end: str = ""
    """The instant in UTC at which the meeting that it shows is over, while that is to come."""
    soon: Badge | None = None
    """That it is on now, today or tomorrow."""
    later: tuple[TimeView, ...] = ()
    """Its meetings after the one that it shows."""
    place: str = ""
    past: bool = False
    badges: tuple[Badge, ...] = ()
    themes: tuple[ThemeTag, ...] = ()
    picture: PictureView | None = None
    icon: str = ""
    """The drawing of its kind."""
    initials: str = ""
    """Of a person, who may have no portrait."""
    portrait: PictureView | None = None
    """A person's photo, or an organisation's logo."""
    number: int = 0
    """Which meeting of its programme it is; 0 where it does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardGroup:
    """Cards below a heading."""

    name: str
    title: str
    cards: tuple[Card, ...]
    more: Anchor | None = None
    """Where the rest of it is, for cards that are a choice."""


def initials(name: str) -> str:
    """Return at most two initials of a name: those of its first and last capitalised words."""
    words = [word for word in name.replace("-", " ").split() if word[:1].isupper()]
    if not words:
        words = name.split()
    letters = [word[0] for word in ([words[0], words[-1]] if len(words) > 1 else words)]
    return "".join(letters).upper()
