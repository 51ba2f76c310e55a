"""The line of a file that a problem is about, fit for a terminal, with the place marked."""

import unicodedata
from dataclasses import dataclass
from typing import Final

from hubgen.errors import Problem
from hubgen.expressions import expression
from hubgen.plaintext import showable

WIDEST: Final = 100
"""Columns that a line may take, where nobody knows how wide the terminal is."""

_TAB: Final = 4
_CUT: Final = "…"
# What is most likely meant where nobody said how much of the line is: a text between quotation
# marks, an address, a word.
_WORD: Final = expression(r'"[^"]*"' + r"|'[^']*'" + r"|[^\s()<>\[\]{},;\"']+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A line of a file in three parts, of which the second is what a problem is about."""

    before: str
    marked: str
    """Empty where the whole line is meant."""
    after: str

    @property
    def line(self) -> str:
        """The line."""
        return f"{self.before}{self.marked}{self.after}".rstrip()

    @property
    def marks(self) -> str:
        """Carets, each below a column of what is marked; empty where nothing is."""
        return " " * columns(self.before) + "^" * columns(self.marked) if self.marked else ""


def excerpt(problem: Problem, text: str, *, widest: int = WIDEST) -> Excerpt | None:
    """Return the line of a file's text that a problem is about; None where there is none.

    A line that takes more than `widest` columns is shortened around the place. Tabs become spaces,
    and what would move the cursor or turn the line around is shown as U+FFFD.
    """
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not 0 < problem.line <= len(lines):
        return None
    line = lines[problem.line - 1].rstrip()
    if not problem.column:
        return _shortened(Excerpt(before=_shown(line), marked="", after=""), widest)
    begin = min(problem.column - 1, len(line))
    end = min(begin + (problem.length or _length(line, begin)), len(line))
    # A place behind the line's last character, where something is missing, is marked nonetheless.
    found = Excerpt(
        before=_shown(line[:begin]),
        marked=_shown(line[begin:end]) or " ",
        after=_shown(line[end:]),
    )
    return _shortened(found, widest)


def columns(text: str) -> int:
    """Return how many columns of a terminal a text takes (Unicode, UAX 11)."""
    if text.isascii():
        return len(text)
    return sum(_width(one) for one in text)


def _width(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _shown(text: str) -> str:
    return showable(text.replace("\t", " " * _TAB))


def _length(line: str, begin: int) -> int:
    """Return how much of a line a problem is about, where it does not say so itself."""
    word = _WORD.match(line, begin)
    return len(word[0]) if word else 1


def _shortened(found: Excerpt, widest: int) -> Excerpt:
    """Return an excerpt of at most `widest` columns, the beginning of what is marked in it."""
    if columns(found.line) <= widest:
        return found
    if not found.marked:
        return Excerpt(before=_head(found.before, widest), marked="", after="")
    # What stands before tells what it is, what comes after matters less.
    marked = _head(found.marked, widest * 2 // 3)
    left = widest - columns(marked)
    before = _tail(found.before, max(left - min(columns(found.after), left // 2), 1))
    after = _head(found.after, max(left - columns(before), 1))
    return Excerpt(before=before, marked=marked, after=after)


def _head(text: str, widest: int) -> str:
    """Return the beginning of a text, with a sign where it goes on."""
    if columns(text) <= widest:
        return text
    kept, width = [], 1
    for one in text:
        width += _width(one)
        if width > widest:
            break
        kept.append(one)
    return "".join(kept) + _CUT


def _tail(text: str, widest: int) -> str:
    """Return the end of a text, with a sign where it was cut."""
    if columns(text) <= widest:
        return text
    kept, width = [], 1
    for one in reversed(text):
        width += _width(one)
        if width > widest:
            break
        kept.append(one)
    # A mark that belongs to a character which was cut goes with it.
    while kept and _width(kept[-1]) == 0:
        kept.pop()
    return _CUT + "".join(reversed(kept))
