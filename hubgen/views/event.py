"""An event as its page shows it: when, where, for whom, what it costs and how to come."""

from dataclasses import dataclass
from datetime import datetime

from hubgen import times
from hubgen.kinds.base import Entry, Meeting
from hubgen.kinds.event.fields import Event, Item, price, registration_state
from hubgen.order import ends_at, is_past, next_meeting
from hubgen.views.add_to_calendar import CalendarLinks, calendar_links
from hubgen.views.changes import ChangeView, change_views
from hubgen.views.links import Badge, Links, Person
from hubgen.views.place import PlaceView, place_view
from hubgen.views.times_said import (
    DateBlock,
    date_block,
    distance,
    iso,
    say_meeting,
    say_moment,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingView:
    """One meeting of an event."""

    when: str
    start: str = ""
    """ISO 8601, for machines; empty for a meeting without a date."""
    end: str = ""
    date: DateBlock | None = None
    distance: str = ""
    title: str = ""
    note: str = ""
    place: PlaceView | None = None
    """Where it is, if that is not where the event is."""
    past: bool = False
    number: int = 0
    tentative: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationView:
    """How to come, and whether one still can."""

    state: str
    text: str
    """The state in words; empty where the page says nothing about registration."""
    tone: str
    url: str = ""
    email: str = ""
    phone: str = ""
    note: str = ""
    eligibility: str = ""
    deadline: str = ""
    opens: str = ""
    capacity: int | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether the ways to register are of use now."""
        return self.state in {"open", "waiting_list", "invitation"}

    @property
    def says_something(self) -> bool:
        """Tell whether there is anything to say to a reader."""
        return bool(self.text or self.note or self.deadline or self.capacity is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    """A part of a programme."""

    title: str
    type: str
    type_title: str
    time: str = ""
    start: str = ""
    end: str = ""
    day: str = ""
    """Said where it is another day than that of the part before."""
    room: str = ""
    speakers: tuple[Person, ...] = ()
    text: str = ""
    """The path of its text in the entry's texts."""
    sessions: "tuple[ItemView, ...]" = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
    """An event, with every rule applied."""

    state: str
    """`upcoming`, `now`, `past` or `undated`."""
    is_unfinished: bool
    """Whether a meeting without a date is still to come."""
    meetings: tuple[MeetingView, ...]
    next: MeetingView | None
    badges: tuple[Badge, ...]
    place: PlaceView | None
    cost: str
    registration: RegistrationView
    speakers: tuple[Person, ...]
    programme: tuple[ItemView, ...]
    changes: tuple[ChangeView, ...]
    calendar: CalendarLinks | None


def event_view(entry: Entry, links: Links) -> EventView:
    """Return an event as its page shows it."""
    event = entry.fields
    assert isinstance(event, Event)  # the event layout is for events
    library = links.library
    meetings = _meetings(entry, event, links)
    upcoming = next_meeting(entry, library)
    if upcoming is None:
        state = "undated"
    elif is_past(entry, library):
        state = "past"
    else:
        state = "now" if library.instant(upcoming.start) <= library.now else "upcoming"
    return EventView(
        state=state,
        is_unfinished=any(one.tentative for one in meetings),
        meetings=meetings,
        next=_meeting(upcoming, links) if upcoming else None,
        badges=links.badges(entry),
        place=place_view(event.location, links),
        cost=_cost(event.cost, links),
        registration=_registration(entry, event, links),
        speakers=tuple(
            links.who(one, part=_part(one.role, links), topic=one.topic) for one in event.speakers
        ),
        programme=_programme(event.programme, entry, links, "programme"),
        changes=change_views(event, links),
        calendar=calendar_links(entry, event, upcoming, links) if upcoming else None,
    )


def _meetings(entry: Entry, event: Event, links: Links) -> tuple[MeetingView, ...]:
    """Return the meetings as they are listed: in order of time, those without a date in place."""
    if not event.dates:
        return tuple(_meeting(one, links) for one in entry.meetings)
    by_number = {one.number: one for one in entry.meetings}
    views = []
    for number, said in enumerate(event.dates, 1):
        if number in by_number:
            views.append(_meeting(by_number[number], links))
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


def _meeting(meeting: Meeting, links: Links) -> MeetingView:
    library, lang = links.library, links.lang
    start, end = library.instant(meeting.start), ends_at(meeting, library)
    return MeetingView(
        when=say_meeting(meeting, lang, library.settings.timezone),
        start=iso(meeting.start),
        end=iso(meeting.end),
        date=date_block(meeting.start, lang),
        distance=distance(meeting, library.now, start, end, lang),
        title=meeting.title,
        note=meeting.note,
        place=place_view(meeting.location, links) if meeting.number else None,
        past=end <= library.now,
        number=meeting.number,
    )


def _cost(cost: str, links: Links) -> str:
    """Return what it costs: `Gratis`, `€ 45,00`, or what was written."""
    amount = price(cost)
    if amount is None:
        return cost
    if amount == 0:
        return links.text("site.cost.free")
    said = f"{amount:.0f}" if amount == int(amount) else f"{amount:.2f}"
    return "€ " + (said.replace(".", ",") if links.lang == "nl" else said)


_TONES = {"open": "good", "waiting_list": "warn", "full": "warn", "closed": "calm"}


def _registration(entry: Entry, event: Event, links: Links) -> RegistrationView:
    registration = event.registration
    state = registration_state(event, entry.meetings, links.library.now)
    unsaid = state == "none" and registration.state != "none"
    return RegistrationView(
        state=state,
        text="" if unsaid else links.text(f"site.registration.{state}"),
        tone=_TONES.get(state, "calm"),
        url=registration.url,
        email=registration.email,
        phone=registration.phone,
        note=registration.note,
        eligibility=registration.eligibility,
        deadline=_moment(registration.deadline, links),
        opens=_moment(registration.opens, links),
        capacity=registration.capacity,
    )


def _moment(moment: times.When | None, links: Links) -> str:
    if moment is None:
        return ""
    with_time = isinstance(moment, datetime)
    return say_moment(links.library.instant(moment), links.lang, with_time=with_time)


def _part(role: str, links: Links) -> str:
    return links.text(f"site.part.{role}") if role and role != "speaker" else ""


def _programme(
    items: tuple[Item, ...], entry: Entry, links: Links, path: str
) -> tuple[ItemView, ...]:
    """Return the parts of a programme; each day is said once."""
    views = []
    before = None
    for number, item in enumerate(items, 1):
        here = f"{path}[{number}]"
        day = item.day if item.day != before else None
        before = item.day
        views.append(
            ItemView(
                title=item.title,
                type=item.type,
                type_title=links.text(f"site.item.{item.type}"),
                time=_time(item, links),
                start=f"{item.start:%H:%M}" if item.start else "",
                end=f"{item.end:%H:%M}" if item.end else "",
                day=times.say_day(day, links.lang) if day else "",
                room=item.room,
                speakers=tuple(
                    links.who(one, part=_part(one.role, links), topic=one.topic)
                    for one in item.speakers
                ),
                text=f"{here}.text" if f"{here}.text" in entry.texts else "",
                sessions=_programme(item.sessions, entry, links, f"{here}.sessions"),
            )
        )
    return tuple(views)


def _time(item: Item, links: Links) -> str:
    if item.start is None:
        return ""
    start = times.say_clock(item.start, links.lang)
    if item.end is None:
        return start
    return f"{start}–{times.say_clock(item.end, links.lang)}"
