"""The watch: which files changed since the last look, known by what the disk says of them."""

import os
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

_SETTLED = 0.01  # seconds without a change after which a save is taken to be whole
_LONGEST = 1.0  # seconds that a look waits for that
_SHARE = 0.05  # of one processor's time, the most that watching may take
_SHORTEST_PAUSE = 0.03
_LONGEST_PAUSE = 0.5


class Watch:
    """Looks for changes in some folders.

    It asks the disk, as the notices of the operating systems differ, do not reach into every
    container or network disk, and can be lost. A look at 1,000 files takes some 1.5 ms.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        """Begin: what is in the folders now counts as seen. They need not be there yet."""
        self._folders = folders
        self._took = 0.0
        self._seen = self._state()

    @property
    def pause(self) -> float:
        """The seconds until the next look, long enough for watching to cost next to nothing."""
        return min(max(_SHORTEST_PAUSE, self._took / _SHARE), _LONGEST_PAUSE)

    def look(self) -> tuple[str, ...]:
        """Return the files that were added, changed or removed since the last look, in order.

        An editor's program may empty a file before it writes it, and git writes many; so a change
        is told when a moment later there is no further one.
        """
        found = self._state()
        if found == self._seen:
            return ()
        until = time.monotonic() + _LONGEST
        while time.monotonic() < until:
            time.sleep(_SETTLED)
            before, found = found, self._state()
            if before == found:
                break
        changed = found.items() ^ self._seen.items()
        self._seen = found
        return tuple(sorted({path for path, _ in changed}))

    def _state(self) -> dict[str, tuple[int, int, int]]:
        """Return each file's time of change, size and inode."""
        began = time.perf_counter()
        found: dict[str, tuple[int, int, int]] = {}
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
                        state = entry.stat()
                        found[entry.path] = (state.st_mtime_ns, state.st_size, state.st_ino)
        self._took = time.perf_counter() - began
        return found
