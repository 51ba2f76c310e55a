"""The archive: what is remembered of pages is what reading them gives, whatever was edited."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hubgen import census, markup, sources
from hubgen.archive import pages
from hubgen.archive.register import Line, read_register
from hubgen.build import build
from hubgen.cache import FILE, Cache, open_cache
from hubgen.errors import BuildFailed, Problem
from hubgen.glance import glance, is_named
from hubgen.kinds.base import Entry
from hubgen.markup import Markup
from hubgen.progress import Quiet
from hubgen.sources import Source
from hubgen.survey import Looked, Request, look
from tests.hub import SITE, event, page, write_site

NOW = datetime(2024, 11, 1, 12, 0, tzinfo=UTC)

FILES = {
    "content/site.yaml": SITE,
    "content/events/_index.md": page("title: Agenda", "Lees [meer](../pages/over.md).\n"),
    "content/events/een.md": event(
        "uid: een@x\nthemes: [energie]\nspeakers: [anna]\norganiser: stad\nlocation:\n"
        "  name: Zaal 2\n  municipality: Tilburg\nregistration:\n  email: a@example.org\n"
        "  deadline: 2024-11-12\nresources:\n  - {title: Meer, url: /people/anna/}\n",
        "Met [Anna](../people/anna.md#rol) en [de lijst](/themes/energie/).\n\n## Wat\n\nZo.\n",
    ),
    "content/events/een.en.md": page("title: Meeting", "See [Anna](../people/anna.md).\n"),
    "content/events/2024/reeks.md": page(
        "title: Reeks\nuid: reeks@x\npart_of: kring\ndates:\n"
        "  - {start: 2024-11-20 10:00, end: 2024-11-20 12:00, location: {name: Hal}}\n"
        "  - {start: 2024-12-04, title: Excursie, note: Neem brood mee}\n"
        "changes:\n  - {at: 2024-10-01 09:00, meeting: 1, start: 2024-11-19 10:00}\n"
    ),
    "content/people/anna.md": page(
        "title: Anna\nuid: anna@x\norganisation: stad\nemail: anna@example.org\n"
        "publish_contact: true\naliases: [/sprekers/anna]\n",
        "# Rol\n\nZij werkt aan [reeks](../events/2024/reeks.md).\n",
    ),
    "content/organisations/stad.md": page(
        "title: Stad\nuid: stad@x\ntype: municipality\nmunicipality: Tilburg\ncontact: anna\n"
    ),
    "content/practices/straat.md": page(
        "title: Straat\nuid: straat@x\norganisation: stad\nthemes: energie\ndate: 2024-03-01\n"
        "audience: [raad, burgers]\nchallenge: Het is **warm**.\n",
        "| a | b |\n| - | - |\n| 1 | 2 |\n\n![](zaal.jpg)\n",
    ),
    "content/programmes/kring.md": page("title: Kring\nuid: kring@x\norganiser: stad\n"),
    "content/pages/over.md": page(
        "title: Over\nuid: over@x\n", "Zie [één](../events/een.md#wat).\n"
    ),
}
"""A hub with references of every sort, a translation, an introduction and a missing picture."""

PAGE = "content/pages/over.md"
NAMES = sorted(path for path in FILES if path.endswith(".md"))
FRONTS = (
    "draft: true",
    "date: 2024-11-01 13:30",
    "date: 2030-01-01",
    "expires: 2024-01-01",
    "slug: anders",
    "slug: een",
    "uid: een@x",
    "uid: anna@x",
    "themes: [water, onbekend]",
    "audience: [Raad]",
    "aliases: [/oud, /events/een/]",
    "related: [people/anna, events/weg]",
    "image: {src: zaal.jpg, alt: De zaal}",
    "kleur: rood",
    "title: Een: twee",
    "checks: {no-uid: heeft er geen}",
)
TEXTS = (
    "Nog [een](weg.md) zin.\n",
    "## Wat\n\nMeer [hier](../people/anna.md).\n",
    "[straat](../practices/straat.md#kop) en <b>vet</b>\n",
    "[x](/events/2024/) [y](/audiences/raad/)\n",
    "# Kop\n\n[rol](#kop)\n",
)
SETTINGS = (
    SITE,
    SITE.replace("Energie", "Warmte"),
    SITE.replace("  - {slug: water, title: Water}\n", ""),
    SITE.replace("[nl, en]", "[nl]"),
    SITE + "timezone: Europe/Lisbon\n",
    SITE + "default_duration: 90\n",
    SITE + "organisation: stad\n",
    SITE + "base_url: https://elders.example.org/hub/\n".replace("base_url", "contact_days: 9\n#"),
    SITE + "sections: {events: {path: agenda}}\n",
    SITE + "navigation: [{title: Weg, url: /weg/}]\n",
    SITE + "limits: {body: 60}\n",
    SITE + "thema: [\n",
)

Files = dict[str, str]


def with_front(files: Files, path: str, line: str) -> None:
    """Put a line in a page's front matter."""
    files[path] = files[path].replace("---\n", f"---\n{line}\n", 1)


@st.composite
def edits(draw: st.DrawFn) -> Callable[[Files], None]:
    """Draw something that an editor does to a hub."""
    path = draw(st.sampled_from(NAMES))
    other = draw(st.sampled_from(NAMES))
    front = draw(st.sampled_from(FRONTS))
    text = draw(st.sampled_from(TEXTS))
    site = draw(st.sampled_from(SETTINGS))
    sort = draw(st.sampled_from(("change", "change", "change", "back", "file", "settings")))
    change = draw(st.sampled_from(("text", "front", "title")))
    moves = draw(st.sampled_from(("delete", "rename", "copy", "translate")))

    def edit(files: Files) -> None:
        if sort == "settings":
            files["content/site.yaml"] = site
        elif path not in files or sort == "back":
            files[path] = FILES[other if path in files else path]
        elif sort == "file":
            move(files, path, moves, text)
        elif change == "text":
            files[path] += text
        elif change == "front":
            with_front(files, path, front)
        else:
            files[path] = files[path].replace("title: ", "title: Nieuw ", 1)

    return edit


def move(files: Files, path: str, how: str, text: str) -> None:
    """Do something with a file as a whole."""
    if how == "delete":
        del files[path]
    elif how == "rename":
        files[path.replace(".md", "-nieuw.md")] = files.pop(path)
    elif how == "copy":
        files[path.replace(".md", "-kopie.md")] = files[path]
    else:
        files[path.replace(".md", ".en.md")] = page("title: In English", text)


def write(folder: Path, files: Files) -> None:
    """Make a site hold these files and no others."""
    shutil.rmtree(folder / "content", ignore_errors=True)
    write_site(folder, files)


def request_of(folder: Path, now: datetime = NOW, **more: object) -> Request:
    """Return the request to look at a site."""
    return Request(site=folder, output=folder / "public", now=now, **more)  # type: ignore[arg-type]


def found(folder: Path, now: datetime = NOW, *, fresh: bool = False) -> tuple[Problem, ...]:
    """Return the problems in a site, remembering what was read unless all of it is read."""
    with open_cache(None if fresh else folder / ".hubgen") as cache:
        try:
            return look(request_of(folder, now), Quiet(), cache=cache).problems
        except BuildFailed as failed:
            return failed.problems


def glanced(folder: Path, named: list[str], now: datetime = NOW) -> tuple[Problem, ...]:
    """Return what a check of files and folders finds, remembering what was read."""
    with open_cache(folder / ".hubgen") as cache:
        try:
            return glance(request_of(folder, now), named, cache)
        except BuildFailed as failed:
            return tuple(one for one in failed.problems if is_named(one.path, named))


def content_of(looked: Looked) -> list[object]:
    """Return everything that is known of every page."""
    documents = looked.documents
    return [
        looked.edition.plan,
        looked.edition.library.referrers,
        looked.calendars.components,
        documents.introductions,
        documents.broken,
        [
            (
                one.key,
                one.path,
                one.uid,
                one.is_translation,
                one.is_sound,
                one.facts,
                one.meetings,
                one.fields,
                one.matter,
                one.body,
                one.texts,
            )
            for one in sorted((*documents.entries, *documents.unsound), key=lambda one: one.path)
        ],
    ]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(edits(), st.integers(0, 40)), min_size=1, max_size=6))
def test_what_is_remembered_is_what_is_there(
    steps: list[tuple[Callable[[Files], None], int]],
) -> None:
    """After any edits, at any moment, a check that remembers says what one that reads all says."""
    with tempfile.TemporaryDirectory() as name:
        folder, files, now = Path(name), dict(FILES), NOW
        write(folder, files)
        assert found(folder) == found(folder, fresh=True)
        for edit, days in steps:
            edit(files)
            now += timedelta(days=days)
            write(folder, files)
            assert found(folder, now) == found(folder, now, fresh=True)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(edits(), st.integers(0, 40)), min_size=1, max_size=4))
def test_a_glance_finds_what_a_survey_finds_there(
    steps: list[tuple[Callable[[Files], None], int]],
) -> None:
    """A check of any file or folder says what a check of all says of it, and nothing else."""
    with tempfile.TemporaryDirectory() as name:
        folder, files, now = Path(name), dict(FILES), NOW
        for edit, days in steps:
            edit(files)
            now += timedelta(days=days)
            write(folder, files)
            right = found(folder, now, fresh=True)
            for named in (*sorted(files), "content/events", "content/people", "content"):
                mine = tuple(one for one in right if is_named(one.path, [named]))
                assert (named, glanced(folder, [named], now)) == (named, mine)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(edits(), min_size=1, max_size=4))
def test_a_remembered_page_is_the_page_that_was_read(
    steps: list[Callable[[Files], None]],
) -> None:
    """Of every page all is the same: fields, texts, facts, and what is made of them."""
    with tempfile.TemporaryDirectory() as name:
        folder, files = Path(name), dict(FILES)
        write(folder, files)
        found(folder)
        for edit in steps:
            edit(files)
            write(folder, files)
            with open_cache(folder / ".hubgen") as cache:
                try:
                    remembered = content_of(look(request_of(folder), Quiet(), cache=cache))
                except BuildFailed:
                    continue
            assert remembered == content_of(look(request_of(folder), Quiet()))


SOUND = FILES | {
    "content/practices/straat.md": FILES["content/practices/straat.md"].replace("![](zaal.jpg)", "")
}
"""The same hub without what is wrong with it."""


def published(folder: Path, cache: Path | None) -> dict[str, bytes]:
    """Build a site and return every file that it published."""
    build(request_of(folder, cache=cache), Quiet())
    output = folder / "public"
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in sorted(output.rglob("*"))
        if path.is_file()
    }


def test_10_a_build_that_remembers_publishes_the_same_bytes(tmp_path: Path) -> None:
    """After an edit of each sort the whole tree is that of a build without a cache."""
    files = dict(SOUND)
    steps: tuple[Callable[[Files], None], ...] = (
        lambda files: None,
        lambda files: files.update({PAGE: files[PAGE] + TEXTS[1]}),
        lambda files: with_front(files, "content/people/anna.md", "role: Wethouder"),
        lambda files: files.update({PAGE: files[PAGE].replace("title: Over", "title: Hierover")}),
        lambda files: with_front(files, PAGE, "slug: hierover"),
        lambda files: with_front(files, "content/practices/straat.md", "draft: true"),
        lambda files: files.update(
            {"content/pages/nog.md": page("title: Nog", "Zie [alles](/events/).\n")}
        ),
        lambda files: files.update({"content/pages/nog.en.md": page("title: More", "*Text*")}),
        lambda files: files.update({"content/site.yaml": SETTINGS[1]}),
        lambda files: files.update({"content/site.yaml": SETTINGS[4]}),
        lambda files: move(files, "content/pages/nog.md", "rename", ""),
        lambda files: move(files, "content/events/een.en.md", "delete", ""),
    )
    for edit in steps:
        edit(files)
        write(tmp_path, files)
        assert published(tmp_path, tmp_path / ".hubgen") == published(tmp_path, None)


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    """A hub of which all is remembered."""
    write(tmp_path, dict(FILES))
    found(tmp_path)
    return tmp_path


def test_only_what_changed_is_converted(hub: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a hub in which one page changed no other page's text is turned into HTML."""
    converted: list[str] = []
    real = markup.convert

    def convert(text: str, *, path: str, **more: object) -> Markup:
        converted.append(path)
        return real(text, path=path, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(markup, "convert", convert)
    (hub / PAGE).write_text(FILES[PAGE] + "Nog een zin.\n", "utf-8")
    found(hub)
    assert converted == [PAGE]


def test_other_themes_make_no_page_new(hub: Path) -> None:
    """Settings of the hub as a whole are not part of what a page is read with."""
    with open_cache(hub / ".hubgen") as cache:
        before = cache.shelf("pages")
    (hub / "content/site.yaml").write_text(SETTINGS[2] + "tagline: Samen\n", "utf-8")
    found(hub)
    with open_cache(hub / ".hubgen") as cache:
        assert cache.shelf("pages") == before


def test_what_is_gone_is_forgotten(hub: Path) -> None:
    """The file holds nothing of pages that are not there any more."""
    for path in NAMES[1:]:
        (hub / path).unlink()
    found(hub)
    with open_cache(hub / ".hubgen") as cache:
        shelves = [sorted(cache.shelf(name)) for name in ("pages", "texts", "events")]
    assert shelves == [NAMES[:1], NAMES[:1], NAMES[:1]]


def test_a_site_that_may_not_be_written_is_checked(hub: Path) -> None:
    """Where no file can be made, nothing is remembered and all is said."""
    shutil.rmtree(hub / ".hubgen")
    (hub / ".hubgen").write_text("in the way", "utf-8")
    assert found(hub) == found(hub, fresh=True)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data[: len(data) // 2],
        lambda data: data[:100] + bytes(len(data) - 100),
        lambda data: b"not a database",
        lambda data: b"",
        lambda data: data[:8192] + bytes(byte ^ 1 for byte in data[8192:]),
    ],
)
def test_09_a_spoilt_file_is_only_slower(hub: Path, spoil: Callable[[bytes], bytes]) -> None:
    """Whatever became of the file, the answer is right, and so is the next one."""
    file = hub / ".hubgen" / FILE
    file.write_bytes(spoil(file.read_bytes()))
    (hub / PAGE).write_text(FILES[PAGE] + TEXTS[0], "utf-8")
    right = found(hub, fresh=True)
    assert [found(hub), found(hub)] == [right, right]


def test_09_a_row_in_the_place_of_another_is_not_used(hub: Path) -> None:
    """A row that is whole, and another page's, is not taken for this one's."""
    with closing(sqlite3.connect(hub / ".hubgen" / FILE)) as file, file:
        file.execute("UPDATE shelf SET name = 'x' WHERE name = ?", (NAMES[0],))
        file.execute("UPDATE shelf SET name = ? WHERE name = ?", (NAMES[0], NAMES[1]))
        file.execute("UPDATE shelf SET name = ? WHERE name = 'x'", (NAMES[1],))
    assert found(hub) == found(hub, fresh=True)


@pytest.mark.parametrize("apart", [2, 100])
def test_09_rows_that_are_lost_are_read_anew(
    hub: Path, monkeypatch: pytest.MonkeyPatch, apart: int
) -> None:
    """Where the register tells of a page whose row is gone, the page is what it was."""
    monkeypatch.setattr(pages, "_MOST_APART", apart)
    right = content_of(look(request_of(hub), Quiet()))
    with closing(sqlite3.connect(hub / ".hubgen" / FILE)) as file, file:
        file.execute("DELETE FROM shelf WHERE shelf = 'pages' AND name != ?", (NAMES[0],))
    with open_cache(hub / ".hubgen") as cache:
        assert content_of(look(request_of(hub), Quiet(), cache=cache)) == right


def test_09_a_row_that_another_check_wrote_since_is_not_used(
    hub: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Facts are those of the files that the page was known by, whenever they are fetched."""
    right = found(hub, fresh=True)

    def meanwhile(cache: Cache) -> dict[str, Line]:
        monkeypatch.undo()
        lines = read_register(cache)
        (hub / PAGE).write_text(FILES[PAGE].replace("Over", "Onder"), "utf-8")
        found(hub)
        (hub / PAGE).write_text(FILES[PAGE], "utf-8")
        return lines

    monkeypatch.setattr("hubgen.archive.read_register", meanwhile)
    with open_cache(hub / ".hubgen") as cache:
        looked = look(request_of(hub), Quiet(), cache=cache)
        titles = [one.facts.title for one in looked.edition.library.of_kind("pages", "nl")]
    assert (looked.problems, titles) == (right, ["Over"])


def test_no_text_is_read_of_pages_that_did_not_change(
    hub: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the census and the register tell is enough for all that is wrong with a hub."""
    for path in NAMES:
        os.utime(hub / path, (1_700_000_000, 1_700_000_000))
    monkeypatch.setattr(census, "GRAIN", -(10**12))
    right = found(hub)
    read: list[str] = []

    def text(self: Source, name: str) -> str:
        read.append(f"{name} of {self.path}")
        return ""

    monkeypatch.setattr(sources.Unread, "__getattr__", text)
    assert [found(hub), read] == [right, []]


def test_09_two_checks_at_once_are_both_right(hub: Path) -> None:
    """What another check writes meanwhile changes nothing of what this one says."""
    right = found(hub, fresh=True)
    with open_cache(hub / ".hubgen") as cache:
        (hub / PAGE).write_text(FILES[PAGE] + TEXTS[2], "utf-8")
        found(hub)
        (hub / PAGE).write_text(FILES[PAGE], "utf-8")
        assert look(request_of(hub), Quiet(), cache=cache).problems == right
    assert found(hub) == right


def test_pages_can_be_read_when_the_cache_is_closed(hub: Path) -> None:
    """Whoever asks a page for its texts too late gets them nonetheless."""
    with open_cache(hub / ".hubgen") as cache:
        looked = look(request_of(hub), Quiet(), cache=cache)
    assert content_of(looked) == content_of(look(request_of(hub), Quiet()))


def test_only_the_last_pages_hold_what_is_in_their_files(
    hub: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that was closed to make room in memory is read again, and is what it was."""
    monkeypatch.setattr(pages, "MOST_OPEN", 2)
    right = content_of(look(request_of(hub), Quiet()))
    with open_cache(hub / ".hubgen") as cache:
        looked = look(request_of(hub), Quiet(), cache=cache)
        assert content_of(looked) == right

        for entry in looked.documents.entries:
            assert entry.body.html == entry.body.html
        assert content_of(looked) == right
        entries = looked.documents.entries
        assert sum(holds(entry, "body") for entry in entries) <= 3  # one has a translation


def holds(entry: Entry, name: str) -> bool:
    """Tell whether an entry has something without having to be read."""
    try:
        object.__getattribute__(entry, name)
    except AttributeError:
        return False
    return True


def test_a_glance_plans_nothing(hub: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For a page without addresses in it the hub as a whole is not planned."""
    monkeypatch.setattr("hubgen.survey.make_plan", None)
    (hub / "content/programmes/kring.md").write_text(page("title: Kring\norganiser: weg\n"))
    assert [one.code for one in glanced(hub, ["content/programmes"])] == [
        "no-uid",
        "unknown-reference",
    ]
