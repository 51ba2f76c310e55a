"""What happens to what was published, and to what is remembered of it."""

import os
import shutil
import signal
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from hubgen.build import build
from hubgen.progress import Quiet
from tests.published import MARK
from tests.sequences.building import STATS, Building
from tests.sequences.vocabulary import WORDS, one

STEPS = frozenset(
    {"os.chmod", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.utime"}
)
"""What Python tells of before it does it to a disk; files opened to be written count too."""


class Harming(Building):
    """A hub to whose files things happen that hubgen does not do."""

    @rule(data=st.data(), how=one("write", "append", "delete", "add"))
    def tamper(self, data: st.DataObject, how: str) -> None:
        """Change a published file, without hubgen."""
        files = sorted(p for p in self.output.rglob("*") if p.is_file() and p.name[0] != ".")
        if not files:
            return
        file = data.draw(st.sampled_from(files))
        if how == "write":
            file.write_text("Gehackt")
        elif how == "append":
            file.write_bytes(file.read_bytes() + b" ")
        elif how == "add":
            file.with_name("vreemd.txt").write_text("Vreemd")
        else:
            file.unlink()
        self._did(f"{how} {file.relative_to(self.output)}")

    @rule(how=one("lose", "save", "restore"))
    def change_cache(self, how: str) -> None:
        """Delete what is remembered, or put back what was remembered once."""
        file = self.cache / "cache.sqlite3"
        if how == "lose":
            shutil.rmtree(self.cache, ignore_errors=True)
        elif how == "save" and file.exists():
            self.saved = file.read_bytes()
        elif how == "restore" and self.saved is not None:
            self.cache.mkdir(exist_ok=True)
            file.write_bytes(self.saved)
        self._did(f"cache: {how}")

    @rule(
        data=st.data(),
        which=one("cache", "builds", "twin"),
        how=one("flip", "cut", "foreign", "delete", "append", "zeros"),
        part=one(0.0, 0.1, 0.5, 0.9, 0.99),
    )
    def damage(self, data: st.DataObject, which: str, how: str, part: float) -> None:
        """Damage a file of what is remembered, or of what is kept beside the published folder."""
        if which == "cache":
            found = [*self.cache.glob("*")]
        else:
            twins = "twin/**/*" if which == "twin" else "*"
            found = [one for kept in self.folder.glob(".*") for one in kept.glob(twins)]
        # Without its mark a folder is someone else's, which no build touches.
        files = sorted(one for one in found if one.is_file() and one.name != MARK)
        if files:
            file = data.draw(st.sampled_from(files))
            spoil(file, how, part)
            self._did(f"{how} {file.relative_to(self.folder)} at {part}")

    @rule(after=st.integers(1, 250), jobs=one(1, 2), cached=one(True, True, False))
    def die_while_building(self, after: int, jobs: int, cached: bool) -> None:
        """Build in a process that is killed before one of its steps on the disk."""
        self._write()
        request = replace(self._request(), jobs=jobs, compiled=None)
        child = os.fork()
        if child == 0:
            try:
                die_at(after)
                build(request if cached else replace(request, cache=None), Quiet())
            finally:
                os._exit(0)
        _, status = os.waitpid(child, 0)
        STATS["killed"] += os.WIFSIGNALED(status)
        self._did(f"build and die at step {after}: {status}")

    @rule(how=one("hidden", "output", "both"))
    def lose_folders(self, how: str) -> None:
        """Delete what was published, what is kept beside it, or both."""
        if how != "output":
            for hidden in self.folder.glob(".*"):
                shutil.rmtree(hidden)
        if how != "hidden":
            shutil.rmtree(self.output, ignore_errors=True)
        self._did(f"lose {how}")

    @rule(data=st.data(), word=one(*WORDS))
    def change_behind_the_back(self, data: st.DataObject, word: str) -> None:
        """Write another text into a file that keeps its size and date, as `cp -p` may do."""
        path = data.draw(st.sampled_from(sorted(self.model.pages)))
        file = self.site / "content" / self.model.file_of(path)
        if not file.exists():
            return
        self._write()
        before = file.stat()
        pieces = self.model.pages[path].pieces
        self.model.pages[path].pieces = (("text", word), *pieces[1:])
        self._write()
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
        self._did(f"{path}: {word}, and its old date")


def spoil(file: Path, how: str, part: float) -> None:
    """Damage a file, at a part of its length."""
    data = bytearray(file.read_bytes())
    at = int(len(data) * part)
    if how == "delete":
        file.unlink()
        return
    if how == "flip":
        data[at : at + 1] = bytes(byte ^ 0xFF for byte in data[at : at + 1])
    elif how == "cut":
        del data[at:]
    elif how == "foreign":
        data = bytearray(b"Iets heel anders.\n")
    elif how == "append":
        data += b"\0meer"
    else:
        data[at : at + 200] = bytes(len(data[at : at + 200]))
    file.write_bytes(data)


def die_at(step: int) -> None:
    """Kill this process before it does so many things to the disk."""
    done = 0

    def count(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal done
        if event in STEPS or (event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR)):
            done += 1
            if done == step:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
