"""Documents: what a hub's files hold, and which files are one page and its translations.

What reads them is in `reading`, so that a run in which no page changed does not wait for it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from hubgen import addresses
from hubgen.errors import Problem
from hubgen.fields import Ref
from hubgen.settings import Settings

if TYPE_CHECKING:
    from hubgen.kinds.base import Entry
    from hubgen.markup.records import Markup
    from hubgen.sources import Source

INDEX = "_index"


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction:
    """What a kind's `_index.md` puts above its listing, in one language."""

    folder: str
    lang: str
    path: str
    title: str
    summary: str
    body: "Markup"


@dataclass(frozen=True, slots=True, kw_only=True)
class Documents:
    """What a hub's files hold."""

    entries: "tuple[Entry, ...]"
    introductions: tuple[Introduction, ...]
    problems: tuple[Problem, ...]
    broken: frozenset[Ref] = frozenset()
    """Pages that exist and have problems: a reference to one is no problem of its own."""
    unsound: "tuple[Entry, ...]" = ()
    """What could be read of pages with problems, so that all that is wrong is said at once."""
    outside: str = ""
    """The digest of all this but for what stands in texts, and where; empty where not known."""


def group_translations(
    sources: "Iterable[Source]", settings: Settings
) -> "tuple[tuple[Source, ...], ...]":
    """Return the files in groups of a page and its translations, the original first."""

    def page(source: "Source") -> str:
        stem = source.path.removesuffix(".md")
        name, dot, suffix = stem.rpartition(".")
        return name if dot and suffix in settings.languages else stem

    def place(source: "Source") -> tuple[str, int, str]:
        """Order by language, a file that names none first."""
        stem = source.path.removesuffix(".md")
        suffix = stem.removeprefix(page(source))[1:]
        rank = settings.languages.index(suffix) + 1 if suffix else 0
        return (page(source), rank, source.path)

    ordered = sorted(sources, key=place)
    return tuple(tuple(group) for _, group in groupby(ordered, key=page))


def names_of(path: str) -> list[Ref]:
    """Return the references that a file most likely answers to, read or not."""
    parts = PurePosixPath(path).parts
    if len(parts) < 3:
        return []
    stem = parts[-2] if parts[-1].startswith("index.") else parts[-1].removesuffix(".md")
    return [Ref(parts[1], addresses.slugify(name)) for name in {stem, stem.partition(".")[0]}]
