"""The Markdown of every day, straight to the HTML that it would have by the long way.

Most texts are paragraphs, headings, lists, quotations and tables, with links and emphasis in them,
and nothing else. For those it takes no parser to know what they become: what is here is no second
reading of Markdown, but its plainest part by a short cut. Whatever might mean more than it seems to
(an indent, a backslash, a brace, a tag, an entity, a mark that pairs with none) sends the whole
text the long way, so that leaving a text to the parser is always right and only slower.

What comes back is what the sanitiser would make of what Python-Markdown makes. It is safe by its
form: the only tags are the ones written here; the only attributes are the class of a cell that is
aligned and the address of a link, of which both the scheme and every character are among a few.
"""

import re
from collections.abc import Iterator
from typing import Final

from hubgen.markup.bounds import STEPS
from hubgen.markup.sanitising import address_of

# What may mean something else than itself, wherever it stands. Of white space, only spaces within
# a line and ends of lines mean nothing.
_UNUSUAL = re.compile(
    "[<`\\\\{}~^\x00-\x09\x0b-\x1f\x7f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
)
_UNUSUAL_TOGETHER: Final = (" \n", "==", "![", "***")
_NO_AND = re.compile(r"&(?! )")
_BETWEEN_BLOCKS = re.compile(r"\n{2,}")
# How a line begins that is no heading, list, quotation, table, definition or ruler: by a word, a
# number without the dot of a list, an opening quote or bracket, a link, or emphasis.
_WORD: Final = r"""(?:[a-zA-Z"'(\[]|[^\x00-\x7f\d]|\d++(?!\.(?!\d))|\*{1,2}(?=[^\s*]))"""
_PARAGRAPH = re.compile(rf"{_WORD}[^\n]*(?:\n[ ]*{_WORD}[^\n]*)*")
_HEADING = re.compile(r"(#{1,6})[ ]+([^#\s][^#\n]*)(?:\n|$)")
_BULLET = re.compile(rf"[-*+][ ]+({_WORD}[^\n]*(?:\n[ ]*{_WORD}[^\n]*)*)(?:\n|$)")
_NUMBER = re.compile(rf"\d+\.[ ]+({_WORD}[^\n]*(?:\n[ ]*{_WORD}[^\n]*)*)(?:\n|$)")
_COLUMNS = re.compile(r"\|(?:[ ]*:?-+:?[ ]*\|){2,}")
_ROW = re.compile(r"\|[^\n]*\|")
_QUOTED = re.compile(r">(?:[ ](?=\S)|$)", re.MULTILINE)

_MARK = re.compile(r"[][*_>|&]")
_LINK = re.compile(r"\[([^]\[]+)\]\(([^\s()]+)\)")
# A host that the URL standard finds nothing wrong with; its last part is no number.
_ADDRESS = re.compile(
    r"(?:https?://(?![^/?#]*xn--)(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?=[/?#]|$)"
    r"|tel:\+?[0-9-]+$"
    r"|mailto:[a-z0-9.+-]+@[a-z0-9.-]+\.[a-z]{2,}$"
    r"|(?![a-z0-9+.-]*:|//))[a-z0-9/.:#?=%+,;_~-]*",
    re.IGNORECASE,
)
# What stands for a link until the rest of its text is read; no text has one.
_STANDS: Final = "\x02"
_EMPHASIS = re.compile(
    r"\*\*([^\s*](?:[^*]*[^\s*])?)\*\*(?!\*)|(?<!\*)\*([^\s*](?:[^*]*[^\s*])?)\*(?!\*)"
)
# What belongs to nothing: it may mean itself, but that is not for this room to say.
_LOOSE = re.compile(r"[][>|]")
_NO_LETTER = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_ALIGNED: Final = {
    (False, False): "",
    (True, False): ' class="align-left"',
    (False, True): ' class="align-right"',
    (True, True): ' class="align-center"',
}
# What the parser spends at most on a character, a line, and a mark; see `bounds.Meter`.
_STEPS_PER_CHARACTER: Final = 40
_STEPS_PER_LINE: Final = 4_000
_STEPS_PER_MARK: Final = 6


class _UnusualError(Exception):
    """The text is not as plain as it seemed."""


def everyday_html(text: str) -> str | None:
    """Return a text as sanitised HTML; None for one that is not plain enough to know it.

    It is what `sanitise` returns for what `Dialect.render` does. A text that might be too much work
    for that, or of which that might report anything, is not plain enough.
    """
    if _UNUSUAL.search(text) or _most_steps(text) > STEPS:
        return None
    for unusual in _UNUSUAL_TOGETHER:
        if unusual in text:
            return None
    if "&" in text and _NO_AND.search(text):
        return None
    try:
        return _html(text, within="")
    except _UnusualError:
        return None


def _most_steps(text: str) -> int:
    """Return more steps than the parser takes for a text: a mark may cost it a look at all text."""
    marks = text.count("[") + text.count("*") + text.count("_")
    return (
        len(text) * (_STEPS_PER_CHARACTER + _STEPS_PER_MARK * marks)
        + text.count("\n") * _STEPS_PER_LINE
    )


def _html(text: str, within: str) -> str:
    """Return the blocks of a text, or of what is `within` a quotation, each on lines of its own."""
    found: list[str] = []
    last = ""
    for written in _BETWEEN_BLOCKS.split(text.strip("\n")):
        block = written
        while block:
            tag, html, block = _block(block, within)
            if tag == last and tag in {"ul", "ol", "blockquote"}:
                raise _UnusualError  # they are one, with paragraphs in it
            last = tag
            found.append(html)
    return "\n".join(found)


def _block(block: str, within: str) -> tuple[str, str, str]:
    """Return the tag and the HTML of what a block begins with, and what is left of the block."""
    mark = block[0]
    if mark == "#":
        return _heading(block)
    if mark == "|":
        return "table", _table(block.split("\n")), ""
    if mark == ">" and not within:
        return "blockquote", _quotation(block), ""
    if mark in "-+" or (mark == "*" and block[1:2] == " "):
        return "ul", _list("ul", _items(_BULLET, block)), ""
    if mark == "1" and block[1:3] == ". ":
        return "ol", _list("ol", _items(_NUMBER, block)), ""
    if _PARAGRAPH.fullmatch(block):
        return "p", f"<p>{_inline(block)}</p>", ""
    raise _UnusualError


def _heading(block: str) -> tuple[str, str, str]:
    found = _HEADING.match(block)
    if not found:
        raise _UnusualError
    tag = f"h{len(found[1])}"
    return tag, f"<{tag}>{_inline(found[2].strip())}</{tag}>", block[found.end() :]


def _items(item: re.Pattern[str], block: str) -> Iterator[str]:
    """Yield the text of each item of a list."""
    end = 0
    while end < len(block):
        found = item.match(block, end)
        if not found:
            raise _UnusualError
        end = found.end()
        yield found[1]


def _list(tag: str, items: Iterator[str]) -> str:
    lines = "".join([f"<li>{_inline(item)}</li>\n" for item in items])
    return f"<{tag}>\n{lines}</{tag}>"


def _quotation(block: str) -> str:
    lines = block.split("\n")
    if not all(map(_QUOTED.match, lines)):
        raise _UnusualError
    inner = "\n".join([line[2:] for line in lines])
    if not inner or inner != inner.strip("\n"):
        raise _UnusualError
    return f"<blockquote>\n{_html(inner, within='blockquote')}\n</blockquote>"


def _table(lines: list[str]) -> str:
    if len(lines) < 3 or not _COLUMNS.fullmatch(lines[1]) or not all(map(_ROW.fullmatch, lines)):
        raise _UnusualError
    classes = [
        _ALIGNED[cell.startswith(":"), cell.endswith(":")]
        for cell in (cell.strip() for cell in lines[1][1:-1].split("|"))
    ]
    rows = "\n".join([_row("td", line, classes) for line in lines[2:]])
    return (
        f"<table>\n<thead>\n{_row('th', lines[0], classes)}\n</thead>\n"
        f"<tbody>\n{rows}\n</tbody>\n</table>"
    )


def _row(tag: str, line: str, classes: list[str]) -> str:
    cells = line[1:-1].split("|")
    if len(cells) != len(classes):
        raise _UnusualError
    return "\n".join(
        [
            "<tr>",
            *(
                f"<{tag}{aligned}>{_inline(cell.strip())}</{tag}>"
                for cell, aligned in zip(cells, classes, strict=True)
            ),
            "</tr>",
        ]
    )


def _inline(text: str) -> str:
    """Return the words of a block, with the links and the emphasis in them."""
    if not _MARK.search(text):
        return text
    links: list[str] = []

    def link(found: re.Match[str]) -> str:
        links.append(_link(found[1], found[2]))
        return _STANDS

    if "[" in text:
        text = _LINK.sub(link, text)
    text = _emphasised(text)
    if links:
        parts = text.split(_STANDS)
        text = "".join([each for pair in zip(parts, [*links, ""], strict=True) for each in pair])
    return text


def _link(text: str, address: str) -> str:
    published = address_of(address) if _ADDRESS.fullmatch(address) else None
    if published is None:
        raise _UnusualError
    return f'<a href="{published}">{_emphasised(text)}</a>'


def _emphasised(text: str) -> str:
    """Return a text without links in it."""
    if _LOOSE.search(text) or ("_" in text and _NO_LETTER.search(text)):
        raise _UnusualError
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "*" in text:
        text = _EMPHASIS.sub(_emphasis, text)
        if "*" in text:
            raise _UnusualError
    return text


def _emphasis(found: re.Match[str]) -> str:
    strong, stressed = found.groups()
    return f"<strong>{strong}</strong>" if strong else f"<em>{stressed}</em>"
