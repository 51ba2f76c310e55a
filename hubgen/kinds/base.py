"""What every kind has: the fields of a page, the shape of an entry, and what a kind declares."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Literal, Protocol, TypeVar

from pydantic import BeforeValidator, Field

from hubgen.about import About, Names, Shorthand
from hubgen.checklist import BY_NAME
from hubgen.fields import (
    Affiliation,
    Alias,
    Country,
    Email,
    Fields,
    Flag,
    ImageSource,
    Latitude,
    Line,
    Longitude,
    Many,
    MunicipalityName,
    Number,
    OnlineAddress,
    PartialDay,
    PartyRef,
    PersonRef,
    Phone,
    Prose,
    Ref,
    Slug,
    Url,
    WebAddress,
    When,
    ref,
)
from hubgen.findings import Finding
from hubgen.frontmatter import FrontMatter
from hubgen.markup import Markup
from hubgen.settings import FOLDERS, Settings

AnyRef = Annotated[Ref, ref(*FOLDERS)]
PageFields = TypeVar("PageFields", bound="Page")


class Source(Fields):
    """Where a page came from."""

    title: Line = Field(min_length=1)
    url: WebAddress = ""
    licence: Line = ""
    canonical: Flag = False
    """Whether search engines should show the source instead of this page."""


class Image(Fields):
    """A picture, and what it shows for who cannot see it."""

    src: ImageSource
    alt: Line = Field(min_length=1)
    credit: Line = ""


class Resource(Fields):
    """Something to read, hear or see."""

    title: Line = Field(min_length=1)
    url: Url
    type: Literal[
        "article", "podcast", "video", "slides", "recording", "report", "dataset", "website"
    ] = "website"


class Who(Fields):
    """A person or an organisation by its page, or someone without one by name."""

    person: PartyRef | None = None
    name: str = ""
    role: Line = ""
    organisation: Affiliation | None = None


class Contact(Fields):
    """Whom to ask: a person by their page, or a name and an address."""

    person: PersonRef | None = None
    name: str = ""
    email: Email = ""
    phone: Phone = ""


class Step(Fields):
    """One step of a service or a guide."""

    title: Line = Field(min_length=1)
    text: Prose = ""


class Period(Fields):
    """From when to when, as precisely as is known."""

    start: PartialDay = ""
    end: PartialDay = ""


class Location(Fields):
    """Where something is: a place, a meeting online, or both."""

    name: Line = ""
    street: str = ""
    postcode: str = ""
    place: str = ""
    municipality: MunicipalityName = ""
    country: Country = "NL"
    """The country's ISO 3166-1 code."""
    lat: Latitude | None = None
    lon: Longitude | None = None
    online: OnlineAddress = False
    """Whether it is online, or the address of the meeting."""
    platform: str = ""
    access: Line = ""
    """What who comes by wheelchair, train or bicycle wants to know."""

    @property
    def is_place(self) -> bool:
        """Tell whether there is somewhere to go to."""
        return bool(self.name or self.street or self.place or self.municipality)


def person_by_slug(value: Any) -> Any:
    """Read `bart-swaans` as `{person: bart-swaans}`."""
    return {"person": value} if isinstance(value, str) else value


AnyOne = Annotated[Who, BeforeValidator(person_by_slug), Shorthand("person")]
ContactPoint = Annotated[Contact, BeforeValidator(person_by_slug), Shorthand("person")]


class Page(Fields):
    """The fields that every kind has."""

    title: Line = Field(min_length=1)
    subtitle: Line = ""
    summary: Line = ""
    lang: str = ""
    draft: Flag = False
    date: When | None = None
    """When it was first published."""
    updated: When | None = None
    expires: When | None = None
    source: Source | None = None
    image: Image | None = None
    themes: Many[str] = ()
    sdgs: Many[Annotated[Number, Field(ge=1, le=17)]] = ()
    audience: Many[Line] = ()
    aliases: Many[Alias] = ()
    related: Many[AnyRef] = ()
    resources: Many[Resource] = ()
    contact: ContactPoint | None = None
    uid: str = ""
    slug: Slug | None = None
    checks: Annotated[dict[str, Line], Names(tuple(BY_NAME))] = Field(default_factory=dict)
    """The checks that are silenced on this page, each with the reason."""


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

    @property
    def summary(self) -> str:
        """What the page is about in a sentence or two: as written, else how its text begins."""
        if self.fields.summary:
            return self.fields.summary
        text = self.body.text
        # A text that begins with a heading begins, for this purpose, below it.
        for heading in self.body.headings:
            if not text.startswith(heading.text):
                break
            text = text.removeprefix(heading.text).lstrip()
        return shorten(text)

    @property
    def own_texts(self) -> list[Markup]:
        """Its body and what its own file holds of `texts`; a translation takes the rest over."""
        names = {path: path.partition("[")[0].partition(".")[0] for path in self.texts}
        own = [self.texts[path] for path, name in names.items() if name in self.matter.values]
        return [self.body, *own]

    @property
    def ref(self) -> Ref:
        """The reference by which other pages name it."""
        return Ref(self.kind.folder, self.slug)

    @property
    def key(self) -> tuple[str, str, str]:
        """Kind's folder, slug and language: no two entries have the same."""
        return (self.kind.folder, self.slug, self.lang)


class Hub(Protocol):
    """What a kind may ask about the rest of the hub."""

    @property
    def settings(self) -> Settings:
        """The hub's settings."""

    @property
    def now(self) -> datetime:
        """The moment of the build."""

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


def shorten(text: str, most: int = 160) -> str:
    """Return a text of at most `most` characters, cut after a sentence or between words."""
    if len(text) <= most:
        return text
    start = text[: most - 1]
    sentence = max(start.rfind(mark) for mark in (". ", "! ", "? "))
    if sentence >= most // 2:
        return start[: sentence + 1]
    return start.rsplit(" ", 1)[0].rstrip(",;:–-") + "…"
