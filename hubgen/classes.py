"""The `dataclass` of the standard library, its methods made at first use and not at import.

For each class the standard library writes, compiles and runs five or six functions while a module
is imported: of a hundred and sixty classes that is a quarter of what starting a small build takes,
and most of the functions are never called in it. Here a class gets its `__init__` and its `__eq__`
when they are first called; its other methods need no compiling. What they do is the same, and
`dataclasses.fields` and `dataclasses.replace` know the classes.
"""

import dataclasses
import operator
from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(
        *,
        frozen: bool = False,
        slots: bool = False,
        kw_only: bool = False,
        eq: bool = True,
        order: bool = False,
    ) -> Callable[[type], type]:
        """Return what makes a class of fields one that has them, as the standard library does it.

        A method that the class defines itself stays.
        """

        def made(cls: type) -> type:
            own = {name for name, value in vars(cls).items() if value is not None}
            bare = dataclasses.dataclass(
                init=False, repr=False, eq=False, slots=slots, kw_only=kw_only
            )(cls)
            methods = {"__init__": _first_init(bare, frozen), "__repr__": _repr}
            if eq:
                methods |= _comparing(bare, frozen, order)
            if frozen:
                methods |= _freezing(bare, slots)
            for name, method in methods.items():
                if name not in own:
                    setattr(bare, name, method)
            return bare

        return made


def _first_init(cls: Any, frozen: bool) -> Callable[..., None]:
    """Return the `__init__` that puts the real one in its own place when it is first called."""

    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:  # noqa: N807
        init = _init(cls, frozen)
        cls.__init__ = init
        init(self, *args, **kwargs)

    return __init__


def _init(cls: type, frozen: bool) -> Callable[..., None]:
    """Return a class's `__init__`, compiled: a loop over its fields takes several times as long."""
    fields = dataclasses.fields(cls)
    known: dict[str, Any] = {"_set": object.__setattr__, "_missing": MISSING}
    for one in fields:
        known |= {f"_default_{one.name}": one.default, f"_factory_{one.name}": one.default_factory}
    taken = [one for one in fields if one.init]
    by_place = [_parameter(one) for one in taken if not one.kw_only]
    by_name = [_parameter(one) for one in taken if one.kw_only]
    given = [(one.name, value) for one in fields if (value := _value(one))]
    pattern = "_set(self, {0!r}, {1})" if frozen else "self.{0} = {1}"
    lines = [pattern.format(*one) for one in given]
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    parameters = ", ".join(["self", *by_place, *(["*", *by_name] if by_name else [])])
    exec("\n ".join([f"def __init__({parameters}):", *lines, "return None"]), known)
    init: Callable[..., None] = known["__init__"]
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    return init


def _parameter(field: Field[Any]) -> str:
    if field.default is not MISSING:
        return f"{field.name}=_default_{field.name}"
    return f"{field.name}=_missing" if field.default_factory is not MISSING else field.name


def _value(field: Field[Any]) -> str:
    """Return what a field is set to, in Python; nothing for one that `__post_init__` sets."""
    made = f"_factory_{field.name}()"
    if not field.init:
        made = made if field.default_factory is not MISSING else ""
        return f"_default_{field.name}" if field.default is not MISSING else made
    if field.default_factory is not MISSING:
        return f"{made} if {field.name} is _missing else {field.name}"
    return field.name


@recursive_repr()
def _repr(self: Any) -> str:
    shown = [one.name for one in dataclasses.fields(self) if one.repr]
    said = [f"{name}={getattr(self, name)!r}" for name in shown]
    return f"{self.__class__.__qualname__}({', '.join(said)})"


def _comparing(cls: Any, frozen: bool, order: bool) -> dict[str, Any]:
    """Return the methods by which records are compared, and counted as the same in a set."""
    names = [one.name for one in dataclasses.fields(cls) if one.compare]
    values = _values(names)

    def __eq__(self: Any, other: Any) -> Any:  # noqa: N807
        cls.__eq__ = equal = _equal(names)
        return equal(self, other)

    def __hash__(self: Any) -> int:  # noqa: N807
        return hash(values(self))

    def by(compare: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
        def method(self: Any, other: Any) -> Any:
            if other.__class__ is self.__class__:
                return compare(values(self), values(other))
            return NotImplemented

        return method

    methods = {"__eq__": __eq__, "__hash__": __hash__ if frozen else None}
    if order:
        methods |= {f"__{name}__": by(getattr(operator, name)) for name in ("lt", "le", "gt", "ge")}
    return methods


def _equal(names: list[str]) -> Callable[[Any, Any], bool]:
    """Return the `__eq__` of records, compiled, as references are compared all the time."""
    ours, theirs = ("".join(f"{record}.{name}," for name in names) for record in ("self", "other"))
    known: dict[str, Any] = {}
    exec(
        "def __eq__(self, other):\n"
        f" return ({ours}) == ({theirs}) if other.__class__ is self.__class__ else NotImplemented",
        known,
    )
    equal: Callable[[Any, Any], bool] = known["__eq__"]
    return equal


def _values(names: list[str]) -> Callable[[Any], tuple[Any, ...]]:
    """Return what gives a record's values, as a tuple whatever their number is."""
    if len(names) > 1:
        return operator.attrgetter(*names)
    return lambda record: tuple([getattr(record, name) for name in names])


def _freezing(cls: Any, slots: bool) -> dict[str, Any]:
    """Return the methods that let nothing change a record after it was made."""
    names = frozenset(one.name for one in dataclasses.fields(cls))

    def __setattr__(self: Any, name: str, value: Any) -> None:  # noqa: N807
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot assign to field {name!r}")
        super(cls, self).__setattr__(name, value)

    def __delattr__(self: Any, name: str) -> None:  # noqa: N807
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot delete field {name!r}")
        super(cls, self).__delattr__(name)

    methods = {"__setattr__": __setattr__, "__delattr__": __delattr__}
    # Pickle would set the slots one by one, which is refused.
    return methods | ({"__getstate__": _state, "__setstate__": _set_state} if slots else {})


def _state(self: Any) -> list[Any]:
    return [getattr(self, one.name) for one in dataclasses.fields(self)]


def _set_state(self: Any, state: list[Any]) -> None:
    for one, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, one.name, value)
