"""The frame: what stands in the head of every page, and around it."""

from dataclasses import dataclass, field
from urllib.parse import quote

from hubgen.edition import Edition
from hubgen.kinds import KINDS
from hubgen.kinds.base import Entry
from hubgen.library import home_address
from hubgen.listings import Role
from hubgen.order import updated_at
from hubgen.plan import Form, Target, social_card_address
from hubgen.policy import page_policy
from hubgen.social import HEIGHT, WIDTH, SocialCard
from hubgen.views.json_ld import json_ld
from hubgen.views.links import Links
from hubgen.views.pictures import PictureView, entry_picture
from hubgen.views.records import Anchor
from hubgen.views.social_card import social_card
from hubgen.views.subscribe import FeedLink, Offer
from hubgen.wording import wording


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuItem:
    """A link in the menu."""

    title: str
    href: str
    lang: str = ""


# There is one of each language, which is itself and no other: what is made of it is found by it.
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SiteView:
    """What is the same on every page of a language."""

    title: str
    tagline: str
    lang: str
    home: str
    menu: tuple[MenuItem, ...]
    # Not in its `repr`, by which a site is known: a process walks through a set in an order of its
    # own, and the menu says the same.
    places: frozenset[str] = field(repr=False)
    """Where the menu leads."""
    footer: tuple[MenuItem, ...]
    """The pages of the hub about itself."""
    indexes: tuple[Anchor, ...]
    """The listings of all themes and of all municipalities."""
    zone: str
    """The zone that days are counted in."""
    search: str
    subscribe: str
    map: str
    changes: str
    opml: str
    social: tuple[Anchor, ...]
    organisation: Anchor | None
    policy: str
    """What a page may fetch: its Content-Security-Policy."""
    said_in: str
    """The language of what the settings say, where that is not the page's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SocialImage:
    """The picture that stands for a page where somebody shares it."""

    url: str
    alt: str
    width: int
    height: int


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
    social: SocialImage | None
    """The picture that stands for the page where somebody shares it."""
    edit_url: str
    offer: Offer
    """What the page offers to follow."""
    updated: str


_ONCE = frozenset({Form.SUBSCRIBE, Form.GUIDE, Form.MAP, Form.MAP_EVENTS, Form.SEARCH})
"""Pages that each language has once."""


def site_view(links: Links) -> SiteView:
    """Return what stands around every page of a language."""
    edition, settings, lang = links.edition, links.edition.settings, links.lang
    forms = {one.form: one.address for one in edition.plan.targets if one.lang == lang}

    def at(form: Form) -> str:
        return edition.href(forms[form]) if form in forms else ""

    menu = tuple(_menu(links, at(Form.MAP)))
    return SiteView(
        title=settings.title,
        tagline=settings.tagline,
        lang=lang,
        home=edition.href(home_address(lang, settings)),
        menu=menu,
        places=frozenset(one.href for one in menu),
        footer=tuple(_footer(links, at(Form.GUIDE))),
        indexes=tuple(
            found
            for role in (Role.THEMES, Role.MUNICIPALITIES)
            if (found := links.listing_anchor(role))
        ),
        zone=settings.timezone,
        search=at(Form.SEARCH),
        subscribe=at(Form.SUBSCRIBE),
        map=at(Form.MAP),
        changes=edition.href(edition.plan.in_language(Role.CHANGES, lang).rss),
        opml=edition.href("/feeds.opml"),
        social=tuple(
            Anchor(title=one.title, href=edition.href(one.url)) for one in settings.social
        ),
        organisation=links.anchor(settings.organisation),
        policy=page_policy(settings),
        said_in=links.settings_lang,
    )


def page_view(target: Target, links: Links) -> PageView:
    """Return what the head of a page says, and the way to it."""
    edition, lang = links.edition, links.lang
    entry = edition.entry_of(target) if target.entry else None
    alternates = _alternates(target, entry, links)
    title = _title(target, entry, links)
    trail = _breadcrumbs(target, entry, links)
    image = entry_picture(entry, edition)
    url = edition.url(target.address)
    source = entry.fields.source if entry else None
    updated = updated_at(entry) if entry else None
    return PageView(
        form=target.form.value,
        address=target.address,
        url=url,
        canonical=source.url if source and source.canonical and source.url else url,
        title=title,
        description=_description(target, entry, links),
        lang=lang,
        noindex=target.form in {Form.NOT_FOUND, Form.SEARCH, Form.GUIDE}
        or bool(entry and (links.library.is_expired(entry) or entry.facts.draft)),
        alternates=tuple((its, edition.url(address)) for its, address in alternates),
        languages=tuple(_languages(dict(alternates), links)),
        feeds=links.following.feed_links(target),
        breadcrumbs=tuple(trail),
        json_ld=json_ld(target, entry, title, trail, links),
        image=image,
        social=_social(target, image, links),
        edit_url=_edit_url(target, edition),
        offer=links.following.offer(target),
        updated=updated.isoformat() if updated else "",
    )


def card_of(page: Target, links: Links) -> SocialCard:
    """Return what the social card of a page says."""
    entry = links.edition.entry_of(page) if page.entry else None
    return social_card(page, _title(page, entry, links), links)


def _social(target: Target, image: PictureView | None, links: Links) -> SocialImage | None:
    """Return a page's social card or, of a hub without cards, the page's own picture.

    The card goes first: it says what and when, and has the shape that it is shown in.
    """
    edition = links.edition
    page = target.listing.address if target.listing else target.address
    planned = edition.plan.by_address.get(social_card_address(page))
    if planned is None:
        if image is None:
            return None
        url = edition.url("/" + image.src.removeprefix(edition.settings.base_path))
        return SocialImage(url=url, alt=image.alt, width=image.width, height=image.height)
    said = card_of(edition.plan.by_address[planned.to], links).said
    return SocialImage(url=edition.url(planned.address), alt=said, width=WIDTH, height=HEIGHT)


def _menu(links: Links, country: str) -> list[MenuItem]:
    """Return the menu: what the settings name, else each kind's listing, and the map, if any."""
    edition = links.edition
    chosen = edition.settings.navigation
    if chosen and links.lang == edition.settings.lang:
        return [MenuItem(title=one.title, href=edition.href(one.url)) for one in chosen]
    sections = {one.subject: one for one in links.listings(Role.SECTION)}
    items = [
        MenuItem(
            title=sections[kind.folder].title, href=edition.href(sections[kind.folder].address)
        )
        for kind in KINDS
        if kind.folder in sections and sections[kind.folder].members
    ]
    if links.has_map:
        items.append(MenuItem(title=links.text("site.map.title"), href=country))
    return items


def _footer(links: Links, guide: str) -> list[MenuItem]:
    """Return the pages about the hub itself, and the guide for editors if the hub asks for it."""
    pages = [one for one in links.library.entries if not one.kind.in_folder]
    own = [one for one in pages if one.lang == links.lang and not links.library.is_expired(one)]
    found = [
        MenuItem(title=one.facts.title, href=links.entry_anchor(one).href)
        for one in sorted(own, key=lambda one: links.library.address(one))
    ]
    if links.edition.settings.guide:
        found.append(MenuItem(title=links.text("site.guide.title"), href=guide))
    return found


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
    if target.form in _ONCE:
        return [(one.lang, one.address) for one in edition.plan.of_form[target.form]]
    return [(target.lang, target.address)]


def _languages(addresses: dict[str, str], links: Links) -> list[MenuItem]:
    """Return this page in each other language, or that language's home."""
    settings = links.edition.settings
    return [
        MenuItem(
            title=wording(lang).text("site.language_name"),
            href=links.edition.href(addresses.get(lang, home_address(lang, settings))),
            lang=lang,
        )
        for lang in links.library.languages
        if lang != links.lang
    ]


def _title(target: Target, entry: Entry | None, links: Links) -> str:
    if entry:
        return entry.facts.title
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
    phrase = f"site.{target.form.value}.description"
    if target.form is Form.NOT_FOUND and not links.edition.settings.search:
        phrase = "site.not-found.description_without_search"
    return links.text(phrase, site=links.edition.settings.title)


def _breadcrumbs(target: Target, entry: Entry | None, links: Links) -> list[Anchor]:
    """Return the way from home to a page, without the page itself."""
    settings = links.edition.settings
    if target.listing and target.listing.role is Role.HOME:
        return []
    trail = [
        Anchor(
            title=links.text("site.home.name"),
            href=links.edition.href(home_address(links.lang, settings)),
        )
    ]
    above: Anchor | None = None
    if entry:
        above = links.listing_anchor(Role.SECTION, entry.kind.folder)
    elif target.listing:
        parents = {
            Role.YEAR: (Role.SECTION, "events"),
            Role.MONTH: (Role.SECTION, "events"),
            Role.THEME: (Role.THEMES, ""),
            Role.MUNICIPALITY: (Role.MUNICIPALITIES, ""),
        }
        if target.listing.role in parents:
            above = links.listing_anchor(*parents[target.listing.role])
    return [*trail, above] if above else trail


def _edit_url(target: Target, edition: Edition) -> str:
    """Return where a page's own file is edited; nothing for a page that no file says."""
    path = edition.path_of(target)
    if not path or not edition.settings.edit_url:
        return ""
    return edition.settings.edit_url.rstrip("/") + "/" + quote(path)
