"""Which words of a page are in another language than the page: those that a translation took over.

A browser that reads a page aloud must be told so (WCAG 2.2, 3.1.2 Language of Parts).
"""

from collections.abc import Mapping

from pydantic import BaseModel

from hubgen.kinds.base import Entry
from hubgen.library import Library


def taken_over(entry: Entry, library: Library) -> Mapping[str, str]:
    """Return the language of each field that a translation took over, by the field's path.

    Of a mapping each of its own fields is named too: `registration.note`. Nothing for an original.
    """
    if not entry.is_translation:
        return {}
    lang = _original_language(entry, library)
    found = {}
    for name, value in entry.fields.__dict__.items():
        said = entry.matter.values.get(name)
        if name not in entry.matter.values:
            found[name] = lang
        if isinstance(value, BaseModel):
            own = said if isinstance(said, dict) else {}
            found |= {f"{name}.{part}": lang for part in value.__dict__ if part not in own}
    return found


def _original_language(entry: Entry, library: Library) -> str:
    """Return the language of the page that an entry is a translation of."""
    return next(
        lang
        for lang in library.languages_of[entry.ref]
        if not library.by_key[(*entry.key[:2], lang)].is_translation
    )
