"""Upkeep: which targets are as they were published, so that only the others are made.

A target is stale when anything is that it was made from: what it looked up was noted while it was
made. What is remembered belongs to one publication in one folder: that which stands there.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from hubgen.cache import Cache, key
from hubgen.notes import Note
from hubgen.plan import Target
from hubgen.press import Press
from hubgen.publish import Standing
from hubgen.upkeep.marks import LOOSE, Marks, compact
from hubgen.upkeep.records import Record, Records, Writing, joined, packed, unpacked

SHELF = "upkeep"
"""The shelf of records, by the folder that was published to."""

_NONE = Records(structure="", notes=(), marks=(), of={})


class Upkeep:
    """What was published in a folder, and what of it is still right."""

    def __init__(self, press: Press, cache: Cache, output: Path, common: Sequence[str]) -> None:
        """Take what every target depends on: the program, the settings, the layouts."""
        self._marks = Marks(press)
        self._cache = cache
        self._name = str(output.absolute())
        self._common = key(*common)
        self._known = _NONE
        self._fresh: dict[str, Record] = {}

    @property
    def kept(self) -> list[str]:
        """The files of all targets that are not stale."""
        return [path for one in self._fresh.values() for path in one.paths]

    def mark(self, target: Target) -> str:
        """Return what the plan says of a target, for its record."""
        return self._marks.of_target(target)

    def stale(self, targets: Sequence[Target], standing: Standing) -> list[Target]:
        """Return the targets that must be made, given what stands in the folder."""
        self._known = self._recalled(standing)
        if not self._known.of:
            return list(targets)
        is_same = self._known.structure == self._marks.structure()
        changed = self._changed(is_same=is_same)
        stale = []
        for target in targets:
            record = self._known.of.get(target.address)
            if (
                record is not None
                and (is_same or record.mark == self._marks.of_target(target))
                and changed.isdisjoint(record.notes)
                and standing.files.issuperset(record.paths)
            ):
                self._fresh[target.address] = record
            else:
                stale.append(target)
        return stale

    def _changed(self, *, is_same: bool) -> set[int]:
        """Return the places of the notes behind which something else stands now.

        Where the structure of the hub is the same, that can be those of texts and files alone.
        """
        changed = set()
        notes = zip(self._known.notes, self._known.marks, strict=True)
        for number, (note, mark) in enumerate(notes):
            if is_same and note[0] not in LOOSE:
                self._marks.believe(note, mark)
            elif self._marks.of(note) != mark:
                changed.add(number)
        return changed

    def remember(self, made: Sequence[Writing], generation: str) -> None:
        """Keep what all targets of a publication were made from."""
        if not self._cache:
            return
        before = replace(self._known, of=self._fresh)
        notes, records = joined([before, *made])
        used = {number for one in records for number in one.notes}
        if len(used) < len(notes):
            notes, records = _without_unused(notes, records)
        now = Records(
            structure=self._marks.structure(),
            notes=tuple(notes),
            marks=tuple(map(self._marks.of, notes)),
            of={one.address: one for one in records},
        )
        self._cache.clear_gone(SHELF)  # such as that of a preview that ended
        self._cache.shelve(SHELF, self._name, f"{self._common} {generation}", packed(now))

    def _recalled(self, standing: Standing) -> Records:
        """Return the records of what stands in the folder, if they are of this program."""
        found = self._cache.from_shelf(SHELF, self._name) if standing.generation else None
        if found is None or found[0] != f"{self._common} {standing.generation}":
            return _NONE
        return unpacked(found[1])


def _without_unused(
    notes: Sequence[Note], records: Sequence[Record]
) -> tuple[list[Note], list[Record]]:
    """Return records without the notes that none of them has any more."""
    writing = Writing()
    for one in records:
        writing.add(one.address, one.mark, one.paths, [notes[number] for number in one.notes])
    return joined([writing])


__all__ = ["SHELF", "Upkeep", "Writing", "compact"]
