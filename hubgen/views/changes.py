"""What changed about an event after it was published: what it was, what it is now, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from hubgen import times
from hubgen.kinds.event.changes import CHANGING, value_after
from hubgen.kinds.event.fields import Event
from hubgen.kinds.event.parts import Change
from hubgen.kinds.whereabouts import Location
from hubgen.views.links import Links
from hubgen.views.place import place_view
from hubgen.views.times_said import say_moment


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

    headline: str
    """What happened, and to which event: `Gaat niet door: Bijeenkomst`."""
    at: str
    iso: str
    note: str
    differences: tuple[Difference, ...]


def change_views(event: Event, links: Links) -> tuple[ChangeView, ...]:
    """Return an event's changes, oldest first, each with the values before and after it."""
    return tuple(_change_view(event, number, links) for number in range(1, len(event.changes) + 1))


def cancellation(event: Event, links: Links) -> str:
    """Return the headline of a cancellation that no change tells of."""
    return links.text("site.changes.status_now.cancelled", title=event.title)


def _change_view(event: Event, number: int, links: Links) -> ChangeView:
    change = event.changes[number - 1]
    at = links.library.instant(change.at)
    return ChangeView(
        headline=_headline(event, change, number, links),
        at=say_moment(at, links.lang, with_time=False),
        iso=times.rfc3339(at),
        note=change.note,
        differences=tuple(_differences(event, change, number, links)),
    )


def _differences(event: Event, change: Change, number: int, links: Links) -> Iterator[Difference]:
    """Yield each field that is not what it was, in the words of before and after."""
    for name in CHANGING:
        value = getattr(change, name)
        if value is not None:
            before = _said(value, name, links)
            after = _said(value_after(event, number, name), name, links)
            if before != after:
                what = _what(name, event, change, links)
                yield Difference(what=what, before=before, after=after)


def _headline(event: Event, change: Change, number: int, links: Links) -> str:
    """Return what happened: first whether it goes on, then whether one can come, then the rest."""
    for name in ("status", "registration"):
        before = getattr(change, name)
        after = value_after(event, number, name)
        if before is not None and after != before:
            title = _which(event, change, links)
            return links.text(f"site.changes.{name}_now.{after}", title=title)
    start = value_after(event, number, "start")
    moved = change.start is not None and start not in {None, change.start}
    return links.text(f"site.changes.{'moved' if moved else 'changed'}", title=event.title)


def _which(event: Event, change: Change, links: Links) -> str:
    """Return an event's title, and which of its meetings a change is about."""
    if change.meeting is None:
        return event.title
    which = event.dates[change.meeting - 1].title or links.text(
        "site.event.number", number=change.meeting
    )
    return f"{event.title} ({which})"


def _what(name: str, event: Event, change: Change, links: Links) -> str:
    """Return what a change is about: `Begin`, or `Begin van bijeenkomst 2`."""
    what = links.text(f"site.changes.{name}")
    if change.meeting is None or name in {"registration", "deadline"}:
        return what
    title = event.dates[change.meeting - 1].title
    if title:
        return links.text("site.changes.of_titled", what=what, title=title)
    return links.text("site.changes.of_meeting", what=what, number=change.meeting)


def _said(value: times.When | Location | str | None, name: str, links: Links) -> str:
    """Return a value of one of the fields in `CHANGING` in words; empty for none."""
    if isinstance(value, Location):
        place = place_view(value, links)
        return place.said if place else ""
    if isinstance(value, str):
        return links.text(f"site.{name}.{value}")
    return _moment(value, links) if value is not None else ""


def _moment(moment: times.When, links: Links) -> str:
    """Return a moment as it was written: in the event's own zone."""
    day = times.say_day(times.day_of(moment), links.lang)
    if not isinstance(moment, datetime):
        return day
    return links.text("site.when.at", day=day, time=times.say_clock(moment, links.lang))
