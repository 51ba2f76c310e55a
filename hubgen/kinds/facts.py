"""Facts: what the rest of the hub asks of a page, worked out once, when the page is read."""

from dataclasses import dataclass
from datetime import date as Day  # noqa: N812 - `date` is a field here
from datetime import datetime

from hubgen.fields import Ref
from hubgen.frontmatter import Path
from hubgen.kinds.whereabouts import Location


@dataclass(frozen=True, slots=True)
class Spot:
    """Something that a page names, and where in its file it does."""

    target: str
    """As written."""
    line: int
    """Counted from 1; 0 where it could not be found back."""
    column: int
    field: str = ""
    """The field that it stands in, as editors read it; empty for the text."""
    length: int = 0
    """How many characters of the line it takes; 0 where it could not be found back."""


@dataclass(frozen=True, slots=True)
class Use:
    """One place where a page names a file."""

    spot: Spot
    path: str | None
    """The content path that it means; None when that would be out of the site."""
    shown: bool
    """Whether it is shown as an image."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the library, the plan and the checks of the hub as a whole ask of a page.

    All of it follows from the page's own files and the settings. Moments are in the site's zone.
    """

    title: str = ""
    titled: Spot | None = None
    """Where its file says its title."""
    summary: str = ""
    """What the page is about in a sentence or two: as written, else how its text begins."""
    sorts: str = ""
    """The slug of the title as it is looked up in an alphabetical list."""
    draft: bool = False
    date: datetime | None = None
    """When it says that it was first published."""
    published: datetime | None = None
    """When it was published, as far as its content says at all."""
    updated: datetime | None = None
    """When it was last changed, as far as its content says at all."""
    expires: datetime | None = None
    ends: tuple[datetime, ...] = ()
    """When each of its meetings is over, in the order of the meetings, in UTC."""
    number: int = 0
    """Which meeting of its programme it is; 0 where it does not say so."""
    deadline: Day | None = None
    """The last day on which one can register."""
    registering: Spot | None = None
    """Where its file says that one can register or be put on a list, and in which words."""
    changes: tuple[datetime, ...] = ()
    """When each of its changes was told, in the order of its file."""
    told: int = 0
    """How many changes the feed of changes has of it."""
    themes: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    silences: tuple[str, ...] = ()
    """The checks that it silences."""
    refs: tuple[tuple[Path, Ref], ...] = ()
    """Every reference in its fields, with the path of the field."""
    linked: tuple[str, ...] = ()
    """The content path of each file that its texts link to, as often as they do."""
    links: tuple[Spot, ...] = ()
    """Every link within the hub in the texts of its own file."""
    addresses: tuple[Spot, ...] = ()
    """The addresses of the hub in its fields."""
    uses: tuple[Use, ...] = ()
    """Every file that its own file names."""
    anchors: frozenset[str] = frozenset()
    """Every anchor in its texts that a link may lead to."""
    uids: tuple[str, ...] = ()
    """What its parts are known by in calendars, and it itself."""
    municipality: str = ""
    """The name or code of the municipality where it is."""
    governs: str = ""
    """The name or code of the municipality that it is the organisation of."""
    is_municipality: bool = False
    """Whether it is a municipality's own page."""
    where: Location | None = None
    """Where its fields say that it is."""
    organisations: tuple[Ref | str, ...] = ()
    """The organisations that it is of, or that hold it, as written."""
    reachable: bool = True
    """False for someone who does not publish how to be reached."""
    status: str = "scheduled"
    """What became of an event."""
    phase: str = ""
    """How far a practice is."""
    scale: str = ""
    """How large the area is that a practice is about."""
    line: str = ""
    """What somebody does, or what a tool is: a line beside the title."""
    is_elsewhere: bool = False
    """Whether search engines are to look at another site for it."""
    email: str = ""
    """The e-mail address that it publishes for who wants to reach it."""
    turns: tuple[float, ...] = ()
    """When what is said of it changes because time passes, sorted, in seconds since 1970."""
    first_days: tuple[int, ...] = ()
    """The first day of each of its meetings that goes on, as Python counts days: how far away it
    is is said in other words as it comes nearer."""
    outward: str = ""
    """The digest of all that other pages can show of it: not of its text, but of what that links to
    and how it begins."""


NO_FACTS = Facts()
"""Those of a page of which nothing was gathered yet."""
