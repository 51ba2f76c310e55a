"""Calendars, as programs read them that others made (see `tests/readers.py`)."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from tests import readers, year
from tests.conftest import REPOSITORY
from tests.published import Site
from tests.readers import NAMES, TOOLS, Calendar, Event, Reader

Find = Callable[[str], Reader]


@pytest.fixture(scope="session")
def find(tmp_path_factory: pytest.TempPathFactory) -> Find:
    """Return what finds a reader by its name, or skips the test; each is looked for once."""
    found: dict[str, Reader] = {}
    folder = tmp_path_factory.mktemp("readers")

    def find(name: str) -> Reader:
        if name not in found:
            found[name] = readers.find(name, folder)
        return found[name]

    return find


@pytest.fixture(scope="session", params=NAMES)
def reader(request: pytest.FixtureRequest, find: Find) -> Reader:
    """Return each reader."""
    return find(request.param)


@pytest.fixture(scope="session")
def of_the_year(reader: Reader, year_hub: Site) -> dict[str, Calendar]:
    """Return what a reader says of every calendar of the year's hub, by address."""
    return read(reader, year_hub)


def read(reader: Reader, site: Site) -> dict[str, Calendar]:
    """Return what a reader says of every calendar of a site, by address."""
    addresses = sorted(one for one in site.addresses if one.endswith(".ics"))
    calendars = reader.read([site.file(address) for address in addresses])
    return dict(zip(addresses, calendars, strict=True))


def events(calendars: Mapping[str, Iterable[Event]]) -> dict[str, list[Event]]:
    """Return the events of calendars in the order of their identity."""
    return {address: sorted(found, key=lambda one: one.uid) for address, found in calendars.items()}


def as_read_by(reader: Reader, event: Event) -> Event:
    """Return an event as a reader without other faults than those known would have it."""
    if reader.name == "node-ical":
        # It undoes `\\` after `\n`, so that it finds a line break in `\\n`: `text` in its ical.js.
        return replace(event, summary=event.summary.replace("\\n", "\\\n"))
    return event


def test_every_reader_finds_what_the_content_says(
    reader: Reader, of_the_year: dict[str, Calendar]
) -> None:
    """icalendar, ical.js and node-ical read the same instants out of it as the content says.

    So does libical; and each finds all events in all calendars, their days, texts and states.
    """
    found = {address: calendar.events for address, calendar in of_the_year.items()}
    told = {
        address: [as_read_by(reader, one) for one in held]
        for address, held in year.calendars().items()
    }
    assert events(told) == events(found)


def test_no_reader_has_anything_against_the_calendars_of_the_year(
    of_the_year: dict[str, Calendar],
) -> None:
    """Every calendar passes the readers' own checks, such as libical's of RFC 5545."""
    assert {address: one.problems for address, one in of_the_year.items() if one.problems} == {}


def test_no_reader_has_anything_against_this_repository_s_calendars(
    reader: Reader, hub: Site
) -> None:
    """Every calendar of the hub passes the readers' own checks, and holds the same for each."""
    found = read(reader, hub)
    same = read(readers.Reader(name="icalendar", command=()), hub)
    assert {address: one.problems for address, one in found.items() if one.problems} == {}
    assert {address: one.events for address, one in found.items()} == {
        address: one.events for address, one in same.items()
    }
    assert any(one.events for one in found.values())


@pytest.mark.parametrize("name", ["libical", "ical.js"])
def test_readers_go_by_the_zones_in_the_file(
    name: str, find: Find, year_hub: Site, tmp_path: Path
) -> None:
    """With another summer time in a file's VTIMEZONE, its summer is at other instants.

    So it is hubgen's VTIMEZONE that these two test, and not what they know of a zone by its name.
    """
    data = year_hub.bytes("/events/summer/event.ics")
    altered = tmp_path / "altered.ics"
    altered.write_bytes(data.replace(b"TZOFFSETTO:+0200", b"TZOFFSETTO:+0230"))
    (calendar,) = find(name).read([altered])
    assert [(one.start, one.end) for one in calendar.events] == [
        ("2024-07-03T11:30:00Z", "2024-07-03T13:30:00Z")
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"SEQUENCE:0\r\n", b"SEQUENCE:0\r\nSEQUENCE:0\r\n"),
        (b"PRODID:", b"X-PRODID:"),
        (b"VERSION:2.0\r\n", b""),
        (b"DTSTAMP:", b"DTSTAMP:x"),
    ],
    ids=["twice", "no-product", "no-version", "no-time"],
)
def test_the_restriction_check_finds_faults(
    before: bytes, after: bytes, find: Find, year_hub: Site, tmp_path: Path
) -> None:
    """A file that breaks a rule of RFC 5545 that libical knows is reported."""
    data = year_hub.bytes("/events/summer/event.ics")
    broken = tmp_path / "broken.ics"
    assert before in data
    broken.write_bytes(data.replace(before, after))
    (calendar,) = find("libical").read([broken])
    assert calendar.problems


# The tools themselves


def test_a_missing_tool_skips_here_and_fails_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who lacks a tool is told which; where all tools are to be had, none may be lacking."""
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no libical"):
        readers.missing("no libical")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="no libical"):
        readers.missing("no libical")


@pytest.mark.parametrize("folder", [TOOLS, REPOSITORY / "tests" / "benchmarks" / "eleventy"])
def test_the_npm_packages_are_pinned_and_their_lock_file_names_no_address(folder: Path) -> None:
    """The same packages are installed everywhere, by name, version and hash, from any registry."""
    wanted = json.loads((folder / "package.json").read_text("utf-8"))["dependencies"]
    text = (folder / "package-lock.json").read_text("utf-8")
    packages = json.loads(text)["packages"]
    installed = {name: one for name, one in packages.items() if name}
    assert {name: packages[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert [
        name for name, one in installed.items() if not one["integrity"].startswith("sha512-")
    ] == []
    assert [name for name, one in installed.items() if "resolved" in one] == []
    assert "://" not in text
