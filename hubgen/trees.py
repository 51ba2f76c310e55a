"""Trees of hard links: one brought to hold what another holds, at the cost of where they differ."""

import os
from collections.abc import Collection, Iterable, Mapping, Set
from itertools import chain
from pathlib import Path

from hubgen import disk
from hubgen.manifest import FileStamp, FolderStamp, file_stamp, folder_stamp
from hubgen.standing import Listing


def level(
    root: str,
    held: Listing,
    wanted: Mapping[str, int],
    source: str,
    *,
    coming: Collection[str] = (),
) -> tuple[set[str], set[str]]:
    """Make a tree hold the files of another, and nothing else.

    Returns the folders and the files that changed.

    `held` is what it holds now, and `wanted` are the files by their inodes in the other tree,
    `source`. Files of the paths in `coming` are left, and have their folders made. Where a file
    cannot be linked it is copied with its date. Raises `OSError`, with the tree half changed.
    """
    folders = folders_of(chain(wanted, coming))
    gone = held.files.keys() - wanted.keys()
    gone.difference_update(coming)
    changed = {path.rpartition("/")[0] for path in gone}
    for path in gone:
        os.unlink(f"{root}/{path}")
    for path in sorted(held.folders.keys() - folders, reverse=True):  # the inner ones first
        changed.add(path.rpartition("/")[0])
        os.rmdir(f"{root}/{path}")
    for path in sorted(folders - held.folders.keys()):
        changed |= {path, path.rpartition("/")[0]}
        os.mkdir(f"{root}/{path}")
    other = {path for path, _ in wanted.items() - held.files.items()}
    for path in sorted(other):
        changed.add(path.rpartition("/")[0])
        if path in held.files:
            os.unlink(f"{root}/{path}")
        _link(f"{source}/{path}", f"{root}/{path}")
    return changed & folders, other


def clash(files: Set[str], tree: Listing) -> str:
    """Return a path that is in a tree and among some files, or a folder in one of them."""
    both = (
        (files & tree.files.keys())
        | (files & tree.folders.keys())
        | (folders_of(files) & tree.files.keys())
    )
    return min(both, default="")


def folders_of(paths: Iterable[str]) -> set[str]:
    """Return the folders that hold some files; the empty path is the one that holds all."""
    folders = {""}
    pending = {path.rpartition("/")[0] for path in paths}
    while pending:
        folders |= pending
        pending = {path.rpartition("/")[0] for path in pending} - folders
    return folders


def file_stamps(root: str, paths: Iterable[str]) -> dict[str, FileStamp]:
    """Return the stamps of files in a tree."""
    return {path: file_stamp(os.lstat(f"{root}/{path}")) for path in paths}


def folder_stamps(root: str, paths: Iterable[str]) -> dict[str, FolderStamp]:
    """Return the stamps of folders in a tree; the empty path is its own."""
    return {path: folder_stamp(os.lstat(f"{root}/{path}" if path else root)) for path in paths}


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except (FileExistsError, FileNotFoundError, NotADirectoryError):
        raise
    except (OSError, NotImplementedError):  # a disk without hard links, or another owner's file
        disk.copy(Path(source), Path(target))
