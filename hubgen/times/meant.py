"""Dates and times as people write them: `woensdag 13 november 2024, 14.00 uur`, `2 pm`.

A text is cut into numbers, words and signs, and these are read from left to right, each once. So
the time that it takes grows with the length of the text, which is bounded, and never more.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, timezone
from typing import Never

from hubgen.times.clocks import read_clock, read_until
from hubgen.times.days import read_day
from hubgen.times.pieces import Reading, cut
from hubgen.times.words import BETWEEN, KNOWN, WEEKDAYS, nearest


def when_meant(text: str) -> date | datetime:
    """Return the day, or the day with a time, that a text means; raise `Unreadable` for others."""
    said = _read(text, "bad-when")
    if not said.dates:
        if not said.month and len(said.clocks) == 1 and not said.ends:
            said.fail("no-date", right=f"2024-11-13 {_say(said.clocks[0])}")
        said.fail("no-day" if said.month else "bad-when")
    days = [f"{one:%Y-%m-%d}" for one in said.dates]
    moments = [f" {_say(one)}" for one in said.clocks]
    if len(days) > 1:
        clock = moments[0] if len(moments) == 1 else ""
        _refuse_days(said, [day + clock for day in days])
    if said.ends:
        clock = moments[0] if len(moments) == 1 else " …"
        said.fail("two-times", first=days[0] + clock, second=f"{days[0]} {_say(said.ends[0])}")
    if len(moments) > 1:
        said.fail("ambiguous-time", first=days[0] + moments[0], second=days[0] + moments[1])
    if not moments:
        return said.dates[0]
    zone = None if said.offset is None else timezone(said.offset)
    return datetime.combine(said.dates[0], said.clocks[0], tzinfo=zone)


def day_meant(text: str) -> date:
    """Return the day that a text means; raise `Unreadable` for others, and for one with a time."""
    said = _read(text, "bad-date")
    if not said.dates:
        said.fail("no-day" if said.month else "bad-date")
    if len(said.dates) > 1:
        _refuse_days(said, [f"{one:%Y-%m-%d}" for one in said.dates])
    if said.clocks:
        said.fail("day-with-time", right=f"{said.dates[0]:%Y-%m-%d}")
    return said.dates[0]


def clock_meant(text: str) -> time:
    """Return the time of day that a text means; raise `Unreadable` for others."""
    said = _read(text, "bad-time")
    if said.dates or said.month or not said.clocks or said.weekday is not None:
        said.fail("bad-time")
    if said.offset is not None:  # which is the event's, and said there
        said.fail("bad-time")
    if said.ends:
        first = _say(said.clocks[0]) if len(said.clocks) == 1 else "…"
        said.fail("two-times", first=first, second=_say(said.ends[0]))
    if len(said.clocks) > 1:
        said.fail("ambiguous-time", first=_say(said.clocks[0]), second=_say(said.clocks[1]))
    return said.clocks[0]


def partial_meant(text: str) -> str:
    """Return a month or a day as `2022-03` or `2022-03-01`; raise `Unreadable` for others."""
    said = _read(text, "bad-partial-date")
    if said.month and not said.clocks:
        return f"{said.month:%Y-%m}"
    return f"{day_meant(text):%Y-%m-%d}"


def _refuse_days(said: Reading, days: Sequence[str]) -> Never:
    """Raise that a date has more readings than one, and name them."""
    names = ("first", "second", "third")
    code = "ambiguous-date" if len(days) == len(names) - 1 else "ambiguous-date-more"
    said.fail(code, **dict(zip(names, days, strict=False)))


def _read(text: str, code: str) -> Reading:
    """Return what a text says, each part once."""
    said = cut(text, code)
    while said.here < len(said.pieces):
        if not any(reads(said) for reads in (read_day, read_clock, read_until, _weekday, _between)):
            _refuse_word(said)
    if said.weekday is not None and said.dates:
        fitting = [one for one in said.dates if one.weekday() == said.weekday]
        if not fitting:
            day = said.dates[0]
            # Any day that is called as it was written; only its name is said.
            other = day + timedelta(days=said.weekday - day.weekday())
            said.fail("wrong-weekday", day=f"{day:%Y-%m-%d}", other=f"{other:%Y-%m-%d}")
        said.dates = fitting
    return said


def _refuse_word(said: Reading) -> Never:
    """Raise what is wrong with the piece that nothing can be made of, or the word behind it."""
    if any(one.is_number for one in said.pieces):
        for word in (one.text for one in said.pieces[said.here : said.here + 3]):
            if word.isalpha() and word not in KNOWN and (near := nearest(word)):
                said.fail("unknown-date-word", word=word, near=near)
    said.fail(said.code)


def _between(said: Reading) -> bool:
    """Pass over what says nothing; a dash only with space around it."""
    dash = said.ahead().text in "-–" and said.ahead().apart and said.ahead(1).apart
    if said.ahead().text not in BETWEEN and not dash:
        return False
    said.here += 1
    return True


def _weekday(said: Reading) -> bool:
    """Read a day of the week, short or long."""
    day = WEEKDAYS.get(said.ahead().text)
    if day is None or said.weekday is not None:
        return False
    said.weekday = day
    said.here += 1
    said.takes(".")
    return True


def _say(clock: time) -> str:
    return clock.isoformat("seconds" if clock.second else "minutes")
