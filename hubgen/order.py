"""Order: when things happen, when they were published, and what comes first."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from hubgen import turns
from hubgen.kinds.base import Entry, Meeting
from hubgen.library import Library


def ends_at(meeting: Meeting, library: Library) -> datetime:
    """Return the instant at which a meeting is over; a day is over at the next midnight."""
    return turns.ends_at(meeting, library.settings)


def is_outlived(entry: Entry, library: Library) -> bool:
    """Tell whether an event is so long past that its own contact is no longer published.

    The days are of 24 hours, whatever the clock does meanwhile.
    """
    ends = entry.facts.ends
    if not ends:
        return False
    library.note("outlived", entry)
    return max(ends) + timedelta(days=library.settings.contact_days) <= library.now


def recent_since(library: Library) -> datetime:
    """Return the instant from which calendars hold what is over.

    The days are counted in UTC, each of 24 hours, so that no change of the clock takes an event
    out and puts it back.
    """
    return library.now.astimezone(UTC) - timedelta(days=library.settings.feeds.past_days)


def is_past(entry: Entry, library: Library) -> bool:
    """Tell whether all that is known of an event is over; one without a date never is."""
    ends = entry.facts.ends
    if not ends:
        return False
    library.note("past", entry)
    return all(one <= library.now for one in ends)


def next_meeting(entry: Entry, library: Library) -> Meeting | None:
    """Return the first meeting that is not over, or the last if all are; None without dates.

    One that is called off is the next only where no other is to come.
    """
    if not entry.meetings:
        return None
    library.note("next-meeting", entry)
    known = zip(entry.meetings, entry.facts.ends, strict=True)
    coming = [one for one, end in known if end > library.now]
    going_on = [one for one in coming if not one.cancelled]
    return next(iter((*going_on, *coming, *entry.meetings[-1:])), None)


def in_order(entries: Iterable[Entry], library: Library) -> list[Entry]:
    """Return entries as a reader wants them.

    What is upcoming comes first and soonest first, then what has no date yet, then what is over,
    latest first; among pages that are not events the newest first, and those without a date by
    title, as their kind sorts it. Events at one time are in order of their number in their
    programme. Ties are broken by address.
    """
    return sorted(entries, key=lambda one: _place_in_order(one, library))


def newest_first(entries: Iterable[Entry], library: Library) -> list[Entry]:
    """Return entries by the day they were published, the newest first; ties by address."""
    known = [(published_at(one), one) for one in entries]
    dated = [(when, one) for when, one in known if when]
    dated.sort(key=lambda pair: library.address(pair[1]))
    dated.sort(key=lambda pair: pair[0].timestamp(), reverse=True)
    return [one for _, one in dated]


def published_at(entry: Entry) -> datetime | None:
    """Return when a page was published, as far as the content says.

    Without `date`: the earliest of its changes and `updated`, else its first meeting (see "DTSTAMP
    and updated" in the content model). None for a page that gives none of them.
    """
    return entry.facts.published


def updated_at(entry: Entry) -> datetime | None:
    """Return when a page was last changed: `updated` or its last change, else `date`.

    The later of the two, so that no change leaves LAST-MODIFIED as it was.
    """
    return entry.facts.updated


def updated_by_now(entry: Entry, library: Library) -> datetime | None:
    """Return when a page was last changed, if that has come: a date may be of the future."""
    updated = updated_at(entry)
    if updated is None:
        return None
    library.note("updated", entry)
    return updated if updated <= library.now else None


def _place_in_order(entry: Entry, library: Library) -> tuple[int, float, int, str, str]:
    address = library.address(entry)
    if entry.kind.order == "time":
        number = entry.facts.number
        meeting = next_meeting(entry, library)
        if meeting is None:
            return (1, 0.0, number, "", address)
        start = library.instant(meeting.start).timestamp()
        over = is_past(entry, library)
        return (2, -start, number, "", address) if over else (0, start, number, "", address)
    if entry.kind.order == "date" and (when := published_at(entry)):
        return (0, -when.timestamp(), 0, "", address)
    return (1, 0.0, 0, entry.facts.sorts, address)
