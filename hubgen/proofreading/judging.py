"""What was found in a page, weighed as its site does, and without what the page silences."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from hubgen.checklist import BY_CODE, BY_NAME, unknown_check
from hubgen.errors import Problem
from hubgen.findings import Finding, finding, warning
from hubgen.frontmatter import FrontMatter
from hubgen.kinds.base import Entry
from hubgen.settings import Settings

_NO_REASONS = frozenset({"", "off", "warning", "problem", "uit", "nee", "no", "false"})
"""What a site writes to weigh a check, or to turn it off, and a page may not: it gives a reason."""


def judged(
    found: Iterable[Problem], entry: Entry, settings: Settings, *, of_hub: bool = False
) -> list[Problem]:
    """Return what is left of what was found in a page, each with the name of its check.

    A problem of the content model stays as it is. With them come warnings for what the page's own
    file silences and was not found, if all of the page could be looked at: of the checks of the hub
    as a whole if `of_hub`, else of the others.
    """
    silenced = entry.facts.silences
    left: list[Problem] = []
    heard: set[str] = set()
    for one in found:
        check = BY_CODE.get(one.code)
        if check is None:
            left.append(one)
            continue
        weight = settings.checks.get(check.name, check.severity)
        if weight == "off":
            continue
        if check.name in silenced:
            heard.add(check.name)
            continue
        left.append(replace(one, check=check.name, severity=weight))
    return left + [
        warning(("checks", name), "silences-nothing", check=name).locate(entry.path, entry.matter)
        for name in (silenced if entry.is_sound else ())
        if name not in heard and ("checks", name) in entry.matter.places
        if (check := BY_NAME.get(name)) and check.of_hub == of_hub and not check.of_web
        if settings.checks.get(name) != "off"
    ]


def judged_together(
    found: Iterable[Problem], entries: Sequence[Entry], settings: Settings
) -> list[Problem]:
    """Return what is left of what was found by the checks of the hub as a whole.

    `entries` are all pages that were looked at; what is in no page's file stays as it is.
    """
    by_path = {
        path: list(some)
        for path, some in groupby(sorted(found, key=lambda one: one.path), lambda one: one.path)
    }
    left: list[Problem] = []
    for entry in entries:
        theirs = by_path.pop(entry.path, [])
        if theirs or entry.facts.silences:
            left += judged(theirs, entry, settings, of_hub=True)
    return left + [one for some in by_path.values() for one in some]


def silencings(matter: FrontMatter) -> Iterator[Finding]:
    """Find what is wrong with what a page's file silences: no such check, or no reason."""
    written = matter.values.get("checks")
    if not isinstance(written, dict):
        return  # its type is the model's to judge
    for name, reason in written.items():
        if wrong := unknown_check(name):
            code, values = wrong
            yield finding(("checks", name), code, **values)
        elif reason is None or (isinstance(reason, str) and reason.lower() in _NO_REASONS):
            yield finding(("checks", name), "check-without-reason", check=name)
