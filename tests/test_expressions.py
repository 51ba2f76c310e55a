"""Regular expressions that are compiled at first use."""

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from hubgen import expressions
from hubgen.expressions import expression

ROOT = Path(__file__).parent.parent


def expressions_in(value: Any) -> Iterator[Any]:
    """Return every expression that a module's constant holds."""
    if isinstance(value, expressions._Expression):
        yield value
    elif isinstance(value, dict):
        yield from expressions_in([*value.keys(), *value.values()])
    elif isinstance(value, list | tuple):
        for one in value:
            yield from expressions_in(one)


def test_an_expression_is_compiled_once_it_is_used() -> None:
    """It then has each method of a compiled one."""
    with patch("re.compile", side_effect=re.compile) as compiling:
        word = expression(r"[a-z]+", re.IGNORECASE)
        before = compiling.call_count
        found = [word.findall("Een bijeenkomst"), word.sub("x", "Een!"), word.search("1")]

    assert (before, compiling.call_count) == (0, 1)
    assert found == [["Een", "bijeenkomst"], "x!", None]


def test_an_expression_has_no_other_attributes() -> None:
    """What a compiled one has and this does not is an error, and no second compiling."""
    with pytest.raises(AttributeError):
        _ = expression("a").groups


def test_every_expression_can_be_compiled() -> None:
    """One that cannot be is found here, and not by the first page that leads there."""
    found = []
    for path in sorted((ROOT / "hubgen").rglob("*.py")):
        if "expressions import expression" in path.read_text(encoding="utf-8"):
            module = import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
            found += [one for value in vars(module).values() for one in expressions_in(value)]

    assert len(found) > 100
    for one in found:
        one.search("")
