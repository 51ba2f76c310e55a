"""What people did not say may be published, and what has outlived its use, in no file at all."""

import html
import re
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import unquote

import pytest

from hubgen.build import Request, build
from hubgen.progress import Quiet
from tests.hub import NOW, Files, event, page, write_site
from tests.published import tree

EMAIL = re.compile(rb"[\w.+-]+@[\w-]+\.[\w.]+")
SITE = """\
title: Testhub
base_url: https://hub.example.org/
contact_days: 30
"""
FILES: Files = {
    "content/site.yaml": SITE,
    "content/people/stil.md": page(
        "title: Stille Stan\nuid: uid-stil\nemail: stan@stil.example\nphone: +31 6 11 22 33 44"
    ),
    "content/people/open.md": page(
        "title: Open Olga\nuid: uid-open\nemail: olga@open.example\nphone: +31 6 55 66 77 88\n"
        "publish_contact: true"
    ),
    "content/events/x.md": event(
        "uid: uid-x\nspeakers: [stil, open]\ncontact: {name: Team Toen, email: team@toen.example, "
        "phone: +31 6 99 00 11 22}\nregistration: {email: aanmelden@toen.example}"
    ),
    "content/events/y.md": event("uid: uid-y\ncontact: stil"),
    "content/articles/a.md": page("title: A\nuid: uid-a\nauthors: [stil, open]\ncontact: open"),
}
END = datetime.fromisoformat("2024-11-13T16:00:00+01:00")


def published(folder: Path, now: datetime) -> dict[str, bytes]:
    """Return every file of that hub as it is published at a moment."""
    site = write_site(folder / "site", FILES)
    build(Request(site=site, output=folder / "public", now=now), Quiet())
    return tree(folder / "public")


def where(files: dict[str, bytes], text: str) -> list[str]:
    """Return the files that say a text in any way in which a program could read it."""
    digits = re.sub(r"\D", "", text) if text.startswith("+") else ""
    return [path for path, data in files.items() if any(_ways(data, text, digits))]


def _ways(data: bytes, text: str, digits: str) -> list[bool]:
    said = data.decode("utf-8", "replace")
    read = unquote(html.unescape(said.replace("\r\n ", "")))
    return [text in said, text in read, bool(digits) and digits in re.sub(r"[^\d]", "", read)]


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return the hub two weeks before its meetings."""
    return published(tmp_path_factory.mktemp("before"), NOW)


@pytest.mark.parametrize("private", ["stan@stil.example", "+31 6 11 22 33 44"])
def test_13_who_did_not_say_so_is_in_no_file(before: dict[str, bytes], private: str) -> None:
    """No page, feed, calendar, index or export has it, in whatever form."""
    assert where(before, private) == []


@pytest.mark.parametrize(
    "public", ["olga@open.example", "+31 6 55 66 77 88", "team@toen.example", "+31 6 99 00 11 22"]
)
def test_13_what_may_be_published_is_there(before: dict[str, bytes], public: str) -> None:
    """So that what is not found elsewhere is not there, and not just written otherwise."""
    assert where(before, public) != []


def test_13_no_address_is_in_plain_text_in_html(before: dict[str, bytes]) -> None:
    """Whoever harvests pages without working them out finds none."""
    pages = {path: data for path, data in before.items() if path.endswith(".html")}
    assert len(pages) > 10
    assert [(path, found) for path, data in pages.items() for found in EMAIL.findall(data)] == []


def test_13_an_address_in_a_name_is_in_no_list_in_plain_text(tmp_path: Path) -> None:
    """An audience, a title and a place may hold one; feeds, calendars and tables alone say it."""
    said = "wie@naam.example"
    place = "location: {municipality: Utrecht}"
    site = write_site(
        tmp_path / "site",
        {
            "content/site.yaml": SITE,
            "content/events/x.md": event(f"audience: [{said}]\n{place}", title=f"Mail {said}"),
            **{f"content/events/y{n}.md": event("audience: [Wie]", title="Y") for n in range(4)},
            "content/practices/p.md": page(f"title: Mail {said}\n{place}\naudience: [{said}]"),
        },
    )
    build(Request(site=site, output=tmp_path / "public", now=NOW), Quiet())
    files = tree(tmp_path / "public")
    plain = {path for path, data in files.items() if said.encode() in data}
    told = ("feed.xml", "atom.xml", "feed.json", ".ics", ".csv")
    assert sorted(path for path in plain if not path.endswith(told)) == []
    assert "events/filter.json" in files
    for name in ("feeds.opml", "map/map.geojson", "events/index.html"):
        assert _in_other_signs(files[name].decode(), said), name


def _in_other_signs(text: str, said: str) -> bool:
    return said in html.unescape(text.replace(r"\u0040", "@"))


@pytest.mark.parametrize(("days", "is_there"), [(29, True), (31, False)])
def test_13_the_contact_of_an_event_goes_after_its_time(
    days: int, is_there: bool, tmp_path: Path
) -> None:
    """Until `contact_days` after its end it is published, and then it is in no file."""
    files = published(tmp_path, END + timedelta(days=days))
    told = ("Team Toen", "team@toen.example", "+31 6 99 00 11 22", "aanmelden@toen.example")
    found = {text: where(files, text) for text in told}
    if is_there:
        assert found["Team Toen"] != []
    else:
        assert found == {text: [] for text in told}
