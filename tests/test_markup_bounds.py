"""Texts that would take forever are a problem, soon (threats, row 6)."""

import time

import pytest

from hubgen.markup import bounds, convert

PATH = "content/pages/x.md"
# Of a processor's work; how long that lasts on a clock depends on what else the machine does.
SECONDS = 5.0

TANGLED = {
    "brackets": "[" * 8000,
    "references": "[a][" * 4000,
    "images": "![" * 4000,
    "list markers": "- " * 500 + "x",
    "numbered list markers": "1. " * 500 + "x",
    "quotation marks": "> " * 500 + "x",
    "mixed markers": "> - " * 250 + "x",
    "links without end": "[a](" * 8000,
    "delimiters": "# ~~~" * 8000,
    "delimiters with attributes": "{: a=b}^" * 8000,
    "definitions in one block": "a\n: " * 9000,
    "underlines in one block": "=\n" * 9000,
    "headings in one block": "# x\n" * 9000,
    "code marks": "\\```" * 9000,
    "tags without end": "<a " * 9000,
    "elements without end": "<div>" * 9000,
    "elements without their own end": "<p></div>" * 9000,
    "Markdown in Markdown in HTML": '<div markdown="1">\n\n' * 200 + "x" + "\n\n</div>" * 200,
    "options of a fence": "```" + ' a="b"' * 40 + " !\nx\n```",
    "options of a fence in a quotation": "> ```" + ' a="b"' * 40 + " !\n> x\n> ```",
    "references to one footnote": "[^a] " * 3000 + "\n\n[^a]: x",
    "footnotes": "".join(f"[^{n}]\n\n" for n in range(9000)),
    "abbreviations": "".join(f"*[a{n}]: x\n" for n in range(3000)) + "\n" + "a1 " * 3000,
    "a long abbreviation": f"*[a]: {'x' * 50_000}\n\n" + "a " * 5000,
    "a long address": f"[a]: /{'x' * 50_000}\n\n" + "[a] " * 5000,
    "a wide table": "|" * 900 + "\n" + "|-" * 900 + "\n" + "|\n" * 900,
    "blanks in a heading": "## a" + " " * 30_000 + "b",
    "blanks in a cell": "a|b\n-|-\nx" + " " * 30_000 + "b|c",
    "lines": "a\n" * 30_000,
    "paragraphs": "*a*\n\n" * 9_999,
    "nested lists": "".join("    " * n + "- x\n" for n in range(100)),
    "a megabyte of brackets": "a [ " * 200_000,
    "ampersands": ("&" * 900 + "a ") * 120,
    "a fence and 8000 spaces": "```" + " " * 8000 + "\nx\n```",
}

FINE = {
    "a fence and 800 spaces": "```" + " " * 800 + "\nx\n```",
    "a megabyte of open emphasis": "**a *b " * 120_000,
    "emphasis that is not closed": "*a **b " * 800,
    "a megabyte of prose": ("Dit is *een* [zin](/x/) met **nadruk**. " * 12 + "\n\n") * 2000,
    "a long table": "| a | b |\n|---|---|\n" + "| [x](/x/) | CO~2~ |\n" * 2000,
    "a long list": "- CO~2~ en [x](/x/)\n" * 2000,
    "many abbreviations": "".join(f"*[A{n}]: x\n" for n in range(100)) + "\n" + "A1 " * 2000,
    "many footnotes": "".join(f"a[^{n}]\n\n[^{n}]: x\n\n" for n in range(200)),
    "code": "```python title=\"x\" hl_lines=\"1 2\"\n" + "a[b[c[0]]] = (1, [2])\n" * 2000 + "```",
    "many ampersands": ("Q&A, R&amp;D. " * 10 + "\n\n") * 3000,
    "a drawing in code": "```\n" + "[<-- ==> " * 80 + "\n```",
    "a deep quotation": "> " * 8 + "x",
    "a deep list": "".join("    " * n + "- x\n" for n in range(12)),
    "rulers": "* * * * * * * *\n\n- - - - - - - -\n\n" + "-" * 200,
    "a table in HTML": "<table>" + "<tr><td>x</td></tr>\n" * 2000 + "</table>",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(TANGLED))
def test_06_a_tangled_text_is_a_problem_soon(name: str) -> None:
    """A text that asks for too much work is one problem, with no HTML, in bounded time."""
    begin = time.process_time()
    markup = convert(TANGLED[name], path=PATH)
    seconds = time.process_time() - begin

    assert [one.code for one in markup.problems] == ["text-too-tangled"]
    assert markup.html == ""
    assert seconds < SECONDS


@pytest.mark.parametrize("name", sorted(FINE))
def test_06_a_long_text_is_not_a_tangled_one(name: str) -> None:
    """What people do write, and much of it, is converted."""
    assert convert(FINE[name], path=PATH).problems == ()


@pytest.mark.parametrize("text", ["## x\n\n", "# [x](y.md)\n\n", "[x](y z.md)\n\n"])
def test_06_many_of_the_same_are_read_soon(text: str) -> None:
    """Finding ids for twins, and lines for what is written often, takes no square of time."""
    begin = time.process_time()
    markup = convert(text * 9_000, path=PATH)
    seconds = time.process_time() - begin

    assert len(markup.headings) + len(markup.links) >= 9_000
    assert seconds < SECONDS


@pytest.mark.parametrize(
    "tangle", ["- " * 40 + "x", "```" + ' a="b"' * 9, "[a](" * 3000, "[" * 1500, "<b" * 30_000]
)
def test_06_the_problem_is_where_the_tangle_begins(tangle: str) -> None:
    """An editor is sent to the line, counted from where the text begins in its file."""
    markup = convert(
        f"Een *gewone* zin.\n\nNog een.\n\n{tangle}\n\nEn nog een.\n", path=PATH, first_line=8
    )

    assert [(one.path, one.line) for one in markup.problems] == [(PATH, 12)]


def test_06_the_size_of_a_text_is_bounded() -> None:
    """A text of the greatest size is converted; one of a character more is a problem."""
    words = "Tekst van tien tekens. " * (bounds.MAX_CHARACTERS // 23)
    most = words + "x" * (bounds.MAX_CHARACTERS - len(words))

    assert convert(most, path=PATH).problems == ()
    assert [(one.code, one.values) for one in convert(most + "x", path=PATH).problems] == [
        ("text-too-long", (("most", "4000"),))
    ]


def test_06_what_uses_up_the_stack_is_a_problem() -> None:
    """Nesting that no look finds beforehand ends in a problem, not in a crash."""
    nested = "\n\n".join(f"{'    ' * n}!!! x" for n in range(300))
    deep = "\n".join("\t" * n + "a\n" + "\t" * n + ":" for n in range(150))

    for text in (nested, deep):
        codes = {one.code for one in convert(text, path=PATH).problems}
        assert codes <= {"text-too-tangled"}
    assert convert("*x*", path=PATH).html == "<p><em>x</em></p>"


def test_06_the_same_text_is_tangled_everywhere() -> None:
    """How deep the program is in its own calls makes no difference to what is too deep."""
    texts = ["> " * bounds.MAX_DEPTH + "x", "- " * bounds.MAX_DEPTH + "x"]

    def below(frames: int, text: str) -> object:
        return below(frames - 1, text) if frames else convert(text, path=PATH)

    assert [below(300, text) for text in texts] == [below(0, text) for text in texts]
