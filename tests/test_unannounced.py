"""Unannounced: what changed of an event that was published, and that no change tells of."""

import pytest

from tests.compared import Pages, codes, compared, told
from tests.hub import SITE, event, page

X = "content/events/x.md"

DATES = """\
dates:
  - {start: 2024-11-13 14:00, end: 2024-11-13 16:00}
  - {start: 2024-12-11 14:00, end: 2024-12-11 16:00, location: {name: Zaal B}}
"""


def changed(before: str, after: str) -> list[str]:
    """Return what is told of an event whose front matter changed, each without its file.

    With a new item in `changes` nothing is told, whatever changed.
    """
    was = {"events/x": page(f"title: a\n{before}\nuid: x")}
    now = f"title: a\n{after}\nuid: x"
    announced = f"{now}\nchanges: [{{at: 2024-11-01, note: Nieuw}}]"
    assert told(was, {"events/x": page(announced)}) == []
    return [one.removeprefix(f"{X}:") for one in told(was, {"events/x": page(now)})]


def unannounced(field: str, before: str, now: str) -> str:
    """Return how the message about a field goes on."""
    return (
        f"in revisie main was {field} nog {before} en nu is het {now}, en changes zegt dat niet; "
        f"doe het met hubgen change, of zet onder changes een item met at: 2024-11-01 en "
        f"{field}: {before}"
    )


def elsewhere(before: str, now: str) -> str:
    """Return how the message about a place goes on."""
    return (
        f"in revisie main was de plaats nog “{before}” en nu is het “{now}”, en changes zegt dat "
        "niet; doe het met hubgen change, of zet onder changes een item met at: 2024-11-01 en de "
        "oude location"
    )


TIMES = "start: 2024-11-13 14:00\nend: 2024-11-13 16:00"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param(
            TIMES,
            "start: 2024-11-13 13:30\nend: 2024-11-13 16:00",
            ["3: start: " + unannounced("start", "2024-11-13 14:00", "2024-11-13 13:30")],
            id="start",
        ),
        pytest.param(
            TIMES,
            "start: 2024-11-20 14:00\nend: 2024-11-20 16:30",
            [
                "3: start: " + unannounced("start", "2024-11-13 14:00", "2024-11-20 14:00"),
                "4: end: " + unannounced("end", "2024-11-13 16:00", "2024-11-20 16:30"),
            ],
            id="start and end",
        ),
        pytest.param(
            "start: 2024-11-13 14:00",
            "start: 2024-11-13 15:00",
            ["3: start: " + unannounced("start", "2024-11-13 14:00", "2024-11-13 15:00")],
            id="an end that nobody wrote goes along",
        ),
        pytest.param(
            TIMES,
            "start: 2024-11-13 14:00",
            ["3: start: " + unannounced("end", "2024-11-13 16:00", "2024-11-13 15:00")],
            id="an end that is not written any more",
        ),
        pytest.param(
            "start: 2024-11-13",
            "start: 2024-11-13 14:00",
            [
                "3: start: " + unannounced("end", "2024-11-13", "2024-11-13 15:00"),
                "3: start: " + unannounced("start", "2024-11-13", "2024-11-13 14:00"),
            ],
            id="a whole day that got a time",
        ),
        pytest.param(
            "start: 2024-11-13\nend: 2024-11-14",
            "start: 2024-11-13\nend: 2024-11-15",
            ["4: end: " + unannounced("end", "2024-11-14", "2024-11-15")],
            id="days",
        ),
        pytest.param(
            TIMES,
            TIMES + "\ntimezone: Europe/London",
            [
                "3: start: "
                + unannounced("start", "2024-11-13 14:00:00+01:00", "2024-11-13 14:00:00+00:00"),
                "4: end: "
                + unannounced("end", "2024-11-13 16:00:00+01:00", "2024-11-13 16:00:00+00:00"),
            ],
            id="the same clock elsewhere",
        ),
        pytest.param(
            "start: 2024-10-27 02:30\nend: 2024-10-27 04:00",
            "start: 2024-10-27 02:30+01:00\nend: 2024-10-27 04:00",
            [
                "3: start: "
                + unannounced("start", "2024-10-27 02:30:00+02:00", "2024-10-27 02:30:00+01:00")
            ],
            id="the second time that the clock shows it",
        ),
        pytest.param(
            TIMES,
            TIMES + "\nstatus: cancelled",
            ["5: status: " + unannounced("status", "scheduled", "cancelled")],
            id="status",
        ),
        pytest.param(
            TIMES + "\nstatus: postponed",
            TIMES,
            ["1: " + unannounced("status", "postponed", "scheduled")],
            id="a status that is not written any more",
        ),
        pytest.param(
            TIMES + "\nlocation: {name: Zaal A, place: Utrecht}",
            TIMES + "\nlocation:\n  name: Zaal B\n  place: Utrecht",
            ["5: location: " + elsewhere("Zaal A, Utrecht", "Zaal B, Utrecht")],
            id="location",
        ),
        pytest.param(
            TIMES,
            TIMES + "\nlocation: {online: true, platform: Teams}",
            ["5: location: " + elsewhere("–", "online, Teams")],
            id="a location that there was not",
        ),
        pytest.param(
            TIMES + "\nlocation: {online: https://a.example.org/}",
            TIMES + "\nlocation: {online: https://b.example.org/}",
            ["5: location: " + elsewhere("https://a.example.org/", "https://b.example.org/")],
            id="another address for taking part",
        ),
        pytest.param(
            "location: {place: Gent, country: BE}",
            "location: {place: Utrecht}",
            ["3: location: " + elsewhere("Gent, BE", "Utrecht")],
            id="the location of an event without a date",
        ),
        pytest.param(
            TIMES,
            "summary: Nog geen datum",
            [
                "1: in revisie main was hier een bijeenkomst op 2024-11-13 14:00, en changes zegt "
                "niet dat die vervalt; zet haar terug, of zet onder changes een item met "
                "at: 2024-11-01 en start: 2024-11-13 14:00"
            ],
            id="no date any more",
        ),
    ],
)
def test_a_change_is_to_be_announced(before: str, after: str, expected: list[str]) -> None:
    """Each field that is other than it was is a problem, with then and now; with a change none."""
    assert changed(before, after) == expected


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            TIMES,
            "start: 2024-11-13T14:00:00+01:00\nend: 2024-11-13 16.00",
            id="written otherwise",
        ),
        pytest.param(
            TIMES,
            "start: 2024-11-13 13:00\nend: 2024-11-13 15:00\ntimezone: Europe/London",
            id="the same instant in another zone",
        ),
        pytest.param("start: 2024-11-13 14:00", "start: 2024-11-13 14:00\nend: 2024-11-13 15:00"),
        pytest.param("start: 2024-11-13", "start: 2024-11-13\nend: 2024-11-13", id="a day's end"),
        pytest.param(
            TIMES + "\nlocation: {place: Utrecht}",
            TIMES + "\nlocation: {place: Utrecht, municipality: Utrecht, lat: 52.1, lon: 5.1, "
            "access: Met lift}",
            id="more about the same place",
        ),
        pytest.param(
            TIMES + "\nlocation: {municipality: Utrecht}",
            TIMES + "\nlocation: {place: Utrecht}",
            id="the same place in another field",
        ),
        pytest.param(
            TIMES + "\nlocation: {online: true}",
            TIMES + "\nlocation: {online: https://a.example.org/}",
            id="the address for taking part",
        ),
        pytest.param(TIMES, TIMES + "\nstatus: scheduled", id="the status that it had"),
        pytest.param("summary: Ooit", TIMES, id="a date at last"),
        pytest.param(
            TIMES, TIMES + "\nsummary: Nieuw\ncost: gratis\nspeakers: [{name: A}]", id="other"
        ),
    ],
)
def test_what_says_the_same_is_no_change(before: str, after: str) -> None:
    """Another spelling, more about what was known, and fields that calendars do not count."""
    assert changed(before, after) == []


def test_a_change_of_the_default_duration_is_a_change_of_every_end() -> None:
    """Who has the event sees it end later, though its file is as it was."""
    pages = {"events/x": page("title: a\nstart: 2024-11-13 14:00\nuid: x")}
    after = {**pages, "site.yaml": SITE + "default_duration: 90\n"}
    assert told(pages, after) == [
        f"{X}:3: start: " + unannounced("end", "2024-11-13 15:00", "2024-11-13 15:30")
    ]


def test_an_event_of_long_ago_counts_too() -> None:
    """It is in no listing's calendar any more, and its own file is still there."""
    old = "start: 2019-11-13 14:00\nend: 2019-11-13 16:00"
    moved = "start: 2019-11-13 14:00\nend: 2019-11-13 17:00"
    assert changed(old, moved) == [
        "4: end: " + unannounced("end", "2019-11-13 16:00", "2019-11-13 17:00")
    ]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param(
            DATES, DATES + "  - {start: 2025-01-08 14:00, end: 2025-01-08 16:00}", [], id="more"
        ),
        pytest.param(DATES, DATES + "  - {tentative: Ergens in januari}", [], id="more, perhaps"),
        pytest.param(
            DATES,
            DATES.replace("2024-12-11 16", "2024-12-11 17"),
            [(5, "dates[2].end", "unannounced-change")],
            id="end",
        ),
        pytest.param(
            DATES,
            DATES.replace("2024-11-13", "2024-11-12"),
            [
                (4, "dates[1].end", "unannounced-change"),
                (4, "dates[1].start", "unannounced-change"),
            ],
            id="day",
        ),
        pytest.param(
            DATES,
            DATES.replace("Zaal B", "Zaal C"),
            [(5, "dates[2].location", "unannounced-place")],
            id="location",
        ),
        pytest.param(
            DATES,
            DATES.replace(", location: {name: Zaal B}", ""),
            [(5, "dates[2]", "unannounced-place")],
            id="no location of its own any more",
        ),
        pytest.param(
            DATES,
            DATES + "location: {name: Zaal A}",
            [(6, "location", "unannounced-place")],
            id="the location of the others",
        ),
        pytest.param(
            DATES + "  - {start: 2025-01-08 14:00}\nlocation: {name: Zaal A}",
            DATES + "  - {start: 2025-01-08 14:00}\nlocation: {name: Zaal C}",
            [(7, "location", "unannounced-place")],
            id="the location of several, once",
        ),
        pytest.param(
            DATES + "location: {name: Zaal A}",
            DATES.replace("16:00}", "16:00, location: {name: Zaal A}}", 1),
            [],
            id="the same location, written at each",
        ),
        pytest.param(
            DATES, "\n".join(DATES.split("\n")[:2]), [(3, "dates", "meeting-gone")], id="fewer"
        ),
        pytest.param(
            DATES,
            "\n".join([*DATES.split("\n")[:2], "  - {tentative: Nog niet bekend}"]),
            [(5, "dates[2]", "meeting-gone")],
            id="tentative",
        ),
        pytest.param(TIMES, DATES, [(3, "dates", "meeting-renumbered")], id="from one to more"),
        pytest.param(
            DATES,
            TIMES,
            [(3, "start", "meeting-gone"), (3, "start", "meeting-renumbered")],
            id="from more to one",
        ),
        pytest.param(
            TIMES,
            DATES.replace("2024-11-13", "2024-11-12"),
            [(3, "dates", "meeting-gone")],
            id="from one to others",
        ),
    ],
)
def test_each_meeting_is_known_by_its_number(
    before: str, after: str, expected: list[tuple[int, str, str]]
) -> None:
    """One that is gone, has another number or is at another time is a problem; one more is not."""
    was, now = (f"title: a\n{front}\nuid: x" for front in (before, after))
    found = compared({"events/x": page(was)}, {"events/x": page(now)})
    assert sorted((one.line, one.field, one.code) for one in found) == expected
    told_of = page(f"{now}\nchanges: [{{at: 2024-11-01, note: Nieuw}}]")
    assert told({"events/x": page(was)}, {"events/x": told_of}) == []


def test_a_meeting_that_got_another_uid_says_how() -> None:
    """A single date became the first of a list."""
    was, now = (page(f"title: a\n{front}\nuid: x") for front in (TIMES, DATES))
    assert told({"events/x": was}, {"events/x": now}) == [
        "content/events/x.md:3: dates: de bijeenkomst op 2024-11-13 14:00 stond in revisie main op "
        "een andere plaats, zodat ze in agenda's een andere lijkt, en changes zegt het niet; zet "
        "haar terug waar ze stond, of zet onder changes een item met at: 2024-11-01 en "
        "start: 2024-11-13 14:00"
    ]


FIRST = "{at: 2024-10-01, note: Zaal, location: {name: A}}"
SECOND = "{at: 2024-10-08, note: Tijd, start: 2024-11-13 13:00}"
THIRD = "{at: 2024-10-15, note: Dag, start: 2024-11-12 13:00}"


def with_changes(*changes: str) -> Pages:
    """Return an event with these changes."""
    items = "".join(f"\n  - {one}" for one in changes)
    return {"events/x": event(f"uid: x\nchanges:{items}" if items else "uid: x")}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([FIRST, SECOND], [FIRST], (6, 2)),
        ([FIRST, SECOND], [], (1, 1)),
        ([FIRST, SECOND], [SECOND], (7, 1)),
        ([FIRST, SECOND], [SECOND, THIRD], (7, 1)),
        ([FIRST, SECOND], [FIRST, THIRD], (8, 2)),
        ([FIRST, THIRD], [FIRST, SECOND, THIRD], (8, 2)),
        ([FIRST], [SECOND, THIRD], (7, 1)),
        (["{at: 2024-10-01, note: Zaal}"], ["{at: 2024-10-02, note: Tijd}"], (7, 1)),
        (["{at: 2024-10-01, status: postponed}"], ["{at: 2024-10-02, registration: full}"], (7, 1)),
    ],
)
def test_a_change_stays_where_it_was(
    before: list[str], after: list[str], expected: tuple[int, int]
) -> None:
    """SEQUENCE may not go down, and feeds know a change by its number; the first gone is told."""
    (found,) = compared(with_changes(*before), with_changes(*after))
    number = int(dict(found.values)["number"])
    assert (found.code, found.line, number) == ("change-gone", *expected)


@pytest.mark.parametrize(
    "after",
    [
        [FIRST],
        [FIRST, SECOND],
        [FIRST.replace("Zaal", "Een andere zaal, want deze is te klein")],
        [FIRST.replace("2024-10-01", "2024-10-02 10:00")],
        [FIRST.replace("name: A", "name: Zaal A")],
        [FIRST.replace("name: A", "name: Zaal A").replace("note: Zaal", "note: Plaats")],
    ],
)
def test_a_change_may_be_said_better(after: list[str]) -> None:
    """Its words, its day and what it says may be mended, each beside the others."""
    assert told(with_changes(FIRST), with_changes(*after)) == []


def test_a_change_that_is_gone_says_which() -> None:
    """By its number and its day."""
    assert told(with_changes(FIRST, SECOND), with_changes(FIRST)) == [
        f"{X}:6: changes: wijziging 2, van 2024-10-08, stond hier in revisie main en is weg of "
        "verplaatst; zet haar terug waar ze stond, want agenda's tellen de wijzigingen"
    ]


def test_a_change_of_before_tells_of_nothing_new() -> None:
    """It is the number of changes that counts."""
    before = with_changes(FIRST)
    after = {"events/x": before["events/x"].replace("14:00", "13:00")}
    assert [code for _, _, code in codes(before, after)] == ["unannounced-change"]
