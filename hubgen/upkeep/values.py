"""Values: what many targets show, known by what it says and not by what it was made from.

A card is made from a page, from how far time has gone by for it, and from more; when any of that
changes the card mostly says what it said, and then those who show it are not stale. What stood
behind a value is kept between builds, so that only those are made again for which it changed.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from hubgen.cache import Cache
from hubgen.notes import Note

SHELF = "upkeep-values"
"""The shelf of values, by the folder that was published to."""


Made = tuple[str, tuple[Note, ...]]
"""The mark of what a value says, and the notes that were taken while it was made."""


Behind = Callable[[Iterable[Note]], str]
"""Says what stands behind notes now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a value says, and what it was made from."""

    mark: str
    """Of what it says."""
    behind: str
    """Of all that stood behind its notes."""
    notes: tuple[Note, ...]


class Values:
    """The values that are known, of this build and of those before it.

    Each is right whenever the same stands behind its notes, whatever was published since, so that a
    shelf that is old, or not there, only costs time.
    """

    def __init__(self, cache: Cache, name: str, state: str) -> None:
        """Take by which name and in which state the shelf has them."""
        self._cache = cache
        self._name = name
        self._state = state
        self._before: Mapping[Note, Known] | None = None
        self._now: dict[Note, Known] = {}
        self._made: dict[Note, Made] = {}

    def mark(self, note: Note, behind: Behind, make: Callable[[], Made]) -> str:
        """Return the mark of a value.

        `make` makes the value, and is asked where something else stands behind it than before.
        """
        if note in self._made:
            return self._made[note][0]
        known = self._now.get(note) or self._recalled.get(note)
        if known is None or (note not in self._now and known.behind != behind(known.notes)):
            self._made[note] = made = make()
            return made[0]
        self._now[note] = known
        return known.mark

    def learn(self, made: Mapping[Note, Made]) -> None:
        """Take values that were made for this build."""
        self._made.update(made)

    def keep(self, behind: Behind) -> None:
        """Keep all that somebody asked for, in the place of what was kept before."""
        for note, (mark, notes) in list(self._made.items()):
            self._now[note] = Known(mark=mark, behind=behind(notes), notes=notes)
        self._cache.shelve(SHELF, self._name, self._state, _packed(self._now))
        self._cache.clear_gone(SHELF)

    @property
    def _recalled(self) -> Mapping[Note, Known]:
        if self._before is None:
            found = self._cache.from_shelf(SHELF, self._name)
            self._before = _unpacked(found[1]) if found and found[0] == self._state else {}
        return self._before


def _packed(values: Mapping[Note, Known]) -> bytes:
    """Return values as JSON: all notes once, and by their numbers what each was made from."""
    numbers: dict[Note, int] = {}
    rows = [
        [note, one.mark, one.behind, [numbers.setdefault(its, len(numbers)) for its in one.notes]]
        for note, one in values.items()
    ]
    return json.dumps([list(numbers), rows], separators=(",", ":")).encode()


def _unpacked(data: bytes) -> Mapping[Note, Known]:
    names, rows = json.loads(data)
    notes = list(map(tuple, names))
    return {
        tuple(note): Known(
            mark=mark, behind=behind, notes=tuple([notes[number] for number in numbers])
        )
        for note, mark, behind, numbers in rows
    }
