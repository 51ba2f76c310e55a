"""Someone who is to be forgotten: what a hub can take out of itself, and what an editor has to.

Taken out is what is certain, and can go without new words: the person's page in every language, the
references to it, the entries of lists and contacts with exactly their name, the links to the page,
and the photo that nobody else uses. A name in a sentence, a title or a caption stays, as only an
editor can write what is to stand there; it is named with its place.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from hubgen.amending import edit, take_out
from hubgen.amending.layout import Edit, Layout
from hubgen.documents import group_translations
from hubgen.errors import ContentError, Unamendable
from hubgen.findings import path_text
from hubgen.forgetting.person import Person
from hubgen.forgetting.unlinking import unlink
from hubgen.frontmatter import Path, Tree
from hubgen.kinds.base import Entry
from hubgen.kinds.person import Person as PersonFields
from hubgen.mentions import Mention, Subject, layout_of, mentions, subject_of
from hubgen.settings import PATH as SETTINGS
from hubgen.settings import Settings
from hubgen.sources import Sources

__all__ = ["Forgetting", "Person", "Taken", "forget", "person_of"]

# The keys of which the value is about someone, so that all of it goes with them.
_ABOUT = frozenset({"person"})
# What has a name of its own that is a place's.
_PLACES = frozenset({"location"})
# Lists of links: one that leads nowhere any more goes from them.
_LINKS = frozenset({"resources", "links", "navigation", "social"})
# A picture goes with what is said of it.
_PICTURES = frozenset({"image", "photo"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One thing that goes."""

    path: str
    line: int
    """0 for a whole file."""
    field: str
    what: Literal["page", "file", "reference", "entry", "link", "picture"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgetting:
    """What is to be done to forget someone; nothing of it is done yet."""

    person: Person
    texts: Mapping[str, str]
    """The new text of each file that gets one."""
    gone: tuple[str, ...]
    """The files that go."""
    taken: tuple[Taken, ...]
    by_hand: tuple[Taken, ...]
    """What would have gone, but is written in a way that only an editor can change; and where other
    pages show a picture of the person's own."""


def person_of(pages: Sequence[Entry]) -> Person:
    """Return who a page is of, by all that it says of them in each of its languages."""
    fields = [one.fields for one in pages if isinstance(one.fields, PersonFields)]
    return Person(
        names=tuple(dict.fromkeys(one.title for one in fields)),
        slug=pages[0].slug,
        emails=tuple(dict.fromkeys(one.email for one in fields if one.email)),
        phones=tuple(dict.fromkeys(one.phone for one in fields if one.phone)),
    )


def forget(
    person: Person,
    pages: Sequence[Entry],
    entries: Iterable[Entry],
    found: Sources,
    settings: Settings,
) -> Forgetting:
    """Return what is to be done to forget someone.

    `pages` are their page and its translations, none for who has no page; `entries` are all pages
    of the hub, and `found` its files.
    """
    texts = {source.path: source.text for source in found.pages}
    texts[SETTINGS] = found.settings or ""
    work = _Work(texts)
    gone: list[str] = []
    if pages:
        subject = subject_of(pages[0].ref, [one.path for one in pages], settings)
        gone = [*subject.files, *_files(pages, subject, entries, found)]
        work.taken += [_page(path, subject) for path in gone]
        work.by_hand += _pictures_elsewhere(pages, subject, entries)
        groups = group_translations(found.pages, settings)
        for one in mentions(subject, groups, settings, found.settings or ""):
            lead = one.lead
            kept = lead is not None and lead.how == "file" and lead.to not in subject.files
            if one.path not in gone and not kept:
                work.mention(one)
    for path in sorted(texts):
        if path not in gone:
            work.inline(path, person)
    work.settle()
    return Forgetting(
        person=person,
        texts=MappingProxyType(work.new),
        gone=tuple(gone),
        taken=tuple(sorted(work.taken, key=lambda one: (one.path, one.line, one.field))),
        by_hand=tuple(work.by_hand),
    )


def _page(path: str, subject: Subject) -> Taken:
    what: Literal["page", "file"] = "page" if path in subject.files else "file"
    return Taken(path=path, line=0, field="", what=what)


def _files(
    pages: Sequence[Entry], subject: Subject, entries: Iterable[Entry], found: Sources
) -> list[str]:
    """Return the photo and the other files of a page that no other page uses."""
    own = {use.path for one in pages for use in one.facts.uses}
    others = {
        use.path for one in entries if one.path not in subject.files for use in one.facts.uses
    }
    return [
        path
        for path, _ in found.files
        if path not in others and (path in own or subject.holds(path))
    ]


def _pictures_elsewhere(
    pages: Sequence[Entry], subject: Subject, entries: Iterable[Entry]
) -> Iterator[Taken]:
    """Yield where other pages show what the person's page shows, or has in its folder."""
    own = {use.path for one in pages for use in one.facts.uses if use.path}
    for entry in entries:
        for use in entry.facts.uses if entry.path not in subject.files else ():
            if use.path and (use.path in own or subject.holds(use.path)):
                spot = use.spot
                yield Taken(path=entry.path, line=spot.line, field=spot.field, what="picture")


class _Work:
    """The new texts, as far as they are worked out."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.new: dict[str, str] = {}
        self.taken: list[Taken] = []
        self.by_hand: list[Taken] = []
        self._texts = texts
        self._links: dict[str, list[tuple[Mention, list[Edit]]]] = {}
        self._out: dict[str, set[Path]] = {}

    def mention(self, one: Mention) -> None:
        """Take out a reference, or a link."""
        in_text = one.lead is not None and (not one.where or not _is_address(one.where))
        if in_text:
            layout = layout_of(one.path, self._texts[one.path])
            edits = unlink(layout.text, one.start, one.end, _span(layout, one))
            self._tell(one.path, one.line, path_text(one.where), "link", known=edits is not None)
            if edits:
                self._links.setdefault(one.path, []).append((one, edits))
            return
        self._take(one.path, _whole(one.where), "reference")

    def inline(self, path: str, person: Person) -> None:
        """Take out what is about someone by their name alone."""
        if not person.hits(self._texts[path]):
            return
        try:
            layout = layout_of(path, self._texts[path])
        except ContentError:
            return  # nothing can be taken out of it; what is in it is found as words
        for where in _named(dict(layout.matter.values), (), person):
            self._take(path, where, "entry")

    def settle(self) -> None:
        """Make the new texts of all that goes."""
        for path in sorted({*self._out, *self._links}):
            text = self._texts[path]
            text = self._unlinked(path, text)
            # The last first, so that what comes before it in a list keeps its place.
            for where in sorted(self._out.get(path, ()), key=_place, reverse=True):
                try:
                    text = take_out(layout_of(path, text), where)
                except Unamendable as error:
                    self._by_hand(path, error.line, path_text(where))
            if text != self._texts[path]:
                self.new[path] = text

    def _unlinked(self, path: str, text: str) -> str:
        """Return a text without its links; as it was where that would change something else."""
        links = self._links.get(path, [])
        edits = list(dict.fromkeys(one for _, of_link in links for one in of_link))
        try:
            return edit(layout_of(path, text), edits, {one.where for one, _ in links})
        except Unamendable:
            for one, _ in links:
                self._by_hand(path, one.line, path_text(one.where))
            return text

    def _take(self, path: str, where: Path, what: Literal["reference", "entry"]) -> None:
        out = self._out.setdefault(path, set())
        if any(where[: len(one)] == one for one in out):
            return
        out -= {one for one in out if one[: len(where)] == where}
        out.add(where)
        line = layout_of(path, self._texts[path]).matter.place(where).line
        self._tell(path, line, path_text(where), what)

    def _by_hand(self, path: str, line: int, field: str) -> None:
        same = [one for one in self.taken if (one.path, one.field) == (path, field)]
        self.taken = [one for one in self.taken if one not in same]
        self.by_hand += same or [Taken(path=path, line=line, field=field, what="reference")]

    def _tell(
        self,
        path: str,
        line: int,
        field: str,
        what: Literal["reference", "entry", "link"],
        *,
        known: bool = True,
    ) -> None:
        one = Taken(path=path, line=line, field=field, what=what)
        (self.taken if known else self.by_hand).append(one)


def _span(layout: Layout, one: Mention) -> tuple[int, int]:
    """Return the part of a file that is the text a link stands in."""
    if not one.where:
        return len(layout.text) - len(layout.matter.body), len(layout.text)
    node = layout.find(one.where).node
    assert node is not None  # a text was read from it
    return layout.start(node), layout.end(node)


def _is_address(where: Path) -> bool:
    return where[-1] in {"url", "recording", "report", "src", "logo", "file"}


def _whole(where: Path) -> Path:
    """Return all that is about someone, around the value that names them."""
    if where[-1] in _ABOUT and len(where) > 1:
        return where[:-1]
    if where[-1] == "url" and where[0] in _LINKS and len(where) > 2:
        return where[:-1]
    if where[-1] == "src" and where[0] in _PICTURES:
        return where[:1]
    return where


def _named(tree: Tree, path: Path, person: Person) -> Iterator[Path]:
    """Yield every mapping that is about someone by their name."""
    if isinstance(tree, dict):
        name = tree.get("name")
        if path and isinstance(name, str) and path[-1] not in _PLACES and person.is_named(name):
            yield path
            return
        for key, value in tree.items():
            yield from _named(value, (*path, key), person)
    elif isinstance(tree, list):
        for number, value in enumerate(tree):
            yield from _named(value, (*path, number), person)


def _place(path: Path) -> tuple[tuple[int, str], ...]:
    """Return a path as it can be compared with any other."""
    return tuple((part, "") if isinstance(part, int) else (0, part) for part in path)
