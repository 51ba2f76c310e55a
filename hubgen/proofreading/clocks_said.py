"""The times of day that a passage names: `van 14.00 tot 16.00 uur`, `between 2 and 4 pm`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time

from hubgen.expressions import expression
from hubgen.times.words import MONTHS

_HOURS = r"(?:uur|u\b\.?|h\b|hrs?\b|hours)"
_HALF = r"(?:[ap]\.?\s?m\b\.?)"
_CLOCK = r"(?:[01]?\d|2[0-4])(?:[.:][0-5]\d)?"
_MONTH = rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b"
_UNTIL = r"\s*(?:-|–|—|\btot\b(?:\s+(?:circa|ca\.))?|\b(?:till?|until|to|en|and)\b)\s*"
_SPAN = expression(
    r"(?P<word>\b(?:van|vanaf|tussen|from|between)\s+)?"
    rf"(?<![\d.:/€-])(?<!€\s)\b(?P<begin>{_CLOCK})(?:\s*(?P<hours1>{_HOURS}))?(?:\s*(?P<half1>{_HALF}))?"
    rf"(?P<until>{_UNTIL})"
    rf"(?P<end>{_CLOCK})\b(?![.:/-]?\d|\s*(?:euro|%|€|{_MONTH}))(?:\s*(?P<hours2>{_HOURS}))?(?:\s*(?P<half2>{_HALF}))?",
    re.IGNORECASE,
)
_MAY_BE_TIME = expression(rf"\d(?:[.:][0-5]\d|\s*{_HOURS}|\s*{_HALF})", re.IGNORECASE)
_POINT = expression(
    rf"(?<![\d.:/€-])\b(?P<clock>{_CLOCK})\b(?![.:/-]?\d)(?:\s*(?P<hours>{_HOURS}))?(?:\s*(?P<half>{_HALF}))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day as it is said: `2` can be two at night and two in the afternoon."""

    minutes: int
    """Since midnight."""
    sure: bool
    """Whether it cannot be the same hour of the other half of the day."""

    def can_be(self, other: time) -> bool:
        """Tell whether it names a time."""
        there = other.hour * 60 + other.minute
        apart = abs(there - self.minutes)
        return apart in (0, 1440) or (not self.sure and apart == 720)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From one time to another, as a passage says it."""

    text: str
    at: int
    begin: Clock
    end: Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One time, as a passage says it."""

    text: str
    at: int
    clock: Clock


def spans_in(text: str) -> Iterator[Span]:
    """Yield from when to when a passage says that things last, in their order."""
    for found in _SPAN.finditer(text):
        if found["until"].strip().lower() in {"en", "and"} and not _between(found["word"]):
            continue
        half = found["half2"] or ""
        end = _clock(found["end"], half)
        begin = _clock(found["begin"], found["half1"] or half)
        if found["half1"] is None and half and begin.minutes > end.minutes:
            begin = _clock(found["begin"], "")  # from 11 to 1 pm
        if not _is_of_day(found):
            continue
        yield Span(text=found[0], at=found.start(), begin=begin, end=end)


def points_in(text: str) -> Iterator[Point]:
    """Yield the single times that a passage names, also those that begin or end a span."""
    for found in _POINT.finditer(text):
        if found["hours"] or found["half"] or _is_written_out(found["clock"]):
            clock = _clock(found["clock"], found["half"] or "")
            yield Point(text=found[0], at=found.start(), clock=clock)


def names_times(text: str) -> bool:
    """Tell whether a text may name a time of day at all; it is quick."""
    return _MAY_BE_TIME.search(text) is not None


def _clock(text: str, half: str) -> Clock:
    """Return a time of day of its digits and what is said of its half of the day."""
    hour, _, minute = text.replace(".", ":").partition(":")
    hours = int(hour)
    if half and hours <= 12:
        hours = hours % 12 + (12 if half.lower().startswith("p") else 0)
    sure = bool(half) or hours > 12 or hours == 0 or len(hour) == 2
    return Clock(hours * 60 + int(minute or 0), sure)


def _between(word: str | None) -> bool:
    return word is not None and word.strip().lower() in {"tussen", "between"}


def _is_of_day(found: "re.Match[str]") -> bool:
    """Tell whether two numbers are times, and not a number of people or of pages."""
    if found["hours1"] or found["hours2"] or found["half1"] or found["half2"]:
        return True
    return _is_written_out(found["begin"]) and _is_written_out(found["end"])


def _is_written_out(clock: str) -> bool:
    """Tell whether digits have minutes, and so are no number."""
    return len(clock) > 3 or ":" in clock or "." in clock
