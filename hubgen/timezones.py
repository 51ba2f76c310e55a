"""VTIMEZONE of any IANA zone, as rules that a calendar program can follow (RFC 5545, 3.6.5).

Calendar programs read an event's local time by the VTIMEZONE beside it, and several understand a
list of dates (RDATE) wrongly or not at all. So the changes of the clock that the time zone database
knows are turned back into the rules that they came from: "the last Sunday of March, at 02:00".
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from hubgen.content_lines import content_line
from hubgen.times import zone

YEARS = range(1996, 2038)
"""The years in which a VTIMEZONE agrees with the time zone database.

1996 is when the European Union's present rule began. The database's own tables, and many programs'
32-bit times, end in 2037.
"""

# Before the first of YEARS begins anywhere on earth, and a year after the last of them ends: what a
# period of negative daylight saving time is called depends on the period after it.
_SCAN_FROM = datetime(1995, 12, 25, tzinfo=UTC)
_SCAN_TO = datetime(2039, 1, 1, tzinfo=UTC)

# Shorter than any time between two changes of one zone: since 1995 the two closest are a week apart
# (America/Cambridge_Bay, autumn of 2000).
_SCAN_STEP = timedelta(days=6)

_NONE = timedelta()
_MINUTE = timedelta(minutes=1)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

_Clock = tuple[timedelta, timedelta, str]
"""Local time minus UTC, how much of that is daylight saving time, and the abbreviation."""


@cache
def vtimezone(tzid: str) -> bytes:
    """Return the VTIMEZONE of an IANA zone: folded lines, each ended by CRLF.

    In all of `YEARS` it gives the offset from UTC that `zoneinfo` gives. Rules that are in force at
    the end have no end. Raises `Unreadable` for a name that is not a zone's.
    """
    there = zone(tzid)
    lines = [
        "BEGIN:VTIMEZONE",
        f"TZID:{tzid}",
        *(line for run in _runs(there) for line in _observance(run)),
        "END:VTIMEZONE",
    ]
    return b"".join(map(content_line, lines))


@dataclass(frozen=True, slots=True)
class _State:
    """What the clocks of a zone show for some time."""

    offset: timedelta
    """Local time minus UTC."""
    name: str
    """The abbreviation: `CEST`."""
    daylight: bool
    """Whether iCalendar calls it DAYLIGHT rather than STANDARD."""


@dataclass(frozen=True, slots=True)
class _Change:
    """One change of the clocks."""

    onset: datetime
    """When it comes, as naive local time on the clock of before: what DTSTART holds."""
    before: _State
    after: _State

    def rules(self) -> tuple[str, ...]:
        """Return every yearly rule that this change's day obeys, the usual kinds first."""
        day = self.onset.day
        weekday = _WEEKDAYS[self.onset.weekday()]
        length = monthrange(self.onset.year, self.onset.month)[1]
        last = (f"BYDAY=-1{weekday}",) if day > length - 7 else ()
        nth = f"BYDAY={(day - 1) // 7 + 1}{weekday}"
        from_days = range(max(1, day - 6), min(day, length - 6) + 1)
        return (*last, nth, f"BYMONTHDAY={day}", *(_from_on(d, weekday) for d in from_days))


@dataclass(frozen=True, slots=True)
class _Run:
    """The same change in consecutive years, by one rule: one STANDARD or DAYLIGHT."""

    changes: tuple[_Change, ...]
    """Never empty; a change a year, the earliest first."""
    rules: tuple[str, ...]
    """The rules that all of the changes obey, the best first."""

    def joined(self, change: _Change) -> "_Run | None":
        """Return the run with the next year's change, or None if no rule fits that one too."""
        if change.onset.year != self.changes[-1].onset.year + 1:
            return None
        obeyed = change.rules()
        rules = tuple(rule for rule in self.rules if rule in obeyed)
        return _Run((*self.changes, change), rules) if rules else None


@cache
def _from_on(day: int, weekday: str) -> str:
    """Return the rule "the first Friday from the 23rd on", as Israel has it.

    It is no n-th Friday of the month: that of the 29th is the fifth.
    """
    return f"BYMONTHDAY={','.join(map(str, range(day, day + 7)))};BYDAY={weekday}"


def _runs(there: ZoneInfo) -> tuple[_Run, ...]:
    """Return what is in force in a zone in `YEARS`, the first of it from before they begin."""
    states = _states(there)
    changes = (_change(begin, before, after) for (_, before), (begin, after) in pairwise(states))
    runs = _grouped(change for change in changes if change.onset.year <= YEARS[-1])
    first = states[0][1]
    for place, run in enumerate(runs):
        if (earlier := _earlier(run)) and earlier.changes[0].after == first:
            return (earlier, *runs[:place], *runs[place + 1 :])
    # The form that programs know for a zone whose clocks never change.
    start = _Change(datetime.fromisoformat("1970-01-01"), first, first)
    return (_Run((start,), ()), *runs)


def _states(there: ZoneInfo) -> tuple[tuple[datetime, _State], ...]:
    """Return each state of a zone's clocks with the instant that it begins, in order of time.

    The first begins at `_SCAN_FROM`. The later clock of a year is the DAYLIGHT one, as calendar
    programs expect, also where the database has it the other way round: Ireland's standard time
    is its summer's, and its winter has an hour of negative daylight saving time.
    """
    scanned = tuple(_scan(there))
    following = (*(clock for _, clock in scanned[1:]), scanned[-1][1])
    states = []
    for (begin, (offset, saving, name)), (_, next_saving, _) in zip(
        scanned, following, strict=True
    ):
        daylight = saving > _NONE or (saving == _NONE and next_saving < _NONE)
        states.append((begin, _State(offset, name, daylight)))
    return tuple(states)


def _scan(there: ZoneInfo) -> Iterator[tuple[datetime, _Clock]]:
    """Yield the instant and the clock of the first look, and of every change after it."""
    earlier = _SCAN_FROM
    clock = _clock(there, earlier)
    yield earlier, clock
    while earlier < _SCAN_TO:
        later = earlier + _SCAN_STEP
        after = _clock(there, later)
        if after != clock:
            yield _first_moment(there, after, earlier, later), after
            clock = after
        earlier = later


def _clock(there: ZoneInfo, moment: datetime) -> _Clock:
    local = moment.astimezone(there)
    # A zone of the database answers all three; `tzinfo` in general need not.
    return local.utcoffset() or _NONE, local.dst() or _NONE, local.tzname() or ""


def _first_moment(there: ZoneInfo, clock: _Clock, earlier: datetime, later: datetime) -> datetime:
    """Return the first minute at which the clock shows this, between two instants.

    Since Liberia's of 1972, every change has come on a whole minute.
    """
    low, high = 0, (later - earlier) // _MINUTE
    while high - low > 1:
        middle = (low + high) // 2
        if _clock(there, earlier + middle * _MINUTE) == clock:
            high = middle
        else:
            low = middle
    return earlier + high * _MINUTE


def _change(begin: datetime, before: _State, after: _State) -> _Change:
    return _Change((begin + before.offset).replace(tzinfo=None), before, after)


def _grouped(changes: Iterable[_Change]) -> tuple[_Run, ...]:
    """Return the changes as runs, each as long as one rule can make it, by their first change."""
    runs: list[_Run] = []
    latest: dict[tuple[_State, _State, int, time], int] = {}
    for change in changes:
        alike = (change.before, change.after, change.onset.month, change.onset.time())
        place = latest.get(alike)
        longer = runs[place].joined(change) if place is not None else None
        if place is not None and longer is not None:
            runs[place] = longer
        else:
            latest[alike] = len(runs)
            runs.append(_Run((change,), change.rules()))
    return tuple(runs)


def _earlier(run: _Run) -> _Run | None:
    """Return a run of 1996 and after as it were if its rule had held in 1995, else None.

    The clocks need a state from the first day of 1996 on. In nearly every zone the rule of the
    autumn gives it, begun a year earlier, and saves an observance.
    """
    first = run.changes[0]
    if first.onset.year != YEARS[0] or len(run.changes) == 1:
        return None
    month = first.onset.replace(year=YEARS[0] - 1, day=1)
    for day in range(monthrange(month.year, month.month)[1]):
        change = replace(first, onset=month + timedelta(days=day))
        if run.rules[0] in change.rules() and change.onset < _SCAN_FROM.replace(tzinfo=None):
            return _Run((change, *run.changes), run.rules)
    return None


def _observance(run: _Run) -> Iterator[str]:
    """Yield the lines of one STANDARD or DAYLIGHT."""
    first, last = run.changes[0], run.changes[-1]
    kind = "DAYLIGHT" if first.after.daylight else "STANDARD"
    yield f"BEGIN:{kind}"
    yield f"TZOFFSETFROM:{_offset(first.before)}"
    yield f"TZOFFSETTO:{_offset(first.after)}"
    yield f"TZNAME:{first.after.name}"
    yield f"DTSTART:{first.onset:%Y%m%dT%H%M%S}"
    if len(run.changes) > 1:
        # UNTIL is in UTC here (RFC 5545, 3.3.10), and is the last onset itself.
        end = f"UNTIL={last.onset - last.before.offset:%Y%m%dT%H%M%S}Z;"
        until = "" if last.onset.year == YEARS[-1] else end
        yield f"RRULE:FREQ=YEARLY;{until}BYMONTH={first.onset.month};{run.rules[0]}"
    yield f"END:{kind}"


def _offset(state: _State) -> str:
    """Return an offset as `+0100` (RFC 5545, 3.3.14); since 1972 all are whole minutes."""
    minutes = state.offset // _MINUTE
    hour, minute = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hour:02}{minute:02}"
