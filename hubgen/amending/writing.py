"""Values as YAML that `frontmatter` reads back as the same: quoted only where they have to be."""

import re
from datetime import date, datetime

from hubgen.errors import ContentError
from hubgen.frontmatter import Tree, read_yaml

STEP = 2
"""Spaces by which what belongs to a key is indented below it."""

# What a double-quoted scalar cannot hold as it stands (YAML 1.1, sections 5.1 and 5.6), and what
# would look like a space or a line's end without being one.
_ESCAPED = re.compile(r'["\\\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def block(value: dict[str, Tree] | list[Tree], indent: int) -> str:
    """Return the lines of a mapping or list that holds something, each with its line end."""
    if isinstance(value, dict):
        return "".join(entry(key, one, indent) for key, one in value.items())
    return "".join(item(one, indent) for one in value)


def entry(key: str, value: Tree, indent: int) -> str:
    """Return the lines of a key and its value."""
    name = f"{' ' * indent}{_scalar(key)}:"
    if value is None:
        return f"{name}\n"
    if isinstance(value, dict | list) and value:
        return f"{name}\n{block(value, indent + STEP)}"
    return f"{name} {inline(value)}\n"


def item(value: Tree, indent: int) -> str:
    """Return the lines of one item of a list, the first with its dash."""
    dash = f"{' ' * indent}- "
    if isinstance(value, dict | list) and value:
        return dash + block(value, len(dash))[len(dash) :]
    return f"{dash}{inline(value)}\n"


def inline(value: Tree) -> str:
    """Return a value on one line, as it stands behind a key: a text, or `{…}`, or `[…]`."""
    return _scalar(value) if isinstance(value, str) else flow(value)


def flow(value: Tree) -> str:
    """Return a value on one line, as it stands between brackets."""
    if value is None:
        return "null"
    if isinstance(value, str):
        return _scalar(value, in_flow=True)
    if isinstance(value, dict):
        return "{" + ", ".join(pair(key, one) for key, one in value.items()) + "}"
    return "[" + ", ".join(flow(one) for one in value) + "]"


def pair(key: str, value: Tree) -> str:
    """Return a key and its value as they stand between braces."""
    return f"{_scalar(key, in_flow=True)}: {flow(value)}"


def moment(when: date | datetime) -> str:
    """Return a day, or a local time, as editors write it: `2024-11-13 14:00`."""
    if not isinstance(when, datetime):
        return f"{when:%Y-%m-%d}"
    return when.isoformat(" ", "seconds" if when.second else "minutes")


def _scalar(text: str, *, in_flow: bool = False) -> str:
    """Return a text without quotes where it is read back as itself, else in double quotes."""
    sample = f"{{key: {text}}}" if in_flow else f"key: {text}"
    try:
        values, _ = read_yaml(sample, path="")
    except ContentError:
        return _quoted(text)
    return text if values == {"key": text} else _quoted(text)


def _quoted(text: str) -> str:
    return f'"{_ESCAPED.sub(_escape, text)}"'


def _escape(found: "re.Match[str]") -> str:
    character = found[0]
    return _SHORT.get(character) or f"\\u{ord(character):04x}"
