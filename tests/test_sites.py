"""Small whole sites, each with the part of its output that it is about.

A folder in `tests/sites/` is a site, with layouts of its own where pages are compared, so that a
new design changes nothing here. `files.txt` names all that is published but for static files, and
`expected/` holds the files that must have exactly these bytes. After a change that is meant:

    python -m tests.test_sites --write

rewrites `files.txt` and the files that `expected/` holds; an empty file there is filled the same
way. What cannot be kept as files, such as a listing of many pages, is made here.
"""

import sys
import tempfile
from pathlib import Path

import icalendar
import pytest

from hubgen.build import Request, build
from hubgen.progress import Quiet
from hubgen.times import read_now
from tests.published import Site, tree

CASES = Path(__file__).parent / "sites"
NAMES = sorted(folder.name for folder in CASES.iterdir() if folder.is_dir())
NOW = "2024-10-01T12:00:00+02:00"


def published(site: Path, output: Path) -> dict[str, bytes]:
    """Publish a site, and return its files by path, without the static ones."""
    build(Request(site=site, output=output, now=read_now(NOW)), Quiet())
    return {path: data for path, data in tree(output).items() if not path.startswith("static/")}


def expected(name: str) -> dict[str, bytes]:
    """Return the files that a case is about, by path."""
    return tree(CASES / name / "expected")


@pytest.mark.parametrize("name", NAMES)
def test_a_site_is_published_as_expected(name: str, tmp_path: Path) -> None:
    """All files are there and no others, and those that the case is about have the same bytes."""
    files = published(CASES / name, tmp_path / "public")
    assert sorted(files) == (CASES / name / "files.txt").read_text("utf-8").split("\n")[:-1]
    for path, data in expected(name).items():
        assert files[path].decode("utf-8", "replace").split("\n") == data.decode(
            "utf-8", "replace"
        ).split("\n"), path
        assert files[path] == data, path


@pytest.mark.parametrize("name", NAMES)
def test_a_site_shows_without_faults(name: str, tmp_path: Path) -> None:
    """Every page is sound HTML, and every link of it to the hub leads to something."""
    settings = (CASES / name / "content" / "site.yaml").read_text("utf-8").splitlines()
    base_url = next(one.split(": ")[1] for one in settings if one.startswith("base_url:"))
    published(CASES / name, tmp_path / "public")
    site = Site(root=tmp_path / "public", base_url=base_url)
    for page in site.pages.values():
        for one in page.elements:
            for key in ("href", "src"):
                target = site.inside(one.get(key, "#"), page.address)
                assert target is None or target[0] in site.addresses, (page.address, one.get(key))


# A listing of many pages, made here because it would be sixty files


def many(site: Path, count: int) -> Path:
    """Make a site with so many meetings, an hour each, on days after each other."""
    events = site / "content" / "events"
    events.mkdir(parents=True)
    (site / "content" / "site.yaml").write_text(
        "title: Proefhub\nbase_url: https://hub.example.org/\n"
        "themes: [{slug: energie, title: Energie}]\n"
    )
    for number in range(count):
        month, day = divmod(number, 28)
        (events / f"kci-{number + 1}.md").write_text(
            f"---\ntitle: Bijeenkomst {number + 1}\nuid: {number + 1}@example.org\n"
            f"start: 2025-{month + 1:02}-{day + 1:02} 14:00\n"
            f"end: 2025-{month + 1:02}-{day + 1:02} 15:00\nthemes: energie\n---\n"
        )
    return site


def test_a_long_listing_has_several_pages(tmp_path: Path) -> None:
    """Each of 120 meetings is on one of three pages, in order; the pages lead to each other."""
    published(many(tmp_path / "site", 120), tmp_path / "public")
    site = Site(root=tmp_path / "public", base_url="https://hub.example.org/")
    addresses = ["/events/", "/events/page/2/", "/events/page/3/"]
    shown = [
        [
            (site.inside(link.attrib["href"], page) or ("", ""))[0]
            for heading in site.pages[page].all("h3")
            for link in heading.iter("a")
        ]
        for page in addresses
    ]
    assert [len(page) for page in shown] == [50, 50, 20]
    assert [one for page in shown for one in page] == [f"/events/kci-{n}/" for n in range(1, 121)]
    for number, address in enumerate(addresses):
        links = set(site.pages[address].links().values())
        near = [addresses[other] for other in (number - 1, number + 1) if 0 <= other <= 2]
        assert links >= set(near)
        assert not links & {"/events/page/0/", "/events/page/1/", "/events/page/4/"}
    assert not any(one.startswith("/events/page/") and "feed" in one for one in site.addresses)
    assert "/events/2025/page/3/" in site.addresses
    assert "/themes/energie/page/3/" in site.addresses


def test_a_long_listing_has_all_its_events_in_its_calendar(tmp_path: Path) -> None:
    """A calendar is not divided into pages; a feed holds the newest fifty."""
    published(many(tmp_path / "site", 120), tmp_path / "public")
    site = Site(root=tmp_path / "public", base_url="https://hub.example.org/")
    held = icalendar.Calendar.from_ical(site.bytes("/events/calendar.ics")).events
    assert len({str(one["UID"]) for one in held}) == len(held) == 120
    assert site.bytes("/events/feed.xml").count(b"<item>") == 50
    assert site.bytes("/events/atom.xml").count(b"<entry>") == 50


@pytest.mark.parametrize("count", [50, 51])
def test_a_page_more_is_made_for_one_event_more(count: int, tmp_path: Path) -> None:
    """Fifty entries are one page, fifty-one are two."""
    files = published(many(tmp_path / "site", count), tmp_path / "public")
    assert ("events/page/2/index.html" in files) == (count == 51)


def _write() -> None:
    """Write what is published now as what is expected."""
    for name in NAMES:
        case = CASES / name
        with tempfile.TemporaryDirectory() as folder:
            files = published(case, Path(folder) / "public")
        (case / "files.txt").write_text("".join(f"{path}\n" for path in sorted(files)), "utf-8")
        for path in expected(name):
            (case / "expected" / path).write_bytes(files[path])


if __name__ == "__main__" and sys.argv[1:] == ["--write"]:
    _write()
