"""The published folder: whole before, whole after, and never anyone else's."""

import errno
import os
import shutil
import signal
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import pytest

from hubgen import claim, disk
from hubgen.errors import PublishError, UnsafePathError
from hubgen.publish import Published, open_staging
from hubgen.standing import MARK

OLD = {
    "index.html": b"old home",
    "robots.txt": b"User-agent: *",
    "events/kci-1/index.html": b"first meeting",
    "events/kci-2/index.html": b"second meeting",
}
NEW = {
    "index.html": b"new home",
    "robots.txt": b"User-agent: *",
    "events/kci-2/index.html": b"second meeting",
    "events/kci-3/index.html": b"third meeting",
    "events/kci-3/zaal.jpg": b"\xff\xd8 a picture",
}


def build(output: Path, site: dict[str, bytes]) -> Published:
    """Publish a site of a few files."""
    with open_staging(output, wait=0) as staging:
        for path, data in site.items():
            staging.write(PurePosixPath(path), data)
        return staging.publish()


def content(output: Path) -> dict[str, bytes]:
    """Return what a folder holds, but for the mark."""
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in sorted(output.rglob("*"))
        if path.is_file() and path.name != MARK
    }


def names(folder: Path) -> list[str]:
    """Return the names in a folder, without where hubgen keeps what it knows of one of them."""
    found = sorted(path.name for path in folder.iterdir())
    return [name for name in found if name[1:].removesuffix(".hubgen") not in found]


def kept(output: Path) -> list[str]:
    """Return what is kept beside a published folder, without the numbers in the names."""
    work = output.parent / f".{output.name}.hubgen"
    names = (path.name for path in work.iterdir()) if work.exists() else ()
    return sorted(name.rstrip("0123456789") for name in names)


KEPT = [".gitignore", MARK, "published-", "twin", "twin-folders"]


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """A published folder that holds the old site."""
    build(tmp_path / "public", OLD)
    return tmp_path / "public"


@pytest.fixture(params=["exchange", "renames"])
def swap(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each way of swapping: in one step, and in the two of a disk that has no such step."""
    if request.param == "renames":
        monkeypatch.setattr(disk, "exchange", lambda first, second: False)
    return str(request.param)


@pytest.fixture
def unflushed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have nothing wait for the disk, where many builds follow each other."""
    monkeypatch.setattr(disk, "flush", lambda folder: None)


def test_the_first_build_makes_the_folder(tmp_path: Path) -> None:
    """A site is published, in folders that are not there yet, and nothing else is left."""
    output = tmp_path / "on" / "the" / "web"
    published = build(output, NEW)
    assert Published(written=5, unchanged=0, removed=0) == published
    assert content(output) == NEW
    assert names(output.parent) == ["web"]


def test_the_new_site_takes_the_place_of_the_old(output: Path, swap: str) -> None:
    """What is not in the new site is gone, and the counts say what changed."""
    assert Published(written=3, unchanged=2, removed=1) == build(output, NEW)
    assert content(output) == NEW
    assert names(output.parent) == ["public"]
    assert kept(output) == (KEPT if swap == "exchange" else KEPT[:3])


def test_08_nothing_is_published_without_publish(output: Path) -> None:
    """A build that ends before the swap leaves the site published before, and no staging folder."""
    with open_staging(output) as staging:
        staging.write(PurePosixPath("index.html"), b"half of a site")
    assert content(output) == OLD
    assert names(output.parent) == ["public"]


def test_an_unchanged_file_keeps_its_date(output: Path, swap: str) -> None:
    """A deploy by date moves only the files whose bytes changed."""
    for path in output.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    build(output, NEW)
    dates = {path: (output / path).stat().st_mtime == 1_000_000_000 for path in NEW}
    assert {path: NEW[path] == OLD.get(path) for path in NEW} == dates


def test_a_disk_without_hard_links_keeps_dates(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a file cannot be linked it is written with the date of the one published before."""
    os.utime(output / "robots.txt", (1_000_000_000, 1_000_000_000))
    monkeypatch.setattr(os, "link", _raise(errno.EPERM))
    assert Published(written=3, unchanged=2, removed=1) == build(output, NEW)
    assert (output / "robots.txt").stat().st_mtime == 1_000_000_000


def test_writing_never_reaches_what_is_published(output: Path) -> None:
    """A changed file is a new one, also when the old one is shared with the staging folder."""
    before = os.open(output / "index.html", os.O_RDONLY)
    build(output, NEW)
    assert os.read(before, 100) == b"old home"
    os.close(before)


def test_copy_publishes_the_bytes_of_a_file(tmp_path: Path) -> None:
    """A static file is published as it is."""
    (tmp_path / "style.css").write_bytes(b"a{}")
    with open_staging(tmp_path / "public") as staging:
        staging.copy(PurePosixPath("static/style.css"), tmp_path / "style.css")
        staging.publish()
    assert content(tmp_path / "public") == {"static/style.css": b"a{}"}


def test_copy_names_a_file_that_is_not_there(tmp_path: Path) -> None:
    """A source that went away stops the build with its name."""
    with (
        open_staging(tmp_path / "public") as staging,
        pytest.raises(PublishError, match=r"cannot read .*gone\.css"),
    ):
        staging.copy(PurePosixPath("gone.css"), tmp_path / "gone.css")


@pytest.mark.parametrize(
    "path",
    [
        "../x",
        "a/../../x",
        "/etc/x",
        ".",
        "a\\..\\x",
        "a\0b",
        "a\nb",
        "a/\x7f",
        "a\u2028b",
        "\udcff",
    ],
)
def test_07_a_path_stays_inside(tmp_path: Path, path: str) -> None:
    """A path that could lead out of the published folder is refused."""
    with open_staging(tmp_path / "public") as staging, pytest.raises(UnsafePathError):
        staging.write(PurePosixPath(path), b"")
    assert names(tmp_path) == []


@pytest.mark.parametrize(
    "name", ["a\u00a0b.pdf", "a\u202fPM.png", "\U0001f469\u200d\U0001f33e.png"]
)
def test_whatever_is_a_name_is_one(tmp_path: Path, name: str) -> None:
    """A space of another width is no way out, and is there again at the next build."""
    for _ in range(2):
        build(tmp_path / "public", {name: b"x"})
    assert (tmp_path / "public" / name).read_bytes() == b"x"


@pytest.mark.parametrize(
    ("first", "second"), [("a/b", "a/b"), ("a", "a/b"), ("a/b", "a"), ("a", "a/b/c")]
)
def test_07_two_artifacts_for_one_place(tmp_path: Path, first: str, second: str) -> None:
    """A second file at a path, and a file where a folder is needed, are never published."""
    with open_staging(tmp_path / "public") as staging:
        staging.write(PurePosixPath(first), b"one")
        with pytest.raises(PublishError, match="two artifacts want"):
            staging.write(PurePosixPath(second), b"two")
        assert (staging.root / first).read_bytes() == b"one"


def test_07_no_artifact_has_the_place_of_the_mark(output: Path) -> None:
    """A page cannot pass for hubgen's own mark."""
    with pytest.raises(PublishError, match="two artifacts want"):
        build(output, {MARK: b"events\n"})
    assert content(output) == OLD


def test_forked_workers_write_to_one_folder(output: Path) -> None:
    """What workers write is published with what the first process writes."""
    site = {f"events/{n}/{m}/index.html": b"%d" % m for n in range(4) for m in range(25)}
    with open_staging(output) as staging:

        def work(worker: int) -> None:
            for path, data in list(site.items())[worker::4]:
                staging.write(PurePosixPath(path), data)

        for child in [_fork(lambda n=n: work(n)) for n in range(4)]:  # type: ignore[misc]  # mypy cannot type a default of a lambda
            assert _status(child) == 0
        assert Published(written=100, unchanged=0, removed=4) == staging.publish()
    assert site == content(output)


def test_a_worker_that_unwinds_leaves_the_folder_alone(output: Path) -> None:
    """Only the process that opened the staging folder removes it."""
    with open_staging(output) as staging:
        assert _status(_fork(staging.close)) == 0
        staging.write(PurePosixPath("index.html"), b"still here")
        staging.publish()
    assert content(output) == {"index.html": b"still here"}


@pytest.mark.parametrize("marked", [False, True])
def test_a_folder_of_someone_else_is_refused(tmp_path: Path, marked: bool) -> None:
    """A folder with files and without the mark, or a folder by the mark's name, stays as it is."""
    thesis = tmp_path / "documents" / "thesis.odt"
    thesis.parent.mkdir()
    thesis.write_bytes(b"years of work")
    if marked:
        (thesis.parent / MARK).mkdir()
    with pytest.raises(PublishError, match=r"documents holds files that hubgen did not make"):
        open_staging(thesis.parent)
    assert thesis.read_bytes() == b"years of work"
    assert names(tmp_path) == ["documents"]


def test_an_empty_folder_may_be_used(tmp_path: Path, swap: str) -> None:
    """A folder that was made ready for the site is taken, with the rights that it has."""
    output = tmp_path / "public"
    output.mkdir()
    output.chmod(0o750)
    build(output, NEW)
    assert content(output) == NEW
    assert stat.S_IMODE(output.stat().st_mode) == 0o750


def test_a_file_is_not_an_output(tmp_path: Path) -> None:
    """A file by the output's name stays as it is."""
    (tmp_path / "public").write_bytes(b"a note")
    with pytest.raises(PublishError, match="public is a file; name a folder"):
        open_staging(tmp_path / "public")
    assert (tmp_path / "public").read_bytes() == b"a note"


@pytest.mark.parametrize("name", ["downloads", "events/kci-1/slides", ".git"])
def test_a_folder_made_in_the_published_one_is_not_deleted(output: Path, name: str) -> None:
    """Someone's own folder in the published one stops the swap, and is named."""
    (output / name).mkdir()
    with pytest.raises(PublishError, match=f"did not make .*{name}, .* move it out"):
        build(output, NEW)
    assert (output / name).is_dir()
    assert content(output) == OLD
    (output / name).rmdir()
    build(output, NEW)


def test_the_file_of_a_worktree_is_not_deleted(output: Path) -> None:
    """A published folder that is a git worktree is not cut off from its repository."""
    (output / ".git").write_text("gitdir: /elsewhere", encoding="utf-8")
    with pytest.raises(PublishError, match=r"did not make .*\.git"):
        build(output, NEW)
    assert (output / ".git").exists()


@pytest.mark.parametrize(
    "output", [".", "..", "content", "content/events", "layouts", "static/x", "content/../content"]
)
def test_the_site_is_not_an_output(tmp_path: Path, output: str) -> None:
    """The site's own content, what holds it and what lies in it are refused."""
    site = tmp_path / "parent" / "site"
    (site / "content" / "events").mkdir(parents=True)
    with pytest.raises(PublishError, match="holds the site's own content, or lies in it"):
        open_staging(site / output, site=site)
    assert names(site) == ["content"]
    assert names(site.parent) == ["site"]


def test_the_site_is_recognised_through_links(tmp_path: Path) -> None:
    """Content that lies elsewhere behind a symbolic link is as safe."""
    (tmp_path / "texts").mkdir()
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "content").symlink_to(tmp_path / "texts")
    (tmp_path / "way").symlink_to(tmp_path / "site")
    for output in (tmp_path / "texts", tmp_path / "texts" / "x", tmp_path / "way"):
        with pytest.raises(PublishError, match="holds the site's own content"):
            open_staging(output, site=tmp_path / "site")


def test_a_folder_beside_the_content_is_an_output(tmp_path: Path) -> None:
    """The usual place, `public` in the site's folder, is allowed."""
    (tmp_path / "content").mkdir()
    with open_staging(tmp_path / "public", site=tmp_path) as staging:
        staging.publish()
    assert (tmp_path / "public" / MARK).is_file()


def test_a_link_is_followed_and_stays(tmp_path: Path) -> None:
    """The link that a server follows to its folder leads to the new site."""
    link = tmp_path / "www"
    link.symlink_to(tmp_path / "data" / "site")
    build(link, OLD)
    build(link, NEW)
    assert link.is_symlink()
    assert content(link) == NEW
    assert names(tmp_path / "data") == ["site"]


def test_a_disk_of_its_own_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mounted folder cannot be swapped, and the message says what to write instead."""
    monkeypatch.setattr(os.path, "ismount", lambda path: True)
    with pytest.raises(PublishError, match=r"a disk of its own.*such as .*public/site"):
        open_staging(tmp_path / "public")


def test_a_stranger_in_the_place_of_the_staging_folder(output: Path) -> None:
    """A folder that only has the staging folder's name is not touched."""
    work = output.parent / ".public.hubgen"
    shutil.rmtree(work)
    work.mkdir()
    (work / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(PublishError, match="is in the way, and hubgen did not make it"):
        build(output, NEW)
    assert names(work) == ["mine.txt"]


def test_07_the_staging_folder_is_not_a_link(output: Path) -> None:
    """A link by the staging folder's name is not followed to someone's folder."""
    (output.parent / "mine").mkdir()
    shutil.rmtree(output.parent / ".public.hubgen")
    (output.parent / ".public.hubgen").symlink_to(output.parent / "mine")
    with pytest.raises(PublishError, match="is in the way"):
        build(output, NEW)
    assert names(output.parent / "mine") == []


def test_09_two_builds_do_not_interleave(output: Path) -> None:
    """A second build is refused while the first is at it, and welcome after."""
    with open_staging(output) as staging:
        with pytest.raises(PublishError, match="another build is publishing"):
            open_staging(output, wait=0)
        staging.write(PurePosixPath("index.html"), b"mine")
        staging.publish()
    assert content(output) == {"index.html": b"mine"}
    build(output, NEW)
    assert content(output) == NEW


def test_09_builds_at_once_wait_for_each_other(output: Path) -> None:
    """Of many builds at once each is published whole, one after another."""

    def work(number: int) -> None:
        with open_staging(output, wait=60) as staging:
            for page in range(20):
                staging.write(PurePosixPath(f"{page}/index.html"), b"%d" % number)
            staging.publish()

    children = [_fork(lambda n=n: work(n)) for n in range(8)]  # type: ignore[misc]  # mypy cannot type a default of a lambda
    assert [_status(child) for child in children] == [0] * 8
    assert len(set(content(output).values())) == 1
    assert len(content(output)) == 20
    assert names(output.parent) == ["public"]


def test_a_lock_on_a_folder_since_removed_does_not_count(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build that waited for a lock, and got it when its folder was gone, begins again."""
    work = output.parent / ".public.hubgen"
    real = claim._try_lock
    locks: list[int] = []

    def try_lock(lock: int) -> bool:
        if not locks:  # just before it, someone removes the folder
            shutil.rmtree(work)
        locks.append(lock)
        return real(lock)

    monkeypatch.setattr(claim, "_try_lock", try_lock)
    with open_staging(output, wait=1):
        assert len(locks) == 2
        with pytest.raises(PublishError, match="another build is publishing"):
            open_staging(output, wait=0)


# Faults. Each call below may fail, or be the last thing that the process does.

STEPS = (
    *("mkdir", "open", "write", "link", "rename", "close", "chmod", "scandir", "lstat"),
    *("unlink", "rmdir", "replace", "utime"),
)
OURS = ("exchange", "flush")
LOCK = threading.Lock()


@dataclass
class Fault:
    """What happens at the n-th step, and how many steps there were."""

    at: int
    happen: Callable[[], None]
    after: bool = False
    count: int = 0

    def wrap(self, step: Callable[..., object], name: str) -> Callable[..., object]:
        """Return a step that counts, and has the fault when it is the n-th."""

        def stepped(*args: object, **kwargs: object) -> object:
            with LOCK:  # folders are removed by several threads
                self.count += 1
                now = self.count == self.at
            if not now:
                return step(*args, **kwargs)
            try:
                if self.after or name == "close":  # a close that fails has closed all the same
                    step(*args, **kwargs)
            finally:
                self.happen()
            return None

        return stepped


@contextmanager
def faulty(fault: Fault) -> Iterator[Fault]:
    """Let every step on disk pass by the fault."""
    with pytest.MonkeyPatch.context() as patch:
        for name in STEPS:
            patch.setattr(os, name, fault.wrap(getattr(os, name), name))
        for name in OURS:
            patch.setattr(disk, name, fault.wrap(getattr(disk, name), name))
        yield fault


def steps(tmp_path: Path) -> int:
    """Return how many steps on disk a build of the new site over the old one takes."""
    build(tmp_path / "counted", OLD)
    with faulty(Fault(at=0, happen=lambda: None)) as fault:
        build(tmp_path / "counted", NEW)
    return fault.count


@pytest.mark.usefixtures("unflushed")
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES])
def test_08_the_site_is_whole_after_a_fault_at_any_step(
    tmp_path: Path, output: Path, swap: str, code: int
) -> None:
    """Wherever the disk refuses, the old site or the new one is there, and the next build works."""
    refused = 0
    for at in range(1, steps(tmp_path) + 1):
        message = ""
        with faulty(Fault(at=at, happen=_raise(code))):
            try:
                build(output, NEW)
            except PublishError as error:
                message = str(error)
        if message:
            refused += 1
        assert ("the site published before is as it was" in message) == bool(message)
        assert content(output) == (OLD if message else NEW), f"step {at}"
        build(output, OLD)
        assert content(output) == OLD
        assert names(tmp_path) == ["counted", "public"], f"step {at}"
    assert refused > 20


@pytest.mark.usefixtures("unflushed")
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_08_the_site_is_whole_after_a_kill_at_any_step(
    tmp_path: Path, output: Path, swap: str, after: bool
) -> None:
    """Wherever the process dies, one of the two sites is there whole; the next build mends all."""
    vacant = 0
    for at in range(1, steps(tmp_path) + 1):
        child = _fork(lambda at=at: _die_at(at, after, output))  # type: ignore[misc]  # mypy cannot type a default of a lambda
        assert _status(child) == -signal.SIGKILL, f"step {at}"
        if not output.exists():
            vacant += 1
            assert swap == "renames"
            # The moment between two renames: opening is enough to have the old site back.
            open_staging(output).close()
            assert content(output) == OLD
        assert content(output) in (OLD, NEW), f"step {at}"
        build(output, OLD)
        assert content(output) == OLD
        assert names(tmp_path) == ["counted", "public"], f"step {at}"
    assert (vacant > 0) == (swap == "renames")


def test_08_a_site_that_cannot_be_put_back_is_named(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When a swap in two steps fails and the way back too, the message says where the site is."""
    monkeypatch.setattr(disk, "exchange", lambda first, second: False)
    real = os.rename

    def rename(source: Path, target: Path) -> None:
        if Path(target) == output:
            raise OSError(errno.EACCES, "refused")
        real(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "rename", rename)
        with pytest.raises(PublishError, match=r"before is in .*old, and the next build puts it"):
            build(output, NEW)
    open_staging(output).close()
    assert content(output) == OLD


def test_08_leftovers_that_cannot_be_removed_are_named(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build does not write into what is left of another."""
    work = output.parent / ".public.hubgen"
    (work / "new").mkdir()
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "rmtree", lambda path, ignore_errors: None)
        with pytest.raises(PublishError, match=r"cannot remove .*new, which an earlier build left"):
            build(output, NEW)
    build(output, NEW)
    assert content(output) == NEW


def test_08_an_old_site_that_cannot_be_removed_is_left_to_the_next_build(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once the new site is in place, publishing has succeeded."""
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "rmtree", lambda path, ignore_errors: None)
        build(output, NEW)
    assert content(output) == NEW
    build(output, NEW)
    assert names(output.parent) == ["public"]


def test_08_a_full_disk_is_said_in_plain_words(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A message says what could not be done, why, and that the site is as it was."""
    with open_staging(output) as staging, monkeypatch.context() as patch:
        patch.setattr(os, "write", _raise(errno.ENOSPC))
        with pytest.raises(PublishError) as caught:
            staging.write(PurePosixPath("events/x/index.html"), b"x")
    assert str(caught.value) == (
        "cannot write events/x/index.html: the disk is full; the site published before is as it was"
    )


@pytest.mark.skipif(not hasattr(os, "sync") or os.uname().sysname != "Linux", reason="Linux alone")
def test_linux_exchanges_folders_in_one_step(tmp_path: Path) -> None:
    """The step without a moment between is there on the disks that Linux is used with."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    assert disk.exchange(tmp_path / "a", tmp_path / "b")
    assert names(tmp_path / "a") == ["b"]
    with pytest.raises(FileNotFoundError):
        disk.exchange(tmp_path / "a", tmp_path / "gone")


def _raise(code: int) -> Callable[..., None]:
    def refuse(*args: object, **kwargs: object) -> None:
        raise OSError(code, os.strerror(code))

    return refuse


def _die_at(at: int, after: bool, output: Path) -> None:
    kill = lambda: os.kill(os.getpid(), signal.SIGKILL)  # noqa: E731 - as short as it is
    with faulty(Fault(at=at, after=after, happen=kill)):
        build(output, NEW)


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
