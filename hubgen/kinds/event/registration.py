"""Registration for an event: what a reader can still do, and until which day."""

from datetime import date, datetime, timedelta

from hubgen import times
from hubgen.kinds.base import Entry
from hubgen.kinds.event.fields import Event
from hubgen.settings import Settings


def registration_state(entry: Entry, settings: Settings, now: datetime) -> str:
    """Return what a reader can do now: one of `Registration.state`, or `opens_later`.

    An open registration is closed past its deadline or, without one, when the event begins. A
    deadline that is a day ends with that day. Times without an offset are in the event's zone.
    """
    event = entry.fields
    assert isinstance(event, Event)  # one registers for events alone
    registration = event.registration
    state = registration.declared
    if event.status == "cancelled" and state != "none":
        return "closed"
    if state not in {"open", "full", "waiting_list", "invitation"}:
        return state
    zone = zone_of(event, settings)
    if registration.deadline is not None and ends_at(registration.deadline, zone) <= now:
        return "closed"
    if entry.meetings and times.instant(entry.meetings[0].start, zone) <= now:
        return "closed"
    if state == "open" and registration.opens is not None:
        return "opens_later" if times.instant(registration.opens, zone) > now else state
    return state


def deadline_of(entry: Entry, settings: Settings) -> date | None:
    """Return the last day on which one can register, where the event is; None where none is set.

    A deadline at midnight is the end of the day before.
    """
    event = entry.fields
    if not isinstance(event, Event) or event.registration.deadline is None:
        return None
    deadline = event.registration.deadline
    if not isinstance(deadline, datetime):
        return deadline
    if deadline.tzinfo is not None:
        deadline = deadline.astimezone(times.zone(zone_of(event, settings)))
    return (deadline.replace(tzinfo=None) - timedelta(microseconds=1)).date()


def zone_of(event: Event, settings: Settings) -> str:
    """Return the name of the zone that an event's times are in."""
    return event.timezone or settings.timezone


def ends_at(moment: times.When, zone: str) -> datetime:
    """Return the instant at which a moment is over; a day is over when it ends."""
    last = moment if isinstance(moment, datetime) else moment + timedelta(days=1)
    return times.instant(last, zone)
