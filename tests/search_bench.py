"""What searching costs: `python -m tests.search_bench [PAGES …]`; 200, 2000 and 10000 without.

It makes up hubs whose words are spread as in a language (Zipf), many of them compounds. Of each it
tells how long indexing took on one processor, at first and after a change, how large the index is,
what of it a reader downloads for a first query, compressed as servers do, and, where Chromium is,
how long a query takes in it.
"""

import gzip
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

from hubgen.build import Request, build
from hubgen.cache import open_cache
from hubgen.progress import Quiet
from hubgen.search.index import make_search
from hubgen.search.words import stop_words
from tests.browser.reader import CHROMIUM, browsing
from tests.browser.serving import serving
from tests.hub import NOW, make_hub, page, write_site
from tests.searching import Scripts, scripts_in

QUERIES = ("warmtenet", "warmtenetten", "warmtent", "gemeente subsidie", "duurzaamhied wijk")
_PARTS = """
aanbod advies afval akkoord ambitie balans bedrijf beheer beleid berging besluit bestuur boom
bodem bouw brand bron brug budget buurt dak dienst doel dorp druk energie fiets fonds gas gebied
gebouw gegevens geld geluid gemeente gezin gids glas goederen grond groen groep haven hergebruik
hitte hout huis huur inkoop inwoner isolatie jaar jeugd kaart kans keten keuze klimaat kosten
kracht kring laad land leer lening les licht loket lucht maatregel markt materiaal menukaart
meting milieu model monitor natuur net norm onderzoek ontwerp opgave opslag overleg paal paneel
park partner plan plein pomp project proef raad rapport regel regen regio rekening richtlijn
riool route ruimte school schaduw soort spoor stad station stof straat stroom subsidie taak team
tarief toets transitie tuin uitstoot veld verbruik vergunning verkeer vervoer visie vloer
voedsel voorraad vraag waarde warmte water weg werk wet wijk wind winkel woning zon zone zorg
duurzaamheid
"""
_ENDS = ("", "", "", "en", "s", "ing", "elijk")
_ZIPF = 1.05


def hub_files(pages: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Yield the files of a made-up hub, the same for the same number and seed."""
    chance = random.Random(seed)
    parts = _PARTS.split()
    common = sorted(stop_words("nl"))
    known = [f"{one}{two}" for one in parts for two in ("", *parts)]
    known = [f"{word}{end}" for word in known for end in _ENDS]
    chance.shuffle(known)
    known[30:30] = ["warmtenet", "gemeente", "subsidie", "wijk", "duurzaamheid"]
    weights = list(accumulate(1 / (rank + 3) ** _ZIPF for rank in range(len(known))))

    def text(words: int) -> str:
        said = chance.choices(known, cum_weights=weights, k=words)
        return " ".join(chance.choice((word, word, common[len(word)])) for word in said) + "."

    for number in range(pages):
        body = "\n\n".join(f"## {text(4)}\n\n{text(90)}" for _ in range(4))
        front = f"title: {text(5)}\nsummary: {text(15)}\nthemes: energie"
        folder = ("practices", "tools", "services", "articles")[number % 4]
        yield f"content/{folder}/p{number}.md", page(front, body)


def measure(pages: int, folder: Path) -> None:
    """Write a line about a hub of so many pages."""
    files = dict(hub_files(pages))
    hub = make_hub(files)
    began = time.process_time()
    with open_cache(folder / "cache") as cache:
        search = make_search(hub.edition, cache, 1)
    seconds = time.process_time() - began
    changed = make_hub({**files, "content/articles/nieuw.md": page("title: Nieuw")})
    began = time.process_time()
    with open_cache(folder / "cache") as cache:
        make_search(changed.edition, cache, 1)
    again = time.process_time() - began
    published = publish(folder)
    sizes = []
    for address, data in search.files("/search/index.json", "nl", lambda _: False):
        assert data is not None  # nothing stands
        file = published / address[1:]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        sizes.append(len(data))
    scripts = Scripts(folder=scripts_in(folder / "static"), published=published)
    fetched = [compressed(published, scripts.find(query)["fetched"]) for query in QUERIES]
    say(f"{pages} pages")
    say(f"  indexing: {seconds:.1f} s, {seconds / pages * 1000:.2f} s for 1,000 pages")
    say(f"  once more after one page changed: {again:.1f} s")
    say(f"  index: {len(sizes)} files, {sum(sizes) / 1e6:.1f} MB")
    index = compressed(published, ["/search/index.json"])
    say(f"  a first query: {statistics.median(fetched) / 1000:.0f} kB", end=", ")
    say(f"of which index.json {index / 1000:.0f} kB; at most {max(fetched) / 1000:.0f} kB")
    if waits := latencies(published):
        say(f"  in Chromium: {statistics.median(waits):.0f} ms, at most {max(waits):.0f} ms")


def publish(folder: Path) -> Path:
    """Publish a hub of one page, for its search page, and return the folder."""
    site = write_site(folder / "site", dict(hub_files(1)))
    build(Request(site=site, output=folder / "public", now=NOW), Quiet())
    return folder / "public"


def compressed(published: Path, addresses: Sequence[str]) -> int:
    """Return how many bytes some files are on their way to a browser.

    Of the texts of results, the files of the ten that are shown first count.
    """
    kept = [one for one in addresses if "/texts-" not in one and "/cards-" not in one]
    for kind in ("/texts-", "/cards-"):
        kept += list(dict.fromkeys(one for one in addresses if kind in one))[:10]
    return sum(len(gzip.compress((published / one[1:]).read_bytes(), 6)) for one in set(kept))


def latencies(published: Path) -> list[float]:
    """Return the milliseconds from each query to its results, in a page that searched before."""
    if not CHROMIUM.exists():
        return []
    with serving(published) as origin, browsing() as browser:
        tab = browser.new_page()
        tab.goto(f"{origin}/search/?q=weg")
        tab.wait_for_selector("#hub_search_results li")
        found: list[float] = [tab.evaluate(_TIMED, query) for query in QUERIES]
    return found


_TIMED = """async (query) => {
  const form = document.getElementById("hub_search");
  const list = document.getElementById("hub_search_results");
  const before = performance.now();
  const changed = new Promise((done) =>
    new MutationObserver(done).observe(list, { childList: true }));
  form.elements.q.value = query;
  form.requestSubmit();
  await changed;
  return performance.now() - before;
}"""


def say(*text: Any, end: str = "\n") -> None:
    """Write to the terminal."""
    print(*text, end=end)  # noqa: T201 - the command's answer


if __name__ == "__main__":
    for number in map(int, sys.argv[1:] or ("200", "2000", "10000")):
        with tempfile.TemporaryDirectory() as temporary:
            measure(number, Path(temporary))
