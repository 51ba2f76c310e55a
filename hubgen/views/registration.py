"""How to come to an event, and whether one still can."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from hubgen import times
from hubgen.kinds.base import Entry
from hubgen.kinds.event.fields import Event
from hubgen.kinds.event.registration import ends_at, registration_state, zone_of
from hubgen.views.links import Links
from hubgen.views.times_said import say_in_zone

_TONES = {"open": "good", "waiting_list": "warn", "full": "warn", "closed": "calm"}


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
    heading: str = ""
    """What stands above it: for who can come, or for who wonders whether they could."""
    note: str = ""
    eligibility: str = ""
    sentences: tuple[str, ...] = ()
    """Until when one can register, from when, and for how many there is room."""
    closing: str = ""
    """The sentence among them that says until when one can register."""
    closes: str = ""
    """The moment at which that is over, for machines."""

    @property
    def is_open(self) -> bool:
        """Tell whether the ways to register are of use now."""
        return self.state in {"open", "waiting_list", "invitation"}

    @property
    def says_something(self) -> bool:
        """Tell whether there is anything to say to a reader."""
        return bool(self.text or self.note or self.sentences)


def registration_view(
    entry: Entry, event: Event, links: Links, *, joinable: bool, now: datetime
) -> RegistrationView:
    """Return how to come to an event, in what a reader can still do with it at a moment.

    `joinable` is whether the event itself is neither over nor off.
    """
    registration = event.registration
    state = registration_state(entry, links.library.settings, now)
    unsaid = state == "none" and registration.state != "none"
    # That one cannot register for what is over or off goes without saying.
    told = not unsaid and (joinable or state != "closed")
    zone = zone_of(event, links.library.settings)
    deadline = registration.deadline
    return RegistrationView(
        state=state,
        text=links.text(f"site.registration.{state}") if told else "",
        tone=_TONES.get(state, "calm"),
        url=registration.url,
        email=registration.email,
        phone=registration.phone,
        heading=links.text(f"site.event.{'join' if joinable else 'what_now'}"),
        note=registration.note,
        eligibility=registration.eligibility,
        sentences=tuple(_sentences(event, state, links, now)) if joinable else (),
        closing=_closing(event, state, links, now),
        closes=times.rfc3339(ends_at(deadline, zone)) if deadline is not None else "",
    )


def _sentences(event: Event, state: str, links: Links, now: datetime) -> Iterator[str]:
    """Yield until when one can register, from when, and for how many there is room.

    A deadline that is over is told in the past; one that no longer matters is left out.
    """
    registration, settings = event.registration, links.library.settings
    zone = zone_of(event, settings)
    if registration.opens is not None and state == "opens_later":
        moment = say_in_zone(registration.opens, zone, settings.timezone, links.lang)
        yield links.text("site.event.opens", moment=moment)
    if closing := _closing(event, state, links, now):
        yield closing
    if registration.capacity is not None:
        yield links.text("site.event.capacity", count=registration.capacity)


def _closing(event: Event, state: str, links: Links, now: datetime) -> str:
    """Return until when one can register; nothing where that no longer matters."""
    settings, deadline = links.library.settings, event.registration.deadline
    if deadline is None or state == "full":
        return ""
    zone = zone_of(event, settings)
    moment = say_in_zone(deadline, zone, settings.timezone, links.lang)
    if ends_at(deadline, zone) <= now:
        return links.text("site.event.deadline_passed", moment=moment)
    return links.text("site.event.deadline", moment=moment) if state != "closed" else ""
