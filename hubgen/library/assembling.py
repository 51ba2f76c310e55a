"""Assembling: from the documents of a hub to its library."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from hubgen import addresses
from hubgen.documents import Documents, Introduction
from hubgen.errors import Problem
from hubgen.fields import Ref
from hubgen.kinds import KINDS
from hubgen.kinds.base import Entry
from hubgen.library.records import Library, Referrer, address_of
from hubgen.library.references import check_owner, check_references
from hubgen.library.twins import without_twins
from hubgen.settings import Settings


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
    entries, problems = without_twins(entries)
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
    problems += check_owner(library, documents)
    return library, tuple(problems)


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
