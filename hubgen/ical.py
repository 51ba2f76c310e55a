"""Calendar files that subscribers can trust for years (RFC 5545, RFC 7986): records in, bytes out.

An event is serialised once; those bytes are pasted into every calendar that holds it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal
from urllib.parse import quote
from zoneinfo import ZoneInfo

from hubgen.content_lines import content_line, one_line, parameters, plain, text_value, uri_value
from hubgen.times import is_ambiguous
from hubgen.timezones import YEARS, vtimezone
from hubgen.wording import wording

Status = Literal["scheduled", "cancelled", "postponed", "moved_online"]

# Without a version, so that a new one of hubgen does not change every calendar.
_PRODUCT = "-//hubgen//hubgen//EN"

# How often a subscriber's program may ask again: hubs are published once or twice a day.
_REFRESH = "PT12H"

_STATUSES: dict[Status, str] = {
    "scheduled": "CONFIRMED",
    "moved_online": "CONFIRMED",
    "postponed": "TENTATIVE",
    "cancelled": "CANCELLED",
}

# What the connection can do, by the scheme of its address (RFC 7986, 6.3).
_FEATURES = {"https": ["AUDIO", "VIDEO"], "http": ["AUDIO", "VIDEO"], "tel": ["PHONE"]}

# The names that the database has for UTC, which is written with a Z and needs no VTIMEZONE.
_UTC_NAMES = frozenset(
    {"UTC", "UCT", "Universal", "Zulu", "Etc/UTC", "Etc/UCT", "Etc/Universal", "Etc/Zulu"}
)
_COLOUR = re.compile("#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What one VEVENT says.

    The content's own faults are found long before; what is impossible here is the program's fault.
    So `ValueError` is raised for a time without a zone or in one that has no IANA name, for an end
    that is not after the start, and for coordinates that are nowhere on earth.
    """

    uid: str
    """What subscribers' programs know the event by, for ever."""
    title: str
    start: date | datetime
    """A date is a day without times. A datetime is in UTC or a `ZoneInfo`."""
    end: date | datetime
    """Of the type of `start`. A date is the last day, and is part of the event."""
    stamp: datetime
    """When this description of the event was made (DTSTAMP); from the content, not the clock."""
    modified: datetime
    """When it was last changed at all (LAST-MODIFIED)."""
    sequence: int = 0
    """How often it was changed in a way that concerns who goes there."""
    status: Status = "scheduled"
    lang: str = "nl"
    """The language of the words that hubgen adds to the title: one of `wording.LANGUAGES`."""
    description: str = ""
    """Plain text. The address of the online meeting is added to it where it is missing."""
    location: str = ""
    geo: tuple[float, float] | None = None
    """Latitude and longitude in degrees (WGS 84)."""
    categories: tuple[str, ...] = ()
    url: str = ""
    """The address of the event's page."""
    conference: str = ""
    """The address of the online meeting."""
    organiser: tuple[str, str] | None = None
    """A name and an e-mail address, both of which are published already."""

    def __post_init__(self) -> None:
        if not plain(self.uid):
            raise ValueError("an event needs a uid")
        if self.stamp.tzinfo is None or self.modified.tzinfo is None:
            raise ValueError(f"{self.uid}: stamp or modified has no time zone")
        if self.geo is not None and not (abs(self.geo[0]) <= 90 and abs(self.geo[1]) <= 180):
            raise ValueError(f"{self.uid}: {self.geo} is no place on earth")
        _check_times(self)


def component(occasion: Occasion) -> bytes:
    """Return the VEVENT of an occasion (RFC 5545, 3.6.1): folded lines, each ended by CRLF.

    The same occasion gives the same bytes, always.
    """
    return b"".join(map(content_line, _event_lines(occasion)))


def zones_of(occasion: Occasion) -> frozenset[str]:
    """Return the TZIDs that an occasion's VEVENT names, which its calendar must define."""
    return frozenset(_zones(occasion)) - {""}


def calendar(
    *,
    name: str,
    components: Iterable[bytes],
    zones: Iterable[str],
    description: str = "",
    url: str = "",
    source: str = "",
    colour: str = "",
) -> bytes:
    """Return a calendar file: its properties, a VTIMEZONE a zone, and the components as they are.

    `url` is the page that shows the calendar, `source` the address that it is published at, and
    `colour` is written as `#rrggbb`. The components stand in the order that they are given in. A
    calendar must hold something (RFC 5545, 3.6): one without events holds the site's zone. Raises
    `ValueError` without a component and a zone, or for another colour, and `Unreadable` for an
    unknown zone.
    """
    header = b"".join(map(content_line, _calendar_lines(name, description, url, source, colour)))
    contents = [*map(vtimezone, sorted(set(zones))), *components]
    if not contents:
        raise ValueError(f"the calendar {name!r} has neither an event nor a time zone")
    return b"".join((header, *contents, content_line("END:VCALENDAR")))


def _check_times(occasion: Occasion) -> None:
    """Raise `ValueError` for a start and an end that cannot be written, or not together."""
    start, end = occasion.start, occasion.end
    if isinstance(start, datetime) and isinstance(end, datetime):
        for moment in (start, end):
            if moment.tzinfo is not UTC and not getattr(moment.tzinfo, "key", None):
                raise ValueError(f"{occasion.uid}: {moment.isoformat()} is in no IANA zone")
        try:
            # Two times in one zone would be compared by their clocks, which may go back between.
            in_order = start.astimezone(UTC) < end.astimezone(UTC)
        except OverflowError as error:
            raise ValueError(f"{occasion.uid}: a time beyond the calendar") from error
    elif isinstance(start, datetime) or isinstance(end, datetime):
        raise ValueError(f"{occasion.uid}: a day and a time of day do not go together")
    else:
        # The day after the last must be there to be written.
        in_order = start <= end < date.max
    if not in_order:
        raise ValueError(f"{occasion.uid}: the end {end} is not after the start {start}")


def _event_lines(occasion: Occasion) -> Iterator[str]:
    """Yield the lines of a VEVENT, in an order that never changes."""
    yield "BEGIN:VEVENT"
    yield f"UID:{text_value(plain(occasion.uid))}"
    yield f"DTSTAMP:{_digits(occasion.stamp.astimezone(UTC))}Z"
    yield f"LAST-MODIFIED:{_digits(occasion.modified.astimezone(UTC))}Z"
    yield f"SEQUENCE:{occasion.sequence}"
    yield f"STATUS:{_STATUSES[occasion.status]}"
    # A public calendar tells what there is to go to. It must not make everyone who subscribes to it
    # busy at all of its events: only they know where they go.
    yield "TRANSP:TRANSPARENT"
    yield from _time_lines(occasion)
    yield f"SUMMARY:{text_value(_title(occasion))}"
    if description := _description(occasion):
        yield f"DESCRIPTION:{text_value(description)}"
    if location := plain(occasion.location):
        yield f"LOCATION:{text_value(location)}"
    if occasion.geo is not None:
        yield f"GEO:{';'.join(map(_degrees, occasion.geo))}"
    categories = (text_value(one_line(category)) for category in occasion.categories)
    if joined := ",".join(filter(None, categories)):
        yield f"CATEGORIES:{joined}"
    if occasion.url:
        yield f"URL:{uri_value(occasion.url)}"
    if occasion.conference:
        yield _conference_line(occasion.conference, occasion.lang)
    if occasion.organiser is not None:
        yield _organiser_line(*occasion.organiser)
    yield "END:VEVENT"


def _calendar_lines(
    name: str, description: str, url: str, source: str, colour: str
) -> Iterator[str]:
    """Yield the lines of a VCALENDAR before its components, each name in the ways programs know.

    There is no METHOD: with one, the file would be an invitation (RFC 5546), which programs import
    rather than subscribe to.
    """
    title = text_value(one_line(name))
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield f"PRODID:{_PRODUCT}"
    yield f"NAME:{title}"
    yield f"X-WR-CALNAME:{title}"
    if about := text_value(plain(description)):
        yield f"DESCRIPTION:{about}"
        yield f"X-WR-CALDESC:{about}"
    if url:
        yield f"URL:{uri_value(url)}"
    if source:
        yield f"SOURCE;VALUE=URI:{uri_value(source)}"
    if colour:
        if not _COLOUR.fullmatch(colour):
            raise ValueError(f"{colour!r} is not a colour as #rrggbb")
        # COLOR (RFC 7986, 5.9) takes the names of CSS alone.
        yield f"X-APPLE-CALENDAR-COLOR:{colour.upper()}"
    yield f"REFRESH-INTERVAL;VALUE=DURATION:{_REFRESH}"
    yield f"X-PUBLISHED-TTL:{_REFRESH}"


def _time_lines(occasion: Occasion) -> Iterator[str]:
    """Yield DTSTART and DTEND: as days, in their zones, or both in UTC."""
    start, end = occasion.start, occasion.end
    if isinstance(start, datetime) and isinstance(end, datetime):
        for name, moment, tzid in zip(
            ("DTSTART", "DTEND"), (start, end), _zones(occasion), strict=True
        ):
            if tzid:
                yield f"{name};TZID={tzid}:{_digits(moment)}"
            else:
                yield f"{name}:{_digits(moment.astimezone(UTC))}Z"
    else:
        # DTEND is the first day that is no part of the event any more (RFC 5545, 3.6.1).
        yield f"DTSTART;VALUE=DATE:{_digits(start)}"
        yield f"DTEND;VALUE=DATE:{_digits(end + timedelta(days=1))}"


def _zones(occasion: Occasion) -> tuple[str, ...]:
    """Return the TZIDs of the start and the end; two empty ones where both are written in UTC.

    Never one of each: the standard allows it, but some programs take DTSTART's zone for both.
    """
    times = (occasion.start, occasion.end)
    tzids = tuple(_zone(moment) for moment in times if isinstance(moment, datetime))
    return tzids if all(tzids) else ("", "")


def _zone(moment: datetime) -> str:
    """Return the TZID of a time, or an empty one where only UTC says which instant it is.

    A local time that occurs twice is the first (RFC 5545, 3.3.5), but libical, ical.js and
    node-ical read it as the second, so that both are written in UTC. So is a time of a year that
    the VTIMEZONE does not answer for.
    """
    there = moment.tzinfo
    if not isinstance(there, ZoneInfo) or there.key in _UTC_NAMES:
        return ""
    if moment.year not in YEARS or is_ambiguous(moment):
        return ""
    return there.key


def _digits(moment: date | datetime) -> str:
    """Return a day as `20241113`, or a time by its own clock as `20241113T140000`."""
    if isinstance(moment, datetime):
        text = moment.replace(tzinfo=None).isoformat(timespec="seconds")
    else:
        text = moment.isoformat()
    return text.replace("-", "").replace(":", "")


def _title(occasion: Occasion) -> str:
    """Return the title on one line, saying that the event is off where it is."""
    title = one_line(occasion.title)
    if occasion.status in {"cancelled", "postponed"}:
        return wording(occasion.lang).text(f"site.calendar.{occasion.status}", title=title)
    return title


def _description(occasion: Occasion) -> str:
    """Return the description, with the online meeting's address for programs that show no other."""
    description = plain(occasion.description)
    if not occasion.conference or occasion.conference in description:
        return description
    return plain(f"{description}\n\n{occasion.conference}")


def _degrees(angle: float) -> str:
    """Return an angle with at most six decimals, which is a tenth of a metre on the ground."""
    # Adding zero turns a negative zero into a positive one.
    return f"{round(angle, 6) + 0.0:.6f}".rstrip("0").rstrip(".")


def _conference_line(address: str, lang: str) -> str:
    """Return CONFERENCE (RFC 7986, 5.11)."""
    values: dict[str, str | list[str]] = {"LABEL": wording(lang).text("site.calendar.join")}
    if features := _FEATURES.get(address.partition(":")[0].lower()):
        values = {"FEATURE": features, **values}
    return f"CONFERENCE;VALUE=URI;{parameters(values)}:{uri_value(address)}"


def _organiser_line(name: str, email: str) -> str:
    """Return ORGANIZER (RFC 5545, 3.8.4.3), its address as RFC 6068 has it."""
    address = "mailto:" + quote(one_line(email), safe="@!$'*+-._~")
    if written := one_line(name):
        return f"ORGANIZER;{parameters({'CN': written})}:{address}"
    return f"ORGANIZER:{address}"
