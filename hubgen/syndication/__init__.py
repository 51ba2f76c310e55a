"""RSS 2.0, Atom and JSON Feed: a `Feed` -> the bytes of its files, and the HTML they carry."""

from hubgen.syndication.entries import Entries
from hubgen.syndication.json_feeds import json_feed
from hubgen.syndication.records import Feed, Item, identifier
from hubgen.syndication.whole import absolute_html
from hubgen.syndication.xml_feeds import atom, rss

__all__ = ["Entries", "Feed", "Item", "absolute_html", "atom", "identifier", "json_feed", "rss"]
