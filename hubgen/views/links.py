"""Links: a reference as the words that a reader clicks on, and a page as a card in a list."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, Literal

from babel.numbers import format_decimal

from hubgen import addresses, places, times
from hubgen.atlas import Atlas, Sight, agenda_atlas, has_sights, hub_atlas
from hubgen.edition import Edition
from hubgen.fields import Ref
from hubgen.kinds.base import Entry
from hubgen.kinds.event import EVENT
from hubgen.kinds.event.programme import Speaker
from hubgen.kinds.parts import Who
from hubgen.kinds.whereabouts import Period
from hubgen.library import Key
from hubgen.listings import Listing, Role
from hubgen.months import Held, by_month, month_ahead
from hubgen.notes import Noted, Remembered, page
from hubgen.order import in_order, is_past, next_meeting
from hubgen.plan import Form
from hubgen.related import Related
from hubgen.views.cards_said import (
    badges_of,
    end_of,
    icon_of,
    is_postponed,
    later_times,
    place_said,
    portrait,
    soon_of,
    when_iso,
    when_said,
)
from hubgen.views.colours import is_light
from hubgen.views.pictures import picture_view
from hubgen.views.records import Anchor, Card, Person, ThemeTag, initials
from hubgen.views.subscribe import Following
from hubgen.views.times_said import date_block, say_moment, say_period
from hubgen.wording import wording


class Links:
    """Turns references and entries into what a page in one language shows of them."""

    def __init__(self, edition: Edition, lang: str, related: Related) -> None:
        self.edition = edition
        self.related = related
        self.lang = lang
        self.library = edition.library
        self.text = wording(lang).text
        self.notes = edition.notes
        self._of_role: dict[Role, list[Listing]] = {}
        self.following = Following(edition)
        # Each of these is known with what was looked up for it: see `Notes.remembered`.
        self._cards: Remembered[Key, Card] = {}
        self._themes: Remembered[str, ThemeTag | None] = {}
        self._meetings: Remembered[Ref, list[Entry]] = {}
        self.facet_values: Remembered[Key, Any] = {}
        """What the facets of listings found out about pages."""
        with self.notes.apart():
            self._listings = {
                (one.role, one.subject): one for one in edition.plan.listings if one.lang == lang
            }

    @property
    def settings_lang(self) -> str:
        """The language of what the settings say, where that is not the page's."""
        lang = self.library.settings.lang
        return lang if lang != self.lang else ""

    @property
    def hub_atlas(self) -> Atlas:
        """Return what the map of the hub shows in this language."""
        self.notes.take(("atlas", "hub", self.lang))
        return self._hub_atlas

    @property
    def agenda_atlas(self) -> Atlas:
        """Return what the map of the agenda shows in this language."""
        self.notes.take(("atlas", "agenda", self.lang))
        return self._agenda_atlas

    def sight(self, atlas: Literal["hub", "agenda"], ref: Ref) -> Sight | None:
        """Return what the map of the hub or of the agenda shows of a page at its place, if it is
        there.
        """
        self.notes.take(("sight", atlas, self.lang, ref.folder, ref.slug))
        found = self._hub_atlas if atlas == "hub" else self._agenda_atlas
        return found.sight_of.get(ref)

    @cached_property
    def has_map(self) -> bool:
        """Tell whether anything is on the map of the hub."""
        with self.notes.apart():
            return has_sights(self.library, self.lang)

    @cached_property
    def _hub_atlas(self) -> Atlas:
        with self.notes.apart():
            return hub_atlas(self.library, self.lang)

    @cached_property
    def _agenda_atlas(self) -> Atlas:
        with self.notes.apart():
            return agenda_atlas(self.library, self.lang)

    @cached_property
    def months(self) -> Mapping[str, tuple[Held, ...]]:
        """Return what each month of the agenda has in this language, in order of time."""
        with self.notes.apart():
            found = by_month(self._agenda, self.library)
        return Noted(
            found, self.notes, lambda month: ("month", self.lang, month), ("months", self.lang)
        )

    def held_in(self, month: str) -> int:
        """Return how many events a month has."""
        self.notes.take(("counts", self.lang, Role.MONTH, month))
        return len(self._listings[Role.MONTH, month].members)

    @property
    def month_ahead(self) -> str:
        """Return the month to look at first; empty for an agenda without any."""
        self.notes.take(("month-ahead", self.lang))
        return self._month_ahead

    @cached_property
    def _month_ahead(self) -> str:
        with self.notes.apart():
            return month_ahead(self._agenda, self.library)

    @property
    def _agenda(self) -> list[Entry]:
        section = self._listings.get((Role.SECTION, EVENT.folder))
        return [self.library.by_key[key] for key in section.members] if section else []

    def of_form(self, form: Form) -> str:
        """Return where the hub's one output of a form is, this language's where each has one."""
        found = self.edition.plan.of_form[form]
        own = next((one for one in found if one.lang == self.lang), found[0])
        return self.edition.href(own.address)

    def anchor(self, ref: Ref | None) -> Anchor | None:
        """Return a reference as a link; its title alone where the page is not published."""
        if ref is None:
            return None
        entry = self.library.find(ref, self.lang)
        if entry is None:
            return Anchor(title=self._unpublished_title(ref))
        return self.entry_anchor(entry)

    def _unpublished_title(self, ref: Ref) -> str:
        """Return the title of a page that is not published, or the words that name nothing."""
        return self.library.unpublished.get(Ref(ref.folder, ref.slug), ref.slug)

    def anchors(self, refs: Iterable[Ref]) -> list[Anchor]:
        """Return references as links."""
        return [anchor for ref in refs if (anchor := self.anchor(ref))]

    def entry_anchor(self, entry: Entry) -> Anchor:
        """Return a page as a link."""
        return Anchor(
            title=entry.facts.title,
            href=self.edition.href(self.library.address(entry)),
            lang=entry.lang if entry.lang != self.lang else "",
        )

    def listing_anchor(self, role: Role, subject: str = "", title: str = "") -> Anchor | None:
        """Return a listing as a link, or None where it does not exist in this language."""
        self.notes.take(("listing", self.lang, role, subject))
        found = self._listings.get((role, subject))
        if not found:
            return None
        return Anchor(title=title or found.title, href=self.edition.href(found.address))

    def listings(self, role: Role) -> list[Listing]:
        """Return the listings of a role in this language, by address."""
        self.notes.take(("listings", self.lang, role))
        if role not in self._of_role:
            own = {subject: one for (its, subject), one in self._listings.items() if its is role}
            self._of_role[role] = [own[subject] for subject in sorted(own)]
        return self._of_role[role]

    def who(self, one: Who) -> Person:
        """Return someone with their page, role and organisation.

        A speaker's role is what they do at the event: it is said in words, as their part in it.
        """
        if isinstance(one, Speaker):
            return self._person(one, role="", part=self._part(one), topic=one.topic)
        return self._person(one, role=one.role, part="", topic="")

    def named(self, name: str) -> Person:
        """Return someone by their name: as their page has them, where one person has that name."""
        self.notes.take(("named", self.lang, name))
        ref = self.people.get(name)
        return self.who(Who(person=ref)) if ref else Person(name=name, initials=initials(name))

    def _person(self, one: Who, *, role: str, part: str, topic: str) -> Person:
        entry = self.library.find(one.person, self.lang) if one.person else None
        if entry is None:
            name = one.name or (self._unpublished_title(one.person) if one.person else "")
            return Person(
                name=name,
                role=role,
                part=part,
                organisation=self.affiliation(one.organisation),
                topic=topic,
                initials=initials(name),
            )
        link = self.entry_anchor(entry)
        fields = entry.fields
        photo = getattr(fields, "photo", None)
        organisation = one.organisation or getattr(fields, "organisation", None)
        return Person(
            name=link.title,
            href=link.href,
            lang=link.lang,
            role=getattr(fields, "role", ""),
            part=part,
            organisation=self.affiliation(organisation),
            topic=topic,
            initials=initials(link.title),
            icon=icon_of(entry) if entry.kind.name == "organisation" else "",
            photo=picture_view(photo.src, photo.alt, entry.path, self.edition) if photo else None,
        )

    def _part(self, speaker: Speaker) -> str:
        """Return what a speaker does in words; nothing for speaking, which the heading says."""
        if speaker.role in {"", "speaker"}:
            return ""
        return self.text(f"site.part.{speaker.role}")

    @cached_property
    def people(self) -> Mapping[str, Ref]:
        """Return the people by their names; without those who share one."""
        found: dict[str, list[Ref]] = {}
        with self.notes.apart():
            for ref in self.library.languages_of:
                if ref.folder == "people" and (entry := self.library.find(ref, self.lang)):
                    found.setdefault(entry.facts.title, []).append(ref)
        return {name: refs[0] for name, refs in found.items() if len(refs) == 1}

    def affiliation(self, ref: Ref | None) -> Anchor | None:
        """Return someone's organisation: a link where it has a page, else its name."""
        return self.anchor(ref) if isinstance(ref, Ref) else None

    def day(self, moment: times.When) -> str:
        """Return a day of the content in words: `13 november 2024`."""
        return say_moment(self.library.instant(moment), self.lang, with_time=False)

    def period(self, period: Period) -> str:
        """Return from when to when in words."""
        return say_period(period.start, period.end, self.lang)

    def number(self, number: int) -> str:
        """Return a whole number with its thousands apart: `85.000`."""
        return format_decimal(number, locale=self.lang)

    def themes(self, entry: Entry) -> tuple[ThemeTag, ...]:
        """Return an entry's themes, in its own order."""
        return tuple(tag for slug in entry.facts.themes if (tag := self.theme(slug)))

    def theme(self, slug: str) -> ThemeTag | None:
        """Return a theme as a link to all that is about it; None for one that does not exist."""
        return self.notes.remembered(self._themes, slug, lambda: self._theme(slug))

    def _theme(self, slug: str) -> ThemeTag | None:
        theme = self.library.settings.theme(slug)
        if theme is None:
            return None
        link = self.listing_anchor(Role.THEME, slug)
        return ThemeTag(
            title=theme.title,
            href=link.href if link else "",
            slug=slug,
            colour=theme.colour,
            icon=theme.icon,
            light=is_light(theme.colour),
            lang=self.settings_lang,
        )

    def audience(self, entry: Entry) -> list[Anchor]:
        """Return whom an entry is for."""
        return [
            self.listing_anchor(Role.AUDIENCE, addresses.slugify(name), name) or Anchor(title=name)
            for name in entry.fields.audience
        ]

    def municipality(self, name: str) -> Anchor | None:
        """Return a municipality as a link to all that is in it."""
        there = places.municipality(name) if name else None
        if there is None:
            return None
        return self.listing_anchor(Role.MUNICIPALITY, there.slug) or Anchor(title=there.title)

    def meetings_of(self, programme: Ref) -> list[Entry]:
        """Return the events of a programme by time, those without a date last; found once."""
        return self.notes.remembered(
            self._meetings, programme, lambda: self._found_meetings(programme)
        )

    def _found_meetings(self, programme: Ref) -> list[Entry]:
        library = self.library
        refs = {
            Ref(one.folder, one.slug)
            for one in library.referrers.get(Ref(programme.folder, programme.slug), ())
            if (one.folder, one.role) == ("events", "part_of")
        }
        found = [entry for ref in refs if (entry := library.find(ref, self.lang))]
        shown = [one for one in found if not library.is_expired(one)]
        return sorted(shown, key=self._place_in_series)

    def _place_in_series(self, entry: Entry) -> tuple[bool, float, int, str]:
        number = entry.facts.number
        start = entry.meetings[0].start if entry.meetings else None
        moment = self.library.instant(start).timestamp() if start else 0.0
        return start is None, moment, number, self.library.address(entry)

    def cards(self, entries: Iterable[Entry]) -> list[Card]:
        """Return entries as cards, in the order given."""
        return [self.card(one) for one in entries]

    def ordered_cards(self, entries: Iterable[Entry]) -> list[Card]:
        """Return entries as cards, in the order that a reader wants."""
        return self.cards(in_order(entries, self.library))

    def card(self, entry: Entry) -> Card:
        """Return an entry as a card; made once for each page that shows it."""
        own = ("card", self.lang, *entry.key)
        return self.notes.remembered(self._cards, entry.key, lambda: self._card(entry), own)

    def _card(self, entry: Entry) -> Card:
        self.notes.take(page(entry.key))
        image = entry.fields.image
        meeting = next_meeting(entry, self.library)
        anchor = self.entry_anchor(entry)
        return Card(
            title=anchor.title,
            href=anchor.href,
            lang=anchor.lang,
            kind=entry.kind.name,
            kind_title=self.text(f"site.kind.{entry.kind.folder}"),
            summary=entry.summary,
            date=date_block(meeting, self.lang) if meeting and not is_postponed(entry) else None,
            when=when_said(entry, self.library, self.lang),
            iso=when_iso(entry, self.library, self.lang),
            end=end_of(entry, self.library),
            soon=soon_of(entry, self.library, self.lang),
            later=later_times(entry, self.library, self.lang),
            place=place_said(entry, self.lang),
            past=is_past(entry, self.library),
            badges=badges_of(entry, self.library, self.lang),
            themes=self.themes(entry),
            picture=picture_view(image.src, image.alt, entry.path, self.edition) if image else None,
            icon=icon_of(entry),
            initials=initials(anchor.title) if entry.kind.name == "person" else "",
            portrait=portrait(entry, self.edition),
            number=entry.facts.number,
        )
