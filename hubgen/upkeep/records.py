"""Records: what each published target was made from."""

from array import array
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from hubgen.notes import LOOSE, Note
from hubgen.upkeep.values import Made


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


@dataclass(slots=True)
class Writing:
    """Records while they are made; a process hands them on to the one that started it."""

    notes: dict[Note, int] = field(default_factory=dict)
    """The notes that were taken, with their places."""
    records: list[Record] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    """The files of these records that stand as they were published, and were not made."""
    values: Mapping[Note, Made] = field(default_factory=dict)
    """What was made for several targets."""

    def add(self, address: str, mark: str, paths: Iterable[str], notes: Iterable[Note]) -> None:
        """Write down what a target was made from."""
        known = self.notes
        numbers = array("I", sorted({known.setdefault(one, len(known)) for one in notes}))
        record = Record(address=address, mark=mark, paths=tuple(paths), notes=numbers)
        self.records.append(record)

    @property
    def used(self) -> Set[int]:
        """The places of the notes that some record has."""
        return set().union(*(one.notes for one in self.records))


def joined(parts: Sequence[Writing]) -> Writing:
    """Return all records of some writings, and the notes of these, the `LOOSE` ones first."""
    notes: dict[Note, int] = {}
    used = [part.used for part in parts]
    for is_loose in (True, False):
        for part, numbers in zip(parts, used, strict=True):
            for note, number in part.notes.items():
                if (note[0] in LOOSE) is is_loose and number in numbers:
                    notes.setdefault(note, len(notes))
    return Writing(notes=notes, records=[one for part in parts for one in _moved(part, notes)])


def _moved(part: Writing, notes: dict[Note, int]) -> list[Record]:
    """Return the records of a writing, with the places of their notes among some others."""
    places = [0] * len(part.notes)
    for note, number in part.notes.items():
        places[number] = notes.get(note, 0)  # of those that no record has, no place is asked for
    return [
        Record(
            address=one.address,
            mark=one.mark,
            paths=one.paths,
            notes=array("I", [places[number] for number in one.notes]),
        )
        for one in part.records
    ]
