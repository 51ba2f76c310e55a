"""The census: what is known of each file, so that one that did not change is not read again.

A file is known by its stamp: its size, its times and its inode, as the system keeps them. A stamp
is believed as git believes its index: only where whatever changes the file gives it another one.
A file that was touched just before it was read could be touched again within the grain of the
system's clock, and keep its stamp; so its stamp is noted at a later look. Where nothing can be
believed the file is read, which takes longer and gives the same.
"""

import json
import os
from dataclasses import dataclass
from typing import Any

GRAIN = 3_000_000_000
"""Nanoseconds that no system's clock for files is coarser than; that of FAT goes by two seconds."""
FINE_GRAIN = 100_000_000
"""Nanoseconds that no such clock is coarser than if it tells times finer than a millisecond: it
goes by the ticks of a kernel, of which there are at least 64 a second."""
FORMAT = "1"
"""The version of what `pack` returns."""

_SECOND = 1_000_000_000
_MILLISECOND = 1_000_000
# On Windows what is called the time of change is that of creation: a file that gets back its size
# and its time of modification would pass for what it was.
_TELLS_CHANGES = os.name == "posix"
_FEWEST = 16
_SHARE = 50
"""Up to one file in so many is read again sooner than all that is known is written anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The moment of a look at files."""

    moment: int
    """The time of modification that a file gets that is made now, in nanoseconds."""
    device: int
    """The device that this file is on: of a file elsewhere the clock may be another."""


class Census:
    """What was known of files at an earlier look, and what is found at this one.

    Without a `look` nothing is known, and nothing will be.
    """

    def __init__(self, before: bytes | None = None, look: Look | None = None) -> None:
        self._look = look
        self._before = _read(before, self._look.moment) if before and self._look else {}
        self._now: dict[str, list[str]] = {}
        self._read = 0

    def digest_of(self, path: str, found: os.stat_result) -> str | None:
        """Return the digest of a file, whose stamp is in `found`; None if it is to be read."""
        known = self._before.get(path)
        if known is None or known[0] != stamp(found):
            return None
        if self._look is None or found.st_dev != self._look.device:
            return None
        self._now[path] = known
        return known[1]

    def note(self, path: str, found: os.stat_result, digest: str) -> None:
        """Note the digest of a file that was read now. Its stamp was taken before it was read."""
        if self._look is None or found.st_dev != self._look.device:
            return
        if is_settled(found, self._look):
            self._now[path] = [stamp(found), digest]
            self._read += 1

    def pack(self) -> bytes | None:
        """Return what is to be known the next time; None if what was known is as good."""
        if self._look is None:
            return None
        news = self._read + len(self._before.keys() - self._now.keys())
        if not news or (self._before and news < max(_FEWEST, len(self._before) // _SHARE)):
            return None
        packed = {"moment": self._look.moment, "files": self._now}
        return json.dumps(packed, separators=(",", ":")).encode()


def stamp(found: os.stat_result) -> str:
    """Return what a file is known by."""
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}"


def is_settled(found: os.stat_result, look: Look) -> bool:
    """Tell whether whatever changes a file from now on gives it another stamp."""
    if not _TELLS_CHANGES:
        return False
    touched, changed = max(found.st_mtime_ns, found.st_ctime_ns), found.st_ctime_ns
    grain = FINE_GRAIN if changed % _MILLISECOND else GRAIN
    # Whole seconds are those of a system that is coarse, and may keep no time of change.
    return touched < look.moment - grain and bool(changed % _SECOND)


def _read(before: bytes, moment: int) -> dict[str, list[str]]:
    """Return what was known; nothing if it cannot be read, or the clock went back since."""
    try:
        told: Any = json.loads(before)
        files: dict[str, list[str]] = told["files"]
        return files if told["moment"] <= moment else {}
    except (ValueError, LookupError, TypeError):
        return {}
