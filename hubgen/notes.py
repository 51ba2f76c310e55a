"""Notes: what was looked up while something was made.

Whoever hands out a page, a listing or where something is notes its name here, so that it is known
afterwards what a result depends on, and no rule has to say it.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Protocol, TypeVar

Key = TypeVar("Key")
Asked = TypeVar("Asked", contravariant=True)
Value = TypeVar("Value")
Note = tuple[str, ...]
"""What sort of thing was looked up, and the words that say which one."""


class Remembered(Protocol[Asked, Value]):
    """What was made, by its key, with the notes that were taken meanwhile; a `dict` will do."""

    def get(self, key: Asked, /) -> tuple[Value, frozenset[Note]] | None:
        """Return what is known by a key."""

    def __setitem__(self, key: Asked, made: tuple[Value, frozenset[Note]], /) -> None:
        """Know something by a key from now on."""


LOOSE = frozenset({"text", "texts", "component", "components", "asset", "assets", "asset-at"})
"""The sorts of notes of what no plan follows from."""


def page(key: tuple[str, str, str]) -> Note:
    """Return the note of all that other pages can show of a page."""
    return ("page", *key)


def text(key: tuple[str, str, str]) -> Note:
    """Return the note of all that is in a page's file."""
    return ("text", *key)


class Notes:
    """Takes notes while something is made."""

    def __init__(self) -> None:
        self._taken: set[Note] = set()
        self.values: dict[Note, tuple[object, frozenset[Note]]] = {}
        """What was made that has a note of its own, with the notes that were taken meanwhile."""
        self._of_value: dict[Note, frozenset[Note]] = {}
        """The notes of who looks at such a value."""

    def take(self, note: Note) -> None:
        """Note that something was looked up."""
        self._taken.add(note)

    @contextmanager
    def apart(self) -> Iterator[set[Note]]:
        """Take notes on a page of their own while the `with` block lasts, and give that page."""
        before, self._taken = self._taken, set()
        try:
            yield self._taken
        finally:
            self._taken = before

    def remembered(
        self,
        known: Remembered[Key, Value],
        key: Key,
        make: Callable[[], Value],
        own: Note | None = None,
    ) -> Value:
        """Return what is known by a key, or else is made and known from now on.

        Whoever asks depends on what it was made from, also when another had it made. Of a value
        that has a note of its `own`, it is what the value says that they depend on: it must be a
        record of texts and numbers, in which nobody can look up any more. What no plan follows
        from they depend on as well, as where the plan is the same nothing else is looked at.
        """
        found = known.get(key)
        if found is None:
            with self.apart() as taken:
                value = make()
            found = known[key] = (value, frozenset(taken))
        if own is None:
            self._taken |= found[1]
        else:
            if own not in self.values:
                self.values[own] = found
                self._of_value[own] = frozenset(
                    [own, *(one for one in found[1] if one[0] in LOOSE)]
                )
            self._taken |= self._of_value[own]
        return found[0]


class Noted(Mapping[Key, Value]):
    """A mapping that notes which of its keys are looked up, and when all of them are."""

    __slots__ = ("_known", "_name", "_notes", "_whole")

    def __init__(
        self,
        known: Mapping[Key, Value],
        notes: Notes,
        name: Callable[[Key], Note],
        whole: Note,
    ) -> None:
        """Take what is known, the note of a key, and the note of all that is there."""
        self._known = known
        self._notes = notes
        self._name = name
        self._whole = whole

    def __getitem__(self, key: Key) -> Value:
        self._notes.take(self._name(key))
        return self._known[key]

    def __contains__(self, key: object) -> bool:
        self._notes.take(self._name(key))  # type: ignore[arg-type] # only keys are asked for
        return key in self._known

    def __iter__(self) -> Iterator[Key]:
        self._notes.take(self._whole)
        return iter(self._known)

    def __len__(self) -> int:
        self._notes.take(self._whole)
        return len(self._known)


class NotedTuple(tuple[Value, ...]):
    """A tuple that notes when somebody goes through it."""

    _notes: Notes
    _whole: Note

    @classmethod
    def of(cls, values: tuple[Value, ...], notes: Notes, whole: Note) -> "NotedTuple[Value]":
        """Return the same values; `whole` is the note of all of them."""
        made = cls(values)
        made._notes = notes
        made._whole = whole
        return made

    def __iter__(self) -> Iterator[Value]:
        self._notes.take(self._whole)
        return super().__iter__()


class NotedSet(frozenset[str]):
    """A set of texts that notes which ones somebody asks for."""

    _notes: Notes
    _sort: str

    @classmethod
    def of(cls, values: frozenset[str], notes: Notes, sort: str) -> "NotedSet":
        """Return the same values; `sort` is the first word of the notes."""
        made = cls(values)
        made._notes = notes
        made._sort = sort
        return made

    def __contains__(self, value: object) -> bool:
        self._notes.take((self._sort, str(value)))
        return super().__contains__(value)
