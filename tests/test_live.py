"""Times in the browser: the same words as the build has, at any moment."""

import json
import random
import shutil
import subprocess
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from hubgen import times
from hubgen.views.times_said import distance
from hubgen.wording import wording
from tests import readers
from tests.searching import scripts_in

ZONES = ("Europe/Amsterdam", "America/New_York", "Asia/Kathmandu")


@pytest.fixture(scope="module")
def static(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the scripts, as modules."""
    return scripts_in(tmp_path_factory.mktemp("live") / "static")


def ask(
    static: Path, lang: str, zone: str, days: Sequence[int], meetings: Sequence[tuple[float, str]]
) -> dict[str, Any]:
    """Return what the script says."""
    program = shutil.which("node")
    if not program:
        readers.missing("Node.js is not installed")
    words = {name: wording(lang).text(f"site.when.{name}") for name in ("now", "today", "tomorrow")}
    asked = {"lang": lang, "zone": zone, "words": words, "days": days, "meetings": meetings}
    done = subprocess.run(
        [program, readers.TOOLS / "live.mjs", static],
        input=json.dumps(asked).encode(),
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr.decode()
    return dict(json.loads(done.stdout))


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_distance_has_the_same_words_as_in_the_build(lang: str, static: Path) -> None:
    """For each number of days of several years."""
    days = range(2, 2_000)
    expected = [times.say_distance(timedelta(days=one), lang) for one in days]
    assert expected == ask(static, lang, "UTC", [*days], [])["days"]


@pytest.mark.parametrize("zone", ZONES)
def test_at_any_moment_the_script_says_what_the_build_would(zone: str, static: Path) -> None:
    """Around midnights, changes of the clock, the beginning, and for meetings without hours."""
    chance = random.Random(7)
    there = ZoneInfo(zone)
    meetings, expected = [], []
    for _ in range(3_000):
        second = timedelta(seconds=chance.choice((-1, 0, 1, chance.randint(-99_999, 99_999))))
        day = date(2025, 1, 1) + timedelta(days=chance.randint(0, 400))
        hour = chance.choice((None, 0, 9, 14, 23))
        start = datetime(day.year, day.month, day.day, hour or 0, tzinfo=there)
        days = timedelta(days=chance.choice((0, 0, 1, 2, chance.randint(-1, 500))))
        base = chance.choice((start, start.replace(hour=0)))
        now = (base - days).astimezone(UTC) + second
        meetings.append(
            (now.timestamp() * 1000, day.isoformat() if hour is None else times.rfc3339(start))
        )
        expected.append(distance(now, start, max(start, now) + timedelta(days=2), "nl"))
    assert expected == ask(static, "nl", zone, [], meetings)["meetings"]
