"""Feeds in XML: RSS 2.0 and Atom.

Nothing here reads the clock: feedgen would, wherever it is not told a date, so it is told each one.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from hubgen.plaintext import one_line, without_brackets
from hubgen.syndication.entries import (
    PLACE,
    Entries,
    Form,
    hidden_in_xml,
    in_order,
    updated,
    whole_seconds,
)
from hubgen.syndication.records import Feed, Item

Plain = Callable[[str], str]
"""Makes a text what a form takes as text."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """What RSS and Atom differ in."""

    form: Form
    media_type: str
    plain: Plain
    written: Callable[[Any], bytes]  # feedgen ships no types
    """Returns what feedgen writes of its picture of a feed."""
    entry: re.Pattern[bytes]
    """Finds each entry in that: what stands in it is escaped."""
    end: bytes
    """What stands below the entries."""


_RSS = _Kind(
    Form.RSS,
    "application/rss+xml",
    without_brackets,
    lambda generator: generator.rss_str(pretty=True),
    re.compile(rb" *<item>\n.*?</item>\n", re.DOTALL),
    b"  </channel>\n</rss>\n",
)
_ATOM = _Kind(
    Form.ATOM,
    "application/atom+xml",
    one_line,
    lambda generator: generator.atom_str(pretty=True),
    re.compile(rb" *<entry>\n.*?</entry>\n", re.DOTALL),
    b"</feed>\n",
)


def rss(feed: Feed, entries: Entries | None = None) -> bytes:
    """Return the feed as RSS 2.0 (rssboard.org/rss-specification), in UTF-8.

    Entries are newest first, ties by identifier. Where an entry has a text and a summary, they are
    its `content:encoded` and its `description`. What `entries` holds is not made again.
    """
    return _feed(feed, feed.rss_url, _RSS, entries or Entries())


def atom(feed: Feed, entries: Entries | None = None) -> bytes:
    """Return the feed as Atom (RFC 4287), in UTF-8.

    Entries are newest first, ties by identifier. Where an entry has a text and a summary, they are
    its `content` and its `summary`. What `entries` holds is not made again.
    """
    return _feed(feed, feed.atom_url, _ATOM, entries or Entries())


def _feed(feed: Feed, self_url: str, kind: _Kind, entries: Entries) -> bytes:
    """Return a feed in a form: what feedgen writes of it without entries, and those in that."""

    def made(items: Sequence[tuple[Item, bool]]) -> list[bytes]:
        generator = _generator(feed, self_url, kind)
        for item, has_content in items:
            _add_entry(generator, item, PLACE if has_content else "", kind.plain)
        return kind.entry.findall(hidden_in_xml(kind.written(generator)))

    items = in_order(feed)
    written = entries.written(kind.form, items, made)
    around = hidden_in_xml(kind.written(_generator(feed, self_url, kind)))
    return b"".join((around.removesuffix(kind.end), *written, kind.end))


def _generator(feed: Feed, self_url: str, kind: _Kind) -> Any:  # feedgen ships no types
    """Return feedgen's picture of a feed without its entries."""
    # Imported here, as it takes long to load, and a build that changes no feed needs none of it.
    from feedgen.feed import FeedGenerator  # type: ignore[import-untyped] # it ships no types

    title = kind.plain(feed.title)
    generator = FeedGenerator()
    generator.load_extension("dc", atom=False)
    generator.id(feed.id)
    generator.title(title)
    # RSS wants a description; Atom's subtitle may not be blank.
    generator.subtitle(kind.plain(feed.subtitle) or title)
    generator.language(feed.lang)
    generator.author({"name": kind.plain(feed.author) or title})
    generator.generator("hubgen")
    # The channel's link in RSS is the last one given.
    generator.link(href=self_url, rel="self", type=kind.media_type)
    generator.link(href=feed.page_url, rel="alternate", type="text/html")
    generator.updated(whole_seconds(max(map(updated, feed.items), default=feed.updated)))
    return generator


def _add_entry(
    generator: Any,  # feedgen ships no types
    item: Item,
    content: str,
    plain: Plain,
) -> None:
    entry = generator.add_entry(order="append")
    title = plain(item.title) or item.id
    entry.title(title)
    entry.id(item.id)
    entry.link(href=item.url, rel="alternate", type="text/html")
    entry.published(whole_seconds(item.published))
    entry.updated(whole_seconds(updated(item)))
    for category in filter(None, map(plain, item.categories)):
        entry.category(term=category)
    for author in filter(None, map(plain, item.authors)):
        entry.author({"name": author})
        # RSS's own `author` is an e-mail address, and feedgen leaves it out without one.
        entry.dc.dc_creator(author)
    # An entry without any text would have nothing to show in a list; its title is something.
    summary = one_line(item.summary) or ("" if content else title)
    if summary:
        # As HTML in both: RSS's `description` is HTML by definition, and in Atom it leaves
        # programs nothing to guess.
        entry.summary(escape(summary, quote=False), type="html")
    if content:
        entry.content(content, type="html")
