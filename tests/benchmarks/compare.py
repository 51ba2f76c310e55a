"""How fast hubgen is beside Hugo and Eleventy: `python -m tests.benchmarks.compare`.

    python -m tests.benchmarks.compare [--pages 1000] [--runs 3] [--only NAME ...]

Each builds the same made-up pages, one after another, Hugo and Eleventy with a small site of their
own: every page, lists of kinds, years and themes with 50 to a page, people with their events, a
calendar of each event and one of all, and RSS. hubgen publishes much more, and checks it all: it
builds as it does for everyone, with its own layouts. Only the index for searching is off. Social
cards are on, which the others do not draw.

    cold             nothing built before, nothing remembered
    nothing changed  the same again
    one text         a paragraph more in one event
    one name         another name for one person, on all pages with it
    next day         what is still to come is another day

Hugo and Eleventy remember nothing between two builds, and make all of it again each time.

Told are medians over the runs, and their ratios to Hugo's cold build: clock and memory. Seconds at
work and memory are of all processes together; memory is told on Linux alone. Only ratios from one
run mean anything.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

from hubgen.pool import processors
from tests.benchmarks import generators
from tests.benchmarks.corpus import NOW
from tests.benchmarks.generators import Generator, Missing
from tests.benchmarks.measuring import Cost, measured, median

Costs = dict[tuple[str, str], Cost]
"""What each case took, by the generator's name and the case's."""


def _change_text(folder: Path) -> None:
    """Add a paragraph to one event."""
    events = sorted((folder / "content" / "events").glob("*/e*.md"))
    file = events[len(events) // 2]
    file.write_text(file.read_text("utf-8") + "\nEen alinea die er nog niet stond.\n", "utf-8")


def _change_name(folder: Path) -> None:
    """Give one person another name."""
    file = folder / "content" / "people" / "p0.md"
    text = file.read_text("utf-8").replace("title: Persoon 0", "title: Een andere naam")
    file.write_text(text, "utf-8")


CASES: dict[str, tuple[Callable[[Path], None], timedelta]] = {
    "cold": (lambda _: None, timedelta()),
    "nothing changed": (lambda _: None, timedelta()),
    "one text": (_change_text, timedelta()),
    "one name": (_change_name, timedelta()),
    "next day": (lambda _: None, timedelta(days=1)),
}
"""What is done before each build, and how much later it is; each follows on the one before."""


def main(arguments: Sequence[str]) -> None:
    """Print what each generator takes, and the table of the README."""
    cli = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    cli.add_argument("--pages", type=int, default=1000)
    cli.add_argument("--runs", type=int, default=3)
    cli.add_argument("--seed", type=int, default=1)
    cli.add_argument("--only", nargs="+", metavar="NAME", default=["hubgen", "Hugo", "Eleventy"])
    asked = cli.parse_args(arguments)
    there: list[Generator] = []
    for one in (generators.hubgen(), generators.hugo(), generators.eleventy()):
        if one.name in asked.only:
            if isinstance(one, Missing):
                sys.stdout.write(f"{one.name} is not here; install it with: {one.install}\n")
            else:
                there.append(one)
    sys.stdout.write(f"{asked.pages} pages, {asked.runs} runs, {processors()} processors\n")
    with tempfile.TemporaryDirectory() as name:
        costs, published = _compare(there, Path(name), asked.pages, asked.runs, asked.seed)
    sys.stdout.write("".join(f"{line}\n" for line in [*published, "", *cost_table(costs), ""]))
    sys.stdout.write("".join(f"{line}\n" for line in ratio_table(costs)))


def cost_table(costs: Costs) -> list[str]:
    """Return the lines of a table with what each case took."""
    lines = [f"{'':28}{'clock, s':>10}{'at work, s':>12}{'memory, MB':>12}"]
    for (name, case), cost in costs.items():
        memory = f"{cost.memory / 1e6:.0f}" if cost.memory else "–"
        lines.append(f"{name:10}{case:18}{cost.wall:10.2f}{cost.cpu:12.2f}{memory:>12}")
    return lines


def ratio_table(costs: Costs) -> list[str]:
    """Return the lines of a Markdown table: clock and memory, beside those of Hugo's cold build."""
    names = list(dict.fromkeys(name for name, _ in costs))
    lines = [f"| | {' | '.join(names)} |", "| --- |" + " --- |" * len(names)]
    for case in CASES:
        cells = (_ratios(costs[name, case], costs.get(("Hugo", "cold"))) for name in names)
        lines.append(f"| {case} | {' | '.join(cells)} |")
    return lines


def _ratios(cost: Cost, beside: Cost | None) -> str:
    if beside is None:
        return "–"
    memory = f", {cost.memory / beside.memory:.2f}" if beside.memory else ""
    return f"{cost.wall / beside.wall:.2f}{memory}"


def _compare(
    there: Sequence[Generator], work: Path, pages: int, runs: int, seed: int
) -> tuple[Costs, list[str]]:
    """Return what every case took, and what each generator published, in words."""
    found: dict[tuple[str, str], list[Cost]] = {}
    published: dict[str, str] = {}
    for _ in range(runs):
        for one in there:
            folder = work / one.name
            one.write(folder, pages, seed)
            for case, (change, later) in CASES.items():
                change(folder)
                now = NOW + later
                cost = measured(one.command(now), folder, one.environment(folder, now))
                found.setdefault((one.name, case), []).append(cost)
            published[one.name] = _published(one.name, folder / "public")
    order = [(one.name, case) for one in there for case in CASES]
    return {key: median(found[key]) for key in order}, list(published.values())


def _published(name: str, folder: Path) -> str:
    """Return in words what a folder holds."""
    files = [file for file in folder.rglob("*") if file.is_file()]
    counts = ", ".join(
        f"{sum(file.suffix == suffix for file in files)} {suffix}"
        for suffix in (".html", ".ics", ".xml", ".png")
    )
    size = sum(file.stat().st_size for file in files) / 1e6
    return f"{name}: {len(files)} files, {size:.0f} MB ({counts})"


if __name__ == "__main__":
    main(sys.argv[1:])
