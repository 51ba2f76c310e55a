"""RSS 2.0, Atom and JSON Feed: a `Feed` -> the bytes of its files, and the HTML they carry.

Nothing here reads the clock: feedgen would, wherever it is not told a date, so it is told each one.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from html import escape
from types import MappingProxyType
from typing import Any
from urllib.parse import quote, urljoin
from uuid import UUID, uuid5

import nh3
from feedgen.feed import FeedGenerator  # type: ignore[import-untyped] # it ships no types

from hubgen.plaintext import holdable, one_line, without_brackets
from hubgen.times import rfc3339

# Drawn once, at random, and never to change: every identifier that readers remember is made from
# it (RFC 9562, section 6.5).
_NAMESPACE = UUID("fa1c454f-3048-42ae-83c1-8cc03210634e")

# The W3C's validator reads no feed beyond 5,000,000 bytes. What is left is for the entries' other
# elements.
_CONTENT_BYTES = 4_000_000

# What readers and the validator's list of harmless elements both know. Anything else gives way to
# what stands in it: of a video that is the link for programs that cannot play it.
_ELEMENTS = frozenset(
    """
    a abbr article aside b bdi blockquote br caption cite code col colgroup data dd del details dfn
    div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img input ins kbd li main
    mark nav ol p picture pre q rp rt ruby s samp section small source span strong sub summary sup
    table tbody td tfoot th thead time tr u ul var wbr
    """.split()  # noqa: SIM905 - as a list it is seventy lines
)
# No `id`, which would clash with the other entries that a reader shows on its page; no `class` or
# `style`, which mean nothing there; no `role` or `aria-*`, which the validator warns of.
_ATTRIBUTES = MappingProxyType(
    {
        "*": {"dir", "lang", "title"},
        "a": {"href", "hreflang"},
        "blockquote": {"cite"},
        "col": {"span"},
        "colgroup": {"span"},
        "data": {"value"},
        "del": {"cite", "datetime"},
        "details": {"open"},
        "img": {"alt", "height", "sizes", "src", "srcset", "width"},
        "input": {"checked", "disabled", "type"},
        "ins": {"cite", "datetime"},
        "li": {"value"},
        "ol": {"reversed", "start", "type"},
        "q": {"cite"},
        "source": {"height", "media", "sizes", "srcset", "type", "width"},
        "td": {"colspan", "headers", "rowspan"},
        "th": {"abbr", "colspan", "headers", "rowspan", "scope"},
        "time": {"datetime"},
    }
)
_ADDRESSES = frozenset({"cite", "href", "src"})
# Every ASCII character that may stand in an address, so that only the others are encoded; `%` too,
# for an address that is encoded already.
_ADDRESS_CHARACTERS = "%:/?#[]@!$&'()*+,;=-._~"

# An address and its descriptor (HTML standard, "parse a srcset attribute"): the address runs to
# white space, but for commas at its end.
_CANDIDATE = re.compile(r"[\s,]*(\S*[^\s,])([^,]*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry of a feed."""

    id: str
    """What `identifier` made of the page's uid: the same for as long as the page exists."""
    url: str
    """The page's whole web address."""
    title: str
    """Plain text."""
    summary: str = ""
    """Plain text."""
    content: str = ""
    """HTML, as `absolute_html` returns it."""
    published: datetime
    """Aware."""
    updated: datetime
    """Aware; written as `published` where it is before that."""
    authors: tuple[str, ...] = ()
    """Their names."""
    categories: tuple[str, ...] = ()
    """Plain text, for people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What a listing's feeds say; they differ in form and in their own address."""

    id: str
    """What Atom knows the feed by, wherever it moves: an IRI, such as `identifier` makes."""
    title: str
    subtitle: str = ""
    page_url: str
    """The whole address of the page that the feed belongs to."""
    rss_url: str
    atom_url: str
    json_url: str
    lang: str
    """A language tag of BCP 47: `nl`."""
    author: str = ""
    """Who speaks where an entry names no author; the title where it is empty."""
    items: tuple[Item, ...] = ()
    """In any order, with different identifiers."""
    updated: datetime
    """When an empty feed was last changed; with entries, the newest of theirs counts."""


def identifier(uid: str, part: str = "") -> str:
    """Return what feeds know a page with this uid by: a `urn:uuid:` (RFC 9562, version 5).

    It depends on nothing else: not on an address, a title, or the year. `part` names something of
    the page that is an entry by itself, such as one of its changes. It is a valid IRI, as Atom
    asks (RFC 4287, section 4.2.6), and a `guid` that is no permanent link.
    """
    # A uid is one line, so no uid with a part is another uid.
    return uuid5(_NAMESPACE, f"{uid}\n{part}" if part else uid).urn


def rss(feed: Feed) -> bytes:
    """Return the feed as RSS 2.0 (rssboard.org/rss-specification), in UTF-8.

    Entries are newest first, ties by identifier. Where an entry has a text and a summary, they are
    its `content:encoded` and its `description`.
    """
    generator = _generator(feed, feed.rss_url, "application/rss+xml", without_brackets)
    return _hidden(generator.rss_str(pretty=True))


def atom(feed: Feed) -> bytes:
    """Return the feed as Atom (RFC 4287), in UTF-8.

    Entries are newest first, ties by identifier. Where an entry has a text and a summary, they are
    its `content` and its `summary`.
    """
    generator = _generator(feed, feed.atom_url, "application/atom+xml", one_line)
    return _hidden(generator.atom_str(pretty=True))


def json_feed(feed: Feed) -> bytes:
    """Return the feed as JSON Feed 1.1 (jsonfeed.org/version/1.1), in UTF-8.

    Entries are newest first, ties by identifier. An entry without a text has its summary, else its
    title, as its text, since each must have one.
    """
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": one_line(feed.title),
        "home_page_url": feed.page_url,
        "feed_url": feed.json_url,
        "description": one_line(feed.subtitle),
        "authors": [{"name": one_line(feed.author) or one_line(feed.title)}],
        "language": feed.lang,
        "items": [
            _said(_json_item(item, content)) for item, content in _with_content(_in_order(feed))
        ],
    }
    text = json.dumps(_said(document), ensure_ascii=False, indent=1)
    # An address that an editor wrote in a text is not there in plain text for harvesters.
    return text.replace("@", "\\u0040").encode() + b"\n"


def absolute_html(html: str, page_url: str, site_root_url: str) -> str:
    """Return the HTML of a page as a feed can carry it, with every address whole.

    `/x/` is below `site_root_url`, which ends in a slash; any other relative address is seen from
    `page_url`, also a fragment. What comes out holds no script, style, `on*`, `id` or `class`,
    whatever goes in: reading the HTML as browsers do is what the sanitiser does best, so its second
    pass is both the rewriting and the proof.
    """

    def whole(_element: str, attribute: str, value: str) -> str | None:
        if attribute in _ADDRESSES:
            return _absolute(value, page_url, site_root_url)
        if attribute == "srcset":
            return _absolute_srcset(value, page_url, site_root_url)
        return value

    return nh3.clean(
        holdable(html),
        tags=_ELEMENTS,
        attributes=dict(_ATTRIBUTES),
        attribute_filter=whole,
        link_rel=None,
        url_schemes={"http", "https", "mailto", "tel"},
    )


def _absolute_srcset(value: str, page_url: str, site_root_url: str) -> str | None:
    candidates = []
    for found in _CANDIDATE.finditer(value):
        address = _absolute(found[1], page_url, site_root_url)
        if address:
            candidates.append(f"{address} {found[2].strip()}".rstrip())
    return ", ".join(candidates) or None


def _absolute(address: str, page_url: str, site_root_url: str) -> str | None:
    """Return a whole address; None, which drops the attribute, for what is no address."""
    address = address.strip()
    try:
        if address.startswith("/") and not address.startswith("//"):
            joined = site_root_url.rstrip("/") + address
        else:
            joined = urljoin(page_url, address)
    except ValueError:
        return None
    return quote(joined, safe=_ADDRESS_CHARACTERS)


def _generator(
    feed: Feed, self_url: str, media_type: str, plain: Callable[[str], str]
) -> Any:  # feedgen ships no types
    """Return feedgen's picture of the feed; `plain` makes a text what the format takes as text."""
    items = _in_order(feed)
    title = plain(feed.title)

    generator = FeedGenerator()
    generator.load_extension("dc", atom=False)
    generator.id(feed.id)
    generator.title(title)
    # RSS wants a description; Atom's subtitle may not be blank.
    generator.subtitle(plain(feed.subtitle) or title)
    generator.language(feed.lang)
    generator.author({"name": plain(feed.author) or title})
    generator.generator("hubgen")
    # The channel's link in RSS is the last one given.
    generator.link(href=self_url, rel="self", type=media_type)
    generator.link(href=feed.page_url, rel="alternate", type="text/html")
    generator.updated(_whole_seconds(max(map(_updated, items), default=feed.updated)))
    for item, content in _with_content(items):
        _add_entry(generator, item, content, plain)
    return generator


def _in_order(feed: Feed) -> list[Item]:
    """Return the entries newest first, ties by identifier."""
    items = sorted(feed.items, key=lambda item: item.id)
    items.sort(key=lambda item: item.published, reverse=True)
    return items


def _hidden(xml: bytes) -> bytes:
    """Return XML in which no e-mail address stands in plain text: readers see the same."""
    return xml.replace(b"@", b"&#64;")


def _with_content(items: Iterable[Item]) -> Iterator[tuple[Item, str]]:
    """Yield each item with its content, or with none once the feed would be too large."""
    room = _CONTENT_BYTES
    for item in items:
        content = holdable(item.content) if item.content.strip() else ""
        room -= len(content.encode()) + len(escape(content, quote=False)) - len(content)
        yield item, content if room >= 0 else ""


def _add_entry(
    generator: Any,  # feedgen ships no types
    item: Item,
    content: str,
    plain: Callable[[str], str],
) -> None:
    entry = generator.add_entry(order="append")
    title = plain(item.title) or item.id
    entry.title(title)
    entry.id(item.id)
    entry.link(href=item.url, rel="alternate", type="text/html")
    entry.published(_whole_seconds(item.published))
    entry.updated(_whole_seconds(_updated(item)))
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


def _json_item(item: Item, content: str) -> dict[str, Any]:
    """Return an entry as an item of a JSON Feed."""
    title, summary = one_line(item.title), one_line(item.summary)
    return {
        "id": item.id,
        "url": item.url,
        "title": title,
        "content_html": content,
        "content_text": "" if content else summary or title or item.id,
        "summary": summary if content else "",
        "date_published": rfc3339(_whole_seconds(item.published)),
        "date_modified": rfc3339(_whole_seconds(_updated(item))),
        "authors": [{"name": name} for name in filter(None, map(one_line, item.authors))],
        "tags": [*filter(None, map(one_line, item.categories))],
    }


def _said(values: dict[str, Any]) -> dict[str, Any]:
    """Leave out what says nothing; an empty list of items says that there are none."""
    return {name: value for name, value in values.items() if value or name == "items"}


def _updated(item: Item) -> datetime:
    return max(item.updated, item.published)


def _whole_seconds(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)
