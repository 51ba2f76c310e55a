"""What changed about an event after it was published: what it was, what it is now, and why."""

from dataclasses import dataclass
from datetime import datetime

from hubgen import times
from hubgen.kinds.event.fields import Change, Event
from hubgen.views.links import Links
from hubgen.views.place import place_view
from hubgen.views.times_said import say_moment

_CHANGING = ("start", "end", "location", "status")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that is not what it was."""

    what: str
    before: str
    after: str
    """Empty where the event no longer says it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeView:
    """A change after publication."""

    at: str
    iso: str
    note: str
    differences: tuple[Difference, ...]


def change_views(event: Event, links: Links) -> tuple[ChangeView, ...]:
    """Return an event's changes, oldest first, each with the values before and after it.

    What a change led to is where the next change of the same field began or, after the last one,
    what the event says now.
    """
    after = _said(event, links)
    views = []
    for change in reversed(event.changes):
        before = _said(change, links)
        at = links.library.instant(change.at)
        views.append(
            ChangeView(
                at=say_moment(at, links.lang, with_time=False),
                iso=times.rfc3339(at),
                note=change.note,
                differences=tuple(
                    Difference(
                        what=links.text(f"site.changes.{name}"),
                        before=before[name],
                        after=after.get(name, ""),
                    )
                    for name in before
                ),
            )
        )
        after |= before
    return tuple(reversed(views))


def _said(values: Event | Change, links: Links) -> dict[str, str]:
    """Return what is said of when, where and whether, in words, by the field's name."""
    said = {}
    for name in _CHANGING:
        value = getattr(values, name)
        if name == "status" and value:
            said[name] = links.text(f"site.status.{value}")
        elif name == "location" and (place := place_view(value, links)):
            said[name] = place.said
        elif name in {"start", "end"} and value is not None:
            said[name] = _moment(value, links)
    return said


def _moment(moment: times.When, links: Links) -> str:
    """Return a moment as it was written: in the event's own zone."""
    day = times.say_day(times.day_of(moment), links.lang)
    if not isinstance(moment, datetime):
        return day
    return links.text("site.when.at", day=day, time=times.say_clock(moment, links.lang))
