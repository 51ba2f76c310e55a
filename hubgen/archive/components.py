"""What calendars hold of events, kept between runs."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Any

from hubgen.cache import Cache
from hubgen.calendars.records import Component, Components, organiser_of
from hubgen.edition import Edition
from hubgen.kinds.base import Entry
from hubgen.library import Key
from hubgen.pool import spread

EVENTS = "events"
"""The shelf of what calendars hold of an event, by the path of its file."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def recall_components(edition: Edition, cache: Cache, jobs: int) -> dict[Key, Components]:
    """Return what `components_of` does of all entries, working out only what is not known."""
    shelf = cache.shelf(EVENTS)
    known: dict[Key, Components] = {}
    unknown: list[Entry] = []
    entries = [one for one in edition.library.entries if one.meetings or one.facts.deadline]
    states = _states(entries, edition, cache.program())
    for one in entries:
        state, row = shelf.get(one.path, ("", b""))
        if state and state == states.get(one.path):
            known[one.key] = _read(row)
        else:
            unknown.append(one)

    if unknown:
        known |= _learned(unknown, edition, jobs)
    for one in unknown:
        if one.path in states and one.key in known:
            cache.shelve(EVENTS, one.path, states[one.path], _written(known[one.key]))
    paths = {one.path for one in entries}
    for path in shelf.keys() - paths:
        cache.clear(EVENTS, path)
    cache.keep()
    return known


def _learned(entries: Sequence[Entry], edition: Edition, jobs: int) -> dict[Key, Components]:
    """Work out what calendars hold of entries, on several processors if there are many."""
    # Imported here, as what writes calendars takes long to load; by now, or every process would.
    from hubgen.calendars.components import components_of

    def work(share: Sequence[Entry]) -> dict[Key, Components]:
        return components_of(share, edition)

    return {key: one for part in spread(work, entries, jobs) for key, one in part.items()}


def _states(entries: Sequence[Entry], edition: Edition, program: str) -> Mapping[str, str]:
    """Return the digest of all that each entry's components are made from, where it is known."""
    first = blake2b(f"{program} {edition.settings.model_dump_json()}".encode(), digest_size=16)
    states = {}
    for one in entries:
        if one.origin:
            digest = first.copy()
            organiser = organiser_of(one, edition.library)
            digest.update(json.dumps([one.origin, organiser]).encode())
            states[one.path] = digest.hexdigest()
    return states


def _written(components: Components) -> bytes:
    rows = [_row(one) for one in components.meetings]
    deadline = _row(components.deadline) if components.deadline else None
    return json.dumps([rows, deadline], separators=(",", ":")).encode()


def _read(row: bytes) -> Components:
    meetings, deadline = json.loads(row)
    return Components(
        meetings=tuple(_component(one) for one in meetings),
        deadline=_component(deadline) if deadline else None,
    )


def _row(component: Component) -> list[Any]:
    return [
        component.end.timestamp(),
        component.year,
        component.data.decode(),
        sorted(component.zones),
    ]


def _component(row: list[Any]) -> Component:
    end, year, data, zones = row
    return Component(
        end=_EPOCH + timedelta(seconds=end),
        year=year,
        data=data.encode(),
        zones=frozenset(zones),
    )
