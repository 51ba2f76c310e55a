"""The columns of a timetable: rooms, and what else runs beside each other."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from hubgen.views.timetable.spans import Span


@dataclass(frozen=True, slots=True)
class Range:
    """The columns of a part, from 0, and of each of its sessions; `last` is included."""

    first: int
    last: int | None
    """None for all there are."""
    sessions: tuple[int | None, ...] = ()


class Columns:
    """Gives every part of a day its columns, one part after the other."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.spans_of = spans
        self._beside = [
            any(one.meets(other) for other in spans if other is not one) for one in spans
        ]
        self._rooms = list(dict.fromkeys(self._rooms_in_order()))
        self._taken: list[list[Span]] = []

    @property
    def count(self) -> int:
        """How many columns there are."""
        return len(self._taken)

    def placed(self) -> list[Range]:
        """Return the columns of each part: first of those with sessions, which need the most."""
        found: dict[int, Range] = {}
        order = sorted(
            range(len(self.spans_of)),
            key=lambda n: (not self.spans_of[n].sessions, not self.spans_of[n].room, n),
        )
        for number in order:
            span = self.spans_of[number]
            if not self._beside[number]:
                found[number] = Range(0, None, self._across(span))
            elif span.sessions:
                found[number] = self._side_by_side(span)
            else:
                column = self._nearest(span)
                self._take(column, span)
                found[number] = Range(column, column)
        return [found[number] for number in range(len(self.spans_of))]

    def headings(self, spans: Sequence[Span], ranges: Sequence[Range]) -> tuple[str, ...]:
        """Return the rooms above the columns, if all that stands below each is in that room."""
        rooms: dict[int, set[str]] = {}
        for span, taken in zip(spans, ranges, strict=True):
            if not span.sessions and taken.last is not None:
                rooms.setdefault(taken.first, set()).add(span.room)
            for session, column in zip(span.sessions, taken.sessions, strict=True):
                if column is not None:
                    rooms.setdefault(column, set()).add(session.room)
        one_each = len(rooms) == self.count and all(
            len(names) == 1 and "" not in names for names in rooms.values()
        )
        return tuple(min(rooms[column]) for column in sorted(rooms)) if one_each else ()

    def _rooms_in_order(self) -> Iterator[str]:
        """Yield the rooms that may have a column: those of sessions go first."""
        for span in self.spans_of:
            if len(span.sessions) > 1:
                yield from (one.room for one in span.sessions if one.room)
        for span, beside in zip(self.spans_of, self._beside, strict=True):
            if beside and span.room and not span.sessions:
                yield span.room

    def _across(self, part: Span) -> tuple[int | None, ...]:
        """Return the columns of the sessions of a part that nothing runs beside."""
        if len(part.sessions) == 1:
            return (None,)
        found: dict[int, int] = {}
        for number in sorted(range(len(part.sessions)), key=lambda n: not part.sessions[n].room):
            found[number] = self._nearest(part.sessions[number])
            self._take(found[number], part.sessions[number])
        return tuple(found[number] for number in range(len(part.sessions)))

    def _side_by_side(self, part: Span) -> Range:
        """Return the columns of a part with sessions, and of them, beside what else goes on."""
        wanted = [self._wanted(one) for one in part.sessions]
        own = [one for one in wanted if one is not None]
        if len(set(own)) == len(part.sessions) and self._are_free(min(own), max(own), part):
            first, last = min(own), max(own)
            chosen = wanted
        else:
            lanes = _lanes(part.sessions)
            first = 0
            while not self._are_free(first, first + max(lanes), part):
                first += 1
            last = first + max(lanes)
            chosen = [first + lane for lane in lanes]
        for column in range(first, last + 1):
            self._take(column, part)
        return Range(first, last, tuple(chosen))

    def _wanted(self, span: Span) -> int | None:
        return self._rooms.index(span.room) if span.room in self._rooms else None

    def _nearest(self, span: Span) -> int:
        """Return the column of a part's room, or else the first one that is free."""
        wanted = self._wanted(span)
        if wanted is not None and self._are_free(wanted, wanted, span):
            return wanted
        column = 0
        while not self._are_free(column, column, span):
            column += 1
        return column

    def _are_free(self, first: int, last: int, span: Span) -> bool:
        columns = self._taken[first : last + 1]
        return not any(one.meets(span) for column in columns for one in column)

    def _take(self, column: int, span: Span) -> None:
        while len(self._taken) <= column:
            self._taken.append([])
        self._taken[column].append(span)


def _lanes(sessions: Iterable[Span]) -> list[int]:
    """Return for each session the first lane in which nothing before it is still going on."""
    lanes: list[list[Span]] = []
    found = []
    for session in sessions:
        lane = next(
            (n for n, used in enumerate(lanes) if not any(one.meets(session) for one in used)),
            len(lanes),
        )
        if lane == len(lanes):
            lanes.append([])
        lanes[lane].append(session)
        found.append(lane)
    return found
