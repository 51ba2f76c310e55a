"""Static files: the site's own first, and all that pages load at addresses that tell what it is."""

import re
from pathlib import Path
from urllib.parse import urljoin

import pytest

from hubgen.static import Static, read_static
from tests.conftest import REPOSITORY
from tests.hub import says, write_odd
from tests.published import LASTING, Site
from tests.test_build import write

_NAMED = re.compile(
    r"""url\(["']?(?!data:|#)([^"')]+)["']?\)|(?:from|import\()\s*["'](\.[^"']+)["']"""
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a site with static files of its own."""
    write(tmp_path / "static/eigen.css", "body { color: green }")
    write(tmp_path / "static/film.mp4", "film")
    return tmp_path


def plain(static: Static) -> set[str]:
    """Return the addresses that say nothing of what is there."""
    return {one for one in static.files if not LASTING.match(one)}


def test_what_pages_load_is_in_a_folder_named_by_all_of_it(site: Path) -> None:
    """Whatever changes in it, or only its name, all of it has another address."""
    found = [read_static(site)]
    write(site / "static/eigen.css", "body { color: red }")
    found.append(read_static(site))
    (site / "static/eigen.css").rename(site / "static/ander.css")
    found.append(read_static(site))
    assert len({one.folder for one in found}) == 3
    for one in found:
        assert all(
            LASTING.match(address) for address in one.addresses.values() if ".mp4" not in address
        )
        assert one.addresses["style.css"] == f"{one.folder}style.css"


def test_the_same_files_have_the_same_addresses(site: Path) -> None:
    """What was kept of an earlier build is what is asked for of the next."""
    before = read_static(site)
    write(site / "static/film.mp4", "another film")
    write(site / "static/.hidden.css", "body {}")
    assert read_static(site).files == before.files


def test_own_files_are_at_their_plain_addresses_too(site: Path) -> None:
    """A link to one holds, whatever becomes of it; ours are there for pages alone."""
    static = read_static(site)
    assert plain(static) == {"/static/eigen.css", "/static/film.mp4"}
    assert static.addresses["film.mp4"] == "/static/film.mp4"
    assert f"{static.folder}film.mp4" not in static.files


def test_07_a_static_file_that_is_a_link_out_of_the_site_is_a_problem(tmp_path: Path) -> None:
    """What it leads to is not read; one within the site is a file like any other."""
    site = tmp_path / "site"
    write(tmp_path / "secret.txt", "geheim")
    write(site / "static/a.css", "")
    for name, target in {"b.css": "a.css", "c.css": "../../secret.txt", "d.css": "d.css"}.items():
        (site / "static" / name).symlink_to(target)
    found = read_static(site)
    assert plain(found) == {"/static/a.css", "/static/b.css"}
    assert says(found.problems) == [
        "static/c.css: dit is een koppeling naar een andere plek; zet het bestand zelf hier"
    ]


def test_07_static_files_that_are_all_elsewhere_are_a_problem(tmp_path: Path) -> None:
    """A folder of them that is a link out of the site is none."""
    site = tmp_path / "site"
    site.mkdir()
    write(tmp_path / "others/secret.txt", "geheim")
    (site / "static").symlink_to("../others")
    found = read_static(site)
    assert plain(found) == set()
    assert [(one.path, one.code) for one in found.problems] == [("static", "link-out-of-site")]


@pytest.mark.parametrize("name", [b"a\nb.css", b"a\\b.css", b"a\xff.css"])
def test_a_static_file_whose_name_no_address_can_have_is_a_problem(
    tmp_path: Path, name: bytes
) -> None:
    """As one in `content/` is; the page that says so can be read."""
    write_odd(tmp_path / "static", name)
    found = read_static(tmp_path)
    assert plain(found) == set()
    assert [one.code for one in found.problems] == ["odd-file-name"]
    assert str(found.problems).isprintable()


def test_the_repository_has_no_files_of_its_own() -> None:
    """Its static files are the built-in ones, which are not there twice."""
    static = read_static(REPOSITORY)
    assert plain(static) == set()
    assert set(static.addresses) == {
        file.relative_to(REPOSITORY / "static").as_posix()
        for file in (REPOSITORY / "static").rglob("*")
        if file.is_file()
    }


def test_files_find_each_other(hub: Site) -> None:
    """What a style sheet or a script names is published where it says."""
    named = [
        urljoin(address, one[1] or one[2])
        for address in sorted(hub.addresses)
        if LASTING.match(address) and address.endswith((".css", ".js"))
        for one in _NAMED.finditer(hub.bytes(address).decode())
    ]
    assert len(named) > 10
    assert [one for one in named if one not in hub.addresses] == []
