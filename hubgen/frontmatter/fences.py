"""The lines of three dashes around front matter, and what stands there instead of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from hubgen.errors import Problem, problem
from hubgen.expressions import expression

# The last line may have any dashes behind it, as python-frontmatter reads it.
_FENCE: Final = expression(r"-{3,}\s*$")
# What programs make of three dashes, and people of a line: `--`, `—`, `- - -`, `***`, `___`, `…`.
_DASH: Final = "[-\u2010-\u2015\u2212]"
_LIKE_A_FENCE: Final = expression(
    rf"\s*(?:{_DASH}(?:[ ]?{_DASH})*|\*{{3,}}|_{{3,}}|={{3,}}|\+{{3,}}|~{{3,}}|…|\.{{3}})\s*$"
)
_CLOSING: Final = expression(r"\n-{3,}[ \t]*(?:\n|\Z)")
# A line that begins as no field, item, remark, bracket or text does.
_ODD_LINE: Final = expression(r"^(?:[^\s\w\"'#\[\]{}-]|_|-[^\s])", re.MULTILINE)
_TOML: Final = expression(r"\+{3,}\s*$")
_FIELD: Final = expression(r"[\w-]+:(?:\s|$)")
# What goes on with a field: an item, a line that is indented, a remark, a bracket.
_GOES_ON: Final = expression(r"\s|-(?:\s|$)|#|[\]})]|$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fenced:
    """A page, divided in two."""

    yaml: str
    """The lines of its front matter, each with its end."""
    first_line: int
    """The line of the file on which those begin, counted from 1."""
    body: str
    body_line: int
    problems: tuple[Problem, ...] = ()


def fenced(text: str, path: str) -> Fenced | Problem:
    """Return the front matter and the text of a page, or why they cannot be told apart.

    A line that was meant to be one of three dashes is a problem, and read as if it were.
    """
    # Most pages are as they should be, which is seen without looking at each of their lines.
    closing = _CLOSING.search(text, 3) if text.startswith("---\n") else None
    if closing and not _ODD_LINE.search(text, 4, closing.start() + 1):
        yaml = text[4 : closing.start() + 1]
        body_line = yaml.count("\n") + 3
        return Fenced(yaml=yaml, first_line=2, body=text[closing.end() :], body_line=body_line)
    return _divided(text.split("\n"), path)


def _divided(lines: Sequence[str], path: str) -> Fenced | Problem:
    opening = next((number for number, line in enumerate(lines) if line.strip()), None)
    if opening is None:
        return problem("no-front-matter", path=path, line=1, unread="page")
    found: list[Problem] = []
    if _FENCE.match(lines[opening]):
        first = opening + 1
    elif _TOML.match(lines[opening]):
        return _about(lines, opening, "fence-toml", path, unread="page")
    elif _LIKE_A_FENCE.match(lines[opening]):
        found.append(_about(lines, opening, "fence-misspelt", path))
        first = opening + 1
    elif _FIELD.match(lines[opening]) and _closing(lines, opening) is not None:
        found.append(_about(lines, opening, "front-matter-not-opened", path))
        first = opening
    else:
        return _about(lines, opening, "no-front-matter", path, unread="page")
    return _closed(lines, first, path, found)


def _closed(lines: Sequence[str], first: int, path: str, found: list[Problem]) -> Fenced | Problem:
    end = _closing(lines, first)
    looks_like_one = _misspelt(lines, first, len(lines) if end is None else end)
    if looks_like_one is not None:
        found.append(_about(lines, looks_like_one, "fence-misspelt", path))
        end = looks_like_one
    elif end is None:
        at = _text(lines, first)
        if at is None:
            return _about(lines, first - 1, "front-matter-not-closed", path, unread="page")
        found.append(_about(lines, at, "front-matter-not-closed-here", path))
        return _at(lines, first, at, at, found)
    return _at(lines, first, end, end + 1, found)


def _at(lines: Sequence[str], first: int, end: int, body: int, found: list[Problem]) -> Fenced:
    return Fenced(
        yaml="".join(f"{line}\n" for line in lines[first:end]),
        first_line=first + 1,
        body="\n".join(lines[body:]),
        body_line=body + 1,
        problems=tuple(found),
    )


def _closing(lines: Sequence[str], first: int) -> int | None:
    """Return the next line of three dashes or more."""
    return next(
        (
            number
            for number in range(first, len(lines))
            if lines[number].startswith("---") and _FENCE.match(lines[number])
        ),
        None,
    )


def _misspelt(lines: Sequence[str], first: int, end: int) -> int | None:
    """Return the first line that looks like one of three dashes, if text follows on fields there.

    A line in the middle of the fields is none: it is in a text, or wrong in itself.
    """
    for number in range(first, end):
        line = lines[number]
        # Most lines begin with a letter, and need no closer look.
        if line[:1].isalpha() or line[:1].isspace() or line.strip() == "-":
            continue
        if not _LIKE_A_FENCE.match(line):
            continue
        rest = [one for one in lines[number + 1 : end] if one.strip()]
        if not any(_FIELD.match(one) for one in rest[:1]):
            return number
    return None


def _text(lines: Sequence[str], first: int) -> int | None:
    """Return the line on which a page's text begins, where no line of dashes is above it.

    That is certain only behind an empty line below the fields.
    """
    for number in range(first + 1, len(lines)):
        line = lines[number]
        if not lines[number - 1].strip() and line.strip() and not _FIELD.match(line):
            is_heading = re.match(r"#{1,6}\s", line)
            if is_heading or not _GOES_ON.match(line):
                return number
    return None


def _about(lines: Sequence[str], number: int, code: str, path: str, **values: Any) -> Problem:
    line = lines[number]
    begin = len(line) - len(line.lstrip())
    said = line.strip()
    return problem(
        code,
        path=path,
        line=number + 1,
        column=begin + 1,
        length=len(said),
        value=said[:60],
        **values,
    )
