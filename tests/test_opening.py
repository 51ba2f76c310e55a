"""Opening: a page's file in the program of whoever edits it."""

import sys
import time
from pathlib import Path

import pytest

from hubgen.opening import Program, open_file, program

needs_shell = pytest.mark.skipif(sys.platform == "win32", reason="the program is a shell script")


def found(name: str) -> str:
    """Return where a program is, on a machine that has them all."""
    return f"/bin/{name}"


@pytest.mark.parametrize(
    ("environment", "command"),
    [
        ({"VISUAL": "code"}, ("/bin/code",)),
        ({"VISUAL": "code --new-window", "EDITOR": "gedit"}, ("/bin/code", "--new-window")),
        ({"EDITOR": "gedit"}, ("/bin/gedit",)),
        ({"VISUAL": "vim", "EDITOR": "/usr/bin/nano"}, ()),
        ({"VISUAL": "vim", "EDITOR": "gedit"}, ("/bin/gedit",)),
        ({"VISUAL": "emacsclient -nw"}, ()),
        ({"EDITOR": "vi", "TERM_PROGRAM": "vscode"}, ("/bin/code",)),
        ({"VISUAL": "'unended"}, ()),
        ({}, ()),
    ],
)
def test_the_program_is_the_editors_own(
    environment: dict[str, str], command: tuple[str, ...]
) -> None:
    """VISUAL goes before EDITOR, and what needs the terminal is passed over."""
    assert program(environment, found) == Program(command=command)


def test_a_program_that_is_not_there_is_passed_over() -> None:
    """Where what is named is not installed, the system's own choice is taken."""
    assert program({"VISUAL": "code"}, lambda _: None) == Program()


def script(folder: Path, name: str, ends: str) -> tuple[Program, Path]:
    """Return a program that writes down what it is told, and where it does."""
    told = folder / "told.txt"
    file = folder / name
    file.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{told}"\n{ends}\n')
    file.chmod(0o755)
    return Program(command=(str(file),)), told


@needs_shell
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("code", ["--goto", "/site/x y.md:6:3"]),
        ("subl", ["/site/x y.md:6:3"]),
        ("emacsclient", ["+6:3", "/site/x y.md"]),
        ("gedit", ["+6", "/site/x y.md"]),
        ("kate", ["--line", "6", "/site/x y.md"]),
        ("write", ["/site/x y.md"]),
    ],
)
def test_a_program_is_told_the_line_in_its_own_way(
    tmp_path: Path, name: str, told: list[str]
) -> None:
    """Each hears of the file as one word, whatever is in its name, and of the line if it can."""
    chosen, written = script(tmp_path, name, "exit 0")
    assert open_file(Path("/site/x y.md"), chosen, line=6, column=3)
    assert told == written.read_text().splitlines()


@needs_shell
def test_without_a_line_only_the_file_is_said(tmp_path: Path) -> None:
    """A page as a whole is opened where the program likes."""
    chosen, written = script(tmp_path, "code", "exit 0")
    assert open_file(Path("/site/x.md"), chosen)
    assert written.read_text().splitlines() == ["/site/x.md"]


@needs_shell
def test_a_program_that_stays_open_is_not_waited_for(tmp_path: Path) -> None:
    """It runs on while the preview answers; one that fails at once has not opened the file."""
    stays, _ = script(tmp_path, "stays", "sleep 3")
    began = time.monotonic()
    assert open_file(Path("/site/x.md"), stays)
    assert time.monotonic() - began < 2.5
    fails, _ = script(tmp_path, "fails", "exit 3")
    assert not open_file(Path("/site/x.md"), fails)
    assert not open_file(Path("/site/x.md"), Program(command=("/nowhere/at/all",)))
