"""Unannounced: what is other than it was about an event, and no change tells of it.

Who has the event in a calendar knows its meetings by their UIDs, and hears of what is different by
SEQUENCE, which is the number of `changes`, and by the feed of changes.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from hubgen import times
from hubgen.errors import Problem
from hubgen.findings import Finding, finding
from hubgen.frontmatter import Path
from hubgen.kinds.base import Entry, Location, Meeting
from hubgen.kinds.event.fields import Change, Event

_NOTHING = "–"
"""How a message shows, in any language, that nothing was written."""


def unannounced(before: Entry, after: Entry, *, revision: str, today: str) -> list[Problem]:
    """Return what changed of an event since a revision and is not among its `changes`, each once.

    `revision` is the one that `before` was read from, and `today` the day for a new change, as
    editors write them.
    """
    was, event = _event(before), _event(after)
    found = list(_lost_change(was, event, revision))
    if len(event.changes) <= len(was.changes):
        told = {"revision": revision, "today": today}
        found += [
            *_about_meetings(before, after, told),
            *_about_places(before, after, told),
            *_about_status(was, event, told),
        ]
    return [one.locate(after.path, after.matter) for one in dict.fromkeys(found)]


def _event(entry: Entry) -> Event:
    assert isinstance(entry.fields, Event)  # who calls this has looked at its kind
    return entry.fields


def _lost_change(was: Event, event: Event, revision: str) -> Iterator[Finding]:
    """Find the first change that is gone, or no longer the same by its number.

    SEQUENCE counts the changes, and the feed of changes knows each by its number.
    """
    for number, change in enumerate(was.changes):
        if number >= len(event.changes) or not _is_same(change, event.changes[number]):
            at = _said(change.at)
            path = ("changes", number)
            yield finding(path, "change-gone", number=number + 1, at=at, revision=revision)
            return


def _is_same(was: Change, change: Change) -> bool:
    """Tell whether a change is the one that it was, perhaps in better words or with a better day.

    That is so if its day, what it says, or why, is as it was.
    """
    facts = was.model_dump(exclude={"at", "note"}, exclude_defaults=True)
    return (
        was.at == change.at
        or (
            facts != {}
            and facts == change.model_dump(exclude={"at", "note"}, exclude_defaults=True)
        )
        or (was.note != "" and was.note == change.note)
    )


def _about_meetings(before: Entry, after: Entry, told: dict[str, str]) -> Iterator[Finding]:
    """Find meetings that are at another time, or are known by another UID or not at all."""
    meetings = {one.number: one for one in after.meetings}
    starts = {_instant(one.start) for one in after.meetings}
    for was in before.meetings:
        if meeting := meetings.get(was.number):
            yield from _about_times(before, was, after, meeting, told)
            continue
        path = (_item(was.number) or ("dates",)) if _event(after).dates else ("start",)
        code = "meeting-renumbered" if _instant(was.start) in starts else "meeting-gone"
        yield finding(path, code, value=_said(was.start), **told)


def _about_times(
    before: Entry, was: Meeting, after: Entry, meeting: Meeting, told: dict[str, str]
) -> Iterator[Finding]:
    """Find that a meeting begins or ends at another moment."""
    path = _item(meeting.number)
    if _instant(was.start) != _instant(meeting.start):
        yield _time_changed((*path, "start"), "start", was.start, meeting.start, told)
    if _instant(was.end) != _instant(meeting.end):
        written = [_said_end(one, meeting.number) is not None for one in (before, after)]
        # An end that nobody wrote is another where the start is.
        if any(written) or _length(was) != _length(meeting):
            there = (*path, "end" if written[1] else "start")
            yield _time_changed(there, "end", was.end, meeting.end, told)


def _time_changed(
    path: Path, name: str, was: times.When, moment: times.When, told: dict[str, str]
) -> Finding:
    """Say what a moment was and is."""
    before, now = _said(was), _said(moment)
    if before == now and isinstance(was, datetime) and isinstance(moment, datetime):
        # They differ in what is left out: the seconds, or the zone.
        before, now = was.isoformat(" "), moment.isoformat(" ")
    return finding(path, "unannounced-change", field=name, before=before, now=now, **told)


def _length(meeting: Meeting) -> timedelta:
    """Return how long a meeting takes, whatever the clock does in between."""
    return times.instant(meeting.end, "UTC") - times.instant(meeting.start, "UTC")


def _about_places(before: Entry, after: Entry, told: dict[str, str]) -> Iterator[Finding]:
    """Find places that people would read another address of."""
    meetings = {one.number: one for one in after.meetings}
    pairs = [(was, meetings[was.number]) for was in before.meetings if was.number in meetings]
    general = _event(after).location
    if not pairs:
        yield from _place_changed(("location",), _event(before).location, general, told)
    for was, meeting in pairs:
        own = was.location or meeting.location
        path = (*_item(meeting.number), "location") if own else ("location",)
        then = was.location or _event(before).location
        yield from _place_changed(path, then, meeting.location or general, told)


def _place_changed(
    path: Path, was: Location | None, place: Location | None, told: dict[str, str]
) -> Iterator[Finding]:
    """Find that people would go to another place, or take part at another address."""
    was, place = was or Location(), place or Location()
    addresses = {one.online for one in (was, place) if isinstance(one.online, str)}
    if _read_of(was) != _read_of(place) or len(addresses) > 1:
        before, now = _place_said(was), _place_said(place)
        yield finding(path, "unannounced-place", before=before, now=now, **told)


def _read_of(place: Location) -> tuple[str, ...]:
    """Return what people go by to get somewhere.

    Not how to come in a wheelchair, nor the municipality of a place, nor its point on the map. Nor
    the address for taking part: where it is given only now, or no longer, it is no other place.
    """
    town = (place.postcode, place.place or place.municipality, place.country)
    online = ("online", place.platform) if place.online else ()
    return (place.name, place.street, *town, *online)


def _place_said(place: Location) -> str:
    """Return a place on one line, in words that are the same in every language."""
    online = "online" if place.online is True else place.online or ""
    abroad = place.country if place.country != "NL" else ""
    town = (place.postcode, place.place or place.municipality, abroad)
    parts = (place.name, place.street, *town, online, place.platform)
    return ", ".join(part for part in parts if part) or _NOTHING


def _about_status(was: Event, event: Event, told: dict[str, str]) -> Iterator[Finding]:
    if was.status != event.status:
        values = told | {"field": "status", "before": was.status, "now": event.status}
        yield finding(("status",), "unannounced-change", **values)


def _item(number: int) -> Path:
    """Return the path of a meeting's fields: those of the event where it has no list."""
    return ("dates", number - 1) if number else ()


def _said_end(entry: Entry, number: int) -> times.When | None:
    """Return the end of a meeting as it is written, or None where it is not."""
    event = _event(entry)
    return event.dates[number - 1].end if number else event.end


def _instant(moment: times.When) -> times.When:
    """Return a moment as what it is compared by: a day by itself, a time as an instant."""
    return times.instant(moment, "UTC") if isinstance(moment, datetime) else moment


def _said(moment: times.When) -> str:
    """Return a moment as editors write it."""
    return f"{moment:%Y-%m-%d %H:%M}" if isinstance(moment, datetime) else f"{moment:%Y-%m-%d}"
