"""Events: something that people attend at a set time, once or in several meetings."""

from collections.abc import Iterator
from itertools import pairwise

from hubgen import times
from hubgen.findings import Finding, finding
from hubgen.frontmatter import Path
from hubgen.kinds.base import Kind, Location
from hubgen.kinds.event.fields import Event, Item
from hubgen.kinds.event.meetings import find_meetings
from hubgen.kinds.event.schema import describe


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


def _location(event: Event) -> Location | None:
    return event.location


EVENT = Kind(
    name="event",
    folder="events",
    model=Event,
    describe=describe,
    rules=_rules,
    meetings=find_meetings,
    location=_location,
    order="time",
)
