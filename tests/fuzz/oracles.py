"""What holds for whatever a text is: its problems are at places within it, and soon."""

import sys
from collections.abc import Callable, Iterable, Sequence
from time import process_time
from typing import Final, TypeVar

from hubgen.errors import Problem
from hubgen.plaintext import showable
from hubgen.reports import reports

Result = TypeVar("Result")

_SLOWER: Final = 1 if "atheris" not in sys.modules else 5
"""How much longer it may take where a fuzzer watches each line that is run."""
SECONDS: Final = 3.0 * _SLOWER
"""Of a processor's work: the most that 60,000 characters of the worst Markdown may take. They take
up to a second on a laptop, most texts a thousandth of it; the rest is for slow machines."""
SECONDS_OF_FIELDS: Final = 1.0 * _SLOWER
"""The most that as much front matter may take; it takes up to a third of a second."""
LANGUAGES: Final = ("nl", "en")
_TRIES: Final = 3  # a machine with other work on it can be slow for a while


def text_of(data: bytes) -> str:
    """Return the text of a file, as a page's is read: what is no UTF-8 is left out."""
    return data.decode(errors="ignore")


def parts_of(data: bytes, count: int) -> list[str]:
    """Return so many texts, which a byte that UTF-8 never has stands between.

    Other such bytes become halves of characters.
    """
    found = [one.decode(errors="surrogateescape") for one in data.split(b"\xff", count - 1)]
    return found + [""] * (count - len(found))


def in_time(work: Callable[[], Result], most: float = SECONDS) -> Result:
    """Return what some work comes to, and fail where it takes too long again and again.

    `most` is in seconds of a processor's work, which one of so many tries has to stay below.
    """
    took = []
    for _ in range(_TRIES):
        begin = process_time()
        result = work()
        took.append(process_time() - begin)
        if took[-1] < most:
            return result
    raise AssertionError(f"it takes {min(took):.1f} s")


def check_problems(
    problems: Iterable[Problem], text: str, *, path: str, first_line: int = 1
) -> None:
    """Check that each problem is about a place in the text, and can be said in words.

    `first_line` is the line of its file that the text begins on.
    """
    found = list(problems)
    lines = lines_of(text)
    for one in found:
        assert one.path == path, one
        check_place(lines, one.line, one.column, one.length, first_line=first_line)
    whole = "\n" * (first_line - 1) + text
    for lang in LANGUAGES:
        for report in reports(found, lang, lambda _: whole):
            assert showable(report.line) == report.line, repr(report.line)


def check_place(
    lines: Sequence[str], line: int, column: int, length: int, *, first_line: int = 1
) -> None:
    """Check that a place is within the lines of a text; 0 where it is not known."""
    place = f"{line}:{column}+{length}"
    if not line:
        assert (column, length) == (0, 0), place
        return
    assert first_line <= line < first_line + len(lines), place
    width = len(lines[line - first_line])
    assert 0 <= column <= width + 1, f"{place} of {width}"
    assert 0 <= length <= max(0, width + 1 - column), f"{place} of {width}"


def lines_of(text: str) -> list[str]:
    """Return the lines of a file as editors' programs count them."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
