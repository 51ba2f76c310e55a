"""Marks: what stands behind a note now, as a short text that is the same while that is the same."""

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import fields
from functools import partial
from hashlib import blake2b
from typing import Any

from hubgen.atlas import Atlas, Sight
from hubgen.fields import Ref
from hubgen.kinds.base import Entry
from hubgen.library import Key, Library
from hubgen.listings import Listing, Role
from hubgen.moments import PHASES, phase
from hubgen.notes import Note, Notes
from hubgen.noting import PAGES
from hubgen.order import is_outlived, is_past, next_meeting, recent_since, updated_by_now
from hubgen.plan import FEEDS, Form, Target
from hubgen.press import Press
from hubgen.upkeep.values import Made, Values
from hubgen.views.facets import values_of

GONE = ""
"""The mark of what is not there."""


VALUES = frozenset({"card", "facets", "item"})
"""The sorts of notes of values that are known by what they say (see `values`)."""
_OF_TIME = frozenset({"phase", "past", "next-meeting", "expired", "outlived"})
"""The sorts of notes of what time makes of a page."""
_WHOLE: Mapping[frozenset[str], Note] = {
    frozenset({"page"}): PAGES,
    _OF_TIME: PHASES,
    frozenset({"updated"}): ("updates",),
    frozenset({"component"}): ("components",),
}
"""What holds all that is behind the notes of some sorts."""


class Marks:
    """Gives the mark of each note, and of each target, in one edition.

    Nothing here reads a page's file, or is worked out before somebody asks for it.
    """

    def __init__(self, press: Press, values: Values) -> None:
        self._press = press
        self._values = values
        self._edition = press.edition
        self._known: dict[Note, str] = {}
        self._of_listing: dict[str, tuple[str, str]] = {}
        self._of: Mapping[str, Callable[..., str]] = {
            "page": self._page,
            "phase": lambda *key: self._of_time(phase, key),
            "past": lambda *key: self._of_time(is_past, key),
            "next-meeting": lambda *key: self._of_time(_next_meeting, key),
            "expired": lambda *key: self._of_time(_is_expired, key),
            "updated": lambda *key: self._of_time(updated_by_now, key),
            "updates": lambda: _digest(
                [updated_by_now(one, self._library) for one in self._library.entries]
            ),
            "outlived": lambda *key: self._of_time(is_outlived, key),
            "phases": lambda: _digest([phase(one, self._library) for one in self._library.entries]),
            "text": self._text,
            "component": self._component,
            "languages": lambda *ref: _said(self._library.languages_of.get(Ref(*ref))),
            "referrers": self._referrers,
            "unpublished": lambda *ref: _said(self._library.unpublished.get(Ref(*ref))),
            "to-appear": lambda: _digest([one.timestamp() for one in self._library.to_appear]),
            "file": lambda path: _said(self._library.by_path.get(path)),
            "unpublished-at": lambda at: _said(at in self._library.unpublished_addresses),
            "introduction": self._introduction,
            "address": self._address,
            "form": self._form,
            "listing-of": lambda *key: self._anchor(self._plan.listing_of.get(key)),
            "twins": self._twins,
            "listing": lambda *which: self._anchor(self._listing(*which)),
            "listings": self._all_listings,
            "counts": lambda *which: self._counts(self._listing(*which)),
            "has-coming": lambda *which: self._has_coming(self._listing(*which)),
            "newest": self._newest,
            "asset": self._asset,
            "asset-at": lambda at: _said(at in self._edition.asset_addresses),
            "site": lambda lang: _digest(press.pages.site(lang)),
            "atlas": self._atlas,
            "sight": self._sight,
            "month": self._month,
            **{sort: partial(self._value, sort) for sort in VALUES},
            "months": lambda lang: _digest(list(press.pages.links(lang).months)),
            "month-ahead": lambda lang: press.pages.links(lang).month_ahead,
            "named": lambda lang, name: _said(press.pages.links(lang).people.get(name)),
            "kin": self._kin,
            "pages": self._all_pages,
            "texts": lambda: _digest([one.origin for one in self._library.entries]),
            "structure": self.structure,
            "assets": lambda: _digest([self._asset(path) for path in sorted(self._edition.assets)]),
            "targets": self._all_targets,
            "components": self._all_components,
        }

    @property
    def _library(self) -> Any:
        return self._edition.library

    @property
    def _plan(self) -> Any:
        return self._edition.plan

    def structure(self) -> str:
        """Return the mark of all that the plan of the hub follows from, settings apart.

        While it is the same, so is what stands behind every note but those of `LOOSE` sorts, and
        what the plan says of every target.
        """
        library = self._library
        return _digest(
            (
                self.of(("pages",)),
                self.of(PHASES),
                self.of(("to-appear",)),
                sorted((one.folder, one.slug, title) for one, title in library.unpublished.items()),
                sorted(library.unpublished_addresses),
                sorted((path, one.folder, one.slug) for path, one in library.by_path.items()),
                [self._introduction(*key) for key in sorted(library.introductions)],
            )
        )

    def pages(self) -> Iterable[Key]:
        """Return the keys of all pages."""
        return [entry.key for entry in self._library.entries]

    def believe(self, note: Note, mark: str) -> None:
        """Take the mark of a note from somebody who knows it."""
        self._known[note] = mark

    def of(self, note: Note) -> str:
        """Return the mark of a note."""
        known = self._known.get(note)
        if known is None:
            sort, *words = note
            with self._edition.notes.apart():
                known = self._known[note] = self._of[sort](*words)
        return known

    def of_target(self, target: Target) -> str:
        """Return the mark of what the plan says of a target.

        Of a listing that is what the target shows of it, whatever becomes of the pages in it.
        """
        listing = target.listing
        if listing is None:
            return f"{target.form} {target.lang} {target.entry} {target.to}"
        anchor, members = self._marks_of(listing)
        if target.form in FEEDS and listing.role is not Role.CHANGES:
            return f"{target.form} {anchor}"
        if target.form is Form.LISTING and target.number > 1:
            shown = _digest(listing.shown_on(target.number))
            return f"{target.number} {target.of} {len(listing.members)} {anchor} {shown}"
        return f"{target.form} {target.of} {anchor} {members}"

    def _page(self, folder: str, slug: str, lang: str) -> str:
        entry = self._library.by_key.get((folder, slug, lang))
        return entry.facts.outward if entry else GONE

    def _of_time(self, ask: Callable[[Entry, Library], object], key: Key) -> str:
        entry = self._library.by_key.get(key)
        return _said(ask(entry, self._library)) if entry else GONE

    def _value(self, *note: str) -> str:
        entry = self._library.by_key.get(note[-3:])
        return (
            self._values.mark(note, self.behind, lambda: self._made(note, entry)) if entry else GONE
        )

    def _made(self, note: Note, entry: Entry) -> Made:
        """Make a value, and return its mark and what it was made from."""
        if note[0] == "item":
            self._press.feeds.item(entry)
        elif note[0] == "card":
            self._press.pages.links(note[1]).card(entry)
        else:
            values_of(entry, self._press.pages.links(note[1]))
        return _told(*self._edition.notes.values[note])

    def behind(self, notes: Iterable[Note]) -> str:
        """Return the mark of all that stands behind some notes."""
        return _digest([self.of(one) for one in notes])

    def _text(self, *key: str) -> str:
        entry = self._library.by_key.get(key)
        return entry.origin if entry else GONE

    def _component(self, folder: str, slug: str, lang: str) -> str:
        key = (folder, slug, lang)
        outline = self._press.outlines.get(key)
        if outline is None:
            return GONE
        since = recent_since(self._library).timestamp()
        now = self._library.now.timestamp()
        recent, over = (
            sum(one > since for one in outline.ends),
            sum(one <= now for one in outline.ends),
        )
        return f"{outline.digest} {recent} {over}"

    def _referrers(self, folder: str, slug: str) -> str:
        found = self._library.referrers.get(Ref(folder, slug), ())
        return _digest([(one.folder, one.slug, one.role) for one in found])

    def _introduction(self, *key: str) -> str:
        found = self._library.introductions.get(key)
        return _digest((found.path, found.title, found.summary, found.body.html)) if found else GONE

    def _address(self, address: str) -> str:
        target = self._plan.by_address.get(address)
        return f"{self.of_target(target)} {target.number}" if target else GONE

    def _form(self, form: str) -> str:
        found = self._plan.of_form.get(Form(form), ())
        return _digest([(one.lang, one.address, one.to) for one in found])

    def _twins(self, role: str, subject: str) -> str:
        found = self._plan.twins.get((Role(role), subject), ())
        return " ".join(self._anchor(one) for one in found)

    def _listing(self, lang: str, role: str, subject: str) -> Listing | None:
        twins = self._plan.twins.get((Role(role), subject), ())
        return next((one for one in twins if one.lang == lang), None)

    def _all_listings(self, lang: str = "", role: str = "") -> str:
        """Return the mark of all listings of a role in a language, or of all that there are."""
        return _digest(
            [
                self._anchor(one)
                for one in self._plan.listings
                if not role or (one.lang, one.role) == (lang, role)
            ]
        )

    def _anchor(self, listing: Listing | None) -> str:
        return self._marks_of(listing)[0] if listing else GONE

    def _counts(self, listing: Listing | None) -> str:
        return f"{len(listing.members)} {listing.news} {listing.coming}" if listing else GONE

    def _has_coming(self, listing: Listing | None) -> str:
        return str(listing.coming > 0) if listing else GONE

    def _marks_of(self, listing: Listing) -> tuple[str, str]:
        """Return the mark of what a listing is, and that of what is in it."""
        name = f"{listing.role} {listing.lang} {listing.subject}"
        if name not in self._of_listing:
            what = (
                listing.role,
                listing.lang,
                listing.subject,
                listing.address,
                listing.page,
                listing.title,
                listing.text,
                listing.entry,
                listing.has_feeds,
                listing.has_calendar,
            )
            within = (listing.members, listing.shown)
            self._of_listing[name] = (_digest(what), _digest(within))
        return self._of_listing[name]

    def _newest(self, lang: str, role: str, subject: str) -> str:
        listing = self._listing(lang, role, subject)
        return _digest(self._press.feeds.newest.of(listing)) if listing else GONE

    def _asset(self, path: str) -> str:
        asset = self._edition.assets.get(path)
        return _digest((asset.address, asset.digest, asset.picture)) if asset else GONE

    def _atlas(self, which: str, lang: str) -> str:
        sights = self._atlas_of(which, lang).sights
        return _digest([(self._page(*one.entry.key), one.sort, one.place) for one in sights])

    def _sight(self, which: str, lang: str, folder: str, slug: str) -> str:
        sight: Sight | None = self._atlas_of(which, lang).sight_of.get(Ref(folder, slug))
        return _said((sight.sort, sight.place)) if sight else GONE

    def _atlas_of(self, which: str, lang: str) -> Atlas:
        links = self._press.pages.links(lang)
        return links.hub_atlas if which == "hub" else links.agenda_atlas

    def _month(self, lang: str, month: str) -> str:
        held = self._press.pages.links(lang).months.get(month, ())
        return _digest([(self._page(*one.entry.key), one.meeting.number, one.day) for one in held])

    def _kin(self, lang: str, number: str, *themes: str) -> str:
        return _digest(self._press.pages.related.head(lang, frozenset(themes), int(number)))

    def _all_pages(self) -> str:
        return _digest([self._page(*one.key) for one in self._library.entries])

    def _all_components(self) -> str:
        return _digest([self._component(*key) for key in self._press.components])

    def _all_targets(self) -> str:
        return _digest([(one.address, one.form, one.to) for one in self._plan.targets])


def made_with(notes: Notes) -> Mapping[Note, Made]:
    """Return what is to be known of the values that were made."""
    return {own: _told(*value) for own, value in notes.values.items()}


def _told(value: object, taken: Iterable[Note]) -> Made:
    # As texts: a moment that was read says the same in another zone's name than one made here.
    parts = [f"{getattr(value, one.name)}" for one in fields(value)]  # type: ignore[arg-type]
    return _digest(parts), tuple(sorted(taken))


def _said(value: object) -> str:
    """Return the mark of something small."""
    return "" if value is None else repr(value)


def _digest(value: object) -> str:
    """Return the mark of something large; it is a record of texts and numbers, or a list of them.

    What it is made of says all that it is (`repr` of frozen records does), in one order.
    """
    return blake2b(repr(value).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def _next_meeting(entry: Entry, library: Library) -> str:
    found = next_meeting(entry, library)
    return f"{found.number} {found.start}" if found else ""


def _is_expired(entry: Entry, library: Library) -> bool:
    return library.is_expired(entry)


def compact(notes: Set[Note], most: int = 1000) -> Set[Note]:
    """Return notes that depend on no less: who looked at very many pages looked at all of them."""
    found = notes
    for sorts, whole in _WHOLE.items():
        if sum(one[0] in sorts for one in found) > most:
            found = frozenset([one for one in found if one[0] not in sorts]) | {whole}
    return found
