"""Making: what is kept of a stretch of pages, made of those of them that are not known."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hubgen.edition import Edition
from hubgen.search.keeping import BAGS, CARDS, TEXTS, Keeping, Row, packed
from hubgen.search.naming import json_text, named
from hubgen.search.results import card_of
from hubgen.search.said import said_by
from hubgen.search.stretches import Stretch
from hubgen.search.weighing import Roots, bag_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What is known of a stretch now: its rows as they are kept, and the names of its files."""

    rows: Mapping[str, tuple[str, bytes]]
    """The state and the row of each shelf on which something is other."""
    names: tuple[str, str]
    """The names of the files of its texts and its cards."""


def make(
    stretch: Stretch,
    before: tuple[str, str, str, str] | None,
    kept: Keeping,
    edition: Edition,
    roots: Roots,
) -> Made:
    """Return what is known of a stretch, given its digests and the names of its files before."""
    said, card, texts_name, cards_name = before or ("", "", "", "")
    rows: dict[str, tuple[str, bytes]] = {}
    if stretch.said != said:
        bags, texts = _said(stretch, kept, edition, roots)
        rows[BAGS] = (stretch.said, packed(bags))
        rows[TEXTS] = (stretch.said, packed(texts))
        texts_name = named("texts", file_text(texts))
    if stretch.card != card:
        cards = _cards(stretch, kept, edition)
        rows[CARDS] = (stretch.card, packed(cards))
        cards_name = named("cards", file_text(cards))
    return Made(rows=rows, names=(texts_name, cards_name))


def file_text(row: Row) -> str:
    """Return the file that is published of the texts or the cards of a stretch."""
    return json_text([made for _, made in row.values()])


def _said(
    stretch: Stretch, kept: Keeping, edition: Edition, roots: Roots
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the rows of the words and of the texts of a stretch."""
    bags, texts = kept.row(BAGS, stretch.name), kept.row(TEXTS, stretch.name)
    found: tuple[dict[str, Any], dict[str, Any]] = {}, {}
    for page in stretch.pages:
        both = [row.get(page.address, ("", None)) for row in (bags, texts)]
        if any(state != page.said for state, _ in both):
            said = said_by(page.entry, edition.library)
            bag = bag_of(said, page.entry.lang, roots)
            both = [(page.said, bag), (page.said, said.shown)]
        for row, one in zip(found, both, strict=True):
            row[page.address] = one
    return found


def _cards(stretch: Stretch, kept: Keeping, edition: Edition) -> dict[str, Any]:
    """Return the row of the cards of a stretch."""
    known = kept.row(CARDS, stretch.name)
    found = {}
    for page in stretch.pages:
        one = known.get(page.address, ("", None))
        if one[0] != page.card:
            one = (page.card, card_of(page.entry, edition))
        found[page.address] = one
    return found
