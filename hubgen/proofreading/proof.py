"""A page as it is proofread: what it says in its own words, looked up once for all readings."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from hubgen.frontmatter import Path
from hubgen.kinds.base import Entry
from hubgen.proofreading.prose import Above, Passage, blanked, of_body, of_field

LONGEST = 100_000
"""Characters of a text that are read; what is longer is a handbook, and no announcement."""


@dataclass(frozen=True, kw_only=True)
class Proof:
    """A page, and what it says in its own words.

    A translation says what its own file holds; what it takes over was read at its original.
    """

    entry: Entry

    @cached_property
    def own(self) -> str:
        """Its own words, to see quickly what none of its passages holds."""
        texts = (*(text for _, text in self._fields), self._body)
        return "\n".join(texts).replace("|", " ")

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """What it says, in its order: in its fields with text, and in the text below them."""
        entry = self.entry
        matter = entry.matter
        found: list[Passage] = []
        for where, text in self._fields:
            place = matter.value_place(where)
            above = Above(entry.path, field=where, length=place.length)
            found += of_field(text, place.line, place.column, above)
        found += of_body(self._body, matter.body_line, entry.path)
        return tuple(found)

    @cached_property
    def _fields(self) -> tuple[tuple[Path, str], ...]:
        places = self.entry.matter.places
        return tuple(
            (where, blanked(text)) for where, text in _texts(self.entry) if where[:1] in places
        )

    @cached_property
    def _body(self) -> str:
        return blanked(self.entry.matter.body[:LONGEST])


def _texts(entry: Entry) -> Iterator[tuple[Path, str]]:
    """Yield the fields that say in words what other fields say in theirs."""
    fields = entry.fields
    for name in ("title", "subtitle", "summary"):
        if text := getattr(fields, name):
            yield (name,), text
    registration = getattr(fields, "registration", None)
    if registration and registration.note:
        yield ("registration", "note"), registration.note
