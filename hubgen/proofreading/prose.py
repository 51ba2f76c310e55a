"""A page's own words in passages: sentences and lines, each with the place that it stands at.

What is not the page's own word is blanked out, so that a place in a passage is that place in the
file: code, addresses, what is struck through, and what is quoted from somebody else.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from hubgen.errors import Problem
from hubgen.findings import path_text
from hubgen.frontmatter import Path
from hubgen.kinds.base import Entry

LONGEST = 100_000
"""Characters of a text that are read; what is longer is a handbook, and no announcement."""
_LONGEST_QUOTE = 60
"""Characters of a text that a message repeats."""

# Each repetition is bounded, so that no text takes more than its length in time; each expression
# begins with signs that are rare, so that it is quick.
_LINES = re.compile(
    r"""
      ^[ ]{0,3}(?P<fence>```|~~~)[^\n]*\n(?:.*\n){0,400}?[ ]{0,3}(?P=fence)[^\n]*$
    | ^[ ]{0,3}>[^\n]*$                           # a quotation
    | ^[ ]{0,3}\[[^\]\n]{1,80}\]:[^\n]*$          # the address of a reference
    """,
    re.VERBOSE | re.MULTILINE,
)
_SIGNS = re.compile(
    r"""
    (?=[<`~!\]{“„"‘&*_\[])(?:
      <!--(?:[^-]|-(?!->)){0,2000}-->
    | </?[a-zA-Z][^<>]{0,400}>
    | <[^\s<>]{1,400}>
    | `[^`\n]{1,400}`
    | ~~[^~\n]{1,400}~~
    | !\[[^\]\n]{0,400}\](?:\([^)\n]{0,400}\))?
    | \](?:\([^)\n]{0,400}\)|\[[^\]\n]{0,80}\])
    | \{:?[^{}\n]{0,200}\}
    | “[^“”]{1,400}”
    | „[^„”“]{1,400}[”“]
    | (?<![\w])"[^"\n]{1,400}"
    | (?<![\w])‘[^‘’\n]{1,400}’(?![\w])
    | &(?:nbsp|ensp|emsp|thinsp);
    | [*_\[\]]+
    )
    """,
    re.VERBOSE,
)
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>]{1,400}|[^\s<>()\[\]]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}"
)
_ADDRESSES = ("://", "www.", "@")
_STARTS = re.compile(
    r"[ \t]*(?:[-*+•][ \t]|\d{1,3}[.)][ \t]|:[ \t]|\||\#{1,6}[ \t]"
    r"|[A-Z][^\W\d_]*(?:[ /&-]+[^\W\d_]+){0,3}\s*:\s)"
)
_NOT_A_BREAK = re.compile(r"[^\n]")
_CELL = re.compile(r"[^|\n]*[^|\s][^|\n]*")
_MARK = re.compile(r"[ \t]*(?:[-*+•][ \t]+|\d{1,3}[.)][ \t]+|:[ \t]+|\|)")
_HEADING = re.compile(r"[ ]{0,3}#{1,6}[ \t]+(.*?)[ \t#]*$")
_LABEL = re.compile(r"\s*([A-Z][^\W\d_]*(?:[ /&-]+[^\W\d_]+){0,3})\s*:\s+")
_BARE = re.compile(r"\s*([A-Z][^\W\d_]*(?:[ /&-]+[^\W\d_]+){0,3})\s*:?\s*$")
_LABELS = frozenset(
    [
        "aanvang",
        "begin",
        "datum",
        "data",
        "dag",
        "eind",
        "einde",
        "kosten",
        "locatie",
        "plaats",
        "prijs",
        "programma",
        "spreker",
        "sprekers",
        "start",
        "tijd",
        "tijden",
        "tijdstip",
        "toegang",
        "waar",
        "wanneer",
        "cost",
        "costs",
        "date",
        "dates",
        "end",
        "fee",
        "location",
        "place",
        "price",
        "programme",
        "program",
        "speaker",
        "speakers",
        "time",
        "times",
        "venue",
        "when",
        "where",
    ]
)
"""Words that say what the line below them is, where they stand on a line of their own."""
_END = re.compile(r"[.!?…][)\]]*\s+(?=[A-Z0-9ÁÉ‘'(])")
_ABBREVIATED = re.compile(
    r"(?:\b(?:dr|drs|mr|mrs|ms|ir|ing|prof|bijv|bv|ca|nr|st|o\.a|o\.l\.v|a\.s|p\.p|i\.s\.m|e\.g|i\.e"
    r"|jan|feb|mrt|apr|jun|jul|aug|sept?|okt|oct|nov|dec|ma|di|wo|do|vr|za|zo"
    r"|mon|tue|wed|thu|fri|sat|sun|u|[ap]\.m)|\b[A-Z])\.$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A sentence, or a line of a list or a table: what one thing is said in."""

    text: str
    label: str = ""
    """What stands before its colon, or right above it, in small letters: `datum en tijd`."""
    heading: str = ""
    """The heading that it is under, in small letters."""
    listed: bool = False
    """Whether it is an item of a list or a row of a table."""
    path: str
    """The file."""
    field: Path = ()
    """The field that it is of; none for the text below the front matter."""
    line: int
    column: int
    """Where it begins, both counted from 1."""
    length: int = 0
    """How long the line of its field is; a place in a field is that of the whole field."""

    def says(self, at: int, said: str, code: str, **values: object) -> Problem:
        """Return a problem with what is said at a place of the passage."""
        at += len(said) - len(said.lstrip())
        line, column, length = self.line, self.column, self.length
        if not self.field:
            line += self.text.count("\n", 0, at)
            begun = self.text.rfind("\n", 0, at)
            column = column + at if begun < 0 else at - begun
            length = len(said.strip().partition("\n")[0])
        values["said"] = shown(said)
        return Problem(
            path=self.path,
            line=line,
            column=column,
            length=length,
            field=path_text(self.field),
            code=code,
            values=tuple(sorted((name, str(value)) for name, value in values.items())),
            severity="warning",
        )


def shown(said: str) -> str:
    """Return what a text says, for a message: on one line and not too long."""
    text = " ".join(said.split()).strip(" ,;:")
    return text if len(text) <= _LONGEST_QUOTE else f"{text[: _LONGEST_QUOTE - 1].rstrip()}…"


def passages(entry: Entry) -> tuple[Passage, ...]:
    """Return what a page says in its own words: its fields with text, and the text below them.

    A translation says what its own file holds; what it takes over was read at its original.
    """
    matter = entry.matter
    found: list[Passage] = []
    for where, text in _texts(entry):
        if where[:1] in matter.places:
            place = matter.value_place(where)
            under = _Under(path=entry.path, field=where, length=place.length)
            found += _sentences(blanked(text), place.line, place.column, under)
    text = blanked(matter.body[:LONGEST])
    found += _of_body(text, matter.body_line, entry.path)
    return tuple(found)


def blanked(text: str) -> str:
    """Return a text of the same length without what is not its own word."""
    text = _LINES.sub(_blank, text)
    if any(sign in text for sign in _ADDRESSES):
        text = _ADDRESS.sub(_blank, text)
    return _SIGNS.sub(_blank, text)


def _blank(found: "re.Match[str]") -> str:
    said = found[0]
    return " " * len(said) if "\n" not in said else _NOT_A_BREAK.sub(" ", said)


def _texts(entry: Entry) -> Iterator[tuple[Path, str]]:
    """Yield the fields that say in words what other fields say in theirs."""
    fields = entry.fields
    for name in ("title", "subtitle", "summary"):
        if text := getattr(fields, name):
            yield (name,), text
    registration = getattr(fields, "registration", None)
    if registration and registration.note:
        yield ("registration", "note"), registration.note


@dataclass(frozen=True, slots=True)
class _Under:
    """What a block of lines stands under."""

    path: str
    field: Path = ()
    length: int = 0
    label: str = ""
    heading: str = ""
    listed: bool = False


def _of_body(text: str, first_line: int, path: str) -> Iterator[Passage]:
    """Yield the passages of the text below the front matter."""
    heading = label = ""
    for number, unit in _units(text):
        line = first_line + number
        if title := _HEADING.match(unit):
            heading = label = _folded(title[1])
            continue
        if (bare := _BARE.match(unit)) and _LABELS.intersection(_folded(bare[1]).split()):
            heading = label = _folded(bare[1])
            continue
        mark = _MARK.match(unit)
        under = _Under(path, label=label, heading=heading, listed=mark is not None)
        yield from _of_unit(unit, mark.end() if mark else 0, line, under)
        if not mark:
            label = ""  # a heading says what the first lines below it are


def _units(text: str) -> Iterator[tuple[int, str]]:
    """Yield blocks of lines that belong together, each with the number of lines before it."""
    held: list[str] = []
    begun = 0
    for number, line in enumerate(text.split("\n")):
        blank = not line or line.isspace()
        if held and (blank or _STARTS.match(line) or _HEADING.match(held[0])):
            yield begun, "\n".join(held)
            held = []
        if not blank:
            if not held:
                begun = number
            held.append(line)
    if held:
        yield begun, "\n".join(held)


def _of_unit(unit: str, at: int, line: int, under: _Under) -> Iterator[Passage]:
    """Yield the passages of a block: those of its cells if it is a row of a table."""
    if unit.lstrip().startswith("|"):
        cells = [(one.start(), one[0]) for one in _CELL.finditer(unit)]
        if len(cells) == 2:
            start, cell = cells[1]
            under = replace(under, label=_folded(cells[0][1]))
            yield from _sentences(cell, line, start + 1, under)
        else:
            yield from _sentences(unit.replace("|", " "), line, 1, under)
        return
    if own := _LABEL.match(unit, at):
        at, under = own.end(), replace(under, label=_folded(own[1]))
    skipped = unit[:at]
    lines = skipped.count("\n")
    column = at - skipped.rfind("\n") if lines else at + 1
    yield from _sentences(unit[at:], line + lines, column, under)


def _sentences(text: str, line: int, column: int, under: _Under) -> Iterator[Passage]:
    """Yield the sentences of a text, which begins at a place of the file."""
    begun = 0
    for end in _END.finditer(text):
        if _ABBREVIATED.search(text, max(begun, end.start() - 12), end.start() + 1):
            continue
        yield _part(text, begun, end.end(), line, column, under)
        begun = end.end()
    if not text[begun:].isspace() and begun < len(text):
        yield _part(text, begun, len(text), line, column, under)


def _part(text: str, begun: int, end: int, line: int, column: int, under: _Under) -> Passage:
    """Return a part of a text as a passage; of a field the place is that of the field."""
    if begun and not under.field:
        lines = text.count("\n", 0, begun)
        line, column = line + lines, column + begun
        if lines:
            column = begun - text.rfind("\n", 0, begun)
    return Passage(
        text=text[begun:end],
        label=under.label,
        heading=under.heading,
        listed=under.listed,
        path=under.path,
        field=under.field,
        line=line,
        column=column,
        length=under.length,
    )


def _folded(label: str) -> str:
    return " ".join(label.split()).rstrip(":").lower()
