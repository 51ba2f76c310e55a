"""Against: what was published at a revision, and is no longer what subscribers know it by.

Calendars know an event by its UID, and feeds know any page by it. A page may get another name,
folder or title; what it may not do is lose its UID, or get another page's. An event stays in the
calendars that it was in: each language has its own.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from hubgen.against.addresses import gone_addresses
from hubgen.against.calendars import about_event, about_lost
from hubgen.against.comparison import Comparison, is_event
from hubgen.against.site import about_settings
from hubgen.against.succession import successors
from hubgen.documents import Documents, group_translations
from hubgen.errors import Problem
from hubgen.fields import Ref
from hubgen.findings import Finding, finding
from hubgen.kinds.base import Entry
from hubgen.library import Library
from hubgen.revisions import Revision
from hubgen.settings import Settings
from hubgen.sources import Source, Sources

Group = tuple[Source, ...]
"""A page's file and those of its translations."""


def compare(
    before: Library, after: Library, documents: Documents, *, revision: str, day: date
) -> list[Problem]:
    """Return what would break for who subscribed to what was published at a revision.

    `before` is that revision's library and `after` today's, both of one `now`; `documents` are
    what `after` was made from, for what is not published any more. `revision` is what messages
    call the revision, and `day` when it was committed. Each is at today's file and line, or at the
    file that is gone; what is not there for who asks, though nobody loses it, is a warning.

    Pages that had problems then, or have them now, are passed over.
    """
    then, published = _originals(before.entries), _originals(after.entries)
    paths = frozenset(one.path for one in after.entries)
    # Of an event whose file is gone its translation is not the event, and has none of its facts.
    orphans = {one.path for one in before.entries if one.is_translation and is_event(one)}
    known = [one for one in _originals(documents.entries) if one.path not in paths]
    today = [one for one in (*published, *known) if one.path not in orphans]
    heirs = successors(then, today)
    hub = Comparison(
        before=before,
        after=after,
        heirs=heirs,
        holders={one.uid: one for one in reversed(today) if one.path in paths},
        paths=frozenset(one.path for one in documents.entries),
        published=paths,
        inherited=frozenset(one.path for one in heirs.values()),
        broken=_broken(documents),
        revision=revision,
        day=day,
    )
    # Of two pages with one UID, calendars had one or the other.
    counted = Counter(one.uid for one in then)
    pages = [one for one in then if counted[one.uid] == 1]
    broken = {one.ref for one in then if hub.is_broken(one)}
    return sorted(
        (
            *(one for old in pages for one in _about(old, hub)),
            *about_settings(pages, hub),
            *gone_addresses(before, after, heirs, broken, revision=revision),
        )
    )


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


def _originals(entries: Iterable[Entry]) -> list[Entry]:
    """Return the pages that are no translation, in the order of their files."""
    return sorted((one for one in entries if not one.is_translation), key=lambda one: one.path)


def _broken(documents: Documents) -> frozenset[Ref | str]:
    known = {name for one in documents.unsound for name in (one.ref, one.uid, one.path)}
    return frozenset(known | documents.broken)


def _about(old: Entry, hub: Comparison) -> Iterator[Problem]:
    """Find what is wrong today with a page of then."""
    heir, holder = hub.heirs.get(old.ref), hub.holders.get(old.uid)
    values = {"value": old.uid, "revision": hub.revision}
    if heir and heir.uid == old.uid:
        if is_event(old):
            yield from about_event(old, heir, hub)
    elif heir and holder:
        found = finding(("uid",), "uid-taken", other=heir.path, **values)
        yield found.locate(holder.path, holder.matter)
    elif holder and holder.path not in hub.inherited:
        yield _about_stranger(old, holder, hub).locate(holder.path, holder.matter)
    elif hub.is_broken(old):
        return
    elif heir and heir.ref == old.ref:
        yield finding(("uid",), "uid-changed", **values).locate(heir.path, heir.matter)
    elif heir:
        found = finding(("uid",), "uid-changed-by-move", other=old.path, **values)
        yield found.locate(heir.path, heir.matter)
    elif is_event(old):
        yield about_lost(old, hub)


def _about_stranger(old: Entry, holder: Entry, hub: Comparison) -> Finding:
    """Say that a page has the UID of one that it has nothing else of."""
    values = {"value": old.uid, "other": old.path, "revision": hub.revision}
    if holder.kind.folder != old.kind.folder:
        return finding(("uid",), "uid-of-other-kind", **values)
    values |= {"title": old.fields.title, "address": hub.before.address(old)}
    return finding(("uid",), "uid-of-other-page", **values)
