"""A day as people write it, in digits or with the name of its month."""

from collections.abc import Sequence
from datetime import date
from typing import Never

from hubgen.times.pieces import HOURS, Reading, is_clock
from hubgen.times.words import MONTHS

YEARS = range(1900, 2200)
"""Years in which an hour can be added or taken away in any zone, and that someone could mean."""
_ORDINALS = frozenset({"e", "de", "ste", "st", "nd", "rd", "th"})


def read_day(said: Reading) -> bool:
    """Read a day, in digits or with the name of its month."""
    if said.dates or said.month:
        return False
    return _digits(said) or _day_first(said) or _month_first(said)


def _digits(said: Reading) -> bool:
    """Read a day in digits: three numbers with the same sign between them."""
    numbers = [said.ahead(step) for step in (0, 2, 4)]
    signs = {said.ahead(step).text for step in (1, 3)}
    apart = any(said.ahead(step).apart for step in range(1, 5))
    if apart or len(signs) > 1 or not signs <= set("-/.") or not all(n.is_number for n in numbers):
        return False
    lengths = tuple(len(one.text) for one in numbers)
    first, second, third = (int(one.text) for one in numbers)
    if lengths[0] == 4 and max(lengths[1:]) <= 2:
        readings = [(first, second, third)]
    elif lengths[2] == 4 and max(lengths[:2]) <= 2:
        readings = [(third, second, first), (third, first, second)]
    elif max(lengths) <= 2 and lengths[2] == 2:
        readings = [
            (2000 + third, second, first),
            (2000 + third, first, second),
            (2000 + first, second, third),
        ]
    else:
        return False
    days = [found for one in readings if (found := _date(*one))]
    if not days:
        _refuse_numbers(said, readings)
    said.here += 5
    said.dates = list(dict.fromkeys(days))
    return True


def _refuse_numbers(said: Reading, readings: Sequence[tuple[int, int, int]]) -> Never:
    if all(year not in YEARS for year, _, _ in readings):
        said.fail("year-too-far", first=YEARS[0], last=YEARS[-1])
    said.fail("no-such-date")


def _day_first(said: Reading) -> bool:
    """Read `13 november 2024`, `13e van november 2024`, `13-nov-2024`."""
    day = said.ahead()
    if not day.is_number or len(day.text) > 2:
        return False
    step = 1
    if said.ahead(step).text in _ORDINALS and not said.ahead(step).apart:
        step += 1
    if said.ahead(step).text in {"of", "van", "-", "/"}:
        step += 1
    if said.ahead(step).text not in MONTHS:
        return False
    month = MONTHS[said.ahead(step).text]
    said.here += step + 1
    _named(said, int(day.text), month)
    return True


def _month_first(said: Reading) -> bool:
    """Read `November 13, 2024`, and a month alone with its year."""
    month = MONTHS.get(said.ahead().text)
    if month is None:
        return False
    said.here += 1
    said.takes(".")
    day = said.ahead()
    if day.is_number and len(day.text) <= 2 and not is_clock(said):
        said.here += 1
        if said.ahead().text in _ORDINALS and not said.ahead().apart:
            said.here += 1
        _named(said, int(day.text), month)
    elif (year := _year(said)) is not None:
        said.month = _sure(said, year, month, 1)
    else:
        said.fail("no-year")
    return True


def _named(said: Reading, day: int, month: int) -> None:
    """Read the year behind a day and a month, and keep the date."""
    said.takes(".")
    said.takes(",")
    said.takes("-") or said.takes("/")
    year = _year(said)
    if year is None:
        _sure(said, 2000, month, day)  # so that 31 februari does not ask for its year
        said.fail("no-year")
    said.dates = [_sure(said, year, month, day)]


def _year(said: Reading) -> int | None:
    """Read a year of four digits, or of two: behind the name of a month those are the year."""
    apostrophe = said.ahead().text == "'"
    number = said.ahead(1 if apostrophe else 0)
    if not number.is_number or len(number.text) not in {2, 4}:
        return None
    if len(number.text) == 2 and not apostrophe and is_clock(said):
        return None
    if len(number.text) == 4 and said.ahead(1).text in HOURS:
        return None
    said.here += 2 if apostrophe else 1
    return int(number.text) + (2000 if len(number.text) == 2 else 0)


def _date(year: int, month: int, day: int) -> date | None:
    """Return a day, or None where there is no such day."""
    if year not in YEARS:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _sure(said: Reading, year: int, month: int, day: int) -> date:
    """Return a day; raise `Unreadable` where there is no such day."""
    if year not in YEARS:
        said.fail("year-too-far", first=YEARS[0], last=YEARS[-1])
    found = _date(year, month, day)
    if found is None:
        said.fail("no-such-date")
    return found
