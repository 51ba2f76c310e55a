"""What a reader can do now about an event: one thing, or another meeting of its series."""

from dataclasses import dataclass
from functools import partial

from hubgen.kinds.base import Entry
from hubgen.kinds.event.fields import Event
from hubgen.listings import Role
from hubgen.order import is_past
from hubgen.plan import Form
from hubgen.views.links import Links
from hubgen.views.place import PlaceView
from hubgen.views.records import Anchor, Card
from hubgen.views.registration import RegistrationView


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """The one thing to do now."""

    title: str
    href: str
    icon: str
    lang: str = ""
    """The language that it leads to, where that is not the page's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPlace:
    """The place of an event among the meetings of its programme."""

    programme: Anchor
    previous: Card | None
    next: Card | None
    coming: Card | None
    """The first meeting that is still to come and goes on, if that is another one."""


def series_place(entry: Entry, event: Event, links: Links) -> SeriesPlace | None:
    """Return the meetings before and after an event; None for one that is alone."""
    if event.part_of is None:
        return None
    programme = links.anchor(event.part_of)
    meetings = links.meetings_of(event.part_of)
    here = next((n for n, one in enumerate(meetings) if one.ref == entry.ref), None)
    if programme is None or here is None or len(meetings) == 1:
        return None
    coming = next((one for one in meetings if one.ref != entry.ref and _goes_on(one, links)), None)
    return SeriesPlace(
        programme=programme,
        previous=links.card(meetings[here - 1]) if here > 0 else None,
        next=links.card(meetings[here + 1]) if here + 1 < len(meetings) else None,
        coming=links.card(coming) if coming else None,
    )


def _goes_on(entry: Entry, links: Links) -> bool:
    fields = entry.fields
    assert isinstance(fields, Event)  # the meetings of a programme are events
    off = fields.status in {"cancelled", "postponed"}
    return bool(entry.meetings) and not off and not is_past(entry, links.library)


def action(
    event: Event,
    state: str,
    registration: RegistrationView,
    place: PlaceView | None,
    series: SeriesPlace | None,
    links: Links,
) -> Action | None:
    """Return the one thing to do now about an event that is not over, or None.

    Who can come registers, or joins what is going on or asks for no registration. Who cannot is
    led to the next meeting of the series, to the agenda, or to what tells of a new date.
    """
    online = place.online_url if place else ""
    say = partial(_action, links)
    if event.status == "postponed":
        return _follow(links)
    if event.status == "cancelled":
        return _instead(series, links) or _agenda(links)
    if state == "now" and online:
        return say("join_now", online, "video")
    if registration.is_open:
        waiting = "waiting" if registration.state == "waiting_list" else ""
        if registration.url:
            return say(waiting or "register", registration.url, "ticket")
        if registration.email:
            return say(waiting or "register_email", f"mailto:{registration.email}", "mail")
        if registration.phone:
            number = registration.phone.replace(" ", "")
            return say(waiting or "register_phone", f"tel:{number}", "phone")
    if registration.state == "none":
        return say("join_online", online, "video") if online else None
    if registration.state in {"full", "closed"}:
        return _instead(series, links) or _agenda(links)
    return None


def _action(links: Links, name: str, address: str, icon: str) -> Action:
    """Return something to do, by the name of its words."""
    href = links.edition.href(address)
    return Action(title=links.text(f"site.event.{name}"), href=href, icon=icon)


def _instead(series: SeriesPlace | None, links: Links) -> Action | None:
    """Return the way to the next meeting of the series."""
    if series is None or series.coming is None:
        return None
    card = series.coming
    title = links.text("site.event.instead", title=card.title)
    return Action(title=title, href=card.href, icon="arrow-right", lang=card.lang)


def _agenda(links: Links) -> Action | None:
    section = links.listing_anchor(Role.SECTION, "events")
    if section is None:
        return None
    return Action(title=links.text("site.event.agenda"), href=section.href, icon="calendar-days")


def _follow(links: Links) -> Action | None:
    """Return the way to what tells of a new date."""
    pages = links.edition.plan.of_form.get(Form.SUBSCRIBE, ())
    page = next((one for one in pages if one.lang == links.lang), None)
    return _action(links, "follow", page.address, "bell") if page else None
