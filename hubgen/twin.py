"""The folder that was published before, kept beside the published one as the next to be.

It holds the very files that are published, as hard links, so that to publish costs what changes:
the twin is brought up to date, changes places with the published folder, and that one follows. What
its folders were is written down when it is done, and taken away before it is touched: a twin
without that is none, and is removed.
"""

from dataclasses import dataclass
from pathlib import Path

from hubgen import disk, trees
from hubgen.assembly import Site
from hubgen.manifest import Manifest, read_generation, read_manifest, write_manifest
from hubgen.standing import CLOCK, MARK, Inodes, Listing, listed


@dataclass(frozen=True, slots=True)
class Twin:
    """The twin of a published folder, which may be there or not."""

    work: Path
    """The folder of builds beside the published one."""

    @property
    def root(self) -> Path:
        """The folder with the site."""
        return self.work / "twin"

    @property
    def folders(self) -> Path:
        """The manifest of its folders; of its files the published folder's tells."""
        return self.work / "twin-folders"

    def discard_unless(self, generation: str) -> None:
        """Remove it, as far as that goes, unless it is the twin of a publication."""
        if not generation or generation != read_generation(str(self.folders)):
            self.discard()

    def discard(self) -> None:
        """Remove it, as far as that goes. Raises `OSError` when it could still pass for whole."""
        self.folders.unlink(missing_ok=True)
        disk.remove(self.root)

    def listing(self, published: Manifest, moment: int) -> Listing | None:
        """Return what it holds; None when it is not the twin of a publication, or has strangers.

        `moment` is now, by the clock of the disk.
        """
        folders = read_manifest(str(self.folders))
        if folders is None or folders.generation != published.generation:
            return None
        held = listed(str(self.root), folders._replace(files=published.files), moment)
        return held if held.folders.keys() == published.folders.keys() else None

    def complete(
        self, held: Listing, site: Site, staging: Path, output: Path, published: Manifest
    ) -> trees.Contents:
        """Make it hold the next site: what is kept of the published one, and what was staged.

        The latter moves here. Raises `OSError`, and it is no twin any more.
        """
        self.folders.unlink()
        root, kept = str(self.root), site.kept
        staged = {**site.staged, MARK: (staging / MARK).lstat().st_ino}
        held = trees.set_modes(root, held, published.folders)
        level = trees.level(
            root, held, Inodes(kept), site.folders, str(output), coming=staged.keys()
        )
        moved = trees.move(str(staging), staged, root, held)
        changed = trees.Changed(level.files | moved.files, level.folders | moved.folders)
        linked = trees.without(kept, level.files)
        return trees.contents(held, site.folders, changed, linked)

    def make(self, output: Path, published: Manifest) -> None:
        """Make it where there is none, at the cost of all that is published.

        Raises `OSError`, and there is no twin.
        """
        self.follow(Listing({}, {}), output, published, published)

    def follow(self, held: Listing, output: Path, before: Manifest, now: Manifest) -> None:
        """Make the folder that was published before the twin of what is published now.

        Raises `OSError`, and there is no twin.
        """
        root = str(self.root)
        held = trees.set_modes(root, held, before.folders)
        changed = trees.level(
            root, held, Inodes(now.files), now.folders.keys(), str(output), copies=False
        )
        moment = disk.clock(self.work / CLOCK)
        contents = trees.contents(
            held, now.folders.keys(), trees.Changed(frozenset(), changed.folders), {}
        )
        write_manifest(str(self.folders), trees.look(root, contents, now.generation, moment))
