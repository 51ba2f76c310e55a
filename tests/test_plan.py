"""The plan: every address of a hub, what a listing holds and in which order."""

from datetime import UTC, datetime

import pytest

from hubgen.addresses import escaped
from hubgen.listings import Listing, Role
from hubgen.listings.records import PAGE_SIZE
from hubgen.order import newest_first as by_date
from hubgen.order import next_meeting
from hubgen.plan import Form
from tests.hub import SITE, Hub, event, make_hub, page, says

X = "content/events/x.md"
W = "content/events/w.md"
FEEDS = ["atom.xml", "feed.json", "feed.xml"]
HUB = [
    "/404.html",
    "/_headers",
    "/_redirects",
    "/build.json",
    "/feeds.opml",
    "/map/",
    "/map/events/",
    "/map/country.svg",
    "/deadlines/calendar.ics",
]
HUB += [f"/changes/{name}" for name in FEEDS]
HUB += [
    "/practices.csv",
    "/practices.geojson",
    "/redactie/",
    "/robots.txt",
    "/search/",
    "/search/index.json",
]
HUB += ["/map/map.csv", "/map/map.geojson"]
HUB += ["/sitemap.xml", "/subscribe/"]
LISTING = ["", *FEEDS]
CALENDAR = [*LISTING, "calendar.ics"]


def at(address: str, names: list[str]) -> list[str]:
    """Return the addresses of a listing and its siblings."""
    return [address + name for name in names]


def listing(hub: Hub, address: str) -> Listing:
    """Return the listing at an address."""
    return next(one for one in hub.plan.listings if one.address == address)


def shown(hub: Hub, address: str) -> list[str]:
    """Return the slugs that a listing's page shows, in order."""
    return [slug for _, slug, _ in listing(hub, address).shown]


def members(hub: Hub, address: str) -> list[str]:
    """Return the slugs of all that a listing holds."""
    return [slug for _, slug, _ in listing(hub, address).members]


def test_an_empty_hub_has_its_own_pages() -> None:
    """Home and the events are always there, each with its feeds and its calendar."""
    hub = make_hub({})
    expected = [*HUB, *at("/", CALENDAR), *at("/events/", CALENDAR)]
    assert hub.addresses == sorted(expected)
    assert hub.problems == []


def test_every_page_and_listing_is_at_the_address_that_the_model_fixes() -> None:
    """One page of each kind, and every listing with its siblings."""
    hub = make_hub(
        {
            X: event(
                "themes: [water]\npart_of: reeks\norganiser: vng\nspeakers: [bart]\n"
                "location: {municipality: Tilburg}\naudience: [Raadsleden]"
            ),
            "content/practices/p.md": page("title: P"),
            "content/tools/t.md": page("title: T"),
            "content/articles/a.md": page("title: A"),
            "content/services/s.md": page("title: S"),
            "content/programmes/reeks.md": page("title: R"),
            "content/people/bart.md": page("title: B"),
            "content/organisations/vng.md": page("title: V"),
            "content/pages/contact.md": page("title: C"),
        }
    )
    expected = [
        *HUB,
        *at("/", CALENDAR),
        *at("/events/", CALENDAR),
        *at("/events/2024/", CALENDAR),
        "/events/month/2024-11/",
        *at("/events/x/", ["", "event.ics"]),
        *at("/practices/", [*LISTING, "p/"]),
        *at("/tools/", [*LISTING, "t/"]),
        *at("/articles/", [*LISTING, "a/"]),
        *at("/services/", [*LISTING, "s/"]),
        *at("/programmes/", LISTING),
        *at("/programmes/reeks/", CALENDAR),
        *at("/people/", LISTING),
        *at("/people/bart/", CALENDAR),
        *at("/organisations/", LISTING),
        *at("/organisations/vng/", CALENDAR),
        "/themes/",
        *at("/themes/water/", CALENDAR),
        "/municipalities/",
        *at("/municipalities/tilburg/", CALENDAR),
        *at("/audiences/raadsleden/", CALENDAR),
        "/contact/",
    ]
    assert hub.problems == []
    assert hub.addresses == sorted(expected)


def test_each_language_has_its_own_listings() -> None:
    """A language comes first in the address, has what is written in it, and no more."""
    hub = make_hub(
        {
            X: event("themes: [water]"),
            "content/events/x.en.md": page("title: A"),
            "content/events/y.md": event("themes: [water]"),
            "content/pages/contact.en.md": page("title: C"),
            "content/practices/p.md": page("title: P"),
        }
    )
    english = [address for address in hub.addresses if address.startswith("/en/")]
    assert english == sorted(
        [
            *at("/en/", CALENDAR),
            "/en/editors/",
            *at("/en/events/", CALENDAR),
            *at("/en/events/2024/", CALENDAR),
            "/en/events/month/2024-11/",
            *at("/en/events/x/", ["", "event.ics"]),
            *at("/en/themes/", [""]),
            *at("/en/themes/water/", CALENDAR),
            "/en/contact/",
            *at("/en/changes/", FEEDS),
            "/en/deadlines/calendar.ics",
            "/en/map/",
            "/en/map/events/",
            "/en/search/",
            "/en/search/index.json",
            "/en/subscribe/",
        ]
    )
    assert listing(hub, "/en/events/").members == (("events", "x", "en"),)
    assert listing(hub, "/events/").members == (("events", "x", "nl"), ("events", "y", "nl"))
    assert [one.lang for one in hub.plan.twins[Role.THEME, "water"]] == ["nl", "en"]
    assert (hub.plan.home("nl").address, hub.plan.home("en").address) == ("/", "/en/")


def test_a_language_without_pages_has_none() -> None:
    """A hub that knows a language and has nothing in it publishes nothing in it."""
    hub = make_hub({X: event()})
    assert [address for address in hub.addresses if address.startswith("/en/")] == []


def test_a_section_may_have_another_path_and_title() -> None:
    """The settings say how a kind's folder is called in addresses and for people."""
    site = (
        f"{SITE}sections: {{events: {{path: agenda, title: Agenda}}, practices: {{path: a/b}}}}\n"
    )
    files = {
        X: event(),
        "content/events/x.en.md": page("title: A"),
        "content/practices/p.md": page("title: P"),
        "content/site.yaml": site,
    }
    hub = make_hub(files)
    assert [one for one in hub.addresses if "event" in one] == [
        "/agenda/x/event.ics",
        "/en/agenda/x/event.ics",
        "/en/map/events/",
        "/map/events/",
    ]
    assert {"/agenda/month/2024-11/", "/en/agenda/month/2024-11/"} <= set(hub.addresses)
    assert {"/agenda/2024/calendar.ics", "/en/agenda/", "/a/b/p/"} <= set(hub.addresses)
    titles = [listing(hub, address).title for address in ("/agenda/", "/en/agenda/")]
    assert titles == ["Agenda", "Events"]


def test_an_introduction_titles_its_listing() -> None:
    """`_index.md` goes before the settings, in its own language, and gives an empty listing."""
    site = f"{SITE}sections: {{events: {{title: Agenda}}}}\n"
    hub = make_hub(
        {
            "content/events/_index.md": page("title: Wat er gebeurt\nsummary: Kom ook"),
            "content/tools/_index.md": page("title: Gereedschap"),
            "content/site.yaml": site,
        }
    )
    found = listing(hub, "/events/")
    assert (found.title, found.text) == ("Wat er gebeurt", "Kom ook")
    assert listing(hub, "/tools/").title == "Gereedschap"


def test_a_search_page_is_there_unless_the_settings_say_no() -> None:
    """`search: false` leaves out the page and its index."""
    hub = make_hub({"content/site.yaml": f"{SITE}search: false\n"})
    assert [one for one in hub.addresses if "search" in one] == []


# listings


def test_events_are_in_the_order_that_readers_want() -> None:
    """Soonest first; then what has no date; the past is in the archive, the latest first."""
    files = {
        "content/events/straks.md": event("start: 2024-11-01 15:00\nend: 2024-11-01 16:00"),
        "content/events/nu.md": event("start: 2024-11-01 12:00\nend: 2024-11-01 14:00"),
        "content/events/vandaag.md": event("start: 2024-11-01\nend: 2024-11-01"),
        "content/events/later.md": event("start: 2024-12-01 10:00\nend: 2024-12-01 11:00"),
        "content/events/b-zelfde.md": event("start: 2024-12-01 10:00\nend: 2024-12-01 11:00"),
        "content/events/ooit.md": page("title: Ooit\ndates: [{tentative: in 2025}]"),
        "content/events/zonder.md": page("title: Zonder"),
        "content/events/net.md": event("start: 2024-11-01 11:00\nend: 2024-11-01 13:00"),
        "content/events/gisteren.md": event("start: 2024-10-31\nend: 2024-10-31"),
        "content/events/vorig-jaar.md": event("start: 2023-11-01 10:00\nend: 2023-11-01 11:00"),
    }
    hub = make_hub(files)
    upcoming = ["vandaag", "nu", "straks", "b-zelfde", "later", "ooit", "zonder"]
    assert shown(hub, "/events/") == upcoming
    assert sorted(members(hub, "/events/")) == sorted([*upcoming, "net", "gisteren", "vorig-jaar"])
    assert shown(hub, "/events/2024/") == [
        *["b-zelfde", "later", "straks", "nu", "net", "vandaag", "gisteren"]
    ]
    assert shown(hub, "/events/2023/") == ["vorig-jaar"]


def test_a_theme_shows_what_is_past_after_what_is_to_come() -> None:
    """A listing of all kinds shows kind by kind, each in its own order."""
    both = "themes: [water]"
    hub = make_hub(
        {
            "content/events/a-oud.md": event(f"{both}\nstart: 2023-01-01\nend: 2023-01-01"),
            "content/events/b-ouder.md": event(f"{both}\nstart: 2022-01-01\nend: 2022-01-01"),
            "content/events/z-nieuw.md": event(both),
            "content/practices/oud.md": page(f"title: A\n{both}\ndate: 2023-01-01"),
            "content/practices/nieuw.md": page(f"title: B\n{both}\ndate: 2024-01-01"),
            "content/practices/zonder-b.md": page(f"title: Bb\n{both}"),
            "content/practices/zonder-a.md": page(f"title: Écht\n{both}"),
            "content/people/mia.md": page(f"title: Mia\n{both}\ndate: 2020-01-01"),
            "content/people/bart.md": page(f"title: Bart\n{both}"),
        }
    )
    assert shown(hub, "/themes/water/") == [
        *["z-nieuw", "a-oud", "b-ouder"],
        *["nieuw", "oud", "zonder-b", "zonder-a"],
        *["bart", "mia"],
    ]


def test_an_event_of_several_meetings_stands_at_its_next() -> None:
    """It is upcoming until its last meeting is over, and in the archive of each year."""
    dates = "dates:\n  - start: 2023-05-01 10:00\n    end: 2023-05-01 11:00\n"
    dates += "  - start: 2024-11-20 10:00\n    end: 2024-11-20 11:00\n"
    dates += "  - start: 2025-01-10 10:00\n    end: 2025-01-10 11:00\n"
    files = {X: event(dates), "content/events/y.md": event()}
    hub = make_hub(files)
    assert shown(hub, "/events/") == ["y", "x"]
    for year in (2023, 2024, 2025):
        assert "x" in shown(hub, f"/events/{year}/")
    meeting = next_meeting(hub.entry("events", "x"), hub.library)
    assert meeting
    assert meeting.number == 2
    after = make_hub(files, now=datetime(2025, 2, 1, tzinfo=UTC))
    assert shown(after, "/events/") == []
    last = next_meeting(after.entry("events", "x"), after.library)
    assert last
    assert last.number == 3


def test_an_event_is_over_when_it_is_over_though_the_clock_goes_back() -> None:
    """In the hour that occurs twice, the moment counts and not the clock."""
    hub_files = {X: event("start: 2024-10-27 01:30\nend: 2024-10-27 02:30+02:00")}
    second = datetime(2024, 10, 27, 1, 10, tzinfo=UTC)  # 02:10 for the second time
    assert shown(make_hub(hub_files, now=second), "/events/") == []
    first = datetime(2024, 10, 27, 0, 10, tzinfo=UTC)
    assert shown(make_hub(hub_files, now=first), "/events/") == ["x"]


def test_the_year_of_an_event_is_that_of_its_local_day() -> None:
    """New Year's Eve in Amsterdam is in the old year, whatever UTC says."""
    hub = make_hub(
        {
            X: event("start: 2025-01-01 00:30\nend: 2025-01-01 01:00"),
            "content/events/y.md": event(
                "timezone: America/New_York\nstart: 2024-12-31 22:00\nend: 2024-12-31 23:00"
            ),
        }
    )
    assert (shown(hub, "/events/2025/"), shown(hub, "/events/2024/")) == (["x"], ["y"])


@pytest.mark.parametrize(
    ("count", "pages"), [(0, 1), (1, 1), (PAGE_SIZE, 1), (PAGE_SIZE + 1, 2), (2 * PAGE_SIZE + 1, 3)]
)
def test_a_long_listing_has_further_pages(count: int, pages: int) -> None:
    """`/events/page/2/` is the second, and an empty listing has one."""
    hub = make_hub({f"content/events/e{n}.md": event() for n in range(count)})
    targets = [
        target
        for target in hub.plan.of_form[Form.LISTING]
        if target.listing and target.listing.subject == "events"
    ]
    further = [f"/events/page/{number}/" for number in range(2, pages + 1)]
    assert [target.address for target in targets] == ["/events/", *further]
    assert [(target.number, target.of) for target in targets] == [
        (number, pages) for number in range(1, pages + 1)
    ]
    archived = [one for one in hub.addresses if one.startswith("/events/2024/page/")]
    assert archived == [f"/events/2024/page/{number}/" for number in range(2, pages + 1)]


def test_what_nothing_belongs_to_has_no_page() -> None:
    """A theme, place or audience without pages is not there; the listing of all of them too."""
    hub = make_hub({X: event()})
    assert [one for one in hub.addresses if one.split("/")[1] in {"themes", "municipalities"}] == []


def test_a_listing_without_events_has_no_calendar() -> None:
    """A theme that only an article has offers feeds and no calendar."""
    hub = make_hub({"content/articles/a.md": page("title: A\nthemes: [water]")})
    assert [one for one in hub.addresses if "water" in one] == [
        "/themes/water/",
        "/themes/water/atom.xml",
        "/themes/water/feed.json",
        "/themes/water/feed.xml",
    ]


def test_an_expired_page_stays_and_is_in_no_listing() -> None:
    """Its address stays; its theme, year and audience, if it was alone there, go."""
    front = "expires: 2024-10-01\nthemes: [water]\naudience: [Allen]\npart_of: reeks"
    hub = make_hub({X: event(front), "content/programmes/reeks.md": page("title: R")})
    assert "/events/x/" in hub.addresses
    gone = [f"/{name}" for name in ("themes/", "audiences/", "events/2024/", "programmes/reeks/f")]
    assert [one for one in hub.addresses if one.startswith(tuple(gone))] == []
    held = {key for one in hub.plan.listings for key in (*one.members, *one.shown)}
    assert ("events", "x", "nl") not in held


def test_audiences_with_one_slug_are_one() -> None:
    """Capitals and accents make no second audience, and a page is in it once."""
    hub = make_hub(
        {
            X: event("audience: [Raadsleden, raadsleden]"),
            "content/events/y.md": event("audience: raadsleden"),
        }
    )
    assert members(hub, "/audiences/raadsleden/") == ["x", "y"]
    assert listing(hub, "/audiences/raadsleden/").title == "Voor: Raadsleden"


def test_a_programme_an_organisation_and_a_person_list_what_names_them() -> None:
    """Each with feeds, and a calendar where events are among it."""
    hub = make_hub(
        {
            X: event("part_of: reeks\npartners: [vng]\nprogramme: [{title: a, speakers: [bart]}]"),
            "content/practices/p.md": page("title: P\npart_of: reeks\ncontacts: [bart]"),
            "content/articles/a.md": page("title: A\nauthors: [organisations/vng, mia]"),
            "content/programmes/reeks.md": page("title: R\nsummary: Over"),
            "content/organisations/vng.md": page("title: V"),
            "content/people/bart.md": page("title: B"),
            "content/people/mia.md": page("title: M"),
        }
    )
    assert members(hub, "/programmes/reeks/") == ["x", "p"]
    assert members(hub, "/organisations/vng/") == ["x", "a"]
    assert members(hub, "/people/bart/") == ["x", "p"]
    assert members(hub, "/people/mia/") == ["a"]
    assert "/people/mia/feed.xml" in hub.addresses
    assert "/people/mia/calendar.ics" not in hub.addresses
    found = hub.plan.listing_of["programmes", "reeks", "nl"]
    assert (found.title, found.text) == ("R", "Over")


def test_feeds_are_newest_first_by_date() -> None:
    """By `date`, else by the other moments that the content gives; ties by address."""
    hub = make_hub(
        {
            "content/articles/oud.md": page("title: A\ndate: 2023-01-01"),
            "content/articles/b.md": page("title: B\ndate: 2024-01-02"),
            "content/articles/a.md": page("title: C\ndate: 2024-01-02 00:00"),
            "content/articles/bijgewerkt.md": page("title: D\nupdated: 2024-05-01"),
            "content/articles/zonder.md": page("title: E"),
            X: event("changes: [{at: 2024-03-01, note: a}]"),
            "content/events/y.md": event(),
        }
    )
    slugs = [one.slug for one in by_date(hub.library.entries, hub.library)]
    assert slugs == ["y", "bijgewerkt", "x", "a", "b", "oud"]


# addresses


def test_07_two_pages_for_one_address_are_a_problem_that_names_both() -> None:
    """A page of the kind page has no folder, so it can want a listing's address."""
    hub = make_hub({"content/pages/events.md": page("title: A")})
    assert hub.problems == [
        "content/pages/events.md: het adres /events/ gebruikt de hub zelf al; kies een ander"
    ]
    assert says((one for one in hub.found if one.severity == "problem"), "en") == [
        "content/pages/events.md: the hub itself uses the address /events/ already; choose another"
    ]


@pytest.mark.parametrize(
    ("alias", "other"),
    [
        ("/events/y/", "content/events/y.md"),
        ("/events/y", "content/events/y.md"),
        ("/events/x/", X),
        ("/", "de hub zelf"),
        ("/feeds.opml", "de hub zelf"),
        ("/feeds.opml/x/", "de hub zelf"),
        ("/_redirects", "de hub zelf"),
        ("/events/y/event.ics/oud/", "content/events/y.md"),
        ("/oud/", "content/events/y.md"),
        ("/oud", "content/events/y.md"),
    ],
)
def test_07_an_alias_that_is_taken_is_a_problem(alias: str, other: str) -> None:
    """An old address cannot be a page's, a listing's, or below a file."""
    hub = make_hub(
        {X: event(f"aliases: [{alias}]"), "content/events/y.md": event("aliases: [/oud/]")}
    )
    (found,) = [line for line in hub.problems if "het adres" in line]
    assert found.endswith(" kies een ander")
    assert X in found
    assert other in found


@pytest.mark.parametrize(
    ("alias", "address"),
    [
        ("/oud/", "/oud/"),
        ("/oud", "/oud/"),
        ("/a/b.c/d", "/a/b.c/d/"),
        ("/nieuws.php", "/nieuws.php"),
        ("/café/", "/café/"),
    ],
)
def test_an_alias_leads_to_its_page(alias: str, address: str) -> None:
    """A folder's address ends in a slash, whether it is written or not; a file's does not."""
    hub = make_hub({X: event(f"aliases: [{alias}]"), "content/events/x.en.md": page("title: A")})
    assert hub.problems == []
    assert [(one.address, one.to) for one in hub.plan.of_form[Form.ALIAS]] == [
        (address, "/events/x/")
    ]


@pytest.mark.parametrize(
    ("alias", "code"),
    [
        ("oud/", "bad-alias"),
        ("//example.org/", "bad-alias"),
        ("https://example.org/", "bad-alias"),
        ("/../x", "alias-dot"),
        ("/a/../b", "alias-dot"),
        ("/a/./b", "alias-dot"),
        ("/.htaccess", "alias-dot"),
        ("/%2e%2e/x/", "alias-dot"),
        ("/a//b", "alias-slashes"),
        ("/a//", "alias-slashes"),
        ("/%2fexample.org/", "alias-slashes"),
        ("/a b", "alias-space"),
        ("/a?b", "alias-sign"),
        ("/a#b", "alias-sign"),
        ("/a\\tb", "alias-sign"),
        ("/a\\n/b", "alias-sign"),
        ("/a\\\\b", "alias-sign"),
        ("/a\\u00a0b", "alias-sign"),
        ("/a\\u2028b", "alias-sign"),
        ("/*", "alias-sign"),
        ("/a*/", "alias-sign"),
        ("/:splat", "alias-sign"),
        ("/a/:b/", "alias-sign"),
        ("/wiki/Category:b", "alias-sign"),
        ("/a|b/", "alias-sign"),
        ("/q<b>/", "alias-sign"),
        ('/q\\"b/', "alias-sign"),
        ("/%2a", "alias-sign"),
        ("/%3asplat", "alias-sign"),
        ("/%0a/", "alias-sign"),
        ("/%00/", "alias-sign"),
        ("/a%23b/", "alias-sign"),
        ("/a%3fb/", "alias-sign"),
        ("/a%5cb/", "alias-sign"),
        ("/%252a", "alias-sign"),
        ("/100%/", "alias-sign"),
        ("/%ff/", "alias-sign"),
        ("/con/", "alias-windows"),
        ("/nul.txt", "alias-windows"),
        ("/COM1.txt/y/", "alias-windows"),
        ("/x/LPT\u00b2", "alias-windows"),
        ("/conout$/", "alias-windows"),
        ("/aux%20.html", "alias-windows"),
        ("/a./", "alias-windows"),
        ("/a%20/b/", "alias-windows"),
        (f"/{'a' * 256}/", "alias-long"),
        (f"/{'%c3%a9' * 128}/", "alias-long"),
    ],
)
def test_an_alias_is_an_address_of_the_hub(alias: str, code: str) -> None:
    """What is outside, or would change the line of `_redirects` that it is on, is a problem."""
    hub = make_hub({X: event(f'aliases: ["{alias}"]')})
    assert [(one.code, one.field) for one in hub.found if one.severity == "problem"] == [
        (code, "aliases[1]")
    ]


@pytest.mark.parametrize(
    ("alias", "line"),
    [
        ("/over%20ons/", "/over%20ons/"),
        ("/caf%C3%A9/", "/caf%C3%A9/"),
        ("/café/", "/caf%C3%A9/"),
        ("/l'été/", "/l'%C3%A9t%C3%A9/"),
        ("/index.php!a&b=c;d,e@f~g/", "/index.php!a&b=c;d,e@f~g/"),
        ("/[a]{b}^`/", "/%5Ba%5D%7Bb%7D%5E%60/"),
    ],
)
def test_an_alias_is_one_word_of_a_line_of_redirects(alias: str, line: str) -> None:
    """Written with escapes or without, it is redirected as hosts are asked for it."""
    hub = make_hub({X: event(f'aliases: ["{alias}"]')})
    assert hub.problems == []
    assert [escaped(one.address) for one in hub.plan.of_form[Form.ALIAS]] == [line]


@pytest.mark.parametrize(
    ("aliases", "said"),
    [
        ("/weg/, /_headers", "[2]: het adres /_headers gebruikt de hub zelf al; kies een ander"),
        ("/weg/, /FEED.xml", "[2]: het adres /feed.xml gebruikt de hub zelf al; kies een ander"),
        ("/weg/, /FEED.xml/a/", "[2]: het adres /feed.xml gebruikt de hub zelf al; kies een ander"),
        ("/weg/, /events/W", f"[2]: het adres /events/w/ is al van {W}; kies een ander"),
        ("/weg/, /en/OUD", f"[2]: het adres /en/oud/ is al van {W}; kies een ander"),
        ("/weg/, /a, /a/", "[3]: dit oude adres staat hier al, als /a/; haal een van de twee weg"),
        (
            "/A.xml, /a.xml",
            "[2]: dit oude adres staat hier al, als /A.xml; haal een van de twee weg",
        ),
        (
            "/en/A, /a, /en/a",
            "[3]: dit oude adres staat hier al, als /en/A/; haal een van de twee weg",
        ),
        (
            '/caf\u00e9/, "/cafe\\u0301/"',
            "[2]: dit oude adres staat hier al, als /caf\u00e9/; haal een van de twee weg",
        ),
    ],
)
def test_07_an_alias_that_is_taken_is_told_at_its_item(aliases: str, said: str) -> None:
    """Also one that got a slash, differs in capitals, or was the page's in another language."""
    hub = make_hub(
        {
            X: event(f"aliases: [{aliases}]"),
            "content/events/x.en.md": page("title: X"),
            W: event("aliases: [/en/oud/]"),
        }
    )
    assert hub.problems == [f"{X}:5: aliases{said}"]


@pytest.mark.parametrize(
    ("alias", "folder"),
    [
        ("/static/0123456789/oud.html", "/static/"),
        ("/STATIC/", "/static/"),
        ("/admin", "/admin/"),
        ("/admin/oud/", "/admin/"),
        ("/search/files/oud/", "/search/files/"),
        ("/en/search/files/oud/", "/en/search/files/"),
        ("/cards/oud.png", "/cards/"),
        ("/_worker.js/oud/", "/_worker.js/"),
    ],
)
def test_07_no_alias_is_among_what_the_hub_makes(alias: str, folder: str) -> None:
    """There browsers keep a file for good, or run what no page may run."""
    hub = make_hub({X: event(f"aliases: [/oud/, {alias}]")})
    (found,) = [one for one in hub.found if one.severity == "problem"]
    assert (found.code, found.field) == ("address-kept", "aliases[2]")
    assert dict(found.values)["folder"] == folder


@pytest.mark.parametrize("alias", ["/statics/", "/a/static/", "/search/oud/", "/cards.html"])
def test_an_alias_beside_what_the_hub_makes_is_one(alias: str) -> None:
    """Only those folders are the hub's own."""
    assert make_hub({X: event(f"aliases: [{alias}]")}).problems == []


def test_07_no_page_is_where_the_web_editor_is() -> None:
    """A page without a folder could be there by its name."""
    hub = make_hub({"content/pages/admin.md": page("title: A")})
    assert hub.problems == [
        "content/pages/admin.md: wat onder /admin/ staat, is van de hub zelf; kies een ander adres "
        "dan /admin/"
    ]


def test_07_two_sections_with_one_path_are_a_problem() -> None:
    """Both listings would be at one address."""
    site = f"{SITE}sections: {{events: {{path: a}}, tools: {{path: a}}}}\n"
    hub = make_hub({"content/site.yaml": site, "content/tools/t.md": page("title: T")})
    assert set(hub.codes) == {"address-of-hub"}


def test_the_plan_is_in_order_of_addresses_and_each_is_there_once() -> None:
    """What is published is the same list whatever the order of the files."""
    files = {f"content/events/e{n}.md": event("themes: [water, energie]") for n in range(5)}
    first, second = make_hub(files), make_hub(dict(reversed(files.items())))
    assert first.addresses == sorted(set(first.addresses)) == second.addresses
    assert first.plan.targets == second.plan.targets


def test_calendars_and_feeds_stay_where_a_page_was() -> None:
    """Who subscribed to a page that moved finds its files at the old address too."""
    hub = make_hub(
        {
            X: event("part_of: nieuw\naliases: [/events/was/]"),
            "content/programmes/nieuw.md": page("title: R\naliases: [/programmes/oud]"),
            "content/articles/a.md": page("title: A\naliases: [/oud.html]"),
        }
    )
    assert hub.problems == []
    assert [one for one in hub.addresses if "/oud" in one or "/was" in one] == sorted(
        ["/events/was/", "/events/was/event.ics", "/oud.html", *at("/programmes/oud/", CALENDAR)]
    )
    target = hub.plan.by_address["/programmes/oud/calendar.ics"]
    assert target.listing == listing(hub, "/programmes/nieuw/")


def test_feeds_stay_in_the_language_of_the_old_address() -> None:
    """What was below `/en/` is the English page's, whose aliases its original gives."""
    hub = make_hub(
        {
            X: event("part_of: nieuw"),
            "content/events/x.en.md": page("title: E"),
            "content/programmes/nieuw.md": page(
                "title: R\naliases: [/programmes/oud/, /en/programmes/oud/]"
            ),
            "content/programmes/nieuw.en.md": page("title: S"),
        }
    )
    assert hub.problems == []
    for old, new in (("", ""), ("/en", "/en")):
        target = hub.plan.by_address[f"{old}/programmes/oud/calendar.ics"]
        assert target.listing == listing(hub, f"{new}/programmes/nieuw/")
