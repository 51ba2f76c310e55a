"""Conversion: Markdown to HTML that is safe to publish, and what is in it."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from functools import cache
from html import unescape

from hubgen import addresses
from hubgen.errors import Problem, problem
from hubgen.markup.bounds import TooTangledError, examine, too_tangled
from hubgen.markup.dialect import Dialect, Rendered
from hubgen.markup.everyday import everyday_html
from hubgen.markup.places import Places
from hubgen.markup.reading import read
from hubgen.markup.records import Markup
from hubgen.markup.sanitising import sanitise
from hubgen.plaintext import holdable


def convert(
    text: str, *, path: str, first_line: int = 1, taken: AbstractSet[str] = frozenset()
) -> Markup:
    """Return a Markdown text as HTML that is safe to publish, and what is in it.

    `first_line` is the line of the file that the text begins on, so that its problems and links
    name lines of the file. `taken` are the ids of other texts on its page, which no heading of this
    one gets. A text that is too long or too much work (`markup.bounds`) is one
    problem and no HTML. The same arguments give the same result, whatever was converted before.
    """
    # Python-Markdown drops two of these after the text was examined, and marks places with them.
    text = holdable(text.replace("\r\n", "\n").replace("\r", "\n"))
    if not text.strip():
        return Markup(html="")
    places = Places(text, first_line=first_line)
    found = examine(text, path=path, first_line=first_line)
    if found is None:
        try:
            html = everyday_html(text)
            if html is not None:
                return _read(html, (), places, path, taken)
            rendered = _dialect().render(text)
            forbidden = _forbidden(rendered, places, path)
            return _read(sanitise(rendered.html), forbidden, places, path, taken)
        except TooTangledError as error:
            at = places.passage(error.excerpt)
            found = too_tangled(text, at, path=path, first_line=first_line)
        except RecursionError:
            found = problem("text-too-tangled", path=path, line=first_line)
    return Markup(html="", problems=(found,))


@cache
def _dialect() -> Dialect:
    return Dialect()


def _read(
    html: str,
    forbidden: Iterable[Problem],
    places: Places,
    path: str,
    taken: AbstractSet[str],
) -> Markup:
    """Return sanitised HTML, and what is in it."""
    found = read(html, places=places, path=path, taken=taken)
    return Markup(
        html=found.html(),
        headings=tuple(found.headings),
        anchors=frozenset(found.anchors),
        links=tuple(found.links),
        images=tuple(found.images),
        text=found.plain_text(),
        problems=tuple(sorted([*found.problems, *forbidden])),
    )


def _forbidden(rendered: Rendered, places: Places, path: str) -> Iterator[Problem]:
    """Yield a problem for each forbidden address that was written in Markdown."""
    for target in rendered.forbidden:
        line, column, length = places.address(unescape(target))
        scheme = addresses.link_scheme(unescape(target))
        yield problem(
            "forbidden-address", path=path, line=line, column=column, length=length, scheme=scheme
        )
