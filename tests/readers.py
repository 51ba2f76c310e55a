"""Calendar programs that others made: each reads .ics files and says what it found in them.

libical is what GNOME's and KDE's calendars read with, ical.js what Thunderbird does. icalendar is
a dependency of hubgen and always there; the others are found on the machine. `tests/tools/` has
the few lines around each of them.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NoReturn

import icalendar
import pytest

TOOLS = Path(__file__).parent / "tools"
NAMES = ("icalendar", "libical", "ical.js", "node-ical")

# Whatever a reader takes from the machine's own clock and zone would show.
_ELSEWHERE = {**os.environ, "TZ": "Pacific/Auckland", "LC_ALL": "C"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What a reader says of one VEVENT."""

    uid: str
    start: str
    """An instant in UTC, `2024-11-13T13:00:00Z`, or a day, `2024-11-13`."""
    end: str
    """Of the form of `start`; as a day it is the first that is no part of the event any more."""
    status: str = "CONFIRMED"
    sequence: int = 0
    summary: str
    description: str
    location: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """What a reader says of one file."""

    problems: tuple[str, ...]
    """What it holds against the file. ical.js and node-ical stop instead, or say nothing."""
    events: tuple[Event, ...]
    """In the order of the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A program that reads calendars."""

    name: str
    command: tuple[str, ...]
    """Takes files and prints a line of JSON for each; empty for icalendar, which runs here."""

    def read(self, files: Sequence[Path]) -> list[Calendar]:
        """Return what is in each of the files; whatever stops the reader fails the test."""
        if not self.command:
            return [_with_icalendar(file.read_bytes()) for file in files]
        done = subprocess.run(
            [*self.command, *map(str, files)], capture_output=True, text=True, env=_ELSEWHERE
        )
        assert (done.returncode, done.stderr) == (0, ""), f"{self.name}: {done.stderr}"
        calendars = [_calendar(json.loads(line)) for line in done.stdout.splitlines()]
        assert len(calendars) == len(files)
        return calendars


def find(name: str, folder: Path) -> Reader:
    """Return a reader by its name; a program that must be compiled for it is put in `folder`.

    The test that asks is skipped where the reader is not installed, and fails in CI.
    """
    if name == "icalendar":
        return Reader(name=name, command=())
    if name == "libical":
        return Reader(name=name, command=(str(_compiled(folder)),))
    return Reader(name=name, command=(node(name), str(TOOLS / f"{name}.mjs")))


def node(package: str) -> str:
    """Return the program that runs scripts with an npm package; skip or fail as `find` does."""
    program = shutil.which("node")
    if not program:
        missing("Node.js is not installed")
    if not (TOOLS / "node_modules" / package).is_dir():
        missing(f"{package} is not installed; run `npm ci --prefix tests/tools`")
    return program


def missing(what: str) -> NoReturn:
    """Skip the test for want of a program, and say which; in CI, where all are, fail it."""
    if os.environ.get("CI") == "true":
        pytest.fail(what)
    pytest.skip(what)


def _compiled(folder: Path) -> Path:
    """Return the program around libical, compiled."""
    compiler = shutil.which("cc")
    if not compiler:
        missing("there is no C compiler")
    header = [compiler, "-E", "-include", "libical/ical.h", "-x", "c", os.devnull]
    if subprocess.run(header, capture_output=True).returncode:
        missing("libical is not installed; on Debian it is in the package libical-dev")
    program = folder / "restrictions"
    subprocess.run(
        [
            compiler,
            "-std=c11",
            "-Wall",
            "-Werror",
            TOOLS / "restrictions.c",
            "-o",
            program,
            "-lical",
        ],
        check=True,
    )
    return program


def _calendar(read: Mapping[str, Any]) -> Calendar:
    """Return the calendar that a line of JSON describes."""
    return Calendar(
        problems=tuple(read["problems"]), events=tuple(Event(**one) for one in read["events"])
    )


def _with_icalendar(data: bytes) -> Calendar:
    """Return what the icalendar library reads."""
    calendar = icalendar.Calendar.from_ical(data)
    problems = [
        f"{part.name} {name}: {message}"
        for part in calendar.walk()
        for name, message in part.errors
    ]
    return Calendar(
        problems=tuple(problems),
        events=tuple(
            Event(
                uid=event.uid,
                start=_when(event.start),
                end=_when(event.end),
                status=event.status or "",
                sequence=event.sequence,
                summary=event.summary or "",
                description=event.description or "",
                location=event.location or "",
            )
            for event in calendar.events
        ),
    )


def _when(moment: date | datetime) -> str:
    """Return a day as it is, or an instant in UTC."""
    if not isinstance(moment, datetime):
        return moment.isoformat()
    assert moment.tzinfo is not None
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
