"""What readers see of subscribing: the block on every page, the page about it, and the head."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import icalendar
import pytest

from hubgen.edition import Edition
from hubgen.listings import Listing, Role
from hubgen.plan import PAGES, Form
from hubgen.related import Related
from hubgen.views.add_to_calendar import calendar_links
from hubgen.views.links import Links
from hubgen.views.subscribe import Following, calendar_name
from tests.hub import Hub, event, make_hub, page
from tests.published import Site, text_of

X = "content/events/x.md"
FEEDS = ("application/rss+xml", "application/atom+xml", "application/feed+json")

FILES = {
    "content/programmes/reeks.md": page("title: Reeks"),
    "content/organisations/vng.md": page("title: VNG"),
    "content/people/ada.md": page("title: Ada van Dijk"),
    "content/people/bo.md": page("title: Bo Aarts"),
    "content/pages/over.md": page("title: Over"),
    "content/services/hulp.md": page("title: Hulp"),
    "content/services/water.md": page("title: Waterscan\nthemes: water"),
    "content/practices/wijk.md": page("title: Wijk\npart_of: reeks\nthemes: water"),
    "content/practices/dak.md": page("title: Dak"),
    "content/events/deel.md": event("part_of: reeks\nthemes: energie", title="Deel"),
    "content/events/deel.en.md": page("title: Part"),
    "content/events/los.md": event(
        "themes: energie\norganiser: vng\nspeakers: [ada, bo]", title="Los"
    ),
    "content/events/kaal.md": event(title="Kaal"),
    "content/events/oud.md": event(
        "start: 2016-03-01 14:00\nend: 2016-03-01 15:00\nexpires: 2017-01-01\nthemes: water",
        title="Oud",
    ),
    "content/events/toen.md": event("start: 2015-03-01 14:00\nend: 2015-03-01 15:00", title="Toen"),
}


def listing(hub: Hub, role: Role, subject: str = "") -> Listing:
    """Return a listing in Dutch."""
    (found,) = (one for one in hub.plan.twins[role, subject] if one.lang == "nl")
    return found


def offered(hub: Hub, address: str) -> str:
    """Return the title of what a page offers to follow."""
    return Following(hub.edition).offer(hub.plan.by_address[address]).subscription.title


# What a page offers


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/", "Testhub"),
        ("/events/", "Agenda"),
        ("/events/2024/", "Agenda van 2024"),
        ("/events/2015/", "Agenda"),
        ("/themes/", "Testhub"),
        ("/themes/water/", "Water"),
        ("/programmes/reeks/", "Reeks"),
        ("/organisations/vng/", "VNG"),
        ("/people/ada/", "Ada van Dijk"),
        ("/events/deel/", "Reeks"),
        ("/en/events/deel/", "Energie"),
        ("/events/los/", "Energie"),
        ("/events/kaal/", "Agenda"),
        ("/events/oud/", "Agenda"),
        ("/practices/wijk/", "Reeks"),
        ("/practices/dak/", "Praktijkvoorbeelden"),
        ("/services/water/", "Water"),
        ("/services/hulp/", "Diensten"),
        ("/over/", "Testhub"),
        ("/map/", "Testhub"),
        ("/search/", "Testhub"),
        ("/404.html", "Testhub"),
    ],
)
def test_a_page_offers_the_nearest(address: str, title: str) -> None:
    """A page offers itself, else its programme, theme or section; an event what has a calendar."""
    hub = make_hub(FILES)
    assert hub.problems == []
    assert offered(hub, address) == title


def test_what_holds_nothing_today_is_offered() -> None:
    """A feed without entries is offered, and a calendar is only where there is one."""
    hub = make_hub({"content/tools/x.md": page("title: Warmte")})
    tools = Following(hub.edition).subscription(listing(hub, Role.SECTION, "tools"))
    assert [one.href for one in tools.feeds] == [
        "/tools/feed.xml",
        "/tools/atom.xml",
        "/tools/feed.json",
    ]
    assert tools.calendar is None
    agenda = Following(hub.edition).subscription(listing(hub, Role.SECTION, "events"))
    assert agenda.calendar is not None
    assert agenda.calendar.href == "/events/calendar.ics"


def test_pages_about_events_offer_changes_and_deadlines_too() -> None:
    """Home, the agenda, its years, its map and each event do; no other page does."""
    hub = make_hub(FILES)
    also = {
        target.address
        for target in hub.plan.targets
        if target.form in PAGES - {Form.SUBSCRIBE}
        and [one.role for one in Following(hub.edition).offer(target).also]
        == ["changes", "deadlines"]
    }
    events = {one for one in hub.addresses if "/events/" in one and one.endswith("/")}
    assert also == {"/", "/en/", *events}


def test_the_title_of_a_theme_is_in_the_language_of_the_settings() -> None:
    """What the settings say in Dutch is marked so on an English page, and on a Dutch page not."""
    hub = make_hub(FILES)
    for address, lang in (("/en/events/deel/", "nl"), ("/events/los/", "")):
        found = Following(hub.edition).offer(hub.plan.by_address[address]).subscription
        assert (found.title, found.lang) == ("Energie", lang)


# The head


def heads(edition: Edition, address: str) -> list[tuple[str, str]]:
    """Return the type and the address of each feed and calendar that a page's head names."""
    target = edition.plan.by_address[address]
    return [(one.type, one.href) for one in Following(edition).feed_links(target)]


def whole(folder: str, *, calendar: bool = True) -> list[tuple[str, str]]:
    """Return the feeds of a listing and its calendar."""
    feeds = zip(FEEDS, ("feed.xml", "atom.xml", "feed.json"), strict=True)
    found = [(kind, f"{folder}{name}") for kind, name in feeds]
    return [*found, ("text/calendar", f"{folder}calendar.ics")] if calendar else found


CHANGES = [
    *whole("/changes/", calendar=False),
    ("text/calendar", "/deadlines/calendar.ics"),
]


@pytest.mark.parametrize(
    ("address", "links"),
    [
        ("/", [*whole("/"), *CHANGES]),
        ("/events/", [*whole("/events/"), *CHANGES, *whole("/")]),
        ("/events/2015/", [*whole("/events/2015/"), *whole("/events/"), *CHANGES, *whole("/")]),
        (
            "/events/los/",
            [
                ("text/calendar", "/events/los/event.ics"),
                *whole("/themes/energie/"),
                *CHANGES,
                *whole("/"),
            ],
        ),
        ("/themes/water/", [*whole("/themes/water/", calendar=False), *whole("/")]),
        ("/services/hulp/", [*whole("/services/", calendar=False), *whole("/")]),
        ("/map/", whole("/")),
        ("/map/events/", [*whole("/events/"), *CHANGES, *whole("/")]),
    ],
)
def test_a_head_names_the_nearest_first(address: str, links: list[tuple[str, str]]) -> None:
    """An event's file, the page's own, what it offers, what else is of the agenda, and the hub."""
    assert heads(make_hub(FILES).edition, address) == links


def test_every_feed_in_a_head_has_a_name_of_its_own(hub: Site) -> None:
    """Who chooses among the feeds of a page by their titles can tell them apart."""
    for one in hub.pages.values():
        named = [link.get("title") for link in one.all("link", rel="alternate") if link.get("type")]
        assert len(set(named)) == len(named)


# The block


def test_every_page_has_one_block(hub: Site) -> None:
    """All but two offer in sight what their head names first.

    `/subscribe/` has everything, and the guide is for who writes the hub, not for who follows it.
    """
    guides = ("/redactie/", "/editors/")
    for one in hub.pages.values():
        blocks = [found for found in one.all("section") if "follow" in found.get("class", "")]
        if one.address.endswith(("/subscribe/", *guides)):
            assert blocks == []
            continue
        (block,) = blocks
        links = {link.attrib["href"] for link in block.iter("a")}
        heads = [href for kind, href in one.alternates() if kind in FEEDS and href in links]
        calendars = [href for _, href in one.alternates() if href.endswith("calendar.ics")]
        folder = heads[0].removesuffix("feed.xml")
        assert heads[:3] == [href for _, href in whole(folder, calendar=False)]
        assert (f"{folder}calendar.ics" in calendars) == (f"{folder}calendar.ics" in links)
        webcal = {href for href in links if href.startswith("webcal:")}
        assert (f"webcal://hub.example.org{folder}calendar.ics" in webcal) == (
            f"{folder}calendar.ics" in links
        )


def test_a_block_leads_to_what_it_is_of(hub: Site) -> None:
    """An event's page says of what it offers the news, and leads there and to the explanation."""
    found = hub.pages["/events/derde-bijeenkomst-kci/"]
    said = found.section("Blijf op de hoogte")
    assert said.startswith("Blijf op de hoogte Expeditieteam KCI gemeenten – nieuwe bijeenkomsten")
    (block,) = (one for one in found.all("section") if "follow" in one.get("class", ""))
    links = {text_of(one): one.attrib["href"] for one in block.iter("a")}
    own = "/programmes/expeditieteam-kci/"
    assert links == {
        "Expeditieteam KCI gemeenten": own,
        "Hoe werkt abonneren?": "/subscribe/",
        "Agenda-app": f"webcal://hub.example.org{own}calendar.ics",
        "Google Agenda": "https://calendar.google.com/calendar/r"
        f"?cid=webcal%3A%2F%2Fhub.example.org{own.replace('/', '%2F')}calendar.ics",
        "Outlook": "https://outlook.office.com/calendar/0/addfromweb"
        f"?url=https%3A%2F%2Fhub.example.org{own.replace('/', '%2F')}calendar.ics"
        "&name=Expeditieteam%20KCI%20gemeenten%20%C2%B7%20Kennishub%20Duurzame%20Gemeenten",
        "Bestand (.ics)": f"{own}calendar.ics",
        "RSS": f"{own}feed.xml",
        "Atom": f"{own}atom.xml",
        "JSON Feed": f"{own}feed.json",
        "Wijzigingen in de agenda (RSS)": "/changes/feed.xml",
        "Uiterste aanmelddagen (agenda-app)": "webcal://hub.example.org/deadlines/calendar.ics",
    }


# Links that programs know


def test_a_calendar_has_one_name_everywhere(hub: Site) -> None:
    """Outlook is given the name that the file itself has."""
    for link in hub.pages["/subscribe/"].all("a"):
        href = link.get("href", "")
        if href.startswith("https://outlook.office.com/"):
            said = parse_qs(urlsplit(href).query)
            address = said["url"][0].removeprefix("https://hub.example.org")
            calendar = icalendar.Calendar.from_ical(hub.bytes(address))
            assert said["name"] == [calendar["NAME"]]


def test_the_whole_hub_is_called_by_its_own_name() -> None:
    """Its name is not said twice."""
    hub = make_hub(FILES)
    assert calendar_name(listing(hub, Role.HOME), hub.edition) == "Testhub"
    assert calendar_name(listing(hub, Role.SECTION, "events"), hub.edition) == "Agenda · Testhub"


@pytest.mark.parametrize(
    ("start", "end", "dates"),
    [
        ("2024-10-27 01:00", "2024-10-27 01:59", "20241027T010000/20241027T015900"),
        ("2024-10-27 01:30", "2024-10-27 02:30", "20241026T233000Z/20241027T003000Z"),
        ("2024-10-27 02:30+02:00", "2024-10-27 03:30", "20241027T003000Z/20241027T023000Z"),
        ("2024-10-27 02:30+01:00", "2024-10-27 03:30", "20241027T013000Z/20241027T023000Z"),
        ("2024-10-27 02:45+02:00", "2024-10-27 02:15+01:00", "20241027T004500Z/20241027T011500Z"),
        ("2024-10-27 03:00", "2024-10-27 04:00", "20241027T030000/20241027T040000"),
    ],
)
def test_google_is_told_which_of_two_hours(start: str, end: str, dates: str) -> None:
    """The hour that comes twice is given in UTC, and any other by the event's own clock."""
    now = datetime(2024, 10, 27, tzinfo=UTC) - timedelta(days=30)
    hub = make_hub({X: event(f"start: {start}\nend: {end}")}, now=now)
    entry = hub.entry("events", "x")
    links = Links(hub.edition, "nl", Related(hub.library))
    found = calendar_links(entry, entry.fields, entry.meetings[0], links)  # type: ignore[arg-type] # an event's
    assert found is not None
    said = parse_qs(urlsplit(found.google).query)
    assert (said["dates"], said["ctz"]) == ([dates], ["Europe/Amsterdam"])
