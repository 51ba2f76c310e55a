import calendar
import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib import resources
from zoneinfo import ZoneInfo

import pytest
from icalendar import Timezone

from hubgen.errors import Unreadable
from hubgen.timezones import YEARS, vtimezone

ZONES = (
    "Africa/Cairo",  # 24:00 on a Thursday, which can be the first day of the next month
    "Africa/Casablanca",  # off for Ramadan, and negative daylight saving time
    "America/Cambridge_Bay",  # two changes within a week
    "America/New_York",  # a new rule in 2007
    "America/Nuuk",  # a Saturday that is not the last
    "America/Sao_Paulo",  # south of the equator, abolished
    "America/St_Johns",  # a minute past midnight, half an hour off
    "Antarctica/Troll",  # two hours of daylight saving time, begun in 2005
    "Asia/Jerusalem",  # the Friday before the last Sunday
    "Asia/Kolkata",  # no changes, half an hour off
    "Asia/Tehran",  # by another calendar
    "Asia/Tokyo",
    "Australia/Lord_Howe",  # half an hour of daylight saving time
    "Europe/Amsterdam",
    "Europe/Dublin",  # negative daylight saving time
    "Europe/Istanbul",  # many exceptions, abolished
    "Europe/London",
    "Europe/Moscow",  # abolished twice
    "Pacific/Apia",  # a day skipped in 2011
    "UTC",
)
FIRST = datetime.fromisoformat(f"{YEARS[0]}-01-01")
LAST = datetime.fromisoformat(f"{YEARS[-1]}-12-31")
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize("tzid", ZONES)
def test_local_times_of_every_day_have_the_offset_of_the_database(tzid: str) -> None:
    """At noon and near both midnights of each day, the written rules say what tzdata says."""
    there, written = ZoneInfo(tzid), Written(vtimezone(tzid))
    wrong = [
        local
        for day in each(FIRST, LAST, DAY)
        for local in (day.replace(minute=30), day.replace(hour=12), day.replace(hour=23, minute=30))
        if exists(local, there) and written.at_local(local) != offset(local, there)
    ]
    assert wrong == []


@pytest.mark.parametrize("tzid", ZONES)
def test_hours_around_every_change_have_the_offset_of_the_database(tzid: str) -> None:
    """On a day that changes the offset, the rules agree at every quarter and to the second."""
    there, written = ZoneInfo(tzid), Written(vtimezone(tzid))
    days = each(FIRST.replace(tzinfo=UTC) + DAY, LAST.replace(tzinfo=UTC) - DAY, DAY)
    quarters = (
        moment
        for day in days
        if offset(day, there) != offset(day + DAY, there)
        for moment in each(day - timedelta(hours=2), day + DAY, timedelta(minutes=15))
    )
    seconds = (
        onset.replace(tzinfo=UTC) + step
        for onset in written.onsets[1:]
        for step in (-SECOND, timedelta(), SECOND)
    )
    moments = [*quarters, *seconds]
    assert [m for m in moments if written.at_instant(m) != offset(m, there)] == []


def test_every_zone_of_the_database_can_be_written() -> None:
    """No zone with a name of its own is wrong in any week, or a second off at a change."""
    table = resources.files("tzdata").joinpath("zoneinfo/zone1970.tab").read_text("utf-8")
    tzids = [line.split("\t")[2] for line in table.splitlines() if not line.startswith("#")]
    assert len(tzids) > 300
    a_week = timedelta(days=7, hours=1)  # so that it comes past every hour of the day
    weeks = list(each(FIRST.replace(tzinfo=UTC) + DAY, LAST.replace(tzinfo=UTC) - DAY, a_week))
    wrong = []
    for tzid in tzids:
        there, written = ZoneInfo(tzid), Written(vtimezone(tzid))
        changes = (onset.replace(tzinfo=UTC) for onset in written.onsets[1:])
        moments = (*weeks, *(onset + step for onset in changes for step in (-SECOND, SECOND)))
        wrong += [(tzid, m) for m in moments if written.at_instant(m) != offset(m, there)]
    assert wrong == []


@pytest.mark.parametrize("tzid", ["Europe/Amsterdam", "Europe/Dublin", "America/New_York"])
def test_a_library_reads_the_same_offsets(tzid: str) -> None:
    """The icalendar library, which reads a VTIMEZONE its own way, finds tzdata's offsets."""
    there = ZoneInfo(tzid)
    component = Timezone.from_ical(vtimezone(tzid).decode())
    assert isinstance(component, Timezone)
    read = component.to_tz(lookup_tzid=False)
    noons = list(each(FIRST + timedelta(hours=12), LAST, timedelta(days=9)))
    assert [offset(noon, there) for noon in noons] == [
        noon.replace(tzinfo=read).utcoffset() for noon in noons
    ]


def test_amsterdam_is_two_rules_without_end() -> None:
    """The zone of nearly every event is in the compact form that all calendar programs know."""
    expected = """\
BEGIN:VTIMEZONE
TZID:Europe/Amsterdam
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
DTSTART:19951029T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
END:VTIMEZONE
"""
    assert expected.replace("\n", "\r\n") == vtimezone("Europe/Amsterdam").decode()


def test_a_zone_without_changes_is_one_standard() -> None:
    """Where the clocks never change, there is one observance and no rule."""
    expected = """\
BEGIN:VTIMEZONE
TZID:Asia/Tokyo
BEGIN:STANDARD
TZOFFSETFROM:+0900
TZOFFSETTO:+0900
TZNAME:JST
DTSTART:19700101T000000
END:STANDARD
END:VTIMEZONE
"""
    assert expected.replace("\n", "\r\n") == vtimezone("Asia/Tokyo").decode()


def test_summer_is_daylight_where_the_law_calls_winter_the_exception() -> None:
    """Dublin's later clock is DAYLIGHT: programs that expect no other lose an hour or a day."""
    kinds = re.findall(
        r"TZNAME:(\w+)\r\n(?:.+\r\n)*?END:(\w+)", vtimezone("Europe/Dublin").decode()
    )
    assert set(kinds) == {("GMT", "STANDARD"), ("IST", "DAYLIGHT")}


def test_a_rule_that_was_replaced_ends_at_its_last_change() -> None:
    """UNTIL is the last onset of the old rule in UTC, and the new rule has none."""
    rules = re.findall(r"RRULE:(\S+)", vtimezone("America/New_York").decode())
    assert rules == [
        "FREQ=YEARLY;UNTIL=20061029T060000Z;BYMONTH=10;BYDAY=-1SU",
        "FREQ=YEARLY;UNTIL=20060402T070000Z;BYMONTH=4;BYDAY=1SU",
        "FREQ=YEARLY;BYMONTH=3;BYDAY=2SU",
        "FREQ=YEARLY;BYMONTH=11;BYDAY=1SU",
    ]


@pytest.mark.parametrize(
    ("tzid", "offsets"),
    [
        ("UTC", {"+0000"}),
        ("Europe/London", {"+0000", "+0100"}),
        ("America/St_Johns", {"-0330", "-0230"}),
        ("Asia/Kathmandu", {"+0545"}),
        ("Pacific/Kiritimati", {"+1400"}),
    ],
)
def test_an_offset_has_a_sign_that_says_what_it_is(tzid: str, offsets: set[str]) -> None:
    """Nothing is `-0000`, which the standard refuses."""
    found = re.findall(r"TZOFFSET(?:FROM|TO):(\S+)", vtimezone(tzid).decode())
    assert set(found) == offsets


def test_a_rule_of_one_year_alone_begins_in_no_year_before() -> None:
    """Sofia's of 1996 held in no other year, so what was before it is told by itself."""
    begins = re.findall(r"DTSTART:(\d{8})\S+\r\n(RRULE)?", vtimezone("Europe/Sofia").decode())
    assert begins == [
        ("19700101", ""),
        ("19960331", ""),
        ("19961027", ""),
        ("19970330", "RRULE"),
        ("19971026", "RRULE"),
    ]


@pytest.mark.parametrize("tzid", ZONES)
def test_lines_are_what_the_standard_asks(tzid: str) -> None:
    """Every line ends in CRLF and has at most 75 octets, and there is no RDATE."""
    written = vtimezone(tzid)
    lines = written.split(b"\r\n")
    assert lines.pop() == b""
    assert [line for line in lines if not 0 < len(line) <= 75 or b"\n" in line] == []
    assert b"RDATE" not in written


@pytest.mark.parametrize("tzid", ["UTC+01:00", "Europe/Atlantis", "../../etc/passwd", ""])
def test_a_name_that_is_no_zone_is_refused(tzid: str) -> None:
    """What is not in the database cannot be written as a zone."""
    with pytest.raises(Unreadable):
        vtimezone(tzid)


class Written:
    """A VTIMEZONE as a calendar program reads it: the latest onset before a moment holds.

    It knows only the parts of RRULE that hubgen may write, and fails on any other.
    """

    WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

    def __init__(self, text: bytes) -> None:
        unfolded = text.decode().replace("\r\n ", "")
        blocks = re.findall(r"BEGIN:(?:STANDARD|DAYLIGHT)\r\n(.*?)END:", unfolded, re.DOTALL)
        found = sorted(
            (onset, before, after) for block in blocks for onset, before, after in observance(block)
        )
        self.locals = [onset for onset, _, _ in found]
        self.onsets = [onset - before for onset, before, _ in found]
        self.offsets = [after for _, _, after in found]
        assert self.onsets == sorted(set(self.onsets))
        assert self.locals[0] <= FIRST

    def at_local(self, local: datetime) -> timedelta:
        """Return the offset of a local time, of which the first if it occurs twice."""
        return self.offsets[bisect_right(self.locals, local) - 1]

    def at_instant(self, moment: datetime) -> timedelta:
        """Return the offset at an instant."""
        return self.offsets[bisect_right(self.onsets, moment.replace(tzinfo=None)) - 1]


def observance(block: str) -> Iterator[tuple[datetime, timedelta, timedelta]]:
    """Yield every onset of an observance with the offsets before and after it."""
    fields = dict(line.split(":", 1) for line in block.splitlines())
    before, after = (
        timedelta(hours=int(text[:3]), minutes=int(text[0] + text[3:]))
        for text in (fields["TZOFFSETFROM"], fields["TZOFFSETTO"])
    )
    start = datetime.fromisoformat(fields["DTSTART"])
    rule = dict(part.split("=") for part in fields.get("RRULE", "").split(";") if part)
    if not rule:
        yield start, before, after
        return
    assert set(rule) <= {"FREQ", "UNTIL", "BYMONTH", "BYDAY", "BYMONTHDAY"}
    assert rule["FREQ"] == "YEARLY"
    until = datetime.fromisoformat(rule.get("UNTIL", f"{LAST + DAY:%Y%m%dT%H%M%S}Z"))
    for year in range(start.year, until.year + 1):
        (onset,) = (
            start.replace(year=year, day=day) for day in days_of(rule, year, int(rule["BYMONTH"]))
        )
        if start <= onset and (onset - before).replace(tzinfo=UTC) <= until:
            yield onset, before, after


def days_of(rule: dict[str, str], year: int, month: int) -> Iterator[int]:
    """Yield the days of a month that a rule's BYDAY and BYMONTHDAY both allow."""
    length = calendar.monthrange(year, month)[1]
    for day in range(1, length + 1):
        weekday = Written.WEEKDAYS[calendar.weekday(year, month, day)]
        names = {weekday, f"{(day + 6) // 7}{weekday}", f"-{(length - day) // 7 + 1}{weekday}"}
        month_days = rule.get("BYMONTHDAY", str(day)).split(",")
        if rule.get("BYDAY", weekday) in names and str(day) in month_days:
            yield day


def each(start: datetime, end: datetime, step: timedelta) -> Iterator[datetime]:
    """Yield the moments from start to end."""
    while start <= end:
        yield start
        start += step


def offset(moment: datetime, there: ZoneInfo) -> timedelta:
    """Return what the database says: of an instant, or of a naive local time."""
    local = moment.astimezone(there) if moment.tzinfo else moment.replace(tzinfo=there)
    found = local.utcoffset()
    assert found is not None
    return found


def exists(local: datetime, there: ZoneInfo) -> bool:
    """Tell whether a local time is on the clocks of a zone."""
    return (
        local.replace(tzinfo=there).astimezone(UTC).astimezone(there).replace(tzinfo=None) == local
    )
