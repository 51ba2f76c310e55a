"""The words for days, months and parts of the day in dates, Dutch and English.

They are written out here, and not asked of a locale, so that a date is read alike on every
computer.
"""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from types import MappingProxyType


def _numbered(names: Iterable[str], first: int) -> Mapping[str, int]:
    """Return a number for each word of lines of words that mean the same, counted from `first`."""
    return MappingProxyType(
        {word: number for number, line in enumerate(names, first) for word in line.split()}
    )


MONTHS = _numbered(
    (
        "januari january jan",
        "februari february feb febr",
        "maart march mrt mar maa",
        "april apr",
        "mei may",
        "juni june jun",
        "juli july jul",
        "augustus august aug",
        "september sept sep",
        "oktober october okt oct",
        "november nov",
        "december dec",
    ),
    first=1,
)
WEEKDAYS = _numbered(
    (
        "maandag monday ma mon",
        "dinsdag tuesday di tue tues",
        "woensdag wednesday wo woe wed",
        "donderdag thursday do don thu thur thurs",
        "vrijdag friday vr vrij fri",
        "zaterdag saturday za zat sat",
        "zondag sunday zo zon sun",
    ),
    first=0,
)
"""As Python counts them: Monday is 0."""
HOUR_WORDS = _numbered(
    (
        "een één one",
        "twee two",
        "drie three",
        "vier four",
        "vijf five",
        "zes six",
        "zeven seven",
        "acht eight",
        "negen nine",
        "tien ten",
        "elf eleven",
        "twaalf twelve",
    ),
    first=1,
)
PARTS: Mapping[str, range] = MappingProxyType(
    {
        "ochtends": range(1, 12),
        "morgens": range(1, 12),
        "morning": range(1, 12),
        "middags": range(12, 18),
        "afternoon": range(12, 18),
        "avonds": range(17, 24),
        "evening": range(17, 24),
        "nachts": range(1, 6),
    }
)
"""The hours that a part of the day can mean. Twelve at night is left out: of which night?"""
ZONES: Mapping[str, int] = MappingProxyType(
    {"z": 0, "utc": 0, "gmt": 0, "cet": 1, "met": 1, "cest": 2, "mest": 2}
)
"""The hours that a clock is ahead of UTC."""
BETWEEN = frozenset({"om", "op", "at", "on", "the", "de", "den", "vanaf", ",", "|", "@"})
"""What may stand between the parts of a date and says nothing."""
UNTIL = frozenset({"tot", "to", "until", "till", "-", "–", "—"})
KNOWN = frozenset({*MONTHS, *WEEKDAYS, *HOUR_WORDS, *PARTS, *ZONES, *BETWEEN, *UNTIL})
_LONG = tuple(word for names in (MONTHS, WEEKDAYS) for word in names if len(word) > 3)


def nearest(word: str) -> str:
    """Return the month or day of the week that a word is nearly; empty where there is none."""
    near = get_close_matches(word, _LONG, n=1, cutoff=0.7)
    return near[0] if near else ""
