"""What a command costs: seconds on the clock and at work, and memory, of all its processes."""

import os
import resource
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

INTERVAL = 0.05
"""Seconds between two looks at the memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What something took."""

    wall: float
    """Seconds on the clock."""
    cpu: float
    """Seconds that processors were at work, those of all processes together."""
    memory: int
    """The most bytes in use at once by all processes; 0 where there is no `/proc` to tell."""


def measured(
    command: Sequence[object], cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> Cost:
    """Run a command to its end and return what it took; one that fails is an `AssertionError`."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    # What it says goes to a file: a full pipe would keep it waiting.
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [str(word) for word in command],
            cwd=cwd,
            env=_environment() | dict(env or {}),
            stdout=said,
            stderr=said,
        )
        peak, done = [0], threading.Event()
        watcher = threading.Thread(target=_watch, args=(process.pid, peak, done))
        watcher.start()
        status = process.wait()
        wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
        done.set()
        watcher.join()
        said.seek(0)
        assert status == 0, f"{command[0]} ended with {status}:\n{said.read()[-2000:].decode()}"
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall=wall, cpu=cpu, memory=peak[0])


def median(costs: Sequence[Cost]) -> Cost:
    """Return the median of each number by itself."""
    return Cost(
        wall=statistics.median(one.wall for one in costs),
        cpu=statistics.median(one.cpu for one in costs),
        memory=round(statistics.median(one.memory for one in costs)),
    )


def memory_of(pid: int) -> int:
    """Return the bytes that a process and all below it use now; what they share counts once.

    That is the sum of their proportional set sizes, as Linux tells them; 0 on other systems.
    """
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
        below = {
            int(child)
            for task in Path(f"/proc/{pid}/task").iterdir()
            for child in (task / "children").read_text("ascii").split()
        }
    except (OSError, ValueError):  # it ended meanwhile
        return 0
    own = sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return own * 1024 + sum(memory_of(child) for child in below)


def _environment() -> dict[str, str]:
    """Return the environment without what is set for Python, such as that it keeps no bytecode."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def _watch(pid: int, peak: list[int], done: threading.Event) -> None:
    """Keep the most memory that a process and those below it use, until it is done."""
    while not done.wait(INTERVAL):
        peak[0] = max(peak[0], memory_of(pid))
