"""Tables: records as they are kept, in parts of which a build reads those that it asks for."""

import json
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from itertools import accumulate
from typing import Any, NamedTuple

from hubgen.notes import LOOSE, Note
from hubgen.upkeep.records import Record, Writing

_ROWS = 1000
"""Records of which the notes are read together."""
_NOTES = 2000
"""Notes that are read together; those of `LOOSE` sorts, which come first, always are."""


class LostError(Exception):
    """A part of a table is not there any more as it was written."""


def _nothing(part: str) -> bytes:
    """Read a part of a table with nothing in it."""
    raise LostError(part)


class Size(NamedTuple):
    """How much is in a table."""

    rows: int
    notes: int
    loose: int
    """The notes of `LOOSE` sorts, which come first."""

    @property
    def parts(self) -> list[str]:
        """The names of the parts that a table of this size has."""
        if not self.rows:
            return []
        rows = range(-(-self.rows // _ROWS))
        notes = range(1 + -(-(self.notes - self.loose) // _NOTES))
        return [
            *("targets", "plan", "holders"),
            *(f"of-{number}" for number in rows),
            *(f"notes-{number}" for number in notes),
        ]


class Table:
    """Records as they were kept. Whatever asks for a part that is not there raises `LostError`."""

    def __init__(
        self,
        size: Size,
        gone: Iterable[int] = (),
        state: str = "",
        read: Callable[[str], bytes] = _nothing,
    ) -> None:
        """Take what reads a part by its name."""
        self.size = size
        self.gone = frozenset(gone)
        """The rows that are not right any more."""
        self.state = state
        """Which writing of the table it is."""
        self._read = read
        self._parts: dict[str, Any] = {}

    def without(self, rows: Iterable[int]) -> "Table":
        """Return the same table, in which some more rows are not right any more."""
        found = Table(self.size, self.gone.union(rows), self.state, self._read)
        found._parts = self._parts
        return found

    @property
    def rows(self) -> list[int]:
        """The rows that are right, in order."""
        return [row for row in range(self.size.rows) if row not in self.gone]

    @property
    def addresses(self) -> Sequence[str]:
        """The address of the target of each row."""
        return self._targets[0]

    @property
    def paths(self) -> Sequence[str]:
        """The files that each target was published as, with line breaks between them."""
        return self._targets[1]

    @property
    def marks(self) -> Sequence[str]:
        """What the plan said of each target."""
        found: Sequence[str] = self._json("plan") if self.size.rows else ()
        return found

    def loose(self) -> Iterator[tuple[Note, str]]:
        """Yield the notes of `LOOSE` sorts, numbered from 0, with what stood behind each."""
        return self._noted(0) if self.size.rows else iter(())

    def notes(self) -> Iterator[tuple[Note, str]]:
        """Yield all notes, by their numbers from 0, with what stood behind each."""
        names = [one for one in self.size.parts if one.startswith("notes-")]
        return (one for number in range(len(names)) for one in self._noted(number))

    def notes_of(self, row: int) -> "array[int]":
        """Return the numbers of the notes of a row."""
        part, at = divmod(row, _ROWS)
        first, numbers = self._lists(f"of-{part}", min(_ROWS, self.size.rows - part * _ROWS))
        return numbers[first[at] : first[at + 1]]

    def noted_by(self, row: int) -> Iterator[tuple[Note, str]]:
        """Yield the notes of a row, with what stood behind each."""
        loose = self.size.loose
        for number in self.notes_of(row):
            part, at = divmod(number - loose, _NOTES) if number >= loose else (-1, number)
            notes, marks = self._json(f"notes-{part + 1}")
            yield tuple(notes[at]), marks[at]

    def holders(self, loose: Iterable[int]) -> Set[int]:
        """Return the rows that have any of some notes of `LOOSE` sorts."""
        found: set[int] = set()
        for number in loose:
            first, rows = self._lists("holders", self.size.loose)
            found.update(rows[first[number] : first[number + 1]])
        return found - self.gone

    def written(self) -> tuple[Writing, Mapping[Note, str]]:
        """Return the records that are right, and what stood behind the notes that they have."""
        writing = Writing()
        for row in self.rows:
            record = Record(
                address=self.addresses[row],
                mark=self.marks[row],
                paths=tuple(self.paths[row].split("\n")),
                notes=self.notes_of(row),
            )
            writing.records.append(record)
        used, marks = writing.used, {}
        for number, (note, mark) in enumerate(self.notes()):
            writing.notes[note] = number
            if number in used:
                marks[note] = mark
        return writing, marks

    @property
    def _targets(self) -> Sequence[Sequence[str]]:
        found: Sequence[Sequence[str]] = self._json("targets") if self.size.rows else ((), ())
        return found

    def _noted(self, number: int) -> Iterator[tuple[Note, str]]:
        notes, marks = self._json(f"notes-{number}")
        return zip(map(tuple, notes), marks, strict=True)

    def _lists(self, name: str, count: int) -> tuple[Sequence[int], "array[int]"]:
        if name not in self._parts:
            self._parts[name] = _split(self._read(name), count)
        found: tuple[Sequence[int], array[int]] = self._parts[name]
        return found

    def _json(self, name: str) -> Any:
        if name not in self._parts:
            self._parts[name] = json.loads(self._read(name))
        return self._parts[name]


def packed(writing: Writing, marks: Sequence[str]) -> tuple[Size, Mapping[str, bytes]]:
    """Return records as the parts of a table, by their names.

    `marks` is what stands behind each note. Those of `LOOSE` sorts come first (see `joined`).
    """
    records, notes = writing.records, list(writing.notes)
    size = Size(len(records), len(notes), sum(note[0] in LOOSE for note in notes))
    first = [0, *range(size.loose, size.notes, _NOTES)]
    parts = {
        "targets": _said([[r.address for r in records], ["\n".join(r.paths) for r in records]]),
        "plan": _said([one.mark for one in records]),
        "holders": _joined(_inverted(records, size.loose)),
    }
    for number, at in enumerate(range(0, size.rows, _ROWS)):
        parts[f"of-{number}"] = _joined([one.notes for one in records[at : at + _ROWS]])
    for number, (at, end) in enumerate(zip(first, [*first[1:], size.notes], strict=True)):
        parts[f"notes-{number}"] = _said([notes[at:end], marks[at:end]])
    return size, parts


def _inverted(records: Sequence[Record], loose: int) -> list["array[int]"]:
    """Return the rows that have each of the first notes."""
    found = [array("I") for _ in range(loose)]
    for row, one in enumerate(records):
        for number in one.notes:
            if number < loose:
                found[number].append(row)
    return found


def _said(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


def _joined(lists: Sequence["array[int]"]) -> bytes:
    """Return lists of numbers as bytes: how long each is, and then all of them."""
    numbers = array("I", map(len, lists))
    for one in lists:
        numbers.extend(one)
    return numbers.tobytes()


def _split(data: bytes, count: int) -> tuple[Sequence[int], "array[int]"]:
    """Return where each of some lists begins and the last ends, and the numbers in them all."""
    numbers = array("I")
    numbers.frombytes(data)
    return tuple(accumulate(numbers[:count], initial=0)), numbers[count:]
