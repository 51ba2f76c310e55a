"""What would be otherwise about an event: each value that is asked for beside the present one."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import cast, get_args

from hubgen import times
from hubgen.amending.writing import moment
from hubgen.changing.options import Wanted
from hubgen.errors import Refused, Unreadable
from hubgen.frontmatter import Path, Tree
from hubgen.kinds.base import Entry, Meeting
from hubgen.kinds.event.fields import Event
from hubgen.kinds.event.parts import Change, DateOfMeeting, Status
from hubgen.kinds.whereabouts import Location
from hubgen.settings import Settings

_OF_A_MEETING = frozenset({"start", "end", "location"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A value of a field, and the one that is asked for."""

    name: str = ""
    """What an item of `changes` calls it; empty for what it does not tell of."""
    path: Path
    before: Tree
    """As it was written, or what held where nothing was; None where nothing did."""
    after: Tree
    meeting: int | None = None
    """Which of the event's `dates` it is about, counted from 1; None for the event."""
    instead_of: str = ""
    """The key that its own takes the place of; empty for none."""
    is_new: bool = True
    """Whether they are not the same."""

    @property
    def is_told(self) -> bool:
        """Whether an item of `changes` can hold the old value."""
        return bool(self.name) and self.before is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spot:
    """The event, or one of its dates: where a start, an end and a location stand."""

    path: Path
    fields: Event | DateOfMeeting
    values: Mapping[str, Tree]
    """As they were written."""
    meeting: Meeting | None
    """None where there is no date yet."""
    number: int | None = None
    """Which of the dates it is, counted from 1; None for the event."""


def differences(
    entry: Entry, wanted: Wanted, asked: Change, said: Mapping[str, Tree], settings: Settings
) -> list[Difference]:
    """Return each field that is asked for, and what goes along with it.

    An end goes along with its start, and an event that was postponed is scheduled once it has a new
    start; of one with several dates that is not known of the others. `asked` holds the values,
    `said` how they are written. Raises `Refused` where it is not clear which value is meant, or
    what the end becomes, and for a postponed event with a start.
    """
    event = entry.fields
    assert isinstance(event, Event)  # only events are changed
    if asked.status == "postponed" and asked.start is not None:
        raise Refused("postponed-with-start")
    found: list[Difference] = []
    if spot := _spot(entry, event, wanted):
        found += _times(spot, asked, said, event.timezone or settings.timezone)
        if asked.location is not None:
            found.append(_place(spot, entry, event, asked.location, said["location"]))
    if asked.status is not None:
        found.append(_status(spot, event, wanted, asked.status))
    elif asked.start is not None and event.status == "postponed" and len(event.dates) <= 1:
        found.append(_choice("status", ("status",), event.status, "scheduled"))
    if asked.registration is not None:
        path = ("registration", "state")
        before = event.registration.declared
        found.append(_choice("registration", path, before, asked.registration))
    if asked.deadline is not None:
        found.append(_deadline(event, asked.deadline, said["deadline"]))
    return found


def _spot(entry: Entry, event: Event, wanted: Wanted) -> _Spot | None:
    """Return where the times and the place stand that are asked for; None where none are."""
    of_one = _OF_A_MEETING if wanted.meeting is None else _OF_A_MEETING | {"status"}
    fits = not of_one.isdisjoint(wanted.named)
    if wanted.meeting is not None and not event.dates:
        raise Refused("no-dates")
    if wanted.meeting is not None and not fits:
        raise Refused("meeting-for-nothing")
    if not fits:
        return None
    values = entry.matter.values
    if not event.dates:
        meeting = next(iter(entry.meetings), None)
        return _Spot(path=(), fields=event, values=values, meeting=meeting)
    number = 1 if wanted.meeting is None else wanted.meeting
    if wanted.meeting is None and len(event.dates) > 1:
        raise Refused("which-meeting", known=_numbered(event))
    if not 1 <= number <= len(event.dates):
        raise Refused("no-such-meeting", value=number, known=_numbered(event))
    written = values["dates"]
    one = written[number - 1] if isinstance(written, list) else written
    return _Spot(
        path=("dates", number - 1) if isinstance(written, list) else ("dates",),
        fields=event.dates[number - 1],
        values=cast("dict[str, Tree]", one),  # it was read as a mapping
        meeting=next((one for one in entry.meetings if one.number == number), None),
        number=number,
    )


def _numbered(event: Event) -> str:
    """Return an event's dates with their numbers: `1 (2025-01-16 14:00), 2 (voorjaar 2025)`."""
    said = [moment(one.start) if one.start else one.tentative for one in event.dates]
    return ", ".join(f"{number} ({when})" for number, when in enumerate(said, 1))


def _times(spot: _Spot, asked: Change, said: Mapping[str, Tree], zone: str) -> list[Difference]:
    fields = spot.fields
    if isinstance(fields, DateOfMeeting) and fields.tentative:
        return _settled(spot, said)
    found = []
    if asked.start is not None:
        is_new = not _is_same(asked.start, fields.start, zone)
        before = spot.values.get("start")
        found.append(_at(spot, "start", before, said["start"], is_new=is_new))
        if is_new and asked.end is None and fields.start is not None:
            found += _end_along(spot, fields.start, asked.start)
    if asked.end is not None:
        before = spot.values.get("end") or _end_that_held(spot)
        is_new = not _is_same(asked.end, spot.meeting.end if spot.meeting else None, zone)
        found.append(_at(spot, "end", before, said["end"], is_new=is_new))
    return found


def _settled(spot: _Spot, said: Mapping[str, Tree]) -> list[Difference]:
    """Return the times of a date that was not certain; its start takes the place of `tentative`."""
    if "start" not in said:
        if "end" in said:
            raise Refused("end-of-tentative", value=spot.values["tentative"])
        return []
    start = Difference(
        path=(*spot.path, "start"),
        before=spot.values["tentative"],
        after=said["start"],
        meeting=spot.number,
        instead_of="tentative",
    )
    if "end" not in said:
        return [start]
    return [start, _at(spot, "end", spot.values.get("end"), said["end"])]


def _end_along(spot: _Spot, start: times.When, new: times.When) -> list[Difference]:
    """Return the end of what lasts as long as it did, by the clock on the wall, at a new start."""
    timed, was_timed = isinstance(new, datetime), isinstance(start, datetime)
    if was_timed and not timed:
        raise Refused("start-without-time", value=new, right=f"{new} {start:%H:%M}")
    end = spot.fields.end
    if end is None:
        return []
    if timed and not was_timed:
        raise Refused("start-with-time", value=moment(new))
    moved = _on_wall(new) + (_on_wall(end) - _on_wall(start))
    return [_at(spot, "end", spot.values["end"], moment(moved if timed else moved.date()))]


def _on_wall(when: times.When) -> datetime:
    """Return a moment as a clock on the wall has it; a day as its midnight."""
    if isinstance(when, datetime):
        return when.replace(tzinfo=None)
    return datetime.combine(when, time())


def _end_that_held(spot: _Spot) -> str | None:
    """Return the end that an event without one has in calendars."""
    if spot.meeting is None:
        return None
    end = spot.meeting.end
    # With its offset where the clock shows the hour for the second time.
    if isinstance(end, datetime) and not end.fold:
        end = end.replace(tzinfo=None)
    return moment(end)


def _is_same(one: times.When, other: date | datetime | None, zone: str) -> bool:
    """Tell whether two moments are the same, however they are written."""
    if isinstance(one, datetime) and isinstance(other, datetime):
        try:
            first, second = (times.in_zone(when, zone) for when in (one, other))
        except Unreadable:
            return False  # what is wrong with it is said when the page is read
        return times.instant(first, zone) == times.instant(second, zone)
    return one == other


def _place(spot: _Spot, entry: Entry, event: Event, asked: Location, said: Tree) -> Difference:
    """Return the difference between the places; a date without one has that of its event."""
    present = spot.fields.location or event.location
    online_only = present is not None and bool(present.online) and not present.is_place
    is_same = asked == present or (asked == Location(online=True) and online_only)
    before = spot.values.get("location") or entry.matter.values.get("location")
    return _at(spot, "location", before, said, is_new=not is_same)


def _status(spot: _Spot | None, event: Event, wanted: Wanted, status: Status) -> Difference:
    """Return what becomes of the event or, where one of its dates is named, of that one alone."""
    if wanted.meeting is None or spot is None or not isinstance(spot.fields, DateOfMeeting):
        return _choice("status", ("status",), event.status, status)
    if status not in get_args(DateOfMeeting.model_fields["status"].annotation):
        raise Refused("status-of-all", value=status)
    return replace(
        _choice("status", (*spot.path, "status"), spot.fields.status, status), meeting=spot.number
    )


def _deadline(event: Event, asked: times.When, said: Tree) -> Difference:
    before = event.registration.deadline
    return Difference(
        name="deadline",
        path=("registration", "deadline"),
        before=moment(before) if before is not None else None,
        after=said,
        is_new=asked != before,
    )


def _choice(name: str, path: Path, before: str, after: str) -> Difference:
    return Difference(name=name, path=path, before=before, after=after, is_new=after != before)


def _at(spot: _Spot, name: str, before: Tree, after: Tree, *, is_new: bool = True) -> Difference:
    return Difference(
        name=name,
        path=(*spot.path, name),
        before=before,
        after=after,
        meeting=spot.number,
        is_new=is_new,
    )
