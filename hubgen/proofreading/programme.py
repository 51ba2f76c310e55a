"""A programme that overlaps itself, or does not say where its sessions are."""

import re
from collections.abc import Iterator
from datetime import time
from itertools import pairwise

from hubgen.errors import Problem
from hubgen.expressions import expression
from hubgen.kinds.event.programme import Item
from hubgen.proofreading.announcement import Announcement, items_in

_OUTSIDE = expression(
    r"excursie|wandel|rondleiding|fiets|buiten|werkbezoek|online|tour|walk|excursion|cycl|outdoor",
    re.IGNORECASE,
)
_FEWEST = 2
"""Sessions beside each other, between which a visitor has to choose a room."""


def overlap(page: Announcement) -> Iterator[Problem]:
    """Find a part of a programme that begins while the one before it still goes on.

    Sessions in rooms of their own are meant to be beside each other.
    """
    if page.entry.is_translation:
        return
    timed = [
        (item.day, item.start, number, item)
        for number, item in enumerate(page.event.programme)
        if item.start is not None
    ]
    several = any(day for day, *_ in timed)
    for (day, start, _, before), (other, begins, number, item) in pairwise(timed):
        if (several and day != other) or not _goes_on(start, before.end, begins):
            continue
        if before.room and item.room and before.room != item.room:
            continue
        yield page.finds(
            ("programme", number, "start"),
            "programme-overlap",
            start=f"{begins:%H:%M}",
            title=before.title,
            end=f"{before.end:%H:%M}",
        )


def _goes_on(start: time, end: time | None, begins: time) -> bool:
    """Tell whether a part still goes on when the next one begins; those of one night are not."""
    return end is not None and start <= begins < end


def rooms(page: Announcement) -> Iterator[Problem]:
    """Find parts beside each other at a place of which one does not say in which room it is."""
    event = page.event
    if page.entry.is_translation or event.location is None or not event.location.is_place:
        return
    for path, item in items_in(event.programme):
        without = [number for number, one in enumerate(item.sessions) if not _has_room(one)]
        if len(item.sessions) >= _FEWEST and without and not item.room:
            count = len(item.sessions)
            yield page.finds((*path, "sessions", without[0]), "session-room", count=count)


def _has_room(item: Item) -> bool:
    """Tell whether a session says its room, or is where nobody looks for one: out of doors."""
    outside = _OUTSIDE.search(f"{item.title} {item.text}")
    return bool(item.room or outside) or item.type in {"break", "social", "arrival"}
