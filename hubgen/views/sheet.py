"""An event on a sheet of paper: its address as a QR code, and what of its text finds room."""

from dataclasses import dataclass
from typing import Literal

from hubgen.kinds.base import Entry
from hubgen.kinds.event.fields import Event
from hubgen.kinds.event.programme import Item
from hubgen.qr import QrCode, qr_code
from hubgen.views.links import Links

_LINES = 60
"""Lines of an A4 in the letters of the printed page, without the margins."""
_WIDTH = 105
"""Characters in one of them."""
_FACTS = 30
"""Lines that the title, the facts and the QR code need."""
_HEADING = 2.5
_RULE = 0.7
"""Lines of a heading, and of the space around a part of a programme."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetView:
    """What is printed of an event."""

    qr: QrCode
    address: str
    """Its address as people type it: `hub.example.org/events/x/`."""
    fits: Literal["all", "programme", "brief", "columns"]
    """What one sheet has room for: all of it; no text; no text nor what the parts of its programme
    are about; or the same, in two columns."""


def sheet_view(entry: Entry, address: str, links: Links) -> SheetView:
    """Return what is printed of an event at an address of the hub."""
    event = entry.fields
    assert isinstance(event, Event)  # the event layout is for events
    url = links.edition.url(address)
    return SheetView(qr=qr_code(url), address=url.partition("://")[2], fits=_fits(entry, event))


def _fits(entry: Entry, event: Event) -> Literal["all", "programme", "brief", "columns"]:
    """Return how much of an event finds room on one sheet, by the number of lines that it needs."""
    parts = [one for item in event.programme for one in (item, *item.sessions)]
    room = _LINES - _FACTS - _people(event)
    brief = _HEADING + sum(_lines(_title(item)) + _RULE for item in parts) if parts else 0.0
    told = brief + sum(
        _lines(entry.texts[path].text) for path in entry.texts if path.startswith("programme[")
    )
    if told + _text(entry) <= room:
        return "all"
    if told <= room:
        return "programme"
    return "brief" if brief <= room else "columns"


def _people(event: Event) -> float:
    """Return the lines of the speakers, three beside each other, and of dates and changes."""
    rows = -(-len(event.speakers) // 3)
    speakers = _HEADING + 3.5 * rows if rows else 0.0
    changes = _HEADING + 3 * len(event.changes) if event.changes else 0.0
    dates = _HEADING + 3 * len(event.dates) if event.dates else 0.0
    return speakers + changes + dates + (0 if event.contact is None else 3)


def _text(entry: Entry) -> float:
    """Return the lines of the text and of what there is to read, with the space between them."""
    html = entry.body.html
    blocks = html.count("</p>") + html.count("</tr>") + html.count("</li>") / 2
    resources = len(entry.fields.resources)
    below = _HEADING + 2.5 * resources if resources else 0.0
    # One more, for what the text is called where it has no heading of its own.
    return _lines(entry.body.text) + blocks + _HEADING * (len(entry.body.headings) + 1) + below


def _title(item: Item) -> str:
    """Return what is printed of a part in any case, with a few words for each who speaks."""
    return f"{item.title} {item.room} {'x' * 40 * len(item.speakers)}"


def _lines(text: str) -> int:
    return -(-len(text) // _WIDTH)
