"""Months: in which ones events meet, and what there is on each of their days."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from operator import itemgetter

from hubgen import times
from hubgen.kinds.base import Entry, Meeting
from hubgen.library import Library
from hubgen.order import ends_at
from hubgen.turns import OFF

_Place = tuple[date, bool, float, str]
"""What comes before what in a month."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A meeting of an event, on one of its days."""

    entry: Entry
    meeting: Meeting
    day: date
    first: date
    last: date


def month_of(day: date) -> str:
    """Return a day's month as it stands in addresses: `2024-11`."""
    return f"{day.year:04}-{day.month:02}"


def first_day(month: str) -> date:
    """Return the day that a month begins with."""
    return date.fromisoformat(f"{month}-01")


def number_of(month: str) -> int:
    """Return which month it is, counted without years: how far apart two are is a subtraction."""
    first = first_day(month)
    return first.year * 12 + first.month


def by_month(entries: Iterable[Entry], library: Library) -> Mapping[str, tuple[Held, ...]]:
    """Return what each month has that has anything, in order of month, day and hour.

    All of it is there, also what is over or called off: a month stays what it was.
    """
    found: dict[str, list[tuple[_Place, Held]]] = {}
    for entry in entries:
        for meeting in entry.meetings:
            start, address = library.instant(meeting.start).timestamp(), library.address(entry)
            for held in _days(entry, meeting):
                # What goes on for days is first on a day, then what begins, by the clock.
                place = (held.day, held.day == held.first, start, address)
                found.setdefault(month_of(held.day), []).append((place, held))
    return {
        month: tuple([held for _, held in sorted(found[month], key=itemgetter(0))])
        for month in sorted(found)
    }


def month_ahead(entries: Iterable[Entry], library: Library) -> str:
    """Return the month of the meeting that is over first of all that are not; else the last month.

    It is another one only from when a meeting is over, so that nothing happens at midnight.
    """
    known = [(ends_at(one, library), one, entry) for entry in entries for one in entry.meetings]
    coming = [
        (end, month_of(times.day_of(one.start)))
        for end, one, entry in known
        if end > library.now and not is_off(entry, one)
    ]
    if coming:
        return min(coming)[1]
    return max((month_of(_last_day(one)) for _, one, _ in known), default="")


def is_off(entry: Entry, meeting: Meeting) -> bool:
    """Tell whether nobody needs to come to a meeting at the time that is announced."""
    return meeting.cancelled or entry.facts.status in OFF


def _days(entry: Entry, meeting: Meeting) -> Iterator[Held]:
    first, last = times.day_of(meeting.start), _last_day(meeting)
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        yield Held(entry=entry, meeting=meeting, day=day, first=first, last=last)


def _last_day(meeting: Meeting) -> date:
    """Return the last day on which one would be there: what ends at midnight has not begun it."""
    last = times.day_of(meeting.end)
    if isinstance(meeting.end, datetime) and meeting.end.time() == time():
        last -= timedelta(days=1)
    return max(last, times.day_of(meeting.start))
