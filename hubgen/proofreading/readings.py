"""The readings: each a look at one page with one question."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from hubgen.errors import Problem
from hubgen.kinds.base import Entry
from hubgen.proofreading.dates import weekdays
from hubgen.proofreading.deadlines import read_deadline
from hubgen.proofreading.events import COMPARED, against_fields
from hubgen.proofreading.links import read_links
from hubgen.proofreading.outline import read_outline
from hubgen.proofreading.pictures import read_pictures
from hubgen.proofreading.proof import Proof
from hubgen.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A look at one page with one question."""

    read: Callable[[Proof, Settings], Iterable[Problem]]
    folder: str = ""
    """The kind of the pages that it looks at; empty for every kind."""
    compares: frozenset[str] = frozenset()
    """The fields that it holds the text against: it is left while one of them cannot be read."""


READINGS: tuple[Reading, ...] = (
    Reading(read=read_links),
    Reading(read=read_pictures),
    Reading(read=read_outline),
    Reading(
        read=read_deadline,
        folder="events",
        compares=frozenset({"start", "end", "dates", "timezone", "registration"}),
    ),
    Reading(read=weekdays, compares=frozenset({"start", "dates"})),
    Reading(read=against_fields, folder="events", compares=COMPARED),
)


def proofread(
    entry: Entry, settings: Settings, unread: frozenset[str] = frozenset()
) -> Iterator[Problem]:
    """Yield what the readings see in a page, before anyone judged it.

    `unread` are the fields that have problems of their own.
    """
    proof = Proof(entry=entry)
    for reading in READINGS:
        if reading.folder in ("", entry.kind.folder) and unread.isdisjoint(reading.compares):
            yield from reading.read(proof, settings)
