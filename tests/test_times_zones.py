"""Times: put in a zone, and said as people say them."""
# ruff: noqa: DTZ001 - local times without a zone are what editors write

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubgen import times
from hubgen.errors import Unreadable
from tests.test_times import AMSTERDAM, HOUR, LOCAL, code

ZONES = st.sampled_from([AMSTERDAM, "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "UTC"])


def test_a_zone_is_an_iana_name() -> None:
    """Anything else, a path out of the database too, is unreadable."""
    assert times.zone(AMSTERDAM) == ZoneInfo(AMSTERDAM)
    for name in ("Europe/Amsterdm", "", "../../etc/passwd", "/etc/localtime", "UTC+1"):
        assert code(lambda name=name: times.zone(name)) == "unknown-zone"  # type: ignore[misc] # mypy cannot infer a default


@pytest.mark.parametrize("text", ["2024-03-31 02:00", "2024-03-31 02:30", "2024-03-31 02:59"])
def test_a_time_that_the_clocks_skip_is_unreadable(text: str) -> None:
    """Half past two on the last Sunday of March is not there."""
    when = times.read_when(text)
    assert isinstance(when, datetime)
    assert code(lambda: times.in_zone(when, AMSTERDAM)) == "skipped-time"


def test_a_time_that_occurs_twice_is_the_first() -> None:
    """Unless it is written with the offset of the second."""
    plain = datetime(2024, 10, 27, 2, 30)
    first = times.in_zone(plain, AMSTERDAM)
    second = times.in_zone(plain.replace(tzinfo=HOUR), AMSTERDAM)
    assert (first.astimezone(UTC).hour, second.astimezone(UTC).hour) == (0, 1)
    assert (times.is_ambiguous(first), times.is_ambiguous(second)) == (True, True)
    assert not times.is_ambiguous(times.in_zone(datetime(2024, 11, 13, 14), AMSTERDAM))


@pytest.mark.parametrize(
    ("when", "zone", "values"),
    [
        (
            datetime(2024, 11, 13, 14, tzinfo=timezone(timedelta(hours=2))),
            AMSTERDAM,
            {
                "value": "2024-11-13 14:00:00+02:00",
                "zone": AMSTERDAM,
                "right": "+01:00",
                "local": "2024-11-13 14:00",
                "moved": "2024-11-13 13:00",
            },
        ),
        (
            datetime(2024, 3, 31, 2, 30),
            AMSTERDAM,
            {"value": "2024-03-31 02:30", "zone": AMSTERDAM},
        ),
        (datetime(2024, 3, 31, 2, 30), "Mars/Base", {"value": "Mars/Base"}),
    ],
)
def test_a_message_about_a_zone_can_say_what_would_be_right(
    when: datetime, zone: str, values: dict[str, str]
) -> None:
    """What was written, what the zone's clock says then, and what that time would be there."""
    with pytest.raises(Unreadable) as caught:
        times.in_zone(when, zone)
    assert caught.value.values == values


@pytest.mark.parametrize("hours", [0, 2, 3])
def test_an_offset_that_is_not_the_zones_is_unreadable(hours: int) -> None:
    """In winter Amsterdam is one hour ahead; the message says so."""
    when = datetime(2024, 11, 13, 14, tzinfo=timezone(timedelta(hours=hours)))
    with pytest.raises(Unreadable) as caught:
        times.in_zone(when, AMSTERDAM)
    assert (caught.value.code, caught.value.values["right"]) == ("wrong-offset", "+01:00")


@given(LOCAL, ZONES)
def test_a_time_in_a_zone_shows_what_was_written(when: datetime, name: str) -> None:
    """The clock in the zone says what the editor wrote, or the time is not there at all."""
    try:
        there = times.in_zone(when, name)
    except Unreadable as error:
        assert error.code == "skipped-time"  # noqa: PT017 - either is right
        return
    assert there.replace(tzinfo=None) == when
    back = there.astimezone(UTC).astimezone(ZoneInfo(name))
    assert back.replace(tzinfo=None) == when


@given(LOCAL, ZONES)
def test_an_offset_brings_back_the_same_instant(when: datetime, name: str) -> None:
    """An instant, written with its zone's offset, is read as that instant."""
    there = when.replace(tzinfo=UTC, microsecond=0).astimezone(ZoneInfo(name))
    offset = there.utcoffset()
    assert offset is not None
    written = there.replace(tzinfo=timezone(offset))
    assert times.in_zone(written, name).astimezone(UTC) == there.astimezone(UTC)


@pytest.mark.parametrize("computer", ["UTC", "Pacific/Auckland"])
def test_an_instant_does_not_hang_on_the_computers_zone(
    computer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A day begins at its midnight in the zone, and a bare time is the zone's."""
    import time as clock

    monkeypatch.setenv("TZ", computer)
    clock.tzset()
    try:
        found = [
            times.instant(date(2024, 11, 1), AMSTERDAM),
            times.instant(datetime(2024, 11, 1), AMSTERDAM),
            times.instant(datetime(2024, 11, 1, tzinfo=HOUR), AMSTERDAM),
            times.instant(datetime(2024, 10, 31, 23, tzinfo=UTC), AMSTERDAM),
        ]
        # Its own clock too: of two instants that are equal, that can be another.
        assert [one.isoformat() for one in found] == ["2024-10-31T23:00:00+00:00"] * 4
    finally:
        monkeypatch.undo()
        clock.tzset()


def test_times_are_said_in_dutch_and_english() -> None:
    """As people write them in each language."""
    day, moment = date(2024, 11, 13), datetime(2024, 11, 13, 9, 5)
    assert [times.say_day(day, lang) for lang in ("nl", "en")] == [
        "woensdag 13 november 2024",
        "Wednesday 13 November 2024",
    ]
    assert times.say_day(day, "nl", weekday=False, year=False) == "13 november"
    assert [times.say_clock(moment, lang) for lang in ("nl", "en")] == ["09.05", "09:05"]
    assert [times.say_month(day, lang) for lang in ("nl", "en")] == [
        "november 2024",
        "November 2024",
    ]
    assert times.say_distance(timedelta(weeks=3), "nl") == "over 3 weken"
    assert times.say_distance(timedelta(weeks=6), "nl") == "over 6 weken"
    assert times.say_distance(timedelta(weeks=9), "nl") == "over 2 maanden"
    assert times.say_distance(timedelta(days=-3), "en") == "3 days ago"
    assert times.rfc3339(times.in_zone(moment, AMSTERDAM)) == "2024-11-13T09:05:00+01:00"


@pytest.mark.parametrize(
    ("lang", "months", "days"),
    [
        ("nl", "jan feb mrt apr mei jun jul aug sep okt nov dec", "maandag zondag"),
        ("en", "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec", "Monday Sunday"),
    ],
)
def test_months_and_days_of_the_week_have_names(lang: str, months: str, days: str) -> None:
    """Those of the day that is asked for, whatever day it is now."""
    last = [date(2023, month, 28) for month in range(1, 13)]
    assert " ".join(times.say_short_month(day, lang) for day in last) == months
    week = (date(2024, 11, 11), date(2024, 11, 17))
    assert " ".join(times.say_weekday(day, lang) for day in week) == days


def test_a_day_is_of_the_year_of_its_month() -> None:
    """By its week, the thirtieth of December would be of the year after."""
    moment = datetime(2024, 12, 30, 23, 30)
    assert times.say_day(moment, "en") == "Monday 30 December 2024"
    assert times.say_month(moment, "en") == "December 2024"
    assert times.day_of(moment) == times.day_of(date(2024, 12, 30)) == date(2024, 12, 30)


def test_a_zone_is_called_by_its_city() -> None:
    """In the language of the page, also where a country has one zone alone."""
    cities = [times.say_zone("Europe/Lisbon", lang) for lang in ("nl", "en")]
    assert cities == ["Lissabon", "Lisbon"]
    assert times.say_zone("Europe/Rome", "nl") == "Rome"
