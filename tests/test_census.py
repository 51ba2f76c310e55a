"""The census: a file that did not change is not read again, and one that did always is."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from unittest.mock import Mock, patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubgen import images
from hubgen.archive.files import census_of, files_before, known_files
from hubgen.assets import Asset, collect
from hubgen.cache import file, keys, open_cache
from hubgen.census import FINE_GRAIN, GRAIN, Census, Look
from hubgen.errors import BuildFailed
from hubgen.sources import Sources, Unread, digest, read_sources
from hubgen.wording import wording
from tests.hub import LONGEST, SITE, SMALL, Files, event, write_hub, write_site
from tests.test_assets import photo, shown

X = "content/events/x.md"
Y = "content/events/y.md"
FIRST, SECOND = "---\ntitle: one\n---\n", "---\ntitle: two\n---\n"
SECOND_NS = 1_000_000_000
MORNING = 1_800_000_000 * SECOND_NS + 1
COARSE = MORNING - 1 + SECOND_NS // 2
"""A time by a clock that tells no parts of milliseconds."""


def touched(file: Path) -> os.stat_result:
    """Write a file, and return what the system tells of it."""
    file.write_bytes(b".")
    return file.stat()


def look(folder: Path, later: int = 2 * GRAIN) -> Look:
    """Return a look so many nanoseconds after this moment, when all that is there is settled."""
    found = touched(folder / ".now")
    return Look(moment=found.st_mtime_ns + later, device=found.st_dev)


def tick(folder: Path) -> None:
    """Wait until the clock of the disk goes on."""
    before = touched(folder / ".now").st_mtime_ns
    while touched(folder / ".now").st_mtime_ns == before:
        time.sleep(0.001)


def read(site: Path, known: bytes | None, at: Look) -> tuple[Sources, bytes | None]:
    """Return a site's files, and what is to be known of them the next time."""
    census = Census(known, at)
    found = read_sources(site, census=census)
    return found, census.pack()


def learned(folder: Path, files: Files) -> tuple[Path, bytes]:
    """Write a site and read it; return it, and what is known of its files, when a tick is over."""
    site = write_site(folder, files)
    _, known = read(site, None, look(site))
    assert known
    tick(site)
    return site, known


def unread(found: Sources) -> list[str]:
    """Return the pages that were not read."""
    return [one.path for one in found.pages if isinstance(one, Unread)]


def test_what_did_not_change_is_not_read(tmp_path: Path) -> None:
    """Its digest is that of its bytes, and its text is there for who asks."""
    site, known = learned(tmp_path, {X: FIRST, Y: SECOND, "content/site.yaml": "title: a\n"})
    found, again = read(site, known, look(site))
    assert unread(found) == [X, Y]
    assert again is None
    plain = read_sources(site)
    assert [(one.path, one.text, one.digest) for one in found.pages] == [
        (one.path, one.text, one.digest) for one in plain.pages
    ]
    assert (found.settings, found.files, found.problems) == (plain.settings, (), ())


def rewritten(site: Path) -> None:
    """Write the page anew, in its own place."""
    (site / X).write_text(SECOND)


def restored(site: Path) -> None:
    """Write the page anew, and give it back its time, as `cp -p` and unpacking do."""
    before = (site / X).stat()
    (site / X).write_text(SECOND)
    os.utime(site / X, ns=(before.st_atime_ns, before.st_mtime_ns))


def moved_over(site: Path) -> None:
    """Put another file of the same size and time in its place."""
    before = (site / X).stat()
    (site / "aside").write_text(SECOND)
    os.utime(site / "aside", ns=(before.st_atime_ns, before.st_mtime_ns))
    (site / "aside").replace(site / X)


def linked(site: Path) -> None:
    """Make it a hard link to another page."""
    (site / X).unlink()
    os.link(site / Y, site / X)


def pointing(site: Path) -> None:
    """Make it a symbolic link to another page."""
    (site / X).unlink()
    (site / X).symlink_to("y.md")


def through_a_link(site: Path) -> None:
    """Write into it by another name that it has."""
    os.link(site / X, site / "other")
    (site / "other").write_text(SECOND)


@pytest.mark.parametrize(
    "change", [rewritten, restored, moved_over, linked, pointing, through_a_link]
)
def test_whatever_changed_is_read(tmp_path: Path, change: Callable[[Path], None]) -> None:
    """No change passes that leaves size, name and time of modification as they were."""
    site, known = learned(tmp_path, {X: FIRST, Y: SECOND})
    change(site)
    found, _ = read(site, known, look(site))
    by_path = {one.path: one for one in found.pages}
    assert X not in unread(found)
    assert (by_path[X].text, by_path[X].digest) == (SECOND, digest(SECOND.encode()))


def test_a_link_that_leads_elsewhere_now_is_read(tmp_path: Path) -> None:
    """A link is known by the file that it leads to."""
    site = write_site(tmp_path, {Y: FIRST, "content/events/z.md": SECOND})
    (site / X).symlink_to("y.md")
    _, known = read(site, None, look(site))
    tick(site)
    (site / X).unlink()
    (site / X).symlink_to("z.md")
    found, _ = read(site, known, look(site))
    assert {one.path: one.text for one in found.pages}[X] == SECOND


def test_a_file_is_known_by_its_name_too(tmp_path: Path) -> None:
    """Of two pages that change names, each has the text that its file has now."""
    site, known = learned(tmp_path, {X: FIRST, Y: SECOND})
    (site / X).rename(site / "aside")
    (site / Y).rename(site / X)
    (site / "aside").rename(site / Y)
    found, _ = read(site, known, look(site))
    assert [one.text for one in found.pages] == [SECOND, FIRST]


def test_a_file_that_was_just_written_is_read_again(tmp_path: Path) -> None:
    """It could be written once more within the grain of the clock, and keep its stamp."""
    site = write_site(tmp_path, {X: FIRST})
    _, known = read(site, None, look(site, later=0))
    assert known is None
    _, known = read(site, known, look(site))
    assert known is not None


def stamp(mtime: int, ctime: int, *, device: int = 1) -> os.stat_result:
    """Return what a system tells of a file of five bytes."""
    times = {"st_mtime_ns": mtime, "st_ctime_ns": ctime}
    return os.stat_result((0o100644, 7, device, 1, 0, 0, 5, 0, 0, 0), times)


def at(moment: int) -> Look:
    """Return a look on the same device."""
    return Look(moment=moment, device=1)


def noted(found: os.stat_result, moment: int) -> bytes | None:
    """Return what is known after a look at a file."""
    census = Census(None, at(moment))
    census.note(X, found, "digest")
    return census.pack()


@pytest.mark.parametrize(
    ("mtime", "ctime", "moment", "is_known"),
    [
        (MORNING, MORNING, MORNING + FINE_GRAIN, False),
        (MORNING, MORNING, MORNING + FINE_GRAIN + 1, True),
        (MORNING - 5 * GRAIN, MORNING, MORNING + FINE_GRAIN, False),
        (MORNING, MORNING - 5 * GRAIN, MORNING + FINE_GRAIN, False),
        (MORNING, MORNING, MORNING - 5 * GRAIN, False),
        (COARSE, COARSE, COARSE + GRAIN, False),
        (COARSE, COARSE, COARSE + GRAIN + 1, True),
        (MORNING, COARSE, MORNING + GRAIN, False),
        (MORNING, MORNING - 1, MORNING + 5 * GRAIN, False),
    ],
    ids=[
        *("late", "settled", "restored", "mtime set", "of the future"),
        *("coarse and late", "coarse and settled", "coarse and mtime set", "whole seconds"),
    ],
)
def test_a_stamp_is_believed_once_it_is_settled(
    mtime: int, ctime: int, moment: int, is_known: bool
) -> None:
    """It is when both times lie behind the look by more than the grain that its clock may have."""
    assert (noted(stamp(mtime, ctime), moment) is not None) == is_known


def test_a_clock_that_went_back_is_not_believed() -> None:
    """The times of before could come again."""
    found = stamp(MORNING, MORNING)
    known = noted(found, MORNING + 5 * GRAIN)
    assert Census(known, at(MORNING + 5 * GRAIN)).digest_of(X, found) == "digest"
    assert Census(known, at(MORNING + 5 * GRAIN - 1)).digest_of(X, found) is None


def test_a_file_on_another_disk_is_read() -> None:
    """Its times are by another clock than the moment of the look."""
    here, elsewhere = stamp(MORNING, MORNING), stamp(MORNING, MORNING, device=2)
    assert noted(elsewhere, MORNING + 5 * GRAIN) is None
    known = noted(here, MORNING + 5 * GRAIN)
    assert Census(known, at(MORNING + 5 * GRAIN)).digest_of(X, elsewhere) is None


@given(
    grain=st.sampled_from(
        [
            *((1, 0), (4_000_000, 0), (10_000_000, 0), (10_000_000, 3_456_789), (15_625_000, 1)),
            *((SECOND_NS, 0), (3 * SECOND_NS // 2, 0), (2 * SECOND_NS, 0)),
        ]
    ),
    steps=st.lists(
        st.tuples(
            st.sampled_from(["write", "restore", "look"]),
            st.sampled_from([0, 1, 9_000_000, SECOND_NS // 2, SECOND_NS, 4 * SECOND_NS]),
        ),
        max_size=30,
    ),
)
def test_no_clock_is_too_coarse(grain: tuple[int, int], steps: list[tuple[str, int]]) -> None:
    """Whenever a file is written, and whatever the grain of the times, a look finds what it is.

    A kernel's ticks are fine in their digits, as they count from when the machine was started.
    """
    tick, first = grain
    clock = MORNING + 3 * SECOND_NS // 2
    text = 0
    mtime = ctime = (clock - first) // tick * tick + first
    known: bytes | None = None
    for what, later in steps:
        clock += later
        now = (clock - first) // tick * tick + first
        if what == "look":
            census = Census(known, at(clock))
            found = stamp(mtime, ctime)
            if (told := census.digest_of(X, found)) is None:
                census.note(X, found, told := str(text))
            assert told == str(text)
            known = census.pack() or known
        else:
            text += 1
            ctime = now
            mtime = now if what == "write" else mtime


@pytest.mark.parametrize(
    "known",
    [b"", b"{", b"[]", b"{}", b'{"moment":"a","files":{}}', b'{"files":{}}', b"\xff"],
    ids=repr,
)
def test_what_cannot_be_read_costs_time_alone(tmp_path: Path, known: bytes) -> None:
    """Every file is read then, as it is where nothing is known."""
    site = write_site(tmp_path, {X: FIRST})
    found, again = read(site, known, look(site))
    assert [one.text for one in found.pages] == [FIRST]
    assert unread(found) == []
    assert again is not None


def test_what_is_wrong_with_a_file_is_said_each_time(tmp_path: Path) -> None:
    """A file that is no text, or too long, is read at every look."""
    site, known = learned(
        tmp_path,
        {
            "content/site.yaml": SMALL,
            X: b"a\n\xff",
            Y: b"x" * (LONGEST + 1),
            "content/events/z.md": FIRST,
        },
    )
    first = read_sources(site).problems
    assert len(first) == 2
    assert read(site, known, look(site))[0].problems == first


def test_a_file_that_is_too_long_now_is_one(tmp_path: Path) -> None:
    """What is known of a file does not outlive the length that a file may have."""
    site, known = learned(tmp_path, {X: "x" * (LONGEST + 1)})
    (site / "content" / "site.yaml").write_text(SMALL)
    census = Census(known, look(site))
    found = read_sources(site, census=census)
    assert found.pages == ()
    assert (X, "file-too-long") in {(one.path, one.code) for one in found.problems}


def test_a_few_changes_are_not_written(tmp_path: Path) -> None:
    """To read some files again takes less than to write down what is known of all."""
    files = {f"content/events/{number}.md": FIRST for number in range(40)}
    site, known = learned(tmp_path, files)
    for number in range(3):
        (site / f"content/events/{number}.md").write_text(SECOND)
    assert read(site, known, look(site))[1] is None
    for number in range(20):
        (site / f"content/events/{number}.md").write_text(SECOND)
    found, again = read(site, known, look(site))
    assert len(unread(found)) == 20
    assert again
    assert len(unread(read(site, again, look(site))[0])) == 40


def gone(file: Path) -> None:
    """Remove a file."""
    file.unlink()


def other(file: Path) -> None:
    """Write something else into a file."""
    file.write_text(SECOND)


@pytest.mark.parametrize("change", [gone, other])
def test_a_file_that_changes_while_it_is_read_ends_the_build(
    tmp_path: Path, change: Callable[[Path], None]
) -> None:
    """Its digest would say one thing and its page another; the editor is told to build again."""
    site, known = learned(tmp_path, {X: FIRST})
    found, _ = read(site, known, look(site))
    change(site / X)
    with pytest.raises(BuildFailed) as failed:
        _ = found.pages[0].text
    assert [wording(lang).line(one) for lang in ("nl", "en") for one in failed.value.problems] == [
        f"{X}: het bestand is veranderd terwijl de hub werd gemaakt; maak de hub opnieuw",
        f"{X}: the file changed while the site was being built; build again",
    ]


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every look be later than it is, so that all that is there is settled."""
    now = file.look_now

    def later(folder: Path) -> Look | None:
        found = now(folder)
        return found and replace(found, moment=found.moment + 2 * GRAIN)

    monkeypatch.setattr("hubgen.cache.look_now", later)


@pytest.mark.usefixtures("settled")
def test_it_is_kept_in_the_cache(tmp_path: Path) -> None:
    """A run knows what the one before found, and one without a cache reads everything."""
    site = write_site(tmp_path, {X: FIRST})
    for expected in ([], [X], [X]):
        with open_cache(site / ".hubgen") as cache, census_of("pages", cache) as census:
            assert unread(read_sources(site, census=census)) == expected
    with open_cache(None) as none, census_of("pages", none) as census:
        assert census is None


def test_a_look_goes_by_the_clock_of_the_disk(tmp_path: Path) -> None:
    """What is written after it has no earlier time, and it leaves nothing behind."""
    with open_cache(tmp_path / ".hubgen") as cache:
        before = touched(tmp_path / "a").st_mtime_ns
        found = cache.look()
        after = touched(tmp_path / "b")
        assert found
        assert before <= found.moment <= after.st_mtime_ns
        assert found.device == after.st_dev
    assert [one.name for one in (tmp_path / ".hubgen").iterdir()] == [".gitignore"]


def test_where_nothing_can_be_written_all_is_read(tmp_path: Path) -> None:
    """Without a look there is nothing to believe."""
    site = write_site(tmp_path, {X: FIRST, ".hubgen": "a file"})
    for _ in range(2):
        with open_cache(site / ".hubgen") as cache, census_of("pages", cache) as census:
            assert unread(read_sources(site, census=census)) == []


IMAGE = "content/events/zaal.jpg"
PAGE_WITH_IMAGE: dict[str, str | bytes] = {X: event(shown("zaal.jpg")), IMAGE: photo()}


def pictured(site: Path, files: Files, *, keep: bool = True) -> tuple[dict[str, Asset], bool]:
    """Return the assets of a site, and whether any of them was read."""
    library = write_hub(site, files).library
    found = read_sources(site)
    reading = Mock(wraps=images.read)
    with (
        patch("hubgen.images.read", reading),
        open_cache(site / ".hubgen") as cache,
        known_files(cache) if keep else nullcontext(files_before(cache)) as known,
    ):
        assets, _ = collect(library, found.files, known)
    assert assets == collect(library, found.files)[0]
    return dict(assets), reading.called


@pytest.mark.usefixtures("settled")
def test_a_picture_is_read_once(tmp_path: Path) -> None:
    """What is known of it is all that reading it gives, until it or its limits change."""
    assert pictured(tmp_path, PAGE_WITH_IMAGE)[1]
    tick(tmp_path)
    aside = {path: text for path, text in PAGE_WITH_IMAGE.items() if path != IMAGE}
    assert not pictured(tmp_path, aside)[1]
    smaller = SITE + "limits: {pixels: 1000000}\n"
    assert pictured(tmp_path, aside | {"content/site.yaml": smaller})[1]
    assets, was_read = pictured(tmp_path, PAGE_WITH_IMAGE | {IMAGE: photo(900, 300)})
    assert was_read
    picture = assets[IMAGE].picture
    assert picture
    assert picture.width == 900


@pytest.mark.usefixtures("settled")
def test_a_glance_forgets_nothing(tmp_path: Path) -> None:
    """What a few pages use is not all that is known of files."""
    pictured(tmp_path, PAGE_WITH_IMAGE)
    tick(tmp_path)
    pictured(tmp_path, {X: event()}, keep=False)
    (tmp_path / X).write_text(event(shown("zaal.jpg")))
    assert not pictured(tmp_path, {X: event(shown("zaal.jpg"))})[1]


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Have another program in the place of this one."""
    folder = tmp_path / "program"
    (folder / "layouts").mkdir(parents=True)
    (folder / "build.py").write_text("a = 1\n")
    (folder / "layouts/event.html").write_text("<p>")
    monkeypatch.setattr(keys, "_PACKAGE", folder)
    again()
    yield folder
    monkeypatch.undo()
    again()


def again() -> None:
    """Be a new process, as far as the program's own digest goes."""
    for known in (keys.program, keys.own_files, keys.stamps):
        known.cache_clear()


def edited(folder: Path) -> None:
    """Edit a file and keep its size."""
    (folder / "build.py").write_text("a = 2\n")


def added(folder: Path) -> None:
    """Add an empty file."""
    (folder / "layouts/new.html").touch()


def renamed(folder: Path) -> None:
    """Rename a file."""
    (folder / "build.py").rename(folder / "making.py")


def swapped(folder: Path) -> None:
    """Put another file of the same size and time in the place of one."""
    before = (folder / "build.py").stat()
    edited(folder.parent)
    os.utime(folder.parent / "build.py", ns=(before.st_atime_ns, before.st_mtime_ns))
    (folder.parent / "build.py").replace(folder / "build.py")


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("change", [edited, added, renamed, swapped])
def test_every_edit_of_the_program_is_noticed(
    tmp_path: Path, package: Path, change: Callable[[Path], None]
) -> None:
    """Its digest is known by its files' stamps, and is the one that reading them all gives."""
    found = []
    for step in ("first", "same", "changed"):
        if step == "changed":
            tick(tmp_path)
            change(package)
        again()
        with (
            open_cache(tmp_path / ".hubgen") as cache,
            patch.object(keys, "own_files", Mock(wraps=keys.own_files)) as reading,
            patch("hubgen.cache.version.own_files", reading),
        ):
            found.append((cache.program(), reading.called))
        assert found[-1][0] == keys.program()
    (first, was_read), (same, was_read_again), (changed, was_noticed) = found
    assert (was_read, was_read_again, was_noticed) == (True, False, True)
    assert first == same != changed


def test_a_program_that_was_just_edited_is_read(tmp_path: Path, package: Path) -> None:
    """It could be edited once more within the grain of the clock."""
    del package
    for _ in range(2):
        again()
        with open_cache(tmp_path / ".hubgen") as cache:
            cache.program()
            assert cache.shelf("program") == {}
