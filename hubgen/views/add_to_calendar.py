"""Ways to put one event in one's own calendar."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from hubgen import times
from hubgen.kinds.base import Entry, Meeting
from hubgen.kinds.event.fields import Event
from hubgen.views.links import Links
from hubgen.views.place import place_view
from hubgen.views.times_said import iso


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarLinks:
    """Ways to put an event in one's own calendar."""

    ics: str
    google: str
    outlook: str


def calendar_links(
    entry: Entry, event: Event, meeting: Meeting, links: Links
) -> CalendarLinks | None:
    """Return the file, and Google's and Outlook's forms filled in, for the next meeting."""
    if event.status in {"cancelled", "postponed"}:
        return None
    address = links.library.address(entry)
    page = links.edition.url(address)
    location = meeting.location or event.location
    view = place_view(location, links)
    where = view.said if view else ""
    online = location.online if location and isinstance(location.online, str) else ""
    details = "\n\n".join(filter(None, (entry.summary, meeting.note, online, page)))
    title = f"{event.title}: {meeting.title}" if meeting.title else event.title
    return CalendarLinks(
        ics=links.edition.href(f"{address}event.ics"),
        google="https://calendar.google.com/calendar/render?"
        + urlencode(
            {
                "action": "TEMPLATE",
                "text": title,
                "dates": _google_dates(meeting),
                "ctz": str(meeting.start.tzinfo)
                if isinstance(meeting.start, datetime)
                else links.library.settings.timezone,
                "details": details,
                "location": where,
            }
        ),
        outlook="https://outlook.office.com/calendar/0/deeplink/compose?"
        + urlencode(
            {
                "path": "/calendar/action/compose",
                "rru": "addevent",
                "subject": title,
                "startdt": iso(meeting.start),
                "enddt": iso(meeting.end if not meeting.all_day else _day_after(meeting)),
                "allday": "true" if meeting.all_day else "false",
                "body": details,
                "location": where,
            }
        ),
    )


def _google_dates(meeting: Meeting) -> str:
    """Return both ends as Google has them: local times, or days with the end excluded.

    An hour that occurs twice is one hour only in UTC.
    """
    start, end = meeting.start, meeting.end
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        return f"{start:%Y%m%d}/{_day_after(meeting):%Y%m%d}"
    if times.is_ambiguous(start) or times.is_ambiguous(end):
        return f"{start.astimezone(UTC):%Y%m%dT%H%M%SZ}/{end.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    return f"{start:%Y%m%dT%H%M%S}/{end:%Y%m%dT%H%M%S}"


def _day_after(meeting: Meeting) -> times.When:
    return times.day_of(meeting.end) + timedelta(days=1)
