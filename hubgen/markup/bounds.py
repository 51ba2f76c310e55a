"""How much work one text may ask for; a text that asks for more is the editor's to untangle.

Python-Markdown takes quadratic time on many short inputs (8,000 `[` are seconds, a megabyte of them
is a day), exponential time on a fence line with many quoted options, and Python's whole stack on
deep nesting. Two fences stand around it, and both give the same answer on every machine, which a
time-out would not: `examine` looks at the text beforehand for what can be seen from outside, and
`Meter` counts the work that the parser does, in steps of some thirty nanoseconds.

What is bounded: the size; the lines; a run of one mark or blank; the nesting of lists, quotations,
HTML and Markdown in HTML; the options of a fence; footnotes; ampersands; what abbreviations,
references and tables can blow a small text up to; unclosed tags; and, by the meter, all else that
grows with the square of a paragraph: brackets, emphasis, code spans, definitions, headings.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from hubgen.errors import HubgenError, Problem, problem
from hubgen.expressions import expression

# A book of 150,000 words is one megabyte; a page is three kilobytes. A hub's settings say how much
# of this it allows, and that is a megabyte unless they say more.
MAX_CHARACTERS: Final = 4_000_000
# A megabyte of prose has some 12,000 lines. Every line may become an element, at a few kB each.
MAX_LINES: Final = 20_000
CHARACTERS_PER_LINE: Final = 50  # of a text that is longer than a megabyte
# Rulers and the lines of a table are the longest runs that people type, and seldom pass 200.
MAX_RUN: Final = 1_000
# Each level costs Python-Markdown up to 12 frames of the interpreter's 1,000.
MAX_DEPTH: Final = 20
# `hl_lines`, `linenums` and `title` are the options that editors know; each has two quotes. What
# superfences needs to refuse a fence line doubles with every option.
MAX_FENCE_QUOTES: Final = 8
# Each reference to a footnote is compared with all footnotes, and each further reference to one
# with all that it had before.
MAX_FOOTNOTE_MARKS: Final = 5_000
MAX_FOOTNOTE_REPEATS: Final = 200
# A table's rows are filled up to the width of its header, so `|` alone on a line is many cells.
MAX_CELLS: Final = 100_000
# A definition is copied wherever it is used, and every abbreviation is tried at every character.
MAX_COPIED: Final = 10_000_000
MAX_ABBREVIATION_TRIES: Final = 20_000_000
# Each is a piece of its own to two parsers and two sanitisers: 100,000 are two seconds, and a
# megabyte of them half a minute.
MAX_AMPERSANDS: Final = 100_000
# From a `<` and a letter, the HTML parser looks for the `>` up to the end of the text.
MAX_TAG_SEARCH: Final = 50_000_000
# The parser and the sanitiser look through all open elements at each tag: 2,000 are 10 ms.
MAX_HTML_DEPTH: Final = 2_000
# What the parser may do: ten million steps are about a third of a second. Prose takes some twenty a
# character, so that a page of 3 kB may take a hundred times what it needs, and one of 1 MB twice.
STEPS: Final = 10_000_000
STEPS_PER_CHARACTER: Final = 40

_MARKS: Final = " \t`~*_[](){}<>!#=+-|:^&\\/'\"."
# What is nothing but these marks is a ruler: `* * *`.
_NESTED = expression(
    rf"^(?:[ \t]*(?:>|[-+*:][ \t]|\d{{1,9}}[.)][ \t])){{{MAX_DEPTH + 1}}}(?=.*[^-*_ \t\n])", re.M
)
_INDENTED = expression(
    rf"^[ \t]{{{4 * MAX_DEPTH + 1},}}(?:[-+*>:][ \t]|\d{{1,9}}[.)][ \t]|!!!)", re.M
)
_MARKDOWN_IN_HTML = expression(r"<[^<>\n]*\bmarkdown\s*=", re.I)
_FENCE = expression(r"^[> \t]*(?:`{3}|~{3}).*$", re.M)
_FOOTNOTE = expression(r"\[\^([^\]]*)")
_BLANK_LINES = expression(r"\n[ \t]*\n")
_ABBREVIATION = expression(r"^[*]\[([^\]\n]+)\][ ]?:(.*)$", re.M)
_DEFINITION = expression(r"^[ >]*\[[^\]\n]*\]:(.*(?:\n.*)?)", re.M)
_TAG_START = expression(r"<[/?!a-zA-Z]")
_TAG = expression(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_VOID = frozenset({"br", "col", "hr", "img", "input", "wbr"})


class TooTangledError(HubgenError):
    """The text asks for more work than `STEPS` allows; `excerpt` is the part that was at hand."""

    def __init__(self, excerpt: str) -> None:
        self.excerpt = excerpt
        super().__init__("the text asks for too much work")


class Meter:
    """A count of the work that is done on one text."""

    __slots__ = ("_left",)

    def __init__(self) -> None:
        self._left = STEPS

    def start(self, text: str) -> None:
        """Set the meter for another text."""
        self._left = STEPS + STEPS_PER_CHARACTER * len(text)

    def spend(self, steps: int, excerpt: str) -> None:
        """Count some work. Raises `TooTangledError` when there was too much of it."""
        self._left -= steps
        if self._left < 0:
            raise TooTangledError(excerpt)


def examine(text: str, *, path: str, first_line: int) -> Problem | None:
    """Return what makes a text too long or too tangled to read, or None. It takes linear time."""
    if len(text) > MAX_CHARACTERS:
        most = MAX_CHARACTERS // 1000
        return problem("text-too-long", path=path, line=first_line, most=most)
    for look in _LOOKS:
        at = look(text)
        if at is not None:
            return too_tangled(text, at, path=path, first_line=first_line)
    return None


def too_tangled(text: str, at: int, *, path: str, first_line: int) -> Problem:
    """Return the problem of a text that is tangled at this place in it."""
    line = first_line + text.count("\n", 0, at)
    column = at - text.rfind("\n", 0, at)
    return problem("text-too-tangled", path=path, line=line, column=column)


def _lines(text: str) -> int | None:
    """Return the place of the first line too many."""
    most = max(MAX_LINES, len(text) // CHARACTERS_PER_LINE)
    if text.count("\n") <= most:
        return None
    return [found.start() for found in re.finditer("\n", text)][most]


def _run(text: str) -> int | None:
    """Return the place of a mark or blank that stands too often in a row."""
    return next((at for mark in _MARKS if (at := text.find(mark * (MAX_RUN + 1))) >= 0), None)


def _nesting(text: str) -> int | None:
    """Return the place of a line with too many list or quotation marks before its text."""
    found = _NESTED.search(text) or _INDENTED.search(text)
    if found:
        return found.start()
    return _after(MAX_DEPTH, _MARKDOWN_IN_HTML.finditer(text))


def _fence(text: str) -> int | None:
    """Return the place of a fence line with too many quoted options."""
    for found in _FENCE.finditer(text):
        line = found.group()
        if line.count('"') + line.count("'") > MAX_FENCE_QUOTES:
            return found.start()
    return None


def _footnotes(text: str) -> int | None:
    """Return the place of the first footnote mark too many."""
    if text.count("[^") <= MAX_FOOTNOTE_REPEATS:
        return None
    label, times = Counter(_FOOTNOTE.findall(text)).most_common(1)[0]
    if times > MAX_FOOTNOTE_REPEATS:
        return text.index(f"[^{label}")
    return _after(MAX_FOOTNOTE_MARKS, _FOOTNOTE.finditer(text))


def _cells(text: str) -> int | None:
    """Return the place of a table with too many cells."""
    if text.count("\n") * text.count("|") <= MAX_CELLS:
        return None
    start = 0
    for end in [found.start() for found in _BLANK_LINES.finditer(text)] + [len(text)]:
        rows = text[start:end].split("\n")
        if (
            len(rows) * max(row.count("|") + 1 for row in rows) > MAX_CELLS
            and "|" in text[start:end]
        ):
            return start
        start = end + 1
    return None


def _abbreviations(text: str) -> int | None:
    """Return the place of the first abbreviation when all of them are too much work or text."""
    if "*[" not in text:
        return None
    found = list(_ABBREVIATION.finditer(text))
    if len(found) * len(text) > MAX_ABBREVIATION_TRIES:
        return found[0].start()
    copied = sum(text.count(each.group(1)) * len(each.group(2)) for each in found)
    return found[0].start() if copied > MAX_COPIED else None


def _references(text: str) -> int | None:
    """Return the place of an address that could be copied too often."""
    if "]:" not in text:
        return None
    longest = max(_DEFINITION.finditer(text), key=lambda each: len(each.group(1)), default=None)
    if longest is None or len(longest.group(1)) * text.count("[") <= MAX_COPIED:
        return None
    return longest.start()


def _ampersands(text: str) -> int | None:
    """Return the place of the first ampersand too many."""
    if text.count("&") <= MAX_AMPERSANDS:
        return None
    return _after(MAX_AMPERSANDS, re.finditer("&", text))


def _tags(text: str) -> int | None:
    """Return the place of a tag when too many of them have their end too far away."""
    if text.count("<") * len(text) <= MAX_TAG_SEARCH:
        return None
    ends = [found.start() for found in re.finditer(">", text)]
    search = 0
    for found in _TAG_START.finditer(text):
        at = bisect_right(ends, found.start())
        search += (ends[at] if at < len(ends) else len(text)) - found.start()
        if search > MAX_TAG_SEARCH:
            return found.start()
    return None


def _open_elements(text: str) -> int | None:
    """Return the place of the first element too many that is begun inside unfinished ones."""
    if text.count("<") <= MAX_HTML_DEPTH:
        return None
    begun: Counter[str] = Counter()
    depth = 0
    for found in _TAG.finditer(text):
        name = found.group(2).lower()
        if not found.group(1) and name not in _VOID:
            begun[name] += 1
            depth += 1
        elif begun[name]:
            begun[name] -= 1
            depth -= 1
        if depth > MAX_HTML_DEPTH:
            return found.start()
    return None


def _after(count: int, found: Iterable[re.Match[str]]) -> int | None:
    """Return the place of the match that follows the first so many."""
    places: Iterator[int] = (each.start() for each in found)
    return next((at for number, at in enumerate(places) if number >= count), None)


_LOOKS: Final[tuple[Callable[[str], int | None], ...]] = (
    _lines,
    _run,
    _nesting,
    _fence,
    _footnotes,
    _cells,
    _abbreviations,
    _references,
    _ampersands,
    _tags,
    _open_elements,
)
