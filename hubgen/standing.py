"""Whether what was published still stands: which files, and whether a folder holds these alone.

Little is imported here: `is_standing` is asked before a build has begun.
"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, KeysView, Mapping, Set
from typing import NamedTuple

from hubgen.manifest import (
    NEVER,
    FileStamp,
    FolderStamp,
    Manifest,
    folder_stamp,
    read_generation,
    read_manifest,
)

if sys.platform != "win32":
    import fcntl

MARK = ".hubgen-published"
"""The file that says that hubgen made a folder."""

STAGED, OLD = "new", "old"
"""What is in a folder of builds while one is publishing: the next site, and the one before while
the two change places in two steps."""

CLOCK = "clock"
"""The file in the folder of builds by which the clock of the disk is read."""

NOTES = ("published-", "twin-folders.", CLOCK)
"""How the names begin of what a build writes down beside its folders."""

# Where the date of a folder may come late, each folder is listed.
_DATES_TELL = sys.platform != "win32"

_NO_FOLDER: FolderStamp = (0, 0, NEVER, NEVER)


class Inodes(Mapping[str, int]):
    """The inodes of files of which the stamps are known."""

    __slots__ = ("stamps",)

    def __init__(self, stamps: Mapping[str, FileStamp]) -> None:
        """Take the stamps, by the paths of the files."""
        self.stamps = stamps

    def __getitem__(self, path: str) -> int:
        return self.stamps[path][0]

    def __iter__(self) -> Iterator[str]:
        return iter(self.stamps)

    def __len__(self) -> int:
        return len(self.stamps)

    def keys(self) -> KeysView[str]:
        """Return the paths, to be held against others at once."""
        return self.stamps.keys()


class Listing(NamedTuple):
    """What a folder holds now, by paths as seen from it."""

    files: Mapping[str, int]
    """The inode of each file; of one that is as it was listed before, as it was then."""
    folders: Mapping[str, FolderStamp]
    """Its own is the empty path. What a worktree has by the name `.git` counts as a folder: losing
    it loses as much."""

    def is_as(self, manifest: Manifest) -> bool:
        """Tell whether no name can have come or gone, or be of another file, since a manifest."""
        return isinstance(self.files, Inodes) and self.files.stamps is manifest.files


def workplace(output: str) -> str:
    """Return the folder beside a published one in which hubgen keeps what it knows of it."""
    above, name = os.path.split(output)
    return os.path.join(above, f".{name}.hubgen")


def manifest_of(output: str) -> str:
    """Return where the manifest of a published folder is; it has that folder's inode in its name.

    Raises `OSError` when there is no such folder.
    """
    return os.path.join(workplace(output), name_of(output))


def name_of(folder: str) -> str:
    """Return the name of the manifest of a folder."""
    return f"published-{os.lstat(folder).st_ino}"


def is_standing(output: str | os.PathLike[str], generation: str) -> bool:
    """Tell whether a folder is exactly what was published by that name, and nothing else is in it.

    False while another build is at it, and where one left something that the next is to remove.
    """
    output = os.path.realpath(output)
    try:
        file = manifest_of(output)
        if not generation or read_generation(file) != generation:
            return False
        work = workplace(output)
        return _while_free(
            work, lambda: _is_clear(work, file) and _is_whole(output, read_manifest(file))
        )
    except OSError:
        return False


def untouched(root: str, manifest: Manifest) -> frozenset[str]:
    """Return the files of a manifest that are in a folder as they were."""
    # A function call less for each of many files.
    lstat, before, moment, found = os.lstat, f"{root}{os.sep}", manifest.moment, []
    for path, stamp in manifest.files.items():
        try:
            now = lstat(before + path)
        except OSError:
            continue
        if (now.st_ino, now.st_size, now.st_mtime_ns) == stamp and stamp[2] < moment:
            found.append(path)
    return frozenset(found)


def listed(root: str, manifest: Manifest | None = None, moment: int = 0) -> Listing:
    """Return what a folder holds, going by the manifest where folders are as it says.

    The stamp of a folder that had to be listed is good only when it is older than `moment`, which
    is of before the call, by the clock of the disk. Nothing when the folder is not there. Raises
    `OSError` for what cannot be listed.
    """
    believed = _believed(root, manifest) if manifest else {}
    if manifest and len(believed) == len(manifest.folders):
        return Listing(Inodes(manifest.files), believed)
    seen, folders = _walked(root, believed, manifest.folders if manifest else ())
    files: Mapping[str, int] = seen
    if manifest:
        is_same = folders.keys() == manifest.folders.keys() and (
            seen == _in_folders(folders.keys() - believed.keys(), manifest)
        )
        rest = believed.keys() & folders.keys()
        files = Inodes(manifest.files) if is_same else seen | _in_folders(rest, manifest)
    for path in folders.keys() - believed.keys():
        inode, mode, changed, touched = folders[path]
        if max(changed, touched) >= moment:
            folders[path] = (inode, mode, NEVER, NEVER)
    return Listing(files, folders)


def _while_free(folder: str, ask: Callable[[], bool]) -> bool:
    """Return an answer that holds while no build publishes; False when one does."""
    lock = os.open(os.path.join(folder, MARK), os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    try:
        if sys.platform == "win32":
            return ask()  # the manifest of a build that is publishing does not fit
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        return ask()
    finally:
        os.close(lock)


def _is_clear(work: str, manifest: str) -> bool:
    """Tell whether there is nothing of earlier builds but the manifest of what is published."""
    left = [name for name in os.listdir(work) if name.startswith((STAGED, OLD, *NOTES))]
    return left == [os.path.basename(manifest)]


def _is_whole(output: str, manifest: Manifest | None) -> bool:
    if manifest is None or len(untouched(output, manifest)) < len(manifest.files):
        return False
    now = listed(output, manifest)
    return (
        now.folders.keys() == manifest.folders.keys() and now.files.keys() == manifest.files.keys()
    )


def _believed(root: str, manifest: Manifest) -> dict[str, FolderStamp]:
    """Return the folders of a manifest in which no name can have come or gone."""
    if not _DATES_TELL:
        return {}
    lstat, before, moment, believed = os.lstat, f"{root}{os.sep}", manifest.moment, {}
    for path, stamp in manifest.folders.items():
        try:
            now = lstat(before + path if path else root)
        except OSError:
            continue
        if (now.st_ino, now.st_mode, now.st_mtime_ns, now.st_ctime_ns) == stamp and (
            stamp[2] < moment and stamp[3] < moment
        ):
            believed[path] = stamp
    return believed


def _walked(
    root: str, believed: Mapping[str, FolderStamp], known: Iterable[str]
) -> tuple[dict[str, int], dict[str, FolderStamp]]:
    """Return all folders, and the files in those that are not among the believed."""
    inside: dict[str, list[str]] = {}
    for path in known:
        if path:
            inside.setdefault(path.rpartition("/")[0], []).append(path)
    files: dict[str, int] = {}
    folders: dict[str, FolderStamp] = {}
    pending = [""] if _is_there(root) else []
    while pending:
        folder = pending.pop()
        if folder in believed:
            folders[folder] = believed[folder]
            pending += inside.get(folder, ())
            continue
        at = os.path.join(root, folder) if folder else root
        folders[folder] = folder_stamp(os.lstat(at))  # before the look at what is in it
        with os.scandir(at) as entries:
            for entry in entries:
                path = f"{folder}/{entry.name}" if folder else entry.name
                if entry.is_dir(follow_symlinks=False):
                    pending.append(path)
                elif entry.name == ".git":
                    folders[path] = _NO_FOLDER
                else:
                    files[path] = entry.inode()
    return files, folders


def _in_folders(folders: Set[str], manifest: Manifest) -> dict[str, int]:
    """Return the inodes of the files of a manifest in some of its folders."""
    if folders == {""}:  # the root, which changes places, changes always
        return {path: stamp[0] for path, stamp in manifest.files.items() if "/" not in path}
    return {
        path: stamp[0]
        for path, stamp in manifest.files.items()
        if path.rpartition("/")[0] in folders
    }


def _is_there(root: str) -> bool:
    try:
        os.lstat(root)
    except FileNotFoundError:  # what cannot be looked at is not for that reason away
        return False
    return True
