"""A page with another slug: its files, its old addresses, and all that refers to it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from types import MappingProxyType

from hubgen import addresses
from hubgen.documents import Documents, group_translations
from hubgen.errors import ContentError, Problem, Refused, Unamendable
from hubgen.fields import Ref
from hubgen.findings import path_text
from hubgen.kinds.base import Entry
from hubgen.library import address_of
from hubgen.mentions import Subject, may_mention, mentions, subject_of
from hubgen.renaming.respelling import Change, Respelling, moved_path
from hubgen.settings import PATH as SETTINGS
from hubgen.settings import Settings
from hubgen.sources import CONTENT, Sources


@dataclass(frozen=True, slots=True, kw_only=True)
class Renaming:
    """What is to be done to give a page another slug; nothing of it is done yet."""

    before: Subject
    after: Subject
    moves: tuple[tuple[str, str], ...]
    """The files, or the folder, that get another name."""
    texts: Mapping[str, str]
    """The new text of each file that gets one, by the path that it has now."""
    changes: tuple[Change, ...]
    redirects: tuple[tuple[str, str], ...]
    """Each old address and the one that it leads to; none of a page that is not published."""

    def moved(self, path: str) -> str:
        """Return the path that a file has afterwards."""
        return moved_path(path, self.moves)


class NotSure(ContentError):  # noqa: N818 - says what whoever asks cannot be
    """Files that may refer to the page have problems, so that it is not known whether they do."""


def rename(
    files: Sequence[str],
    slug: str,
    found: Sources,
    documents: Documents,
    problems: Iterable[Problem],
    settings: Settings,
    *,
    is_published: Callable[[Entry], bool],
) -> Renaming:
    """Return what is to be done to give the page in some files another slug.

    `found` and `documents` are the hub as it is, with all its `problems`. Raises `Refused` for a
    slug that cannot be or is taken, `NotSure`, and `Unamendable` for what is written so that an
    editor has to change it.
    """
    texts = {source.path: source.text for source in found.pages}
    before, pages = _page(files, documents, settings)
    unsure = _unsure(before, texts, documents, problems)
    if unsure or not pages:
        raise NotSure(unsure or [one for one in problems if one.path in files])
    _refuse_slug(before.ref, slug, documents)
    moves = tuple(_moves(before, slug))
    _refuse_taken(moves, found)
    ref = Ref(before.ref.folder, slug)
    after = subject_of(ref, [moved_path(one, moves) for one in files], settings)
    site = found.settings or ""
    work = Respelling(before, after, moves, texts | {SETTINGS: site})
    for one in mentions(before, group_translations(found.pages, settings), settings, site):
        work.mention(one)
    for page in pages:
        work.own_slug(page.path)
    work.settle()
    original = pages[0]
    langs = dict.fromkeys(page.lang for page in pages)
    redirects = [
        (
            address_of(original.kind, before.ref.slug, lang, settings),
            address_of(original.kind, slug, lang, settings),
        )
        for lang in langs
    ]
    aliases = [old for old, _ in redirects] if is_published(original) else []
    work.identity(original, aliases)
    if settings.organisation == before.ref and not settings.uid:
        work.hub_identity()
    return Renaming(
        before=before,
        after=after,
        moves=moves,
        texts=MappingProxyType(work.new),
        changes=tuple(sorted(work.changes, key=lambda one: (one.path, one.line))),
        redirects=tuple(pair for pair in redirects if pair[0] in aliases),
    )


def refuse_left(work: Renaming, found: Sources, settings: Settings) -> None:
    """Raise `Unamendable` where the hub, as it would be, still refers to what the page was."""
    groups = group_translations(found.pages, settings)
    for one in mentions(work.before, groups, settings, found.settings or ""):
        raise Unamendable(
            line=one.line, field=path_text(one.where), value=one.written, path=one.path
        )


def _page(
    files: Sequence[str], documents: Documents, settings: Settings
) -> tuple[Subject, list[Entry]]:
    """Return a page as it is looked for, and its entries, the original first; none if unsound."""
    known = {one.path: one for one in (*documents.entries, *documents.unsound)}
    pages = [known[path] for path in files if path in known]
    sound = len(pages) == len(files) and all(one.is_sound for one in pages)
    if not pages:
        path = PurePosixPath(files[0])
        return subject_of(Ref(path.parts[1], path.stem), files, settings), []
    return subject_of(pages[0].ref, files, settings), pages if sound else []


def _unsure(
    subject: Subject,
    texts: Mapping[str, str],
    documents: Documents,
    problems: Iterable[Problem],
) -> list[Problem]:
    """Return the problems of files that may refer to the page, and of which not all is known."""
    known = {one.path for one in documents.entries}
    known |= {one.path for one in documents.introductions}
    doubtful = {
        path for path, text in texts.items() if path not in known and may_mention(text, subject)
    }
    return [one for one in problems if one.path in doubtful and one.severity == "problem"]


def _refuse_slug(ref: Ref, slug: str, documents: Documents) -> None:
    """Raise `Refused` for a slug that no page can have, or that another has."""
    if addresses.is_reserved(slug):
        raise Refused("reserved-slug", value=slug)
    if not addresses.is_slug(slug):
        right = addresses.slugify(slug)
        raise Refused("bad-slug" if right else "bad-slug-letters", value=slug, right=right)
    if slug == ref.slug:
        raise Refused("same-slug", value=slug)
    new = Ref(ref.folder, slug)
    for one in (*documents.entries, *documents.unsound):
        if one.ref == new:
            raise Refused("slug-of-other", value=slug, path=one.path)
    if new in documents.broken:
        raise Refused("slug-of-other", value=slug, path=f"{CONTENT}/{new}.md")


def _moves(subject: Subject, slug: str) -> Iterator[tuple[str, str]]:
    """Yield what gets another name: the folder of the page, or its file and its translations."""
    if subject.folder:
        yield subject.folder, f"{addresses.parent_path(subject.folder)}/{slug}"
        return
    for path in subject.files:
        name = PurePosixPath(path).name.removesuffix(".md")
        # Of a name with a dot in it only a language stays.
        original = PurePosixPath(subject.files[0]).name.removesuffix(".md")
        suffix = name.removeprefix(original) if name != original else _language(subject, name)
        yield path, f"{addresses.parent_path(path)}/{slug}{suffix}.md"


def _language(subject: Subject, name: str) -> str:
    """Return the language that an original's own file names, with its dot: `.nl`."""
    head, dot, last = name.rpartition(".")
    is_language = dot and len(last) == 2 and addresses.slugify(head) == subject.ref.slug
    return f".{last}" if is_language else ""


def _refuse_taken(moves: Sequence[tuple[str, str]], found: Sources) -> None:
    """Raise `Refused` where something has one of the new names already."""
    paths = [*(one.path for one in found.pages), *(path for path, _ in found.files)]
    own = {old.casefold() for old, _ in moves}
    for _, new in moves:
        folded = new.casefold()
        for path in paths:
            taken = path.casefold()
            if (taken == folded or taken.startswith(f"{folded}/")) and folded not in own:
                raise Refused("path-of-other", path=path)
