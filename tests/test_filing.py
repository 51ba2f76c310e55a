"""What the web editor may do with the files of a site: read and write pages, and nothing beside."""

import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hubgen.errors import Refused
from hubgen.filing import answer

PAGE = "---\ntitle: Over\n---\r\n\r\nTekst.\r\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a site with a page, a picture beside it, and files that are nobody's business."""
    site = tmp_path / "site"
    pages = site / "content" / "pages" / "diep"
    pages.mkdir(parents=True)
    (site / ".git" / "hooks").mkdir(parents=True)
    (site / "layouts").mkdir()
    (site / "content" / "site.yaml").write_text("title: Hub\n")
    (site / "content" / "pages" / "over.md").write_bytes(PAGE.encode())
    (site / "content" / "pages" / "kapot.md").write_bytes(b"\xff")
    (site / "content" / "pages" / "zaal.png").write_bytes(b"png")
    (site / "content" / "pages" / ".geheim.md").write_text("geheim")
    (pages / "index.md").write_text("diep")
    (tmp_path / "buiten.md").write_text("buiten")
    (site / "content" / "pages" / "link.md").symlink_to(tmp_path / "buiten.md")
    (site / "content" / "buiten").symlink_to(tmp_path)
    (site / "content" / "pages" / "instellingen.md").symlink_to(site / "content" / "site.yaml")
    (site / "content" / "pages" / "verborgen.md").symlink_to(site / "content/pages/.geheim.md")
    return site


def asked(site: Path, action: str, **params: Any) -> Any:
    """Return what the web editor is told."""
    return answer(site, {"action": action, "branch": "main", "params": params})


def saved(site: Path, path: str, raw: str = "x", *assets: dict[str, str]) -> Any:
    """Return what the web editor is told when it saves a page."""
    return asked(site, "persistEntry", dataFiles=[{"path": path, "raw": raw}], assets=list(assets))


def everything(folder: Path) -> dict[str, bytes]:
    """Return all files in a folder with what they hold."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_a_folder_s_pages_are_told(site: Path) -> None:
    """Those in folders below it too; no hidden ones, and none that a link makes of another file."""
    found = asked(site, "entriesByFolder", folder="content/pages", extension="md", depth=1)
    assert {one["file"]["path"]: one["data"] for one in found} == {
        "content/pages/diep/index.md": "diep",
        "content/pages/kapot.md": None,
        "content/pages/over.md": PAGE,
    }


def test_a_folder_that_is_not_there_has_no_pages(site: Path) -> None:
    """A new hub has no folder for most kinds."""
    assert asked(site, "entriesByFolder", folder="content/tools", extension="md", depth=1) == []


def test_a_page_is_told_byte_for_byte(site: Path) -> None:
    """With the line ends that it has."""
    assert asked(site, "getEntry", path="content/pages/over.md")["data"] == PAGE
    files = [{"path": "content/pages/over.md", "label": ""}]
    assert [one["data"] for one in asked(site, "entriesByFiles", files=files)] == [PAGE]


def test_a_page_that_is_not_there_has_no_text(site: Path) -> None:
    """So the web editor knows that its name is free."""
    assert asked(site, "getEntry", path="content/pages/nieuw.md")["data"] is None


def test_a_page_is_written_byte_for_byte(site: Path) -> None:
    """One that is there, and a new one with the folders that it lacks."""
    saved(site, "content/pages/over.md", "a\r\nb")
    saved(site, "content/events/2025/nieuw.md", "é")
    assert (site / "content/pages/over.md").read_bytes() == b"a\r\nb"
    assert (site / "content/events/2025/nieuw.md").read_bytes() == "é".encode()


def test_pictures_are_written_and_told(site: Path) -> None:
    """Beside the page that shows them."""
    content = base64.b64encode(b"jpeg").decode()
    asset = {"path": "content/pages/nieuw.jpg", "content": content, "encoding": "base64"}
    saved(site, "content/pages/over.md", PAGE, asset)
    found = asked(site, "getMedia", mediaFolder="content/pages")
    assert [(one["name"], base64.b64decode(one["content"])) for one in found] == [
        ("nieuw.jpg", b"jpeg"),
        ("zaal.png", b"png"),
    ]
    asked(site, "persistMedia", asset={**asset, "path": "content/pages/twee.jpg"})
    assert asked(site, "getMediaFile", path="content/pages/twee.jpg")["content"] == content
    assert not list(site.rglob("*.tmp"))


def test_pages_and_pictures_are_deleted(site: Path) -> None:
    """And what is gone already is no mistake."""
    asked(site, "deleteFiles", paths=["content/pages/over.md", "content/pages/zaal.png"])
    asked(site, "deleteFile", path="content/pages/over.md")
    left = set(everything(site / "content" / "pages"))
    assert left.isdisjoint({"over.md", "zaal.png"})


@pytest.mark.parametrize(
    "path",
    [
        ".git/hooks/pre-commit.md",
        "/etc/passwd.md",
        "../buiten.md",
        "content/../layouts/x.md",
        "content//pages/x.md",
        "content/pages/../../x.md",
        "content/pages/.x.md",
        "content/.x/y.md",
        "content/pages/link.md",
        "content/pages/instellingen.md",
        "content/pages/verborgen.md",
        "content/buiten/x.md",
        "content/pages\\..\\x.md",
        "content/pages/x\n.md",
        "content/pages/x.html",
        "content/pages/x.md/",
        "content/site.yaml",
        "content/x.md",
        "layouts/x.md",
        "",
    ],
)
def test_nothing_else_can_be_written(path: str, site: Path, tmp_path: Path) -> None:
    """Nor read, nor deleted."""
    before = everything(tmp_path)
    actions: tuple[Callable[[], Any], ...] = (
        lambda: saved(site, path),
        lambda: asked(site, "getEntry", path=path),
        lambda: asked(site, "entriesByFiles", files=[{"path": path}]),
    )
    for action in actions:
        with pytest.raises(Refused):
            action()
    assert everything(tmp_path) == before


@pytest.mark.parametrize(
    "path",
    ["content/site.yaml", "content/pages/x.md", "layouts/x.png", "content/buiten/x.png", "x"],
)
def test_no_picture_is_written_elsewhere(path: str, site: Path, tmp_path: Path) -> None:
    """Or over a page or the settings; the page that came with it is not written either."""
    before = everything(tmp_path)
    asset = {"path": path, "content": "eA==", "encoding": "base64"}
    with pytest.raises(Refused):
        saved(site, "content/pages/over.md", "x", asset)
    with pytest.raises(Refused):
        asked(site, "persistMedia", asset=asset)
    assert everything(tmp_path) == before


def test_nothing_outside_is_deleted(site: Path, tmp_path: Path) -> None:
    """One path that is refused keeps the others too."""
    before = everything(tmp_path)
    with pytest.raises(Refused):
        asked(site, "deleteFiles", paths=["content/pages/over.md", "content/site.yaml"])
    assert everything(tmp_path) == before


@pytest.mark.parametrize(
    "question",
    [
        None,
        [],
        {},
        {"action": "unpublishedEntries", "params": {}},
        {"action": "getEntry"},
        {"action": "getEntry", "params": {"path": 1}},
        {"action": "getEntry", "params": []},
        {"action": "persistEntry", "params": {"dataFiles": [{}], "assets": []}},
        {
            "action": "persistMedia",
            "params": {"asset": {"path": "content/a/x.png", "content": "?"}},
        },
        {"action": "getMediaFile", "params": {"path": "content/pages/weg.png"}},
    ],
)
def test_what_is_no_question_is_refused(question: object, site: Path, tmp_path: Path) -> None:
    """Whatever it is, and nothing is written."""
    before = everything(tmp_path)
    with pytest.raises(Refused):
        answer(site, question)
    assert everything(tmp_path) == before


def test_a_page_is_never_moved(site: Path) -> None:
    """Its address would change; `hubgen rename` sees to what refers to it."""
    files = [{"path": "content/pages/over.md", "raw": "x", "newPath": "content/pages/y.md"}]
    with pytest.raises(Refused):
        asked(site, "persistEntry", dataFiles=files, assets=[])
    assert (site / "content/pages/over.md").read_bytes() == PAGE.encode()


def test_a_text_that_no_file_can_hold_is_refused(site: Path) -> None:
    """Half a character, as JSON can name it."""
    with pytest.raises(Refused):
        saved(site, "content/pages/over.md", "\ud800")
