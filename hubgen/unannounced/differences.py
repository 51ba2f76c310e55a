"""Differences: what an event said at a revision beside what it says today, field by field."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from hubgen import times
from hubgen.amending.writing import flow, moment
from hubgen.frontmatter import Path, Tree
from hubgen.kinds.base import Entry, Meeting
from hubgen.kinds.event.registration import deadline_of, zone_of
from hubgen.kinds.whereabouts import Location
from hubgen.settings import Settings
from hubgen.unannounced.matching import Matched, event_of, instant, item_path, said

NOTHING = "–"
"""How a message shows, in any language, that nothing was written."""

Value = times.When | Location | str
"""What a field that a change can tell of holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A field of an event, or of one of its meetings, at a revision and today."""

    name: str
    """As an item of `changes` calls it."""
    meeting: int | None
    """Which meeting an item is to name; None for the event."""
    path: Path
    """Where it stands today, or would."""
    old: Value | None
    """None where nothing was said."""
    zone: str
    """The zone that an old time without an offset is in."""
    written: str
    """The old value as an item of `changes` holds it; empty where there was none."""
    before: str
    """The old value, for messages."""
    now: str
    is_other: bool
    """Whether who subscribed has to hear of it."""


def compared(
    before: Entry, after: Entry, matched: Matched, was_site: Settings, site: Settings
) -> tuple[Compared, ...]:
    """Return what an event that was published said in each field that `changes` tells of.

    What is other because of the site's settings, and not of the event, counts as the same.
    """
    again = {one.number: one for one in before.kind.meetings(before.fields, site)[0]}
    zone = zone_of(event_of(before), was_site)
    found: list[Compared] = []
    for was, meeting in matched.pairs:
        found += _times(before, was, after, meeting, again.get(was.number, was), zone)
        if was.cancelled or meeting.cancelled:
            found.append(_cancelled(was, meeting))
    found += _places(before, after, matched)
    found += _of_event(before, after, was_site, site)
    # A place that several meetings share is one.
    return tuple(dict.fromkeys(found))


def holds(one: Compared, value: Value) -> bool:
    """Tell whether the old value that a change gives is the one that was published."""
    if isinstance(value, Location):
        return isinstance(one.old, Location) and not _is_other_place(one.old, value)
    if one.old is None or isinstance(one.old, str | Location) or isinstance(value, str):
        return one.old == value
    if one.name == "deadline":
        return times.day_of(one.old) == times.day_of(value)
    return instant(one.old) == instant(value, one.zone)


def said_value(value: Value) -> str:
    """Return a value for a message."""
    if isinstance(value, Location):
        return _place_said(value)
    return value if isinstance(value, str) else said(value)


def _times(
    before: Entry, was: Meeting, after: Entry, meeting: Meeting, by_site: Meeting, zone: str
) -> Iterator[Compared]:
    """Compare when a meeting begins and ends; `by_site` is it by today's settings."""
    path = item_path(meeting.number)
    known = {instant(one.start) for one in (was, by_site)}
    is_other = instant(meeting.start) not in known
    yield _moment("start", (*path, "start"), was, meeting, zone, is_other=is_other)
    written = [_written_end(one, meeting.number) is not None for one in (before, after)]
    is_other = instant(meeting.end) not in {instant(one.end) for one in (was, by_site)}
    if not any(written):  # an end that nobody wrote goes along with the start
        is_other = is_other and _length(meeting) not in {_length(was), _length(by_site)}
    there = (*path, "end" if written[1] else "start")
    yield _moment("end", there, was, meeting, zone, is_other=is_other)


def _written_end(entry: Entry, number: int) -> times.When | None:
    """Return the end of a meeting as it is written, or None where it is not."""
    event = event_of(entry)
    return event.dates[number - 1].end if number else event.end


def _length(meeting: Meeting) -> timedelta:
    """Return how long a meeting takes, whatever the clock does in between."""
    return times.instant(meeting.end, "UTC") - times.instant(meeting.start, "UTC")


def _moment(
    name: str, path: Path, was: Meeting, meeting: Meeting, zone: str, *, is_other: bool
) -> Compared:
    old, today = getattr(was, name), getattr(meeting, name)
    before, now = said(old), said(today)
    if before == now and is_other and isinstance(old, datetime) and isinstance(today, datetime):
        # They differ in what is left out: the seconds, or the zone.
        before, now = moment(old), moment(today)
    return Compared(
        name=name,
        meeting=was.number or None,
        path=path,
        old=old,
        zone=zone,
        written=before if is_other else said(old),
        before=before,
        now=now,
        is_other=is_other,
    )


def _cancelled(was: Meeting, meeting: Meeting) -> Compared:
    """Compare whether one of several meetings is called off."""
    before, now = ("cancelled" if one.cancelled else "scheduled" for one in (was, meeting))
    path = (*item_path(meeting.number), "status")
    return _word("status", path, before, now, meeting=meeting.number)


def _places(before: Entry, after: Entry, matched: Matched) -> Iterator[Compared]:
    """Compare where people go; a meeting without a place of its own has its event's."""
    then, general = event_of(before).location, event_of(after).location
    if not before.meetings:
        yield _place(("location",), None, then, general)
    for was, meeting in matched.pairs:
        own = (was.location or meeting.location) and meeting.number
        path = (*item_path(meeting.number if own else 0), "location")
        yield _place(path, own or None, was.location or then, meeting.location or general)


def _place(path: Path, meeting: int | None, old: Location | None, now: Location | None) -> Compared:
    was, place = old or Location(), now or Location()
    return Compared(
        name="location",
        meeting=meeting,
        path=path,
        old=old,
        zone="",
        written=_written_place(was),
        before=_place_said(was),
        now=_place_said(place),
        is_other=_is_other_place(was, place),
    )


def _is_other_place(was: Location, place: Location) -> bool:
    """Tell whether people would go to another place, or take part at another address."""
    addresses = {one.online for one in (was, place) if isinstance(one.online, str)}
    return _read_of(was) != _read_of(place) or len(addresses) > 1


def _read_of(place: Location) -> tuple[str, ...]:
    """Return what people go by to get somewhere.

    Not how to come in a wheelchair, nor the municipality of a place, nor its point on the map. Nor
    the address for taking part: where it is given only now, or no longer, it is no other place.
    """
    town = (place.postcode, place.place or place.municipality, place.country)
    online = ("online", place.platform) if place.online else ()
    return (place.name, place.street, *town, *online)


def _written_place(place: Location) -> str:
    """Return a location on one line, as editors may write it; empty for none."""
    written: dict[str, Tree] = {
        key: "true" if value is True else str(value)
        for key, value in place.model_dump(exclude_defaults=True).items()
    }
    return flow(written) if written else ""


def _place_said(place: Location) -> str:
    """Return a place on one line, in words that are the same in every language."""
    online = "online" if place.online is True else place.online or ""
    abroad = place.country if place.country != "NL" else ""
    town = (place.postcode, place.place or place.municipality, abroad)
    parts = (place.name, place.street, *town, online, place.platform)
    return ", ".join(part for part in parts if part) or NOTHING


def _of_event(
    before: Entry, after: Entry, was_site: Settings, site: Settings
) -> Iterator[Compared]:
    """Compare what holds for an event as a whole."""
    was, event = event_of(before), event_of(after)
    yield _word("status", ("status",), was.status, event.status)
    states = was.registration.declared, event.registration.declared
    # It is in the feed of changes where it is told, and in no calendar.
    yield replace(_word("registration", ("registration", "state"), *states), is_other=False)
    days = deadline_of(before, was_site), deadline_of(after, site)
    old, now = was.registration.deadline, event.registration.deadline
    if old is not None and now is not None:
        yield Compared(
            name="deadline",
            meeting=None,
            path=("registration", "deadline"),
            old=old,
            zone="",
            written=said(old),
            before=said(old),
            now=said(now),
            is_other=days[0] != days[1],
        )


def _word(name: str, path: Path, before: str, now: str, *, meeting: int | None = None) -> Compared:
    """Compare one word of a few."""
    return Compared(
        name=name,
        meeting=meeting,
        path=path,
        old=before,
        zone="",
        written=before,
        before=before,
        now=now,
        is_other=before != now,
    )
