"""A folder beside the published one in which one build at a time works, known by a mark.

It stays while there is something in it that helps the next build.
"""

import errno
import os
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from hubgen.errors import PublishError
from hubgen.standing import MARK

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_IGNORED = ".gitignore"
_OWN = frozenset({MARK, _IGNORED})
_PAUSE = 0.05  # seconds between two looks at another build's lock


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A folder that this process may work in, and no other until it is released.

    The lock is the kernel's, on the mark in the folder: it goes with the process that holds it,
    however that dies, and with the workers that it forked, which end with it (see `pool`).
    """

    folder: Path
    lock: int
    """The open file that holds the lock."""
    owner: int
    """The process that made the claim; workers that it forked do not release it."""

    def leftovers(self) -> list[Path]:
        """Return what builds left in the folder."""
        return sorted(path for path in self.folder.iterdir() if path.name not in _OWN)

    def release(self) -> None:
        """Remove the folder, if nothing is left in it, and let the next build in."""
        # What fails here is left for the next build, which knows the folder by its mark.
        with suppress(OSError):
            if not self.leftovers():
                (self.folder / _IGNORED).unlink(missing_ok=True)
                (self.folder / MARK).unlink()
                self.folder.rmdir()
        with suppress(OSError):
            if sys.platform != "win32":
                # Workers that live on have the same lock open, so that closing it is not enough.
                fcntl.flock(self.lock, fcntl.LOCK_UN)
        with suppress(OSError):
            os.close(self.lock)


def claim(folder: Path, wait: float) -> Claim:
    """Return the claim of a folder, made if need be, when no other build has it.

    Waits for another build at most `wait` seconds. Raises `PublishError` when it is still there
    then, or when something that hubgen did not make has the folder's name, and `OSError`.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    for _ in range(int(wait / _PAUSE) + 1):
        try:
            lock = _open(folder)
        except FileNotFoundError:
            continue  # the build that had the folder has just removed it
        try:
            if _try_lock(lock) and _is_current(lock, folder / MARK):
                _ignore_in_git(folder)
                return Claim(folder=folder, lock=lock, owner=os.getpid())
        except OSError:
            os.close(lock)
            raise
        os.close(lock)
        time.sleep(_PAUSE)
    raise PublishError(f"another build is publishing by way of {folder}; wait until it is done")


def _open(folder: Path) -> int:
    """Return the open mark of a folder, made if need be; never one in someone else's folder."""
    try:
        folder.mkdir()
    except FileExistsError:
        strange = folder.is_symlink() or not folder.is_dir()
        names = [] if strange else [path.name for path in folder.iterdir()]
        if strange or (names and MARK not in names):
            raise PublishError(
                f"{folder} is in the way, and hubgen did not make it; move it elsewhere"
            ) from None
    return os.open(folder / MARK, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)


def _ignore_in_git(folder: Path) -> None:
    """Have git leave out the folder, which stands in the site's own where the output does."""
    with suppress(FileExistsError), (folder / _IGNORED).open("x", encoding="utf-8") as file:
        file.write("*\n")


def _try_lock(lock: int) -> bool:
    """Take the lock, and tell whether that went."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(lock, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in {errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK}:
            return False
        raise
    return True


def _is_current(lock: int, path: Path) -> bool:
    """Tell whether a lock is on the file that has the name now, and not on one since removed."""
    try:
        return os.path.samestat(os.fstat(lock), path.stat())
    except FileNotFoundError:
        return False
