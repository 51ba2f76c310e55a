"""A change after publication: `hubgen change`, as text and as a command."""

import shutil
import stat
from difflib import unified_diff
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from hubgen.changing import Changed, Remark, UnsoundPage, Wanted, change
from hubgen.cli import main
from hubgen.documents import group_translations
from hubgen.errors import ContentError, Refused, UnfitOptions
from hubgen.frontmatter import read
from hubgen.settings import read_settings
from tests.conftest import REPOSITORY
from tests.hub import NOW, SITE, event, make_hub, page, says, sources_of, write_site

PATH = "content/events/x.md"
NOTE = "De zaal was dubbel geboekt"
SERIES = """\
dates:
  - start: 2025-01-16 14:00
    end: 2025-01-16 16:00
  - {start: 2025-02-13 14:00, end: 2025-02-13 16:00, location: {name: Zaal 2}}
  - tentative: voorjaar 2025 # nog te kiezen
    title: Slot
location: {name: Stadhuis, place: Utrecht}
"""


def changed(text: str, *, note: str = NOTE, force: bool = False, **wanted: Any) -> Changed:
    """Return an event's file with a change in it."""
    return change_of({PATH: text}, note=note, force=force, **wanted)


def change_of(
    files: dict[str, str], *, note: str = NOTE, force: bool = False, **wanted: Any
) -> Changed:
    """Return the first page of a site with a change in it."""
    settings = read_settings(SITE)
    group, *_ = group_translations(sources_of(files), settings)
    return change(group, Wanted(note=note, **wanted), settings, NOW, force=force)


def refusal(text: str, **wanted: Any) -> str:
    """Return the name of the reason for which a change is refused."""
    with pytest.raises(Refused) as caught:
        changed(text, **wanted)
    return caught.value.code


def lines_of(before: str, after: str) -> list[str]:
    """Return the lines that are otherwise, each with its sign."""
    found = unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return [line for line in found if not line.startswith(("---", "+++", "@@"))]


def last_change(text: str) -> Any:
    """Return the newest change that a file holds."""
    changes = read(text, path=PATH).values["changes"]
    assert isinstance(changes, list)
    return changes[-1]


# times


def test_a_new_start_takes_the_end_along() -> None:
    """An event that moves takes as long as it did; the old times go into its changes."""
    text = event("status: scheduled # nog wel\ncost: gratis")
    result = changed(text, start="2024-11-20T15:30")
    assert lines_of(text, result.text) == [
        "-start: 2024-11-13 14:00",
        "-end: 2024-11-13 16:00",
        "+start: 2024-11-20 15:30",
        "+end: 2024-11-20 17:30",
        "+changes:",
        "+  - at: 2024-11-01 13:00",
        f"+    note: {NOTE}",
        "+    start: 2024-11-13 14:00",
        "+    end: 2024-11-13 16:00",
    ]
    assert (result.count, result.recorded, result.remarks) == (1, True, (Remark.END_MOVED,))


def test_a_new_start_with_its_end_does_not() -> None:
    """With an end of its own the event takes as long as that says."""
    result = changed(event(), start="2024-11-20 15:30", end="2024-11-20 16:00")
    values = read(result.text, path=PATH).values
    assert (values["start"], values["end"]) == ("2024-11-20 15:30", "2024-11-20 16:00")
    assert result.remarks == ()


def test_the_end_moves_along_by_the_clock_on_the_wall() -> None:
    """Over the night in which the clock goes back, half past eight stays half past eight."""
    text = event("start: 2024-10-19 20:00\nend: 2024-10-20 08:30")
    values = read(changed(text, start="2024-10-26 20:00").text, path=PATH).values
    assert values["end"] == "2024-10-27 08:30"


def test_days_move_as_days() -> None:
    """An event of whole days is moved to other days."""
    text = event("start: 2024-11-13\nend: 2024-11-15")
    values = read(changed(text, start="2024-12-30").text, path=PATH).values
    assert (values["start"], values["end"]) == ("2024-12-30", "2025-01-01")


def test_an_end_that_was_not_written_is_recorded_as_it_held() -> None:
    """An event without an end had one in calendars, of the usual duration; that was the old one."""
    result = changed(page("title: x\nstart: 2024-11-13 14:00"), end="2024-11-13 15:30")
    assert last_change(result.text)["end"] == "2024-11-13 15:00"
    assert "start: 2024-11-13 14:00\nend: 2024-11-13 15:30\nchanges:\n" in result.text


def test_an_end_that_was_not_written_stays_so() -> None:
    """Where there was no end none is made when the start moves."""
    result = changed(page("title: x\nstart: 2024-11-13 14:00"), start="2024-11-20 14:00")
    assert last_change(result.text).keys() == {"at", "note", "start"}
    assert "end" not in read(result.text, path=PATH).values


def test_an_event_without_a_date_gets_one() -> None:
    """A first start is written; there is no old one to record."""
    result = changed(page("title: x\nuid: y"), start="2024-11-20 14:00", end="2024-11-20 15:00")
    assert result.text == page(
        "title: x\nuid: y\nstart: 2024-11-20 14:00\nend: 2024-11-20 15:00\n"
        f"changes:\n  - at: 2024-11-01 13:00\n    note: {NOTE}"
    )


@pytest.mark.parametrize(
    ("front", "start", "code"),
    [
        ("", "2024-11-20", "start-without-time"),
        ("start: 2024-11-13\nend: 2024-11-14", "2024-11-20 14:00", "start-with-time"),
    ],
)
def test_a_time_is_not_forgotten_by_accident(front: str, start: str, code: str) -> None:
    """Hours become whole days, and days hours, only where the end says so too."""
    assert refusal(event(front), start=start) == code


def test_hours_become_days_where_the_end_says_so() -> None:
    """With an end that is a day too, an event of two hours takes two days."""
    values = read(changed(event(), start="2024-11-20", end="2024-11-21").text, path=PATH).values
    assert (values["start"], values["end"]) == ("2024-11-20", "2024-11-21")


def test_an_offset_is_kept() -> None:
    """The second half past two of the night in October is written with its offset."""
    text = event("start: 2024-10-19 02:00\nend: 2024-10-19 05:00")
    values = read(changed(text, start="2024-10-27 02:30+01:00").text, path=PATH).values
    assert values["start"] == "2024-10-27 02:30+01:00"


# status, place and registration


def test_a_cancellation() -> None:
    """The new status comes below the times, and the one that held goes into the changes."""
    assert lines_of(event(), changed(event(), status="cancelled").text) == [
        "+status: cancelled",
        "+changes:",
        "+  - at: 2024-11-01 13:00",
        f"+    note: {NOTE}",
        "+    status: scheduled",
    ]


def test_a_postponed_event_with_a_new_start_is_scheduled() -> None:
    """Postponed means that no date is known, so that a new start ends it, and that is told."""
    text = event("status: postponed # wegens de storm")
    result = changed(text, start="2024-11-20 14:00")
    assert "\nstatus: scheduled # wegens de storm\n" in result.text
    assert last_change(result.text) == {
        "at": "2024-11-01 13:00",
        "note": NOTE,
        "start": "2024-11-13 14:00",
        "end": "2024-11-13 16:00",
        "status": "postponed",
    }
    assert result.remarks == (Remark.END_MOVED, Remark.RESUMED)


def test_a_postponed_event_may_be_on_at_its_old_start() -> None:
    """The start that stood there all the time is a date too, once it is given."""
    result = changed(event("status: postponed"), start="2024-11-13 14:00")
    assert last_change(result.text).keys() == {"at", "note", "status"}
    assert (len(result.same), result.remarks) == (1, (Remark.RESUMED,))


def test_the_status_that_is_given_goes_before() -> None:
    """A postponed event that gets a start and another status has that one."""
    result = changed(
        event("status: postponed"), start="2024-11-20", end="2024-11-20", status="moved_online"
    )
    assert "\nstatus: moved_online\n" in result.text
    assert result.remarks == ()


def test_one_new_start_of_several_leaves_them_postponed() -> None:
    """Of the other dates nothing is known yet, so the event stays postponed, and that is said."""
    result = changed(event(f"status: postponed\n{SERIES}"), start="2025-03-13 14:00", meeting=2)
    assert "\nstatus: postponed\n" in result.text
    assert result.remarks == (Remark.END_MOVED, Remark.STILL_POSTPONED)


def test_a_change_of_a_meeting_tells_of_that_one_alone() -> None:
    """What holds for the event is told in an item of its own, also of an event with one date."""
    front = "status: postponed\ndates: [{start: 2025-01-16 14:00}]"
    result = changed(event(front), start="2025-01-23 14:00")
    assert read(result.text, path=PATH).values["changes"] == [
        {"at": "2024-11-01 13:00", "note": NOTE, "meeting": "1", "start": "2025-01-16 14:00"},
        {"at": "2024-11-01 13:00", "note": NOTE, "status": "postponed"},
    ]
    assert (result.count, result.remarks) == (2, (Remark.RESUMED,))


@pytest.mark.parametrize("front", ["", "status: postponed"])
def test_what_is_postponed_has_no_new_start(front: str) -> None:
    """To be postponed and to have a new date contradict each other."""
    wanted: dict[str, Any] = {"start": "2024-11-20 14:00", "status": "postponed"}
    assert refusal(event(front), **wanted) == "postponed-with-start"


def test_a_cancelled_event_with_a_new_start_stays_cancelled() -> None:
    """Whether it takes place after all is not for the program to say; it asks."""
    result = changed(event("status: cancelled"), start="2024-11-20 14:00")
    assert "status: cancelled\n" in result.text
    assert result.remarks == (Remark.END_MOVED, Remark.STILL_CANCELLED)
    on = changed(event("status: cancelled"), start="2024-11-20 14:00", status="scheduled")
    assert on.remarks == (Remark.END_MOVED,)


@pytest.mark.parametrize(
    ("changes", "warned"),
    [
        ("{at: 2024-09-02, status: scheduled}", False),
        ("{at: 2024-09-02, status: scheduled}, {at: 2024-09-09, start: 2024-11-06 14:00}", True),
        ("{at: 2024-09-02, status: scheduled, start: 2024-11-06 14:00}", True),
        ("{at: 2024-09-02, status: scheduled, start: 2024-11-13 14:00}", False),
        ("{at: 2024-09-02, start: 2024-11-06 14:00}, {at: 2024-09-09, status: scheduled}", False),
        ("{at: 2024-09-02, start: 2024-11-06 14:00}", False),
    ],
)
def test_a_postponed_event_with_a_new_start_is_a_warning(changes: str, warned: bool) -> None:
    """Where someone wrote a new start by hand and left the event postponed, `check` says so."""
    hub = make_hub({PATH: event(f"uid: x\nstatus: postponed\nchanges: [{changes}]")})
    assert [one.code for one in hub.found] == ["postponed-with-date"] * warned


@pytest.mark.parametrize(
    ("words", "location"),
    [
        ("online", {"online": "true"}),
        (" Online ", {"online": "true"}),
        ("https://example.org/teams", {"online": "https://example.org/teams"}),
        ("https://example.org/a,b", {"online": "https://example.org/a,b"}),
        (
            "https://example.org/teams , Zaal 3, Utrecht",
            {"name": "Zaal 3", "place": "Utrecht", "online": "https://example.org/teams"},
        ),
        (
            "Zaal 3, Utrecht, https://example.org/teams",
            {"name": "Zaal 3", "place": "Utrecht", "online": "https://example.org/teams"},
        ),
        (
            "Zaal 3 https://example.org/teams",
            {"name": "Zaal 3", "online": "https://example.org/teams"},
        ),
        (
            "online, https://example.org/teams, Zaal 3",
            {"name": "Zaal 3", "online": "https://example.org/teams"},
        ),
        ("Zaal 3, ONLINE", {"name": "Zaal 3", "online": "true"}),
        (", Zaal, , Utrecht,", {"name": "Zaal", "place": "Utrecht"}),
        ("3511 ab  Utrecht", {"postcode": "3511 AB", "place": "Utrecht"}),
        ("Zaal, 3511AB", {"name": "Zaal", "postcode": "3511 AB"}),
        (
            "Stadhuis, Markt 1, 3511ab, Utrecht",
            {"name": "Stadhuis", "street": "Markt 1", "postcode": "3511 AB", "place": "Utrecht"},
        ),
        ("Zaal, 3454 De Meern", {"name": "Zaal", "place": "3454 De Meern"}),
        ("Stadhuis", {"name": "Stadhuis"}),
        ("Stadhuis, Utrecht", {"name": "Stadhuis", "place": "Utrecht"}),
        (
            "Stadhuis, Markt 1 , 3511 AB  Utrecht",
            {"name": "Stadhuis", "street": "Markt 1", "postcode": "3511 AB", "place": "Utrecht"},
        ),
        (
            "Stadhuis, zaal 3, Markt 1, Utrecht",
            {"name": "Stadhuis", "street": "zaal 3, Markt 1", "place": "Utrecht"},
        ),
        (
            "{name: Stadhuis, municipality: Utrecht}",
            {"name": "Stadhuis", "municipality": "Utrecht"},
        ),
    ],
)
def test_a_place_in_words(words: str, location: dict[str, str]) -> None:
    """A place may be said in the ways that people say it."""
    text = event("location: {name: Zaal 2, place: Breda}")
    result = changed(text, location=words)
    assert read(result.text, path=PATH).values["location"] == location
    assert last_change(result.text)["location"] == {"name": "Zaal 2", "place": "Breda"}


@pytest.mark.parametrize("words", [" , ", "{}", "{name: }", "{country: NL}"])
def test_a_place_says_where(words: str) -> None:
    """A location in which nothing is said does not take the place of the present one."""
    assert refusal(event("location: {name: Zaal 2}"), location=words) == "no-location"


@pytest.mark.parametrize(
    "words", ["[a]", "[name: a]", "- a", "https://a.example https://b.example", "zoommtg://a, Zaal"]
)
def test_a_place_is_no_list(words: str) -> None:
    """A list, and two addresses, are no place."""
    assert refusal(event(), location=words) == "unclear-location"


def test_a_first_place_has_no_old_one() -> None:
    """Where no place was said, the change holds none, and whoever asked is told."""
    result = changed(event(), location="Stadhuis")
    assert last_change(result.text).keys() == {"at", "note"}
    assert result.remarks == (Remark.UNTOLD,)


def test_what_is_not_recorded_needs_no_old_value() -> None:
    """Of a draft no change is told, so that nothing is missing in it."""
    assert changed(event("draft: true"), location="Stadhuis").remarks == ()


@pytest.mark.parametrize(
    ("front", "before"),
    [
        ("registration: {state: waiting_list}", "waiting_list"),
        ("registration:\n  email: a@example.org", "open"),
        ("registration: {note: Zie de website}", "none"),
        ("", "none"),
    ],
)
def test_a_registration_that_is_full(front: str, before: str) -> None:
    """The state that was declared, or held without being written, is the old one."""
    result = changed(event(front), registration="full")
    values = read(result.text, path=PATH).values
    assert isinstance(values["registration"], dict)
    assert values["registration"]["state"] == "full"
    assert last_change(result.text)["registration"] == before


# events with several dates


def test_one_of_several_dates_moves() -> None:
    """The second date moves where it stands, and the others stay."""
    text = event(SERIES)
    result = changed(text, start="2025-02-20 14:00", meeting=2)
    assert lines_of(text, result.text)[:2] == [
        "-  - {start: 2025-02-13 14:00, end: 2025-02-13 16:00, location: {name: Zaal 2}}",
        "+  - {start: 2025-02-20 14:00, end: 2025-02-20 16:00, location: {name: Zaal 2}}",
    ]
    assert last_change(result.text) == {
        "at": "2024-11-01 13:00",
        "note": NOTE,
        "meeting": "2",
        "start": "2025-02-13 14:00",
        "end": "2025-02-13 16:00",
    }
    assert f"    note: {NOTE}\n    meeting: 2\n    start: " in result.text


def test_the_place_of_one_date() -> None:
    """A date without a place had that of the event; that is the old one, and stays the event's."""
    result = changed(event(SERIES), location="Zaal 9", meeting=1)
    assert last_change(result.text)["location"] == {"name": "Stadhuis", "place": "Utrecht"}
    assert "    end: 2025-01-16 16:00\n    location:\n      name: Zaal 9\n" in result.text


def test_a_date_that_was_not_certain_becomes_so() -> None:
    """Its start takes the place of `tentative`, its end comes below; every other byte stays."""
    text = event(SERIES)
    result = changed(text, start="2025-05-15 14:00", end="2025-05-15 16:00", meeting=3)
    assert lines_of(text, result.text)[:3] == [
        "-  - tentative: voorjaar 2025 # nog te kiezen",
        "+  - start: 2025-05-15 14:00 # nog te kiezen",
        "+    end: 2025-05-15 16:00",
    ]
    assert last_change(result.text).keys() == {"at", "note", "meeting"}
    assert result.remarks == (Remark.UNTOLD,)
    assert [(one.before, one.after) for one in result.differences] == [
        ("voorjaar 2025", "2025-05-15 14:00"),
        (None, "2025-05-15 16:00"),
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "dates: [{title: 'Slot', tentative: \"in 't voorjaar\", note: 'a'}] # een",
            "dates: [{title: 'Slot', start: 2025-05-15 14:00, end: 2025-05-15 16:00, note: 'a'}] "
            "# een",
        ),
        (
            "dates:\n- title: 'Slot' # laatste\n  tentative: >- # later\n    in het\n    voorjaar\n"
            "  # waar?\n  note:   a",
            "dates:\n- title: 'Slot' # laatste\n  start: 2025-05-15 14:00 # later\n"
            "  end: 2025-05-15 16:00\n  # waar?\n  note:   a",
        ),
        (
            "dates: {tentative: voorjaar}",
            "dates: {start: 2025-05-15 14:00, end: 2025-05-15 16:00}",
        ),
    ],
    ids=["flow", "lines", "mapping"],
)
def test_a_date_that_was_not_certain_keeps_its_form(before: str, after: str) -> None:
    """Brackets, quotes, comments and the order of keys stay as they were."""
    result = changed(event(before), start="2025-05-15 14:00", end="2025-05-15 16:00")
    added = f"\nchanges:\n  - at: 2024-11-01 13:00\n    note: {NOTE}\n    meeting: 1"
    assert result.text == event(after + added)


def test_an_end_alone_does_not_settle_a_date() -> None:
    """Of a date that is not certain the start is needed first."""
    assert refusal(event(SERIES), end="2025-05-15 16:00", meeting=3) == "end-of-tentative"


def test_the_place_of_a_date_that_is_not_certain() -> None:
    """Where it is to be can be known before when."""
    result = changed(event(SERIES), location="Zaal 9", meeting=3)
    assert (
        "  - tentative: voorjaar 2025 # nog te kiezen\n    title: Slot\n    location:\n"
        in result.text
    )


def test_the_only_date_needs_no_number() -> None:
    """In a list of one date it is clear which is meant, also where it stands without a dash."""
    for dates in ("dates:\n  - start: 2025-01-16 14:00", "dates: {start: 2025-01-16 14:00}"):
        text = changed(event(dates), start="2025-01-23 14:00").text
        assert "start: 2025-01-23 14:00" in text
        assert last_change(text)["meeting"] == "1"


def test_one_of_several_dates_can_be_called_off() -> None:
    """It keeps its place in the list; the event and its other dates go on."""
    text = event(SERIES)
    result = changed(text, meeting=2, status="cancelled")
    dates = read(result.text, path=PATH).values["dates"]
    assert isinstance(dates, list)
    assert [isinstance(one, dict) and one.get("status") for one in dates] == [
        None,
        "cancelled",
        None,
    ]
    assert last_change(result.text)["status"] == "scheduled"
    again = changed(result.text, meeting=2, status="scheduled")
    assert last_change(again.text) == {
        "at": "2024-11-01 13:00",
        "note": NOTE,
        "meeting": "2",
        "status": "cancelled",
    }
    assert refusal(text, meeting=2, status="postponed") == "status-of-all"


def test_a_change_of_all_dates_names_none() -> None:
    """What becomes of the event is about all of its dates."""
    result = changed(event(SERIES), status="cancelled")
    assert last_change(result.text).keys() == {"at", "note", "status"}


@pytest.mark.parametrize(
    ("before", "told"),
    [
        ("registration: {state: open, deadline: 2024-11-06} # nog", {"deadline": "2024-11-06"}),
        ("registration:\n  state: open", {}),
        ("cost: gratis", {}),
    ],
)
def test_a_deadline_that_moved(before: str, told: dict[str, str]) -> None:
    """The old last day goes into the changes, where there was one."""
    result = changed(event(before), deadline="2024-11-08 17:00")
    registration = read(result.text, path=PATH).values["registration"]
    assert isinstance(registration, dict)
    assert registration["deadline"] == "2024-11-08 17:00"
    assert last_change(result.text) == {"at": "2024-11-01 13:00", "note": NOTE} | told


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ({"start": "2025-02-20 14:00"}, "which-meeting"),
        ({"location": "online"}, "which-meeting"),
        ({"start": "2025-02-20 14:00", "meeting": 4}, "no-such-meeting"),
        ({"start": "2025-02-20 14:00", "meeting": 0}, "no-such-meeting"),
        ({"registration": "full", "meeting": 1}, "meeting-for-nothing"),
    ],
)
def test_a_date_has_to_be_one(wanted: dict[str, Any], code: str) -> None:
    """Which of several dates is meant is asked where it is not clear."""
    assert refusal(event(SERIES), **wanted) == code


def test_a_number_without_dates_is_refused() -> None:
    """An event that meets once has no second date."""
    assert refusal(event(), start="2024-11-20 14:00", meeting=1) == "no-dates"


# what is recorded


def test_changes_come_after_those_that_there_are() -> None:
    """A change comes last, with the moment that is given for it."""
    text = event("changes:\n- {at: 2024-10-01, note: Eerste}")
    result = changed(text, status="postponed", at="2024-10-31")
    assert "".join(lines_of(text, result.text)) == (
        f"+status: postponed+- {{at: 2024-10-31, note: {NOTE}, status: scheduled}}"
    )
    assert result.count == 2


def test_a_note_alone_is_a_change() -> None:
    """What has no field of its own can be told too."""
    result = changed(event())
    assert last_change(result.text) == {"at": "2024-11-01 13:00", "note": NOTE}
    assert result.differences == ()


@pytest.mark.parametrize(
    ("front", "wanted"),
    [
        ("", {"start": "2024-11-13T14:00+01:00", "end": "2024-11-13 16:00:00"}),
        ("", {"status": "scheduled"}),
        ("status: cancelled", {"status": "cancelled"}),
        ("location: {online: true, platform: Teams}", {"location": "online"}),
        ("location: {place: Utrecht, country: nl}", {"location": "{place: Utrecht}"}),
        ("registration: {email: a@example.org}", {"registration": "open"}),
    ],
)
def test_what_is_so_already_is_no_change(front: str, wanted: dict[str, Any]) -> None:
    """A value that is the present one in other words is said, and nothing is written."""
    result = changed(event(front), **wanted)
    assert result.text == event(front)
    assert (len(result.same), result.differences, result.count) == (len(wanted), (), 0)


def test_an_older_updated_goes_along() -> None:
    """`updated` goes before the changes in calendars, so an older one would hide the change."""
    result = changed(event("updated: 2024-10-05 # met de hand"), status="cancelled")
    assert "updated: 2024-11-01 13:00 # met de hand\n" in result.text
    later = changed(event("updated: 2024-11-02"), status="cancelled")
    assert "updated: 2024-11-02\n" in later.text


@pytest.mark.parametrize("front", ["draft: true", "date: 2024-11-02"])
def test_what_nobody_has_seen_is_only_edited(front: str) -> None:
    """A change is for who saw the event: a draft, or one of the future, just gets the new value."""
    result = changed(event(front), status="cancelled")
    assert lines_of(event(front), result.text) == ["+status: cancelled"]
    assert (result.recorded, result.count) == (False, 0)
    forced = changed(event(front), status="cancelled", force=True)
    assert last_change(forced.text)["status"] == "scheduled"


# what is refused


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (
            {"start": "morgen"},
            "--start: “morgen” is geen datum met of zonder tijd; schrijf 2024-11-13 of "
            "2024-11-13 14:00",
        ),
        (
            {"status": "zwemles"},
            "--status: “zwemles” kan hier niet; kies uit scheduled, cancelled, postponed, "
            "moved_online",
        ),
        (
            {"location": "{naam: x}"},
            "--location: naam: het veld “naam” bestaat hier niet; bedoel je name?",
        ),
        (
            {"location": "{name: x"},
            "--location: de haak { die hier begint, wordt niet gesloten; schrijf {name: x}",
        ),
    ],
)
def test_an_option_that_cannot_be_is_named(wanted: dict[str, Any], said: str) -> None:
    """What is wrong with an option is said in the words for the field, under the option's name."""
    with pytest.raises(UnfitOptions) as caught:
        changed(event(), **wanted)
    assert says(caught.value.problems) == [said]


@pytest.mark.parametrize(
    ("wanted", "code"),
    [({"note": " "}, "no-note"), ({"start": ""}, "empty-option"), ({"at": " "}, "empty-option")],
)
def test_an_option_says_something(wanted: dict[str, Any], code: str) -> None:
    """An option without a word is refused, and so is a change without a note."""
    assert refusal(event(), **wanted) == code


@pytest.mark.parametrize(
    ("option", "word", "near"),
    [
        ("status", "afgelast", "cancelled"),
        ("status", " Gaat  niet door", "cancelled"),
        ("status", "canceled", "cancelled"),
        ("status", "uitgesteld", "postponed"),
        ("status", "online", "moved_online"),
        ("status", "Scheduled", "scheduled"),
        ("registration", "vol", "full"),
        ("registration", "wachtlijst", "waiting_list"),
        ("registration", "dicht", "closed"),
        ("registration", "uitnodiging", "invitation"),
        ("registration", "geen", "none"),
    ],
)
def test_a_word_of_people_is_told_in_the_hubs(option: str, word: str, near: str) -> None:
    """A Dutch or misspelt status or state is refused with the word that was meant."""
    wanted: dict[str, Any] = {option: word}
    with pytest.raises(Refused) as caught:
        changed(event(), **wanted)
    assert (caught.value.code, caught.value.values["near"]) == ("other-word", near)


@pytest.mark.parametrize("at", ["2024-11-02", "2024-11-01 13:01", "2024-11-01T12:01Z"])
def test_a_change_is_not_of_the_future(at: str) -> None:
    """A moment after now would make calendars say that they were changed in the future."""
    assert refusal(event(), status="cancelled", at=at) == "future-change"
    assert last_change(changed(event(), at="2024-11-01 13:00").text)["at"] == "2024-11-01 13:00"


def test_a_change_of_the_future_is_a_warning() -> None:
    """One that was written by hand is said by `check`; today's is none."""
    front = "uid: x\nchanges: [{at: 2024-11-01, note: a}, {at: 2024-11-02, note: b}]"
    assert says(make_hub({PATH: event(front)}).found) == [
        f"{PATH}:6: changes[2].at: deze wijziging ligt na nu; schrijf de dag waarop ze bekend werd"
    ]


def test_a_page_with_problems_is_not_changed() -> None:
    """Of a page that could not be published it is not known what people saw."""
    with pytest.raises(UnsoundPage) as caught:
        changed(event("kleur: rood"), status="cancelled")
    assert [one.code for one in caught.value.problems] == ["unknown-key"]


@pytest.mark.parametrize(
    ("wanted", "codes"),
    [
        ({"end": "2024-11-13 13:00"}, ["end-before-start"]),
        ({"start": "2024-03-31 02:30"}, ["skipped-time"]),
        ({"at": "2024-09-01"}, ["changes-out-of-order"]),
    ],
)
def test_a_change_that_makes_a_problem_is_not_written(
    wanted: dict[str, Any], codes: list[str]
) -> None:
    """The new text is read as a build reads it, and its problems are the answer."""
    with pytest.raises(ContentError) as caught:
        changed(event("changes: [{at: 2024-10-01, note: Eerste}]"), **wanted)
    assert [one.code for one in caught.value.problems] == codes


def test_a_translation_is_read_too() -> None:
    """A translation that would contradict its original stops the change."""
    files = {PATH: event(), "content/events/x.en.md": page("title: X\nend: 2024-11-13 16:00")}
    with pytest.raises(ContentError) as caught:
        change_of(files, end="2024-11-13 17:00")
    (found,) = caught.value.problems
    assert (found.path, found.code) == ("content/events/x.en.md", "translation-contradicts")


def test_a_changed_event_is_published_as_such() -> None:
    """What was written is what a build reads: the old values in the changes, the new ones now."""
    text = changed(event("uid: x@example.org"), start="2024-11-20 14:00").text
    entry = make_hub({PATH: changed(text, status="cancelled", note="Ziek").text}).entry(
        "events", "x"
    )
    assert f"{entry.meetings[0].end:%Y-%m-%d %H:%M}" == "2024-11-20 16:00"
    assert [one.note for one in entry.fields.changes] == [NOTE, "Ziek"]  # type: ignore[attr-defined]  # an event's


# the command

KCI = "content/events/2024/derde-bijeenkomst-kci.md"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a copy of the hub in this repository."""
    shutil.copytree(REPOSITORY / "content", tmp_path / "content")
    return tmp_path


def run(site: Path, *arguments: str) -> Result:
    """Return what `hubgen change` says of a site and how it ends."""
    now = "2024-11-01T12:00:00Z"
    result = CliRunner().invoke(main, ["change", "--site", str(site), "--now", now, *arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_the_command_writes_into_the_file(site: Path) -> None:
    """Only the lines that are meant are otherwise, and each is said with its old value."""
    before = (site / KCI).read_text("utf-8")
    result = run(site, "derde-bijeenkomst-kci", "--start", "2024-11-20 14:00", "--note", NOTE)
    assert lines_of(before, (site / KCI).read_text("utf-8")) == [
        "-start: 2024-11-13 14:00",
        "+start: 2024-11-20 14:00",
        "-end: 2024-11-13 16:00",
        "+end: 2024-11-20 16:00",
        "+changes:",
        "+  - at: 2024-11-01 13:00",
        f"+    note: {NOTE}",
        "+    start: 2024-11-13 14:00",
        "+    end: 2024-11-13 16:00",
    ]
    assert result.stdout.splitlines() == [
        f"{KCI} is bijgewerkt:",
        "  start: 2024-11-13 14:00 → 2024-11-20 14:00",
        "  end: 2024-11-13 16:00 → 2024-11-20 16:00",
        "Het einde schuift mee, zodat het even lang duurt; geef --end als dat anders is.",
        "Er staat nu 1 wijziging onder changes.",
    ]
    assert (result.exit_code, result.stderr) == (0, "")


def test_an_event_is_named_in_many_ways(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A slug, a slug with its folder, and a path from here or from the site mean the same file."""
    monkeypatch.chdir(site / "content" / "events")
    names = ["derde-bijeenkomst-kci", "events/derde-bijeenkomst-kci", KCI]
    names += [str(site / KCI), "2024/derde-bijeenkomst-kci.md", f" {KCI} ".replace("/", "\\")]
    names += ["https://hub.example.org/events/derde-bijeenkomst-kci/"]
    for count, name in enumerate(names, 1):
        said = run(site, name, "--note", NOTE).stdout
        assert said.startswith(f"{KCI} is bijgewerkt.\n")
        assert (site / KCI).read_text("utf-8").count(NOTE) == count


def test_an_event_in_a_folder_or_with_its_own_slug(tmp_path: Path) -> None:
    """An event is known by the name of its folder, and by the slug that it gives itself."""
    files = {
        "content/events/kci-3/index.md": event(),
        "content/events/anders.md": event("slug: eigen-naam"),
    }
    write_site(tmp_path, files)
    for name, path in (
        ("kci-3", "kci-3/index.md"),
        ("content/events/kci-3", "kci-3/index.md"),
        ("eigen-naam", "anders.md"),
    ):
        said = run(tmp_path, name, "--note", NOTE).stdout
        assert said.startswith(f"content/events/{path} is bijgewerkt.\n")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("derde-bijeenkomst-kic", "er is geen pagina “derde-bijeenkomst-kic”; bedoel je derde-bij"),
        ("zwemles", "er is geen pagina “zwemles” in content/events/; kijk de schrijfwijze na"),
        ("x" * 5000, "er is geen pagina “xxx"),
        (
            KCI.replace(".md", ".en.md"),
            f"{KCI.replace('.md', '.en.md')} is een vertaling, en feiten staan alleen in het "
            f"origineel; gebruik {KCI}",
        ),
        (
            "content/tools/kci-kaart.md",
            "content/tools/kci-kaart.md is geen bijeenkomst; geef een pagina uit content/events/",
        ),
        (
            "content/events/_index.md",
            "content/events/_index.md is geen bijeenkomst; geef een pagina uit content/events/",
        ),
        ("content/site.yaml", "content/site.yaml is geen pagina van deze hub; geef een bestand"),
        (__file__, "Usage: "),
    ],
    ids=["misspelt", "unknown", "long", "translation", "tool", "listing", "settings", "elsewhere"],
)
def test_what_is_no_event_is_refused(name: str, said: str, site: Path) -> None:
    """Whatever else is named is a wrong use, with what to name instead."""
    result = run(site, name, "--status", "cancelled", "--note", NOTE)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(said)


def test_words_that_are_no_text_are_refused(site: Path) -> None:
    """Bytes that are no UTF-8 cannot be written into a page, and are no reason for a traceback."""
    result = run(site, "derde-bijeenkomst-kci", "--note", "caf\udce9")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Traceback" not in result.stderr


def test_what_is_refused_leaves_the_file(site: Path) -> None:
    """A wrong option, a missing note and a new problem end with their status and change nothing."""
    before = (site / KCI).read_bytes()
    wrong = [
        (
            ("--status", "afgelast", "--note", NOTE),
            2,
            "--status: “afgelast” kan hier niet; bedoel je cancelled?",
        ),
        (("--status", "cancelled"), 2, "de toelichting ontbreekt"),
        (("--end", "2024-11-13 13:00", "--note", NOTE), 1, f"{KCI}:8:6: end: 13:00 is niet na"),
    ]
    for arguments, status, said in wrong:
        result = run(site, "derde-bijeenkomst-kci", *arguments)
        assert (result.exit_code, result.stdout) == (status, "")
        assert result.stderr.startswith(said)
    assert (site / KCI).read_bytes() == before


def test_a_page_with_problems_is_said_to_have_them(site: Path) -> None:
    """Its problems are said as a build says them, and that they come first."""
    text = (site / KCI).read_text("utf-8").replace("cost: gratis", "kost: gratis")
    (site / KCI).write_text(text, "utf-8")
    result = run(site, "derde-bijeenkomst-kci", "--status", "cancelled", "--note", NOTE)
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        f"{KCI}:16:1: kost: het veld “kost” bestaat hier niet; bedoel je cost?",
        "    kost: gratis",
        "    ^^^^",
        f"{KCI} heeft al problemen; los die eerst op, en vraag de wijziging dan opnieuw. Er is "
        "niets geschreven.",
    ]


def test_a_file_that_cannot_be_read_is_said_to_be_so(site: Path) -> None:
    """A file in another encoding is named with what is wrong with it."""
    (site / KCI).write_bytes(b"---\ntitle: caf\xe9\n---\n")
    result = run(site, str(site / KCI), "--note", NOTE)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"{KCI}:2: er staan tekens in die niet als UTF-8")


def test_what_is_too_unusual_is_told(tmp_path: Path) -> None:
    """Where the command cannot write, it says what to write where."""
    write_site(tmp_path, {PATH: event("changes:\n  at: 2024-10-01\n  note: Eerste")})
    before = (tmp_path / PATH).read_bytes()
    result = run(tmp_path, "x", "--status", "cancelled", "--note", NOTE)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"{PATH}:6: changes: dit is zo opgeschreven dat ")
    assert (tmp_path / PATH).read_bytes() == before


def test_what_goes_along_is_said(tmp_path: Path) -> None:
    """The command says what it did besides, what it left, and how that is done."""
    for status, said in (
        ("postponed", "De bijeenkomst was uitgesteld en heeft nu een datum, dus wordt haar status"),
        (
            "cancelled",
            "De bijeenkomst blijft afgelast. Gaat ze toch door? hubgen change "
            f'{PATH} --status scheduled --note "…"',
        ),
    ):
        write_site(tmp_path, {PATH: event(f"status: {status}")})
        result = run(tmp_path, "x", "--start", "2024-11-20 14:00", "--note", NOTE)
        assert any(line.startswith(said) for line in result.stdout.splitlines())
    write_site(tmp_path, {PATH: event()})
    assert run(tmp_path, "x", "--location", "Stadhuis", "--note", NOTE).stdout.splitlines() == [
        f"{PATH} is bijgewerkt:",
        "  location: (stond er niet) → {name: Stadhuis}",
        "Wat er eerst niet stond of nog niet vaststond, heeft geen oude waarde: daarvan lezen "
        "abonnees onder changes alleen de toelichting.",
        "Er staat nu 1 wijziging onder changes.",
    ]


def test_what_is_so_already_is_said(site: Path) -> None:
    """A value that is so already is said, nothing is written, and that is no failure."""
    before = (site / KCI).read_bytes()
    result = run(site, "derde-bijeenkomst-kci", "--status", "scheduled", "--note", NOTE)
    assert (result.exit_code, result.stdout.splitlines()) == (
        0,
        ["status is al scheduled; dat is geen wijziging.", f"{KCI} is gebleven zoals het was."],
    )
    assert (site / KCI).read_bytes() == before


def test_a_draft_is_said_to_be_one(tmp_path: Path) -> None:
    """Of an event that is not published it is said why no change was recorded."""
    write_site(tmp_path, {PATH: event("draft: true")})
    for arguments in (("--status", "cancelled"), ()):
        result = run(tmp_path, "x", *arguments, "--note", NOTE)
        assert result.exit_code == 0
        assert "Met --force komt de wijziging er toch bij." in result.stdout
    assert "changes" not in (tmp_path / PATH).read_text("utf-8")


def test_the_file_keeps_its_mode_line_ends_and_place(tmp_path: Path) -> None:
    """Who may read the file, how its lines end and where a link leads stay; nothing is left."""
    write_site(tmp_path, {PATH: "\ufeff" + event().replace("\n", "\r\n")})
    file = tmp_path / PATH
    real = file.rename(file.with_name("echt.md.txt"))
    file.symlink_to(real.name)
    real.chmod(0o640)
    assert run(tmp_path, "x", "--status", "cancelled", "--note", NOTE).exit_code == 0
    assert file.is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    text = real.read_bytes().decode()
    assert text.startswith("\ufeff---\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert sorted(one.name for one in file.parent.iterdir()) == ["echt.md.txt", "x.md"]


def test_a_file_is_written_whole_or_not_at_all(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk is full halfway, the old text is there, nothing beside it, and that is said."""

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    before = (site / KCI).read_bytes()
    names = sorted((site / KCI).parent.iterdir())
    monkeypatch.setattr("os.fsync", full)
    result = run(site, "derde-bijeenkomst-kci", "--status", "cancelled", "--note", NOTE)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith("is niet te schrijven (the disk is full)\n")
    assert (site / KCI).read_bytes() == before
    assert sorted((site / KCI).parent.iterdir()) == names


def test_the_language_of_what_is_said_can_be_chosen(site: Path) -> None:
    """`--lang` goes before the hub's own language."""
    said = run(site, "derde-bijeenkomst-kci", "--lang", "en", "--note", NOTE).stdout.splitlines()
    assert said == [f"{KCI} was changed.", "There is 1 change below changes now."]


def test_the_site_speaks_its_own_language(tmp_path: Path) -> None:
    """A hub in English is told in English what was written."""
    write_site(tmp_path, {PATH: event(), "content/site.yaml": "title: Trial\nlang: en\n"})
    said = run(tmp_path, "x", "--status", "cancelled", "--note", NOTE).stdout.splitlines()
    assert said == [
        f"{PATH} was changed:",
        "  status: scheduled → cancelled",
        "There is 1 change below changes now.",
    ]
