"""Sources: what stands in a site's folder, and nothing from anywhere else."""

import os
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from hubgen.cli.saying import language_of
from hubgen.errors import UsageError
from hubgen.sources import DEEPEST, SETTINGS, Sources, digest, read_sources, text_at
from tests.hub import LONGEST, SMALL, Files, nested, says, write_odd, write_site

NFC = unicodedata.normalize("NFC", "anikó")
NFD = unicodedata.normalize("NFD", "anikó")
PAGE = "---\ntitle: a\n---\n"


def read(folder: Path, files: Files) -> Sources:
    """Write a site and return what is found in it."""
    return read_sources(write_site(folder, files))


def test_pages_settings_and_files_are_told_apart(tmp_path: Path) -> None:
    """Markdown is a page, `site.yaml` the settings, and the rest are files, in order of path."""
    found = read(
        tmp_path,
        {
            "content/people/b.md": PAGE,
            "content/people/a.md": PAGE,
            "content/events/2024/x/index.md": PAGE,
            "content/events/2024/x/zaal.jpg": b"\xff",
            "content/site.yaml": "title: a\n",
            "content/events/site.yaml": "a",
            "layouts/event.html": "",
        },
    )
    assert [one.path for one in found.pages] == [
        "content/events/2024/x/index.md",
        "content/people/a.md",
        "content/people/b.md",
    ]
    assert found.settings == "title: a\n"
    assert [path for path, _ in found.files] == [
        "content/events/2024/x/zaal.jpg",
        "content/events/site.yaml",
    ]
    assert found.problems == ()
    assert {one.digest for one in found.pages} == {digest(PAGE.encode())}


@pytest.mark.parametrize("name", ["x.MD", "x.Md", "x.markdown"])
def test_a_page_with_another_ending_is_a_problem(tmp_path: Path, name: str) -> None:
    """It would be lost, as no page and no image."""
    found = read(tmp_path, {f"content/events/{name}": PAGE})
    assert says(found.problems) == [
        f"content/events/{name}: een pagina heeft een naam die op .md eindigt, in kleine letters; "
        "geef het bestand een andere naam"
    ]


def test_what_programs_leave_behind_is_not_content(tmp_path: Path) -> None:
    """Hidden files and folders, backups and half-written files are passed over."""
    names = [".x.md", ".git/x.md", "x.md~", "x.md.bak", "x.tmp", ".DS_Store", "x.md.swp"]
    assert read(tmp_path, {f"content/events/{name}": PAGE for name in names}).pages == ()


def test_a_site_without_content_is_used_wrongly(tmp_path: Path) -> None:
    """There is nothing to publish."""
    with pytest.raises(UsageError, match="content/"):
        read_sources(tmp_path)


def test_a_site_without_settings_has_none(tmp_path: Path) -> None:
    """It is for whoever reads settings to say so."""
    (tmp_path / "content").mkdir()
    assert read_sources(tmp_path).settings is None


@pytest.mark.parametrize(("size", "fits"), [(LONGEST, True), (LONGEST + 1, False)])
def test_04_a_file_has_a_largest_size(tmp_path: Path, size: int, fits: bool) -> None:
    """One byte more is a problem that names the file, and the others are read."""
    files: Files = {
        "content/a.md": b"a" * size,
        "content/b.md": "b",
        "content/site.yaml": SMALL,
    }
    found = read(tmp_path, files)
    assert [one.path for one in found.pages] == ["content/a.md", "content/b.md"][not fits :]
    assert [one.path for one in found.problems] == ["content/a.md"] * (not fits)


def test_a_file_that_is_not_utf_8_is_a_problem_with_its_line(tmp_path: Path) -> None:
    """The line is the one of the first character that is not."""
    found = read(tmp_path, {"content/events/x.md": "---\ntitle: caf\xe9\n".encode("latin-1")})
    assert says(found.problems) == [
        "content/events/x.md:2: er staan tekens in die niet als UTF-8 zijn opgeslagen; sla het "
        "bestand opnieuw op, als UTF-8"
    ]


@pytest.mark.parametrize("target", ["/etc/passwd", "../../outside.md", "../../nowhere.md"])
def test_07_a_link_out_of_the_site_is_a_problem_and_is_not_read(
    tmp_path: Path, target: str
) -> None:
    """A symbolic link to a file outside, whether there is one or not."""
    site = write_site(tmp_path / "site", {})
    (tmp_path / "outside.md").write_text("geheim")
    (site / "content" / "x.md").symlink_to(target)
    found = read_sources(site)
    assert found.pages == ()
    assert says(found.problems) == [
        "content/x.md: dit is een koppeling naar een andere plek; zet het bestand zelf hier"
    ]


@pytest.mark.parametrize("target", ["..", ".", "/", "../content/people"])
def test_07_a_link_to_a_folder_is_a_problem(tmp_path: Path, target: str) -> None:
    """It could go round in a circle, and would give pages two paths."""
    site = write_site(tmp_path, {"content/people/b.md": PAGE})
    (site / "content" / "map").symlink_to(target)
    found = read_sources(site)
    assert [one.path for one in found.pages] == ["content/people/b.md"]
    assert [(one.path, one.code) for one in found.problems] == [("content/map", "link-out-of-site")]


def test_07_content_that_is_all_elsewhere_is_a_problem_and_is_not_read(tmp_path: Path) -> None:
    """Also for the settings; within the site it may be in another folder."""
    elsewhere = write_site(tmp_path / "elsewhere", {"content/events/x.md": PAGE})
    site = tmp_path / "site"
    site.mkdir()
    (site / "content").symlink_to("../elsewhere/content")
    found = read_sources(site)
    assert (found.pages, found.settings, text_at(site, SETTINGS)) == ((), None, None)
    assert [(one.path, one.code) for one in found.problems] == [("content", "link-out-of-site")]
    (site / "content").unlink()
    elsewhere.rename(site / "inhoud")
    (site / "content").symlink_to("inhoud/content")
    assert [one.path for one in read_sources(site).pages] == ["content/events/x.md"]
    assert text_at(site, SETTINGS) is not None


def test_a_link_within_the_content_is_a_file(tmp_path: Path) -> None:
    """An image that two pages share may be a link."""
    site = write_site(tmp_path, {"content/events/a.jpg": b"x"})
    (site / "content" / "events" / "b.jpg").symlink_to("a.jpg")
    found = read_sources(site)
    assert ([path for path, _ in found.files], found.problems) == (
        ["content/events/a.jpg", "content/events/b.jpg"],
        (),
    )


def test_07_what_is_no_ordinary_file_is_a_problem_and_is_not_opened(tmp_path: Path) -> None:
    """Reading a pipe would wait for ever."""
    site = write_site(tmp_path, {})
    os.mkfifo(site / "content" / "x.md")
    assert says(read_sources(site).problems) == [
        "content/x.md: dit is geen gewoon bestand; haal het weg"
    ]


def test_07_settings_that_are_no_ordinary_file_are_not_opened(tmp_path: Path) -> None:
    """Neither for what they say of limits, nor for the language of the messages."""
    site = write_site(tmp_path, {})
    (site / SETTINGS).unlink()
    os.mkfifo(site / SETTINGS)
    assert text_at(site, SETTINGS) is None
    assert language_of(site) == "nl"
    assert says(read_sources(site).problems) == [
        "content/site.yaml: dit is geen gewoon bestand; haal het weg"
    ]


@pytest.mark.parametrize(
    ("name", "shown", "sign"),
    [
        (b"a\nb.pdf", "a\nb.pdf", "U+000A"),
        (b"a\\b.pdf", "a\\b.pdf", "\\"),
        (b"a\xff.pdf", "a\ufffd.pdf", "U+DCFF"),
        (b"a\xff.md", "a\ufffd.md", "U+DCFF"),
    ],
)
def test_a_name_that_no_address_can_have_is_a_problem(
    tmp_path: Path, name: bytes, shown: str, sign: str
) -> None:
    """A page's address is made of its name; but no name may hold bytes that are no text."""
    write_odd(write_site(tmp_path, {}) / "content/events", name)
    found = read_sources(tmp_path)
    assert (found.pages, found.files) == ((), ())
    assert [(one.path, one.code, dict(one.values)) for one in found.problems] == [
        (f"content/events/{shown}", "odd-file-name", {"sign": sign})
    ]


@pytest.mark.parametrize(
    "name", ["Schermafbeelding 14.00.00\u202fPM.png", "a b.png", "\U0001f331.png"]
)
def test_names_that_programs_and_people_give_are_names(tmp_path: Path, name: str) -> None:
    """Spaces of all widths, and drawings."""
    found = read(tmp_path, {f"content/events/{name}": b""})
    assert [path for path, _ in found.files] == [f"content/events/{name}"]


@pytest.mark.parametrize(("levels", "fits"), [(DEEPEST - 1, True), (DEEPEST, False), (2500, False)])
def test_04_a_folder_has_a_deepest_place(tmp_path: Path, levels: int, fits: bool) -> None:
    """Within it all is read; the first that is deeper is a problem, and is not looked into."""
    site = write_site(tmp_path, {"content/events/a.md": PAGE})
    with nested(site / "content/events", levels):
        found = read_sources(site)
    assert len(found.pages) == 1 + fits
    assert says(found.problems) == [
        f"content/events{'/d' * DEEPEST}: dit staat meer dan {DEEPEST} mappen diep; zet deze map "
        "hoger"
    ] * (not fits)


def test_a_folder_that_may_not_be_read_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is named, and all others are read."""
    site = write_site(tmp_path, {"content/events/x.md": PAGE, "content/people/b.md": PAGE})
    scan = os.scandir

    def scandir(folder: str) -> Any:
        if folder.endswith("events"):
            raise PermissionError(13, "Permission denied")
        return scan(folder)

    monkeypatch.setattr(os, "scandir", scandir)
    found = read_sources(site)
    assert [one.path for one in found.pages] == ["content/people/b.md"]
    assert says(found.problems) == [
        "content/events: het bestand is niet te lezen (Permission denied); kijk de rechten na"
    ]


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        ("A.md", "a.md", "twin-files"),
        ("map/x.md", "Map/x.md", "twin-files"),
        ("É.jpg", "é.jpg", "twin-files"),
        (f"{NFC}.md", f"{NFD}.md", "twin-accents"),
        (f"{NFC}/x.jpg", f"{NFD}/x.jpg", "twin-accents"),
    ],
)
def test_07_twins_that_some_disks_cannot_tell_apart_are_a_problem(
    tmp_path: Path, first: str, second: str, code: str
) -> None:
    """By capitals; or by the form of an accent, which is said, as the names look the same."""
    paths = [f"content/events/{name}" for name in (first, second)]
    found = read(tmp_path, dict.fromkeys(paths, PAGE))
    if len(list((tmp_path / "content" / "events").rglob("*.*"))) < len(paths):
        pytest.skip("this disk is one of them")
    (twin,) = found.problems
    assert twin.code == code
    assert {twin.path, dict(twin.values)["other"]} == {
        unicodedata.normalize("NFC", path) for path in paths
    }


def test_07_a_path_is_the_same_on_every_disk(tmp_path: Path) -> None:
    """A name in decomposed form is known by its composed form."""
    found = read(tmp_path, {f"content/people/{NFD}.md": PAGE})
    assert [one.path for one in found.pages] == [f"content/people/{NFC}.md"]
