"""What a new page can begin with: texts that are the same for every hub, with blanks to fill in.

Each is a file in `data/templates/`, one a language. `{site}` and `{url}` in it are the hub's; what
its editor has to write stands between brackets.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from hubgen.errors import Problem, Refused, problem
from hubgen.frontmatter import FrontMatter, Tree, read
from hubgen.wording import LANGUAGES

_FOLDER = "data/templates"
_BLANK = re.compile(r"\[(?:vul in|fill in)\b")
_KINDS = {"accessibility-statement": "page"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A text to begin a page of a kind with, in one language."""

    fields: Mapping[str, Tree]
    """Its front matter: a title, and what goes with it."""
    body: str


def template(name: str, kind: str, lang: str, blanks: Mapping[str, str]) -> Template | None:
    """Return a template with its blanks filled; None where it is not there in that language.

    Raises `Refused` for a template that is not there at all, or is for another kind of page.
    """
    known = ", ".join(sorted(_KINDS))
    if name not in _KINDS:
        near = get_close_matches(name.strip().lower(), sorted(_KINDS), n=1, cutoff=0.5)
        if near:
            raise Refused("no-such-template-near", value=name, near=near[0])
        raise Refused("no-such-template", value=name, known=known)
    if _KINDS[name] != kind:
        raise Refused("template-for-other-kind", value=name, kind=_KINDS[name])
    if lang not in LANGUAGES:
        return None
    path = f"{_FOLDER}/{name}.{lang}.md"
    text = (Path(__file__).parent / path).read_text("utf-8")
    matter = read(text, path=path)
    return Template(
        fields={key: _filled(str(value), blanks) for key, value in matter.values.items()},
        body=_filled(matter.body, blanks),
    )


def blanks_left(matter: FrontMatter, path: str) -> Iterator[Problem]:
    """Yield a warning where a page's text still has a blank of a template: the first of them."""
    if found := _BLANK.search(matter.body):
        at = found.start()
        yield problem(
            "blank-left",
            path=path,
            line=matter.body_line + matter.body.count("\n", 0, at),
            column=at - matter.body.rfind("\n", 0, at),
            length=len(found[0]),
            severity="warning",
            value=f"{found[0]}: …]",
        )


def _filled(text: str, blanks: Mapping[str, str]) -> str:
    """Return a text with its blanks filled, whatever other braces are in it."""
    for name, value in blanks.items():
        text = text.replace(f"{{{name}}}", value)
    return text
