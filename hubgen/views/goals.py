"""The Global Goals of a page: https://sdgs.un.org/goals."""

from dataclasses import dataclass

from hubgen.kinds.base import Entry
from hubgen.views.links import Links

# What each goal is for, in the five words with which the 2030 Agenda opens. A group has one colour.
_GROUPS = {
    "people": range(1, 6),
    "planet": (6, 12, 13, 14, 15),
    "prosperity": range(7, 12),
    "peace": (16,),
    "partnership": (17,),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """One Global Goal."""

    number: int
    title: str
    group: str
    """`people`, `planet`, `prosperity`, `peace` or `partnership`: the layout gives the colour."""


def goals(entry: Entry, links: Links) -> tuple[Goal, ...]:
    """Return the Global Goals of a page, each once, by number."""
    return tuple(
        Goal(
            number=number,
            title=links.text(f"site.sdg.{number}"),
            group=next(name for name, numbers in _GROUPS.items() if number in numbers),
        )
        for number in sorted(set(entry.fields.sdgs))
    )
