"""Reports: problems as people and programs read them, with the line that each is about."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from hubgen.errors import Problem
from hubgen.plaintext import showable
from hubgen.reports.excerpts import WIDEST, Excerpt, excerpt
from hubgen.wording import wording

__all__ = ["MOST_EXCERPTS", "WIDEST", "Excerpt", "Report", "excerpt", "reports"]

MOST_EXCERPTS = 200
"""How many problems show the line that they are about: of more, nobody reads each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A problem in words, all of it fit for a terminal."""

    problem: Problem
    place: str
    """Where it is, as far as that is known: `content/events/x.md:6:8`."""
    text: str
    """`field: what is wrong; what to write instead`."""
    excerpt: Excerpt | None = None
    """The line, with the place marked; None where there is none to show."""

    @property
    def line(self) -> str:
        """The problem on one line."""
        return f"{self.place}: {self.text}"


def reports(
    problems: Iterable[Problem],
    lang: str,
    text_of: Callable[[str], str | None],
    *,
    widest: int = WIDEST,
) -> Iterator[Report]:
    """Yield each problem in words.

    `text_of` gives the text of the file at a problem's path, or None; it is asked for a file once,
    if problems come in their order. An excerpt takes `widest` columns at most.
    """
    words = wording(lang)
    path, text = "", None
    for number, one in enumerate(problems):
        shown = None
        if one.line and number < MOST_EXCERPTS:
            if one.path != path:
                path, text = one.path, text_of(one.path)
            shown = excerpt(one, text, widest=widest) if text is not None else None
        yield Report(
            problem=one,
            place=showable(words.place(one)),
            text=showable(words.sentence(one)),
            excerpt=shown,
        )
