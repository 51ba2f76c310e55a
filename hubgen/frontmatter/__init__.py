"""Front matter: text to a mapping that knows the line of every key.

YAML is read strictly and within bounds: no aliases, no tags, no key twice, no deep nesting. Every
value stays the text that was written; the field that it belongs to decides what it means, so that
`10:30` is never 630, `no` never false and `012` never 10.
"""

from frontmatter.default_handlers import YAMLHandler

from hubgen.errors import ContentError, problem
from hubgen.frontmatter.building import DEEPEST
from hubgen.frontmatter.matter import NOWHERE, FrontMatter
from hubgen.frontmatter.reading import LONGEST, read_yaml
from hubgen.frontmatter.records import Path, Place, Tree

__all__ = [
    "DEEPEST",
    "LONGEST",
    "NOWHERE",
    "FrontMatter",
    "Path",
    "Place",
    "Tree",
    "read",
    "read_yaml",
]


def read(text: str, *, path: str) -> FrontMatter:
    """Return a page's front matter and text.

    A byte order mark, Windows line ends and blank lines before the opening `---` are read as if
    they were not there. Raises `ContentError` for a page without front matter, without a closing
    `---`, and for YAML that is broken or out of bounds.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    blank = len(text) - len(text.lstrip())
    line = text.count("\n", 0, blank) + 1
    handler = YAMLHandler()
    if not handler.detect(text[blank:]):
        raise ContentError([problem("no-front-matter", path=path, line=line)])
    try:
        yaml_text, body = handler.split(text[blank:])
    except ValueError as error:
        raise ContentError([problem("front-matter-not-closed", path=path, line=line)]) from error
    opening = text.index("\n", blank) + 1
    start = text.index(yaml_text, opening - 1) if yaml_text else opening
    first_line = text.count("\n", 0, start) + 1
    values, places = read_yaml(yaml_text, path=path, first_line=first_line)
    body_at = len(text) - len(body)
    return FrontMatter(
        values=values,
        places=places,
        written=yaml_text,
        first_line=first_line,
        body=body,
        body_line=text.count("\n", 0, body_at) + 1,
    )
