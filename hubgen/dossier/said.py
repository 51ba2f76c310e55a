"""What the hub knows about a page, as text for people and as a record for scripts."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

from pydantic import BaseModel

from hubgen import tables
from hubgen.amending.writing import moment
from hubgen.dossier import Dossier, Named, title_of
from hubgen.fields import Ref
from hubgen.handbook import handbook
from hubgen.inventory.said import when_said
from hubgen.kinds.base import Entry, Meeting
from hubgen.library import Library
from hubgen.listings import Listing
from hubgen.wording import Wording, wording

_INDENT = "  "
_ELSEWHERE = frozenset({"title", "uid", "aliases", "slug", "draft"})
"""What is said above the list of fields already."""
_LONGEST = 100
"""Characters of a text that are shown of it."""


def described(one: Dossier, library: Library, lang: str, *, width: int | None) -> str:
    """Return what is known of a page in parts with a heading each; empty ones are left out."""
    words = wording(lang)
    head = f"{one.entry.fields.title}\n{one.entry.kind.name} · {one.entry.slug} · " + words.text(
        f"command.state.{one.state}"
    )
    parts = [head, *_parts(one, library, words, width)]
    return "\n\n".join(part.rstrip("\n") for part in parts) + "\n"


def _parts(one: Dossier, library: Library, words: Wording, width: int | None) -> Iterator[str]:
    """Yield each part of what is said of a page."""
    room = None if width is None else width - len(_INDENT)
    facts = [(words.text(f"command.show.{name}"), value) for name, value in _facts(one, words)]
    pages = [
        (page.lang, page.path, library.address(page)) for page in (one.entry, *one.translations)
    ]
    titles = {field.name: field.title for field in handbook(one.entry.kind, words.lang).fields}
    fields = [
        (name, titles.get(name.partition("[")[0], ""), value)
        for name, value in _fields(one.entry, library)
    ]
    listings = [(listing.title, listing.address, _also(listing)) for listing in one.listings]
    for name, rows in (
        ("files", pages),
        ("facts", facts),
        ("fields", fields),
        ("references", [_row(ref) for ref in one.references]),
        ("backlinks", [_row(ref) for ref in one.backlinks]),
        ("listings", listings),
        ("problems", [(words.line(problem),) for problem in one.problems]),
    ):
        if rows:
            yield _part(words.text(f"command.show.part.{name}"), rows, room)


def _part(heading: str, rows: Sequence[Sequence[str]], width: int | None) -> str:
    # A line of one part is a sentence, which is of no use without its end.
    last = [len(rows[0]) - 1] if len(rows[0]) > 1 else []
    text = tables.table(rows, width=width, give=last)
    return f"{heading}\n" + "".join(f"{_INDENT}{line}\n" for line in text.splitlines())


def _row(one: Named) -> tuple[str, str, str]:
    return (one.field, str(one.ref), one.title)


def _also(listing: Listing) -> str:
    """Return the names of a listing's feeds and calendar."""
    feeds = ["feed.xml", "atom.xml", "feed.json"] if listing.has_feeds else []
    return " ".join([*feeds, *(["calendar.ics"] if listing.has_calendar else [])])


def _facts(one: Dossier, words: Wording) -> Iterator[tuple[str, str]]:
    """Yield what subscribers know the page by, and when it meets."""
    if one.next is not None:
        yield "next", _meets(one.next)
    how = "written" if one.entry.fields.uid else "made"
    yield "uid", words.text(f"command.show.uid_{how}", uid=one.entry.uid)
    if one.sequence is not None:
        yield "sequence", str(one.sequence)
    if one.calendar:
        yield "calendar", one.calendar
    if one.aliases:
        yield "aliases", ", ".join(one.aliases)


def _meets(meeting: Meeting) -> str:
    """Return from when to when a meeting is."""
    start, end = when_said(meeting.start), when_said(meeting.end)
    if start.split()[0] == end.split()[0] and " " in end:
        end = end.split()[1]
    said = start if start == end else f"{start} – {end}"
    zone = meeting.start.tzinfo if isinstance(meeting.start, datetime) else None
    return f"{said} ({zone})" if zone else said


def _fields(entry: Entry, library: Library) -> Iterator[tuple[str, str]]:
    """Yield each field that says something, as the hub understands it."""
    for name, value in entry.fields.__dict__.items():
        if name in _ELSEWHERE or name not in entry.matter.values:
            continue
        if isinstance(value, tuple) and value and isinstance(value[0], BaseModel):
            for number, item in enumerate(value, 1):
                yield f"{name}[{number}]", _said(item, entry.lang, library)
        elif said := _said(value, entry.lang, library):
            yield name, said


def _said(value: object, lang: str, library: Library) -> str:
    """Return a value on one line, as an editor would write it; references by their title."""
    if isinstance(value, Ref):
        title = title_of(value, library, lang)
        return f"{title} ({value.folder}/{value.slug})" if title else value.slug
    if isinstance(value, BaseModel):
        written = (name for name in type(value).model_fields if name in value.model_fields_set)
        pairs = ((name, _said(getattr(value, name), lang, library)) for name in written)
        said = [f"{name}: {one}" for name, one in pairs if one]
        # One that says one thing is that thing: a speaker who is no more than a person.
        return said[0].partition(": ")[2] if len(said) == 1 else "{" + ", ".join(said) + "}"
    if isinstance(value, tuple):
        return "; ".join(filter(None, (_said(one, lang, library) for one in value)))
    if isinstance(value, date | datetime):
        return moment(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, bool):
        return "true" if value else ""
    return tables.shortened(" ".join(str("" if value is None else value).split()), _LONGEST)


def record(one: Dossier, library: Library, lang: str) -> dict[str, Any]:
    """Return what is known of a page as a record, whose keys stay."""
    entry = one.entry
    return {
        "kind": entry.kind.name,
        "slug": entry.slug,
        "title": entry.fields.title,
        "state": one.state,
        "uid": entry.uid,
        "uid_is_written": bool(entry.fields.uid),
        "sequence": one.sequence,
        "next": None
        if one.next is None
        else {"start": one.next.start.isoformat(), "end": one.next.end.isoformat()},
        "languages": [
            {
                "lang": page.lang,
                "title": page.fields.title,
                "file": page.path,
                "address": library.address(page),
                "url": library.url(page),
            }
            for page in (entry, *one.translations)
        ],
        "aliases": list(one.aliases),
        "calendar": one.calendar or None,
        "fields": dict(entry.matter.values),
        "references": [_named(ref) for ref in one.references],
        "backlinks": [_named(ref) for ref in one.backlinks],
        "listings": [
            {
                "title": listing.title,
                "address": listing.address,
                "feeds": [listing.rss, listing.atom, listing.json] if listing.has_feeds else [],
                "calendar": listing.calendar if listing.has_calendar else None,
            }
            for listing in one.listings
        ],
        "problems": [
            {
                "file": problem.path,
                "line": problem.line,
                "field": problem.field,
                "severity": problem.severity,
                "text": wording(lang).say(problem),
            }
            for problem in one.problems
        ],
    }


def _named(one: Named) -> dict[str, str]:
    return {"field": one.field, "page": str(one.ref), "title": one.title}
