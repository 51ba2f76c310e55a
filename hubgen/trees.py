"""Trees of hard links: one brought to hold what another holds, at the cost of where they differ."""

import os
import stat
from collections.abc import Collection, Iterable, Mapping, Set
from pathlib import Path
from typing import NamedTuple, TypeVar

from hubgen import disk
from hubgen.manifest import NEVER, FileStamp, FolderStamp, Manifest, file_stamp, folder_stamp
from hubgen.standing import Inodes, Listing

Stamp = TypeVar("Stamp")


class Changed(NamedTuple):
    """Where a tree changed, by paths as seen from it."""

    files: frozenset[str]
    """Those that are not the same file as they were, or as in the other tree."""
    folders: frozenset[str]
    """Those in which a name came or went, or that came."""


class Contents(NamedTuple):
    """What a tree holds, and what is known of it without a look."""

    files: Mapping[str, FileStamp]
    folders: Mapping[str, FolderStamp]
    other_files: Collection[str]
    """Those of which nothing is known."""
    other_folders: Collection[str]


def contents(
    held: Listing,
    folders: Set[str],
    changed: Changed,
    files: Mapping[str, FileStamp],
) -> Contents:
    """Return what a tree holds that held something else, and changed.

    `folders` are all that it has now, and `files` those of which the stamps are known.
    """
    still = without(held.folders, (held.folders.keys() - folders) | changed.folders)
    return Contents(files, still, changed.files, folders - still.keys())


def without(known: Mapping[str, Stamp], paths: Iterable[str]) -> Mapping[str, Stamp]:
    """Return what is known of all paths but some."""
    found = dict(known)
    for path in paths:
        found.pop(path, None)
    return found


def level(
    root: str,
    held: Listing,
    wanted: Mapping[str, int],
    folders: Set[str],
    source: str,
    *,
    coming: Set[str] = frozenset(),
    copies: bool = True,
) -> Changed:
    """Make a tree hold the files and folders of another, and nothing else.

    `held` is what it holds now, and `wanted` are the files by their inodes in the other tree,
    `source`. Files of the paths in `coming` are left. Where a file cannot be linked it is copied
    with its date, if `copies`. Raises `OSError`, with the tree half changed.
    """
    changed = set()
    for path in held.files.keys() - wanted.keys() - coming:
        changed.add(path.rpartition("/")[0])
        os.unlink(f"{root}/{path}")
    for path in sorted(held.folders.keys() - folders, reverse=True):  # the inner ones first
        changed.add(path.rpartition("/")[0])
        os.rmdir(f"{root}/{path}")
    for path in sorted(folders - held.folders.keys()):
        changed |= {path, path.rpartition("/")[0]}
        os.mkdir(f"{root}/{path}")
    copied = set()
    for path in _different(wanted, held.files):
        changed.add(path.rpartition("/")[0])
        if path in held.files:
            os.unlink(f"{root}/{path}")
        if not _linked(f"{source}/{path}", f"{root}/{path}", copies=copies):
            copied.add(path)
    return Changed(frozenset(copied), frozenset(changed & folders))


def move(source: str, files: Mapping[str, int], root: str, held: Listing) -> Changed:
    """Move files, by their inodes, from one tree over those in another that `held` tells.

    What is the same file in both is left. Raises `OSError`, with the tree half changed.
    """
    changed = set()
    for path in _different(files, held.files):
        changed.add(path.rpartition("/")[0])
        os.replace(f"{source}/{path}", f"{root}/{path}")
    return Changed(frozenset(files), frozenset(changed))


def set_modes(root: str, held: Listing, modes: Mapping[str, FolderStamp]) -> Listing:
    """Give the folders in a tree the rights that they should have; return what it holds then."""
    other = {}
    for path, now in held.folders.items():
        right = modes.get(path)
        if right and right[1] != now[1] and path:
            os.chmod(f"{root}/{path}", stat.S_IMODE(right[1]))
            other[path] = (now[0], right[1], NEVER, NEVER)
    return held._replace(folders={**held.folders, **other}) if other else held


def folders_of(paths: Iterable[str]) -> set[str]:
    """Return the folders that hold some files; the empty path is the one that holds all."""
    folders = {""}
    pending = {path.rpartition("/")[0] for path in paths}
    while pending:
        folders |= pending
        pending = {path.rpartition("/")[0] for path in pending} - folders
    return folders


def look(root: str, contents: Contents, generation: str, moment: int) -> Manifest:
    """Return the manifest of a tree, by a look at what is not known of it.

    `moment` is now, by the clock of the disk.
    """
    files, folders = dict(contents.files), dict(contents.folders)
    for path in contents.other_files:
        files[path] = file_stamp(os.lstat(f"{root}/{path}"))
    for path in contents.other_folders:
        folders[path] = folder_stamp(os.lstat(f"{root}/{path}" if path else root))
    return Manifest(generation, moment, files, folders)


def _different(files: Mapping[str, int], held: Mapping[str, int]) -> list[str]:
    """Return the files that are not held, or not the same file, in order."""
    if isinstance(files, Inodes) and isinstance(held, Inodes):
        # Nearly all have the very stamp that they had.
        stamp = held.stamps.get
        paths = [path for path, one in files.stamps.items() if stamp(path) is not one]
        files = {path: files[path] for path in paths}
    inode = held.get
    return sorted([path for path, one in files.items() if inode(path) != one])


def _linked(source: str, target: str, *, copies: bool) -> bool:
    """Link a file, or copy it if need be; tell which of the two."""
    try:
        os.link(source, target, follow_symlinks=False)
    except (FileExistsError, FileNotFoundError, NotADirectoryError):
        raise
    except (OSError, NotImplementedError):  # a disk without hard links, or another owner's file
        if not copies:
            raise
        disk.copy(Path(source), Path(target))
        return False
    return True
