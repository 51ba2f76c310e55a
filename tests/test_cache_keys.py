"""Keys: what makes a result that of another program, and how the program is known again."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import Mock

import pytest

from hubgen.cache import keys, version
from hubgen.census import Look


def again() -> None:
    """Be a new process, as far as the program's own digest goes."""
    for known in (keys.program, keys.own_files, keys.stamps):
        known.cache_clear()


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Have another program in the place of this one."""
    folder = tmp_path / "program"
    (folder / "layouts/parts").mkdir(parents=True)
    (folder / "build.py").write_text("a = 1\n")
    (folder / "layouts/parts/card.html").write_text("<p>")
    monkeypatch.setattr(keys, "_PACKAGE", folder)
    again()
    yield folder
    monkeypatch.undo()
    again()


def test_09_the_program_is_its_files_and_their_names(package: Path) -> None:
    """All of them, in any folder, but not what Python compiled."""
    again()
    assert [name for name, _ in keys.stamps()] == ["build.py", "layouts/parts/card.html"]
    before = keys.own_files()
    (package / "layouts/parts/__pycache__").mkdir()
    (package / "layouts/parts/__pycache__/card.cpython-311.pyc").write_bytes(b"x")
    again()
    assert keys.own_files() == before
    (package / "layouts/parts/card.html").rename(package / "layouts/card.html")
    again()
    moved = keys.own_files()
    (package / "layouts/card.html").write_text("<b>")
    again()
    assert len({before, moved, keys.own_files()}) == 3


def test_09_a_program_on_other_packages_is_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each package in a folder that Python looks in counts, with its version, once."""
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        folder.mkdir()
    monkeypatch.chdir(second)
    monkeypatch.setattr(sys, "path", [str(first), "", str(tmp_path / "nothing.zip")])
    found = [keys.program_of("own")]
    for name in ("first/markdown-3.9.dist-info", "second/nh3-0.3.egg-info"):
        (tmp_path / name).mkdir()
        found.append(keys.program_of("own"))
    (first / "markdown-3.9.dist-info").rename(first / "markdown-3.10.dist-info")
    found += [keys.program_of("own"), keys.program_of("other")]
    assert len(set(found)) == 5

    (first / "markdown").mkdir()
    (second / "markdown-3.10.dist-info").mkdir()
    assert keys.program_of("own") == found[3]


@pytest.mark.parametrize("what", ["sys.version", "sysconfig.get_platform"])
def test_09_a_program_on_another_python_or_machine_is_another(
    what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is compiled for one may give something else on another."""
    here = keys.program_of("own")
    monkeypatch.setattr(what, "other" if what == "sys.version" else lambda: "other")
    assert keys.program_of("own") != here


class Memory:
    """A shelf of which nothing is kept on the disk."""

    def __init__(self, moment: int | None) -> None:
        self.moment = moment
        self.kept: dict[tuple[str, str], tuple[str, bytes]] = {}

    def look(self) -> Look | None:
        """Return a look at this moment."""
        return None if self.moment is None else Look(moment=self.moment, device=0)

    def from_shelf(self, shelf: str, name: str) -> tuple[str, bytes] | None:
        """Return what was put there."""
        return self.kept.get((shelf, name))

    def shelve(self, shelf: str, name: str, state: str, value: bytes) -> None:
        """Put something there."""
        self.kept[shelf, name] = state, value


HOUR = 3_600_000_000_000


@pytest.fixture
def reading(package: Path, monkeypatch: pytest.MonkeyPatch) -> Mock:
    """Count how often the program's files are read to know them."""
    del package
    reads = Mock(wraps=keys.own_files)
    monkeypatch.setattr(version, "own_files", reads)
    return reads


@pytest.mark.parametrize(
    ("first", "second", "read"),
    [
        (HOUR, 2 * HOUR, 1),
        (HOUR, HOUR, 1),
        (2 * HOUR, HOUR, 2),  # the clock went back: what was known may be of other files
        (-HOUR, HOUR, 2),  # the files are newer than the look: they could change once more
    ],
)
def test_09_a_program_is_read_unless_it_is_known_to_be_the_same(
    reading: Mock, first: int, second: int, read: int
) -> None:
    """Its digest is the one that reading all of its files gives, whether they are read or not."""
    now = time.time_ns()
    shelves = Memory(now + first)
    found = [version.recall_program(shelves)]
    shelves.moment = now + second
    found.append(version.recall_program(shelves))
    assert found == [keys.program()] * 2
    assert reading.call_count == read


def test_09_nothing_is_known_without_a_look(reading: Mock) -> None:
    """Where the clock of the disk is not known, the files are read, and nothing is kept."""
    shelves = Memory(None)
    assert version.recall_program(shelves) == keys.program()
    assert (shelves.kept, reading.call_count) == ({}, 0)
