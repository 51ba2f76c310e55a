"""An event as its page shows it: when, where, for whom, what it costs and how to come."""

from dataclasses import dataclass
from datetime import datetime

from hubgen.kinds.base import Entry, Meeting
from hubgen.kinds.event.fields import Event, price
from hubgen.kinds.whereabouts import Location
from hubgen.order import ends_at, is_past, next_meeting
from hubgen.views.add_to_calendar import CalendarLinks, calendar_links
from hubgen.views.changes import ChangeView, change_views
from hubgen.views.coming import Action, SeriesPlace, action, series_place
from hubgen.views.joining import JoinView, later_ways
from hubgen.views.links import Links
from hubgen.views.place import PlaceView, place_view
from hubgen.views.programme import DayView, ItemView, programme_view
from hubgen.views.records import Person
from hubgen.views.registration import RegistrationView, registration_view
from hubgen.views.times_said import (
    DateBlock,
    date_block,
    distance,
    iso,
    say_meeting,
    tone_of,
    utc,
)

_OFF = frozenset({"cancelled", "postponed"})


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingView:
    """One meeting of an event."""

    when: str
    start: str = ""
    """ISO 8601, for machines; empty for a meeting without a date."""
    end: str = ""
    date: DateBlock | None = None
    distance: str = ""
    tone: str = ""
    """The tone of `distance`."""
    over: str = ""
    """The instant at which it is over, in UTC, while one can still come to it."""
    title: str = ""
    note: str = ""
    place: PlaceView | None = None
    """Where it is, if that is not where the event is."""
    past: bool = False
    number: int = 0
    tentative: bool = False
    dropped: bool = False
    """Whether it is an old date of an event that is postponed."""
    cancelled: bool = False
    """Whether this one is off, and the event is not."""
    joinable: bool = False
    """Whether one can still come to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
    """An event, with every rule applied."""

    state: str
    """`upcoming`, `now`, `past` or `undated`: what its dates say, whatever became of it."""
    joinable: bool
    """Whether one can still come: it is not over, cancelled or postponed."""
    over: str
    """That it has been; empty for what is still to come or never was."""
    is_off: bool
    """Whether it is cancelled or postponed."""
    finished: bool
    """Whether it has been and no meeting is to come, not even one without a date."""
    when: str
    """All its meetings in one line, whatever the moment."""
    meetings: tuple[MeetingView, ...]
    next: MeetingView
    """The next meeting, or the last one, or what is said of an event without a date."""
    where: PlaceView | None
    """Where the next meeting is."""
    was: MeetingView | None
    """When a postponed event would have met."""
    place: PlaceView | None
    cost: str
    cost_said: str
    """What it costs, or that this is not known, while that matters to who may come."""
    registration: RegistrationView
    speakers: tuple[Person, ...]
    days: tuple[DayView, ...]
    """Its programme."""
    changes: tuple[ChangeView, ...]
    calendar: CalendarLinks | None
    action: Action | None
    """The one thing to do now."""
    series: SeriesPlace | None
    later: tuple[JoinView, ...]
    """What can be done at later moments, for the script that sees them come."""
    upcoming: tuple[MeetingView, ...]
    """The meetings that go on after the next one."""

    @property
    def programme(self) -> tuple[ItemView, ...]:
        """Return the parts of all days, in order."""
        return tuple(item for day in self.days for item in day.parts)

    @property
    def has_timetable(self) -> bool:
        """Tell whether a day of it needs more room than a column of text has."""
        return any(day.columns for day in self.days)


def event_view(entry: Entry, links: Links) -> EventView:
    """Return an event as its page shows it."""
    event = entry.fields
    assert isinstance(event, Event)  # the event layout is for events
    library, now = links.library, links.library.now_for(entry)
    past = is_past(entry, library)
    joinable = not past and event.status not in _OFF
    meetings = _meetings(entry, event, now, links)
    coming = next_meeting(entry, library)
    first = _meeting(coming, event, now, links) if coming else None
    finished = past and event.status not in _OFF and not any(one.tentative for one in meetings)
    unknown = MeetingView(when=links.text("site.when.unknown"))
    postponed = event.status == "postponed"
    cost = _cost(event.cost, links)
    state = _state(coming, past, now, links)
    registration = registration_view(entry, event, links, joinable=joinable, now=now)
    place = place_view(event.location, links)
    where = (first.place if first else None) or place
    series = series_place(entry, event, links)
    return EventView(
        state=state,
        joinable=joinable,
        over=_over(event, meetings, links) if past else "",
        is_off=event.status in _OFF,
        finished=finished,
        when=_when(meetings, unknown, links, postponed=postponed),
        meetings=meetings,
        next=unknown if postponed else first or (meetings[0] if meetings else unknown),
        where=where,
        was=first if postponed else None,
        place=place,
        cost=cost,
        cost_said="" if finished else cost or (links.text("site.cost.unknown") if joinable else ""),
        registration=registration,
        speakers=tuple(links.who(one) for one in event.speakers),
        days=programme_view(entry, event, links),
        changes=change_views(event, links),
        calendar=calendar_links(entry, event, coming, links) if coming and joinable else None,
        action=None if past else action(event, state, registration, where, series, links),
        series=series,
        later=later_ways(entry, event, series, links) if joinable else (),
        upcoming=tuple(one for one in meetings if one.over and first and one.start != first.start),
    )


def _state(coming: Meeting | None, past: bool, now: datetime, links: Links) -> str:
    if coming is None:
        return "undated"
    if past:
        return "past"
    return "now" if links.library.instant(coming.start) <= now else "upcoming"


def _over(event: Event, meetings: tuple[MeetingView, ...], links: Links) -> str:
    """Return that an event whose dates are over has been; nothing of one that never was."""
    if event.status in _OFF:
        return ""
    unfinished = any(one.tentative for one in meetings)
    return links.text("site.event.past_dates" if unfinished else "site.event.past")


def _when(
    meetings: tuple[MeetingView, ...], unknown: MeetingView, links: Links, *, postponed: bool
) -> str:
    said = "; ".join(_said(one, links) for one in meetings)
    if postponed and said:
        return f"{unknown.when} ({links.text('site.when.was', when=said)})"
    return said or unknown.when


def _said(meeting: MeetingView, links: Links) -> str:
    if not meeting.cancelled:
        return meeting.when
    return f"{meeting.when} ({links.text('site.status.cancelled')})"


def _meetings(entry: Entry, event: Event, now: datetime, links: Links) -> tuple[MeetingView, ...]:
    """Return the meetings as they are listed: in order of time, those without a date in place."""
    if not event.dates:
        return tuple(_meeting(one, event, now, links) for one in entry.meetings)
    by_number = {one.number: one for one in entry.meetings}
    views = []
    for number, said in enumerate(event.dates, 1):
        if number in by_number:
            views.append(_meeting(by_number[number], event, now, links))
        else:
            views.append(
                MeetingView(
                    when=said.tentative,
                    title=said.title,
                    note=said.note,
                    number=number,
                    tentative=True,
                )
            )
    return tuple(views)


def _meeting(meeting: Meeting, event: Event, now: datetime, links: Links) -> MeetingView:
    """Return a meeting; of an event that is off, nothing that counts on its taking place."""
    library, lang = links.library, links.lang
    start, end = library.instant(meeting.start), ends_at(meeting, library)
    off = event.status in _OFF or meeting.cancelled
    return MeetingView(
        when=say_meeting(meeting, lang, _own_zone(meeting.location or event.location, links)),
        start=iso(meeting.start),
        end=iso(meeting.end),
        date=date_block(meeting, lang),
        distance="" if off else distance(now, start, end, lang),
        tone=tone_of(now, start),
        over="" if off or end <= now else utc(end),
        title=meeting.title,
        note=meeting.note,
        place=place_view(meeting.location, links) if meeting.number else None,
        past=not off and end <= now,
        number=meeting.number,
        dropped=event.status == "postponed",
        cancelled=meeting.cancelled and event.status not in _OFF,
        joinable=not off and end > now,
    )


def _own_zone(location: Location | None, links: Links) -> str:
    """Return the zone that needs no name: the site's, or none for who may be in another one.

    That is who takes part from elsewhere: in another language than the site's, or online in what is
    held abroad.
    """
    abroad = location is not None and (links.settings_lang or location.country != "NL")
    return "" if abroad and location and location.online else links.library.settings.timezone


def _cost(cost: str, links: Links) -> str:
    """Return what it costs: `Gratis`, `€ 45,00`, or what was written."""
    amount = price(cost)
    if amount is None:
        return cost
    if amount == 0:
        return links.text("site.cost.free")
    said = f"{amount:.0f}" if amount == int(amount) else f"{amount:.2f}"
    return "€ " + (said.replace(".", ",") if links.lang == "nl" else said)
