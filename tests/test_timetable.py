"""The timetable of a day: every part in a place of its own, beside the clock."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubgen.views.timetable import COLUMNS, ROWS, Cell, Place, Timetable, timetable
from hubgen.views.timetable.rows import Mark
from hubgen.views.timetable.spans import Slot, are_parallel, gaps, overlaps

STATIC = Path(__file__).parents[1] / "static"


def at(clock: str) -> int:
    """Return the minutes since midnight of `14:30`."""
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def slot(start: str, end: str = "", room: str = "", *sessions: Slot) -> Slot:
    """Return a part of a day by its clock."""
    return Slot(
        start=at(start) if start else None,
        end=at(end) if end else None,
        room=room,
        sessions=sessions,
    )


def made(*slots: Slot) -> Timetable:
    """Return the timetable of a day that has one."""
    found = timetable(slots)
    assert found is not None
    return found


ROUND = slot(
    "11:00", "12:00", "", slot("11:00", "12:00", "A"), slot("11:15", "12:00", "B")
)  # fmt: skip


def test_rooms_stand_beside_each_other_and_what_is_alone_is_as_wide_as_the_day() -> None:
    """A round has a row for its head; its sessions count rows and columns from there."""
    day = made(slot("10:00", "11:00", "A"), ROUND, slot("12:00", "13:00", "Foyer"))
    assert day.rooms == ("A", "B")
    assert day.places == (
        Place(cell=Cell(row=1, rows=1, column=1, columns=2)),
        Place(
            cell=Cell(row=2, rows=3, column=1, columns=2),
            sessions=(
                Cell(row=2, rows=2, column=1, columns=1),
                Cell(row=3, rows=1, column=2, columns=1),
            ),
        ),
        Place(cell=Cell(row=5, rows=1, column=1, columns=2)),
    )


def test_the_clock_says_every_moment_once() -> None:
    """Also beside the head of a round; the last row is the end of the day."""
    assert made(slot("10:00", "10:50"), ROUND).marks == (
        Mark(row=1, minute=at("10:00"), minutes=50),
        Mark(row=2, minute=at("10:50"), minutes=10),
        Mark(row=3, minute=at("11:00"), minutes=0),
        Mark(row=4, minute=None, minutes=15),
        Mark(row=5, minute=at("11:15"), minutes=45),
        Mark(row=6, minute=at("12:00"), minutes=0),
    )


def test_what_overlaps_stands_in_its_own_room() -> None:
    """The room is that of the sessions of the same day, whatever else is free."""
    day = made(ROUND, slot("13:00", "14:00", "A"), slot("13:30", "14:30", "B"))
    assert [place.cell.column for place in day.places[1:]] == [1, 2]
    assert [place.cell.columns for place in day.places[1:]] == [1, 1]


def test_a_round_leaves_room_for_what_goes_on_all_day() -> None:
    """What lasts through a round has a column beside that of its sessions."""
    day = made(slot("10:00", "17:00", "Foyer"), ROUND)
    assert day.rooms == ("A", "B", "Foyer")
    assert [(one.cell.column, one.cell.columns) for one in day.places] == [(3, 1), (1, 2)]


def test_a_column_of_several_rooms_has_no_heading() -> None:
    """What says no room, or does not fit in its own, would stand below the name of another."""
    other = slot("14:00", "15:00", "", slot("14:00", "15:00"), slot("14:00", "15:00", "B"))
    assert made(ROUND).rooms == ("A", "B")
    assert made(ROUND, other).rooms == ()


def test_two_sessions_in_one_room_at_one_time_get_two_columns() -> None:
    """An editor may mean that; neither covers the other."""
    twice = slot("11:00", "12:00", "", slot("11:00", "12:00", "A"), slot("11:00", "12:00", "A"))
    assert [one.column for one in made(twice).places[0].sessions] == [1, 2]


@pytest.mark.parametrize(
    "day",
    [
        (),
        (slot("10:00", "11:00"), slot("11:00", "12:00")),
        (ROUND, slot("")),
        (slot("10:00", "11:00", "", slot("", "", "A")),),
        tuple(slot("10:00", "11:00") for _ in range(COLUMNS + 1)),
        (ROUND, *(slot(f"{one // 60}:{one % 60:02}") for one in range(720, 725 + 5 * ROWS, 5))),
    ],
    ids=["empty", "one-thing-at-a-time", "without-a-time", "one-session", "wide", "long"],
)
def test_a_day_for_which_a_list_is_enough_has_no_timetable(day: Sequence[Slot]) -> None:
    """So has one with a part of which nobody knows when it is, and one too large to see."""
    assert timetable(day) is None


def test_a_part_without_an_end_lasts_until_the_next_begins() -> None:
    """The last of a day lasts as long as its sessions, or half an hour."""
    day = made(slot("10:00", "", "A"), slot("10:00", "", "B"), slot("12:00"))
    assert [mark.minute for mark in day.marks] == [at("10:00"), at("12:00"), at("12:30")]


def test_a_part_that_ends_before_it_begins_ends_on_the_next_day() -> None:
    """A night has its hours in order."""
    day = made(slot("22:00", "1:00", "A"), slot("23:30", "0:30", "B"))
    assert [mark.minute for mark in day.marks] == [1320, 1410, 1470, 1500]


def test_gaps_are_what_nothing_goes_on_in() -> None:
    """They count from the end of whatever lasted longest; nothing is known without an end."""
    day = (slot("9:00", "12:00"), slot("9:30", "10:00"), slot("12:30"), slot("14:00", "15:00"))
    assert gaps(day) == (0, 0, 30, 0)
    assert gaps((slot(""), slot("10:00", "11:00"), slot(""), slot("11:10"))) == (0, 0, 0, 10)


def test_overlaps_name_the_parts_before_that_are_not_over() -> None:
    """A part that says no end overlaps with nothing."""
    day = (slot("9:00", "12:00"), slot("11:00", "13:00"), slot("11:30"), slot("12:00", "13:00"))
    assert overlaps(day) == ((), (0,), (), (1,))


def test_sessions_are_parallel_if_all_go_on_at_one_moment() -> None:
    """Two after each other are not beside each other, whatever the part around them is."""
    after = slot("11:00", "12:00", "", slot("11:00", "11:30", "A"), slot("11:30", "12:00", "A"))
    assert [are_parallel(ROUND), are_parallel(after)] == [True, False]


def test_the_style_sheet_has_every_place() -> None:
    """As many rows and columns as a timetable may have, with the clock's end and its column."""
    style = (STATIC / "timetable.css").read_text(encoding="utf-8")
    found = {
        name: sorted(int(number) for number in re.findall(rf"\.{name}-(\d+) \{{", style))
        for name in ("at", "for", "in", "over")
    }
    assert found == {
        "at": list(range(1, ROWS + 2)),
        "for": list(range(1, ROWS + 2)),
        "in": list(range(1, COLUMNS + 2)),
        "over": list(range(1, COLUMNS + 1)),
    }


# Whatever an editor writes

QUARTERS = st.integers(min_value=32, max_value=71)
ROOMS = st.sampled_from(["", "A", "B", "C"])


@st.composite
def slots(draw: st.DrawFn, sessions: int = 4) -> Slot:
    """Return a part of a day, mostly with an end, perhaps with sessions."""
    start = draw(QUARTERS)
    end = draw(st.none() | st.integers(min_value=start + 1, max_value=72))
    inner = draw(st.lists(slots(sessions=0), max_size=sessions)) if sessions else []
    return Slot(
        start=start * 15,
        end=end and end * 15,
        room=draw(ROOMS),
        sessions=tuple(inner),
    )


DAYS = st.lists(slots(), min_size=1, max_size=7)


def squares(cell: Cell, row: int = 0, column: int = 0) -> set[tuple[int, int]]:
    """Return every row and column that a cell covers, moved as far as said."""
    return {
        (row + one, column + other)
        for one in range(cell.row, cell.row + cell.rows)
        for other in range(cell.column, cell.column + cell.columns)
    }


@given(DAYS)
def test_no_two_parts_are_in_one_place(day: list[Slot]) -> None:
    """Sessions are within their part, below its head, and none covers another or another part."""
    found = timetable(day)
    taken: set[tuple[int, int]] = set()
    for place in found.places if found else ():
        own = squares(place.cell)
        assert own & taken == set()
        taken |= own
        head = {one for one in own if one[0] == place.cell.row}
        inside = set(head) if place.sessions else set()
        for cell in place.sessions:
            its = squares(cell, place.cell.row - 1, place.cell.column - 1)
            assert (its & inside, its - own, len(its) > 0) == (set(), set(), True)
            inside |= its


@given(DAYS)
def test_nothing_is_lost_and_the_order_is_kept(day: list[Slot]) -> None:
    """Each part and session has one place, in the order given, within the rows and columns."""
    found = timetable(day)
    if found is None:
        return
    assert [len(one.sessions) for one in found.places] == [len(one.sessions) for one in day]
    rows = found.marks[-1].row - 1
    assert [mark.row for mark in found.marks] == list(range(1, rows + 2))
    covered = set().union(*(squares(place.cell) for place in found.places))
    assert max(column for _, column in covered) <= found.columns
    assert max(row for row, _ in covered) == rows


@given(DAYS)
def test_a_part_stands_beside_its_own_times(day: list[Slot]) -> None:
    """Its first row is at its start, and the row below its last at its end."""
    found = timetable(day)
    if found is None:
        return
    clock = {mark.row: mark.minute for mark in found.marks}
    for part, place in zip(day, found.places, strict=True):
        if not part.sessions:
            assert clock[place.cell.row] == part.start
            if part.end is not None:
                assert clock[place.cell.row + place.cell.rows] == part.end
