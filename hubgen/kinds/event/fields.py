"""The fields of an event, and what they mean for who wants to come."""

import re
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from hubgen.about import Shorthand
from hubgen.fields import (
    Clock,
    Day,
    Email,
    Fields,
    Line,
    Many,
    Number,
    OrganisationRef,
    Phone,
    ProgrammeRef,
    Prose,
    Url,
    UrlOrArticle,
    When,
    Zone,
)
from hubgen.kinds.base import Location, Page, Who, person_by_slug

Status = Literal["scheduled", "cancelled", "postponed", "moved_online"]
RegistrationState = Literal["open", "full", "waiting_list", "closed", "invitation", "none"]
_AMOUNT = re.compile(r"(?:€\s*)?(\d+(?:[.,]\d{1,2})?)(?:\s*euro)?")


class Speaker(Who):
    """Someone with a part in an event."""

    role: Literal["", "speaker", "chair", "moderator", "panelist", "host", "trainer"] = ""
    topic: Line = ""


SpeakerOrSlug = Annotated[Speaker, BeforeValidator(person_by_slug), Shorthand("person")]


class Item(Fields):
    """A part of a programme."""

    day: Day | None = None
    start: Clock | None = None
    end: Clock | None = None
    title: Line = Field(min_length=1)
    type: Literal["plenary", "session", "break", "social", "arrival"] = "plenary"
    room: Line = ""
    speakers: Many[SpeakerOrSlug] = ()
    text: Prose = ""
    sessions: Many["Item"] = ()
    """What runs beside each other in this part."""


class DateOfMeeting(Fields):
    """One meeting of an event that meets more than once."""

    start: When | None = None
    end: When | None = None
    title: Line = ""
    location: Location | None = None
    note: Line = ""
    status: Literal["scheduled", "cancelled"] = "scheduled"
    """Whether this meeting goes on. It keeps its place in the list, so that calendars know it."""
    tentative: Line = ""
    """What is known of a meeting without a date."""


class Change(Fields):
    """What changed after publication: the values as they were."""

    at: When
    note: Line = ""
    meeting: Number | None = Field(default=None, ge=1)
    """Which of the event's `dates` it is about, by its place in the list; none for the event."""
    start: When | None = None
    end: When | None = None
    location: Location | None = None
    status: Status | None = None
    registration: RegistrationState | None = None
    deadline: When | None = None
    """Until when one could register."""


class Registration(Fields):
    """How to come."""

    state: Literal["", RegistrationState] = ""
    url: Url = ""
    email: Email = ""
    phone: Phone = ""
    opens: When | None = None
    deadline: When | None = None
    capacity: Number | None = Field(default=None, ge=0)
    note: Line = ""
    eligibility: Line = ""

    @property
    def declared(self) -> RegistrationState:
        """The state that is written; else open where there is a way to register, and none."""
        if self.state:
            return self.state
        return "open" if self.url or self.email or self.phone else "none"


class Event(Page):
    """The fields of an event."""

    start: When | None = None
    end: When | None = None
    timezone: Zone = ""
    dates: Many[DateOfMeeting] = ()
    status: Status = "scheduled"
    changes: Many[Change] = ()
    location: Location | None = None
    organiser: Many[OrganisationRef] = ()
    partners: Many[OrganisationRef] = ()
    speakers: Many[SpeakerOrSlug] = ()
    programme: Many[Item] = ()
    registration: Registration = Registration()
    cost: Line = ""
    part_of: ProgrammeRef | None = None
    number: Number | None = Field(default=None, ge=1)
    recording: UrlOrArticle | None = None
    report: UrlOrArticle | None = None


def price(cost: str) -> float | None:
    """Return what an event costs in euros; 0 for `gratis`, None where it is not one amount."""
    if cost.strip().lower() in {"gratis", "geen", "free", "none"}:
        return 0.0
    found = _AMOUNT.fullmatch(cost.strip().lower())
    return float(found[1].replace(",", ".")) if found else None
