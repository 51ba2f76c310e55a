"""The file of a page, found by the name that an editor gives to it."""

from collections.abc import Iterable
from difflib import get_close_matches

from hubgen.addresses import slugify
from hubgen.documents import INDEX, names_of, read_documents
from hubgen.errors import Refused
from hubgen.fields import Ref
from hubgen.settings import Settings
from hubgen.sources import CONTENT, Source

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
    """Return the files of the page of a kind that `name` is the slug of, with its folder or not.

    Raises `Refused` where there is none; it names the nearest one.
    """
    slug = name.removeprefix(f"{folder}/")
    pages = [group for group in groups if _is_page(group, folder)]
    for group in with_slug(Ref(folder, slug), pages, settings):
        return group
    known = sorted({ref.slug for group in pages for ref in names_of(group[0].path)})
    near = get_close_matches(slugify(slug), known, n=1, cutoff=0.5)
    if near:
        raise Refused("no-such-page-near", value=name, near=near[0])
    raise Refused("no-such-page", value=name, folder=f"{CONTENT}/{folder}/")


def with_slug(ref: Ref, groups: Iterable[Group], settings: Settings) -> list[Group]:
    """Return the pages that have a slug; one that cannot be read has that of its file's name."""
    found = []
    for group in groups:
        # Only a page that may have it is read, so that a hub of thousands answers at once.
        by_name = ref in names_of(group[0].path)
        if _is_page(group, ref.folder) and (by_name or ref.slug in group[0].text):
            documents = read_documents([group[:1]], settings)
            entries = (*documents.entries, *documents.unsound)
            if any(one.slug == ref.slug for one in entries) or (by_name and not entries):
                found.append(group)
    return found


def _is_page(group: Group, folder: str) -> bool:
    """Tell whether files are those of a page of a kind, and not of its listing."""
    path = group[0].path
    name = path.rsplit("/", 1)[1]
    return path.startswith(f"{CONTENT}/{folder}/") and not name.startswith(f"{INDEX}.")
