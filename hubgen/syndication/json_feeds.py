"""JSON Feed 1.1 (jsonfeed.org/version/1.1)."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from hubgen.plaintext import one_line
from hubgen.syndication.entries import (
    PLACE,
    Entries,
    Form,
    hidden_in_json,
    in_order,
    updated,
    whole_seconds,
)
from hubgen.syndication.records import Feed, Item
from hubgen.times import rfc3339

_NONE = b"[]\n}"
"""How a feed ends that has no entries."""


def json_feed(feed: Feed, entries: Entries | None = None) -> bytes:
    """Return the feed as JSON Feed 1.1 (jsonfeed.org/version/1.1), in UTF-8.

    Entries are newest first, ties by identifier. An entry without a text has its summary, else its
    title, as its text, since each must have one. What `entries` holds is not made again.
    """
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": one_line(feed.title),
        "home_page_url": feed.page_url,
        "feed_url": feed.json_url,
        "description": one_line(feed.subtitle),
        "authors": [{"name": one_line(feed.author) or one_line(feed.title)}],
        "language": feed.lang,
        "items": [],
    }
    items = in_order(feed)
    written = (entries or Entries()).written(Form.JSON, items, _made)
    around = _written(_said(document))
    if not written:
        return around + b"\n"
    listed = b",\n  ".join(written)
    return around.removesuffix(_NONE) + b"[\n  " + listed + b"\n ]\n}\n"


def _made(items: Sequence[tuple[Item, bool]]) -> Iterator[bytes]:
    """Yield each item as it stands in the list of a feed's."""
    for item, has_content in items:
        entry = _said(_json_item(item, PLACE if has_content else ""))
        yield _written(entry).replace(b"\n", b"\n  ")


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
        "date_published": rfc3339(whole_seconds(item.published)),
        "date_modified": rfc3339(whole_seconds(updated(item))),
        "authors": [{"name": name} for name in filter(None, map(one_line, item.authors))],
        "tags": [*filter(None, map(one_line, item.categories))],
    }


def _said(values: dict[str, Any]) -> dict[str, Any]:
    """Leave out what says nothing; an empty list of items says that there are none."""
    return {name: value for name, value in values.items() if value or name == "items"}


def _written(value: Any) -> bytes:
    """Return a value as JSON, without an address that an editor wrote, for harvesters to read."""
    return hidden_in_json(json.dumps(value, ensure_ascii=False, indent=1)).encode()
