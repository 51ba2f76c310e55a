"""What of a published folder was not touched: it is kept as it is, and the rest heals."""

import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath

import pytest

from hubgen.claim import claim
from hubgen.errors import PublishError
from hubgen.manifest import read_manifest
from hubgen.publish import Published, open_staging
from hubgen.standing import MARK, is_standing, listed, manifest_of, workplace
from tests.test_publish import NEW, OLD, build, content


def patch(output: Path, files: dict[str, bytes], keep: Iterable[str] = ()) -> Published:
    """Publish some files, and others as they are."""
    with open_staging(output, wait=0) as staging:
        for path, data in files.items():
            staging.write(PurePosixPath(path), data)
        staging.keep(keep)
        return staging.publish()


def standing(output: Path) -> frozenset[str]:
    """Return what is published and was not touched."""
    with open_staging(output, wait=0) as staging:
        return staging.standing.files


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """A published folder that holds the old site."""
    build(tmp_path / "public", OLD)
    return tmp_path / "public"


def test_what_was_published_stands(tmp_path: Path) -> None:
    """Right after a publication all of it stands, by the name of that publication."""
    published = build(tmp_path / "public", OLD)
    with open_staging(tmp_path / "public") as staging:
        assert staging.standing.files == OLD.keys()
        assert staging.standing.generation == published.generation != ""
    assert is_standing(tmp_path / "public", published.generation)
    assert not is_standing(tmp_path / "public", "another")
    assert not is_standing(tmp_path / "public", "")


def test_nothing_stands_where_nothing_is_published(tmp_path: Path) -> None:
    """Without a published folder nothing is known."""
    with open_staging(tmp_path / "public") as staging:
        assert (staging.standing.generation, staging.standing.files) == ("", frozenset())
    assert not is_standing(tmp_path / "public", "any")


def test_what_is_neither_written_nor_kept_is_gone(output: Path) -> None:
    """The new tree holds what was written and what was kept, and nothing else."""
    published = patch(output, {"index.html": b"new home"}, ["robots.txt"])
    assert content(output) == {"index.html": b"new home", "robots.txt": b"User-agent: *"}
    assert published == Published(written=1, unchanged=1, removed=2)
    assert not (output / "events").exists()
    assert standing(output) == {"index.html", "robots.txt"}


def test_a_kept_file_stays_the_same_file(output: Path) -> None:
    """Keeping leaves inode and date as they are."""
    before = (output / "robots.txt").stat()
    patch(output, {}, OLD)
    after = (output / "robots.txt").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert content(output) == OLD


def _rewrite(output: Path) -> None:
    (output / "index.html").write_bytes(b"bad home")


def _rewrite_keeping_size(output: Path) -> None:
    (output / "index.html").write_bytes(b"OLD HOME")


def _replace(output: Path) -> None:
    (output / "x").write_bytes(b"old home")
    (output / "x").replace(output / "index.html")


def _remove(output: Path) -> None:
    (output / "index.html").unlink()


def _link(output: Path) -> None:
    (output / "index.html").unlink()
    (output / "index.html").symlink_to("robots.txt")


@pytest.mark.parametrize("tamper", [_rewrite, _rewrite_keeping_size, _replace, _remove, _link])
def test_what_was_tampered_with_does_not_stand(
    output: Path, tamper: Callable[[Path], None]
) -> None:
    """A file that was written, moved over, or taken away is written again."""
    generation = patch(output, {}, OLD).generation
    tamper(output)
    assert not is_standing(output, generation)
    assert standing(output) == OLD.keys() - {"index.html"}
    patch(output, {"index.html": OLD["index.html"]}, OLD.keys() - {"index.html"})
    assert content(output) == OLD
    assert not (output / "index.html").is_symlink()


@pytest.mark.parametrize("name", ["more.html", "events/more.html", "events/kci-1/more.html"])
def test_a_file_more_is_noticed_and_removed(output: Path, name: str) -> None:
    """What somebody put among the published files is gone with the next publication."""
    generation = patch(output, {}, OLD).generation
    (output / name).write_bytes(b"more")
    assert not is_standing(output, generation)
    assert patch(output, {}, OLD).removed == 1
    assert content(output) == OLD


def test_a_file_less_and_one_more_are_two_changes(output: Path) -> None:
    """A file with another name than it was published by is noticed."""
    generation = patch(output, {}, OLD).generation
    (output / "robots.txt").rename(output / "robot.txt")
    assert not is_standing(output, generation)
    assert standing(output) == OLD.keys() - {"robots.txt"}


def test_a_folder_put_in_is_refused_while_files_are_kept(output: Path) -> None:
    """Someone's own folder stops a publication that keeps all else."""
    generation = patch(output, {}, OLD).generation
    (output / "events" / "mine").mkdir()
    assert not is_standing(output, generation)
    with pytest.raises(PublishError, match=r"did not make .*mine"):
        patch(output, {}, OLD)
    (output / "events" / "mine").rmdir()
    patch(output, {}, OLD)


def test_only_what_stands_can_be_kept(output: Path) -> None:
    """A path that is not published as it was is refused by name."""
    with pytest.raises(PublishError, match=r"nowhere\.html is not there as it was published"):
        patch(output, {}, ["nowhere.html"])
    assert content(output) == OLD


@pytest.mark.parametrize("path", ["index.html", "index.html/x", "events"])
def test_what_is_kept_is_not_written_too(output: Path, path: str) -> None:
    """A path that is kept and written, or a folder of one, is an artifact too many."""
    with pytest.raises(PublishError, match="two artifacts want"):
        patch(output, {path: b"two"}, OLD)
    assert content(output) == OLD


def test_a_publication_does_not_stand_while_a_build_is_at_it(output: Path) -> None:
    """While another build has the claim, nothing is said to stand."""
    generation = patch(output, {}, OLD).generation
    claimed = claim(Path(workplace(str(output))), 0)
    assert not is_standing(output, generation)
    claimed.release()
    assert is_standing(output, generation)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: b"",
        lambda data: data[:-1],
        lambda data: data[: len(data) // 2],
        lambda data: data.replace(b"index", b"jndex", 1),
        lambda data: data.partition(b"\n")[0] + b"\n",
        lambda data: b"\xff" * 500,
    ],
)
def test_09_a_broken_manifest_is_none(output: Path, spoil: Callable[[bytes], bytes]) -> None:
    """A manifest that is not whole is as if it was not there, and the next build makes another."""
    generation = patch(output, {}, OLD).generation
    file = Path(manifest_of(str(output)))
    file.write_bytes(spoil(file.read_bytes()))
    assert not is_standing(output, generation)
    assert standing(output) == frozenset()
    build(output, NEW)
    assert standing(output) == NEW.keys()


@pytest.mark.parametrize("way", ["copied", "moved", "deleted", "made anew"])
def test_another_folder_by_the_name_is_another_publication(output: Path, way: str) -> None:
    """What is known of a folder does not hold for one that came in its place."""
    generation = patch(output, {}, OLD).generation
    other = output.parent / "other"
    if way == "copied":
        shutil.copytree(output, other)
        shutil.rmtree(output)
        other.rename(output)
    elif way == "moved":
        output.rename(other)
    else:
        shutil.rmtree(output)
        if way == "made anew":
            output.mkdir()
    assert not is_standing(output, generation)
    assert standing(output) == frozenset()
    build(output, NEW)
    assert content(output) == NEW


def test_a_folder_may_be_moved_with_what_is_kept_of_it(output: Path) -> None:
    """A site's folder that gets another name takes along what is known of its output."""
    generation = patch(output, {}, OLD).generation
    other = output.parent.with_name(f"{output.parent.name}-other")
    output.parent.rename(other)
    assert is_standing(other / "public", generation)


def test_git_leaves_out_what_is_kept(output: Path) -> None:
    """The folder beside the output is no part of the site's own repository."""
    work = Path(workplace(str(output)))
    assert (work / ".gitignore").read_text("utf-8") == "*\n"
    assert (work / MARK).is_file()


def test_a_symbolic_link_to_the_output_is_followed(output: Path) -> None:
    """A publication stands by way of a link to it."""
    generation = patch(output, {}, OLD).generation
    (output.parent / "www").symlink_to(output)
    assert is_standing(output.parent / "www", generation)
    assert is_standing(os.path.relpath(output), generation)


def test_a_folder_as_it_was_is_known_by_its_manifest(output: Path) -> None:
    """What is in it is not gone through again, unless a name came or went."""
    manifest = read_manifest(manifest_of(str(output)))
    assert manifest
    found = listed(str(output), manifest, manifest.moment)
    assert found.is_as(manifest)
    assert dict(found.files) == {path: stamp[0] for path, stamp in manifest.files.items()}
    (output / "more.html").touch()
    other = listed(str(output), manifest, manifest.moment)
    assert not other.is_as(manifest)
    assert other.files.keys() - found.files.keys() == {"more.html"}
