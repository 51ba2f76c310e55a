"""Events: something that people attend at a set time, once or in several meetings."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from hubgen import times
from hubgen.errors import Unreadable
from hubgen.fields import (
    Clock,
    Day,
    Email,
    Fields,
    Finding,
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
    finding,
    unreadable,
    warning,
)
from hubgen.frontmatter import Path
from hubgen.kinds.base import (
    Entry,
    Hub,
    Kind,
    Location,
    Meeting,
    Page,
    Schema,
    Who,
    person_by_slug,
    schema_named,
    schema_place,
    schema_type,
    schema_who,
)
from hubgen.settings import Settings

Status = Literal["scheduled", "cancelled", "postponed", "moved_online"]
_AMOUNT = re.compile(r"(?:€\s*)?(\d+(?:[.,]\d{1,2})?)(?:\s*euro)?")
_OUTSIDE = frozenset({"arrival", "social"})
"""Parts of a programme that may lie before the start or after the end."""


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


def _meetings(event: Event, settings: Settings) -> tuple[tuple[Meeting, ...], list[Finding]]:
    """Return the dated meetings in order of time, and what is wrong with them."""
    findings: list[Finding] = []
    found: list[Meeting] = []
    zone = event.timezone or settings.timezone
    if event.dates:
        for number, one in enumerate(event.dates, 1):
            path: Path = ("dates", number - 1)
            if one.tentative and one.start is None:
                continue
            found += _meeting(one, path, number, zone, settings.default_duration, findings)
    elif event.start is not None:
        found += _meeting(event, (), 0, zone, settings.default_duration, findings)
    else:
        findings.append(warning(("start",), "event-without-date"))
    return tuple(sorted(found, key=lambda m: (times.instant(m.start, zone), m.number))), findings


def _meeting(
    said: "Event | DateOfMeeting",
    path: Path,
    number: int,
    zone: str,
    minutes: int,
    findings: list[Finding],
) -> list[Meeting]:
    """Return one meeting in a list, or none and add what is wrong with it."""
    if said.start is None:
        findings.append(finding((*path, "start"), "missing-field"))
        return []
    if said.end is not None and isinstance(said.end, datetime) != isinstance(said.start, datetime):
        findings.append(finding((*path, "end"), "end-of-other-type"))
        return []
    start = _zoned(said.start, (*path, "start"), zone, findings)
    end = _zoned(said.end, (*path, "end"), zone, findings) if said.end is not None else None
    if start is None or (end is None and said.end is not None):
        return []
    if end is None:
        findings.append(warning((*path, "start"), "no-end", minutes=minutes))
        end = _later(start, minutes)
    backwards = end < start if not isinstance(start, datetime) else _utc(end) <= _utc(start)
    if backwards:
        said_end, said_start = _say(end, start), _say(start, end)
        findings.append(finding((*path, "end"), "end-before-start", end=said_end, start=said_start))
        return []
    return [
        Meeting(
            start=start,
            end=end,
            number=number,
            title=said.title if isinstance(said, DateOfMeeting) else "",
            note=said.note if isinstance(said, DateOfMeeting) else "",
            location=said.location or None,
        )
    ]


def _zoned(
    when: date | datetime, path: Path, zone: str, findings: list[Finding]
) -> date | datetime | None:
    """Return a day as it is and a local time in its zone, or None and add what is wrong."""
    if not isinstance(when, datetime):
        return when
    try:
        there = times.in_zone(when, zone)
    except Unreadable as error:
        findings.append(unreadable(path, error))
        return None
    if when.tzinfo is None and times.is_ambiguous(there):
        value = f"{when:%Y-%m-%d %H:%M}"
        findings.append(warning(path, "time-twice", value=value, zone=zone))
    return there


def _later(start: date | datetime, minutes: int) -> date | datetime:
    """Return the end of something without one; a day ends with itself."""
    if not isinstance(start, datetime):
        return start
    return (_utc(start) + timedelta(minutes=minutes)).astimezone(start.tzinfo)


def _utc(moment: date | datetime) -> datetime:
    return times.instant(moment, "UTC")


def _say(moment: date | datetime, other: date | datetime) -> str:
    """Return a moment for a message: the time alone where the day is the other's too."""
    if not isinstance(moment, datetime):
        return f"{moment:%Y-%m-%d}"
    same_day = times.day_of(moment) == times.day_of(other)
    return f"{moment:%H:%M}" if same_day else f"{moment:%Y-%m-%d %H:%M}"


def _rules(event: Event) -> Iterator[Finding]:
    """Find what contradicts itself: two ways of giving times, and a programme out of order."""
    if event.dates and (event.start is not None or event.end is not None):
        yield finding(("start" if event.start is not None else "end",), "dates-and-start")
    if event.end is not None and event.start is None and not event.dates:
        yield finding(("end",), "end-without-start")
    for number, one in enumerate(event.dates):
        if one.tentative and one.start is not None:
            yield finding(("dates", number, "tentative"), "tentative-and-start")
    yield from _programme_rules(event.programme, ("programme",))
    changes = [times.instant(change.at, "UTC") for change in event.changes]
    for number, (before, after) in enumerate(pairwise(changes)):
        if after < before:
            yield finding(("changes", number + 1, "at"), "changes-out-of-order")


def _programme_rules(items: tuple[Item, ...], path: Path) -> Iterator[Finding]:
    for number, item in enumerate(items):
        here = (*path, number)
        if item.end is not None and item.start is None:
            yield finding((*here, "end"), "end-without-start")
        elif item.start is not None and item.end is not None and item.end <= item.start:
            start, end = f"{item.start:%H:%M}", f"{item.end:%H:%M}"
            yield finding((*here, "end"), "end-before-start", end=end, start=start)
        yield from _programme_rules(item.sessions, (*here, "sessions"))


_SCHEMA_STATUS = {
    "scheduled": "EventScheduled",
    "cancelled": "EventCancelled",
    "postponed": "EventPostponed",
    "moved_online": "EventMovedOnline",
}


def _describe(event: Event, entry: Entry, hub: Hub) -> Schema:
    """Return schema.org's Event: https://schema.org/Event."""
    lang = entry.lang
    speakers = [*event.speakers, *_programme_speakers(event.programme)]
    location = (len(entry.meetings) == 1 and entry.meetings[0].location) or event.location
    described = schema_type(entry, "Event", hub) | {
        "eventStatus": f"https://schema.org/{_SCHEMA_STATUS[event.status]}",
        "eventAttendanceMode": _attendance(location),
        "location": _schema_location(location, hub.url(entry)),
        "organizer": [schema_named(one, lang, hub) for one in event.organiser],
        "performer": _performers(speakers, lang, hub),
        "audience": [{"@type": "Audience", "audienceType": name} for name in event.audience],
        "isAccessibleForFree": price(event.cost) == 0.0 if event.cost else None,
        "offers": _offer(event, hub.url(entry)),
        "superEvent": schema_named(event.part_of, lang, hub, "EventSeries"),
        "maximumAttendeeCapacity": event.registration.capacity,
    }
    if len(entry.meetings) == 1:
        described |= _schema_times(entry.meetings[0])
    elif entry.meetings:
        described |= {"startDate": _iso(entry.meetings[0].start)}
        described |= {"endDate": _iso(entry.meetings[-1].end)}
        described["subEvent"] = [
            {"@type": "Event", "name": meeting.title or event.title}
            | _schema_times(meeting)
            | {
                "location": _schema_location(meeting.location or location, hub.url(entry)),
                "eventStatus": described["eventStatus"],
            }
            for meeting in entry.meetings
        ]
    if event.programme and len(entry.meetings) == 1:
        described["subEvent"] = _parts(event.programme, entry, hub)
    return described


def _schema_times(meeting: Meeting) -> Schema:
    return {"startDate": _iso(meeting.start), "endDate": _iso(meeting.end)}


def _iso(moment: date | datetime) -> str:
    return times.rfc3339(moment) if isinstance(moment, datetime) else moment.isoformat()


def _attendance(location: Location | None) -> str | None:
    """Return whether people come to a place, online or either; None where it is not known."""
    if location is None or not (location.online or location.is_place):
        return None
    mixed = location.online and location.is_place
    name = "Mixed" if mixed else "Online" if location.online else "Offline"
    return f"https://schema.org/{name}EventAttendanceMode"


def _schema_location(location: Location | None, page: str) -> list[Schema | None]:
    """Return where it is; an online event without an address is to be found on its page."""
    places = [schema_place(location)]
    if location and location.online:
        url = location.online if isinstance(location.online, str) else page
        places.append({"@type": "VirtualLocation", "url": url, "name": location.platform or None})
    return [place for place in places if place]


def _offer(event: Event, page: str) -> Schema | None:
    """Return what it costs and where to register; None where neither is known."""
    amount = price(event.cost)
    registration = event.registration
    if amount is None and not registration.url:
        return None
    sold_out = registration.state in {"full", "waiting_list", "closed"}
    sold_out = sold_out or event.status == "cancelled"
    return {
        "@type": "Offer",
        "url": registration.url if "://" in registration.url else page,
        "price": None if amount is None else f"{amount:.2f}",
        "priceCurrency": None if amount is None else "EUR",
        "availability": f"https://schema.org/{'SoldOut' if sold_out else 'InStock'}",
    }


def _parts(items: tuple[Item, ...], entry: Entry, hub: Hub) -> list[Schema]:
    """Return the timed parts of a programme as events of their own."""
    day = times.day_of(entry.meetings[0].start)
    location = entry.meetings[0].location or _fields(entry).location
    zone = entry.meetings[0].start.tzinfo if not entry.meetings[0].all_day else None  # type: ignore[union-attr] # a meeting with times has datetimes
    parts = []
    for item in items:
        if item.start is None or item.type in _OUTSIDE | {"break"} or zone is None:
            continue
        start = datetime.combine(item.day or day, item.start, tzinfo=zone)
        end = datetime.combine(item.day or day, item.end, tzinfo=zone) if item.end else None
        speakers = [*item.speakers, *_programme_speakers(item.sessions)]
        parts.append(
            {
                "@type": "Event",
                "name": item.title,
                "startDate": _iso(start),
                "endDate": _iso(end) if end else None,
                "performer": _performers(speakers, entry.lang, hub),
                "location": _schema_location(location, hub.url(entry)),
            }
        )
    return parts


def _fields(entry: Entry) -> Event:
    """Return an event's fields as what they are."""
    assert isinstance(entry.fields, Event)  # a kind describes its own entries only
    return entry.fields


def _programme_speakers(items: tuple[Item, ...]) -> list[Speaker]:
    """Return who speaks in a programme, in order."""
    found: list[Speaker] = []
    for item in items:
        found += [*item.speakers, *_programme_speakers(item.sessions)]
    return found


def _performers(speakers: list[Speaker], lang: str, hub: Hub) -> list[Schema]:
    """Return who speaks, each once; the part that someone has here is no job title."""
    kept: list[Schema] = []
    for speaker in speakers:
        described = schema_who(speaker, lang, hub)
        if described and (schema := described | {"jobTitle": None}) not in kept:
            kept.append(schema)
    return kept


def _location(event: Event) -> Location | None:
    return event.location


EVENT = Kind(
    name="event",
    folder="events",
    model=Event,
    describe=_describe,
    rules=_rules,
    meetings=_meetings,
    location=_location,
    order="time",
)
