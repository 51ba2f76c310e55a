"""A hub of the year 2024: what its files say, and what subscribers must read in what it publishes.

Each instant here was worked out by hand from what an editor wrote; nothing of hubgen had a part in
it. In Amsterdam the clocks go from 02:00 to 03:00 on 31 March, and from 03:00 back to 02:00 on 27
October.
"""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from tests.hub import page
from tests.readers import Event

NOW = datetime(2025, 1, 10, 12, 0, tzinfo=UTC)
"""When it is published: after all of its events."""


# The zone and then, all in 2024, the start and end that an editor writes, and both in UTC.
_TIMED = """
winter            Europe/Amsterdam  01-15 14:00        01-15 16:00        01-15T13:00  01-15T15:00
summer            Europe/Amsterdam  07-03 14:00        07-03 16:00        07-03T12:00  07-03T14:00
to-midnight       Europe/Amsterdam  06-21 20:00        06-22 00:00        06-21T18:00  06-21T22:00
across-midnight   Europe/Amsterdam  06-20 23:00        06-21 00:30        06-20T21:00  06-20T22:30
from-day-to-day   Europe/Amsterdam  11-14 09:00        11-15 17:00        11-14T08:00  11-15T16:00
before-spring     Europe/Amsterdam  03-31 01:00        03-31 01:59        03-31T00:00  03-31T00:59
across-spring     Europe/Amsterdam  03-31 01:30        03-31 03:30        03-31T00:30  03-31T01:30
after-spring      Europe/Amsterdam  03-31 03:00        03-31 04:00        03-31T01:00  03-31T02:00
night-of-spring   Europe/Amsterdam  03-30 22:00        03-31 06:00        03-30T21:00  03-31T04:00
before-autumn     Europe/Amsterdam  10-27 01:00        10-27 01:59        10-26T23:00  10-26T23:59
across-autumn     Europe/Amsterdam  10-27 01:30        10-27 03:30        10-26T23:30  10-27T02:30
after-autumn      Europe/Amsterdam  10-27 03:00        10-27 04:00        10-27T02:00  10-27T03:00
night-of-autumn   Europe/Amsterdam  10-26 22:00        10-27 06:00        10-26T20:00  10-27T05:00
first-hour        Europe/Amsterdam  10-27 02:15        10-27 02:45        10-27T00:15  10-27T00:45
from-first-hour   Europe/Amsterdam  10-27 02:30        10-27 04:00        10-27T00:30  10-27T03:00
to-first-hour     Europe/Amsterdam  10-27 01:30        10-27 02:30        10-26T23:30  10-27T00:30
first-by-offset   Europe/Amsterdam  10-27 02:15+02:00  10-27 02:45+02:00  10-27T00:15  10-27T00:45
second-by-offset  Europe/Amsterdam  10-27 02:15+01:00  10-27 02:45+01:00  10-27T01:15  10-27T01:45
first-to-second   Europe/Amsterdam  10-27 02:45+02:00  10-27 02:15+01:00  10-27T00:45  10-27T01:15
london            Europe/London     07-03 10:00        07-03 11:00        07-03T09:00  07-03T10:00
london-spring     Europe/London     03-31 00:30        03-31 02:30        03-31T00:30  03-31T01:30
dublin            Europe/Dublin     06-01 10:00        06-01 11:00        06-01T09:00  06-01T10:00
new-york-march    America/New_York  03-20 09:00        03-20 10:00        03-20T13:00  03-20T14:00
new-york-october  America/New_York  10-30 09:00        10-30 10:00        10-30T13:00  10-30T14:00
new-york-autumn   America/New_York  11-03 00:30        11-03 03:00        11-03T04:30  11-03T08:00
kolkata           Asia/Kolkata      08-15 09:15        08-15 10:45        08-15T03:45  08-15T05:15
sydney-january    Australia/Sydney  01-10 18:00        01-10 19:00        01-10T07:00  01-10T08:00
sydney-july       Australia/Sydney  07-10 18:00        07-10 19:00        07-10T08:00  07-10T09:00
sydney-autumn     Australia/Sydney  04-07 01:00        04-07 04:00        04-06T14:00  04-06T18:00
sydney-spring     Australia/Sydney  10-06 01:30        10-06 03:30        10-05T15:30  10-05T16:30
utc               UTC               09-01 12:00        09-01 13:00        09-01T12:00  09-01T13:00
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """A page about an event."""

    slug: str
    front: str
    meetings: tuple[Event, ...]
    """What a calendar holds of it."""
    theme: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A page of news, and what a feed says of it."""

    slug: str
    front: str
    title: str
    published: str
    """An instant in UTC, as are all here."""
    updated: str
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    @property
    def link(self) -> str:
        """The page's address."""
        return f"{_BASE}articles/{self.slug}/"


def occasions() -> tuple[Occasion, ...]:
    """Return every event of the hub."""
    return (*_timed(), *_DAYS, *_STATES, _REGISTRATION, *_TEXTS, _FOLDED, _SERIES)


def files() -> dict[str, str]:
    """Return the hub, by path."""
    events = {
        f"content/events/{one.slug}.md": page(
            f"uid: {one.slug}@hub.example.org\n{one.front}\n"
            + (f"themes: [{one.theme}]" if one.theme else "")
        )
        for one in occasions()
    }
    articles = {
        f"content/articles/{one.slug}.md": page(
            f"uid: {one.slug}@hub.example.org\n{one.front}",
            "Zie [de kaart](/map/), of [hier](#x).\n\n## X",
        )
        for one in ARTICLES
    }
    site = {"content/site.yaml": _SITE, "content/events/london.en.md": _ENGLISH}
    return site | events | articles


def calendars() -> dict[str, tuple[Event, ...]]:
    """Return what each calendar that the hub publishes holds, by its address, in no order."""
    everything = occasions()
    energy = [one for one in everything if one.theme == "energie"]
    (london,) = (one.meetings[0] for one in everything if one.slug == "london")
    english = replace(london, summary="London", description=f"{_BASE}en/events/london/")
    held = {f"/events/{one.slug}/event.ics": one.meetings for one in everything}
    for address in ("/", "/events/", "/events/2024/"):
        held[f"{address}calendar.ics"] = tuple(m for one in everything for m in one.meetings)
        held[f"/en{address}calendar.ics"] = (english,)
    held["/themes/energie/calendar.ics"] = tuple(m for one in energy for m in one.meetings)
    held["/en/events/london/event.ics"] = (english,)
    held["/deadlines/calendar.ics"] = (_DEADLINE,)
    held["/en/deadlines/calendar.ics"] = ()
    return held


def _event(slug: str, start: str, end: str, **said: Any) -> Event:
    """Return what readers say of an event of which only its title is known: its slug."""
    plain = Event(
        uid=f"{slug}@hub.example.org",
        start=start,
        end=end,
        summary=slug,
        description=f"{_BASE}events/{slug}/",
    )
    return replace(plain, **said)


def _timed() -> tuple[Occasion, ...]:
    """Return the events of the table."""
    made = []
    for row in _TIMED.strip().splitlines():
        slug, zone, start, end, start_utc, end_utc = re.split(" {2,}", row)
        event = _event(slug, f"2024-{start_utc}:00Z", f"2024-{end_utc}:00Z")
        front = f"title: {slug}\ntimezone: {zone}\nstart: 2024-{start}\nend: 2024-{end}"
        made.append(Occasion(slug=slug, front=front, meetings=(event,)))
    return tuple(made)


def _days(slug: str, first: str, last: str, after: str) -> Occasion:
    """Return an event without times, from its first day to its last."""
    end = f"\nend: {last}" if last != first else ""
    return Occasion(
        slug=slug,
        front=f"title: {slug}\nstart: {first}{end}",
        meetings=(_event(slug, first, after),),
        theme="energie",
    )


def _afternoon(slug: str, front: str, **said: Any) -> Occasion:
    """Return an event from two to four on a day in November, of which more is known."""
    title = "" if front.startswith("title:") else f"title: {slug}\n"
    event = _event(slug, "2024-11-13T13:00:00Z", "2024-11-13T15:00:00Z", **said)
    return Occasion(
        slug=slug,
        front=f"{title}start: 2024-11-13 14:00\nend: 2024-11-13 16:00\n{front}",
        meetings=(event,),
    )


# A day is its midnight in Amsterdam.
ARTICLES = (
    Article(
        slug="autumn-news",
        front='title: "Wind & zon: <b>1 > 0"\ndate: 2024-10-27 02:30+01:00',
        title="Wind & zon: <b>1 > 0",
        published="2024-10-27T01:30:00Z",
        updated="2024-10-27T01:30:00Z",
    ),
    Article(
        slug="summer-news",
        front="title: Zomer\ndate: 2024-07-01\nupdated: 2024-11-02 09:30\nthemes: [energie]\n"
        "authors: [{name: Anikó Voorbeeld}, {name: Bas}]",
        title="Zomer",
        published="2024-06-30T22:00:00Z",
        updated="2024-11-02T08:30:00Z",
        authors=("Anikó Voorbeeld", "Bas"),
        tags=("Energie, water; wind",),
    ),
    Article(
        slug="spring-news",
        front="title: Lente\ndate: 2024-04-01",
        title="Lente",
        published="2024-03-31T22:00:00Z",
        updated="2024-03-31T22:00:00Z",
    ),
    Article(
        slug="winter-news",
        front="title: Winter\ndate: 2024-03-31",
        title="Winter",
        published="2024-03-30T23:00:00Z",
        updated="2024-03-30T23:00:00Z",
    ),
)
"""The newest first, as a feed has them."""

_BASE = "https://hub.example.org/"

_SITE = f"""\
title: Jaarhub
base_url: {_BASE}
languages: [nl, en]
themes:
  - {{slug: energie, title: "Energie, water; wind"}}
"""

_ENGLISH = page("title: London")

_DAYS = (
    _days("spring-day", "2024-03-31", "2024-03-31", "2024-04-01"),
    _days("autumn-day", "2024-10-27", "2024-10-27", "2024-10-28"),
    _days("leap-days", "2024-02-28", "2024-02-29", "2024-03-01"),
    _days("autumn-days", "2024-10-25", "2024-10-28", "2024-10-29"),
    _days("to-new-year", "2024-12-30", "2024-12-31", "2025-01-01"),
)

_STATES = (
    _afternoon(
        "cancelled", "status: cancelled", status="CANCELLED", summary="GEANNULEERD: cancelled"
    ),
    _afternoon(
        "postponed", "status: postponed", status="TENTATIVE", summary="UITGESTELD: postponed"
    ),
    _afternoon("moved-online", "status: moved_online\nlocation: {online: true}", location="Online"),
    _afternoon(
        "changed",
        "changes:\n"
        "  - {at: 2024-10-01, start: 2024-11-12 14:00, note: Een dag later}\n"
        "  - {at: 2024-10-27 02:30+01:00, end: 2024-11-13 15:00, note: Een uur langer}",
        sequence=2,
    ),
)

_REGISTRATION = _afternoon(
    "registration", "registration: {url: 'https://example.org/', deadline: 2024-11-06 17:00}"
)
_DEADLINE = Event(
    uid="registration-deadline@hub.example.org",
    start="2024-11-06",
    end="2024-11-07",
    summary="Laatste dag om u aan te melden: registration",
    description="Aanmelden kan tot en met 6 november 2024, 17.00 uur.\n"
    "De bijeenkomst: woensdag 13 november 2024, 14.00–16.00 uur.\n\n"
    f"{_BASE}events/registration/",
)

_TEXTS = (
    _afternoon(
        "signs",
        'title: "Wind, zon; en C:\\\\water \\"hier\\""\nsummary: "Komma, punt; \\\\ en: «meer»"\n'
        'location: {name: "Zaal 3; boven, links", street: Dam 1, place: Utrecht, online: true}',
        summary='Wind, zon; en C:\\water "hier"',
        description=f"Komma, punt; \\ en: «meer»\n\n{_BASE}events/signs/",
        location="Zaal 3; boven, links, Dam 1, Utrecht, Online",
    ),
    _afternoon(
        "link",
        'location: {online: "https://meet.example.org/a,b;c?d=e,f", platform: Teams}',
        description=f"{_BASE}events/link/\n\nhttps://meet.example.org/a,b;c?d=e,f",
        location="Online via Teams",
    ),
    _afternoon(
        "backslash-n",
        "title: Map C:\\nieuw",
        summary="Map C:\\nieuw",
    ),
)

# A line of a calendar is folded after 75 octets at the most. At each of four places beside each
# other, one is in the middle of a character of three octets, or of four.
_WIDE = tuple("x" * shift + "気候\N{SEEDLING}" * 12 for shift in range(4))
_FOLDED = Occasion(
    slug="folded",
    front="title: folded\ndates:\n"
    + "".join(
        f"  - {{start: 2024-05-0{n} 10:00, end: 2024-05-0{n} 11:00, title: {title}}}\n"
        for n, title in enumerate(_WIDE, 1)
    ),
    meetings=tuple(
        _event(
            "folded",
            f"2024-05-0{n}T08:00:00Z",
            f"2024-05-0{n}T09:00:00Z",
            uid=f"folded-{n}@hub.example.org",
            summary=f"folded: {title}",
        )
        for n, title in enumerate(_WIDE, 1)
    ),
)

_SERIES = Occasion(
    slug="series",
    front="title: series\nsummary: Drie keer\ndates:\n"
    "  - {start: 2024-03-28 14:00, end: 2024-03-28 16:00, title: Begin}\n"
    "  - {tentative: In het voorjaar}\n"
    '  - {start: 2024-04-04 14:00, end: 2024-04-04 16:00, note: "Regel een\\nregel twee",'
    " location: {name: Elders, place: Delft}}\n"
    "location: {name: Hier, place: Utrecht}",
    meetings=(
        _event(
            "series",
            "2024-03-28T13:00:00Z",
            "2024-03-28T15:00:00Z",
            uid="series-1@hub.example.org",
            summary="series: Begin",
            description=f"Drie keer\n\n{_BASE}events/series/",
            location="Hier, Utrecht",
        ),
        _event(
            "series",
            "2024-04-04T12:00:00Z",
            "2024-04-04T14:00:00Z",
            uid="series-3@hub.example.org",
            description=f"Drie keer\n\nRegel een\nregel twee\n\n{_BASE}events/series/",
            location="Elders, Delft",
        ),
    ),
    theme="energie",
)
