"""The short cut for everyday Markdown gives what the long way gives, to the byte."""

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hubgen.frontmatter import read
from hubgen.markup.bounds import STEPS, STEPS_PER_CHARACTER, Meter
from hubgen.markup.dialect import _MarksWhatMarkdownMade, _parser
from hubgen.markup.everyday import _most_steps, everyday_html
from hubgen.markup.sanitising import sanitise
from tests.conftest import REPOSITORY
from tests.test_markup_safety import PAYLOADS

# fmt: off
_WORDS = [
    "een", "Twee", "één ", " ", " ", ". ", ", ", "4", "2026 ", "10.30 uur", "’s avonds", " – ", "(",
    ")", "'", '"', ": ", "; ", "! ", "? ", "%", "+", "-", "/", "$", "@", "#", "a=b", "snake_case",
    " & ", "\nEen", "\n[x](y)", "\n  twee", " **vet**", " *schuin*", " **een twee** ", "a**b**c",
    "2*3*4", "[x](y.md)", "[x](/y/)", "[een **twee**](../z.md#a)", "**[x](https://a.nl/b?c=d)**",
    "*[x](#y) z*", "[x](mailto:a@b.nl)", "[x](tel:+31201234567)", "[a_b](c_d.md)",
    " [x y](https://a.nl) ",
]
# What makes a text unusual, or looks as if it did.
_ODDITIES = [
    "1.", "«", "\u0661", "  ", "**", "*", "***", "* ", " **", "** ", "**een *twee* drie**",
    "** a**", "**a **", "*a**b*", "**a*b**", "*a*b*", "*a *b*", "**a*b*c**", "*a**b**c*",
    "**a** **b**", "*a***b**", "(**a**)", "* *a*", "\\*", "_a_", "_", "__", "=", "==", "R&D", "&",
    "&amp;", "|", " | ", "`a`", "~", "^", "{", "<", ">", "[x](//a.nl)", "[x](http://a)",
    "[x](https://a.1/)", "[x](https://xn--a.nl)", "[x](https://-a.nl)", "[x](https://A.NL:80/)",
    "[x](https://a-.nl)", "[x](https://a.nl.)", "[x](https://a.nl;b)", "[x](?a=b)",
    "[x](https://A.Nl/%zz)", "[x](https://a--b.nl)", "[x](a:b)", "[x](javascript:a)", "[x](hub:y)",
    "[x](y 'z')", "[x](a_b_c)", "[x](a*b*c)", "[x](a(b))", "[x](y,z;w)", "[x](%20)",
    "[x](mailto:a@b)", "[x]()", "[](x)", "[x]", "[x][y]", "[", "](", "]", "![x](y.png)", "[^1]",
    "[ ] ", "[x] ", "[ a ](x)", "[a\nb](x)", " [x](y) : z", "*[A](b): c", "\u00a0", "\u2003",
    "\u2028", "\u200b", "\ufeff", "\U0001f600", ":", "!", "#", "##", "\n#", "\n-", "\n- ", "\n1. ",
    "\n:", "\n>", "\n|", "\n    ", "\n\n", "\n", " \n", "  \n",
]
_BEGINNINGS = [
    "", "", "", "", "- ", "- ", "* ", "+ ", "1. ", "# ", "## ", "## ", "### ", "> ",
]
_ODD_BEGINNINGS = [
    "2. ", "10. ", "01. ", "\u0661. ", "1) ", "#", ">", "> - ", "> > ", "| ", " ", "    ", ": ",
    ":   ", "-", "- ", "---", "===", "***", "!!! ", "* * *", "- - -", "- 1. ", "- # ", "- > ",
    "-\n", "*[A]: ", "[a]: ", "[TOC]", "\t", "- [x] ", "- [ ] ", "- [x](y) ", "-  ", "1.  ", "$",
    "@", "&", "!", "\u200b", "É",
]
_SEPARATORS = [
    "|---|---|", "| --- | :-: |", "|:--|--:|", "| - | - |", "|---|---|---|", "|--|", "| |-|",
    "|==|==|", "|---|---",
]
# fmt: on


class _Writer:
    """Who writes texts in which everything is ordinary but for an oddity here and there."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self._odd = self._random.choice([0, 0.01, 0.03])

    def text(self) -> str:
        """Return a text of a few blocks."""
        blocks = [self._block() for _ in range(self._random.randint(1, 5))]
        return "".join(block + self._choice(["\n\n"] * 9 + ["\n", "\n\n\n"]) for block in blocks)

    def _block(self) -> str:
        kind = self._random.random()
        if kind < 0.15:
            return self._table()
        if kind < 0.4:
            mark = self._choice(["- ", "- ", "1. ", "* ", "> "])
            lines = [self._either([mark], _ODD_BEGINNINGS) + self._line(4) for _ in range(3)]
            return "\n".join(lines).replace("\n", "\n> " if mark == "> " else "\n")
        return self._either(_BEGINNINGS, _ODD_BEGINNINGS) + self._line(6)

    def _table(self) -> str:
        rows = [f"| {' | '.join(self._cell() for _ in 'ab')} |" for _ in range(3)]
        rows.insert(1, self._choice(_SEPARATORS))
        return "\n".join(rows)

    def _cell(self) -> str:
        return self._line(2).replace("\n", " ").strip()

    def _line(self, most: int) -> str:
        words = [self._either(_WORDS, _ODDITIES) for _ in range(self._random.randint(1, most))]
        begin = self._choice(["Een", "’s", "[x](y)", "**vet**", "4 ", ""])
        return (begin + "".join(words)).rstrip()

    def _either(self, usual: list[str], odd: list[str]) -> str:
        return self._choice(odd if self._random.random() < self._odd else usual)

    def _choice(self, some: list[str]) -> str:
        return self._random.choice(some)


class _LongWay:
    """The way by the parser and the sanitiser, and how much work it was."""

    def __init__(self) -> None:
        self._meter = Meter()
        self._parser = _parser(self._meter)

    def html(self, text: str) -> str:
        """Return what a text is, which has no address that it may not have."""
        self._meter.start(text)
        html = self._parser.reset().convert(text)
        last = self._parser.treeprocessors["hub"]
        assert isinstance(last, _MarksWhatMarkdownMade)
        assert last.forbidden == []
        return sanitise(html)

    def steps(self, text: str) -> int:
        """Return the work that the last text was, which is this one."""
        return STEPS + STEPS_PER_CHARACTER * len(text) - self._meter._left


@pytest.fixture(scope="module")
def long_way() -> _LongWay:
    """Return the long way."""
    return _LongWay()


@settings(max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32))
def test_any_text_gives_the_same_html(seed: int, long_way: _LongWay) -> None:
    """However words and marks are put together, in no more work than was thought beforehand."""
    text = _Writer(seed).text()
    short = everyday_html(text)
    if short is not None:
        assert short == long_way.html(text), text
        assert long_way.steps(text) <= _most_steps(text)


def test_every_page_of_the_hub_gives_the_same_html(long_way: _LongWay) -> None:
    """What editors wrote in earnest, too, of which hardly a text is refused."""
    bodies = [
        read(file.read_text("utf-8"), path=file.name).body
        for file in sorted((REPOSITORY / "content").rglob("*.md"))
    ]
    short = [(body, html) for body in bodies if (html := everyday_html(body)) is not None]

    assert [html for _, html in short] == [long_way.html(body) for body, _ in short]
    assert len(short) > 0.9 * len(bodies)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_01_what_attacks_goes_the_long_way(payload: str) -> None:
    """Everything that is tried to get a script into a page is left to the sanitiser."""
    assert everyday_html(payload) is None
    assert everyday_html(f"Een zin.\n\n{payload}\n\n- en\n- een lijst") is None


@pytest.mark.parametrize(
    "text", ["*a*\n\n" * 9_999, "[a](b) " * 9_000, "*a* " * 9_000, "a\n" * 19_000]
)
def test_a_text_that_may_be_too_tangled_goes_the_long_way(text: str) -> None:
    """Whether it is, only the parser can tell."""
    assert everyday_html(text) is None
