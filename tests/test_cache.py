"""The cache: never wrong, whatever became of its file."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubgen import cache as rooms
from hubgen.cache import FILE, KEPT_BUILDS, file, key, open_cache

KNOWN = {key("markup", name): name.encode() * 400 for name in ("a", "b", "c", "d", "e", "f")}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a cache that knows a few results."""
    fill(tmp_path / ".hubgen", KNOWN)
    return tmp_path / ".hubgen"


def fill(folder: Path, results: dict[str, bytes]) -> None:
    """Put results in a cache."""
    with open_cache(folder) as cache:
        for name, value in results.items():
            cache.put(name, value)


def known(folder: Path) -> dict[str, bytes]:
    """Return what a cache knows of the known results."""
    with open_cache(folder) as cache:
        found = {name: cache.get(name) for name in KNOWN}
    return {name: value for name, value in found.items() if value is not None}


def test_results_are_known_to_the_next_build(folder: Path) -> None:
    """What one build put, the next one gets, and nothing else."""
    assert known(folder) == KNOWN
    assert open_cache(folder).get(key("markup", "z")) is None


def test_results_are_known_in_the_same_build(tmp_path: Path) -> None:
    """A result can be had before it is written."""
    with open_cache(tmp_path) as cache:
        cache.put("k", b"v")
        assert cache.get("k") == b"v"
        assert not (tmp_path / FILE).exists()


def test_a_new_result_replaces_an_old_one(folder: Path) -> None:
    """The last result under a key counts."""
    name = next(iter(KNOWN))
    fill(folder, {name: b"better"})
    assert known(folder) == KNOWN | {name: b"better"}


def test_without_a_folder_nothing_is_remembered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`--no-cache` reads and writes no file."""
    monkeypatch.chdir(tmp_path)
    with open_cache(None) as cache:
        cache.put("k", b"v")
        assert cache.get("k") is None
    assert list(tmp_path.iterdir()) == []


def test_a_closed_cache_remembers_nothing(folder: Path) -> None:
    """After `close`, get and put are harmless, and so is another `close`."""
    cache = open_cache(folder)
    cache.close()
    cache.put("k", b"v")
    cache.close()
    assert cache.get(next(iter(KNOWN))) is None
    assert open_cache(folder).get("k") is None


def test_much_is_written_before_the_end(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits in memory is bounded, and written results can still be had."""
    monkeypatch.setattr(rooms, "_HELD", 1000)
    with open_cache(folder) as cache:
        cache.put("first", b"1" * 600)
        cache.put("second", b"2" * 600)
        assert open_cache(folder).get("first") == b"1" * 600
        assert cache.get("first") == b"1" * 600
        assert cache.get(next(iter(KNOWN))) is not None


def test_git_leaves_the_folder_out(folder: Path) -> None:
    """Site owners do not commit their cache, unless they say so themselves."""
    assert (folder / ".gitignore").read_text(encoding="utf-8") == "*\n"
    (folder / ".gitignore").write_text("# mine\n", encoding="utf-8")
    fill(folder, {"k": b"v"})
    assert (folder / ".gitignore").read_text(encoding="utf-8") == "# mine\n"


def test_a_build_that_learned_nothing_writes_nothing(folder: Path) -> None:
    """The file stays as it is while there is nothing new."""
    before = (folder / FILE).read_bytes()
    for _ in range(KEPT_BUILDS * 2):
        known(folder)
    assert (folder / FILE).read_bytes() == before


def test_results_that_no_build_uses_are_forgotten(folder: Path) -> None:
    """A result that is used stays; one that was not, for many builds that learned, goes."""
    used, unused, *_ = KNOWN
    for build in range(KEPT_BUILDS * 3):
        with open_cache(folder) as cache:
            assert cache.get(used) == KNOWN[used], f"build {build}"
            cache.put(f"new {build}", b"x")
    with open_cache(folder) as cache:
        assert cache.get(unused) is None
        assert cache.get("new 0") is None
        assert cache.get(f"new {KEPT_BUILDS * 3 - 1}") == b"x"


def test_09_flipped_bytes_are_never_a_result(folder: Path) -> None:
    """Wherever a byte of the file is spoilt, a result is right or unknown, and the next ones too.

    The most that stays is that a result behind a spoilt entry of SQLite's index is not found.
    """
    whole = (folder / FILE).read_bytes()
    rebuilt = 0
    for at in [*range(0, 4200, 3), *range(4200, len(whole), 37)]:
        for flip in (0x01, 0xFF):
            (folder / FILE).write_bytes(whole[:at] + bytes([whole[at] ^ flip]) + whole[at + 1 :])
            found = known(folder)
            assert found.items() <= KNOWN.items(), f"byte {at}"
            if found != KNOWN:
                rebuilt += 1
                fill(folder, KNOWN)
                again = known(folder)
                assert again.items() <= KNOWN.items(), f"byte {at}"
                assert len(again) >= len(KNOWN) - 1, f"byte {at}"
    assert rebuilt > 100


def test_09_a_result_under_another_key_is_not_used(folder: Path) -> None:
    """A sound result that stands in the wrong row is noticed."""
    one, other, *_ = KNOWN
    with closing(sqlite3.connect(folder / FILE)) as file, file:
        file.execute("DELETE FROM result WHERE key = ?", (other,))
        file.execute("UPDATE result SET key = ? WHERE key = ?", (other, one))
    assert other not in known(folder)


def test_09_a_file_with_one_spoilt_result_is_begun_anew(folder: Path) -> None:
    """A build that finds a spoilt result writes a new file, and uses what it can meanwhile."""
    one, other, *_ = KNOWN
    with closing(sqlite3.connect(folder / FILE)) as file, file:
        file.execute("UPDATE result SET value = x'00' WHERE key = ?", (one,))
    with open_cache(folder) as cache:
        assert cache.get(one) is None
        assert cache.get(other) == KNOWN[other]
        cache.put(one, KNOWN[one])
    assert known(folder) == {one: KNOWN[one]}


@pytest.mark.parametrize("kept", [0, 1, 15, 16, 99, 100, 4095, 4096, 5000, 8192, -1])
def test_09_a_file_cut_short_is_rebuilt(folder: Path, kept: int) -> None:
    """A file that lost its end gives right results or none, and works after."""
    (folder / FILE).write_bytes((folder / FILE).read_bytes()[:kept])
    assert known(folder).items() <= KNOWN.items()
    fill(folder, KNOWN)
    assert known(folder) == KNOWN


@pytest.mark.parametrize(
    "data", [b"", b"dear diary\n" * 500, bytes(9000), b"SQLite format 3\0" + bytes(4080)]
)
def test_09_another_file_by_its_name_is_replaced(folder: Path, data: bytes) -> None:
    """A file that is not a cache counts as an empty one."""
    (folder / FILE).write_bytes(data)
    assert known(folder) == {}
    fill(folder, KNOWN)
    assert known(folder) == KNOWN


@pytest.mark.parametrize(
    "statement",
    [
        "PRAGMA user_version = 99",
        "DROP TABLE result",
        "DROP TABLE build",
        "DELETE FROM build",
        "UPDATE build SET number = 9223372036854775807",
        "UPDATE result SET used = 'often'",
        "ALTER TABLE result RENAME COLUMN value TO worth",
    ],
)
def test_09_a_database_of_another_version_is_rebuilt(folder: Path, statement: str) -> None:
    """A database that this version did not write gives right results or none, and works after."""
    with closing(sqlite3.connect(folder / FILE)) as file, file:
        file.execute(statement)
    assert known(folder).items() <= KNOWN.items()
    fill(folder, KNOWN)
    assert known(folder) == KNOWN


def test_09_a_journal_left_behind_does_not_spoil_a_new_file(folder: Path) -> None:
    """With a broken file its journal goes, which SQLite would play into the new one."""
    (folder / FILE).write_bytes(b"not a database" * 500)
    (folder / f"{FILE}-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(1000))
    fill(folder, KNOWN)
    assert known(folder) == KNOWN


def test_09_a_locked_file_is_done_without(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another process has the file for itself the build goes on, and the file stays."""
    monkeypatch.setattr(rooms, "_READ_WAIT", 0.01)
    monkeypatch.setattr(file, "_WRITE_WAIT", 0.01)
    with closing(sqlite3.connect(folder / FILE, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert known(folder) == {}
        fill(folder, {"k": b"v"})
        other.execute("ROLLBACK")
    assert known(folder) == KNOWN


def test_09_two_builds_at_once_keep_both_their_results(folder: Path) -> None:
    """Builds that write at the same time wait for each other, and lose nothing."""
    mine = {n: {key("build", str(n), str(m)): b"%d" % m for m in range(50)} for n in range(6)}
    children = [_fork(lambda n=n: fill(folder, mine[n])) for n in mine]  # type: ignore[misc]  # mypy cannot type a default of a lambda
    assert [_status(child) for child in children] == [0] * 6
    with open_cache(folder) as cache:
        for results in mine.values():
            assert {name: cache.get(name) for name in results} == results
    assert known(folder) == KNOWN


def test_09_two_builds_at_once_begin_one_file(tmp_path: Path) -> None:
    """Builds that both find no file, or a broken one, leave a sound one."""
    for data in (None, b"not a database" * 500):
        if data:
            (tmp_path / FILE).write_bytes(data)
        children = [_fork(lambda: fill(tmp_path, KNOWN)) for _ in range(6)]
        assert [_status(child) for child in children] == [0] * 6
        assert known(tmp_path) == KNOWN


def test_a_forked_worker_reads_and_writes_by_itself(folder: Path) -> None:
    """A worker gets what is known; what it puts is kept when it closes; its parent is as before."""
    cache = open_cache(folder)
    cache.put("parent", b"p")

    def work() -> None:
        assert {name: cache.get(name) for name in KNOWN} == KNOWN
        assert cache.get("parent") is None
        cache.put("worker", b"w")
        cache.close()

    assert _status(_fork(work)) == 0
    assert cache.get(next(iter(KNOWN))) is not None
    cache.close()
    with open_cache(folder) as after:
        assert (after.get("parent"), after.get("worker")) == (b"p", b"w")


def test_08_a_killed_build_spoils_nothing(folder: Path) -> None:
    """A process that ends in the middle of writing leaves the results of before."""

    def work() -> None:
        file = sqlite3.connect(folder / FILE, isolation_level=None)
        file.execute("PRAGMA cache_size = 1")
        file.execute("BEGIN IMMEDIATE")
        file.executemany(
            "INSERT INTO result VALUES (?, ?, 1, ?)",
            [(str(n), b"", bytes(5000)) for n in range(99)],
        )
        os._exit(7)

    assert _status(_fork(work)) == 7
    assert (folder / f"{FILE}-journal").exists()
    assert known(folder).items() <= KNOWN.items()
    fill(folder, {"k": b"v"})
    assert known(folder) == KNOWN


@pytest.mark.parametrize("there", [True, False])
def test_08_a_folder_that_cannot_be_written_is_done_without(there: bool) -> None:
    """On a read-only disk a build reads what is there, writes nothing, and does not fail."""
    # Not pytest's own folder, which a process without rights cannot even look into.
    folder = Path(tempfile.mkdtemp())
    try:
        if there:
            fill(folder, KNOWN)
            (folder / FILE).chmod(0o444)
        folder.chmod(0o555)

        def work() -> None:
            if os.getuid() == 0:
                os.setuid(65534)
            assert known(folder) == (KNOWN if there else {})
            fill(folder, {"k": b"v"})
            assert open_cache(folder).get("k") is None

        assert _status(_fork(work)) == 0
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


@pytest.mark.parametrize("name", [".hubgen", ".hubgen/cache.sqlite3/x"])
def test_something_else_in_its_place_is_done_without(tmp_path: Path, name: str) -> None:
    """A file where the folder should be, or a folder where the file should be, stays."""
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_bytes(b"mine")
    fill(tmp_path / ".hubgen", KNOWN)
    assert known(tmp_path / ".hubgen") == {}
    assert (tmp_path / name).read_bytes() == b"mine"


@given(st.lists(st.text() | st.binary()), st.lists(st.text() | st.binary()))
def test_a_key_tells_its_parts_apart(one: list[str | bytes], other: list[str | bytes]) -> None:
    """Two lists of parts have one key only when they are the same."""
    assert (key(*one) == key(*other)) == (one == other)


def test_a_key_knows_types_and_borders() -> None:
    """Parts that run together to the same bytes have different keys."""
    parts = (("ab", "c"), ("a", "bc"), ("abc",), (b"abc",), ("abc", ""), ("ab", b"c"), ())
    assert len({key(*part) for part in parts}) == len(parts)
    assert [len(key(*part)) for part in parts] == [64] * len(parts)
    assert key("\ud800") != key("\udfff")  # halves of characters, which a file may hold


def test_09_the_program_is_known_by_its_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    """The digest is the same within a version, and another with another Python."""
    rooms.program.cache_clear()
    here = rooms.program()
    rooms.program.cache_clear()
    assert rooms.program() == here
    rooms.program.cache_clear()
    monkeypatch.setattr("sys.version", "4.0")
    assert rooms.program() != here
    rooms.program.cache_clear()


def _fork(work: Callable[[], object]) -> int:
    """Do something in a process of its own, and return its number."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            work()
            status = 0
        finally:
            os._exit(status)
    return child


def _status(child: int) -> int:
    """Return how a process ended: its exit status, or the number of a signal below zero."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
