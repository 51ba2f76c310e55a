"""Subscribing: what a page offers to follow, with the links that programs know."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from hubgen.edition import Edition
from hubgen.kinds.base import Entry
from hubgen.listings import Listing, Role
from hubgen.notes import Remembered
from hubgen.plan import Form, Plan, Target

CALENDAR_TYPE = "text/calendar"
"""The media type of an iCalendar file (RFC 5545, section 8.1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLink:
    """A feed or calendar, for programs: what a `<link rel="alternate">` says."""

    type: str
    title: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarWays:
    """A calendar, with the ways to have it in one's own."""

    href: str
    """The file."""
    webcal: str
    """What calendar programs on this device open."""
    google: str
    outlook: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A listing's feeds and, where it has one, its calendar."""

    title: str
    lang: str
    """The language of its title and text, where that is not the page's."""
    text: str
    role: str
    href: str
    """The page that it belongs to."""
    feeds: tuple[FeedLink, ...]
    """RSS, Atom and JSON Feed, by these names; empty where it has no feeds."""
    calendar: CalendarWays | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What a page offers to follow."""

    subscription: Subscription
    """The listing that the page is, or else the nearest that it belongs to."""
    is_here: bool
    """Whether that is the page itself."""
    also: tuple[Subscription, ...]
    """On pages about events, what changes in the agenda, and until when one can register."""


class Following:
    """What the pages of an edition offer to follow, made once: thousands offer the same."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._subscriptions: Remembered[str, Subscription] = {}
        self._offers: Remembered[tuple[str, tuple[str, ...]], Offer] = {}
        self._links: dict[str, tuple[FeedLink, ...]] = {}

    def subscription(self, listing: Listing) -> Subscription:
        """Return how to subscribe to a listing.

        What holds nothing today is offered too: whoever subscribes waits for what is still to come.
        """
        return self._edition.notes.remembered(
            self._subscriptions, listing.address, lambda: _subscription(listing, self._edition)
        )

    def offer(self, target: Target) -> Offer:
        """Return what a page offers to follow."""
        followed = _followed(target, self._edition)
        also = _about_events(target, self._edition)
        if followed.page == target.address:
            return self._offer(followed, also, is_here=True)
        key = (followed.address, tuple(one.address for one in also))
        return self._edition.notes.remembered(
            self._offers, key, lambda: self._offer(followed, also, is_here=False)
        )

    def _offer(self, followed: Listing, also: Iterable[Listing], *, is_here: bool) -> Offer:
        return Offer(
            subscription=self.subscription(followed),
            is_here=is_here,
            also=tuple(self.subscription(one) for one in also),
        )

    def feed_links(self, target: Target) -> tuple[FeedLink, ...]:
        """Return the feeds and calendars that a page's head names, the nearest first.

        They are an event's own file, the page's own listing, what the page offers to follow, and
        the whole hub.
        """
        edition = self._edition
        listings = [
            *([target.listing] if target.listing and target.listing.has_feeds else []),
            _followed(target, edition),
            *_about_events(target, edition),
            edition.plan.home(target.lang),
        ]
        links = list(_own_file(edition.entry_of(target), edition)) if target.entry else []
        # By address, as the same listing can be there for several reasons.
        for address, listing in {one.address: one for one in listings}.items():
            if address not in self._links:
                self._links[address] = tuple(_links_of(listing, edition))
            links += self._links[address]
        return tuple(links)


def calendar_name(listing: Listing, edition: Edition) -> str:
    """Return what a subscriber's program calls a calendar among those of other sites."""
    site = edition.settings.title
    return site if listing.title == site else f"{listing.title} · {site}"


def _subscription(listing: Listing, edition: Edition) -> Subscription:
    settings = edition.settings
    feeds = _feeds(listing, edition) if listing.has_feeds else ()
    return Subscription(
        title=listing.title,
        lang=_said_in(listing, settings.lang),
        text=listing.text,
        role=listing.role.value,
        href=edition.href(listing.page),
        feeds=tuple(feeds),
        calendar=_ways(listing, edition) if listing.has_calendar else None,
    )


def _links_of(listing: Listing, edition: Edition) -> Iterator[FeedLink]:
    """Yield the feeds of a listing, and its calendar, each with the listing's title."""
    for one in _feeds(listing, edition) if listing.has_feeds else ():
        yield FeedLink(type=one.type, title=f"{listing.title} ({one.title})", href=one.href)
    if listing.has_calendar:
        yield _calendar_link(listing.title, edition.href(listing.calendar))


def _said_in(listing: Listing, site_lang: str) -> str:
    """Return the language of what the settings say of a listing, where that is another."""
    from_settings = listing.role in {Role.HOME, Role.THEME}
    return site_lang if from_settings and listing.lang != site_lang else ""


def _feeds(listing: Listing, edition: Edition) -> Iterator[FeedLink]:
    for title, media_type, address in (
        ("RSS", "application/rss+xml", listing.rss),
        ("Atom", "application/atom+xml", listing.atom),
        ("JSON Feed", "application/feed+json", listing.json),
    ):
        yield FeedLink(type=media_type, title=title, href=edition.href(address))


def _ways(listing: Listing, edition: Edition) -> CalendarWays:
    url = edition.url(listing.calendar)
    webcal = "webcal:" + url.partition(":")[2]
    name = calendar_name(listing, edition)
    return CalendarWays(
        href=edition.href(listing.calendar),
        webcal=webcal,
        # With `https:` Google takes it for somebody's e-mail address.
        google=f"https://calendar.google.com/calendar/r?cid={quote(webcal, safe='')}",
        outlook="https://outlook.office.com/calendar/0/addfromweb"
        f"?url={quote(url, safe='')}&name={quote(name, safe='')}",
    )


def _followed(target: Target, edition: Edition) -> Listing:
    """Return the listing that a page offers to follow: its own, or the nearest to it.

    A year that is over brings nothing any more, so it offers the agenda that it is a part of.
    """
    plan, own = edition.plan, target.listing
    if target.entry:
        return next(_near(edition.entry_of(target), edition))
    if target.form is Form.MAP_EVENTS or (own is not None and own.role is Role.MONTH):
        return _listing(Role.SECTION, "events", target.lang, plan) or plan.home(target.lang)
    if own is not None and own.role is Role.YEAR and not edition.has_coming(own):
        return _listing(Role.SECTION, "events", target.lang, plan) or own
    return own if own is not None and own.has_feeds else plan.home(target.lang)


def _near(entry: Entry, edition: Edition) -> Iterator[Listing]:
    """Yield the listings that an entry's page can offer, the nearest first, and home at last.

    What belongs to a programme comes back with it. Who looks at an event wants the next one, so
    that one needs a calendar.
    """
    plan = edition.plan
    programme = getattr(entry.fields, "part_of", None)
    found: Iterable[Listing | None] = (
        plan.listing_of.get(entry.key),
        plan.listing_of.get((programme.folder, programme.slug, entry.lang)) if programme else None,
        *(_listing(Role.THEME, slug, entry.lang, plan) for slug in entry.fields.themes),
        _listing(Role.SECTION, entry.kind.folder, entry.lang, plan),
        plan.home(entry.lang),
    )
    for one in found:
        if one is not None and (one.has_calendar or entry.kind.order != "time"):
            yield one


def _listing(role: Role, subject: str, lang: str, plan: Plan) -> Listing | None:
    twins = plan.twins.get((role, subject), ())
    return next((one for one in twins if one.lang == lang), None)


def _about_events(target: Target, edition: Edition) -> tuple[Listing, ...]:
    """Return what else is followed from pages about events.

    They are home, the agenda, a year or month of it, its map and an event.
    """
    plan = edition.plan
    if target.entry:
        about = edition.entry_of(target).kind.order == "time"
    else:
        own = target.listing
        about = target.form is Form.MAP_EVENTS or (own is not None and _is_of_events(own))
    roles = (Role.CHANGES, Role.DEADLINES)
    return tuple(plan.in_language(role, target.lang) for role in roles) if about else ()


def _is_of_events(listing: Listing) -> bool:
    is_agenda = listing.role is Role.SECTION and listing.subject == "events"
    return is_agenda or listing.role in {Role.HOME, Role.YEAR, Role.MONTH}


def _own_file(entry: Entry, edition: Edition) -> Iterator[FeedLink]:
    if entry.meetings:
        href = edition.href(f"{edition.library.address(entry)}event.ics")
        yield _calendar_link(entry.fields.title, href)


def _calendar_link(title: str, href: str) -> FeedLink:
    return FeedLink(type=CALENDAR_TYPE, title=f"{title} (iCalendar)", href=href)
