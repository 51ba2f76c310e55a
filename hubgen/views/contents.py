"""The table of contents of a page: its sections, in the order in which its layout has them."""

import re
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
# The kinds whose text stands below such sections, and what it is called where it begins without a
# heading: it would seem to be of the section above it.
_TITLED = frozenset({"event", "practice", "service", "article"})
_HEADED = re.compile("<h[1-6]")
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
    if len(entry.fields.__dict__.get("dates", ())) > 1:
        meetings.append(Section(id="hub_meetings", title=links.text("site.event.meetings")))
    text = opening(entry, links)
    found = (
        *meetings,
        *_of_fields(_ABOVE, entry, links),
        *([text] if text else ()),
        *headings,
        *_of_fields(_BELOW, entry, links),
    )
    return found if len(found) >= ENOUGH else ()


def opening(entry: Entry, links: Links) -> Section | None:
    """Return the heading of a text that begins without one, below sections of another kind."""
    if entry.kind.name not in _TITLED:
        return None
    said, html = entry.fields.__dict__, entry.body.html.lstrip()
    above = len(said.get("dates", ())) > 1 or any(said.get(name) for name in _ABOVE)
    if not above or not html or _HEADED.match(html):
        return None
    return Section(id="hub_text", title=links.text(f"site.opening.{entry.kind.name}"))


def _of_fields(names: tuple[str, ...], entry: Entry, links: Links) -> list[Section]:
    """Return the sections of those fields that say something."""
    found = []
    said = entry.fields.__dict__
    for name in names:
        if value := said.get(name):
            phrase = _SHARED.get(name, f"site.{entry.kind.name}.{name}")
            title = links.text(phrase, count=len(value))
            found.append(Section(id=f"hub_{name}", title=title))
    return found
