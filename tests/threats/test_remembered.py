"""What is remembered of another checkout, which is never used wrongly."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner

from hubgen.build import Request, build
from hubgen.cli import main
from hubgen.progress import Quiet
from tests.conftest import REPOSITORY
from tests.hub import NOW, Files, event, page, write_site
from tests.published import tree

ONE: Files = {
    "content/events/x.md": event("uid: x@example.org\nspeakers: mia", "Tekst."),
    "content/people/mia.md": page("title: Mia\nuid: mia@example.org"),
}
OTHER: Files = {
    "content/events/x.md": event("uid: x@example.org\nspeakers: mia", "Heel iets anders."),
    "content/people/mia.md": page("title: Max\nuid: mia@example.org"),
}


def published(site: Path, output: Path, *, cache: bool = True) -> dict[str, bytes]:
    """Return what a build of a site publishes, with what it remembers or without."""
    folder = site / ".hubgen" if cache else None
    build(Request(site=site, output=output, now=NOW, cache=folder), Quiet())
    return tree(output)


@pytest.mark.parametrize("times", [1, 2])
def test_09_the_cache_of_another_checkout_is_never_used_wrongly(times: int, tmp_path: Path) -> None:
    """Files by the same names say something else there: the pages say what is here."""
    one, other = write_site(tmp_path / "a", ONE), write_site(tmp_path / "b", OTHER)
    published(one, tmp_path / "public-a")
    expected = published(other, tmp_path / "expected", cache=False)
    shutil.copytree(one / ".hubgen", other / ".hubgen")
    for _ in range(times):
        assert published(other, tmp_path / "public-b") == expected


def copied(site: Path, output: Path, to: Path) -> None:
    """Copy a site with its cache, dates too, and all that was published and is kept beside it."""
    for folder in (site, output, *output.parent.glob(".*")):
        shutil.copytree(folder, to / folder.name, symlinks=True)


def changed(site: Path) -> None:
    """Say something else, in as many letters."""
    file = site / "content/people/mia.md"
    file.write_text(file.read_text("utf-8").replace("Mia", "Max"), "utf-8")


@pytest.mark.parametrize("then", [changed, lambda site: None], ids=["changed", "as it was"])
def test_09_a_checkout_that_was_copied_whole_is_built_anew(
    then: Callable[[Path], None], tmp_path: Path
) -> None:
    """With its cache and its published folder, to where the command finds nothing to be done."""
    (tmp_path / "here").mkdir()
    (tmp_path / "there").mkdir()
    site = write_site(tmp_path / "here" / "site", ONE)
    published(site, tmp_path / "here" / "public")
    copied(site, tmp_path / "here" / "public", tmp_path / "there")
    site = tmp_path / "there" / "site"
    then(site)
    where = ["--site", str(site), "--output", str(tmp_path / "there" / "public")]
    result = CliRunner().invoke(main, ["build", *where, "--now", NOW.isoformat()])
    assert result.exit_code == 0, result.output
    expected = published(site, tmp_path / "expected", cache=False)
    assert tree(tmp_path / "there" / "public") == expected


def test_09_two_builds_at_once_remember_what_is_right(tmp_path: Path) -> None:
    """To two folders with one cache; what they leave makes the next build the same."""
    site = write_site(tmp_path / "site", ONE)
    expected = published(site, tmp_path / "expected", cache=False)

    def run(number: int) -> int:
        where = ["--site", str(site), "--output", str(tmp_path / f"public-{number}")]
        command = [sys.executable, str(REPOSITORY / "build.py"), "build", *where]
        return subprocess.run(
            [*command, "--now", NOW.isoformat()], capture_output=True, timeout=120
        ).returncode

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(run, range(2))) == [0, 0]
    for number in range(2):
        assert tree(tmp_path / f"public-{number}") == expected
    assert published(site, tmp_path / "public-0") == expected
