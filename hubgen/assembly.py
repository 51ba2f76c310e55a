"""What is to be published: what was written in the staging folder, and what is kept as it was."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from hubgen import trees
from hubgen.errors import PublishError
from hubgen.manifest import FileStamp, Manifest, file_stamp, new_generation
from hubgen.standing import MARK, Inodes, Listing, listed

UNTOUCHED = "the site published before is as it was"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is published, and was not touched since."""

    generation: str
    """The name of the publication; empty when nothing is known of what is published."""
    files: frozenset[str]
    """Paths as seen from the published folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What is to be published, by paths as seen from its folder."""

    kept: Mapping[str, FileStamp]
    """The files that stay as they were published."""
    staged: Mapping[str, int]
    """The inodes of those that were written."""
    folders: Set[str]
    """The folders of both; the empty path is the one that holds all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What a swap changed, in files; the mark is not counted."""

    written: int
    unchanged: int
    removed: int
    generation: str = field(default="", compare=False)
    """The name of this publication, which no other has."""


def gather(staging: Path, keep: Set[str], known: Manifest | None, before: Listing) -> Site:
    """Return what is in a staging folder, and what is kept of what is published.

    Raises `PublishError` for two files at one place, and when a file to keep was changed since.
    """
    staged = listed(str(staging))
    gone = known.files.keys() - keep if known else frozenset()
    kept = dict(known.files) if known else {}
    for path in gone:
        del kept[path]
    if known and not before.is_as(known):
        for path, stamp in kept.items():
            if before.files.get(path) != stamp[0]:
                raise PublishError(f"{path} was changed during the build; {UNTOUCHED}")
    folders = _folders(staged, keep, gone, known)
    clash = {path for path in staged.files if path in keep or path in folders} | (folders & keep)
    if clash:
        raise two_artifacts(min(clash))
    return Site(kept=kept, staged=staged.files, folders=folders)


def two_artifacts(path: object) -> PublishError:
    """Return the error of a path that two files want."""
    return PublishError(
        f"two artifacts want {path}, or one is a file where another needs a folder; {UNTOUCHED}"
    )


def complete(site: Site, staging: Path, output: Path) -> trees.Contents:
    """Make a staging folder hold all of a site, at the cost of all that is kept.

    Raises `OSError`, with the folder half done.
    """
    root, held, coming = str(staging), listed(str(staging)), site.staged.keys() | {MARK}
    level = trees.level(root, held, Inodes(site.kept), site.folders, str(output), coming=coming)
    linked = trees.without(site.kept, level.files)
    return trees.Contents(linked, {}, level.files | coming, site.folders)


def compare(site: Site, before: Listing, output: Path, staging: Path) -> Published:
    """Return what changes when a site takes the place of the published one."""
    unchanged = len(site.kept) + sum(
        before.files[path] == site.staged[path] or _is_as_old(output / path, staging / path)
        for path in site.staged.keys() & before.files.keys()
    )
    return Published(
        written=len(site.staged) + len(site.kept) - unchanged,
        unchanged=unchanged,
        removed=len(before.files.keys() - site.kept.keys() - site.staged.keys() - {MARK}),
        generation=new_generation(),
    )


def _folders(staged: Listing, keep: Set[str], gone: Set[str], known: Manifest | None) -> Set[str]:
    """Return the folders of all that was written or kept."""
    if known and gone - staged.files.keys() <= {MARK}:
        # No file goes, and so no folder does.
        return trees.folders_of(staged.files) | known.folders.keys()
    return trees.folders_of(chain(keep, staged.files))


def _is_as_old(before: Path, after: Path) -> bool:
    """Tell whether a file was taken over with its date, on a disk without hard links."""
    return file_stamp(before.lstat())[1:] == file_stamp(after.lstat())[1:]
