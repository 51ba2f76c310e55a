"""A last day to register that is after the event began."""

from collections.abc import Iterator
from datetime import datetime

from hubgen import times
from hubgen.errors import Problem
from hubgen.findings import warning
from hubgen.kinds.event.fields import Event
from hubgen.kinds.event.registration import zone_of
from hubgen.proofreading.proof import Proof
from hubgen.settings import Settings


def read_deadline(proof: Proof, settings: Settings) -> Iterator[Problem]:
    """Find a deadline after the start; of an event with more dates, after the start of the last."""
    entry = proof.entry
    event = entry.fields
    if not isinstance(event, Event) or entry.is_translation or not entry.meetings:
        return
    deadline, start = event.registration.deadline, entry.meetings[-1].start
    if deadline is None:
        return
    zone = zone_of(event, settings)
    if not isinstance(deadline, datetime) or not isinstance(start, datetime):
        late = times.day_of(deadline) > times.day_of(start)
    else:
        late = times.instant(deadline, zone) > times.instant(start, zone)
    if late:
        path = ("registration", "deadline")
        found = warning(path, "late-deadline", deadline=_say(deadline), start=_say(start))
        yield found.locate(entry.path, entry.matter)


def _say(moment: times.When) -> str:
    if isinstance(moment, datetime):
        return f"{moment:%Y-%m-%d %H:%M}"
    return f"{moment:%Y-%m-%d}"
