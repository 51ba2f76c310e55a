"""Unannounced: what changed of an event that was published, and that no change tells of."""

import pytest

from tests.compared import Pages, codes, compared, told
from tests.hub import event, page

X = "content/events/x.md"

DATES = """\
dates:
  - {start: 2024-11-13 14:00, end: 2024-11-13 16:00}
  - {start: 2024-12-11 14:00, end: 2024-12-11 16:00, location: {name: Zaal B}}
"""


def one(front: str) -> Pages:
    """Return a hub of one event with this front matter, which begins on the third line."""
    return {"events/x": page(f"title: a\n{front}\nuid: x")}


def said(before: str, after: str) -> list[str]:
    """Return what is told of an event whose front matter changed, each without its file."""
    return [line.removeprefix(f"{X}:") for line in told(one(before), one(after))]


def proposed(before: str, after: str) -> str:
    """Return the items of `changes` that are proposed for a change, as one list of YAML."""
    found = compared(one(before), one(after))
    items = [dict(problem.values).get("item", "") for problem in found]
    return f"changes: [{', '.join(item for item in items if item)}]"


def unannounced(field: str, before: str, now: str) -> str:
    """Return how the message about a field goes on."""
    return (
        f"in revisie main was {field} nog {before} en nu is het {now}, en changes zegt dat niet; "
        "zet eerst de oude waarde terug en doe het dan met hubgen change, of zet zelf onder "
        f"changes (met in note waarom): - {{at: 2024-11-01, {field}: {before}}}"
    )


def moved(before: tuple[str, str], now: tuple[str, str]) -> str:
    """Return how the message about a start and an end goes on."""
    return (
        f"in revisie main was dit nog {' – '.join(before)} en nu is het {' – '.join(now)}, en "
        "changes zegt dat niet; zet eerst de oude waarden terug en doe het dan met hubgen change, "
        "of zet zelf onder changes (met in note waarom): - "
        f"{{at: 2024-11-01, start: {before[0]}, end: {before[1]}}}"
    )


def elsewhere(before: str, now: str, item: str) -> str:
    """Return how the message about a place goes on."""
    return (
        f"in revisie main was de plaats nog “{before}” en nu is het “{now}”, en changes zegt dat "
        "niet; zet eerst de oude plaats terug en doe het dan met hubgen change, of zet zelf onder "
        f"changes (met in note waarom): - {{at: 2024-11-01{item}}}"
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
                "3: start: "
                + moved(
                    ("2024-11-13 14:00", "2024-11-13 16:00"),
                    ("2024-11-20 14:00", "2024-11-20 16:30"),
                )
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
                "3: start: "
                + moved(("2024-11-13", "2024-11-13"), ("2024-11-13 14:00", "2024-11-13 15:00"))
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
                + moved(
                    ("2024-11-13 14:00+01:00", "2024-11-13 16:00+01:00"),
                    ("2024-11-13 14:00+00:00", "2024-11-13 16:00+00:00"),
                )
            ],
            id="the same clock elsewhere",
        ),
        pytest.param(
            "start: 2024-10-27 02:30\nend: 2024-10-27 04:00",
            "start: 2024-10-27 02:30+01:00\nend: 2024-10-27 04:00",
            [
                "3: start: "
                + unannounced("start", "2024-10-27 02:30+02:00", "2024-10-27 02:30+01:00")
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
            [" " + unannounced("status", "postponed", "scheduled")],
            id="a status that is not written any more",
        ),
        pytest.param(
            TIMES + "\nlocation: {name: Zaal A, place: Utrecht}",
            TIMES + "\nlocation:\n  name: Zaal B\n  place: Utrecht",
            [
                "5: location: "
                + elsewhere(
                    "Zaal A, Utrecht",
                    "Zaal B, Utrecht",
                    ", location: {name: Zaal A, place: Utrecht}",
                )
            ],
            id="location",
        ),
        pytest.param(
            TIMES,
            TIMES + "\nlocation: {online: true, platform: Teams}",
            ["5: location: " + elsewhere("–", "online, Teams", "")],
            id="a location that there was not",
        ),
        pytest.param(
            TIMES + "\nlocation: {online: https://a.example.org/}",
            TIMES + "\nlocation: {online: https://b.example.org/}",
            [
                "5: location: "
                + elsewhere(
                    "https://a.example.org/",
                    "https://b.example.org/",
                    ", location: {online: https://a.example.org/}",
                )
            ],
            id="another address for taking part",
        ),
        pytest.param(
            TIMES + "\nlocation: {name: 'A, B: {C}', online: true}",
            TIMES + "\nlocation: {name: D, online: true}",
            [
                "5: location: "
                + elsewhere(
                    "A, B: {C}, online",
                    "D, online",
                    ', location: {name: "A, B: {C}", online: true}',
                )
            ],
            id="a location with the signs of YAML",
        ),
        pytest.param(
            "location: {place: Gent, country: BE}",
            "location: {place: Utrecht}",
            [
                "3: location: "
                + elsewhere("Gent, BE", "Utrecht", ", location: {place: Gent, country: BE}")
            ],
            id="the location of an event without a date",
        ),
        pytest.param(
            TIMES + "\nregistration: {url: https://a.example.org/, deadline: 2024-11-10}",
            TIMES + "\nregistration: {url: https://a.example.org/, deadline: 2024-11-11 17:00}",
            [
                "5: registration.deadline: "
                + unannounced("deadline", "2024-11-10", "2024-11-11 17:00")
            ],
            id="the last day to register",
        ),
        pytest.param(
            TIMES,
            "start: 2024-11-20 14:00\nend: 2024-11-20 16:00\nstatus: moved_online",
            [
                "3: start: "
                + moved(
                    ("2024-11-13 14:00", "2024-11-13 16:00"),
                    ("2024-11-20 14:00", "2024-11-20 16:00"),
                ),
                "5: status: " + unannounced("status", "scheduled", "moved_online"),
            ],
            id="times and status",
        ),
    ],
)
def test_a_change_is_to_be_announced(before: str, after: str, expected: list[str]) -> None:
    """What is other than it was is a problem, with then and now; with what it proposes none."""
    assert said(before, after) == expected
    assert said(before, f"{after}\n{proposed(before, after)}") == []


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
    assert said(before, after) == []
    assert said(before, f"{after}\nchanges: [{{at: 2024-11-01, note: Nieuw}}]") == []


def test_an_event_of_long_ago_counts_too() -> None:
    """It is in no listing's calendar any more, and its own file is still there."""
    old = "start: 2019-11-13 14:00\nend: 2019-11-13 16:00"
    later = "start: 2019-11-13 14:00\nend: 2019-11-13 17:00"
    assert said(old, later) == [
        "4: end: " + unannounced("end", "2019-11-13 16:00", "2019-11-13 17:00")
    ]


NEXT = "  - {start: 2025-01-08 14:00, end: 2025-01-08 16:00}\n"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param(DATES, DATES + NEXT, [], id="more"),
        pytest.param(DATES, DATES + "  - {tentative: Ergens in januari}", [], id="more, perhaps"),
        pytest.param(
            DATES,
            DATES.replace("2024-12-11 16", "2024-12-11 17"),
            [(5, "dates[2].end", "{at: 2024-11-01, meeting: 2, end: 2024-12-11 16:00}")],
            id="end",
        ),
        pytest.param(
            DATES,
            DATES.replace("2024-11-13", "2024-11-12"),
            [
                (
                    4,
                    "dates[1].start",
                    "{at: 2024-11-01, meeting: 1, start: 2024-11-13 14:00, end: 2024-11-13 16:00}",
                )
            ],
            id="day",
        ),
        pytest.param(
            DATES,
            DATES.replace("Zaal B", "Zaal C"),
            [(5, "dates[2].location", "{at: 2024-11-01, meeting: 2, location: {name: Zaal B}}")],
            id="location",
        ),
        pytest.param(
            DATES,
            DATES.replace(", location: {name: Zaal B}", ""),
            [(5, "dates[2]", "{at: 2024-11-01, meeting: 2, location: {name: Zaal B}}")],
            id="no location of its own any more",
        ),
        pytest.param(
            DATES,
            DATES + "location: {name: Zaal A}",
            [(6, "location", "{at: 2024-11-01}")],
            id="the location of the others",
        ),
        pytest.param(
            DATES + NEXT + "location: {name: Zaal A}",
            DATES + NEXT + "location: {name: Zaal C}",
            [(7, "location", "{at: 2024-11-01, location: {name: Zaal A}}")],
            id="the location of several, once",
        ),
        pytest.param(
            DATES + "location: {name: Zaal A}",
            DATES.replace("16:00}", "16:00, location: {name: Zaal A}}", 1),
            [],
            id="the same location, written at each",
        ),
        pytest.param(
            DATES,
            DATES.replace("16:00}", "16:00, status: cancelled}", 1),
            [(4, "dates[1].status", "{at: 2024-11-01, meeting: 1, status: scheduled}")],
            id="one that is called off",
        ),
    ],
)
def test_a_change_of_one_meeting_is_to_be_announced(
    before: str, after: str, expected: list[tuple[int, str, str]]
) -> None:
    """It is a problem that proposes an item for that meeting, with which there is none."""
    found = compared(one(before), one(after))
    items = [(each.line, each.field, dict(each.values)["item"]) for each in found]
    assert items == expected
    assert said(before, f"{after}\n{proposed(before, after)}") == []


FIRST_DATE, SECOND_DATE = DATES.splitlines()[1:]
OTHER_DATE = "  - {start: 2025-01-08 14:00, end: 2025-01-08 16:00}"
LONGER = "\n".join(["dates:", FIRST_DATE, SECOND_DATE, OTHER_DATE])


def dates(*items: str) -> str:
    """Return a list of dates."""
    return "\n".join(["dates:", *items])


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param(DATES, dates(FIRST_DATE), [(3, "dates", "meeting-gone")], id="the last"),
        pytest.param(
            LONGER,
            dates(FIRST_DATE),
            [(3, "dates", "meeting-gone"), (3, "dates", "meeting-gone")],
            id="the last two",
        ),
        pytest.param(
            LONGER,
            dates(SECOND_DATE, OTHER_DATE),
            [(4, "dates[1]", "meeting-gone")],
            id="the first",
        ),
        pytest.param(
            LONGER,
            dates(FIRST_DATE, OTHER_DATE),
            [(5, "dates[2]", "meeting-gone")],
            id="the second",
        ),
        pytest.param(
            DATES,
            dates(FIRST_DATE, "  - {tentative: Nog niet bekend}"),
            [(5, "dates[2]", "meeting-gone")],
            id="tentative",
        ),
        pytest.param(
            DATES,
            dates(OTHER_DATE, FIRST_DATE, SECOND_DATE),
            [(5, "dates[2]", "meeting-renumbered")],
            id="one before them",
        ),
        pytest.param(
            DATES,
            dates("  - {tentative: Vooraf}", FIRST_DATE, SECOND_DATE),
            [(5, "dates[2]", "meeting-renumbered")],
            id="one before them, perhaps",
        ),
        pytest.param(
            DATES,
            dates(SECOND_DATE, FIRST_DATE),
            [(5, "dates[2]", "meeting-renumbered")],
            id="in another order",
        ),
        pytest.param(TIMES, DATES, [(3, "dates", "start-became-dates")], id="from one to more"),
        pytest.param(DATES, TIMES, [(3, "start", "dates-gone")], id="from more to one"),
        pytest.param(DATES, "summary: Ooit", [(0, "", "dates-gone")], id="no dates any more"),
        pytest.param(
            DATES,
            dates("  - {tentative: Ooit}", "  - {tentative: Later}"),
            [(4, "dates[1]", "meeting-gone"), (5, "dates[2]", "meeting-gone")],
            id="only tentative",
        ),
        pytest.param(TIMES, "summary: Ooit", [(0, "", "start-gone")], id="no date any more"),
        pytest.param(
            TIMES + "\nregistration: {deadline: 2024-11-10}",
            TIMES,
            [(0, "", "deadline-gone")],
            id="no last day to register any more",
        ),
    ],
)
def test_what_has_a_uid_stays(
    before: str, after: str, expected: list[tuple[int, str, str]]
) -> None:
    """A meeting that calendars lose is a problem, once for each cause, whatever changes say."""
    for front in (after, f"{after}\nchanges: [{{at: 2024-11-01, note: Nieuw}}]"):
        found = compared(one(before), one(front))
        assert [(each.line, each.field, each.code) for each in found] == expected


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            DATES,
            dates(FIRST_DATE.replace("}", ", status: cancelled}"), SECOND_DATE)
            + "\nchanges: [{at: 2024-11-01, meeting: 1, status: scheduled}]",
            id="a date",
        ),
        pytest.param(
            TIMES,
            TIMES + "\nstatus: postponed\nchanges: [{at: 2024-11-01, status: scheduled}]",
            id="start",
        ),
        pytest.param(
            TIMES + "\nregistration: {email: a@example.org, deadline: 2024-11-10}",
            TIMES + "\nregistration: {email: a@example.org, deadline: 2024-11-10, state: closed}",
            id="deadline",
        ),
    ],
)
def test_what_has_a_uid_can_be_called_off(before: str, after: str) -> None:
    """What the messages say to do instead of taking it away is no problem."""
    assert said(before, after) == []


def test_a_date_may_move_to_where_another_was() -> None:
    """A series that is put off by one meeting says so of each, and keeps its order."""
    items = (
        "{at: 2024-11-01, meeting: 1, start: 2024-11-13 14:00, end: 2024-11-13 16:00}",
        "{at: 2024-11-01, meeting: 2, start: 2024-12-11 14:00, end: 2024-12-11 16:00}",
    )
    after = dates(SECOND_DATE, OTHER_DATE.replace("}", ", location: {name: Zaal B}}"))
    before = dates(FIRST_DATE.replace("}", ", location: {name: Zaal B}}"), SECOND_DATE)
    assert said(before, f"{after}\nchanges: [{', '.join(items)}]") == []
    assert [each.code for each in compared(one(before), one(after))] == ["meeting-gone"]


def test_two_dates_may_begin_at_one_time() -> None:
    """One of them that moves did not change places with the other."""
    twins = dates(FIRST_DATE, FIRST_DATE)
    after = dates(FIRST_DATE, FIRST_DATE.replace("2024-11-13", "2024-11-20"))
    assert [each.code for each in compared(one(twins), one(after))] == ["unannounced-times"]


def test_a_lost_meeting_says_what_to_do_instead() -> None:
    """The message names its place and its start; none sends an editor to an item of changes."""
    assert said(LONGER, dates(SECOND_DATE, OTHER_DATE)) == [
        "4: dates[1]: in revisie main stond in dates als nummer 1 een bijeenkomst op "
        "2024-11-13 14:00, en die is weg, zodat wie haar in de agenda heeft haar kwijt is; zet "
        "haar terug op die plaats, en geef haar status: cancelled als ze niet doorgaat"
    ]
    assert said(DATES, dates(OTHER_DATE, FIRST_DATE, SECOND_DATE)) == [
        "5: dates[2]: de bijeenkomst op 2024-11-13 14:00 was in revisie main nummer 1 in dates en "
        "is nu nummer 2, zodat agenda's haar voor een andere houden; zet dates terug in de oude "
        "volgorde, en wat erbij komt onderaan"
    ]
    assert said(TIMES, DATES) == [
        "3: dates: in revisie main stond hier start: 2024-11-13 14:00, en wie die in de agenda "
        "heeft raakt hem kwijt; houd start op deze pagina, en maak van elke volgende datum een "
        "eigen pagina (met part_of een programma)"
    ]


NEW = "changes: [{at: 2024-11-01, note: Nieuw}]"


@pytest.mark.parametrize(
    ("before", "after", "items", "expected"),
    [
        pytest.param(
            TIMES,
            "start: 2024-11-20 14:00\nend: 2024-11-20 16:00\nstatus: cancelled",
            "{at: 2024-11-01, note: Typefout}",
            [
                ("start", "change-untold", "start: 2024-11-13 14:00"),
                ("end", "change-untold", "end: 2024-11-13 16:00"),
                ("status", "change-untold", "status: scheduled"),
            ],
            id="of nothing",
        ),
        pytest.param(
            TIMES,
            "start: 2024-11-20 14:00\nend: 2024-11-20 16:00\nlocation: {name: A}",
            "{at: 2024-11-01, start: 2024-11-13 14:00}",
            [("end", "change-untold", "end: 2024-11-13 16:00")],
            id="of the start alone; where nothing was there is nothing to tell",
        ),
        pytest.param(
            TIMES,
            "start: 2024-11-20 14:00\nend: 2024-11-20 16:00",
            "{at: 2024-11-01, start: 2024-11-20 14:00, end: 2024-11-13T16:00:00+01:00}",
            [("changes[1].start", "change-of-other", "")],
            id="the new value",
        ),
        pytest.param(
            TIMES,
            "start: 2024-11-27 14:00\nend: 2024-11-27 16:00",
            "{at: 2024-11-01, start: 2024-11-13 14:00, end: 2024-11-13 16:00}, "
            "{at: 2024-11-01, start: 2024-11-20 14:00, end: 2024-11-20 16:00}",
            [],
            id="twice",
        ),
        pytest.param(
            TIMES,
            TIMES,
            "{at: 2024-11-01, status: cancelled}",
            [("changes[1].status", "change-of-other", "")],
            id="of what did not change",
        ),
        pytest.param(
            DATES,
            DATES.replace("2024-12-11 16", "2024-12-11 17"),
            "{at: 2024-11-01, end: 2024-12-11 16:00}",
            [("dates[2].end", "change-untold", "meeting: 2, end: 2024-12-11 16:00")],
            id="of no meeting",
        ),
        pytest.param(
            DATES,
            DATES.replace("2024-12-11 16", "2024-12-11 17"),
            "{at: 2024-11-01, meeting: 1, end: 2024-12-11 16:00}",
            [
                ("dates[2].end", "change-untold", "meeting: 2, end: 2024-12-11 16:00"),
                ("changes[1].end", "change-of-other", ""),
            ],
            id="of another meeting",
        ),
        pytest.param(
            dates(FIRST_DATE),
            dates(FIRST_DATE.replace("16:00", "17:00")),
            "{at: 2024-11-01, end: 2024-11-13 16:00}",
            [],
            id="of the only meeting",
        ),
        pytest.param(
            DATES + "status: postponed",
            DATES.replace("2024-12-11 16", "2024-12-11 17"),
            "{at: 2024-11-01, meeting: 2, end: 2024-12-11 16:00, status: postponed}",
            [],
            id="of a meeting and of the status of all",
        ),
        pytest.param(
            DATES + "status: moved_online",
            DATES.replace("16:00}", "16:00, status: cancelled}", 1) + "status: moved_online",
            "{at: 2024-11-01, meeting: 1, status: scheduled}",
            [],
            id="of a meeting that is called off",
        ),
        pytest.param(
            TIMES + "\nlocation: {name: A}",
            TIMES + "\nlocation: {name: B}",
            "{at: 2024-11-01, location: {name: C}}",
            [("changes[1].location", "change-of-other", "")],
            id="another place",
        ),
        pytest.param(
            TIMES + "\nregistration: {url: https://a.example.org/, deadline: 2024-11-10}",
            TIMES + "\nregistration: {url: https://a.example.org/, deadline: 2024-11-11}",
            "{at: 2024-11-01, registration: full, deadline: 2024-11-09}",
            [
                ("changes[1].registration", "change-of-other", ""),
                ("changes[1].deadline", "change-of-other", ""),
            ],
            id="another deadline and state",
        ),
    ],
)
def test_what_a_new_change_does_not_tell_is_a_warning(
    before: str, after: str, items: str, expected: list[tuple[str, str, str]]
) -> None:
    """So is an old value that is not what was published; what it proposes ends the first."""
    found = compared(one(before), one(f"{after}\nchanges: [{items}]"))
    told_of = [(each.field, each.code, dict(each.values).get("item", "")) for each in found]
    assert told_of == expected
    assert {each.severity for each in found} <= {"warning"}
    untold = [item for _, code, item in expected if code == "change-untold"]
    added = ", ".join([items, *(f"{{at: 2024-11-01, {item}}}" for item in untold)])
    again = compared(one(before), one(f"{after}\nchanges: [{added}]"))
    assert [each.code for each in again if each.code == "change-untold"] == []


def test_a_warning_says_what_to_add() -> None:
    """It names the value of then and of now, and the key to add to the new item."""
    assert said(TIMES, f"start: 2024-11-13 13:00\nend: 2024-11-13 16:00\n{NEW}") == [
        "3: start: in revisie main was start nog 2024-11-13 14:00 en nu is het 2024-11-13 13:00, "
        "en geen nieuwe wijziging onder changes noemt dat; zet daar bij: start: 2024-11-13 14:00"
    ]
    wrong = "changes: [{at: 2024-11-01, start: 2024-11-13 13:00}]"
    assert said(TIMES, f"start: 2024-11-13 13:00\nend: 2024-11-13 16:00\n{wrong}") == [
        "5: changes[1].start: hier staat 2024-11-13 13:00, maar in revisie main was start "
        "2024-11-13 14:00; schrijf de oude waarde, en niet de nieuwe"
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
        ([FIRST, SECOND], [], (0, 1)),
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
        [FIRST, "{at: 2024-10-08, note: Tijd, start: 2024-11-13 14:00}"],
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


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2024-11-13T14:00:00+01:00", "2024-11-13 16.00"),
        ("woensdag 13 november 2024, 14.00 uur", "13-11-2024 16u"),
        ("November 13, 2024, 2 pm", "Wed, 13 Nov 2024 4 pm CET"),
    ],
)
def test_a_time_in_other_words_is_the_same_time(start: str, end: str) -> None:
    """However an instant is written, subscribers have it; `check --fix` may write it otherwise."""
    assert said(TIMES, f"start: {start}\nend: {end}") == []
    assert said(f"start: {start}\nend: {end}", TIMES) == []
