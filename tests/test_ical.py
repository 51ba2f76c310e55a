import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event, vText
from icalendar.parser import Contentline
from icalendar.prop import vCalAddress, vUri

from hubgen.content_lines import content_line
from hubgen.ical import Occasion, calendar, component, zones_of
from hubgen.timezones import vtimezone

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NEW_YORK = ZoneInfo("America/New_York")


def occasion(**fields: Any) -> Occasion:
    """Return an afternoon in Amsterdam, with these fields instead."""
    usual: dict[str, Any] = {
        "uid": "kci-3@hub.example",
        "title": "Derde bijeenkomst KCI",
        "start": datetime(2024, 11, 13, 14, tzinfo=AMSTERDAM),
        "end": datetime(2024, 11, 13, 16, 30, tzinfo=AMSTERDAM),
        "stamp": datetime(2024, 10, 1, tzinfo=AMSTERDAM),
        "modified": datetime(2024, 10, 2, 9, 15, tzinfo=UTC),
    }
    return Occasion(**usual | fields)


FULL = occasion(
    sequence=2,
    description="Over energie, water; en groen.\n\nTot dan!",
    location="Stadhuis, Coolsingel 40, Rotterdam",
    geo=(51.9225, 4.47917),
    categories=("energie", "water, groen"),
    url="https://hub.example/events/kci-3/?a=1,2;b#tijd",
    conference="https://meet.example/kci,3",
    organiser=('Gemeente "Dijk", team; groen', "groen@gemeente.example"),
)


def test_an_event_is_written_letter_by_letter() -> None:
    """Every property has its place and form."""
    expected = r"""BEGIN:VEVENT
UID:kci-3@hub.example
DTSTAMP:20240930T220000Z
LAST-MODIFIED:20241002T091500Z
SEQUENCE:2
STATUS:CONFIRMED
TRANSP:TRANSPARENT
DTSTART;TZID=Europe/Amsterdam:20241113T140000
DTEND;TZID=Europe/Amsterdam:20241113T163000
SUMMARY:Derde bijeenkomst KCI
DESCRIPTION:Over energie\, water\; en groen.\n\nTot dan!\n\nhttps://meet.e
 xample/kci\,3
LOCATION:Stadhuis\, Coolsingel 40\, Rotterdam
GEO:51.9225;4.47917
CATEGORIES:energie,water\, groen
URL:https://hub.example/events/kci-3/?a=1,2;b#tijd
CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO;LABEL=Online deelnemen:https://me
 et.example/kci,3
ORGANIZER;CN="Gemeente ^'Dijk^', team; groen":mailto:groen@gemeente.exampl
 e
END:VEVENT
"""
    assert expected.replace("\n", "\r\n") == component(FULL).decode()


def test_an_event_is_what_the_library_would_write() -> None:
    """Property for property, the bytes are those of a component of the icalendar library."""
    event = Event()
    for name, value in (
        ("uid", FULL.uid),
        ("dtstamp", FULL.stamp.astimezone(UTC)),
        ("last-modified", FULL.modified),
        ("sequence", FULL.sequence),
        ("status", "CONFIRMED"),
        ("transp", "TRANSPARENT"),
        ("dtstart", FULL.start),
        ("dtend", FULL.end),
        ("summary", FULL.title),
        ("description", f"{FULL.description}\n\n{FULL.conference}"),
        ("location", FULL.location),
        ("geo", FULL.geo),
        ("categories", list(FULL.categories)),
        ("url", FULL.url),
    ):
        event.add(name, value)
    features = {"VALUE": "URI", "FEATURE": ["AUDIO", "VIDEO"], "LABEL": "Online deelnemen"}
    event.add("conference", vUri(FULL.conference, params=features))
    name, address = FULL.organiser or ("", "")
    event.add("organizer", vCalAddress(f"mailto:{address}", params={"CN": name}))
    assert component(FULL) == event.to_ical(sorted=False)


def test_a_calendar_is_written_letter_by_letter() -> None:
    """The header has each name that programs know, then come sorted zones, then the events."""
    written = calendar(
        name="Agenda, energie",
        description="Alle bijeenkomsten\nvan de hub",
        url="https://hub.example/events/",
        source="https://hub.example/events/calendar.ics",
        colour="#00a1b2",
        zones=("Europe/Amsterdam", "Asia/Tokyo", "Europe/Amsterdam"),
        components=(b"BEGIN:VEVENT\r\nEND:VEVENT\r\n", b"BEGIN:VEVENT\r\nUID:2\r\nEND:VEVENT\r\n"),
    )
    header = r"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//hubgen//hubgen//EN
NAME:Agenda\, energie
X-WR-CALNAME:Agenda\, energie
DESCRIPTION:Alle bijeenkomsten\nvan de hub
X-WR-CALDESC:Alle bijeenkomsten\nvan de hub
URL:https://hub.example/events/
SOURCE;VALUE=URI:https://hub.example/events/calendar.ics
X-APPLE-CALENDAR-COLOR:#00A1B2
REFRESH-INTERVAL;VALUE=DURATION:PT12H
X-PUBLISHED-TTL:PT12H
"""
    expected = (
        header.replace("\n", "\r\n").encode()
        + vtimezone("Asia/Tokyo")
        + vtimezone("Europe/Amsterdam")
        + b"BEGIN:VEVENT\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:2\r\nEND:VEVENT\r\n"
        + b"END:VCALENDAR\r\n"
    )
    assert expected == written


def test_an_empty_calendar_holds_its_zone() -> None:
    """Without events a calendar is still a valid one, which a subscriber's program accepts."""
    written = calendar(name="Agenda", components=(), zones=("Europe/Amsterdam",))
    assert [part.name for part in read(written).subcomponents] == ["VTIMEZONE"]


def test_a_calendar_of_nothing_is_refused() -> None:
    """A file with neither an event nor a zone would not be a calendar (RFC 5545, 3.6)."""
    with pytest.raises(ValueError, match="neither an event nor a time zone"):
        calendar(name="Agenda", components=(), zones=())


@pytest.mark.parametrize("colour", ["red", "#abc", "#00a1b2\n", "#00a1b2\r\nMETHOD:REQUEST"])
def test_a_colour_is_six_digits(colour: str) -> None:
    """Nothing but a colour can be written where a colour belongs."""
    with pytest.raises(ValueError, match="not a colour"):
        calendar(name="A", components=(), zones=("UTC",), colour=colour)


class TestTimes:
    @pytest.mark.parametrize(
        ("start", "end"),
        [
            pytest.param(
                datetime(2024, 12, 31, 22, tzinfo=AMSTERDAM),
                datetime(2025, 1, 1, 2, tzinfo=AMSTERDAM),
                id="across midnight",
            ),
            pytest.param(
                datetime(2024, 3, 31, 1, 30, tzinfo=AMSTERDAM),
                datetime(2024, 3, 31, 3, 30, tzinfo=AMSTERDAM),
                id="one hour, forward",
            ),
            pytest.param(
                datetime(2024, 10, 27, 1, 30, tzinfo=AMSTERDAM),
                datetime(2024, 10, 27, 3, 30, tzinfo=AMSTERDAM),
                id="three hours, back",
            ),
            pytest.param(
                datetime(2024, 10, 27, 2, 30, tzinfo=AMSTERDAM),
                datetime(2024, 10, 27, 2, 30, fold=1, tzinfo=AMSTERDAM),
                id="from the first to the second",
            ),
            pytest.param(
                datetime(2024, 10, 26, 9, tzinfo=AMSTERDAM),
                datetime(2024, 10, 28, 17, tzinfo=AMSTERDAM),
                id="several days across a change",
            ),
            pytest.param(
                datetime(2024, 3, 20, 9, tzinfo=NEW_YORK),
                datetime(2024, 3, 20, 17, tzinfo=NEW_YORK),
                id="the weeks in which New York is an hour closer",
            ),
            pytest.param(
                datetime(2024, 7, 1, 9, tzinfo=AMSTERDAM),
                datetime(2024, 7, 1, 9, tzinfo=NEW_YORK),
                id="from one zone to another",
            ),
            pytest.param(
                datetime(2024, 7, 1, 9, tzinfo=UTC),
                datetime(2024, 7, 1, 12, tzinfo=AMSTERDAM),
                id="UTC and another",
            ),
            pytest.param(
                datetime(1985, 7, 1, 9, tzinfo=AMSTERDAM),
                datetime(1985, 7, 1, 10, tzinfo=AMSTERDAM),
                id="before the rules",
            ),
            pytest.param(
                datetime(2045, 7, 1, 9, tzinfo=AMSTERDAM),
                datetime(2045, 7, 1, 10, tzinfo=AMSTERDAM),
                id="after the rules",
            ),
            pytest.param(date(2024, 11, 13), date(2024, 11, 13), id="a day"),
            pytest.param(date(2024, 2, 28), date(2024, 3, 2), id="several days"),
        ],
    )
    def test_a_reader_finds_the_same_instants(
        self, start: date | datetime, end: date | datetime
    ) -> None:
        """The library reads the start and the end that the occasion has; a last day is included."""
        written = occasion(start=start, end=end)
        (event,) = read(whole(written)).events
        after_last = end if isinstance(end, datetime) else end + timedelta(days=1)
        assert (instant(event.start), instant(event.end)) == (instant(start), instant(after_last))

    def test_every_day_of_a_year_is_read_right(self) -> None:
        """Through both clock changes, a weekly hour keeps its instant in a reader of its own."""
        days = [
            datetime(2024, 1, 1, 0, 30, tzinfo=AMSTERDAM) + timedelta(days=n) for n in range(366)
        ]
        hour = timedelta(hours=1)
        events = [
            occasion(start=day, end=(day.astimezone(UTC) + hour).astimezone(AMSTERDAM))
            for day in days
        ]
        found = [event.start for event in read(whole(*events)).events]
        assert [instant(day) for day in days] == [instant(start) for start in found]

    @pytest.mark.parametrize(
        ("start", "end", "lines", "zones"),
        [
            pytest.param(
                datetime(2024, 10, 27, 2, 30, tzinfo=AMSTERDAM),
                datetime(2024, 10, 27, 4, tzinfo=AMSTERDAM),
                ("DTSTART:20241027T003000Z", "DTEND:20241027T030000Z"),
                set(),
                id="the first of two",
            ),
            pytest.param(
                datetime(2024, 10, 27, 2, 30, fold=1, tzinfo=AMSTERDAM),
                datetime(2024, 10, 27, 4, tzinfo=AMSTERDAM),
                ("DTSTART:20241027T013000Z", "DTEND:20241027T030000Z"),
                set(),
                id="the second of two",
            ),
            pytest.param(
                datetime(2024, 10, 27, 2, 0, tzinfo=AMSTERDAM),
                datetime(2024, 10, 27, 2, 30, fold=1, tzinfo=AMSTERDAM),
                ("DTSTART:20241027T000000Z", "DTEND:20241027T013000Z"),
                set(),
                id="until the second of two",
            ),
            pytest.param(
                datetime(2024, 7, 1, 9, fold=1, tzinfo=AMSTERDAM),
                datetime(2024, 7, 1, 10, tzinfo=NEW_YORK),
                (
                    "DTSTART;TZID=Europe/Amsterdam:20240701T090000",
                    "DTEND;TZID=America/New_York:20240701T100000",
                ),
                {"Europe/Amsterdam", "America/New_York"},
                id="two zones",
            ),
            pytest.param(
                datetime(2024, 7, 1, 9, tzinfo=ZoneInfo("Etc/UTC")),
                datetime(2024, 7, 1, 10, tzinfo=AMSTERDAM) + timedelta(hours=3),
                ("DTSTART:20240701T090000Z", "DTEND:20240701T110000Z"),
                set(),
                id="UTC under another name",
            ),
            pytest.param(
                datetime(995, 7, 1, 9, tzinfo=UTC),
                datetime(995, 7, 1, 10, tzinfo=UTC),
                ("DTSTART:09950701T090000Z", "DTEND:09950701T100000Z"),
                set(),
                id="a year of three digits",
            ),
            pytest.param(
                datetime(1995, 12, 31, 22, tzinfo=AMSTERDAM),
                datetime(1996, 1, 1, 2, tzinfo=AMSTERDAM),
                ("DTSTART:19951231T210000Z", "DTEND:19960101T010000Z"),
                set(),
                id="before the rules begin",
            ),
            pytest.param(
                date(2024, 12, 31),
                date(2024, 12, 31),
                ("DTSTART;VALUE=DATE:20241231", "DTEND;VALUE=DATE:20250101"),
                set(),
                id="a day",
            ),
        ],
    )
    def test_times_are_written_in_their_zone_or_both_in_utc(
        self,
        start: date | datetime,
        end: date | datetime,
        lines: tuple[str, str],
        zones: set[str],
    ) -> None:
        """A zone is named where it says which instant it is; and then the calendar defines it."""
        written = occasion(start=start, end=end)
        assert list(lines) == [
            line for line in unfolded(component(written)) if line.startswith(("DTSTART", "DTEND"))
        ]
        assert zones == zones_of(written)

    @pytest.mark.parametrize(
        ("start", "end", "message"),
        [
            pytest.param(
                datetime(2024, 7, 1, 9, tzinfo=AMSTERDAM),
                datetime(2024, 7, 1, 9, tzinfo=AMSTERDAM),
                "is not after the start",
                id="no time at all",
            ),
            pytest.param(
                datetime(2024, 10, 27, 2, 30, fold=1, tzinfo=AMSTERDAM),
                datetime(2024, 10, 27, 2, 45, tzinfo=AMSTERDAM),
                "is not after the start",
                id="later by the clock, earlier in UTC",
            ),
            pytest.param(
                date(2024, 7, 2), date(2024, 7, 1), "is not after the start", id="days reversed"
            ),
            pytest.param(
                date(2024, 7, 1), date.max, "is not after the start", id="no day after the last"
            ),
            pytest.param(
                date(2024, 7, 1),
                datetime(2024, 7, 1, 9, tzinfo=AMSTERDAM),
                "do not go together",
                id="a day and a time",
            ),
            pytest.param(
                datetime.fromisoformat("2024-07-01T09:00"),
                datetime(2024, 7, 1, 10, tzinfo=AMSTERDAM),
                "is in no IANA zone",
                id="floating",
            ),
            pytest.param(
                datetime(2024, 7, 1, 9, tzinfo=timezone(timedelta(hours=1))),
                datetime(2024, 7, 1, 10, tzinfo=AMSTERDAM),
                "is in no IANA zone",
                id="an offset",
            ),
            pytest.param(
                datetime(1, 1, 1, tzinfo=AMSTERDAM),
                datetime(2024, 7, 1, tzinfo=AMSTERDAM),
                "beyond the calendar",
                id="before the year 1 in UTC",
            ),
        ],
    )
    def test_impossible_times_are_refused(
        self, start: date | datetime, end: date | datetime, message: str
    ) -> None:
        """No time without a zone, no end before its start, and no mixture is ever written."""
        with pytest.raises(ValueError, match=message):
            occasion(start=start, end=end)


class TestStatus:
    @pytest.mark.parametrize(
        ("status", "lang", "written", "title"),
        [
            ("scheduled", "nl", "CONFIRMED", "Borrel"),
            ("moved_online", "nl", "CONFIRMED", "Borrel"),
            ("cancelled", "nl", "CANCELLED", "GEANNULEERD: Borrel"),
            ("postponed", "nl", "TENTATIVE", "UITGESTELD: Borrel"),
            ("cancelled", "en", "CANCELLED", "CANCELLED: Borrel"),
            ("postponed", "en", "TENTATIVE", "POSTPONED: Borrel"),
        ],
    )
    def test_a_status_is_said_in_the_title_too(
        self, status: Any, lang: str, written: str, title: str
    ) -> None:
        """An event that is off says so to programs, and to people whose program shows no status."""
        (event,) = read(whole(occasion(title="Borrel", status=status, lang=lang))).events
        assert (written, title) == (str(event["STATUS"]), str(event["SUMMARY"]))

    def test_braces_in_a_title_are_kept(self) -> None:
        """A title is never taken for a phrase with blanks."""
        (event,) = read(whole(occasion(title="{title} {0}", status="cancelled"))).events
        assert str(event["SUMMARY"]) == "GEANNULEERD: {title} {0}"

    @pytest.mark.parametrize("status", ["scheduled", "cancelled"])
    def test_no_subscriber_is_made_busy(self, status: Any) -> None:
        """A hub's event takes no time in a subscriber's own calendar, whether it is on or off."""
        assert b"\r\nTRANSP:TRANSPARENT\r\n" in component(occasion(status=status))

    def test_nothing_makes_it_an_invitation(self) -> None:
        """Neither METHOD nor ATTENDEE is written, nor a property that has no value."""
        names = {re.split("[;:]", line)[0] for line in unfolded(whole(occasion()))}
        assert names.isdisjoint(
            {"METHOD", "ATTENDEE", "ORGANIZER", "DESCRIPTION", "LOCATION", "GEO", "CATEGORIES"}
            | {"URL", "CONFERENCE", "SOURCE", "X-WR-CALDESC", "X-APPLE-CALENDAR-COLOR"}
        )


class TestText:
    @pytest.mark.parametrize(
        ("title", "read_as"),
        [
            ("Een\nregel\r\nof  drie", "Een regel of drie"),
            ('komma, puntkomma; dubbele punt: "aanhaling"', None),
            ("C:\\Nieuw\\nieuw\\\\N;\\,", None),
            ("😀" * 60, None),
            ("é" * 200, None),
            ("\\" * 200, None),
            ("voor\x00\x07\x1b\x7f\x9f\ufeff\ud800na", "voorna"),
            ("een\u2028twee\x85drie\x0bvier\x0cvijf", "een twee drie vier vijf"),
            ("END:VEVENT\r\nBEGIN:VALARM", "END:VEVENT BEGIN:VALARM"),
            ("", None),
        ],
    )
    def test_a_title_comes_back_as_it_was(self, title: str, read_as: str | None) -> None:
        """What a title says survives; line breaks are spaces, and the unwritable is gone."""
        written = component(occasion(title=title))
        assert (read_as if read_as is not None else title) == value(written, "SUMMARY")

    def test_a_long_description_comes_back_as_it_was(self) -> None:
        """Ten kilobytes with every special character keep their paragraphs."""
        text = ("Één alinea, met; van \\alles\t😀\n\n" * 300).strip()
        assert len(text.encode()) > 10_000
        written = component(occasion(description=text))
        assert text == value(written, "DESCRIPTION")
        assert broken_rules(written) == []

    @given(st.text(), st.text(), st.text(), st.lists(st.text(), max_size=3))
    def test_no_text_can_break_a_file(
        self, uid: str, title: str, place: str, categories: list[str]
    ) -> None:
        """Whatever the texts are, the lines stay lines, and the properties are the same ones."""
        written = occasion(
            uid=f"a {uid}",
            title=title,
            location=f"x{place}",
            description=title,
            categories=("x", *categories),
            url=f"https://hub.example/{place}",
            conference=f"https://meet.example/{title}",
            organiser=(f"x{title}", f"{place}@hub.example"),
        )
        lines = unfolded(component(written))
        assert broken_rules(component(written)) == []
        assert [re.split("[;:]", line)[0] for line in lines] == [
            *("BEGIN", "UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "STATUS", "TRANSP"),
            *("DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "LOCATION", "CATEGORIES", "URL"),
            *("CONFERENCE", "ORGANIZER", "END"),
        ]

    @given(st.text(st.sampled_from("aé😀\\^,;n "), max_size=400))
    def test_lines_are_folded_as_the_library_does(self, text: str) -> None:
        """The quick fold gives the very bytes of the library's slow one."""
        slow: Any = Contentline  # the library does not say its types
        assert content_line(f"X:{text}") == slow(f"X:{text}").to_ical() + b"\r\n"

    @pytest.mark.parametrize("text", ["", "\\", "^", "é", "😀", "X", "\\\\", "\\é", "😀^X"])
    def test_lines_are_folded_so_wherever_a_character_is(self, text: str) -> None:
        """Before the place of a fold, on it and behind it, and at each length near it."""
        slow: Any = Contentline  # the library does not say its types
        for before in range(64, 80):
            for behind in (0, 60, 80):
                line = f"X:{'a' * before}{text}{'a' * behind}"
                assert content_line(line) == slow(line).to_ical() + b"\r\n"

    def test_the_library_still_loses_a_backslash_before_n(self) -> None:
        """What `text_value` works around; when this fails, that can go."""
        assert vText(r"C:\Notulen").to_ical() == rb"C:\notulen"

    def test_identities_are_kept_apart_and_whole(self) -> None:
        """A UID with spaces and separators comes back as it is."""
        written = component(occasion(uid="leerkring 3, dag; 2"))
        assert value(written, "UID") == "leerkring 3, dag; 2"


class TestOtherProperties:
    @pytest.mark.parametrize(
        ("geo", "written"),
        [
            ((52.373, 4.8924), "GEO:52.373;4.8924"),
            ((-90.0, 180.0), "GEO:-90;180"),
            ((0.0000001, -0.0), "GEO:0;0"),
            ((-0.0000001, 4.123456789), "GEO:0;4.123457"),
        ],
    )
    def test_coordinates_are_plain_decimals(self, geo: tuple[float, float], written: str) -> None:
        """No exponent, no negative zero, and at most six decimals."""
        assert written in unfolded(component(occasion(geo=geo)))

    @pytest.mark.parametrize("geo", [(90.1, 0), (0, -180.1), (float("nan"), 0), (0, float("inf"))])
    def test_a_place_that_is_nowhere_is_refused(self, geo: tuple[float, float]) -> None:
        """Coordinates out of range are never published."""
        with pytest.raises(ValueError, match="no place on earth"):
            occasion(geo=geo)

    @pytest.mark.parametrize(
        ("conference", "line"),
        [
            (
                "https://meet.example/a?b=c,d&e=é f",
                "CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO;LABEL=Join online:"
                "https://meet.example/a?b=c,d&e=%C3%A9%20f",
            ),
            (
                "HTTPS://meet.example:8443/a",
                "CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO;LABEL=Join online:"
                "HTTPS://meet.example:8443/a",
            ),
            (
                "tel:+31-10-5550123",
                "CONFERENCE;VALUE=URI;FEATURE=PHONE;LABEL=Join online:tel:+31-10-5550123",
            ),
            (
                "xmpp:zaal@hub.example",
                "CONFERENCE;VALUE=URI;LABEL=Join online:xmpp:zaal@hub.example",
            ),
        ],
    )
    def test_a_meeting_says_what_it_is(self, conference: str, line: str) -> None:
        """The address is not escaped, and its scheme tells what the connection can do."""
        assert line in unfolded(component(occasion(conference=conference, lang="en")))

    def test_a_meeting_is_in_the_description_once(self) -> None:
        """An address that the description has already is not added again."""
        address = "https://meet.example/kci-3"
        written = component(occasion(conference=address, description=f"Kom op {address} langs"))
        assert value(written, "DESCRIPTION") == f"Kom op {address} langs"

    def test_an_address_cannot_end_its_line(self) -> None:
        """Line breaks are encoded, half characters dropped, and what a URI may hold is kept."""
        written = component(occasion(url=" https://hub.example/%C3%A9/\r\nMETHOD:X\ud800[1] "))
        assert "URL:https://hub.example/%C3%A9/%0D%0AMETHOD:X[1]" in unfolded(written)

    def test_an_organiser_without_a_name_is_an_address(self) -> None:
        """An empty name is left out, and an odd address is encoded."""
        written = component(occasion(organiser=(" ", "a b?subject=x@hub.example")))
        assert "ORGANIZER:mailto:a%20b%3Fsubject%3Dx@hub.example" in unfolded(written)

    @pytest.mark.parametrize(
        "fields",
        [{"uid": ""}, {"uid": "\x00 "}, {"stamp": datetime.fromisoformat("2024-01-01")}],
    )
    def test_what_no_event_can_be_without_is_asked_for(self, fields: dict[str, Any]) -> None:
        """An event without a uid, or with a stamp that is no instant, is refused."""
        with pytest.raises(ValueError, match=r"uid|zone"):
            occasion(**fields)


def test_a_file_obeys_the_raw_rules() -> None:
    """One VERSION and PRODID; CRLF, 75 octets, whole characters; no blank line or stray mark."""
    written = whole(FULL, replace(FULL, title="Één 😀 " * 30, uid="2"), name="Énergie 😀" * 9)
    lines = unfolded(written)
    assert broken_rules(written) == []
    assert (lines[0], lines[1], lines[-1]) == ("BEGIN:VCALENDAR", "VERSION:2.0", "END:VCALENDAR")
    assert [
        line for line in lines if line.startswith(("VERSION", "PRODID", "METHOD", "CALSCALE"))
    ] == [
        "VERSION:2.0",
        "PRODID:-//hubgen//hubgen//EN",
    ]


def test_an_event_is_the_same_bytes_in_every_calendar() -> None:
    """Its own file and the hub's hold one and the same VEVENT."""
    single, hub = whole(FULL, name="Een"), whole(occasion(uid="1"), FULL, name="Alle")
    assert component(FULL) in single
    assert component(FULL) in hub


def test_bytes_do_not_depend_on_the_machine() -> None:
    """Hash seed, time zone and locale change nothing."""
    program = (
        "import sys; from tests.test_ical import FULL, whole; sys.stdout.buffer.write(whole(FULL))"
    )
    here, root = whole(FULL), Path(__file__).parents[1]
    for seed, zone, locale in (("1", "Asia/Tokyo", "C"), ("2", "America/New_York", "nl_NL.UTF-8")):
        env = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
        run = subprocess.run(
            [sys.executable, "-c", program], env=env, cwd=root, check=True, capture_output=True
        )
        assert here == run.stdout


def whole(*occasions: Occasion, name: str = "Agenda") -> bytes:
    """Return a calendar of these occasions and the zones that they name."""
    return calendar(
        name=name,
        components=map(component, occasions),
        zones={tzid for one in occasions for tzid in zones_of(one)},
    )


def read(text: bytes) -> Calendar:
    """Return what the icalendar library reads."""
    found = Calendar.from_ical(text)
    assert isinstance(found, Calendar)
    return found


def unfolded(text: bytes) -> list[str]:
    """Return the content lines of a file, by RFC 5545, 3.1, alone."""
    return text.replace(b"\r\n ", b"").decode().removesuffix("\r\n").split("\r\n")


def value(text: bytes, name: str) -> str:
    """Return a TEXT property's value, by RFC 5545, 3.3.11, alone."""
    (escaped,) = (line.partition(":")[2] for line in unfolded(text) if line.startswith(f"{name}:"))
    return re.sub(r"\\(.)", lambda found: {"n": "\n"}.get(found[1], found[1]), escaped)


def broken_rules(text: bytes) -> list[str]:
    """Return what is wrong with the lines of a file."""
    return list(_broken_rules(text))


def _broken_rules(text: bytes) -> Iterator[str]:
    if not text.endswith(b"\r\n"):
        yield "the file does not end in CRLF"
    for number, line in enumerate(text.removesuffix(b"\r\n").split(b"\r\n"), 1):
        if not line.strip():
            yield f"{number}: blank"
        if len(line) > 75:
            yield f"{number}: {len(line)} octets"
        # Throws on half a character.
        if any(
            (ord(letter) < 32 and letter != "\t") or letter in "\x7f\ufeff"
            for letter in line.decode()
        ):
            yield f"{number}: a control character"


def instant(moment: date | datetime) -> date | datetime:
    """Return a time in UTC, and a day as it is."""
    return moment.astimezone(UTC) if isinstance(moment, datetime) else moment
