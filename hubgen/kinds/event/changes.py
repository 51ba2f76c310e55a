"""What changed about an event after it was published: the old values, and what came after them."""

from typing import Any

from hubgen.kinds.base import Entry
from hubgen.kinds.event.fields import Event
from hubgen.kinds.event.parts import Change

CHANGING = ("start", "end", "location", "status", "registration", "deadline")
"""The fields that a change tells of, in the order in which they are said."""


def changes_of(entry: Entry) -> tuple[tuple[int, Change | None], ...]:
    """Return what the feed of changes tells of an entry, oldest first, each with its number.

    A cancellation that no change tells of is one too: it has the number 0, and no change.
    """
    event = entry.fields
    if not isinstance(event, Event):
        return ()
    told = tuple(enumerate(event.changes, 1))
    if event.status == "cancelled" and _last_status(event) in {None, "cancelled"}:
        return (*told, (0, None))
    return told


def value_after(event: Event, number: int, name: str) -> Any:
    """Return what a field became by a change, the first being number 1.

    That is the old value of the next change of the same field of the same meeting or, after the
    last one, what the event says now. None where it says nothing, or where a change of an event
    that meets more than once does not tell which meeting it is about.
    """
    meeting = event.changes[number - 1].meeting
    for later in event.changes[number:]:
        if later.meeting == meeting and (value := getattr(later, name)) is not None:
            return value
    if name == "registration":
        return event.registration.declared
    if name == "deadline":
        return event.registration.deadline
    if name == "status" and meeting is None:
        # Where it says what it was: it was cancelled, went on, and was cancelled without a word.
        untold = event.status == "cancelled" == _last_status(event)
        return "scheduled" if untold else event.status
    if not event.dates:
        return getattr(event, name)
    if meeting is None or meeting > len(event.dates):
        return None
    said = getattr(event.dates[meeting - 1], name)
    return event.location if said is None and name == "location" else said


def _last_status(event: Event) -> str | None:
    """Return the old value of the last change of status; None where it never changed."""
    told = [one.status for one in event.changes if one.status and one.meeting is None]
    return told[-1] if told else None
