"""The steps on disk that publishing is made of; each is done, or changes nothing."""

import ctypes
import errno
import os
import shutil
import stat
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path, PurePosixPath

# linux/fcntl.h: AT_FDCWD, paths are as seen from the working folder; linux/fs.h: RENAME_EXCHANGE.
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
# sys/stdio.h of macOS 10.12 and later.
_RENAME_SWAP = 2

# How a kernel, a file system or a container's filter says that it does not know the call. A real
# lack of permission comes back from the ordinary renames that are tried next.
_UNKNOWN = frozenset({errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.EPERM})

# How long the clock of a disk is waited for, in seconds; it steps every few milliseconds.
_GRAIN = 0.05

# Threads that remove: a slow disk takes milliseconds a folder, and takes several side by side.
_REMOVERS = 8


def exchange(first: Path, second: Path) -> bool:
    """Let two folders change places, with no moment at which either name leads to nothing.

    Both exist, on one file system. Returns False, with nothing changed, where the system or the
    file system has no such step: renameat2(2) of Linux and renamex_np(2) of macOS are. Raises
    `OSError`, with nothing changed, when there is one and it fails.
    """
    code = _exchange(os.fsencode(first), os.fsencode(second))
    if code in _UNKNOWN:
        return False
    if code:
        raise OSError(code, os.strerror(code), str(first), None, str(second))
    return True


def exchanges(first: Path, second: Path) -> bool:
    """Tell whether folders can change places in one step, by letting two do so.

    Nothing is there by their names, before and after. Raises `OSError` when they cannot be made.
    """
    first.mkdir()
    second.mkdir()
    can = exchange(first, second)
    first.rmdir()
    second.rmdir()
    return can


def flush(folder: Path) -> None:
    """Have the system put on disk all that was written to the file system of a folder.

    One syncfs(2) takes a tenth of a second where an fsync a file takes half a minute, for ten
    thousand files. Elsewhere than on Linux it is a sync(2), or nothing where there is none. Raises
    `OSError` when the disk reports that something did not arrive.
    """
    if sys.platform != "linux":
        getattr(os, "sync", lambda: None)()
        return
    system = ctypes.CDLL(None, use_errno=True)
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        if system.syncfs(handle):
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code), str(folder))
    finally:
        os.close(handle)


def place(root: Path, path: PurePosixPath, data: bytes, published: Path) -> None:
    """Make a file below `root` that is not there yet, and the folders above it that are not.

    When the published file has the same bytes, the new one is that same file, or, on a disk
    without hard links, has its date. Raises `OSError`, with nothing left of the file.
    """
    target = root / path
    before = _same(published, data)
    try:
        _place(target, data, published, before)
    except FileNotFoundError:
        for folder in reversed(path.parents[:-1]):
            (root / folder).mkdir(exist_ok=True)  # another process may be making it too
        _place(target, data, published, before)


def copy(source: Path, target: Path) -> None:
    """Make a file with the bytes and the date of another; raise `OSError`, with nothing left."""
    state = source.stat()
    _create(target, source.read_bytes())
    os.utime(target, ns=(state.st_atime_ns, state.st_mtime_ns))


def clock(file: Path) -> int:
    """Return the present by the clock that dates what is written to a disk, in nanoseconds.

    `file` is made for it, and stays.
    """
    os.close(os.open(file, os.O_WRONLY | os.O_CREAT, 0o666))
    os.utime(file)
    return file.stat().st_mtime_ns


def next_tick(file: Path) -> int:
    """Return the present as `clock` does, once that clock has made a step.

    What is written from then on cannot have a date from before the call.
    """
    began, until = clock(file), time.monotonic() + _GRAIN
    while (now := clock(file)) <= began and time.monotonic() < until:
        time.sleep(_GRAIN / 50)
    return now


def remove(folder: Path) -> None:
    """Remove a folder and all in it, as far as that goes; links in it are not followed."""
    pages = [page for section in _folders(folder) for page in _folders(section)]
    if pages:
        with ThreadPoolExecutor(_REMOVERS) as pool:
            pool.map(_remove, pages)
    _remove(folder)


def reason(error: OSError) -> str:
    """Return in plain words why the system refused."""
    reasons = {
        errno.ENOSPC: "the disk is full",
        errno.EDQUOT: "your share of the disk is full",
        errno.EACCES: "there is no permission for it",
        errno.EPERM: "there is no permission for it",
        errno.EROFS: "the disk can only be read",
        errno.EXDEV: "it is on another disk than the folder around it",
        errno.EBUSY: "another program uses it, or it is a disk of its own",
        errno.ENAMETOOLONG: "the name is too long for the disk",
    }
    return reasons.get(error.errno or 0, error.strerror or str(error))


def _exchange(first: bytes, second: bytes) -> int:
    """Return the error number of the exchange; 0 for none."""
    if sys.platform == "win32":
        return errno.ENOSYS
    system = ctypes.CDLL(None, use_errno=True)
    if hasattr(system, "renameat2"):
        failed = system.renameat2(_AT_FDCWD, first, _AT_FDCWD, second, _RENAME_EXCHANGE)
    elif hasattr(system, "renamex_np"):
        failed = system.renamex_np(first, second, _RENAME_SWAP)
    else:  # a C library from before the call
        return errno.ENOSYS
    return ctypes.get_errno() if failed else 0


def _same(published: Path, data: bytes) -> os.stat_result | None:
    """Return the state of a published file that has these bytes; None when there is none."""
    try:
        state = os.lstat(published)
        # The kind first: to read what someone else put there, such as a pipe, could take for ever.
        if stat.S_ISREG(state.st_mode) and state.st_size == len(data):
            return state if published.read_bytes() == data else None
    except OSError:
        return None
    return None


def _place(target: Path, data: bytes, published: Path, before: os.stat_result | None) -> None:
    """Make a file: the published one where its state is given, else a new one."""
    if before is None:
        _create(target, data)
        return
    try:
        os.link(published, target, follow_symlinks=False)
    except (FileExistsError, FileNotFoundError, NotADirectoryError):
        raise
    except (OSError, NotImplementedError):  # a disk without hard links, or another owner's file
        _create(target, data)
        os.utime(target, ns=(before.st_atime_ns, before.st_mtime_ns))


def _create(target: Path, data: bytes) -> None:
    """Write a new file. Never an old one: it may be a hard link to what is published."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    handle = os.open(target, flags, 0o666)
    try:
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(handle, rest) :]
        finally:
            os.close(handle)
    except OSError:
        target.unlink(missing_ok=True)
        raise


def _folders(folder: Path) -> list[Path]:
    """Return the folders in a folder; none when it cannot be read."""
    try:
        with os.scandir(folder) as entries:
            return [Path(entry) for entry in entries if entry.is_dir(follow_symlinks=False)]
    except OSError:
        return []


def _remove(folder: Path) -> None:
    with suppress(OSError):  # `ignore_errors` lets that of closing a folder through
        shutil.rmtree(folder, ignore_errors=True)
