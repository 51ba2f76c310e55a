"""Headings that skip a level, so that whoever goes by them misses one."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from hubgen.errors import Problem, problem
from hubgen.expressions import expression
from hubgen.kinds.base import Entry
from hubgen.markup import Heading
from hubgen.proofreading.proof import Proof
from hubgen.settings import Settings

_HEADING = expression(r" {0,3}(#{1,6})\s+\S")
_FENCE = expression(r" {0,3}(`{3,}|~{3,})")


def read_outline(proof: Proof, _settings: Settings) -> Iterator[Problem]:
    """Find the headings of a page's text that are more than a level deeper than the one before."""
    entry = proof.entry
    headings = entry.body.headings
    levels = (1, *(one.level for one in headings))  # the first is that of the page's title
    if all(level <= before + 1 for before, level in pairwise(levels)):
        return
    lines = _lines(entry, headings)
    for before, heading, (line, marks) in zip(levels, headings, lines, strict=False):
        if heading.level > before + 1:
            yield problem(
                "heading-skip",
                path=entry.path,
                line=line,
                column=1 if marks else 0,
                length=marks,
                severity="warning",
                text=heading.text,
                right="#" * max(2, (marks or heading.level) - (heading.level - before - 1)),
            )


def _lines(entry: Entry, headings: Sequence[Heading]) -> list[tuple[int, int]]:
    """Return the line of each heading and how many signs it has; 0 where that is not known."""
    found: list[tuple[int, int]] = []
    fence = ""
    for number, line in enumerate(entry.matter.body.split("\n"), entry.matter.body_line):
        if opens := _FENCE.match(line):
            if not fence:
                fence = opens[1]
            elif line.strip().startswith(fence):
                fence = ""
        elif not fence and (heading := _HEADING.match(line)):
            found.append((number, len(heading[1])))
    # Headings that were written in another way, as HTML or with a line below, are not found back.
    return found if len(found) == len(headings) else [(0, 0)] * len(headings)
