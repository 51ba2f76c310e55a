"""The scripts of the page about subscribing: calendars put together, and what a reader does."""

import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import icalendar
import pytest

from tests import readers
from tests.published import Site

COMBINE = Path(__file__).parent.parent / "static" / "combine-calendars.js"
CHROMIUM = Path("/usr/bin/chromium")
POLICY = "default-src 'self'"


def combined(name: str, *texts: str) -> str:
    """Return what the script makes of calendars; a failure of it is raised with its message."""
    done = subprocess.run(
        [readers.node("ical.js"), readers.TOOLS / "combine-calendars.mjs", COMBINE],
        input=json.dumps({"name": name, "texts": texts}).encode(),
        capture_output=True,
    )
    if done.returncode:
        raise ValueError(done.stdout.decode() or done.stderr.decode())
    return done.stdout.decode()


def calendar(*components: str) -> str:
    """Return a calendar file of components, given as lines."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", *components, "END:VCALENDAR", ""]
    return "\r\n".join("\r\n".join(lines).splitlines()) + "\r\n"


def meeting(uid: str, *lines: str) -> str:
    """Return an event as lines."""
    return "\n".join(
        ("BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20240101T000000Z", *lines, "END:VEVENT")
    )


def raw(text: str, kind: str) -> list[str]:
    """Return the components of a calendar that the program wrote, as they stand in it."""
    return [
        f"BEGIN:{kind}\r\n{part.partition(f'END:{kind}')[0]}END:{kind}\r\n"
        for part in text.split(f"BEGIN:{kind}\r\n")[1:]
    ]


def said(text: str, name: str) -> list[str]:
    """Return the values of a property of all events, in the order of the file."""
    return [str(one[name]) for one in icalendar.Calendar.from_ical(text).events]


# Calendars put together


@pytest.fixture(scope="module")
def overlapping(year_hub: Site) -> list[str]:
    """Return the calendars of one language that share events: of themes, and of the whole hub."""
    names = sorted(one for one in year_hub.addresses if one.endswith("/calendar.ics"))
    return [
        year_hub.bytes(one).decode() for one in names if not one.startswith(("/deadlines/", "/en/"))
    ]


def test_each_event_is_there_once_and_as_it_was_published(overlapping: list[str]) -> None:
    """All instants are those of the sources, and the bytes of each component too."""
    made = combined("Alles", *overlapping)
    events = {part for text in overlapping for part in raw(text, "VEVENT")}
    zones = {part for text in overlapping for part in raw(text, "VTIMEZONE")}
    assert sum(len(raw(text, "VEVENT")) for text in overlapping) > len(events)
    assert sorted(raw(made, "VEVENT")) == sorted(events)
    assert sorted(raw(made, "VTIMEZONE")) == sorted(zones)
    assert len(set(said(made, "UID"))) == len(events)
    read = {one.uid: (one.start, one.end) for one in icalendar.Calendar.from_ical(made).events}
    for text in overlapping:
        for one in icalendar.Calendar.from_ical(text).events:
            assert read[one.uid] == (one.start, one.end)


def test_the_order_of_the_calendars_makes_no_difference(overlapping: list[str]) -> None:
    """The same choice gives the same bytes: time zones first, then events by start and UID."""
    made = combined("Alles", *overlapping)
    assert combined("Alles", *reversed(overlapping)) == made
    starts = [
        next(line for line in part.split("\r\n") if line.startswith("DTSTART")).rpartition(":")[2]
        for part in raw(made, "VEVENT")
    ]
    places = list(zip(starts, said(made, "UID"), strict=True))
    assert places == sorted(places)
    assert made.rindex("END:VTIMEZONE") < made.index("BEGIN:VEVENT")


def test_a_selection_is_a_snapshot(overlapping: list[str]) -> None:
    """It has a name and no address to be asked for again, and is one calendar."""
    made = combined("Alles", *overlapping)
    head = made.partition("BEGIN:VTIMEZONE")[0].split("\r\n")
    assert head == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//hubgen//selection//EN",
        "NAME:Alles",
        "X-WR-CALNAME:Alles",
        "",
    ]
    assert (made.count("BEGIN:VCALENDAR"), made[-17:]) == (1, "\r\nEND:VCALENDAR\r\n")


@pytest.mark.parametrize(
    "name",
    ['Water, wind; en\\of "weer" · Hub', "é" * 200, "🌍" * 60, "x" * 70, "x" * 71, "a\n\tb\0 c"],
)
def test_a_name_is_one_text_whatever_is_in_it(name: str) -> None:
    """It is escaped, without control characters, and folded at 75 octets between characters."""
    made = combined(name, calendar(meeting("1", "DTSTART:20240101T000000Z")))
    plain = " ".join(name.replace("\0", " ").split())
    value = plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    for line in (f"NAME:{value}", f"X-WR-CALNAME:{value}"):
        assert f"\r\n{line}\r\n" in made.replace("\r\n ", "")
    assert max(len(line.encode()) for line in made.split("\r\n")) <= 75


VERSIONS = {
    "old": ("SEQUENCE:2", "LAST-MODIFIED:20240601T000000Z"),
    "later": ("SEQUENCE:10", "LAST-MODIFIED:20240101T000000Z"),
    "latest": ("SEQUENCE:10", "LAST-MODIFIED:20240201T000000Z"),
    "first": ("LAST-MODIFIED:20250101T000000Z",),
}


@pytest.mark.parametrize(
    ("names", "kept"),
    [
        (("old", "later"), "later"),
        (("later", "latest"), "latest"),
        (("first", "old"), "old"),
        (("latest", "first", "old", "later"), "latest"),
    ],
)
def test_the_newest_of_two_versions_is_kept(names: tuple[str, ...], kept: str) -> None:
    """By SEQUENCE as a number, and then by LAST-MODIFIED, in whatever order they come."""
    texts = [calendar(meeting("1", f"SUMMARY:{name}", *VERSIONS[name])) for name in names]
    assert said(combined("X", *texts), "SUMMARY") == [kept]
    assert said(combined("X", *reversed(texts)), "SUMMARY") == [kept]


def test_one_time_of_a_series_is_not_the_series() -> None:
    """A RECURRENCE-ID tells apart what has one UID."""
    series = meeting("1", "DTSTART:20240101T100000Z", "RRULE:FREQ=DAILY;COUNT=3")
    moved = meeting("1", "RECURRENCE-ID:20240102T100000Z", "DTSTART:20240102T120000Z")
    made = combined("X", calendar(series, moved), calendar(moved))
    assert said(made, "DTSTART") == said(calendar(series, moved), "DTSTART")


def test_only_whole_lines_begin_and_end_components() -> None:
    """Words in a folded text and parts of an event are not taken for events."""
    alarm = "BEGIN:VALARM\nUID:9\nSEQUENCE:99\nACTION:DISPLAY\nEND:VALARM"
    tricky = meeting(
        "1",
        "DESCRIPTION:Regel\n BEGIN:VEVENT\\nEND:VEVENT\n END:VCALENDAR",
        'ATTENDEE;CN="a:b;UID:7":mailto:x@example.org',
        alarm,
        "SEQ\n UENCE:1",
    ).replace("BEGIN:VEVENT", "begin:VEV\n ENT", 1)
    text = calendar(tricky)
    made = combined("X", text, calendar(meeting("1", "SEQUENCE:0")))
    assert text[text.index("begin:") : text.index("END:VCALENDAR\r\n", -20)] in made
    assert made.count("UID:1\r\n") == 1


def test_line_ends_are_those_of_calendars() -> None:
    """A file that was passed on with bare line feeds gets them back."""
    text = calendar(meeting("1", "SUMMARY:Een\n  twee"))
    assert combined("X", text.replace("\r\n", "\n")) == combined("X", text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<!doctype html>\n<title>Log in</title>",
        "BEGIN:VEVENT\r\nUID:1\r\nEND:VEVENT\r\n",
        calendar(meeting("1"))[:-20],
        calendar(meeting("1")).replace("END:VEVENT\r\n", ""),
        calendar(meeting("1")) + "nog iets\r\n",
    ],
)
def test_what_is_no_whole_calendar_is_refused(text: str) -> None:
    """A page that stands in for the file, and a file that was cut off, make no selection."""
    with pytest.raises(ValueError, match=r"^not a (whole )?calendar$"):
        combined("X", calendar(meeting("1")), text)


# In a browser


class _Handler(SimpleHTTPRequestHandler):
    """Serves a folder as a careful host does: nothing but its own files may be used."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""


@pytest.fixture(scope="module")
def origin(hub: Site) -> Iterator[str]:
    """Serve the hub, and return where."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(hub.root)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What a reader met on the page."""

    origin: str
    found: dict[str, Any]


THEMES = ("/themes/organisatie/calendar.ics", "/themes/samenwerking/calendar.ics")


@pytest.fixture(scope="module")
def visit(origin: str) -> Visit:
    """Use the page in Chromium."""
    program = readers.node("playwright-core")
    if not CHROMIUM.exists():
        readers.missing("Chromium is not installed")
    script = readers.TOOLS / "subscribing.mjs"
    done = subprocess.run(
        [program, script, CHROMIUM, f"{origin}/subscribe/", *THEMES], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return Visit(origin=origin, found=json.loads(done.stdout))


def test_two_themes_are_ticked_and_downloaded(visit: Visit, hub: Site) -> None:
    """The file holds what both calendars hold, once; the page says what was done."""
    found = visit.found["selection"]
    sources = [hub.bytes(one).decode() for one in THEMES]
    text = found.pop("text")
    assert set(said(text, "UID")) == {uid for one in sources for uid in said(one, "UID")}
    name = "Organisatie en draagvlak\\, Samenwerken en kennis delen · Kennishub Duurzame Gemeenten"
    assert f"\r\nNAME:{name}\r\n" in text.replace("\r\n ", "")
    assert found == {
        "hint": False,
        "nothing": "Kies eerst ten minste één agenda.",
        "chosen": "Gekozen: Organisatie en draagvlak, Samenwerken en kennis delen",
        "done": "Klaar. In mijn-selectie.ics staat 1 bijeenkomst.",
        "file": "mijn-selectie.ics",
    }


@pytest.mark.parametrize("answer", ["unavailable", "astray"])
def test_a_calendar_that_cannot_be_had_is_named(answer: str, visit: Visit) -> None:
    """Then nothing is downloaded: no file that seems whole and is not."""
    assert visit.found[answer] == {
        "said": "De agenda ‘Samenwerken en kennis delen’ kon niet worden opgehaald. "
        "Er is niets gedownload; probeer het later opnieuw.",
        "downloads": [],
    }


def test_an_address_is_copied_with_the_keyboard(visit: Visit) -> None:
    """The whole address is copied, and that is said."""
    address = f"{visit.origin}/calendar.ics"
    assert visit.found["copying"] == {
        "focused": "Kopieer adres: Kennishub Duurzame Gemeenten, Bestand (.ics)",
        "shown": "Gekopieerd",
        "said": f"Het adres is gekopieerd: {address}",
        "clipboard": address,
    }


def test_an_address_that_cannot_be_copied_is_shown(visit: Visit) -> None:
    """It is selected, so that it can be copied by hand."""
    assert visit.found["withoutClipboard"] == {
        "said": "Kopiëren lukte niet. Het adres staat nu naast de link; "
        "selecteer het om het te kopiëren.",
        "selected": f"{visit.origin}/calendar.ics",
    }


def test_a_name_is_found_in_the_list(visit: Visit) -> None:
    """Also in the groups that are folded."""
    found = {"found": ["Gemeente Hoorn", "Hoorn"], "said": "2 gevonden."}
    assert visit.found["finding"] == found


def test_nothing_is_asked_of_anyone_else(visit: Visit) -> None:
    """No error under the strictest policy, and no request to another origin."""
    assert visit.found["errors"] == []
    own = {visit.origin, "null"}  # a file that the page made itself is of no origin
    assert set(visit.found["requested"]) <= own


def test_without_scripts_every_link_is_there(visit: Visit, hub: Site) -> None:
    """What needs a script is not shown, and each feed and calendar is a link."""
    found = visit.found["withoutScript"]
    names = ("/feed.xml", "/atom.xml", "/feed.json", "/calendar.ics")
    own = {one for one in hub.addresses if one.endswith(names) and not one.startswith("/en/")}
    assert {f"{visit.origin}{one}" for one in own} <= set(found["links"])
    assert (found["visible"], found["hint"]) == (0, True)
