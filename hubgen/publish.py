"""Artifacts become the published folder: all of them, or none.

They are written in a staging folder beside it. That, or the folder published before with what is
new in it (its `twin`), changes places with the published one in one step. What that promises:

- After kill -9, a full disk or a lost permission at any moment, the folder holds the site
  published before or the new one, whole. Where the system cannot exchange folders (Windows, some
  network disks) there is a moment between two renames without a site; the next build mends what a
  build that died in it left.
- After a power cut, the same, on Linux: all is on disk before the swap. Which of the two sites is
  there then is not promised.
- A file whose bytes are the same stays the same file, date included. One that was not touched since
  it was published can be kept without its bytes; then publishing costs what changes.
- Nothing is deleted but what hubgen made. Its folders carry a mark, and one without it, or with
  other people's folders in it, is refused.
"""

import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Self

from hubgen import addresses, assembly, disk, ownership, trees
from hubgen.assembly import UNTOUCHED, Published, Site, Standing, two_artifacts
from hubgen.claim import Claim, claim
from hubgen.errors import PublishError, UnsafePathError
from hubgen.manifest import Manifest, read_generation, read_manifest, write_manifest
from hubgen.standing import (
    CLOCK,
    MARK,
    NOTES,
    OLD,
    STAGED,
    listed,
    manifest_of,
    name_of,
    untouched,
    workplace,
)
from hubgen.twin import Twin

__all__ = ["Published", "Staging", "Standing", "open_staging"]


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
        claimed = claim(Path(workplace(str(output))), wait)
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

    __slots__ = (
        *("_claim", "_folder", "_kept", "_known", "_old", "_published", "_standing", "_twin"),
        *("output", "root"),
    )

    def __init__(self, output: Path, claimed: Claim) -> None:
        self.output = output
        """The published folder, without symbolic links."""
        self.root = claimed.folder / STAGED
        """The staging folder."""
        self._old = claimed.folder / OLD  # the published folder, while a swap takes two steps
        self._folder = claimed.folder
        self._twin = Twin(claimed.folder)
        self._claim: Claim | None = claimed
        self._known: Manifest | None = None  # of what is published
        self._published: Manifest | None = None  # of what this build published
        self._standing: Standing | None = None
        self._kept: set[str] = set()

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
            raise two_artifacts(path) from error
        except OSError as error:
            raise _fault(f"cannot write {path}", error) from error

    def copy(self, path: PurePosixPath, source: Path) -> None:
        """Stage the bytes of a file from elsewhere; raises as `write` does."""
        try:
            data = source.read_bytes()
        except OSError as error:
            raise _fault(f"cannot read {source}", error) from error
        self.write(path, data)

    @property
    def standing(self) -> Standing:
        """What is published, and as it was; looked at once."""
        if self._standing is None:
            known = self._known
            self._standing = (
                Standing(
                    generation=known.generation,
                    files=untouched(str(self.output), known) - {MARK},
                )
                if known
                else Standing(generation="", files=frozenset())
            )
        return self._standing

    def keep(self, paths: Iterable[str]) -> None:
        """Have published files stay as they are; only such as are `standing`.

        For the process that opened the staging folder. Raises `PublishError` for another file.
        """
        paths = frozenset(paths)
        if other := sorted(paths - self.standing.files):
            raise PublishError(f"{other[0]} is not there as it was published; {UNTOUCHED}")
        self._kept |= paths

    def publish(self) -> Published:
        """Put what was written and kept in the place of what is published.

        Once only, when all is written. Raises `PublishError`, and the site published before stays.
        """
        try:
            before = listed(str(self.output), self._known, self._clock())
            ownership.refuse_strangers(self.output, frozenset(before.folders) - {""})
            site = assembly.gather(self.root, self._kept, self._known, before)
            self.write(PurePosixPath(MARK), ownership.mark(site.folders - {""}))
            published = assembly.compare(site, before, self.output, self.root)
            tree, contents = self._put_together(site)
            disk.flush(tree)
            manifest = trees.look(
                str(tree), contents, published.generation, disk.next_tick(self._folder / CLOCK)
            )
            write_manifest(str(self._folder / name_of(str(tree))), manifest)
            exchanged = self._swap(tree)
        except OSError as error:
            raise self._put_back_and_say(error) from error
        self._published = manifest
        # From here on the new site is published, and what cannot be done is left to the next build:
        # an error would say that it is not.
        if exchanged and self._known:
            with suppress(OSError):
                if tree != self._twin.root:
                    tree.rename(self._twin.root)
                self._twin.follow(before, self.output, self._known, manifest)
        disk.remove(self.root)
        disk.remove(self._old)
        return published

    def make_twin(self) -> None:
        """Spare the next build the links to all files, by making them now.

        For after `publish`, when time matters less than it will then, such as after the first
        build of many; a publication that finds a twin has one for the next. What goes wrong is left
        to the next build. Does nothing where folders cannot change places.
        """
        published = self._published
        if published is None or self._twin.folders.exists():
            return
        with suppress(OSError):
            self._twin.discard()
            if disk.exchanges(self.root, self._twin.root):
                self._twin.make(self.output, published)

    def close(self) -> None:
        """Remove the staging folder and let the next build in; does nothing in a forked process."""
        claimed = self._claim
        if claimed is None or claimed.owner != os.getpid():
            return
        try:
            self._settle()
        except OSError:
            pass  # the next build tries again, and says what is in its way
        finally:
            self._claim = None
            claimed.release()

    def _prepare(self) -> None:
        """Make the staging folder, once nothing is left of an earlier one."""
        current = self._settle()
        ownership.refuse_unmarked(self.output)
        own = {current, self._twin.root, self._twin.folders}
        if left := [path for path in self._leftovers() if path not in own]:
            raise PublishError(
                f"cannot remove {left[0]}, which an earlier build left; remove it; {UNTOUCHED}"
            )
        self._known = read_manifest(str(current)) if current else None
        self.root.mkdir()

    def _settle(self) -> Path | None:
        """Bring things back to a published folder that is whole, and nothing staged.

        Returns the file of the manifest of what is published; None when nothing is.
        """
        self._put_back()
        disk.remove(self.root)
        disk.remove(self._old)
        current = self._manifest()
        self._twin.discard_unless(read_generation(str(current)) if current else "")
        for path in self._leftovers():
            if path != current and path.name.startswith(NOTES):
                path.unlink()
        return current

    def _leftovers(self) -> list[Path]:
        return self._claim.leftovers() if self._claim else []

    def _manifest(self) -> Path | None:
        try:
            return Path(manifest_of(str(self.output)))
        except FileNotFoundError:
            return None

    def _put_back(self) -> None:
        """Put the site published before in its place, if a swap in two steps was broken off."""
        if self._old.exists() and _is_vacant(self.output):
            self._old.rename(self.output)

    def _put_together(self, site: Site) -> tuple[Path, trees.Contents]:
        """Return a folder that holds the next site, and what is known of it."""
        known, twin = self._known, self._twin
        if known and (held := twin.listing(known, self._clock())):
            return twin.root, twin.complete(held, site, self.root, self.output, known)
        twin.discard()
        return self.root, assembly.complete(site, self.root, self.output)

    def _clock(self) -> int:
        return disk.clock(self._folder / CLOCK)

    def _swap(self, tree: Path) -> bool:
        """Put the next site in the place of the published one; tell whether they changed places."""
        if not self.output.exists():
            tree.rename(self.output)
            return False
        shutil.copymode(self.output, tree)
        if disk.exchange(tree, self.output):
            return True
        self.output.rename(self._old)
        tree.rename(self.output)
        return False

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


def _refuse_unsafe(path: PurePosixPath) -> None:
    """Raise `UnsafePathError` for a path that could lead out of the folder, or break its mark."""
    text = str(path)
    inside = path.parts and not path.is_absolute() and ".." not in path.parts
    if not inside or addresses.odd_sign(text):
        raise UnsafePathError(f"{text!r} is not a path in the published folder")


def _is_vacant(folder: Path) -> bool:
    """Tell whether a folder is not there, or has nothing in it."""
    return not os.path.lexists(folder) or (folder.is_dir() and not any(folder.iterdir()))


def _fault(what: str, error: OSError) -> PublishError:
    return PublishError(f"{what}: {disk.reason(error)}; {UNTOUCHED}")
