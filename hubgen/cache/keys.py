"""Keys: the digests that results are known by, the program's own among them."""

import os
import sys
import sysconfig
from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

_PACKAGE = Path(__file__).parent.parent


def key(*parts: str | bytes) -> str:
    """Return the digest of some parts, in their order: 64 hexadecimal digits of BLAKE2b.

    Each part counts with its type and length: `key("ab", "c")` is not `key("a", "bc")`.
    """
    digest = blake2b(digest_size=32)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(b"%s%d:" % (b"text" if isinstance(part, str) else b"data", len(data)))
        digest.update(data)
    return digest.hexdigest()


@lru_cache(maxsize=1)
def program() -> str:
    """Return the digest of the program: its own files, and the versions of all it is built on.

    It belongs in the key of every result, so that none is used by another version.
    """
    return program_of(own_files())


def program_of(own: str) -> str:
    """Return the digest of the program, given that of its own files."""
    installed = sorted({name for folder in sys.path for name in _installed(folder or ".")})
    return key(own, *installed, sys.version, sysconfig.get_platform())


@lru_cache(maxsize=1)
def own_files() -> str:
    """Return the digest of the program's own files, which are all read for it."""
    return key(*(part for name, _ in stamps() for part in (name, (_PACKAGE / name).read_bytes())))


@lru_cache(maxsize=1)
def stamps() -> tuple[tuple[str, os.stat_result], ...]:
    """Return the name of each of the program's own files, and its stamp, in order of the names.

    They are those of when it was first asked: a program that runs stays what it was.
    """
    return tuple((name, (_PACKAGE / name).stat()) for name in sorted(_files(str(_PACKAGE), "")))


def _files(folder: str, name: str) -> Iterator[str]:
    """Yield the name of each file below a folder, but not of what Python compiled."""
    with os.scandir(folder) as found:
        for entry in found:
            if entry.is_dir():
                yield from _files(entry.path, f"{name}{entry.name}/")
            elif not entry.name.endswith(".pyc"):
                yield name + entry.name


def _installed(folder: str) -> Iterator[str]:
    """Yield the name and version of each package in a folder, as the folder beside it says them.

    To read them from each package's own file takes longer than a whole check does.
    """
    try:
        with os.scandir(folder) as found:
            names = [entry.name for entry in found]
    except OSError:  # a zip file, or nothing at all
        return
    yield from (name for name in names if name.endswith((".dist-info", ".egg-info")))
