"""Results of pure functions, remembered between builds by the digest of all that they read.

A cache saves time and nothing else: a result is used only while its own digest fits, and a file
that is broken, foreign, locked or not to be written counts as an empty one. It is SQLite with the
rollback journal: the write-ahead log needs memory that machines on a network disk do not share.
"""

import os
import sqlite3
import sys
import sysconfig
from contextlib import closing, suppress
from functools import lru_cache
from hashlib import blake2b
from importlib import metadata
from pathlib import Path
from types import TracebackType
from typing import Self

FILE = "cache.sqlite3"
"""The name of the file in the cache's folder."""
KEPT_BUILDS = 20
"""A result is forgotten when this many builds that learned something did not use it."""

_FORMAT = 1  # the file's user_version; a file with another is begun anew
_SCHEMA = (
    "CREATE TABLE build (number INTEGER NOT NULL)",
    "CREATE TABLE result (key TEXT PRIMARY KEY, digest BLOB NOT NULL, used INTEGER NOT NULL,"
    " value BLOB NOT NULL)",
    f"PRAGMA user_version = {_FORMAT}",
)
_LATELY = KEPT_BUILDS // 2  # builds; a result that was used since is not noted again
_HELD = 32_000_000  # bytes of new results that wait in memory
_READ_WAIT = 1.0  # seconds for a build that is writing
_WRITE_WAIT = 10.0
_LAST_BUILD = 2**31  # a greater number was not written by a build

# A broken file also makes Python fail on names and messages that are not text any more.
_FAULTS = (sqlite3.Error, UnicodeDecodeError)

# SQLite's result codes about the moment, not about what is in the file: it is left alone. With any
# other (SQLITE_CORRUPT, SQLITE_NOTADB, a table that is not there) it is replaced.
_NOT_NOW = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_READONLY,
    }
)


def open_cache(folder: Path | None) -> "Cache":
    """Return the cache in a folder, such as `.hubgen`; for None, one that remembers nothing.

    Never fails: without a file that can be read the cache is empty.
    """
    return Cache(folder)


def key(*parts: str | bytes) -> str:
    """Return the digest of some parts, in their order: 64 hexadecimal digits of BLAKE2b.

    Each part counts with its type and length: `key("ab", "c")` is not `key("a", "bc")`.
    """
    digest = blake2b(digest_size=32)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(b"%s%d:" % (b"text" if isinstance(part, str) else b"data", len(data)))
        digest.update(data)
    return digest.hexdigest()


@lru_cache(maxsize=1)
def program() -> str:
    """Return the digest of the program: its own files, and the versions of all it is built on.

    It belongs in the key of every result, so that none is used by another version.
    """
    package = Path(__file__).parent
    files = (path for path in sorted(package.rglob("*")) if path.suffix != ".pyc")
    own = [
        part
        for path in files
        if path.is_file()
        for part in (path.relative_to(package).as_posix(), path.read_bytes())
    ]
    installed = sorted({f"{found.name} {found.version}" for found in metadata.distributions()})
    return key(*own, *installed, sys.version, sysconfig.get_platform())


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
        self._new: dict[str, bytes] = {}
        self._held = 0  # bytes in _new
        self._used: set[str] = set()  # keys of results that were used now, and not lately
        self._build = 1
        self._owner = os.getpid()
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

    def get(self, key: str) -> bytes | None:
        """Return what was put under a key; None when that is not known, or not whole."""
        self._notice_fork()
        if key in self._new:
            return self._new[key]
        if self._reader is None:
            return None
        try:
            row = self._reader.execute(
                "SELECT digest, used, value FROM result WHERE key = ?", (key,)
            ).fetchone()
        except _FAULTS as error:
            self._give_up(error)
            return None
        if row is None:
            return None
        if not isinstance(row[2], bytes) or row[0] != _digest(key, row[2]):
            self._broken = True  # there may be more, so what is written next is a new file
            return None
        if not isinstance(row[1], int) or row[1] < self._build - _LATELY:
            self._used.add(key)
        return row[2]

    def put(self, key: str, value: bytes) -> None:
        """Remember a result. It is written at `close`, or earlier when much is waiting."""
        if self._folder is None:
            return
        self._notice_fork()
        self._new[key] = value
        self._held += len(value)
        if self._held > _HELD:
            self._write(self._folder)
            self._open()

    def keep(self) -> None:
        """Write what is new now, and go on. A forked process keeps what it learned only so."""
        self._notice_fork()
        if self._new and self._folder:
            self._write(self._folder)
            self._open()

    def close(self) -> None:
        """Write what is new, and forget what was not used for long.

        A build that learned nothing writes nothing. When the file cannot be written, the next
        build is only slower. After this the cache remembers nothing.
        """
        self._notice_fork()
        if self._new and self._folder:
            self._write(self._folder)
        self._close_reader()
        self._folder = None

    def _notice_fork(self) -> None:
        """In a process that was forked since, begin with a connection of its own."""
        if self._owner == os.getpid():
            return
        self._owner = os.getpid()
        self._new, self._held, self._used = {}, 0, set()  # the other process writes these
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
            _refuse_other_format(self._reader)
            self._build = _number(self._reader) + 1
        except _FAULTS as error:
            self._give_up(error)

    def _give_up(self, error: Exception) -> None:
        """Do without what is in the file, and have it replaced when it is broken."""
        self._broken = not _is_passing(error)
        self._close_reader()

    def _close_reader(self) -> None:
        if self._reader:
            self._reader.close()
            self._reader = None

    def _write(self, folder: Path) -> None:
        """Write what is new, over a broken file if need be; without success it is lost."""
        new, used = self._new, self._used
        self._new, self._held, self._used = {}, 0, set()
        self._close_reader()
        with suppress(OSError, *_FAULTS):
            _prepare(folder)
            if self._broken:
                _discard(folder / FILE)
                self._broken = False
            try:
                _store(folder / FILE, new, used, self._build)
            except _FAULTS as error:
                if _is_passing(error):
                    return
                _discard(folder / FILE)
                _store(folder / FILE, new, used, self._build)


def _digest(key: str, value: bytes) -> bytes:
    """Return the digest of a result; the key is in it, so that no other key's result passes."""
    return blake2b(value, digest_size=16, key=key.encode()[:64]).digest()


def _refuse_other_format(file: sqlite3.Connection) -> None:
    """Raise `sqlite3.DatabaseError` for a file that another version of hubgen, or no one, made."""
    found = file.execute("PRAGMA user_version").fetchone()[0]
    if found != _FORMAT:
        raise sqlite3.DatabaseError(f"the format is {found}, not {_FORMAT}")


def _number(file: sqlite3.Connection) -> int:
    """Return the number of the last build that wrote to a file; 0 when it is not a number."""
    row = file.execute("SELECT number FROM build").fetchone()
    usable = row is not None and isinstance(row[0], int) and 0 <= row[0] < _LAST_BUILD
    return row[0] if usable else 0


def _is_passing(error: Exception) -> bool:
    """Tell whether an error is about the moment, and not about what is in the file."""
    code: int | None = getattr(error, "sqlite_errorcode", None)  # none on errors raised by Python
    return code is not None and code & 0xFF in _NOT_NOW  # without the extended code's upper bits


def _prepare(folder: Path) -> None:
    """Make the cache's folder, which git leaves out."""
    folder.mkdir(parents=True, exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")


def _discard(path: Path) -> None:
    """Remove a broken file; its journals first, as SQLite would play them into the next file."""
    for suffix in ("-journal", "-wal", "-shm", ""):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _store(path: Path, new: dict[str, bytes], used: set[str], build: int) -> None:
    """Write results in one transaction; another build's wait, and are kept."""
    with closing(sqlite3.connect(path, timeout=_WRITE_WAIT, isolation_level=None)) as file:
        file.execute("PRAGMA trusted_schema = OFF")
        # Without waiting for the disk: what a power cut spoils, the digests show.
        file.execute("PRAGMA synchronous = OFF")
        # Or a transaction that outgrows SQLite's memory would lock readers out till its end.
        file.execute("PRAGMA cache_spill = OFF")
        file.execute("BEGIN IMMEDIATE")
        if not file.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
            for statement in _SCHEMA:
                file.execute(statement)
        _refuse_other_format(file)
        file.executemany(
            "INSERT OR REPLACE INTO result (key, digest, used, value) VALUES (?, ?, ?, ?)",
            [(key, _digest(key, value), build, value) for key, value in new.items()],
        )
        file.executemany("UPDATE result SET used = ? WHERE key = ?", [(build, key) for key in used])
        file.execute("DELETE FROM result WHERE used < ?", (build - KEPT_BUILDS,))
        file.execute("DELETE FROM build")
        file.execute("INSERT INTO build (number) VALUES (?)", (build,))
        file.execute("COMMIT")
