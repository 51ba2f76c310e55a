"""The fields of an event, and what they mean for who wants to come."""

import re
from datetime import date, datetime, timedelta
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

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
from hubgen.kinds.base import Location, Meeting, Page, Who, person_by_slug

Status = Literal["scheduled", "cancelled", "postponed", "moved_online"]
_AMOUNT = re.compile(r"(?:€\s*)?(\d+(?:[.,]\d{1,2})?)(?:\s*euro)?")


class Speaker(Who):
    """Someone with a part in an event."""

    role: Literal["", "speaker", "chair", "moderator", "panelist", "host", "trainer"] = ""
    topic: Line = ""


SpeakerOrSlug = Annotated[Speaker, BeforeValidator(person_by_slug)]


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
    tentative: Line = ""
    """What is known of a meeting without a date."""


class Change(Fields):
    """What changed after publication: the values as they were."""

    at: When
    note: Line = ""
    start: When | None = None
    end: When | None = None
    location: Location | None = None
    status: Status | None = None


class Registration(Fields):
    """How to come."""

    state: Literal["", "open", "full", "waiting_list", "closed", "invitation", "none"] = ""
    url: Url = ""
    email: Email = ""
    phone: Phone = ""
    opens: When | None = None
    deadline: When | None = None
    capacity: Number | None = Field(default=None, ge=0)
    note: Line = ""
    eligibility: Line = ""


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


def registration_state(event: Event, meetings: tuple[Meeting, ...], now: datetime) -> str:
    """Return what a reader can do now: one of `Registration.state`, or `opens_later`.

    An open registration is closed past its deadline or, without one, when the event begins. A
    deadline that is a day ends with that day.
    """
    registration = event.registration
    reachable = registration.url or registration.email or registration.phone
    state = registration.state or ("open" if reachable else "none")
    if event.status == "cancelled" and state != "none":
        return "closed"
    if state not in {"open", "full", "waiting_list", "invitation"}:
        return state
    zone = now.tzinfo
    if registration.deadline is not None and _ends_at(registration.deadline, zone) <= now:
        return "closed"
    if meetings and _begins_at(meetings[0].start, zone) <= now:
        return "closed"
    if state == "open" and registration.opens and _begins_at(registration.opens, zone) > now:
        return "opens_later"
    return state


def _begins_at(moment: date | datetime, zone: Any) -> datetime:
    if isinstance(moment, datetime):
        return moment if moment.tzinfo else moment.replace(tzinfo=zone)
    return datetime(moment.year, moment.month, moment.day, tzinfo=zone)


def _ends_at(moment: date | datetime, zone: Any) -> datetime:
    if isinstance(moment, datetime):
        return _begins_at(moment, zone)
    return _begins_at(moment + timedelta(days=1), zone)
