"""A page's file, and its translations, to valid entries or the problems in them."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from html import unescape
from pathlib import PurePosixPath

from hubgen import addresses
from hubgen.documents import INDEX, Documents, Introduction, names_of
from hubgen.errors import BuildFailed, ContentError, Problem, problem
from hubgen.facts import facts_of
from hubgen.fields import Fields, Line, Ref, Slug
from hubgen.findings import (
    Finding,
    finding,
    read_fields,
    salvage,
    unreadable_fields,
    warning,
)
from hubgen.frontmatter import FrontMatter, Tree, glean, said_once
from hubgen.kinds import KINDS, kind_of
from hubgen.kinds.base import Entry, Kind, Meeting
from hubgen.kinds.fields import Page
from hubgen.markup import convert
from hubgen.proofreading.judging import judged, silencings
from hubgen.proofreading.readings import proofread
from hubgen.settings import Settings
from hubgen.sources import Source
from hubgen.templates import blanks_left
from hubgen.texts import Converter, body_of, problems_in, texts_of
from hubgen.translations import contradictions, merged_with

LONGEST_SUMMARY = 160
_LANGUAGE = re.compile(r"[a-z]{2}")
_ENTITY = re.compile(r"&(#\d+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);")


class _Introduction(Fields):
    """The fields of a listing's `_index.md`."""

    title: Line = ""
    summary: Line = ""
    slug: Slug | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Name:
    """What a file's path says of its page."""

    folder: str
    slug: str
    suffix: str
    """The language before the ending; empty for none."""
    raw: str
    """The name that the slug was made from."""


@dataclass(frozen=True, slots=True)
class _Given:
    """What pages are read with."""

    settings: Settings
    convert: Converter

    def glean(self, source: Source) -> FrontMatter:
        """Return what can be read for certain of a page's front matter; see `frontmatter.glean`."""
        most = self.settings.limits.front_matter
        return glean(source.text, path=source.path, most=most)


def read_documents(
    groups: Iterable[Sequence[Source]], settings: Settings, converter: Converter = convert
) -> Documents:
    """Return the entries of files, each group being a page and its translations.

    Every problem in every file is returned with them, warnings among them. Nothing here looks at
    another page, so groups may be read in any order and by any process.
    """
    given = _Given(settings, converter)
    entries: list[Entry] = []
    unsound: list[Entry] = []
    introductions: list[Introduction] = []
    problems: list[Problem] = []
    broken: set[Ref] = set()
    for group in groups:
        read_ones: list[Entry] = []
        try:
            if _is_introduction(group[0].path):
                introductions += _introductions(group, given, problems)
                continue
            read_ones = _entries(group, given, problems)
        except BuildFailed:
            raise  # it says nothing of what stands in the file
        except ContentError as error:
            problems += error.problems
        entries += [one for one in read_ones if one.is_sound]
        unsound += [one for one in read_ones if not one.is_sound]
        if not any(one.is_sound for one in read_ones):
            broken.update(names_of(group[0].path))
    return Documents(
        entries=tuple(entries),
        introductions=tuple(introductions),
        problems=tuple(problems),
        broken=frozenset(broken),
        unsound=tuple(unsound),
    )


def read_again(
    group: Sequence[Source], paths: Container[str], settings: Settings
) -> Iterator[tuple[str, Page, FrontMatter]]:
    """Yield the fields and the front matter of those pages of a group that gave an entry.

    They are at `paths`. Nothing of them is judged again.
    """
    first = group[0]
    kind = kind_of(_name(first.path, settings).folder)
    assert kind is not None  # a page of no kind gives no entry
    most = settings.limits.front_matter
    matter = glean(first.text, path=first.path, most=most)
    for source in group:
        if source.path not in paths:
            continue
        own, values = matter, matter.values
        if source is not first:
            own = glean(source.text, path=source.path, most=most)
            values = _values_of_translation(matter, own, _name(source.path, settings))
        fields, _ = _fields(kind, values, own)
        assert fields is not None  # or there was no entry
        yield source.path, fields, own


def _is_introduction(path: str) -> bool:
    return path.rsplit("/", 1)[1].startswith(f"{INDEX}.")


def _name(path: str, settings: Settings) -> _Name:
    """Read a path; raise `ContentError` for one that says nothing we know."""
    parts = PurePosixPath(path).parts
    stem = parts[-1].removesuffix(".md")
    if len(parts) < 3 or kind_of(parts[1]) is None:
        folders = [kind.folder for kind in KINDS]
        near = get_close_matches(parts[1], folders, n=1, cutoff=0.5) if len(parts) > 2 else []
        known = ", ".join(near or folders)
        raise ContentError([problem("unknown-folder", path=path, known=known)])
    name, dot, suffix = stem.rpartition(".")
    if dot and suffix in settings.languages:
        stem = name
    elif dot and _LANGUAGE.fullmatch(suffix):
        known = ", ".join(settings.languages)
        raise ContentError([problem("unknown-language", path=path, value=suffix, known=known)])
    else:
        suffix = ""
    if stem == "index" and len(parts) > 3:
        stem = parts[-2]
    return _Name(folder=parts[1], slug=addresses.slugify(stem), suffix=suffix, raw=stem)


def _introductions(
    group: Sequence[Source], given: _Given, problems: list[Problem]
) -> list[Introduction]:
    """Return a listing's introductions, one a language."""
    found: dict[str, Introduction] = {}
    for source in group:
        one = _introduction(source, given, problems)
        first = found.setdefault(one.lang, one)
        if first is not one:
            problems.append(problem("translation-twice", path=one.path, other=first.path))
    return list(found.values())


def _introduction(source: Source, given: _Given, problems: list[Problem]) -> Introduction:
    name = _name(source.path, given.settings)
    kind = kind_of(name.folder)
    if source.path.count("/") != 2 or not (kind and kind.in_folder):
        raise ContentError([problem("introduction-elsewhere", path=source.path)])
    matter = given.glean(source)
    fields, findings = read_fields(_Introduction, matter.values)
    problems += said_once(matter, [one.locate(source.path, matter) for one in findings])
    body = body_of(matter, source.path, given.settings, given.convert)
    problems += body.problems
    return Introduction(
        folder=name.folder,
        lang=name.suffix or given.settings.lang,
        path=source.path,
        title=fields.title if fields else "",
        summary=fields.summary if fields else "",
        body=body,
    )


def _entries(group: Sequence[Source], given: _Given, problems: list[Problem]) -> list[Entry]:
    """Return a page's entry and those of its translations."""
    first = group[0]
    name = _name(first.path, given.settings)
    kind = kind_of(name.folder)
    assert kind is not None  # `_name` raises for a folder of no kind
    matter = given.glean(first)
    original = _entry(kind, name, first, matter, matter.values, given, problems)
    entries = [original] if original else []
    for source in group[1:]:
        said = _name(source.path, given.settings)
        if original and original.lang == said.suffix:
            problems.append(problem("translation-twice", path=source.path, other=first.path))
            continue
        theirs = given.glean(source)
        if original is None or not original.is_sound:
            problems += theirs.problems
            continue  # its other problems are the original's, which are said already
        merged = _values_of_translation(matter, theirs, said)
        entry = _entry(kind, said, source, theirs, merged, given, problems, original=original)
        if entry:
            entries.append(entry)
    return entries


def _entry(
    kind: Kind,
    name: _Name,
    source: Source,
    matter: FrontMatter,
    values: Mapping[str, Tree],
    given: _Given,
    problems: list[Problem],
    original: Entry | None = None,
) -> Entry | None:
    """Return one language's entry; add every problem and warning that was found and not silenced.

    What is left of a page whose fields have problems is an entry that is not sound; None where
    nothing can be made of it.
    """
    settings = given.settings
    fields, findings = _fields(kind, values, matter)
    found = list(findings)
    body = body_of(matter, source.path, settings, given.convert)
    of_text = list(body.problems)
    meetings: tuple[Meeting, ...] = ()
    if fields is None:
        problems += said_once(matter, [one.locate(source.path, matter) for one in found])
        problems += of_text
        return None
    unread = unreadable_fields(findings) | matter.lost
    if matter.whole and unread.isdisjoint(kind.judged_together):
        meetings, about_times = kind.meetings(fields, settings)
        between = [*kind.rules(fields), *about_times]
        found += [one for one in between if not unread or one.path in matter.places]
    if original:
        found = _of_translation(original, fields, matter, findings, found[len(findings) :])
    plain = _plain_text(fields, matter)
    found += [one for one in plain if original is None or one.path in matter.places]
    slug = _slug_of(name, fields, found)
    lang = _lang_of(name, fields, settings, found)
    found += silencings(matter)
    texts = texts_of(fields, matter, source.path, body, given.convert)
    of_text += problems_in(texts, matter)
    if not fields.draft:
        of_text += blanks_left(matter, source.path)
    entry = Entry(
        kind=kind,
        slug=original.slug if original else slug,
        lang=lang,
        path=source.path,
        fields=fields,
        matter=matter,
        meetings=meetings,
        body=body,
        texts=texts,
        uid=fields.uid or f"{slug}.{kind.folder}@hubgen",
        is_translation=original is not None,
        is_sound=not any(one.severity == "problem" for one in found) and matter.is_sound,
    )
    entry = replace(entry, facts=facts_of(entry, settings))
    of_fields = said_once(matter, [one.locate(source.path, matter) for one in found])
    of_text += proofread(entry, settings, unread) if matter.whole else ()
    problems += judged([*of_fields, *of_text], entry, settings)
    return entry


def _fields(
    kind: Kind, values: Mapping[str, Tree], matter: FrontMatter
) -> tuple[Page | None, tuple[Finding, ...]]:
    """Return a page's fields, or what is left of them, and what is wrong with them."""
    fields, findings = read_fields(kind.model, values)
    findings = _certain(findings, matter)
    return fields or salvage(kind.model, values, findings), findings


def _certain(findings: Sequence[Finding], matter: FrontMatter) -> tuple[Finding, ...]:
    """Leave out that a field is missing which may be among those that could not be read."""
    return tuple(
        one
        for one in findings
        if one.code != "missing-field"
        or len(one.path) > 1
        or (matter.whole and one.path[0] not in matter.lost)
    )


def _values_of_translation(
    original: FrontMatter, theirs: FrontMatter, name: _Name
) -> Mapping[str, Tree]:
    """Return what a translation says, and what it takes over from its original."""
    merged = merged_with(original.values, theirs.values)
    return {**merged, "lang": theirs.values.get("lang") or name.suffix}


def _of_translation(
    original: Entry,
    fields: Page,
    matter: FrontMatter,
    findings: Sequence[Finding],
    between: Sequence[Finding],
) -> list[Finding]:
    """Return what is wrong with a translation, given what was found in and between its fields.

    The original is sound, so that a field that does not fit is the translation's; what is wrong
    between fields is so only if one of them is.
    """
    wrong = {one.path[0] for one in findings if one.path}
    contradicted = contradictions(original.fields, fields, ())
    return [
        *findings,
        *(one for one in between if one.path in matter.places and one.severity == "problem"),
        *(one for one in contradicted if one.path[0] not in wrong),
    ]


def _slug_of(name: _Name, fields: Page, found: list[Finding]) -> str:
    """Return the slug that is written, else the one of the file's name."""
    if fields.slug:
        return fields.slug
    if not name.slug or addresses.is_reserved(name.slug):
        code = "reserved-slug" if name.slug else "no-slug"
        found.append(finding((), code, value=name.raw))
    return name.slug


def _lang_of(name: _Name, fields: Page, settings: Settings, found: list[Finding]) -> str:
    """Return the page's language: its file's, else its field's, else the hub's."""
    if fields.lang and fields.lang not in settings.languages:
        known = ", ".join(settings.languages)
        found.append(finding(("lang",), "unknown-language", value=fields.lang, known=known))
    elif fields.lang and name.suffix and fields.lang != name.suffix:
        found.append(finding(("lang",), "other-language", value=fields.lang, right=name.suffix))
    return name.suffix or fields.lang or settings.lang


def _plain_text(fields: Page, matter: FrontMatter) -> list[Finding]:
    """Find what is not wrong enough to stop a build: see "Rules where doubt is possible"."""
    found = []
    for name in ("title", "subtitle", "summary"):
        if entity := _ENTITY.search(getattr(fields, name)):
            character = unescape(entity[0])
            if character != entity[0]:
                found.append(warning((name,), "entity", value=entity[0], right=character))
    if len(fields.summary) > LONGEST_SUMMARY:
        length = len(fields.summary)
        found.append(warning(("summary",), "long-summary", length=length, most=LONGEST_SUMMARY))
    if not fields.uid and matter.whole and "uid" not in matter.lost:
        found.append(warning((), "no-uid"))
    return found
