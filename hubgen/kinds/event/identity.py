"""What subscribers' programs know an event's parts by, made from the event's own UID."""

from hubgen.kinds.base import Entry
from hubgen.kinds.event.fields import Event


def meeting_uid(uid: str, number: int) -> str:
    """Return the UID of one of an event's meetings: the event's, and its place in the list.

    An event without a list, whose meeting has the number 0, has its own.
    """
    return _with(uid, str(number)) if number else uid


def deadline_uid(uid: str) -> str:
    """Return the UID of the last day on which one can register for an event."""
    return _with(uid, "deadline")


def calendar_uids(entry: Entry) -> tuple[str, ...]:
    """Return every UID that an entry's parts have in calendars, and its own."""
    found = [entry.uid, *(meeting_uid(entry.uid, one.number) for one in entry.meetings)]
    if isinstance(entry.fields, Event) and entry.fields.registration.deadline is not None:
        found.append(deadline_uid(entry.uid))
    return tuple(dict.fromkeys(found))


def _with(uid: str, part: str) -> str:
    """Put a part before the `@`, so that what follows stays the domain (RFC 7986, 5.3)."""
    local, at, domain = uid.partition("@")
    return f"{local}-{part}{at}{domain}"
