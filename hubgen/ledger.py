"""Many files changed at once: all of them, or none.

What stood there is kept in a folder of its own until all is written, so that a change that was
broken off, even by a power cut, can be taken back as if it had never begun.
"""

import json
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from hubgen.desk import file_at, overwrite
from hubgen.disk import reason
from hubgen.errors import Refused

_FOLDER = "unfinished"
_JOURNAL = "journal.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewrite:
    """What is to be changed in a site's folder. Each path is one as it is now."""

    texts: Mapping[str, str] = field(default_factory=dict)
    """The new text of each file that gets one."""
    moves: tuple[tuple[str, str], ...] = ()
    """The files and folders that get another name in the same folder."""
    gone: tuple[str, ...] = ()
    """The files that go."""


def carry_out(rewrite: Rewrite, site: Path, folder: Path) -> None:
    """Change a site's folder; `folder` is where what was there is kept meanwhile.

    Whatever goes wrong, nothing is changed then, and what went wrong is raised: `Refused` where a
    file cannot be written. A change of before that was broken off is to be taken back first.
    """
    kept = folder / _FOLDER
    try:
        _keep(rewrite, site, kept)
        try:
            _write(rewrite, site)
        except BaseException:  # an interruption would leave it half done as well
            take_back(site, folder)
            raise
        _forget(kept)
    except OSError as error:
        raise Refused("cannot-write", path=error.filename, why=reason(error)) from error


def take_back(site: Path, folder: Path) -> bool:
    """Undo a change that was broken off, and tell whether there was one.

    Raises `Refused` where it cannot be undone; what was there is still kept then.
    """
    kept = folder / _FOLDER
    try:
        journal = json.loads((kept / _JOURNAL).read_text("utf-8"))
    except FileNotFoundError:
        return False
    except (OSError, ValueError) as error:
        raise Refused("half-written", path=kept, why=error) from error
    try:
        for old, new in reversed(journal["moves"]):
            if (site / new).exists() and not (site / old).exists():
                (site / new).rename(site / old)
        for path, copy in journal["files"]:
            data = (kept / copy).read_bytes()
            file = site / path
            if not file.is_file() or file.read_bytes() != data:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(data)
        _forget(kept)
    except OSError as error:
        raise Refused("half-written", path=kept, why=reason(error)) from error
    return True


def _keep(rewrite: Rewrite, site: Path, kept: Path) -> None:
    """Write down what is there now, whole or not at all."""
    new = kept.with_name(f"{kept.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    files = []
    for number, path in enumerate([*rewrite.texts, *rewrite.gone]):
        file = file_at(site, path)
        (new / str(number)).write_bytes(file.read_bytes())
        files.append((str(file.relative_to(site)), str(number)))
    moves = [
        (str(old.relative_to(site)), str(new.relative_to(site)))
        for old, new in _moves(rewrite, site)
    ]
    with (new / _JOURNAL).open("w", encoding="utf-8") as stream:
        json.dump({"moves": moves, "files": files}, stream)
        stream.flush()
        os.fsync(stream.fileno())
    new.replace(kept)


def _write(rewrite: Rewrite, site: Path) -> None:
    for path, text in rewrite.texts.items():
        overwrite(file_at(site, path), text)
    for path in rewrite.gone:
        file = file_at(site, path)
        file.unlink()
        with suppress(OSError):  # a folder that holds something else stays
            file.parent.rmdir()
    for old, new in _moves(rewrite, site):
        old.rename(new)


def _moves(rewrite: Rewrite, site: Path) -> list[tuple[Path, Path]]:
    """Return what gets another name, as it is on disk."""
    return [
        (file := file_at(site, old), file.with_name(new.rpartition("/")[2]))
        for old, new in rewrite.moves
    ]


def _forget(kept: Path) -> None:
    """Throw away what was kept; without its journal it is nothing."""
    (kept / _JOURNAL).unlink()
    shutil.rmtree(kept, ignore_errors=True)
