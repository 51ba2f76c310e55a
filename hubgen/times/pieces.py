"""A text cut into numbers, words and signs, and what was understood of them so far."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Never

from hubgen.errors import Unreadable

LONGEST = 80
"""Characters of a date; whatever is longer is none."""
HOURS = frozenset({"uur", "u", "h", "hrs", "hours", "uhr"})
"""What may stand behind the number of an hour."""

_PIECE = re.compile(r"\s*([0-9]+|[^\W\d_]+|\S)")
_PLAIN = str.maketrans({"\u2019": "'", "\u2018": "'", "\u2011": "-"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A number, a word or a sign."""

    text: str
    apart: bool
    """Whether there is space before it."""

    @property
    def is_number(self) -> bool:
        """Tell whether it is digits."""
        return self.text[0] in "0123456789"


_NOTHING = Piece("\0", apart=True)


@dataclass(slots=True)
class Reading:
    """What was understood so far of one text, and where the next piece is."""

    value: str
    code: str
    """What the text is said to be where nothing better is known of it."""
    pieces: Sequence[Piece]
    here: int = 0
    weekday: int | None = None
    dates: list[date] = field(default_factory=list)
    """The days that the text can mean."""
    month: date | None = None
    """The first day of a month that is named without a day."""
    clocks: list[time] = field(default_factory=list)
    """The times that the text can mean."""
    ends: list[time] = field(default_factory=list)
    """The same for a second time, behind the word `tot`."""
    offset: timedelta | None = None

    def ahead(self, steps: int = 0) -> Piece:
        """Return the piece that comes after so many others."""
        place = self.here + steps
        return self.pieces[place] if place < len(self.pieces) else _NOTHING

    def takes(self, *texts: str) -> bool:
        """Go on where the next pieces are these, whatever is between them; tell whether so."""
        if any(self.ahead(step).text != text for step, text in enumerate(texts)):
            return False
        self.here += len(texts)
        return True

    def fail(self, code: str, **values: object) -> Never:
        """Raise that the text cannot be read."""
        raise Unreadable(code, value=self.value, **values)


def cut(text: str, code: str) -> Reading:
    """Return a text in pieces, of which nothing is read yet; raise `Unreadable` with `code`."""
    plain = text.strip().translate(_PLAIN).casefold().rstrip(".,")
    if not plain or len(plain) > LONGEST:
        raise Unreadable(code, value=text)
    pieces = [Piece(one[1], one[0] != one[1]) for one in _PIECE.finditer(plain)]
    return Reading(text.strip(), code, pieces)


def is_clock(said: Reading) -> bool:
    """Tell whether the number that comes is that of an hour."""
    sign, behind = said.ahead(1), said.ahead(2)
    if sign.text in {":", "."} and not sign.apart and not behind.apart and behind.is_number:
        return True
    return sign.text in HOURS or sign.text in {"am", "pm", "a", "p"}
