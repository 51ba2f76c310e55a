"""Unchanged: a build that would publish what stands already, known before anything is read.

When no file that a build reads was touched, the clock passed no moment at which the hub changes,
and what was published is as it was left, then a build has nothing to do and only says again what
the last one said. Little is imported here, as this is asked first.
"""

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Any

from hubgen.cache import Cache
from hubgen.census import Look, is_settled, stamp
from hubgen.errors import Problem
from hubgen.standing import is_standing
from hubgen.static import FOLDER, builtin

SHELF = "unchanged"
"""The shelf of what the last build for each folder said."""

_OWN = ("content", "layouts", FOLDER)
_NAMES = tuple(one.name for one in fields(Problem))


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a build said when it was done."""

    lang: str
    pages: int
    feeds: int
    calendars: int
    warnings: int
    shown: tuple[Problem, ...]
    """The first of the warnings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is asked of a build: two that ask the same, of the same files, publish the same."""

    site: Path
    output: Path
    now: datetime
    base_url: str | None
    drafts: bool


class Files:
    """The files that a build of a site reads, as they were before it began."""

    def __init__(self, site: Path, look: Look | None) -> None:
        """Take the moment at which they are looked at, which is when the digest is asked for."""
        self._site = site
        self._look = look

    @cached_property
    def digest(self) -> str:
        """Return the digest of their stamps; empty where these do not tell that one was changed."""
        if self._look is None:
            return ""
        digest = blake2b(digest_size=16)
        folders = [self._site / name for name in _OWN] + [builtin(name) for name in _OWN[1:]]
        for folder in folders:
            for path, found in _files(str(folder)):
                if found is None or found.st_dev != self._look.device:
                    return ""
                if not is_settled(found, self._look):
                    return ""
                digest.update(f"{path}\0{stamp(found)}\0".encode("utf-8", "surrogateescape"))
        return digest.hexdigest()


def recall(wish: Wish, cache: Cache, files: Files) -> Said | None:
    """Return what the last build said, where this one would publish what stands there already."""
    found = cache.from_shelf(SHELF, _name(wish))
    if found is None or found[0] != _asked(wish, cache):
        return None
    told: dict[str, Any] = json.loads(found[1])
    if not told["from"] <= wish.now.timestamp() < (told["until"] or float("inf")):
        return None
    if not files.digest or files.digest != told["files"]:
        return None
    if not is_standing(wish.output, told["generation"]):
        return None
    shown = tuple(_problem(one) for one in told.pop("shown"))
    return Said(**told["said"], shown=shown)


def remember(
    wish: Wish,
    cache: Cache,
    files: Files,
    said: Said,
    *,
    generation: str,
    until: datetime | None,
) -> None:
    """Keep what a build said, that read `files` and published `generation`.

    Until then what is published stays as it is; None is for ever.
    """
    cache.clear_gone(SHELF)
    if not files.digest or not generation:
        cache.clear(SHELF, _name(wish))
        return
    told = {
        "from": wish.now.timestamp(),
        "until": until and until.timestamp(),
        "files": files.digest,
        "generation": generation,
        "shown": [[getattr(one, name) for name in _NAMES] for one in said.shown],
        "said": {
            "lang": said.lang,
            "pages": said.pages,
            "feeds": said.feeds,
            "calendars": said.calendars,
            "warnings": said.warnings,
        },
    }
    cache.shelve(SHELF, _name(wish), _asked(wish, cache), json.dumps(told).encode())


def _name(wish: Wish) -> str:
    return os.path.realpath(wish.output)


def _asked(wish: Wish, cache: Cache) -> str:
    site = os.path.realpath(wish.site)
    return json.dumps([cache.program(), site, wish.base_url, wish.drafts])


def _files(folder: str) -> Iterator[tuple[str, os.stat_result | None]]:
    """Yield each file below a folder, in order, with its state; None for what is a link.

    A link can lead to where nothing here looks. None also for what cannot be asked for.
    """
    waiting = [folder]  # however deep folders are, it takes no more of Python's stack
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(here) as found:
                for entry in sorted(found, key=lambda one: one.name):
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                    else:
                        yield entry.path, None if entry.is_symlink() else entry.stat()
        except FileNotFoundError:
            continue
        except OSError:  # it is no folder, may not be read, or has a path that is too long
            yield here, None


def _problem(row: Sequence[Any]) -> Problem:
    values = dict(zip(_NAMES, row, strict=True))
    values["values"] = tuple((name, value) for name, value in values["values"])
    return Problem(**values)
