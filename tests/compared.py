"""Two hubs, compared as `hubgen check --against` does: what is told of the second of them."""

from collections.abc import Mapping
from datetime import date, datetime

from hubgen.against import compare
from hubgen.errors import Problem
from hubgen.library import assemble
from tests.hub import NOW, SITE, read_all, says

CODES = frozenset(
    {
        "change-gone",
        "change-of-other",
        "change-untold",
        "dates-gone",
        "deadline-gone",
        "event-expired",
        "event-gone",
        "event-gone-cancelled",
        "event-gone-language",
        "event-gone-past",
        "event-made-draft",
        "event-made-future",
        "event-other-language",
        "languages-changed",
        "meeting-gone",
        "meeting-renumbered",
        "page-feeds-gone",
        "page-feeds-moved",
        "section-feeds-gone",
        "setting-moves-events",
        "start-became-dates",
        "start-gone",
        "theme-feeds-gone",
        "uid-changed",
        "uid-changed-by-move",
        "uid-of-other-kind",
        "uid-of-other-page",
        "uid-taken",
        "unannounced-change",
        "unannounced-place",
        "unannounced-times",
    }
)
"""What is only ever said of a hub that is compared with an earlier one."""

DAY = date(2024, 10, 30)
"""When the earlier of the two was committed."""

Pages = Mapping[str, str]
"""A hub's pages, by their path below `content/` without the ending: `events/x`."""


def compared(before: Pages, after: Pages, *, now: datetime = NOW) -> list[Problem]:
    """Return what is wrong with a hub's pages beside those of the revision `main`."""
    was, was_documents = read_all(_files(before))
    site, documents = read_all(_files(after))
    then, _ = assemble(was_documents, was, now=now)
    library, _ = assemble(documents, site, now=now)
    return compare(then, library, documents, revision="main", day=DAY)


def told(before: Pages, after: Pages, lang: str = "nl") -> list[str]:
    """Return the same as the lines that an editor reads."""
    return says(compared(before, after), lang)


def codes(before: Pages, after: Pages) -> list[tuple[str, int, str]]:
    """Return the same as path, line and code."""
    return [(one.path, one.line, one.code) for one in compared(before, after)]


def _files(pages: Pages) -> dict[str, str]:
    site = {"content/site.yaml": pages.get("site.yaml", SITE)}
    return site | {
        f"content/{path}.md": text for path, text in pages.items() if path[-5:] != ".yaml"
    }
