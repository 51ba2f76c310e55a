"""Unchanged: a build that has nothing to do says so at once, and is made whenever there may be."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hubgen import build as building
from hubgen import census
from hubgen.cli import main
from tests.hub import nested

NOW = "2024-11-12T12:00:00+01:00"
EVENT = """\
---
title: Warmte
uid: warmte@example.org
start: 2024-11-13 14:00
end: 2024-11-13 16:00
---

Tekst.
"""


class Site:
    """A small site, and whether the last command built it."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.write("content/site.yaml", "title: Proefhub\n")
        self.write("content/events/warmte.md", EVENT)
        self.write("content/people/anna.md", "---\ntitle: Anna\n---\n")
        self.was_built = False
        build = building.build

        def spy(*arguments):  # type: ignore[no-untyped-def]
            self.was_built = True
            return build(*arguments)

        monkeypatch.setattr(building, "build", spy)

    def write(self, path: str, text: str) -> None:
        """Write a file of the site, and make its folder."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    def run(self, *options: str, now: str = NOW) -> Result:
        """Build the site as the command does."""
        self.was_built = False
        arguments = ["build", "--site", str(self.folder), "--now", now, "--jobs", "1", *options]
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == 0, result.output
        return result


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Return a site that was built, of which no file counts as touched just now."""
    for grain in ("GRAIN", "FINE_GRAIN"):
        monkeypatch.setattr(census, grain, -(10**10))
    site = Site(tmp_path, monkeypatch)
    site.run()
    return site


def said(result: Result) -> str:
    """Return what a build said, but for how long it took."""
    return result.output.rpartition(";")[0]


def test_the_second_build_is_none_and_says_the_same(site: Site, tmp_path: Path) -> None:
    """Where nothing changed nothing is built, and warnings and counts are said again."""
    first = site.run("--no-cache", "--output", str(tmp_path / "other"))
    assert site.was_built
    again = site.run()
    assert not site.was_built
    assert "anna.md" in again.output
    assert said(again) == said(first).replace(str(tmp_path / "other"), str(tmp_path / "public"))


@pytest.mark.parametrize(
    "change",
    [
        lambda site: site.write("content/events/warmte.md", EVENT.replace("Tekst.", "Meer.")),
        lambda site: site.write("content/people/bram.md", "---\ntitle: Bram\n---\n"),
        lambda site: (site.folder / "content/people/anna.md").unlink(),
        lambda site: site.write("content/site.yaml", "title: Andere hub\n"),
        lambda site: site.write("layouts/person.html", "Een mens"),
        lambda site: site.write("static/robot.txt", "Hallo"),
        lambda site: site.write("public/people/anna/index.html", "Gehackt"),
        lambda site: site.write("public/people/anna/strange.txt", "Vreemd"),
        lambda site: (site.folder / "public/people/anna/index.html").unlink(),
        lambda site: (site.folder / ".hubgen/cache.sqlite3").write_bytes(b"Geen databank"),
    ],
    ids=[
        "text",
        "new-page",
        "page-gone",
        "settings",
        "layout",
        "static-file",
        "published-file",
        "stranger",
        "published-file-gone",
        "broken-cache",
    ],
)
def test_10_any_change_is_built(site: Site, change: Callable[[Site], None]) -> None:
    """Whatever is changed in the site, or in what was published, there is a build."""
    change(site)
    site.run()
    assert site.was_built


@pytest.mark.parametrize("name", ["new", "old", "clock", "published-1", "twin-folders.part"])
def test_what_a_build_could_not_remove_is_removed_by_the_next(site: Site, name: str) -> None:
    """Also where that has nothing else to do."""
    left = site.folder / ".public.hubgen" / name
    if name in ("new", "old"):
        left.mkdir()
    else:
        left.touch()
    site.run()
    assert site.was_built
    assert not left.exists()


@pytest.mark.parametrize("options", [["--base-url", "https://else.example.org/"], ["--drafts"]])
def test_other_options_are_built(site: Site, options: list[str]) -> None:
    """A build for another address, or with drafts, is not the last one."""
    site.run(*options)
    assert site.was_built


def test_time_that_changes_something_is_built(site: Site) -> None:
    """Until the hub changes by itself nothing is built; from then on, and before."""
    site.run(now="2024-11-12T23:59:59+01:00")
    assert not site.was_built
    site.run(now="2024-11-13T00:00:00+01:00")
    assert site.was_built
    site.run(now="2024-11-12T12:00:00+01:00")
    assert site.was_built


def test_10_a_file_with_its_old_time_is_built(site: Site) -> None:
    """A file that was written anew and got back its size and time is noticed all the same."""
    file = site.folder / "content/events/warmte.md"
    before = file.stat()
    file.write_text(EVENT.replace("Tekst.", "Tikst."), "utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    site.run()
    assert site.was_built


def test_a_file_that_was_just_written_is_not_believed(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was written a moment before a build could be again with the same stamp."""
    for grain in ("GRAIN", "FINE_GRAIN"):
        monkeypatch.setattr(census, grain, 3_000_000_000)
    site.write("content/events/warmte.md", EVENT)
    site.run()
    site.run()
    assert site.was_built


def test_a_link_is_not_believed(site: Site) -> None:
    """What a symbolic link leads to is not looked at, so that there is always a build."""
    (site.folder / "content/people/ook-anna.md").symlink_to("anna.md")
    site.run()
    site.run()
    assert site.was_built


@pytest.mark.parametrize("name", ["static", "layouts"])
def test_a_file_where_a_folder_may_be_is_none(site: Site, name: str) -> None:
    """The hub is built without it, and again at every build."""
    site.write(name, "geen map")
    site.run()
    site.run()
    assert site.was_built


@pytest.mark.parametrize("name", ["static", "layouts"])
def test_folders_in_folders_without_end_are_no_more_work(site: Site, name: str) -> None:
    """They are deeper than Python's stack, and longer than any path can be."""
    (site.folder / name).mkdir()
    with nested(site.folder / name, 2500):
        site.run()
    assert site.was_built


@pytest.mark.parametrize("remedy", ["without a cache", "without the folder"])
def test_what_was_published_is_known_by_its_stamp(site: Site, remedy: str) -> None:
    """A published file changed in place, of the same size and date, stays until it is made anew.

    A build without a cache makes it anew, and so does one where the folder is gone.
    """
    file = site.folder / "public/people/anna/index.html"
    right, before = file.read_bytes(), file.stat()
    file.write_bytes(right.replace(b"Anna", b"Alma"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    site.run()
    assert not site.was_built
    site.write("content/events/warmte.md", EVENT.replace("Tekst.", "Meer."))
    site.run()
    assert site.was_built
    assert file.read_bytes() != right
    if remedy == "without the folder":
        shutil.rmtree(site.folder / "public")
        site.run()
    else:
        site.run("--no-cache")
    assert file.read_bytes() == right
