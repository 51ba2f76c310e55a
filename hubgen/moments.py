"""Moments: when what is published changes by itself, because time passes.

A page says “over 3 weken”, an agenda loses what is over, a page of the future appears. Between two
of these moments a build gives the same bytes, so that nobody has to make one. What asks
`library.now` anywhere must have its moment here; a property test publishes small hubs up to the
next one, and finds what is forgotten. A moment too many only costs a build: at some of them a page
has nothing to say that it did not say before.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from hubgen import times
from hubgen.kinds.base import Entry, Meeting
from hubgen.kinds.event.fields import Event
from hubgen.kinds.event.registration import deadline_of, zone_of
from hubgen.kinds.event.registration import ends_at as closes_at
from hubgen.library import Library
from hubgen.order import ends_at, updated_at

_OFF = frozenset({"cancelled", "postponed"})


def next_change(library: Library) -> datetime | None:
    """Return the first instant after `library.now` at which what is published changes.

    In the site's zone. None for a hub that stays as it is until somebody edits it.
    """
    coming = (moment for moment in _moments(library) if moment > library.now)
    first = min(coming, default=None)
    return first.astimezone(library.settings.zone) if first else None


def _moments(library: Library) -> Iterator[datetime]:
    """Yield every instant at which something of the hub changes, and some that are over."""
    yield from library.to_appear
    for entry in library.entries:
        fields = entry.fields
        if fields.expires is not None:
            yield library.instant(fields.expires)
        if fields.date is not None:
            yield library.instant(fields.date)  # a page of the future that a preview shows
        if (updated := updated_at(entry)) is not None:
            yield updated  # the sitemap says nothing of the future
        if isinstance(fields, Event):
            yield from _of_registration(entry, fields, library)
            yield from _of_meetings(entry, fields, library)


def _of_registration(entry: Entry, event: Event, library: Library) -> Iterator[datetime]:
    """Yield when one can register for an event, and when no longer."""
    zone = zone_of(event, library.settings)
    if event.registration.opens is not None:
        yield times.instant(event.registration.opens, zone)
    if event.registration.deadline is not None:
        yield closes_at(event.registration.deadline, zone)
    last = deadline_of(entry, library.settings)
    if last is not None:
        over = library.instant(last + timedelta(days=1))
        yield over
        yield _leaves_calendars(over, library)


def _of_meetings(entry: Entry, event: Event, library: Library) -> Iterator[datetime]:
    """Yield when each meeting of an event comes nearer, begins, is over and leaves calendars."""
    if not entry.meetings:
        return
    for meeting in entry.meetings:
        end = ends_at(meeting, library)
        yield library.instant(meeting.start)
        yield end
        yield _leaves_calendars(end, library)
        if event.status not in _OFF and not meeting.cancelled:
            yield from _nearer(meeting, entry.lang, library)
    if event.contact is not None:
        last = max(ends_at(one, library) for one in entry.meetings)
        yield last + timedelta(days=library.settings.contact_days)


def _leaves_calendars(end: datetime, library: Library) -> datetime:
    return end.astimezone(UTC) + timedelta(days=library.settings.feeds.past_days)


def _nearer(meeting: Meeting, lang: str, library: Library) -> Iterator[datetime]:
    """Yield the next midnight at which it is said in other words how far away a meeting is."""
    start = library.instant(meeting.start)
    days = (start.date() - library.now.date()).days
    if days > 0:
        yield _midnight(start.date() - timedelta(days=_days_of_other_words(days, lang)), library)


def _midnight(day: date, library: Library) -> datetime:
    return datetime.combine(day, time(), library.settings.zone)


@lru_cache(maxsize=10_000)
def _days_of_other_words(days: int, lang: str) -> int:
    """Return the greatest number of days below `days` that is said otherwise; 0 is today."""
    said = times.say_distance(timedelta(days=days), lang)
    for fewer in range(days - 1, 1, -1):
        if times.say_distance(timedelta(days=fewer), lang) != said:
            return fewer
    return 1 if days > 1 else 0  # tomorrow and today have words of their own
