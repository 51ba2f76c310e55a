"""The entries of feeds: their order, what of their content there is room for, and each in a form.

An entry is written once in each form, whatever feeds hold it. Whether it has room for its content
is for the feed to say, so that the content is put between what stands before it and after it.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from html import escape

from hubgen.plaintext import holdable
from hubgen.syndication.records import Feed, Item

# The W3C's validator reads no feed beyond 5,000,000 bytes. What is left is for the entries' other
# elements.
_CONTENT_BYTES = 4_000_000

PLACE = "content  content"
"""Where an entry's content is to stand. No text on one line has two spaces after each other."""

_MOST_KEPT = 16_000_000  # bytes


class Form(StrEnum):
    """How a feed is written."""

    RSS = "rss"
    ATOM = "atom"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class _Content:
    """An entry's content, as a text of XML and as one of JSON."""

    xml: bytes
    json: bytes
    size: int
    """Bytes that are counted in a feed of any form."""


@dataclass(frozen=True, slots=True)
class _Part:
    """An entry in a form."""

    before: bytes
    after: bytes
    """What stands before its content and after it."""


Made = Callable[[Sequence[tuple[Item, bool]]], Iterable[bytes]]
"""Returns entries in a form, with `PLACE` as the content of those that are to have one."""


class Entries:
    """Entries in the forms of feeds, each made once: what is made depends on the item alone.

    Of a large hub's not all are kept, as they are far more bytes than the pages.
    """

    def __init__(self) -> None:
        self._parts: dict[tuple[Form, Item, bool], _Part] = {}
        self._contents: dict[Item, _Content] = {}
        self._kept = 0

    def written(self, form: Form, items: Sequence[Item], made: Made) -> list[bytes]:
        """Return items in a form, without their content once the feed would be too large.

        `made` makes all at once that are not known yet.
        """
        if self._kept > _MOST_KEPT:
            self._parts.clear()
            self._contents.clear()
            self._kept = 0
        contents = [*self._with_room(items)]
        keys = [(form, item, bool(one)) for item, one in zip(items, contents, strict=True)]
        new = [one for one in dict.fromkeys(keys) if one not in self._parts]
        if new:
            entries = made([(item, has_content) for _, item, has_content in new])
            for key, entry in zip(new, entries, strict=True):
                before, _, after = entry.partition(PLACE.encode())
                self._parts[key] = _Part(before, after)
                self._kept += len(entry)
        return [
            _joined(self._parts[key], content, form)
            for key, content in zip(keys, contents, strict=True)
        ]

    def _with_room(self, items: Iterable[Item]) -> Iterator[_Content | None]:
        """Yield the content of each item, or None where there is none, or no room for it."""
        room = _CONTENT_BYTES
        for item in items:
            content = self._content(item)
            room -= content.size
            yield content if content.size and room >= 0 else None

    def _content(self, item: Item) -> _Content:
        found = self._contents.get(item)
        if found is None:
            found = self._contents[item] = _content_of(item)
            self._kept += len(found.xml) + len(found.json)
        return found


def hidden_in_xml(xml: bytes) -> bytes:
    """Return XML in which no e-mail address stands in plain text: readers see the same."""
    return xml.replace(b"@", b"&#64;")


def hidden_in_json(text: str) -> str:
    """Return JSON in which no e-mail address stands in plain text: readers see the same."""
    return text.replace("@", "\\u0040")


def in_order(feed: Feed) -> list[Item]:
    """Return the entries newest first, ties by identifier."""
    items = sorted(feed.items, key=lambda item: item.id)
    items.sort(key=lambda item: item.published, reverse=True)
    return items


def updated(item: Item) -> datetime:
    """Return when an item was last changed: not before it was published."""
    return max(item.updated, item.published)


def whole_seconds(moment: datetime) -> datetime:
    """Return a moment without the part of a second."""
    return moment.replace(microsecond=0)


def _content_of(item: Item) -> _Content:
    html = holdable(item.content) if item.content.strip() else ""
    xml = escape(html, quote=False).encode()
    text = json.dumps(html, ensure_ascii=False)[1:-1]  # the quotes stand around its place
    return _Content(hidden_in_xml(xml), hidden_in_json(text).encode(), len(xml))


def _joined(part: _Part, content: _Content | None, form: Form) -> bytes:
    if content is None:
        return part.before
    text = content.json if form is Form.JSON else content.xml
    return part.before + text + part.after
