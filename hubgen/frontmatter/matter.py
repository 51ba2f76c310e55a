"""The front matter of a page that was read, and where each part of it stands."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from hubgen.errors import Problem
from hubgen.frontmatter.records import Path, Place, Tree
from hubgen.frontmatter.spots import as_written, item_spot, key_spot, text_places, value_spot

NOWHERE: Final = Place(0, 0)
"""The place of what is nowhere in the front matter: it is about the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """What stands above a page's text, and the text."""

    values: Mapping[str, Tree]
    places: Mapping[Path, Place] = field(default_factory=dict)
    """The place of every key and of every item of a list."""
    written: str = ""
    """The lines between the two `---`, as they are in the file."""
    first_line: int = 1
    """The line of the file on which those begin."""
    body: str = ""
    body_line: int = 1
    """The line of the file on which the text begins."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with how it is written, warnings among them."""
    lost: frozenset[str] = frozenset()
    """The fields that could not be read."""
    mended: Mapping[int, str] = field(default_factory=dict)
    """The lines of which `written` has another form than the file, as the file has them."""
    whole: bool = True
    """Whether it is known which fields those are."""

    def with_problems(self, more: Iterable[Problem]) -> "FrontMatter":
        """Return the same front matter, with more that is wrong."""
        found = tuple(more)
        return replace(self, problems=(*self.problems, *found)) if found else self

    @property
    def is_sound(self) -> bool:
        """Whether all of it could be read as it is written."""
        return not any(one.severity == "problem" for one in self.problems)

    def value(self, path: Path) -> Tree:
        """Return the value at a path; None where there is none."""
        return _value(self.values, path)

    def place(self, path: Path) -> Place:
        """Return where a key or an item stands, or the nearest thing around it that was written.

        `NOWHERE` where nothing of the path was written.
        """
        for length in range(len(path), 0, -1):
            if found := self.places.get(path[:length]):
                return found
        return NOWHERE

    def key_place(self, path: Path) -> Place:
        """Return where a key stands and how long it is."""
        place, last = self.place(path), path[-1]
        if path not in self.places or not isinstance(last, str):
            return self.in_file(place)
        return self.in_file(key_spot(self._lines, self.first_line, place, last))

    def value_place(self, path: Path) -> Place:
        """Return where a value begins, and how long it is on its first line.

        Where the value is on lines of its own it is the place of its key, and where there is none
        the beginning of what it is missing in.
        """
        written = next((path[:n] for n in range(len(path), 0, -1) if path[:n] in self.places), ())
        if not written:
            return NOWHERE
        place, value, last = self.places[written], _value(self.values, written), written[-1]
        # A text where a mapping may be says one of its fields by itself.
        if written != path and not isinstance(value, str):
            return Place(place.line, place.column, 1)
        if isinstance(last, str):
            return self.in_file(value_spot(self._lines, self.first_line, place, last, value))
        return self.in_file(item_spot(self._lines, self.first_line, place, value))

    def places_in(self, path: Path, text: str) -> Callable[[int, int], tuple[int, int]]:
        """Return what tells where in the file a line and column of a field's text stand.

        All are counted from 1. `text` is that of the field, without white space around it.
        """
        begin = self.value_place(path)
        number = begin.line - self.first_line
        if path not in self.places or number < 0:
            return lambda line, column: (begin.line, begin.column)
        return text_places(text, self._lines[number:], begin)

    def in_file(self, place: Place) -> Place:
        """Return where something stands in its file, if that is elsewhere on its line."""
        if place.line not in self.mended:
            return place
        line = self._lines[place.line - self.first_line]
        return as_written(place, line, self.mended[place.line])

    @property
    def _lines(self) -> list[str]:
        return _lines_of(self.written)


@lru_cache(maxsize=4)
def _lines_of(written: str) -> list[str]:
    """Return the lines of front matter, which thousands of problems may be placed in."""
    return written.split("\n")


def _value(values: Mapping[str, Tree], path: Path) -> Tree:
    """Return the value at a path; None where there is none."""
    found: Tree = dict(values)
    for part in path:
        if isinstance(found, dict) and isinstance(part, str):
            found = found.get(part)
        elif isinstance(found, list) and isinstance(part, int) and part < len(found):
            found = found[part]
        else:
            return None
    return found
