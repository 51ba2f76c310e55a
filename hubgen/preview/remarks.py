"""What is wrong, as the preview shows it: beside the page, with the line that is meant."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from hubgen.errors import Problem
from hubgen.reports import Excerpt, excerpt
from hubgen.sources import CONTENT, digest, text_at
from hubgen.wording import Wording

MOST = 20
"""How many remarks of a sort a page carries; the command `hubgen check` has them all."""
_WIDEST = 160  # columns of a line that are shown, around the place that is meant


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One thing to mend, in the words of whoever mends it."""

    text: str
    path: str = ""
    """The file: `content/events/x.md`; nothing where none is known."""
    line: int = 0
    column: int = 0
    field: str = ""
    check: str = ""
    """The name by which the check can be silenced."""
    excerpt: Excerpt | None = None
    is_own: bool = False
    """Whether it is about the page that is shown."""

    @property
    def place(self) -> str:
        """The file, with the line and the column where they are known: `x.md:6:3`."""
        places = (str(number) for number in (self.line, self.column) if number)
        return ":".join((self.path, *places))

    @property
    def can_be_opened(self) -> bool:
        """Whether its file is one that the preview opens."""
        return self.path.startswith(f"{CONTENT}/")

    def __str__(self) -> str:
        """Return the remark as one line."""
        said = f"{self.field}: {self.text}" if self.field else self.text
        return f"{self.place}: {said}" if self.path else said


@dataclass(frozen=True, slots=True, kw_only=True)
class Remarks:
    """Some remarks, those about the page that is shown first."""

    shown: tuple[Remark, ...]
    count: int
    """How many there are, those that are not shown too."""
    own: int
    """How many are about the page."""
    key: str
    """What tells these from others: a digest."""

    @property
    def rest(self) -> int:
        """How many are not shown."""
        return self.count - len(self.shown)


def remarks(problems: Sequence[Problem], own: str, site: Path, words: Wording) -> Remarks:
    """Return problems as remarks, those about the file `own` first, and no more than `MOST`."""
    ordered = sorted(problems, key=lambda one: one.path != own)  # keeps their order besides
    text_of = cache(partial(text_at, site))
    shown = tuple(_remark(one, own, words, text_of(one.path)) for one in ordered[:MOST])
    return Remarks(
        shown=shown,
        count=len(problems),
        own=sum(one.path == own for one in problems),
        key=digest("\n".join(map(str, shown)).encode()),
    )


def only(remark: Remark) -> Remarks:
    """Return the one remark that there is."""
    return Remarks(shown=(remark,), count=1, own=0, key=digest(str(remark).encode()))


def _remark(one: Problem, own: str, words: Wording, text: str | None) -> Remark:
    return Remark(
        text=words.say(one),
        path=one.path,
        line=one.line,
        column=one.column,
        field=one.field,
        check=one.check,
        excerpt=excerpt(one, text, widest=_WIDEST) if one.line and text is not None else None,
        is_own=one.path == own,
    )
