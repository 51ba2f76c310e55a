"""An event's programme: day by day, with what runs beside each other and the time between."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import groupby

from hubgen import times
from hubgen.kinds.base import Entry
from hubgen.kinds.event.fields import Event
from hubgen.kinds.event.programme import Item
from hubgen.views.links import Links
from hubgen.views.records import Person
from hubgen.views.timetable import Cell, Timetable, timetable
from hubgen.views.timetable.spans import Slot, are_parallel, gaps, overlaps

_TALL = 8
"""The tallest row of the clock, in quarters of an hour; the style sheet has a height for each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    """A part of a programme."""

    title: str
    type: str
    type_title: str
    time: str = ""
    start: str = ""
    end: str = ""
    day: str = ""
    """Said where it is another day than that of the part before."""
    room: str = ""
    speakers: tuple[Person, ...] = ()
    text: str = ""
    """The path of its text in the entry's texts."""
    sessions: "tuple[ItemView, ...]" = ()
    sessions_said: str = ""
    """How many there are, and whether they are beside each other."""
    gap: str = ""
    """How long nothing goes on before it."""
    overlap: str = ""
    """Which parts before it are not over yet."""
    cell: Cell | None = None
    """Where it is in the timetable of its day, or of the part that it is a session of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockView:
    """A row of the clock beside a timetable."""

    row: int
    time: str
    quarters: int
    """How high it is: in quarters of an hour, as far as that goes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayView:
    """A day of a programme."""

    title: str
    """Empty where the event has one day."""
    parts: tuple[ItemView, ...]
    rooms: tuple[str, ...] = ()
    """What stands above the columns of its timetable."""
    columns: int = 0
    """How many columns its timetable has; 0 for a day that is a list."""
    rows: int = 0
    clock: tuple[ClockView, ...] = ()


def programme_view(entry: Entry, event: Event, links: Links) -> tuple[DayView, ...]:
    """Return the days of a programme, in the order in which they were written."""
    numbered = list(enumerate(event.programme, 1))
    days = _days(event)
    found = []
    for day, group in groupby(numbered, key=lambda one: days[one[0] - 1]):
        title = times.say_day(day, links.lang) if day else ""
        found.append(_day(title, list(group), entry, event, links))
    return tuple(found)


def _days(event: Event) -> list[date | None]:
    """Return the day of each part: that of the part before it, where it says none.

    The first parts are on the event's first day where others say theirs.
    """
    current = None
    if any(item.day for item in event.programme) and event.start is not None:
        current = times.day_of(event.start)
    found = []
    for item in event.programme:
        current = item.day or current
        found.append(current)
    return found


def _day(
    title: str, numbered: Sequence[tuple[int, Item]], entry: Entry, event: Event, links: Links
) -> DayView:
    """Return a day: its parts in order, with their places where it has a timetable."""
    slots = tuple(_slot(item, event) for _, item in numbered)
    items = [_item(item, entry, links, f"programme[{number}]") for number, item in numbered]
    for number, (gap, earlier) in enumerate(zip(gaps(slots), overlaps(slots), strict=True)):
        titles = "; ".join(items[one].title for one in earlier)
        items[number] = replace(
            items[number],
            day=title if number == 0 else "",
            gap=links.text("site.event.gap", count=gap) if gap else "",
            overlap=links.text("site.event.overlap", titles=titles) if titles else "",
            sessions_said=_sessions_said(slots[number], links),
        )
    table = timetable(slots)
    if table is None:
        return DayView(title=title, parts=tuple(items))
    return DayView(
        title=title,
        parts=tuple(_placed(items, table)),
        rooms=table.rooms,
        columns=table.columns,
        rows=table.marks[-1].row,
        clock=tuple(
            ClockView(
                row=mark.row,
                time="" if mark.minute is None else _clock(mark.minute, links),
                quarters=min(-(-mark.minutes // 15), _TALL),
            )
            for mark in table.marks
        ),
    )


def _slot(item: Item, event: Event) -> Slot:
    """Return a part by its minutes; after the midnight of a night event they go on counting."""
    before = time()
    if isinstance(event.start, datetime) and isinstance(event.end, datetime) and item.day is None:
        before = event.start.time() if event.start.date() < event.end.date() else before
    start = None
    if item.start is not None:
        late = item.start < before and item.type not in {"arrival", "social"}
        start = _minutes(item.start) + (24 * 60 if late else 0)
    return Slot(
        start=start,
        end=None if item.end is None else _minutes(item.end),
        room=item.room,
        sessions=tuple(_slot(one, event) for one in item.sessions),
    )


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _item(item: Item, entry: Entry, links: Links, here: str) -> ItemView:
    """Return a part; `here` is its path in the entry's texts."""
    return ItemView(
        title=item.title,
        type=item.type,
        type_title=links.text(f"site.item.{item.type}"),
        time=_time(item, links),
        start=f"{item.start:%H:%M}" if item.start else "",
        end=f"{item.end:%H:%M}" if item.end else "",
        room=item.room,
        speakers=tuple(links.who(one) for one in item.speakers),
        text=f"{here}.text" if f"{here}.text" in entry.texts else "",
        sessions=tuple(
            _item(one, entry, links, f"{here}.sessions[{number}]")
            for number, one in enumerate(item.sessions, 1)
        ),
    )


def _sessions_said(slot: Slot, links: Links) -> str:
    if not slot.sessions:
        return ""
    name = "parallel" if are_parallel(slot) else "sessions"
    return links.text(f"site.event.{name}", count=len(slot.sessions))


def _placed(items: Sequence[ItemView], table: Timetable) -> Iterator[ItemView]:
    """Yield the parts of a day with their places in its timetable."""
    for item, place in zip(items, table.places, strict=True):
        sessions = tuple(
            replace(session, cell=cell)
            for session, cell in zip(item.sessions, place.sessions, strict=True)
        )
        yield replace(item, cell=place.cell, sessions=sessions)


def _time(item: Item, links: Links) -> str:
    if item.start is None:
        return ""
    start = times.say_clock(item.start, links.lang)
    if item.end is None:
        return start
    return f"{start}–{times.say_clock(item.end, links.lang)}"


def _clock(minute: int, links: Links) -> str:
    return times.say_clock(time(minute // 60 % 24, minute % 60), links.lang)
