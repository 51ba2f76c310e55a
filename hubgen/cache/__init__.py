"""Results of pure functions, remembered between builds by the digest of all that they read.

A cache saves time and nothing else: a result is used only while its own digest fits, and a file
that is broken, foreign, locked or not to be written counts as an empty one. It is SQLite with the
rollback journal: the write-ahead log needs memory that machines on a network disk do not share.
"""

import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from hubgen.cache.file import (
    FAULTS,
    FILE,
    KEPT_BUILDS,
    News,
    digest_of,
    discard,
    is_passing,
    look_now,
    number,
    prepare,
    refuse_other_format,
    store,
)
from hubgen.cache.keys import key, program
from hubgen.cache.version import recall_program
from hubgen.census import Look

__all__ = ["FILE", "KEPT_BUILDS", "Cache", "key", "open_cache", "program"]

_LATELY = KEPT_BUILDS // 2  # builds; a result that was used since is not noted again
_HELD = 32_000_000  # bytes that wait in memory
_READ_WAIT = 1.0  # seconds for a build that is writing


def open_cache(folder: Path | None) -> "Cache":
    """Return the cache in a folder, such as `.hubgen`; for None, one that remembers nothing.

    Never fails: without a file that can be read the cache is empty.
    """
    return Cache(folder)


class Cache:
    """What earlier builds found, by `key`.

    Forked processes may read it, each by a connection of its own; what they `put` is written when
    they call `close`.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._broken = False
        self._reader: sqlite3.Connection | None = None
        self._inherited: list[sqlite3.Connection] = []
        self._news = News()
        self._build = 1
        self._owner = os.getpid()
        self._program: str | None = None
        self._open()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __bool__(self) -> bool:
        """Tell whether it remembers anything at all."""
        return self._folder is not None

    @property
    def folder(self) -> Path | None:
        """The folder that it is in; None for one that remembers nothing."""
        return self._folder

    def get(self, key: str) -> bytes | None:
        """Return what was put under a key; None when that is not known, or not whole."""
        self._notice_fork()
        if key in self._news.results:
            return self._news.results[key]
        if self._reader is None:
            return None
        try:
            row = self._reader.execute(
                "SELECT digest, used, value FROM result WHERE key = ?", (key,)
            ).fetchone()
        except FAULTS as error:
            self._give_up(error)
            return None
        if row is None or not self._is_whole(key, row[0], row[2]):
            return None
        if not isinstance(row[1], int) or row[1] < self._build - _LATELY:
            self._news.used.add(key)
        return bytes(row[2])

    def look(self) -> Look | None:
        """Return the moment as the disk knows it; None where nothing will be remembered."""
        return look_now(self._folder) if self._folder else None

    def program(self) -> str:
        """Return what `program` does, without reading files that did not change."""
        if self._program is None:
            self._program = recall_program(self)
        return self._program

    def put(self, key: str, value: bytes) -> None:
        """Remember a result. It is written at `close`, or earlier when much is waiting."""
        if self._folder is None:
            return
        self._notice_fork()
        self._news.results[key] = value
        self._hold(value)

    def shelf(self, shelf: str) -> dict[str, tuple[str, bytes]]:
        """Return what stands on a shelf: the state and the value of each thing, by its name.

        A shelf is for what is wanted all at once, and of which only the last is: a result with the
        same name takes its place. `state` tells whether it is the right one.
        """
        self._notice_fork()
        found: dict[str, tuple[str, bytes]] = {}
        if self._reader is not None:
            try:
                for name, state, digest, value in self._reader.execute(
                    "SELECT name, state, digest, value FROM shelf WHERE shelf = ?", (shelf,)
                ):
                    if self._is_whole(f"{shelf}/{name} {state}", digest, value):
                        found[name] = (state, value)
            except FAULTS as error:
                self._give_up(error)
        for (its, name), told in self._news.shelved.items():
            if its == shelf:
                found[name] = told
        return found

    def from_shelf(self, shelf: str, name: str) -> tuple[str, bytes] | None:
        """Return the state and the value of one thing on a shelf; None when it is not there."""
        self._notice_fork()
        if told := self._news.shelved.get((shelf, name)):
            return told
        if self._reader is None:
            return None
        try:
            row = self._reader.execute(
                "SELECT state, digest, value FROM shelf WHERE shelf = ? AND name = ?",
                (shelf, name),
            ).fetchone()
        except FAULTS as error:
            self._give_up(error)
            return None
        if row is None or not self._is_whole(f"{shelf}/{name} {row[0]}", row[1], row[2]):
            return None
        return row[0], row[2]

    def shelve(self, shelf: str, name: str, state: str, value: bytes) -> None:
        """Put something on a shelf, in the place of what has the same name there."""
        if self._folder is None:
            return
        self._notice_fork()
        self._news.cleared.discard((shelf, name))
        self._news.shelved[shelf, name] = (state, value)
        self._hold(value)

    def clear(self, shelf: str, name: str) -> None:
        """Take something from a shelf."""
        if self._folder is None:
            return
        self._notice_fork()
        self._news.shelved.pop((shelf, name), None)
        self._news.cleared.add((shelf, name))

    def names(self, shelf: str) -> list[str]:
        """Return the names of what stands on a shelf, without what is not written yet."""
        self._notice_fork()
        if self._reader is None:
            return []
        try:
            found = self._reader.execute("SELECT name FROM shelf WHERE shelf = ?", (shelf,))
            return [name for (name,) in found]
        except FAULTS as error:
            self._give_up(error)
            return []

    def clear_gone(self, shelf: str) -> None:
        """Take from a shelf what belongs to folders that are gone.

        The names on it are folders; those of several things of one folder say more on later lines.
        """
        for name in self.names(shelf):
            if not Path(name.partition("\n")[0]).is_dir():
                self.clear(shelf, name)

    def _hold(self, value: bytes) -> None:
        """Note that a value waits in memory, and write all that does when it is much."""
        self._news.held += len(value)
        if self._news.held > _HELD and self._folder:
            self._write(self._folder)
            self._open()

    def _is_whole(self, key: str, digest: object, value: object) -> bool:
        """Tell whether a value is what was put there; if not, no other is trusted either."""
        if isinstance(value, bytes) and digest == digest_of(key, value):
            return True
        self._broken = True  # there may be more, so what is written next is a new file
        return False

    def keep(self) -> None:
        """Write what is new now, and go on. A forked process keeps what it learned only so."""
        self._notice_fork()
        if self._news and self._folder:
            self._write(self._folder)
            self._open()

    def close(self) -> None:
        """Write what is new, and forget what was not used for long.

        A build that learned nothing writes nothing. When the file cannot be written, the next
        build is only slower. After this the cache remembers nothing.
        """
        self._notice_fork()
        if self._news and self._folder:
            self._write(self._folder)
        self._close_reader()
        self._folder = None

    def _notice_fork(self) -> None:
        """In a process that was forked since, begin with a connection of its own."""
        if self._owner == os.getpid():
            return
        self._owner = os.getpid()
        self._news = News()  # the other process writes what it knew
        if self._reader:
            # SQLite, "How To Corrupt", 2.6: not to be used in this process, nor even closed.
            self._inherited.append(self._reader)
            self._reader = None
        self._open()

    def _open(self) -> None:
        """Open the file for reading, if it is there and of use."""
        if self._folder is None or self._broken:
            return
        path = (self._folder / FILE).absolute()
        if not path.is_file():
            return
        try:
            self._reader = sqlite3.connect(
                f"{path.as_uri()}?mode=ro",
                uri=True,
                timeout=_READ_WAIT,
                isolation_level=None,
                check_same_thread=False,
            )
            self._reader.execute("PRAGMA trusted_schema = OFF")
            refuse_other_format(self._reader)
            self._build = number(self._reader) + 1
        except FAULTS as error:
            self._give_up(error)

    def _give_up(self, error: Exception) -> None:
        """Do without what is in the file, and have it replaced when it is broken."""
        self._broken = not is_passing(error)
        self._close_reader()

    def _close_reader(self) -> None:
        if self._reader:
            self._reader.close()
            self._reader = None

    def _write(self, folder: Path) -> None:
        """Write what is new, over a broken file if need be; without success it is lost."""
        news, self._news = self._news, News()
        self._close_reader()
        with suppress(OSError, *FAULTS):
            prepare(folder)
            if self._broken:
                discard(folder / FILE)
                self._broken = False
            try:
                store(folder / FILE, news, self._build)
            except FAULTS as error:
                if is_passing(error):
                    return
                discard(folder / FILE)
                store(folder / FILE, news, self._build)
