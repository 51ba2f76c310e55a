"""Which personal data a hub holds, as a table for people and as records for scripts."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from hubgen import tables
from hubgen.privacy import Disclosure
from hubgen.settings import Settings
from hubgen.wording import Wording

_REMARKS = ("no_consent", "old_consent", "outlived", "hidden")


def tabled(found: Sequence[Disclosure], words: Wording, *, width: int | None) -> str:
    """Return what is told of people as a table with headings: where, who, what, since when."""
    names = ("place", "who", "what", "since", "consent", "remark")
    headings = [words.text(f"command.privacy.column.{name}") for name in names]
    rows = [_row(one, words) for one in found]
    return tables.table([headings, *rows], width=width, give=(0, 1, 2))


def advice(
    found: Sequence[Disclosure], words: Wording, settings: Settings, years: int
) -> Iterator[str]:
    """Yield what to do, a line for each kind of thing that asks for it; one line for nothing."""
    counts: Counter[str] = Counter(one.remark for one in found)
    known = {"days": settings.contact_days, "years": years}
    asked = [name for name in _REMARKS if counts[name]]
    for name in asked:
        yield words.text(f"command.privacy.todo.{name}", count=counts[name], **known)
    if not asked:
        yield words.text("command.privacy.todo.nothing")


def records(found: Sequence[Disclosure]) -> list[dict[str, Any]]:
    """Return what is told of people as records, whose keys stay."""
    return [
        {
            "file": one.path,
            "line": one.line,
            "field": one.field,
            "who": one.who,
            "published": list(one.published),
            "in_file": list(one.in_file),
            "since": one.since.isoformat() if one.since else None,
            "since_by": one.since_by or None,
            "consent": one.consent.isoformat() if one.consent else None,
            "remark": one.remark or None,
        }
        for one in found
    ]


def _row(one: Disclosure, words: Wording) -> list[str]:
    place = f"{one.path}:{one.line}" + (f": {one.field}" if one.field else "")
    what = ", ".join(words.text(f"command.privacy.what.{name}") for name in one.published)
    if one.in_file:
        kept = ", ".join(words.text(f"command.privacy.what.{name}") for name in one.in_file)
        what = f"{what} ({kept})".strip()
    return [
        place,
        one.who,
        what,
        one.since.isoformat() if one.since else "",
        one.consent.isoformat() if one.consent else "",
        words.text(f"command.privacy.remark.{one.remark}") if one.remark else "",
    ]
