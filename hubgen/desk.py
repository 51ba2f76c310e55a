"""An editor's desk: the site's pages to find one among, and files written whole or not at all."""

import os
import shutil
import tempfile
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from hubgen.disk import reason
from hubgen.documents import group_translations
from hubgen.errors import Problem, Refused
from hubgen.locating import Group
from hubgen.settings import Settings, read_settings
from hubgen.sources import read_sources


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A site's pages as they are on disk."""

    settings: Settings
    groups: tuple[Group, ...]
    problems: tuple[Problem, ...]
    """What is wrong with files that could not be read."""


def open_desk(site: Path) -> Desk:
    """Return a site's pages; raise `ContentError` for settings with problems.

    Raises `UsageError` where there is no content at all.
    """
    found = read_sources(site)
    settings = read_settings(found.settings)
    return Desk(
        settings=settings,
        groups=group_translations(found.pages, settings),
        problems=found.problems,
    )


def file_at(site: Path, path: str) -> Path:
    """Return the file that a content path means, whatever form its name has on disk.

    Content paths are in NFC; on some disks `é` is two characters.
    """
    file = site
    for name in path.split("/"):
        if not (file / name).exists() and file.is_dir():
            twins = (one for one in sorted(file.iterdir()) if _nfc(one.name) == name)
            file = next(twins, file / name)
        else:
            file /= name
    return file


def overwrite(file: Path, text: str) -> None:
    """Give a file another text and leave its mode; a link stays a link.

    Whoever reads it sees the old text or the new one. Raises `Refused` where it cannot be written;
    the old text is there then.
    """
    there = file.resolve()
    try:
        # Its name begins with a dot, so that neither a build nor the preview takes it for a page.
        handle, name = tempfile.mkstemp(prefix=f".{there.name}.", suffix=".tmp", dir=there.parent)
        new = Path(name)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(text.encode())
                stream.flush()
                os.fsync(stream.fileno())
            shutil.copymode(there, new)
            new.replace(there)
        finally:
            new.unlink(missing_ok=True)
    except OSError as error:
        raise Refused("cannot-write", path=file, why=reason(error)) from error


def create(file: Path, text: str) -> None:
    """Make a file, and the folders that it lacks.

    Raises `Refused` where a file is there already, or none can be made.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("xb") as stream:
            stream.write(text.encode())
    except FileExistsError as error:
        raise Refused("file-exists", path=file) from error
    except OSError as error:
        raise Refused("cannot-write", path=file, why=reason(error)) from error


def _nfc(name: str) -> str:
    return unicodedata.normalize("NFC", name)
