"""The file of a page, found by the name that an editor gives to it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from urllib.parse import urlsplit

from hubgen.addresses import is_web_address, parent_path, slugify
from hubgen.documents import INDEX, names_of
from hubgen.documents.reading import read_documents
from hubgen.errors import Refused
from hubgen.fields import Ref
from hubgen.kinds import KINDS, kind_of
from hubgen.library import address_of
from hubgen.settings import Settings
from hubgen.sources import CONTENT, Source

_ENDING = ".md"
_MOST = 3
"""Pages that are suggested at once."""
# Enough for a suggestion; reading every page of a hub for one would take seconds.
_TITLE = re.compile(r"^title:(.*)$", re.MULTILINE)

Group = tuple[Source, ...]
"""A page's file and those of its translations, the original first."""


def page_at(path: str, folder: str, groups: Iterable[Group]) -> Group:
    """Return the files of the page of a kind whose original is at `path`.

    Raises `Refused` where that is a translation, a page of another kind, or none.
    """
    for group in groups:
        if any(one.path == path for one in group):
            if not _is_page(group, folder):
                raise Refused("other-kind", path=path, folder=f"{CONTENT}/{folder}/")
            if group[0].path != path:
                raise Refused("translation", path=path, original=group[0].path)
            return group
    raise Refused("no-such-file", path=path)


def page_named(name: str, folder: str, groups: Iterable[Group], settings: Settings) -> Group:
    """Return the files of the page of a kind that an editor calls `name`.

    That is its slug, its file's name, the end of its file's path, its address or the whole of it
    with `https:`. Raises `Refused` where there is none, or more than one; it names the nearest.
    """
    parts = _parts(name)
    if not parts:
        raise Refused("empty-name")
    pages = [group for group in groups if _is_page(group, folder)]
    paths = [one.path for group in pages for one in group if _ends_with(one.path, parts)]
    if len(paths) == 1:
        return page_at(paths[0], folder, pages)
    slug = parts[-1].removesuffix(_ENDING)
    for group in _with_slug(Ref(folder, slug), pages, settings):
        if any(_ends_with(one, parts[:-1]) for one in _folders_of(group, folder, settings)):
            return group
    if near := paths or _near(slug, folder, pages, settings):
        raise Refused("no-such-page-near", value=name, near=", ".join(near[:_MOST]))
    raise Refused("no-such-page", value=name, folder=f"{CONTENT}/{folder}/")


def page_of_any_kind(name: str, groups: Iterable[Group], settings: Settings) -> Group:
    """Return the files of the page that an editor calls `name`, of whatever kind it is.

    Its kind's folder may stand before its slug, which tells pages of one slug apart; the name of
    a translation's file is the page's too. Raises `Refused` where there is none, or more than one.
    """
    parts = _parts(name)
    if not parts:
        raise Refused("empty-name")
    pages = {kind.folder: [one for one in groups if _is_page(one, kind.folder)] for kind in KINDS}
    everything = [group for of_kind in pages.values() for group in of_kind]
    found = [one for one in everything if any(_ends_with(source.path, parts) for source in one)]
    slug = parts[-1].removesuffix(_ENDING)
    for folder, of_kind in pages.items() if len(found) != 1 else ():
        for group in _with_slug(Ref(folder, slug), of_kind, settings):
            folders = _folders_of(group, folder, settings)
            if group not in found and any(_ends_with(one, parts[:-1]) for one in folders):
                found.append(group)
    if len(found) == 1:
        return found[0]
    if found:
        known = ", ".join(_called(group, settings) for group in found)
        raise Refused("several-pages", value=name, known=known)
    near = [
        f"{folder}/{one}"
        for folder, of_kind in pages.items()
        for one in _near(slug, folder, of_kind, settings)
    ]
    if near:
        raise Refused("no-such-page-near", value=name, near=", ".join(near[:_MOST]))
    raise Refused("no-such-page", value=name, folder=f"{CONTENT}/")


def _called(group: Group, settings: Settings) -> str:
    """Return a name that means a page of whatever kind: its folder and its slug."""
    folder = group[0].path.split("/")[1]
    slugs = _slugs(group, settings) or [names_of(group[0].path)[0].slug]
    return f"{folder}/{slugs[0]}"


def _parts(name: str) -> list[str]:
    """Return the folders and the last name of what may be a path, an address or a name alone."""
    plain = name.strip().replace("\\", "/")
    path = urlsplit(plain).path if is_web_address(plain) else plain
    return [part for part in path.split("/") if part]


def _ends_with(path: str, parts: Sequence[str]) -> bool:
    """Tell whether the last names of a path are these; of none, every path's are."""
    return path.split("/")[-len(parts) :] == list(parts) if parts else True


def _with_slug(ref: Ref, groups: Iterable[Group], settings: Settings) -> Iterator[Group]:
    """Yield the pages that have a slug; one that cannot be read has that of its file's name."""
    for group in groups:
        # Only a page that may have it is read, so that a hub of thousands answers at once.
        by_name = ref in names_of(group[0].path)
        if by_name or (ref.slug and ref.slug in group[0].text):
            slugs = _slugs(group, settings)
            if ref.slug in slugs or (by_name and not slugs):
                yield group


def _slugs(group: Group, settings: Settings) -> list[str]:
    """Return the slug of a page; none for one that cannot be read."""
    documents = read_documents([group[:1]], settings)
    return [one.slug for one in (*documents.entries, *documents.unsound)]


def _folders_of(group: Group, folder: str, settings: Settings) -> list[str]:
    """Return what may stand before the name of a page: its folders, and those of its address."""
    kind = kind_of(folder)
    assert kind is not None  # `folder` is a kind's
    file = group[0].path
    page = parent_path(file) if file.rsplit("/", 1)[1].startswith("index.") else file
    addresses = (address_of(kind, "x", lang, settings) for lang in settings.languages)
    return [
        parent_path(page),
        f"{CONTENT}/{folder}",
        *(parent_path(settings.base_path.rstrip("/") + one) for one in addresses),
    ]


def _near(slug: str, folder: str, pages: Sequence[Group], settings: Settings) -> list[str]:
    """Return the slugs of the pages whose name or title has these words, or of the nearest name."""
    said = slugify(slug)
    found = [group for group in pages if said and set(said.split("-")) <= _words(group)]
    if not found:
        by_name = {ref.slug: group for group in pages for ref in names_of(group[0].path)}
        found = [by_name[one] for one in get_close_matches(said, by_name, n=1, cutoff=0.6)]
    read = [_slugs(group, settings) or [names_of(group[0].path)[0].slug] for group in found[:_MOST]]
    return [one for slugs in read for one in slugs]


def _words(group: Group) -> set[str]:
    """Return the words of a page's names and titles, as they stand in slugs."""
    names = [ref.slug for ref in names_of(group[0].path)]
    titles = [slugify(one) for source in group for one in _TITLE.findall(source.text)]
    return {word for one in (*names, *titles) for word in one.split("-")}


def _is_page(group: Group, folder: str) -> bool:
    """Tell whether files are those of a page of a kind, and not of its listing."""
    path = group[0].path
    name = path.rsplit("/", 1)[1]
    return path.startswith(f"{CONTENT}/{folder}/") and not name.startswith(f"{INDEX}.")
