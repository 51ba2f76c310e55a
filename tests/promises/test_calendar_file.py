"""The iCalendar file (RFC 5545, RFC 7986)."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from hubgen.errors import BuildFailed
from tests.hub import event, make_hub
from tests.promises.publishing import (
    BASE,
    CALENDARS,
    WHOLE,
    X,
    calendars,
    components,
    lines,
    only,
    publish,
)
from tests.published import Site
from tests.test_timezones import Written

_TIME = re.compile(r"DT(?:START|END)(;[^:]*)?:(\d{8}(?:T\d{6}Z?)?)")


def test_file_1_lines_and_characters(hub: Site, year_hub: Site, tmp_path: Path) -> None:
    """CRLF, at most 75 octets a line, no character cut in two, no blank line, BOM or control."""
    odd = "\U0001f6b2 é漢字\u200b, ; \\ " * 20
    own = publish(tmp_path, {X: event(f"uid: x@example.org\nsummary: '{odd}'")})
    for site in (hub, year_hub, own):
        for address in calendars(site):
            data = site.bytes(address)
            assert data.endswith(b"\r\n")
            assert not data.startswith(b"\xef\xbb\xbf")
            whole = data.split(b"\r\n")[:-1]
            for line in whole:
                assert 0 < len(line) <= 75
                assert not re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", line)
                line.decode()  # raises where a character was folded in two


def test_file_1_text_is_escaped_and_addresses_are_not(tmp_path: Path) -> None:
    """Commas, semicolons and backslashes are escaped in TEXT; a URI stays as it is."""
    found = lines(publish(tmp_path, WHOLE).bytes("/events/x/event.ics"))
    assert r"SUMMARY:Water\, wind\; en weer" in found
    (address,) = (one for one in found if one.startswith("CONFERENCE"))
    assert address.endswith(":https://meet.example.org/a?b=1,2;c=3")
    assert f"URL:{BASE}events/x/" in found


def test_file_2_what_a_calendar_says_of_itself(hub: Site, year_hub: Site) -> None:
    """One VERSION and PRODID, its name twice, how often to ask; no METHOD or other CALSCALE."""
    for site in (hub, year_hub):
        for address in calendars(site):
            found = lines(site.bytes(address))
            names = [line.partition(":")[0] for line in found]
            for name in ("NAME", "X-WR-CALNAME", "PRODID", "VERSION"):
                assert names.count(name) == 1
            assert "VERSION:2.0" in found
            assert "REFRESH-INTERVAL;VALUE=DURATION:PT12H" in found
            assert "X-PUBLISHED-TTL:PT12H" in found
            said = dict(line.partition(":")[::2] for line in found)
            assert said["NAME"] == said["X-WR-CALNAME"]
            assert "METHOD" not in names
            assert said.get("CALSCALE", "GREGORIAN") == "GREGORIAN"


def test_file_3_every_zone_is_defined_once_and_by_rule(hub: Site, year_hub: Site) -> None:
    """Each TZID has one VTIMEZONE with RRULEs and no RDATE; no time floats or has a bare offset."""
    zones = set()
    for site in (hub, year_hub):
        for address in calendars(site):
            found = lines(site.bytes(address))
            defined = [line.partition(":")[2] for line in found if line.startswith("TZID:")]
            assert len(defined) == len(set(defined))
            events = "\n".join(found).partition("BEGIN:VEVENT")[2].splitlines()
            for parameters, value in filter(None, (time_of(line) for line in events)):
                tzid = dict(one.split("=") for one in parameters.strip(";").split(";") if one)
                if "TZID" in tzid:
                    assert tzid["TZID"] in defined
                    assert re.fullmatch(r"[A-Z][A-Za-z_]+/[A-Z][A-Za-z_]+", tzid["TZID"])
                else:
                    assert value.endswith("Z") or tzid == {"VALUE": "DATE"}
            assert not any(line.startswith("RDATE") for line in found)
            zones |= set(defined)
    assert zones >= {"Europe/Amsterdam", "America/New_York", "Australia/Sydney", "Asia/Kolkata"}


def time_of(line: str) -> tuple[str, str] | None:
    """Return the parameters and value of a start or an end, None of another line."""
    found = _TIME.fullmatch(line)
    return (found[1] or "", found[2]) if found else None


def test_file_3_a_zone_agrees_with_the_database_on_every_day(year_hub: Site) -> None:
    """From 1996 to 2037, every twelve hours, by what the published VTIMEZONE says alone."""
    data = year_hub.bytes("/calendar.ics")
    zones = re.findall(rb"BEGIN:VTIMEZONE\r\nTZID:(.*?)\r\n(.*?)END:VTIMEZONE", data, re.DOTALL)
    assert len(zones) >= 5
    for name, text in zones:
        written, known = Written(text), ZoneInfo(name.decode())
        moment = datetime(1996, 1, 1, tzinfo=UTC)
        while moment.year < 2038:
            offset = moment.astimezone(known).utcoffset()
            assert written.at_instant(moment) == offset, f"{name.decode()} at {moment}"
            moment += timedelta(hours=12)


def test_file_4_a_time_that_does_not_exist_is_a_problem(tmp_path: Path) -> None:
    """Half past two on the last Sunday of March stops the build."""
    text = event("uid: x@example.org\nstart: 2024-03-31 02:30\nend: 2024-03-31 05:00")
    with pytest.raises(BuildFailed) as failed:
        publish(tmp_path, {X: text})
    assert [(one.field, one.code) for one in failed.value.problems] == [("start", "skipped-time")]


def test_file_4_a_time_that_occurs_twice_is_the_first(tmp_path: Path) -> None:
    """Half past two on the last Sunday of October is in summer time, and an editor is warned."""
    text = event("uid: x@example.org\nstart: 2024-10-27 02:30\nend: 2024-10-27 05:00")
    found = only(publish(tmp_path, {X: text}))
    assert isinstance(found.start, datetime)
    assert found.start.astimezone(UTC) == datetime(2024, 10, 27, 0, 30, tzinfo=UTC)
    assert [one.code for one in make_hub({X: text}).found] == ["time-twice"]


def test_file_5_days_end_the_day_after(tmp_path: Path) -> None:
    """An all-day event has VALUE=DATE, and its DTEND is the first day that is not part of it."""
    text = event("uid: x@example.org\nstart: 2024-11-13\nend: 2024-11-14")
    site = publish(tmp_path, {X: text})
    found = only(site)
    assert (found.start, found.end) == (date(2024, 11, 13), date(2024, 11, 15))
    assert "DTSTART;VALUE=DATE:20241113" in lines(site.bytes("/calendar.ics"))
    assert "DTEND;VALUE=DATE:20241115" in lines(site.bytes("/calendar.ics"))


def test_file_5_the_end_is_after_the_start(hub: Site, year_hub: Site) -> None:
    """Both have one type, and in UTC the end is later, also where the clock goes back between."""
    for site in (hub, year_hub):
        for address in calendars(site):
            for found in components(site, address):
                assert type(found.start) is type(found.end)
                if isinstance(found.start, datetime) and isinstance(found.end, datetime):
                    assert found.start.astimezone(UTC) < found.end.astimezone(UTC)
                else:
                    assert found.start < found.end


def test_file_6_every_meeting_is_an_event(tmp_path: Path) -> None:
    """Each of `dates` has a UID of its own by its place in the list; the tentative are left out."""
    dates = (
        "dates:\n  - {start: 2024-11-13 14:00, end: 2024-11-13 16:00}\n"
        "  - {tentative: in december}\n  - {start: 2025-01-15 14:00, end: 2025-01-15 16:00}"
    )
    site = publish(tmp_path, {X: event(f"uid: x@example.org\n{dates}")})
    for address in ("/calendar.ics", "/events/x/event.ics"):
        assert [one["UID"] for one in components(site, address)] == [
            "x-1@example.org",
            "x-3@example.org",
        ]


def test_file_6_one_meeting_may_be_off(tmp_path: Path) -> None:
    """It keeps its UID and says that it is off; the others go on."""
    dates = (
        "dates:\n  - {start: 2024-11-13 14:00, end: 2024-11-13 16:00, status: cancelled}\n"
        "  - {start: 2025-01-15 14:00, end: 2025-01-15 16:00}"
    )
    site = publish(tmp_path, {X: event(f"uid: x@example.org\n{dates}")})
    found = [
        (one["UID"], one["STATUS"], one["SUMMARY"]) for one in components(site, "/calendar.ics")
    ]
    assert found == [
        ("x-1@example.org", "CANCELLED", "GEANNULEERD: Bijeenkomst"),
        ("x-2@example.org", "CONFIRMED", "Bijeenkomst"),
    ]
    assert "gaat niet door" in site.pages["/events/x/"].section("Alle bijeenkomsten")


def test_file_7_what_an_event_says(tmp_path: Path) -> None:
    """Where in words and degrees, its subjects, its page, the meeting's link, who organises."""
    found = lines(publish(tmp_path, WHOLE).bytes("/events/x/event.ics"))
    said = {line.partition(":")[0]: line.partition(":")[2] for line in found}
    assert said["LOCATION"] == r"Stadhuis\, Markt 1\; zaal A\, Utrecht\, Online via Teams"
    assert said["GEO"] == "52.0907;5.1214"
    assert said["CATEGORIES"] == r"Water,Zo\, en zo"
    assert said["URL"] == f"{BASE}events/x/"
    link = "https://meet.example.org/a?b=1,2;c=3"
    assert said["DESCRIPTION"] == (
        rf"Over water\, in de stad.\n\n{BASE}events/x/\n\n"
        + link.replace(",", r"\,").replace(";", r"\;")
    )
    (conference,) = (name for name in said if name.startswith("CONFERENCE"))
    assert conference.startswith("CONFERENCE;VALUE=URI;")
    assert said[conference] == link
    assert said["ORGANIZER;CN=VNG"] == "mailto:info@example.org"


def test_file_7_nobody_is_invited_and_no_private_address_is_told(tmp_path: Path) -> None:
    """There is no ATTENDEE, and no address of a person who does not publish it."""
    site = publish(tmp_path, WHOLE)
    for address in calendars(site):
        data = site.bytes(address)
        assert b"ATTENDEE" not in data
        assert b"ada@example.org" not in data
    for name, contact in (("b", ""), ("c", "contact: ada")):
        others = {
            path: text.replace("contact: {name: Balie, email: info@example.org}", contact)
            for path, text in WHOLE.items()
        }
        data = publish(tmp_path / name, others).bytes("/calendar.ics")
        assert b"ORGANIZER" not in data
        assert b"ada@example.org" not in data


def test_file_7_coordinates_are_on_earth(tmp_path: Path) -> None:
    """A latitude of 152 is a problem, and never a GEO."""
    text = WHOLE[X].replace("lat: 52.0907", "lat: 152.0907")
    with pytest.raises(BuildFailed) as failed:
        publish(tmp_path, dict(WHOLE) | {X: text})
    assert [one.field for one in failed.value.problems] == ["location.lat"]


def test_file_8_an_empty_calendar_is_valid(tmp_path: Path) -> None:
    """It holds its zone, as a calendar must hold something, and its name."""
    site = publish(tmp_path, {})
    for address in ("/calendar.ics", "/events/calendar.ics", "/deadlines/calendar.ics"):
        calendar = Calendar.from_ical(site.bytes(address))
        assert [one.name for one in calendar.subcomponents] == ["VTIMEZONE"]
        assert calendar["NAME"]


def test_file_8_a_calendar_is_not_too_large(hub: Site, year_hub: Site) -> None:
    """None is near 1 MB; tests/test_calendars.py has those that would be."""
    for site in (hub, year_hub):
        assert max(len(site.bytes(address)) for address in calendars(site)) < 800_000


def test_file_9_readers_see_the_same_instants(year_hub: Site) -> None:
    """Each calendar holds what the content says; tests/test_readers.py asks other programs too."""
    instants = {
        str(one["UID"]): one.start.astimezone(UTC)
        for one in components(year_hub, "/calendar.ics")
        if isinstance(one.start, datetime)
    }
    assert instants["summer@hub.example.org"] == datetime(2024, 7, 3, 12, tzinfo=UTC)
    assert instants["winter@hub.example.org"] == datetime(2024, 1, 15, 13, tzinfo=UTC)
    assert len(CALENDARS) == 10
