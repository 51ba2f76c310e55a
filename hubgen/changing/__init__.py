"""A change after publication: the old values to `changes`, the new ones to the event's fields."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from hubgen import times
from hubgen.amending import append, put
from hubgen.amending.writing import moment
from hubgen.changing.differences import Difference, differences
from hubgen.changing.options import Wanted, read_wanted
from hubgen.documents import read_documents
from hubgen.errors import ContentError, Problem
from hubgen.frontmatter import Tree
from hubgen.kinds.base import Entry, Page
from hubgen.kinds.event.fields import Event
from hubgen.settings import Settings
from hubgen.sources import Source, digest

__all__ = ["Changed", "Difference", "UnsoundPage", "Wanted", "change"]

# Where a field comes that was not written yet: as the contract lists them.
_ORDER = (
    *("title", "subtitle", "summary", "uid"),
    *(name for name in Event.model_fields if name not in Page.model_fields),
)
_IN_MEETING = ("start", "end", "title", "location", "note")


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
    end_moved: bool
    """Whether the end went along with the start."""


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
    `UnfitOptions` and `Refused` for a wish that cannot be granted, and `Unamendable`.
    """
    entry = _sound_entry(group, settings)
    asked, said = read_wanted(wanted, now.astimezone(settings.zone))
    found = differences(entry, wanted, asked, said, settings)
    new = tuple(one for one in found if one.is_new)
    event = entry.fields
    assert isinstance(event, Event)  # `group` is an event's
    count = len(event.changes)
    record = (force or _is_published(event, settings, now)) and bool(new or not found)
    text = group[0].text
    for one in new:
        order = _ORDER if len(one.path) == 1 else _IN_MEETING
        text = put(text, one.path, one.after, order=order)
    if record:
        item: dict[str, Tree] = {"at": said["at"], "note": said["note"]}
        item |= {one.name: one.before for one in new if one.name and one.before is not None}
        text = append(text, "changes", item, order=_ORDER)
        if updated := _updated(event, said["at"], asked.at, settings):
            new = (*new, updated)
            text = put(text, updated.path, updated.after)
    _judge(group, text, settings)
    return Changed(
        text=text,
        differences=new,
        same=tuple(one for one in found if not one.is_new),
        count=count + record,
        recorded=record,
        end_moved=wanted.end is None and any(one.name == "end" for one in new),
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
