"""What a page says: its words, apart by how much they tell of what the page is about."""

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from hubgen.cache import key
from hubgen.fields import marks
from hubgen.kinds.base import Entry
from hubgen.library import Library
from hubgen.order import is_outlived
from hubgen.plaintext import without_emails

LONGEST_TEXT = 8_000
"""How many characters of a page's text are looked in, and shown a part of."""

_NAMES = frozenset({"name", "place", "municipality"})
"""Fields of plain text that are no lines of prose, and are looked for."""
_APART = frozenset({"title", "subtitle", "summary", "changes", "source"})
"""Fields that count elsewhere, or say what is no longer so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The words of one page, each as plain text."""

    title: str
    summary: str
    """With its subtitle."""
    headings: str
    names: str
    """Who and what it names beside its text: speakers, places, parts of its programme."""
    text: str
    """Without addresses of e-mail: what is in an index is there for harvesters too."""

    @property
    def shown(self) -> str:
        """What a result shows a part of, when its summary has none of the sought words."""
        return " · ".join(part for part in (self.text, self.names) if part)

    @property
    def digest(self) -> str:
        """The digest of all of it."""
        return key(self.title, self.summary, self.headings, self.names, self.text)


def said_by(entry: Entry, library: Library) -> Said:
    """Return the words of a page."""
    fields = entry.fields
    texts = (entry.body, *entry.texts.values())
    # Whom to ask about an event is known for as long as its page says so.
    apart = _APART | {"contact"} if is_outlived(entry, library) else _APART
    names = [*_lines(fields, apart), *named_by(entry, library)]
    return Said(
        title=entry.facts.title,
        summary=without_emails(f"{fields.subtitle} {entry.summary}".strip()),
        headings=without_emails(
            " · ".join(one.text for markup in texts for one in markup.headings)
        ),
        names=without_emails(" · ".join(dict.fromkeys(names))),
        text=without_emails(" ".join(markup.text for markup in texts))[:LONGEST_TEXT],
    )


def named_by(entry: Entry, library: Library) -> Iterator[str]:
    """Yield the titles of the pages that a page's fields name, and of its themes.

    Of one without a page, its name. All else that a page says is in its own files.
    """
    for _, ref in entry.facts.refs:
        found = library.find(ref, entry.lang)
        yield found.facts.title if found else library.unpublished.get(ref, ref.slug)
    for slug in entry.facts.themes:
        if theme := library.settings.theme(slug):
            yield theme.title


def _lines(model: BaseModel, apart: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield the lines of plain text in a model, but for some of its fields, and in what it holds.

    In what it holds, no field is left out.
    """
    marked = marks(type(model))
    for name, value in model.__dict__.items():
        if not value or name in apart:
            continue
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, BaseModel):
                yield from _lines(one)
            elif isinstance(one, str):
                prose = name in marked and not marked[name].markdown
                if prose or name in _NAMES:
                    yield one
