"""A month of the agenda as its page shows it, and the ways to look at the agenda."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hubgen import times
from hubgen.listings import Listing, Role
from hubgen.months import Held, first_day, is_off, number_of
from hubgen.plan import Form
from hubgen.views.cards_said import place_said
from hubgen.views.links import Links
from hubgen.views.records import Badge, ThemeTag
from hubgen.views.times_said import iso


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewLink:
    """One way to look at the agenda."""

    title: str
    href: str
    icon: str
    current: str
    """`page` for the page itself, `true` for what the page is a part of, and else empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthLink:
    """A month, by its name, with how many events it has."""

    title: str
    href: str
    count: int
    is_here: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthEvent:
    """A meeting of an event, on one day."""

    title: str
    href: str
    lang: str
    """The language of the page that it leads to, where that is not the page's."""
    when: str
    """From when to when, or which of its days it is; empty for what takes a whole day."""
    iso: str
    """When it begins, on the day that it does, for machines."""
    place: str
    off: Badge | None
    """Why nobody needs to come: that it is called off, or postponed."""
    themes: tuple[ThemeTag, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthDay:
    """A day, and what there is on it."""

    iso: str
    weekday: str
    number: int
    month: str
    events: tuple[MonthEvent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthView:
    """A month as a grid of weeks from Monday to Sunday.

    Nothing in it depends on the present, so that a page stays the same until somebody edits it.
    """

    title: str
    weekdays: tuple[str, ...]
    weeks: tuple[tuple[MonthDay | None, ...], ...]
    """None stands for a day of another month."""
    before: MonthLink | None
    after: MonthLink | None
    """The nearest months that have something."""
    year: tuple[MonthLink, ...]
    """The months of its year that have something."""


def month_view(listing: Listing, links: Links) -> MonthView:
    """Return a month's listing as it is shown."""
    first = first_day(listing.subject)
    days: dict[date, list[Held]] = {}
    for held in links.months[listing.subject]:
        days.setdefault(held.day, []).append(held)
    known = list(links.months)
    here = known.index(listing.subject)
    return MonthView(
        title=times.say_month(first, links.lang),
        weekdays=tuple(
            times.say_weekday(first + timedelta(days=number - first.weekday()), links.lang)
            for number in range(7)
        ),
        weeks=tuple(_weeks(first, days, links)),
        before=_link(known[here - 1], links) if here else None,
        after=_link(known[here + 1], links) if here + 1 < len(known) else None,
        year=months_of_year(listing.subject[:4], links, listing.subject),
    )


def months_of_year(year: str, links: Links, here: str = "") -> tuple[MonthLink, ...]:
    """Return the months of a year that have something, in order."""
    return tuple(
        _link(one, links, short=True, here=here) for one in links.months if one.startswith(year)
    )


def ways_to_look(links: Links, *, form: Form, listing: Listing | None = None) -> list[ViewLink]:
    """Return the agenda as a list, by month and on a map; nothing on other pages than these.

    The month is the page's own, or that which is ahead; of a year the nearest to that.
    """
    role = listing.role if listing else None
    is_list = role in {Role.SECTION, Role.YEAR}
    agenda = links.listing_anchor(Role.SECTION, "events")
    if agenda is None or (is_list and listing and not _is_agenda(listing)):
        return []
    found = [
        (
            "list",
            agenda.href,
            ("page" if role is Role.SECTION else "true") if is_list else "",
        )
    ]
    if month := _month_for(listing, links):
        found.append((_MONTH, month.href, "page" if role is Role.MONTH else ""))
    is_map = "page" if form is Form.MAP_EVENTS else ""
    found.append(("map", links.of_form(Form.MAP_EVENTS), is_map))
    return [
        ViewLink(
            title=links.text(f"site.view.{name}"), href=href, icon=_ICONS[name], current=current
        )
        for name, href, current in found
    ]


_MONTH = "month"
_ICONS: Mapping[str, str] = {"list": "list", _MONTH: "calendar-days", "map": "map"}


def _is_agenda(listing: Listing) -> bool:
    return listing.role is Role.YEAR or listing.subject == "events"


def _month_for(listing: Listing | None, links: Links) -> MonthLink | None:
    """Return the month that one comes to from a page about the agenda."""
    ahead: str = links.month_ahead
    if not ahead:
        return None
    if listing and listing.role is Role.MONTH:
        return _link(listing.subject, links)
    if listing and listing.role is Role.YEAR:
        own = [one for one in links.months if one.startswith(listing.subject)]
        ahead = min(own, key=lambda one: abs(number_of(one) - number_of(ahead)))
    return _link(ahead, links)


def _link(month: str, links: Links, *, short: bool = False, here: str = "") -> MonthLink:
    anchor = links.listing_anchor(Role.MONTH, month)
    assert anchor is not None  # a month that has something has a page
    first = first_day(month)
    said = times.say_month(first, links.lang)
    return MonthLink(
        title=said.rpartition(" ")[0] if short else said,
        href=anchor.href,
        count=links.held_in(month),
        is_here=month == here,
    )


def _weeks(
    first: date, days: Mapping[date, Iterable[Held]], links: Links
) -> Iterator[tuple[MonthDay | None, ...]]:
    """Yield the weeks that a month has a day in."""
    monday = first - timedelta(days=first.weekday())
    month = times.say_day(first, links.lang, weekday=False, year=False).partition(" ")[2]
    while (monday.year, monday.month) <= (first.year, first.month):
        week = [monday + timedelta(days=number) for number in range(7)]
        yield tuple(
            MonthDay(
                iso=day.isoformat(),
                weekday=times.say_weekday(day, links.lang),
                number=day.day,
                month=month,
                events=tuple(_event(one, links) for one in days.get(day, ())),
            )
            if day.month == first.month
            else None
            for day in week
        )
        monday += timedelta(days=7)


def _event(held: Held, links: Links) -> MonthEvent:
    anchor = links.entry_anchor(held.entry)
    location = held.meeting.location or held.entry.facts.where
    return MonthEvent(
        title=anchor.title,
        href=anchor.href,
        lang=anchor.lang,
        when=_when(held, links),
        iso=iso(held.meeting.start) if held.day == held.first else held.day.isoformat(),
        place=(location and location.place) or place_said(held.entry, links.lang),
        off=_why_off(held, links),
        themes=links.themes(held.entry),
    )


def _when(held: Held, links: Links) -> str:
    """Return the hours of a meeting of one day, or which of its days a day is."""
    start, end = held.meeting.start, held.meeting.end
    if held.first != held.last:
        number, of = (held.day - held.first).days + 1, (held.last - held.first).days + 1
        return links.text("site.month.day_of", number=number, of=of)
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        return ""
    return "–".join(times.say_clock(one, links.lang) for one in (start, end))


def _why_off(held: Held, links: Links) -> Badge | None:
    if not is_off(held.entry, held.meeting):
        return None
    if held.entry.facts.status == "postponed":
        return Badge(tone="warn", text=links.text("site.status.postponed"))
    return Badge(tone="bad", text=links.text("site.status.cancelled"))
