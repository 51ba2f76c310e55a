"""What changed about an event after it was published: the old values, and what came after them."""

from typing import Any

from hubgen.kinds.base import Entry
from hubgen.kinds.event.fields import Change, Event

CHANGING = ("start", "end", "location", "status", "registration")
"""The fields that a change tells of, in the order in which they are said."""


def changes_of(entry: Entry) -> tuple[tuple[int, Change | None], ...]:
    """Return what the feed of changes tells of an entry, oldest first, each with its number.

    A cancellation that no change tells of is one too: it has the number 0, and no change.
    """
    event = entry.fields
    if not isinstance(event, Event):
        return ()
    told = tuple(enumerate(event.changes, 1))
    if event.status == "cancelled" and not any(change.status for change in event.changes):
        return (*told, (0, None))
    return told


def value_after(event: Event, number: int, name: str) -> Any:
    """Return what a field became by a change, the first being number 1.

    That is the old value of the next change of the same field or, after the last one, what the
    event says now. A location or time that the event no longer has is None.
    """
    for later in event.changes[number:]:
        if (value := getattr(later, name)) is not None:
            return value
    return event.registration.declared if name == "registration" else getattr(event, name)
