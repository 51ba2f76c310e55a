"""The days that a passage names, in Dutch and English: `woensdag 13 en 20 november 2024`."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from hubgen.expressions import expression
from hubgen.times.words import MONTHS, WEEKDAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One day as a passage names it."""

    text: str
    at: int
    """Where it stands in the passage."""
    weekday: int | None = None
    """Monday is 0; None where it is not said."""
    day: int
    month: int
    year: int | None = None

    def can_be(self, other: date) -> bool:
        """Tell whether it names a day, whatever the day of the week that is said with it."""
        named = (self.day, self.month) == (other.day, other.month)
        return named and self.year in (None, other.year)

    @property
    def exact(self) -> date | None:
        """The day, where its year is said and there is such a day."""
        if self.year is None:
            return None
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None


def _one_of(words: Iterable[str]) -> str:
    """Return an expression for words, the longest first."""
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


# A day in Dutch can have its part with it: `woensdagmiddag`, `Wednesday afternoon`.
_WEEKDAY = (
    rf"(?:{_one_of(tuple(WEEKDAYS))})"
    r"(?:ochtend|morgen|middag|avond|nacht|\s+(?:morning|afternoon|evening|night))?\b\.?,?\s+(?:the\s+)?"
)
_NUMBER = rf"(?:\b{_WEEKDAY})?\d{{1,2}}(?:e|de|ste|st|nd|rd|th)?"
_JOINED = r"\s*(?:,|/|-|–|&|\+|t/m|\b(?:en|of|op|tot|tot\s+en\s+met|and|or|to|until)\b)\s*"
# A full stop behind a whole name ends the sentence.
_MONTH = rf"(?:{_one_of(tuple(MONTHS))})\b(?:(?:(?<=\b[a-z]{{3}})(?<!\bm[ae][iy])|(?<=\bsept))\.)?"
_YEAR = r"(?:,?\s+(?P<year>(?:19|20)\d\d)\b(?![.:]\d))?"
_DAY_FIRST = expression(
    rf"(?<![\d.:/€-])(?P<days>{_NUMBER}(?:{_JOINED}{_NUMBER}){{0,7}})\s+(?:of\s+)?(?P<month>{_MONTH}){_YEAR}",
    re.IGNORECASE,
)
_MONTH_FIRST = expression(
    rf"(?P<days>(?:\b{_WEEKDAY})?)\b(?P<month>{_MONTH})\s+(?P<number>\d{{1,2}})(?:st|nd|rd|th)?\b(?![.:]\d)"
    r"(?!\s*(?:uur|am|pm|a\.m|p\.m)\b)(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?",
    re.IGNORECASE,
)
_DIGITS = expression(
    rf"(?P<week>\b{_WEEKDAY})?(?<![\d.:/-])"
    r"(?:(?P<d>\d{1,2})(?P<sign>[-/.])(?P<m>\d{1,2})(?P=sign)(?P<y>(?:19|20)\d\d)"
    r"|(?P<y2>(?:19|20)\d\d)-(?P<m2>\d{1,2})-(?P<d2>\d{1,2}))(?![\d/-])",
    re.IGNORECASE,
)
_PART = expression(rf"(?P<week>\b{_WEEKDAY})?(?P<number>\d{{1,2}})", re.IGNORECASE)
_WORD = expression(r"[^\W\d_]+")
_MAY_BE_DAY = expression(
    rf"\d(?:e|de|ste|st|nd|rd|th)?\s+(?:of\s+)?(?:{_one_of(tuple(MONTHS))})\b"
    r"|\d[-/.]\d{1,2}[-/.](?:19|20)\d|\d\d-\d{1,2}-\d",
    re.IGNORECASE,
)
# Each begins with letters of one kind, to which it can skip.
_MAY_BE_MONTH_FIRST = expression(
    rf"[JFMASOND](?i:{_one_of({word[1:] for word in MONTHS})})\.?\s+\d"
)
_MAY_BE_WEEKDAY = expression(
    rf"[mdwvztfsMDWVZTFS](?i:{_one_of({word[1:] for word in WEEKDAYS})})"
    r"(?i:ochtend|morgen|middag|avond|nacht)?\b"
)


def names_days(text: str) -> bool:
    """Tell whether a text may name a day at all; it is quick."""
    return bool(_MAY_BE_DAY.search(text) or _MAY_BE_MONTH_FIRST.search(text))


def names_weekdays(text: str) -> bool:
    """Tell whether a text may name a day of the week at all; it is quick."""
    return _MAY_BE_WEEKDAY.search(text) is not None


def days_in(text: str) -> Iterator[Said]:
    """Yield the days that a passage names, in their order."""
    if names_days(text):
        yield from sorted(
            (*_day_first(text), *_month_first(text), *_digits(text)), key=lambda one: one.at
        )


def weekday_of(text: str | None) -> int | None:
    """Return the day of the week that a text begins with."""
    found = _WORD.search(text or "")
    if not found:
        return None
    word = found[0].lower()
    return next(
        (
            WEEKDAYS[one]
            for one in (word, *(word.removesuffix(part) for part in _PARTS))
            if one in WEEKDAYS
        ),
        None,
    )


_PARTS = ("ochtend", "morgen", "middag", "avond", "nacht")


def _day_first(text: str) -> Iterator[Said]:
    """Yield `13 november`, `woensdag 13 en donderdag 14 november 2024`, `13–15 nov.`."""
    for found in _DAY_FIRST.finditer(text):
        if not _is_month(found["month"], found["year"]):
            continue
        parts = list(_PART.finditer(found["days"]))
        for part in parts:
            last = part is parts[-1]
            begun = found.start() + part.start()
            yield Said(
                text=text[begun : found.end() if last else found.start() + part.end()],
                at=begun,
                weekday=weekday_of(part["week"]),
                day=int(part["number"]),
                month=_month(found["month"]),
                year=int(found["year"]) if found["year"] else None,
            )


def _month_first(text: str) -> Iterator[Said]:
    """Yield `November 13, 2024`."""
    for found in _MONTH_FIRST.finditer(text):
        if not found["month"][0].isupper():
            continue
        yield Said(
            text=found[0],
            at=found.start(),
            weekday=weekday_of(found["days"]),
            day=int(found["number"]),
            month=_month(found["month"]),
            year=int(found["year"]) if found["year"] else None,
        )


def _digits(text: str) -> Iterator[Said]:
    """Yield `13-11-2024` and `2024-11-13`; nothing of `11/10/2024`, which can be two days."""
    for found in _DIGITS.finditer(text):
        day, month = int(found["d"] or found["d2"]), int(found["m"] or found["m2"])
        if month > 12 or (found["sign"] == "/" and day <= 12 and day != month):
            continue
        year = int(found["y"] or found["y2"])
        yield Said(
            text=found[0],
            at=found.start(),
            weekday=weekday_of(found["week"]),
            day=day,
            month=month,
            year=year,
        )


def _month(name: str) -> int:
    return MONTHS[name.lower().rstrip(".")]


def _is_month(name: str, year: str | None) -> bool:
    """Tell whether a word that can be something else is a month: `the first 20 may`, `2 Jan`."""
    return not (name == "may" or (name == "Jan" and not year))
