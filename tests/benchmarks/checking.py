"""What a check costs: `python -m tests.benchmarks.checking [PAGES]`; 10000 pages without.

It makes up a hub and runs the command on it in processes of its own: the first time, with nothing
remembered; again; with the text of one page changed; and with the file of that page named, as the
hook before a commit does. Of each it tells the median of the seconds on the clock and of those that
processors were at work.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.corpus import write_hub
from tests.benchmarks.measuring import measured, median

ROUNDS = 5


def main(arguments: list[str]) -> None:
    """Print what each sort of check takes."""
    pages = int(arguments[0]) if arguments else 10_000
    with tempfile.TemporaryDirectory() as name:
        site = write_hub(Path(name), pages)
        file = next(iter(sorted(site.glob("content/events/**/*.md"))))

        def change() -> None:
            file.write_text(file.read_text("utf-8") + f"\n{time.time_ns()}\n", "utf-8")

        version = sys.version.split()[0]
        sys.stdout.write(f"{pages} pages, Python {version}, {sys.platform}\n")
        _told("first, nothing remembered", 1, site, (), lambda: None)
        _told("nothing changed", ROUNDS, site, (), lambda: None)
        _told("one page changed", ROUNDS, site, (), change)
        _told("one page changed, and named", ROUNDS, site, (file,), change)
        _told("nothing changed, one page named", ROUNDS, site, (file,), lambda: None)


def _told(
    what: str, rounds: int, site: Path, named: tuple[Path, ...], prepare: Callable[[], None]
) -> None:
    """Print the medians of a few runs."""
    runs = []
    for _ in range(rounds):
        prepare()
        runs.append(measured([sys.executable, "-m", "hubgen", "check", "--site", site, *named]))
    cost = median(runs)
    sys.stdout.write(f"{what:34} {cost.wall:7.2f} s on the clock {cost.cpu:7.2f} s at work\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
