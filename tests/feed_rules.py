"""What the W3C's feed validator holds against a published RSS or Atom feed.

The validator is in no package registry, so its rules are written out here, for the elements that
hubgen writes. A fault begins with the validator's own name for it; all of its errors and warnings
count, which is its level AA (github.com/w3c/feedvalidator, `logging.py`). What it says of how a
file is sent is not here, nor is what only other kinds of feeds can do wrong.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from tests.html_rules import html_faults, is_whole

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"

_LARGEST = 5_000_000
_RFC_2822 = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d? (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) "
    r"\d{4} \d\d:\d\d(:\d\d)? [+-]\d\d[03]0"
)
_RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_URN = re.compile(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_ATOM_MARKUP = re.compile(r"</\w+>|&#?\w+;")
_RSS_MARKUP = re.compile(r"</\w+>|&#?\w+;|<[/a-zA-Z]")
_CONTROLS = re.compile("[\x80-\x9f\ufffd]")

# How often a thing may hold another: exactly once, once at the most, or as often as it likes.
_ONE, _MAYBE, _MANY = range(1, 2), range(2), range(1_000_000)
_RSS_CHANNEL = {
    "title": _ONE,
    "link": _ONE,
    "description": _ONE,
    "language": _ONE,
    "lastBuildDate": _ONE,
    "docs": _MAYBE,
    "generator": _MAYBE,
    f"{ATOM}link": _ONE,
    "item": _MANY,
}
_RSS_ITEM = {
    "title": _ONE,
    "link": _ONE,
    "guid": _ONE,
    "pubDate": _ONE,
    "description": _ONE,
    CONTENT: _MAYBE,
    CREATOR: _MANY,
    "category": _MANY,
}
_ATOM_FEED = {
    f"{ATOM}{name}": count
    for name, count in {
        "id": _ONE,
        "title": _ONE,
        "updated": _ONE,
        "author": _ONE,
        "link": range(2, 3),
        "subtitle": _MAYBE,
        "generator": _MAYBE,
        "entry": _MANY,
    }.items()
}
_ATOM_ENTRY = {
    f"{ATOM}{name}": count
    for name, count in {
        "id": _ONE,
        "title": _ONE,
        "updated": _ONE,
        "published": _ONE,
        "link": _ONE,
        "summary": _MAYBE,
        "content": _MAYBE,
        "author": _MANY,
        "category": _MANY,
    }.items()
}


def rss_faults(data: bytes, url: str, now: datetime) -> list[str]:
    """Return what the validator would hold at `now` against the RSS 2.0 file at an address."""
    return sorted(_rss(data, url, now))


def atom_faults(data: bytes, url: str, now: datetime) -> list[str]:
    """Return what the validator would hold at `now` against the Atom file at an address."""
    return sorted(_atom(data, url, now))


def _rss(data: bytes, url: str, now: datetime) -> Iterator[str]:
    root = ElementTree.fromstring(data)
    if root.tag != "rss" or root.get("version") != "2.0":
        yield "InvalidRSSVersion"
    (channel,) = root
    yield from _of_any(data, root)
    yield from _children(channel, _RSS_CHANNEL)
    items = channel.findall("item")
    if items and list(channel)[-len(items) :] != items:
        yield "MisplacedItem"
    for name in ("title", "description", "generator"):
        yield from _texts(channel.findall(name))
    yield from _addresses(channel, "link", "docs")
    yield from _self_link(channel, url, "application/rss+xml")
    yield from _dates(channel.findall("lastBuildDate"), _read_2822, now)
    for item in items:
        yield from _children(item, _RSS_ITEM)
        yield from _texts(item.findall("title"), item.findall("category"), item.findall(CREATOR))
        yield from _addresses(item, "link")
        yield from _dates(item.findall("pubDate"), _read_2822, now)
        yield from _html(item.findall("description"), item.findall(CONTENT))
        names = [child.tag for child in item]
        if CONTENT in names and "description" in names[names.index(CONTENT) :]:
            yield "NeedDescriptionBeforeContent"
        yield from (
            f"InvalidPermalink {guid.attrib}"
            for guid in item.findall("guid")
            if guid.attrib != {"isPermaLink": "false"}
        )
    yield from _identifiers("DuplicateValue", [item.findtext("guid") for item in items])


def _atom(data: bytes, url: str, now: datetime) -> Iterator[str]:
    feed = ElementTree.fromstring(data)
    if feed.tag != f"{ATOM}feed":
        yield "InvalidNamespace"
    yield from _of_any(data, feed)
    yield from _children(feed, _ATOM_FEED)
    entries = feed.findall(f"{ATOM}entry")
    if entries and list(feed)[-len(entries) :] != entries:
        yield "MisplacedMetadata"
    for name in ("title", "subtitle", "generator", f"author/{ATOM}name"):
        yield from _texts(feed.findall(f"{ATOM}{name}"))
    yield from _self_link(feed, url, "application/atom+xml")
    yield from _alternate(feed)
    yield from _dates(feed.findall(f"{ATOM}updated"), _read_3339, now)
    for entry in entries:
        yield from _children(entry, _ATOM_ENTRY)
        yield from _texts(entry.findall(f"{ATOM}title"), entry.findall(f"{ATOM}author/{ATOM}name"))
        yield from _alternate(entry)
        for name in ("updated", "published"):
            yield from _dates(entry.findall(f"{ATOM}{name}"), _read_3339, now)
        written = [*entry.findall(f"{ATOM}summary"), *entry.findall(f"{ATOM}content")]
        if not written:
            yield "MissingTextualContent"
        yield from (f"InvalidTextType {_name(one)}" for one in written if one.get("type") != "html")
        yield from _html(written)
        yield from (
            "NotBlank category" for one in entry.findall(f"{ATOM}category") if not one.get("term")
        )
    yield from _identifiers("DuplicateEntries", [one.findtext(f"{ATOM}id") for one in entries])
    yield from _identifiers("InvalidURN", [feed.findtext(f"{ATOM}id")])
    yield from _twins("DuplicateUpdated", [one.findtext(f"{ATOM}updated") for one in entries])


def _of_any(data: bytes, root: Element) -> Iterator[str]:
    """Yield what is wrong with the file as a whole."""
    if len(data) > _LARGEST:
        yield f"ValidatorLimit: {len(data)} octets"
    if not data.startswith(b"<?xml version='1.0' encoding='UTF-8'?>"):
        yield "NotUTF8"
    for one in root.iter():
        for text in (one.text or "", *one.attrib.values()):
            if _CONTROLS.search(text):
                yield f"BadCharacters {_name(one)}"


def _children(parent: Element, allowed: dict[str, range]) -> Iterator[str]:
    """Yield which elements are too many or too few, and which are not known there."""
    tags = [child.tag for child in parent]
    yield from (
        f"UndefinedElement {_name(parent)}/{_local(tag)}" for tag in tags if tag not in allowed
    )
    for tag, count in allowed.items():
        if tags.count(tag) not in count:
            fault = "DuplicateElement" if tags.count(tag) >= count.stop else "MissingElement"
            yield f"{fault} {_name(parent)}/{_local(tag)}"


def _texts(*elements: Iterable[Element]) -> Iterator[str]:
    """Yield which elements do not hold plain text alone, or what programs may take for HTML."""
    for one in (one for group in elements for one in group):
        if not (one.text or "").strip() or len(one):
            yield f"NotBlank {_name(one)}"
        markup = _ATOM_MARKUP if one.tag.startswith(ATOM) else _RSS_MARKUP
        if markup.search(one.text or ""):
            yield f"ContainsHTML {_name(one)}: {one.text}"


def _addresses(parent: Element, *names: str) -> Iterator[str]:
    for name in names:
        for one in parent.findall(name):
            if not is_whole(one.text or ""):
                yield f"InvalidFullLink {_name(parent)}/{name}: {one.text}"


def _self_link(parent: Element, url: str, media_type: str) -> Iterator[str]:
    """Yield what is wrong with the one link by which a feed says where it is itself."""
    links = [one.attrib for one in parent.findall(f"{ATOM}link") if one.get("rel") == "self"]
    if not links:
        yield "MissingSelf"
    for link in links:
        if link != {"href": url, "rel": "self", "type": media_type}:
            yield f"SelfDoesntMatchLocation {link}"


def _alternate(parent: Element) -> Iterator[str]:
    """Yield what is wrong with the one link by which Atom says of which page it tells."""
    links = [
        one for one in parent.findall(f"{ATOM}link") if one.get("rel", "alternate") == "alternate"
    ]
    if len(links) != 1:
        yield f"DuplicateAtomLink {_name(parent)}"
    yield from (
        f"InvalidFullLink {_name(parent)}: {link.get('href')}"
        for link in links
        if not is_whole(link.get("href", ""))
    )


def _dates(
    elements: Iterable[Element], read: Callable[[str], datetime | None], now: datetime
) -> Iterator[str]:
    """Yield which dates are not of the format's form, or are of another age."""
    for one in elements:
        moment = read(one.text or "")
        if moment is None:
            yield f"InvalidDate {_name(one)}: {one.text}"
        elif moment.year < 1990 or moment > now + timedelta(minutes=10):
            yield f"ImplausibleDate {_name(one)}: {one.text}"


def _read_2822(text: str) -> datetime | None:
    moment = parsedate_to_datetime(text) if _RFC_2822.fullmatch(text) else None
    return moment if moment and f"{moment:%a}" == text[:3] else None


def _read_3339(text: str) -> datetime | None:
    return datetime.fromisoformat(text).astimezone(UTC) if _RFC_3339.fullmatch(text) else None


def _html(*elements: Iterable[Element]) -> Iterator[str]:
    for one in (one for group in elements for one in group):
        yield from html_faults(_name(one), one.text or "")


def _identifiers(fault: str, found: Sequence[str | None]) -> Iterator[str]:
    """Yield which identifiers are not such as hubgen makes, and those that are there twice."""
    yield from (f"InvalidURN {one}" for one in found if not _URN.fullmatch(one or ""))
    yield from _twins(fault, found)


def _twins(fault: str, found: Sequence[str | None]) -> Iterator[str]:
    yield from sorted({f"{fault} {one}" for one in found if found.count(one) > 1})


def _name(element: Element) -> str:
    return _local(element.tag)


def _local(tag: str) -> str:
    """Return an element's name without its namespace."""
    return tag.rpartition("}")[2]
