"""Builds as on another machine: its clock, and the order in which its disk lists files.

    python -m tests.threats.machine SECONDS SEED build …

is `hubgen build …` with a clock that is so many seconds ahead, and with a folder's files in an
order of the seed's choice.
"""

import os
import random
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from hubgen.__main__ import run


def disguise(seconds: int, seed: str) -> None:
    """Make this process see that clock and those folders."""
    now, now_ns, scan, names = time.time, time.time_ns, os.scandir, os.listdir

    @contextmanager
    def scandir(folder: Any = ".") -> Iterator[Iterator["os.DirEntry[Any]"]]:
        with scan(folder) as found:
            entries = sorted(found, key=lambda one: one.name)
        random.Random(seed).shuffle(entries)
        yield iter(entries)

    def listdir(folder: Any = ".") -> list[Any]:
        found = sorted(names(folder))
        random.Random(seed).shuffle(found)
        return found

    changed: dict[str, Any] = {
        "time": lambda: now() + seconds,
        "time_ns": lambda: now_ns() + seconds * 10**9,
    }
    for name, function in changed.items():
        setattr(time, name, function)
    for name, function in {"scandir": scandir, "listdir": listdir}.items():
        setattr(os, name, function)


if __name__ == "__main__":
    disguise(int(sys.argv[1]), sys.argv[2])
    del sys.argv[1:3]
    run()
