"""Retouching: pages of which only the text changed, made again within the last build.

What other pages, listings and the plan can see of a page stands in its facts. While those stay as
they are, nothing but the page itself is another, and only it has to be read, checked and made: its
neighbours, and what they are worked out from, are those of the build. Whatever else changes is for
a build to find out.
"""

import os
import unicodedata
from bisect import insort
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from hubgen.addresses import output_path
from hubgen.build import Summary
from hubgen.checks import check_links
from hubgen.documents import Documents, group_translations
from hubgen.edition import Edition
from hubgen.errors import Problem
from hubgen.fields import Ref
from hubgen.kinds.base import Entry
from hubgen.kinds.facts import Facts
from hubgen.layouts import Compiled
from hubgen.library import Key
from hubgen.moments import next_change
from hubgen.pages import Pages
from hubgen.plan import Form
from hubgen.sources import CONTENT, is_left_behind, read_source
from hubgen.static import layout_folders

_MOST = 8
"""How many files that changed at once are retouched; more are no one's writing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retouched:
    """What became of the site."""

    pages: Mapping[str, bytes]
    """The new pages, by the path of their file in what is published."""
    warnings: tuple[Problem, ...]
    """All that there are now."""


class _Latest(Mapping[Key, Entry]):
    """The entries of a build, and in their place those that were read since."""

    def __init__(self, built: Mapping[Key, Entry]) -> None:
        self._built = built
        self._since: dict[Key, Entry] = {}

    def __getitem__(self, key: Key) -> Entry:
        found = self._since.get(key)
        return self._built[key] if found is None else found

    def __iter__(self) -> Iterator[Key]:
        return iter(self._built)

    def __len__(self) -> int:
        return len(self._built)

    def put(self, entries: Sequence[Entry]) -> None:
        """Let entries take the places of those with their keys."""
        self._since |= {one.key: one for one in entries}


class Retouch:
    """A site as it was built, and what was retouched since."""

    def __init__(self, site: Path, summary: Summary, compiled: Compiled) -> None:
        """Take a build that went well, and the layouts that it compiled."""
        built, entries = summary.edition, summary.documents.entries
        self._site = site
        self._root = os.path.realpath(site / CONTENT)
        self._until = next_change(built.library)
        self._latest = _Latest(built.library.by_key)
        self._edition = replace(built, library=replace(built.library, by_key=self._latest))
        self._pages = Pages(self._edition, layout_folders(site), compiled)
        self._targets = {one.entry: one for one in built.plan.of_form.get(Form.ENTRY, ())}
        self._entry_at = {one.path: one for one in entries}
        self._paths: dict[Ref, tuple[str, ...]] = {}
        for one in entries:
            self._paths[one.ref] = (*self._paths.get(one.ref, ()), one.path)
        self._said = frozenset(summary.documents.problems)
        self._warnings = summary.warnings
        self._fragments = _fragments(self._edition)

    def warm(self) -> None:
        """Make a page of each kind for nobody: the first one works out what all of them show."""
        samples = {(key[0], key[2]): one for key, one in self._targets.items() if key}
        for target in samples.values():
            self._pages.render(target)

    def retouch(self, changed: Collection[str], now: datetime) -> Retouched | None:
        """Return the site after some files changed; None where only a build can tell.

        `changed` are their paths on disk. Raises `LayoutError`.
        """
        if not self._is_its_time(now) or len(changed) > _MOST:
            return None
        paths = [self._path(one) for one in changed if not is_left_behind(Path(one).name)]
        entries = [self._entry_at.get(one) for one in paths]
        refs = {one.ref for one in entries if one}
        if None in entries:
            return None
        read = [self._read(self._paths[ref]) for ref in sorted(refs)]
        found = [one for one in read if one]
        if len(found) < len(read):
            return None
        return self._taken_over([one for some in found for one in some.entries], found)

    def _is_its_time(self, now: datetime) -> bool:
        """Tell whether pages say at a moment what they said when they were built."""
        began = self._edition.library.now
        return began <= now and (self._until is None or now < self._until)

    def _path(self, file: str) -> str:
        """Return the path of a file from the site's folder, as a source's is."""
        inside = file.removeprefix(self._root)
        if inside == file:
            return ""
        return unicodedata.normalize("NFC", CONTENT + inside.replace(os.sep, "/"))

    def _read(self, paths: Sequence[str]) -> Documents | None:
        """Read a page and its translations; None if others can see that they changed."""
        # Imported here, as what reads pages takes long to load, and a build may read none.
        from hubgen.documents.reading import read_documents

        settings = self._edition.settings
        longest = settings.limits.file
        sources = [read_source(self._site, path, longest=longest) for path in paths]
        groups = group_translations([one for one in sources if one], settings)
        found = read_documents(groups, settings)
        wrong = found.broken or found.unsound or found.introductions
        if None in sources or len(groups) > 1 or wrong or len(found.entries) != len(paths):
            return None
        for one in found.entries:
            before = self._entry_at.get(one.path)
            if before is None or not self._is_same_to_others(before, one):
                return None
        return found

    def _is_same_to_others(self, before: Entry, now: Entry) -> bool:
        """Tell whether all but a page's own text is as it was, as far as anything else asks."""
        before = self._latest.get(before.key, before)
        names = ("key", "path", "uid", "is_translation", "is_sound", "meetings")
        return (
            all(getattr(before, name) == getattr(now, name) for name in names)
            and _seen(before.facts) == _seen(now.facts)
            and self._fragments.isdisjoint(before.facts.anchors - now.facts.anchors)
        )

    def _taken_over(
        self, entries: Sequence[Entry], documents: Sequence[Documents]
    ) -> Retouched | None:
        """Put entries in the place of what they were, and return what became of the site.

        None, and all stays as it was, if there is a problem with them.
        """
        before = [self._latest.get(one.key, self._entry_at[one.path]) for one in entries]
        paths = {one.path for one in entries}
        own = {one for one in self._said if one.path in paths}
        gone = own.union(self._links_wrong(before))
        self._latest.put(entries)
        said = frozenset(one for some in documents for one in some.problems)
        new = said.union(self._links_wrong(entries))
        if any(one.severity == "problem" for one in new):
            self._latest.put(before)
            return None
        self._said = self._said - own | said
        if gone != new:
            rest = [one for one in self._warnings if one.path not in paths or one not in gone]
            for wrong in new:
                insort(rest, wrong)
            self._warnings = tuple(rest)
        self._fragments |= {part for one in entries for part in _fragments_in(one.facts)}
        pages = {}
        for one in entries:
            if target := self._targets.get(one.key):  # or it is not published yet
                pages[str(output_path(target.address))] = self._pages.render(target)
        return Retouched(pages=pages, warnings=self._warnings)

    def _links_wrong(self, entries: Sequence[Entry]) -> list[Problem]:
        """Return what is wrong with the links of some pages that are published."""
        shown = tuple(one for one in entries if one.key in self._targets)
        library = replace(
            self._edition.library, entries=shown, unsound=(), introductions={}, asked=None
        )
        found = check_links(replace(self._edition, library=library), frozenset())
        paths = {one.path for one in entries}
        return [one for one in found if one.path in paths]


def _seen(facts: Facts) -> tuple[object, ...]:
    """Return of a page's facts what others ask: not where in its text it names something."""
    return (
        replace(facts, links=(), uses=(), anchors=frozenset()),
        {name for one in facts.links if (name := one.target.partition("#")[0])},
        {(one.path, one.shown) for one in facts.uses},
    )


def _fragments(edition: Edition) -> frozenset[str]:
    """Return every anchor to which some link of the hub leads, on whichever page."""
    library, settings = edition.library, edition.settings
    found = {part for one in library.entries for part in _fragments_in(one.facts)}
    texts = (link.target for one in library.introductions.values() for link in one.body.links)
    places = (one.url for one in (*settings.navigation, *settings.social))
    return frozenset(found | {part for one in (*texts, *places) if (part := _fragment(one))})


def _fragments_in(facts: Facts) -> Iterator[str]:
    """Yield the anchors to which a page's links lead."""
    for spot in (*facts.links, *facts.addresses):
        if part := _fragment(spot.target):
            yield part


def _fragment(target: str) -> str:
    return target.partition("#")[2]
