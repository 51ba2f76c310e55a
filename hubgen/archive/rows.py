"""Rows: what reading a page gave, as JSON."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from hubgen import times
from hubgen.documents import Documents, Introduction
from hubgen.errors import Problem
from hubgen.fields import Ref
from hubgen.kinds.base import Entry, Meeting
from hubgen.kinds.facts import Facts, Spot, Use
from hubgen.kinds.whereabouts import Location
from hubgen.markup.records import Heading, Image, Link, Markup

Record = TypeVar("Record", Problem, Heading, Link, Image)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NAMES: Mapping[type, tuple[str, ...]] = {
    record: tuple(one.name for one in fields(record)) for record in (Problem, Heading, Link, Image)
}


@dataclass(frozen=True, slots=True)
class Row:
    """What reading a page and its translations gave; the rest of it is in the register."""

    introductions: tuple[Introduction, ...]
    entries: tuple[list[Any], ...]
    """What `Entry` has, apart from what is in its file alone."""


def written(documents: Documents) -> bytes:
    """Return the row of what reading one page and its translations gave."""
    return _json(
        [
            [introduction_row(one) for one in documents.introductions],
            [entry_row(one) for one in (*documents.entries, *documents.unsound)],
        ]
    )


def read(row: bytes) -> Row:
    """Return what a row holds."""
    introductions, entries = json.loads(row)
    return Row(
        introductions=tuple(
            Introduction(
                folder=folder,
                lang=lang,
                path=path,
                title=title,
                summary=summary,
                body=read_markup(body),
            )
            for folder, lang, path, title, summary, body in introductions
        ),
        entries=tuple(entries),
    )


def introduction_row(introduction: Introduction) -> list[Any]:
    """Return what stands above a listing, as JSON has it."""
    one = introduction
    return [one.folder, one.lang, one.path, one.title, one.summary, markup_row(one.body)]


def problem_row(wrong: Problem) -> list[Any]:
    """Return a problem, as JSON has it."""
    return _record(wrong)


def read_problem(row: list[Any]) -> Problem:
    """Return the problem that a row holds."""
    # Spelt out, as there are thousands of them in a large hub.
    path, line, column, field, code, values, severity, check, length = row
    return Problem(
        path=path,
        line=line,
        column=column,
        field=field,
        code=code,
        values=tuple([(name, value) for name, value in values]),
        severity=severity,
        check=check,
        length=length,
    )


def markup_row(markup: Markup) -> list[Any]:
    """Return a text's HTML, and all that is in it, as JSON has it."""
    return [
        markup.html,
        [_record(one) for one in markup.headings],
        sorted(markup.anchors),
        [_record(one) for one in markup.links],
        [_record(one) for one in markup.images],
        markup.text,
        [_record(one) for one in markup.problems],
    ]


def read_markup(row: list[Any]) -> Markup:
    """Return the text that a row holds."""
    html, headings, anchors, links, images, text, problems = row
    return Markup(
        html=html,
        headings=tuple(_read(Heading, one) for one in headings),
        anchors=frozenset(anchors),
        links=tuple(_read(Link, one) for one in links),
        images=tuple(_read(Image, one) for one in images),
        text=text,
        problems=tuple(_read(Problem, one) for one in problems),
    )


def read_facts(row: list[Any], zone: ZoneInfo) -> Facts:
    """Return the facts that a row holds, those that take work read when they are asked for.

    `zone` is the site's.
    """
    put = object.__setattr__
    facts = object.__new__(_KeptFacts)
    put(facts, "_row", row)
    put(facts, "_zone", zone)
    for name, number in _PLAIN:
        put(facts, name, row[number])
    for name, number in _OFTEN_NONE:
        if not row[number]:
            put(facts, name, ())
    return facts


def read_meetings(row: list[Any]) -> tuple[Meeting, ...]:
    """Return the meetings that a row holds."""
    return tuple(
        [
            Meeting(
                start=_moment(start),
                end=_moment(end),
                number=number,
                title=title,
                note=note,
                location=None if location is None else Location.model_construct(**location),
                cancelled=cancelled,
            )
            for start, end, number, title, note, location, cancelled in row
        ]
    )


@lru_cache(maxsize=100_000)
def reference(folder: str, slug: str, strict: bool = True) -> Ref:
    """Return a reference; the same one for the same page, as a hub has many of few."""
    return Ref(folder, slug, strict)


def _tuples(number: int) -> "_Reader":
    return lambda row, _zone: tuple(row[number])


def _one_as_is(number: int, place: int) -> "_Reader":
    return lambda row, _zone: row[number][place]


def _one_of(number: int, place: int) -> "_Reader":
    return lambda row, _zone: tuple(row[number][place])


def _moment_of(number: int, place: int) -> "_Reader":
    return lambda row, zone: (
        None if row[number][place] is None else _instant(row[number][place], zone)
    )


def _spots(number: int) -> "_Reader":
    return lambda row, _zone: tuple([Spot(*one) for one in row[number]])


_Reader = Callable[[list[Any], ZoneInfo], Any]
_READERS: Mapping[str, _Reader] = {
    "titled": lambda row, _zone: Spot(row[0], *row[1]) if row[1] else None,
    "date": _moment_of(5, 0),
    "published": _moment_of(5, 1),
    "updated": _moment_of(5, 2),
    "expires": _moment_of(5, 3),
    "ends": lambda row, _zone: tuple([_instant(one, UTC) for one in row[6]]),
    "deadline": lambda row, _zone: date.fromisoformat(row[8]) if row[8] else None,
    "registering": lambda row, _zone: Spot(*row[9]) if row[9] else None,
    "changes": lambda row, zone: tuple([_instant(one, zone) for one in row[10]]),
    "themes": _one_of(12, 0),
    "audience": _one_of(12, 1),
    "aliases": _one_of(12, 2),
    "silences": _one_of(12, 3),
    "refs": lambda row, _zone: tuple([(tuple(path), reference(*ref)) for path, ref in row[13]]),
    "linked": _tuples(14),
    "links": _spots(15),
    "addresses": _spots(16),
    "uses": lambda row, _zone: tuple([Use(Spot(*one), *rest) for one, *rest in row[17]]),
    "anchors": lambda row, _zone: frozenset(row[18]),
    "uids": _tuples(19),
    "where": lambda row, _zone: None if row[24] is None else Location.model_construct(**row[24]),
    "organisations": lambda row, _zone: tuple(
        [one if isinstance(one, str) else reference(*one) for one in row[25]]
    ),
    "status": _one_as_is(27, 0),
    "phase": _one_as_is(27, 1),
    "scale": _one_as_is(27, 2),
    "line": _one_as_is(27, 3),
    "turns": _tuples(29),
    "first_days": _tuples(30),
}
"""How facts are read from their row, but for those that stand there as they are; see `_facts`,
which writes them."""


_PLAIN = (
    *(("title", 0), ("summary", 2), ("sorts", 3), ("draft", 4), ("number", 7), ("told", 11)),
    *(("municipality", 20), ("governs", 21), ("email", 22), ("is_municipality", 23)),
    *(("reachable", 26), ("is_elsewhere", 28), ("outward", 31)),
)
"""The facts that stand in a row as they are: to put them in their places takes less than to ask."""
_OFTEN_NONE = (
    *(("ends", 6), ("changes", 10), ("refs", 13), ("linked", 14), ("links", 15)),
    *(("addresses", 16), ("uses", 17), ("uids", 19), ("organisations", 25)),
    *(("turns", 29), ("first_days", 30)),
)
"""The facts of which a page often has none, and which are tuples then."""


class _KeptFacts(Facts):
    """Facts whose row is known. Most of them are never asked for."""

    __slots__ = ("_row", "_zone")

    _row: list[Any]
    _zone: ZoneInfo

    def __getattr__(self, name: str) -> Any:
        """Return what was not asked for before; Python asks here for what is not there yet."""
        if name not in _READERS:
            raise AttributeError(name)
        value = _READERS[name](self._row, self._zone)
        object.__setattr__(self, name, value)
        return value

    def __eq__(self, other: object) -> bool:
        """Tell whether these are the same facts, read from a row or not."""
        return isinstance(other, Facts) and all(
            getattr(self, one.name) == getattr(other, one.name) for one in fields(Facts)
        )

    def __hash__(self) -> int:
        """Return the same for the same facts."""
        return super().__hash__()


def entry_row(entry: Entry) -> list[Any]:
    """Return what `Entry` has, as JSON has it, apart from what is in its file alone."""
    return [
        entry.slug,
        entry.lang,
        entry.path,
        entry.uid,
        entry.is_translation,
        entry.is_sound,
        [_meeting(one) for one in entry.meetings],
        _facts(entry.facts),
    ]


def _facts(facts: Facts) -> list[Any]:
    moments = (facts.date, facts.published, facts.updated, facts.expires)
    return [
        facts.title,
        facts.titled and _spot(facts.titled)[1:],
        facts.summary,
        facts.sorts,
        facts.draft,
        [None if one is None else _seconds(one) for one in moments],
        [_seconds(one) for one in facts.ends],
        facts.number,
        facts.deadline and facts.deadline.isoformat(),
        facts.registering and _spot(facts.registering),
        [_seconds(one) for one in facts.changes],
        facts.told,
        [facts.themes, facts.audience, facts.aliases, facts.silences],
        [[path, [ref.folder, ref.slug, ref.strict]] for path, ref in facts.refs],
        facts.linked,
        [_spot(one) for one in facts.links],
        [_spot(one) for one in facts.addresses],
        [[_spot(one.spot), one.path, one.shown] for one in facts.uses],
        sorted(facts.anchors),
        facts.uids,
        facts.municipality,
        facts.governs,
        facts.email,
        facts.is_municipality,
        facts.where and facts.where.model_dump(exclude_unset=True),
        [
            one if isinstance(one, str) else [one.folder, one.slug, one.strict]
            for one in facts.organisations
        ],
        facts.reachable,
        [facts.status, facts.phase, facts.scale, facts.line],
        facts.is_elsewhere,
        [_whole(one) for one in facts.turns],
        facts.first_days,
        facts.outward,
    ]


def _meeting(meeting: Meeting) -> list[Any]:
    location = meeting.location
    return [
        _moment_row(meeting.start),
        _moment_row(meeting.end),
        meeting.number,
        meeting.title,
        meeting.note,
        location and location.model_dump(exclude_unset=True),
        meeting.cancelled,
    ]


def _moment_row(moment: times.When) -> Any:
    """Return a day as text, and an instant as its seconds and the name of its zone."""
    if not isinstance(moment, datetime):
        return moment.isoformat()
    assert isinstance(moment.tzinfo, ZoneInfo)  # a meeting is in its event's zone
    return [_seconds(moment), moment.tzinfo.key]


def _moment(row: Any) -> times.When:
    return date.fromisoformat(row) if isinstance(row, str) else _instant(row[0], times.zone(row[1]))


def _seconds(moment: datetime) -> float:
    """Return an instant as seconds since 1970."""
    return _whole(moment.timestamp())


def _whole(seconds: float) -> float:
    """Return seconds as JSON has them shortest."""
    return int(seconds) if seconds.is_integer() else seconds


def _instant(seconds: float, zone: tzinfo) -> datetime:
    # Not `fromtimestamp`, which on Windows knows nothing before 1970.
    return (_EPOCH + timedelta(seconds=seconds)).astimezone(zone)


def _spot(spot: Spot) -> list[Any]:
    return [spot.target, spot.line, spot.column, spot.field, spot.length]


def _record(record: Record) -> list[Any]:
    return [getattr(record, name) for name in _NAMES[type(record)]]


def _read(record: type[Record], row: list[Any]) -> Record:
    return record(**dict(zip(_NAMES[record], map(_frozen, row), strict=True)))


def _frozen(value: Any) -> Any:
    """Return what JSON has as lists as the tuples that they were."""
    return tuple(_frozen(one) for one in value) if isinstance(value, list) else value


def _json(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()
