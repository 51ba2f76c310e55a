"""The parts of a day from end to end, what is free between them, and what runs at one moment."""

from collections.abc import Sequence
from dataclasses import dataclass

_DAY = 24 * 60
_UNSAID = 30
"""How many minutes the last part of a day gets if it does not say its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A part of a day, in minutes from its midnight; past midnight they go on counting."""

    start: int | None = None
    end: int | None = None
    room: str = ""
    sessions: "tuple[Slot, ...]" = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A part of which both ends are known."""

    start: int
    end: int
    room: str = ""
    sessions: "tuple[Span, ...]" = ()

    def meets(self, other: "Span") -> bool:
        """Tell whether both are going on at some moment."""
        return self.start < other.end and other.start < self.end


def spans_of(slots: Sequence[Slot]) -> list[Span]:
    """Return parts with both ends: what does not say its end lasts until the next one begins."""
    starts = sorted(slot.start for slot in slots if slot.start is not None)
    found = []
    for slot in slots:
        start = slot.start or 0
        begun = [_session(one, start, slot.end) for one in slot.sessions]
        own_end = _after(slot.end, start)
        ends = [end for _, end in begun if end is not None]
        following = next((one for one in starts if one > start), start + _UNSAID)
        end = max([*ends, own_end or start]) if own_end or ends else following
        sessions = tuple(
            Span(start=first, end=last or max(end, first + 1), room=one.room)
            for one, (first, last) in zip(slot.sessions, begun, strict=True)
        )
        found.append(
            Span(
                start=min([start, *(one.start for one in sessions)]),
                end=max([end, *(one.end for one in sessions)]),
                room=slot.room,
                sessions=sessions,
            )
        )
    return found


def gaps(slots: Sequence[Slot]) -> tuple[int, ...]:
    """Return how many minutes nothing goes on before each part; 0 where that is not known."""
    found, over = [], None
    for slot, span in zip(slots, spans_of(slots), strict=True):
        known = slot.start is not None and over is not None
        found.append(max(0, span.start - over) if known and over is not None else 0)
        if slot.start is not None:
            over = max(over or 0, span.end)
    return tuple(found)


def overlaps(slots: Sequence[Slot]) -> tuple[tuple[int, ...], ...]:
    """Return for each part which of those before it, by their place, are not over yet."""
    spans = spans_of(slots)
    said = [slot.start is not None and slot.end is not None for slot in slots]
    return tuple(
        tuple(
            earlier
            for earlier in range(number)
            if said[earlier] and said[number] and spans[earlier].meets(spans[number])
        )
        for number in range(len(spans))
    )


def are_parallel(part: Slot) -> bool:
    """Tell whether all sessions of a part go on at one moment."""
    sessions = spans_of((part,))[0].sessions
    return all(one.meets(other) for one in sessions for other in sessions)


def _session(session: Slot, start: int, end: int | None) -> tuple[int, int | None]:
    """Return the ends of a session; what it does not say is that of the part around it."""
    first = start if session.start is None else session.start
    last = end if session.end is None else session.end
    return first, _after(last, first)


def _after(end: int | None, start: int) -> int | None:
    """Return an end as minutes after its start: one before it is on the next day."""
    if end is None or end > start:
        return end
    return end + _DAY
