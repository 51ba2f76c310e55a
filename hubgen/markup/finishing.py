"""The last step of a text's HTML, when the whole hub is known: addresses within it are resolved."""

import re
from collections.abc import Callable
from html import escape, unescape

from hubgen.expressions import expression
from hubgen.markup.outline import outlined
from hubgen.markup.sanitising import WITHIN
from hubgen.markup.tables import with_room

# `sanitise` escapes `<` and `>` in text and in values, so each `<` begins a tag that ends at the
# first `>`, and nothing that an editor writes can look like one.
_ELEMENT = expression(r"<(a|img)((?: [^<>]*)?)>|</a>")
_ANCHOR = expression(r'<a class="anchor"[^<>]*></a>')
# The box of a task and the words behind it, up to whatever stands on lines of its own.
_TASK = expression(
    r'(<li class="task-list-item[^"]*">\s*(?:<p>)?)(<input [^<>]*>.*?)'
    r"(?=</?(?:blockquote|div|dl|figure|li|ol|p|pre|table|ul)[ >])",
    re.DOTALL,
)
# An image that is a paragraph by itself, with the title that Markdown lets one write.
_CAPTIONED = expression(r'<p>(<img [^<>]*? title="([^"]+)"[^<>]*>)</p>')
_VALUE = expression(r' ([a-z-]+)="([^"]*)"')


def finish(
    html: str,
    *,
    link: Callable[[str], str | None],
    image: Callable[[str, str], str],
    table: Callable[[str, str], str] | None = None,
    below: int = 1,
) -> str:
    """Return the HTML of a `Markup` with its addresses within the hub resolved.

    `link` turns an address as written into the address to publish, or into None for a page that is
    not published: only the link's text stays then. `image` turns the address and the alternative
    text of an image (empty where there is none) into the HTML that stands for it, and `table` the
    name and the HTML of a table; without it tables stay as they are. `below` is the level of the
    heading that the text stands under: 1 is the title of its page.
    """
    html = outlined(html, below)
    if "task-list-item" in html:
        # So that the box has a name for who does not see what it stands beside.
        html = _TASK.sub(r"\1<label>\2</label>", html)
    if table is not None and "<table" in html:
        html = with_room(html, table)
    if WITHIN not in html:
        return html
    html = _CAPTIONED.sub(r"<figure>\1<figcaption>\2</figcaption></figure>", html)
    unwrapped: list[bool] = []

    def element(found: re.Match[str]) -> str:
        whole, name, attributes = found.group(0, 1, 2)
        if name is None:
            return "" if unwrapped.pop() else whole
        values = dict(_VALUE.findall(attributes))
        if name == "img":
            return image(_within(values.get("src", "")), unescape(values.get("alt", "")))
        href = values.get("href", "")
        if not href.startswith(WITHIN):
            unwrapped.append(False)
            return whole
        address = link(_within(href))
        unwrapped.append(address is None)
        if address is None:
            return ""
        return whole.replace(f' href="{href}"', f' href="{escape(address)}"')

    return _ELEMENT.sub(element, html)


def without_anchors(html: str) -> str:
    """Return HTML without the anchors beside its headings, which say nothing outside the site."""
    return _ANCHOR.sub("", html)


def _within(value: str) -> str:
    """Return an address within the hub as it was written."""
    return unescape(value).removeprefix(WITHIN)
