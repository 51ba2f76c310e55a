"""Turns: the instants at which what is said of a page changes because time passes.

An event begins, is over, leaves the calendars; a page appears and is outdated. Between two of its
turns, and while its meetings are as far away in words, a page says the same.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from hubgen import times
from hubgen.kinds.base import Entry, Meeting
from hubgen.kinds.event.fields import Event
from hubgen.kinds.event.registration import deadline_of, zone_of
from hubgen.kinds.event.registration import ends_at as closes_at
from hubgen.settings import Settings

OFF = frozenset({"cancelled", "postponed"})
"""What an event is when nobody needs to come."""


def instant(moment: times.When, settings: Settings) -> datetime:
    """Return a moment as an instant in the site's zone; a day is its midnight there."""
    if isinstance(moment, datetime) and moment.tzinfo is None:
        moment = moment.replace(tzinfo=settings.zone)
    return times.instant(moment, settings.timezone).astimezone(settings.zone)


def ends_at(meeting: Meeting, settings: Settings) -> datetime:
    """Return the instant at which a meeting is over; a day is over at the next midnight."""
    if isinstance(meeting.end, datetime):
        # In UTC, as Python compares times of one zone by the clock, which goes back once a year.
        return meeting.end.astimezone(UTC)
    return instant(meeting.end + timedelta(days=1), settings)


def turns_of(entry: Entry, settings: Settings) -> tuple[float, ...]:
    """Return a page's turns, sorted, in seconds since 1970.

    Those at which it is said in other words how far away a meeting is follow from `first_days`.
    """
    return tuple(sorted({one.timestamp() for one in _turns(entry, settings)}))


def first_days(entry: Entry, settings: Settings) -> tuple[int, ...]:
    """Return the first day of each meeting that goes on, where the site is, as Python counts."""
    if not isinstance(entry.fields, Event) or entry.fields.status in OFF:
        return ()
    going_on = [one for one in entry.meetings if not one.cancelled]
    return tuple(instant(one.start, settings).date().toordinal() for one in going_on)


def _turns(entry: Entry, settings: Settings) -> Iterator[datetime]:
    fields = entry.fields
    # A preview shows pages of the future, and the sitemap says nothing of the future.
    changes = [one.at for one in getattr(fields, "changes", ())]
    for moment in (fields.expires, fields.date, fields.updated, *changes):
        if moment is not None:
            yield instant(moment, settings)
    if isinstance(fields, Event):
        yield from _of_registration(entry, fields, settings)
        yield from _of_meetings(entry, fields, settings)


def _of_registration(entry: Entry, event: Event, settings: Settings) -> Iterator[datetime]:
    """Yield when one can register for an event, and when no longer."""
    zone = zone_of(event, settings)
    if event.registration.opens is not None:
        yield times.instant(event.registration.opens, zone)
    if event.registration.deadline is not None:
        yield closes_at(event.registration.deadline, zone)
    last = deadline_of(entry, settings)
    if last is not None:
        over = instant(last + timedelta(days=1), settings)
        yield over
        yield _leaves_calendars(over, settings)


def _of_meetings(entry: Entry, event: Event, settings: Settings) -> Iterator[datetime]:
    """Yield when each meeting of an event begins, is over and leaves calendars."""
    for meeting in entry.meetings:
        end = ends_at(meeting, settings)
        yield instant(meeting.start, settings)
        yield end
        yield _leaves_calendars(end, settings)
    if entry.meetings and event.contact is not None:
        last = max(ends_at(one, settings) for one in entry.meetings)
        yield last.astimezone(UTC) + timedelta(days=settings.contact_days)


def _leaves_calendars(end: datetime, settings: Settings) -> datetime:
    return end.astimezone(UTC) + timedelta(days=settings.feeds.past_days)
