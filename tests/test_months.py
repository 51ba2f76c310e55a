"""Months of the agenda: which there are, what is on each day, and which one is ahead."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from hubgen.build import Request, build
from hubgen.months import by_month, is_off, month_ahead
from hubgen.progress import Quiet
from tests.hub import Files, event, make_hub, write_site
from tests.published import Site

X, Y = "content/events/x.md", "content/events/y.md"
LATE = datetime(2030, 1, 1, tzinfo=UTC)


def days(files: Files) -> list[tuple[str, list[str]]]:
    """Return each month with the days that have something, each as often as it has."""
    library = make_hub(files).library
    found = by_month(library.entries, library)
    return [(month, [f"{one.day:%d}" for one in held]) for month, held in found.items()]


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("start: 2024-11-13 14:00\nend: 2024-11-13 16:00", [("2024-11", ["13"])]),
        ("date: 2024-11-29\nend: 2024-12-01", [("2024-11", ["29", "30"]), ("2024-12", ["01"])]),
        ("start: 2024-11-30 20:00\nend: 2024-12-01 00:00", [("2024-11", ["30"])]),
        (
            "start: 2024-11-30 20:00\nend: 2024-12-01 00:30",
            [("2024-11", ["30"]), ("2024-12", ["01"])],
        ),
    ],
)
def test_an_event_is_on_each_of_its_days(front: str, expected: list[tuple[str, list[str]]]) -> None:
    """Also where its days are of two months; what ends at midnight is not on the day after."""
    front = front.replace("date:", "start:")
    assert days({X: event(front)}) == expected


def test_the_month_ahead_is_that_of_what_is_over_first() -> None:
    """While an exhibition goes on, the month is that of the next day out; then the last month."""
    files = {
        X: event("start: 2024-09-01\nend: 2025-02-01"),
        Y: event("start: 2024-12-03 10:00\nend: 2024-12-03 11:00"),
    }
    known = []
    for now in (datetime(2024, 11, 1, tzinfo=UTC), datetime(2024, 12, 4, tzinfo=UTC), LATE):
        library = make_hub(files, now=now).library
        known.append(month_ahead(library.entries, library))
    assert known == ["2024-12", "2024-09", "2025-02"]


def test_what_is_off_is_not_ahead() -> None:
    """A month is not opened for a meeting that nobody comes to."""
    files = {
        X: event("status: cancelled\nstart: 2024-11-13 14:00\nend: 2024-11-13 16:00"),
        Y: event("start: 2024-12-03 10:00\nend: 2024-12-03 11:00"),
    }
    library = make_hub(files).library
    assert [is_off(one, one.meetings[0]) for one in library.entries] == [True, False]
    assert month_ahead(library.entries, library) == "2024-12"


def test_a_month_is_the_same_whenever_it_is_built(tmp_path: Path) -> None:
    """Its table says nothing of today, nor of what is over; the way there from the agenda does."""
    files = {X: event(), Y: event("start: 2025-01-03 10:00\nend: 2025-01-03 11:00")}
    tables, ways = [], []
    for number, now in enumerate((datetime(2024, 1, 1, tzinfo=UTC), LATE)):
        site = published(files, tmp_path / str(number), now)
        source = site.pages["/events/month/2024-11/"].source
        tables.append(source[source.index("<table") : source.index("</table>")])
        ways.append(site.pages["/events/"].links()["Maand"])
    assert tables[0] == tables[1]
    assert 'href="/events/x/"' in tables[0]
    assert ways == ["/events/month/2024-11/", "/events/month/2025-01/"]


def published(files: Files, folder: Path, now: datetime) -> Site:
    """Return what is published of a hub at a moment."""
    write_site(folder / "site", files)
    build(Request(site=folder / "site", output=folder / "public", now=now), Quiet())
    return Site(root=folder / "public", base_url="https://hub.example.org/")
