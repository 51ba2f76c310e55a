"""Markdown to HTML that is safe to publish, with its headings, links, images and plain text.

`convert` is the first half: pure, since it knows nothing of the rest of the hub. `finish` is the
second, when every page has its address. In between, a text's addresses within the hub stand in its
HTML as `hub:…`.
"""

from collections.abc import Set as AbstractSet

from hubgen.markup.finishing import finish, without_anchors
from hubgen.markup.outline import levels
from hubgen.markup.records import Heading, Image, Link, Markup
from hubgen.markup.sanitising import LAYOUT_ID_PREFIX

__all__ = [
    "LAYOUT_ID_PREFIX",
    "Heading",
    "Image",
    "Link",
    "Markup",
    "convert",
    "finish",
    "levels",
    "without_anchors",
]


def convert(
    text: str, *, path: str, first_line: int = 1, taken: AbstractSet[str] = frozenset()
) -> Markup:
    """Return a Markdown text as HTML that is safe to publish, and what is in it.

    `first_line` is the line of the file that the text begins on, so that its problems and links
    name lines of the file. `taken` are the ids of other texts on its page, which no heading of this
    one gets. A text that is too long or too much work (`markup.bounds`) is one
    problem and no HTML. The same arguments give the same result, whatever was converted before.
    """
    # Imported here, as who only asks what a text became waits for nothing of Markdown.
    from hubgen.markup import conversion

    return conversion.convert(text, path=path, first_line=first_line, taken=taken)
