"""Upkeep: which targets are as they were published, so that only the others are made.

A target is stale when anything is that it was made from: what it looked up was noted while it was
made. What is remembered belongs to one publication in one folder: that which stands there.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from hubgen.cache import Cache, key
from hubgen.library import Key
from hubgen.notes import LOOSE, Remembered
from hubgen.plan import Target
from hubgen.press import Press
from hubgen.publish import Standing
from hubgen.upkeep.keeping import NOTHING, PARTS, SHELF, Keeping
from hubgen.upkeep.marks import VALUES, Marks, compact, made_with
from hubgen.upkeep.records import Writing, joined
from hubgen.upkeep.tables import LostError, Table
from hubgen.upkeep.values import Values

if TYPE_CHECKING:
    from hubgen.syndication import Item
    from hubgen.upkeep.items import Items

_FEW = 200
"""Records that came since and are never too many to be written again at each build."""
_SHARE = 16
"""More than one in so many of all records are put with the others."""


class Upkeep:
    """What was published in a folder, and what of it is still right."""

    def __init__(self, press: Press, cache: Cache, output: Path, common: Sequence[str]) -> None:
        """Take what every target depends on: the program, the settings, the layouts."""
        self._structure = press.edition.structure
        self._cache = cache
        self._output = str(output.absolute())
        self._keeping = Keeping(cache, self._output)
        self._common = key(*common)
        self._values = Values(cache, self._output, self._common)
        self._marks = Marks(press, self._values)
        self._right = NOTHING

    @property
    def kept(self) -> Set[str]:
        """The files of all targets that are not stale."""
        lines = {table.paths[row] for table in self._right.tables for row in table.rows}
        many = {one for one in lines if "\n" in one}
        return (lines - many).union(*(one.split("\n") for one in many))

    @cached_property
    def items(self) -> Remembered[Key, "Item"]:
        """Return the items of feeds that are still right."""
        return self._items if self._cache else {}

    @cached_property
    def _items(self) -> "Items":
        # Imported here, as a build that makes no feed needs none of it.
        from hubgen.upkeep.items import Items

        return Items(self._cache, self._marks, self._output, self._common)

    def mark(self, target: Target) -> str:
        """Return what the plan says of a target, for its record."""
        return self._marks.of_target(target)

    def stale(self, targets: Sequence[Target], standing: Standing) -> list[Target]:
        """Return the targets that must be made, given what stands in the folder."""
        by_address = {one.address: one for one in targets}
        try:
            right = self._still_right(by_address, standing)
        except LostError:  # which is only slow
            return list(targets)
        return [one for one in targets if one.address not in right]

    def remember(self, made: Sequence[Writing], generation: str) -> None:
        """Keep what all targets of a publication were made from."""
        if not self._cache:
            return
        for one in made:
            self._values.learn(one.values)
        state = f"{self._common} {generation}"
        now = replace(self._right, structure=self._structure)
        if now.structure != self._right.structure:
            self._items.clear_others(self._marks.pages())
        base, since = now.tables
        new = len(since.rows) + sum(len(one.records) for one in made)
        try:
            if new > (max(_FEW, len(base.rows) // _SHARE) if base.rows else 0):
                base = self._written("base", now.tables, made, state)
                now = replace(now, base=base, since=NOTHING.since)
            elif any(one.records for one in made):
                now = replace(now, since=self._written("since", [since], made, state))
        except LostError:
            return  # the next build makes everything
        self._keeping.keep(now, state)
        if now.structure != self._right.structure:
            self._values.keep(self._marks.behind)

    def _still_right(self, targets: Mapping[str, Target], standing: Standing) -> Set[str]:
        """Return the addresses of the targets that are as they were published."""
        known = standing.generation and self._keeping.recall(
            f"{self._common} {standing.generation}"
        )
        if not known:
            return frozenset()
        is_same = known.structure == self._structure
        changed = self._changed_texts if is_same else self._changed
        base, since = (
            table.without(
                {
                    *self._gone(table, targets, standing),
                    *changed(table),
                    *(() if is_same else self._planned_otherwise(table, targets)),
                }
            )
            for table in known.tables
        )
        if is_same:
            for before, after in zip(known.tables, (base, since), strict=True):
                self._believe(before, after.gone - before.gone)
        self._right = replace(known, base=base, since=since)
        return {table.addresses[row] for table in self._right.tables for row in table.rows}

    def _gone(
        self, table: Table, targets: Mapping[str, Target], standing: Standing
    ) -> Iterator[int]:
        """Yield the rows without a target, or without the files that were published."""
        addresses, paths, files = table.addresses, table.paths, standing.files
        for row in table.rows:
            if addresses[row] not in targets or (
                paths[row] not in files and not files.issuperset(paths[row].split("\n"))
            ):
                yield row

    def _changed_texts(self, table: Table) -> Set[int]:
        """Return the rows that have a note behind which something else stands now.

        For a hub with the same structure: that can only be texts and files.
        """
        of = self._marks.of
        return table.holders(
            [number for number, (note, mark) in enumerate(table.loose()) if of(note) != mark]
        )

    def _changed(self, table: Table) -> Set[int]:
        """Return the rows that have a note behind which something else stands now."""
        of = self._marks.of
        changed = {number for number, (note, mark) in enumerate(table.notes()) if of(note) != mark}
        return {row for row in table.rows if not changed.isdisjoint(table.notes_of(row))}

    def _planned_otherwise(self, table: Table, targets: Mapping[str, Target]) -> Iterator[int]:
        """Yield the rows of targets of which the plan says something else now."""
        for row in table.rows:
            target = targets.get(table.addresses[row])
            if target is not None and self._marks.of_target(target) != table.marks[row]:
                yield row

    def _believe(self, table: Table, rows: Iterable[int]) -> None:
        """Take what stands behind the notes of some rows, where that is no text or file.

        For a hub with the same structure, of which it is the same. What a value says can follow
        from a text; whoever looked it up again made it again.
        """
        for row in rows:
            for note, mark in table.noted_by(row):
                if note[0] not in LOOSE and note[0] not in VALUES:
                    self._marks.believe(note, mark)

    def _written(
        self, name: str, tables: Sequence[Table], made: Sequence[Writing], state: str
    ) -> Table:
        """Write a table of what is right in some tables, and of what was made."""
        parts = []
        for table in tables:
            writing, marks = table.written()
            parts.append(writing)
            for note, mark in marks.items():
                self._marks.believe(note, mark)
        whole = joined([*parts, *made])
        return self._keeping.write(name, whole, [self._marks.of(one) for one in whole.notes], state)


__all__ = ["PARTS", "SHELF", "Upkeep", "Writing", "compact", "made_with"]
