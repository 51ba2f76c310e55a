"""The press: one target to its artifacts, by the room that makes its form."""

from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from hubgen.addresses import output_path
from hubgen.cache import Cache, key
from hubgen.calendars import Calendars
from hubgen.kinds.base import Entry
from hubgen.library import Key
from hubgen.listings import Listing
from hubgen.notes import Noted, Remembered
from hubgen.noting import STRUCTURE, TEXTS, noted
from hubgen.plan import PAGES, Form, Target
from hubgen.policy import headers
from hubgen.search.naming import folder_beside
from hubgen.social import SocialCard

if TYPE_CHECKING:
    # At run time they are imported where something is to be made, which is not in every build.
    from hubgen.feeds import Feeds
    from hubgen.layouts import Compiled
    from hubgen.pages import Pages
    from hubgen.search.index import Search
    from hubgen.social.lettering import Lettering
    from hubgen.syndication import Item

_NEEDED = ("feedgen.feed", "hubgen.ical", "hubgen.layouts", "hubgen.social.drawing")
"""What makes targets and is imported only where one is made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Artifact:
    """The bytes that are published at an address."""

    address: str
    data: bytes
    stands: bool = False
    """Whether it is published already, so that its bytes are not said."""


class Cards:
    """Draws social cards, or remembers them from an earlier build."""

    def __init__(self, typeface: Path, cache: Cache) -> None:
        """Take the file of the cards' typeface."""
        self._typeface = typeface
        self._cache = cache

    @cached_property
    def _lettering(self) -> "Lettering":
        from hubgen.social.lettering import Lettering

        return Lettering(self._typeface)

    def png(self, card: SocialCard) -> bytes:
        """Return a card's bytes."""
        remembered = key("card", self._cache.program(), self._lettering.digest, repr(card))
        drawn = self._cache.get(remembered)
        if drawn is None:
            from hubgen.social.drawing import draw

            drawn = draw(card, self._lettering)
            self._cache.put(remembered, drawn)
        return drawn


class Press:
    """Makes the artifacts of one edition."""

    def __init__(
        self,
        calendars: Calendars,
        make_search: "Callable[[], Search]",
        cards: Cards,
        layouts: tuple[Path, ...],
        compiled: "Compiled | None",
        items: "Callable[[], Remembered[Key, Item]]" = dict,
    ) -> None:
        """Take what was compiled of the layouts, or None to compile them.

        `items` returns the items of feeds that are known.
        """
        self.edition = noted(calendars.edition)
        self.components = Noted(
            calendars.components,
            self.edition.notes,
            lambda key: ("component", *key),
            ("components",),
        )
        self._layouts = layouts
        self._compiled = compiled
        self._items = items
        self.outlines = calendars.outlines
        self._calendars = Calendars(self.edition, self.components, self.outlines)
        self._make_search = make_search
        self._cards = cards

    @cached_property
    def pages(self) -> "Pages":
        """Return what makes pages."""
        from hubgen.pages import Pages

        return Pages(self.edition, self._layouts, self._compiled)

    @cached_property
    def feeds(self) -> "Feeds":
        """Return what makes feeds."""
        from hubgen.feeds import Feeds

        return Feeds(self.edition, self.pages, self._items())

    @cached_property
    def search(self) -> "Search":
        """Return what is looked in; made when it is first asked for, which takes long."""
        return self._make_search()

    def get_ready(self) -> None:
        """Load what makes targets, so that processes that are forked from now on all have it."""
        for name in _NEEDED:
            import_module(name)
        _ = self.feeds, self._makers

    def artifacts(self, target: Target, standing: Set[str] = frozenset()) -> Iterator[Artifact]:
        """Yield what a target is published as; a sitemap and an index may be several files.

        `standing` are the files that are published and were not touched since.
        """
        if target.form is Form.SITEMAP:
            from hubgen import exports

            for address, data in exports.sitemaps(self.edition).items():
                yield Artifact(address=address, data=data)
        elif target.form is Form.SEARCH_INDEX:
            # All that any page says is in it, and what pages that are not published are called.
            for note in (TEXTS, STRUCTURE):
                self.edition.notes.take(note)
            for address, found in self.search.files(
                target.address, target.lang, lambda its: str(output_path(its)) in standing
            ):
                yield Artifact(address=address, data=found or b"", stands=found is None)
        elif target.form is not Form.ALIAS or target.address.endswith(("/", ".html", ".htm")):
            # An old address of another type (`/x.aspx`) is in `_redirects` alone.
            yield Artifact(address=target.address, data=self._bytes(target))

    def _bytes(self, target: Target) -> bytes:
        if target.form in PAGES or target.form is Form.ALIAS:
            return self.pages.render(target)
        return self._makers[target.form](target)

    @cached_property
    def _makers(self) -> Mapping[Form, Callable[[Target], bytes]]:
        from hubgen import exports

        edition = self.edition
        return {
            Form.RSS: lambda target: self.feeds.rss(_listing(target)),
            Form.ATOM: lambda target: self.feeds.atom(_listing(target)),
            Form.JSON_FEED: lambda target: self.feeds.json(_listing(target)),
            Form.CALENDAR: lambda target: self._calendars.of_listing(_listing(target)),
            Form.EVENT_CALENDAR: lambda target: self._calendars.of_event(self._entry(target)),
            Form.FILTER: lambda target: exports.listing_filter(
                _listing(target), self.pages.links(target.lang)
            ),
            Form.OPML: lambda _: exports.feeds_opml(edition),
            Form.GEOJSON: lambda target: exports.practices_geojson(
                edition, self.pages.links(target.lang)
            ),
            Form.CSV: lambda target: exports.practices_csv(edition, self.pages.links(target.lang)),
            Form.MAP_GEOJSON: lambda target: exports.map_geojson(self.pages.links(target.lang)),
            Form.MAP_CSV: lambda target: exports.map_csv(self.pages.links(target.lang)),
            Form.COUNTRY: self.pages.country,
            Form.SOCIAL_CARD: lambda target: self._cards.png(self.pages.social_card(target)),
            Form.ROBOTS: lambda _: exports.robots(edition),
            Form.REDIRECTS: lambda _: exports.redirects(edition),
            Form.HEADERS: lambda _: headers(edition.settings, self._lasting()),
            Form.NEXT_BUILD: lambda _: exports.next_build(edition),
        }

    def _lasting(self) -> list[str]:
        """Return the addresses of the folders in which nothing is ever another file."""
        indexes = self.edition.plan.of_form.get(Form.SEARCH_INDEX, ())
        return [self.edition.static.folder, *(folder_beside(one.address) for one in indexes)]

    def _entry(self, target: Target) -> Entry:
        return self.edition.entry_of(target)


def _listing(target: Target) -> Listing:
    assert target.listing is not None  # the plan gives feeds and calendars their listing
    return target.listing
