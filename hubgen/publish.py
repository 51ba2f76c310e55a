"""Artifacts become the published folder: all of them, or none.

They are written in a staging folder beside it, and the two change places in one step. What that
promises:

- After kill -9, a full disk or a lost permission at any moment, the folder holds the site
  published before or the new one, whole. Where the system cannot exchange folders (Windows, some
  network disks) there is a moment between two renames without a site; the next build mends what a
  build that died in it left.
- After a power cut, the same, on Linux: all is on disk before the swap. Which of the two sites is
  there then is not promised.
- A file whose bytes are the same stays the same file, date included.
- Nothing is deleted but what hubgen made. Its folders carry a mark, and one without it, or with
  other people's folders in it, is refused.
"""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Self

from hubgen import disk, ownership
from hubgen.claim import Claim, claim
from hubgen.errors import PublishError, UnsafePathError

_UNTOUCHED = "the site published before is as it was"


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What a swap changed, in files; the mark is not counted."""

    written: int
    unchanged: int
    removed: int


def open_staging(output: Path, *, site: Path | None = None, wait: float = 60.0) -> "Staging":
    """Return an empty staging folder for `output`, after mending what a killed build left.

    A symbolic link as `output` is followed, and stays: it is how servers point at the folder that
    they serve. `site` is the folder with the site's own content, which is refused as output. When
    another build is publishing here, it is waited for, at most `wait` seconds.

    Raises `PublishError`, with nothing changed, when `output` may not or cannot be used.
    """
    output = Path(os.path.realpath(output))
    if site is not None:
        ownership.refuse_content(output, site)
    ownership.refuse_mount(output)
    try:
        claimed = claim(output.parent / f".{output.name}.hubgen", wait)
    except OSError as error:
        raise _fault(f"cannot make a staging folder in {output.parent}", error) from error
    staging = Staging(output, claimed)
    try:
        staging._prepare()
    except OSError as error:
        staging.close()
        raise _fault(f"cannot prepare {staging.root}", error) from error
    except BaseException:  # whatever ends it, the next build may come in
        staging.close()
        raise
    return staging


class Staging:
    """The folder in which the next site is put together, beside the published one.

    Forked processes may write to it at the same time, each its own paths: what it holds is known
    from the disk alone. Leaving the `with` block removes it, published or not.
    """

    __slots__ = ("_claim", "_old", "output", "root")

    def __init__(self, output: Path, claimed: Claim) -> None:
        self.output = output
        """The published folder, without symbolic links."""
        self.root = claimed.folder / "new"
        """The staging folder."""
        self._old = claimed.folder / "old"  # the published folder, while a swap takes two steps
        self._claim: Claim | None = claimed

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def write(self, path: PurePosixPath, data: bytes) -> None:
        """Stage a file; `path` is as seen from the published folder.

        When the file published there now has the same bytes, it is taken over, date included.

        Raises `UnsafePathError` for a path that leads out of the folder, and `PublishError` for a
        second file at one path, a file where a folder is needed, and what the disk refuses.
        """
        _refuse_unsafe(path)
        try:
            disk.place(self.root, path, data, self.output / path)
        except (FileExistsError, NotADirectoryError, IsADirectoryError) as error:
            raise PublishError(
                f"two artifacts want {path}, or one is a file where another needs a folder; "
                f"{_UNTOUCHED}"
            ) from error
        except OSError as error:
            raise _fault(f"cannot write {path}", error) from error

    def copy(self, path: PurePosixPath, source: Path) -> None:
        """Stage the bytes of a file from elsewhere; raises as `write` does."""
        try:
            data = source.read_bytes()
        except OSError as error:
            raise _fault(f"cannot read {source}", error) from error
        self.write(path, data)

    def publish(self) -> Published:
        """Put the staging folder in the place of the published one, and remove the latter.

        Once only, when all is written. Raises `PublishError`, and the site published before stays.
        """
        try:
            before, after = _tree(self.output), _tree(self.root)
            ownership.refuse_strangers(self.output, before.folders)
            self.write(PurePosixPath(ownership.MARK), ownership.mark(after.folders))
            published = _compare(before, after)
            disk.flush(self.root)
            self._swap()
        except OSError as error:
            raise self._put_back_and_say(error) from error
        # From here on the new site is published, and what cannot be removed is left to the next
        # build: an error would say that it is not.
        disk.remove(self.root)
        disk.remove(self._old)
        return published

    def close(self) -> None:
        """Remove the staging folder and let the next build in; does nothing in a forked process."""
        claimed = self._claim
        if claimed is None or claimed.owner != os.getpid():
            return
        self._claim = None
        try:
            self._settle()
        except OSError:
            pass  # the next build tries again, and says what is in its way
        finally:
            claimed.release()

    def _prepare(self) -> None:
        """Make the staging folder, once nothing is left of an earlier one."""
        self._settle()
        ownership.refuse_unmarked(self.output)
        if self._claim and (left := self._claim.leftovers()):
            raise PublishError(
                f"cannot remove {left[0]}, which an earlier build left; remove it; {_UNTOUCHED}"
            )
        self.root.mkdir()

    def _settle(self) -> None:
        """Bring things back to a published folder that is whole, and nothing staged."""
        self._put_back()
        disk.remove(self.root)
        disk.remove(self._old)

    def _put_back(self) -> None:
        """Put the site published before in its place, if a swap in two steps was broken off."""
        if self._old.exists() and _is_vacant(self.output):
            self._old.rename(self.output)

    def _swap(self) -> None:
        """Let the staging folder and the published one change places."""
        if not self.output.exists():
            self.root.rename(self.output)
            return
        shutil.copymode(self.output, self.root)
        if not disk.exchange(self.root, self.output):
            self.output.rename(self._old)
            self.root.rename(self.output)

    def _put_back_and_say(self, error: OSError) -> PublishError:
        """Put the site back if a failed swap had moved it away, and return what to say of it."""
        try:
            self._put_back()
        except OSError:
            return PublishError(
                f"cannot publish to {self.output}: {disk.reason(error)}; the site published before "
                f"is in {self._old}, and the next build puts it back"
            )
        return _fault(f"cannot publish to {self.output}", error)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tree:
    root: Path
    files: dict[str, int]
    """The inode of every file, by its path as seen from the root."""
    folders: frozenset[str]


def _refuse_unsafe(path: PurePosixPath) -> None:
    """Raise `UnsafePathError` for a path that could lead out of the folder, or break its mark."""
    text = str(path)
    inside = path.parts and not path.is_absolute() and ".." not in path.parts
    if not inside or "\\" in text or not text.isprintable():
        raise UnsafePathError(f"{text!r} is not a path in the published folder")


def _is_vacant(folder: Path) -> bool:
    """Tell whether a folder is not there, or has nothing in it."""
    return not os.path.lexists(folder) or (folder.is_dir() and not any(folder.iterdir()))


def _tree(root: Path) -> _Tree:
    """Return what a folder holds; nothing when it is not there."""
    files: dict[str, int] = {}
    folders: list[str] = []
    pending = [""] if root.exists() else []
    while pending:
        above = pending.pop()
        with os.scandir(root / above) as entries:
            for entry in entries:
                path = above + entry.name
                if entry.is_dir(follow_symlinks=False):
                    folders.append(path)
                    pending.append(f"{path}/")
                elif entry.name == ".git":
                    # What a worktree has in the place of a repository; losing it loses as much.
                    folders.append(path)
                elif path != ownership.MARK:
                    files[path] = entry.inode()
    return _Tree(root=root, files=files, folders=frozenset(folders))


def _compare(before: _Tree, after: _Tree) -> Published:
    """Return what changes when the one folder takes the place of the other."""
    unchanged = sum(
        path in before.files
        and (before.files[path] == inode or _is_as_old(before.root / path, after.root / path))
        for path, inode in after.files.items()
    )
    return Published(
        written=len(after.files) - unchanged,
        unchanged=unchanged,
        removed=len(before.files.keys() - after.files.keys()),
    )


def _is_as_old(before: Path, after: Path) -> bool:
    """Tell whether a file was taken over with its date, on a disk without hard links."""
    one, other = before.lstat(), after.lstat()
    return (one.st_size, one.st_mtime_ns) == (other.st_size, other.st_mtime_ns)


def _fault(what: str, error: OSError) -> PublishError:
    return PublishError(f"{what}: {disk.reason(error)}; {_UNTOUCHED}")
