"""The archive: what was read of each page, kept between runs, so that only what changed is read.

Of a page that did not change the problems are known from the register. Its facts are read from its
row, and its fields and texts from its files, when somebody asks for them. What is there is only
ever right or missing: a row is used while the digest of all that it was made from is the same.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from hubgen.archive.pages import PAGES, TEXTS, Opened, Origin, Rows, kept
from hubgen.archive.register import Line, line_of, outside_of, read_register, write_register
from hubgen.archive.rows import read_problem, written
from hubgen.archive.texts import Texts
from hubgen.cache import Cache
from hubgen.documents import Documents, Introduction
from hubgen.fields import Ref
from hubgen.kinds.base import Entry
from hubgen.pool import spread
from hubgen.settings import Settings
from hubgen.sources import Source, read_once

# The settings that say nothing about a single page: nothing that reads one gets to see them.
_OF_HUB = frozenset(
    {
        "title",
        "tagline",
        "uid",
        "organisation",
        "navigation",
        "sections",
        "themes",
        "map",
        "social",
        "edit_url",
        "search",
        "social_cards",
        "admin",
    }
)

Group = Sequence[Source]
"""A page's file and those of its translations."""
_Reading = Callable[[Sequence[Group], Settings, Texts], Documents]


@dataclass(frozen=True, slots=True)
class _Learned:
    """A page that was read now."""

    name: str
    line: Line
    row: bytes
    texts: bytes


def recall_documents(
    groups: Sequence[Group], settings: Settings, cache: Cache, jobs: int
) -> Documents:
    """Return what `read_documents` does, reading only the pages that are new or changed.

    What was read is remembered in the cache, and what was remembered of other pages is forgotten.
    """
    settings = _for_pages(settings)
    states = _states(groups, settings, cache.program())
    before = read_register(cache)
    lines = {name: line for name, line in before.items() if states.get(name) == line.state}
    unknown = [group for group in groups if group[0].path not in lines]
    learned = list(_learned(unknown, states, settings, cache, jobs))
    for one in learned:
        lines[one.name] = one.line
        cache.shelve(PAGES, one.name, one.line.state, one.row)
        cache.shelve(TEXTS, one.name, "", one.texts)
    gone = before.keys() - states.keys()
    for name in gone:
        cache.clear(PAGES, name)
        cache.clear(TEXTS, name)
    if learned or gone:
        write_register(lines, cache)
    cache.keep()
    # What was written, and is in the file now, need not wait in memory.
    is_kept = bool(learned) and cache.from_shelf(TEXTS, learned[-1].name) is not None
    rows = Rows(
        cache,
        states,
        rows={one.name: one.row for one in learned},
        texts={} if is_kept else {one.name: one.texts for one in learned},
    )
    return _documents(groups, lines, rows, settings, cache)


def _for_pages(settings: Settings) -> Settings:
    """Return the settings that what is said of a page may follow."""
    defaults = {
        name: Settings.model_fields[name].get_default(call_default_factory=True)
        for name in _OF_HUB
        if not Settings.model_fields[name].is_required()
    }
    return settings.model_copy(update={**defaults, "title": ""})


def _states(groups: Sequence[Group], settings: Settings, program: str) -> Mapping[str, str]:
    """Return the digest of all that each page is read from, by the path of its first file."""
    first = blake2b(f"{program} {settings.model_dump_json()}".encode(), digest_size=16)
    states = {}
    for group in groups:
        digest = first.copy()
        for source in group:
            digest.update(f"\0{source.path}\0{source.digest}".encode())
        states[group[0].path] = digest.hexdigest()
    return states


def _learned(
    groups: Sequence[Group],
    states: Mapping[str, str],
    settings: Settings,
    cache: Cache,
    jobs: int,
) -> Iterator[_Learned]:
    """Read pages, on several processors if there are many."""
    if not groups:
        return
    # Imported here, as what reads pages takes long to load, and by now, or every process would.
    from hubgen.documents.reading import read_documents

    def work(share: Sequence[Group]) -> list[_Learned]:
        return [
            _read(group, states[group[0].path], settings, cache, read_documents) for group in share
        ]

    for part in spread(work, groups, jobs):
        yield from part


def _read(
    group: Group, state: str, settings: Settings, cache: Cache, reading: _Reading
) -> _Learned:
    """Read a page, converting only those of its texts that are new."""
    name = group[0].path
    known = cache.from_shelf(TEXTS, name)
    texts = Texts(known[1] if known else None, cache.program())
    found = reading([[read_once(one) for one in group]], settings, texts)
    return _Learned(name, line_of(found, state), written(found), texts.pack())


def _documents(
    groups: Sequence[Group],
    lines: Mapping[str, Line],
    rows: Rows,
    settings: Settings,
    cache: Cache,
) -> Documents:
    """Return all that the register says of pages; the rest is fetched when it is asked for."""
    opened = Opened()
    entries: list[Entry] = []
    introductions: list[Introduction] = []
    for group in groups:
        line = lines[group[0].path]
        origin = Origin(group, settings, cache, rows, opened)
        entries += [kept(one, origin, line.state) for one in line.entries]
        if line.has_introductions:
            introductions += origin.read_row().introductions
    told = lines.values()
    return Documents(
        entries=tuple([one for one in entries if one.is_sound]),
        introductions=tuple(introductions),
        problems=tuple([read_problem(one) for line in told for one in line.problems]),
        broken=frozenset([Ref(folder, slug) for line in told for folder, slug in line.broken]),
        unsound=tuple([one for one in entries if not one.is_sound]),
        outside=outside_of(lines),
    )
