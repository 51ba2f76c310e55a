"""The sitemap and robots.txt, read back by an XML parser and the standard library's robot."""

from datetime import UTC, date, datetime, timedelta, timezone
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hubgen.sitemap import SitemapEntry, robots, sitemap, sitemap_files

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
ROOT = "https://hub.example.org/"


def locations(xml: bytes) -> list[str | None]:
    """Return the addresses that a sitemap or an index lists."""
    return [element.text for element in ElementTree.fromstring(xml).iter(f"{SITEMAP}loc")]


def test_a_sitemap_letter_by_letter() -> None:
    """A sitemap has a page's address, its last change and its language versions, and no more."""
    versions = (("nl", f"{ROOT}a/"), ("en", f"{ROOT}en/a/"))
    entries = (
        SitemapEntry(url=f"{ROOT}a/", modified=date(2024, 3, 1), alternates=versions),
        SitemapEntry(url=f"{ROOT}?x=1&y=2"),
    )

    expected = """\
<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
  <url>
    <loc>https://hub.example.org/?x=1&amp;y=2</loc>
  </url>
  <url>
    <loc>https://hub.example.org/a/</loc>
    <lastmod>2024-03-01</lastmod>
    <xhtml:link rel="alternate" hreflang="nl" href="https://hub.example.org/a/"/>
    <xhtml:link rel="alternate" hreflang="en" href="https://hub.example.org/en/a/"/>
  </url>
</urlset>
"""
    assert sitemap(entries) == expected.encode()


@pytest.mark.parametrize(
    ("modified", "expected"),
    [
        (date(2024, 3, 1), "2024-03-01"),
        (datetime(2024, 3, 1, 9, 30, tzinfo=UTC), "2024-03-01T09:30:00+00:00"),
        (
            datetime(2024, 3, 1, 9, 30, 5, 7, tzinfo=timezone(timedelta(hours=1))),
            "2024-03-01T09:30:05+01:00",
        ),
        (None, None),
    ],
)
def test_last_changed_is_a_day_or_a_moment_with_a_zone(
    modified: date | datetime | None, expected: str | None
) -> None:
    """A last change is written as the W3C's date and time formats have it."""
    xml = sitemap([SitemapEntry(url=ROOT, modified=modified)])

    assert ElementTree.fromstring(xml).findtext(f"{SITEMAP}url/{SITEMAP}lastmod") == expected


def test_the_order_that_pages_come_in_leaves_no_trace() -> None:
    """Pages are ordered by address."""
    entries = [SitemapEntry(url=f"{ROOT}{name}/") for name in "bac"]

    assert sitemap(entries) == sitemap(reversed(entries))
    assert locations(sitemap(entries)) == [f"{ROOT}{name}/" for name in "abc"]


@given(st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), max_size=30))
@settings(max_examples=100, deadline=None)
def test_any_address_comes_back_out(path: str) -> None:
    """Quotes, brackets and ampersands of an address are escaped, also in attributes."""
    url = ROOT + path

    root = ElementTree.fromstring(sitemap([SitemapEntry(url=url, alternates=(("nl", url),))]))

    assert root.findtext(f"{SITEMAP}url/{SITEMAP}loc") == url
    assert [link.get("href") for link in root.iter(LINK)] == [url]


def test_a_hub_of_no_pages_has_a_sitemap() -> None:
    """Without pages there is still one file, and it is well-formed."""
    files = sitemap_files([], ROOT)

    assert list(files) == ["sitemap.xml"]
    assert locations(files["sitemap.xml"]) == []


def test_fifty_thousand_pages_are_one_file() -> None:
    """Up to the limit of sitemaps.org there is no index."""
    entries = [SitemapEntry(url=f"{ROOT}{n:05}/") for n in range(50_000)]

    files = sitemap_files(entries, ROOT)

    assert files == {"sitemap.xml": sitemap(entries)}


def test_a_page_more_is_two_files_and_an_index() -> None:
    """Beyond the limit `sitemap.xml` is an index, and every page is in one of its files."""
    entries = [SitemapEntry(url=f"{ROOT}{n:05}/") for n in range(50_001)]

    files = sitemap_files(entries, ROOT)

    assert list(files) == ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml"]
    assert locations(files["sitemap.xml"]) == [f"{ROOT}sitemap-1.xml", f"{ROOT}sitemap-2.xml"]
    assert [len(locations(files[f"sitemap-{n}.xml"])) for n in (1, 2)] == [50_000, 1]
    with pytest.raises(ValueError, match="50000 pages"):
        sitemap(entries)


def test_no_file_is_over_fifty_megabytes() -> None:
    """Pages with many language versions are divided by size, and none is lost."""
    versions = tuple((f"l{n}", f"{ROOT}{'x' * 900}{n}") for n in range(100))
    entries = [SitemapEntry(url=f"{ROOT}{n:04}/", alternates=versions) for n in range(600)]

    files = sitemap_files(entries, ROOT)

    assert max(map(len, files.values())) <= 52_428_800
    pages = [page for name in list(files)[1:] for page in locations(files[name])]
    assert pages == [entry.url for entry in entries]


def test_robots_letter_by_letter() -> None:
    """robots.txt keeps crawlers out of what it names, in order, and says where the sitemap is."""
    expected = """\
User-agent: *
Disallow: /admin/
Disallow: /search/

Sitemap: https://hub.example.org/sitemap.xml
"""

    assert robots(f"{ROOT}sitemap.xml", ("/search/", "/admin/")) == expected.encode()


@pytest.mark.parametrize(
    ("disallow", "path", "allowed"),
    [
        ((), "anything/", True),
        (("/search/",), "search/?q=x", False),
        (("/search/",), "events/", True),
        (("/zoek é#1\nDisallow: /",), "events/", True),
        (("/caf%C3%A9/",), "caf%C3%A9/", False),
    ],
)
def test_a_robot_reads_what_was_meant(disallow: tuple[str, ...], path: str, allowed: bool) -> None:
    """A crawler stays out of the paths that are named and no others, whatever they hold."""
    robot = RobotFileParser()
    robot.parse(robots(f"{ROOT}sitemap.xml", disallow).decode().splitlines())

    assert robot.can_fetch("any", ROOT + path) is allowed
    assert robot.site_maps() == [f"{ROOT}sitemap.xml"]
