"""Records are those of the standard library's dataclasses, whose methods are made at first use."""

import dataclasses
import inspect
import pickle
import re
from dataclasses import FrozenInstanceError, field
from pathlib import Path
from typing import Any

import pytest

from hubgen import classes

ROOT = Path(__file__).parent.parent
OPTIONS: tuple[dict[str, bool], ...] = (
    {"frozen": True, "slots": True, "kw_only": True},
    {"frozen": True, "slots": True, "kw_only": True, "eq": False},
    {"frozen": True, "slots": True, "order": True},
    {"frozen": True},
    {"slots": True},
    {},
)


class Plain:
    """Fields of every sort."""

    title: str
    number: int = 0
    names: tuple[str, ...] = ()
    known: dict[str, int] = field(default_factory=dict, compare=False)
    last: str = field(default="", kw_only=True)
    worked_out: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Work out what is not given."""
        object.__setattr__(self, "worked_out", self.title * 2)


class Single:
    """One field, and methods of its own."""

    key: str

    def __hash__(self) -> int:
        """Return what the class says itself."""
        return 7

    def __repr__(self) -> str:
        """Return what the class says itself."""
        return "itself"


def both(cls: type, options: dict[str, bool]) -> tuple[Any, Any]:
    """Return a class made into a record here and by the standard library."""
    ours, theirs = (type(cls.__name__, (), dict(_without_slots(cls))) for _ in range(2))
    return classes.dataclass(**options)(ours), dataclasses.dataclass(**options)(theirs)


def _without_slots(cls: type) -> dict[str, Any]:
    return {
        key: value for key, value in vars(cls).items() if not key.startswith(("__dict__", "__w"))
    }


def outcome(call: Any) -> Any:
    """Return what a call gives, or its error."""
    try:
        return call()
    except Exception as error:  # noqa: BLE001
        # Which of two errors it is, in the words of either: one says `Plain.__init__()`.
        return type(error), re.sub(r"both\.<locals>\.", "", str(error))


@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_a_record_is_called_like_one_of_the_standard_library(options: dict[str, bool]) -> None:
    """Its parameters have the same names, order and kinds, also when it is called wrongly."""
    ours, theirs = both(Plain, options)

    calls: tuple[tuple[tuple[Any, ...], dict[str, Any]], ...] = (
        ((), {}),
        (("a",), {}),
        (("a", 1), {"last": "z"}),
        ((), {"title": "a", "number": 2, "known": {"b": 1}}),
        ((), {"title": "a", "other": 2}),
        ((), {"title": "a", "worked_out": "b"}),
    )

    def said(cls: Any) -> list[Any]:
        return [
            outcome(lambda args=args, given=given: repr(cls(*args, **given)))
            for args, given in calls
        ]

    assert said(ours) == said(theirs)


@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_a_record_has_the_parameters_of_the_standard_library(options: dict[str, bool]) -> None:
    """Once it was called, its `__init__` is as if the standard library had written it."""
    ours, theirs = both(Plain, options)
    ours(title="a")

    def shape(cls: Any) -> list[tuple[str, Any, bool]]:
        parameters = inspect.signature(cls).parameters.values()
        return [(one.name, one.kind, one.default is one.empty) for one in parameters]

    assert shape(ours) == shape(theirs)


@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_records_compare_as_those_of_the_standard_library(options: dict[str, bool]) -> None:
    """They are equal, in order, and the same in a set, where those are."""

    def said(cls: Any) -> list[Any]:
        one, same = cls(title="a", known={"x": 1}), cls(title="a", known={"y": 2})
        other = cls(title="b")
        return [
            one == same,
            one == other,
            one != "a",
            outcome(lambda: one < other),
            outcome(lambda: sorted([other, one])[0] is one),
            outcome(lambda: one <= "a"),
            outcome(lambda: hash(one) == hash(same)),
        ]

    ours, theirs = both(Plain, options)
    assert said(ours) == said(theirs)


@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_a_record_changes_where_the_standard_library_lets_it(options: dict[str, bool]) -> None:
    """A frozen one refuses, with the same words; another does not."""

    def said(cls: Any) -> list[Any]:
        one = cls(title="a")
        return [
            outcome(lambda: setattr(one, "title", "b")),
            outcome(lambda: delattr(one, "number")),
            repr(dataclasses.replace(cls(title="a"), last="c")),
        ]

    ours, theirs = both(Plain, options)
    assert said(ours) == said(theirs)


def test_what_a_class_defines_itself_stays() -> None:
    """Its own methods go before those that it would get."""
    ours, theirs = both(Single, OPTIONS[0])
    one, other = ours(key="a"), theirs(key="a")

    assert (hash(one), repr(one), one == ours(key="a"), one == ours(key="b")) == (
        hash(other),
        repr(other),
        other == theirs(key="a"),
        other == theirs(key="b"),
    )


@classes.dataclass(frozen=True, slots=True, kw_only=True)
class Below:
    """A record that another extends."""

    first: str


@classes.dataclass(frozen=True, slots=True, kw_only=True)
class Above(Below):
    """A record with a field more than it."""

    second: int = 2


class Loose(Above):
    """A class that is no record itself."""

    third = 3


def test_a_record_extends_another() -> None:
    """It has the fields of both, and what extends it without being a record is made as it is."""
    one, loose = Above(first="a"), Loose(first="a", second=4)
    object.__setattr__(loose, "third", 5)

    assert (repr(one), repr(loose), loose == one) == (
        "Above(first='a', second=2)",
        "Loose(first='a', second=4)",
        False,
    )
    with pytest.raises(FrozenInstanceError):
        loose.first = "b"  # type: ignore[misc]


def test_a_record_goes_to_another_process_and_back() -> None:
    """A frozen one too, whose fields cannot be set."""
    one = Above(first="a", second=5)

    assert pickle.loads(pickle.dumps(one)) == one


def test_all_records_are_made_so() -> None:
    """One that is made by the standard library makes every build wait for what it may not need.

    The one that may extends a class that the standard library made.
    """
    found = [
        (path.name, line)
        for path in sorted((ROOT / "hubgen").rglob("*.py"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.match(r"from dataclasses import .*\bdataclass\b|\s*@dataclasses\.dataclass", line)
    ]

    assert found == [
        ("fields.py", "@dataclasses.dataclass(frozen=True, slots=True)  # as what it extends is")
    ]
