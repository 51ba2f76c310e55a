"""Times: read as editors write them."""
# ruff: noqa: DTZ001 - local times without a zone are what editors write

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hubgen import times
from hubgen.errors import Unreadable

AMSTERDAM = "Europe/Amsterdam"
HOUR = timezone(timedelta(hours=1))
LOCAL = st.datetimes(min_value=datetime(1996, 1, 1), max_value=datetime(2037, 12, 31))


def code(read: Callable[[], object]) -> str:
    """Return the name of the problem that reading ends in."""
    with pytest.raises(Unreadable) as caught:
        read()
    return caught.value.code


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("2024-11-13", date(2024, 11, 13)),
        (" 2024-1-3 ", date(2024, 1, 3)),
        ("2024-11-13 14:00", datetime(2024, 11, 13, 14)),
        ("2024-11-13 14.00", datetime(2024, 11, 13, 14)),
        ("2024-11-13 9:05", datetime(2024, 11, 13, 9, 5)),
        ("2024-11-13T14:00:30", datetime(2024, 11, 13, 14, 0, 30)),
        ("2024-11-13t14:00:00.000", datetime(2024, 11, 13, 14)),
        ("2024-11-13 14:00+01:00", datetime(2024, 11, 13, 14, tzinfo=HOUR)),
        ("2024-11-13 14:00 +0100", datetime(2024, 11, 13, 14, tzinfo=HOUR)),
        ("2024-11-13T13:00Z", datetime(2024, 11, 13, 13, tzinfo=UTC)),
        ("2024-11-13 13:00z", datetime(2024, 11, 13, 13, tzinfo=UTC)),
        ("2024-11-13T02:30-10:30", datetime(2024, 11, 13, 13, tzinfo=UTC)),
        ("2024-11-14 00:45+1145", datetime(2024, 11, 13, 13, tzinfo=UTC)),
    ],
)
def test_a_moment_is_read_as_it_is_written(text: str, when: object) -> None:
    """With a time or without, with seconds, a T or an offset."""
    found = times.read_when(text)
    assert (found, type(found)) == (when, type(when))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("morgen", "bad-when"),
        ("2024-11", "bad-when"),
        ("2024-11-13 14", "bad-when"),
        ("2024-11-13 14:00+25:00", "bad-when"),
        ("2024-11-13 14:00+01:75", "bad-when"),
        ("2024-02-30", "no-such-date"),
        ("2023-02-29 10:00", "no-such-date"),
        ("2024-13-01", "no-such-date"),
        ("2024-11-13 24:00", "no-such-time"),
        ("2024-11-13 14:60", "no-such-time"),
        ("0001-01-01", "year-too-far"),
        ("9999-12-31 23:59", "year-too-far"),
        ("", "bad-when"),
    ],
)
def test_what_is_no_moment_is_unreadable(text: str, problem: str) -> None:
    """Each is named: a form that is not known, a day or a time that there is not."""
    assert code(lambda: times.read_when(text)) == problem


@pytest.mark.parametrize(
    "text",
    [
        "13 november 2024 14.00 uur",
        "woensdag 13 november 2024, 14.00 uur",
        "Wo. 13 nov. 2024 om 14:00",
        "13-11-2024 14:00",
        "13/11/2024 14.00",
        "13.11.2024, 14.00 u",
        "2024/11/13 14u",
        "11/13/2024 2 pm",
        "13 november 2024 14 uur",
        "13 november 2024 14u00",
        "13 november '24 14:00",
        "13 november 2024 – 14:00",
        "13\u00a0november\u00a02024 14:00",
        "2024-11-13 14:00 uur",
        "om 14.00 uur op 13 november 2024",
        "13 november 2024 twee uur 's middags",
        "13 november 2024, 2 uur \u2019s middags",
        "13 November 2024, 2 pm",
        "13th of November 2024 at 2:00 p.m.",
        "2 p.m. 13 november 2024",
        "13 november 2024 2 uur s middags",
        "13 november 2024 2 uur middags",
        "2 uur 's middags 13 november 2024",
        "13 november 2024 woensdag 14:00",
        "13e november 2024 14:00",
        "13e van november 2024 14:00",
        "14u00 13 november 2024",
        "13 november 2024 from 2 pm",
        "13 november 2024 van twee uur 's middags",
        "13 november 2024, 14:00 uur.",
        "13 november 2024" + " " * 59 + "14:00",
        "November 13, 2024 14:00",
        "Wednesday, November 13th, 2024, 2 pm",
        "WOENSDAG 13 NOVEMBER 2024 14:00:00",
    ],
)
def test_a_moment_is_read_as_people_write_it(text: str) -> None:
    """In words or digits, in Dutch or English, whatever the language of the computer."""
    assert times.read_when(text) == datetime(2024, 11, 13, 14)


@pytest.mark.parametrize(
    "text",
    [
        "13 november 2024",
        "woensdag 13 november 2024",
        "13-11-2024",
        "13/11/2024",
        "November 13, 2024",
        "13 nov 24",
        "13-nov-2024",
        "13/nov/2024",
        "november 13 2024",
        "November 13th 2024",
        "november 13. 2024",
        "wednesday 11/13/2024",
    ],
)
def test_a_day_is_read_as_people_write_it(text: str) -> None:
    """A moment without a time is a day, and a field for a day reads the same."""
    day = date(2024, 11, 13)
    assert (times.read_when(text), times.read_day(text)) == (day, day)


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("13 november 2024 14.00 uur CET", "+01:00"),
        ("14.00 uur CET 13 november 2024", "+01:00"),
        ("Wed, 13 Nov 2024 14:00:00 +0100", "+01:00"),
        ("13 november 2024 14:00 +01:00", "+01:00"),
        ("14:00 +01:00 13 november 2024", "+01:00"),
        ("14:00 +01 op 13 november 2024", "+01:00"),
        ("13 november 2024 14:00 +1", "+01:00"),
        ("13 november 2024 14:00 +1:30", "+01:30"),
        ("13 november 2024 14:00 +0200", "+02:00"),
        ("13 november 2024 14:00 +00:59", "+00:59"),
        ("13 november 2024 14:00 +05:45", "+05:45"),
        ("13 november 2024 14:00 +14:00", "+14:00"),
        ("13 November 2024 2 pm UTC", "+00:00"),
    ],
)
def test_an_offset_is_read_behind_the_time(text: str, offset: str) -> None:
    """As digits, or as the name of a clock."""
    found = times.read_when(text)
    assert isinstance(found, datetime)
    assert found.isoformat() == f"2024-11-13T14:00:00{offset}"


def test_a_day_of_the_week_decides_between_two_readings() -> None:
    """The third of April 2024 is a Wednesday, and the fourth of March is not."""
    assert times.read_when("woensdag 3/4/2024") == date(2024, 4, 3)
    assert times.read_when("Monday 3/4/2024") == date(2024, 3, 4)
    assert code(lambda: times.read_when("vrijdag 3/4/2024")) == "wrong-weekday"


@pytest.mark.parametrize(
    ("text", "problem", "readings"),
    [
        ("03/04/2024", "ambiguous-date", ["2024-04-03", "2024-03-04"]),
        ("3-4-2024 14:00", "ambiguous-date", ["2024-04-03 14:00", "2024-03-04 14:00"]),
        ("13-11-24", "ambiguous-date", ["2024-11-13", "2013-11-24"]),
        ("01-02-03", "ambiguous-date-more", ["2003-02-01", "2003-01-02", "2001-02-03"]),
        ("13 november 2024 2 uur", "ambiguous-time", ["2024-11-13 02:00", "2024-11-13 14:00"]),
        ("13-11-2024 half drie", "ambiguous-time", ["2024-11-13 02:30", "2024-11-13 14:30"]),
        ("13-11-2024 14.00-16.00 uur", "two-times", ["2024-11-13 14:00", "2024-11-13 16:00"]),
        ("13-11-2024 van 2 pm tot 4 pm", "two-times", ["2024-11-13 14:00", "2024-11-13 16:00"]),
    ],
)
def test_a_moment_with_more_readings_names_them(
    text: str, problem: str, readings: list[str]
) -> None:
    """Nobody guesses which of two days or times was meant."""
    with pytest.raises(Unreadable) as caught:
        times.read_when(text)
    values = caught.value.values
    found = [values[name] for name in ("first", "second", "third") if name in values]
    assert (caught.value.code, found) == (problem, readings)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("donderdag 13 november 2024", "wrong-weekday"),
        ("13 novenber 2024", "unknown-date-word"),
        ("woesdag 13 november 2024", "unknown-date-word"),
        ("13 november 14:00", "no-year"),
        ("16:00", "no-date"),
        ("woensdag 14.00 uur", "no-date"),
        ("november", "no-year"),
        ("31 februari", "no-such-date"),
        ("31-02-2024", "no-such-date"),
        ("november 2024", "no-day"),
        ("13-11-1024", "year-too-far"),
        ("13 november 1024", "year-too-far"),
        ("13 november 2024 25 uur", "no-such-time"),
        ("13 november 2024 14 pm", "no-such-time"),
        ("13 november 2024 14:00 en 16:00", "bad-when"),
        ("13 november 2024 14", "bad-when"),
        ("13 november 2024 0", "bad-when"),
        ("13 november 2024 14:00 +25", "bad-when"),
        ("13 november 2024 14:00 +15:00", "bad-when"),
        ("13 november 2024 14:00 +01:60", "bad-when"),
        ("13 november 2024 14:00 +01:ab", "bad-when"),
        ("13 november 2024 14:00 +010", "bad-when"),
        ("13 november 2024 14:00 +01000", "bad-when"),
        ("13 november 2024 14:00 + 0100", "bad-when"),
        ("13 november 2024 14:00 +x", "bad-when"),
        ("13 november 2024 14:00 tot later", "bad-when"),
        ("13 november 2024" + " " * 60 + "14:00", "bad-when"),
        ("van woensdag 13 november 2024", "bad-when"),
        ("13-11-2024 14-11-2024", "bad-when"),
        ("november 2024 13-11-2024", "bad-when"),
        ("13 -11-2024", "bad-when"),
        ("13-11/2024", "bad-when"),
        ("123-11-2024", "bad-when"),
        ("123-11-24", "bad-when"),
        ("2024-123-01", "bad-when"),
        ("3-4-5", "bad-when"),
        ("123 november 2024", "bad-when"),
        ("13x november 2024", "bad-when"),
        ("november 123", "no-year"),
        ("november 13x 2024", "no-year"),
        ("november 13 th 2024", "no-year"),
        ("13 november 123", "no-year"),
        ("13 november om 14:00", "no-year"),
        ("13 november 1400 uur", "no-year"),
        ("13 november 10.30", "no-year"),
        ("13 november 10 uur", "no-year"),
        ("13 november 10 am", "no-year"),
        ("13 november 10 pm", "no-year"),
        ("13 november 10 a.m.", "no-year"),
        ("13 november 10 p.m.", "no-year"),
        ("29 februari", "no-year"),
        ("13 november 2024 9 uur 's nachts", "bad-when"),
        ("3-4-5-6", "bad-when"),
        ("maandag", "bad-when"),
        ("13 november 2024 " + "x" * 80, "bad-when"),
    ],
)
def test_what_is_wrong_with_a_date_is_named(text: str, problem: str) -> None:
    """A day of the week that does not fit, a word that is no month, and what is missing."""
    assert code(lambda: times.read_when(text)) == problem


YEARS = {"first": "1900", "last": "2199"}


@pytest.mark.parametrize(
    ("read", "text", "values"),
    [
        (times.read_day, "1024-11-13", YEARS),
        (times.read_day, "13-11-1024", YEARS),
        (times.read_day, "13 november 1024", YEARS),
        (times.read_partial_day, "maart 1024", YEARS),
        (times.read_day, "2024-02-30", {}),
        (times.read_day, "ooit", {}),
        (times.read_day, "x" * 81, {}),
        (times.read_day, "13 novembre 2024", {"word": "novembre", "near": "november"}),
        (times.read_day, "13 november 2024 14:00", {"right": "2024-11-13"}),
        (times.read_when, "16:00:30", {"right": "2024-11-13 16:00:30"}),
        (
            times.read_when,
            "13 november 2024 1 uur tot 14:00",
            {"first": "2024-11-13 …", "second": "2024-11-13 14:00"},
        ),
        (times.read_when, "do 13-11-2024", {"day": "2024-11-13", "other": "2024-11-14"}),
        (times.read_clock, "25:00", {}),
        (times.read_clock, "13:00 tot 14:00", {"first": "13:00", "second": "14:00"}),
        (times.read_clock, "1 uur tot 14:00", {"first": "…", "second": "14:00"}),
        (times.read_clock, "half drie", {"first": "02:30", "second": "14:30"}),
    ],
)
def test_a_message_can_say_what_was_written_and_what_was_meant(
    read: Callable[[str], object], text: str, values: dict[str, str]
) -> None:
    """The text as it is, and whatever the sentence about it names."""
    with pytest.raises(Unreadable) as caught:
        read(text)
    assert caught.value.values == {"value": text, **values}


def test_a_day_has_no_time() -> None:
    """Where a day belongs, a time is said to be too much."""
    assert code(lambda: times.read_day("13 november 2024 14:00")) == "day-with-time"
    assert code(lambda: times.read_day("3/4/2024")) == "ambiguous-date"
    assert code(lambda: times.read_day("maart 2024")) == "no-day"
    assert code(lambda: times.read_day("14:00")) == "bad-date"
    assert code(lambda: times.read_day("ooit")) == "bad-date"
    assert code(lambda: times.read_partial_day("maart 2024 14:00")) == "no-day"


@pytest.mark.parametrize(
    ("text", "partial"),
    [
        ("2022", "2022"),
        ("2022-03", "2022-03"),
        (" 2022-03-01", "2022-03-01"),
        ("maart 2022", "2022-03"),
        ("Mrt. 2022", "2022-03"),
        ("1 maart 2022", "2022-03-01"),
        ("13-03-2022", "2022-03-13"),
    ],
)
def test_part_of_a_date_is_read_as_people_write_it(text: str, partial: str) -> None:
    """As precisely as it is known, and no more."""
    assert times.read_partial_day(text) == partial


@pytest.mark.parametrize("text", ["", "ooit", "maart", "2022-13", "lente 2022", "14:00"])
def test_what_is_no_part_of_a_date_is_unreadable(text: str) -> None:
    """Each ends in a problem."""
    assert code(lambda: times.read_partial_day(text)) in {"bad-partial-date", "bad-date", "no-year"}


WORDS = st.sampled_from(
    [
        *("13", "3", "2024", "24", "14", "00", "november", "feb", "maandag", "half", "drie"),
        *("kwart", "over", "uur", "u", "pm", "'", "s", "middags", "cet", "+", "01", "tot", "om"),
        *("-", "/", ".", ":", ",", " ", "–", "e", "of", "the", "noon", "x"),
    ]
)


@settings(max_examples=500)
@given(st.lists(WORDS, max_size=40).map("".join) | st.lists(WORDS, max_size=40).map(" ".join))
def test_any_words_are_read_or_unreadable(text: str) -> None:
    """Whatever is made of the words of dates ends well, or in a problem with its values."""
    for read in (times.read_when, times.read_day, times.read_clock, times.read_partial_day):
        try:
            found = read(text)
        except Unreadable as error:
            assert error.values  # noqa: PT017 - every text may end either way
        else:
            assert found is not None


@given(LOCAL, st.sampled_from(["nl", "en"]))
def test_what_the_hub_says_is_read_back(when: datetime, lang: str) -> None:
    """A day and time in the words of a page mean that day and time in a field."""
    minute = when.replace(second=0, microsecond=0)
    day = times.say_day(minute, lang)
    assert times.read_when(f"{day} {times.say_clock(minute, lang)}") == minute
    assert times.read_day(day) == minute.date()


def test_a_long_text_is_refused_at_once() -> None:
    """A megabyte of digits is no date, and costs no more than a word."""
    for text in ("1" * 1_000_000, "1-" * 500_000, " " * 1_000_000 + "x", "13 november " * 90_000):
        assert code(lambda text=text: times.read_when(text)) == "bad-when"  # type: ignore[misc] # mypy cannot infer a default


@settings(max_examples=300)
@given(st.text(alphabet=st.sampled_from("0123456789-:. TZ+٣"), max_size=26))
def test_any_text_is_a_moment_or_unreadable(text: str) -> None:
    """No text whatever makes reading, or putting in a zone, end in another error."""
    try:
        found = times.read_when(text)
        if isinstance(found, datetime):
            times.in_zone(found, AMSTERDAM)
        times.instant(found, AMSTERDAM)
    except Unreadable as error:
        assert error.values  # noqa: PT017 - every text may end either way


@given(LOCAL)
def test_what_is_written_is_read_back(when: datetime) -> None:
    """Any minute, as ISO 8601 writes it."""
    minute = when.replace(second=0, microsecond=0)
    assert times.read_when(minute.isoformat(" ", "minutes")) == minute
    assert times.read_when(minute.isoformat()) == minute
    assert times.read_when(minute.date().isoformat()) == minute.date()


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("13.00", time(13)),
        ("13:00", time(13)),
        ("9:05", time(9, 5)),
        ("13:00:30", time(13, 0, 30)),
        ("13:00:30 uur", time(13, 0, 30)),
        ("13.00 uur", time(13)),
        ("0 uur", time(0)),
        ("2 p.m.", time(14)),
        ("2 a.m.", time(2)),
        ("twee uur middags", time(14)),
        ("kwart over 12 's middags", time(12, 15)),
        ("half twee uur 's middags", time(13, 30)),
        ("13u", time(13)),
        ("13 uur", time(13)),
        ("13u30", time(13, 30)),
        ("9h30", time(9, 30)),
        ("09 uur", time(9)),
        ("1 pm", time(13)),
        ("1.30pm", time(13, 30)),
        ("12 am", time(0)),
        ("half twee 's middags", time(13, 30)),
        ("kwart over acht 's avonds", time(20, 15)),
        ("kwart voor 1 's middags", time(12, 45)),
        ("half past nine in the morning", time(9, 30)),
        ("noon", time(12)),
        ("om 13.00 uur", time(13)),
    ],
)
def test_a_time_of_day_is_read_as_it_is_written(text: str, clock: time) -> None:
    """With a point or a colon."""
    assert times.read_clock(text) == clock


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("13", "bad-time"),
        ("25:00", "no-such-time"),
        ("780", "bad-time"),
        ("780 uur", "bad-time"),
        ("13:00 CET", "bad-time"),
        ("13:00 +0000", "bad-time"),
        ("13u 30", "bad-time"),
        ("13u3", "bad-time"),
        ("13uur30", "bad-time"),
        ("0 am", "no-such-time"),
        ("13 pm", "no-such-time"),
        ("1 uur", "ambiguous-time"),
        ("10 uur", "ambiguous-time"),
        ("12 uur", "ambiguous-time"),
        ("14:5", "bad-time"),
        ("half 0", "bad-time"),
        ("half 13", "bad-time"),
        ("kwart over 0012", "bad-time"),
        ("kwart over 012", "bad-time"),
        ("", "bad-time"),
        ("2 uur", "ambiguous-time"),
        ("half drie", "ambiguous-time"),
        ("twaalf uur", "ambiguous-time"),
        ("13.00 - 14.00", "two-times"),
        ("13 november 2024 14:00", "bad-time"),
        ("maandag 14:00", "bad-time"),
        ("maart 2024 14:00", "bad-time"),
        ("donderdag", "bad-time"),
    ],
)
def test_what_is_no_time_of_day_is_unreadable(text: str, problem: str) -> None:
    """A number is not a time."""
    assert code(lambda: times.read_clock(text)) == problem


@pytest.mark.parametrize(
    ("text", "now"),
    [
        ("2024-11-13", datetime(2024, 11, 13, tzinfo=UTC)),
        ("2024-11-13T14:00", datetime(2024, 11, 13, 14, tzinfo=UTC)),
        ("2024-11-13T14:00+01:00", datetime(2024, 11, 13, 13, tzinfo=UTC)),
    ],
)
def test_now_is_in_utc_unless_it_says_otherwise(text: str, now: datetime) -> None:
    """The clock of a build does not hang on the computer's zone."""
    assert times.read_now(text) == now
