"""Paths and addresses that would lead out of a site, or that two pages would share."""

import json
import os
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hubgen.addresses import escaped, output_path
from hubgen.build import Request, build
from hubgen.errors import BuildFailed
from hubgen.plan import Form
from hubgen.progress import Quiet
from tests.hub import NOW, make_hub, page, write_site
from tests.threats.test_fields import RULE

SECRET = "iets wat niemand mag lezen"
UNFIT = re.compile(
    r"^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[1-9¹²³]) *(\.|$)|[. ]$|^\."
    r"|[\x00-\x1f<>:\"|?*\\]",
    re.IGNORECASE,
)
"""What Windows can have in no name, and what is hidden."""
OWN = re.compile(r"public/\d+/(static|admin|cards|search/files)(/|$)", re.IGNORECASE)
ODD = (
    *("", ".", "..", "a.", "con", "NUL.txt", "com1.html", "lpt¹", "~", "index.html"),
    *("static", "Admin", "search", "files", "cards"),
    *("%2e%2e", "%2f", "%5c", "%00", "%0a", "%20", "a%20", "*", ":x", "a:b"),
)
WORD = st.text(alphabet="abcxyz019-", min_size=1, max_size=6)
LETTERS = "abcdefghijklmnop0123456789-_.%é'!&\"\\<|?# \n\x00"
PART = st.one_of(WORD, WORD, WORD, st.sampled_from(ODD), st.text(alphabet=LETTERS, max_size=6))
ALIAS = st.builds(
    lambda parts, end: f"/{'/'.join(parts)}{end}",
    st.lists(PART, min_size=1, max_size=3),
    st.sampled_from(["", "/", ".html"]),
)
SLUG = st.one_of(st.just("x"), WORD, WORD, PART)
WAYS_OUT = ("../../x", "..", "/etc/passwd", "..\\x", "a/../../x", "%2e%2e/x", "C:\\x", "x\0y", "-")


def folder_of(path: Path) -> dict[str, bytes]:
    """Return every file below a folder, by its path."""
    return {
        str(one.relative_to(path)): one.read_bytes() for one in path.rglob("*") if one.is_file()
    }


def test_07_whatever_a_page_calls_itself_stays_within_the_site(tmp_path: Path) -> None:
    """A slug or an old address is a file below the hub's folder on every disk, or is a problem."""
    kept: list[str] = []

    @settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(slug=SLUG, alias=ALIAS)
    def is_published(slug: str, alias: str) -> None:
        front = f"title: A\nslug: {json.dumps(slug)}\naliases: [{json.dumps(alias)}]"
        hub = make_hub({"content/pages/x.md": page(front)})
        if hub.problems:
            return
        for form in (Form.ENTRY, Form.ALIAS):
            for target in hub.plan.of_form[form]:
                file = tmp_path / "public" / str(len(kept)) / output_path(target.address)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.touch(exist_ok=False)
                assert RULE.fullmatch(f"{escaped(target.address)} /a/ 301")
        kept.append(alias)

    is_published()
    assert len(kept) >= 20
    assert [one.name for one in tmp_path.iterdir()] == ["public"]
    assert len(list((tmp_path / "public").iterdir())) == len(kept)
    for file in (tmp_path / "public").rglob("*"):
        assert not UNFIT.search(file.name), file
        assert not OWN.match(file.relative_to(tmp_path).as_posix()), file


@pytest.mark.parametrize(
    ("field", "way"),
    [
        *(("slug", way) for way in WAYS_OUT),
        *(("aliases", way) for way in WAYS_OUT if not way.startswith("/")),
        *(("aliases", f"/{way}") for way in ("../../x", "..", "a/../../x", "..\\x", "x\0y")),
    ],
)
def test_07_a_way_out_is_a_problem_of_its_line(field: str, way: str) -> None:
    """As a slug or as an old address; the sentence quotes what was written."""
    hub = make_hub({"content/pages/x.md": page(f"title: A\n{field}: {json.dumps(way)}")})
    assert [(one.path, one.line) for one in hub.found if one.severity == "problem"] == [
        ("content/pages/x.md", 3)
    ]


@pytest.mark.parametrize("what", ["page", "picture", "folder", "settings"])
def test_07_a_link_to_a_file_outside_fails_the_build(what: str, tmp_path: Path) -> None:
    """Nothing of what it leads to is published, quoted or changed."""
    outside = tmp_path / "outside"
    outside.mkdir()
    for name in ("x.md", "x.png"):
        (outside / name).write_text(page(f"title: {SECRET}"), "utf-8")
    (outside / "site.yaml").write_text(f"title: {SECRET}\n", "utf-8")
    before = folder_of(outside)
    site = write_site(
        tmp_path / "site",
        {
            "content/pages/a.md": page(
                "title: A", "\n![Beeld](x.png)\n" if what == "picture" else ""
            )
        },
    )
    if what == "settings":
        (site / "content/site.yaml").unlink()
    name, target = {
        "page": ("pages/x.md", outside / "x.md"),
        "picture": ("pages/x.png", outside / "x.png"),
        "folder": ("people", outside),
        "settings": ("site.yaml", outside / "site.yaml"),
    }[what]
    (site / "content" / name).symlink_to(os.path.relpath(target, (site / "content" / name).parent))
    with pytest.raises(BuildFailed) as failed:
        build(Request(site=site, output=tmp_path / "public", now=NOW), Quiet())
    assert f"content/{name}" in {one.path for one in failed.value.problems}
    assert SECRET not in repr(failed.value.problems)
    assert not (tmp_path / "public").exists()
    assert folder_of(outside) == before


@pytest.mark.parametrize("name", ["con", "prn", "aux", "nul", "com1", "lpt9"])
def test_07_a_name_that_windows_keeps_for_itself_is_a_problem(name: str) -> None:
    """Such a file could not be checked out there, nor its folder be published."""
    hub = make_hub({f"content/pages/{name}.md": page("title: A")})
    assert [(one.path, one.severity) for one in hub.found if one.severity == "problem"] == [
        (f"content/pages/{name}.md", "problem")
    ]


def test_07_two_pages_for_one_address_are_a_problem_that_names_both() -> None:
    """By their slug, and by an old address that is another's own."""
    pages = {
        "content/pages/een.md": page("title: A\nslug: x"),
        "content/pages/twee.md": page("title: B\nslug: x"),
    }
    (said,) = make_hub(pages).problems
    assert all(path in said for path in pages)
    (alias,) = make_hub(
        {
            "content/pages/een.md": page("title: A\naliases: [/twee/]"),
            "content/pages/twee.md": page("title: B"),
        }
    ).problems
    assert all(path in alias for path in ("content/pages/een.md", "content/pages/twee.md"))


def test_02_an_old_address_is_one_word_in_the_list_of_them(tmp_path: Path) -> None:
    """A space in it would make the rest of it the address that it leads to."""
    aliases = "aliases: [/over%20ons/, /café/]"
    site = write_site(tmp_path / "site", {"content/pages/a.md": page(f"title: A\n{aliases}")})
    build(Request(site=site, output=tmp_path / "public", now=NOW), Quiet())
    lines = (tmp_path / "public/_redirects").read_text("utf-8").splitlines()
    assert lines == ["/caf%C3%A9/ /a/ 301", "/over%20ons/ /a/ 301"]
    assert (tmp_path / "public/over ons/index.html").is_file()
