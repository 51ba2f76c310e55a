"""When an event meets, in its zone, and what is wrong with its times."""

from datetime import date, datetime, timedelta

from hubgen import times
from hubgen.errors import Unreadable
from hubgen.findings import Finding, finding, unreadable, warning
from hubgen.frontmatter import Path
from hubgen.kinds.base import Meeting
from hubgen.kinds.event.fields import Event
from hubgen.kinds.event.parts import DateOfMeeting
from hubgen.settings import Settings

LONGEST = timedelta(days=3653)
"""How long a meeting may last: an exhibition or a field lab goes on for years. One with a mistyped
year would be on the pages of hundreds of months, as it is on that of each of its days."""

MOST_DAYS = 3_660
"""Days of all meetings of an event together: something every day for ten years."""


def find_meetings(event: Event, settings: Settings) -> tuple[tuple[Meeting, ...], list[Finding]]:
    """Return the dated meetings in order of time, and what is wrong with them."""
    findings: list[Finding] = []
    found: list[Meeting] = []
    zone = event.timezone or settings.timezone
    if event.dates:
        for number, one in enumerate(event.dates, 1):
            path: Path = ("dates", number - 1)
            if one.tentative and one.start is None:
                continue
            found += _meeting(one, path, number, zone, settings.default_duration, findings)
    elif event.start is not None:
        found += _meeting(event, (), 0, zone, settings.default_duration, findings)
    else:
        findings.append(warning(("start",), "event-without-date"))
    days = sum(_lasts(one.start, one.end).days + 1 for one in found)
    if days > MOST_DAYS:
        findings.append(finding(("dates",), "too-many-days", most=MOST_DAYS))
    if event.status == "postponed" and not found:
        findings.append(warning(("status",), "postponed-without-date"))
    _check_other_times(event, zone, settings.timezone, findings)
    return tuple(sorted(found, key=lambda m: (times.instant(m.start, zone), m.number))), findings


def _check_other_times(event: Event, zone: str, site_zone: str, findings: list[Finding]) -> None:
    """Find times that do not exist, or occur twice, among those that are no meeting's."""
    for name in ("opens", "deadline"):
        if (moment := getattr(event.registration, name)) is not None:
            _zoned(moment, ("registration", name), zone, findings)
    for number, change in enumerate(event.changes):
        _zoned(change.at, ("changes", number, "at"), site_zone, findings)


def _meeting(
    said: "Event | DateOfMeeting",
    path: Path,
    number: int,
    zone: str,
    minutes: int,
    findings: list[Finding],
) -> list[Meeting]:
    """Return one meeting in a list, or none and add what is wrong with it."""
    if said.start is None:
        findings.append(finding((*path, "start"), "missing-field"))
        return []
    if said.end is not None and isinstance(said.end, datetime) != isinstance(said.start, datetime):
        findings.append(finding((*path, "end"), "end-of-other-type"))
        return []
    start = _zoned(said.start, (*path, "start"), zone, findings)
    end = _zoned(said.end, (*path, "end"), zone, findings) if said.end is not None else None
    if start is None or (end is None and said.end is not None):
        return []
    if end is None:
        if isinstance(start, datetime):  # a day ends with itself
            findings.append(warning((*path, "start"), "no-end", minutes=minutes))
        end = _later(start, minutes)
    backwards = end < start if not isinstance(start, datetime) else _utc(end) <= _utc(start)
    if backwards:
        said_end, said_start = _say(end, start), _say(start, end)
        findings.append(finding((*path, "end"), "end-before-start", end=said_end, start=said_start))
        return []
    if _lasts(start, end) > LONGEST:
        said_end, said_start = _say(end, start), _say(start, end)
        findings.append(finding((*path, "end"), "end-too-late", end=said_end, start=said_start))
        return []
    return [
        Meeting(
            start=start,
            end=end,
            number=number,
            title=said.title if isinstance(said, DateOfMeeting) else "",
            note=said.note if isinstance(said, DateOfMeeting) else "",
            location=said.location if isinstance(said, DateOfMeeting) else None,
            cancelled=isinstance(said, DateOfMeeting) and said.status == "cancelled",
        )
    ]


def _lasts(start: date | datetime, end: date | datetime) -> timedelta:
    """Return how far apart the days are on which something begins and ends."""
    return times.day_of(end) - times.day_of(start)


def _zoned(
    when: date | datetime, path: Path, zone: str, findings: list[Finding]
) -> date | datetime | None:
    """Return a day as it is and a local time in its zone, or None and add what is wrong."""
    if not isinstance(when, datetime):
        return when
    try:
        there = times.in_zone(when, zone)
    except Unreadable as error:
        findings.append(unreadable(path, error))
        return None
    if when.tzinfo is None and times.is_ambiguous(there):
        value = f"{when:%Y-%m-%d %H:%M}"
        right = times.say_offset(there.replace(fold=1))
        findings.append(warning(path, "time-twice", value=value, zone=zone, right=right))
    return there


def _later(start: date | datetime, minutes: int) -> date | datetime:
    """Return the end of something without one; a day ends with itself."""
    if not isinstance(start, datetime):
        return start
    return (_utc(start) + timedelta(minutes=minutes)).astimezone(start.tzinfo)


def _utc(moment: date | datetime) -> datetime:
    return times.instant(moment, "UTC")


def _say(moment: date | datetime, other: date | datetime) -> str:
    """Return a moment for a message: the time alone where the day is the other's too."""
    if not isinstance(moment, datetime):
        return f"{moment:%Y-%m-%d}"
    same_day = times.day_of(moment) == times.day_of(other)
    return f"{moment:%H:%M}" if same_day else f"{moment:%Y-%m-%d %H:%M}"
