"""Small hubs published for these tests, and their calendars read back."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from icalendar import Calendar
from icalendar import Event as Component

from hubgen.build import Request, build
from hubgen.progress import Quiet
from tests.hub import NOW, event, page, write_site
from tests.published import Site

BASE = "https://hub.example.org/"
X = "content/events/x.md"

WHOLE: Mapping[str, str] = {
    X: event(
        "uid: x@example.org\nthemes: [water, komma]\naudience: [Raadsleden]\npart_of: reeks\n"
        "organiser: vng\nspeakers: [ada]\nsummary: Over water, in de stad.\nupdated: 2024-10-10\n"
        "location: {name: Stadhuis, street: 'Markt 1; zaal A', place: Utrecht, municipality:"
        " Utrecht, lat: 52.0907, lon: 5.1214, online: 'https://meet.example.org/a?b=1,2;c=3',"
        " platform: Teams}",
        "Tekst.",
        title="Water, wind; en weer",
    ),
    "content/programmes/reeks.md": page("title: Reeks\nuid: reeks@example.org\ndate: 2024-01-02"),
    "content/organisations/vng.md": page(
        "title: VNG\nuid: vng@example.org\ncontact: {name: Balie, email: info@example.org}"
    ),
    "content/people/ada.md": page(
        "title: Ada\nuid: ada@example.org\nemail: ada@example.org\npublish_contact: false"
    ),
    "content/articles/a.md": page(
        "title: <b>Vet</b> & co\nuid: a@example.org\ndate: 2024-03-01\nthemes: [water]\n"
        "authors: [ada]",
        "Zie [de reeks](../programmes/reeks.md) en [alles](/events/).\n\n"
        "## Kop\n\n<script>alert(1)</script><p onclick='x()' style='color: red'>Ruw</p>",
    ),
    "content/site.yaml": (
        f"title: Kennishub\nbase_url: {BASE}\nlanguages: [nl, en]\n"
        "themes:\n  - {slug: water, title: Water}\n  - {slug: komma, title: 'Zo, en zo'}\n"
    ),
}
"""A hub with an event that says all that a calendar can hold, and what it belongs to."""

CALENDARS = (
    "/calendar.ics",
    "/events/calendar.ics",
    "/events/2024/calendar.ics",
    "/themes/water/calendar.ics",
    "/municipalities/utrecht/calendar.ics",
    "/audiences/raadsleden/calendar.ics",
    "/programmes/reeks/calendar.ics",
    "/organisations/vng/calendar.ics",
    "/people/ada/calendar.ics",
    "/events/x/event.ics",
)
"""Every calendar that holds the event of `WHOLE`."""


def publish(
    folder: Path, files: Mapping[str, str], *, now: datetime = NOW, base_url: str = BASE
) -> Site:
    """Publish a hub in a folder that is not there yet, and return it."""
    site = write_site(folder / "site", files)
    request = Request(site=site, output=folder / "public", now=now, base_url=base_url)
    build(request, Quiet())
    return Site(root=folder / "public", base_url=base_url)


def lines(data: bytes) -> list[str]:
    """Return the content lines of a calendar, unfolded (RFC 5545, 3.1)."""
    return data.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]


def components(site: Site, address: str) -> list[Component]:
    """Return the events of a calendar."""
    return list(Calendar.from_ical(site.bytes(address)).events)


def only(site: Site, address: str = "/events/x/event.ics") -> Component:
    """Return the one event of a calendar."""
    (found,) = components(site, address)
    return found


def calendars(site: Site) -> list[str]:
    """Return the address of every calendar of a hub."""
    return sorted(one for one in site.addresses if one.endswith(".ics"))


def utc(*parts: int) -> datetime:
    """Return an instant."""
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type,misc] # the parts are year to minute
