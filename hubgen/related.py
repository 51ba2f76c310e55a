"""Related pages: those that share the most subjects, the same ones in every build."""

from collections.abc import Set as AbstractSet
from itertools import islice

from hubgen.fields import Ref
from hubgen.kinds.base import Entry
from hubgen.library import Library
from hubgen.order import newest_first

MOST = 4
"""How many a page shows."""

Themes = frozenset[str]


class Related:
    """Finds related pages for all pages of a hub.

    Thousands of pages have the same few sets of themes, so pages are ranked once for each set and
    not once for each pair of pages.
    """

    def __init__(self, library: Library) -> None:
        self._pages: dict[tuple[str, Themes], list[Entry]] = {}
        self._ranked: dict[tuple[str, Themes], list[list[tuple[str, Themes]]]] = {}
        self._place: dict[tuple[str, str, str], int] = {}
        public = [one for one in library.entries if not library.is_expired(one)]
        dated = newest_first(public, library)
        known = {one.key for one in dated}
        undated = sorted(
            (one for one in public if one.key not in known), key=lambda one: library.address(one)
        )
        for place, one in enumerate([*dated, *undated]):
            self._place[one.key] = place
            if one.fields.themes and one.kind.folder not in {"people", "organisations"}:
                self._pages.setdefault((one.lang, frozenset(one.fields.themes)), []).append(one)

    def to(self, entry: Entry, without: AbstractSet[Ref]) -> list[Entry]:
        """Return up to `MOST` other pages about the same subjects, `without` those named.

        Pages that share more themes go first, then the newest, then those without a date by
        address. People and organisations are about no subject and never among them.
        """
        themes = frozenset(entry.fields.themes)
        found: list[Entry] = []
        for groups in self._groups(entry.lang, themes):
            candidates = [
                one
                for group in groups
                for one in islice(
                    (page for page in self._pages[group] if page.ref not in without), MOST
                )
            ]
            found += sorted(candidates, key=lambda one: self._place[one.key])
            if len(found) >= MOST:
                break
        return found[:MOST]

    def _groups(self, lang: str, themes: Themes) -> list[list[tuple[str, Themes]]]:
        """Return the sets that share themes, in a list for each number of them, the most first."""
        if (lang, themes) not in self._ranked:
            by_shared: dict[int, list[tuple[str, Themes]]] = {}
            for group in self._pages:
                shared = len(themes & group[1]) if group[0] == lang else 0
                if shared:
                    by_shared.setdefault(shared, []).append(group)
            self._ranked[lang, themes] = [by_shared[n] for n in sorted(by_shared, reverse=True)]
        return self._ranked[lang, themes]
