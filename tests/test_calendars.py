"""Calendars: what is in them, how often it is made, and how large they may become."""

from datetime import UTC, date, datetime

import icalendar
import pytest

from hubgen import ical
from hubgen.calendars import LARGE, LARGEST, Calendars
from hubgen.calendars.components import components_of
from hubgen.calendars.records import Component
from hubgen.plan import Form
from tests.hub import NOW, Hub, event, make_hub, page, says

X = "content/events/x.md"
OPEN = "registration: {url: https://example.org/, deadline: %s}"


def calendars(hub: Hub) -> Calendars:
    """Return the calendars of a hub."""
    return Calendars(hub.edition, components_of(hub.library.entries, hub.edition))


def read(hub: Hub, address: str) -> list[icalendar.Event]:
    """Return the events of the calendar at an address, in its order."""
    target = hub.plan.by_address[address]
    made = calendars(hub)
    assert target.listing
    return list(icalendar.Calendar.from_ical(made.of_listing(target.listing)).events)


def deadlines(front: str, **more: str) -> list[icalendar.Event]:
    """Return the calendar of deadlines of a hub with one event."""
    return read(make_hub({X: event(front), **more}), "/deadlines/calendar.ics")


def test_a_component_is_made_once_for_all_calendars(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each meeting is serialised once, and those bytes are in every calendar that holds it."""
    hub = make_hub(
        {
            f"content/events/e{number}.md": event(
                f"themes: [water, energie]\naudience: [Allen]\npart_of: r\nuid: e{number}@a.nl"
            )
            for number in range(7)
        }
        | {"content/programmes/r.md": page("title: R\nuid: r@example.org")}
    )
    made: list[bytes] = []
    write = ical.component

    def counted(occasion: ical.Occasion) -> bytes:
        made.append(write(occasion))
        return made[-1]

    monkeypatch.setattr(ical, "component", counted)
    written = calendars(hub)
    listings = [one for one in hub.plan.listings if one.has_calendar and one.coming]
    whole = [written.of_listing(one) for one in listings]
    assert {one.address for one in listings} >= {
        "/",
        "/events/",
        "/themes/water/",
        "/programmes/r/",
    }
    assert len(made) == 7
    assert all(component in data for component in made for data in whole)
    for target in hub.plan.of_form[Form.EVENT_CALENDAR]:
        data = written.of_event(hub.edition.entry_of(target))
        assert sum(component in data for component in made) == 1
    assert len(made) == 7


def test_a_theme_s_calendar_has_the_theme_s_colour() -> None:
    """Programs that know colours show it so; another calendar has none of its own."""
    site = "title: Hub\nthemes: [{slug: water, title: Water, colour: '#1b5e4b'}]\n"
    hub = make_hub({X: event("themes: [water]"), "content/site.yaml": site})
    made = calendars(hub)
    data = {one.address: made.of_listing(one) for one in hub.plan.listings if one.has_calendar}
    assert b"X-APPLE-CALENDAR-COLOR:#1B5E4B\r\n" in data["/themes/water/"]
    assert b"COLOR" not in data["/events/"]


# Registration deadlines


def test_a_deadline_is_a_day_that_takes_no_time() -> None:
    """It is an event of that whole day, no to-do, and nobody is busy because of it."""
    (found,) = deadlines(f"uid: x@example.org\n{OPEN % '2024-11-06 17:00'}")
    assert found.name == "VEVENT"
    assert (found.start, found.end) == (date(2024, 11, 6), date(2024, 11, 7))
    assert found["TRANSP"] == "TRANSPARENT"
    assert found["UID"] == "x-deadline@example.org"
    assert found["SUMMARY"] == "Laatste dag om u aan te melden: Bijeenkomst"
    assert found["DESCRIPTION"] == (
        "Aanmelden kan tot en met 6 november 2024, 17.00 uur.\n"
        "De bijeenkomst: woensdag 13 november 2024, 14.00–16.00 uur.\n\n"
        "https://hub.example.org/events/x/"
    )
    assert found["URL"] == "https://hub.example.org/events/x/"


@pytest.mark.parametrize(
    ("deadline", "timezone", "day"),
    [
        ("2024-11-06", "Europe/Amsterdam", 6),
        ("2024-11-06 00:00", "Europe/Amsterdam", 5),
        ("2024-11-06 00:01", "Europe/Amsterdam", 6),
        ("2024-11-06 23:59:59", "Europe/Amsterdam", 6),
        ("2024-11-06T23:30:00-05:00", "America/New_York", 6),
        ("2024-11-06 01:00", "Asia/Kolkata", 6),
    ],
)
def test_a_deadline_is_on_the_last_day_where_the_event_is(
    deadline: str, timezone: str, day: int
) -> None:
    """The day is the event's own; at midnight the last day is the one that ends then."""
    (found,) = deadlines(f"timezone: {timezone}\n{OPEN % deadline}")
    assert found.start == date(2024, 11, day)


@pytest.mark.parametrize(
    ("state", "title"),
    [
        ("full", "Vol: Bijeenkomst"),
        ("closed", "Aanmelden kan niet meer: Bijeenkomst"),
        ("none", "Aanmelden hoeft niet: Bijeenkomst"),
        ("waiting_list", "Laatste dag om u aan te melden: Bijeenkomst"),
        ("invitation", "Laatste dag om u aan te melden: Bijeenkomst"),
    ],
)
def test_a_deadline_stays_when_nobody_can_register_any_more(state: str, title: str) -> None:
    """It keeps its place in who subscribed's calendar, and says what is so now."""
    (found,) = deadlines(f"registration: {{state: {state}, deadline: 2024-11-06}}")
    assert (found["SUMMARY"], found["STATUS"]) == (title, "CONFIRMED")


def test_a_deadline_is_cancelled_with_its_event() -> None:
    """It stays, says so, and has the event's number of changes."""
    changes = "changes: [{at: 2024-10-20, status: scheduled}, {at: 2024-10-21, note: Storm}]"
    (found,) = deadlines(f"status: cancelled\n{changes}\n{OPEN % '2024-11-06'}")
    assert found["SUMMARY"] == "GEANNULEERD: Laatste dag om u aan te melden: Bijeenkomst"
    assert (found["STATUS"], found["SEQUENCE"]) == ("CANCELLED", 2)


def test_deadlines_go_with_the_window_of_past_days() -> None:
    """One that is longer ago than the window is in the calendar no more; the rest stays."""
    files = {
        f"content/events/{name}.md": event(f"{OPEN % day}\nuid: {name}@example.org")
        for name, day in (
            ("long-ago", "2023-09-01"),
            ("past", "2024-06-01"),
            ("next", "2024-11-06"),
        )
    }
    hub = make_hub(files)
    found = read(hub, "/deadlines/calendar.ics")
    assert {one["UID"] for one in found} == {
        "next-deadline@example.org",
        "past-deadline@example.org",
    }
    (listing,) = (one for one in hub.plan.listings if one.address == "/deadlines/")
    assert listing.coming == 1


def test_an_event_without_a_date_has_its_deadline() -> None:
    """The deadline is known before the meeting is; the description names no time then."""
    (found,) = read(
        make_hub({X: page("title: Later\nregistration: {state: open, deadline: 2024-11-06}")}),
        "/deadlines/calendar.ics",
    )
    assert "De bijeenkomst" not in str(found["DESCRIPTION"])


def test_two_pages_cannot_have_one_uid_in_calendars() -> None:
    """A uid that is another event's second meeting, or its deadline, is a problem."""
    dates = "dates: [{start: 2024-11-13}, {start: 2024-11-20}]"
    for uid, other in (("a-2@b", f"{dates}"), ("a-deadline@b", OPEN % "2024-11-06")):
        hub = make_hub(
            {
                "content/events/a.md": event(f"uid: a@b\n{other}"),
                "content/events/b.md": event(f"uid: {uid}"),
            }
        )
        assert hub.codes == ["uid-twice"]


# Organisers


@pytest.mark.parametrize(
    ("contact", "organiser"),
    [
        ("contact: {name: Balie, email: info@example.org}", "mailto:info@example.org"),
        ("contact: ada", "mailto:ada@example.org"),
        ("contact: bo", None),
        ("contact: {name: Balie, phone: 030 123 45 67}", None),
        ("website: https://example.org/", None),
    ],
)
def test_an_organiser_is_named_with_a_published_address(
    contact: str, organiser: str | None
) -> None:
    """An address that no page shows is in no calendar; without one there is no organiser."""
    hub = make_hub(
        {
            X: event("organiser: vng"),
            "content/organisations/vng.md": page(f"title: VNG\n{contact}"),
            "content/people/ada.md": page(
                "title: Ada\nemail: ada@example.org\npublish_contact: true"
            ),
            "content/people/bo.md": page("title: Bo\nemail: bo@example.org"),
        }
    )
    (found,) = read(hub, "/calendar.ics")
    assert found.get("ORGANIZER") == organiser
    assert "ATTENDEE" not in found
    if organiser:
        assert found["ORGANIZER"].params["CN"] == "VNG"


def test_whoever_takes_part_is_no_organiser() -> None:
    """An address of a partner's page is where nobody asks about the event."""
    hub = make_hub(
        {
            X: event("partners: vng"),
            "content/organisations/vng.md": page("title: VNG\ncontact: {name: A, email: a@b.nl}"),
        }
    )
    (found,) = read(hub, "/calendar.ics")
    assert "ORGANIZER" not in found


# Sizes


def many(count: int, *, day: str = "2024-11-13", words: int = 20) -> dict[str, str | bytes]:
    """Return events on a day with a summary of this many words."""
    summary = "woord " * words
    return {
        f"content/events/e{number}.md": (
            f"---\ntitle: Bijeenkomst {number}\nuid: e{number}@example.org\nsummary: {summary}\n"
            f"start: {day} 14:00\nend: {day} 16:00\n---\n"
        )
        for number in range(count)
    }


def sizes(hub: Hub) -> tuple[list[str], int]:
    """Return what is said of the hub's calendars in Dutch, and the size of its own in bytes."""
    made = calendars(hub)
    return says(made.problems()), len(made.of_listing(hub.plan.home("nl")))


def test_five_thousand_events_fit_by_the_window_of_past_days() -> None:
    """Ten years of events, five hundred a year: no calendar reaches 1 MB, and nothing is said."""
    files: dict[str, str | bytes] = {}
    for number in range(5000):
        year, day = 2016 + number // 500, 1 + number % 28
        month = 1 + number // 28 % 12
        files[f"content/events/e{number}.md"] = (
            f"---\ntitle: Bijeenkomst {number}\nuid: e{number}@example.org\nthemes: [water]\n"
            f"summary: Wat gemeenten van elkaar leren over water in de stad, met een rondleiding.\n"
            f"start: {year}-{month:02}-{day:02} 14:00\nend: {year}-{month:02}-{day:02} 16:00\n"
            "location: {name: Stadhuis, street: Markt 1, place: Utrecht}\n---\nTekst.\n"
        )
    hub = make_hub(files, now=datetime(2025, 7, 1, 12, tzinfo=UTC))
    said, size = sizes(hub)
    made = calendars(hub)
    largest = max(len(made.of_listing(one)) for one in hub.plan.listings if one.has_calendar)
    assert said == []
    assert 300_000 < size <= largest < LARGE
    assert len(hub.library.entries) == 5000


def test_a_calendar_near_the_limit_is_said() -> None:
    """From 800 kB an editor hears of it, with what to do."""
    said, size = sizes(make_hub(many(1700)))
    assert LARGE <= size < LARGEST
    kilobytes = -(-size // 1000)
    assert said[0] == (
        f"content/site.yaml: feeds.past_days: de agenda /calendar.ics is {kilobytes} kB, en boven"
        " 1000 kB halen sommige programma's hem niet meer op; maak past_days kleiner"
    )
    assert [line.split()[4] for line in said] == [
        "/calendar.ics",
        "/events/2024/calendar.ics",
        "/events/calendar.ics",
    ]


def test_the_oldest_go_first_where_not_all_of_the_past_fits() -> None:
    """A calendar that would be too large holds less of the past, is told of, and keeps the rest."""
    old = many(2000, day="2024-02-01")
    newer = {
        path.replace("events/e", "events/n"): str(text).replace("uid: e", "uid: n")
        for path, text in many(900, day="2024-10-01").items()
    }
    hub = make_hub({**old, **newer})
    said, size = sizes(hub)
    found = read(hub, "/calendar.ics")
    assert {str(one["UID"])[0] for one in found} == {"n"}
    assert len(found) == 900
    assert size < LARGEST
    assert len(said) == 3
    assert (
        "/calendar.ics zou groter worden dan 1000 kB, dus bijeenkomsten tot en met 2024-02-01"
        in (said[0])
    )


def test_what_is_to_come_is_never_left_out() -> None:
    """A calendar of the future that is too large is said to be, and by how much."""
    hub = make_hub(many(2200))
    said, size = sizes(hub)
    assert len(read(hub, "/calendar.ics")) == 2200
    over = -(-(size - LARGEST) // 1000)
    assert size > LARGEST
    assert f"/calendar.ics is {-(-size // 1000)} kB, {over} kB meer dan sommige" in said[0]


def test_a_component_knows_when_it_is_over() -> None:
    """The window and the years of calendars go by a meeting's own end and start."""
    hub = make_hub({X: event("start: 2024-12-31 23:00\nend: 2025-01-01 01:00")})
    (found,) = components_of(hub.library.entries, hub.edition).values()
    (meeting,) = found.meetings
    assert isinstance(meeting, Component)
    assert (meeting.year, meeting.end) == ("2024", datetime(2025, 1, 1, 0, tzinfo=UTC))
    assert meeting.end > NOW
