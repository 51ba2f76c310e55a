"""Pages: a target and its layout to HTML."""

import re
from collections.abc import Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup as SafeHtml

from hubgen import country
from hubgen.edition import Edition
from hubgen.kinds.base import Entry
from hubgen.listings import Role
from hubgen.markup import Markup, finish, without_anchors
from hubgen.notes import text
from hubgen.plaintext import EMAIL
from hubgen.plan import Form, Target
from hubgen.policy import page_policy
from hubgen.related import Related
from hubgen.social import SocialCard
from hubgen.views.contact import own_contact
from hubgen.views.entry import entry_view
from hubgen.views.event import event_view
from hubgen.views.feed_entry import FeedEntry, feed_entry
from hubgen.views.frame import SiteView, card_of, page_view, site_view
from hubgen.views.guide import guide_view
from hubgen.views.links import Links
from hubgen.views.listing import listing_view
from hubgen.views.map import agenda_map, hub_map
from hubgen.views.month import month_view, ways_to_look
from hubgen.views.pictures import picture_view
from hubgen.views.sheet import sheet_view
from hubgen.views.subscribe_page import subscribe_view
from hubgen.wording import wording

if TYPE_CHECKING:
    # At run time they are imported where something is to be made, which is not in every build.
    from hubgen.layouts import Compiled, Layouts

# What is in every e-mail address; most pages have none.
_HOST = re.compile(r"@[\w-]+\.")

_LAYOUTS = {
    Form.SUBSCRIBE: "subscribe.html",
    Form.GUIDE: "guide.html",
    Form.MAP: "map.html",
    Form.MAP_EVENTS: "map.html",
    Form.SEARCH: "search.html",
    Form.NOT_FOUND: "404.html",
}

_LAYOUTS_OF_LISTINGS = {Role.HOME: "home.html", Role.MONTH: "month.html"}


class Pages:
    """Renders the pages of one edition."""

    def __init__(
        self, edition: Edition, folders: tuple[Path, ...], compiled: "Compiled | None"
    ) -> None:
        """Take the folders of the layouts, those of the site before the built-in ones."""
        self.edition = edition
        self._folders = folders
        self._compiled = compiled
        self._layouts: dict[str, Layouts] = {}
        self._links: dict[str, Links] = {}
        self._sites: dict[str, SiteView] = {}

    def render(self, target: Target) -> bytes:
        """Return the bytes of a page in UTF-8. Raises `LayoutError`."""
        if target.form is Form.ALIAS:
            to = {
                "to": self.edition.href(target.to),
                "url": self.edition.url(target.to),
                "policy": page_policy(self.edition.settings),
            }
            return self._filled("alias.html", target.lang, to).encode()
        links, site = self.links(target.lang), self.site(target.lang)
        context: dict[str, Any] = {"site": site, "page": page_view(target, links)}
        if target.form is Form.ENTRY:
            entry = self.edition.entry_of(target)
            self.edition.notes.take(text(entry.key))
            layout = f"{entry.kind.name}.html"
            context["entry"] = entry_view(entry, links, self.html)
            if entry.kind.order == "time":
                context["sheet"] = sheet_view(entry, target.address, links)
            context["picture"] = partial(self._picture, path=entry.path)
            context["link"] = partial(self._link, path=entry.path, lang=entry.lang)
            email, phone = own_contact(entry)
            context |= {"own_email": email, "own_phone": phone, **self._references(links)}
        elif target.form is Form.LISTING:
            assert target.listing is not None  # a listing's target has its listing
            layout = _LAYOUTS_OF_LISTINGS.get(target.listing.role, "listing.html")
            context["ways"] = ways_to_look(links, form=target.form, listing=target.listing)
            if target.listing.role is Role.MONTH:
                context["month"] = month_view(target.listing, links)
            else:
                context["listing"] = listing_view(target, links)
                context["introduction"] = self._introduction(target)
        else:
            layout = _LAYOUTS[target.form]
            context |= self._of_hub(target, links)
        html = self._filled(layout, target.lang, context)
        return (EMAIL.sub(_hidden, html) if _HOST.search(html) else html).encode()

    def social_card(self, target: Target) -> SocialCard:
        """Return what the social card says that a target is."""
        return card_of(self.edition.plan.by_address[target.to], self.links(target.lang))

    def feed_entry(self, entry: Entry) -> FeedEntry:
        """Return an entry as a feed shows it."""
        return feed_entry(entry, self.links(entry.lang), self._feed_html)

    def feed_content(self, view: FeedEntry) -> str:
        """Return what a feed's entry holds: for an event first when and where, then the text."""
        return without_anchors(self._filled("feed-entry.html", view.lang, {"entry": view}))

    def change_content(self, entry: Entry, number: int) -> str:
        """Return what the feed of changes says of an event's change, 0 for its cancellation."""
        links = self.links(entry.lang)
        view = event_view(entry, links)
        change = view.changes[number - 1] if number else None
        return self._filled("feed-change.html", entry.lang, {"event": view, "change": change})

    def country(self, target: Target) -> bytes:
        """Return the drawing of the country, which the maps lie on, as SVG."""
        drawn = {
            "width": country.WIDTH,
            "height": country.HEIGHT,
            "provinces": country.provinces(),
            "water": country.water(),
        }
        return self._filled("country.svg", target.lang, drawn).encode()

    def html(self, markup: Markup, entry: Entry, below: int) -> SafeHtml:
        """Return an entry's text as it is published, under a heading of level `below`."""
        return self._finished(markup, entry.path, entry.lang, below=below)

    def _feed_html(self, markup: Markup, entry: Entry, below: int) -> SafeHtml:
        """Return an entry's text for programs that show it in their own way: tables stand bare."""
        return self._finished(markup, entry.path, entry.lang, below=below, bare=True)

    def _finished(
        self, markup: Markup, path: str, lang: str, *, below: int = 1, bare: bool = False
    ) -> SafeHtml:
        edition = self.edition

        def link(target: str) -> str | None:
            found = edition.destination(target, path, lang)
            return found.href or None

        def image(target: str, alt: str) -> str:
            view = picture_view(target, alt, path, edition)
            if view is None:
                return ""
            return self._layouts_of(lang).macro("parts/picture.html", "picture", view)

        def table(title: str, html: str) -> str:
            view = {"title": title, "html": SafeHtml(html)}
            return self._layouts_of(lang).macro("parts/table.html", "table_room", view)

        room = None if bare else table
        return SafeHtml(finish(markup.html, link=link, image=image, table=room, below=below))

    def _picture(self, image: Any, path: str) -> Any:
        """Return a front-matter image (`{src, alt}`, or a logo's address) as a layout shows it."""
        if isinstance(image, str):
            return picture_view(image, "", path, self.edition)
        return picture_view(image.src, image.alt, path, self.edition) if image else None

    def _link(self, target: str, path: str, lang: str) -> str:
        """Return where an address or a file that a page's front matter names is published."""
        return self.edition.destination(target, path, lang).href

    def _introduction(self, target: Target) -> SafeHtml:
        """Return what an `_index.md` says above the first page of a listing."""
        found = self.edition.introduction_of(target)
        if found is None:
            return SafeHtml("")
        return self._finished(found.body, found.path, target.lang)

    def _of_hub(self, target: Target, links: Links) -> Mapping[str, Any]:
        """Return what a page that is neither an entry's nor a listing's shows."""
        edition = self.edition
        if target.form is Form.SUBSCRIBE:
            return {"following": subscribe_view(links)}
        if target.form is Form.GUIDE:
            return {"guide": guide_view(links)}
        if target.form is Form.MAP:
            return {"map": hub_map(links), "ways": ()}
        if target.form is Form.MAP_EVENTS:
            return {"map": agenda_map(links), "ways": ways_to_look(links, form=target.form)}
        own = [one for one in edition.plan.listings if one.lang == target.lang]
        return {
            "sections": [
                links.listing_anchor(Role.SECTION, one.subject)
                for one in own
                if one.role is Role.SECTION
            ],
            "themes": [links.theme(one.subject) for one in own if one.role is Role.THEME],
        }

    def _references(self, links: Links) -> Mapping[str, Any]:
        """Return the functions by which a kind's layout shows its own references."""
        return {
            "anchor": links.anchor,
            "anchors": links.anchors,
            "who": links.who,
            "municipality": links.municipality,
            "day": links.day,
            "period": links.period,
            "number": links.number,
        }

    def links(self, lang: str) -> Links:
        """Return what turns references into links on pages of a language."""
        if lang not in self._links:
            self._links[lang] = Links(self.edition, lang, self.related)
        return self._links[lang]

    def site(self, lang: str) -> SiteView:
        """Return what is the same on every page of a language; made once."""
        self.edition.notes.take(("site", lang))
        if lang not in self._sites:
            with self.edition.notes.apart():
                self._sites[lang] = site_view(self.links(lang))
        return self._sites[lang]

    @cached_property
    def related(self) -> Related:
        """Return what finds related pages."""
        return Related(self.edition.library, self.edition.notes)

    def _filled(self, layout: str, lang: str, context: Mapping[str, Any]) -> str:
        """Return what a layout makes of its context."""
        return self._layouts_of(lang).fill(layout, context)

    def _layouts_of(self, lang: str) -> "Layouts":
        if lang not in self._layouts:
            from hubgen.layouts import Layouts

            known = {
                "t": wording(lang).text,
                "lang": lang,
                "href": self.edition.href,
                "asset": self._asset,
            }
            self._layouts[lang] = Layouts(self._folders, self._compiling, known)
        return self._layouts[lang]

    @cached_property
    def _compiling(self) -> "Compiled":
        from hubgen.layouts import Compiled

        return self._compiled or Compiled()

    def _asset(self, name: str) -> str:
        """Return where a static file is published; raise `KeyError` for one that is not there."""
        return self.edition.href(self.edition.static.addresses[name])


def _hidden(found: re.Match[str]) -> str:
    # Browsers read a reference as its character, and harvesters do not.
    return "".join(f"&#{ord(character)};" for character in found[0])
