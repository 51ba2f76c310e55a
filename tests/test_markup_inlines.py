"""Lines of Markdown are read as Python-Markdown reads them, only quicker."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown.treeprocessors import InlineProcessor

from hubgen.frontmatter import read
from hubgen.markup.bounds import Meter
from hubgen.markup.dialect import _parser
from hubgen.markup.inlines import NEEDED
from tests.conftest import REPOSITORY

_FRAGMENTS = st.sampled_from(
    [
        *"`\\[]()!<>&*_~^=\"'",
        *(
            "a",
            " ",
            "\n",
            "  \n",
            "\n\n",
            "![",
            "[^1]",
            "[^1]: x",
            "://",
            "@",
            "**",
            "__",
            "~~",
            "==",
        ),
        *("[x](y)", "[x][r]", "[r]", "\n\n[r]: /z 'w'\n\n", "<https://a.nl>", "<a@b.nl>", "&amp;"),
        *(
            "<b>",
            "</b>",
            "<!-- c -->",
            "- ",
            "| a | b |\n| - | - |\n| ",
            "``",
            "\\*",
            "{: .k }",
            "H~2~O",
        ),
    ]
)


@pytest.fixture(scope="module")
def parsers() -> tuple[Markdown, Markdown]:
    """Return a parser with Python-Markdown's own way with lines, and the one that is used."""
    stock, used = _parser(_Untiring()), _parser(_Untiring())
    stock.treeprocessors.register(InlineProcessor(stock), "inline", 20)
    return stock, used


class _Untiring(Meter):
    def spend(self, steps: int, excerpt: str) -> None:
        """Let a text be as much work as it is."""


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.lists(_FRAGMENTS, max_size=40).map("".join))
def test_any_text_gives_the_same_html(text: str, parsers: tuple[Markdown, Markdown]) -> None:
    """However the signs of Markdown are put together."""
    stock, used = (parser.reset().convert(text) for parser in parsers)
    assert used == stock


def test_every_page_of_the_hub_gives_the_same_html(parsers: tuple[Markdown, Markdown]) -> None:
    """What editors wrote in earnest, too."""
    bodies = [
        read(file.read_text("utf-8"), path=file.name).body
        for file in sorted((REPOSITORY / "content").rglob("*.md"))
    ]
    stock, used = ([parser.reset().convert(body) for body in bodies] for parser in parsers)
    assert used == stock


def test_each_pattern_says_what_it_needs(parsers: tuple[Markdown, Markdown]) -> None:
    """One that did not would be tried on every line, and one that is gone says nothing."""
    patterns = parsers[1].inlinePatterns
    assert [name for name in NEEDED if name not in patterns] == []
    assert len(patterns) == len(NEEDED)
