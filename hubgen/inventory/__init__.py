"""What the hub has: its pages as a list, all of them or those about something."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches

from hubgen import places, times
from hubgen.addresses import slugify
from hubgen.errors import Refused
from hubgen.fields import Ref, refs_in
from hubgen.kinds import KINDS
from hubgen.kinds.base import Entry, Kind
from hubgen.kinds.parts import Who
from hubgen.kinds.whereabouts import Location
from hubgen.library import Library
from hubgen.order import in_order, is_past, next_meeting, published_at
from hubgen.turns import instant

_DETAILS: Mapping[str, tuple[str, ...]] = {
    "events": ("status", "place", "organiser"),
    "practices": ("phase", "place", "organisation"),
    "tools": ("format", "organisation"),
    "services": ("organisation",),
    "programmes": ("type", "organiser"),
    "articles": ("type", "authors"),
    "people": ("role", "organisation"),
    "organisations": ("type", "place"),
    "pages": (),
}
"""What matters of a page of each kind, in the order in which a table shows it."""
ONLINE = "online"
_NEAR = 3  # names that are suggested at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One page, in one language."""

    entry: Entry
    state: str
    """`published`, `draft`, `future` or `expired`."""
    languages: tuple[str, ...]
    when: date | datetime | None
    """When an event meets next or met last, in its zone; else when the page was published."""
    address: str
    url: str
    details: Mapping[str, str]
    """What matters of its kind, by the field's name; empty for what the page does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which pages are asked for; None, and False, for whatever they are."""

    kind: Kind | None = None
    upcoming: bool = False
    past: bool = False
    theme: str | None = None
    municipality: str | None = None
    organisation: str | None = None
    person: str | None = None


def inventory(library: Library, wanted: Wanted, lang: str) -> tuple[Item, ...]:
    """Return the pages that are asked for, each once, in `lang` where it has that language.

    Events are in order of time, first what was first; other pages as their listing has them. Kinds
    come one after the other. Raises `Refused` for a theme, municipality, organisation or person
    that the hub does not know, and for `upcoming` or `past` of what does not happen at a time.
    """
    timed = wanted.upcoming or wanted.past
    if timed and wanted.kind is not None and wanted.kind.order != "time":
        raise Refused("kind-without-time", value=wanted.kind.name)
    kinds = (
        [wanted.kind] if wanted.kind else [one for one in KINDS if one.order == "time" or not timed]
    )
    found = [one for one in _once(library, lang) if _fits(one, wanted, library)]
    asked = _Asked.of(wanted, library)
    found = [one for one in found if asked.fits(one, library)]
    ordered = [one for kind in kinds for one in _of_kind(kind, found, library)]
    return tuple(_item(one, library) for one in ordered)


def state_of(entry: Entry, library: Library) -> str:
    """Return what a page is at the library's moment: published, a draft, of the future, expired."""
    fields = entry.fields
    if fields.draft:
        return "draft"
    if fields.date is not None and instant(fields.date, library.settings) > library.now:
        return "future"
    return "expired" if library.is_expired(entry) else "published"


def details_of(kind: Kind) -> tuple[str, ...]:
    """Return the names of what matters of a page of a kind."""
    return _DETAILS[kind.folder]


def page_called(name: str, folder: str, library: Library) -> Entry:
    """Return the page of a kind that is called so: its slug, or its title.

    Raises `Refused` where none is, with the nearest names.
    """
    known = _pages(folder, library)
    said = name.strip().strip("/").rpartition("/")[2]
    by_slug = {one.slug: one for one in known}
    by_title = {slugify(one.fields.title): one for one in known}
    if found := by_slug.get(said) or by_title.get(slugify(said)):
        return found
    raise _unknown(folder, name, [*by_slug, *by_title], {**by_title, **by_slug})


@dataclass(frozen=True, slots=True)
class _Asked:
    """What pages have to be about, once it was looked up."""

    theme: str | None
    municipality: str | None
    refs: tuple[Ref, ...]

    @classmethod
    def of(cls, wanted: Wanted, library: Library) -> "_Asked":
        named = (("organisations", wanted.organisation), ("people", wanted.person))
        return cls(
            theme=None if wanted.theme is None else _theme(wanted.theme, library),
            municipality=(
                None if wanted.municipality is None else _municipality(wanted.municipality)
            ),
            refs=tuple(
                page_called(name, folder, library).ref for folder, name in named if name is not None
            ),
        )

    def fits(self, entry: Entry, library: Library) -> bool:
        """Tell whether a page is about all of it."""
        if self.theme is not None and self.theme not in entry.fields.themes:
            return False
        if self.municipality not in (None, *library.municipalities_of(entry)):
            return False
        named = {Ref(ref.folder, ref.slug) for _, ref in refs_in(entry.fields)} if self.refs else ()
        return all(ref in named for ref in self.refs)


def _once(library: Library, lang: str) -> Iterator[Entry]:
    """Yield each page in the one language in which it is shown."""
    for ref in library.languages_of:
        entry = library.find(ref, lang)
        assert entry is not None  # it has a language
        yield entry


def _fits(entry: Entry, wanted: Wanted, library: Library) -> bool:
    if wanted.upcoming and is_past(entry, library):
        return False
    return not wanted.past or is_past(entry, library)


def _of_kind(kind: Kind, entries: Sequence[Entry], library: Library) -> list[Entry]:
    listed = in_order([one for one in entries if one.kind is kind], library)
    if kind.order != "time":
        return listed
    # Stable, so that what has no date yet stays in the order of the agenda, behind all else.
    return sorted(listed, key=lambda one: _start(one, library))


def _start(entry: Entry, library: Library) -> tuple[bool, float]:
    meeting = next_meeting(entry, library)
    return (meeting is None, library.instant(meeting.start).timestamp() if meeting else 0.0)


def _item(entry: Entry, library: Library) -> Item:
    return Item(
        entry=entry,
        state=state_of(entry, library),
        languages=library.languages_of[entry.ref],
        when=_when(entry, library),
        address=library.address(entry),
        url=library.url(entry),
        details={name: _detail(entry, name, library) for name in details_of(entry.kind)},
    )


def _when(entry: Entry, library: Library) -> date | datetime | None:
    if entry.kind.order == "time":
        meeting = next_meeting(entry, library)
        return meeting.start if meeting else None
    published = published_at(entry)
    return times.day_of(published) if published else None


def _detail(entry: Entry, name: str, library: Library) -> str:
    """Return what a page says in a field, in words: the titles of the pages that it names."""
    if name == "place":
        return _place(entry.kind.location(entry.fields))
    value = getattr(entry.fields, name, None)
    values = value if isinstance(value, tuple) else (value,)
    return ", ".join(filter(None, (_said(one, entry.lang, library) for one in values)))


def _said(value: object, lang: str, library: Library) -> str:
    if isinstance(value, Ref):
        page = library.find(value, lang)
        return (
            page.fields.title
            if page
            else library.unpublished.get(Ref(value.folder, value.slug), value.slug)
        )
    if isinstance(value, Who):
        return _said(value.person, lang, library) if value.person else value.name
    return str(value or "")


def _place(location: Location | None) -> str:
    """Return where something is in a word or two: its municipality, place or name, or online."""
    if location is None:
        return ""
    there = location.place or location.municipality or location.name
    return " + ".join(filter(None, (there, ONLINE if location.online else "")))


def _pages(folder: str, library: Library) -> list[Entry]:
    return [one for one in library.entries if one.kind.folder == folder and not one.is_translation]


def _theme(name: str, library: Library) -> str:
    """Return the slug of the theme that is called so."""
    themes = {theme.slug: theme.slug for theme in library.settings.themes}
    themes |= {slugify(theme.title): theme.slug for theme in library.settings.themes}
    if found := themes.get(slugify(name)):
        return found
    if near := get_close_matches(slugify(name), themes, n=_NEAR, cutoff=0.6):
        raise Refused("no-such-theme-near", value=name, near=_list(themes[one] for one in near))
    raise Refused("no-such-theme", value=name, known=_list(themes.values()) or "–")


def _municipality(name: str) -> str:
    """Return the slug of the municipality that a name, a slug or a code means."""
    by_slug = {one.slug: one for one in places.municipalities()}
    if there := places.municipality(name) or by_slug.get(name.strip()):
        return there.slug
    if twins := places.twins(name):
        raise Refused("municipality-of-several", value=name, known=" / ".join(twins))
    if near := places.nearest(name):
        raise Refused("no-such-municipality-near", value=name, near=near)
    raise Refused("no-such-municipality", value=name)


def _unknown(folder: str, name: str, known: Sequence[str], pages: Mapping[str, Entry]) -> Refused:
    said = slugify(name)
    words = set(said.split("-")) - {""}
    near = [one for one in known if words and words <= set(one.split("-"))]
    near = near or get_close_matches(said, known, n=_NEAR, cutoff=0.6)
    if near:
        return Refused(
            "no-such-page-near", value=name, near=_list(pages[one].slug for one in near[:_NEAR])
        )
    return Refused("no-such-page", value=name, folder=f"content/{folder}/")


def _list(names: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(names))
