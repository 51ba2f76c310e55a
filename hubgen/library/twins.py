"""Twins: pages of one kind with one slug, and pages with one UID."""

from collections.abc import Sequence

from hubgen.errors import Problem
from hubgen.fields import Ref
from hubgen.findings import finding
from hubgen.kinds.base import Entry
from hubgen.library.records import Key


def without_twins(entries: Sequence[Entry]) -> tuple[list[Entry], list[Problem]]:
    """Return the entries, the first of those with one slug, and problems for the others.

    Pages with one UID are a problem too.
    """
    problems: list[Problem] = []
    by_key: dict[Key, Entry] = {}
    by_ref: dict[Ref, Entry] = {}
    by_uid: dict[str, Entry] = {}
    for one in entries:
        # A page in another language is a translation only if its file stands beside the original.
        first = one if one.is_translation else by_ref.setdefault(one.ref, one)
        if first is not one:
            year = f"{one.meetings[0].start:%Y}" if one.meetings else "2"
            found = finding(
                ("slug",) if one.fields.slug else (),
                "slug-twice",
                slug=one.slug,
                other=first.path,
                right=f"{one.slug}-{year}",
            )
            problems.append(found.locate(one.path, one.matter))
            continue
        by_key.setdefault(one.key, one)
        owner = one if one.is_translation else _owner(one, by_uid)
        if owner is not one:
            found = finding(("uid",), "uid-twice", value=one.uid, other=owner.path)
            problems.append(found.locate(one.path, one.matter))
    return list(by_key.values()), problems


def _owner(entry: Entry, by_uid: dict[str, Entry]) -> Entry:
    """Return the page that has one of an entry's UIDs already, else itself, whose they are now."""
    uids = entry.facts.uids
    taken = next((by_uid[uid] for uid in uids if uid in by_uid), entry)
    for uid in uids:
        by_uid.setdefault(uid, entry)
    return taken
