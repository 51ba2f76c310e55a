"""Front matter: text to a mapping that knows where each key and value stands.

YAML is read strictly and within bounds: no aliases, no tags, no key twice, no deep nesting. Every
value stays the text that was written; the field that it belongs to decides what it means, so that
`10:30` is never 630, `no` never false and `012` never 10.
"""

from hubgen.errors import ContentError, Problem
from hubgen.frontmatter.building import DEEPEST
from hubgen.frontmatter.fences import fenced
from hubgen.frontmatter.matter import NOWHERE, FrontMatter
from hubgen.frontmatter.reading import LONGEST, glean_yaml, read_yaml
from hubgen.frontmatter.records import Path, Place, Tree, path_text
from hubgen.frontmatter.remarks import remarks, said_once

__all__ = [
    "DEEPEST",
    "LONGEST",
    "NOWHERE",
    "FrontMatter",
    "Path",
    "Place",
    "Tree",
    "glean",
    "path_text",
    "read",
    "read_yaml",
    "said_once",
]


def read(text: str, *, path: str, most: int = LONGEST) -> FrontMatter:
    """Return a page's front matter and text.

    A byte order mark, Windows line ends and blank lines before the opening `---` are read as if
    they were not there. Raises `ContentError` for a page without front matter, without a closing
    `---`, with more than `most` bytes between, and for YAML that is broken or out of bounds.
    """
    matter = glean(text, path=path, most=most)
    if not matter.is_sound:
        raise ContentError(matter.problems)
    return matter


def glean(text: str, *, path: str, most: int = LONGEST) -> FrontMatter:
    """Return what can be read for certain of a page, with what is wrong with its front matter.

    Raises `ContentError` where that is nothing.
    """
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = fenced(text, path)
    if isinstance(found, Problem):
        raise ContentError([found])
    first_line = found.first_line
    try:
        yaml = glean_yaml(found.yaml, path=path, first_line=first_line, most=most)
    except ContentError as error:
        raise ContentError([*found.problems, *error.problems]) from error
    matter = FrontMatter(
        values=yaml.values,
        places=yaml.places,
        written="\n".join(yaml.lines) if yaml.mended else found.yaml,
        first_line=first_line,
        body=found.body,
        body_line=found.body_line,
        problems=(*found.problems, *yaml.problems),
        lost=frozenset(yaml.lost),
        mended=yaml.mended,
        whole=yaml.whole,
    )
    return matter.with_problems(remarks(matter, path))
