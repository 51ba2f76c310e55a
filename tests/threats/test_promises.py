"""Every promise has its tests."""

import ast
from pathlib import Path

from tests.threats import PROMISES

TESTS = Path(__file__).parent.parent


def numbered(file: Path) -> list[int]:
    """Return the numbers with which the names of a file's tests begin."""
    found = []
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef) and node.name[:5] == "test_":
            number = node.name[5:].partition("_")[0]
            if number.isdecimal() and len(number) == 2:
                found.append(int(number))
    return found


def test_every_promise_has_a_test_and_every_number_a_promise() -> None:
    """A number in a test's name is one of the promises, and none is without."""
    files = sorted(TESTS.rglob("test_*.py"))
    assert {number for file in files for number in numbered(file)} == set(PROMISES)
