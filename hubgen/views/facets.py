"""Facets: what the pages of a listing can be told apart by, so that it can be narrowed down.

A page may have several values of a facet. Whether something is on this week depends on the day that
somebody reads it, so of that the browser is told the days of each page, and works out the rest.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from hubgen import country, places, times
from hubgen.addresses import slugify
from hubgen.fields import Ref
from hubgen.kinds import KINDS
from hubgen.kinds.base import Entry, Meeting
from hubgen.listings import Listing, Role
from hubgen.notes import page
from hubgen.views.links import Links
from hubgen.wording import wording

PERIODS = ("week", "month", "quarter", "later", "past")
"""What the browser sorts days into, with today as its measure."""
_PHASES = ("idea", "pilot", "in_progress", "completed", "scaled")
_WHERE = ("onsite", "online")
_FACETS = (
    "theme",
    "period",
    "where",
    "phase",
    "kind",
    "audience",
    "organisation",
    "province",
    "place",
    "language",
)
"""In the order that they are shown: what most readers choose by stands first."""
_OWN: Mapping[Role, str] = {
    Role.THEME: "theme",
    Role.MUNICIPALITY: "place",
    Role.AUDIENCE: "audience",
}
"""The facet that all of a listing agrees on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """What a page has of each facet."""

    of: Mapping[str, tuple[str, ...]]
    """Its values by facet; of the period its days, as pairs of numbers."""
    titles: Mapping[str, Mapping[str, str]]
    """What values are called, by facet, where neither the settings nor the wording says it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """Something that a listing can be narrowed down to."""

    value: str
    title: str
    count: int
    lang: str = ""
    """The language of its title, where that is not the page's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A facet and what can be chosen of it."""

    name: str
    """What it is called in addresses: `?theme=energie`."""
    title: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterView:
    """What a listing can be narrowed down by."""

    choices: tuple[Choice, ...]
    count: int
    """How many pages of the hub are in the listing."""
    data: str
    """Where the values of its pages are."""
    zone: str
    """The zone in which it is decided what day it is."""


def filter_view(listing: Listing, entries: Sequence[Entry], links: Links) -> FilterView | None:
    """Return what a listing can be narrowed down by; None where nothing tells its pages apart."""
    found = [values_of(one, links) for one in entries]
    choices = tuple(
        Choice(name=name, title=links.text(f"site.filter.{name}"), options=options)
        for name in _FACETS
        if len(options := tuple(_options(name, listing, found, links))) > 1
    )
    if not choices:
        return None
    return FilterView(
        choices=choices,
        count=len(entries),
        data=links.edition.href(listing.filter),
        zone=links.library.settings.timezone,
    )


def filter_data(listing: Listing, entries: Sequence[Entry], links: Links) -> dict[str, Any]:
    """Return the values of a listing's pages for the browser, in the order that it shows them.

    Of each value it says which pages have it, each by how many places it comes after the one
    before: `[3, 1, 1]` is the fourth, the fifth and the sixth. Of each page with days its place,
    and each first and last day, counted from 1 January 1970.
    """
    facets: dict[str, dict[str, list[int]]] = {name: {} for name in _FACETS if name != "period"}
    before: dict[tuple[str, str], int] = {}
    days = []
    own = _OWN.get(listing.role, "")
    for place, entry in enumerate(entries):
        for name, values in values_of(entry, links).of.items():
            if name == "period":
                days.append([place, *map(int, values)])
                continue
            for value in values:
                if name != own or value != listing.subject:
                    step = place - before.get((name, value), 0)
                    facets[name].setdefault(value, []).append(step)
                    before[name, value] = place
    told_apart = {name: found for name, found in facets.items() if len(found) > 1}
    return {"count": len(entries), "facets": told_apart, "days": days}


def _options(
    name: str, listing: Listing, found: Sequence[Values], links: Links
) -> Iterator[Option]:
    """Yield what can be chosen of a facet: not what the listing is of, which all of it has."""
    if name == "period":
        if any(one.of.get(name) for one in found):
            for period in PERIODS:
                title = links.text(f"site.filter.periods.{period}")
                yield Option(value=period, title=title, count=0)
        return
    counts = Counter(value for one in found for value in one.of.get(name, ()))
    if name == _OWN.get(listing.role):
        counts.pop(listing.subject, None)
    titles = _titles(name, counts, found, links)
    for value, title in titles.items():
        lang = value if name == "language" and value != links.lang else ""
        if name == "theme":
            lang = links.settings_lang
        yield Option(value=value, title=title, count=counts[value], lang=lang)


def _titles(
    name: str, values: Mapping[str, int], found: Sequence[Values], links: Links
) -> dict[str, str]:
    """Return the titles of a facet's values, in the order that they are shown."""
    text = links.text
    if name == "theme":
        return {one.slug: one.title for one in links.library.settings.themes if one.slug in values}
    if name == "where":
        return {one: _capital(text(f"site.filter.places.{one}")) for one in _WHERE if one in values}
    if name == "phase":
        return {one: _capital(text(f"site.phase.{one}")) for one in _PHASES if one in values}
    if name == "kind":
        folders = [kind.folder for kind in KINDS if kind.folder in values]
        return {one: text(f"site.kinds.{one}") for one in folders}
    if name == "language":
        spoken = [one for one in links.library.settings.languages if one in values]
        return {one: wording(one).text("site.language_name") for one in spoken}
    if name == "province":
        names = {one: country.province_names()[one] for one in values}
    else:
        # The first page that has a value says what it is called.
        said: dict[str, str] = {}
        for one in reversed(found):
            said.update(one.titles.get(name, {}))
        names = {one: said[one] for one in values}
    return dict(sorted(names.items(), key=lambda one: (slugify(one[1]), one[0])))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def values_of(entry: Entry, links: Links) -> Values:
    """Return a page's values; worked out once for all listings that it is in."""
    own = ("facets", links.lang, *entry.key)
    found: Values = links.notes.remembered(
        links.facet_values, entry.key, lambda: _worked_out(entry, links), own
    )
    return found


def _worked_out(entry: Entry, links: Links) -> Values:
    links.notes.take(page(entry.key))
    library = links.library
    there = [one for slug in library.municipalities_of(entry) if (one := places.municipality(slug))]
    audience = _first_names(_audience(entry))
    organisations = _first_names(_organisations(entry, links))
    found = {
        "theme": tuple(slug for slug in entry.facts.themes if library.settings.theme(slug)),
        "period": tuple(_days(entry)),
        "where": tuple(_where(entry)),
        "phase": (entry.facts.phase,),
        "kind": (entry.kind.folder,),
        "audience": tuple(audience),
        "organisation": tuple(organisations),
        "province": tuple(one.province for one in there),
        "place": tuple(one.slug for one in there),
        "language": library.languages_of[entry.ref],
    }
    return Values(
        # Each value once, as they come.
        of={
            name: values if name == "period" else tuple(dict.fromkeys(filter(None, values)))
            for name, values in found.items()
            if any(values)
        },
        titles={
            "audience": audience,
            "organisation": organisations,
            "place": {one.slug: one.title for one in there},
        },
    )


def _first_names(found: Iterator[tuple[str, str]]) -> dict[str, str]:
    """Return names by slug: of two with one slug the first."""
    names: dict[str, str] = {}
    for slug, name in found:
        names.setdefault(slug, name)
    return names


def _audience(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield whom a page is for: the slug, and the name."""
    yield from ((slugify(name), name) for name in entry.facts.audience)


def _organisations(entry: Entry, links: Links) -> Iterator[tuple[str, str]]:
    """Yield the organisations that a page is of; one without a page of its own by its name."""
    for ref in entry.facts.organisations:
        anchor = links.anchor(ref) if isinstance(ref, Ref) else None
        title = anchor.title if anchor else str(ref)
        slug = ref.slug if isinstance(ref, Ref) and anchor and anchor.href else slugify(title)
        if slug:
            yield slug, title


def _where(entry: Entry) -> Iterator[str]:
    """Yield whether one can go there, and whether it can be followed from afar: maybe both."""
    if entry.kind.order != "time":
        return
    moved = entry.facts.status == "moved_online"
    spots = [entry.facts.where, *(one.location for one in entry.meetings)]
    for spot in spots:
        if spot and spot.is_place and not moved:
            yield "onsite"
        if moved or (spot and spot.online):
            yield "online"


def _days(entry: Entry) -> Iterator[str]:
    """Yield the first and the last day of each meeting that goes on, as numbers."""
    if entry.facts.status == "postponed":
        return
    for one in [one for one in entry.meetings if not one.cancelled] or entry.meetings:
        start = times.day_of(one.start)
        yield str(start.toordinal() - _EPOCH)
        yield str(max(start, _last_day(one)).toordinal() - _EPOCH)


def _last_day(meeting: Meeting) -> date:
    """Return the last day of a meeting: what ends at midnight has none of the day after."""
    end = meeting.end
    return times.day_of(end - timedelta(microseconds=1) if isinstance(end, datetime) else end)


_EPOCH = 719_163
"""1 January 1970, as Python counts days."""
