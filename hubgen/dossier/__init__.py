"""All that the hub knows about one page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hubgen.edition import Edition
from hubgen.errors import Problem
from hubgen.fields import Ref, refs_in
from hubgen.findings import path_text
from hubgen.inventory import state_of
from hubgen.kinds.base import Entry, Meeting
from hubgen.kinds.event.fields import Event
from hubgen.library import Library
from hubgen.listings import Listing
from hubgen.order import is_past, next_meeting
from hubgen.plan import Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Another page, and the field that makes the bond."""

    field: str
    """`speakers[1].person`; of a backlink the field alone, and `text` for a link in a text."""
    ref: Ref
    title: str
    """Empty where no such page is known, as an organisation may be a plain name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """One page, in all its languages."""

    entry: Entry
    """The page itself, in its own language."""
    translations: tuple[Entry, ...]
    state: str
    """`published`, `draft`, `future`, `expired`, or `problems` for one that has some."""
    next: Meeting | None
    """When it meets next; None where it is over, or does not meet."""
    sequence: int | None
    """How often calendars were told of a change of it; None for what is in no calendar."""
    references: tuple[Named, ...]
    backlinks: tuple[Named, ...]
    listings: tuple[Listing, ...]
    """In which it is, in the language of the page."""
    calendar: str
    """The address of its own calendar; empty for none."""
    aliases: tuple[str, ...]
    problems: tuple[Problem, ...]


def dossier(pages: Iterable[Entry], edition: Edition, problems: Iterable[Problem]) -> Dossier:
    """Return what is known of a page, of which `pages` are the original and its translations.

    They were read from their files, whether they are published or not; `problems` are the hub's.
    """
    entry, *translations = pages
    library = edition.library
    is_sound = all(one.is_sound for one in (entry, *translations))
    state = state_of(entry, library) if is_sound else "problems"
    paths = {one.path for one in (entry, *translations)}
    public = library.languages_of.get(entry.ref)
    calendar = edition.plan.by_address.get(f"{library.address(entry)}event.ics") if public else None
    return Dossier(
        entry=entry,
        translations=tuple(translations),
        state=state,
        next=None if _is_over(entry, library) else next_meeting(entry, library),
        sequence=len(entry.fields.changes) if isinstance(entry.fields, Event) else None,
        references=tuple(_references(entry, library)),
        backlinks=tuple(_backlinks(entry, library)),
        listings=tuple(one for one in edition.plan.listings if entry.key in one.members),
        calendar=calendar.address if calendar and calendar.form is Form.EVENT_CALENDAR else "",
        aliases=entry.fields.aliases,
        problems=tuple(one for one in problems if one.path in paths),
    )


def title_of(ref: Ref, library: Library, lang: str) -> str:
    """Return the title of the page that a reference means, published or not; empty for none."""
    page = library.find(ref, lang)
    return page.facts.title if page else library.unpublished.get(Ref(ref.folder, ref.slug), "")


def _is_over(entry: Entry, library: Library) -> bool:
    return not entry.meetings or is_past(entry, library)


def _references(entry: Entry, library: Library) -> Iterator[Named]:
    for path, ref in refs_in(entry.fields):
        title = title_of(ref, library, entry.lang)
        if title or ref.strict:
            plain = Ref(ref.folder, ref.slug)
            yield Named(field=path_text(path), ref=plain, title=title)


def _backlinks(entry: Entry, library: Library) -> Iterator[Named]:
    for who in library.referrers.get(entry.ref, ()):
        ref = Ref(who.folder, who.slug)
        yield Named(field=who.role, ref=ref, title=title_of(ref, library, entry.lang))
