"""Markdown held against Python-Markdown's own tests: `python -m tests.markdown_suite FOLDER`.

What hubgen does its own way (`hubgen.markup.inlines`, `hubgen.markup.everyday`) gives what
Python-Markdown gives, and its tests hold more oddities of Markdown than anybody would think of.
They are in the source distribution alone, which is not installed. FOLDER is where it was unpacked:

    pip download --no-deps --no-binary :all: markdown==VERSION && tar xzf markdown-VERSION.tar.gz

VERSION is the one in `requirements.lock`. It ends with 1 and shows what differs, if anything does.
"""

import sys
import unittest
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from markdown import Markdown, treeprocessors
from markdown.treeprocessors import InlineProcessor

from hubgen.markup.bounds import Meter
from hubgen.markup.dialect import Dialect, _parser
from hubgen.markup.everyday import everyday_html
from hubgen.markup.inlines import QuickInlineProcessor
from hubgen.markup.sanitising import sanitise


class _Untiring(Meter):
    def spend(self, steps: int, excerpt: str) -> None:
        """Let a text be as much work as it is."""


def main(folder: Path) -> int:
    """Print what was compared and what differs; return 1 if anything does."""
    texts: set[str] = set()
    with _noting(texts):
        stock = _outcome(folder)
    with patch.object(treeprocessors, "InlineProcessor", QuickInlineProcessor):
        ours = _outcome(folder)
    texts |= {file.read_text("utf-8") for file in (folder / "tests").rglob("*.txt")}
    sys.stdout.write(
        f"their tests: {stock[0]} run, {len(stock[1])} fail with their own reading of lines\n"
    )
    wrong = [f"their test with our reading of lines: {one}" for one in sorted(ours[1] - stock[1])]
    wrong += list(_different_lines(texts))
    short = [text for text in sorted(texts) if everyday_html(text) is not None]
    dialect = Dialect()
    wrong += [
        f"the short cut: {text!r}"
        for text in short
        if everyday_html(text) != sanitise(dialect.render(text).html)
    ]
    sys.stdout.write(f"their texts: {len(texts)}, of which {len(short)} take the short cut\n")
    sys.stdout.write("\n".join(wrong or ["nothing differs"]) + "\n")
    return int(bool(wrong) or not stock[0] or not texts)


def _outcome(folder: Path) -> tuple[int, frozenset[str]]:
    """Run their tests; return how many there are, and the names of those that fail."""
    result = unittest.TestResult()
    with patch.dict(sys.modules), patch.object(sys, "path", [str(folder), *sys.path]):
        for name in [one for one in sys.modules if one.partition(".")[0] == "tests"]:
            del sys.modules[name]  # theirs has the same name as ours
        unittest.TestLoader().discover(str(folder / "tests"), top_level_dir=str(folder)).run(result)
    failed = [*result.failures, *result.errors]
    return result.testsRun, frozenset(one.id() for one, _ in failed)


@contextmanager
def _noting(texts: set[str]) -> Iterator[None]:
    """Note every text that is converted while the `with` block lasts."""
    convert: Callable[[Markdown, str], str] = Markdown.convert

    def noted(parser: Markdown, source: str) -> str:
        texts.add(source)
        return convert(parser, source)

    with patch.object(Markdown, "convert", noted):
        yield


def _different_lines(texts: set[str]) -> Iterator[str]:
    """Yield each text of which our dialect reads the lines another way than theirs does."""
    stock, used = _parser(_Untiring()), _parser(_Untiring())
    stock.treeprocessors.register(InlineProcessor(stock), "inline", 20)
    for text in sorted(texts):
        if stock.reset().convert(text) != used.reset().convert(text):
            yield f"the reading of lines: {text!r}"


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
