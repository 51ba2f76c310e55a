"""RSS 2.0, Atom and JSON Feed."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import feedparser  # type: ignore[import-untyped] # it ships no types
import html5lib
import pytest

from tests.hub import event, page
from tests.promises.publishing import BASE, WHOLE, X, publish
from tests.published import Site

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
FEEDS = ("feed.xml", "atom.xml", "feed.json")
SETTINGS = {"content/site.yaml": WHOLE["content/site.yaml"]}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the hub of `WHOLE`, with an English page."""
    files = dict(WHOLE) | {
        "content/events/x.en.md": page("title: Water", "Text."),
        "content/events/y.md": event("uid: y@example.org\nchanges: [{at: 2024-10-02, note: Zaal}]"),
    }
    return publish(tmp_path_factory.mktemp("feeds"), files)


@pytest.fixture(params=["site", "hub"])
def published(request: pytest.FixtureRequest) -> Site:
    """Return each of two hubs."""
    found: Site = request.getfixturevalue(request.param)
    return found


def addresses(site: Site, name: str) -> list[str]:
    """Return the address of every feed of a form."""
    return sorted(one for one in site.addresses if one.endswith(f"/{name}"))


def rss(site: Site, address: str) -> Element:
    """Return the channel of an RSS feed."""
    channel = ElementTree.fromstring(site.bytes(address)).find("channel")
    assert channel is not None
    return channel


def atom(site: Site, address: str) -> Element:
    """Return an Atom feed."""
    return ElementTree.fromstring(site.bytes(address))


def text(element: Element, name: str) -> str:
    """Return the text of an element's one child of a name."""
    (found,) = element.findall(name)
    return found.text or ""


def entries(site: Site) -> Iterator[tuple[str, str, datetime, datetime, str, str]]:
    """Yield feed, id, published, updated, title and content of each entry of each Atom feed."""
    for address in addresses(site, "atom.xml"):
        for entry in atom(site, address).iter(f"{ATOM}entry"):
            moments = (text(entry, f"{ATOM}{name}") for name in ("published", "updated"))
            published, updated = map(datetime.fromisoformat, moments)
            content = entry.findtext(f"{ATOM}content") or entry.findtext(f"{ATOM}summary") or ""
            title = text(entry, f"{ATOM}title")
            yield address, text(entry, f"{ATOM}id"), published, updated, title, content


def test_feeds_1_readers_read_them_without_a_complaint(published: Site) -> None:
    """Feedparser finds nothing wrong, and the same entries in the same order in both forms."""
    for address in addresses(published, "feed.xml"):
        other = address.removesuffix("feed.xml") + "atom.xml"
        first = feedparser.parse(published.bytes(address))
        second = feedparser.parse(published.bytes(other))
        assert (first.bozo, second.bozo) == (False, False)
        assert [one.id for one in first.entries] == [one.id for one in second.entries]
        third = json.loads(published.bytes(address.removesuffix("feed.xml") + "feed.json"))
        assert [one.id for one in first.entries] == [one["id"] for one in third["items"]]


def ids(site: Site, address: str) -> list[str]:
    """Return the identifiers of a feed's entries, in its order."""
    return [one["id"] for one in json.loads(site.bytes(address))["items"]]


def test_feeds_2_identifiers_come_from_uids(tmp_path: Path) -> None:
    """They stay when files, titles, days and the address change, for events and for articles."""
    moved = {
        path.replace("/a.md", "/anders.md").replace("/x.md", "/2024/anders.md"): text.replace(
            "title: ", "title: Nieuw "
        ).replace("2024-11-13", "2024-12-13")
        for path, text in WHOLE.items()
        if path != "content/site.yaml"
    }
    first = publish(tmp_path / "a", WHOLE)
    site = {"content/site.yaml": WHOLE["content/site.yaml"]}
    second = publish(tmp_path / "b", moved | site, base_url="https://elders.example.net/hub/")
    for address in ("/articles/feed.json", "/events/feed.json"):
        assert len(ids(first, address)) == 1
        assert ids(first, address) == ids(second, address)
    assert [len(ids(first, one)) for one in ("/feed.json",)] == [len(set(ids(first, "/feed.json")))]


def test_feeds_2_identifiers_are_no_permanent_links(published: Site) -> None:
    """Each is a `urn:uuid:`, once in its feed, and RSS says that it is no address."""
    for address in addresses(published, "feed.xml"):
        guids = list(rss(published, address).iter("guid"))
        assert all(one.attrib == {"isPermaLink": "false"} for one in guids)
        texts = [one.text or "" for one in guids]
        assert all(one.startswith("urn:uuid:") for one in texts)
        assert len(texts) == len(set(texts))


def test_feeds_2_a_page_keeps_its_identifier_when_it_becomes_a_translation(tmp_path: Path) -> None:
    """An English page that gets a Dutch original is the same entry in the English feed."""
    english = event("uid: x@example.org\nupdated: 2024-10-01", title="Water")
    alone = publish(tmp_path / "a", {"content/events/x.en.md": english} | SETTINGS)
    dutch = {X: event("uid: x@example.org\nupdated: 2024-10-01")}
    both = publish(
        tmp_path / "b", dutch | {"content/events/x.en.md": page("title: Water")} | SETTINGS
    )
    assert ids(alone, "/en/events/feed.json") == ids(both, "/en/events/feed.json")
    assert ids(both, "/events/feed.json") != ids(both, "/en/events/feed.json")


def test_feeds_3_a_feed_belongs_to_a_page(published: Site) -> None:
    """The channel's link is that page; exactly one `self` is its own address, of its type."""
    for name, media in (("feed.xml", "application/rss+xml"), ("atom.xml", "application/atom+xml")):
        for address in addresses(published, name):
            root = rss(published, address) if name == "feed.xml" else atom(published, address)
            links = [one.attrib for one in root.findall(f"{ATOM}link")]
            own = [one for one in links if one["rel"] == "self"]
            assert [(one["href"], one["type"]) for one in own] == [(published.url(address), media)]
            page_ = address.rpartition("/")[0] + "/"
            if "/changes/" in address:
                page_ = page_.replace("/changes/", "/events/")
            where = (
                text(root, "link")
                if name == "feed.xml"
                else next(one["href"] for one in links if one["rel"] == "alternate")
            )
            assert where == published.url(page_)
            assert page_ in published.addresses
    for address in addresses(published, "feed.json"):
        said = json.loads(published.bytes(address))
        assert said["feed_url"] == published.url(address)


def test_feeds_3_a_feed_is_in_its_pages_language(published: Site) -> None:
    """Dutch, or English below `/en/`."""
    for address in addresses(published, "feed.xml"):
        lang = "en" if address.startswith("/en/") else "nl"
        assert text(rss(published, address), "language") == lang
        other = address.removesuffix("feed.xml")
        name = "{http://www.w3.org/XML/1998/namespace}lang"
        assert atom(published, f"{other}atom.xml").get(name) == lang
        assert json.loads(published.bytes(f"{other}feed.json"))["language"] == lang


def test_feeds_4_dates_have_their_zone_and_their_order(published: Site) -> None:
    """RFC 822 with a numeric zone, RFC 3339 with a zone; newest first, ties by identifier."""
    for address in addresses(published, "feed.xml"):
        channel = rss(published, address)
        moments = [one.text or "" for one in channel.iter("pubDate")]
        for moment in moments:
            assert re.fullmatch(
                r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}",
                moment,
            )
        guids = [one.text or "" for one in channel.iter("guid")]
        order = list(
            zip((-parsedate_to_datetime(one).timestamp() for one in moments), guids, strict=True)
        )
        assert order == sorted(order)
    for _, _, published_at, updated, _, _ in entries(published):
        assert published_at.tzinfo
        assert updated.tzinfo
        assert published_at <= updated


def test_feeds_4_an_entry_is_published_once(tmp_path: Path) -> None:
    """A typo that is mended, or one change more, does not put an old entry on top again."""
    changes = "changes: [{at: 2024-09-01, note: a}]"
    for name, front in (("a", changes), ("b", f"{changes}\nupdated: 2024-10-01")):
        site = publish(tmp_path / name, {X: event(f"uid: x@example.org\n{front}")} | SETTINGS)
        (item,) = json.loads(site.bytes("/events/feed.json"))["items"]
        assert item["date_published"] == "2024-09-01T00:00:00+02:00"


def test_feeds_4_a_feed_is_updated_when_its_newest_entry_is(published: Site) -> None:
    """The feed's `updated` is the latest of its entries'."""
    for address in addresses(published, "atom.xml"):
        moments = [updated for its, _, _, updated, _, _ in entries(published) if its == address]
        if moments:
            own = datetime.fromisoformat(text(atom(published, address), f"{ATOM}updated"))
            assert own == max(moments)


def test_feeds_5_content_stands_by_itself(published: Site) -> None:
    """Every address in it is whole; there is no script, style or handler."""
    seen = 0
    for _, _, _, _, _, content in entries(published):
        for element in html5lib.parse(content, namespaceHTMLElements=False).iter():
            assert element.tag not in {"script", "style", "iframe", "object", "embed"}
            for name, value in element.attrib.items():
                assert name != "style"
                assert not name.startswith("on")
                if name in {"href", "src"}:
                    seen += 1
                    assert re.match(r"(https?://|mailto:|tel:)", value), value
                if name == "srcset":
                    assert all(one.strip().startswith("https://") for one in value.split(", ")), (
                        value
                    )
    assert seen > 0


def test_feeds_5_titles_are_text(site: Site) -> None:
    """Markup in a title is shown as it stands, in the way that each form shows text."""
    channel = rss(site, "/articles/feed.xml")
    assert [one.text for one in channel.iter("title")][1:] == [
        "\u2039b\u203aVet\u2039/b\u203a & co"
    ]
    titles = {title for _, _, _, _, title, _ in entries(site)}
    assert "<b>Vet</b> & co" in titles


def test_feeds_6_a_feed_is_not_too_long(tmp_path: Path) -> None:
    """At most 50 entries, or `feeds.items`, the newest; under 5 MB with texts of a megabyte."""
    files = {
        f"content/articles/a{number}.md": page(
            f"title: A{number}\nuid: a{number}@example.org\ndate: 2024-01-{number % 28 + 1:02}",
            "Woord. " * (60_000 if number < 20 else 3),
        )
        for number in range(60)
    }
    site = publish(tmp_path / "a", files)
    for name in FEEDS:
        assert len(site.bytes(f"/{name}")) < 5_000_000
    assert len(list(rss(site, "/feed.xml").iter("item"))) == 50
    few = {"content/site.yaml": f"title: Hub\nbase_url: {BASE}\nfeeds: {{items: 7}}\n"}
    fewer = publish(tmp_path / "b", files | few)
    titles = [text(one, "title") for one in rss(fewer, "/feed.xml").iter("item")]
    assert len(titles) == 7
    assert {int(one[1:]) % 28 for one in titles} == {27, 26, 25, 24}


def test_feeds_6_an_event_says_first_when_and_where(site: Site) -> None:
    """Before its summary and its text."""
    (content,) = (
        one
        for its, _, _, _, title, one in entries(site)
        if its == "/events/atom.xml" and title.startswith("Water")
    )
    (short,) = (
        one["summary"]
        for one in json.loads(site.bytes("/events/feed.json"))["items"]
        if one["title"].startswith("Water")
    )
    assert short.startswith("woensdag 13 november 2024, 14.00\N{EN DASH}16.00 uur")
    when, where, summary = map(
        content.index, ("woensdag 13 november 2024, 14.00–16.00 uur", "Stadhuis", "Over water")
    )
    assert when < where < summary


def test_feeds_7_a_feed_has_an_author(published: Site) -> None:
    """Every Atom feed says who speaks, and every JSON Feed."""
    for address in addresses(published, "atom.xml"):
        assert text(atom(published, address), f"{ATOM}author/{ATOM}name")
        said = json.loads(published.bytes(address.removesuffix("atom.xml") + "feed.json"))
        assert said["authors"][0]["name"]


def test_feeds_7_every_page_names_its_feeds_and_calendars(published: Site) -> None:
    """In its head, by addresses that are there; a listing's own are those beside it."""
    kinds = {
        "feed.xml": "application/rss+xml",
        "atom.xml": "application/atom+xml",
        "feed.json": "application/feed+json",
        "calendar.ics": "text/calendar",
        "event.ics": "text/calendar",
    }
    for address, page_ in published.pages.items():
        if address.endswith("/") and page_.all("link", rel="canonical"):
            named = page_.alternates()
            assert {media for media, _ in named} >= set(kinds.values()) - {"text/calendar"}, address
            for media, href in named:
                assert href in published.addresses
                assert media == kinds[href.rpartition("/")[2]]
            beside = {
                f"{address}{name}" for name in kinds if f"{address}{name}" in published.addresses
            }
            assert beside <= {href for _, href in named}, address


def test_feeds_8_nothing_comes_from_the_clock(tmp_path: Path) -> None:
    """Entries stand in the content's order of time, and a second build gives the same bytes."""
    found: list[dict[str, Any]] = []
    for name in ("a", "b"):
        site = publish(tmp_path / name, WHOLE)
        found.append({one: site.bytes(one) for form in FEEDS for one in addresses(site, form)})
    assert found[0] == found[1]
    for element in ("lastBuildDate", "pubDate"):
        for address in addresses(site, "feed.xml"):
            for one in rss(site, address).iter(element):
                assert parsedate_to_datetime(one.text or "").year < 2026
    assert X in WHOLE
