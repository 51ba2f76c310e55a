"""What every page of the lively hub is written with: its texts, its uid and its front matter."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from hubgen.addresses import slugify
from hubgen.sources import digest
from tests.hub import page

Made = dict[str, str | bytes]
"""Files by their path in the site."""


@cache
def texts(name: str) -> Any:
    """Return what a file of texts beside this one holds."""
    return yaml.safe_load((Path(__file__).parent / f"{name}.yaml").read_text(encoding="utf-8"))


SITE = yaml.safe_dump(
    {
        "title": "Kennishub Straat en Stad",
        "tagline": "Bijeenkomsten, voorbeelden en hulpmiddelen voor een gemeente die vooruitkijkt",
        "base_url": "https://hub.example.org/",
        "languages": ["nl", "en"],
        "timezone": "Europe/Amsterdam",
        "organisation": "vereniging-groene-raadhuizen",
        "sections": {
            "events": {"title": "Agenda"},
            "people": {"title": "Mensen"},
            "organisations": {"title": "Organisaties"},
            "practices": {"title": "Praktijkvoorbeelden"},
            "tools": {"title": "Hulpmiddelen"},
            "articles": {"title": "Artikelen"},
            "services": {"title": "Diensten"},
            "programmes": {"title": "Programma's"},
        },
        "themes": texts("words")["themes"],
    },
    allow_unicode=True,
    sort_keys=False,
)
"""The settings."""


def write(folder: str, fields: Mapping[str, Any], body: str, *, slug: str = "") -> Made:
    """Return the file of a page, named by its title unless a slug is given; empty fields go."""
    name = slug or slugify(str(fields["title"]))
    uid = {"uid": f"{digest(f'{folder}/{name}'.encode())[:12]}@hub.example.org"}
    said = {key: value for key, value in {**fields, **uid}.items() if value not in ("", [], None)}
    front = yaml.safe_dump(said, allow_unicode=True, sort_keys=False, width=1000)
    return {f"content/{folder}/{name}.md": page(front, f"\n{body.strip()}\n")}


def translate(folder: str, slug: str, fields: Mapping[str, Any], body: str) -> Made:
    """Return the English file of a page that exists in Dutch."""
    front = yaml.safe_dump(dict(fields), allow_unicode=True, sort_keys=False, width=1000)
    return {f"content/{folder}/{slug}.en.md": page(front, f"\n{body.strip()}\n")}


def names() -> list[tuple[str, str]]:
    """Return the first and last names of the hub's people; those of the list, in its order."""
    said = texts("words")["people"]
    return list(zip(said["first"], said["last"], strict=True))


def person_slugs() -> list[str]:
    """Return the slugs of the hub's people."""
    return [slugify(f"{first} {last}") for first, last in names()]


def organisation_slugs(*types: str) -> list[str]:
    """Return the slugs of the organisations of these types, or of all."""
    said = texts("words")["organisations"]
    return [slugify(one["title"]) for one in said if not types or one["type"] in types]


def sentence(text: str) -> str:
    """Return words with a capital at their front."""
    return text[:1].upper() + text[1:]


def venue(number: int) -> dict[str, Any]:
    """Return a place where the hub's people meet, and how to get in."""
    words = texts("words")
    access = words["access"][number % len(words["access"])]
    return {**words["venues"][number % len(words["venues"])], "access": access}
