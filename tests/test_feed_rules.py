"""The rules that published feeds are held against: each finds what it is for."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.feed_rules import atom_faults, rss_faults
from tests.json_feed_rules import json_faults
from tests.published import Site

ASKED = datetime(2025, 1, 10, 12, tzinfo=UTC)
GUID = '<guid isPermaLink="false">urn:uuid:'
PARAGRAPH = "&lt;p&gt;"


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ('version="2.0"', 'version="0.92"', "InvalidRSSVersion"),
        ("<language>nl</language>", "", "MissingElement channel/language"),
        ("<docs>", "<title>A</title><docs>", "DuplicateElement channel/title"),
        ("<docs>", "<colour>red</colour><docs>", "UndefinedElement channel/colour"),
        ("</channel>", "<generator>a</generator></channel>", "MisplacedItem"),
        (' rel="self"', ' rel="next"', "MissingSelf"),
        ("/feed.xml", "/rss.xml", "SelfDoesntMatchLocation"),
        ("<link>https:", "<link>", "InvalidFullLink item/link"),
        ("<title>Zomer", "<title>Zomer &amp;eacute;", "ContainsHTML title"),
        ("<title>Zomer", "<title>&lt;b>Zomer", "ContainsHTML title"),
        ("<title>Zomer", "<title>Zomer&#x85;", "BadCharacters title"),
        ("<title>Zomer<", "<title> <", "NotBlank title"),
        ("Mon, 01 Jul", "Tue, 01 Jul", "InvalidDate pubDate"),
        ("2024 00:00:00 +0200", "2024 00:00:00 GMT+2", "InvalidDate pubDate"),
        ("Mon, 01 Jul 2024", "Mon, 01 Jul 2052", "ImplausibleDate pubDate"),
        ("Mon, 01 Jul 2024", "Sat, 01 Jul 1989", "ImplausibleDate pubDate"),
        (GUID, "<guid>urn:uuid:", "InvalidPermalink"),
        (GUID, f"{GUID}x", "InvalidURN"),
        (PARAGRAPH, "&lt;p onclick=''&gt;", "SecurityRiskAttr encoded: onclick"),
        (PARAGRAPH, "&lt;video&gt;&lt;/video&gt;&lt;p&gt;", "SecurityRisk encoded: video"),
        (PARAGRAPH, "&lt;p&gt;&lt;/i&gt;", "NotHtml encoded"),
        ('"https://hub.example.org/map/', '"/map/', "ContainsRelRef encoded: /map/"),
        ("encoding='UTF-8'", "encoding='ISO-8859-1'", "NotUTF8"),
    ],
)
def test_a_fault_in_rss_is_found(before: str, after: str, fault: str, year_hub: Site) -> None:
    """A feed that breaks a rule of the validator is told of by the name that it has there."""
    url = year_hub.url("/articles/feed.xml")
    written = year_hub.bytes("/articles/feed.xml").decode()
    assert (before in written, rss_faults(written.encode(), url, ASKED)) == (True, [])
    found = rss_faults(written.replace(before, after).encode(), url, ASKED)
    assert [one for one in found if one.startswith(fault)]


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#", "InvalidNamespace"),
        ("<name>Jaarhub</name>", "<name/>", "NotBlank name"),
        ("<author>\n    <name>Jaarhub</name>\n  </author>", "", "MissingElement feed/author"),
        ('<content type="html">', "<content>", "InvalidTextType content"),
        ("<title>Zomer", "<title>&lt;b&gt;Zomer&lt;/b&gt;", "ContainsHTML title"),
        ("2024-07-01T00:00:00+02:00", "2024-07-01T00:00:00", "InvalidDate published"),
        ("2024-07-01T", "2052-07-01T", "ImplausibleDate published"),
        ("2024-03-31T", "2024-04-01T", "DuplicateUpdated 2024-04-01"),
        ('term="Energie, water; wind"', 'term=""', "NotBlank category"),
        ('    <link href="https://', '    <link href="//', "InvalidFullLink entry"),
        ('rel="alternate"', 'rel="self"', "DuplicateAtomLink feed"),
        ("</feed>", "<generator>a</generator></feed>", "MisplacedMetadata"),
        (PARAGRAPH, "&lt;p style=''&gt;", "SecurityRiskAttr content: style"),
    ],
)
def test_a_fault_in_atom_is_found(before: str, after: str, fault: str, year_hub: Site) -> None:
    """A feed that breaks a rule of the validator is told of by the name that it has there."""
    url = year_hub.url("/articles/atom.xml")
    written = year_hub.bytes("/articles/atom.xml").decode()
    assert (before in written, atom_faults(written.encode(), url, ASKED)) == (True, [])
    broken = written.replace(before, after)
    # Articles of one day and another clock are of one moment once their clocks are the same.
    broken = broken.replace("2024-04-01T00:00:00+01:00", "2024-04-01T00:00:00+02:00")
    found = atom_faults(broken.encode(), url, ASKED)
    assert [one for one in found if one.startswith(fault)]


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"version": "https://jsonfeed.org/version/1"}, "the version is not 1.1, or not the first"),
        ({"title": ""}, "title is empty"),
        ({"home_page_url": "/articles/"}, "home_page_url is no whole address: /articles/"),
        ({"feed_url": "https://a.nl/"}, "feed_url is https://a.nl/"),
        ({"author": {"name": "A"}}, "unknown: author"),
        ({"authors": [{"url": "https://a.nl/"}]}, "missing: name"),
        ({"description": None}, "description is a NoneType"),
        ({"language": "Nederlands"}, "no language"),
    ],
)
def test_a_fault_in_a_json_feed_is_found(
    changed: dict[str, Any], fault: str, year_hub: Site
) -> None:
    """A feed that breaks a rule of version 1.1 is told of."""
    feed = json.loads(year_hub.bytes("/articles/feed.json"))
    url = year_hub.url("/articles/feed.json")
    assert json_faults(json.dumps(feed).encode(), url) == []
    assert json_faults(json.dumps(feed | changed).encode(), url) == [fault]


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"id": 1}, "item 1: id is a int"),
        ({"content_html": None}, "item 1: content_html is a NoneType"),
        ({"content_html": "<p style=''>a</p>"}, "item 1: SecurityRiskAttr content_html: style"),
        ({"date_published": "2024-07-01"}, "item 1: no dates of RFC 3339: ['2024-07-01'"),
        ({"date_published": "2052-07-01T00:00:00Z"}, "item 1: changed before it was there"),
        ({"tags": ["a", 1]}, "item 1: tags: ['a', 1]"),
        ({"image": "a.jpg"}, "item 1: image is no whole address: a.jpg"),
        ({"_hub": 1}, "item 1: unknown: _hub"),
    ],
)
def test_a_fault_in_an_item_of_a_json_feed_is_found(
    changed: dict[str, Any], fault: str, year_hub: Site
) -> None:
    """An item that breaks a rule of version 1.1 is told of, by its number."""
    feed = json.loads(year_hub.bytes("/articles/feed.json"))
    feed["items"][0] |= changed
    found = json_faults(json.dumps(feed).encode(), year_hub.url("/articles/feed.json"))
    assert [one for one in found if one.startswith(fault)]


def test_twins_in_a_json_feed_are_found(year_hub: Site) -> None:
    """An id that two items have, and an item without a text, are told of."""
    feed = json.loads(year_hub.bytes("/articles/feed.json"))
    first = {key: value for key, value in feed["items"][0].items() if key != "content_html"}
    feed["items"] = [first, feed["items"][0]]
    found = json_faults(json.dumps(feed).encode(), year_hub.url("/articles/feed.json"))
    assert found == ["item 1: no content", "an id is there twice"]
