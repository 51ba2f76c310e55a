"""The program's own digest, kept between runs, so that its files are read when they changed."""

from typing import Protocol

from hubgen import census
from hubgen.cache.keys import key, own_files, program, program_of, stamps
from hubgen.census import Look

_SHELF = "program"
_NAME = "files"


class Shelves(Protocol):
    """Where the digest is kept."""

    def look(self) -> Look | None:
        """Return the moment as the disk knows it; None where nothing will be remembered."""

    def from_shelf(self, shelf: str, name: str) -> tuple[str, bytes] | None:
        """Return the state and the value of one thing on a shelf; None when it is not there."""

    def shelve(self, shelf: str, name: str, state: str, value: bytes) -> None:
        """Put something on a shelf, in the place of what has the same name there."""


def recall_program(shelves: Shelves) -> str:
    """Return what `program` does. Its files are read where their stamps are not those known."""
    look = shelves.look()
    if look is None:
        return program()
    files = stamps()
    state = key(*(part for name, one in files for part in (name, census.stamp(one))))
    known = shelves.from_shelf(_SHELF, _NAME)
    if known and known[0] == state:
        moment, _, own = known[1].decode().partition(" ")
        if int(moment) <= look.moment:  # or the clock went back since
            return program_of(own)
    own = own_files()
    if all(census.is_settled(one, look) for _, one in files):
        shelves.shelve(_SHELF, _NAME, state, f"{look.moment} {own}".encode())
    return program_of(own)
