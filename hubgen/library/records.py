"""The library as a record, and where in the site a page is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from hubgen import addresses, places, times
from hubgen.documents import Introduction
from hubgen.fields import Ref
from hubgen.kinds.base import Entry, Kind
from hubgen.kinds.whereabouts import Location
from hubgen.notes import Notes
from hubgen.settings import Settings
from hubgen.turns import instant

# The fields that say whose a page is.
_OWNERS = frozenset({"organisation", "organiser", "partners"})

Key = tuple[str, str, str]
"""An entry's kind's folder, slug and language."""


@dataclass(frozen=True, slots=True, order=True)
class Referrer:
    """A page that refers to another, and the field in which it does."""

    folder: str
    slug: str
    role: str
    """The field's name; `text` for a link in the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Every entry that is published at `now`. Relations are kept as references, not as objects."""

    settings: Settings
    now: datetime
    """In the site's zone."""
    entries: tuple[Entry, ...]
    """In order of kind, slug and language."""
    by_key: Mapping[Key, Entry]
    languages: tuple[str, ...]
    """The languages that the hub has pages in, its own first."""
    languages_of: Mapping[Ref, tuple[str, ...]]
    """The languages that a page exists in, the site's first."""
    unpublished: Mapping[Ref, str]
    """The titles of pages that exist and are not published: drafts, and those of the future."""
    unpublished_addresses: frozenset[str]
    to_appear: tuple[datetime, ...]
    """When pages of the future will be published, sorted."""
    by_path: Mapping[str, Ref]
    """Every page's reference by the path of its file, unpublished ones too."""
    referrers: Mapping[Ref, tuple[Referrer, ...]]
    introductions: Mapping[tuple[str, str], Introduction]
    """By kind's folder and language."""
    unsound: tuple[Entry, ...]
    """What is left of pages with problems; none of it is published."""
    prefixes: Mapping[tuple[str, str], str]
    """What the addresses of a kind begin with, by its folder and language."""
    bundles: Mapping[str, Ref]
    """The folders that hold one page and its images."""
    asked: frozenset[str] | None = None
    """The files whose problems are asked for; None for those of all."""
    newest: tuple[Key, ...] | None = None
    """Every page with a date, the newest first, where somebody worked that out. Ask `feeds`."""
    until: float | None = None
    """When anything of it changes next, in seconds since 1970, where somebody worked that out; it
    is infinite for a hub that stays as it is. Ask `moments`."""
    notes: Notes | None = None
    """Takes notes of what is asked of the time, where somebody wants to know; see `noting`."""

    @property
    def checked(self) -> tuple[Entry, ...]:
        """All entries that are looked at for problems."""
        return tuple(one for one in (*self.entries, *self.unsound) if self.is_asked(one))

    def is_asked(self, entry: Entry) -> bool:
        """Tell whether somebody asked for the problems of a page."""
        return self.asked is None or entry.path in self.asked

    def find(self, ref: Ref, lang: str) -> Entry | None:
        """Return the published page that a reference means, in that language if it can be."""
        languages = self.languages_of.get(Ref(ref.folder, ref.slug))
        if not languages:
            return None
        best = lang if lang in languages else languages[0]
        return self.by_key[ref.folder, ref.slug, best]

    def address(self, entry: Entry) -> str:
        """Return where an entry is published: `/events/x/`."""
        prefix = self.prefixes.get((entry.kind.folder, entry.lang))
        if prefix and entry.slug:
            return f"{prefix}{entry.slug}/"
        return address_of(entry.kind, entry.slug, entry.lang, self.settings)

    def url(self, entry: Entry) -> str:
        """Return an entry's whole web address."""
        return addresses.absolute(self.settings.base_url, self.address(entry))

    def at(self, lang: str, *parts: str) -> str:
        """Return the address of a folder in a language's part of the site."""
        return addresses.folder_address(language_prefix(lang, self.settings), *parts)

    def of_kind(self, folder: str, lang: str) -> list[Entry]:
        """Return the entries of a kind in a language, by slug."""
        return [one for one in self.entries if one.kind.folder == folder and one.lang == lang]

    def is_expired(self, entry: Entry) -> bool:
        """Tell whether a page says that it is outdated, and is in no listing."""
        expires = entry.facts.expires
        if expires is None:
            return False
        self.note("expired", entry)
        return expires <= self.now

    def now_for(self, entry: Entry) -> datetime:
        """Return `now`, for who says of a page how far time has gone by for it.

        Whatever is made for publication asks for it here, or asks something that notes a smaller
        part of that: `is_expired`, `order.is_past`.
        """
        self.note("phase", entry)
        return self.now

    def note(self, sort: str, entry: Entry) -> None:
        """Note what was asked of the time for a page."""
        if self.notes is not None:
            self.notes.take((sort, *entry.key))

    def instant(self, moment: times.When) -> datetime:
        """Return a moment as an instant; a day is its midnight in the site's zone."""
        return instant(moment, self.settings)

    def location(self, entry: Entry) -> Location | None:
        """Return where an entry is, with the coordinates of its municipality if it has no own."""
        found = entry.facts.where
        return self.with_coordinates(found) if found else None

    def with_coordinates(self, location: Location) -> Location:
        """Return a location with the coordinates of its municipality if it has no own."""
        if location.lat is not None or not location.municipality:
            return location
        there = places.municipality(location.municipality)
        if not there:
            return location
        return location.model_copy(update={"lat": there.lat, "lon": there.lon})

    def municipalities_of(self, entry: Entry) -> tuple[str, ...]:
        """Return the slugs of the municipalities that a page belongs to, sorted.

        It belongs to the one where it is, and to those whose own organisation it names.
        """
        names = {entry.facts.municipality}
        for path, ref in entry.facts.refs:
            owner = self.find(ref, entry.lang) if path[0] in _OWNERS else None
            if owner:
                names.add(owner.facts.governs)
        return tuple(sorted(there.slug for name in names if (there := places.municipality(name))))


def section_path(kind: Kind, settings: Settings) -> str:
    """Return the folder of a kind's addresses: its own name, or the one in the settings."""
    section = settings.sections.get(kind.folder)
    return (section and section.path) or kind.folder


def language_prefix(lang: str, settings: Settings) -> str:
    """Return the first folder of a language's addresses: none for the site's own."""
    return "" if lang == settings.lang else lang


def home_address(lang: str, settings: Settings) -> str:
    """Return where a language's home is."""
    return addresses.folder_address(language_prefix(lang, settings))


def address_of(kind: Kind, slug: str, lang: str, settings: Settings) -> str:
    """Return the address of a page of a kind."""
    folder = section_path(kind, settings) if kind.in_folder else ""
    return addresses.folder_address(language_prefix(lang, settings), folder, slug)
