"""Layouts: what is made once stays what it was, and is not made again."""

from pathlib import Path

from hubgen.layouts import Compiled, Layouts


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
