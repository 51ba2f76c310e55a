"""Front matter: text to a mapping that knows the line of every key.

YAML is read strictly and within bounds: no aliases, no tags, no key twice, no deep nesting. Every
value stays the text that was written; the field that it belongs to decides what it means, so that
`10:30` is never 630, `no` never false and `012` never 10.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import yaml
from frontmatter.default_handlers import YAMLHandler

from hubgen.errors import ContentError, Problem, Unreadable, problem

Tree = str | list["Tree"] | dict[str, "Tree"] | None
"""What YAML holds once every scalar is text; None for a key without a value."""
Path = tuple[str | int, ...]
"""Where a value stands: `("programme", 2, "start")`."""

LONGEST = 64_000
"""Bytes of front matter; the longest real programme seen has 9,000."""
DEEPEST = 24
"""Levels of nesting; a session in a programme is at the fifth."""

# libyaml is ten times as quick; where PyYAML was built without it the result is the same.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_UNQUOTED_COLON = re.compile(r"\s*(?:-\s+)?([\w-]+):\s+(?![\"'\[{|>])(.*:(?:\s.*|))$")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in its file, both counted from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """What stands above a page's text, and the text."""

    values: Mapping[str, Tree]
    places: Mapping[Path, Place] = field(default_factory=dict)
    """The place of every key and of every item of a list."""
    body: str = ""
    body_line: int = 1
    """The line of the file on which the text begins."""

    def place(self, path: Path) -> Place:
        """Return where a value stands, or the nearest thing around it that was written."""
        for length in range(len(path), 0, -1):
            if found := self.places.get(path[:length]):
                return found
        return Place(1, 1)


def read(text: str, *, path: str) -> FrontMatter:
    """Return a page's front matter and text.

    A byte order mark, Windows line ends and blank lines before the opening `---` are read as if
    they were not there. Raises `ContentError` for a page without front matter, without a closing
    `---`, and for YAML that is broken or out of bounds.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    blank = len(text) - len(text.lstrip())
    line = text.count("\n", 0, blank) + 1
    handler = YAMLHandler()
    if not handler.detect(text[blank:]):
        raise ContentError([problem("no-front-matter", path=path, line=line)])
    try:
        yaml_text, body = handler.split(text[blank:])
    except ValueError as error:
        raise ContentError([problem("front-matter-not-closed", path=path, line=line)]) from error
    opening = text.index("\n", blank) + 1
    start = text.index(yaml_text, opening - 1) if yaml_text else opening
    values, places = read_yaml(yaml_text, path=path, first_line=text.count("\n", 0, start) + 1)
    body_at = len(text) - len(body)
    return FrontMatter(
        values=values, places=places, body=body, body_line=text.count("\n", 0, body_at) + 1
    )


def read_yaml(
    text: str, *, path: str, first_line: int = 1
) -> tuple[dict[str, Tree], dict[Path, Place]]:
    """Return a YAML mapping, every scalar as text, and the place of each of its keys and items.

    Raises `ContentError`, with the line, for anything that is not one plain mapping.
    """
    if len(text.encode()) > LONGEST:
        raise ContentError(
            [problem("front-matter-too-long", path=path, line=first_line, most=LONGEST // 1000)]
        )
    builder = _Builder(path, first_line)
    try:
        for event in yaml.parse(text, Loader=_Loader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        raise ContentError([_broken(error, text, path, first_line)]) from error
    except yaml.YAMLError as error:
        odd = yaml.reader.Reader.NON_PRINTABLE.search(text)
        line = first_line + text.count("\n", 0, odd.start() if odd else 0)
        raise ContentError([problem("yaml-broken", path=path, line=line)]) from error
    if builder.problems:
        raise ContentError(builder.problems)
    if builder.root is None:
        return {}, {}
    if not isinstance(builder.root, dict):
        raise ContentError([problem("not-a-mapping", path=path, line=first_line)])
    return builder.root, builder.places


class _Builder:
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

    def take(self, event: yaml.Event) -> None:
        """Add one event to the tree; raise `ContentError` for what cannot be gone on from."""
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise ContentError([self._problem("yaml-alias", event)])
        tag = getattr(event, "tag", None)
        if tag and not tag.startswith("tag:yaml.org,2002:"):
            raise ContentError([self._problem("yaml-tag", event)])
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.SequenceStartEvent):
            self._open([], event)
        elif isinstance(event, yaml.MappingStartEvent):
            self._open({}, event)
        elif isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
            self.stack.pop()
            self.keys.pop()
        elif isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            raise ContentError([self._problem("yaml-two-documents", event)])

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        plain = not event.style
        if self.stack and isinstance(self.stack[-1][1], dict) and self.keys[-1] is None:
            self._key(event)
        else:
            self._add(None if plain and event.value in _NULLS else event.value, event)

    def _key(self, event: yaml.ScalarEvent) -> None:
        path, mapping = self.stack[-1]
        here = (*path, event.value)
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
        return found.at(self.path, place.line, place.column)


def _broken(error: yaml.MarkedYAMLError, text: str, path: str, first_line: int) -> Problem:
    """Say what is most likely wrong, in words that do not speak of tokens and scanners."""
    mark = error.problem_mark or error.context_mark
    number, column = (mark.line, mark.column + 1) if mark else (0, 1)
    lines = text.split("\n")
    line = lines[min(number, len(lines) - 1)]
    if "\t" in line[: len(line) - len(line.lstrip())]:
        found = problem("yaml-tab")
    elif "mapping values are not allowed" in str(error.problem) and (
        colon := _UNQUOTED_COLON.match(line)
    ):
        found = problem("yaml-colon", field=colon[1], value=colon[2].strip())
    elif "quoted scalar" in str(error.context) and error.context_mark:
        number, column = error.context_mark.line, error.context_mark.column + 1
        found = problem("yaml-quote")
    elif "flow" in str(error.context) and error.context_mark:
        number, column = error.context_mark.line, error.context_mark.column + 1
        found = problem("yaml-bracket")
    else:
        found = problem("yaml-broken-line", value=line.strip()[:60])
    return found.at(path, first_line + number, column)
