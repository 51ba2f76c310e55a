"""What someone wants to be otherwise about an event, read from the words that they wrote."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from types import MappingProxyType
from typing import get_args

from hubgen.amending.writing import moment
from hubgen.changing.whereabouts import read_location
from hubgen.errors import Problem, Refused, UnfitOptions
from hubgen.findings import Finding, path_text, read_fields
from hubgen.frontmatter import Tree
from hubgen.kinds.event.parts import (
    REGISTRATION_STATES,
    STATUSES,
    Change,
    RegistrationState,
    Status,
)
from hubgen.kinds.whereabouts import Location
from hubgen.times import When

_CHANGING = ("start", "end", "location", "status", "registration", "deadline")
_CHOICES: Mapping[str, tuple[tuple[str, ...], Mapping[str, str]]] = MappingProxyType(
    {
        "status": (get_args(Status), STATUSES.said),
        "registration": (get_args(RegistrationState), REGISTRATION_STATES.said),
    }
)
"""The words that an option takes, and those that people say for them."""
WORDS_FOR: Mapping[str, str] = MappingProxyType(
    {
        said: word
        for said, word in {**STATUSES.said, **REGISTRATION_STATES.said}.items()
        if said != "online"
    }
)
"""What a page can mean by a word that is not the field's own. One that says “online” of an event
may mean that it always was."""


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
    """A YAML mapping, or parts with commas: `online`, a web address, a name, a street, a place."""
    registration: str | None = None
    """The new state of the registration."""
    deadline: str | None = None
    """Until when one can register now."""
    meeting: int | None = None
    """Which of the event's dates start, end, location and status are for, counted from 1."""

    @property
    def named(self) -> tuple[str, ...]:
        """The fields that are to be otherwise, in the order in which they are said."""
        return tuple(name for name in _CHANGING if getattr(self, name) is not None)


def read_wanted(wanted: Wanted, now: datetime) -> tuple[Change, dict[str, Tree]]:
    """Return the values that are wanted, and how each is written in front matter.

    `now` is local. Raises `UnfitOptions` for what is no date, status and so on, and `Refused` for
    an option without a word, no note, a status or state in other words, and no location.
    """
    if not wanted.note.strip():
        raise Refused("no-note")
    for name in ("at", *_CHANGING):
        if getattr(wanted, name) is not None and not getattr(wanted, name).strip():
            raise Refused("empty-option", option=f"--{name}")
    _refuse_other_words(wanted)
    said: dict[str, Tree] = {name: getattr(wanted, name) for name in ("note", *wanted.named)}
    said["at"] = wanted.at if wanted.at is not None else f"{now:%Y-%m-%d %H:%M}"
    if wanted.location is not None:
        said["location"] = read_location(wanted.location)
    change, findings = read_fields(Change, said)
    if change is None:
        raise UnfitOptions([_about_option(one) for one in findings])
    if change.location == Location():
        raise Refused("no-location", value=wanted.location)
    read: Mapping[str, When | None] = {
        name: getattr(change, name) for name in ("at", "start", "end", "deadline")
    }
    moments = {name: moment(value) for name, value in read.items() if value is not None}
    return change, said | moments | {"note": change.note}


def _refuse_other_words(wanted: Wanted) -> None:
    """Raise `Refused` for a word of people that nearly says, or means, one of the field's own."""
    for name, (known, english) in _CHOICES.items():
        said = getattr(wanted, name)
        if said is None or said.strip() in known:
            continue
        word = " ".join(said.lower().split())
        near = [english[word]] if word in english else get_close_matches(word, known, n=1)
        if near:
            raise Refused("other-word", option=f"--{name}", value=said, near=near[0])


def _about_option(found: Finding) -> Problem:
    return Problem(
        path=f"--{found.path[0]}",
        field=path_text(found.path[1:]),
        code=found.code,
        values=found.values,
    )
