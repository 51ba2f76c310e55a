"""The Markdown that editors write, as Python-Markdown reads it; its HTML is not safe yet.

The dialect is in the content model. Three things are changed on top of Python-Markdown: what
looks like a template (`{{ x }}`, `{% x %}`) is no attribute list, so it prints as it stands; what
Markdown makes itself is marked so that it survives the sanitiser (the alignment of cells) or speaks
no language (the links of footnotes); and every step of work is counted.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from html import unescape
from threading import Lock
from typing import Any, Final
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

from hubgen import addresses
from hubgen.markup.bounds import Meter
from hubgen.markup.inlines import QuickInlineProcessor

# `toc` is not among them: `reading` gives headings their ids, because only there are the headings
# known that are written in HTML, and only there are all ids known that they must differ from.
_EXTENSIONS: Final = (
    "markdown.extensions.tables",
    "markdown.extensions.footnotes",
    "markdown.extensions.def_list",
    "markdown.extensions.attr_list",
    "markdown.extensions.abbr",
    "markdown.extensions.admonition",
    "markdown.extensions.md_in_html",
    "markdown.extensions.sane_lists",
    "pymdownx.highlight",
    "pymdownx.superfences",
    "pymdownx.tasklist",
    "pymdownx.tilde",
    "pymdownx.caret",
    "pymdownx.mark",
)
_SETTINGS: Final[dict[str, dict[str, Any]]] = {
    # Its own would be in English; `role` says the same in the language of whoever listens.
    "markdown.extensions.footnotes": {"BACKLINK_TITLE": ""},
    # `<pre><code class="language-x">` without spans, styles and line numbers.
    "pymdownx.highlight": {"use_pygments": False, "css_class": ""},
}
# Last, when backslashes are undone (priority 0) and addresses are what they will be.
_LAST: Final = -10
_ROLES: Final = {"footnote-ref": "doc-noteref", "footnote-backref": "doc-backlink"}
_ALIGNED: Final = {
    "text-align: left;": "align-left",
    "text-align: center;": "align-center",
    "text-align: right;": "align-right",
}
# A delimiter that pairs with none was compared with all the others of its paragraph, which takes
# about this many times as long each as looking at one character.
_STEPS_PER_DELIMITER: Final = 60
_DELIMITERS: Final = "*_~^="
# For the bracket that ends a link's text every character is looked at by Python itself.
_STEPS_PER_CHARACTER_IN_BRACKETS: Final = 3
# What is found is put into a copy of the paragraph, which is quick.
_CHARACTERS_COPIED_A_STEP: Final = 16
# An element costs this much whatever is in it.
_STEPS_PER_BLOCK: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """What Python-Markdown made of a text."""

    html: str
    """Not sanitised."""
    forbidden: tuple[str, ...]
    """The addresses that were written in Markdown with a scheme that nothing may have."""


class Dialect:
    """A parser of the dialect: made once, since making it takes as long as twenty pages.

    One text at a time goes through it. Nothing of a text is left for the next one, not even where
    reading it failed.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._meter = Meter()
        self._markdown = _parser(self._meter)

    def render(self, text: str) -> Rendered:
        """Return a text as HTML.

        Raises `TooTangledError`, or `RecursionError`, for a text that `examine` let through and
        that is too much work all the same.
        """
        with self._lock:
            self._meter.start(text)
            try:
                html = self._markdown.reset().convert(text)
            except BaseException:  # an interruption leaves it open as well
                # `reset` does not know of the lists and quotations that were open at that moment.
                self._markdown = _parser(self._meter)
                raise
            last = self._markdown.treeprocessors["hub"]
            assert isinstance(last, _MarksWhatMarkdownMade)  # it was registered by that name
            return Rendered(html=html, forbidden=tuple(last.forbidden))


def _parser(meter: Meter) -> Markdown:
    """Return a parser of the dialect that counts its work."""
    parser = Markdown(
        extensions=list(_EXTENSIONS), extension_configs=_SETTINGS, output_format="html"
    )
    parser.treeprocessors.register(QuickInlineProcessor(parser), "inline", 20)
    parser.treeprocessors.register(_AttributeLists(parser), "attr_list", 8)
    parser.treeprocessors.register(_MarksWhatMarkdownMade(parser), "hub", _LAST)
    # The processors are many and of many classes; a counting method on each is the whole change.
    for pattern in parser.inlinePatterns:
        counted = partial(_counted_match, meter, pattern.handleMatch)
        setattr(pattern, "handleMatch", counted)  # noqa: B010 - mypy lets no method be replaced
    for block in parser.parser.blockprocessors:
        setattr(block, "run", partial(_counted_run, meter, block.run))  # noqa: B010 - as above
    return parser


def _counted_match(
    meter: Meter, handle: Callable[..., Any], match: re.Match[str], data: str
) -> Any:
    """Handle one mark of a paragraph, which looks through all of it where nothing belongs to it."""
    found = handle(match, data)
    node, start, end = found
    if node is not None:
        meter.spend(end - start + len(data) // _CHARACTERS_COPIED_A_STEP, data)
    elif match.group() in _DELIMITERS:
        delimiters = sum(data.count(mark) for mark in _DELIMITERS)
        meter.spend(len(data) + _STEPS_PER_DELIMITER * delimiters, data)
    elif match.group().endswith("["):
        meter.spend(_STEPS_PER_CHARACTER_IN_BRACKETS * len(data), data)
    else:
        meter.spend(len(data), data)
    return found


def _counted_run(
    meter: Meter, run: Callable[[Element, list[str]], Any], parent: Element, blocks: list[str]
) -> Any:
    """Handle one block, which at worst looks through all of it and puts the rest back."""
    meter.spend(len(blocks[0]) + _STEPS_PER_BLOCK, blocks[0])
    return run(parent, blocks)


class _AttributeLists(AttrListTreeprocessor):
    """`{#id .class}`, but not the `{{`, `{%` and `{# ` that templates have."""

    # The annotations say Final of these four, but the methods look for them on the instance.
    BASE_RE = r"\{(?![{%]|#[ ])\:?[ ]*([^\}\n ][^\n]*)\}"  # type: ignore[misc] # see above
    HEADER_RE = re.compile(rf"[ ]+{BASE_RE}[ ]*$")  # type: ignore[misc] # see above
    BLOCK_RE = re.compile(rf"\n[ ]*{BASE_RE}[ ]*$")  # type: ignore[misc] # see above
    INLINE_RE = re.compile(rf"^{BASE_RE}")  # type: ignore[misc] # see above


class _MarksWhatMarkdownMade(Treeprocessor):
    """Sees to the elements that Markdown made; those written in HTML are not in the tree."""

    forbidden: list[str]
    """Filled by `run`: the addresses of this text that have a forbidden scheme."""

    def __init__(self, parser: Markdown) -> None:
        super().__init__(parser)
        self.forbidden = []

    def run(self, root: Element) -> None:
        """Mark the links, images and cells of a text."""
        self.forbidden = []
        for element in root.iter():
            if element.tag == "a":
                self._link(element)
            elif element.tag == "img":
                self._image(element)
            elif element.tag in {"td", "th"}:
                _cell(element)

    def _link(self, element: Element) -> None:
        self._look(element.get("href"))
        if role := _ROLES.get(element.get("class", "")):
            element.set("role", role)
            element.attrib.pop("title", None)

    def _image(self, element: Element) -> None:
        self._look(element.get("src"))
        # `![](x.jpg)` says nothing; only `alt=""` in HTML says that there is nothing to say.
        if not element.get("alt"):
            element.attrib.pop("alt", None)

    def _look(self, address: str | None) -> None:
        written = (address or "").replace(AMP_SUBSTITUTE, "&")
        scheme = addresses.link_scheme(unescape(written))
        if scheme and scheme not in addresses.LINK_SCHEMES:
            self.forbidden.append(written)


def _cell(element: Element) -> None:
    """Turn a cell's alignment into a class, because the pages allow no inline style."""
    aligned = _ALIGNED.get(element.attrib.pop("style", ""))
    if aligned:
        element.set("class", f"{element.get('class', '')} {aligned}".strip())
