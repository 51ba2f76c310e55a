"""YAML to a tree in which every scalar is text, event by event and within bounds."""

import yaml

from hubgen.errors import ContentError, Problem, Unreadable
from hubgen.frontmatter.records import Path, Place, Tree
from hubgen.plaintext import is_holdable

DEEPEST = 24
"""Levels of nesting; a session in a programme is at the fifth."""

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class Unacceptable(Exception):  # noqa: N818 - says what the YAML is
    """YAML that is right, and that the hub does not read."""

    def __init__(self, code: str, event: yaml.Event) -> None:
        mark = event.start_mark
        assert mark is not None  # an event that was read from text has its mark
        self.code = code
        self.number = mark.line
        """The line, counted from 0."""
        self.at = mark.column
        super().__init__(code)


class Builder:
    """Builds the tree from libyaml's events.

    The events come one by one, so nesting costs no stack: libyaml's own composer recurses, and
    crashes the process on a few thousand brackets.
    """

    def __init__(self, path: str, first_line: int) -> None:
        self.path = path
        self.first_line = first_line
        self.root: Tree = None
        self.places: dict[Path, Place] = {}
        self.problems: list[Problem] = []
        self.stack: list[tuple[Path, list[Tree] | dict[str, Tree]]] = []
        self.keys: list[str | None] = []
        """The key that waits for its value, for each level; None in a list."""
        self.odd: list[int] = []
        """Lines, counted from 0, that may be read otherwise than they were meant."""

    def take(self, event: yaml.Event) -> None:
        """Add one event to the tree; raise `ContentError` for what cannot be gone on from."""
        if isinstance(event, yaml.ScalarEvent):  # most are
            if event.anchor or event.tag:
                self._refuse(event)
            if event.style == '"' and not event.value.isprintable():
                _settle(event)
            self._scalar(event)
            return
        self._refuse(event)
        if isinstance(event, yaml.SequenceStartEvent):
            self._open([], event)
        elif isinstance(event, yaml.MappingStartEvent):
            self._open({}, event)
        elif isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
            self.stack.pop()
            self.keys.pop()
        elif isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            raise ContentError([self._problem("yaml-two-documents", event)])

    def _refuse(self, event: yaml.Event) -> None:
        """Raise `Unacceptable` for an anchor, a reference to one, and a type of somebody's own."""
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise Unacceptable("yaml-alias", event)
        tag = getattr(event, "tag", None)
        if tag and not tag.startswith("tag:yaml.org,2002:"):
            raise Unacceptable("yaml-tag", event)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        plain = not event.style
        if self.stack and isinstance(self.stack[-1][1], dict) and self.keys[-1] is None:
            self._key(event)
        else:
            value = event.value
            if plain and (value[:1] == "-" or " -" in value):
                self._look_at(event)
            self._add(None if plain and value in _NULLS else value, event)

    def _look_at(self, event: yaml.Event) -> None:
        """Remember the lines of a text that has a dash where a list may be meant."""
        begin, end = event.start_mark, event.end_mark
        assert begin is not None  # an event that was read from text has its marks
        assert end is not None
        self.odd += range(begin.line, end.line + 1)

    def _key(self, event: yaml.ScalarEvent) -> None:
        path, mapping = self.stack[-1]
        here = (*path, event.value)
        if not event.style and ":" in event.value:
            self._look_at(event)
        if event.value in mapping:
            first = self.places[here].line
            self.problems.append(self._problem("key-twice", event, key=event.value, first=first))
        self.places[here] = self._place(event)
        self.keys[-1] = event.value

    def _open(self, container: "list[Tree] | dict[str, Tree]", event: yaml.Event) -> None:
        if len(self.stack) >= DEEPEST:
            raise ContentError([self._problem("yaml-too-deep", event, most=DEEPEST)])
        if self.stack and isinstance(self.stack[-1][1], dict) and self.keys[-1] is None:
            raise ContentError([self._problem("yaml-odd-key", event)])
        path = self._add(container, event)
        self.stack.append((path, container))
        self.keys.append(None)

    def _add(self, value: Tree, event: yaml.Event) -> Path:
        """Put a value where it belongs and return its path."""
        if not self.stack:
            self.root = value
            return ()
        path, container = self.stack[-1]
        if isinstance(container, list) and value in (None, ""):
            return path  # a dash alone is no item, as a key alone is no field
        if isinstance(container, list):
            here: Path = (*path, len(container))
            self.places[here] = self._place(event)
            container.append(value)
            return here
        key = self.keys[-1] or ""
        container[key] = value
        self.keys[-1] = None
        return (*path, key)

    def _place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        assert mark is not None  # an event that was read from text has its mark
        return Place(self.first_line + mark.line, mark.column + 1)

    def _problem(self, code: str, event: yaml.Event, **values: object) -> Problem:
        place = self._place(event)
        found = Unreadable(code, **values).problem()
        return found.at(self.path, place.line, place.column, len(str(values.get("key", ""))))


def _settle(event: yaml.ScalarEvent) -> None:
    """Have line ends that were written as signs be those of any text.

    Raises `Unacceptable` for a text with a character that no page can hold. YAML lets nobody write
    these but as what stands for them.
    """
    event.value = event.value.replace("\r\n", "\n").replace("\r", "\n")
    if not is_holdable(event.value):
        raise Unacceptable("yaml-odd-escape", event)
