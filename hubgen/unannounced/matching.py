"""Matching: which of an event's meetings is which, and what of them calendars lose.

A calendar knows a meeting by a UID that its place in the list gives it, so that one that goes, or
that changes places, is lost to who has it, whatever `changes` says.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from hubgen import times
from hubgen.findings import Finding, finding
from hubgen.frontmatter import Path
from hubgen.kinds.base import Entry, Meeting
from hubgen.kinds.event.fields import Event
from hubgen.kinds.event.parts import Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """An event's meetings at a revision and today."""

    pairs: tuple[tuple[Meeting, Meeting], ...]
    """Those that have the UID that they had; none where the list is in another order."""
    lost: tuple[Finding, ...]
    """The others, once for each cause."""


def match(before: Entry, after: Entry, new: Sequence[Change], *, revision: str) -> Matched:
    """Return which meeting of today each of a revision is; `new` are the changes since.

    A start that a new change tells of belongs to a meeting that moved in time, not in the list.
    """
    was, event = event_of(before), event_of(after)
    today = {one.number: one for one in after.meetings}
    pairs = tuple((one, today[one.number]) for one in before.meetings if one.number in today)
    if bool(was.dates) != bool(event.dates) or not (event.dates or after.meetings):
        return Matched(pairs=pairs, lost=tuple(_of_other_form(before, was, event, revision)))
    if first := _first_out_of_place(before.meetings, today, new):
        return Matched(pairs=(), lost=(_misplaced(first, today, revision),))
    gone = (one for one in before.meetings if one.number not in today)
    return Matched(pairs=pairs, lost=tuple(_gone(one, revision) for one in gone))


def event_of(entry: Entry) -> Event:
    """Return an event's fields as what they are."""
    assert isinstance(entry.fields, Event)  # only events meet
    return entry.fields


def item_path(number: int) -> Path:
    """Return the path of a meeting's fields: those of the event where it has no list."""
    return ("dates", number - 1) if number else ()


def instant(moment: times.When, zone: str = "UTC") -> times.When:
    """Return a moment as what it is compared by: a day by itself, a time as an instant."""
    return times.instant(moment, zone) if isinstance(moment, datetime) else moment


def said(moment: times.When) -> str:
    """Return a moment as editors write it."""
    return f"{moment:%Y-%m-%d %H:%M}" if isinstance(moment, datetime) else f"{moment:%Y-%m-%d}"


def _of_other_form(before: Entry, was: Event, event: Event, revision: str) -> Iterator[Finding]:
    """Find that a date became a list, or a list a date, or that no date is left."""
    if not before.meetings:
        return
    values = {"value": ", ".join(said(one.start) for one in before.meetings), "revision": revision}
    if was.dates:
        path: Path = ("dates",) if event.dates else ("start",)
        yield finding(path, "dates-gone", count=len(was.dates), **values)
    elif event.dates:
        yield finding(("dates",), "start-became-dates", **values)
    else:
        yield finding(("start",), "start-gone", **values)


def _first_out_of_place(
    before: Sequence[Meeting], today: dict[int, Meeting], new: Sequence[Change]
) -> Meeting | None:
    """Return the first meeting from which on the list is another; None where it is not.

    It is another where a meeting has the start that one had elsewhere in it.
    """
    starts = {one.number: instant(one.start) for one in before}
    told = {one.meeting for one in new if one.start is not None}
    places = {instant(one.start): number for number, one in today.items()}
    away = [
        one
        for one in sorted(before, key=lambda one: one.number)
        if one.number not in told
        and (one.number not in today or instant(today[one.number].start) != starts[one.number])
    ]
    if any(_came_to(starts[one.number], places, starts) for one in away):
        return away[0]
    return None


def _came_to(
    start: times.When, places: dict[times.When, int], starts: dict[int, times.When]
) -> bool:
    """Tell whether a start stands in a place of today in which another stood."""
    return start in places and starts.get(places[start]) != start


def _misplaced(first: Meeting, today: dict[int, Meeting], revision: str) -> Finding:
    """Say that a meeting was left out of the list, or put elsewhere in it."""
    start = instant(first.start)
    place = next((number for number, one in today.items() if instant(one.start) == start), None)
    if place is None:
        return _gone(first, revision)
    return finding(
        item_path(place),
        "meeting-renumbered",
        value=said(first.start),
        number=first.number,
        now=place,
        revision=revision,
    )


def _gone(one: Meeting, revision: str) -> Finding:
    values = {"value": said(one.start), "number": one.number, "revision": revision}
    return finding(item_path(one.number), "meeting-gone", **values)
