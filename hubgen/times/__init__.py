"""Dates and times: reading what editors write, putting it in a zone, writing it for people.

Nothing here reads the clock; whoever needs the present passes it in.
"""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale
from babel.dates import format_date, format_timedelta, get_timezone_location

from hubgen.errors import Unreadable
from hubgen.times.days import YEARS
from hubgen.times.meant import clock_meant, day_meant, partial_meant, when_meant

When = date | datetime
"""A day, or a day with a time."""

_MONDAY = date(2024, 1, 1)  # and the first of a month: what each day and month is called by
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_PARTIAL_DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:\s*(?:uur|u|h))?")
_WHEN = re.compile(
    r"(?P<day>\d{4}-\d{1,2}-\d{1,2})"
    r"(?:(?:\s+|[Tt])(?P<clock>\d{1,2}[:.]\d{2}(?::\d{2})?)(?:\.0+)?"
    r"\s*(?P<offset>[Zz]|[+-](?:0\d|1[0-4]):?[0-5]\d)?)?"
)


def read_day(text: str) -> date:
    """Return the day that `2024-11-13` names, or a day as people write it.

    Raises `Unreadable` for anything else, and for what can be more days than one.
    """
    found = _DAY.fullmatch(text.strip())
    if not found:
        return day_meant(text)
    year, month, day = map(int, found.groups())
    if year not in YEARS:
        raise Unreadable("year-too-far", value=text, first=YEARS[0], last=YEARS[-1])
    try:
        return date(year, month, day)
    except ValueError as error:
        raise Unreadable("no-such-date", value=text) from error


def read_clock(text: str) -> time:
    """Return the time of day that `14:00`, `14.00` or `2 pm` names; else raise `Unreadable`."""
    found = _CLOCK.fullmatch(text.strip())
    if not found:
        return clock_meant(text)
    hour, minute, second = (int(part or 0) for part in found.groups())
    try:
        return time(hour, minute, second)
    except ValueError as error:
        raise Unreadable("no-such-time", value=text) from error


def read_when(text: str) -> date | datetime:
    """Return what a date, or a date with a time of day, says, also as people write it.

    A date alone is a `date`. With a time it is a `datetime`: naive, or with the fixed offset that
    was written. Raises `Unreadable`.
    """
    found = _WHEN.fullmatch(text.strip())
    if not found:
        return when_meant(text)
    day = read_day(found["day"])
    if not found["clock"]:
        return day
    local = datetime.combine(day, read_clock(found["clock"]))
    if not found["offset"]:
        return local
    return local.replace(tzinfo=_offset(found["offset"]))


def read_partial_day(text: str) -> str:
    """Return a year, a month or a day as `2022`, `2022-03` or `2022-03-01`.

    Also as people write it: `maart 2022`. Raises `Unreadable` for anything else.
    """
    plain = text.strip()
    return plain if _PARTIAL_DAY.fullmatch(plain) else partial_meant(text)


def read_now(text: str) -> datetime:
    """Return the instant that `--now` names: ISO 8601 with an offset, or a day or time in UTC."""
    moment = read_when(text)
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time())
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


@cache
def zone(name: str) -> ZoneInfo:
    """Return an IANA time zone by its name; raise `Unreadable` for one that is not."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Unreadable("unknown-zone", value=name) from error


def in_zone(when: datetime, name: str) -> datetime:
    """Return a local time as an instant in the zone `name`.

    A time that occurs twice is its first (`fold=0`), unless it was written with the offset of the
    second. Raises `Unreadable` for a time that the clocks skip, and for a written offset that is
    not the zone's on that day.
    """
    there = zone(name)
    local = when.replace(tzinfo=None)
    first, second = (local.replace(tzinfo=there, fold=fold) for fold in (0, 1))
    if _exists(first):
        if when.tzinfo is None or when.utcoffset() == first.utcoffset():
            return first
        if when.utcoffset() == second.utcoffset():
            return second
        raise Unreadable(
            "wrong-offset",
            value=when.isoformat(" "),
            zone=name,
            right=say_offset(first),
            local=f"{local:%Y-%m-%d %H:%M}",
            moved=f"{when.astimezone(there):%Y-%m-%d %H:%M}",
        )
    raise Unreadable("skipped-time", value=f"{local:%Y-%m-%d %H:%M}", zone=name)


def is_ambiguous(when: datetime) -> bool:
    """Tell whether a zoned local time occurs twice, because the clocks go back over it."""
    return when.replace(fold=0).utcoffset() != when.replace(fold=1).utcoffset()


def instant(moment: date | datetime, zone_name: str) -> datetime:
    """Return when a moment begins, in UTC: a day begins at its midnight in the zone.

    A local time without an offset is the zone's too, and never that of the computer.
    """
    if isinstance(moment, datetime):
        aware = moment if moment.tzinfo else moment.replace(tzinfo=zone(zone_name))
        return aware.astimezone(UTC)
    return datetime.combine(moment, time(), tzinfo=zone(zone_name)).astimezone(UTC)


def day_of(moment: date | datetime) -> date:
    """Return the local day of a moment."""
    return moment.date() if isinstance(moment, datetime) else moment


def say_day(day: date, lang: str, *, weekday: bool = True, year: bool = True) -> str:
    """Return a day as people write it: `woensdag 13 november 2024`."""
    pattern = ("EEEE " if weekday else "") + "d MMMM" + (" y" if year else "")
    return _said(day_of(day), pattern, lang)


def say_clock(clock: time | datetime, lang: str) -> str:
    """Return a time of day as people write it: `14.00` in Dutch, `14:00` in English."""
    return f"{clock:%H.%M}" if lang == "nl" else f"{clock:%H:%M}"


def say_month(month: date, lang: str) -> str:
    """Return a month with its year: `november 2024`."""
    return _said(day_of(month), "LLLL y", lang)


def say_weekday(day: date, lang: str) -> str:
    """Return the name of a day of the week: `woensdag`."""
    return _said(_MONDAY + timedelta(days=day.weekday()), "EEEE", lang)


def say_short_month(month: date, lang: str) -> str:
    """Return a month's short name, without a dot: `nov`."""
    return _said(_MONDAY.replace(month=month.month), "LLL", lang)


def say_distance(span: timedelta, lang: str) -> str:
    """Return how far away something is: `over 3 weken`, or `3 weken geleden` if negative."""
    # With a threshold of two, six weeks are said as such and not as "a month".
    return format_timedelta(span, threshold=2, add_direction=True, locale=_locale(lang))


def say_zone(name: str, lang: str) -> str:
    """Return the place that a zone is named after: `Lissabon` for `Europe/Lisbon`."""
    return get_timezone_location(name, locale=_locale(lang), return_city=True)


def rfc3339(moment: datetime) -> str:
    """Return an aware instant as RFC 3339 has it, with its own offset."""
    return moment.isoformat(timespec="seconds")


def _exists(when: datetime) -> bool:
    """Tell whether a zoned local time is on the clock: it survives the way to UTC and back."""
    back = when.astimezone(UTC).astimezone(when.tzinfo)
    return back.replace(tzinfo=None) == when.replace(tzinfo=None)


def _offset(text: str) -> timezone:
    if text in "Zz":
        return UTC
    sign = -1 if text[0] == "-" else 1
    hours, minutes = int(text[1:3]), int(text[-2:])
    return timezone(sign * timedelta(hours=hours, minutes=minutes))


def say_offset(when: datetime) -> str:
    """Return a zoned time's offset from UTC: `+01:00`."""
    offset = f"{when:%z}"
    return f"{offset[:3]}:{offset[3:]}"


@lru_cache(maxsize=4096)
def _said(day: date, pattern: str, lang: str) -> str:
    """Return a day in a pattern of CLDR. The days of a hub are said on page after page."""
    return format_date(day, pattern, locale=_locale(lang))


@lru_cache
def _locale(lang: str) -> Locale:
    return Locale.parse(lang)
