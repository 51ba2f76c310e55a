"""Stretches: a few pages beside each other by address, with one file of cards and one of texts.

Where a stretch begins follows from the addresses alone: a new page moves no others but in its own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zlib import crc32

from hubgen.cache import key
from hubgen.edition import Edition
from hubgen.kinds.base import Entry
from hubgen.moments import phase
from hubgen.order import is_outlived
from hubgen.search.naming import json_text
from hubgen.search.results import card_of
from hubgen.search.said import named_by, said_by

USUAL = 8
"""How many pages are in a stretch; compressed, their texts are some ten thousand bytes."""
MOST = 2 * USUAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page that can be found."""

    entry: Entry
    address: str
    said: str
    """The digest of all that what it says follows from."""
    card: str
    """That of all that its card follows from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Pages beside each other."""

    first: int
    """The number of the first of them, counted from 0 in all of a language."""
    pages: tuple[Page, ...]
    said: str
    """The digest of what all of them say."""
    card: str
    """That of all their cards."""

    @property
    def name(self) -> str:
        """The address of its first page."""
        return self.pages[0].address


def searched(edition: Edition, lang: str) -> list[Entry]:
    """Return the pages that are found in a language, in the order of their addresses."""
    library = edition.library
    found = [
        one
        for one in library.entries
        if one.lang == lang and not library.is_expired(one) and not one.facts.draft
    ]
    return sorted(found, key=library.address)


def stretches_of(edition: Edition, lang: str, program: str) -> list[Stretch]:
    """Return all pages that are found in a language."""
    common = key(program, edition.settings.model_dump_json())
    pages = [_page(one, edition, program, common) for one in searched(edition, lang)]
    return [_stretch(first, some) for first, some in _cut(pages)]


def _page(entry: Entry, edition: Edition, program: str, common: str) -> Page:
    library = edition.library
    address = library.address(entry)
    if entry.origin:
        outlived = str(is_outlived(entry, library))
        said = key(program, entry.origin, outlived, *named_by(entry, library))
        card = key(common, entry.origin, phase(entry, library), address)
    else:
        # It was not read from files, so that there is no other digest of what is in them.
        said = said_by(entry, library).digest
        card = key(json_text(card_of(entry, edition)))
    return Page(entry=entry, address=address, said=said, card=card)


def _stretch(first: int, pages: Sequence[Page]) -> Stretch:
    return Stretch(
        first=first,
        pages=tuple(pages),
        said=key(*(part for one in pages for part in (one.address, one.said))),
        card=key(*(part for one in pages for part in (one.address, one.card))),
    )


def _cut(pages: Sequence[Page]) -> Iterator[tuple[int, Sequence[Page]]]:
    """Yield each stretch of pages with the number of its first."""
    first = 0
    for number, page in enumerate(pages):
        begins = crc32(page.address.encode()) % USUAL == 0 or number - first == MOST
        if number > first and begins:
            yield first, pages[first:number]
            first = number
    if pages:
        yield first, pages[first:]
