"""Feeds: what is new in a listing, and what changed in the agenda."""

from datetime import UTC, datetime

from hubgen.edition import Edition
from hubgen.kinds.base import Entry
from hubgen.kinds.event.fields import Change, Event
from hubgen.library import Library
from hubgen.listings import Listing, Role
from hubgen.order import newest_first, published_at, updated_at
from hubgen.pages import Pages
from hubgen.plan import changes_address
from hubgen.syndication import Feed, Item, absolute_html, atom, identifier, rss
from hubgen.wording import wording

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""What an empty feed says of when it changed."""


class Feeds:
    """Writes the feeds of one edition; each entry's content is made once."""

    def __init__(self, edition: Edition, pages: Pages) -> None:
        self.edition = edition
        self.pages = pages
        self._items: dict[tuple[str, str, str], Item] = {}

    def rss(self, listing: Listing) -> bytes:
        """Return a listing's newest pages as RSS 2.0."""
        return rss(self._feed(listing))

    def atom(self, listing: Listing) -> bytes:
        """Return a listing's newest pages as Atom."""
        return atom(self._feed(listing))

    def changes(self, lang: str) -> bytes:
        """Return what changed in the agenda as RSS 2.0: an entry a change, and a cancellation."""
        edition, library = self.edition, self.edition.library
        items = [
            item
            for entry in library.entries
            if entry.lang == lang and not library.is_expired(entry)
            for item in _changes(entry, edition, self.pages)
        ]
        items.sort(key=lambda item: item.id)
        items.sort(key=lambda item: item.published, reverse=True)
        text = wording(lang).text
        address = changes_address(lang, edition.settings)
        home = edition.plan.home(lang)
        events = edition.plan.twins.get((Role.SECTION, "events"), (home,))
        page = next((one for one in events if one.lang == lang), home)
        return rss(
            Feed(
                id=self._feed_id(address),
                title=text("site.changes.title", site=edition.settings.title),
                subtitle=text("site.changes.description"),
                page_url=edition.url(page.address),
                rss_url=edition.url(address),
                atom_url="",
                lang=lang,
                author=edition.settings.title,
                items=tuple(items[: edition.settings.feeds.items]),
                updated=_NEVER,
            )
        )

    def _feed(self, listing: Listing) -> Feed:
        """Return a feed of the newest pages; a page without any date cannot be new."""
        edition, library = self.edition, self.edition.library
        members = [library.by_key[key] for key in listing.members]
        newest = newest_first(members, library)[: edition.settings.feeds.items]
        site = edition.settings.title
        return Feed(
            id=self._feed_id(listing.address),
            title=site if listing.title == site else f"{listing.title} · {site}",
            subtitle=listing.text or edition.settings.tagline or site,
            page_url=edition.url(listing.address),
            rss_url=edition.url(listing.rss),
            atom_url=edition.url(listing.atom),
            lang=listing.lang,
            author=self._author(),
            items=tuple(self._item(one) for one in newest),
            updated=_NEVER,
        )

    def _feed_id(self, address: str) -> str:
        """Return an identifier that stays when the hub moves, and is no other hub's."""
        settings = self.edition.settings
        owner = settings.organisation.slug if settings.organisation else settings.title
        return identifier(owner, address)

    def _author(self) -> str:
        settings = self.edition.settings
        owner = settings.organisation
        page = self.edition.library.find(owner, settings.lang) if owner else None
        return page.fields.title if page else settings.title

    def _item(self, entry: Entry) -> Item:
        if entry.key not in self._items:
            self._items[entry.key] = self._made(entry)
        return self._items[entry.key]

    def _made(self, entry: Entry) -> Item:
        edition, library = self.edition, self.edition.library
        published = published_at(entry, library) or _NEVER
        updated = updated_at(entry, library) or published
        url = library.url(entry)
        theme_of = library.settings.theme
        return Item(
            id=identifier(entry.uid, entry.lang if entry.is_translation else ""),
            url=url,
            title=entry.fields.title,
            summary=entry.summary,
            content=absolute_html(self.pages.feed_content(entry), url, _server(edition)),
            published=published,
            updated=max(updated, published),
            authors=_authors(entry, library),
            categories=tuple(
                theme.title for slug in entry.fields.themes if (theme := theme_of(slug))
            ),
        )


def _changes(entry: Entry, edition: Edition, pages: Pages) -> list[Item]:
    """Return an entry a change of an event, and one for a cancellation that no change tells of."""
    event = entry.fields
    if not isinstance(event, Event):
        return []
    items = [
        _change_item(entry, event, change, number, edition, pages)
        for number, change in enumerate(event.changes, 1)
    ]
    if event.status == "cancelled" and not any(change.status for change in event.changes):
        items.append(_change_item(entry, event, None, 0, edition, pages))
    return items


def _change_item(
    entry: Entry, event: Event, change: Change | None, number: int, edition: Edition, pages: Pages
) -> Item:
    library = edition.library
    known = updated_at(entry, library) or _NEVER
    at = library.instant(change.at) if change else known
    cancelled = event.status == "cancelled" and (change is None or change.status is not None)
    name = "site.changes.cancelled" if cancelled else "site.changes.changed"
    url = library.url(entry)
    return Item(
        id=identifier(entry.uid, f"{entry.lang if entry.is_translation else ''}change-{number}"),
        url=url,
        title=wording(entry.lang).text(name, title=event.title),
        summary=change.note if change else "",
        content=absolute_html(pages.change_content(entry, number), url, _server(edition)),
        published=at,
        updated=at,
    )


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
