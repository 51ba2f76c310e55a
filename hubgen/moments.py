"""Moments: when what is published changes by itself, because time passes.

A page says “over 3 weken”, an agenda loses what is over, a page of the future appears. Between two
of these moments a build gives the same bytes, so that nobody has to make one. What asks
`library.now` anywhere must have its moment here or in `turns`; a property test publishes small hubs
up to the next one, and finds what is forgotten. A moment too many only costs a build: at some of
them a page has nothing to say that it did not say before.
"""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from math import inf, isinf

from hubgen import times
from hubgen.kinds.base import Entry
from hubgen.library import Library
from hubgen.notes import Note

PHASES: Note = ("phases",)
"""How far time has gone by for all pages."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def next_change(library: Library) -> datetime | None:
    """Return the first instant after `library.now` at which what is published changes.

    In the site's zone. None for a hub that stays as it is until somebody edits it.
    """
    first = first_change(library)
    if isinf(first):
        return None
    # Not `fromtimestamp`, which on Windows knows nothing before 1970.
    return (_EPOCH + timedelta(seconds=first)).astimezone(library.settings.zone)


def first_change(library: Library) -> float:
    """Return the same in seconds since 1970; it is infinite for a hub that stays as it is."""
    return min(_moments(library), default=inf) if library.until is None else library.until


def phase(entry: Entry, library: Library) -> str:
    """Return a name for how far time has gone by for a page.

    While it is the same, nothing that is said of the page changes because time passes.
    """
    facts = entry.facts
    passed = bisect_right(facts.turns, library.now.timestamp())
    if not facts.first_days:
        return str(passed)
    today = library.now.date().toordinal()
    said = [_nearer(day - today, entry.lang) for day in facts.first_days]
    return " ".join(map(str, (passed, *said)))


def _moments(library: Library) -> Iterator[float]:
    """Yield instants of the future at which something of the hub changes, the first among them."""
    now, today = library.now.timestamp(), library.now.date().toordinal()
    if library.notes is not None:
        library.notes.take(PHASES)
    yield from (one.timestamp() for one in library.to_appear if one > library.now)
    nearer: set[int] = set()
    for entry in library.entries:
        turns = entry.facts.turns
        place = bisect_right(turns, now)
        if place < len(turns):
            yield turns[place]
        nearer.update(
            day - _nearer(day - today, entry.lang) for day in entry.facts.first_days if day > today
        )
    if nearer:
        midnight = datetime.combine(date.fromordinal(min(nearer)), time(), library.settings.zone)
        yield midnight.timestamp()


def _nearer(days: int, lang: str) -> int:
    """Return how many days away a meeting will be when that is said otherwise next.

    0 is today. Of what begins today, and of what has begun, it is not said again: -1 and -2.
    """
    return _days_of_other_words(days, lang) if days > 0 else -1 if days == 0 else -2


@lru_cache(maxsize=10_000)
def _days_of_other_words(days: int, lang: str) -> int:
    """Return the greatest number of days below `days` that is said otherwise; 0 is today."""
    said = times.say_distance(timedelta(days=days), lang)
    for fewer in range(days - 1, 1, -1):
        if times.say_distance(timedelta(days=fewer), lang) != said:
            return fewer
    return 1 if days > 1 else 0  # tomorrow and today have words of their own
