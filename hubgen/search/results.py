"""What the search page shows of each page, and may filter by."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from hubgen.kinds import KINDS
from hubgen.kinds.base import Entry
from hubgen.order import ends_at
from hubgen.search.lookup import CHUNK, json_text
from hubgen.search.said import Said
from hubgen.views.links import Links

CARDS = 16
"""How many pages' cards are in one file."""

_DAY = 86_400  # seconds


def card_files(entries: Sequence[Entry], links: Links) -> Iterator[tuple[str, str]]:
    """Yield each file of cards: what a result shows before its text is there."""
    for number in range(0, len(entries), CARDS):
        cards = [_card(one, links) for one in entries[number : number + CARDS]]
        yield f"cards-{number // CARDS}.json", json_text(cards)


def text_files(pages: Sequence[Said]) -> Iterator[tuple[int, str]]:
    """Yield each file of texts, in which a result's words are shown where they stand.

    With it comes the number of its first page.
    """
    first, texts, size = 0, list[str](), 0
    for number, page in enumerate(pages):
        if texts and size + len(page.shown) > CHUNK // 2:
            yield first, json_text(texts)
            first, texts, size = number, [], 0
        texts.append(page.shown)
        size += len(page.shown)
    if texts:
        yield first, json_text(texts)


def facets(entries: Sequence[Entry], links: Links) -> Mapping[str, object]:
    """Return the kinds and themes there are, and of each page its kind, its themes and its end.

    The end is the day on which an event is over, counted from 1 January 1970; 0 for another page.
    """
    kinds = [kind for kind in KINDS if any(one.kind is kind for one in entries)]
    themes = [
        theme
        for theme in links.library.settings.themes
        if any(theme.slug in one.fields.themes for one in entries)
    ]
    place_of_kind = {kind.folder: place for place, kind in enumerate(kinds)}
    place_of_theme = {theme.slug: place for place, theme in enumerate(themes)}
    return {
        "kinds": [
            {"name": kind.folder, "title": links.text(f"site.kinds.{kind.folder}")}
            for kind in kinds
        ],
        "themes": [{"name": one.slug, "title": one.title, "colour": one.colour} for one in themes],
        "kind": [place_of_kind[one.kind.folder] for one in entries],
        "theme": [
            [place_of_theme[slug] for slug in one.fields.themes if slug in place_of_theme]
            for one in entries
        ],
        "end": [_end(one, links) for one in entries],
    }


def _end(entry: Entry, links: Links) -> int:
    last = max((ends_at(one, links.library) for one in entry.meetings), default=None)
    if last is None:
        return 0
    return int((last - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds()) // _DAY


def _card(entry: Entry, links: Links) -> Mapping[str, object]:
    """Return what a result shows; what is empty is left out."""
    card = links.card(entry)
    said = {
        "url": card.href,
        "title": card.title,
        "kind": card.kind_title,
        "when": card.when,
        "place": card.place,
        "summary": card.summary,
        "badges": [{"tone": badge.tone, "text": badge.text} for badge in card.badges],
    }
    return {name: value for name, value in said.items() if value}
