"""A time of day as people write it, with the half or part of the day and the zone behind it."""

from datetime import time, timedelta

from hubgen.times.pieces import HOURS, Piece, Reading, is_clock
from hubgen.times.words import HOUR_WORDS, PARTS, UNTIL, ZONES


def read_until(said: Reading) -> bool:
    """Read a second time, behind `tot` or a dash; it is kept, so that it can be named."""
    if not said.clocks or said.ends or said.ahead().text not in UNTIL:
        return False
    before = said.here
    said.here += 1
    first, said.clocks = said.clocks, []
    read = read_clock(said)
    said.ends, said.clocks = said.clocks, first
    if not read:
        said.here = before
    return read


def read_clock(said: Reading) -> bool:
    """Read a time of day, with what is behind it: `pm`, `'s middags`, a zone."""
    if said.clocks:
        return False
    if said.ahead().text in {"van", "from"} and (
        said.ahead(1).is_number or said.ahead(1).text in HOUR_WORDS
    ):
        said.here += 1  # van 14.00 tot 16.00 uur
    found = _in_words(said) or _in_digits(said)
    if found is None:
        return False
    hour, minute, second, certain = found
    hours = [hour]
    if half := _half_of_day(said):
        if hour not in range(1, 13):
            said.fail("no-such-time")
        hours = [hour % 12 + (12 if half == "pm" else 0)]
    elif part := _part_of_day(said):
        hours = [one for one in (hour, hour + 12) if one in part]
        if len(hours) != 1:
            said.fail(said.code)
    elif not certain:
        hours = [hour, (hour + 12) % 24]
    try:
        said.clocks = [time(one, minute, second) for one in hours]
    except ValueError:
        said.fail("no-such-time")
    said.offset = _offset(said)
    return True


def _in_digits(said: Reading) -> tuple[int, int, int, bool] | None:
    """Read an hour in digits, and tell whether it is of the clock of 24 hours for certain."""
    number = said.ahead()
    if not number.is_number or len(number.text) > 2:
        return None
    if is_clock(said) and said.ahead(1).text in {":", "."}:
        return _with_minutes(said)
    word = said.ahead(1).text
    certain = len(number.text) == 2 and (number.text[0] == "0" or int(number.text) > 12)
    if word in HOURS:
        said.here += 2
        minute = said.ahead()
        if minute.is_number and len(minute.text) == 2 and not minute.apart and word != "uur":
            said.here += 1
            return int(number.text), int(minute.text), 0, True
        return int(number.text), 0, 0, certain or int(number.text) == 0
    if word in {"am", "pm"} or (word in {"a", "p"} and said.ahead(3).text == "m"):
        said.here += 1
        return int(number.text), 0, 0, True
    return None


def _with_minutes(said: Reading) -> tuple[int, int, int, bool]:
    """Read `14:00`, `14.00` and `14:00:30`, with the word for hours that may be behind it."""
    hour, minute, sign = said.ahead().text, said.ahead(2).text, said.ahead(1).text
    if len(minute) != 2:
        said.fail(said.code)
    said.here += 3
    second = "0"
    behind = said.ahead(1)
    if said.ahead().text == sign and behind.is_number and len(behind.text) == 2:
        second = behind.text
        said.here += 2
    if said.ahead().text in HOURS:
        said.here += 1
    return int(hour), int(minute), int(second), True


def _in_words(said: Reading) -> tuple[int, int, int, bool] | None:
    """Read `twee uur`, `half drie`, `kwart over twee`, `half past two`, `noon`."""
    if said.takes("noon"):
        return 12, 0, 0, True
    for starts, minutes in _MINUTES:
        if all(said.ahead(step).text == word for step, word in enumerate(starts)):
            hour = _hour(said.ahead(len(starts)))
            if hour is None:
                return None
            said.here += len(starts) + 1
            said.takes("uur")
            before = hour - 1 or 12
            return (before if minutes < 0 else hour), minutes % 60, 0, False
    word = said.ahead().text
    if word in HOUR_WORDS and said.ahead(1).text == "uur":
        said.here += 2
        return HOUR_WORDS[word], 0, 0, False
    return None


_MINUTES: tuple[tuple[tuple[str, ...], int], ...] = (
    (("half", "past"), 30),
    (("half",), -30),
    (("kwart", "over"), 15),
    (("kwart", "voor"), -15),
    (("quarter", "past"), 15),
    (("quarter", "to"), -15),
)
"""How a time begins in words, and the minutes after the hour that is named; negative before."""


def _hour(piece: Piece) -> int | None:
    """Return the hour of twelve that a word or number says."""
    if piece.is_number:
        hour = int(piece.text)
        return hour if hour in range(1, 13) and len(piece.text) <= 2 else None
    return HOUR_WORDS.get(piece.text)


def _half_of_day(said: Reading) -> str:
    """Read `pm`, `p.m.` or the like."""
    for half in ("am", "pm"):
        letters = (half[0], ".", half[1])
        if said.takes(half) or said.takes(*letters, ".") or said.takes(*letters):
            return half
    return ""


def _part_of_day(said: Reading) -> range | None:
    """Read `'s middags`, `in the afternoon` or the like."""
    step = 0
    for start in (("'", "s"), ("s",), ("in", "the")):
        if all(said.ahead(number).text == word for number, word in enumerate(start)):
            step = len(start)
            break
    part = PARTS.get(said.ahead(step).text)
    if part is None:
        return None
    said.here += step + 1
    return part


def _offset(said: Reading) -> timedelta | None:
    """Read what a clock is ahead of UTC: `+01:00`, `+0100`, `+1`, `CET`."""
    hours = ZONES.get(said.ahead().text)
    if hours is not None:
        said.here += 1
        return timedelta(hours=hours)
    sign, number = said.ahead().text, said.ahead(1)
    if sign != "+" or number.apart or not number.is_number:
        return None
    said.here += 2
    ahead = number.text.zfill(2)
    if len(ahead) == 2:
        minutes = said.ahead(1)
        if said.ahead().text == ":" and minutes.is_number and len(minutes.text) == 2:
            ahead += minutes.text
            said.here += 2
        else:
            ahead += "00"
    if len(ahead) != 4 or int(ahead[:2]) > 14 or int(ahead[2:]) > 59:
        said.fail(said.code)
    return timedelta(hours=int(ahead[:2]), minutes=int(ahead[2:]))
