"""The file that results are in: made, opened, judged and written."""

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from hubgen.census import Look

FILE = "cache.sqlite3"
"""The name of the file in the cache's folder."""
KEPT_BUILDS = 20
"""A result is forgotten when this many builds that learned something did not use it."""

FORMAT = 2  # the file's user_version; a file with another is begun anew
_SCHEMA = (
    "CREATE TABLE build (number INTEGER NOT NULL)",
    "CREATE TABLE result (key TEXT PRIMARY KEY, digest BLOB NOT NULL, used INTEGER NOT NULL,"
    " value BLOB NOT NULL)",
    "CREATE TABLE shelf (shelf TEXT, name TEXT, state TEXT NOT NULL, digest BLOB NOT NULL,"
    " value BLOB NOT NULL, PRIMARY KEY (shelf, name)) WITHOUT ROWID",
    f"PRAGMA user_version = {FORMAT}",
)
_WRITE_WAIT = 10.0  # seconds for a build that is writing
_LAST_BUILD = 2**31  # a greater number was not written by a build

# A broken file also makes Python fail on names and messages that are not text any more.
FAULTS = (sqlite3.Error, UnicodeDecodeError)

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


@dataclass(slots=True)
class News:
    """What was learned and is not written yet."""

    results: dict[str, bytes] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    """The keys of results that were used now, and not lately."""
    shelved: dict[tuple[str, str], tuple[str, bytes]] = field(default_factory=dict)
    """What stands on shelves: its state and value, by its shelf and name."""
    cleared: set[tuple[str, str]] = field(default_factory=set)
    held: int = 0
    """Bytes of results and of what stands on shelves."""

    def __bool__(self) -> bool:
        """Tell whether there is anything to write."""
        return bool(self.results or self.shelved or self.cleared)


def digest_of(key: str, value: bytes) -> bytes:
    """Return the digest of a result; the key is in it, so that no other key's result passes."""
    digest = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=16)
    digest.update(b"\0")
    digest.update(value)
    return digest.digest()


def refuse_other_format(file: sqlite3.Connection) -> None:
    """Raise `sqlite3.DatabaseError` for a file that another version of hubgen, or no one, made."""
    found = file.execute("PRAGMA user_version").fetchone()[0]
    if found != FORMAT:
        raise sqlite3.DatabaseError(f"the format is {found}, not {FORMAT}")


def number(file: sqlite3.Connection) -> int:
    """Return the number of the last build that wrote to a file; 0 when it is not a number."""
    row = file.execute("SELECT number FROM build").fetchone()
    usable = row is not None and isinstance(row[0], int) and 0 <= row[0] < _LAST_BUILD
    return row[0] if usable else 0


def is_passing(error: Exception) -> bool:
    """Tell whether an error is about the moment, and not about what is in the file."""
    code: int | None = getattr(error, "sqlite_errorcode", None)  # none on errors raised by Python
    return code is not None and code & 0xFF in _NOT_NOW  # without the extended code's upper bits


def prepare(folder: Path) -> None:
    """Make the cache's folder, which git leaves out."""
    folder.mkdir(parents=True, exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")


def look_now(folder: Path) -> Look | None:
    """Return the moment as the disk of a folder knows it; None where nothing can be written.

    The present is asked of the disk, because the times of files are by its clock.
    """
    path = folder / f"now-{os.getpid()}"
    try:
        prepare(folder)
        with path.open("wb", buffering=0) as file:
            file.write(b".")  # a file that was left behind gets another time only so
            found = os.fstat(file.fileno())
        path.unlink(missing_ok=True)
    except OSError:
        return None
    return Look(moment=found.st_mtime_ns, device=found.st_dev)


def discard(path: Path) -> None:
    """Remove a broken file; its journals first, as SQLite would play them into the next file."""
    for suffix in ("-journal", "-wal", "-shm", ""):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def store(path: Path, news: News, build: int) -> None:
    """Write what is new in one transaction; another build's waits, and is kept.

    What only stands on shelves ages no result: it is not for a build's sake that it was learned.
    """
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
        refuse_other_format(file)
        file.executemany(
            "INSERT OR REPLACE INTO shelf (shelf, name, state, digest, value)"
            " VALUES (?, ?, ?, ?, ?)",
            [
                (shelf, name, state, digest_of(f"{shelf}/{name} {state}", value), value)
                for (shelf, name), (state, value) in news.shelved.items()
            ],
        )
        file.executemany("DELETE FROM shelf WHERE shelf = ? AND name = ?", sorted(news.cleared))
        if news.results:
            _store_results(file, news, build)
        file.execute("COMMIT")


def _store_results(file: sqlite3.Connection, news: News, build: int) -> None:
    """Write results, note which ones were used, and forget those that were not for long."""
    file.executemany(
        "INSERT OR REPLACE INTO result (key, digest, used, value) VALUES (?, ?, ?, ?)",
        [(key, digest_of(key, value), build, value) for key, value in news.results.items()],
    )
    file.executemany(
        "UPDATE result SET used = ? WHERE key = ?", [(build, key) for key in news.used]
    )
    file.execute("DELETE FROM result WHERE used < ?", (build - KEPT_BUILDS,))
    file.execute("DELETE FROM build")
    file.execute("INSERT INTO build (number) VALUES (?)", (build,))
