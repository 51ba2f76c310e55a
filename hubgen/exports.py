"""Exports: what programs read of the whole hub, from the sitemap to the map's data."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime

from hubgen import geodata, opml, places, sitemap, times
from hubgen.addresses import escaped
from hubgen.atlas import Sight
from hubgen.edition import Edition
from hubgen.fields import Ref
from hubgen.kinds.base import Entry
from hubgen.library import Key, address_of
from hubgen.listings import Listing, Role
from hubgen.moments import next_change
from hubgen.order import updated_by_now
from hubgen.plan import Form, Target
from hubgen.views.facets import filter_data
from hubgen.views.links import Links
from hubgen.views.listing import in_order_of_pages
from hubgen.wording import wording

_COLUMNS = (
    "title",
    "url",
    "summary",
    "municipality",
    "province",
    "place",
    "lat",
    "lon",
    "phase",
    "scale",
    "organisations",
    "themes",
)
_MAP_COLUMNS = (
    "kind",
    "title",
    "url",
    "lang",
    "municipality",
    "province",
    "place",
    "lat",
    "lon",
    "organisations",
    "themes",
)
_SECTIONS = {
    Role.HOME: "hub",
    Role.SECTION: "kinds",
    Role.YEAR: "years",
    Role.THEME: "themes",
    Role.MUNICIPALITY: "municipalities",
    Role.AUDIENCE: "audiences",
    Role.ENTRY: "pages",
    Role.CHANGES: "hub",
    Role.DEADLINES: "hub",
}


def practices_geojson(edition: Edition, links: Links) -> bytes:
    """Return the practices that are somewhere as GeoJSON (RFC 7946)."""
    features = []
    for entry, row in _practice_rows(edition, links):
        values = dict(zip(_COLUMNS, row, strict=True))
        lat, lon = values.pop("lat"), values.pop("lon")
        if isinstance(lat, float) and isinstance(lon, float):
            properties = tuple((name, value) for name, value in values.items() if value)
            features.append(geodata.Feature(lat=lat, lon=lon, id=entry.slug, properties=properties))
    return geodata.geojson(features)


def practices_csv(edition: Edition, links: Links) -> bytes:
    """Return all practices as CSV (RFC 4180)."""
    return geodata.csv_table(_COLUMNS, [row for _, row in _practice_rows(edition, links)])


def map_geojson(links: Links) -> bytes:
    """Return the practices, contacts and tools that are on the map as GeoJSON (RFC 7946)."""
    features = []
    for sight in links.hub_atlas.sights:
        if place := sight.place:
            values = zip(_MAP_COLUMNS, _map_row(sight, links), strict=True)
            properties = tuple(
                (name, value) for name, value in values if value and name not in {"lat", "lon"}
            )
            name = f"{sight.entry.kind.folder}/{sight.entry.slug}"
            features.append(
                geodata.Feature(lat=place.lat, lon=place.lon, id=name, properties=properties)
            )
    return geodata.geojson(features)


def map_csv(links: Links) -> bytes:
    """Return the practices, contacts and tools as CSV (RFC 4180), those without a place too."""
    rows = [_map_row(sight, links) for sight in links.hub_atlas.sights]
    return geodata.csv_table(_MAP_COLUMNS, rows)


def listing_filter(listing: Listing, links: Links) -> bytes:
    """Return what the pages of a listing are told apart by, for the browser to narrow it down."""
    data = filter_data(listing, in_order_of_pages(listing, links), links)
    return json.dumps(data, separators=(",", ":")).encode()


def feeds_opml(edition: Edition) -> bytes:
    """Return every feed and calendar but those of single events as OPML 2.0."""
    groups: dict[str, list[opml.Outline]] = {}
    for lang in edition.library.languages:
        text = wording(lang).text
        for listing in edition.plan.listings:
            if listing.lang == lang and (listing.has_feeds or listing.has_calendar):
                title = text(f"site.opml.{_SECTIONS[listing.role]}")
                groups.setdefault(title, []).extend(_outlines(listing, edition))
    return opml.opml(
        edition.settings.title,
        tuple(opml.Group(title=title, outlines=tuple(them)) for title, them in groups.items()),
    )


def sitemaps(edition: Edition) -> Mapping[str, bytes]:
    """Return the sitemap by its address; a large hub has several, and an index of them."""
    library = edition.library
    updates = {one.key: updated_by_now(one, library) for one in library.entries}
    entries = [
        sitemap.SitemapEntry(
            url=edition.url(target.address),
            modified=_modified(target, updates),
            alternates=_alternates(target, edition),
        )
        for target in edition.plan.targets
        if _is_listed(target, edition)
    ]
    files = sitemap.sitemap_files(entries, edition.settings.base_url)
    return {f"/{name}": data for name, data in files.items()}


def robots(edition: Edition) -> bytes:
    """Return the robots.txt (RFC 9309): everything may be read, and where the sitemap is."""
    return sitemap.robots(edition.url("/sitemap.xml"))


def next_build(edition: Edition) -> bytes:
    """Return the next moment at which the hub changes by itself, for what builds it on time.

    `{"next_change": "2024-11-13T14:00:00+01:00"}` (RFC 3339, section 5.6), or null for a hub that
    stays as it is. It says nothing of the moment of the build, so that it changes when that comes.
    """
    change = next_change(edition.library)
    return (json.dumps({"next_change": change and times.rfc3339(change)}) + "\n").encode()


def redirects(edition: Edition) -> bytes:
    """Return the list of old addresses, as static hosts read it: `/old/ /new/ 301`."""
    lines = [
        f"{escaped(edition.href(target.address))} {escaped(edition.href(target.to))} 301\n"
        for target in edition.plan.targets
        if target.form is Form.ALIAS
    ]
    return "".join(lines).encode()


def _map_row(sight: Sight, links: Links) -> tuple[geodata.Value, ...]:
    """Return what the map shows of a page as a row of `_MAP_COLUMNS`: no address of a person."""
    entry, place = sight.entry, sight.place
    return (
        entry.kind.name,
        entry.facts.title,
        links.library.url(entry),
        entry.lang,
        place.municipality if place else "",
        place.province if place else "",
        place.title if place else "",
        place.lat if place else None,
        place.lon if place else None,
        "; ".join(_organisation(one, links) for one in entry.facts.organisations),
        "; ".join(theme.title for theme in links.themes(entry)),
    )


def _organisation(one: Ref | str, links: Links) -> str:
    """Return an organisation's name, as its page says it or as it was written."""
    anchor = links.anchor(one) if isinstance(one, Ref) else None
    return anchor.title if anchor else str(one)


def _practice_rows(edition: Edition, links: Links) -> list[tuple[Entry, tuple[geodata.Value, ...]]]:
    """Return each practice in the site's language as a row of `_COLUMNS`, by address."""
    library = edition.library
    rows: list[tuple[Entry, tuple[geodata.Value, ...]]] = []
    for entry in library.of_kind("practices", library.settings.lang):
        if library.is_expired(entry):
            continue
        facts = entry.facts
        named = [one for one in facts.organisations if isinstance(one, Ref)]
        location = library.location(entry)
        there = places.municipality(location.municipality) if location else None
        rows.append(
            (
                entry,
                (
                    facts.title,
                    library.url(entry),
                    entry.summary,
                    there.title if there else "",
                    there.province if there else "",
                    location.place if location else "",
                    location.lat if location else None,
                    location.lon if location else None,
                    facts.phase,
                    facts.scale,
                    "; ".join(one.title for one in links.anchors(named)),
                    "; ".join(theme.title for theme in links.themes(entry)),
                ),
            )
        )
    return rows


def _outlines(listing: Listing, edition: Edition) -> Iterator[opml.Outline]:
    """Yield a listing's feeds and its calendar."""
    addresses: list[tuple[str, opml.Type]] = []
    if listing.has_feeds:
        addresses += [(listing.rss, "rss"), (listing.atom, "atom"), (listing.json, "json")]
    if listing.has_calendar:
        addresses.append((listing.calendar, "calendar"))
    for address, kind in addresses:
        yield opml.Outline(
            title=listing.title,
            url=edition.url(address),
            page_url=edition.url(listing.page),
            kind=kind,
        )


def _is_listed(target: Target, edition: Edition) -> bool:
    """Tell whether search engines are told of a page."""
    if target.entry:
        entry = edition.entry_of(target)
        facts = entry.facts
        hidden = edition.library.is_expired(entry) or facts.draft or facts.is_elsewhere
        return target.form is Form.ENTRY and not hidden
    return target.form in {Form.LISTING, Form.SUBSCRIBE, Form.MAP, Form.MAP_EVENTS}


def _modified(target: Target, updates: Mapping[Key, datetime | None]) -> datetime | None:
    """Return when a page last changed: a listing did when one of its pages did."""
    keys = target.listing.members if target.listing else [target.entry] if target.entry else []
    return max((when for key in keys if (when := updates[key])), default=None)


def _alternates(target: Target, edition: Edition) -> tuple[tuple[str, str], ...]:
    """Return a page's address in each language, where there is more than one."""
    library = edition.library
    if not target.entry:
        return ()
    entry = edition.entry_of(target)
    languages = library.languages_of[entry.ref]
    if len(languages) == 1:
        return ()
    return tuple(
        (lang, edition.url(address_of(entry.kind, entry.slug, lang, library.settings)))
        for lang in languages
    )
