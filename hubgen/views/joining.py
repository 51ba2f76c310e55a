"""Joining: what a reader can do about an event at each later moment, until it is over.

A page is read long after it was built. So that it can say then what a build of that moment would,
it carries these along, and a script shows the one whose moment has come.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from hubgen import times
from hubgen.kinds.base import Entry, Meeting
from hubgen.kinds.event.fields import Event
from hubgen.kinds.event.registration import ends_at as closes_at
from hubgen.kinds.event.registration import zone_of
from hubgen.library import Library
from hubgen.order import ends_at
from hubgen.views.coming import Action, SeriesPlace, action
from hubgen.views.links import Links
from hubgen.views.place import place_view
from hubgen.views.registration import RegistrationView, registration_view
from hubgen.views.times_said import utc


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinView:
    """What a reader can do from a moment on."""

    since: str
    """The instant, in UTC."""
    registration: RegistrationView
    action: Action | None


def later_ways(
    entry: Entry, event: Event, series: SeriesPlace | None, links: Links
) -> tuple[JoinView, ...]:
    """Return what can be done from each moment after now at which that changes, in their order."""
    if not entry.meetings:
        return ()
    library, now = links.library, links.library.now_for(entry)
    last = max(ends_at(one, library) for one in entry.meetings)
    views = [_at(now, entry, event, series, links)]
    for moment in sorted(set(_moments(entry, event, library))):
        if now < moment < last:
            view = _at(moment, entry, event, series, links)
            before = views[-1]
            if (view.registration, view.action) != (before.registration, before.action):
                views.append(view)
    return tuple(views[1:])


def _moments(entry: Entry, event: Event, library: Library) -> Iterator[datetime]:
    zone = zone_of(event, library.settings)
    if event.registration.opens is not None:
        yield times.instant(event.registration.opens, zone)
    if event.registration.deadline is not None:
        yield closes_at(event.registration.deadline, zone)
    for meeting in entry.meetings:
        yield library.instant(meeting.start)
        yield ends_at(meeting, library)


def _at(
    moment: datetime, entry: Entry, event: Event, series: SeriesPlace | None, links: Links
) -> JoinView:
    coming = _coming(entry, links.library, moment)
    own = place_view(coming.location, links) if coming.number else None
    is_on = links.library.instant(coming.start) <= moment
    registration = registration_view(entry, event, links, joinable=True, now=moment)
    place = own or place_view(event.location, links)
    state = "now" if is_on else "upcoming"
    return JoinView(
        since=utc(moment),
        registration=registration,
        action=action(event, state, registration, place, series, links),
    )


def _coming(entry: Entry, library: Library, moment: datetime) -> Meeting:
    """Return the meeting that is next at a moment, by the same rule as `order.next_meeting`."""
    coming = [one for one in entry.meetings if ends_at(one, library) > moment]
    going_on = [one for one in coming if not one.cancelled]
    return (*going_on, *coming)[0]
