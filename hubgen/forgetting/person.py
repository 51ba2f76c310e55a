"""Who is to be forgotten: by what names and addresses a text can mean them."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Sort = Literal["name", "email", "phone", "slug", "surname", "first_name"]

_CERTAIN = frozenset({"name", "email", "phone", "slug"})
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Hit:
    """A part of a text that means someone, or may do so."""

    start: int
    end: int
    sort: Sort

    @property
    def is_certain(self) -> bool:
        """Tell whether it can hardly mean anyone else."""
        return self.sort in _CERTAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone, by all that a text can hold of them."""

    names: tuple[str, ...]
    """Whole names, as they are written in each language."""
    slug: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()

    def is_named(self, text: str) -> bool:
        """Tell whether a text is one of their names, and nothing else."""
        said = _words(text)
        return any(said == _words(name) for name in self.names)

    def hits(self, text: str) -> list[Hit]:
        """Return where a text means them, in its order; what is in part of a name may not."""
        plain = folded(text)
        found: list[Hit] = []
        for sort, pattern in self._patterns():
            for one in pattern.finditer(plain):
                if not any(other.start < one.end() and one.start() < other.end for other in found):
                    found.append(Hit(one.start(), one.end(), sort))
        for sort, word in self._parts():
            for one in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", _unaccented(text)):
                if not any(other.start < one.end() and one.start() < other.end for other in found):
                    found.append(Hit(one.start(), one.end(), sort))
        return sorted(found, key=lambda one: one.start)

    def _patterns(self) -> Iterator[tuple[Sort, "re.Pattern[str]"]]:
        """Yield what is certain, in a text without capitals and accents."""
        for email in self.emails:
            yield "email", re.compile(rf"(?<![\w.+-]){re.escape(folded(email))}(?![\w-])")
        for phone in self.phones:
            digits = _DIGIT.findall(phone)
            # A number within the country and the same from abroad end alike.
            tail = r"[\s().\-/]*".join(digits[-9:])
            if len(digits) >= 9:
                yield "phone", re.compile(rf"(?<!\d)(?:\+|00)?[\d\s().\-]{{0,6}}?{tail}(?!\d)")
        for name in self.names:
            words = [re.escape(word) for word in _words(name).split()]
            spaced = r"[\s\u00a0]+".join(words)
            yield "name", re.compile(rf"(?<!\w){spaced}(?!\w)")
            if len(words) > 1:
                behind = r"\s+".join(words[1:])
                yield "name", re.compile(rf"(?<!\w){behind},\s*{words[0]}(?!\w)")
        if self.slug:
            # A slug of one word is also how the slugs of others begin.
            more = "" if "-" in self.slug else "-"
            yield "slug", re.compile(rf"(?<![\w{more}]){re.escape(self.slug)}(?![\w{more}])")

    def _parts(self) -> Iterator[tuple[Sort, str]]:
        """Yield the words of a name that others can have too, with their capitals."""
        for name in self.names:
            words = _unaccented(name).split()
            if len(words) > 1:
                yield "surname", words[-1]
                yield "first_name", words[0]


def folded(text: str) -> str:
    """Return a text without capitals and accents, each character in its own place."""
    return "".join(low if len(low := one.lower()) == 1 else one for one in _unaccented(text))


def _unaccented(text: str) -> str:
    return text if text.isascii() else "".join(unicodedata.normalize("NFD", one)[0] for one in text)


def _words(text: str) -> str:
    return " ".join(folded(text).split())
