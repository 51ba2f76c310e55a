"""An event's text held against its fields: each question in its own module."""

from collections.abc import Callable, Iterable, Iterator

from hubgen.errors import Problem
from hubgen.kinds.event.fields import Event
from hubgen.proofreading.announcement import Announcement
from hubgen.proofreading.cost import cost
from hubgen.proofreading.dates import dates, title_year
from hubgen.proofreading.hours import hours
from hubgen.proofreading.meetings import meetings
from hubgen.proofreading.plainly import plainly
from hubgen.proofreading.programme import overlap, rooms
from hubgen.proofreading.proof import Proof
from hubgen.proofreading.registration import registration
from hubgen.proofreading.speakers import speakers
from hubgen.proofreading.whereabouts import online, place
from hubgen.settings import Settings

_QUESTIONS: tuple[Callable[[Announcement], Iterable[Problem]], ...] = (
    dates,
    title_year,
    hours,
    place,
    online,
    cost,
    registration,
    meetings,
    overlap,
    rooms,
    speakers,
    plainly,
)

COMPARED = frozenset(
    {
        "contact",
        "cost",
        "dates",
        "end",
        "location",
        "programme",
        "registration",
        "speakers",
        "start",
        "status",
        "timezone",
    }
)
"""The fields that the text is held against."""


def against_fields(proof: Proof, settings: Settings) -> Iterator[Problem]:
    """Yield what an event's text, or its programme, says otherwise than its fields."""
    event = proof.entry.fields
    if isinstance(event, Event):
        page = Announcement(proof=proof, event=event, settings=settings)
        said: set[tuple[str, int]] = set()
        for question in _QUESTIONS:
            found = list(question(page))
            if question is plainly:  # what was said of a line already, it may see again
                found = [one for one in found if (one.code, one.line) not in said]
            said.update((one.code, one.line) for one in found)
            yield from found
