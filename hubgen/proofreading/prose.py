"""A page's own words in passages: sentences and lines, each with the place that it stands at.

What is not the page's own word is blanked out, so that a place in a passage is that place in the
file: code, addresses, what is struck through, and what is quoted from somebody else.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from hubgen.errors import Problem
from hubgen.expressions import expression
from hubgen.findings import path_text
from hubgen.frontmatter import Path

_LONGEST_QUOTE = 60
"""Characters of a text that a message repeats."""

# Each repetition is bounded, so that no text takes more than its length in time; each expression
# begins with signs that are rare, so that it is quick.
_LINES = expression(
    r"""
      ^[ ]{0,3}(?P<fence>```|~~~)[^\n]*\n(?:.*\n){0,400}?[ ]{0,3}(?P=fence)[^\n]*$
    | ^[ ]{0,3}>[^\n]*$                           # a quotation
    | ^[ ]{0,3}\[[^\]\n]{1,80}\]:[^\n]*$          # the address of a reference
    """,
    re.VERBOSE | re.MULTILINE,
)
_LINE_SIGNS = ("```", "~~~", ">", "]:")
# It begins with one of some signs, to which it can skip; what stands behind it tells which one.
_SIGNS = expression(
    r"""
    [<`~!\]{“„"‘&*_\[](?:
      (?<=<)(?:
          !--(?:[^-]|-(?!->)){0,2000}-->
        | /?[a-zA-Z][^<>]{0,400}>
        | [^\s<>]{1,400}>
      )
    | (?<=`)[^`\n]{1,400}`
    | (?<=~)~[^~\n]{1,400}~~
    | (?<=!)\[[^\]\n]{0,400}\](?:\([^)\n]{0,400}\))?
    | (?<=\])(?:\([^)\n]{0,400}\)|\[[^\]\n]{0,80}\])
    | (?<=\{):?[^{}\n]{0,200}\}
    | (?<=“)[^“”]{1,400}”
    | (?<=„)[^„”“]{1,400}[”“]
    | (?<=")(?<!\w")[^"\n]{1,400}"
    | (?<=‘)(?<!\w‘)[^‘’\n]{1,400}’(?!\w)
    | (?<=&)(?:nbsp|ensp|emsp|thinsp);
    | (?<=[*_\[\]])[*_\[\]]*
    )
    """,
    re.VERBOSE,
)
_WEB = r"(?:https?://|www\.)[^\s<>]{1,400}"
_WEB_ADDRESS = expression(_WEB)
_ADDRESS = expression(rf"{_WEB}|[^\s<>()\[\]]{{1,64}}@[\w-]{{1,64}}\.[\w.-]{{1,64}}")
_STARTS = expression(
    r"[ \t]*(?:[-*+•][ \t]|\d{1,3}[.)][ \t]|:[ \t]|\||\#{1,6}[ \t]"
    r"|[A-Z][^\W\d_]*(?:[ /&-]+[^\W\d_]+){0,3}\s*:\s)"
)
_NOT_A_BREAK = expression(r"[^\n]")
_CELL = expression(r"[^|\n]*[^|\s][^|\n]*")
_MARK = expression(r"[ \t]*(?:[-*+•][ \t]+|\d{1,3}[.)][ \t]+|:[ \t]+|\|)")
_HEADING = expression(r"[ ]{0,3}#{1,6}[ \t]+(.*?)[ \t#]*$")
_LABEL = expression(r"\s*([A-Z][^\W\d_]*(?:[ /&-]+[^\W\d_]+){0,3})\s*:\s+")
_BARE = expression(r"\s*([A-Z][^\W\d_]*(?:[ /&-]+[^\W\d_]+){0,3})\s*:?\s*$")
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
_END = expression(r"[.!?…][)\]]*\s+(?=[A-Z0-9ÁÉ‘'(])")
_ABBREVIATED = expression(
    r"(?:\b(?:dr|drs|mr|mrs|ms|ir|ing|prof|bijv|bv|ca|nr|st|o\.a|o\.l\.v|a\.s|p\.p|i\.s\.m|e\.g|i\.e"
    r"|jan|feb|mrt|apr|jun|jul|aug|sept?|okt|oct|nov|dec|ma|di|wo|do|vr|za|zo"
    r"|mon|tue|wed|thu|fri|sat|sun|u|[ap]\.m)|\b[A-Z])\.$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Above:
    """What passages stand in, and below."""

    path: str
    """The file."""
    field: Path = ()
    """The field that they are of; none for the text below the front matter."""
    length: int = 0
    """How long the line of the field is; a place in a field is that of the whole field."""
    label: str = ""
    """What stands before their colon, or right above them, in small letters: `datum en tijd`."""
    heading: str = ""
    """The heading that they are under, in small letters."""
    listed: bool = False
    """Whether they are in an item of a list or a row of a table."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, or a line of a list or a table: what one thing is said in."""

    text: str
    line: int
    column: int
    """Where it begins, both counted from 1."""
    above: Above

    @property
    def label(self) -> str:
        """What stands before its colon, or right above it."""
        return self.above.label

    @property
    def heading(self) -> str:
        """The heading that it is under."""
        return self.above.heading

    @property
    def listed(self) -> bool:
        """Whether it is an item of a list or a row of a table."""
        return self.above.listed

    @property
    def field(self) -> Path:
        """The field that it is of."""
        return self.above.field

    def says(self, at: int, said: str, code: str, **values: object) -> Problem:
        """Return a problem with what is said at a place of the passage."""
        at += len(said) - len(said.lstrip())
        line, column, length = self.line, self.column, self.above.length
        if not self.field:
            line += self.text.count("\n", 0, at)
            begun = self.text.rfind("\n", 0, at)
            column = column + at if begun < 0 else at - begun
            length = len(said.strip().partition("\n")[0])
        values["said"] = shown(said)
        return Problem(
            path=self.above.path,
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


def of_field(text: str, line: int, column: int, above: Above) -> Iterator[Passage]:
    """Yield the passages of a field, without what is not its own word."""
    return _sentences(text, line, column, above)


def of_body(text: str, first_line: int, path: str) -> Iterator[Passage]:
    """Yield the passages of the text below the front matter, without what is not its own word."""
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
        above = Above(path, label=label, heading=heading, listed=mark is not None)
        yield from _of_unit(unit, mark.end() if mark else 0, line, above)
        if not mark:
            label = ""  # a heading says what the first lines below it are


def blanked(text: str) -> str:
    """Return a text of the same length without what is not its own word."""
    if any(sign in text for sign in _LINE_SIGNS):
        text = _LINES.sub(_blank, text)
    if "@" in text:
        text = _ADDRESS.sub(_blank, text)
    elif "://" in text or "www." in text:
        text = _WEB_ADDRESS.sub(_blank, text)
    return _SIGNS.sub(_blank, text)


def _blank(found: "re.Match[str]") -> str:
    said = found[0]
    return " " * len(said) if "\n" not in said else _NOT_A_BREAK.sub(" ", said)


def _units(text: str) -> Iterator[tuple[int, str]]:
    """Yield blocks of lines that belong together, each with the number of lines before it."""
    held: list[str] = []
    begun = 0
    alone = False
    for number, line in enumerate(text.split("\n")):
        blank = not line or line.isspace()
        if held and (blank or alone or _STARTS.match(line)):
            yield begun, "\n".join(held)
            held = []
        if not blank:
            if not held:
                begun = number
                alone = "#" in line and _HEADING.match(line) is not None
            held.append(line)
    if held:
        yield begun, "\n".join(held)


def _of_unit(unit: str, at: int, line: int, above: Above) -> Iterator[Passage]:
    """Yield the passages of a block: those of its cells if it is a row of a table."""
    if unit.lstrip().startswith("|"):
        cells = [(one.start(), one[0]) for one in _CELL.finditer(unit)]
        if len(cells) == 2:
            start, cell = cells[1]
            above = replace(above, label=_folded(cells[0][1]))
            yield from _sentences(cell, line, start + 1, above)
        else:
            yield from _sentences(unit.replace("|", " "), line, 1, above)
        return
    if own := _LABEL.match(unit, at):
        at, above = own.end(), replace(above, label=_folded(own[1]))
    skipped = unit[:at]
    lines = skipped.count("\n")
    column = at - skipped.rfind("\n") if lines else at + 1
    yield from _sentences(unit[at:], line + lines, column, above)


def _sentences(text: str, line: int, column: int, above: Above) -> Iterator[Passage]:
    """Yield the sentences of a text, which begins at a place of the file."""
    begun = 0
    for end in _END.finditer(text):
        if _ABBREVIATED.search(text, max(begun, end.start() - 12), end.start() + 1):
            continue
        yield _part(text, begun, end.end(), line, column, above)
        begun = end.end()
    if not text[begun:].isspace() and begun < len(text):
        yield _part(text, begun, len(text), line, column, above)


def _part(text: str, begun: int, end: int, line: int, column: int, above: Above) -> Passage:
    """Return a part of a text as a passage; of a field the place is that of the field."""
    if begun and not above.field:
        lines = text.count("\n", 0, begun)
        line, column = line + lines, column + begun
        if lines:
            column = begun - text.rfind("\n", 0, begun)
    return Passage(text[begun:end], line, column, above)


def _folded(label: str) -> str:
    return " ".join(label.split()).rstrip(":").lower()
