"""What is in a text's sanitised HTML: its headings, ids, links, images and plain text.

Reading goes tag by tag, and writes only what no editor can choose the form of: a heading's level
and id, the anchor beside it, the table of contents. It leaves out what cannot be published: an
image elsewhere or without an address, a field that is no box of a task.

The anchor beside a heading (`<a class="anchor" href="#id">`) is for copying the heading's address
with the mouse. It is empty, so that a style sheet draws its sign and no word of any language, nor a
`#`, ends up in feeds, search and what is read aloud; `aria-hidden` and `tabindex="-1"` keep it out
of the way of keyboards and screen readers, which have the table of contents for that.
"""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from html import escape, unescape
from typing import Final

from hubgen import addresses
from hubgen.errors import Problem, Severity, problem
from hubgen.markup.places import Places, Spot
from hubgen.markup.records import Heading, Image, Link
from hubgen.markup.sanitising import WITHIN

# Where an editor wants the table of contents, and what stands there until all headings are read.
_CONTENTS_WANTED: Final = "<p>[TOC]</p>"
_CONTENTS: Final = '<div class="toc"></div>'

# Exact, because `sanitise` escapes `<`, `>` and `"` wherever they are no part of a tag.
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)([^<>]*)>")
_ID = re.compile(r' id="([^"]*)"')
_VALUE = re.compile(r' ([a-z-]+)="([^"]*)"')
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# Elements that mean something else than their tags, even without attributes.
_READ: Final = _HEADINGS | {"a", "img", "input", "sup"}
# Elements that do not part words: `CO<sub>2</sub>` is one.
# fmt: off
_WITHIN_WORDS: Final = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd",
    "mark", "q", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u",
    "var", "wbr",
})
# fmt: on
_WHITE_SPACE = re.compile(r"[ \t\n\r\f]+")
# What a heading is called whose text has no letter or digit: an address, so not in one language.
_NAMELESS: Final = "section"


@dataclass(slots=True)
class Contents:
    """What was read so far."""

    parts: list[str] = field(default_factory=list)
    """The HTML, in pieces."""
    headings: list[Heading] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    links: list[Link] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def html(self) -> str:
        """Return the HTML with a table of contents where it is wanted."""
        html = "".join(self.parts)
        return html.replace(_CONTENTS, _table(self.headings)) if _CONTENTS in html else html

    def plain_text(self) -> str:
        """Return all text on one line."""
        return _folded("".join(self.text))


@dataclass(slots=True)
class _Open:
    """A heading or a link that has begun and not ended."""

    at: int
    """Its first tag's place in `Contents.parts`."""
    text_at: int
    """Where its text begins in `Contents.text`."""
    target: str | None = None


def read(html: str, *, places: Places, path: str, taken: AbstractSet[str]) -> Contents:
    """Return what is in sanitised HTML, with ids for its headings and without what must go.

    No heading gets an id that is `taken` by another text on its page.
    """
    return _Reader(html, places, path, taken).read()


class _Reader:
    """The reading of one text."""

    def __init__(self, html: str, places: Places, path: str, taken: AbstractSet[str]) -> None:
        self._source = html.replace(_CONTENTS_WANTED, _CONTENTS)
        self._places = places
        self._path = path
        self._found = Contents()
        # A heading must differ from an id that was written further on, too.
        self._written = set(_ID.findall(html)) | taken
        # The last number that each id with twins was given.
        self._twins: dict[str, int] = {}
        self._down = 1 if "<h1" in html else 0
        self._headings: list[_Open] = []
        self._links: list[_Open] = []
        self._silent = ""

    def read(self) -> Contents:
        """Read the HTML from its first tag to its last."""
        pieces = _TAG.split(self._source)
        parts, text = self._found.parts, self._found.text
        for at in range(0, len(pieces) - 1, 4):
            words, closing, name, attributes = pieces[at : at + 4]
            if words:
                parts.append(words)
                if not self._silent:
                    text.append(unescape(words) if "&" in words else words)
            if name not in _WITHIN_WORDS:
                text.append(" ")
            tag = f"<{closing}{name}{attributes}>"
            if not attributes and name not in _READ:
                parts.append(tag)
            elif closing:
                self._end(name, tag)
            else:
                self._begin(name, attributes, tag)
        parts.append(pieces[-1])
        if not self._silent:
            text.append(unescape(pieces[-1]))
        return self._found

    def _begin(self, name: str, attributes: str, tag: str) -> None:
        found = self._found
        if name in _HEADINGS:
            self._headings.append(_Open(len(found.parts), len(found.text)))
        elif name == "a":
            tag = self._begin_link(attributes, tag)
        elif name == "img":
            tag = self._image(attributes, tag)
        elif name == "input" and ' type="checkbox"' not in attributes:
            tag = ""
        elif name == "sup" and attributes.startswith(' id="fnref'):
            self._silent = self._silent or "sup"
        if ' id="' in tag and name not in _HEADINGS:
            tag = self._once(tag)
        found.parts.append(tag)

    def _end(self, name: str, tag: str) -> None:
        if name == self._silent:
            self._silent = ""
        if name in _HEADINGS:
            tag = self._end_heading(self._headings.pop(), int(name[1]))
        elif name == "a":
            self._end_link(self._links.pop())
        self._found.parts.append(tag)

    def _begin_link(self, attributes: str, tag: str) -> str:
        values = dict(_VALUE.findall(attributes))
        href = values.get("href")
        target = None if href is None else unescape(href).removeprefix(WITHIN)
        if target is not None and values.get("role") and target.startswith("#fn"):
            # A footnote's own links are right by themselves, and its sign is no word.
            if values["role"] == "doc-backlink":
                self._silent = self._silent or "a"
                self._found.text[-1:] = [
                    words.removesuffix("\N{NO-BREAK SPACE}") for words in self._found.text[-1:]
                ]
            target = None
        self._links.append(_Open(len(self._found.parts), len(self._found.text), target))
        if target is not None and (not target or target.startswith("//")):
            return tag.replace(f' href="{href}"', "", 1)
        return tag

    def _end_link(self, link: _Open) -> None:
        target = link.target
        if target is None:
            return
        spot = self._places.address(target)
        text = _folded("".join(self._found.text[link.text_at :]))
        if not target:
            self._report("link-without-address", spot, text=text)
        elif target.startswith("//"):
            self._report("address-without-scheme", spot, value=target)
        else:
            line, column, length = spot
            self._found.links.append(
                Link(target=target, line=line, column=column, length=length, text=text)
            )

    def _image(self, attributes: str, tag: str) -> str:
        """Return an image's tag, or nothing for one that cannot be published."""
        values = {key: unescape(value) for key, value in _VALUE.findall(attributes)}
        target = values.get("src", "")
        alt = values.get("alt")
        if not target.startswith(WITHIN):
            if target:
                self._report("image-elsewhere", self._places.address(target), value=target)
            return ""
        target = target.removeprefix(WITHIN)
        spot = self._places.address(target)
        if not target:
            self._report("image-without-address", spot)
            return ""
        if alt is None:
            self._report("image-without-alt", spot, value=target)
        line, column, length = spot
        self._found.images.append(
            Image(target=target, alt=alt, line=line, column=column, length=length)
        )
        return tag

    def _once(self, tag: str) -> str:
        """Return a tag, without its id if another element had that before."""
        found = _ID.search(tag)
        assert found  # asked for a tag with an id
        name = unescape(found.group(1))
        if name in self._found.anchors:
            return tag.replace(found.group(), "", 1)
        self._found.anchors.add(name)
        return tag

    def _end_heading(self, heading: _Open, level: int) -> str:
        """Give a heading its level and id, and return what it ends with."""
        found = self._found
        text = _folded("".join(found.text[heading.text_at :]))
        if level == 1:
            self._report("heading-one", self._places.top_heading(text), text=text)
        level = min(level + self._down, 6)
        begin = found.parts[heading.at]
        name = self._heading_id(begin, text)
        rest = _ID.sub("", begin, count=1)[3:]
        found.parts[heading.at] = f'<h{level} id="{escape(name)}"{rest}'
        found.headings.append(Heading(level=level, id=name, text=text))
        anchor = f'<a class="anchor" href="#{escape(name)}" aria-hidden="true" tabindex="-1"></a>'
        return f"{anchor}</h{level}>"

    def _heading_id(self, tag: str, text: str) -> str:
        """Return a heading's own id, or its slug, with a number if another has that already."""
        own = _ID.search(tag)
        slug = unescape(own.group(1)) if own else addresses.slugify(text) or _NAMELESS
        name, number = slug, self._twins.get(slug, 1)
        while name in self._found.anchors or (escape(name) in self._written and not own):
            number += 1
            name = f"{slug}-{number}"
        self._found.anchors.add(name)
        self._twins[slug] = number
        return name

    def _report(self, code: str, spot: Spot, **values: str) -> None:
        line, column, length = spot
        severity: Severity = (
            "warning" if code in {"heading-one", "image-without-alt"} else "problem"
        )
        self._found.problems.append(
            problem(
                code,
                path=self._path,
                line=line,
                column=column,
                length=length,
                severity=severity,
                **values,
            )
        )


def _table(headings: list[Heading]) -> str:
    """Return the headings of a text as nested lists of links; nothing for a text without."""
    parts = list(_nested(headings))
    return f'<div class="toc">{"".join(parts)}</div>' if parts else ""


def _nested(headings: list[Heading]) -> Iterator[str]:
    """Yield the parts of nested lists, one list deeper for each heading that is a level lower."""
    open_levels: list[int] = []
    for heading in headings:
        while len(open_levels) > 1 and open_levels[-1] > heading.level:
            open_levels.pop()
            yield "</li></ul>"
        if open_levels and open_levels[-1] >= heading.level:
            yield "</li>"
        else:
            open_levels.append(heading.level)
            yield "<ul>"
        yield f'<li><a href="#{escape(heading.id)}">{escape(heading.text, quote=False)}</a>'
    yield from ["</li></ul>"] * len(open_levels)


def _folded(text: str) -> str:
    """Return a text on one line with single spaces; a no-break space is there on purpose."""
    return _WHITE_SPACE.sub(" ", text).strip(" ")
