"""The hub of a sequence, how it is built, and what it is compared with."""

import os
import shutil
import tempfile
import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result
from hypothesis import note
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from hubgen.build import Request, build
from hubgen.cli import main
from hubgen.errors import BuildFailed, HubgenError
from hubgen.layouts import Compiled
from hubgen.progress import Quiet
from hubgen.times import read_now
from tests.published import tree
from tests.sequences.model import Model, Page
from tests.sequences.vocabulary import one

LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
SETTLED = 0.15
"""Seconds after which a file counts as one that was not touched just now."""


class Building(RuleBasedStateMachine):
    """A hub, and builds of it that are compared with builds from nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="sequences-"))
        self.site = self.folder / "site"
        self.cache = self.site / ".hubgen"
        self.output = self.folder / "public"
        self.compiled = Compiled()
        self.model = Model()
        self.good = self.model.copy()
        self.written: dict[str, bytes] = {}
        self.now: datetime = read_now("2024-10-01T12:00:00+02:00")
        self.drafts = False
        self.since = 0
        self.count = 0
        self.saved: bytes | None = None
        (self.site / "content").mkdir(parents=True)

    def teardown(self) -> None:
        """Build once more, and leave nothing behind."""
        try:
            if self.since:
                self._build_and_compare()
        finally:
            shutil.rmtree(self.folder)

    def _add(self, path: str, **fields: Any) -> None:
        self.count += 1
        uid = f"{path.replace('/', '-').removesuffix('.md')}-{self.count}@example.org"
        self.model.pages[path] = Page({"uid": uid} | fields, [("text", "Tekst.")])

    def _did(self, what: object) -> None:
        note(f"  {what}")
        self.since += 1
        STATS["steps"] += 1

    @rule()
    def build_without_cache(self) -> None:
        """Build to the same folder, without a cache."""
        self._quietly(cache=None)

    @rule()
    def build_elsewhere(self) -> None:
        """Build to another folder, with the same cache."""
        self._quietly(output=self.folder / "elsewhere")

    @rule(other=one("https://proef.example.org/", "https://example.org/p/"))
    def build_at(self, other: str) -> None:
        """Build to the same folder, for another address."""
        self._quietly(base_url=other)

    @rule()
    def build_drafts(self) -> None:
        """Build to the same folder, drafts too."""
        self._quietly(drafts=True)

    @rule()
    def build_on_two_processors(self) -> None:
        """Build to the same folder, with a process more."""
        self._quietly(jobs=2)

    @rule()
    def build_by_command(self) -> None:
        """Build as the command does, which remembers whether there is anything to do."""
        self._write()
        time.sleep(SETTLED)
        self._did(f"by command: {self._command().output}")

    def _quietly(self, **other: Any) -> None:
        """Build with a difference; nothing is compared, and content with problems is no matter."""
        self._write()
        try:
            build(replace(self._request(), **other), Quiet())
        except HubgenError as error:
            note(f"  refused: {error}")
        self._did(f"build with {other}")

    @precondition(lambda self: self.since >= (1 if LONG else 3))
    @rule()
    def build_and_compare(self) -> None:
        """Build, and compare."""
        self._build_and_compare()

    @precondition(lambda self: self.since >= (1 if LONG else 3))
    @rule()
    def build_on_two_and_compare(self) -> None:
        """Build with a process more, and compare."""
        self._build_and_compare(jobs=2)

    @precondition(lambda self: self.since >= (1 if LONG else 4))
    @rule()
    def command_and_compare(self) -> None:
        """Build as the command does, twice, and compare; the second time nothing is to be done."""
        self._write()
        time.sleep(SETTLED)
        first, second = self._command(), self._command()
        assert (second.exit_code, without_time(second)) == (first.exit_code, without_time(first))
        self._build_and_compare(commanded=first)

    @precondition(lambda self: self.since >= 6)
    @rule()
    def build_at_last(self) -> None:
        """Build, and compare, more often when more was done."""
        self._build_and_compare()

    def _request(self) -> Request:
        return Request(
            site=self.site,
            output=self.output,
            now=self.now,
            cache=self.cache,
            compiled=self.compiled,
        )

    def _write(self) -> None:
        """Write the files that are to be otherwise, and delete those that are to go."""
        files = self.model.files()
        for path in self.written.keys() - files.keys():
            (self.site / path).unlink()
        for path, data in files.items():
            if self.written.get(path) != data:
                file = self.site / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(data)
        self.written = files

    def _command(self) -> Result:
        arguments = ["--site", str(self.site), "--output", str(self.output), "--jobs", "1"]
        return CliRunner().invoke(main, ["build", *arguments, "--now", self.now.isoformat()])

    def _build_and_compare(self, *, jobs: int = 1, commanded: Result | None = None) -> None:
        """Build, unless a command did so, and compare with a build from nothing."""
        self.since = 0
        self._write()
        before = tree(self.output) if self.output.exists() else {}
        request = replace(self._request(), jobs=jobs)
        clean = replace(request, output=self.folder / "clean", cache=None, jobs=1)
        expected = said(clean)
        STATS["builds"] += 1
        if commanded is None:
            assert said(request) == expected
        else:
            assert (commanded.exit_code != 0) == isinstance(expected, str), commanded.output
        if isinstance(expected, str):
            STATS["refused"] += 1
            note(f"  refused: {expected}")
            assert (tree(self.output) if self.output.exists() else {}) == before
            self.model = self.good.copy()
            self.since = 1
            return
        note(f"  built {len(self.model.pages)} pages")
        self.good = self.model.copy()
        found, wanted = tree(request.output), tree(clean.output)
        wrong = [
            path
            for path in sorted(found.keys() | wanted.keys())
            if found.get(path) != wanted.get(path)
        ]
        STATS["further pages"] += sum(
            "/page/2/" in path and b'class="card' in data for path, data in wanted.items()
        )
        for path in wrong[:3]:
            note(f"  {path}\n{difference(found.get(path), wanted.get(path))}")
        assert wrong == []


STATS = {"steps": 0, "builds": 0, "refused": 0, "killed": 0, "further pages": 0}
"""How many steps there were, of what sort, and on how many second pages of listings were cards."""


def said(request: Request) -> str | list[str]:
    """Build, and return the warnings, or as one text what is wrong."""
    try:
        return sorted(map(repr, build(request, Quiet()).warnings))
    except BuildFailed as error:
        return "\n".join(sorted(map(repr, error.problems)))
    except HubgenError as error:
        return str(error)


def difference(found: bytes | None, expected: bytes | None) -> str:
    """Return where two files begin to differ."""
    if found is None or expected is None:
        return "is not there" if found is None else "should not be there"
    at = next(
        (n for n, (a, b) in enumerate(zip(found, expected, strict=False)) if a != b),
        min(len(found), len(expected)),
    )
    part = slice(max(0, at - 150), at + 150)
    return f"    found    {found[part]!r}\n    expected {expected[part]!r}"


def without_time(result: Result) -> str:
    """Return what a command said, but for how long it took."""
    return result.output.rpartition(";")[0] or result.output
