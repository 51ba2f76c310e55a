"""The hub in this repository, built in full and read back by parsers that did not write it."""

import csv
import io
import json
import re
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import feedparser  # type: ignore[import-untyped] # it ships no types
import icalendar
import pytest

from hubgen.wording import wording
from tests.conftest import REPOSITORY
from tests.published import HEADINGS, Page, Site, text_of
from tests.searching import cards

EMAIL = re.compile(r"[\w.+-]+(?:@|%40)[\w-]+(?:\.[\w-]+)+")
FETCHED = re.compile(r"""url\(\s*["']?([^"')]+)|(@import)""")
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"

KCI = "/events/derde-bijeenkomst-kci/"
CIRCLE = "/events/leerkring-gemeente-en-bewonersinitiatieven/"
AFTERNOON = "/events/ambtenarenbijeenkomst-internationale-samenwerking/"
SESSION = "/events/inspiratiesessie-duurzaamheid/"

# What the content says of when its events are, as local times with the offset of that day.
TIMES = {
    KCI: ("2024-11-13T14:00:00+01:00", "2024-11-13T16:00:00+01:00"),
    CIRCLE: ("2021-11-23T10:00:00+01:00", "2021-11-23T13:30:00+01:00"),
    AFTERNOON: ("2016-11-17T13:00:00+01:00", "2016-11-17T17:00:00+01:00"),
}

# schema.org's type of each kind's pages.
TYPES = {
    "events": {"Event"},
    "people": {"Person"},
    "organisations": {"Organization", "GovernmentOrganization"},
    "practices": {"Article"},
    "tools": {"CreativeWork"},
    "articles": {"Article", "HowTo"},
    "services": {"Service"},
    "programmes": {"EventSeries"},
}


# Every page


def pages(hub: Site) -> list[Page]:
    """Return every page of the hub; a fault in its HTML fails the test that asks."""
    assert len(hub.pages) > 100
    return list(hub.pages.values())


def test_every_page_is_html_without_errors(hub: Site) -> None:
    """The parser of the HTML standard finds nothing to mend on any page."""
    assert {page.root.tag for page in pages(hub)} == {"html"}


def test_every_page_has_one_title(hub: Site) -> None:
    """A page has one h1, a title of its own and a language."""
    for page in pages(hub):
        assert (page.address, len(page.all("h1"))) == (page.address, 1)
        assert page.all("html")[0].get("lang") == ("en" if page.address[:4] == "/en/" else "nl")
    titles = [
        (page.all("html")[0].get("lang"), text_of(page.all("title")[0])) for page in pages(hub)
    ]
    assert sorted(titles) == sorted(set(titles))


def test_no_heading_skips_a_level(hub: Site) -> None:
    """Below a heading comes one of its level, of the next level, or of any level above."""
    faults = []
    for page in pages(hub):
        levels = [HEADINGS.index(str(one.tag)) for one in page.elements if one.tag in HEADINGS]
        faults += [page.address for before, after in pairwise(levels) if after > before + 1]
    assert faults == []


def test_every_id_is_there_once(hub: Site) -> None:
    """No two elements of a page have one id."""
    faults = [(p.address, one) for p in pages(hub) for one in set(p.ids) if p.ids.count(one) > 1]
    assert faults == []


def test_every_label_and_description_points_at_something(hub: Site) -> None:
    """What `for`, `aria-labelledby` and the like name is on the page."""
    names = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "popovertarget", "list")
    faults = [
        (page.address, name, one.attrib[name])
        for page in pages(hub)
        for one in page.elements
        for name in names
        if name in one.attrib and not set(one.attrib[name].split()) <= set(page.ids)
    ]
    assert faults == []


def _targets(page: Page) -> list[str]:
    """Return every address that a page names, of whatever it links to or loads."""
    found = []
    for one in page.elements:
        found += [one.attrib[name] for name in ("href", "src", "action") if name in one.attrib]
        if "srcset" in one.attrib:
            found += [part.split()[0] for part in one.attrib["srcset"].split(",")]
    found += [one.get("data-index", "") for one in page.elements if one.get("data-index")]
    return found


def test_15_every_link_leads_somewhere(hub: Site) -> None:
    """Each address of the hub on each page is published, and each anchor is on its page."""
    faults = []
    checked = 0
    for page in pages(hub):
        for target in _targets(page):
            if not (found := hub.inside(target, page.address)):
                continue
            address, fragment = found
            checked += 1
            there = address in hub.addresses
            # Text fragments (`#:~:text=`) are not used; a fragment is an id.
            if there and fragment:
                drawing = (
                    address.endswith(".svg") and f'id="{fragment}"' in hub.bytes(address).decode()
                )
                there = drawing or fragment in hub.pages[address].ids
            if not there:
                faults.append((page.address, target))
    assert faults == []
    assert checked > 3000


GUIDES = {"/redactie/", "/en/editors/"}
"""For who writes the hub; its own settings do not ask for a link to it."""


def test_every_page_can_be_reached_from_home(hub: Site) -> None:
    """From home one can click through to all but the guide for editors and what is not there."""
    reached = {"/"}
    pending = ["/"]
    while pending:
        page = hub.pages[pending.pop()]
        for one in page.all("a") + page.all("{http://www.w3.org/2000/svg}a"):
            found = hub.inside(one.get("href", ""), page.address)
            if found and found[0] in hub.pages and found[0] not in reached:
                reached.add(found[0])
                pending.append(found[0])
    assert set(hub.pages) - reached == {"/404.html", *GUIDES}


# What scripts and style sheets name and no browser asks for: the name of a kind of elements, a link
# that Leaflet would put on its maps and ours leave out, and comments.
NOT_FETCHED = {
    "http://www.w3.org/2000/svg",
    "https://leafletjs.com",
    "https://bugs.chromium.org/p/chromium/issues/detail?id=600120",
    "https://bugzilla.mozilla.org/show_bug.cgi?id=888319",
}


def test_14_nothing_is_fetched_from_elsewhere(hub: Site) -> None:
    """A browser that shows a page asks nobody but the hub for anything."""
    faults = []
    for page in pages(hub):
        for one in page.elements:
            name = str(one.tag).rpartition("}")[2]
            if name == "link" and one.get("rel") not in {"canonical", "alternate"}:
                loaded = [one.get("href", "")]
            elif name in {"a", "link", "form"}:
                continue
            else:
                loaded = [one.get(key, "") for key in ("src", "href", "data", "poster")]
                loaded += [part.split()[0] for part in one.get("srcset", "").split(",") if part]
            faults += [
                (page.address, target)
                for target in loaded
                if target and hub.inside(target, page.address) is None
            ]
        assert not page.all("iframe"), page.address
    styles = [address for address in sorted(hub.addresses) if address.endswith((".css", ".js"))]
    assert styles
    for address in styles:
        text = hub.bytes(address).decode()
        named = re.findall(r"https?://[^\s\"'\\)]+", text)
        faults += [(address, one) for one in named if one not in NOT_FETCHED]
        # A style sheet may fetch what the hub publishes, such as its typeface.
        for found in FETCHED.finditer(text):
            target = hub.inside(found[1] or found[2], address)
            if target is None or target[0] not in hub.addresses:
                faults.append((address, found[0]))
    assert faults == []


def test_14_no_page_has_script_or_style_of_its_own(hub: Site) -> None:
    """Nothing on a page needs more than a policy of `default-src 'self'`."""
    faults = []
    for page in pages(hub):
        for one in page.elements:
            inline = one.tag == "script" and one.get("type") != "application/ld+json"
            if (inline and "src" not in one.attrib) or one.tag == "style":
                faults.append((page.address, one.tag))
            faults += [
                (page.address, name)
                for name, value in one.attrib.items()
                if name == "style" or name.startswith("on") or "javascript:" in value.lower()
            ]
    assert faults == []


def test_13_no_email_address_stands_in_plain_text(hub: Site) -> None:
    """No file that a harvester reads as text holds an e-mail address, and yet the links work."""
    faults = [
        (address, found.group())
        for address in sorted(hub.addresses)
        if address.endswith(("/", ".html", ".json", ".geojson", ".csv", ".txt"))
        for found in EMAIL.finditer(hub.bytes(address).decode())
    ]
    assert faults == []
    (link,) = {href for href in hub.pages["/contact/"].links().values() if "mailto:" in href}
    assert link == "mailto:redactie@example.org"


def test_pictures_say_what_they_show(hub: Site) -> None:
    """Every image has an alt text, if only an empty one, and a size."""
    faults = [
        page.address
        for page in pages(hub)
        for one in page.all("img")
        if not {"alt", "width", "height"} <= set(one.attrib)
    ]
    assert faults == []


# The head of a page


def test_canonical_and_shared_addresses_are_the_pages_own(hub: Site) -> None:
    """The canonical address is the page's whole web address, and so is what is shared."""
    for page in pages(hub):
        found = [one.get("href") for one in page.all("link", rel="canonical")]
        hidden = bool(page.all("meta", name="robots", content="noindex"))
        assert found == ([] if hidden else [hub.url(page.address)])
        (shared,) = page.all("meta", property="og:url")
        assert shared.get("content") == hub.url(page.address)
        (said,) = page.all("meta", name="description")
        assert said.get("content")


def test_only_the_page_for_what_is_not_there_is_hidden(hub: Site) -> None:
    """Search engines may show every page but 404.html, search and the guide for editors."""
    hidden = {p.address for p in pages(hub) if p.all("meta", name="robots", content="noindex")}
    assert hidden == {"/404.html", "/search/", "/en/search/", *GUIDES}


def test_translations_name_each_other(hub: Site) -> None:
    """The languages of a page name each other and themselves, in the same words."""
    said = {
        hub.url(page.address): {
            one.attrib["hreflang"]: one.attrib["href"]
            for one in page.all("link", rel="alternate")
            if "hreflang" in one.attrib
        }
        for page in pages(hub)
    }
    for url, languages in said.items():
        assert not languages or url in languages.values()
        for other in languages.values():
            assert said[other] == languages
    assert said[hub.url(KCI)] == {"nl": hub.url(KCI), "en": hub.url(f"/en{KCI}")}


def test_every_feed_is_named_by_a_page(hub: Site) -> None:
    """Each page names feeds and calendars that are there, and each of those is named by a page."""
    kinds = {
        "application/rss+xml": "feed.xml",
        "application/atom+xml": "atom.xml",
        "application/feed+json": "feed.json",
        "text/calendar": ".ics",
    }
    named = set()
    for page in pages(hub):
        assert page.alternates()
        for media_type, href in page.alternates():
            address, _ = hub.inside(href, page.address) or ("", "")
            assert address.endswith(kinds[media_type])
            named.add(address)
    published = {one for one in hub.addresses if one.endswith(tuple(kinds.values()))}
    assert named == published


# JSON-LD


def test_every_page_describes_itself(hub: Site) -> None:
    """Each page has one schema.org graph, with its own address, and the way to it from home."""
    for page in pages(hub):
        graph = page.graph()
        assert graph[0]["url"] == hub.url(page.address)
        trails = [one for one in graph if one["@type"] == "BreadcrumbList"]
        if page.address in {"/", "/en/"}:
            assert (graph[0]["@type"], trails) == ("WebSite", [])
            continue
        (trail,) = trails
        steps = trail["itemListElement"]
        assert [one["position"] for one in steps] == list(range(1, len(steps) + 1))
        assert steps[-1]["item"] == hub.url(page.address)
        for one in steps:
            found = hub.inside(one["item"], page.address)
            assert found is not None
            assert found[0] in hub.addresses


@pytest.mark.parametrize("folder", sorted(TYPES))
def test_every_kind_has_its_type(hub: Site, folder: str) -> None:
    """A page says which of schema.org's types its kind is."""
    own = [p for p in pages(hub) if re.fullmatch(rf"(?:/en)?/{folder}/[a-z][^/]*/", p.address)]
    assert own
    for page in own:
        assert page.described()["@type"] in TYPES[folder]
        assert page.described()["name"] == text_of(page.all("h1")[0])


def _values(value: Any, key: str) -> list[Any]:
    """Return every value of a key, however deep."""
    if isinstance(value, dict):
        own = [value[key]] if key in value else []
        return own + [one for item in value.values() for one in _values(item, key)]
    if isinstance(value, list):
        return [one for item in value for one in _values(item, key)]
    return []


def test_events_describe_when_and_where_they_are(hub: Site) -> None:
    """An event gives its times with their offset, its place, and whether and how it takes place."""
    for address in (KCI, f"/en{KCI}", CIRCLE, AFTERNOON, SESSION):
        event = hub.pages[address].described()
        times = TIMES.get(address.removeprefix("/en"), (None, None))
        assert (event.get("startDate"), event.get("endDate")) == times
        assert event["eventStatus"] == "https://schema.org/EventScheduled"
        online = address.removeprefix("/en") in {KCI, SESSION}
        mode = "Online" if online else "Offline"
        assert event["eventAttendanceMode"] == f"https://schema.org/{mode}EventAttendanceMode"
        (place,) = event["location"]
        assert place["@type"] == ("VirtualLocation" if online else "Place")
        assert event["organizer"][0]["@type"] in TYPES["organisations"]
    circle = hub.pages[CIRCLE].described()["location"][0]
    assert circle["name"] == "Zalen van Zeven"
    assert circle["address"] == {
        "@type": "PostalAddress",
        "streetAddress": "Boothstraat 7",
        "addressLocality": "Utrecht",
        "addressCountry": "NL",
    }


def test_descriptions_name_pages_that_are_there(hub: Site) -> None:
    """What a description says about other pages of the hub has their addresses."""
    for page in pages(hub):
        for url in _values(page.graph(), "@id") + _values(page.graph(), "url"):
            found = hub.inside(url, page.address)
            assert found is None or found[0] in hub.addresses, (page.address, url)


# Feeds


def test_every_feed_is_valid(hub: Site) -> None:
    """Feedparser finds nothing wrong with any feed, nor with what its links lead to."""
    feeds = [one for one in sorted(hub.addresses) if one.endswith(("feed.xml", "atom.xml"))]
    assert len(feeds) > 100
    for address in feeds:
        found = feedparser.parse(hub.bytes(address))
        assert (address, found.bozo) == (address, False)
        assert found.version == ("rss20" if address.endswith("feed.xml") else "atom10")
        own = [one.href for one in found.feed.links if one.rel == "self"]
        assert own == [hub.url(address)]
        page, _ = hub.inside(found.feed.link, "/") or ("", "")
        assert page in hub.pages
        identifiers = [entry.id for entry in found.entries]
        assert len(identifiers) == len(set(identifiers))
        moments = [entry.published_parsed for entry in found.entries]
        assert moments == sorted(moments, reverse=True)
        for entry in found.entries:
            target, _ = hub.inside(entry.link, "/") or ("", "")
            assert target in hub.pages
            assert entry.title


def test_both_feeds_of_a_listing_say_the_same(hub: Site) -> None:
    """RSS and Atom have the same entries in the same order, under the same identifiers."""
    for address in sorted(hub.addresses):
        if address.endswith("atom.xml"):
            one, other = (
                [(entry.id, entry.link, entry.title) for entry in feedparser.parse(data).entries]
                for data in (hub.bytes(address), hub.bytes(address.replace("atom", "feed")))
            )
            assert one == other


def test_an_events_entry_says_when_and_where_first(hub: Site) -> None:
    """Before anything else, the text of an event's entry gives its day, hours and place."""
    found = feedparser.parse(hub.bytes("/events/feed.xml"))
    (entry,) = [one for one in found.entries if one.link == hub.url(KCI)]
    said = re.sub(r"<[^>]+>|\s+", " ", entry.content[0].value).split("Weinig mensen")[0]
    assert "woensdag 13 november 2024, 14.00–16.00 uur" in said
    assert "Online via Teams" in said


# Calendars


def calendar(hub: Site, address: str) -> list[icalendar.Event]:
    """Return the events of a calendar."""
    return icalendar.Calendar.from_ical(hub.bytes(address)).events


def test_calendars_hold_the_instants_of_the_content(hub: Site) -> None:
    """In every calendar an event begins and ends when its page says, and has its own UID."""
    expected = {
        hub.url(address): tuple(datetime.fromisoformat(one).astimezone(UTC) for one in said)
        for address, said in TIMES.items()
    }
    expected[hub.url(f"/en{KCI}")] = expected[hub.url(KCI)]
    uids: dict[str, set[str]] = {}
    calendars = [one for one in sorted(hub.addresses) if one.endswith(".ics")]
    assert len(calendars) > 40
    for address in calendars:
        held = calendar(hub, address)
        assert len({str(event["UID"]) for event in held}) == len(held)
        for event in held:
            start, end = event.start, event.end
            assert isinstance(start, datetime)
            assert isinstance(end, datetime)
            instants = (start.astimezone(UTC), end.astimezone(UTC))
            assert instants == expected[str(event["URL"])]
            uids.setdefault(str(event["URL"]), set()).add(str(event["UID"]))
    assert uids == {
        hub.url(KCI): {"e6995ca283ee@hub.example.org"},
        hub.url(f"/en{KCI}"): {"e6995ca283ee@hub.example.org"},
        hub.url(CIRCLE): {"3f80e1a3a77b-1@hub.example.org"},
        hub.url(AFTERNOON): {"03ba2ec4eac2@hub.example.org"},
    }


def test_an_event_is_in_the_calendars_of_what_it_belongs_to(hub: Site) -> None:
    """The KCI meeting is in the calendars of its hub, programme, organiser, themes and people."""
    for address in (
        "/",
        "/events/",
        "/events/2024/",
        "/programmes/expeditieteam-kci/",
        "/organisations/platform-wow/",
        "/themes/circulaire-infra/",
        "/people/asha-schoonheid/",
        "/audiences/medewerkers-van-kleine-en-middelgrote-gemeenten/",
    ):
        assert [str(one["URL"]) for one in calendar(hub, f"{address}calendar.ics")] == [
            hub.url(KCI)
        ], address
    (own,) = calendar(hub, f"{KCI}event.ics")
    assert str(own["LOCATION"]) == "Online via Teams"


def test_what_is_long_past_has_left_the_calendars(hub: Site) -> None:
    """A calendar keeps what is past for 400 days; an event's own file keeps it for ever."""
    assert calendar(hub, "/events/2016/calendar.ics") == []
    (own,) = calendar(hub, f"{AFTERNOON}event.ics")
    assert str(own["LOCATION"]) == "Youmeet, Utrecht"


# Exports


def test_the_list_of_feeds_names_all_of_them(hub: Site) -> None:
    """The OPML file lists every feed and calendar but those of single events, once."""
    root = ElementTree.fromstring(hub.bytes("/feeds.opml"))
    urls = [
        one.get("xmlUrl") or one.get("url") for one in root.iter("outline") if "type" in one.attrib
    ]
    assert len(urls) == len(set(urls))
    ends = ("feed.xml", "atom.xml", "feed.json", "calendar.ics")
    assert set(urls) == {hub.url(one) for one in hub.addresses if one.endswith(ends)}
    pages_named = {one.get("htmlUrl") for one in root.iter("outline")} - {None}
    assert pages_named <= {hub.url(one) for one in hub.pages}


def test_the_sitemap_names_every_page(hub: Site) -> None:
    """Search engines find every page that they may show in the sitemap, and robots.txt names it."""
    root = ElementTree.fromstring(hub.bytes("/sitemap.xml"))
    named = [one.text for one in root.iter(f"{SITEMAP}loc")]
    assert len(named) == len(set(named))
    hidden = {"/404.html", "/search/", "/en/search/", *GUIDES}
    assert set(named) == {hub.url(one) for one in hub.pages if one not in hidden}
    assert f"Sitemap: {hub.url('/sitemap.xml')}" in hub.bytes("/robots.txt").decode().splitlines()


def test_practices_can_be_taken_as_data(hub: Site) -> None:
    """The GeoJSON has the practice that is somewhere, the CSV all of them, in the same words."""
    features = json.loads(hub.bytes("/practices.geojson"))["features"]
    (feature,) = features
    lon, lat = feature["geometry"]["coordinates"]
    assert 5.2 < lon < 5.4
    assert 51.6 < lat < 51.8
    rows = list(csv.DictReader(io.StringIO(hub.bytes("/practices.csv").decode("utf-8-sig"))))
    assert {row["url"] for row in rows} == {
        hub.url("/practices/organisatie-meekrijgen-in-kci/"),
        hub.url("/practices/regionale-samenwerking-indusa/"),
    }
    (there,) = [row for row in rows if row["municipality"]]
    assert there["municipality"] == feature["properties"]["municipality"] == "'s-Hertogenbosch"
    assert there["url"] == feature["properties"]["url"]


def test_search_knows_every_page(hub: Site) -> None:
    """The index of the search page holds each page of its language, once."""
    of_language = {}
    for prefix in ("", "/en"):
        of_language[prefix] = {
            one["url"]: one for one in cards(hub.root, f"{prefix}/search/index.json")
        }
        assert set(of_language[prefix]) <= set(hub.pages)
        assert f"{prefix}{KCI}" in of_language[prefix]
    own = of_language[""]
    files = [one for one in (REPOSITORY / "content").rglob("*.md") if one.name[0] != "_"]
    assert len(own) == len(cards(hub.root)) == sum(not one.name.endswith(".en.md") for one in files)
    assert "woensdag 13 november 2024" in own[KCI]["when"]


# The five sources, each on its page


def says(page: Page, *texts: str) -> None:
    """Assert that a reader sees these texts in the page's own part."""
    missing = [text for text in texts if text not in page.text]
    assert missing == []


def test_the_inspiration_session_is_all_there(hub: Site) -> None:
    """Source 000: what is known of a session whose day is not, its opener, panel and questions."""
    page = hub.pages[SESSION]
    says(
        page,
        "Wanneer Dag nog niet bekend, van 9.00 tot 10.15 uur",
        "Waar Online",
        "Kosten Gratis",
        "Organisator VNG",
        "Wethouders",
        "Directies",
        "Programmamanagers duurzaamheid",
        "49% lager",
        "Hoe geeft u duurzaamheid een vaste plek in uw organisatie?",
        "Hoe krijgt u steun van het bestuur",
        "Hoe gaan uw ambtenaren mee",
    )
    programme = page.section("Programma")
    for one in (
        "Opening",
        "Albert Vermuë, Directeur Leefomgeving, VNG",
        "Carla Vosmaer (gespreksleider)",
    ):
        assert one in programme
    speakers = page.section("Sprekers")
    for name, work, topic in (
        ("Bart Swaans", "Programmamanager, Provincie Noord-Brabant", "samenwerking in de regio"),
        ("Marianne Linde", "Directeur Duurzame Stad, Gemeente Tilburg", "coalitieakkoord"),
        ("Raoul Beckers", "Programmamanager, Gemeente 's-Hertogenbosch", "ambtenaren"),
        ("Anke van Hal", "Hoogleraar, Nyenrode", "draagvlak"),
    ):
        said = speakers.split(f"{name} panellid", 1)[1][:160]
        assert work in said
        assert topic in said
    links = page.links()
    assert links["programma InDuSa"] == "/programmes/indusa/"
    assert links["Regionale samenwerking in InDuSa"] == "/practices/regionale-samenwerking-indusa/"
    says(
        hub.pages["/practices/regionale-samenwerking-indusa/"],
        "Kennis delen",
        "Netwerken en data verbinden",
        "Uitdagingen",
        "Provincie Noord-Brabant",
        "Carla Vosmaer",
    )
    says(hub.pages["/programmes/indusa/"], "gemeenten en provincie samen", "Carla Vosmaer")


def test_a_session_without_a_day_is_in_no_calendar(hub: Site) -> None:
    """What has no date yet has no file and no place in a year, and is upcoming in the agenda."""
    assert f"{SESSION}event.ics" not in hub.addresses
    titles = {text_of(one) for one in hub.pages["/events/"].all("h3")}
    assert any("Inspiratiesessie" in one for one in titles)
    assert "Inspiratiesessie" in hub.pages["/events/"].section(
        wording("nl").text("site.group.undated")
    )


def test_the_kci_meeting_is_all_there(hub: Site) -> None:
    """Source 001: when, where, which meeting, who speaks, what to read and whom to ask."""
    page = hub.pages[KCI]
    says(
        page,
        "woensdag 13 november 2024, 14.00–16.00 uur",
        "Online via Teams",
        "Kosten Gratis",
        "kleine en middelgrote gemeenten",
        "Expeditieteam KCI gemeenten, bijeenkomst 3",
        "Organisator Platform WOW",
        wording("nl").text("site.registration.open"),
        "kci@example.org",
        "Wat houdt KCI in uw organisatie nu het meest tegen?",
        "Kijk drie jaar vooruit.",
    )
    programme = page.section("Programma")
    for one in ("Inleiding: verandering", "Inleiding: een handelingskader", "Samen verder praten"):
        assert one in programme
    speakers = page.section("Sprekers")
    assert "Asha Schoonheid Gemeente 's-Hertogenbosch Organisatieverandering" in speakers
    assert "Sander Lubberhuizen Gemeente Enschede Handelingskader" in speakers
    contact = page.section(wording("nl").text("site.entry.contact"))
    assert "Bart Hansma" in contact
    assert "kci@example.org" in contact
    resources = [href for href in page.links().values() if "binnenlandsbestuur" in href]
    assert len(resources) == 1
    assert any(href.startswith("https://open.spotify.com/") for href in page.links().values())
    calendars = [href for href in page.links().values() if "calendar" in href or ".ics" in href]
    assert f"{KCI}event.ics" in calendars
    assert "Expeditieteam KCI gemeenten" in hub.pages[f"/en{KCI}"].text


def test_the_kci_map_and_the_team_are_all_there(hub: Site) -> None:
    """Source 001: what the KCI map holds, and what the team that uses it is."""
    says(
        hub.pages["/tools/kci-kaart/"],
        "Contacten Bij wie u terechtkunt.",
        "Voorbeeldprojecten",
        "Praktische hulpmiddelen",
    )
    team = hub.pages["/programmes/expeditieteam-kci/"]
    says(team, "klein budget", "Bart Hansma", "kci@example.org", "Derde bijeenkomst")
    assert KCI in team.links().values()
    says(hub.pages["/tools/handelingskader/"], "Waar hebt u invloed?", "Sander Lubberhuizen")
    says(
        hub.pages["/practices/organisatie-meekrijgen-in-kci/"],
        "'s-Hertogenbosch",
        "Asha Schoonheid",
    )


def test_the_vision_service_is_all_there(hub: Site) -> None:
    """Source 002: a service in five steps, whom to ask, and three services beside it."""
    page = hub.pages["/services/duurzaamheidsvisie/"]
    steps = page.section(wording("nl").text("site.entry.steps", count=5))
    titles = (
        "Een goede voorbereiding",
        "Het beleid van anderen als vertrekpunt",
        "Doelen die ambitieus zijn én haalbaar",
        "Een werksessie op maat",
        "Steun van het bestuur en samen verantwoordelijk",
    )
    places = [steps.index(title) for title in titles]
    assert places == sorted(places)
    assert "SMART" in steps
    contact = page.section(wording("nl").text("site.entry.contact"))
    assert "Bregje van den Brand" in contact
    assert "duurzaamheidsvisie@example.org" in contact
    linked = page.section(wording("nl").text("site.entry.linked"))
    for title in ("Quickscan", "uitvoeringsprogramma", "Monitoring en evaluatie"):
        assert title in linked
    says(page, "SME werkt als coördinator van buiten", "Wat SME voor u doet")


def test_the_learning_circle_is_all_there(hub: Site) -> None:
    """Source 003: four meetings of which one has a date, who may come, and that it is full."""
    page = hub.pages[CIRCLE]
    says(
        page,
        "dinsdag 23 november 2021, 10.00–13.30 uur",
        "Zalen van Zeven Boothstraat 7, Utrecht",
        "Alleen voor gemeenten die al met bewonersinitiatieven samenwerken",
        "De leerkring is vol",
        "de intake",
        "Anna Ankoné",
        "het vertrouwen tussen gemeente en initiatief",
        "wat de samenwerking vraagt van de gemeente",
    )
    meetings = page.section(wording("nl").text("site.event.meetings"))
    tentative = wording("nl").text("site.event.tentative")
    assert "Startbijeenkomst" in meetings
    assert meetings.count(tentative) == 3
    programme = hub.pages["/programmes/leerkring-gemeente-en-bewonersinitiatieven/"]
    says(programme, "Intake", "vier bijeenkomsten", "leerkring@example.org", "Anna Ankoné")
    assert CIRCLE in programme.links().values()
    says(hub.pages["/articles/samen-met-bewoners-aardgasvrij/"], "Klimaatakkoord", "leerkring")


def test_13_an_old_events_own_contact_is_gone(hub: Site) -> None:
    """Three years after the start, the page no longer gives the address to ask at."""
    assert "@" not in hub.pages[CIRCLE].text
    headings = {text_of(one) for one in hub.pages[CIRCLE].all("h2")}
    assert wording("nl").text("site.entry.contact") not in headings


def test_the_international_afternoon_is_all_there(hub: Site) -> None:
    """Source 004: an afternoon from arrival to drinks, with who leads and speaks in each part."""
    page = hub.pages[AFTERNOON]
    says(
        page,
        "donderdag 17 november 2016, 13.00–17.00 uur",
        "Youmeet",
        "Utrecht",
        "VNG International",
    )
    programme = page.section("Programma")
    parts = (
        "12.30 Inloop",
        "13.00–13.10 Welkom",
        "Habtom Yohannes (dagvoorzitter)",
        "Frans Mencke, Gemeentesecretaris, Gemeente Hoorn",
        "13.10–13.30 Lezing: “Internationale trends",
        "Jan van de Venis",
        "13.30–13.50 Lezing: “Gemeentelijk internationaal beleid anno 2016 in Vlaanderen",
        "Betty de Wachter, Vereniging van Vlaamse Steden en Gemeenten",
        "13.50–14.15 Pauze",
        "14.15–16.00",
        "Deelsessie 1: Global Goals in actie",
        "Deelsessie 2: Inspiratie, vernieuwing en energie",
        "Deelsessie 3: De internationale oriëntatie van Economic Boards",
        "Maurits van Os",
        "Peter de Kruijk (gespreksleider)",
        "Deelsessie 4: Internationaal beleid in 100.000+ gemeenten",
        "Nicoleta Mitut, Programmamanager Internationaal Beleid, Gemeente Deventer",
        "Joost Rompa, Strategisch adviseur, Gemeente Breda",
        "Arne Musch (gespreksleider)",
        "16.00–17.00 Vooruitblik op de gemeenteraadsverkiezingen",
        "17.00–17.30 Borrel",
    )
    places = [programme.find(part) for part in parts]
    assert -1 not in places, parts[places.index(-1)]
    assert places == sorted(places)
    says(page, "Hoe ver zijn we met ons beleid?", "maart 2018", "Economic Board")
    assert (
        page.links()["Global Goals gemeentecampagne"]
        == "/programmes/global-goals-gemeentecampagne/"
    )


def test_what_is_coming_and_what_was_are_where_readers_look(hub: Site) -> None:
    """The KCI meeting is on home and in the agenda, the afternoon of 2016 in its year alone."""
    upcoming = wording("nl").text("site.group.upcoming")
    assert "Derde bijeenkomst" in hub.pages["/events/"].section(upcoming)
    assert "Derde bijeenkomst" in hub.pages["/"].section(wording("nl").text("site.home.events"))
    assert KCI in hub.pages["/events/2024/"].links().values()
    assert AFTERNOON in hub.pages["/events/2016/"].links().values()
    assert AFTERNOON not in hub.pages["/events/"].links().values()
    assert AFTERNOON not in hub.pages["/"].links().values()
    past = wording("nl").text("site.group.past")
    assert "Ambtenarenbijeenkomst" in hub.pages["/events/2016/"].section(past)
    block = hub.pages["/events/"].all("time", datetime="2024-11-13T14:00:00+01:00")
    assert [text_of(one) for one in block] == ["woensdag 13 november 2024, 14.00–16.00 uur"]


# The accessibility statement


@pytest.mark.parametrize(
    ("home", "address", "title", "status"),
    [
        ("/", "/toegankelijkheid/", "Toegankelijkheid", "De status: D, voldoet niet"),
        ("/en/", "/en/toegankelijkheid/", "Accessibility", "The status: D, does not conform"),
    ],
)
def test_the_statement_is_found_and_claims_no_more_than_is_known(
    hub: Site, home: str, address: str, title: str, status: str
) -> None:
    """Every page leads to it from its footer, and without an examination its status is D."""
    for one in pages(hub):
        if one.address.startswith("/en/") == home.startswith("/en/"):
            (footer,) = one.all("footer", **{"class": "site-foot"})
            found = {text_of(link): link.get("href") for link in footer.iter("a")}
            assert (one.address, found.get(title)) == (one.address, address)
    headings = [text_of(one).rstrip("#") for one in hub.pages[address].all("h2")]
    assert status in headings
    assert len([one for one in headings if one]) >= 8
