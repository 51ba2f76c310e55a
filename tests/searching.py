"""Looking for words in a published hub, by the scripts of its search page."""

import json
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hubgen.search.naming import DIGEST
from tests import readers

STATIC = Path(__file__).parent.parent / "static"


@dataclass(frozen=True, kw_only=True)
class Scripts:
    """The scripts of the search page, run by Node.js."""

    folder: Path
    """A copy of `static/` that Node.js takes for modules."""
    published: Path = field(default=Path("/"))

    def ask(self, **asked: Any) -> dict[str, Any]:
        """Return what the scripts make of what is asked; see `tools/search.mjs`."""
        program = shutil.which("node")
        if not program:
            readers.missing("Node.js is not installed")
        done = subprocess.run(
            [program, readers.TOOLS / "search.mjs", self.folder, self.published],
            input=json.dumps(asked).encode(),
            capture_output=True,
        )
        assert done.returncode == 0, done.stderr.decode()
        return dict(json.loads(done.stdout))

    def find(self, q: str, *, today: int = 20_000, lang: str = "nl", **more: str) -> dict[str, Any]:
        """Return what one query finds; `today` is a day counted from 1970."""
        prefix = "" if lang == "nl" else f"/{lang}"
        query = {"index": f"{prefix}/search/index.json", "q": q, "today": today, **more}
        found: dict[str, Any] = self.ask(lang=lang, queries=[query])["queries"][0]
        return found


def scripts_in(folder: Path) -> Path:
    """Copy the scripts to a folder as modules, and return it."""
    shutil.copytree(STATIC, folder)
    (folder / "package.json").write_text('{"type": "module"}')
    return folder


def files_of(first: dict[str, Any], sort: str) -> list[str]:
    """Return the names of the files of a sort, such as `cards`, in the order of their contents."""
    digests = first["files"][sort]
    places = range(0, len(digests), DIGEST)
    return [f"files/{sort}-{digests[place : place + DIGEST]}.json" for place in places]


def cards(published: Path, index: str = "/search/index.json") -> list[dict[str, Any]]:
    """Return all cards of an index, in the order of its pages."""
    file = published / index[1:]
    names = files_of(json.loads(file.read_bytes()), "cards")
    return [card for name in names for card in json.loads((file.parent / name).read_bytes())]
