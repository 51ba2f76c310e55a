"""Feeds, as they are published: read by feedparser, and held against the rules of their formats."""

import json
from calendar import timegm
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import feedparser  # type: ignore[import-untyped] # it ships no types
import pytest

from tests import year
from tests.feed_rules import atom_faults, rss_faults
from tests.json_feed_rules import json_faults
from tests.published import Site

# An event without a `date` is of the moment that it begins. Before that, the validator would find
# its date implausible, as it would any in the future; so it is asked after all events.
ASKED = datetime(2025, 1, 10, 12, tzinfo=UTC)

# Not held against a feed: that two of its pages are of the same moment. Pages have the date that
# their editors gave them, often without a time, and an entry's identity is its `id`.
SAME_MOMENT = "DuplicateUpdated"

# What RSS shows for the brackets of a title, which programs might take for HTML.
BRACKETS = str.maketrans("<>", "\u2039\u203a")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a reader says of one entry of a feed."""

    id: str
    link: str
    title: str
    """With RSS's marks for brackets."""
    published: str
    updated: str
    """As `published` in RSS, which has no other date."""
    authors: tuple[str, ...]
    tags: tuple[str, ...]


@pytest.fixture(scope="session", params=["hub", "year_hub"])
def site(request: pytest.FixtureRequest) -> Site:
    """Return this repository's hub, and that of a year."""
    found: Site = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="session")
def feeds(site: Site) -> dict[str, Any]:
    """Return what feedparser says of every RSS and Atom file of a site, by its address."""
    names = ("/feed.xml", "/atom.xml")
    return {
        address: feedparser.parse(site.bytes(address))
        for address in sorted(site.addresses)
        if address.endswith(names)
    }


def of(name: str, site: Site) -> list[str]:
    """Return the addresses of a site's feeds of one form."""
    return sorted(address for address in site.addresses if address.endswith(f"/{name}"))


def beside(address: str, name: str) -> str:
    """Return the address of another file in the folder of one."""
    return address[: address.rindex("/") + 1] + name


def entries(read: Any) -> list[Entry]:
    """Return what feedparser says of a feed's entries, in its order."""
    return [
        Entry(
            id=one.id,
            link=one.link,
            title=one.title.translate(BRACKETS),
            published=said(one.published_parsed),
            # Asked in its own way, feedparser would take the one for the other, and warn of it.
            updated=said(dict.get(one, "updated_parsed", one.published_parsed)),
            # Atom's entries have the feed's author where they name none.
            authors=tuple(author.name for author in one.get("authors", ()) if author),
            tags=tuple(tag.term for tag in one.get("tags", ())),
        )
        for one in read.entries
    ]


def said(moment: Any) -> str:
    """Return the instant that feedparser found."""
    return f"{datetime.fromtimestamp(timegm(moment), UTC):%Y-%m-%dT%H:%M:%SZ}"


def test_feedparser_finds_nothing_wrong(feeds: dict[str, Any]) -> None:
    """Every feed is well-formed, of its own format, and in the language of its address."""
    assert {
        address: (False, "atom10" if address.endswith("atom.xml") else "rss20", language(address))
        for address in feeds
    } == {
        address: (bool(read.bozo), read.version, read.feed.language)
        for address, read in feeds.items()
    }


def language(address: str) -> str:
    """Return the language of the pages at an address."""
    return "en" if address.startswith("/en/") else "nl"


def test_every_link_of_a_feed_leads_to_a_page_of_the_hub(site: Site, feeds: dict[str, Any]) -> None:
    """A feed names the page that it is of, and its entries theirs, by whole addresses."""
    pages = {site.url(address) for address in site.pages}
    links = {read.feed.link for read in feeds.values()}
    links |= {one.link for read in feeds.values() for one in read.entries}
    assert links - pages == set()
    assert len(links) > 2


def test_an_identifier_is_one_entry_s_in_every_feed(feeds: dict[str, Any]) -> None:
    """No feed has an identifier twice, and everywhere it is that of the same page or change."""
    found: dict[str, set[tuple[str, str]]] = {}
    for read in feeds.values():
        names = [one.id for one in read.entries]
        assert sorted(set(names)) == sorted(names)
        for one in entries(read):
            found.setdefault(one.id, set()).add((one.link, one.title))
    assert {name: pages for name, pages in found.items() if len(pages) > 1} == {}


def test_rss_and_atom_have_the_same_entries(site: Site, feeds: dict[str, Any]) -> None:
    """Both forms of a feed name the same entries, in the same order, with the same dates."""
    names = ("id", "link", "title", "published", "tags")
    assert {
        address: [[getattr(one, name) for name in names] for one in entries(feeds[address])]
        for address in of("feed.xml", site)
    } == {
        beside(address, "feed.xml"): [
            [getattr(one, name) for name in names] for one in entries(feeds[address])
        ]
        for address in of("atom.xml", site)
    }


def test_a_json_feed_has_the_entries_of_the_others(site: Site, feeds: dict[str, Any]) -> None:
    """Beside every other feed is a JSON Feed, which says the same of the same entries."""
    assert {
        beside(address, "feed.json"): (feeds[address].feed.link, feeds[address].feed.language)
        for address in of("atom.xml", site)
    } == {
        address: (read["home_page_url"], read["language"])
        for address in of("feed.json", site)
        for read in [json.loads(site.bytes(address))]
    }
    names = ("id", "link", "title", "published", "updated", "tags")
    for address in of("feed.json", site):
        read = json.loads(site.bytes(address))
        expected = entries(feeds[beside(address, "atom.xml")])
        assert [[getattr(one, name) for name in names] for one in expected] == [
            [
                item["id"],
                item["url"],
                item["title"].translate(BRACKETS),
                instant(item["date_published"]),
                instant(item["date_modified"]),
                tuple(item.get("tags", ())),
            ]
            for item in read["items"]
        ], address


def instant(text: str) -> str:
    """Return the instant that a date of RFC 3339 names."""
    return f"{datetime.fromisoformat(text).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def told(*, updated: bool) -> list[tuple[object, ...]]:
    """Return what the content of the year's hub says of its articles, the newest first."""
    return [
        (
            one.link,
            one.title.translate(BRACKETS),
            one.published,
            one.updated if updated else one.published,
            one.authors,
            one.tags,
        )
        for one in year.ARTICLES
    ]


@pytest.mark.parametrize(("name", "updated"), [("feed.xml", False), ("atom.xml", True)])
def test_a_feed_says_what_the_content_says(name: str, updated: bool, year_hub: Site) -> None:
    """Each article has its own title, dates, authors and themes, and the newest is first."""
    read = feedparser.parse(year_hub.bytes(f"/articles/{name}"))
    assert told(updated=updated) == [
        (one.link, one.title, one.published, one.updated, one.authors, one.tags)
        for one in entries(read)
    ]


# The rules


def faults(site: Site) -> dict[str, list[str]]:
    """Return what the validator would hold against each RSS and Atom file of a site."""
    found = {
        address: rss_faults(site.bytes(address), site.url(address), ASKED)
        for address in of("feed.xml", site)
    }
    for address in of("atom.xml", site):
        found[address] = atom_faults(site.bytes(address), site.url(address), ASKED)
    return {address: held for address, held in found.items() if held}


def test_the_validator_has_nothing_against_any_feed(site: Site) -> None:
    """No message from the W3C feed validator at its AA level, but those that say nothing here."""
    assert {
        address: rest
        for address, held in faults(site).items()
        if (rest := [one for one in held if SAME_MOMENT not in one])
    } == {}


def test_no_json_feed_breaks_a_rule(site: Site) -> None:
    """Every JSON Feed has what version 1.1 asks, of the right kind, and nothing else."""
    found = {
        address: json_faults(site.bytes(address), site.url(address))
        for address in of("feed.json", site)
    }
    assert {address: held for address, held in found.items() if held} == {}
    assert "/feed.json" in found
