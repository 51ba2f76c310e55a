"""Agenda: the listings of when events meet, of what changed in them, and of their deadlines."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from hubgen import times
from hubgen.kinds import KINDS
from hubgen.kinds.base import Entry, Meeting
from hubgen.kinds.event import EVENT
from hubgen.library import Library, section_path
from hubgen.listings.order import keys_of
from hubgen.listings.records import Listing, Role
from hubgen.months import by_month, first_day
from hubgen.wording import wording


def years(entries: list[Entry], lang: str, library: Library) -> Iterator[Listing]:
    """Yield a listing for each year in which events meet."""
    for kind in KINDS:
        if kind.order != "time":
            continue
        by_year: dict[str, list[Entry]] = {}
        for one in entries:
            if one.kind.folder == kind.folder:
                for year in sorted({year_of(meeting) for meeting in one.meetings}):
                    by_year.setdefault(year, []).append(one)
        for year, listed in sorted(by_year.items()):
            in_time = sorted(listed, key=partial(_place_in_year, year, library))
            yield Listing(
                role=Role.YEAR,
                address=library.at(lang, section_path(kind, library.settings), year),
                lang=lang,
                title=wording(lang).text("site.listing.year", year=year),
                subject=year,
                members=keys_of(listed),
                shown=keys_of(in_time),
            )


def months(entries: list[Entry], lang: str, library: Library) -> Iterator[Listing]:
    """Yield a listing for each month that has a day of an event; its feeds are the agenda's."""
    listed = [one for one in entries if one.kind.order == "time"]
    for month, held in by_month(listed, library).items():
        name = times.say_month(first_day(month), lang)
        yield Listing(
            role=Role.MONTH,
            address=library.at(lang, section_path(EVENT, library.settings), "month", month),
            lang=lang,
            title=wording(lang).text("site.listing.month", month=name),
            subject=month,
            members=tuple(dict.fromkeys(one.entry.key for one in held)),
            has_feeds=False,
        )


def changes_and_deadlines(entries: list[Entry], lang: str, library: Library) -> Iterator[Listing]:
    """Yield what changed in the agenda, and until when one can register; both are always there."""
    text = wording(lang).text
    changed = [one for one in entries if one.facts.told]
    closing = [(one, day) for one in entries if (day := one.facts.deadline)]
    agenda = library.at(lang, section_path(EVENT, library.settings))
    yield Listing(
        role=Role.CHANGES,
        address=library.at(lang, "changes"),
        shown_at=agenda,
        lang=lang,
        title=text("site.changes.title"),
        text=text("site.changes.description"),
        members=keys_of(changed),
        news=sum(one.facts.told for one in changed),
    )
    yield Listing(
        role=Role.DEADLINES,
        address=library.at(lang, "deadlines"),
        shown_at=agenda,
        lang=lang,
        title=text("site.deadlines.title"),
        text=text("site.deadlines.description"),
        members=keys_of(one for one, _ in closing),
        has_feeds=False,
        has_calendar=True,
        coming=sum(library.instant(day + timedelta(days=1)) > library.now for _, day in closing),
    )


def year_of(meeting: Meeting) -> str:
    """Return the year that a meeting begins in, as it stands in addresses."""
    return str(times.day_of(meeting.start).year)


def _place_in_year(year: str, library: Library, entry: Entry) -> tuple[float, str]:
    """Put what meets last in a year first; ties are broken by address."""
    starts = [one.start for one in entry.meetings if year_of(one) == year]
    return -library.instant(starts[0]).timestamp(), library.address(entry)
