"""The floors of the house: what a room may import."""

import ast
import re
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "hubgen"
ROW = re.compile(r"^\| (\d+) \| `(\w+)` \|", re.MULTILINE)


def floors() -> dict[str, int]:
    """Return each room's floor, as the house's own README draws it."""
    text = (PACKAGE / "README.md").read_text("utf-8")
    return {room: int(floor) for floor, room in ROW.findall(text)}


def modules() -> dict[str, Path]:
    """Return every module of the package by its dotted name below it."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        name = ".".join(part for part in parts if part != "__init__")
        if name:
            found[name] = path
    return found


def imports(path: Path, known: dict[str, Path]) -> set[str]:
    """Return the modules of the package that a module imports, at its top or inside functions."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    inside = {name.removeprefix("hubgen.") for name in found if name.startswith("hubgen.")}
    return {name for name in inside if name in known}


def test_every_room_has_a_floor() -> None:
    """The README of the house names every room, and no room that is not there."""
    rooms = {name.partition(".")[0] for name in modules()}
    assert sorted(floors()) == sorted(rooms)


@pytest.mark.parametrize("name", sorted(modules()))
def test_no_import_runs_up_the_floors(name: str) -> None:
    """A module imports rooms of its own floor or below."""
    known, floor_of = modules(), floors()
    own = floor_of[name.partition(".")[0]]
    upwards = {
        other for other in imports(known[name], known) if floor_of[other.partition(".")[0]] > own
    }
    assert upwards == set()


def test_no_import_goes_round_in_a_circle() -> None:
    """The modules can be put in an order in which each comes after all that it imports."""
    known = modules()
    graph = {name: imports(path, known) - {name} for name, path in known.items()}
    try:
        tuple(TopologicalSorter(graph).static_order())
    except CycleError as error:
        pytest.fail(f"a circle: {' -> '.join(error.args[1])}")
