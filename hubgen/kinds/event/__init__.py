"""Events: something that people attend at a set time, once or in several meetings."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise

from hubgen import times
from hubgen.about import About
from hubgen.findings import Finding, finding, warning
from hubgen.frontmatter import Path
from hubgen.kinds.base import Kind
from hubgen.kinds.event.changes import value_after
from hubgen.kinds.event.fields import Event
from hubgen.kinds.event.meetings import find_meetings
from hubgen.kinds.event.programme import Item
from hubgen.kinds.event.schema import describe
from hubgen.kinds.whereabouts import Location


def _rules(event: Event) -> Iterator[Finding]:
    """Find what contradicts itself: two ways of giving times, and a programme out of order."""
    if event.dates and (event.start is not None or event.end is not None):
        yield finding(("start" if event.start is not None else "end",), "dates-and-start")
    if event.end is not None and event.start is None and not event.dates:
        yield finding(("end",), "end-without-start")
    for number, one in enumerate(event.dates):
        if one.tentative and one.start is not None:
            yield finding(("dates", number, "tentative"), "tentative-and-start")
    yield from _programme_rules(event.programme, ("programme",), _hours(event))
    for number, change in enumerate(event.changes):
        if change.meeting is not None and change.meeting > len(event.dates):
            path = ("changes", number, "meeting")
            yield finding(path, "no-such-meeting", value=change.meeting, count=len(event.dates))
    changes = [times.instant(change.at, "UTC") for change in event.changes]
    for number, (before, after) in enumerate(pairwise(changes)):
        if after < before:
            yield finding(("changes", number + 1, "at"), "changes-out-of-order")
    yield from _postponed_rules(event)


def _postponed_rules(event: Event) -> Iterator[Finding]:
    """Find a postponed event that got a new start when it was postponed, or after."""
    if event.status != "postponed":
        return
    told = [number for number, change in enumerate(event.changes, 1) if change.status]
    for number in range(told[-1], len(event.changes) + 1) if told else ():
        change = event.changes[number - 1]
        if change.start and value_after(event, number, "start") not in {None, change.start}:
            at = f"{times.day_of(change.at):%Y-%m-%d}"
            yield warning(("status",), "postponed-with-date", at=at)
            return


_OUTSIDE = frozenset({"arrival", "social"})
"""Parts of a programme that may lie before the start or after the end."""

Hours = tuple[datetime, datetime] | None


def _hours(event: Event) -> Hours:
    """Return from when to when an event lasts by its own clock, where it meets once."""
    if isinstance(event.start, datetime) and isinstance(event.end, datetime):
        return event.start.replace(tzinfo=None), event.end.replace(tzinfo=None)
    return None


def _programme_rules(items: tuple[Item, ...], path: Path, hours: Hours) -> Iterator[Finding]:
    """Find parts that end as or before they begin, or that lie outside the event."""
    for number, item in enumerate(items):
        here = (*path, number)
        over_midnight = hours is not None and hours[0].date() < hours[1].date()
        if item.end is not None and item.start is None:
            yield finding((*here, "end"), "end-without-start")
        elif (
            item.start is not None
            and item.end is not None
            and (item.end == item.start or (item.end < item.start and not over_midnight))
        ):
            start, end = f"{item.start:%H:%M}", f"{item.end:%H:%M}"
            yield finding((*here, "end"), "end-before-start", end=end, start=start)
        elif hours is not None and item.type not in _OUTSIDE:
            yield from _outside(item, here, hours)
        yield from _programme_rules(item.sessions, (*here, "sessions"), hours)


def _outside(item: Item, path: Path, hours: tuple[datetime, datetime]) -> Iterator[Finding]:
    """Find a part that begins before its event, or ends after it."""
    if item.start is None:
        return
    first, last = hours
    start = datetime.combine(item.day or first.date(), item.start)
    end = datetime.combine(start.date(), item.end or item.start)
    if item.day is None and start < first and first.date() < last.date():
        start, end = start + timedelta(days=1), end + timedelta(days=1)
    if end < start:
        end += timedelta(days=1)
    if start < first or end > last:
        said = f"{start:%H:%M}" if start.date() == first.date() else f"{start:%Y-%m-%d %H:%M}"
        event = f"{first:%H:%M}–{last:%H:%M}"
        yield finding((*path, "start"), "programme-outside", value=said, event=event)


def _location(event: Event) -> Location | None:
    return event.location


EVENT = Kind(
    name="event",
    folder="events",
    model=Event,
    about=About(
        nl=(
            "Bijeenkomst",
            "Iets waar mensen op een vast moment naartoe komen, ergens of online.",
        ),
        en=("Event", "Something that people attend at a set time, at a place or online."),
    ),
    describe=describe,
    rules=_rules,
    meetings=find_meetings,
    judged_together=frozenset({"start", "end", "dates", "timezone"}),
    location=_location,
    order="time",
)
