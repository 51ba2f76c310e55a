"""A practice: its results as figures, how far it is, and whom to ask."""

import re
from dataclasses import dataclass
from typing import Literal, get_args

from babel.numbers import format_decimal, get_decimal_symbol

from hubgen.kinds.base import Entry
from hubgen.kinds.practice import Practice, Result
from hubgen.views.contact import ContactView, contact_view, reachable
from hubgen.views.languages import taken_over
from hubgen.views.links import Links

_NUMBER = re.compile(r"(-?)(\d{1,15})((?:[.,]\d+)*)")
# Behind a point, three digits may be thousands; fewer or more are a fraction, as YAML writes it.
_FRACTION = re.compile(r"\.(?:\d{1,2}|\d{4,})")
# A year has four digits, and a number of four reads as well without a separator.
_LONG = 5
_MINUS = "\N{MINUS SIGN}"
# A value that is longer is words, and stands in the size of words.
_LONGEST_NUMERAL = 9
_MONEY = frozenset("€$£")
_SIGNS = ("%", "‰", "°")
_PHASES: tuple[str, ...] = tuple(
    phase for phase in get_args(Practice.model_fields["phase"].annotation) if phase
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One result, to be read at a glance."""

    value: str
    """As it was written; a long whole number with its thousands apart, and a minus as a minus."""
    unit: str
    label: str
    is_numeral: bool
    """Whether it is short and has a digit, so that it can be large."""
    per: str = ""
    """What stands behind a value with money before it: `per jaar`."""
    unit_at: Literal["before", "against", "after"]
    """Where it stands: that of money before the value, `%` against it, others behind a space."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """One step of the way that every practice goes."""

    name: str
    title: str
    number: int
    state: str
    """`done`, `now` or `later`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeView:
    """What only practices have."""

    figures: tuple[Figure, ...]
    phases: tuple[Phase, ...]
    """All of them, in order; none where its own is not known."""
    phase: Phase | None
    """The one that it is in."""
    contacts: tuple[ContactView, ...]
    """Its contact first, and nobody twice."""


def practice_view(entry: Entry, links: Links) -> PracticeView | None:
    """Return what a practice's page shows besides its fields; None for another kind."""
    fields = entry.fields
    if not isinstance(fields, Practice):
        return None
    phases = _phases(fields.phase, links)
    lang = taken_over(entry, links.library).get("results", links.lang)
    return PracticeView(
        figures=tuple(_figure(one, lang) for one in fields.results),
        phases=phases,
        phase=next((one for one in phases if one.state == "now"), None),
        contacts=_contacts(entry, fields, links),
    )


def _contacts(entry: Entry, fields: Practice, links: Links) -> tuple[ContactView, ...]:
    asked = contact_view(entry, links)
    first = (asked,) if asked else ()
    others = (reachable(one, links) for one in fields.contacts)
    return (*first, *(one for one in others if not asked or one.person.name != asked.person.name))


def _phases(reached: str, links: Links) -> tuple[Phase, ...]:
    if not reached:
        return ()
    here = _PHASES.index(reached)
    return tuple(
        Phase(
            name=name,
            title=links.text(f"site.phase.{name}"),
            number=number + 1,
            state="now" if number == here else "done" if number < here else "later",
        )
        for number, name in enumerate(_PHASES)
    )


def _figure(result: Result, lang: str) -> Figure:
    value = result.value.strip()
    if number := _NUMBER.fullmatch(value):
        minus, whole, rest = number.groups()
        if len(whole) >= _LONG and not rest:
            whole = format_decimal(int(whole), locale=lang)
        if _FRACTION.fullmatch(rest):
            rest = get_decimal_symbol(lang) + rest[1:]
        value = f"{minus and _MINUS}{whole}{rest}"
    short = len(value) <= _LONGEST_NUMERAL
    money, _, per = result.unit.partition(" ")
    unit, per = (money, per) if money in _MONEY else (result.unit, "")
    return Figure(
        value=value,
        unit=unit,
        per=per,
        label=result.label,
        is_numeral=short and any(character.isdigit() for character in value),
        unit_at=_unit_at(unit),
    )


def _unit_at(unit: str) -> Literal["before", "against", "after"]:
    if unit in _MONEY:
        return "before"
    return "against" if unit.startswith(_SIGNS) else "after"
