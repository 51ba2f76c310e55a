"""The command in a process of its own."""

import gc
import os
import subprocess
import sys
from pathlib import Path

import pytest

from hubgen.__main__ import OBJECTS, run
from tests.conftest import REPOSITORY
from tests.hub import page, write_site


def test_the_process_seldom_looks_for_what_can_be_thrown_away(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nearly all that a command loads and reads stays until it ends."""
    ended: list[int] = []
    monkeypatch.setattr(os, "_exit", ended.append)
    monkeypatch.setattr(sys, "argv", ["hubgen", "--version"])
    before = gc.get_threshold()
    try:
        run()
        during = gc.get_threshold()
    finally:
        gc.set_threshold(*before)

    assert (ended, during[0]) == ([0], OBJECTS)
    assert capsys.readouterr().out.startswith("hubgen")


FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="this system has no device that is full")


def ended(how: str, *arguments: str | Path, out: int = subprocess.DEVNULL) -> tuple[int, str]:
    """Return the exit status of a command that a shell starts in a way, and its errors."""
    command = [sys.executable, "-m", "hubgen", *map(str, arguments)]
    shell = ["sh", "-c", f'"$@" {how}', "sh", *command]
    done = subprocess.run(
        shell, cwd=REPOSITORY, stdout=out, stderr=subprocess.PIPE, text=True, check=False
    )
    return done.returncode, done.stderr


@needs_full
@pytest.mark.parametrize("arguments", [("--help",), ("list", "--help")])
def test_what_cannot_be_written_is_said(arguments: tuple[str, ...]) -> None:
    """Where the disk is full that the output goes to, there is a sentence, and no traceback."""
    status, said = ended(f">{FULL}", *arguments)

    assert (status, said.count("\n")) == (2, 1)
    assert said.startswith("hubgen: the output cannot be written (")


@needs_full
def test_the_hub_is_published_also_where_nobody_can_be_told(tmp_path: Path) -> None:
    """The end of a build is not said, and the hub is whole."""
    site = write_site(tmp_path, {"content/events/x.md": page("title: A\nstart: 2024-11-13")})

    assert ended(f">{FULL} 2>{FULL}", "build", "--site", site) == (2, "")
    assert (site / "public" / "index.html").is_file()


@needs_full
def test_what_is_wrong_with_the_command_ends_it_also_where_it_cannot_be_said() -> None:
    """Where the errors cannot be written there is nothing to say it with."""
    assert ended(f"2>{FULL}", "nonsense") == (2, "")


def test_a_pipe_that_nobody_reads_ends_a_command_without_a_word() -> None:
    """As with `hubgen list | head`."""
    out, into = os.pipe()
    os.close(out)
    try:
        assert ended("", "--help", out=into) == (1, "")
        assert ended("2>&1", "nonsense", out=into) == (1, "")
    finally:
        os.close(into)


@pytest.mark.parametrize("how", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_what_is_closed_is_not_missed(how: str) -> None:
    """As whoever starts a program in the background may do."""
    assert ended(how, "--version") == (0, "")
