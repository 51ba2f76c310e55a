"""Which page is meant by a name: the one page that is called so."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from hubgen.addresses import slugify
from hubgen.documents import names_of
from hubgen.errors import ContentError
from hubgen.frontmatter import read
from hubgen.locating import Group
from hubgen.settings import Settings

# What an organisation is called besides its name, and is left out by who writes about it.
_SORTS = re.compile(
    r"(?:de-)?(gemeente|provincie|waterschap|hoogheemraadschap|stichting|vereniging|universiteit)"
    r"-(?:van-)?"
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Titles:
    """What the pages of a hub are called."""

    groups: Sequence[Group]
    settings: Settings
    _known: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    """What was asked for before, by folder: reading every page of a hub takes seconds."""

    def theme_named(self, name: str) -> str | None:
        """Return the slug of the one theme that is called so, however it is written."""
        said = slugify(name)
        found = {one.slug for one in self.settings.themes if said in {one.slug, slugify(one.title)}}
        return found.pop() if len(found) == 1 and said else None

    def pages_named(self, name: str, folders: Iterable[str]) -> list[tuple[str, str]]:
        """Return the folder and slug of each page in `folders` that is called so.

        Capitals, accents and signs do not count. Where no page has the whole name, the sort of an
        organisation may be there or not: `Tilburg` is `gemeente Tilburg`, and not where there is a
        `provincie Tilburg` too.
        """
        said = slugify(name)
        if not said:
            return []
        here = [(folder, *one) for folder in folders for one in self._called(folder)]
        exact = {(folder, slug) for folder, slug, called in here if called == said}
        if exact:
            return sorted(exact)
        found = {(folder, slug) for folder, slug, called in here if _is_short(said, called)}
        return sorted(found)

    def _called(self, folder: str) -> list[tuple[str, str]]:
        """Return the slug of each page of a folder, once with each name that it has."""
        if folder not in self._known:
            self._known[folder] = found = []
            for group in self.groups:
                for ref in names_of(group[0].path)[:1]:
                    if ref.folder == folder:
                        slug, titles = _names(group, ref.slug)
                        found += [(slug, name) for name in {slug, *titles} if name]
        return self._known[folder]


def _names(group: Group, slug: str) -> tuple[str, list[str]]:
    """Return the slug of a page, and its titles as slugs."""
    titles = []
    for source in group:
        try:
            values = read(source.text, path=source.path).values
        except ContentError:
            continue
        own = values.get("slug")
        if source is group[0] and isinstance(own, str):
            slug = own
        if isinstance(title := values.get("title"), str):
            titles.append(slugify(title))
    return slug, titles


def _is_short(said: str, called: str) -> bool:
    """Tell whether two names are one, once the sort of organisation is left out of one of them."""
    mine, theirs = _SORTS.match(said), _SORTS.match(called)
    if bool(mine) == bool(theirs):
        return False
    return _plain(said) == _plain(called)


def _plain(name: str) -> str:
    return _SORTS.sub("", name, count=1)


def reference(name: str, titles: Titles, folders: Sequence[str], default: str | None) -> str | None:
    """Return how the one page that is called so is referred to; None where it is not one."""
    found = titles.pages_named(name.strip(), folders)
    if len(found) != 1:
        return None
    ((folder, slug),) = found
    alone = folder == default or len(folders) == 1
    return slug if alone else f"{folder}/{slug}"
