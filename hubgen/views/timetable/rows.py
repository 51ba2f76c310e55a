"""The rows of a timetable, and what its clock says beside them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from hubgen.views.timetable.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A row of the clock."""

    row: int
    minute: int | None
    """What the clock says; None for a row whose beginning the row above it says."""
    minutes: int
    """How long the row lasts; 0 for the head of a part, and for the end of the day."""


class Rows:
    """The rows of a day: one from each moment at which something begins or ends to the next.

    Where a part with sessions begins, a row for its head goes before.
    """

    def __init__(self, spans: Sequence[Span]) -> None:
        every = [one for span in spans for one in (span, *span.sessions)]
        self._moments = sorted({moment for one in every for moment in (one.start, one.end)})
        self._heads = {span.start for span in spans if span.sessions}
        self._line: dict[int, int] = {}
        line = 1
        for moment in self._moments:
            self._line[moment] = line
            line += 2 if moment in self._heads else 1
        self.count = line - 1

    def cell_rows(self, span: Span) -> tuple[int, int]:
        """Return the first row of a part, which may be a head's, and how many it has."""
        first = self._line[span.start]
        return first, self._line[span.end] - first

    def session_rows(self, session: Span, part: Span) -> tuple[int, int]:
        """Return the same of a session, in the rows of its part, below the part's head."""
        first, rows = self.cell_rows(session)
        below = 1 if session.start == part.start else 0
        return first + below - self._line[part.start] + 1, rows - below

    def marks(self) -> Iterator[Mark]:
        """Yield the rows of the clock; the last one is only the end."""
        for moment, following in pairwise([*self._moments, self._moments[-1]]):
            row, minutes = self._line[moment], following - moment
            if moment in self._heads:
                yield Mark(row=row, minute=moment, minutes=0)
                yield Mark(row=row + 1, minute=None, minutes=minutes)
            else:
                yield Mark(row=row, minute=moment, minutes=minutes)
