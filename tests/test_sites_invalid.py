"""Broken sites: each says exactly what is wrong, and leaves what was published as it was.

The folders in `tests/sites_invalid/` hold a site's content, and what `hubgen check` says of it in
English and in Dutch. What a repository cannot hold on every system, such as twin names or a file of
many megabytes, is made by `MADE` when a test begins. After a change that is meant:

    python -m tests.test_sites_invalid --write
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

import hubgen
from hubgen.build import Request, check
from hubgen.cli import main
from hubgen.errors import BuildFailed, Problem
from hubgen.progress import Quiet
from hubgen.sources import DEEPEST
from hubgen.times import read_now
from tests import compared
from tests.published import tree

CASES = Path(__file__).parent / "sites_invalid"
NAMES = sorted(folder.name for folder in CASES.iterdir() if folder.is_dir())
EXPECTED = {"en": "problems.txt", "nl": "problems.nl.txt"}
NOW = "2024-10-01T12:00:00+02:00"


def _page(title: str, text: str = "Tekst.") -> str:
    return (
        f"---\ntitle: {title}\nuid: {title.lower().replace(' ', '-')}@example.org\n---\n\n{text}\n"
    )


def _files(content: Path) -> None:
    """Make what not every disk and every repository can hold."""
    pages = content / "pages"
    (pages / "Tweeling.md").write_text(_page("Met hoofdletter"))
    (pages / "tweeling.md").write_text(_page("Zonder hoofdletter"))
    for name in ("menu caf\u00e9.pdf", "menu cafe\u0301.pdf"):
        (pages / name).write_bytes(b"")
    (pages / "naar-buiten.md").symlink_to("/etc/hostname")
    (pages / "kringloop").symlink_to(".")
    (pages / "naar-zichzelf.md").symlink_to("naar-zichzelf.md")
    os.mkfifo(pages / "pijp.md")
    (pages / "twee\nregels.pdf").write_bytes(b"")
    pages.joinpath(*["map"] * DEEPEST).mkdir(parents=True)
    (pages / "te-lang.md").write_text(_page("Te lang", "Woorden. " * 120_000))
    (pages / "lange-tekst.md").write_text(_page("Lange tekst", "Woorden. " * 112_000))
    (pages / "lange-gegevens.md").write_text(_page("Lang" + " en lang" * 8_000))


def _images(content: Path) -> None:
    """Make an image and another file of more bytes than the settings allow."""
    (content / "pages" / "zwaar.png").write_bytes(bytes(1_000_001))
    (content / "pages" / "zwaar.pdf").write_bytes(bytes(2_000_001))


def _calendars(content: Path) -> None:
    """Make events of many meetings with long notes, a theme for each size of its calendar."""
    (content / "events").mkdir()
    for theme, files, day in (
        ("bijna", 13, "2025-03-01"),
        ("geweest", 19, "2024-03-01"),
        ("straks", 19, "2025-04-01"),
    ):
        for number in range(files):
            meeting = f"  - {{start: {day}, end: {day}, note: {'woord ' * 480}}}\n"
            (content / "events" / f"{theme}-{number}.md").write_text(
                f"---\ntitle: Reeks {number}\nuid: {theme}-{number}@example.org\n"
                f"themes: [{theme}]\ndates:\n{meeting * 20}---\n"
            )


MADE: Mapping[str, Callable[[Path], None]] = {
    "calendars": _calendars,
    "files": _files,
    "images": _images,
}

# A file that this process may not read cannot be made where the tests run as the administrator.
UNREADABLE = {"unreadable-file"}


def prepared(name: str, folder: Path) -> Path:
    """Return a copy of a case's site, with what is made for it."""
    site = folder / name
    shutil.copytree(CASES / name, site)
    for file in EXPECTED.values():
        (site / file).unlink(missing_ok=True)
    if make := MADE.get(name):
        make(site / "content")
    return site


def run(*arguments: str | Path) -> Result:
    """Return what a command says and how it ends; an exception of its own fails the test."""
    result = CliRunner().invoke(main, [str(one) for one in arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.mark.parametrize("lang", sorted(EXPECTED))
@pytest.mark.parametrize("name", NAMES)
def test_a_broken_site_says_what_is_wrong(name: str, lang: str, tmp_path: Path) -> None:
    """Every problem and warning is said, at its file and line, and nothing else."""
    result = run("check", "--site", prepared(name, tmp_path), "--lang", lang, "--now", NOW)
    assert result.stdout == (CASES / name / EXPECTED[lang]).read_text("utf-8")
    assert (result.stderr, result.exit_code) == ("", 1)


@pytest.mark.parametrize("name", NAMES)
def test_a_broken_site_is_not_published(name: str, tmp_path: Path) -> None:
    """The build ends with status 1, says each problem, and touches nothing that was published."""
    site, output = prepared(name, tmp_path), tmp_path / "public"
    before = _publish(output, tmp_path / "sound")
    beside = sorted(tmp_path.glob(".public.hubgen/*"))
    result = run("build", "--site", site, "--output", output, "--now", NOW)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert {file: file.stat().st_mtime_ns for file in sorted(output.rglob("*"))} == before
    assert sorted(tmp_path.glob(".public.hubgen/*")) == beside
    lang = "nl"
    said = (CASES / name / EXPECTED[lang]).read_text("utf-8").splitlines()[:-1]
    problems = without_warnings(said)
    assert result.stderr.splitlines()[: len(problems)] == problems
    assert ("hubgen check" in result.stderr) == (problems != said)


def without_warnings(lines: list[str]) -> list[str]:
    """Return the lines of what a check says without its warnings and the lines below each."""
    kept, is_problem = [], True
    for line in lines:
        if not line.startswith("    "):
            is_problem = not line.endswith(" (waarschuwing)")
        if is_problem:
            kept.append(line)
    return kept


@pytest.mark.parametrize("name", NAMES)
def test_a_broken_site_makes_no_folder(name: str, tmp_path: Path) -> None:
    """Where nothing was published before, there is nothing afterwards."""
    site, output = prepared(name, tmp_path), tmp_path / "public"
    assert run("build", "--site", site, "--output", output, "--now", NOW).exit_code == 1
    assert [one.name for one in tmp_path.iterdir()] == [name]


def test_every_problem_occurs(tmp_path: Path) -> None:
    """Each phrase of the catalogue for editors is what some broken site is told."""
    catalogue = Path(hubgen.__file__).parent / "wording" / "en.yaml"
    known = set(yaml.safe_load(catalogue.read_text("utf-8"))["problems"])
    found = {one.code for name in NAMES for one in problems(prepared(name, tmp_path))}
    of_others = {code for code in known if code.startswith("external-")}  # tests/test_external.py
    of_others.add("file-changed")  # tests/test_census.py
    assert sorted(known - found - of_others - UNREADABLE - compared.CODES) == []


def test_a_file_that_may_not_be_read_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page, and an image, that the system refuses to give is said to be so."""
    site = tmp_path / "site"
    pages = site / "content" / "pages"
    pages.mkdir(parents=True)
    (site / "content" / "site.yaml").write_text("title: Proefhub\n")
    (pages / "over.md").write_text(_page("Over", "![De zaal](zaal.png)"))
    (pages / "dicht.md").write_text(_page("Dicht"))
    (pages / "zaal.png").write_bytes(b"")
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "zaal.png":
            raise PermissionError(13, "Permission denied")
        return read(path)

    def refuse_to_open(file: str, *mode: Any, **more: Any) -> Any:
        if file.endswith("dicht.md"):
            raise PermissionError(13, "Permission denied")
        return Path(file).open(*mode, **more)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    monkeypatch.setattr("hubgen.sources.open", refuse_to_open, raising=False)
    result = run("check", "--site", site, "--lang", "en", "--now", NOW)
    assert result.stdout.splitlines()[:-1] == [
        "content/pages/dicht.md: the file cannot be read (Permission denied); "
        "check its permissions",
        "content/pages/over.md:6:12: the file cannot be read (Permission denied); "
        "check its permissions",
        "    ![De zaal](zaal.png)",
        "               ^^^^^^^^",
    ]


def problems(site: Path) -> tuple[Problem, ...]:
    """Return what is wrong with a site."""
    request = Request(site=site, output=site / "public", now=read_now(NOW))
    with pytest.raises(BuildFailed) as failed:
        check(request, Quiet())
    return failed.value.problems


def _publish(output: Path, site: Path) -> dict[Path, int]:
    """Publish a small sound site, and return when each of its files was written."""
    (site / "content" / "pages").mkdir(parents=True)
    (site / "content" / "site.yaml").write_text("title: Proefhub\nsearch: false\n")
    (site / "content" / "pages" / "over.md").write_text(_page("Over"))
    result = run("build", "--site", site, "--output", output, "--now", NOW, "--no-cache")
    assert result.exit_code == 0
    assert "over/index.html" in tree(output)
    return {file: file.stat().st_mtime_ns for file in sorted(output.rglob("*"))}


def _write() -> None:
    """Write what each broken site is told now as what is expected."""
    for name in NAMES:
        for lang, file in EXPECTED.items():
            with tempfile.TemporaryDirectory() as folder:
                site = prepared(name, Path(folder))
                said = run("check", "--site", site, "--lang", lang, "--now", NOW).stdout
            (CASES / name / file).write_text(said, "utf-8")


if __name__ == "__main__" and sys.argv[1:] == ["--write"]:
    _write()
