"""Days in a text against the days in the fields, and days of the week against the calendar."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from hubgen import times
from hubgen.errors import Problem
from hubgen.expressions import expression
from hubgen.kinds.base import Entry
from hubgen.proofreading.announcement import ELSEWHERE, HELD, NOT_THIS, THIS, Announcement
from hubgen.proofreading.clocks_said import points_in
from hubgen.proofreading.days_said import Said, days_in, names_days, names_weekdays
from hubgen.proofreading.proof import Proof
from hubgen.proofreading.prose import Passage
from hubgen.settings import Settings

_LABEL = expression(r"(?:datum|data|dag|wanneer|date|dates|when|day)\b")
_BEFORE = expression(
    r"\b(?:van|of|sinds|per|vanaf|from|since|tot|until|till|by|voor|before|na|after|uit)\s+$",
    re.IGNORECASE,
)
_NOT = expression(r"\b(?:niet|geen|not)\s+(?:(?:op|om|on)\s+)?(?:de\s+|the\s+)?$", re.IGNORECASE)
_YEAR = expression(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_WORD = expression(r"[^\W\d_]{2,}")
_YEARS_IN_TITLE = expression(
    r"(?:congres|bijeenkomst|dag|conferentie|symposium|festival|week|forum|top|jaarcongres|markt|"
    r"webinar|event|summit|conference|day|meeting|symposium|editie|edition|tour|award|prijs|debat)\s+"
    r"(?:(?!over\b|about\b|on\b)[^\W\d_]+\s+){0,4}((?:19|20)\d\d)\s*$",
    re.IGNORECASE,
)
_LOOKING_BACK = expression(
    r"\b(?:terugblik|sinds|na|later|evaluatie|lessen|akkoord|review|since|after|lessons)\b",
    re.IGNORECASE,
)
_NEAR = 3
"""Days, less than a week, within which a day of the week cannot be twice."""
_LONG_AFTER = 2
"""Years: a congress of 2024 can be held early in 2025."""


def weekdays(proof: Proof, _settings: Settings) -> Iterator[Problem]:
    """Find a day of the week that a date does not have: `woensdag 14 november 2024`.

    A date without a year is one of the event's, where it has a day with that number and month.
    """
    entry = proof.entry
    text = f"{entry.fields.title}\n{entry.fields.summary}\n{entry.matter.body}"
    if not names_days(text) or not names_weekdays(text):
        return
    for passage in proof.passages:
        for said in days_in(passage.text):
            if said.weekday is None:
                continue
            known = [said.exact] if said.exact else list(_days_meant(said, entry))
            if known and all(one.weekday() != said.weekday for one in known):
                yield passage.says(said.at, said.text, "prose-weekday", day=known[0])


def dates(page: Announcement) -> Iterator[Problem]:
    """Find a day that the text gives for the event and its fields do not have."""
    if not page.days or page.is_tentative or not names_days(page.written):
        return
    known = page.days | _other_days(page)
    for passage in page.numbered:
        found = list(days_in(passage.text))
        if not found or any(said.can_be(day) for said in found for day in known):
            continue
        said = found[0]
        if said.exact and said.weekday not in {None, said.exact.weekday()}:
            continue  # which of the two is wrong, is not known before that is mended
        if len(found) == 1 and _is_of_event(passage, said, page):
            yield _differs(passage, said, page)


def title_year(page: Announcement) -> Iterator[Problem]:
    """Find an event that is long after the year in its title: `Congres 2023` in 2025."""
    title = page.event.title
    found = _YEARS_IN_TITLE.search(title)
    if not found or not page.meetings or _LOOKING_BACK.search(title):
        return
    meeting = page.meetings[0]
    day, path = times.day_of(meeting.start), page.path_of(meeting, "start")
    if day.year - int(found[1]) >= _LONG_AFTER:
        yield page.finds(("title",), "title-year", year=found[1], day=day, **page.field(path))


def _days_meant(said: Said, entry: Entry) -> Iterator[date]:
    """Yield the days that a date without a year can be: the event's now, and those it had."""
    for meeting in entry.meetings:
        first, last = times.day_of(meeting.start), times.day_of(meeting.end)
        for number in range(min((last - first).days, 366) + 1):
            if said.can_be(day := first + timedelta(days=number)):
                yield day
    for change in getattr(entry.fields, "changes", ()):
        for moment in (change.start, change.end):
            if moment is not None and said.can_be(day := times.day_of(moment)):
                yield day


def _other_days(page: Announcement) -> frozenset[date]:
    """Return the days in the fields that are not the event's own."""
    event = page.event
    said = (
        event.registration.opens,
        event.registration.deadline,
        event.date,
        event.updated,
        event.expires,
    )
    days = [times.day_of(one) for one in said if one is not None]
    return frozenset([*days, *(item.day for item in event.programme if item.day)])


def _is_of_event(passage: Passage, said: Said, page: Announcement) -> bool:
    """Tell whether a passage is certain to give the day of the event of its page."""
    text = passage.text
    if NOT_THIS.search(text) or ELSEWHERE.search(passage.heading):
        return False
    if _NOT.search(text[: said.at]):
        return False
    if _LABEL.match(passage.label):
        return True
    if _BEFORE.search(text[: said.at]) or passage.listed:
        return False
    if passage.field in {("subtitle",), ("summary",)} or _is_all(passage, said):
        return True
    if THIS.search(text) and HELD.search(text):
        return True
    if _is_of_another_year(said, page):
        return True
    # The same time on another day: the one or the other was forgotten when it moved.
    starts = [one.start.time() for one in page.meetings if isinstance(one.start, datetime)]
    return said.weekday is not None and any(
        point.clock.can_be(start) for point in points_in(text) for start in starts
    )


def _is_of_another_year(said: Said, page: Announcement) -> bool:
    """Tell whether a day is the event's as it was in a year from which its text was copied.

    That day of the week is another day of the month now, one or two away: Wednesday 15 November
    2023, for Wednesday 13 November 2024.
    """
    if said.weekday is None or said.year is not None:
        return False
    years = {f"{day.year}" for day in page.days}
    if not years.issuperset(_YEAR.findall(page.written)):
        return False  # it may tell of that year
    return any(
        day.weekday() == said.weekday and 0 < abs((_as_day(said, day) - day).days) <= _NEAR
        for day in page.days
    )


def _is_all(passage: Passage, said: Said) -> bool:
    """Tell whether a passage says no more than a day, and perhaps a time."""
    rest = passage.text.replace(said.text, " ")
    return len(_WORD.findall(rest)) <= 3 and not passage.label


def _as_day(said: Said, near: date) -> date:
    """Return the day that is said; without a year, the one in the year of another day."""
    try:
        return date(said.year or near.year, said.month, said.day)
    except ValueError:
        return near


def _differs(passage: Passage, said: Said, page: Announcement) -> Problem:
    """Return that a day is none of the event's; the nearest of them is named."""
    meeting = min(
        page.meetings or page.entry.meetings,
        key=lambda one: abs(times.day_of(one.start) - _as_day(said, times.day_of(one.start))),
    )
    path = page.path_of(meeting, "start")
    day = times.day_of(meeting.start)
    return passage.says(said.at, said.text, "prose-date", day=day, **page.field(path))
