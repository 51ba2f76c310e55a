"""Programs of others that a site may publish, from npm into the folder for what hubgen keeps.

They are in neither the repository nor the wheel. Each version is pinned by the digest of its
package, so that it does not matter from where npm gets it.
"""

import base64
import hashlib
import re
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from hubgen import disk
from hubgen.errors import Refused

_MOST_FILES = 2_000
_MOST_BYTES = 200_000_000
"""What a package may hold once it is unpacked: three times what the largest does."""
_PATIENCE = 600
"""Seconds that npm may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A package of npm, in one version, and which of its files are wanted."""

    name: str
    version: str
    integrity: str
    """The digest of the package as npm writes it: SHA-512, in base64."""
    licence: str
    """An SPDX expression."""
    wanted: "re.Pattern[str]"
    """The paths in the package that are kept; the group `name` is what they are kept as."""
    folder: str = ""
    """Where they are kept."""

    @property
    def file(self) -> str:
        """The name that npm gives to the package's file."""
        return f"{self.name}-{self.version}.tgz"


# It holds all of `decap-cms-app` with React and the languages, in files that need no other.
DECAP = Package(
    name="decap-cms",
    version="3.16.3",
    integrity="hf+dPlCh7TJmWl8+6VRzHYOWhri5xgUknrZbDewaWe4s9B7xJ8PQugp2QHeSldMUKzav6+z0oIpwUYhUJDYtYw==",
    licence="MIT",
    wanted=re.compile(
        r"package/dist/(?P<name>(?:\d+\.)?decap-cms\.js(?:\.LICENSE\.txt)?|\w+\.wasm)"
    ),
)

# With it the web editor finds where in a file each value stands.
YAML = Package(
    name="yaml",
    version="2.9.1",
    integrity="3NxN8+78OdzbT7C/WjGsyfPAtJaN3FNDsWxv7Y7mcDsT/oOmgW8BpyQQFFBnvZE3j9Y2Sdz1ULFLezL7Eb2yFw==",
    licence="ISC",
    wanted=re.compile(
        r"package/(?:browser/dist/)?(?P<name>LICENSE|(?<=dist/)(?:\w[\w.-]*/)*\w[\w-]*\.js)"
    ),
    folder="yaml",
)

WEB_EDITOR = (DECAP, YAML)
"""What the web editor is made of."""


def installed(folder: Path, packages: tuple[Package, ...] = WEB_EDITOR) -> Path | None:
    """Return the folder with the packages' files; None where they were not installed."""
    place = _place(folder, packages)
    return place if place.is_dir() else None


def bundle_files(place: Path) -> Mapping[str, Path]:
    """Return the files of packages by their names, in order."""
    found = (file for file in place.rglob("*") if file.is_file())
    return {file.relative_to(place).as_posix(): file for file in sorted(found)}


def install(
    folder: Path,
    fetch: Callable[[Package, Path], None],
    packages: tuple[Package, ...] = WEB_EDITOR,
) -> Path:
    """Install packages in a folder of their own, all of them or none; return that folder.

    `fetch` puts a package's file into a folder. Raises `Refused` where it cannot, where the file is
    not the one that is known here, and where the disk refuses it; what was installed before stays.
    """
    place = _place(folder, packages)
    if place.is_dir():
        return place
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".installing-", dir=place.parent) as temporary:
            new = Path(temporary, "new")
            new.mkdir()
            for package in packages:
                fetch(package, Path(temporary))
                _unpack(package, _checked(package, Path(temporary, package.file)), new)
            new.rename(place)
    except OSError as error:
        raise Refused("cannot-write", path=place, why=disk.reason(error)) from error
    for old in place.parent.iterdir():
        if old != place and old.is_dir():
            shutil.rmtree(old, ignore_errors=True)
    return place


def npm_pack(npm: str | None, site: Path) -> Callable[[Package, Path], None]:
    """Return what fetches a package with npm, by npm's own settings for the site.

    Raises `Refused` for a machine without npm, and the function it returns does for what npm could
    not do.
    """
    if npm is None:
        raise Refused("no-npm")

    def fetch(package: Package, folder: Path) -> None:
        command = [npm, "pack", f"{package.name}@{package.version}", "--ignore-scripts"]
        command += ["--loglevel=error"]  # more quietly it does not even say why it could not
        try:
            done = subprocess.run(
                [*command, "--pack-destination", str(folder.resolve())],
                cwd=site,
                capture_output=True,
                text=True,
                errors="replace",
                timeout=_PATIENCE,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise Refused("npm-failed", package=package.name, why=error) from error
        if done.returncode:
            said = (done.stderr or done.stdout).strip().splitlines()
            why = said[0][:200] if said else f"npm: {done.returncode}"
            raise Refused("npm-failed", package=package.name, why=why)

    return fetch


def _place(folder: Path, packages: tuple[Package, ...]) -> Path:
    """Return where packages are installed: another version is in another folder."""
    return folder / "admin" / "+".join(f"{one.name}-{one.version}" for one in packages)


def _checked(package: Package, file: Path) -> Path:
    """Return a package's file, if it is the one that is known here."""
    if not file.is_file():
        raise Refused("npm-failed", package=package.name, why=package.file)
    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha512").digest()
    if base64.b64encode(digest).decode() != package.integrity:
        raise Refused("not-that-package", package=package.name, version=package.version)
    return file


def _unpack(package: Package, file: Path, target: Path) -> None:
    """Put the wanted files of a package into a folder; raise `Refused` for one out of bounds."""
    count = size = 0
    try:
        with tarfile.open(file, "r:gz") as archive:
            for member in archive:
                count, size = count + 1, size + member.size
                if count > _MOST_FILES or size > _MOST_BYTES:
                    raise Refused("not-that-package", package=package.name, version=package.version)
                found = package.wanted.fullmatch(member.name)
                stream = archive.extractfile(member) if found and member.isfile() else None
                if found and stream:
                    _keep(target / PurePosixPath(package.folder, found["name"]), stream.read())
    except (tarfile.TarError, EOFError, ValueError) as error:
        raise Refused("not-that-package", package=package.name, version=package.version) from error


def _keep(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
