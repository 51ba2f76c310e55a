"""What the hub has, as a table for people and as records for scripts."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from hubgen import tables
from hubgen.inventory import Item, details_of
from hubgen.kinds.base import Kind
from hubgen.kinds.event.fields import Event
from hubgen.wording import wording

_TITLE = "title"


def listed(items: Sequence[Item], kind: Kind | None, lang: str, *, width: int | None) -> str:
    """Return pages as a table with headings; titles are shortened where it is wider than `width`.

    Without a kind, each page says its own.
    """
    with_state = any(one.state != "published" for one in items)
    details = details_of(kind) if kind else ()
    names = ["date", *([] if kind else ["kind"]), "slug", _TITLE, *details]
    names += ["state"] if with_state else []
    filled = [name for name in names if any(_cell(one, name, lang) for one in items)]
    text = wording(lang).text
    headings = [text(f"command.list.{name}") for name in filled]
    rows = [[_cell(one, name, lang) for name in filled] for one in items]
    give = [number for number, name in enumerate(filled) if name in (_TITLE, *details)]
    return tables.table([headings, *rows], width=width, give=give)


def records(items: Sequence[Item]) -> list[dict[str, Any]]:
    """Return pages as records, whose keys stay: see "For scripts" in the README."""
    return [_record(one) for one in items]


def when_said(moment: date | datetime | None) -> str:
    """Return a moment as editors write it: `2024-11-13 14:00`; empty for none."""
    if moment is None:
        return ""
    return f"{moment:%Y-%m-%d %H:%M}" if isinstance(moment, datetime) else f"{moment:%Y-%m-%d}"


def _cell(item: Item, name: str, lang: str) -> str:
    entry = item.entry
    if name == "date":
        return when_said(item.when)
    if name == "kind":
        return entry.kind.name
    if name == "slug":
        return entry.slug
    if name == _TITLE:
        return entry.fields.title
    if name == "state":
        return (
            "" if item.state == "published" else wording(lang).text(f"command.state.{item.state}")
        )
    return item.details[name]


def _record(item: Item) -> dict[str, Any]:
    entry = item.entry
    record: dict[str, Any] = {
        "kind": entry.kind.name,
        "slug": entry.slug,
        "title": entry.fields.title,
        "state": item.state,
        "date": item.when.isoformat() if item.when else None,
        "lang": entry.lang,
        "languages": list(item.languages),
        "file": entry.path,
        "address": item.address,
        "url": item.url,
        "uid": entry.uid,
        "themes": list(entry.fields.themes),
        "details": dict(item.details),
    }
    if isinstance(entry.fields, Event):
        record["meetings"] = [
            {
                "start": one.start.isoformat(),
                "end": one.end.isoformat(),
                "title": one.title,
                "cancelled": one.cancelled,
            }
            for one in entry.meetings
        ]
    return record
