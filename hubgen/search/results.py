"""What the search page shows of each page, and may filter by."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from hubgen.edition import Edition
from hubgen.kinds import KINDS
from hubgen.kinds.base import Entry
from hubgen.views.cards_said import badges_of, place_said, when_said
from hubgen.wording import wording

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = timedelta(days=1)


def card_of(entry: Entry, edition: Edition) -> Mapping[str, object]:
    """Return what a result shows before its text is there; what is empty is left out."""
    library, lang = edition.library, entry.lang
    said = {
        "url": edition.href(library.address(entry)),
        "title": entry.facts.title,
        "kind": wording(lang).text(f"site.kind.{entry.kind.folder}"),
        "when": when_said(entry, library, lang),
        "place": place_said(entry, lang),
        "summary": entry.summary,
        "badges": [
            {"tone": badge.tone, "text": badge.text} for badge in badges_of(entry, library, lang)
        ],
    }
    return {name: value for name, value in said.items() if value}


def facets(entries: Sequence[Entry], edition: Edition, lang: str) -> Mapping[str, object]:
    """Return the kinds and themes there are, and of each page its kind, its themes and its end.

    The end is the day on which an event is over, counted from 1 January 1970; 0 for another page.
    """
    folders = {one.kind.folder for one in entries}
    slugs = {slug for one in entries for slug in one.facts.themes}
    kinds = [kind for kind in KINDS if kind.folder in folders]
    themes = [theme for theme in edition.settings.themes if theme.slug in slugs]
    place_of_kind = {kind.folder: place for place, kind in enumerate(kinds)}
    place_of_theme = {theme.slug: place for place, theme in enumerate(themes)}
    text = wording(lang).text
    return {
        "kinds": [
            {"name": kind.folder, "title": text(f"site.kinds.{kind.folder}")} for kind in kinds
        ],
        "themes": [{"name": one.slug, "title": one.title, "colour": one.colour} for one in themes],
        "kind": [place_of_kind[one.kind.folder] for one in entries],
        "theme": [
            [place_of_theme[slug] for slug in one.facts.themes if slug in place_of_theme]
            for one in entries
        ],
        "end": [_end(one) for one in entries],
    }


def _end(entry: Entry) -> int:
    return (max(entry.facts.ends) - _EPOCH) // _DAY if entry.facts.ends else 0
