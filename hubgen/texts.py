"""Texts: the Markdown of a page, below its front matter and in its fields, as HTML."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Protocol

from hubgen.errors import Problem, problem
from hubgen.fields import markdown_in
from hubgen.findings import path_text
from hubgen.frontmatter import FrontMatter
from hubgen.kinds.fields import Page
from hubgen.markup.records import Markup
from hubgen.settings import Settings


class Converter(Protocol):
    """What turns a text into HTML: `markup.convert`, or one that remembers what that gave."""

    def __call__(
        self, text: str, *, path: str, first_line: int, taken: AbstractSet[str] = frozenset()
    ) -> Markup:
        """Return a Markdown text as HTML that is safe to publish, and what is in it."""


def body_of(matter: FrontMatter, path: str, settings: Settings, convert: Converter) -> Markup:
    """Return the text below the front matter; none of one that is longer than is allowed."""
    most = settings.limits.body
    if len(matter.body.encode()) > most:
        line = matter.body_line
        too_long = problem("text-too-long", path=path, line=line, most=most // 1000)
        return Markup(html="", problems=(too_long,))
    return convert(matter.body, path=path, first_line=matter.body_line)


def texts_of(
    fields: Page, matter: FrontMatter, path: str, body: Markup, convert: Converter
) -> dict[str, Markup]:
    """Return the Markdown of the fields, each by its path; no two headings of a page are twins."""
    texts = {}
    taken = body.anchors
    for where, text in markdown_in(fields):
        markup = convert(text, path=path, first_line=1, taken=taken)
        if where[:1] in matter.places:
            markup = markup.moved(matter.places_in(where, text))
        texts[path_text(where)] = markup
        taken |= markup.anchors
    return texts


def problems_in(texts: Mapping[str, Markup], matter: FrontMatter) -> Iterator[Problem]:
    """Yield what is wrong with the Markdown of the fields of a page's own file.

    What a translation takes over from its original was judged there.
    """
    for path, markup in texts.items():
        if (path.partition("[")[0].partition(".")[0],) in matter.places:
            yield from markup.problems
