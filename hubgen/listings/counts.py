"""Counts: how much the feeds and calendars of listings hold."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from hubgen.kinds.base import Entry
from hubgen.library import Key, Library
from hubgen.listings.agenda import year_of
from hubgen.listings.records import Listing, Role


@dataclass(frozen=True, slots=True)
class Counts:
    """What there is to count of each entry, once for all the listings that it is in."""

    dated: Mapping[Key, int]
    """1 for a page with a date: one without any is never new."""
    coming: Mapping[Key, int]
    """How many of its meetings are not over yet."""
    met: frozenset[Key]
    """What has meetings at all."""


def counts_of(entries: Iterable[Entry], library: Library) -> Counts:
    """Return what there is to count of entries."""
    known = [(one.key, one.facts) for one in entries]
    now = library.now
    return Counts(
        dated={key: int(facts.published is not None) for key, facts in known},
        coming={key: sum(end > now for end in facts.ends) for key, facts in known},
        met=frozenset(key for key, facts in known if facts.ends),
    )


def with_contents(listing: Listing, library: Library, counts: Counts) -> Listing:
    """Say what a listing's feeds and calendar hold: home and the events' own always have one."""
    always = listing.role is Role.HOME or listing.subject == "events"
    return replace(
        listing,
        has_calendar=listing.has_feeds and (always or not counts.met.isdisjoint(listing.members)),
        news=sum(map(counts.dated.__getitem__, listing.members)),
        coming=_coming_in_year(listing, library)
        if listing.role is Role.YEAR
        else sum(map(counts.coming.__getitem__, listing.members)),
    )


def _coming_in_year(listing: Listing, library: Library) -> int:
    """Return how many meetings of a year are not over yet."""
    return sum(
        end > library.now and listing.subject == year_of(meeting)
        for one in (library.by_key[key] for key in listing.members)
        for meeting, end in zip(one.meetings, one.facts.ends, strict=True)
    )
