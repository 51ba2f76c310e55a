"""Made-up hubs: pages that link and refer to each other, the same bytes for a number and a seed."""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.hub import page, write_site

NOW = datetime(2026, 11, 29, 12, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
"""The present in these hubs, in which a twentieth of the events is still to come."""

YEARS = range(2019, 2028)
"""The years in which there are events, from about 30 events on in each of them."""

THEMES = ("energie", "water", "wonen", "groen", "verkeer")
SITE = (
    "title: Proefhub\nbase_url: https://hub.example.org/\nlang: nl\ntimezone: Europe/Amsterdam\n"
    "search: false\nthemes:\n"
    + "".join(f"  - {{slug: {slug}, title: {slug.title()}}}\n" for slug in THEMES)
)
"""The settings: without an index to search in, which neither Hugo nor Eleventy makes."""

_SAID = """
aanpak bewoners beheer beleid beton bodem budget buurt college energie gemeente groen hitte infra
inkoop jaar kaart keuze klimaat knelpunt meting mobiliteit natuur ontwerp opgave plein praktijk
project raad regio riool ruimte schaduw sessie straat subsidie toets uitstoot warmte water
wethouder wijk de het een en van voor met op naar uit nog ook niet minder meer samen
"""
_WORDS = tuple(_SAID.split())
_BEGIN, _LAST = date(YEARS[0], 1, 1), date(YEARS[-1], 4, 30)


def write_hub(folder: Path, pages: int, seed: int = 1) -> Path:
    """Write a hub of so many pages, with its settings, and return its folder."""
    return write_site(folder, {"content/site.yaml": SITE} | dict(hub_files(pages, seed)))


def hub_files(pages: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Yield the pages of a hub; of forty there are five people, one organisation and 17 events."""
    chance = random.Random(seed)
    people, parties = max(pages // 8, 1), max(pages // 40, 1)
    for number in range(parties):
        front = f"title: Organisatie {number}\nuid: o{number}\ntype: company"
        yield f"content/organisations/o{number}.md", page(front, _text(chance, 1))
    for number in range(people):
        front = f"title: Persoon {number}\nuid: p{number}\norganisation: o{number % parties}"
        yield f"content/people/p{number}.md", page(front, _text(chance, 1))
    about = pages - people - parties
    for number in range(about):
        folder = ("events", "events", "practices", "articles")[number % 4]
        day = _BEGIN + (_LAST - _BEGIN) * number // about
        year = f"{day.year}/" if folder == "events" else ""
        path = f"content/{folder}/{year}{folder[0]}{number}.md"
        front = _front(f"{folder}-{number}", day, f"o{chance.randrange(parties)}", chance)
        if folder == "events":
            speakers = sorted({f"p{chance.randrange(people)}" for _ in range(2)})
            front += f"\nspeakers: [{', '.join(speakers)}]"
        yield path, page(front, _text(chance, 5))


def _front(uid: str, day: date, party: str, chance: random.Random) -> str:
    """Return the front matter of a page about something, which was announced before that day."""
    announced = min(day, NOW.date()) - timedelta(days=chance.randrange(10, 60))
    lines = [
        f"title: {_sentence(chance, 5)}",
        f"uid: {uid}",
        f"themes: [{', '.join(sorted(chance.sample(THEMES, 2)))}]",
        f"date: {announced}",
        f"summary: {_sentence(chance, 12)}.",
    ]
    if uid.startswith("events"):
        lines += [f"start: {day} 14:00", f"end: {day} 16:00", f"organiser: {party}"]
        lines += ["location: {name: Stadhuis, place: Tilburg}"]
    else:
        lines += [f"organisation: {party}"]
    return "\n".join(lines)


def _text(chance: random.Random, sections: int) -> str:
    """Return a text with headings, a list, a table and links."""
    parts = []
    for _ in range(sections):
        link = f"[{_sentence(chance, 2)}](https://example.org/{chance.choice(_WORDS)}/)"
        items = "\n".join(f"- {_sentence(chance, 6)}" for _ in range(3))
        rows = "\n".join(f"| {_sentence(chance, 2)} | {_sentence(chance, 4)} |" for _ in range(3))
        parts.append(
            f"## {_sentence(chance, 4)}\n\n{_sentence(chance, 40)}. {link}.\n\n{items}\n\n"
            f"| Wat | Waarom |\n| --- | --- |\n{rows}\n"
        )
    return "\n".join(parts)


def _sentence(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(_WORDS, k=words)).capitalize()
