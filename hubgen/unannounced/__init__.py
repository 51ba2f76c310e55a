"""Unannounced: what is other than it was about an event, and no change tells of it.

Who has the event in a calendar knows its meetings by their UIDs, and hears of what is different by
SEQUENCE, which is the number of `changes`, and by the feed of changes.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import groupby

from hubgen.amending.writing import pair
from hubgen.errors import Problem
from hubgen.findings import Finding, finding, warning
from hubgen.kinds.base import Entry
from hubgen.kinds.event.changes import CHANGING
from hubgen.kinds.event.fields import Event
from hubgen.kinds.event.parts import Change
from hubgen.kinds.event.registration import deadline_of
from hubgen.settings import Settings
from hubgen.unannounced.differences import Compared, Value, compared, holds, said_value
from hubgen.unannounced.matching import event_of, match, said


def unannounced(
    before: Entry, after: Entry, was_site: Settings, site: Settings, *, revision: str, today: str
) -> list[Problem]:
    """Return what changed of an event since a revision and is not among its `changes`, each once.

    `revision` is the one that `before` and `was_site` were read from, and `today` the day for a new
    change, as editors write them. Where there is a new change, what it does not tell of, or tells
    wrongly, is a warning.
    """
    was, event = event_of(before), event_of(after)
    new = event.changes[len(was.changes) :]
    matched = match(before, after, new, revision=revision)
    fields = compared(before, after, matched, was_site, site)
    lost = list(_lost_change(was, event, revision))
    found = [*lost, *matched.lost, *_lost_deadline(before, after, was_site, site, revision)]
    if not new:
        found += _unsaid([one for one in fields if one.is_other], revision, today)
    elif not lost:  # else it is not known which are new
        tellers = _tellers(fields, new)
        found += _told_otherwise(tellers, len(was.changes), revision)
        found += _untold([one for one in fields if one.is_other], tellers, revision)
    return [one.locate(after.path, after.matter) for one in dict.fromkeys(found)]


def _lost_change(was: Event, event: Event, revision: str) -> Iterator[Finding]:
    """Find the first change that is gone, or no longer the same by its number.

    SEQUENCE counts the changes, and the feed of changes knows each by its number.
    """
    for number, change in enumerate(was.changes):
        if number >= len(event.changes) or not _is_same(change, event.changes[number]):
            at = said(change.at)
            path = ("changes", number)
            yield finding(path, "change-gone", number=number + 1, at=at, revision=revision)
            return


def _is_same(was: Change, change: Change) -> bool:
    """Tell whether a change is the one that it was, perhaps in better words or with a better day.

    That is so if its day, what it says, or why, is as it was.
    """
    facts = was.model_dump(exclude={"at", "note"}, exclude_defaults=True)
    return (
        was.at == change.at
        or (
            facts != {}
            and facts == change.model_dump(exclude={"at", "note"}, exclude_defaults=True)
        )
        or (was.note != "" and was.note == change.note)
    )


def _lost_deadline(
    before: Entry, after: Entry, was_site: Settings, site: Settings, revision: str
) -> Iterator[Finding]:
    """Find that the last day to register, which has a UID of its own, is gone."""
    day = deadline_of(before, was_site)
    if day is not None and deadline_of(after, site) is None:
        value = event_of(before).registration.deadline
        assert value is not None  # it has a day
        path = ("registration", "deadline")
        yield finding(path, "deadline-gone", value=said(value), revision=revision)


def _tellers(
    fields: Sequence[Compared], new: Sequence[Change]
) -> dict[Compared, tuple[int, Value]]:
    """Return the first of the new changes that tells of each field, and the old value it gives.

    Others that tell of the same field are about what it was in between.
    """
    found: dict[Compared, tuple[int, Value]] = {}
    for number, change in enumerate(new):
        for name in CHANGING:
            value = getattr(change, name)
            if value is not None and (one := _meant(name, change.meeting, fields)):
                found.setdefault(one, (number, value))
    return found


def _meant(name: str, meeting: int | None, fields: Sequence[Compared]) -> Compared | None:
    """Return the field of that name that a change is about; None for one that was not published.

    A change of an only meeting needs not say so, and one that says which meeting moved may tell
    what became of the event besides.
    """
    same = {one.meeting: one for one in fields if one.name == name}
    if meeting is None and len(same) == 1:
        return next(iter(same.values()))
    return same.get(meeting) or (same.get(None) if name in _OF_EVENT else None)


_OF_EVENT = frozenset({"status", "registration", "deadline"})
"""Fields that no meeting has by itself, but for being called off."""


def _told_otherwise(
    tellers: Mapping[Compared, tuple[int, Value]], first: int, revision: str
) -> Iterator[Finding]:
    """Find new changes whose old value is not the one that was published."""
    for one, (number, value) in tellers.items():
        if one.written and not holds(one, value):
            path = ("changes", first + number, one.name)
            values = {"field": one.name, "before": one.before, "revision": revision}
            yield warning(path, "change-of-other", value=said_value(value), **values)


def _untold(
    others: Sequence[Compared], tellers: Container[Compared], revision: str
) -> Iterator[Finding]:
    """Find what is other, and what no new change tells of."""
    for one in others:
        if one.written and one not in tellers:
            values = {"field": one.name, "before": one.before, "now": one.now}
            item = ", ".join(_pairs([one]))
            yield warning(one.path, "change-untold", item=item, revision=revision, **values)


def _unsaid(others: Sequence[Compared], revision: str, today: str) -> Iterator[Finding]:
    """Say what is other; a start and an end that moved together are one thing."""
    for _, group in groupby(
        others, key=lambda one: (one.meeting, one.name in {"start", "end"} or one)
    ):
        together = list(group)
        first = together[0]
        values = {
            "before": " – ".join(one.before for one in together),
            "now": " – ".join(one.now for one in together),
            "item": f"{{{', '.join((pair('at', today), *_pairs(together)))}}}",
            "revision": revision,
        }
        if len(together) > 1:
            yield finding(first.path, "unannounced-times", **values)
        elif first.name == "location":
            yield finding(first.path, "unannounced-place", **values)
        else:
            yield finding(first.path, "unannounced-change", field=first.name, **values)


def _pairs(fields: Sequence[Compared]) -> Iterator[str]:
    """Yield what an item of `changes` holds of fields of one meeting, after its day."""
    if fields[0].meeting is not None:
        yield pair("meeting", str(fields[0].meeting))
    for one in fields:
        if one.name == "location" and one.written:
            yield f"location: {one.written}"
        elif one.written:
            yield pair(one.name, one.written)
