"""What the definition of JSON Feed 1.1 holds against a feed (jsonfeed.org/version/1.1)."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from tests.html_rules import html_faults, is_whole

_VERSION = "https://jsonfeed.org/version/1.1"
# An extension's key begins with an underscore, and hubgen has none. Neither has it what 1.1
# discourages (`author`), nor what hubs of this kind do not have (`next_url`, `attachments`).
_FEED = {
    "version": str,
    "title": str,
    "home_page_url": str,
    "feed_url": str,
    "description": str,
    "icon": str,
    "favicon": str,
    "authors": list,
    "language": str,
    "items": list,
}
_ITEM = {
    "id": str,
    "url": str,
    "title": str,
    "content_html": str,
    "content_text": str,
    "summary": str,
    "image": str,
    "date_published": str,
    "date_modified": str,
    "authors": list,
    "tags": list,
    "language": str,
}
_AUTHOR = {"name": str, "url": str, "avatar": str}
_RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_LANGUAGE = re.compile(r"[a-z]{2}(-[A-Z]{2})?")


def json_faults(data: bytes, url: str) -> list[str]:
    """Return what is wrong with the feed at an address, as `item 3: what`."""
    feed = json.loads(data.decode("utf-8"))
    faults = [*_feed(feed, url)]
    for number, item in enumerate(feed.get("items", ()), 1):
        faults += [f"item {number}: {fault}" for fault in _item(item)]
    identifiers = [item.get("id") for item in feed.get("items", ())]
    if len(set(identifiers)) < len(identifiers):
        faults.append("an id is there twice")
    return faults


def _feed(feed: Mapping[str, Any], url: str) -> Iterator[str]:
    yield from _keys(feed, _FEED, {"version", "title", "home_page_url", "feed_url", "items"})
    if next(iter(feed), None) != "version" or feed["version"] != _VERSION:
        yield "the version is not 1.1, or not the first"
    if feed.get("feed_url") != url:
        yield f"feed_url is {feed.get('feed_url')}"
    yield from _authors(feed)
    yield from _addresses(feed, "home_page_url", "icon", "favicon")
    if not _LANGUAGE.fullmatch(feed.get("language", "")):
        yield "no language"


def _item(item: Mapping[str, Any]) -> Iterator[str]:
    yield from _keys(item, _ITEM, {"id", "url", "title", "date_published", "date_modified"})
    if not {"content_html", "content_text"} & set(item):
        yield "no content"
    yield from html_faults("content_html", item.get("content_html", ""))
    yield from _authors(item)
    yield from _addresses(item, "url", "image")
    dates = [item.get(name, "") for name in ("date_published", "date_modified")]
    if not all(map(_RFC_3339.fullmatch, dates)):
        yield f"no dates of RFC 3339: {dates}"
    elif datetime.fromisoformat(dates[0]) > datetime.fromisoformat(dates[1]):
        yield f"changed before it was there: {dates}"
    if not all(isinstance(tag, str) and tag for tag in item.get("tags", ())):
        yield f"tags: {item['tags']}"


def _keys(found: Mapping[str, Any], known: Mapping[str, type], needed: set[str]) -> Iterator[str]:
    """Yield which keys are unknown, missing, or hold nothing or something of another type."""
    yield from (f"unknown: {key}" for key in sorted(found.keys() - known.keys()))
    yield from (f"missing: {key}" for key in sorted(needed - found.keys()))
    for key in known.keys() & found.keys():
        if not isinstance(found[key], known[key]):
            yield f"{key} is a {type(found[key]).__name__}"
        elif not found[key] and key != "items":
            yield f"{key} is empty"


def _authors(found: Mapping[str, Any]) -> Iterator[str]:
    for author in found.get("authors", ()):
        yield from _keys(author, _AUTHOR, {"name"})


def _addresses(found: Mapping[str, Any], *names: str) -> Iterator[str]:
    for name in names:
        if name in found and not is_whole(found[name]):
            yield f"{name} is no whole address: {found[name]}"
