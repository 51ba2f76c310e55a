"""Where the time of a cold build goes: `python -m tests.benchmarks.stages [--pages N] [--jobs N]`.

Of each stage it tells the seconds on the clock, those that all processes were at work, and the most
memory that they used at once; then, of each form of what is published, what making it takes on one
processor. The hub is made up, and nothing is remembered of it.
"""

import argparse
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from hubgen.pool import processors
from tests.benchmarks.corpus import write_hub
from tests.benchmarks.measuring import INTERVAL, Cost, memory_of


def main(arguments: Sequence[str]) -> None:
    """Print both tables."""
    cli = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    cli.add_argument("--pages", type=int, default=1000)
    cli.add_argument("--jobs", type=int, default=processors())
    asked = cli.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        site = write_hub(Path(name) / "site", asked.pages)
        sys.stdout.write(f"{asked.pages} pages, {asked.jobs} processors, nothing remembered\n\n")
        sys.stdout.write(stage_table(costs_of_stages(site, Path(name) / "public", asked.jobs)))
        sys.stdout.write("\nEach form, on one processor\n\n")
        sys.stdout.write(form_table(costs_of_forms(site)))


def stage_table(costs: dict[str, Cost]) -> str:
    """Return what stages took as text in columns, with their sum and the most memory of all."""
    wall, cpu = (sum(getattr(one, name) for one in costs.values()) for name in ("wall", "cpu"))
    peak = max(one.memory for one in costs.values())
    lines = [f"{'':12}{'clock, s':>10}{'%':>6}{'at work, s':>12}{'memory, MB':>12}"]
    for name, cost in [*costs.items(), ("all", Cost(wall=wall, cpu=cpu, memory=peak))]:
        memory = f"{cost.memory / 1e6:.0f}" if cost.memory else "–"
        share = 100 * cost.wall / wall
        lines.append(f"{name:12}{cost.wall:10.3f}{share:6.1f}{cost.cpu:12.3f}{memory:>12}")
    return "\n".join(lines) + "\n"


def form_table(costs: Iterable[tuple[str, int, int, float]]) -> str:
    """Return what forms take as text in columns: name, number, bytes and seconds at work."""
    rows = sorted(costs, key=lambda row: (-row[3], row[0]))
    whole = sum(seconds for *_, seconds in rows)
    lines = [f"{'':16}{'number':>8}{'kB':>10}{'at work, s':>12}{'%':>6}{'ms each':>10}"]
    for name, number, size, seconds in rows:
        share, each = 100 * seconds / whole, 1000 * seconds / number
        lines.append(
            f"{name:16}{number:8}{size / 1000:10.0f}{seconds:12.3f}{share:6.1f}{each:10.2f}"
        )
    return "\n".join(lines) + "\n"


def costs_of_stages(site: Path, output: Path, jobs: int) -> dict[str, Cost]:
    """Return what each stage of a build takes, in their order; the first is Python's imports."""
    # A new Python, which shares no memory with this one.
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_build, args=(site, output, jobs, theirs))
    process.start()
    theirs.close()
    costs: dict[str, Cost] = {}
    name, clock, work, peak = "", 0.0, 0.0, 0
    while True:
        peak = max(peak, memory_of(process.pid or 0))
        if not ours.poll(INTERVAL):
            continue
        try:
            following, then, worked = ours.recv()
        except EOFError:
            break
        if name:
            known = costs.get(name, Cost(wall=0, cpu=0, memory=0))
            costs[name] = Cost(
                wall=known.wall + then - clock,
                cpu=known.cpu + worked - work,
                memory=max(known.memory, peak),
            )
        name, clock, work, peak = following, then, worked, 0
    process.join()
    assert process.exitcode == 0, "the build failed"
    return costs


def _build(site: Path, output: Path, jobs: int, listener: Connection) -> None:
    """Build a site, and tell at the begin of each stage what the time is."""

    def tell(name: str) -> None:
        of = [resource.getrusage(one) for one in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        worked = sum(one.ru_utime + one.ru_stime for one in of)
        listener.send((name, time.perf_counter(), worked))

    class Telling:
        """Tells of stages, and of what is done between them."""

        def began(self, stage: object) -> None:
            tell(getattr(stage, "name", ""))

        def ended(self, stage: object, seconds: float) -> None:
            tell("between")

    tell("imports")
    from hubgen.build import build
    from tests.benchmarks.making import request_for

    tell("between")
    build(request_for(site, output, jobs), Telling())
    tell("")
    listener.close()


def costs_of_forms(site: Path) -> Iterator[tuple[str, int, int, float]]:
    """Yield the name of each form, how many there are, their bytes, and the seconds at work."""
    from hubgen.plan import Form
    from tests.benchmarks.making import made, new_press, request_for, targets_of

    press = new_press(request_for(site, site / "public"))
    for form in Form:
        if targets := targets_of(press, form):
            began = time.process_time()
            artifacts = made(press, targets)
            seconds = time.process_time() - began
            yield form.value, len(targets), sum(map(len, artifacts.values())), seconds


if __name__ == "__main__":
    main(sys.argv[1:])
