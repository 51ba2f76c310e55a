"""Related pages: those that share subjects or are linked, the same ones in every build."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from functools import cached_property
from heapq import nsmallest
from itertools import islice

from hubgen.fields import Ref
from hubgen.kinds.base import Entry
from hubgen.library import Key, Library, linked_in_text
from hubgen.order import newest_first
from hubgen.settings import FOLDERS

MOST = 4
"""How many a page shows."""

_AHEAD = 16
"""How many of a level are kept in order."""

Themes = frozenset[str]

# Kinds whose pages are about a subject: not those that are someone, nor those about the hub.
_ABOUT = frozenset(FOLDERS) - {"people", "organisations", "pages"}


class _Level:
    """The pages that share so many themes with others: those of several sets of themes."""

    def __init__(self, sets: list[list[Entry]], place: Mapping[Key, int]) -> None:
        """Take the pages of each set in their order, and the place of each page."""
        self._sets = sets
        self._place = place

    def pages(self, number: int, taken: AbstractSet[Key]) -> list[Entry]:
        """Return the first pages, so many if there are as many, that are not taken."""
        found = list(islice((one for one in self._first if one.key not in taken), number))
        if len(found) == number or len(self._first) < _AHEAD:
            return found
        left = (one for pages in self._sets for one in pages if one.key not in taken)
        return nsmallest(number, left, key=lambda one: self._place[one.key])

    @cached_property
    def _first(self) -> list[Entry]:
        """Return the first pages of all, which are nearly always enough."""
        ahead = (one for pages in self._sets for one in pages[:_AHEAD])
        return nsmallest(_AHEAD, ahead, key=lambda one: self._place[one.key])


class Related:
    """Finds related pages for all pages of a hub.

    Thousands of pages have the same few sets of themes, so pages are ranked once for each set and
    not once for each pair of pages.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._pages: dict[tuple[str, Themes], list[Entry]] = {}
        self._ranked: dict[tuple[str, Themes], list[_Level]] = {}
        self._place: dict[Key, int] = {}
        public = [one for one in library.entries if not library.is_expired(one)]
        dated = newest_first(public, library)
        known = {one.key for one in dated}
        undated = sorted(
            (one for one in public if one.key not in known), key=lambda one: library.address(one)
        )
        for place, one in enumerate([*dated, *undated]):
            self._place[one.key] = place
            if one.fields.themes and one.kind.folder in _ABOUT:
                self._pages.setdefault((one.lang, frozenset(one.fields.themes)), []).append(one)

    def to(self, entry: Entry, without: AbstractSet[Ref]) -> list[Entry]:
        """Return up to `MOST` other pages about the same subjects, `without` those named.

        Pages that share more themes go first, a link in the text counting as one; then the newest,
        then those without a date by address. People and organisations are about no subject and
        never among them.
        """
        themes = frozenset(entry.fields.themes)
        taken = {(one.folder, one.slug, entry.lang) for one in without}
        linked = [one for one in self._linked(entry) if one.key not in taken]
        found: dict[Key, Entry] = {}
        enough = MOST + len(linked)
        for level in self._levels(entry.lang, themes):
            found |= {page.key: page for page in level.pages(enough, taken)}
            if len(found) >= enough:
                break
        score = {key: len(themes.intersection(one.fields.themes)) for key, one in found.items()}
        for one in linked:
            found[one.key] = one
            score[one.key] = len(themes.intersection(one.fields.themes)) + 1
        ranked = sorted(found, key=lambda key: (-score[key], self._place[key]))
        return [found[key] for key in ranked[:MOST]]

    def _linked(self, entry: Entry) -> list[Entry]:
        """Return the pages about a subject that an entry's text links to, in its language."""
        refs = dict.fromkeys(linked_in_text(entry, self._library.by_path))
        keys = [(ref.folder, ref.slug, entry.lang) for ref in refs if ref.folder in _ABOUT]
        return [self._library.by_key[key] for key in keys if key in self._place]

    def _levels(self, lang: str, themes: Themes) -> list[_Level]:
        """Return the pages that share themes, a level for each number of them, the most first."""
        if (lang, themes) not in self._ranked:
            by_shared: dict[int, list[list[Entry]]] = {}
            for group, pages in self._pages.items():
                shared = len(themes & group[1]) if group[0] == lang else 0
                if shared:
                    by_shared.setdefault(shared, []).append(pages)
            self._ranked[lang, themes] = [
                _Level(by_shared[shared], self._place) for shared in sorted(by_shared, reverse=True)
            ]
        return self._ranked[lang, themes]
