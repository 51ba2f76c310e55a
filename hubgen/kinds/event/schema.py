"""An event as schema.org's Event: https://schema.org/Event."""

from datetime import date, datetime

from hubgen import times
from hubgen.kinds.base import Entry, Hub, Location, Meeting, Schema
from hubgen.kinds.event.fields import Event, Item, Speaker, price
from hubgen.kinds.schema import schema_named, schema_place, schema_type, schema_who

_OUTSIDE = frozenset({"arrival", "social"})
"""Parts of a programme that may lie before the start or after the end."""
_SCHEMA_STATUS = {
    "scheduled": "EventScheduled",
    "cancelled": "EventCancelled",
    "postponed": "EventPostponed",
    "moved_online": "EventMovedOnline",
}


def describe(event: Event, entry: Entry, hub: Hub) -> Schema:
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
