"""Times in a text against the times in the fields."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time

from hubgen.errors import Problem
from hubgen.expressions import expression
from hubgen.kinds.base import Meeting
from hubgen.proofreading.announcement import (
    ELSEWHERE,
    NOT_THIS,
    THIS,
    Announcement,
    days_of,
    items_in,
)
from hubgen.proofreading.clocks_said import Clock, Point, Span, names_times, points_in, spans_in
from hubgen.proofreading.days_said import Said, days_in, names_days
from hubgen.proofreading.prose import Passage

_LABEL = expression(
    r"(?:.*\b)?(?:tijd|tijden|tijdstip|wanneer|datum|duur|time|times|when|date)\b(?!\s*lijn)"
)
_BEGINS = expression(r"(?:aanvang|begin|begintijd|start|starttijd|begins|starts)\b")
_ENDS = expression(r"(?:einde|eind|eindtijd|end|ends)\b")
_PROGRAMME = expression(r"programma|programme|agenda|schedule|draaiboek|rooster")
_BEGIN_SAID = expression(
    r"\b(?:begint|beginnen|start|starten|starts?|begins?|kicks?\s+off)\s+(?:[^\W\d_]+\s+){0,2}?$",
    re.IGNORECASE,
)
_END_SAID = expression(
    r"\b(?:eindigt|eindigen|duurt\s+tot|afgelopen|ends?|finish(?:es)?|lasts\s+until)"
    r"\s+(?:[^\W\d_]+\s+){0,2}?$",
    re.IGNORECASE,
)
_BEGINS_THEN = expression(
    r"\b(?:beginnen|begint|starten|start|komen|trappen|begins?|starts?|meet)\b", re.IGNORECASE
)
_BEHIND_DAY = expression(r"[\s,|]*(?:om|at|vanaf|from|@)?\s*")
_PART = expression(
    r"\b(?:inloop|ontvangst|pauze|lunch|diner|borrel|napraten|afsluit\w*|opening|plenair\w*|welkom|"
    r"ronde|deelsessies?|eerste\s+deel|onderdeel|deel|keynote|wandeling|rondleiding|excursie|"
    r"koffie|registratie|zaal\s+open|deuren|walk-in|doors|coffee|drinks|break|dinner|reception|"
    r"is\s+er|zijn\s+er|er\s+is|er\s+zijn|there\s+is|there\s+are|markt|krijg\w*|link|"
    r"welcome|plenary|closing|breakout|part|tour|networking)\b",
    re.IGNORECASE,
)
"""A part of an event, which need not begin or end with it."""
_ZONE = expression(
    r"\b(?:UTC|GMT|CES?T|MES?T|E[SD]T|P[SD]T|BST|IST)\b|\b(?:lokale\s+tijd|local\s+time)\b"
    r"|\btijd\s+(?:in\s+)?[A-Z]|\b[A-Z][a-z]+\s+(?:tijd|time)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Times:
    """When some meetings begin and end by the clock, and what else a text may mean by it."""

    meeting: Meeting
    start: time
    end: time | None
    """None where the fields give no end."""
    starts: tuple[time, ...]
    ends: tuple[time, ...]

    def begins(self, clock: Clock) -> bool:
        """Tell whether a clock is when it begins, or a part of it does."""
        return any(clock.can_be(one) for one in self.starts)

    def stops(self, clock: Clock) -> bool:
        """Tell whether a clock is when it ends, or a part of it does."""
        return self.end is None or any(clock.can_be(one) for one in self.ends)


def hours(page: Announcement) -> Iterator[Problem]:
    """Find a begin or an end that the text gives for the event, and that its fields do not have."""
    if not page.meetings or page.is_tentative or not names_times(page.text):
        return
    for passage in page.numbered:
        if names_times(passage.text) and _may_be_of_event(passage) and _is_of_event(passage):
            yield from _in_passage(passage, page)


def _may_be_of_event(passage: Passage) -> bool:
    """Tell whether there is anything in a passage that ties a time to the event; it is quick."""
    label, text = passage.label, passage.text
    labelled = label and (_LABEL.match(label) or _BEGINS.match(label) or _ENDS.match(label))
    return bool(labelled) or names_days(text) or THIS.search(text) is not None


def _is_of_event(passage: Passage) -> bool:
    """Tell whether a passage may speak of the whole event, and by its own clock."""
    unlike = (NOT_THIS, _PART, _ZONE)
    return not (
        any(one.search(passage.text) for one in unlike) or ELSEWHERE.search(passage.heading)
    )


def _in_passage(passage: Passage, page: Announcement) -> Iterator[Problem]:
    """Yield what is wrong with the times in a passage."""
    named = list(days_in(passage.text))
    meetings = [
        one
        for one in page.meetings
        if not named or any(said.can_be(day) for said in named for day in days_of(one))
    ]
    expected = _times_of(meetings, page)
    if expected is None or len(meetings) < min(len(named), len(page.meetings)):
        return  # it speaks of another day too
    spans = list(spans_in(passage.text))
    if len(spans) == 1:
        yield from _of_span(passage, spans[0], named, expected, page)
    elif not spans:
        yield from _of_points(passage, named, expected, page)


def _times_of(meetings: Iterable[Meeting], page: Announcement) -> _Times | None:
    """Return when meetings begin and end, if they all do so alike, on one day."""
    found = {
        (one.start.time(), one.end.time()): one
        for one in meetings
        if isinstance(one.start, datetime) and isinstance(one.end, datetime)
        if len(list(days_of(one))) == 1
    }
    if len(found) != 1 or any(one.all_day for one in meetings):
        return None
    ((start, end), meeting), *_ = found.items()
    items = [item for _, item in items_in(page.event.programme)]
    starts = [start, *(item.start for item in items if item.start)]
    ends = [end, *(item.end or item.start for item in items if item.end or item.start)]
    if page.event.timezone:
        zone = page.settings.zone
        starts += [
            one.start.astimezone(zone).time() for one in meetings if isinstance(one.start, datetime)
        ]
        ends += [
            one.end.astimezone(zone).time() for one in meetings if isinstance(one.end, datetime)
        ]
    return _Times(
        meeting=meeting,
        start=start,
        end=end if _has_end(meeting, page) else None,
        starts=tuple(starts),
        ends=tuple(one for one in ends if one),
    )


def _has_end(meeting: Meeting, page: Announcement) -> bool:
    """Tell whether the end of a meeting is written, and not counted from its start."""
    event = page.event
    return (event.dates[meeting.number - 1].end if meeting.number else event.end) is not None


def _of_span(
    passage: Passage, span: Span, named: list[Said], expected: _Times, page: Announcement
) -> Iterator[Problem]:
    """Yield what is wrong with a text that says from when to when."""
    begins, stops = expected.begins(span.begin), expected.stops(span.end)
    if begins and stops:
        return
    if _is_programme(passage, span.at, span.text):
        return
    alike = begins or (stops and expected.end is not None)
    if not (
        _LABEL.match(passage.label)
        or (named and alike)
        or (named and _is_short(passage, [span, *named]))
        or (THIS.search(passage.text[: span.at]) and alike)
    ):
        return
    if not begins:
        yield _differs(passage, span, "start", expected.start, expected, page)
    elif expected.end is not None:
        yield _differs(passage, span, "end", expected.end, expected, page)


def _of_points(
    passage: Passage, named: list[Said], expected: _Times, page: Announcement
) -> Iterator[Problem]:
    """Yield what is wrong with a text that says when the event begins, or when it ends."""
    points = list(points_in(passage.text))
    if len(points) != 1 or _is_programme(passage, points[0].at, points[0].text):
        return
    point = points[0]
    before = passage.text[: point.at]
    of_event = bool(named) or bool(THIS.search(before))
    if _ENDS.match(passage.label) or (of_event and _END_SAID.search(before)):
        if expected.end is not None and not expected.stops(point.clock):
            yield _differs(passage, point, "end", expected.end, expected, page)
    elif (
        _BEGINS.match(passage.label)
        or (of_event and _BEGIN_SAID.search(before))
        or (named and _is_behind(passage, named[-1], point) and _is_begin(passage, point, named))
    ) and not expected.begins(point.clock):
        yield _differs(passage, point, "start", expected.start, expected, page)


def _is_begin(passage: Passage, point: Point, named: list[Said]) -> bool:
    """Tell whether a time behind a day is certain to be when the event begins."""
    said = _LABEL.match(passage.label) or _BEGINS_THEN.search(passage.text)
    return bool(said) or _is_short(passage, [point, *named])


def _is_behind(passage: Passage, said: Said, point: Point) -> bool:
    """Tell whether a time stands right behind a day: `13 november om 14.00 uur`."""
    between = passage.text[said.at + len(said.text) : point.at]
    return point.at > said.at and _BEHIND_DAY.fullmatch(between) is not None


def _is_programme(passage: Passage, at: int, said: str) -> bool:
    """Tell whether a time is that of a part: it is a line of a programme, or begins a line."""
    if _PROGRAMME.search(passage.heading) and (passage.listed or not passage.label):
        return True
    first = not passage.text[:at].strip(" |(-")
    rest = passage.text[at + len(said) :]
    return (
        first
        and not passage.label
        and len(rest.split()) > 0
        and bool(re.search(r"[^\W\d_]{3}", rest))
    )


def _is_short(passage: Passage, said: Iterable[Span | Point | Said]) -> bool:
    """Tell whether a passage says these, and hardly more."""
    rest = passage.text
    for one in said:
        rest = rest.replace(one.text, " ")
    return not passage.listed and len(rest.split()) <= 3


def _differs(
    passage: Passage,
    said: Span | Point,
    name: str,
    right: time,
    expected: _Times,
    page: Announcement,
) -> Problem:
    path = page.path_of(expected.meeting, name)
    return passage.says(
        said.at, said.text, "prose-time", clock=f"{right:%H:%M}", **page.field(path)
    )
