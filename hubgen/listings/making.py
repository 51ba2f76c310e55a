"""Making: every listing of a hub."""

from collections.abc import Iterator, Mapping

from hubgen.fields import Ref
from hubgen.kinds import KINDS
from hubgen.kinds.base import Entry
from hubgen.library import Key, Library, section_path
from hubgen.listings.agenda import changes_and_deadlines, months, years
from hubgen.listings.counts import counts_of, with_contents
from hubgen.listings.order import in_places, keys_of, places_by_kind
from hubgen.listings.records import Listing, Role
from hubgen.listings.subjects import audiences, municipalities, themes
from hubgen.order import is_past
from hubgen.wording import wording


def make_listings(library: Library) -> Iterator[Listing]:
    """Yield every listing of every language."""
    for lang in library.settings.languages:
        entries = [
            one for one in library.entries if one.lang == lang and not library.is_expired(one)
        ]
        if lang != library.settings.lang and not entries:
            continue
        places_of = places_by_kind(entries, library)
        counts = counts_of(entries, library)
        for listing in (
            _home(entries, lang, library),
            *_sections(entries, lang, library, places_of),
            *years(entries, lang, library),
            *months(entries, lang, library),
            *themes(entries, lang, library, places_of),
            *municipalities(entries, lang, library, places_of),
            *audiences(entries, lang, library, places_of),
            *_collections(entries, lang, library),
        ):
            yield with_contents(listing, library, counts)
        yield from changes_and_deadlines(entries, lang, library)


def _home(entries: list[Entry], lang: str, library: Library) -> Listing:
    listed = [one for one in entries if one.kind.in_folder]
    settings = library.settings
    return Listing(
        role=Role.HOME,
        address=library.at(lang),
        lang=lang,
        title=settings.title,
        text=settings.tagline,
        members=keys_of(listed),
    )


def _sections(
    entries: list[Entry], lang: str, library: Library, places_of: Mapping[Key, int]
) -> Iterator[Listing]:
    """Yield the listing of each kind that has pages, and that of events always."""
    words = wording(lang)
    of_kind: dict[str, list[Entry]] = {}
    for one in entries:
        of_kind.setdefault(one.kind.folder, []).append(one)
    for kind in KINDS:
        listed = of_kind.get(kind.folder, [])
        introduction = library.introductions.get((kind.folder, lang))
        always = kind.order == "time" or introduction is not None
        if not kind.in_folder or not (listed or always):
            continue
        section = library.settings.sections.get(kind.folder)
        title = section.title if section and lang == library.settings.lang else ""
        shown = [one for one in listed if not is_past(one, library)]
        yield Listing(
            role=Role.SECTION,
            address=library.at(lang, section_path(kind, library.settings)),
            lang=lang,
            title=(introduction and introduction.title)
            or title
            or words.text(f"site.kinds.{kind.folder}"),
            text=introduction.summary if introduction else "",
            subject=kind.folder,
            members=keys_of(listed),
            shown=in_places(shown, places_of),
        )


def _collections(entries: list[Entry], lang: str, library: Library) -> Iterator[Listing]:
    """Yield the listing that the page of a programme, organisation or person is."""
    in_lang = {one.ref: one for one in entries}
    for one in entries:
        if not one.kind.collects:
            continue
        members: dict[Key, Entry] = {}
        for who in library.referrers.get(one.ref, ()):
            member = in_lang.get(Ref(who.folder, who.slug))
            if member and who.role in one.kind.collects:
                members[member.key] = member
        if members:
            yield Listing(
                role=Role.ENTRY,
                address=library.address(one),
                lang=lang,
                title=one.facts.title,
                text=one.facts.summary,
                subject=one.slug,
                entry=one.key,
                members=keys_of(members.values()),
            )
