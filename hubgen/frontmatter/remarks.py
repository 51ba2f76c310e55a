"""What is right as YAML and most likely not what its editor meant: half a text, curly marks."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from hubgen.errors import Problem, problem
from hubgen.expressions import expression
from hubgen.frontmatter.faults import curly, parts, quoted
from hubgen.frontmatter.matter import FrontMatter
from hubgen.frontmatter.records import Path, Place, path_text

# A page without any of these has nothing to remark on, so that most pages take no time.
_WORTH_A_LOOK: Final = expression("[ \t]#[^\\s#]|[:-][ \t]+[\u201c\u201d\u201e\u2018\u2019]")
_GLUED: Final = expression(r"(?P<remark>\s+#[^\s#].*)$")


def remarks(matter: FrontMatter, path: str) -> Iterator[Problem]:
    """Yield what may not be meant; a field that was left empty by a `#` is a problem."""
    text = matter.written
    if ("#" not in text and text.isascii()) or not _WORTH_A_LOOK.search(text):
        return
    lines = matter.written.split("\n")
    for where, place in matter.places.items():
        line = lines[place.line - matter.first_line]
        yield from _cut_off(matter, path, where, line)
        yield from _curly(matter, path, where, line)


def said_once(matter: FrontMatter, of_fields: Sequence[Problem]) -> list[Problem]:
    """Return what is wrong with how front matter is written and with its fields, each once.

    A field that does not fit because of how it is written is a problem of how it is written.
    """
    of_writing = list(matter.problems)
    left = list(of_fields)
    for number, one in enumerate(of_writing):
        same = [
            other
            for other in left
            if other.severity == "problem" and other.line == one.line and other.field == one.field
        ]
        if same and one.field:
            of_writing[number] = replace(one, severity="problem")
            left = [other for other in left if other not in same]
    return [*of_writing, *left]


def _cut_off(matter: FrontMatter, path: str, where: Path, line: str) -> Iterator[Problem]:
    """Find a text that a `#` ends, against the word behind it: a remark has a space there."""
    value = matter.value(where)
    if value is not None and not isinstance(value, str):
        return
    key = matter.place(where)
    place = matter.value_place(where)
    if place.line != key.line or line[place.column - 1 : place.column] in {'"', "'", "|", ">"}:
        return
    end = place.column - 1 + place.length
    found = _GLUED.match(line, end + 1 if value is None else end)
    if not found:
        return
    remark = found["remark"].strip()
    column = found.end() - len(found["remark"].lstrip()) + 1
    there = matter.in_file(Place(place.line, column, len(remark)))
    kept = "" if value is None else str(value)
    yield problem(
        "cut-off" if kept else "cut-off-empty",
        path=path,
        line=there.line,
        column=there.column,
        length=there.length,
        field=path_text(where),
        severity="warning" if kept else "problem",
        value=kept,
        of=_name(where) or "text",
        right=quoted(f"{kept}{found['remark']}".strip()),
    )


def _curly(matter: FrontMatter, path: str, where: Path, line: str) -> Iterator[Problem]:
    """Find a text between curly quotation marks, which are shown as part of it.

    Single ones are how a title tells what somebody said.
    """
    value, place = matter.value(where), matter.value_place(where)
    if not isinstance(value, str) or not line.startswith(value, place.column - 1):
        return
    if value.startswith("\N{LEFT SINGLE QUOTATION MARK}"):
        return
    if fault := curly(parts(f"x: {value}", 0)):
        yield problem(
            "curly-quotes",
            path=path,
            line=place.line,
            column=place.column,
            length=place.length,
            field=path_text(where),
            severity="warning",
            right=str(fault.values["right"]),
        )


def _name(where: Path) -> str:
    """Return the name of the field that a value is of."""
    return next((part for part in reversed(where) if isinstance(part, str)), "")
