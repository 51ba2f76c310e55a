"""A day's programme as a timetable: what runs beside each other, and the clock down its side."""

from collections.abc import Sequence
from dataclasses import dataclass

from hubgen.views.timetable.columns import Columns, Range
from hubgen.views.timetable.rows import Mark, Rows
from hubgen.views.timetable.spans import Slot, Span, spans_of

ROWS = 48
COLUMNS = 8
"""The most rows and columns that the style sheet has places for; a larger day stays a list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A place in the timetable: rows and columns count from 1."""

    row: int
    rows: int
    column: int
    columns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a part is, and where its sessions are within it: their rows and columns are its own."""

    cell: Cell
    sessions: tuple[Cell, ...] = ()
    """Below the first of its rows, which is its head."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """A day in rooms beside the clock."""

    rooms: tuple[str, ...]
    """What stands above the columns; nothing where what stands in one is not in one room."""
    columns: int
    marks: tuple[Mark, ...]
    places: tuple[Place, ...]
    """Of each part, in the order given."""


def timetable(slots: Sequence[Slot]) -> Timetable | None:
    """Return a day in rooms beside the clock; None where a list says as much.

    That is a day in which nothing runs beside anything, one with a part without a time, and one too
    large. What nothing runs beside is as wide as the day; all else stands in the column of its room
    as far as that is free, and no two parts in one place.
    """
    if not slots or any(slot.start is None for slot in slots):
        return None
    spans = spans_of(slots)
    columns = Columns(spans)
    ranges = columns.placed()
    rows = Rows(spans)
    if columns.count < 2 or columns.count > COLUMNS or rows.count > ROWS:
        return None
    places = tuple(
        _place(span, taken, rows, columns.count) for span, taken in zip(spans, ranges, strict=True)
    )
    return Timetable(
        rooms=columns.headings(spans, ranges),
        columns=columns.count,
        marks=tuple(rows.marks()),
        places=places,
    )


def _place(span: Span, taken: Range, rows: Rows, count: int) -> Place:
    row, length = rows.cell_rows(span)
    last = count - 1 if taken.last is None else taken.last
    sessions = []
    for session, column in zip(span.sessions, taken.sessions, strict=True):
        first, its_length = rows.session_rows(session, span)
        whole = column is None
        sessions.append(
            Cell(
                row=first,
                rows=its_length,
                column=1 if column is None else column - taken.first + 1,
                columns=last - taken.first + 1 if whole else 1,
            )
        )
    return Place(
        cell=Cell(row=row, rows=length, column=taken.first + 1, columns=last - taken.first + 1),
        sessions=tuple(sessions),
    )
