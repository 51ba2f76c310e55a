"""The items of feeds that an earlier build made, where nothing changed that they were made from.

A page is in many feeds, each of which is made anew when any of its pages changes. To make an item
takes reading its page's file, which most builds read for nothing else.
"""

import json
import zlib
from collections.abc import Iterable
from datetime import datetime

from hubgen.cache import Cache
from hubgen.library import Key
from hubgen.notes import Note
from hubgen.syndication import Item
from hubgen.upkeep.marks import Marks

SHELF = "feed-items"
"""The shelf of items, by the folder that is published to and, below it, the page's key."""
_QUICK = 1  # how hard zlib tries; more takes longer than it saves

Made = tuple[Item, frozenset[Note]]
"""An item, with the notes that were taken while it was made."""


class Items:
    """The items of a publication, kept with what stood behind each of their notes."""

    def __init__(self, cache: Cache, marks: Marks, output: str, state: str) -> None:
        """Take the folder that is published to, and the digest of what every item depends on."""
        self._cache = cache
        self._marks = marks
        self._output = output
        self._state = state
        self._known: dict[Key, Made] = {}

    def get(self, key: Key, /) -> Made | None:
        """Return a page's item if it is the one that would be made now."""
        found = self._known.get(key) or self._recalled(key)
        if found:
            self._known[key] = found
        return found

    def __setitem__(self, key: Key, made: Made, /) -> None:
        """Keep a page's item."""
        self._known[key] = made
        item, notes = made
        row = [_row(item), [[note, self._marks.of(note)] for note in sorted(notes)]]
        data = json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode()
        self._cache.shelve(SHELF, self._name(key), self._state, zlib.compress(data, _QUICK))

    def clear_others(self, keys: Iterable[Key]) -> None:
        """Take from the shelf what is of no page with one of these keys, or of no folder."""
        names = {self._name(key) for key in keys}
        for name in self._cache.names(SHELF):
            if name.startswith(f"{self._output}\n") and name not in names:
                self._cache.clear(SHELF, name)
        self._cache.clear_gone(SHELF)

    def _recalled(self, key: Key) -> Made | None:
        found = self._cache.from_shelf(SHELF, self._name(key))
        if found is None or found[0] != self._state:
            return None
        item, marks = json.loads(zlib.decompress(found[1]))
        told = [(tuple(note), mark) for note, mark in marks]
        if any(self._marks.of(note) != mark for note, mark in told):
            return None
        return _item(*item), frozenset(note for note, _ in told)

    def _name(self, key: Key) -> str:
        return "\n".join((self._output, *key))


def _row(item: Item) -> list[str | list[str]]:
    return [
        item.id,
        item.url,
        item.title,
        item.summary,
        item.content,
        item.published.isoformat(),
        item.updated.isoformat(),
        list(item.authors),
        list(item.categories),
    ]


def _item(
    id_: str,
    url: str,
    title: str,
    summary: str,
    content: str,
    published: str,
    updated: str,
    authors: list[str],
    categories: list[str],
) -> Item:
    return Item(
        id=id_,
        url=url,
        title=title,
        summary=summary,
        content=content,
        published=datetime.fromisoformat(published),
        updated=datetime.fromisoformat(updated),
        authors=tuple(authors),
        categories=tuple(categories),
    )
