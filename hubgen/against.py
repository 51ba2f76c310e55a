"""Against: what was published at a revision, and is no longer what subscribers know it by.

Calendars know an event by its UID, and feeds know any page by it. A page may get another name,
folder or title; what it may not do is lose its UID, or get another page's.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from hubgen import times
from hubgen.documents import Documents, group_translations, names_of
from hubgen.errors import Problem
from hubgen.fields import Ref
from hubgen.findings import finding
from hubgen.kinds.base import Entry
from hubgen.kinds.event.fields import Event
from hubgen.library import Library
from hubgen.revisions import Revision
from hubgen.settings import Settings
from hubgen.sources import Source, Sources
from hubgen.unannounced import unannounced

Group = tuple[Source, ...]
"""A page's file and those of its translations."""
Title = tuple[str, str]
"""A kind's folder, and a title."""


def compare(
    before: Library, after: Library, documents: Documents, *, revision: str
) -> list[Problem]:
    """Return what would break for who subscribed to what was published at a revision.

    `before` is that revision's library and `after` today's, both of one `now`; `documents` are
    what `after` was made from, for what is not published any more. `revision` is what messages
    call the revision. Each is at today's file and line, or at the file that is gone.

    Pages that had problems then, or have them now, are passed over, and so are translations, which
    have the UID of their original.
    """
    then = _by_uid(_originals(before.entries))
    published, known = _originals(after.entries), _originals(documents.entries)
    hub = _Hub(
        then=then,
        published=_by_uid(published),
        known=_by_uid(known),
        by_ref={one.ref: one for one in (*known, *published)},
        newcomers=_by_title(one for one in published if one.uid not in then),
        broken=_broken(documents),
        after=after,
        revision=revision,
    )
    found: list[Problem] = []
    for entries in then.values():
        if len(entries) == 1:  # of two pages with one UID, calendars had one or the other
            found += _about(entries[0], hub)
    return sorted(found)


def to_read(
    revision: Revision, sources: Sources, settings: Settings, documents: Documents
) -> tuple[tuple[Group, ...], tuple[Entry, ...]]:
    """Return the groups of a revision's pages that are to be read, and the entries of the others.

    Those are pages that stand in today's `sources` just so, with all their translations, and whose
    entries are in `documents` already. With other settings than today's each is to be read.
    """
    groups = group_translations(revision.sources.pages, revision.settings)
    if revision.settings != settings:
        return groups, ()
    today = set(group_translations(sources.pages, settings))
    kept = {source.path for group in groups if group in today for source in group}
    return (
        tuple(group for group in groups if group not in today),
        tuple(one for one in documents.entries if one.path in kept),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hub:
    """Today's hub, as it is looked through for the pages of then."""

    then: Mapping[str, tuple[Entry, ...]]
    """By UID."""
    published: Mapping[str, tuple[Entry, ...]]
    """By UID."""
    known: Mapping[str, tuple[Entry, ...]]
    """By UID, drafts and pages of the future among them."""
    by_ref: Mapping[Ref, Entry]
    """The published one, where two have one name."""
    newcomers: Mapping[Title, tuple[Entry, ...]]
    """Published pages whose UID no page had then."""
    broken: frozenset[Ref | str]
    """References, and UIDs, of pages with problems."""
    after: Library
    revision: str


def _originals(entries: Iterable[Entry]) -> list[Entry]:
    """Return the pages that are no translation, in the order of their files."""
    return sorted((one for one in entries if not one.is_translation), key=lambda one: one.path)


def _by_uid(entries: Iterable[Entry]) -> dict[str, tuple[Entry, ...]]:
    found: dict[str, list[Entry]] = {}
    for one in entries:
        found.setdefault(one.uid, []).append(one)
    return {uid: tuple(ones) for uid, ones in found.items()}


def _by_title(entries: Iterable[Entry]) -> dict[Title, tuple[Entry, ...]]:
    found: dict[Title, list[Entry]] = {}
    for one in entries:
        found.setdefault((one.kind.folder, one.fields.title), []).append(one)
    return {title: tuple(ones) for title, ones in found.items()}


def _broken(documents: Documents) -> frozenset[Ref | str]:
    known = {name for one in documents.unsound for name in (one.ref, one.uid)}
    return frozenset(known | documents.broken)


def _about(old: Entry, hub: _Hub) -> Iterator[Problem]:
    """Find what is wrong today with a page of then."""
    if holders := hub.published.get(old.uid):
        yield from _about_holder(old, _nearest(old, holders), hub)
    elif not hub.broken.isdisjoint({old.uid, old.ref, *names_of(old.path)}):
        return  # what is wrong with it is said already
    elif known := hub.known.get(old.uid):
        yield from _about_unpublished(old, _nearest(old, known), hub)
    else:
        yield from _about_lost(old, hub)


def _about_holder(old: Entry, holder: Entry, hub: _Hub) -> Iterator[Problem]:
    """Find that a UID has gone over to another page, or that its event changed."""
    values = {"value": old.uid, "revision": hub.revision}
    if rightful := _rightful(old, holder, hub):
        found = finding(("uid",), "uid-taken", other=rightful.path, **values)
        yield found.locate(holder.path, holder.matter)
    elif holder.kind.folder != old.kind.folder:
        found = finding(("uid",), "uid-of-other-kind", other=old.path, **values)
        yield found.locate(holder.path, holder.matter)
    elif isinstance(old.fields, Event):
        today = f"{hub.after.now:%Y-%m-%d}"
        yield from unannounced(old, holder, revision=hub.revision, today=today)


def _about_unpublished(old: Entry, entry: Entry, hub: _Hub) -> Iterator[Problem]:
    """Find that an event was taken back; other pages may be."""
    if not isinstance(old.fields, Event):
        return
    date = entry.fields.date
    if entry.fields.draft:
        found = finding(("draft",), "event-made-draft", revision=hub.revision)
    elif date is not None and hub.after.instant(date) > hub.after.now:
        found = finding(("date",), "event-made-future", revision=hub.revision)
    else:
        return  # it gives way to another page of its name, and that is said already
    yield found.locate(entry.path, entry.matter)


def _about_lost(old: Entry, hub: _Hub) -> Iterator[Problem]:
    """Find the page that had a UID, or that an event is gone; other pages may go."""
    values = {"value": old.uid, "revision": hub.revision}
    same = hub.by_ref.get(old.ref)
    if same and same.uid not in hub.then:
        found = finding(("uid",), "uid-changed", **values)
        yield found.locate(same.path, same.matter)
    elif moved := _moved(old, hub):
        found = finding(("uid",), "uid-changed-by-move", other=old.path, **values)
        yield found.locate(moved.path, moved.matter)
    elif isinstance(old.fields, Event):
        found = finding((), "event-gone", title=old.fields.title, **values)
        # Its file is gone, so that no line of it is to be looked up.
        yield found.locate(old.path, old.matter).at(old.path)


def _rightful(old: Entry, holder: Entry, hub: _Hub) -> Entry | None:
    """Return the page of then where it is another today than the one that has its UID.

    It is so only where it has its title still: pages that change names among each other keep their
    UIDs, and rightly so.
    """
    title = old.fields.title
    same = hub.by_ref.get(old.ref)
    if same and same.fields.title == title and _likeness(old, same) > _likeness(old, holder):
        return same
    return None if holder.fields.title == title else _moved(old, hub)


def _moved(old: Entry, hub: _Hub) -> Entry | None:
    """Return the page of then by its title and its time or text, under another name and UID."""
    same = hub.newcomers.get((old.kind.folder, old.fields.title), ())
    return next((one for one in same if _start(one) == _start(old) and _is_alike(one, old)), None)


def _nearest(old: Entry, entries: Iterable[Entry]) -> Entry:
    """Return the page that is most like one of then; of equals the first."""
    return max(entries, key=lambda one: _likeness(old, one))


def _likeness(old: Entry, entry: Entry) -> tuple[bool, int, bool]:
    """Return how much of a page is as it was; its name tells where nothing else does."""
    alike = (
        entry.fields.title == old.fields.title,
        _start(entry) == _start(old),
        entry.body.text == old.body.text,
    )
    return (entry.kind.folder == old.kind.folder, sum(alike), entry.ref == old.ref)


def _is_alike(entry: Entry, old: Entry) -> bool:
    """Tell whether pages of one kind and title are the same, if they start so too."""
    return bool(old.meetings) or entry.body.text == old.body.text


def _start(entry: Entry) -> times.When | None:
    """Return when an event first meets: an instant, or a day."""
    if not entry.meetings:
        return None
    start = entry.meetings[0].start
    return times.instant(start, "UTC") if not entry.meetings[0].all_day else start
