"""The register: what is wanted of every page in every run, in one value.

It is all that is read of pages that did not change, until somebody asks for their facts.
"""

import json
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import Any, NamedTuple

from hubgen.archive.rows import entry_row, introduction_row, problem_row
from hubgen.cache import Cache
from hubgen.documents import Documents
from hubgen.kinds.facts import Facts

REGISTER = "register"
"""The shelf of the register, which is alone there."""
_NAME = "pages"

# Where in the row of its facts are the places in its file: see `rows`.
_TITLED, _REGISTERING, _LINKS, _ADDRESSES, _USES, _ANCHORS = 1, 9, 15, 16, 17, 18


class Line(NamedTuple):
    """What the register says of one page and its translations."""

    state: str
    """The digest of all that they were read from."""
    outside: str
    """The digest of all that was read, but for what stands in its texts and where it does."""
    has_introductions: bool
    problems: list[list[Any]]
    broken: list[list[str]]
    entries: list[list[Any]]
    """Of each page the slug, language, path, and whether it is a translation and is sound."""


def read_register(cache: Cache) -> dict[str, Line]:
    """Return the lines of pages by the paths of their first files."""
    found = cache.from_shelf(REGISTER, _NAME)
    return {name: Line(*rest) for name, *rest in json.loads(found[1])} if found else {}


def write_register(lines: Mapping[str, Line], cache: Cache) -> None:
    """Put the register on its shelf."""
    rows = [(name, *line) for name, line in lines.items()]
    cache.shelve(REGISTER, _NAME, "", json.dumps(rows, separators=(",", ":")).encode())


def line_of(documents: Documents, state: str) -> Line:
    """Return the line of one page and its translations, as they were read."""
    entries = (*documents.entries, *documents.unsound)
    broken = sorted([one.folder, one.slug] for one in documents.broken)
    return Line(
        state=state,
        outside=_digest(
            [
                broken,
                [introduction_row(one) for one in documents.introductions],
                [_seen(entry_row(one), one.facts) for one in entries],
            ]
        ),
        has_introductions=bool(documents.introductions),
        problems=[problem_row(one) for one in documents.problems],
        broken=broken,
        entries=[
            [one.slug, one.lang, one.path, one.is_translation, one.is_sound] for one in entries
        ],
    )


def outside_of(lines: Mapping[str, Line]) -> str:
    """Return the digest of all pages, but for what stands in their texts and where it does."""
    told = "".join([f"{name}\0{lines[name].outside}\0" for name in sorted(lines)])
    return blake2b(told.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _seen(row: list[Any], facts: Facts) -> list[Any]:
    """Return the row of a page without what stands in its texts, and where it does."""
    *rest, told = row
    shown: list[Any] = list(told)
    shown[_TITLED] = shown[_ANCHORS] = None
    shown[_REGISTERING] = facts.registering and facts.registering.target
    shown[_LINKS] = _sorted(one.target for one in facts.links)
    shown[_ADDRESSES] = _sorted(one.target for one in facts.addresses)
    shown[_USES] = _sorted(f"{one.shown} {one.path}" for one in facts.uses)
    return [*rest, shown]


def _sorted(values: Iterable[str]) -> list[str]:
    return sorted(set(values))


def _digest(value: Any) -> str:
    return blake2b(json.dumps(value).encode(), digest_size=12).hexdigest()
