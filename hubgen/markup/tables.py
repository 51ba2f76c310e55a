"""Room around a text's tables, so that a wide one scrolls by itself and the page does not.

What scrolls must be within reach of the keyboard and have a name (WCAG 2.2, 2.1.1 and 4.1.2), so a
table stands in an element of its own, called what its caption says, else the heading above it.
"""

import re
from collections.abc import Callable
from html import unescape

from hubgen.expressions import expression

# Exact, because `sanitise` escapes `<` and `>` wherever they are no part of a tag.
_TABLE = expression(r"<(/?)table(?: [^<>]*)?>")
_CAPTION = expression(r"<caption(?: [^<>]*)?>(.*?)</caption>", re.DOTALL)
_HEADING = expression(r"<(h[1-6])(?: [^<>]*)?>(.*?)</\1>", re.DOTALL)
_TAG = expression(r"<[^<>]*>")


def with_room(html: str, room: Callable[[str, str], str]) -> str:
    """Return sanitised HTML in which `room` made what stands for each outermost table.

    It gets the table's name, empty for one that has neither caption nor heading, and its HTML.
    """
    parts: list[str] = []
    heading, begin, end, depth = "", 0, 0, 0
    for tag in _TABLE.finditer(html):
        depth += -1 if tag[1] else 1
        if depth == 1 and not tag[1]:
            begin = tag.start()
            parts.append(html[end:begin])
            heading = _last_heading(parts[-1]) or heading
        elif depth == 0:
            end = tag.end()
            table = html[begin:end]
            parts.append(room(_caption(table) or heading, table))
    return "".join(parts) + html[end:] if parts else html


def _last_heading(html: str) -> str:
    found = _HEADING.findall(html)
    return _plain(found[-1][1]) if found else ""


def _caption(table: str) -> str:
    found = _CAPTION.search(table)
    return _plain(found[1]) if found else ""


def _plain(html: str) -> str:
    return " ".join(unescape(_TAG.sub("", html)).split())
