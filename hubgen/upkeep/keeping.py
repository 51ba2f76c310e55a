"""Keeping: the records of a publication in the cache, at the cost of what changed in it.

Most of them stand in a table that stays as it is, the `base`. Those of targets that were made since
stand in a small one, and what they take the place of is struck out in the base, which is written
anew when much of it is.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from hubgen.cache import Cache
from hubgen.upkeep.records import Writing
from hubgen.upkeep.tables import LostError, Size, Table, packed

SHELF = "upkeep"
"""The shelf of what is known of a publication, by the folder that was published to."""
PARTS = "upkeep-parts"
"""The shelf of the parts of its tables, by that folder and their names, on lines of their own."""
_TABLES = ("base", "since")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The records of a publication."""

    structure: str
    """The mark of all that the plan followed from."""
    base: Table
    since: Table

    @property
    def tables(self) -> Sequence[Table]:
        """Both tables; no target is in both."""
        return (self.base, self.since)


NOTHING = Kept(structure="", base=Table(Size(0, 0, 0)), since=Table(Size(0, 0, 0)))
"""The records where nothing was published yet."""


class Keeping:
    """Where the records of what is published in a folder are kept."""

    def __init__(self, cache: Cache, output: str) -> None:
        self._cache = cache
        self._output = output

    def recall(self, state: str) -> Kept | None:
        """Return what was kept in some state of everything; None when that is not there."""
        found = self._cache.from_shelf(SHELF, self._output)
        if found is None or found[0] != state:
            return None
        told: dict[str, Any] = json.loads(found[1])
        base, since = (self._table(name, *told[name]) for name in _TABLES)
        return Kept(structure=told["structure"], base=base, since=since)

    def write(self, name: str, writing: Writing, marks: Sequence[str], state: str) -> Table:
        """Write one of the tables, in the place of what has its name, and return it."""
        size, parts = packed(writing, marks)
        for part, data in parts.items():
            self._cache.shelve(PARTS, self._name(name, part), state, data)
        return self._table(name, state, size, ())

    def keep(self, kept: Kept, state: str) -> None:
        """Keep what is known of a publication, and nothing of what was before it."""
        tables = dict(zip(_TABLES, kept.tables, strict=True))
        told = {
            name: (table.state, table.size, sorted(table.gone)) for name, table in tables.items()
        }
        self._cache.shelve(
            SHELF, self._output, state, json.dumps({"structure": kept.structure, **told}).encode()
        )
        names = {self._name(name, part) for name in tables for part in tables[name].size.parts}
        for name in self._cache.names(PARTS):
            if name.startswith(f"{self._output}\n") and name not in names:
                self._cache.clear(PARTS, name)
        for shelf in (SHELF, PARTS):
            self._cache.clear_gone(shelf)  # such as that of a preview that ended

    def _table(self, name: str, state: str, size: Sequence[int], gone: Iterable[int]) -> Table:
        def read(part: str) -> bytes:
            found = self._cache.from_shelf(PARTS, self._name(name, part))
            if found is None or found[0] != state:
                raise LostError
            return found[1]

        return Table(Size(*size), gone, state, read)

    def _name(self, table: str, part: str) -> str:
        return f"{self._output}\n{table}\n{part}"
