"""Subjects: the listings of what pages are about: themes, municipalities, audiences."""

from collections.abc import Iterator, Mapping

from hubgen import addresses, places
from hubgen.kinds.base import Entry
from hubgen.library import Key, Library
from hubgen.listings.order import in_places, keys_of
from hubgen.listings.records import Listing, Role
from hubgen.wording import wording


def themes(
    entries: list[Entry], lang: str, library: Library, places_of: Mapping[Key, int]
) -> Iterator[Listing]:
    """Yield a listing for each theme that something belongs to, and one of all themes."""
    members: dict[str, list[Entry]] = {}
    for one in entries:
        for slug in dict.fromkeys(one.facts.themes):
            members.setdefault(slug, []).append(one)
    found = [
        Listing(
            role=Role.THEME,
            address=library.at(lang, "themes", theme.slug),
            lang=lang,
            title=theme.title,
            text=theme.text,
            subject=theme.slug,
            members=keys_of(members[theme.slug]),
            shown=in_places(members[theme.slug], places_of),
        )
        for theme in library.settings.themes
        if theme.slug in members
    ]
    yield from _with_index(found, Role.THEMES, "themes", lang, library)


def municipalities(
    entries: list[Entry], lang: str, library: Library, places_of: Mapping[Key, int]
) -> Iterator[Listing]:
    """Yield a listing for each municipality that something is in, and one of all of them."""
    members: dict[str, list[Entry]] = {}
    for one in entries:
        for slug in library.municipalities_of(one):
            members.setdefault(slug, []).append(one)
    found = [
        Listing(
            role=Role.MUNICIPALITY,
            address=library.at(lang, "municipalities", there.slug),
            lang=lang,
            title=there.title,
            subject=there.slug,
            members=keys_of(members[there.slug]),
            shown=in_places(members[there.slug], places_of),
        )
        for there in places.municipalities()
        if there.slug in members
    ]
    yield from _with_index(found, Role.MUNICIPALITIES, "municipalities", lang, library)


def audiences(
    entries: list[Entry], lang: str, library: Library, places_of: Mapping[Key, int]
) -> Iterator[Listing]:
    """Yield a listing for each audience; those with one slug are one audience."""
    names: dict[str, str] = {}
    members: dict[str, dict[Key, Entry]] = {}
    for one in entries:
        for name in one.facts.audience:
            if slug := addresses.slugify(name):
                names.setdefault(slug, name)
                members.setdefault(slug, {})[one.key] = one
    for slug in sorted(members):
        yield Listing(
            role=Role.AUDIENCE,
            address=library.at(lang, "audiences", slug),
            lang=lang,
            title=wording(lang).text("site.listing.audience", audience=names[slug]),
            subject=slug,
            members=tuple(members[slug]),
            shown=in_places(members[slug].values(), places_of),
        )


def _with_index(
    found: list[Listing], role: Role, folder: str, lang: str, library: Library
) -> Iterator[Listing]:
    """Yield listings and, if there are any, the page that lists them."""
    if found:
        yield Listing(
            role=role,
            address=library.at(lang, folder),
            lang=lang,
            title=wording(lang).text(f"site.listing.{folder}"),
            has_feeds=False,
        )
        yield from found
