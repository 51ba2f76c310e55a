"""What changed about an event: what each field became, and what is said of it."""

from typing import Any

import pytest

from hubgen.kinds.event.changes import changes_of, value_after
from hubgen.kinds.event.fields import Event
from hubgen.related import Related
from hubgen.times import read_when
from hubgen.views.changes import change_views
from hubgen.views.links import Links
from tests.hub import Hub, event, make_hub

X = "content/events/x.md"
DATES = """\
dates:
  - {start: 2024-11-20 14:00, end: 2024-11-20 16:00}
  - {tentative: in december}
  - {start: 2024-12-19 09:00, end: 2024-12-19 11:00, title: Slot, location: {name: Zaal 2}}
location: {name: Stadhuis}
"""


def hub(front: str) -> Hub:
    """Return a hub of one event without problems."""
    found = make_hub({X: event(front)})
    assert found.problems == []
    return found


def said(front: str) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Return what is said of an event's changes, in Dutch: headline, and each difference."""
    made = hub(front)
    fields = made.entry("events", "x").fields
    assert isinstance(fields, Event)
    views = change_views(fields, Links(made.edition, "nl", Related(made.library)))
    return [
        (view.headline, [(one.what, one.before, one.after) for one in view.differences])
        for view in views
    ]


def after(front: str, number: int, name: str) -> Any:
    """Return what a field became by a change."""
    fields = hub(front).entry("events", "x").fields
    assert isinstance(fields, Event)
    return value_after(fields, number, name)


def test_a_value_holds_until_the_next_change_of_it() -> None:
    """What a change led to is where the next one of the same field began, at last what is so."""
    front = (
        "changes:\n  - {at: 2024-10-01, start: 2024-11-06 14:00}\n"
        "  - {at: 2024-10-02, note: Alleen een bericht}\n"
        "  - {at: 2024-10-03, start: 2024-11-07 14:00, status: postponed}"
    )
    assert after(front, 1, "start") == read_when("2024-11-07 14:00")
    assert after(front, 3, "start") == read_when("2024-11-13 14:00")
    assert after(front, 1, "status") == "postponed"
    assert after(front, 3, "status") == "scheduled"


def test_a_change_of_one_meeting_is_that_meetings() -> None:
    """Two meetings that each moved have each their own new time, and the second its own place."""
    changes = (
        "changes:\n  - {at: 2024-10-01, meeting: 1, start: 2024-11-13 14:00, note: a}\n"
        "  - {at: 2024-10-02, meeting: 3, start: 2024-12-18 09:00, location: {name: Zaal 1}}"
    )
    assert said(DATES + changes) == [
        (
            "Verplaatst: Bijeenkomst",
            [
                (
                    "Begin van bijeenkomst 1",
                    "woensdag 13 november 2024, 14.00 uur",
                    "woensdag 20 november 2024, 14.00 uur",
                )
            ],
        ),
        (
            "Verplaatst: Bijeenkomst",
            [
                (
                    "Begin van “Slot”",
                    "woensdag 18 december 2024, 09.00 uur",
                    "donderdag 19 december 2024, 09.00 uur",
                ),
                ("Plaats van “Slot”", "Zaal 1", "Zaal 2"),
            ],
        ),
    ]


def test_a_meeting_without_a_place_of_its_own_has_the_events() -> None:
    """A meeting that moved back to where all the others are says so."""
    changes = "changes: [{at: 2024-10-01, meeting: 1, location: {name: Kasteel}}]"
    ((headline, differences),) = said(DATES + changes)
    assert headline == "Gewijzigd: Bijeenkomst"
    assert differences == [("Plaats van bijeenkomst 1", "Kasteel", "Stadhuis")]


def test_one_meeting_that_is_off_is_told_by_its_name() -> None:
    """The headline says which, and that the event itself goes on is not denied."""
    dates = DATES.replace("title: Slot,", "title: Slot, status: cancelled,")
    changes = "changes: [{at: 2024-10-01, meeting: 3, status: scheduled}]"
    assert said(dates + changes) == [
        (
            "Gaat niet door: Bijeenkomst (Slot)",
            [("Status van “Slot”", "gaat door", "gaat niet door")],
        )
    ]


def test_a_deadline_that_moved_is_told() -> None:
    """Until when one could register, and until when one can."""
    front = (
        "registration: {state: open, deadline: 2024-11-08}\n"
        "changes: [{at: 2024-10-01, deadline: 2024-11-06 17:00}]"
    )
    assert said(front) == [
        (
            "Gewijzigd: Bijeenkomst",
            [
                (
                    "Aanmelden tot en met",
                    "woensdag 6 november 2024, 17.00 uur",
                    "vrijdag 8 november 2024",
                )
            ],
        )
    ]


def test_a_change_of_several_dates_that_names_none_claims_nothing() -> None:
    """Which meeting it is about is not known, so only what it was is said."""
    changes = (
        "changes:\n  - {at: 2024-10-01, start: 2024-11-13 14:00}\n"
        "  - {at: 2024-10-02, meeting: 3, start: 2024-12-18 09:00}"
    )
    assert said(DATES + changes)[0] == (
        "Gewijzigd: Bijeenkomst",
        [("Begin", "woensdag 13 november 2024, 14.00 uur", "")],
    )


@pytest.mark.parametrize(
    ("now", "changes", "headlines"),
    [
        ("status: cancelled", "status: scheduled", ["Gaat niet door: Bijeenkomst"]),
        ("", "status: cancelled", ["Gaat weer door: Bijeenkomst"]),
        ("status: postponed", "status: scheduled", ["Uitgesteld: Bijeenkomst"]),
        ("status: moved_online", "status: scheduled", ["Nu online: Bijeenkomst"]),
        ("registration: {state: full}", "registration: open", ["Vol: Bijeenkomst"]),
        ("registration: {state: open}", "registration: full", ["Aanmelden kan: Bijeenkomst"]),
        (
            "registration: {url: 'https://example.org/'}",
            "registration: none",
            ["Aanmelden kan: Bijeenkomst"],
        ),
        (
            "registration: {state: closed}",
            "registration: open",
            ["Aanmelden kan niet meer: Bijeenkomst"],
        ),
        ("", "start: 2024-11-12 14:00", ["Verplaatst: Bijeenkomst"]),
        ("", "start: 2024-11-13 14:00", ["Gewijzigd: Bijeenkomst"]),
        ("", "end: 2024-11-13 15:00", ["Gewijzigd: Bijeenkomst"]),
        ("", "note: Een andere zaal", ["Gewijzigd: Bijeenkomst"]),
        (
            "status: cancelled",
            "start: 2024-11-12 14:00, status: scheduled",
            ["Gaat niet door: Bijeenkomst"],
        ),
    ],
)
def test_a_headline_says_what_happened(now: str, changes: str, headlines: list[str]) -> None:
    """First whether it goes on, then whether one can come, then whether it moved."""
    front = f"{now}\nchanges: [{{at: 2024-10-01, {changes}}}]"
    assert [headline for headline, _ in said(front)] == headlines


def test_a_cancellation_without_a_change_is_told_once() -> None:
    """It has the number 0; a change of status tells it itself."""
    bare = hub("status: cancelled\nchanges: [{at: 2024-10-01, note: a}]").entry("events", "x")
    assert [number for number, _ in changes_of(bare)] == [1, 0]
    told = hub("status: cancelled\nchanges: [{at: 2024-10-01, status: scheduled}]")
    assert [number for number, _ in changes_of(told.entry("events", "x"))] == [1]


def test_a_change_of_a_meeting_that_is_not_there_is_a_problem() -> None:
    """Its number is counted in `dates`, the tentative ones too."""
    found = make_hub({X: event(f"{DATES}changes: [{{at: 2024-10-01, meeting: 4}}]")})
    assert found.codes == ["no-such-meeting"]
