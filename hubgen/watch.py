"""The watch: which files changed since the last look, known by what the disk says of them."""

import os
import time
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from pathlib import Path

_SETTLED = 0.01  # seconds without a change after which a save is taken to be whole
_LONGEST = 1.0  # seconds that a look waits for that
_FEW = 3  # files that changed at once, of which alone is asked whether they are whole
_SHARE = 0.05  # of one processor's time, the most that watching may take
_SHORTEST_PAUSE = 0.03
_LONGEST_PAUSE = 0.5
_GLANCE = 0.02  # seconds between two looks at the files that are most likely to change
_LATELY = 8

_Stamp = tuple[int, int, int]
"""A file's time of change, size and inode."""


class Watch:
    """Looks for changes in some folders.

    It asks the disk, as the notices of the operating systems differ, do not reach into every
    container or network disk, and can be lost. A look at 1,000 files takes some 1.5 ms.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        """Begin: what is in the folders now counts as seen. They need not be there yet."""
        self._folders = folders
        self._took = 0.0
        self._lately: tuple[str, ...] = ()
        self._seen = self._state()

    @property
    def pause(self) -> float:
        """The seconds until the next look, long enough for watching to cost next to nothing."""
        return min(max(_SHORTEST_PAUSE, self._took / _SHARE), _LONGEST_PAUSE)

    def wait(self, likely: Iterable[str] = ()) -> tuple[str, ...]:
        """Return what `look` does, after a pause in which only a few files are looked at.

        Those are the `likely` ones and the last that changed. When one of them changes it is told
        at once, without the others.
        """
        files = {*likely, *self._lately}
        until = time.monotonic() + self.pause
        while time.monotonic() < until:
            time.sleep(_GLANCE)
            if any(_stamps([one]).get(one) != self._seen.get(one) for one in files):
                return self._told(self._settled(files, _stamps(files)), files)
        return self.look()

    def look(self) -> tuple[str, ...]:
        """Return the files that were added, changed or removed since the last look, in order.

        An editor's program may empty a file before it writes it, and git writes many; so a change
        is told when a moment later there is no further one.
        """
        found = self._state()
        changed = _changed(found, self._seen)
        if not changed:
            return ()
        if len(changed) <= _FEW:
            return self._told(self._settled(changed, _stamps(changed)), changed)
        found = self._settled(None, found)
        return self._told(found, {*found, *self._seen})

    def _settled(
        self, files: Collection[str] | None, found: dict[str, _Stamp]
    ) -> dict[str, _Stamp]:
        """Return what is known of files, or of all, when they have not changed for a moment."""
        until = time.monotonic() + _LONGEST
        while time.monotonic() < until:
            time.sleep(_SETTLED)
            before, found = found, self._state() if files is None else _stamps(files)
            if before == found:
                break
        return found

    def _told(self, found: dict[str, _Stamp], files: Collection[str]) -> tuple[str, ...]:
        """Take what was found of some files as seen; return those that changed."""
        changed = _changed(found, {one: self._seen[one] for one in files if one in self._seen})
        for one in changed:
            if one in found:
                self._seen[one] = found[one]
            else:
                del self._seen[one]
        if changed:
            self._lately = tuple(dict.fromkeys((*changed, *self._lately)))[:_LATELY]
        return changed

    def _state(self) -> dict[str, _Stamp]:
        """Return what is known of each file."""
        began = time.perf_counter()
        found: dict[str, _Stamp] = {}
        pending = [str(folder) for folder in self._folders]
        while pending:
            # What disappears between two steps is a change that the next look tells of.
            with suppress(OSError), os.scandir(pending.pop()) as entries:
                for entry in entries:
                    if entry.name.startswith("."):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        pending.append(entry.path)
                        continue
                    with suppress(OSError):
                        found[entry.path] = _stamp(entry.stat())
        self._took = time.perf_counter() - began
        return found


def _changed(found: dict[str, _Stamp], seen: dict[str, _Stamp]) -> tuple[str, ...]:
    return tuple(sorted({path for path, _ in found.items() ^ seen.items()}))


def _stamps(files: Iterable[str]) -> dict[str, _Stamp]:
    """Return what is known of those of some files that are there."""
    found = {}
    for file in files:
        with suppress(OSError):
            found[file] = _stamp(os.stat(file))  # noqa: PTH116 - they are text, as `scandir` has it
    return found


def _stamp(state: os.stat_result) -> _Stamp:
    return state.st_mtime_ns, state.st_size, state.st_ino
