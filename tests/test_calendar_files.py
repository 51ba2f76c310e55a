"""Calendar files: what each says of itself, and an event's own of its meetings."""

from typing import Any

import icalendar
import pytest

from tests.hub import event, make_hub, page
from tests.test_calendars import X, calendars


@pytest.mark.parametrize(
    ("address", "shown_at", "name", "about"),
    [
        ("/calendar.ics", "/", "Testhub", None),
        ("/events/calendar.ics", "/events/", "Agenda · Testhub", "Wat er is."),
        ("/themes/water/calendar.ics", "/themes/water/", "Water · Testhub", None),
    ],
)
def test_a_calendar_is_called_by_its_listing_and_the_hub(
    address: str, shown_at: str, name: str, about: str | None
) -> None:
    """A subscriber reads whose it is, and a program where it is shown and where it is from."""
    hub = make_hub(
        {
            X: event("themes: [water]"),
            "content/events/_index.md": page("title: Agenda\nsummary: Wat er is."),
        }
    )
    listing = hub.plan.by_address[address].listing
    assert listing
    found: Any = icalendar.Calendar.from_ical(calendars(hub).of_listing(listing))
    base = "https://hub.example.org"
    assert [found.get(key) for key in ("NAME", "DESCRIPTION", "URL", "SOURCE")] == [
        name,
        about,
        base + shown_at,
        base + address,
    ]


def test_an_events_own_file_tells_each_meeting() -> None:
    """Where it is, what it is called and whether it is off are its own, else the event's."""
    hub = make_hub(
        {
            X: event(
                "summary: Kort.\nuid: x@a.nl\nthemes: [water]\n"
                "location: {name: Zaal 1, street: Dam 1, postcode: 1012 JS, place: Amsterdam, "
                "municipality: Amsterdam, online: https://meet.example/a}\n"
                "dates:\n"
                "  - {start: 2024-11-13 14:00, end: 2024-11-13 16:00, status: cancelled}\n"
                "  - {start: 2024-11-20 14:00, end: 2024-11-20 16:00, title: Vervolg, note: Neem "
                "iets mee., location: {municipality: Utrecht, lat: 52.1, lon: 5.1}}\n",
                title="Reeks",
            ),
        }
    )
    written = calendars(hub).of_event(hub.entry("events", "x"))
    calendar: Any = icalendar.Calendar.from_ical(written)
    page_of = "https://hub.example.org/events/x/"
    assert (calendar["NAME"], calendar["URL"]) == ("Reeks", page_of)
    first, second = calendar.events
    for found in (first, second):
        assert (found["URL"], found["CATEGORIES"].cats) == (page_of, ["Water"])
    assert (first["SUMMARY"], first["STATUS"]) == ("GEANNULEERD: Reeks", "CANCELLED")
    assert (second["SUMMARY"], second["STATUS"]) == ("Reeks: Vervolg", "CONFIRMED")
    assert first["LOCATION"] == "Zaal 1, Dam 1, 1012 JS Amsterdam, Online"
    assert second["LOCATION"] == "Utrecht"
    assert first["CONFERENCE"] == "https://meet.example/a"
    assert "CONFERENCE" not in second
    assert first["DESCRIPTION"] == f"Kort.\n\n{page_of}\n\nhttps://meet.example/a"
    assert second["DESCRIPTION"] == f"Kort.\n\nNeem iets mee.\n\n{page_of}"
    assert (second["GEO"].latitude, second["GEO"].longitude) == (52.1, 5.1)
    assert first["UID"] != second["UID"]
