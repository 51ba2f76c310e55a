"""Keeping: what an index was made of, kept between builds.

What is kept is only ever right or missing: of each page it is known from what it was made, and a
file is known by the digest of what is in it.
"""

import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from hubgen.cache import Cache
from hubgen.search.lookup import Lookup

BAGS = "search-bags"
"""The shelf of the words of pages, by their language and the first address of their stretch."""
TEXTS = "search-texts"
"""The shelf of their texts."""
CARDS = "search-cards"
"""The shelf of their cards."""
_FILES = "search-lookup"  # the lookup files, by their language and name
_INDEX = "search"  # all that is not of a single stretch or file, by language

_QUICK = 1  # how hard zlib tries; more takes longer than it saves

Row = Mapping[str, Any]
"""What is known of each page of a stretch, by its address: the digest of what it was made from,
and what was made.
"""


class LostError(LookupError):
    """What was kept of an index is not there any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What an index was."""

    addresses: str
    """The digest of the addresses of all pages, in order."""
    stretches: Mapping[str, tuple[str, str, str, str]]
    """Of each stretch, by its name: the digests of what its pages say and of their cards, and the
    names of the files of their texts and cards.
    """
    lookup: Lookup


class Keeping:
    """What is kept of the index of a language."""

    def __init__(self, cache: Cache, lang: str) -> None:
        self._cache = cache
        self._lang = lang
        self._fresh: dict[tuple[str, str], tuple[str, bytes]] = {}

    def row(self, shelf: str, stretch: str, state: str | None = None) -> Row:
        """Return what is known of the pages of a stretch.

        Without a state whatever is known, and nothing where nothing is. Raises `LostError` where
        it is not what belongs to the state.
        """
        found = self._from(shelf, stretch)
        if state is None:
            return _read(found[1]) if found else {}
        if found is None or found[0] != state:
            raise LostError(stretch)
        return _read(found[1])

    def file(self, name: str) -> str:
        """Return the text of a lookup file; raises `LostError`."""
        found = self._from(_FILES, name)
        if found is None:
            raise LostError(name)
        return zlib.decompress(found[1]).decode()

    def put(self, shelf: str, stretch: str, state: str, row: bytes) -> None:
        """Keep what is known of the pages of a stretch, as `packed` has it."""
        name = f"{self._lang} {stretch}"
        self._fresh[shelf, name] = (state, row)
        self._cache.shelve(shelf, name, state, row)

    def index(self) -> Known | None:
        """Return what the index was, if this program made it."""
        found = self._cache.from_shelf(_INDEX, self._lang)
        if found is None or found[0] != self._cache.program():
            return None
        addresses, stretches, lookup = json.loads(zlib.decompress(found[1]))
        for files in ("pages", "words"):
            lookup[files] = [tuple(one) for one in lookup[files]]
        return Known(
            addresses=addresses,
            stretches={name: tuple(its) for name, its in stretches.items()},
            lookup=Lookup(**lookup),
        )

    def keep(self, known: Known, before: Known | None) -> None:
        """Keep what the index is, and nothing of what was there before and is no more."""
        for name, text in known.lookup.texts.items():
            self.put(_FILES, name, "", zlib.compress(text.encode(), _QUICK))
        for shelf in (BAGS, TEXTS, CARDS):
            self._clear(shelf, known.stretches, before.stretches if before else None)
        self._clear(_FILES, known.lookup.names, before.lookup.names if before else None)
        lookup = {
            name: getattr(known.lookup, name)
            for name in ("forms", "root_of", "parts", "sizes", "pages", "words")
        }
        row = packed([known.addresses, known.stretches, lookup])
        self._cache.shelve(_INDEX, self._lang, self._cache.program(), row)
        self._cache.keep()
        if all(self._cache.from_shelf(*name) for name in self._fresh):
            self._fresh.clear()  # it was written, and need not wait in memory

    def _from(self, shelf: str, name: str) -> tuple[str, bytes] | None:
        name = f"{self._lang} {name}"
        return self._fresh.get((shelf, name)) or self._cache.from_shelf(shelf, name)

    def _clear(self, shelf: str, now: Iterable[str], before: Iterable[str] | None) -> None:
        """Take from a shelf what is not there now; of another program's, whatever it left."""
        names = {f"{self._lang} {name}" for name in now}
        if before is None:
            there = {one for one in self._cache.names(shelf) if one.startswith(f"{self._lang} ")}
        else:
            there = {f"{self._lang} {name}" for name in before}
        for name in there - names:
            self._cache.clear(shelf, name)


def packed(value: object) -> bytes:
    """Return what is kept as bytes."""
    return zlib.compress(json.dumps(value, separators=(",", ":")).encode(), _QUICK)


def _read(data: bytes) -> Row:
    found: Row = json.loads(zlib.decompress(data))
    return found
