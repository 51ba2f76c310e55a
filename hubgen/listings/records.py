"""A listing as a record, and what it can be of."""

from dataclasses import dataclass
from enum import StrEnum

from hubgen.library import Key

PAGE_SIZE = 50
"""Entries on one page of a listing."""


LEAST_TO_FILTER = 5
"""Entries of a listing that is worth narrowing down."""


class Role(StrEnum):
    """What a listing is of."""

    HOME = "home"
    SECTION = "section"
    YEAR = "year"
    MONTH = "month"
    THEMES = "themes"
    THEME = "theme"
    MUNICIPALITIES = "municipalities"
    MUNICIPALITY = "municipality"
    AUDIENCE = "audience"
    ENTRY = "entry"
    CHANGES = "changes"
    DEADLINES = "deadlines"


PAGELESS = frozenset({Role.ENTRY, Role.CHANGES, Role.DEADLINES})
"""The roles whose listings have no page of their own: another page shows what they hold."""


FILTERED = frozenset({Role.SECTION, Role.YEAR, Role.THEME, Role.MUNICIPALITY, Role.AUDIENCE})
"""The roles whose listings can be narrowed down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """An ordered view of the hub, with a page, feeds and, where it holds events, a calendar."""

    role: Role
    address: str
    lang: str
    title: str
    text: str = ""
    subject: str = ""
    """What it is of: a kind's folder, a year, a month (`2024-11`), or the slug of a theme,
    municipality or audience."""
    entry: Key | None = None
    """The entry whose page shows it, for `Role.ENTRY`."""
    members: tuple[Key, ...] = ()
    """Every page in it, in the order of the library."""
    shown: tuple[Key, ...] = ()
    """What its own page lists, in order; the rest of `members` is in its feeds alone."""
    shown_at: str = ""
    """The address of the page that it belongs to, where that is not its own."""
    has_feeds: bool = True
    has_calendar: bool = False
    news: int = 0
    """How much its feeds have to choose from: a page without any date is never new."""
    coming: int = 0
    """How much of its calendar is not over yet."""

    @property
    def page(self) -> str:
        """The address of the page that it belongs to."""
        return self.shown_at or self.address

    @property
    def page_count(self) -> int:
        """How many pages it has to show all that its own page lists: at least one."""
        return max(1, -(-len(self.shown) // PAGE_SIZE))

    def shown_on(self, number: int) -> tuple[Key, ...]:
        """Return what one of its pages lists, counted from 1."""
        return self.shown[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]

    @property
    def rss(self) -> str:
        """The address of its RSS feed."""
        return f"{self.address}feed.xml"

    @property
    def atom(self) -> str:
        """The address of its Atom feed."""
        return f"{self.address}atom.xml"

    @property
    def json(self) -> str:
        """The address of its JSON Feed."""
        return f"{self.address}feed.json"

    @property
    def filter(self) -> str:
        """The address of what it can be narrowed down by."""
        return f"{self.address}filter.json"

    @property
    def can_be_filtered(self) -> bool:
        """Tell whether a reader may want to narrow it down."""
        return self.role in FILTERED and len(self.shown) >= LEAST_TO_FILTER

    @property
    def calendar(self) -> str:
        """The address of its calendar."""
        return f"{self.address}calendar.ics"
