"""Where in a file something was written that is known from its HTML alone."""

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterator
from functools import cached_property
from html import unescape
from itertools import islice
from typing import Final

from hubgen.expressions import expression

# Where an address may stand: `](x`, `](<x`, `]: x`, `href="x`, `<https:x`, `<x@y`. Brackets in an
# address are in pairs. It may be empty, so that `[x]()` is found, too.
_ADDRESS = expression(
    r"""(?:\]\(\s*<?|\]:[ ]*<?|\b(?:href|src)\s*=\s*["']?|<(?=[a-zA-Z][\w+.-]*:|[^\s<>@]+@))"""
    r"""((?:[^\s()<>"']|\([^\s()]*\))*)"""
)
_BACKSLASH = expression(r"\\([\\`*_{}\[\]()>#+\-.!~^=])")
# A top heading: `# x`, `x` underlined with `=`, or `<h1>`. Quotations and lists may hold one.
_TOP_HEADING = expression(
    r"^[ \t>]*(?:[-+*][ ]+|\d+[.][ ]+)?#(?!#).*$|^.+(?=\n=+[ ]*$)|<h1\b.*$", re.M
)
_FENCE = expression(r"^[ >\t]*(`{3,}|~{3,})[^`\n]*\n.*?^[ >\t]*\1[`~]*[ \t]*$", re.M | re.S)
_NO_WORD = expression(r"[\W_]+")
# Addresses with spaces in them are not found by `_ADDRESS`; each takes a look at the whole text.
_MOST_SEARCHES: Final = 100
# How many lines that only look like a heading (`# x` in indented code) may stand before one.
_LINES_COMPARED: Final = 20

Spot = tuple[int, int, int]
"""A line and a column, both counted from 1, and a number of characters from there on that line."""
NO_SPOT: Final[Spot] = (0, 0, 0)


def written_addresses(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield where each thing that looks like an address begins and ends, and what it is once read.

    It may be in an example of code too. An address with spaces in it is not found.
    """
    for each in _ADDRESS.finditer(text):
        address = each.group(1)
        if "&" in address:
            address = unescape(address)
        if "\\" in address:
            address = _BACKSLASH.sub(r"\1", address)
        yield each.start(1), each.end(1), address


class Places:
    """The places of addresses and headings in a text, asked for in the order of the text."""

    def __init__(self, text: str, *, first_line: int) -> None:
        self._text = text
        self._first_line = first_line
        self._searches = 0

    def address(self, target: str) -> Spot:
        """Return where an address is, all 0 if it is not found.

        Each time that the same address is asked for, it is the next place; after the last place
        that one again, as for an address that is defined once and referred to twice.
        """
        places = self._addresses.get(target) or self._addresses.get(target.removeprefix("mailto:"))
        if places:
            return self._spot(*(places.popleft() if len(places) > 1 else places[0]))
        if self._searches >= _MOST_SEARCHES:
            return NO_SPOT
        self._searches += 1
        at = self._text.find(target) if target else -1
        return self._spot(at, len(target)) if at >= 0 else NO_SPOT

    def top_heading(self, text: str) -> Spot:
        """Return where the next `#` heading with this text is; all 0 if there is none."""
        lines = self._top_headings
        if not lines:
            return NO_SPOT
        wanted = _NO_WORD.sub("", text)
        near = (_NO_WORD.sub("", line) for _, line in islice(lines, _LINES_COMPARED))
        # A line that holds the address of a link, too, is not the same; the next one it is then.
        skipped = next((number for number, line in enumerate(near) if line == wanted), 0)
        for _ in range(skipped):
            lines.popleft()
        at, line = lines.popleft()
        indent = len(line) - len(line.lstrip())
        return self._spot(at + indent, len(line.strip()))

    def passage(self, text: str) -> int:
        """Return where a part of the text begins, as far as its beginning can be found back."""
        # What Python-Markdown has dealt with already is a placeholder between these two.
        begin = re.split("[\x02\x03\n]", text.lstrip("\n\x02\x03"), maxsplit=1)[0]
        return max(self._text.find(begin), 0)

    @cached_property
    def _addresses(self) -> dict[str, deque[tuple[int, int]]]:
        """Where each address stands, and how many characters it was written with."""
        found: dict[str, deque[tuple[int, int]]] = {}
        for start, end, address in written_addresses(self._text):
            found.setdefault(address, deque()).append((start, end - start))
        return found

    @cached_property
    def _top_headings(self) -> deque[tuple[int, str]]:
        """Where each line stands that may be a top heading, and the line."""
        text = _FENCE.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), self._text)
        return deque((each.start(), each.group()) for each in _TOP_HEADING.finditer(text))

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(each.end() for each in re.finditer("\n", self._text))]

    def _spot(self, at: int, length: int) -> Spot:
        """Return a place, and how much of what is there stands on its line."""
        number = bisect_right(self._line_starts, at) - 1
        end = self._text.find("\n", at, at + length)
        on_line = length if end < 0 else end - at
        return self._first_line + number, at - self._line_starts[number] + 1, on_line
