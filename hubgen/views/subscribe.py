"""Subscribing: a listing's feeds and calendar, with the links that calendar programs know."""

from dataclasses import dataclass
from urllib.parse import quote

from hubgen.edition import Edition
from hubgen.listings import Listing


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A listing's feeds and, where it holds events, its calendar."""

    title: str
    href: str
    """The page that it belongs to."""
    rss: str
    """Empty, and so is `atom`, where nothing in the listing has a date to be new by."""
    atom: str
    calendar: str = ""
    """Empty where the listing has no calendar; so are the links below."""
    calendar_url: str = ""
    webcal: str = ""
    google: str = ""
    outlook: str = ""


def subscription(listing: Listing, edition: Edition) -> Subscription | None:
    """Return how to subscribe to a listing; None where there is nothing to come.

    Feeds that hold nothing are published, so that their addresses can be counted on, and not
    offered.
    """
    if not listing.has_feeds or not (listing.has_news or listing.has_calendar):
        return None
    feeds = Subscription(
        title=listing.title,
        href=edition.href(listing.address),
        rss=edition.href(listing.rss) if listing.has_news else "",
        atom=edition.href(listing.atom) if listing.has_news else "",
    )
    if not listing.has_calendar:
        return feeds
    url = edition.url(listing.calendar)
    webcal = "webcal:" + url.partition(":")[2]
    return Subscription(
        title=feeds.title,
        href=feeds.href,
        rss=feeds.rss,
        atom=feeds.atom,
        calendar=edition.href(listing.calendar),
        calendar_url=url,
        webcal=webcal,
        google=f"https://calendar.google.com/calendar/r?cid={quote(webcal, safe='')}",
        outlook="https://outlook.office.com/calendar/0/addfromweb?"
        f"url={quote(url, safe='')}&name={quote(listing.title, safe='')}",
    )
