"""What every kind has: the shape of an entry, and what a kind declares."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal, Protocol

from hubgen.about import About
from hubgen.fields import (
    Ref,
)
from hubgen.findings import Finding
from hubgen.frontmatter import FrontMatter
from hubgen.kinds.facts import NO_FACTS, Facts
from hubgen.kinds.fields import Page
from hubgen.kinds.whereabouts import Location
from hubgen.markup import Markup
from hubgen.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One time that an event meets.

    `start` and `end` are both days, `end` the last one, or both instants in the event's zone.
    """

    start: date | datetime
    end: date | datetime
    number: int = 0
    """Its place in the event's list of dates, counted from 1; 0 where the event has no list."""
    title: str = ""
    note: str = ""
    location: Location | None = None
    """Where this one is, if that is not where its event is."""
    cancelled: bool = False
    """Whether this one is off, whatever becomes of the others."""

    @property
    def all_day(self) -> bool:
        """Tell whether it has no times of day."""
        return not isinstance(self.start, datetime)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A valid page in one language."""

    kind: "Kind"
    slug: str
    lang: str
    path: str
    """The file that it was read from."""
    fields: Page
    matter: FrontMatter
    meetings: tuple[Meeting, ...] = ()
    body: Markup
    texts: Mapping[str, Markup]
    """The Markdown of the fields, by the field's path: `steps[1].text`."""
    uid: str
    """What subscribers' programs know it by, written or made from kind and slug."""
    is_translation: bool = False
    is_sound: bool = True
    """Whether it has no problem of its own; one that has is checked further and not published."""
    facts: Facts = NO_FACTS
    """What the rest of the hub asks of it. What is not in there is in its file alone."""
    origin: str = ""
    """The digest of all that it was read from; empty where that is not known."""
    ref: Ref = field(init=False)
    """The reference by which other pages name it."""
    key: tuple[str, str, str] = field(init=False)
    """Kind's folder, slug and language: no two entries have the same."""

    def __post_init__(self) -> None:
        """Work out once what is asked of an entry many times."""
        object.__setattr__(self, "ref", Ref(self.kind.folder, self.slug))
        object.__setattr__(self, "key", (self.kind.folder, self.slug, self.lang))

    @property
    def summary(self) -> str:
        """What the page is about in a sentence or two: as written, else how its text begins."""
        return self.facts.summary

    @property
    def own_texts(self) -> list[Markup]:
        """Its body and what its own file holds of `texts`; a translation takes the rest over."""
        names = {path: path.partition("[")[0].partition(".")[0] for path in self.texts}
        own = [self.texts[path] for path, name in names.items() if name in self.matter.values]
        return [self.body, *own]


class Hub(Protocol):
    """What a kind may ask about the rest of the hub."""

    @property
    def settings(self) -> Settings:
        """The hub's settings."""

    def now_for(self, entry: "Entry") -> datetime:
        """Return the moment of the build, for what it means for a page."""

    def find(self, ref: Ref, lang: str) -> Entry | None:
        """Return the published page that a reference means, in that language if it can be."""

    def url(self, entry: Entry) -> str:
        """Return a page's whole web address."""


Schema = dict[str, Any]
"""A schema.org object, to be written as JSON-LD."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlinks:
    """A list on a page of what refers to it."""

    name: str
    """Its heading, in the wording: `site.backlinks.<name>`."""
    folder: str
    """The kind of the pages that refer."""
    roles: tuple[str, ...] = ()
    """The fields in which they do; none means any."""


def _no_meetings(_fields: Any, _settings: Settings) -> tuple[tuple[Meeting, ...], list[Finding]]:
    return (), []


def _no_rules(_fields: Any) -> Iterator[Finding]:
    return iter(())


def _no_place(_fields: Any) -> None:
    return None


def _as_it_stands(title: str) -> str:
    return title


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of page: all that the program knows about it."""

    name: str
    """What one is called, and its layout: `event` is shown by `event.html`."""
    folder: str
    model: type[Page]
    about: About
    """What one is, and is for."""
    describe: Callable[[Any, Entry, Hub], Schema]
    """Return an entry's schema.org object, given its fields, itself and the hub."""
    rules: Callable[[Any], Iterator[Finding]] = _no_rules
    """Find what contradicts itself in fields that are each valid."""
    meetings: Callable[[Any, Settings], tuple[tuple[Meeting, ...], list[Finding]]] = _no_meetings
    """Return when an entry meets, in its zone, and what is wrong with its times."""
    judged_together: frozenset[str] = frozenset()
    """Fields that say nothing wrong of each other while one of them cannot be read."""
    location: Callable[[Any], Location | None] = _no_place
    backlinks: tuple[Backlinks, ...] = ()
    order: Literal["title", "date", "time"] = "title"
    """How its listing is ordered: by title, newest first, or soonest meeting first."""
    sorts: Callable[[str], str] = _as_it_stands
    """Return a title as it is looked up in an alphabetical list."""
    collects: tuple[str, ...] = ()
    """The fields by which other pages belong to an entry of this kind, so that its page is a
    listing with feeds and a calendar; empty for a kind whose page lists nothing."""
    in_folder: bool = True
    """Whether its addresses begin with its section."""
