"""Whatever the disk refuses, and whenever a build is killed, what is published is whole.

A build publishes a change, under strace, which has one call after another fail: each rename, link,
removal, write, flush and new folder in turn, for want of space or permission, or by the death of
the process. Then the hub is the one from before or the new one, and the next build, which nothing
ails, needs no help (row 8 of the threats).

In CI each call of most sorts fails in one of the three ways, and of links and removals one of
three; `FAULTS=all` has each call fail in each way.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.hub import SITE, event, write_site
from tests.published import MARK, tree
from tests.readers import missing

CALLS = {
    "rename": ("rename,renameat,renameat2", 3),
    "flush": ("fsync,fdatasync,syncfs", 1),
    "folder": ("mkdir,mkdirat", 3),
    "write": ("write,pwrite64", 3),
    "link": ("link,linkat", 9),
    "remove": ("unlink,unlinkat,rmdir", 9),
}
"""The calls of each sort, and that one of so many of them fails in each of the ways: of three, each
call fails in one way or another."""
FAULTS = ("error=ENOSPC", "error=EACCES", "signal=SIGKILL")
ALL = os.environ.get("FAULTS") == "all"
"""Whether each call fails in each way, which takes ten minutes to half an hour."""
NOW = "2024-10-01T12:00:00+02:00"
TITLES = ("Warmte in de wijk", "Warmte in de buurt")
_DONE = re.compile(
    r"Gepubliceerd in .*: pagina's 5, feeds 12, agenda's 5, waarschuwingen 0; .* s\n"
)
_SAID = re.compile(r"hubgen: .*(the disk is full|there is no permission for it);.*\n")
_STDOUT = re.compile(r"write\([12]<")


@dataclass(kw_only=True)
class Ended:
    """How a build ended."""

    status: int
    out: str
    err: str


@dataclass(kw_only=True)
class Workshop:
    """A site, and builds of it that can be made to fail."""

    folder: Path
    process: "subprocess.Popen[str]"
    strace: str
    title: int = 0
    usual: frozenset[str] = frozenset()
    """What is in the folder of builds when nothing went wrong."""
    wanted: list[dict[str, bytes]] = field(default_factory=list)
    """What is published, by the number of the event's title."""

    @property
    def published(self) -> dict[str, bytes]:
        """All that is published now."""
        files = tree(self.folder / "public")
        files.pop(MARK, None)
        return files

    @property
    def left(self) -> frozenset[str]:
        """What is in the folder of builds, without the numbers that change."""
        work = self.folder / ".public.hubgen"
        return frozenset([re.sub(r"\d+", "", one.name) for one in work.iterdir()])

    def change(self) -> None:
        """Give the event its other title."""
        self.title = 1 - self.title
        file = self.folder / "site/content/events/a.md"
        file.write_text(_event(TITLES[self.title]), "utf-8")

    def build(self, inject: str = "", calls: str = "") -> tuple[Ended, str]:
        """Build, with a fault perhaps; return how it ended, and the lines of what failed.

        These are several where several calls are of one sort, as each counts for itself.
        """
        child = int(self._ask())
        log = self.folder / "log"
        log.write_text("")
        tracing = None
        if inject:
            tracing = subprocess.Popen(
                [
                    *(self.strace, "-f", "-y", "-o", str(log), "-p", str(child)),
                    *("-e", f"trace={calls}", "-e", f"inject={calls}:{inject}"),
                ],
                stderr=subprocess.PIPE,
                text=True,
            )
            assert tracing.stderr
            said = tracing.stderr.readline()
            assert "attached" in said, said
        status = int(self._ask())
        if tracing:
            tracing.communicate(timeout=30)
        ended = Ended(
            status=status,
            out=(self.folder / "out").read_text("utf-8"),
            err=(self.folder / "err").read_text("utf-8"),
        )
        return ended, "\n".join(one for one in log.read_text().splitlines() if _failed(one))

    def _ask(self) -> str:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return self.process.stdout.readline()


def _failed(line: str) -> bool:
    return "(INJECTED)" in line or "killed by SIGKILL" in line


def _event(title: str) -> str:
    return event("uid: a@example.org", title=title)


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    """A site that was published with each of its titles."""
    strace = shutil.which("strace")
    if strace is None:
        missing("strace is not installed")
    folder = tmp_path_factory.mktemp("faults")
    settings = f"{SITE}search: false\nsocial_cards: false\n"
    site = write_site(
        folder / "site",
        {"content/site.yaml": settings, "content/events/a.md": _event(TITLES[0])},
    )
    arguments = ["build", "--site", str(site), "--output", str(folder / "public"), "--now", NOW]
    with subprocess.Popen(
        [sys.executable, "-m", "tests.forking", *arguments, "--jobs", "1"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        made = Workshop(folder=folder, process=process, strace=strace)
        for number in (0, 1):
            assert made.build()[0].status == 0
            made.wanted.append(made.published)
            if not number:
                made.change()
        assert made.wanted[0] != made.wanted[1]
        made.change()
        assert made.build()[0].status == 0
        made.usual = made.left
        yield made


def _is_due(number: int, fault: str, pace: int) -> bool:
    """Tell whether a call is to fail in this way; they take turns."""
    return ALL or number % pace == FAULTS.index(fault) % pace


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("calls", CALLS)
def test_08_a_fault_at_any_step_leaves_one_whole_hub(
    workshop: Workshop, calls: str, fault: str
) -> None:
    """The old hub or the new one, and nothing for anybody to clear up."""
    names, pace = CALLS[calls]
    number, failed = 0, 0
    while True:
        number += 1
        if not _is_due(number, fault, pace):
            continue
        workshop.change()
        ended, line = workshop.build(f"{fault}:when={number}", names)
        if not line:
            break
        failed += 1
        new, old = workshop.wanted[workshop.title], workshop.wanted[1 - workshop.title]
        published = workshop.published
        assert published in (new, old), line
        if ended.status == 0:
            assert published == new, line
        elif fault.startswith("error") and not _STDOUT.search(line):
            assert ended.status == 2, (line, ended)
            assert _SAID.fullmatch(ended.err), (line, ended.err)

        after, _ = workshop.build()
        assert (after.status, after.err) == (0, ""), line
        assert _DONE.fullmatch(after.out), (line, after.out)
        assert workshop.published == new, line
        assert workshop.left <= workshop.usual, line
    assert failed
