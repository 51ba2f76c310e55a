"""A change after publication: the old values to `changes`, the new ones to the event's fields."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from hubgen import times
from hubgen.amending import append, put, rename
from hubgen.amending.writing import moment
from hubgen.changing.differences import Difference, differences
from hubgen.changing.options import Wanted, read_wanted
from hubgen.documents.reading import read_documents
from hubgen.errors import ContentError, Problem, Refused
from hubgen.frontmatter import Tree
from hubgen.kinds.base import Entry
from hubgen.kinds.event.fields import Event
from hubgen.kinds.fields import Page
from hubgen.settings import Settings
from hubgen.sources import Source, digest

__all__ = ["Changed", "Difference", "Remark", "UnsoundPage", "Wanted", "change"]

# Where a field comes that was not written yet: as the contract lists them.
_ORDER = (
    *("title", "subtitle", "summary", "uid"),
    *(name for name in Event.model_fields if name not in Page.model_fields),
)
_IN_MEETING = ("start", "end", "title", "location", "note")


class Remark(StrEnum):
    """What whoever asked for a change has to know besides; the wording has a sentence for each."""

    END_MOVED = "end_moved"
    """The end went along with the start."""
    RESUMED = "resumed"
    """The event was postponed, and is scheduled now that it has a new start."""
    STILL_POSTPONED = "still_postponed"
    """One of several dates has a new start, and the event is postponed as it was."""
    STILL_CANCELLED = "still_cancelled"
    """The event has a new start, and is cancelled as it was."""
    UNTOLD = "untold"
    """There was no old value that an item of `changes` can hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """An event's file with a change written into it."""

    text: str
    """The text of the file; the old one where nothing is otherwise."""
    differences: tuple[Difference, ...]
    """What is otherwise than it was."""
    same: tuple[Difference, ...]
    """What was asked for and is so already."""
    count: int
    """How many changes the event has now."""
    recorded: bool
    """Whether the change stands below `changes`."""
    remarks: tuple[Remark, ...]


class UnsoundPage(ContentError):  # noqa: N818 - says what the page is
    """The page has problems already, so that it is not known what is published of it."""


def change(
    group: Sequence[Source],
    wanted: Wanted,
    settings: Settings,
    now: datetime,
    *,
    force: bool = False,
) -> Changed:
    """Return the file of an event with a change written into it.

    `group` is the file, the first, and its translations. An event that nobody has seen, because it
    is a draft or of the future, is only edited: `changes` is for who saw something else. With
    `force` its change is recorded nevertheless. Where all that is asked for is so already nothing
    is written.

    Raises `UnsoundPage` where the page has problems, `ContentError` with those that it would get,
    `UnfitOptions` and `Refused` for a wish that cannot be granted, such as a moment of the future,
    and `Unamendable`.
    """
    entry = _sound_entry(group, settings)
    asked, said = read_wanted(wanted, now.astimezone(settings.zone))
    if times.instant(asked.at, settings.timezone) > now:
        raise Refused("future-change", value=moment(asked.at))
    found = differences(entry, wanted, asked, said, settings)
    new = tuple(one for one in found if one.is_new)
    event = entry.fields
    assert isinstance(event, Event)  # `group` is an event's
    count = len(event.changes)
    record = (force or _is_published(event, settings, now)) and bool(new or not found)
    items = tuple(_items(new, said)) if record else ()
    remarks = tuple(_remarks(event, wanted, new, record=record))
    text = group[0].text
    for one in new:
        text = _written(text, one)
    if record:
        for item in items:
            text = append(text, "changes", item, order=_ORDER)
        if updated := _updated(event, said["at"], asked.at, settings):
            new = (*new, updated)
            text = _written(text, updated)
    _judge(group, text, settings)
    return Changed(
        text=text,
        differences=new,
        same=tuple(one for one in found if not one.is_new),
        count=count + len(items),
        recorded=record,
        remarks=remarks,
    )


def _sound_entry(group: Sequence[Source], settings: Settings) -> Entry:
    documents = read_documents([group], settings)
    problems = _stopping(documents.problems)
    if problems:
        raise UnsoundPage(problems)
    return documents.entries[0]


def _is_published(event: Event, settings: Settings, now: datetime) -> bool:
    """Tell whether someone may have seen it: it is neither a draft nor of the future."""
    if event.draft:
        return False
    return event.date is None or times.instant(event.date, settings.timezone) <= now


def _remarks(
    event: Event, wanted: Wanted, new: Sequence[Difference], *, record: bool
) -> Iterator[Remark]:
    """Yield what is to be said of what goes along with a change, and of what does not."""
    names = {one.path[-1] for one in new}
    if "end" in names and wanted.end is None:
        yield Remark.END_MOVED
    if "status" in names and wanted.status is None:
        yield Remark.RESUMED
    elif "start" in names and event.status == "postponed" and wanted.status is None:
        yield Remark.STILL_POSTPONED
    elif "start" in names and event.status == "cancelled" and wanted.status is None:
        yield Remark.STILL_CANCELLED
    if record and not all(one.is_told for one in new):
        yield Remark.UNTOLD


def _written(text: str, one: Difference) -> str:
    """Return a file's text with the new value of a difference."""
    if one.instead_of:
        return rename(text, (*one.path[:-1], one.instead_of), str(one.path[-1]), one.after)
    order = _ORDER if len(one.path) == 1 else _IN_MEETING
    return put(text, one.path, one.after, order=order)


def _items(new: Sequence[Difference], said: Mapping[str, Tree]) -> Iterator[dict[str, Tree]]:
    """Yield the items of `changes` that tell what was: one for a meeting, one for the event.

    An item that names a meeting tells of that one alone.
    """
    for meeting in dict.fromkeys(one.meeting for one in new) or (None,):
        item = {"at": said["at"], "note": said["note"]}
        if meeting is not None:
            item["meeting"] = str(meeting)
        about = (one for one in new if one.meeting == meeting and one.is_told)
        yield item | {one.name: one.before for one in about}


def _updated(event: Event, said: Tree, at: times.When, settings: Settings) -> Difference | None:
    """Return that `updated` goes along: an older one would go before the change in calendars."""
    if event.updated is None:
        return None
    before, after = (times.instant(one, settings.timezone) for one in (event.updated, at))
    if after <= before:
        return None
    return Difference(path=("updated",), before=moment(event.updated), after=said)


def _judge(group: Sequence[Source], text: str, settings: Settings) -> None:
    """Raise `ContentError` with the problems that a page would have with another text."""
    changed = replace(group[0], text=text, digest=digest(text.encode()))
    if problems := _stopping(read_documents([(changed, *group[1:])], settings).problems):
        raise ContentError(problems)


def _stopping(problems: Sequence[Problem]) -> list[Problem]:
    return [one for one in problems if one.severity == "problem"]
