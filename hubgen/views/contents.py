"""The table of contents of a page: its sections, in the order in which its layout has them."""

from dataclasses import dataclass

from hubgen.kinds.base import Entry
from hubgen.markup import levels
from hubgen.views.links import Links

ENOUGH = 3
"""Sections that make a table of contents worth its place."""

# The fields that have a section of their own, above and below the text. A practice's results are
# in sight before its contents are.
_ABOVE = ("programme", "speakers", "steps", "challenge", "approach")
_BELOW = ("lessons", "tools", "practices", "participants", "resources")
# The phrases of what is not a field of one kind alone.
_SHARED = {"steps": "site.entry.steps", "resources": "site.entry.resources"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a page, and its anchor."""

    id: str
    title: str


def contents(entry: Entry, links: Links) -> tuple[Section, ...]:
    """Return the sections of a page; none of a page that has few."""
    written = [one.level for one in entry.body.headings]
    shown = zip(entry.body.headings, levels(written, below=1), strict=True)
    headings = [Section(id=one.id, title=one.text) for one, level in shown if level == 2]
    meetings = []
    if len(getattr(entry.fields, "dates", ())) > 1:
        meetings.append(Section(id="hub_meetings", title=links.text("site.event.meetings")))
    found = (
        *meetings,
        *_of_fields(_ABOVE, entry, links),
        *headings,
        *_of_fields(_BELOW, entry, links),
    )
    return found if len(found) >= ENOUGH else ()


def _of_fields(names: tuple[str, ...], entry: Entry, links: Links) -> list[Section]:
    """Return the sections of those fields that say something."""
    found = []
    for name in names:
        value = getattr(entry.fields, name, ())
        phrase = _SHARED.get(name, f"site.{entry.kind.name}.{name}")
        if value:
            title = links.text(phrase, count=len(value))
            found.append(Section(id=f"hub_{name}", title=title))
    return found
