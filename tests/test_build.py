"""The build as a whole: the same bytes everywhere, and all of a site or nothing of it."""

import gc
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zlib import crc32

import icalendar
import pytest
from PIL import Image

from hubgen import build as building
from hubgen.build import Request, build
from hubgen.errors import BuildFailed, LayoutError, PublishError, UsageError
from hubgen.pool import FEWEST
from hubgen.progress import Quiet
from hubgen.times import read_now
from tests.conftest import REPOSITORY
from tests.published import LASTING, MARK, Site, tree

NOW = read_now("2024-10-01T12:00:00+02:00")
# A moment at which nothing that a page says of "now" is different: a year on, past every event.
LATER = read_now("2031-10-01T12:00:00+02:00")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a site with a bit of everything: a photo, two languages, drafts and dates."""
    content = tmp_path / "site" / "content"
    write(content / "site.yaml", "title: Proefhub\nlanguages: [nl, en]\n")
    event = "uid: kci@example.org\ndate: 2024-08-01\nstart: 2024-11-13 14:00\nend: 2024-11-13 16:00"
    write(
        content / "events" / "kci" / "index.md",
        f"---\ntitle: KCI\n{event}\naliases: [/oud/]\nspeakers: anna\n---\n\n![Zaal](zaal.jpg)\n",
    )
    write(content / "events" / "kci" / "index.en.md", "---\ntitle: KCI meeting\n---\n")
    (content / "events" / "kci" / "zaal.jpg").write_bytes(photo())
    write(content / "people" / "anna.md", "---\ntitle: Anna\nuid: anna@example.org\n---\n")
    write(content / "pages" / "concept.md", "---\ntitle: C\nuid: c@example.org\ndraft: true\n---\n")
    write(
        content / "pages" / "straks.md",
        "---\ntitle: S\nuid: s@example.org\ndate: 2025-01-01\n---\n",
    )
    return tmp_path / "site"


def write(file: Path, text: str) -> None:
    """Write a file, and make its folder."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def photo() -> bytes:
    """Return a photo of 700 by 300 pixels."""
    out = BytesIO()
    Image.linear_gradient("L").resize((700, 300)).convert("RGB").save(out, "JPEG")
    return out.getvalue()


def many(site: Path, count: int) -> Path:
    """Make a site of so many meetings, each with a page and a calendar."""
    write(site / "content" / "site.yaml", "title: Proefhub\n")
    for number in range(count):
        day = f"2024-11-{number % 28 + 1:02}"
        write(
            site / "content" / "events" / f"kci-{number}.md",
            f"---\ntitle: Bijeenkomst {number}\nuid: {number}@example.org\n"
            f"start: {day} 14:00\nend: {day} 15:00\n---\n\nTekst.\n",
        )
    return site


def publish(site: Path, **changed: Any) -> dict[str, bytes]:
    """Publish a site, and return every file of it, hubgen's mark too."""
    request = Request(site=site, output=site.parent / "public", now=NOW)
    request = replace(request, **changed)
    build(request, Quiet())
    return {**tree(request.output), "mark": (request.output / MARK).read_bytes()}


def command(
    site: Path,
    output: Path,
    *options: str,
    cwd: Path = REPOSITORY,
    variables: Mapping[str, str] = MappingProxyType({}),
) -> dict[str, bytes]:
    """Publish a site in a process of its own, and return every file; paths are as from `cwd`."""
    where = ["--site", str(site), "--output", str(output), "--now", NOW.isoformat()]
    subprocess.run(
        [sys.executable, str(REPOSITORY / "build.py"), *where, *options],
        cwd=cwd,
        env=os.environ | variables,
        check=True,
        capture_output=True,
        timeout=120,
    )
    return tree(cwd / output)


# The same bytes


@pytest.mark.parametrize(
    "variables",
    [
        {"PYTHONHASHSEED": "1"},
        {"PYTHONHASHSEED": "4242"},
        {"TZ": "Pacific/Kiritimati"},
        {"TZ": "America/Los_Angeles", "LC_ALL": "C"},
        {"LC_ALL": "C.UTF-8", "LANG": "tr_TR.UTF-8", "PYTHONUTF8": "0"},
        {"PYTHONOPTIMIZE": "2"},
    ],
    ids=lambda variables: " ".join(f"{key}={value}" for key, value in variables.items()),
)
def test_11_the_machine_makes_no_difference(
    variables: dict[str, str], site: Path, tmp_path: Path
) -> None:
    """Hash seed, time zone and locale of the machine change no byte."""
    expected = publish(site)
    expected.pop("mark")
    assert command(site, tmp_path / "other", "--no-cache", variables=variables) == expected


def test_11_the_working_folder_makes_no_difference(site: Path, tmp_path: Path) -> None:
    """A site is the same from wherever the command is given, with a relative or a whole path."""
    expected = publish(site)
    expected.pop("mark")
    assert command(Path("site"), Path("other"), cwd=tmp_path) == expected
    moved = shutil.copytree(site, tmp_path / "deep" / "down" / "elsewhere")
    assert command(Path(), Path("public"), cwd=moved) == expected


def test_11_the_number_of_processes_makes_no_difference(tmp_path: Path) -> None:
    """A site large enough to be shared among processes is the same with one and with several."""
    site = many(tmp_path / "site", FEWEST)
    one = command(site, tmp_path / "1", "--jobs", "1")
    assert len(one) > 2 * FEWEST
    for jobs in ("2", "3"):
        assert command(site, tmp_path / jobs, "--jobs", jobs) == one


def test_11_the_order_of_folders_makes_no_difference(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that lists its files in another order gives the same site."""
    expected = publish(site)
    scan = os.scandir

    @contextmanager
    def backwards(folder: Any = ".") -> Iterator[Iterator["os.DirEntry[str]"]]:
        with scan(folder) as found:
            yield iter(sorted(found, key=lambda one: one.name, reverse=True))

    monkeypatch.setattr("hubgen.sources.os.scandir", backwards)
    assert publish(site, output=site.parent / "other") == expected


def test_11_dates_of_files_make_no_difference(site: Path) -> None:
    """A fresh clone, whose files are all of today, gives the same site."""
    expected = publish(site)
    for file in site.rglob("*"):
        os.utime(file, (0, 0))
    assert publish(site, output=site.parent / "other") == expected


def test_11_a_cache_makes_no_difference(site: Path) -> None:
    """With an empty cache, a full one and none the bytes are the same."""
    cache = site / ".hubgen"
    expected = publish(site)
    for number in range(2):
        assert publish(site, output=site.parent / f"cached-{number}", cache=cache) == expected


def test_11_a_build_a_year_later_changes_no_calendar_and_no_feed(site: Path) -> None:
    """What subscribers read comes from the content: a build on another day gives the same bytes."""
    one = publish(site, now=LATER)
    other = publish(site, now=LATER + timedelta(days=365, hours=7))
    assert sorted(one) == sorted(other)
    followed = [path for path in one if path.endswith((".ics", ".xml", ".opml", ".csv", ".json"))]
    assert len(followed) > 20
    assert [path for path in followed if one[path] != other[path]] == []


def test_11_a_build_on_another_day_leaves_feeds_of_the_past_alone(site: Path) -> None:
    """Also when a meeting went by between two builds, its feeds and its own file stay the same."""
    before, after = publish(site), publish(site, now=NOW + timedelta(days=60))
    followed = [path for path in before if path.endswith((".ics", "feed.xml", "atom.xml"))]
    assert [path for path in followed if before[path] != after[path]] == []
    assert before["events/kci/index.html"] != after["events/kci/index.html"]


# Options


def test_another_base_url_goes_before_the_settings(site: Path) -> None:
    """With `--base-url` every address is at that place, and no other is left."""
    write(
        site / "content" / "site.yaml",
        "title: Proefhub\nlanguages: [nl, en]\nbase_url: https://was.example.org/\n",
    )
    files = publish(site, base_url="https://is.example.org/hub")
    assert not [path for path, data in files.items() if b"was.example.org" in data]
    there = Site(root=site.parent / "public", base_url="https://is.example.org/hub/")
    for page in there.pages.values():
        for one in page.elements:
            for key in ("href", "src"):
                target = there.inside(one.get(key, "#"), page.address)
                assert target is None or target[0] in there.addresses
    (event,) = icalendar.Calendar.from_ical(there.bytes("/events/kci/event.ics")).events
    assert str(event["URL"]) == "https://is.example.org/hub/events/kci/"
    assert str(event["UID"]) == "kci@example.org"
    assert b"/hub/oud/ /hub/events/kci/ 301" in files["_redirects"]


def test_feeds_keep_their_identifiers_on_another_address(site: Path) -> None:
    """A hub that moves is the same hub for who follows it: no entry is new."""
    here, there = (
        publish(site, base_url=f"https://{name}.example.org/")["events/feed.xml"].decode()
        for name in ("here", "there")
    )
    assert "here.example.org" in here
    assert here.replace("here.example.org", "there.example.org") == there


def test_drafts_are_published_when_asked(site: Path) -> None:
    """With drafts, a draft and a page of the future are there; no search engine is told of one."""
    without = publish(site)
    assert not {"concept/index.html", "straks/index.html"} & set(without)
    with_them = publish(site, drafts=True)
    assert {"concept/index.html", "straks/index.html"} <= set(with_them)
    assert b'<meta name="robots" content="noindex">' in with_them["concept/index.html"]
    assert b"/concept/" not in with_them["sitemap.xml"]


def test_without_a_cache_nothing_is_remembered(site: Path) -> None:
    """`--no-cache` leaves no folder beside the content; with a cache there is one."""
    command(site, site.parent / "public", "--no-cache")
    assert [one.name for one in site.iterdir()] == ["content"]
    command(site, site.parent / "public")
    assert sorted(one.name for one in site.iterdir()) == [".hubgen", "content"]


def test_09_a_broken_cache_is_only_slow(site: Path) -> None:
    """Bytes in the cache that are not what was put there are not published."""
    cache = site / ".hubgen"
    expected = publish(site, cache=cache)
    spoilt = [file for file in cache.rglob("*") if file.is_file() and file.stat().st_size]
    assert spoilt
    for file in spoilt:
        data = bytearray(file.read_bytes())
        data[len(data) // 2] ^= 0xFF
        file.write_bytes(data)
    assert publish(site, output=site.parent / "other", cache=cache) == expected


# What was published


def modified(output: Path) -> dict[str, int]:
    """Return when each published file was written, in nanoseconds."""
    return {path: (output / path).stat().st_mtime_ns for path in tree(output)}


def test_a_second_build_leaves_files_alone(site: Path) -> None:
    """Nothing that has the same bytes is written again, so that copying a site is quick."""
    publish(site)
    before = modified(site.parent / "public")
    publish(site)
    assert modified(site.parent / "public") == before


def test_a_change_writes_what_it_changes(site: Path) -> None:
    """After a change in one page, the others keep their dates, and what is gone is gone."""
    publish(site)
    before = modified(site.parent / "public")
    person = site / "content" / "people" / "anna.md"
    person.write_text("---\ntitle: Anna\nuid: anna@example.org\nrole: Adviseur\n---\n")
    (site / "content" / "events" / "kci" / "index.en.md").unlink()
    publish(site)
    after = modified(site.parent / "public")
    changed = {path for path in after if after[path] != before.get(path)}
    assert "people/anna/index.html" in changed
    assert "events/kci/event.ics" not in changed
    assert not [path for path in changed if path.startswith("static/")]
    assert not [path for path in after if path.startswith("en/")]


FAULTS = {
    "a problem": ("content/pages/fout.md", b"---\nkleur: rood\n---\n"),
    "a spoilt image": ("content/events/kci/zaal.png", b""),
    "a layout's mistake": ("layouts/person.html", b"{{ entry.nonsense }}"),
    "a layout's missing file": ("layouts/person.html", b"{{ asset('nergens.css') }}"),
}


@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_08_whatever_fails_leaves_the_old_site(fault: str, site: Path) -> None:
    """When a build fails, at the start or near its end, what was published is as it was."""
    expected = publish(site)
    output = site.parent / "public"
    before = modified(output)
    path, data = FAULTS[fault]
    (site / path).parent.mkdir(exist_ok=True)
    (site / path).write_bytes(data or spoilt())
    if not data:
        page = site / "content" / "events" / "kci" / "index.md"
        page.write_text(page.read_text("utf-8").replace("zaal.jpg", "zaal.png"), "utf-8")
    with pytest.raises((BuildFailed, LayoutError)):
        publish(site)
    assert {**tree(output), "mark": (output / MARK).read_bytes()} == expected
    assert modified(output) == before
    left = {one.name.rstrip("0123456789") for one in (site.parent / ".public.hubgen").iterdir()}
    assert left == {".gitignore", MARK, "published-"}


def spoilt() -> bytes:
    """Return a PNG file that is sound until its picture is decoded."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4) + kind + data + crc32(kind + data).to_bytes(4)

    head = chunk(b"IHDR", (700).to_bytes(4) + (300).to_bytes(4) + b"\x08\0\0\0\0")
    rest = chunk(b"IDAT", b"not a picture") + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + head + rest


def test_an_output_of_someone_else_is_refused(site: Path) -> None:
    """A folder that hubgen did not make is not replaced, and nothing in it is touched."""
    output = site.parent / "public"
    write(output / "thesis.txt", "ten years of work")
    with pytest.raises(PublishError):
        publish(site)
    assert tree(output) == {"thesis.txt": b"ten years of work"}


@pytest.mark.parametrize("where", ["", "content", "content/public", "..", "layouts"])
def test_an_output_in_the_content_is_refused(where: str, site: Path) -> None:
    """The folder of the content, or one in or around it, cannot be the output."""
    before = tree(site)
    with pytest.raises(PublishError):
        publish(site, output=site / where)
    assert tree(site) == before


def test_08_an_output_that_cannot_be_written_is_said(site: Path) -> None:
    """A file where the output's folder should be is an error of use, and stays what it is."""
    write(site.parent / "file", "a file")
    with pytest.raises(PublishError):
        publish(site, output=site.parent / "file" / "public")
    with pytest.raises(PublishError):
        publish(site, output=site.parent / "file")
    assert (site.parent / "file").read_text() == "a file"


def test_a_site_without_content_is_an_error_of_use(tmp_path: Path) -> None:
    """A folder without `content/` is none to build from."""
    with pytest.raises(UsageError):
        publish(tmp_path)


def test_strict_makes_a_warning_stop_the_build(site: Path) -> None:
    """With `strict` a site with a warning is not published."""
    write(site / "content" / "pages" / "los.md", "---\ntitle: Zonder uid\n---\n")
    publish(site)
    with pytest.raises(BuildFailed):
        publish(site, strict=True)


# Layouts and static files


def test_the_sites_own_layouts_go_first(site: Path) -> None:
    """A layout of the site is used in the place of the built-in one, a part of one too."""
    write(
        site / "layouts" / "person.html", "<!doctype html><title>own: {{ entry.title }}</title>\n"
    )
    write(
        site / "layouts" / "parts" / "badge.html",
        (REPOSITORY / "layouts/parts/badge.html").read_text("utf-8"),
    )
    files = publish(site)
    assert files["people/anna/index.html"] == b"<!doctype html><title>own: Anna</title>\n"
    assert b'<link rel="canonical"' in files["events/kci/index.html"]


def test_the_sites_own_static_files_go_first(site: Path) -> None:
    """A static file of the site is published in the place of the built-in one, or beside it."""
    write(site / "static" / "style.css", "body { color: green }\n")
    write(site / "static" / "fonts" / "eigen.css", "body { color: red }\n")
    write(site / "static" / ".verborgen", "niet")
    files = publish(site)
    lasting = {LASTING.sub("", f"/{path}"): data for path, data in files.items()}
    assert lasting["style.css"] == b"body { color: green }\n"
    assert lasting["fonts/eigen.css"] == b"body { color: red }\n"
    assert lasting["search.js"] == (REPOSITORY / "static" / "search.js").read_bytes()
    assert not [path for path in files if ".verborgen" in path]


def test_a_summary_counts_what_was_published(site: Path) -> None:
    """What a build says that it made is what is there."""
    output = site.parent / "public"
    summary = build(Request(site=site, output=output, now=NOW), Quiet())
    files = tree(output)
    feeds = [path for path in files if path.endswith(("feed.xml", "atom.xml", "feed.json"))]
    assert summary.feeds == len(feeds)
    assert summary.calendars == sum(path.endswith(".ics") for path in files)
    assert summary.published.written == len(files)
    again = build(Request(site=site, output=output, now=NOW), Quiet())
    assert (again.published.written, again.published.unchanged) == (0, len(files))


def test_what_was_read_is_not_searched_for_what_can_be_thrown_away(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While a site is published Python leaves what was read of it alone, and not after."""
    left_alone = []
    copy = building._copy

    def spy(*given: Any) -> None:
        left_alone.append(gc.get_freeze_count())
        copy(*given)

    monkeypatch.setattr(building, "_copy", spy)
    summary = build(Request(site=site, output=site.parent / "public", now=NOW), Quiet())
    assert left_alone[0] > len(summary.documents.entries)
    assert (gc.get_freeze_count(), gc.isenabled()) == (0, True)
