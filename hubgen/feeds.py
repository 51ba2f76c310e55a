"""Feeds: what is new in a listing, and what changed in the agenda."""

from datetime import UTC, datetime
from functools import cached_property
from heapq import nsmallest

from hubgen.edition import Edition
from hubgen.kinds.base import Entry
from hubgen.kinds.event.changes import changes_of
from hubgen.kinds.event.fields import Event
from hubgen.kinds.event.parts import Change
from hubgen.library import Key, Library
from hubgen.listings import Listing, Role
from hubgen.notes import Remembered, page, text
from hubgen.order import newest_first, published_at, updated_at
from hubgen.pages import Pages
from hubgen.syndication import (
    Entries,
    Feed,
    Item,
    absolute_html,
    atom,
    identifier,
    json_feed,
    rss,
)
from hubgen.views.changes import cancellation, change_views
from hubgen.views.event import EventView

_NEVER = datetime(2000, 1, 1, tzinfo=UTC)
"""What an empty feed says of when it changed; validators take a date before 1990 for a mistake."""


class Feeds:
    """Writes the feeds of one edition; each entry's content is made once."""

    def __init__(self, edition: Edition, pages: Pages, items: Remembered[Key, Item]) -> None:
        """Take the items that are known, to which those are added that are made."""
        self.edition = edition
        self.pages = pages
        self._items = items
        self._entries = Entries()

    def rss(self, listing: Listing) -> bytes:
        """Return what is new in a listing as RSS 2.0."""
        return rss(self._feed(listing), self._entries)

    def atom(self, listing: Listing) -> bytes:
        """Return what is new in a listing as Atom."""
        return atom(self._feed(listing), self._entries)

    def json(self, listing: Listing) -> bytes:
        """Return what is new in a listing as a JSON Feed."""
        return json_feed(self._feed(listing), self._entries)

    def _feed(self, listing: Listing) -> Feed:
        edition = self.edition
        site = edition.settings.title
        items = self._changes(listing) if listing.role is Role.CHANGES else self._newest(listing)
        return Feed(
            id=self._feed_id(listing),
            title=site if listing.title == site else f"{listing.title} · {site}",
            subtitle=listing.text or edition.settings.tagline or site,
            page_url=edition.url(listing.page),
            rss_url=edition.url(listing.rss),
            atom_url=edition.url(listing.atom),
            json_url=edition.url(listing.json),
            lang=listing.lang,
            author=self._author(),
            items=tuple(items),
            updated=_NEVER,
        )

    def _newest(self, listing: Listing) -> list[Item]:
        """Return a listing's newest pages; one without any date cannot be new."""
        self.edition.notes.take(("newest", listing.lang, listing.role, listing.subject))
        by_key = self.edition.library.by_key
        return [self.item(by_key[key]) for key in self.newest.of(listing)]

    @cached_property
    def newest(self) -> "Newest":
        """Return what knows the newest pages of listings."""
        with self.edition.notes.apart():
            return Newest(self.edition.library)

    def _changes(self, listing: Listing) -> list[Item]:
        """Return the newest changes of events: an entry each, and one for a bare cancellation."""
        library = self.edition.library
        items = [
            self._change_item(entry, number, change)
            for entry in map(library.by_key.__getitem__, listing.members)
            for number, change in changes_of(entry)
        ]
        items.sort(key=lambda item: item.id)
        items.sort(key=lambda item: item.published, reverse=True)
        return items[: library.settings.feeds.items]

    def _feed_id(self, listing: Listing) -> str:
        """Return an identifier that stays when the hub or a page moves, and is no other hub's."""
        settings = self.edition.settings
        if listing.entry:
            return identifier(
                self.edition.library.by_key[listing.entry].uid, f"feed {listing.lang}"
            )
        owner = settings.organisation.slug if settings.organisation else settings.title
        return identifier(settings.uid or owner, f"{listing.role} {listing.subject} {listing.lang}")

    def _language(self, entry: Entry) -> str:
        """Return the language that tells the entries of one UID apart; the hub's own is none."""
        return "" if entry.lang == self.edition.settings.lang else entry.lang

    def _author(self) -> str:
        settings = self.edition.settings
        owner = settings.organisation
        page = self.edition.library.find(owner, settings.lang) if owner else None
        return page.fields.title if page else settings.title

    def item(self, entry: Entry) -> Item:
        """Return what feeds say of a page; made once for all of them."""
        notes, own = self.edition.notes, ("item", *entry.key)
        return notes.remembered(self._items, entry.key, lambda: self._made(entry), own)

    def _made(self, entry: Entry) -> Item:
        edition, library = self.edition, self.edition.library
        published = published_at(entry) or _NEVER
        updated = updated_at(entry) or published
        url = library.url(entry)
        theme_of = library.settings.theme
        edition.notes.take(page(entry.key))  # as time changes what it says
        edition.notes.take(text(entry.key))
        shown = self.pages.feed_entry(entry)
        return Item(
            id=identifier(entry.uid, self._language(entry)),
            url=url,
            title=entry.fields.title,
            summary=_summary(entry, shown.event),
            content=absolute_html(self.pages.feed_content(shown), url, _server(edition)),
            published=published,
            updated=max(updated, published),
            authors=_authors(entry, library),
            categories=tuple(
                theme.title for slug in entry.fields.themes if (theme := theme_of(slug))
            ),
        )

    def _change_item(self, entry: Entry, number: int, change: Change | None) -> Item:
        edition, library = self.edition, self.edition.library
        event, links = entry.fields, self.pages.links(entry.lang)
        assert isinstance(event, Event)  # only events tell of changes
        if change:
            at = library.instant(change.at)
            title = change_views(event, links)[number - 1].headline
        else:
            at, title = updated_at(entry) or _NEVER, cancellation(event, links)
        url = library.url(entry)
        return Item(
            id=identifier(entry.uid, f"{self._language(entry)}change-{number}"),
            url=url,
            title=title,
            summary=change.note if change else "",
            content=absolute_html(self.pages.change_content(entry, number), url, _server(edition)),
            published=at,
            updated=at,
        )


class Newest:
    """Knows which pages of a listing are the newest, from one order of all pages."""

    def __init__(self, library: Library) -> None:
        self._most = library.settings.feeds.items
        newest = library.newest
        if newest is None:
            newest = tuple([one.key for one in newest_first(library.entries, library)])
        self._places = {key: place for place, key in enumerate(newest)}

    def of(self, listing: Listing) -> list[Key]:
        """Return a listing's newest pages; one without any date cannot be new."""
        dated = [place for key in listing.members if (place := self._places.get(key)) is not None]
        keys = self._keys
        return [keys[place] for place in nsmallest(self._most, dated)]

    @cached_property
    def _keys(self) -> list[Key]:
        return list(self._places)


def _summary(entry: Entry, event: EventView | None) -> str:
    """Return what an entry is about; of an event first when and where."""
    if event is None:
        return entry.summary
    parts = (event.when, event.place.said if event.place else "", entry.summary)
    return " \N{EN DASH} ".join(filter(None, parts))


def _authors(entry: Entry, library: Library) -> tuple[str, ...]:
    """Return the names of who wrote an article."""
    names = []
    for one in getattr(entry.fields, "authors", ()):
        page = library.find(one.person, entry.lang) if one.person else None
        name = page.fields.title if page else one.name
        if name:
            names.append(name)
    return tuple(names)


def _server(edition: Edition) -> str:
    """Return the root of the server: the hub's own folder stands in its addresses already."""
    base = edition.settings.base_url
    return base[: len(base) - len(edition.settings.base_path)] + "/"
