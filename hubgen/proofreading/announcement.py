"""An event's page as its text is held against: its fields, and what it says in words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from hubgen import times
from hubgen.errors import Problem
from hubgen.expressions import expression
from hubgen.findings import path_text, warning
from hubgen.frontmatter import Path
from hubgen.kinds.base import Entry, Meeting
from hubgen.kinds.event.fields import Event
from hubgen.kinds.event.programme import Item
from hubgen.kinds.whereabouts import Location
from hubgen.proofreading.clocks_said import Clock, points_in, spans_in
from hubgen.proofreading.days_said import days_in
from hubgen.proofreading.proof import Proof
from hubgen.proofreading.prose import Passage
from hubgen.settings import Settings

_DIGIT = expression(r"\d")


@dataclass(frozen=True, kw_only=True)
class Announcement:
    """What an event's page says twice: in its fields, and in its text."""

    proof: Proof
    event: Event
    settings: Settings

    @property
    def entry(self) -> Entry:
        """The page."""
        return self.proof.entry

    @cached_property
    def written(self) -> str:
        """All that is read of the page, to see quickly what is not in it."""
        event = self.event
        fields = (event.title, event.subtitle, event.summary, event.registration.note)
        return "\n".join((*fields, self.entry.matter.body))

    @cached_property
    def text(self) -> str:
        """The same in small letters."""
        return self.written.lower()

    @property
    def passages(self) -> tuple[Passage, ...]:
        """What it says, in its order."""
        return self.proof.passages

    @cached_property
    def small(self) -> str:
        """Its own words, among which each of these passages is, in small letters."""
        return self.proof.own.lower()

    @cached_property
    def numbered(self) -> tuple[Passage, ...]:
        """What of it has a number, as a day and a time have."""
        return tuple(one for one in self.passages if _DIGIT.search(one.text))

    @cached_property
    def days_said(self) -> frozenset[tuple[int, int, int | None]]:
        """Every day that it names: its number, its month, and its year where that is said."""
        said = (one for passage in self.numbered for one in days_in(passage.text))
        return frozenset((one.day, one.month, one.year) for one in said)

    @cached_property
    def begins_said(self) -> frozenset[Clock]:
        """Every time of day that it names, but for the end of what lasts from one to another."""
        points = (one.clock for passage in self.numbered for one in points_in(passage.text))
        spans = (one.begin for passage in self.numbered for one in spans_in(passage.text))
        return frozenset((*points, *spans))

    def mentions(self, *words: str) -> bool:
        """Tell whether one of some words, in small letters, is anywhere in the text."""
        return any(word in self.text for word in words)

    def field(self, path: Path) -> dict[str, str]:
        """Return what a message says of a field: its path, and its line.

        The line is empty in a translation that takes the field over from its original.
        """
        matter = self.entry.matter
        line = matter.place(path).line if path[:1] in matter.places else ""
        return {"which": path_text(path), "on": str(line)}

    def finds(self, path: Path, code: str, **values: object) -> Problem:
        """Return a problem with a field."""
        return warning(path, code, **values).locate(self.entry.path, self.entry.matter)

    @cached_property
    def meetings(self) -> tuple[Meeting, ...]:
        """When it meets; without those that are off."""
        return tuple(one for one in self.entry.meetings if not one.cancelled)

    @cached_property
    def days(self) -> frozenset[date]:
        """Every day on which it meets."""
        return frozenset(day for one in self.entry.meetings for day in days_of(one))

    @cached_property
    def is_tentative(self) -> bool:
        """Whether a day of it is not known, so that its text may know more."""
        event = self.event
        return event.status == "postponed" or any(one.start is None for one in event.dates)

    @cached_property
    def locations(self) -> tuple[Location, ...]:
        """Where it is, and where its meetings are that are elsewhere."""
        said = (self.event.location, *(one.location for one in self.event.dates))
        return tuple(one for one in said if one is not None)

    def path_of(self, meeting: Meeting, name: str) -> Path:
        """Return the field that says when a meeting begins or ends."""
        return ("dates", meeting.number - 1, name) if meeting.number else (name,)


def days_of(meeting: Meeting) -> Iterator[date]:
    """Yield the days of a meeting; the night after its last day belongs to that day."""
    first, last = times.day_of(meeting.start), times.day_of(meeting.end)
    if isinstance(meeting.end, datetime) and meeting.end.hour < 6 and last > first:
        last -= timedelta(days=1)
    for number in range(min((last - first).days, 366) + 1):
        yield first + timedelta(days=number)


def items_in(items: tuple[Item, ...], path: Path = ("programme",)) -> Iterator[tuple[Path, Item]]:
    """Yield every part of a programme with its path, those that run beside each other too."""
    for number, item in enumerate(items):
        here = (*path, number)
        yield here, item
        yield from items_in(item.sessions, (*here, "sessions"))


def _any_of(words: str) -> str:
    """Return an expression for any of some words: `*` is the rest of a word, `_` a space."""
    return "|".join(
        re.escape(word).replace(r"\*", r"\w*").replace("_", r"\s+") for word in words.split()
    )


_NOUN = (
    r"(?:bijeenkomst|sessie|congres|webinar|workshop|conferentie|symposium|evenement|"
    r"leerkring|training|cursus|masterclass|lezing|excursie|werkatelier|netwerkdag|themadag|"
    r"kennisdag|studiedag|middag|ochtend|avond|festival|"
    r"meeting|event|session|conference|seminar|lecture|course)\b"
)
GATHERING = rf"[^\W\d_]*-?{_NOUN}"
"""What an event is called."""
THIS = expression(
    r"\b(?i:de|deze|dit|het|onze|this|the|our)\s+"
    rf"(?:(?!een\b|de\b|het\b|an?\b|the\b)[a-zé-]+\s+){{0,2}}?[a-zé-]*{_NOUN}"
)
"""The event of the page itself, as against `een bijeenkomst` or `het Klimaatcongres`."""
_HELD = """
    vindt vinden komt komen organiseert organiseren houden begint beginnen start starten is welkom
    trapt takes_place will_be is_held meets meet join starts begins kicks_off happens
"""
HELD = expression(rf"\b(?:{_any_of(_HELD)})\b", re.IGNORECASE)
"""That something takes place."""
_NOT_THIS = """
    aanmeld* aangemeld* meld inschrijv* ingeschreven opgeven opgave uiterlijk deadline vóór
    registrat* register* sign* latest rsvp afmeld* annuleer* cancel*
    vorig* eerder* afgelopen vooraf* voorgaand* terugblik* verslag sinds volgend* daarna later
    previous* last earlier past since next following afterwards before recap report
    besluit* raad vastgesteld gepubliceerd verscheen verschenen wet motie akkoord verkiezing*
    decided adopted published act
    was waren werd werden vond vonden stond kwam kwamen ging gingen had hadden hield hielden sprak
    spraken deed deden begon began were took held had went did
    verplaatst verzet uitgesteld verschoven oorspronkelijk aanvankelijk nieuwe wijziging* gewijzigd
    moved postponed rescheduled originally instead new changed
    ook ander* also another other tweede derde vierde vijfde zesde second third fourth fifth
    extra optioneel optional vrijblijvend bijvoorbeeld example
    geldt geldig geopend openingstijd* bereikbaar telefoon* kantoortijden spreekuur
    office opening reachable telefonisch
"""
NOT_THIS = expression(rf"(?<!is\s)\b(?:{_any_of(_NOT_THIS)})\b(?!\s+keer|\s+time\b)", re.IGNORECASE)
"""That a sentence speaks of something else, or of how it was."""
ELSEWHERE = expression(
    r"\b(?:vorig|eerder|ander|volgend|meer|gerelateerd|terugblik|verslag|aanmeld|inschrijv|vervolg|"
    r"archief|previous|past|other|next|more|related|recap|regist|sign)",
    re.IGNORECASE,
)
"""A heading of what is not about the event itself."""
