"""An entry as a feed shows it: what it says itself, and nothing of the hub around it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hubgen.kinds.base import Entry
from hubgen.views.entry import Html, Notice, ResourceView, notices_of, resource_view, texts_of
from hubgen.views.event import EventView, event_view
from hubgen.views.links import Links
from hubgen.views.records import Person, ThemeTag


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """An entry as a feed shows it; each name is as in an `EntryView`."""

    kind: str
    kind_title: str
    fields: Any
    title: str
    subtitle: str
    summary: str
    lang: str
    body: str
    texts: Mapping[str, str]
    themes: tuple[ThemeTag, ...]
    notices: tuple[Notice, ...]
    resources: tuple[ResourceView, ...]
    authors: tuple[Person, ...]
    event: EventView | None


def feed_entry(entry: Entry, links: Links, html: Html) -> FeedEntry:
    """Return an entry as a feed shows it."""
    fields = entry.fields
    return FeedEntry(
        kind=entry.kind.name,
        kind_title=links.text(f"site.kind.{entry.kind.folder}"),
        fields=fields,
        title=fields.title,
        subtitle=fields.subtitle,
        summary=fields.summary,
        lang=entry.lang,
        body=html(entry.body, entry, 1),
        texts=texts_of(entry, html),
        themes=links.themes(entry),
        notices=notices_of(entry, links),
        resources=tuple(resource_view(one, links) for one in fields.resources),
        authors=tuple(links.who(one) for one in getattr(fields, "authors", ())),
        event=event_view(entry, links) if entry.kind.order == "time" else None,
    )
