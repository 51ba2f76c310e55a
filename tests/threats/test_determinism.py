"""The same content gives the same bytes on every machine: one digest for all of them."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from tests import lively
from tests.conftest import REPOSITORY
from tests.hub import write_site
from tests.published import tree

YEARS = 60 * 60 * 24 * 365


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """Where the hub is built, and how."""

    variables: Mapping[str, str]
    cwd: str
    """The working folder, below the machine's own."""
    jobs: int
    ahead: int
    """Seconds that its clock is ahead."""
    seed: str
    """Of the order in which its disk lists files."""
    dated: int
    """When all its files were last changed."""
    cache: str
    """Whether there is none, one that is empty, or one that came with the files."""
    backwards: bool = False
    """Whether the files were written in reverse order."""


# Each two values of what may differ are together somewhere, as far as few machines go.
MACHINES = (
    Machine(
        variables={"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8"},
        cwd=".", jobs=1, ahead=0, seed="a", dated=1_700_000_000, cache="none",
    ),
    Machine(
        variables={"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
        cwd="site", jobs=2, ahead=9 * YEARS, seed="b", dated=0, cache="empty", backwards=True,
    ),
    Machine(
        variables={"PYTHONHASHSEED": "4242", "TZ": "America/Los_Angeles", "LANG": "tr_TR.UTF-8"},
        cwd="site/content", jobs=3, ahead=-9 * YEARS, seed="c", dated=1, cache="other",
    ),
    Machine(
        variables={"PYTHONHASHSEED": "7", "TZ": "Asia/Kathmandu", "PYTHONOPTIMIZE": "2"},
        cwd="site", jobs=1, ahead=YEARS, seed="d", dated=2_000_000_000, cache="empty",
    ),
    Machine(
        variables={"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C", "PYTHONUTF8": "0"},
        cwd=".", jobs=2, ahead=0, seed="e", dated=0, cache="none", backwards=True,
    ),
)  # fmt: skip


def test_11_one_digest_on_all_machines(tmp_path: Path) -> None:
    """Hash seeds, zones, locales, folders, processes, clocks, dates and orders of files, caches."""
    published = {}
    for number, machine in enumerate(MACHINES):
        published[number] = built(machine, tmp_path / str(number), tmp_path / str(number - 1))
    first = published[0]
    assert len(first) > 1000
    for number, files in published.items():
        paths = sorted(first.keys() | files.keys())
        assert [one for one in paths if files.get(one) != first.get(one)] == [], MACHINES[number]
    assert len({digest(files) for files in published.values()}) == 1


def built(machine: Machine, folder: Path, previous: Path) -> dict[str, bytes]:
    """Return what is published by a machine, to which the cache of another may have been copied."""
    files = sorted(lively.files().items(), reverse=machine.backwards)
    site = write_site(folder / "site", dict(files))
    for file in site.rglob("*"):
        os.utime(file, (machine.dated, machine.dated))
    if machine.cache == "other":
        shutil.copytree(previous / "site" / ".hubgen", site / ".hubgen")
    cwd = folder / machine.cwd
    where = ["--site", os.path.relpath(site, cwd), "--output", os.path.relpath(folder / "out", cwd)]
    options = ["--now", lively.NOW.isoformat(), "--jobs", str(machine.jobs)]
    options += ["--no-cache"] if machine.cache == "none" else []
    subprocess.run(
        [
            *(sys.executable, "-m", "tests.threats.machine", str(machine.ahead), machine.seed),
            *("build", *where, *options),
        ],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), **machine.variables},
        check=True,
        capture_output=True,
        timeout=300,
    )
    return tree(folder / "out")


def digest(files: Mapping[str, bytes]) -> str:
    """Return the digest of all paths and bytes."""
    found = sha256()
    for path, data in sorted(files.items()):
        found.update(f"{path}\0{len(data)}\0".encode() + data)
    return found.hexdigest()
