"""The archive: what was read of each page, kept between runs, so that only what changed is read.

Of a page that did not change the problems and the facts are known from its row, and its fields and
texts are read when somebody asks for them. What is there is only ever right or missing: a row is
used while the digest of all that it was made from is the same.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import blake2b

from hubgen.archive.pages import PAGES, TEXTS, Opened, Origin, kept
from hubgen.archive.rows import Row, read, written
from hubgen.archive.texts import Texts
from hubgen.cache import Cache
from hubgen.classes import dataclass
from hubgen.documents import Documents
from hubgen.kinds.base import Entry
from hubgen.pool import spread
from hubgen.settings import Settings
from hubgen.sources import Source

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
    rows = cache.shelf(PAGES)
    known: dict[str, tuple[Row, bytes | None]] = {}
    unknown: list[Group] = []
    for group in groups:
        name = group[0].path
        state, row = rows.get(name, ("", b""))
        if state == states[name]:
            known[name] = (read(row), None)
        else:
            unknown.append(group)

    learned: list[str] = []
    for one in _learned(unknown, settings, cache, jobs):
        learned.append(one.name)
        known[one.name] = (read(one.row), one.texts)
        cache.shelve(PAGES, one.name, states[one.name], one.row)
        cache.shelve(TEXTS, one.name, "", one.texts)
    for name in rows.keys() - states.keys():
        cache.clear(PAGES, name)
        cache.clear(TEXTS, name)
    cache.keep()
    if learned and cache.from_shelf(TEXTS, learned[-1]):
        # It was written, so that what is in the file need not wait in memory.
        known |= {name: (known[name][0], None) for name in learned}
    return _documents(groups, known, states, settings, cache)


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
    groups: Sequence[Group], settings: Settings, cache: Cache, jobs: int
) -> Iterator[_Learned]:
    """Read pages, on several processors if there are many."""
    if not groups:
        return
    # Imported here, as what reads pages takes long to load, and by now, or every process would.
    from hubgen.documents.reading import read_documents

    def work(share: Sequence[Group]) -> list[_Learned]:
        return [_read(group, settings, cache, read_documents) for group in share]

    for part in spread(work, groups, jobs):
        yield from part


def _read(group: Group, settings: Settings, cache: Cache, reading: _Reading) -> _Learned:
    """Read a page, converting only those of its texts that are new."""
    name = group[0].path
    known = cache.from_shelf(TEXTS, name)
    texts = Texts(known[1] if known else None, cache.program())
    row = written(reading([group], settings, texts))
    return _Learned(name, row, texts.pack())


def _documents(
    groups: Sequence[Group],
    known: Mapping[str, tuple[Row, bytes | None]],
    states: Mapping[str, str],
    settings: Settings,
    cache: Cache,
) -> Documents:
    """Return all that the rows of pages hold."""
    opened = Opened()
    entries: list[Entry] = []
    for group in groups:
        name = group[0].path
        row, texts = known[name]
        origin = Origin(group, settings, cache, texts, opened)
        entries += [kept(one, origin, states[name]) for one in row.entries]
    rows = [row for row, _ in known.values()]
    return Documents(
        entries=tuple(one for one in entries if one.is_sound),
        introductions=tuple(one for row in rows for one in row.introductions),
        problems=tuple(one for row in rows for one in row.problems),
        broken=frozenset(one for row in rows for one in row.broken),
        unsound=tuple(one for one in entries if not one.is_sound),
    )
