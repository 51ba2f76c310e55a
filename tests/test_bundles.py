"""Programs of others: only the package that is known is installed, whole or not at all."""

import base64
import hashlib
import io
import re
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from hubgen import bundles
from hubgen.bundles import Package, bundle_files, install, installed, npm_pack
from hubgen.errors import Refused

FILES = {"package/dist/app.js": b"app", "package/dist/app.js.map": b"map", "package/x.txt": b"x"}
Fetch = Callable[[Package, Path], None]


def packed(files: dict[str, bytes]) -> bytes:
    """Return a package's file."""
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w:gz") as archive:
        for name, text in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(text)
            archive.addfile(member, io.BytesIO(text))
    return data.getvalue()


def package(data: bytes, **other: str) -> Package:
    """Return the package that a file is."""
    digest = base64.b64encode(hashlib.sha512(data).digest()).decode()
    wanted = re.compile(r"package/(?:dist/)?(?P<name>.*(?<!\.map))")
    said = {"name": "app", "version": "1.0.0", "integrity": digest, "licence": "MIT"} | other
    return Package(**said, wanted=wanted, folder="")


def fetching(data: bytes) -> Fetch:
    """Return what fetches a package, whatever is asked for."""

    def fetch(one: Package, folder: Path) -> None:
        (folder / one.file).write_bytes(data)

    return fetch


def refused(folder: Path, fetch: Fetch, one: Package) -> str:
    """Return why a package is not installed, once it is certain that nothing of it is there."""
    with pytest.raises(Refused) as error:
        install(folder, fetch, (one,))
    assert installed(folder, (one,)) is None
    assert [file for file in folder.rglob("*") if file.is_file()] == []
    return error.value.code


def test_the_wanted_files_of_a_package_are_installed(tmp_path: Path) -> None:
    """No others, such as those for debugging."""
    data = packed(FILES)
    place = install(tmp_path, fetching(data), (package(data),))
    assert {name: file.read_bytes() for name, file in bundle_files(place).items()} == {
        "app.js": b"app",
        "x.txt": b"x",
    }
    assert installed(tmp_path, (package(data),)) == place


def test_what_is_installed_is_not_fetched_again(tmp_path: Path) -> None:
    """The second time needs no npm and no internet."""
    data = packed(FILES)
    place = install(tmp_path, fetching(data), (package(data),))

    def fetch(one: Package, folder: Path) -> None:
        pytest.fail("it was fetched again")

    assert install(tmp_path, fetch, (package(data),)) == place


def test_another_version_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    """Only once it is there."""
    data = packed(FILES)
    install(tmp_path, fetching(data), (package(data),))
    new = package(data, version="2.0.0")
    assert refused_beside(tmp_path, new) == ["app-1.0.0"]
    install(tmp_path, fetching(data), (new,))
    assert [one.name for one in (tmp_path / "admin").iterdir()] == ["app-2.0.0"]


def refused_beside(folder: Path, one: Package) -> list[str]:
    """Return what is installed after a package was refused."""
    with pytest.raises(Refused):
        install(folder, fetching(b"other"), (one,))
    return [found.name for found in (folder / "admin").iterdir()]


def test_another_package_is_refused(tmp_path: Path) -> None:
    """Whatever it holds, and whoever gave it."""
    one = package(packed(FILES))
    assert refused(tmp_path, fetching(packed({"package/dist/app.js": b"evil"})), one) == (
        "not-that-package"
    )


def test_a_package_that_is_no_archive_is_refused(tmp_path: Path) -> None:
    """Also where its digest is the one that is known."""
    assert refused(tmp_path, fetching(b"no"), package(b"no")) == "not-that-package"


def test_a_package_that_never_came_is_said(tmp_path: Path) -> None:
    """And not taken for one that is installed."""
    assert refused(tmp_path, lambda one, folder: None, package(b"")) == "npm-failed"


def test_a_package_out_of_bounds_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before it fills the disk."""
    data = packed(FILES)
    monkeypatch.setattr(bundles, "_MOST_BYTES", 4)
    assert refused(tmp_path, fetching(data), package(data)) == "not-that-package"


@pytest.mark.parametrize("one", bundles.WEB_EDITOR, ids=lambda one: one.name)
@pytest.mark.parametrize(
    "name", ["package/../../x.js", "/etc/x.js", "package/dist/../../../x.js", "package/dist/.x.js"]
)
def test_no_file_of_the_web_editor_is_put_elsewhere(one: Package, name: str) -> None:
    """What leads out of its folder is not wanted."""
    assert one.wanted.fullmatch(name) is None


def test_without_npm_it_is_said(tmp_path: Path) -> None:
    """Before anything is tried."""
    with pytest.raises(Refused) as error:
        npm_pack(None, tmp_path)
    assert error.value.code == "no-npm"


def test_what_npm_says_is_passed_on(tmp_path: Path) -> None:
    """Its first line tells what is the matter."""
    npm = tmp_path / "npm"
    npm.write_text("#!/bin/sh\necho 'npm error no internet' >&2\necho more >&2\nexit 1\n")
    npm.chmod(0o755)
    with pytest.raises(Refused) as error:
        npm_pack(str(npm), tmp_path)(package(b""), tmp_path)
    assert error.value.values == {"package": "app", "why": "npm error no internet"}


def test_npm_is_asked_for_one_version_and_runs_nothing_of_it(tmp_path: Path) -> None:
    """By the site's own settings of npm."""
    npm = tmp_path / "npm"
    npm.write_text(f'#!/bin/sh\necho "$PWD $*" > {tmp_path}/said\n')
    npm.chmod(0o755)
    site = tmp_path / "site"
    site.mkdir()
    npm_pack(str(npm), site)(package(b""), tmp_path)
    assert (tmp_path / "said").read_text() == (
        f"{site} pack app@1.0.0 --ignore-scripts --loglevel=error --pack-destination {tmp_path}\n"
    )
