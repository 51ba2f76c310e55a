"""What calendars hold of one entry, once it is serialised, and what of other pages is in that."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from hubgen.kinds.base import Entry
from hubgen.library import Library


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """A VEVENT, serialised."""

    end: datetime
    """The instant at which it is over."""
    year: str
    """The year that it begins in."""
    data: bytes
    zones: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Components:
    """What calendars hold of one entry."""

    meetings: tuple[Component, ...]
    deadline: Component | None
    """The last day on which one can register."""


@dataclass(frozen=True, slots=True)
class Outline:
    """What there is to tell of an entry's components without their bytes."""

    digest: str
    """That of all their bytes."""
    ends: tuple[float, ...]
    """When each is over, in seconds since 1970."""
    sizes: tuple[int, ...]
    """How many bytes each has."""


def outline_of(components: Components) -> Outline:
    """Return what there is to tell of components without their bytes, the deadline last."""
    parts = [*components.meetings, *([components.deadline] if components.deadline else [])]
    return Outline(
        digest=blake2b(b"".join([one.data for one in parts]), digest_size=12).hexdigest(),
        ends=tuple([one.end.timestamp() for one in parts]),
        sizes=tuple([len(one.data) for one in parts]),
    )


def organiser_of(entry: Entry, library: Library) -> tuple[str, str] | None:
    """Return the first organisation that organises, with the address that its page gives.

    It is all that an entry's components say of other pages.
    """
    for path, ref in entry.facts.refs:
        page = library.find(ref, entry.lang) if path[0] == "organiser" else None
        if page is None or page.kind.folder != "organisations":
            continue
        asked = (ref for path, ref in page.facts.refs if path == ("contact", "person"))
        who = next((library.find(ref, entry.lang) for ref in asked), None)
        if email := page.facts.email or (who.facts.email if who else ""):
            return page.facts.title, email
    return None
