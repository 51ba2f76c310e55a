"""The meetings of a programme as a series: what is next, what comes after, what has been."""

from dataclasses import dataclass

from hubgen.kinds.base import Entry
from hubgen.views.records import Card, CardGroup

MEETINGS = "meetings"
"""The list of a programme's page that they are in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesView:
    """The meetings of a programme."""

    next: Card | None
    """The first that is to come and has a date."""
    later: tuple[Card, ...]
    """All others that are to come, soonest first; those without a date last."""
    past: tuple[Card, ...]
    """Newest first."""


def series_view(entry: Entry, groups: tuple[CardGroup, ...]) -> SeriesView | None:
    """Return the meetings of a programme, from its lists; None for a page without meetings."""
    found = next((one for one in groups if one.name == MEETINGS), None)
    if entry.kind.name != "programme" or found is None:
        return None
    coming = [one for one in found.cards if not one.past]
    first = next((one for one in coming if one.date), None)
    return SeriesView(
        next=first,
        later=tuple(one for one in coming if one is not first),
        past=tuple(one for one in found.cards if one.past),
    )
