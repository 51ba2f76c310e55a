"""Calendars: an event's own file, and the calendar of a listing's events."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hubgen import ical
from hubgen.edition import Edition
from hubgen.kinds.base import Entry, Location, Meeting
from hubgen.kinds.event.fields import Event
from hubgen.library import Key
from hubgen.listings import Listing, Role
from hubgen.order import ends_at, updated_at
from hubgen.times import day_of
from hubgen.wording import wording


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    """One meeting, serialised."""

    end: datetime
    year: str
    component: bytes
    zones: frozenset[str]


class Calendars:
    """Writes the calendars of one edition; each event is serialised once."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self._written: dict[Key, list[_Written]] = {}

    def of_event(self, entry: Entry) -> bytes:
        """Return an event's own file: every meeting that has a date, past or not."""
        written = self._components(entry)
        return ical.calendar(
            name=entry.fields.title,
            url=self.edition.library.url(entry),
            components=[one.component for one in written],
            zones=frozenset().union(*(one.zones for one in written)),
        )

    def of_listing(self, listing: Listing) -> bytes:
        """Return the calendar of a listing: what is to come, and what is past since not long.

        It always holds the site's zone, so that one without events is valid too.
        """
        edition, library = self.edition, self.edition.library
        since = library.now - timedelta(days=library.settings.feeds.past_days)
        written = [
            one
            for key in listing.members
            for one in self._components(library.by_key[key])
            if one.end > since and (listing.role is not Role.YEAR or listing.subject == one.year)
        ]
        zones = frozenset([library.settings.timezone])
        return ical.calendar(
            name=self._name(listing),
            description=listing.text,
            url=edition.url(listing.address),
            source=edition.url(listing.calendar),
            components=[one.component for one in written],
            zones=zones.union(*(one.zones for one in written)),
        )

    def _name(self, listing: Listing) -> str:
        """Return what a subscriber's program calls the calendar."""
        site = self.edition.settings.title
        return site if listing.title == site else f"{listing.title} · {site}"

    def _components(self, entry: Entry) -> list[_Written]:
        """Return an event's meetings, each serialised."""
        if entry.key not in self._written:
            self._written[entry.key] = [
                self._serialised(entry, meeting) for meeting in entry.meetings
            ]
        return self._written[entry.key]

    def _serialised(self, entry: Entry, meeting: Meeting) -> _Written:
        occasion = self._occasion(entry, meeting)
        return _Written(
            end=ends_at(meeting, self.edition.library),
            year=str(day_of(meeting.start).year),
            component=ical.component(occasion),
            zones=ical.zones_of(occasion),
        )

    def _occasion(self, entry: Entry, meeting: Meeting) -> ical.Occasion:
        event = entry.fields
        assert isinstance(event, Event)  # only events meet
        library = self.edition.library
        location = meeting.location or event.location
        # The event's own place has the coordinates of its municipality where it has none.
        there = library.location(entry) if location is event.location else location
        modified = updated_at(entry, library) or library.instant(meeting.start)
        title = f"{event.title}: {meeting.title}" if meeting.title else event.title
        return ical.Occasion(
            uid=meeting_uid(entry.uid, meeting.number),
            title=title,
            start=meeting.start,
            end=meeting.end,
            stamp=modified,
            modified=modified,
            sequence=len(event.changes),
            status=event.status,
            lang=entry.lang,
            description=self._description(entry, meeting),
            location=self._location(location, entry.lang),
            geo=_geo(there),
            categories=tuple(
                theme.title for slug in event.themes if (theme := library.settings.theme(slug))
            ),
            url=library.url(entry),
            conference=location.online if location and isinstance(location.online, str) else "",
        )

    def _description(self, entry: Entry, meeting: Meeting) -> str:
        """Return what it is about, and where to read on."""
        return "\n\n".join(
            part for part in (entry.summary, meeting.note, self.edition.library.url(entry)) if part
        )

    def _location(self, location: Location | None, lang: str) -> str:
        """Return where it is as people write it: `Zalen van Zeven, Boothstraat 7, Utrecht`."""
        if location is None:
            return ""
        text = wording(lang).text
        town = " ".join(part for part in (location.postcode, location.place) if part)
        abroad = location.country if location.country != "NL" else ""
        parts = [location.name, location.street, town or location.municipality, abroad]
        if location.online:
            name = "site.place.online_via" if location.platform else "site.place.online"
            parts.append(text(name, platform=location.platform))
        return ", ".join(part for part in parts if part)


def meeting_uid(uid: str, number: int) -> str:
    """Return the UID of one of an event's meetings: the event's, and its place in the list.

    The number stands before the `@`, so that what follows stays the domain (RFC 7986, 5.3).
    """
    if not number:
        return uid
    local, at, domain = uid.partition("@")
    return f"{local}-{number}{at}{domain}"


def _geo(location: Location | None) -> tuple[float, float] | None:
    if location is None or location.lat is None or location.lon is None:
        return None
    return (location.lat, location.lon)
