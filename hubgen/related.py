"""Related pages: those that share subjects or are linked, the same ones in every build."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from heapq import merge
from itertools import chain, islice

from hubgen.fields import Ref
from hubgen.kinds.base import Entry
from hubgen.library import Key, Library, linked_in_text
from hubgen.notes import Notes, page
from hubgen.order import newest_first
from hubgen.settings import FOLDERS

MOST = 4
"""How many a page shows."""

Themes = frozenset[str]

# Kinds whose pages are about a subject: not those that are someone, nor those about the hub.
_ABOUT = frozenset(FOLDERS) - {"people", "organisations", "pages"}


class Related:
    """Finds related pages for all pages of a hub.

    Thousands of pages have the same few sets of themes, so pages are ranked once for each set and
    not once for each pair of pages.
    """

    def __init__(self, library: Library, notes: Notes | None = None) -> None:
        """Take a hub, and who notes which of its pages are looked at."""
        self._library = library
        self._notes = notes or Notes()
        self._pages: dict[tuple[str, Themes], list[Entry]] = {}
        self._rankings: dict[tuple[str, Themes], _Ranking] = {}
        self._place: dict[Key, int] = {}
        with self._notes.apart():
            ordered = _in_order(library)
        for place, one in enumerate(ordered):
            self._place[one.key] = place
            if one.facts.themes and one.kind.folder in _ABOUT:
                self._pages.setdefault((one.lang, frozenset(one.facts.themes)), []).append(one)

    def to(self, entry: Entry, without: AbstractSet[Ref]) -> list[Entry]:
        """Return up to `MOST` other pages about the same subjects, `without` those named.

        Pages that share more themes go first, a link in the text counting as one; of those the ones
        that are about less besides; then the newest, then those without a date by address. People
        and organisations are about no subject and never among them.
        """
        themes = frozenset(entry.facts.themes)
        taken = {(one.folder, one.slug, entry.lang) for one in without}
        linked = {one.key: one for one in self._linked(entry) if one.key not in taken}
        found = self._nearest(entry.lang, themes, taken, MOST + len(linked)) | linked

        def rank(key: Key) -> tuple[int, int, int]:
            shared, besides = _in_common(themes, frozenset(found[key].facts.themes))
            return (-shared - (key in linked), besides, self._place[key])

        return [found[key] for key in sorted(found, key=rank)[:MOST]]

    def head(self, lang: str, themes: Themes, number: int) -> list[Key]:
        """Return the first of the pages that share some themes, as many as that."""
        ranking = self._ranking(lang, themes)
        return [one.key for one in ranking.first(number)]

    def _nearest(
        self, lang: str, themes: Themes, without: AbstractSet[Key], most: int
    ) -> dict[Key, Entry]:
        """Return the first pages that share some themes, `without` those named."""
        found: dict[Key, Entry] = {}
        ranking = self._ranking(lang, themes)
        seen = 0
        while len(found) < most and (one := ranking.at(seen)):
            seen += 1
            if one.key not in without:
                found[one.key] = one
                self._notes.take(page(one.key))
        # Where there was no more, one more would have been looked at.
        looked = seen if len(found) == most else seen + 1
        self._notes.take(("kin", lang, str(looked), *sorted(themes)))
        return found

    def _ranking(self, lang: str, themes: Themes) -> "_Ranking":
        """Return the pages that share some themes, as `to` ranks those that nothing links to."""
        known = self._rankings.get((lang, themes))
        if known is None:
            alike: dict[tuple[int, int], list[list[Entry]]] = {}
            for (its, group), pages in self._pages.items():
                shared, besides = _in_common(themes, group)
                if its == lang and shared:
                    alike.setdefault((-shared, besides), []).append(pages)
            known = self._rankings[lang, themes] = _Ranking(
                chain.from_iterable(
                    merge(*alike[rank], key=lambda one: self._place[one.key])
                    for rank in sorted(alike)
                )
            )
        return known

    def _linked(self, entry: Entry) -> list[Entry]:
        """Return the pages about a subject that an entry's text links to, in its language."""
        refs = dict.fromkeys(linked_in_text(entry, self._library.by_path))
        keys = [(ref.folder, ref.slug, entry.lang) for ref in refs if ref.folder in _ABOUT]
        for key in keys:
            self._notes.take(page(key))
        return [self._library.by_key[key] for key in keys if key in self._place]


class _Ranking:
    """Pages in order, of which as many are put in order as somebody asked for."""

    def __init__(self, pages: Iterator[Entry]) -> None:
        self._pages = pages
        self._known: list[Entry] = []

    def at(self, place: int) -> Entry | None:
        """Return the page at a place, counted from 0; None after the last."""
        self._known += islice(self._pages, max(0, place + 1 - len(self._known)))
        return self._known[place] if place < len(self._known) else None

    def first(self, number: int) -> list[Entry]:
        """Return as many pages, or all where there are not so many."""
        self.at(number - 1)
        return self._known[:number]


def _in_common(themes: Themes, others: Themes) -> tuple[int, int]:
    """Return how many themes are in both, and how many of the others are not."""
    shared = len(themes & others)
    return shared, len(others) - shared


def _in_order(library: Library) -> list[Entry]:
    """Return the pages that are not outdated: the newest first, then those without a date."""
    public = [one for one in library.entries if not library.is_expired(one)]
    dated = newest_first(public, library)
    known = {one.key for one in dated}
    undated = [one for one in public if one.key not in known]
    return [*dated, *sorted(undated, key=library.address)]
