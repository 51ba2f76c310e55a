"""A published site, read back by parsers that did not write it."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib

MARK = ".hubgen-published"
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LASTING = re.compile(r"^/static/[0-9a-f]{10}/")
"""How the addresses begin of what browsers may keep for good."""
_WHITE_SPACE = re.compile(r"\s+")
_UNSEEN = frozenset({"script", "style", "template", "noscript"})
_WITHIN_WORDS = frozenset(
    {"a", "abbr", "b", "code", "em", "i", "mark", "small", "span", "strong", "sub", "sup", "time"}
)


@dataclass(frozen=True, kw_only=True)
class Page:
    """One HTML page, as a browser's parser sees it."""

    address: str
    source: str
    root: Element = field(repr=False)

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        """Every element, in the order of the page."""
        return tuple(one for one in self.root.iter() if isinstance(one.tag, str))

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Every id, twins too."""
        return tuple(one.attrib["id"] for one in self.elements if "id" in one.attrib)

    @cached_property
    def text(self) -> str:
        """What a reader sees of the page's own part."""
        (main,) = self.all("main")
        return text_of(main)

    def all(self, tag: str, /, **attributes: str) -> list[Element]:
        """Return the elements of a kind that have these attributes."""
        return [
            one
            for one in self.elements
            if one.tag == tag and all(one.get(key) == value for key, value in attributes.items())
        ]

    def section(self, heading: str) -> str:
        """Return what a reader sees of the section below a heading of these words."""
        for section in self.all("section"):
            if any(text_of(one) == heading for one in section if one.tag in HEADINGS):
                return text_of(section)
        raise AssertionError(f"{self.address} has no section “{heading}”")

    def links(self, name: str = "main") -> dict[str, str]:
        """Return where the links of a part of the page lead, by their words."""
        (part,) = self.all(name)
        return {text_of(one): one.attrib["href"] for one in part.iter("a") if "href" in one.attrib}

    def alternates(self) -> list[tuple[str, str]]:
        """Return the type and address of each feed and calendar that the page names."""
        return [
            (one.attrib["type"], one.attrib["href"])
            for one in self.all("link", rel="alternate")
            if "type" in one.attrib
        ]

    def graph(self) -> list[dict[str, Any]]:
        """Return the schema.org objects of the page's one JSON-LD block."""
        (script,) = self.all("script", type="application/ld+json")
        data = json.loads(script.text or "")
        assert data["@context"] == "https://schema.org"
        assert set(data) == {"@context", "@graph"}
        return list(data["@graph"])

    def described(self) -> dict[str, Any]:
        """Return the schema.org object of the page itself."""
        return self.graph()[0]


@dataclass(frozen=True, kw_only=True)
class Site:
    """A published folder."""

    root: Path
    base_url: str

    @cached_property
    def addresses(self) -> frozenset[str]:
        """The address of every file: a folder's is that of its `index.html`."""
        return frozenset(map(address_of, tree(self.root)))

    @cached_property
    def pages(self) -> dict[str, Page]:
        """Every HTML page by its address; a parser's error fails the test."""
        names = sorted(name for name in tree(self.root) if name.endswith(".html"))
        return {address_of(name): read_page(self.root / name, address_of(name)) for name in names}

    def static(self, name: str) -> str:
        """Return the address at which pages find a static file."""
        (found,) = [
            one for one in self.addresses if LASTING.sub("/static/", one) == f"/static/{name}"
        ]
        return found

    def file(self, address: str) -> Path:
        """Return the file that is published at an address."""
        return self.root / (address[1:] + ("index.html" if address.endswith("/") else ""))

    def bytes(self, address: str) -> bytes:
        """Return what is published at an address."""
        return self.file(address).read_bytes()

    def url(self, address: str) -> str:
        """Return an address as a whole web address."""
        return self.base_url.rstrip("/") + address

    def inside(self, target: str, page: str) -> tuple[str, str] | None:
        """Return the address and the fragment that a link of a page means in the site.

        None for one that leads elsewhere.
        """
        parts = urlsplit(urljoin(self.url(page), target))
        base = urlsplit(self.base_url)
        if (parts.scheme, parts.netloc) != (base.scheme, base.netloc):
            return None
        folder = base.path.rstrip("/")
        assert parts.path.startswith(f"{folder}/"), f"{target} on {page} is outside {folder}/"
        return unquote(parts.path.removeprefix(folder)), unquote(parts.fragment)


def read_page(file: Path, address: str) -> Page:
    """Return a page, parsed by html5lib, which raises for whatever the standard calls an error."""
    source = file.read_text("utf-8")
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return Page(address=address, source=source, root=parser.parse(source))


def tree(root: Path) -> dict[str, bytes]:
    """Return every file of a published folder by its path, without hubgen's mark."""
    return {
        file.relative_to(root).as_posix(): file.read_bytes()
        for file in sorted(root.rglob("*"))
        if file.is_file() and file.name != MARK
    }


def address_of(name: str) -> str:
    """Return the address of a published file."""
    return "/" + (name.removesuffix("index.html") if name.split("/")[-1] == "index.html" else name)


def text_of(element: Element) -> str:
    """Return what a reader sees of an element, on one line."""
    return _WHITE_SPACE.sub(" ", "".join(_texts(element))).strip()


def _texts(element: Element) -> Iterator[str]:
    if element.tag in _UNSEEN or not isinstance(element.tag, str):
        return
    apart = element.tag not in _WITHIN_WORDS
    if apart:
        yield " "
    yield element.text or ""
    for child in element:
        yield from _texts(child)
        yield child.tail or ""
    if apart:
        yield " "
