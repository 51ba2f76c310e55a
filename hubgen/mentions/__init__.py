"""Mentions: where the hub refers to a page, in which part of which file.

A reference in the front matter, a link in a text or in a field, by the page's file or by its
address, whole or from the root; an image or file that stands in the page's own folder. Old
addresses (`aliases`) are none: they belong to the page that has them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

import yaml

from hubgen.amending.layout import Layout, lay_out, lay_out_settings
from hubgen.documents.reading import read_documents
from hubgen.fields import Ref, markdown_in, refs_in
from hubgen.frontmatter import Path, Tree
from hubgen.kinds.base import Entry
from hubgen.locating import Group
from hubgen.markup import Markup
from hubgen.mentions.addressed import in_span
from hubgen.mentions.subject import Lead, Subject, subject_of
from hubgen.settings import PATH as SETTINGS
from hubgen.settings import Settings

__all__ = [
    "Lead",
    "Mention",
    "Subject",
    "layout_of",
    "may_mention",
    "mentions",
    "subject_of",
    "written_path",
]

# The keys that hold an address or a file; in any other a text that looks like one is a text.
_ADDRESSED = frozenset({"url", "recording", "report", "src", "logo", "file"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place at which a page is referred to."""

    path: str
    """The file, as the site's folder has it."""
    line: int
    start: int
    """Where what is written begins, in the file's text as `layout_of` has it."""
    end: int
    written: str
    """The slug or address, as it stands there: with its quotes, if it has them."""
    where: Path
    """The field; empty for the text of the page."""
    lead: Lead | None
    """Where an address leads; None for a reference by the page's slug."""


def mentions(
    subject: Subject, groups: Iterable[Group], settings: Settings, settings_text: str
) -> tuple[Mention, ...]:
    """Return every mention of a page, in the order of files and places.

    `groups` are the hub's pages. Only those are read that may refer to it. What is in fields with
    problems, and in files that cannot be read, is not known; `may_mention` tells which may be.
    """
    near = [one for one in groups if any(may_mention(source.text, subject) for source in one)]
    texts = {
        source.path: source.text
        for group in near
        for source in group
        if may_mention(source.text, subject)
    }
    documents = read_documents(near, settings)
    found: list[Mention] = []
    for entry in (*documents.entries, *documents.unsound):
        if entry.path in texts:
            layout = lay_out(texts[entry.path])
            found += _references(entry, layout, subject)
            found += _fields(entry.path, layout, subject, settings)
            found += _texts(entry, layout, subject, settings)
    for one in documents.introductions:
        if one.path in texts:
            layout = lay_out(texts[one.path])
            found += _body(one.path, one.body, layout, subject, settings)
    if may_mention(settings_text, subject):
        layout = lay_out_settings(settings_text)
        found += _owner(layout, subject, settings)
        found += _fields(SETTINGS, layout, subject, settings)
    once = {(one.path, one.start): one for one in found}
    return tuple(once[key] for key in sorted(once))


def may_mention(text: str, subject: Subject) -> bool:
    """Tell whether a page can be referred to in a text at all."""
    return any(name in text or quote(name) in text for name in subject.names)


def layout_of(path: str, text: str) -> Layout:
    """Return where a page, or the settings, say what they do."""
    return lay_out_settings(text) if path == SETTINGS else lay_out(text)


def written_path(path: Path, values: Tree) -> Path | None:
    """Return where a file has the text that is at `path` once it is read; None where it has not.

    One value stands for a list of one, and a slug for `{person: slug}`.
    """
    written: Path = ()
    for part in path:
        inner = _inside(values, part)
        if inner is not None:
            values = inner
            written = (*written, part)
        elif isinstance(values, str) or (part == 0 and isinstance(values, dict)):
            continue
        else:
            return None
    return written if isinstance(values, str) else None


def _inside(values: Tree, part: str | int) -> Tree:
    """Return what a mapping has for a key, or a list at a place; None where it has nothing."""
    if isinstance(values, dict) and isinstance(part, str):
        return values.get(part)
    if isinstance(values, list) and isinstance(part, int) and part < len(values):
        return values[part]
    return None


def _references(entry: Entry, layout: Layout, subject: Subject) -> Iterator[Mention]:
    for path, ref in refs_in(entry.fields):
        if Ref(ref.folder, ref.slug) == subject.ref:
            where = written_path(path, dict(layout.matter.values))
            if where is not None:
                yield _mention(entry.path, layout, where)


def _owner(layout: Layout, subject: Subject, settings: Settings) -> Iterator[Mention]:
    """Yield that the settings name a page as the organisation whose hub it is."""
    owner = settings.organisation
    if owner and Ref(owner.folder, owner.slug) == subject.ref:
        yield _mention(SETTINGS, layout, ("organisation",))


def _fields(path: str, layout: Layout, subject: Subject, settings: Settings) -> Iterator[Mention]:
    """Yield the addresses and files in fields that lead to a page."""
    for where, value in _addressed(dict(layout.matter.values), ()):
        lead = subject.lead(value.strip(), path, settings)
        if lead:
            yield _mention(path, layout, where, lead)


def _addressed(tree: Tree, path: Path) -> Iterator[tuple[Path, str]]:
    """Yield every text of a tree whose key holds an address or a file, with its path."""
    if isinstance(tree, str) and path and path[-1] in _ADDRESSED and path[0] != "source":
        yield path, tree
    elif isinstance(tree, dict):
        for key, value in tree.items():
            yield from _addressed(value, (*path, key))
    elif isinstance(tree, list):
        for number, value in enumerate(tree):
            yield from _addressed(value, (*path, number))


def _mention(path: str, layout: Layout, where: Path, lead: Lead | None = None) -> Mention:
    node = layout.find(where).node
    assert isinstance(node, yaml.ScalarNode)  # a text was read from it
    start, end = layout.start(node), layout.end(node)
    return Mention(
        path=path,
        line=_line(layout, start),
        start=start,
        end=end,
        written=layout.text[start:end],
        where=where,
        lead=lead,
    )


def _texts(entry: Entry, layout: Layout, subject: Subject, settings: Settings) -> Iterator[Mention]:
    """Yield the links and images of an entry's text, and of its fields with Markdown."""
    yield from _body(entry.path, entry.body, layout, subject, settings)
    for (where, _), markup in zip(markdown_in(entry.fields), entry.texts.values(), strict=True):
        written = written_path(where, dict(layout.matter.values))
        if written is not None:
            node = layout.find(written).node
            assert node is not None  # a text was read from it
            span = (layout.start(node), layout.end(node))
            yield from _links(entry.path, markup, layout, span, written, subject, settings)


def _body(
    path: str, body: Markup, layout: Layout, subject: Subject, settings: Settings
) -> Iterator[Mention]:
    span = (len(layout.text) - len(layout.matter.body), len(layout.text))
    yield from _links(path, body, layout, span, (), subject, settings)


def _links(
    path: str,
    markup: Markup,
    layout: Layout,
    span: tuple[int, int],
    where: Path,
    subject: Subject,
    settings: Settings,
) -> Iterator[Mention]:
    """Yield where the links and images of a text that lead to a page stand in a file."""
    targets = {one.target for one in markup.links} | {one.target for one in markup.images}
    found = {target: subject.lead(target, path, settings) for target in targets}
    leads = {target: lead for target, lead in found.items() if lead}
    for start, end, target in in_span(layout.text, span, leads) if leads else ():
        yield Mention(
            path=path,
            line=_line(layout, start),
            start=start,
            end=end,
            written=layout.text[start:end],
            where=where,
            lead=leads[target],
        )


def _line(layout: Layout, offset: int) -> int:
    return layout.text.count("\n", 0, offset) + 1
