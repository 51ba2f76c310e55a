"""Succession: which page of today each page of then has become."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from datetime import datetime

from hubgen import times
from hubgen.fields import Ref
from hubgen.kinds.base import Entry
from hubgen.kinds.event.fields import Event

Clues = Callable[[Entry], Iterable[Hashable]]
"""What a page shares with itself at another time; any one of them that two have is enough."""


def successors(then: Iterable[Entry], today: Iterable[Entry]) -> Mapping[Ref, Entry]:
    """Return what each page of then is today, by its reference of then; those that are gone not.

    Pages are renamed, moved and rewritten, and a UID is what can be wrong, so that none of these
    tells by itself. Two pages of one kind are the same by the first of these that they share:

    1. UID, name and title: it stayed where it was;
    2. name, title, beginning and text: all but its UID is as it was;
    3. UID and title: it was renamed, and perhaps rewritten;
    4. title and beginning or, where it does not meet, title and text, if today's UID is new: it was
       renamed, and its UID was made from its name;
    5. UID, and beginning, text or name: it has another title;
    6. name, if today's UID is new: it has its name from it, and was given another UID.

    An address in `aliases` counts as a name, and what `changes` says of the start as a beginning.
    Each page is in one pair at most; where several share the same, in the order that they come in.
    """
    left, found = list(then), {}
    free = list(today)
    old_uids = {one.uid for one in left}
    for clues, is_for_new in _RULES:
        offered: dict[Hashable, list[Entry]] = {}
        for one in free:
            if not is_for_new or one.uid not in old_uids:
                for clue in clues(one):
                    offered.setdefault((one.kind.folder, clue), []).append(one)
        taken: set[str] = set()
        for old in left:
            shared = ((old.kind.folder, clue) for clue in clues(old))
            same = (one for clue in shared for one in offered.get(clue, ()))
            if page := next((one for one in same if one.path not in taken), None):
                found[old.ref] = page
                taken.add(page.path)
        left = [one for one in left if one.ref not in found]
        free = [one for one in free if one.path not in taken]
    return found


def _stayed(entry: Entry) -> Iterator[Hashable]:
    yield entry.uid, entry.ref, entry.fields.title


def _as_it_was(entry: Entry) -> Iterator[Hashable]:
    yield entry.ref, entry.fields.title, _start(entry), entry.body.text


def _uid_and_title(entry: Entry) -> Iterator[Hashable]:
    yield entry.uid, entry.fields.title


def _title_and_more(entry: Entry) -> Iterator[Hashable]:
    yield entry.fields.title, _start(entry) or entry.body.text


def _uid_and_more(entry: Entry) -> Iterator[Hashable]:
    more = [*_beginnings(entry), *_names(entry), entry.body.text]
    yield from ((entry.uid, one) for one in more if one)


def _name(entry: Entry) -> Iterator[Hashable]:
    yield entry.ref


_RULES: tuple[tuple[Clues, bool], ...] = (
    (_stayed, False),
    (_as_it_was, False),
    (_uid_and_title, False),
    (_title_and_more, True),
    (_uid_and_more, False),
    (_name, True),
)
"""What pages share, and whether that tells only of a page of today with a new UID."""


def _start(entry: Entry) -> times.When | None:
    """Return when an event first meets; None where it does not."""
    return _compared(entry.meetings[0].start, "UTC") if entry.meetings else None


def _beginnings(entry: Entry) -> Iterator[times.When | None]:
    """Yield when an event first meets, and when it did before its changes."""
    yield _start(entry)
    if isinstance(entry.fields, Event) and entry.meetings:
        first = entry.meetings[0].start
        zone = str(first.tzinfo) if isinstance(first, datetime) else "UTC"
        for change in entry.fields.changes:
            if change.start is not None:
                yield _compared(change.start, zone)


def _compared(moment: times.When, zone: str) -> times.When:
    """Return a day as it is, and a time as an instant."""
    return times.instant(moment, zone) if isinstance(moment, datetime) else moment


def _names(entry: Entry) -> Iterator[Ref]:
    """Yield what an entry is called, and what it was called by its old addresses."""
    yield entry.ref
    for alias in entry.fields.aliases:
        yield Ref(entry.kind.folder, alias.rstrip("/").rpartition("/")[2])
