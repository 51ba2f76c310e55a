"""The web editor as tests have it: the program that npm gave, and our scripts around it."""

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import hubgen.webeditor
from hubgen.bundles import installed
from tests import readers

HOME = readers.TOOLS / ".hubgen"
PAGE = Path(hubgen.webeditor.__file__).parent / "page"


class Refusal:
    """The scripts leave a change to be made by hand."""


def program() -> Path:
    """Return the folder with the program; the test is skipped without it, and fails in CI."""
    found = installed(HOME)
    if found is None:
        readers.missing(
            "the web editor is not installed: python build.py admin install --site tests/tools"
        )
    return found


def scripts(folder: Path) -> Path:
    """Return a folder with the page's scripts and the library that they import."""
    place = folder / "scripts"
    place.mkdir()
    (place / "package.json").write_text('{"type": "module"}')
    for file in PAGE.glob("*.js"):
        shutil.copy(file, place)
    shutil.copytree(program() / "yaml", place / "yaml")
    return place


def run(place: Path, jobs: Sequence[Sequence[Any]]) -> list[Any]:
    """Return what each job gives: a script's file, its function, and what that is given.

    What a script refuses is a `Refusal` in the list.
    """
    node = shutil.which("node")
    if node is None:
        readers.missing("there is no Node.js")
    done = subprocess.run(
        [node, readers.TOOLS / "web-editor.mjs", place],
        input=json.dumps(jobs),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return [Refusal() if "refused" in one else one["result"] for one in json.loads(done.stdout)]
