"""Layouts: what is made once stays what it was, and is not made again."""

from pathlib import Path

import pytest

from hubgen.compiling import Compiler
from hubgen.layouts import Compiled, Layouts
from tests.conftest import REPOSITORY


def layouts(folder: Path, counted: list[str], **files: str) -> Layouts:
    """Return layouts of these texts; `seen(x)` in them counts and says nothing."""
    for name, text in files.items():
        (folder / f"{name}.html").write_text(text)

    def seen(what: str) -> str:
        counted.append(what)
        return ""

    return Layouts((folder,), Compiled(), {"seen": seen})


ROW = "{% macro row(one, level=3) %}<p>{{ seen(one) }}{{ level }} {{ one }}</p>{% endmacro %}"


def test_a_row_is_made_once_for_all_pages(tmp_path: Path) -> None:
    """It is made again for other arguments alone, and escaped as ever."""
    counted: list[str] = []
    page = "{% from 'row.html' import row %}{{ once(row, name, 2) }}{{ once(row, name) }}"
    made = layouts(tmp_path, counted, row=ROW, page=page)
    filled = [made.fill("page.html", {"name": name}) for name in ("a", "<b>", "a")]
    assert filled == [
        "<p>2 a</p><p>3 a</p>",
        "<p>2 &lt;b&gt;</p><p>3 &lt;b&gt;</p>",
        "<p>2 a</p><p>3 a</p>",
    ]
    assert counted == ["a", "a", "<b>", "<b>"]


def test_a_drawing_is_read_once_and_stands_as_it_is(tmp_path: Path) -> None:
    """What an icon's file holds is not escaped."""
    counted: list[str] = []
    drawing = "<svg>{{ seen('drawing') }}</svg>"
    page = "{{ drawing('drawing.html') }}{{ drawing('drawing.html') }}"
    made = layouts(tmp_path, counted, drawing=drawing, page=page)
    assert made.fill("page.html", {}) == "<svg></svg><svg></svg>"
    assert counted == ["drawing"]


OWN = REPOSITORY / "layouts"


def kept() -> list[Path]:
    """Return the files in which the program's own layouts are kept, compiled."""
    folder = REPOSITORY / "hubgen" / "__pycache__"
    return sorted(folder.glob("layout-*.pyc"))


def test_the_layouts_of_the_program_are_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The next process finds what they were compiled to beside the program, if it fits."""
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    first = Layouts((OWN,), Compiled(), {}).fill("parts/picture.html", {})
    assert kept() != []
    monkeypatch.setattr(Compiler, "visit_Template", lambda *_: pytest.fail("compiled again"))
    assert Layouts((OWN,), Compiled(), {}).fill("parts/picture.html", {}) == first


@pytest.mark.parametrize("broken", [b"", b"nonsense", None])
def test_what_is_kept_and_broken_is_compiled_again(
    broken: bytes | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Half a file, one of another version and one that cannot be read count as none."""
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    monkeypatch.setattr("sys.pycache_prefix", str(tmp_path))
    first = Layouts((OWN,), Compiled(), {}).fill("parts/picture.html", {})
    (file,) = tmp_path.rglob("layout-*.pyc")
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2] if broken is None else broken)
    assert Layouts((OWN,), Compiled(), {}).fill("parts/picture.html", {}) == first
    assert file.read_bytes() == whole


def test_the_layouts_of_a_site_are_kept_nowhere(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Nor is anything written where Python is asked to write nothing."""
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    monkeypatch.setattr("sys.pycache_prefix", str(tmp_path / "kept"))
    layouts(tmp_path, [], page="x").fill("page.html", {})
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    Layouts((OWN,), Compiled(), {}).fill("parts/picture.html", {})
    assert not (tmp_path / "kept").exists()
