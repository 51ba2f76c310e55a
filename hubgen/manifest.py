"""What a folder held when it was published: by it a look tells what was not touched since.

Of each file it has the inode, the size and the date, and of each folder what changes when a name in
it comes or goes. A date that is not older than the manifest's own moment is not believed, because
the clock of a disk has a grain: what is changed within it keeps the date that it had.

Little is imported here: this is read before a build has begun.
"""

import os
import sys
import zlib
from array import array
from collections.abc import Mapping
from itertools import chain
from typing import NamedTuple

FileStamp = tuple[int, int, int]
"""The inode of a file, its size, and when its bytes were written, in nanoseconds."""

FolderStamp = tuple[int, int, int, int]
"""The inode of a folder, its mode, when a name in it last came or went, and when that or its rights
last changed, which no program can set back; in nanoseconds."""

NEVER = 1 << 62
"""In the place of a date that is not to be believed: after all others."""

PART = ".part"
"""How the name of a manifest ends that is not whole yet."""

_FORMAT = f"hubgen-manifest-1-{sys.byteorder}"
_NUMBER = "q"  # of 64 bits, with a sign


class Manifest(NamedTuple):
    """What a folder held, by paths as seen from it; its own is empty."""

    generation: str
    """The name of the publication, which no other has."""
    moment: int
    """When it was looked at, or just before, by the clock of the disk; in nanoseconds."""
    files: Mapping[str, FileStamp]
    folders: Mapping[str, FolderStamp]


def file_stamp(state: os.stat_result) -> FileStamp:
    """Return the stamp of a file."""
    return (state.st_ino, state.st_size, state.st_mtime_ns)


def folder_stamp(state: os.stat_result) -> FolderStamp:
    """Return the stamp of a folder."""
    return (state.st_ino, state.st_mode, state.st_mtime_ns, state.st_ctime_ns)


def new_generation() -> str:
    """Return a name that no other publication has."""
    return os.urandom(16).hex()


def read_manifest(path: str) -> Manifest | None:
    """Return the manifest in a file; None when there is none, or it is not whole."""
    try:
        with open(path, "rb") as file:
            return _parse(file.readline(), file.read())
    except (OSError, ValueError):
        return None


def read_generation(path: str) -> str:
    """Return the generation of the manifest in a file, without reading it; empty for none."""
    try:
        with open(path, "rb") as file:
            head = file.readline(200)
        return head.decode("ascii").split()[1] if _is_head(head) else ""
    except (OSError, ValueError, IndexError):
        return ""


def write_manifest(path: str, manifest: Manifest) -> None:
    """Write a manifest to a file, whole or not at all.

    Raises `OSError`. Where a number of the disk is beyond 64 bits, nothing is written.
    """
    try:
        numbers = array(
            _NUMBER,
            chain(
                chain.from_iterable(manifest.files.values()),
                chain.from_iterable(manifest.folders.values()),
            ),
        )
    except OverflowError:
        return
    names = "\n".join(chain(manifest.files, manifest.folders)).encode("utf-8")
    body = names + numbers.tobytes()
    head = (
        f"{_FORMAT} {manifest.generation} {manifest.moment} {len(names)} {len(manifest.files)} "
        f"{zlib.crc32(body):x}\n"
    )
    part = f"{path}{PART}"
    rest = memoryview(head.encode("ascii") + body)
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0))
    try:
        while rest:
            rest = rest[os.write(handle, rest) :]
    finally:
        os.close(handle)
    os.replace(part, path)


def _parse(head: bytes, body: bytes) -> Manifest:
    """Return the manifest of a head and a body; raise `ValueError` where they are not whole."""
    _, generation, moment, names, files, check = head.decode("ascii").split()
    if not _is_head(head) or zlib.crc32(body) != int(check, 16):
        raise ValueError("the file is broken off, or of another program")
    paths = body[: int(names)].decode("utf-8").split("\n")
    numbers = array(_NUMBER)
    numbers.frombytes(body[int(names) :])
    count = int(files)
    of_files, of_folders = iter(numbers[: 3 * count]), iter(numbers[3 * count :])
    return Manifest(
        generation=generation,
        moment=int(moment),
        files=dict(zip(paths[:count], zip(*[of_files] * 3, strict=True), strict=True)),
        folders=dict(zip(paths[count:], zip(*[of_folders] * 4, strict=True), strict=True)),
    )


def _is_head(head: bytes) -> bool:
    return head.startswith(f"{_FORMAT} ".encode("ascii")) and head.endswith(b"\n")
