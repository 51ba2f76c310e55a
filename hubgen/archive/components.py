"""What calendars hold of events, kept between runs.

How large that is, and when it is over, is in one value for all events; the bytes themselves are
fetched when somebody asks for them.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Any, NamedTuple

from hubgen.archive.register import REGISTER
from hubgen.cache import Cache
from hubgen.calendars.records import Component, Components, Outline, organiser_of, outline_of
from hubgen.edition import Edition
from hubgen.kinds.base import Entry
from hubgen.library import Key
from hubgen.pool import spread

EVENTS = "events"
"""The shelf of what calendars hold of an event, by the path of its file."""

_NOTHING = Components(meetings=(), deadline=None)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MOST_APART = 100
"""How many rows are fetched one at a time, before all of them are."""


class _Line(NamedTuple):
    """What is known of one event."""

    origin: str
    """The digest of all that its page was read from."""
    state: str
    """The digest of all that its components are made from."""
    digest: str
    ends: list[float]
    sizes: list[int]


class Recalled(Mapping[Key, Components]):
    """What calendars hold of events, which is fetched when somebody asks for it."""

    def __init__(
        self,
        entries: Mapping[Key, Entry],
        lines: Mapping[str, _Line],
        learned: dict[Key, Components],
        edition: Edition,
        cache: Cache,
    ) -> None:
        self._entries = entries
        self._lines = lines
        self._known = learned
        self._rows: Mapping[str, tuple[str, bytes]] = {}
        self._fetched = 0
        self._edition = edition
        self._cache = cache

    @property
    def outlines(self) -> Mapping[Key, Outline]:
        """What there is to tell of each without its bytes."""
        lines = [(key, self._lines[one.path]) for key, one in self._entries.items()]
        return {
            key: Outline(line.digest, tuple(line.ends), tuple(line.sizes)) for key, line in lines
        }

    def __getitem__(self, key: Key) -> Components:
        if key not in self._known:
            self._known[key] = self._fetch(self._entries[key])
        return self._known[key]

    def __iter__(self) -> Iterator[Key]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def _fetch(self, entry: Entry) -> Components:
        self._fetched += 1
        if self._fetched == _MOST_APART:
            self._rows = self._cache.shelf(EVENTS)
        found = self._rows.get(entry.path) or self._cache.from_shelf(EVENTS, entry.path)
        if found and found[0] == self._lines[entry.path].state:
            return _read(found[1])
        # The cache was closed, or has lost it.
        return _learned([entry], self._edition, 1)[entry.key]


def recall_components(edition: Edition, cache: Cache, jobs: int) -> Recalled:
    """Return what `components_of` does of all entries, working out only what is not known."""
    structure, before = _before(cache)
    # In an edition that differs in its texts alone, so do the events.
    is_same = bool(structure) and structure == edition.structure
    entries = [one for one in edition.library.entries if _is_told(one, before if is_same else None)]
    changed = [
        one
        for one in entries
        if not is_same or one.path not in before or one.origin != before[one.path].origin
    ]
    states = _states(changed, edition, cache.program())
    lines = dict(before)
    unknown = []
    for one in changed:
        line = before.get(one.path)
        if line and line.state == states[one.path]:
            lines[one.path] = line._replace(origin=one.origin)
        else:
            unknown.append(one)
    learned = _learned(unknown, edition, jobs) if unknown else {}
    for one in unknown:
        components = learned.get(one.key, _NOTHING)
        told, state = outline_of(components), states[one.path]
        lines[one.path] = _Line(one.origin, state, told.digest, [*told.ends], [*told.sizes])
        cache.shelve(EVENTS, one.path, state, _written(components))
    for path in lines.keys() - {one.path for one in entries}:
        del lines[path]
        cache.clear(EVENTS, path)
    if lines != before or structure != edition.structure:
        packed = json.dumps([edition.structure, lines], separators=(",", ":"))
        cache.shelve(REGISTER, EVENTS, "", packed.encode())
    cache.keep()
    shown = {one.key: one for one in entries if lines[one.path].sizes}
    return Recalled(shown, lines, learned, edition, cache)


def _is_told(entry: Entry, known: Mapping[str, _Line] | None) -> bool:
    """Tell whether calendars hold anything of an entry; `known` are all of which they do."""
    if known is not None:
        return entry.path in known
    return bool(entry.meetings or entry.facts.deadline)


def _before(cache: Cache) -> tuple[str, dict[str, _Line]]:
    """Return the structure of the last edition, and what was known of events by their paths."""
    found = cache.from_shelf(REGISTER, EVENTS)
    if found is None:
        return "", {}
    structure, lines = json.loads(found[1])
    return structure, {path: _Line(*line) for path, line in lines.items()}


def _learned(entries: Sequence[Entry], edition: Edition, jobs: int) -> dict[Key, Components]:
    """Work out what calendars hold of entries, on several processors if there are many."""
    # Imported here, as what writes calendars takes long to load; by now, or every process would.
    from hubgen.calendars.components import components_of

    def work(share: Sequence[Entry]) -> dict[Key, Components]:
        return components_of(share, edition)

    return {key: one for part in spread(work, entries, jobs) for key, one in part.items()}


def _states(entries: Sequence[Entry], edition: Edition, program: str) -> Mapping[str, str]:
    """Return the digest of all that each entry's components are made from."""
    first = blake2b(f"{program} {edition.settings.model_dump_json()}".encode(), digest_size=16)
    states = {}
    for one in entries:
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
