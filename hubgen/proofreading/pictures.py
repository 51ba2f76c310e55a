"""Descriptions of pictures that say that they are pictures, as whoever hears them was told."""

import re
from collections.abc import Iterator

from hubgen.errors import Problem, problem
from hubgen.expressions import expression
from hubgen.findings import warning
from hubgen.frontmatter import Path, Tree
from hubgen.proofreading.proof import Proof
from hubgen.settings import Settings

_BEGINS = expression(
    r"(?:(?:een|de|het|an?|the) )?"
    r"(?:foto|afbeelding|plaatje|beeld|photo|photograph|picture|image)s? (?:van|of)\b",
    re.IGNORECASE,
)


def read_pictures(proof: Proof, _settings: Settings) -> Iterator[Problem]:
    """Find the descriptions of a page's own pictures that begin with “foto van” or the like."""
    entry = proof.entry
    for markup in entry.own_texts:
        for image in markup.images:
            if said := _said(image.alt or ""):
                yield problem(
                    "alt-says-picture",
                    path=entry.path,
                    line=image.line,
                    column=image.column,
                    length=image.length,
                    severity="warning",
                    value=said,
                )
    for path, text in _descriptions(dict(entry.matter.values), ()):
        if said := _said(text):
            found = warning(path, "alt-says-picture", value=said)
            yield found.locate(entry.path, entry.matter)


def _said(alt: str) -> str:
    """Return the words at the beginning that say that it is a picture; empty where none do."""
    found = _BEGINS.match(alt.strip())
    return found[0] if found else ""


def _descriptions(tree: Tree, path: Path) -> Iterator[tuple[Path, str]]:
    """Yield every description in front matter."""
    items = tree.items() if isinstance(tree, dict) else ()
    for name, value in items:
        if name == "alt" and isinstance(value, str):
            yield (*path, name), value
        else:
            yield from _descriptions(value, (*path, name))
