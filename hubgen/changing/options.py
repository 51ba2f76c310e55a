"""What someone wants to be otherwise about an event, read from the words that they wrote."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from hubgen.addresses import is_web_address
from hubgen.amending.writing import moment
from hubgen.errors import ContentError, Problem, Refused, UnfitOptions
from hubgen.findings import Finding, path_text, read_fields
from hubgen.frontmatter import Tree, read_yaml
from hubgen.kinds.event.changes import CHANGING
from hubgen.kinds.event.fields import Change
from hubgen.times import When

ONLINE = "online"
_POSTCODE = re.compile(r"(\d{4} ?[A-Z]{2})\s+(.+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be otherwise, as it was written; None for what stays as it is."""

    note: str
    """Why, for subscribers."""
    at: str | None = None
    """When it was changed; None for now."""
    start: str | None = None
    end: str | None = None
    status: str | None = None
    location: str | None = None
    """`online`, a web address, a YAML mapping, or words: a name, a street and a place."""
    registration: str | None = None
    """The new state of the registration."""
    meeting: int | None = None
    """Which of the event's dates start, end and location are for, counted from 1."""

    @property
    def named(self) -> tuple[str, ...]:
        """The fields that are to be otherwise, in the order in which they are said."""
        return tuple(name for name in CHANGING if getattr(self, name) is not None)


def read_wanted(wanted: Wanted, now: datetime) -> tuple[Change, dict[str, Tree]]:
    """Return the values that are wanted, and how each is written in front matter.

    `now` is local. Raises `UnfitOptions` for what is no date, status and so on, and `Refused` for
    an option without a word, or no note.
    """
    if not wanted.note.strip():
        raise Refused("no-note")
    for name in ("at", *CHANGING):
        if getattr(wanted, name) is not None and not getattr(wanted, name).strip():
            raise Refused("empty-option", option=f"--{name}")
    said: dict[str, Tree] = {name: getattr(wanted, name) for name in ("note", *wanted.named)}
    said["at"] = wanted.at if wanted.at is not None else f"{now:%Y-%m-%d %H:%M}"
    if wanted.location is not None:
        said["location"] = _location(wanted.location.strip())
    change, findings = read_fields(Change, said)
    if change is None:
        raise UnfitOptions([_about_option(one) for one in findings])
    read: Mapping[str, When | None] = {"at": change.at, "start": change.start, "end": change.end}
    moments = {name: moment(value) for name, value in read.items() if value is not None}
    return change, said | moments | {"note": change.note}


def _location(words: str) -> Tree:
    """Return the mapping of a location that was written in one of the ways that there are."""
    if words == ONLINE:
        return {"online": "true"}
    if is_web_address(words):
        return {"online": words}
    if words.startswith("{"):
        try:
            values, _ = read_yaml(words, path="--location")
        except ContentError as error:
            raise UnfitOptions(one.at("--location") for one in error.problems) from error
        return values
    first, *rest = (part.strip() for part in words.split(","))
    location: dict[str, Tree] = {"name": first}
    if len(rest) > 1:
        location["street"] = ", ".join(rest[:-1])
    if rest and (found := _POSTCODE.fullmatch(rest[-1])):
        location |= {"postcode": found[1], "place": found[2]}
    elif rest:
        location["place"] = rest[-1]
    return location


def _about_option(found: Finding) -> Problem:
    return Problem(
        path=f"--{found.path[0]}",
        field=path_text(found.path[1:]),
        code=found.code,
        values=found.values,
    )
