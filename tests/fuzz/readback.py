"""What is written of any texts, read back by programs that others made."""

import json
from datetime import UTC, datetime
from html import unescape
from typing import Any, Final
from xml.etree import ElementTree

import feedparser  # type: ignore[import-untyped] # it ships no types
from icalendar import Calendar

from hubgen import content_lines, ical
from hubgen.plaintext import one_line, without_brackets
from hubgen.syndication import Item
from tests.test_ical import value

_ATOM: Final = "{http://www.w3.org/2005/Atom}"
_CONTENT: Final = "{http://purl.org/rss/1.0/modules/content/}encoded"
_PROPERTIES: Final = frozenset(
    """
    UID DTSTAMP LAST-MODIFIED SEQUENCE STATUS TRANSP DTSTART DTEND SUMMARY DESCRIPTION LOCATION
    CATEGORIES URL CONFERENCE ORGANIZER
    """.split()  # noqa: SIM905 - as a list it is fifteen lines
)


def check_event(said: ical.Occasion, event: bytes, calendar: bytes) -> None:
    """Check an event, and the calendar with it alone, against what was to be said."""
    read: Any = Calendar.from_ical(calendar)
    (found,) = read.walk("VEVENT")
    assert found.errors == []
    assert len(read.subcomponents) == 1 + len(ical.zones_of(said))
    assert value(event, "SUMMARY") == str(found["SUMMARY"]) == content_lines.one_line(said.title)
    assert value(event, "UID") == content_lines.plain(said.uid)
    location = content_lines.plain(said.location)
    assert ("LOCATION" in found) is bool(location)
    assert not location or value(event, "LOCATION") == location
    assert content_lines.plain(said.description) in (
        value(event, "DESCRIPTION") if "DESCRIPTION" in found else ""
    )
    assert len(found["CATEGORIES"].cats) == 2
    for name, moment in (("DTSTART", said.start), ("DTEND", said.end)):
        assert isinstance(moment, datetime)
        assert found[name].dt.astimezone(UTC) == moment.astimezone(UTC)
    assert str(found["URL"]).startswith("https://hub.example.org/")
    assert ("ORGANIZER" in found) is (said.organiser is not None)
    assert set(found) <= _PROPERTIES


def check_rss(item: Item, written: bytes) -> None:
    """Check an RSS feed of one item against that item."""
    (found,) = ElementTree.fromstring(written).iter("item")
    assert found.findtext("title") == (without_brackets(item.title) or item.id)
    assert found.findtext("guid") == item.id
    if item.content.strip():
        assert item.content in (found.findtext(_CONTENT), found.findtext("description"))
    if summary := one_line(item.summary):
        assert unescape(found.findtext("description") or "") == summary
    _check_parsed(written, item)


def check_atom(item: Item, written: bytes) -> None:
    """Check an Atom feed of one item against that item."""
    (found,) = ElementTree.fromstring(written).iter(f"{_ATOM}entry")
    assert found.findtext(f"{_ATOM}title") == (one_line(item.title) or item.id)
    assert found.findtext(f"{_ATOM}id") == item.id
    if item.content.strip():
        assert found.findtext(f"{_ATOM}content") == item.content
    if summary := one_line(item.summary):
        assert unescape(found.findtext(f"{_ATOM}summary") or "") == summary
    _check_parsed(written, item)


def check_json(item: Item, written: bytes) -> None:
    """Check a JSON feed of one item against that item."""
    (found,) = json.loads(written)["items"]
    assert found["title"] == one_line(item.title) if one_line(item.title) else "title" not in found
    assert found["id"] == item.id
    assert found.get("content_html", "") == (item.content if item.content.strip() else "")
    assert b"@" not in written


def _check_parsed(written: bytes, item: Item) -> None:
    """Check that feedparser finds the entry, and nothing wrong."""
    assert b"@" not in written
    parsed = feedparser.parse(written)
    assert not parsed.bozo, parsed.get("bozo_exception")
    assert [one.id for one in parsed.entries] == [item.id]
    assert [one.link for one in parsed.entries] == [item.url]
