"""An event as schema.org's Event: https://schema.org/Event."""

from datetime import date, datetime

from hubgen import times
from hubgen.kinds.base import Entry, Hub, Meeting, Schema
from hubgen.kinds.event.fields import Event, price
from hubgen.kinds.event.programme import Item, Speaker
from hubgen.kinds.event.registration import registration_state
from hubgen.kinds.schema import schema_named, schema_place, schema_type, schema_who
from hubgen.kinds.whereabouts import Location

_NO_EVENTS = frozenset({"arrival", "social", "break"})
"""Parts of a programme that nobody comes for."""
_AVAILABLE = {
    "open": "InStock",
    "invitation": "LimitedAvailability",
    "opens_later": "PreOrder",
    "waiting_list": "SoldOut",
    "full": "SoldOut",
    "closed": "SoldOut",
}
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
        "offers": _offer(event, entry, hub),
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
                "eventStatus": "https://schema.org/EventCancelled"
                if meeting.cancelled
                else described["eventStatus"],
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


def _offer(event: Event, entry: Entry, hub: Hub) -> Schema | None:
    """Return what it costs and where to register; None where neither is known."""
    amount = price(event.cost)
    registration = event.registration
    if amount is None and not registration.url:
        return None
    available = _AVAILABLE.get(registration_state(entry, hub.settings, hub.now_for(entry)))
    return {
        "@type": "Offer",
        "url": registration.url if "://" in registration.url else hub.url(entry),
        "price": None if amount is None else f"{amount:.2f}",
        "priceCurrency": None if amount is None else "EUR",
        "availability": available and f"https://schema.org/{available}",
    }


def _parts(items: tuple[Item, ...], entry: Entry, hub: Hub) -> list[Schema]:
    """Return the timed parts of a programme as events of their own, with what runs side by side."""
    first = entry.meetings[0].start
    if not isinstance(first, datetime):
        return []
    return [
        _part(item, item, first, entry, hub)
        for item in items
        if item.start is not None and item.type not in _NO_EVENTS
    ]


def _part(item: Item, around: Item, first: datetime, entry: Entry, hub: Hub) -> Schema:
    """Return one part; a session has the times of the part `around` it where it has no own."""
    event = _fields(entry)
    location = entry.meetings[0].location or event.location
    day = item.day or around.day or times.day_of(first)
    start, end = item.start or around.start, item.end or around.end
    return {
        "@type": "Event",
        "name": item.title,
        "eventStatus": f"https://schema.org/{_SCHEMA_STATUS[event.status]}",
        "startDate": _iso(datetime.combine(day, start, tzinfo=first.tzinfo)) if start else None,
        "endDate": _iso(datetime.combine(day, end, tzinfo=first.tzinfo)) if end else None,
        "performer": _performers(list(item.speakers), entry.lang, hub),
        "location": _schema_location(location, hub.url(entry)),
        "subEvent": [_part(one, item, first, entry, hub) for one in item.sessions],
    }


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
