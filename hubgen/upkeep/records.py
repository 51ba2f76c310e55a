"""Records: what each published target was made from, kept between builds."""

import json
import struct
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field

from hubgen.classes import dataclass
from hubgen.notes import Note

_SIZE = struct.Struct("<Q")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What one target was made from, and where it was published."""

    address: str
    mark: str
    """What the plan said of it."""
    paths: tuple[str, ...]
    """The files that it was published as."""
    notes: "array[int]"
    """The places of its notes among those of all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """What all targets of a publication were made from."""

    structure: str
    """The mark of all that the plan followed from."""
    notes: tuple[Note, ...]
    marks: tuple[str, ...]
    """What stood behind each note."""
    of: Mapping[str, Record]
    """By address."""


@dataclass(slots=True)
class Writing:
    """Records while they are made; a process hands them on to the one that started it."""

    notes: dict[Note, int] = field(default_factory=dict)
    """The notes that were taken, with their places."""
    records: list[Record] = field(default_factory=list)

    def add(self, address: str, mark: str, paths: Iterable[str], notes: Iterable[Note]) -> None:
        """Write down what a target was made from."""
        known = self.notes
        numbers = array("I", sorted({known.setdefault(one, len(known)) for one in notes}))
        record = Record(address=address, mark=mark, paths=tuple(paths), notes=numbers)
        self.records.append(record)


def joined(parts: Sequence[Writing | Records]) -> tuple[list[Note], list[Record]]:
    """Return all notes of some records and, with their places among these, the records."""
    notes: dict[Note, int] = {}
    records: list[Record] = []
    for part in parts:
        places = [notes.setdefault(one, len(notes)) for one in part.notes]
        same = places == list(range(len(places)))
        for one in part.records if isinstance(part, Writing) else part.of.values():
            numbers = one.notes if same else array("I", [places[number] for number in one.notes])
            records.append(
                Record(address=one.address, mark=one.mark, paths=one.paths, notes=numbers)
            )
    return list(notes), records


def packed(records: Records) -> bytes:
    """Return records as bytes: JSON, then the number of notes of each record, then the notes."""
    head = json.dumps(
        [
            records.structure,
            records.notes,
            records.marks,
            [[one.address, one.mark, *one.paths] for one in records.of.values()],
        ],
        separators=(",", ":"),
    ).encode()
    counts = array("I", [len(one.notes) for one in records.of.values()])
    numbers = array("I")
    for one in records.of.values():
        numbers.extend(one.notes)
    return b"".join((_SIZE.pack(len(head)), head, counts.tobytes(), numbers.tobytes()))


def unpacked(data: bytes) -> Records:
    """Return the records that `packed` made into bytes on this machine."""
    (size,) = _SIZE.unpack_from(data)
    structure, notes, marks, rows = json.loads(data[_SIZE.size : _SIZE.size + size])
    numbers = array("I")
    numbers.frombytes(data[_SIZE.size + size :])
    return Records(
        structure=structure,
        notes=tuple(map(tuple, notes)),
        marks=tuple(marks),
        of={one.address: one for one in _records(rows, numbers)},
    )


def _records(rows: list[list[str]], numbers: "array[int]") -> Iterator[Record]:
    at = len(rows)
    for count, (address, mark, *paths) in zip(numbers, rows, strict=False):
        yield Record(address=address, mark=mark, paths=tuple(paths), notes=numbers[at : at + count])
        at += count
