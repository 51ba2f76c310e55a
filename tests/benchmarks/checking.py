"""What a check costs: `python -m tests.benchmarks.checking [PAGES]`; 10000 pages without.

It makes up a hub and runs the command on it in processes of its own: the first time, with nothing
remembered; again; with the text of one page changed; and with the file of that page named, as the
hook before a commit does. Of each it tells the median of the seconds on the clock and of those that
processors were at work.
"""

import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from tests.hub import page, write_site

ROUNDS = 5
THEMES = ("energie", "water", "wonen", "groen", "verkeer")
_WORDS = """
aanpak bewoners beheer beleid beton bodem budget buurt college energie gemeente groen hitte infra
inkoop jaar kaart keuze klimaat knelpunt meting mobiliteit natuur ontwerp opgave plein praktijk
project raad regio riool ruimte schaduw sessie straat subsidie toets uitstoot warmte water wethouder
wijk de het een en van voor met op naar uit nog ook niet minder meer samen
"""
SITE = "title: Proefhub\nthemes:\n" + "".join(
    f"  - {{slug: {slug}, title: {slug.title()}}}\n" for slug in THEMES
)


def hub_files(pages: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Yield the files of a made-up hub, the same for the same number and seed."""
    chance = random.Random(seed)
    people, parties = max(pages // 8, 1), max(pages // 40, 1)
    for number in range(parties):
        front = f"title: Organisatie {number}\nuid: o{number}\ntype: company"
        yield f"content/organisations/o{number}.md", page(front, _text(chance, 1))
    for number in range(people):
        front = f"title: Persoon {number}\nuid: p{number}\norganisation: o{number % parties}"
        yield f"content/people/p{number}.md", page(front, _text(chance, 1))
    for number in range(pages - people - parties):
        folder = ("events", "events", "practices", "articles")[number % 4]
        path = f"content/{folder}/{folder[0]}{number}.md"
        yield path, page(_front(folder, number, people, parties, chance), _text(chance, 5))


def _front(folder: str, number: int, people: int, parties: int, chance: random.Random) -> str:
    """Return the front matter of a page about something."""
    day = date(2019, 1, 1) + timedelta(days=number % 2800)
    party, who = f"o{chance.randrange(parties)}", f"p{chance.randrange(people)}"
    lines = [
        f"title: {_sentence(chance, 5)}",
        f"uid: {folder}-{number}",
        f"themes: [{chance.choice(THEMES)}]",
        f"date: {day}",
        f"summary: {_sentence(chance, 12)}.",
    ]
    if folder == "events":
        lines += [f"start: {day} 14:00", f"end: {day} 16:00", f"speakers: [{who}]"]
        lines += [f"organiser: {party}", "location: {name: Stadhuis, place: Tilburg}"]
    else:
        lines += [f"organisation: {party}"]
    return "\n".join(lines)


def _text(chance: random.Random, sections: int) -> str:
    """Return a text with headings, a list, a table and links."""
    parts = []
    for _ in range(sections):
        link = f"[{_sentence(chance, 2)}](https://example.org/{chance.choice(_WORDS.split())}/)"
        items = "\n".join(f"- {_sentence(chance, 6)}" for _ in range(3))
        rows = "\n".join(f"| {_sentence(chance, 2)} | {_sentence(chance, 4)} |" for _ in range(3))
        parts.append(
            f"## {_sentence(chance, 4)}\n\n{_sentence(chance, 40)}. {link}.\n\n{items}\n\n"
            f"| Wat | Waarom |\n| --- | --- |\n{rows}\n"
        )
    return "\n".join(parts)


def _sentence(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(_WORDS.split(), k=words)).capitalize()


def main(arguments: list[str]) -> None:
    """Print what each sort of check takes."""
    pages = int(arguments[0]) if arguments else 10_000
    with tempfile.TemporaryDirectory() as name:
        site = write_site(Path(name), {"content/site.yaml": SITE} | dict(hub_files(pages)))
        file = next(iter(sorted(site.glob("content/events/*.md"))))

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
        runs.append(_run("check", "--site", site, *named))
    clock, work = (statistics.median(seconds) for seconds in zip(*runs, strict=True))
    sys.stdout.write(f"{what:34} {clock:7.2f} s on the clock {work:7.2f} s at work\n")
    sys.stdout.flush()


def _run(*arguments: object) -> tuple[float, float]:
    """Return the seconds that a command took on the clock, and those of processors at work."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, "-m", "hubgen", *map(str, arguments)]
    done = subprocess.run(command, check=False, capture_output=True)
    clock, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode == 0, done.stdout.decode()[-2000:] + done.stderr.decode()
    work = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return clock, work


if __name__ == "__main__":
    main(sys.argv[1:])
