"""OPML 2.0 (opml.org/spec2.opml): the list of every feed and calendar, for readers to import."""

from dataclasses import dataclass
from typing import Literal
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from hubgen.plaintext import without_brackets

Type = Literal["rss", "atom", "json", "calendar"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """One thing to subscribe to."""

    title: str
    """Plain text."""
    url: str
    """The whole address of the feed or calendar."""
    page_url: str
    """The whole address of the page that it belongs to."""
    kind: Type


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Things to subscribe to that stand under one heading."""

    title: str
    outlines: tuple[Outline, ...]


def opml(title: str, groups: tuple[Group, ...]) -> bytes:
    """Return the list in UTF-8, in the order given; groups without outlines are left out.

    There is no `dateCreated`: the same content gives the same bytes, whenever it is built. An at
    sign is a reference, which readers know and harvesters of addresses do not.
    """
    root = Element("opml", version="2.0")
    SubElement(SubElement(root, "head"), "title").text = without_brackets(title)
    body = SubElement(root, "body")
    for group in groups:
        if group.outlines:
            heading = SubElement(body, "outline", text=without_brackets(group.title))
            for outline in group.outlines:
                SubElement(heading, "outline", _attributes(outline))
    ElementTree.indent(root)
    xml: bytes = ElementTree.tostring(root, "UTF-8", xml_declaration=True)
    return xml.replace(b"@", b"&#64;") + b"\n"


def _attributes(outline: Outline) -> dict[str, str]:
    # `text` may hold HTML by the specification, so what is not has no brackets.
    title = without_brackets(outline.title)
    common = {"text": title, "title": title, "type": "rss"}
    page = {"htmlUrl": outline.page_url}
    match outline.kind:
        case "rss":
            return common | {"version": "RSS2", "xmlUrl": outline.url} | page
        case "atom":
            # `rss` is the type of every feed: readers know no other, and find Atom by its root.
            # The `version`s that OPML names are RSS's alone.
            return common | {"xmlUrl": outline.url} | page
        case "json" | "calendar":
            # OPML has no type for what is not XML. A `link` is one that it has, and has no
            # `xmlUrl`, so that no reader takes it for a feed of XML, or a calendar for a feed.
            return common | {"type": "link", "url": outline.url} | page
