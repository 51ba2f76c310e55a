"""Where a value stands in its front matter, found back from its key when somebody asks.

Reading thousands of pages keeps the place of each key alone: where its value begins is only of
interest once something is wrong with it, and the line says it then.
"""

from collections.abc import Callable, Iterator, Sequence

from hubgen.expressions import expression
from hubgen.frontmatter.records import Place, Tree

_QUOTED = expression(r'"(?:[^"\\]|\\.)*"?' + r"|'(?:[^']|'')*'?")
_KEY_END = expression(r"\s*:(?:\s+|$)")
_BLOCK_TEXT = expression(r"[|>][-+0-9]*\s*(?:#.*)?$")
_REMARK = expression(r"(?:^|\s+)#.*$")
_PROPERTIES = expression(r"(?:![^\s,\]}]*\s+)+")
_QUOTED_BY = frozenset({'"', "'"})
# Behind a backslash these are spaces of some kind; behind the last character of a line nothing is.
_SPACES_ESCAPED = frozenset({"n", "t", "r", " ", ""})
_CLOSING = {"[": "]", "{": "}"}


def key_spot(lines: Sequence[str], first_line: int, key: Place, name: str) -> Place:
    """Return where a key begins, and how long it is."""
    number = key.line - first_line
    if not 0 <= number < len(lines):
        return key
    return Place(key.line, key.column, _key_length(lines[number], key.column - 1, name))


def value_spot(lines: Sequence[str], first_line: int, key: Place, name: str, value: Tree) -> Place:
    """Return where the value of a key begins, and how long it is on its first line.

    `lines` are those of the front matter, the first of them line `first_line` of the file; `name`
    is the key as it is read, and `value` what is. Where the value is on lines of its own it is the
    key that is returned, but a text in a block (`|`, `>`) begins with its first line.
    """
    at_key = key_spot(lines, first_line, key, name)
    number = key.line - first_line
    if not at_key.length:
        return key
    line = lines[number]
    end = at_key.column - 1 + at_key.length
    colon = _KEY_END.match(line, end)
    if not colon:
        return at_key
    at = colon.end()
    if properties := _PROPERTIES.match(line, at):
        at = properties.end()
    if _BLOCK_TEXT.match(line, at):
        return _first_text(lines, number + 1, first_line) or at_key
    if at >= len(line) or line[at] == "#":
        return at_key
    return Place(key.line, at + 1, _length(line, at, value))


def item_spot(lines: Sequence[str], first_line: int, item: Place, value: Tree) -> Place:
    """Return where an item of a list begins, and how long it is on its first line."""
    number = item.line - first_line
    if not 0 <= number < len(lines):
        return item
    line, at = lines[number], item.column - 1
    if _BLOCK_TEXT.match(line, at):
        return _first_text(lines, number + 1, first_line) or item
    return Place(item.line, item.column, _length(line, at, value))


def as_written(place: Place, line: str, written: str) -> Place:
    """Return where something that was found on a line stands in another form of that line.

    `written` is the line as the file has it. What was only put there to read it is its whole text.
    """
    said = line[place.column - 1 : place.column - 1 + place.length]
    for one in filter(None, (said, said.strip("\"'"))):
        for begin in (place.column - 1, 0):
            at = written.find(one, begin)
            if at >= 0:
                return Place(place.line, at + 1, len(one))
    text = written.strip()
    return Place(place.line, written.find(text) + 1, len(text))


def text_places(
    text: str, lines: Sequence[str], begin: Place
) -> Callable[[int, int], tuple[int, int]]:
    """Return what tells where in its file a line and column of a text stand.

    `lines` are those of the file from the text's first on, which begins at `begin`. White space is
    folded and indented when YAML is read, but every other character of the text is there, in order.
    """
    written = list(_characters(lines, begin))

    def place(line: int, column: int) -> tuple[int, int]:
        above = "".join(text.split("\n")[: line - 1])
        before = text.split("\n")[line - 1][: column - 1]
        number = sum(not one.isspace() for one in above + before)
        return written[min(number, len(written) - 1)] if written else (begin.line, begin.column)

    return place


def _characters(lines: Sequence[str], begin: Place) -> Iterator[tuple[int, int]]:
    """Yield the place of each character of a text that is no space, without YAML's own signs."""
    mark = lines[0][begin.column - 1 : begin.column]
    mark = mark if mark in _QUOTED_BY else ""
    at = begin.column if mark else begin.column - 1
    for number, line in enumerate(lines, begin.line):
        while at < len(line):
            if mark == '"' and line[at] == "\\":
                at += 2 if line[at + 1 : at + 2] in _SPACES_ESCAPED else 1
            elif mark == "'" and line.startswith("''", at):
                at += 1
            if at < len(line) and not line[at].isspace():
                yield number, at + 1
            at += 1
        at = 0


def _key_length(line: str, at: int, name: str) -> int:
    """Return how long a key is as it was written: plain, or between quotation marks."""
    if line[at : at + 1] in {'"', "'"} and (quoted := _QUOTED.match(line, at)):
        return quoted.end() - at
    return min(len(name), len(line) - at)  # a key may go on on the next line


def _length(line: str, at: int, value: Tree) -> int:
    """Return how many characters of a line a value takes."""
    if quoted := _QUOTED.match(line, at):
        return quoted.end() - at
    if line[at] in _CLOSING:
        return _to_bracket(line, at)
    if isinstance(value, str) and value and line.startswith(value, at):
        return len(value)
    return len(_REMARK.sub("", line[at:]).rstrip())


def _to_bracket(line: str, at: int) -> int:
    """Return how long a list or mapping between brackets is, as far as it is on one line."""
    waiting: list[str] = []
    end = at
    while end < len(line):
        if quoted := _QUOTED.match(line, end):
            end = quoted.end()
            continue
        if line[end] in _CLOSING:
            waiting.append(_CLOSING[line[end]])
        elif waiting and line[end] == waiting[-1]:
            waiting.pop()
        end += 1
        if not waiting:
            return end - at
    return len(line.rstrip()) - at


def _first_text(lines: Sequence[str], number: int, first_line: int) -> Place | None:
    """Return where the first line with text stands, from a line on."""
    for offset, line in enumerate(lines[number:], number):
        if text := line.strip():
            column = len(line) - len(line.lstrip()) + 1
            return Place(first_line + offset, column, len(text))
    return None
