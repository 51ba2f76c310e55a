"""Order: in which places listings have their pages."""

from collections.abc import Iterable, Mapping

from hubgen.kinds import KINDS
from hubgen.kinds.base import Entry
from hubgen.library import Key, Library
from hubgen.order import in_order


def keys_of(entries: Iterable[Entry]) -> tuple[Key, ...]:
    """Return the keys of entries, in their order."""
    return tuple(one.key for one in entries)


def places_by_kind(entries: Iterable[Entry], library: Library) -> Mapping[Key, int]:
    """Return the place of each entry: kind by kind, each in its own order.

    Thousands of entries are in several listings, so their order is worked out once for all.
    """
    by_kind: dict[str, list[Entry]] = {}
    for one in entries:
        by_kind.setdefault(one.kind.folder, []).append(one)
    ordered = (one for kind in KINDS for one in in_order(by_kind.get(kind.folder, ()), library))
    return {one.key: place for place, one in enumerate(ordered)}


def in_places(entries: Iterable[Entry], places_of: Mapping[Key, int]) -> tuple[Key, ...]:
    """Return the keys of entries in the order of their places."""
    return tuple(sorted(keys_of(entries), key=places_of.__getitem__))
