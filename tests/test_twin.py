"""The twin of the published folder: publishing costs what changes, and is as safe as without."""

import errno
import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hubgen import disk
from hubgen.errors import PublishError
from hubgen.publish import Published, open_staging
from hubgen.standing import is_standing
from tests.test_publish import NEW, OLD, Fault, _fork, _raise, _status, build, content, faulty


def lean(output: Path, site: Mapping[str, bytes]) -> Published:
    """Publish a site by keeping what is there as it should be, and writing all else."""
    with open_staging(output, wait=0) as staging:
        there = staging.standing.files
        same = {path for path in there if site.get(path) == (output / path).read_bytes()}
        staging.keep(same)
        for path in sorted(site.keys() - same):
            staging.write(PurePosixPath(path), site[path])
        return staging.publish()


def twin(output: Path) -> Path:
    """Return the twin of a published folder."""
    return output.parent / f".{output.name}.hubgen" / "twin"


def inodes(folder: Path) -> dict[str, int]:
    """Return the inode of each file below a folder, and 0 for each folder."""
    return {
        path.relative_to(folder).as_posix(): 0 if path.is_dir() else path.lstat().st_ino
        for path in folder.rglob("*")
    }


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """A published folder that holds the old site, with a twin."""
    build(tmp_path / "public", NEW)
    build(tmp_path / "public", OLD)
    assert twin(tmp_path / "public").is_dir()
    return tmp_path / "public"


@pytest.fixture
def unflushed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have nothing wait for the disk, where many builds follow each other."""
    monkeypatch.setattr(disk, "flush", lambda folder: None)


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The calls that change a disk, as they are made."""
    made: list[str] = []

    def count(name: str) -> Callable[..., object]:
        real = getattr(os, name)

        def call(*args: object, **kwargs: object) -> object:
            made.append(name)
            return real(*args, **kwargs)

        return call

    with monkeypatch.context() as patch:
        for name in ("link", "mkdir", "rmdir", "unlink", "replace", "rename", "scandir"):
            patch.setattr(os, name, count(name))
        yield made


def test_publishing_costs_what_changes(tmp_path: Path, calls: list[str]) -> None:
    """Ten times the files cost hardly a call more that makes, removes or lists."""
    costs = []
    for count in (20, 200):
        output = tmp_path / f"{count}"
        site = {f"events/{n}/index.html": b"%d" % n for n in range(count)}
        for _ in range(2):
            lean(output, site)
        lean(output, {**site, "events/1/index.html": b"other"})
        calls.clear()
        published = lean(output, {**site, "events/3/index.html": b"new"})
        assert published == Published(written=2, unchanged=count - 2, removed=0)
        costs.append(len(calls))
    assert costs[1] < costs[0] + 5  # a folder that was just changed may have to be listed again


def test_the_twin_holds_the_published_files_and_no_others(output: Path) -> None:
    """What is no longer published is nowhere on the disk any more, and no file is there twice."""
    lean(output, NEW)
    assert content(output) == NEW
    assert inodes(twin(output)) == inodes(output)


def test_folders_come_and_go(output: Path) -> None:
    """A file takes the place of a folder, and a folder that of a file."""
    for site in (
        {"events": b"a file", "index.html/x/y": b"deep"},
        OLD,
        {"events/kci-1": b"a file", "robots.txt": b"User-agent: *"},
        {},
        OLD,
    ):
        lean(output, site)
        assert content(output) == site
        assert inodes(twin(output)) == inodes(output)


def test_a_twin_can_be_made_ahead(tmp_path: Path, calls: list[str]) -> None:
    """Once it is made after a first build, the next one links only what changes."""
    output = tmp_path / "public"
    site = {f"events/{n}/index.html": b"%d" % n for n in range(50)}
    with open_staging(output) as staging:
        for path, data in site.items():
            staging.write(PurePosixPath(path), data)
        generation = staging.publish().generation
        staging.make_twin()
    assert is_standing(output, generation)
    assert inodes(twin(output)) == inodes(output)
    calls.clear()
    lean(output, {**site, "events/3/index.html": b"new"})
    assert calls.count("link") == 2  # the mark, and the file that the twin gets too
    assert inodes(twin(output)) == inodes(output)


@pytest.mark.usefixtures("unflushed")
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_08_a_kill_while_a_twin_is_made_leaves_the_site(tmp_path: Path, after: bool) -> None:
    """Wherever the process dies, the site is there, and the next build mends what it left."""
    output = tmp_path / "public"
    at = 0
    while True:
        at += 1
        shutil.rmtree(output.parent, ignore_errors=True)
        if _status(_fork(lambda at=at: _make_and_die_at(at, after, output))) == 0:  # type: ignore[misc]  # mypy cannot type a default of a lambda
            break
        assert content(output) == OLD
        _mends(output, at)
    assert at > 20


def _make_and_die_at(at: int, after: bool, output: Path) -> None:
    kill = lambda: os.kill(os.getpid(), signal.SIGKILL)  # noqa: E731 - as short as it is
    with open_staging(output) as staging:
        for path, data in OLD.items():
            staging.write(PurePosixPath(path), data)
        staging.publish()
        with faulty(Fault(at=at, after=after, happen=kill)):
            staging.make_twin()


@pytest.mark.parametrize("way", ["no exchange", "no links"])
def test_no_twin_is_made_where_none_is_of_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    """Where folders cannot change places, or files cannot be linked, nothing is left of it."""
    output = tmp_path / "public"
    if way == "no exchange":
        monkeypatch.setattr(disk, "exchange", lambda first, second: False)
    else:
        monkeypatch.setattr(os, "link", _raise(errno.EPERM))
    with open_staging(output) as staging:
        staging.write(PurePosixPath("index.html"), b"home")
        staging.publish()
        staging.make_twin()
    assert content(output) == {"index.html": b"home"}
    assert not twin(output).exists()


def _add(folder: Path) -> None:
    (folder / "events" / "more.html").write_bytes(b"more")


def _rewrite(folder: Path) -> None:
    (folder / "robots.txt").write_bytes(b"Disallow: /")


def _replace(folder: Path) -> None:
    (folder / "robots.txt").unlink()
    (folder / "robots.txt").write_bytes(OLD["robots.txt"])


def _remove(folder: Path) -> None:
    (folder / "robots.txt").unlink()


def _swap(folder: Path) -> None:
    (folder / "robots.txt").rename(folder / "x")
    (folder / "index.html").rename(folder / "robots.txt")
    (folder / "x").rename(folder / "index.html")


def _remove_folder(folder: Path) -> None:
    shutil.rmtree(folder / "events")


def _add_folder(folder: Path) -> None:
    (folder / "events" / "mine").mkdir()


def _link_folder(folder: Path) -> None:
    (folder / "events").rename(folder.parent.parent / "mine")
    (folder / "events").symlink_to("../../mine")


def _forbid(folder: Path) -> None:
    (folder / "events").chmod(0o700)


TAMPERING = [
    *(_add, _rewrite, _replace, _remove, _swap, _remove_folder, _add_folder, _link_folder),
    *(_forbid, shutil.rmtree),
]


@pytest.mark.parametrize("tamper", TAMPERING)
def test_09_a_twin_that_was_tampered_with_heals(
    output: Path, tamper: Callable[[Path], None]
) -> None:
    """Whatever happened to the twin, it is not published."""
    mode = (output / "events").stat().st_mode
    tamper(twin(output))
    for site in (OLD, NEW, OLD):
        lean(output, site)
        assert content(output) == site
        assert (output / "events").stat().st_mode == mode
        assert not (output / "events").is_symlink()


@pytest.mark.parametrize("tamper", [_add, _rewrite, _replace, _remove, _swap, _forbid])
def test_09_a_published_folder_that_was_tampered_with_heals(
    output: Path, tamper: Callable[[Path], None]
) -> None:
    """What was done to the published folder is not there after the next publication, nor later."""
    mode = (output / "events").stat().st_mode
    tamper(output)
    for site in (OLD, NEW, OLD, NEW):
        lean(output, site)
        assert content(output) == site
        assert (output / "events").stat().st_mode == mode
        assert inodes(twin(output)) == inodes(output)


def test_a_file_that_changes_during_the_build_is_not_kept(output: Path) -> None:
    """A file that is moved over after it was kept stops the publication, and the next one heals."""
    with open_staging(output) as staging:
        staging.keep(staging.standing.files)
        _replace(output)
        with pytest.raises(PublishError, match=r"robots\.txt was changed during the build"):
            staging.publish()
    lean(output, OLD)
    assert content(output) == OLD


def test_a_change_within_the_grain_of_the_clock_is_not_trusted(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A date that is not older than the manifest says nothing, on a disk with a coarse clock."""
    coarse = (output / "index.html").stat().st_mtime_ns
    with monkeypatch.context() as patch:
        patch.setattr(disk, "clock", lambda file: coarse)
        generation = lean(output, NEW).generation
    before = (output / "index.html").stat()
    (output / "index.html").write_bytes(b"NEW HOME")
    os.utime(output / "index.html", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert not is_standing(output, generation)
    with open_staging(output) as staging:
        assert "index.html" not in staging.standing.files
        assert "events/kci-2/index.html" in staging.standing.files  # from long before
    lean(output, NEW)
    assert content(output) == NEW
    assert is_standing(output, lean(output, NEW).generation)


def test_a_name_within_the_grain_of_the_clock_is_noticed(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder whose date is not older than the manifest is listed."""
    coarse = (output / "index.html").stat().st_mtime_ns
    with monkeypatch.context() as patch:
        patch.setattr(disk, "clock", lambda file: coarse)
        lean(output, NEW)
    before = (output / "events").stat()
    (output / "events" / "mine").mkdir()
    os.utime(output / "events", ns=(before.st_atime_ns, before.st_mtime_ns))
    with pytest.raises(PublishError, match=r"did not make .*mine"):
        lean(output, OLD)


def test_a_date_of_the_future_is_not_trusted(output: Path) -> None:
    """A file with a date that is yet to come is written again, and is the same file."""
    os.utime(output / "index.html", (4_000_000_000, 4_000_000_000))
    for site in (OLD, OLD):
        generation = lean(output, site).generation
        assert not is_standing(output, generation)
        with open_staging(output) as staging:
            assert "index.html" not in staging.standing.files
    assert (output / "index.html").stat().st_mtime == 4_000_000_000
    assert content(output) == OLD


@pytest.mark.parametrize("code", [errno.EPERM, errno.EMLINK, errno.EOPNOTSUPP])
def test_without_hard_links_there_is_no_twin(
    output: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    """On a disk without hard links files are copied with their dates, as ever."""
    dates = {path: (output / path).stat().st_mtime_ns for path in OLD}
    monkeypatch.setattr(os, "link", _raise(code))
    lean(output, OLD)
    shutil.rmtree(twin(output), ignore_errors=True)
    for site in (OLD, OLD):
        assert lean(output, site).written == 0
        assert content(output) == site
        assert dates == {path: (output / path).stat().st_mtime_ns for path in OLD}
    lean(output, NEW)
    assert content(output) == NEW
    assert not twin(output).exists()


@pytest.mark.usefixtures("unflushed")
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES])
@pytest.mark.parametrize("site", [NEW, OLD], ids=["changed", "unchanged"])
def test_08_the_site_is_whole_after_a_fault_at_any_step(
    output: Path, code: int, site: dict[str, bytes]
) -> None:
    """Wherever the disk refuses, the old site or the new one is there, and the next build works."""
    refused = at = 0
    while True:
        at += 1
        message = ""
        with faulty(Fault(at=at, happen=_raise(code))) as fault:
            try:
                lean(output, site)
            except PublishError as error:
                message = str(error)
        if fault.count < at:
            break
        refused += bool(message)
        assert ("the site published before is as it was" in message) == bool(message)
        assert content(output) == (OLD if message else site), f"step {at}"
        _mends(output, at)
    assert refused > 20


@pytest.mark.usefixtures("unflushed")
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_08_the_site_is_whole_after_a_kill_at_any_step(output: Path, after: bool) -> None:
    """Wherever the process dies, one of the two sites is there whole; the next build mends all."""
    at = published = 0
    while True:
        at += 1
        status = _status(_fork(lambda at=at: _die_at(at, after, output, NEW)))  # type: ignore[misc]  # mypy cannot type a default of a lambda
        if status == 0:
            break
        assert status == -signal.SIGKILL
        assert content(output) in (OLD, NEW), f"step {at}"
        published += content(output) == NEW
        _mends(output, at)
    assert published > 10


def _mends(output: Path, at: int) -> None:
    """Assert that after whatever happened a build works, and has a whole twin after one more."""
    lean(output, OLD)
    assert content(output) == OLD, f"step {at}"
    build(output, OLD)
    lean(output, OLD)
    assert inodes(twin(output)) == inodes(output), f"step {at}"
    assert sorted(path.name for path in output.parent.iterdir()) == [".public.hubgen", "public"]


def _die_at(at: int, after: bool, output: Path, site: Mapping[str, bytes]) -> None:
    kill = lambda: os.kill(os.getpid(), signal.SIGKILL)  # noqa: E731 - as short as it is
    with faulty(Fault(at=at, after=after, happen=kill)):
        lean(output, site)


PATHS = ["a", "a/x", "a/b/x", "a/b/y", "b", "b/x", "c/d/e/x", "x.html"]
SITES = st.dictionaries(st.sampled_from(PATHS), st.sampled_from([b"1", b"2", b"three"])).filter(
    lambda site: (
        not any(f"{one}/" in other + "/" and one != other for one in site for other in site)
    )
)
NAMES = st.sampled_from(["a", "b", "x.html", "a/b"])
ACTS = st.one_of(
    st.tuples(st.sampled_from(["lean", "build", "left"]), SITES, st.just(0)),
    st.tuples(st.sampled_from(["die before", "die after"]), SITES, st.integers(1, 70)),
    st.tuples(st.sampled_from(["tamper", "tamper with the twin"]), NAMES, st.just(0)),
)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts=st.lists(ACTS, min_size=2, max_size=8))
def test_10_any_row_of_builds_publishes_each_as_it_is(acts: list[tuple[str, Any, int]]) -> None:
    """Whatever builds, deaths and tampering there were, each build publishes exactly its site."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(disk, "flush", lambda folder: None)
        output = Path(folder) / "public"
        lean(output, {})
        for act, what, at in acts:
            before = content(output)
            if act in {"lean", "build"}:
                generation = (lean if act == "lean" else build)(output, what).generation
                assert content(output) == what
                assert is_standing(output, generation)
                if (output.parent / ".public.hubgen" / "twin-folders").exists():
                    assert inodes(twin(output)) == inodes(output)
            elif act == "left":
                with open_staging(output, wait=0) as staging:
                    for path, data in what.items():
                        staging.write(PurePosixPath(path), data)
                assert content(output) == before
            elif act.startswith("die"):
                child = _fork(lambda: _die_at(at, act == "die after", output, what))  # noqa: B023 - it is waited for
                assert _status(child) in {0, -signal.SIGKILL}
                assert content(output) in (before, what)
            else:
                _tamper(output if act == "tamper" else twin(output), what)
        lean(output, OLD)
        assert content(output) == OLD


def _tamper(folder: Path, name: str) -> None:
    """Change a file, or put one in a folder, or put one where nothing is."""
    path = folder / name / "more" if (folder / name).is_dir() else folder / name
    if path.parent.is_dir():
        path.write_bytes(b"9" * (path.stat().st_size if path.exists() else 1))
