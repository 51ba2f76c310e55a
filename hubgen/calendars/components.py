"""What calendars hold of an event: its meetings, and the last day to register, each serialised."""

from collections.abc import Iterable
from datetime import timedelta

from hubgen import ical
from hubgen.calendars.records import Component, Components, organiser_of
from hubgen.edition import Edition
from hubgen.kinds.base import Entry, Meeting
from hubgen.kinds.event.fields import Event
from hubgen.kinds.event.identity import deadline_uid, meeting_uid
from hubgen.kinds.event.registration import deadline_of, zone_of
from hubgen.kinds.whereabouts import Location
from hubgen.library import Key
from hubgen.listings import year_of
from hubgen.order import ends_at, updated_at
from hubgen.views.times_said import say_in_zone, say_meeting
from hubgen.wording import wording

# The declared states in which nobody can register, whatever the deadline.
_OFF = frozenset({"full", "closed", "none"})


def components_of(entries: Iterable[Entry], edition: Edition) -> dict[Key, Components]:
    """Return what calendars hold of each entry that is in any.

    Each entry's is made from it and the edition alone, so they may be made in any process.
    """
    writer = _Writer(edition)
    written = ((one.key, writer.components(one)) for one in entries)
    return {key: found for key, found in written if found.meetings or found.deadline}


class _Writer:
    """Serialises what calendars hold of an entry."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition

    def components(self, entry: Entry) -> Components:
        """Return an entry's meetings, and the last day to register for them."""
        occasions = [(self._occasion(entry, one), one) for one in entry.meetings]
        return Components(
            meetings=tuple(
                Component(
                    end=ends_at(meeting, self.edition.library),
                    year=year_of(meeting),
                    data=ical.component(occasion),
                    zones=ical.zones_of(occasion),
                )
                for occasion, meeting in occasions
            ),
            deadline=self._deadline(entry),
        )

    def _occasion(self, entry: Entry, meeting: Meeting) -> ical.Occasion:
        event = entry.fields
        assert isinstance(event, Event)  # only events meet
        library = self.edition.library
        location = meeting.location or event.location
        # The event's own place has the coordinates of its municipality where it has none.
        there = meeting.location or library.location(entry)
        modified = updated_at(entry) or library.instant(meeting.start)
        title = f"{event.title}: {meeting.title}" if meeting.title else event.title
        return ical.Occasion(
            uid=meeting_uid(entry.uid, meeting.number),
            title=title,
            start=meeting.start,
            end=meeting.end,
            stamp=modified,
            modified=modified,
            sequence=len(event.changes),
            status="cancelled" if meeting.cancelled else event.status,
            lang=entry.lang,
            description=self._description(entry, meeting),
            location=self._location(location, entry.lang),
            geo=_geo(there),
            categories=self._categories(event),
            url=library.url(entry),
            organiser=organiser_of(entry, library),
            conference=location.online if location and isinstance(location.online, str) else "",
        )

    def _deadline(self, entry: Entry) -> Component | None:
        """Return the last day to register for an event, as an event of that whole day.

        It is no to-do (VTODO), which few programs show in a calendar that one subscribes to.
        """
        event, library = entry.fields, self.edition.library
        day = deadline_of(entry, library.settings)
        if day is None or not isinstance(event, Event):
            return None
        text = wording(entry.lang).text
        state = event.registration.declared
        modified = updated_at(entry) or library.instant(day)
        occasion = ical.Occasion(
            uid=deadline_uid(entry.uid),
            title=text(
                f"site.deadlines.off.{state}" if state in _OFF else "site.deadlines.last_day",
                title=event.title,
            ),
            start=day,
            end=day,
            stamp=modified,
            modified=modified,
            sequence=len(event.changes),
            status=event.status,
            lang=entry.lang,
            description=self._about_deadline(entry, event),
            categories=self._categories(event),
            url=library.url(entry),
        )
        return Component(
            end=library.instant(day + timedelta(days=1)),
            year=str(day.year),
            data=ical.component(occasion),
            zones=frozenset(),
        )

    def _about_deadline(self, entry: Entry, event: Event) -> str:
        """Return until when one can register, when the event itself is, and where to read on."""
        settings, text = self.edition.settings, wording(entry.lang).text
        lines = []
        if event.registration.deadline is not None and event.registration.declared not in _OFF:
            zone = zone_of(event, settings)
            moment = say_in_zone(event.registration.deadline, zone, settings.timezone, entry.lang)
            lines.append(text("site.event.deadline", moment=moment))
        if entry.meetings and event.status != "postponed":
            when = say_meeting(entry.meetings[0], entry.lang, settings.timezone)
            lines.append(text("site.deadlines.event", when=when))
        return "\n\n".join(filter(None, ("\n".join(lines), self.edition.library.url(entry))))

    def _categories(self, event: Event) -> tuple[str, ...]:
        theme_of = self.edition.settings.theme
        return tuple(theme.title for slug in event.themes if (theme := theme_of(slug)))

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


def _geo(location: Location | None) -> tuple[float, float] | None:
    if location is None or location.lat is None or location.lon is None:
        return None
    return (location.lat, location.lon)
