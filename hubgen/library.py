"""The library: every published entry, where it is, and what refers to what."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from itertools import chain
from types import MappingProxyType

from hubgen import addresses, places, times
from hubgen.documents import Documents, Introduction
from hubgen.errors import Problem
from hubgen.fields import Ref
from hubgen.findings import Finding, finding, warning
from hubgen.kinds import KINDS
from hubgen.kinds.base import Entry, Kind
from hubgen.kinds.whereabouts import Location
from hubgen.notes import Notes
from hubgen.settings import PATH as SETTINGS_FILE
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


def linked_in_text(entry: Entry, by_path: Mapping[str, Ref]) -> Iterator[Ref]:
    """Yield each other page that an entry's texts link to by its file, as often as they do."""
    for path in entry.facts.linked:
        linked = by_path.get(path)
        if linked and linked != entry.ref:
            yield linked


def assemble(
    documents: Documents,
    settings: Settings,
    *,
    now: datetime,
    drafts: bool = False,
    asked: frozenset[str] | None = None,
) -> tuple[Library, tuple[Problem, ...]]:
    """Return the library of what is published at `now`, and every problem between pages.

    With `drafts`, drafts and pages of the future are published too. With `asked` it is for the
    problems of those files alone: it says of no page what refers to it.
    """
    place = {kind.folder: number for number, kind in enumerate(KINDS)}
    entries = sorted(
        documents.entries,
        key=lambda one: (place[one.kind.folder], one.slug, one.lang, one.path),
    )
    entries, problems = _without_twins(entries)
    shown = [one for one in entries if drafts or _is_public(one, now)]
    public = {one.ref for one in shown if not one.is_translation}
    shown = [one for one in shown if one.ref in public or not one.is_translation]
    languages = languages_of(shown, settings)
    by_path = {one.path: one.ref for one in entries}
    library = Library(
        settings=settings,
        now=now.astimezone(settings.zone),
        entries=tuple(shown),
        by_key=MappingProxyType({one.key: one for one in shown}),
        languages=_languages_in_use(shown, settings),
        languages_of=MappingProxyType(languages),
        unpublished=MappingProxyType(
            # The original is named last, so that its title stays.
            {
                one.ref: one.facts.title
                for one in sorted(entries, key=lambda one: not one.is_translation)
                if one.ref not in languages
            }
        ),
        unpublished_addresses=frozenset(
            address_of(one.kind, one.slug, one.lang, settings)
            for one in entries
            if one.ref not in languages
        ),
        to_appear=tuple(sorted(_to_appear(entries, now))),
        by_path=MappingProxyType(by_path),
        referrers=MappingProxyType(_referrers(shown, by_path) if asked is None else {}),
        introductions=MappingProxyType(introductions_of(documents)),
        unsound=documents.unsound,
        asked=asked,
        prefixes=MappingProxyType(prefixes_of(settings)),
        bundles=MappingProxyType(bundles_of(entries)),
    )
    judged = [one for one in (*entries, *documents.unsound) if library.is_asked(one)]
    problems += check_references(library, judged, documents)
    slugs = _slugs_by_folder(by_path.values()).get("organisations", [])
    problems += _about_owner(library, slugs, documents.broken)
    return library, tuple(problems)


def check_references(
    library: Library, entries: Iterable[Entry], documents: Documents
) -> Iterator[Problem]:
    """Yield the references and themes of entries that lead nowhere."""
    slugs = _slugs_by_folder(library.by_path.values())
    themes = [theme.slug for theme in library.settings.themes]
    for one in entries:
        if not one.is_translation:  # what a translation refers to is its original's
            for found in _about(one, library, slugs, themes, documents.broken):
                yield found.locate(one.path, one.matter)


def languages_of(entries: Iterable[Entry], settings: Settings) -> dict[Ref, tuple[str, ...]]:
    """Return the languages that pages exist in, the site's first; see `Library`."""
    found: dict[Ref, tuple[str, ...]] = {}
    known = list(entries)
    for lang in settings.languages:
        for one in known:
            if one.lang == lang:
                found[one.ref] = (*found.get(one.ref, ()), lang)
    return found


def introductions_of(documents: Documents) -> dict[tuple[str, str], Introduction]:
    """Return what stands above listings, by kind's folder and language."""
    return {(one.folder, one.lang): one for one in documents.introductions}


def prefixes_of(settings: Settings) -> dict[tuple[str, str], str]:
    """Return what the addresses of kinds begin with; see `Library`."""
    return {
        (kind.folder, lang): address_of(kind, "", lang, settings)
        for kind in KINDS
        for lang in settings.languages
    }


def bundles_of(entries: Iterable[Entry]) -> dict[str, Ref]:
    """Return the folders that hold one page and its images."""
    return {
        addresses.parent_path(one.path): one.ref
        for one in entries
        if one.path.rsplit("/", 1)[1].startswith("index.")
    }


def _languages_in_use(entries: Iterable[Entry], settings: Settings) -> tuple[str, ...]:
    used = {one.lang for one in entries} | {settings.lang}
    return tuple(lang for lang in settings.languages if lang in used)


def _is_public(entry: Entry, now: datetime) -> bool:
    """Tell whether a page is neither a draft nor of the future."""
    facts = entry.facts
    return not facts.draft and (facts.date is None or facts.date <= now)


def _to_appear(entries: Sequence[Entry], now: datetime) -> Iterator[datetime]:
    """Yield when each page that is not published at `now`, and is no draft, will be."""
    for one in entries:
        if not one.facts.draft and one.facts.date is not None and one.facts.date > now:
            yield one.facts.date


def _without_twins(entries: Sequence[Entry]) -> tuple[list[Entry], list[Problem]]:
    """Return the entries, the first of those with one slug, and problems for the others.

    Pages with one UID are a problem too.
    """
    problems: list[Problem] = []
    by_key: dict[Key, Entry] = {}
    by_ref: dict[Ref, Entry] = {}
    by_uid: dict[str, Entry] = {}
    for one in entries:
        # A page in another language is a translation only if its file stands beside the original.
        first = one if one.is_translation else by_ref.setdefault(one.ref, one)
        if first is not one:
            year = f"{one.meetings[0].start:%Y}" if one.meetings else "2"
            found = finding(
                ("slug",) if one.fields.slug else (),
                "slug-twice",
                slug=one.slug,
                other=first.path,
                right=f"{one.slug}-{year}",
            )
            problems.append(found.locate(one.path, one.matter))
            continue
        by_key.setdefault(one.key, one)
        owner = one if one.is_translation else _owner(one, by_uid)
        if owner is not one:
            found = finding(("uid",), "uid-twice", value=one.uid, other=owner.path)
            problems.append(found.locate(one.path, one.matter))
    return list(by_key.values()), problems


def _owner(entry: Entry, by_uid: dict[str, Entry]) -> Entry:
    """Return the page that has one of an entry's UIDs already, else itself, whose they are now."""
    uids = entry.facts.uids
    taken = next((by_uid[uid] for uid in uids if uid in by_uid), entry)
    for uid in uids:
        by_uid.setdefault(uid, entry)
    return taken


def _referrers(
    entries: Iterable[Entry], by_path: Mapping[str, Ref]
) -> dict[Ref, tuple[Referrer, ...]]:
    """Return who refers to each page, in order, each page and field once."""
    # Plain tuples, which Python compares many times as quickly as records.
    found: dict[tuple[str, str], set[tuple[int, str, str, str]]] = {}
    order = {kind.folder: number for number, kind in enumerate(KINDS)}
    for one in entries:
        folder, slug = one.ref.folder, one.ref.slug
        place = order[folder]
        for path, ref in one.facts.refs:
            who = (place, slug, str(path[0]), folder)
            found.setdefault((ref.folder, ref.slug), set()).add(who)
        for linked in linked_in_text(one, by_path):
            who = (place, slug, "text", folder)
            found.setdefault((linked.folder, linked.slug), set()).add(who)
    return {
        Ref(*name): tuple(
            Referrer(folder, slug, role) for _, slug, role, folder in sorted(referrers)
        )
        for name, referrers in found.items()
    }


def _slugs_by_folder(refs: Iterable[Ref]) -> dict[str, list[str]]:
    found: dict[str, set[str]] = {}
    for ref in refs:
        found.setdefault(ref.folder, set()).add(ref.slug)
    return {folder: sorted(slugs) for folder, slugs in found.items()}


def _about(
    entry: Entry,
    library: Library,
    slugs: Mapping[str, list[str]],
    themes: list[str],
    broken: AbstractSet[Ref],
) -> list[Finding]:
    """Find references and themes of an entry that lead nowhere."""
    found: list[Finding] = []
    folder, slug = entry.ref.folder, entry.ref.slug
    for path, ref in entry.facts.refs:
        if (ref.slug != slug or ref.folder != folder) and ref in library.languages_of:
            continue  # as nearly all of them; what is strict is what is looked up
        plain = Ref(ref.folder, ref.slug)
        if plain in library.unpublished:
            found.append(warning(path, "unpublished-reference", value=ref.slug))
        elif plain == entry.ref:
            found.append(finding(path, "refers-to-itself"))
        elif ref.strict and plain not in library.languages_of and plain not in broken:
            found.append(_unknown(path, ref, slugs.get(ref.folder, [])))
    for number, theme in enumerate(entry.facts.themes):
        if theme not in themes:
            several = [one.strip() for one in theme.replace(";", ",").split(",") if one.strip()]
            if themes and len(several) > 1:
                meant = [*chain(*(get_close_matches(one, themes, n=1) or [one] for one in several))]
                right = f"[{', '.join(meant)}]"
                found.append(finding(("themes", number), "themes-in-one", value=theme, right=right))
                continue
            near = get_close_matches(theme, themes, n=1, cutoff=0.6)
            code = "unknown-theme-near" if near else "unknown-theme" if themes else "no-themes"
            known = near[0] if near else ", ".join(themes)
            found.append(finding(("themes", number), code, value=theme, known=known))
    return found


def _about_owner(library: Library, slugs: list[str], broken: AbstractSet[Ref]) -> Iterator[Problem]:
    """Find that the organisation that the settings name is not there, or not published yet."""
    owner = library.settings.organisation
    if owner is None or owner in library.languages_of or owner in broken:
        return
    found = _unknown(("organisation",), owner, slugs)
    if owner in library.unpublished:
        found = warning(("organisation",), "unpublished-reference", value=owner.slug)
    yield Problem(
        path=SETTINGS_FILE,
        field="organisation",
        code=found.code,
        values=found.values,
        severity=found.severity,
    )


def _unknown(path: tuple[str | int, ...], ref: Ref, slugs: list[str]) -> Finding:
    """Say that no page is meant, and name the nearest one."""
    near = get_close_matches(addresses.slugify(ref.slug), slugs, n=1, cutoff=0.6)
    file = f"content/{ref.folder}/{addresses.slugify(ref.slug) or ref.slug}.md"
    if near:
        return finding(path, "unknown-reference-near", value=ref.slug, near=near[0], file=file)
    return finding(path, "unknown-reference", value=ref.slug, file=file)
