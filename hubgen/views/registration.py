"""How to come to an event, and whether one still can."""

from collections.abc import Iterator
from dataclasses import dataclass

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

    @property
    def is_open(self) -> bool:
        """Tell whether the ways to register are of use now."""
        return self.state in {"open", "waiting_list", "invitation"}

    @property
    def says_something(self) -> bool:
        """Tell whether there is anything to say to a reader."""
        return bool(self.text or self.note or self.sentences)


def registration_view(
    entry: Entry, event: Event, links: Links, *, joinable: bool
) -> RegistrationView:
    """Return how to come to an event, in what a reader can still do with it.

    `joinable` is whether the event itself is neither over nor off.
    """
    registration = event.registration
    state = registration_state(entry, links.library.settings, links.library.now)
    unsaid = state == "none" and registration.state != "none"
    # That one cannot register for what is over or off goes without saying.
    told = not unsaid and (joinable or state != "closed")
    return RegistrationView(
        state=state,
        text=links.text(f"site.registration.{state}") if told else "",
        tone=_TONES.get(state, "calm"),
        url=registration.url,
        email=registration.email,
        phone=registration.phone,
        heading=links.text(f"site.event.{'join' if joinable else 'registration'}"),
        note=registration.note,
        eligibility=registration.eligibility,
        sentences=tuple(_sentences(event, state, links)) if joinable else (),
    )


def _sentences(event: Event, state: str, links: Links) -> Iterator[str]:
    """Yield until when one can register, from when, and for how many there is room.

    A deadline that is over is told in the past; one that no longer matters is left out.
    """
    registration, settings = event.registration, links.library.settings
    zone = zone_of(event, settings)
    if registration.opens is not None and state == "opens_later":
        moment = say_in_zone(registration.opens, zone, settings.timezone, links.lang)
        yield links.text("site.event.opens", moment=moment)
    if registration.deadline is not None and state != "full":
        moment = say_in_zone(registration.deadline, zone, settings.timezone, links.lang)
        if ends_at(registration.deadline, zone) <= links.library.now:
            yield links.text("site.event.deadline_passed", moment=moment)
        elif state != "closed":
            yield links.text("site.event.deadline", moment=moment)
    if registration.capacity is not None:
        yield links.text("site.event.capacity", count=registration.capacity)
