"""The frame: what stands in the head of every page, and around it."""

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from hubgen.edition import Edition
from hubgen.kinds import KINDS
from hubgen.kinds.base import Entry, Schema
from hubgen.plan import Form, Listing, Role, Target, changes_address, languages_in_use, updated_at
from hubgen.settings import Settings
from hubgen.views.links import Anchor, Links
from hubgen.views.pictures import PictureView, picture_view
from hubgen.views.subscribe import Subscription, subscription
from hubgen.wording import wording

_EMAIL = re.compile(r"([\w.+-]+)@([\w-]+\.[\w.-]+)")
# What JSON may say in another way, so that nothing in it can end the script element or be mistaken
# for markup (HTML standard, 4.12.1.3).
_JSON_ESCAPES = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuItem:
    """A link in the menu."""

    title: str
    href: str
    lang: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLink:
    """A `<link rel="alternate">` to a feed or calendar."""

    type: str
    title: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteView:
    """What is the same on every page of a language."""

    title: str
    tagline: str
    lang: str
    home: str
    menu: tuple[MenuItem, ...]
    footer: tuple[MenuItem, ...]
    """The pages of the hub about itself."""
    indexes: tuple[Anchor, ...]
    """The listings of all themes and of all municipalities."""
    search: str
    subscribe: str
    map: str
    changes: str
    opml: str
    social: tuple[Anchor, ...]
    organisation: Anchor | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """What the head of a page says."""

    form: str
    address: str
    url: str
    canonical: str
    title: str
    description: str
    lang: str
    noindex: bool
    alternates: tuple[tuple[str, str], ...]
    """Each language that the page exists in, this one among them, with its web address."""
    languages: tuple[MenuItem, ...]
    """This page in each other language; that language's home where it has no such page."""
    feeds: tuple[FeedLink, ...]
    breadcrumbs: tuple[Anchor, ...]
    """From home to the page above this one."""
    json_ld: str
    """schema.org's graph, ready to stand in a script element."""
    image: PictureView | None
    image_url: str
    edit_url: str
    subscription: Subscription | None
    updated: str


def site_view(links: Links) -> SiteView:
    """Return what stands around every page of a language."""
    edition, settings, lang = links.edition, links.edition.settings, links.lang
    forms = {one.form: one.address for one in edition.plan.targets if one.lang == lang}

    def at(form: Form) -> str:
        return edition.href(forms[form]) if form in forms else ""

    return SiteView(
        title=settings.title,
        tagline=settings.tagline,
        lang=lang,
        home=edition.href(_home(lang, settings)),
        menu=tuple(_menu(links)),
        footer=tuple(_footer(links)),
        indexes=tuple(
            found
            for role in (Role.THEMES, Role.MUNICIPALITIES)
            if (found := links.listing_anchor(role))
        ),
        search=at(Form.SEARCH),
        subscribe=at(Form.SUBSCRIBE),
        map=at(Form.MAP),
        changes=edition.href(changes_address(lang, settings)),
        opml=edition.href("/feeds.opml"),
        social=tuple(
            Anchor(title=one.title, href=edition.href(one.url)) for one in settings.social
        ),
        organisation=links.anchor(settings.organisation),
    )


def page_view(target: Target, links: Links) -> PageView:
    """Return what the head of a page says, and the way to it."""
    edition, lang = links.edition, links.lang
    entry = edition.entry_of(target) if target.entry else None
    listing = target.listing
    if entry:
        listing = edition.plan.listing_of.get(entry.key)
    alternates = _alternates(target, entry, links)
    title = _title(target, entry, links)
    trail = _breadcrumbs(target, entry, links)
    image = _image(entry, edition)
    url = edition.url(target.address)
    source = entry.fields.source if entry else None
    updated = updated_at(entry, links.library) if entry else None
    return PageView(
        form=target.form.value,
        address=target.address,
        url=url,
        canonical=source.url if source and source.canonical and source.url else url,
        title=title,
        description=_description(target, entry, links),
        lang=lang,
        noindex=target.form in {Form.NOT_FOUND, Form.SEARCH}
        or bool(entry and (links.library.is_expired(entry) or entry.fields.draft)),
        alternates=tuple((its, edition.url(address)) for its, address in alternates),
        languages=tuple(_languages(dict(alternates), links)),
        feeds=tuple(_feeds(entry, listing, links)),
        breadcrumbs=tuple(trail),
        json_ld=_json_ld(target, entry, title, trail, links),
        image=image,
        image_url=edition.url("/" + image.src.removeprefix(edition.settings.base_path))
        if image
        else "",
        edit_url=_edit_url(entry, edition.settings),
        subscription=subscription(listing, edition) if listing else None,
        updated=updated.isoformat() if updated else "",
    )


def _home(lang: str, settings: Settings) -> str:
    return "/" if lang == settings.lang else f"/{lang}/"


def _menu(links: Links) -> list[MenuItem]:
    """Return the menu: what the settings name, else a link to each kind's listing."""
    edition = links.edition
    chosen = edition.settings.navigation
    if chosen and links.lang == edition.settings.lang:
        return [MenuItem(title=one.title, href=edition.href(one.url)) for one in chosen]
    sections = {one.subject: one for one in links.listings(Role.SECTION)}
    return [
        MenuItem(
            title=sections[kind.folder].title, href=edition.href(sections[kind.folder].address)
        )
        for kind in KINDS
        if kind.folder in sections and sections[kind.folder].members
    ]


def _footer(links: Links) -> list[MenuItem]:
    """Return the pages about the hub itself."""
    pages = [one for one in links.library.entries if not one.kind.in_folder]
    own = [one for one in pages if one.lang == links.lang and not links.library.is_expired(one)]
    return [
        MenuItem(title=one.fields.title, href=links.entry_anchor(one).href)
        for one in sorted(own, key=lambda one: links.library.address(one))
    ]


def _alternates(target: Target, entry: Entry | None, links: Links) -> list[tuple[str, str]]:
    """Return the addresses of a page in each language that has it."""
    library, edition = links.library, links.edition
    if entry:
        return [
            (lang, library.address(library.by_key[entry.kind.folder, entry.slug, lang]))
            for lang in library.languages_of[entry.ref]
        ]
    listing = target.listing
    if listing and target.number == 1:
        return [
            (one.lang, one.address) for one in edition.plan.twins[listing.role, listing.subject]
        ]
    if target.form in {Form.SUBSCRIBE, Form.MAP, Form.SEARCH}:
        return [(one.lang, one.address) for one in edition.plan.of_form[target.form]]
    return [(target.lang, target.address)]


def _languages(addresses: dict[str, str], links: Links) -> list[MenuItem]:
    """Return this page in each other language, or that language's home."""
    settings = links.edition.settings
    return [
        MenuItem(
            title=wording(lang).text("site.language_name"),
            href=links.edition.href(addresses.get(lang, _home(lang, settings))),
            lang=lang,
        )
        for lang in languages_in_use(links.library)
        if lang != links.lang
    ]


def _title(target: Target, entry: Entry | None, links: Links) -> str:
    if entry:
        return entry.fields.title
    if target.listing:
        title = target.listing.title
        if target.number == 1:
            return title
        return links.text("site.listing.page", title=title, number=target.number)
    return links.text(f"site.{target.form.value}.title")


def _description(target: Target, entry: Entry | None, links: Links) -> str:
    if entry:
        return entry.summary
    if target.listing:
        listing = target.listing
        return listing.text or links.text(
            "site.listing.description",
            count=len(listing.members),
            title=listing.title,
            site=links.edition.settings.title,
        )
    return links.text(f"site.{target.form.value}.description", site=links.edition.settings.title)


def _breadcrumbs(target: Target, entry: Entry | None, links: Links) -> list[Anchor]:
    """Return the way from home to a page, without the page itself."""
    settings = links.edition.settings
    if target.listing and target.listing.role is Role.HOME:
        return []
    trail = [
        Anchor(
            title=links.text("site.home.name"),
            href=links.edition.href(_home(links.lang, settings)),
        )
    ]
    above: Anchor | None = None
    if entry:
        above = links.listing_anchor(Role.SECTION, entry.kind.folder)
    elif target.listing:
        parents = {
            Role.YEAR: (Role.SECTION, "events"),
            Role.THEME: (Role.THEMES, ""),
            Role.MUNICIPALITY: (Role.MUNICIPALITIES, ""),
        }
        if target.listing.role in parents:
            above = links.listing_anchor(*parents[target.listing.role])
    return [*trail, above] if above else trail


def _feeds(entry: Entry | None, listing: Listing | None, links: Links) -> list[FeedLink]:
    """Return the feeds and calendars of a page; the hub's own where it has none."""
    edition = links.edition
    own = listing if listing and listing.has_feeds else None
    home = edition.plan.home(links.lang)
    found = []
    for one in dict.fromkeys(filter(None, (own, home))):
        found += [
            FeedLink(type="application/rss+xml", title=one.title, href=edition.href(one.rss)),
            FeedLink(type="application/atom+xml", title=one.title, href=edition.href(one.atom)),
        ]
        if one.has_calendar:
            calendar = edition.href(one.calendar)
            found.append(FeedLink(type="text/calendar", title=one.title, href=calendar))
    if entry and entry.meetings:
        href = edition.href(f"{links.library.address(entry)}event.ics")
        found.insert(0, FeedLink(type="text/calendar", title=entry.fields.title, href=href))
    return found


def _image(entry: Entry | None, edition: Edition) -> PictureView | None:
    image = entry.fields.image if entry else None
    if entry is None or image is None:
        return None
    return picture_view(image.src, image.alt, entry.path, edition)


def _edit_url(entry: Entry | None, settings: Settings) -> str:
    if not entry or not settings.edit_url:
        return ""
    return settings.edit_url.rstrip("/") + "/" + quote(entry.path)


def _json_ld(
    target: Target, entry: Entry | None, title: str, trail: list[Anchor], links: Links
) -> str:
    """Return the page's schema.org graph as JSON that may stand in a script element."""
    edition, library = links.edition, links.library
    graph: list[Schema] = []
    url = edition.url(target.address)
    if entry:
        described = entry.kind.describe(entry.fields, entry, library)
        described["description"] = entry.summary
        image = _image(entry, edition)
        if image:
            base = edition.settings.base_path
            described["image"] = edition.url("/" + image.src.removeprefix(base))
        published, updated = entry.fields.date, updated_at(entry, library)
        if entry.kind.order != "time":
            described["datePublished"] = published and library.instant(published).isoformat()
            described["dateModified"] = updated and updated.isoformat()
        graph.append(described)
    elif target.listing and target.listing.role is Role.HOME:
        graph.append(_website(links))
    else:
        graph.append(
            {
                "@type": "CollectionPage",
                "@id": url,
                "url": url,
                "name": title,
                "inLanguage": links.lang,
            }
        )
    if trail:
        graph.append(_breadcrumb_list(trail, title, url, edition))
    text = json.dumps(
        {"@context": "https://schema.org", "@graph": _without_empty(graph)},
        ensure_ascii=False,
        separators=(",", ":"),
    )
    # An address in it would be there in plain text, which is not how the hub publishes one.
    return _EMAIL.sub(r"\1\\u0040\2", text).translate(_JSON_ESCAPES)


def _website(links: Links) -> Schema:
    settings = links.edition.settings
    owner = links.library.find(settings.organisation, links.lang) if settings.organisation else None
    return {
        "@type": "WebSite",
        "@id": settings.base_url,
        "url": links.edition.url(_home(links.lang, settings)),
        "name": settings.title,
        "description": settings.tagline,
        "inLanguage": links.lang,
        "publisher": owner and {"@type": "Organization", "@id": links.library.url(owner)},
    }


def _breadcrumb_list(trail: list[Anchor], title: str, url: str, edition: Edition) -> Schema:
    """Return schema.org's BreadcrumbList: https://schema.org/BreadcrumbList."""
    base = edition.settings.base_path
    steps = [(one.title, edition.url("/" + one.href.removeprefix(base))) for one in trail]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": item}
            for number, (name, item) in enumerate([*steps, (title, url)], 1)
        ],
    }


def _without_empty(value: Any) -> Any:
    """Drop what says nothing; a list of one is that one."""
    if isinstance(value, dict):
        cleaned = {key: _without_empty(item) for key, item in value.items()}
        return {key: item for key, item in cleaned.items() if item not in (None, "", [], {})}
    if isinstance(value, list | tuple):
        items = [_without_empty(item) for item in value]
        return [item for item in items if item not in (None, "", [], {})]
    return value
