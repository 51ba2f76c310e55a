"""A link in Markdown or HTML undone: its words stay, and the address goes."""

import re

from hubgen.amending.layout import Edit

_HTML = re.compile(r"<a\b[^<>]*$", re.IGNORECASE)
_IMAGE_HTML = re.compile(r"<img\b[^<>]*$", re.IGNORECASE)
_DEFINITION = re.compile(r"^[ ]{0,3}\[([^\]\n]+)\]:[ \t]*<?$")
_TITLE = re.compile(r"""\s*>?\s*(?:"[^"\n]*"|'[^'\n]*'|\([^()\n]*\))?\s*\)""")


def unlink(text: str, start: int, end: int, span: tuple[int, int]) -> list[Edit] | None:
    """Return the edits that undo the link whose address stands in a part of a text.

    `span` is the text that it is in. An image goes whole. None for a link that is written in a
    way that is not known, such as an address that is its own words.
    """
    before = text[span[0] : start]
    if found := _HTML.search(before):
        return _html(text, span[0] + found.start(), end)
    if found := _IMAGE_HTML.search(before):
        close = text.find(">", end)
        return [Edit(span[0] + found.start(), close + 1, "")] if close >= 0 else None
    line = text[text.rfind("\n", 0, start) + 1 : start]
    if found := _DEFINITION.match(line):
        return _defined(text, start, found[1], span)
    return _inline(text, start, end, span)


def _html(text: str, begin: int, end: int) -> list[Edit] | None:
    """Take out the tags of `<a href="…">words</a>`."""
    opened = text.find(">", end)
    closed = text.lower().find("</a>", opened)
    if opened < 0 or closed < 0:
        return None
    return [Edit(begin, opened + 1, ""), Edit(closed, closed + len("</a>"), "")]


def _inline(text: str, start: int, end: int, span: tuple[int, int]) -> list[Edit] | None:
    """Take out all but the words of `[words](address "title")`; all of an image."""
    head = re.search(r"\]\(\s*<?$", text[span[0] : start])
    tail = _TITLE.match(text, end)
    if head is None or tail is None:
        return None
    close = span[0] + head.start()
    depth = 0
    for at in range(close, span[0] - 1, -1):
        if text[at] == "]" and text[at - 1 : at] != "\\":
            depth += 1
        elif text[at] == "[" and text[at - 1 : at] != "\\":
            depth -= 1
            if depth == 0:
                if text[at - 1 : at] == "!":
                    return [Edit(at - 1, tail.end(), "")]
                return [Edit(at, at + 1, ""), Edit(close, tail.end(), "")]
    return None


def _defined(text: str, start: int, name: str, span: tuple[int, int]) -> list[Edit]:
    """Take out `[name]: address`, and the brackets wherever it is used."""
    begin = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", start)
    edits = [Edit(begin, span[1] if stop < 0 else stop + 1, "")]
    used = re.compile(
        rf"\[([^\[\]]*)\]\s?\[({re.escape(name)})?\]|\[({re.escape(name)})\](?![:(\[])", re.I
    )
    for found in used.finditer(text, *span):
        words = found[1] if found[1] is not None else found[3]
        is_own = found[2] or found[3] or (found[1] or "").lower() == name.lower()
        if is_own and not begin <= found.start() < edits[0].end:
            edits.append(Edit(found.start(), found.end(), words))
    return edits
