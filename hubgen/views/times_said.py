"""Times as people read them: a meeting's day and hours, and how far away it is."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from hubgen import times
from hubgen.kinds.base import Meeting
from hubgen.wording import wording


@dataclass(frozen=True, slots=True, kw_only=True)
class DateBlock:
    """A day as a calendar's leaf: `13`, `nov`, `2024`; several days as `13`, `15`."""

    iso: str
    day: str
    until: str = ""
    """The last of several days."""
    month: str
    year: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeView:
    """When something meets, in words, and for the script that tells how far away it is."""

    when: str
    start: str
    end: str
    """The instant at which it is over, in UTC; empty for what is over already."""
    date: DateBlock


def utc(instant: datetime) -> str:
    """Return an instant in UTC, as shortly as ISO 8601 has it: `2024-11-13T13:00Z`."""
    own = instant.astimezone(UTC)
    precision = "seconds" if own.second else "minutes"
    return own.replace(tzinfo=None).isoformat(timespec=precision) + "Z"


def date_block(meeting: Meeting, lang: str) -> DateBlock:
    """Return the days of a meeting as a calendar's leaf: `29–2`, `sep–okt`."""
    first, last = times.day_of(meeting.start), times.day_of(meeting.end)
    months = [times.say_short_month(one, lang) for one in (first, last)]
    return DateBlock(
        iso=first.isoformat(),
        day=str(first.day),
        until=str(last.day) if last != first else "",
        month="–".join(dict.fromkeys(months)),
        year=str(first.year),
    )


def iso(moment: times.When) -> str:
    """Return a moment for the `datetime` attribute of `<time>`."""
    return times.rfc3339(moment) if isinstance(moment, datetime) else moment.isoformat()


def say_meeting(meeting: Meeting, lang: str, site_zone: str) -> str:
    """Return when a meeting is: `woensdag 13 november 2024, 14.00–16.00 uur`.

    The zone is named where it is not `site_zone`, the one that readers take for granted.
    """
    first, last = times.day_of(meeting.start), times.day_of(meeting.end)
    if not isinstance(meeting.start, datetime) or not isinstance(meeting.end, datetime):
        return say_days(first, last, lang)
    text = wording(lang).text
    start, end = times.say_clock(meeting.start, lang), times.say_clock(meeting.end, lang)
    if first == last:
        said = text("site.when.hours", day=times.say_day(first, lang), start=start, end=end)
    else:
        said = text(
            "site.when.over_days",
            first=times.say_day(first, lang, year=first.year != last.year),
            last=times.say_day(last, lang),
            start=start,
            end=end,
        )
    return _with_zone(said, str(meeting.start.tzinfo), site_zone, lang)


def say_days(first: date, last: date, lang: str) -> str:
    """Return a day, or several days in one phrase: `13 tot en met 15 november 2024`."""
    if first == last:
        return times.say_day(first, lang)
    text = wording(lang).text
    same_year = first.year == last.year
    return text(
        "site.when.days",
        first=times.say_day(first, lang, year=not same_year),
        last=times.say_day(last, lang),
    )


def say_short(meeting: Meeting, lang: str) -> str:
    """Return when a meeting is, for a row in a list: `wo 13 november, 14.00 uur`."""
    text = wording(lang).text
    first, last = times.day_of(meeting.start), times.day_of(meeting.end)
    if first != last:
        return say_days(first, last, lang)
    day = times.say_day(first, lang)
    if isinstance(meeting.start, datetime) and isinstance(meeting.end, datetime):
        start, end = times.say_clock(meeting.start, lang), times.say_clock(meeting.end, lang)
        return text("site.when.hours", day=day, start=start, end=end)
    return day


def say_period(start: str, end: str, lang: str) -> str:
    """Return from when to when, as precisely as it was written: `2021 tot en met mei 2023`."""
    text = wording(lang).text
    first, last = _say_partial(start, lang), _say_partial(end, lang)
    if first and last and first != last:
        return text("site.when.days", first=first, last=last)
    if not last:
        return text("site.when.since", first=first) if first else ""
    return first or text("site.when.until", last=last)


def say_moment(moment: datetime, lang: str, *, with_time: bool) -> str:
    """Return a day, with its time of day if that says something."""
    day = times.say_day(moment.date(), lang, weekday=False)
    if not with_time:
        return day
    return wording(lang).text("site.when.at", day=day, time=times.say_clock(moment, lang))


def say_in_zone(moment: times.When, zone: str, site_zone: str, lang: str) -> str:
    """Return a day, or a time by the clock in `zone`, which is named where it is not the site's."""
    if not isinstance(moment, datetime):
        return times.say_day(moment, lang, weekday=False)
    there = times.instant(moment, zone).astimezone(times.zone(zone))
    return _with_zone(say_moment(there, lang, with_time=True), zone, site_zone, lang)


def distance(now: datetime, start: datetime, end: datetime, lang: str) -> str:
    """Return how far away a meeting is: `over 3 weken`, `vandaag`, `nu bezig`, or "" if over.

    `start` and `end` are the meeting's instants. Days are those of the zone that `start` is in.
    """
    text = wording(lang).text
    if end <= now:
        return ""
    if start <= now:
        return text("site.when.now")
    days = (start.date() - now.astimezone(start.tzinfo).date()).days
    if days <= 1:
        return text("site.when.today" if days == 0 else "site.when.tomorrow")
    return times.say_distance(timedelta(days=days), lang)


def tone_of(now: datetime, start: datetime) -> str:
    """Return the tone of what is said of a meeting that is not over: `now` from its day on."""
    return "now" if start.date() <= now.astimezone(start.tzinfo).date() else "calm"


def is_soon(now: datetime, start: datetime) -> bool:
    """Tell whether a list says how far away a meeting is: from the day before."""
    return start.date() - now.astimezone(start.tzinfo).date() <= timedelta(days=1)


def _with_zone(said: str, zone: str, site_zone: str, lang: str) -> str:
    if zone == site_zone:
        return said
    return wording(lang).text("site.when.zone", when=said, zone=times.say_zone(zone, lang))


def _say_partial(day: str, lang: str) -> str:
    """Return a year, a month of a year or a day: `2021`, `mei 2021`, `3 mei 2021`."""
    if len(day) <= len("2021"):
        return day
    if len(day) <= len("2021-05"):
        return times.say_month(date.fromisoformat(f"{day}-01"), lang)
    return times.say_day(date.fromisoformat(day), lang, weekday=False)
