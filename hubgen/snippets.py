"""Snippets for Visual Studio Code: each field of each kind, offered in Markdown files.

Its YAML extension does not look at the front matter of Markdown
(https://github.com/redhat-developer/vscode-yaml/issues/207), but snippets need no extension: by its
name a field is found, with what it is for, and an example in its place.
"""

import json
from collections.abc import Iterable

from hubgen.amending.writing import entry
from hubgen.handbook import Chapter
from hubgen.kinds.page import PAGE
from hubgen.shapes import Choice, Field

FILE = ".vscode/hubgen.code-snippets"
"""Where a site's snippets are, in its folder."""


def snippets_text(chapters: Iterable[Chapter]) -> str:
    """Return the text of the file with the fields of kinds, each that is the same there once.

    What every kind has is named after a page, and not after the kind that happens to come first.
    """
    found: dict[str, object] = {}
    seen: set[tuple[str, str, str]] = set()
    for chapter in sorted(chapters, key=lambda one: one.name != PAGE.name):
        for field in chapter.fields:
            same = (field.name, field.text, _body(field))
            if same in seen:
                continue
            seen.add(same)
            found[f"{chapter.title}: {field.name}"] = {
                "scope": "markdown",
                "prefix": field.name,
                "body": _body(field).splitlines(),
                "description": f"{field.title}. {field.text}",
            }
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _body(field: Field) -> str:
    """Return a field with its example to type over; a choice as the words to choose from."""
    if isinstance(field.shape, Choice):
        words = [word for word, _ in field.shape.words]
        return f"{field.name}: ${{1|{','.join(words)}|}}"
    written = entry(field.name, field.example, 0).rstrip("\n")
    for mark in ("\\", "$", "}"):
        written = written.replace(mark, f"\\{mark}")
    name, separator, value = written.partition(": ")
    return f"{name}{separator}${{1:{value}}}" if "\n" not in written else written
