"""Who is to be forgotten: by what names and addresses a text can mean them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
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


@dataclass(frozen=True, kw_only=True)
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
        for sort, pattern in self._patterns:
            found += _new(pattern.finditer(plain), sort, found)
        if any(word in plain for word in self._words):
            cased = _unaccented(text)
            for sort, pattern in self._parts:
                found += _new(pattern.finditer(cased), sort, found)
        return sorted(found, key=lambda one: one.start)

    @cached_property
    def _patterns(self) -> list[tuple[Sort, "re.Pattern[str]"]]:
        return list(self._certain())

    @cached_property
    def _words(self) -> tuple[str, ...]:
        return tuple(folded(word) for name in self.names for word in name.split())

    @cached_property
    def _parts(self) -> list[tuple[Sort, "re.Pattern[str]"]]:
        """The words of a name that others can have too, with their capitals."""
        sorts: tuple[tuple[Sort, int], ...] = (("surname", -1), ("first_name", 0))
        return [
            (sort, re.compile(rf"(?<!\w){re.escape(words[at])}(?!\w)"))
            for words in (_unaccented(name).split() for name in self.names)
            for sort, at in sorts
            if len(words) > 1 and len(words[at]) > 1 and words[at].isalpha()
        ]

    def _certain(self) -> Iterator[tuple[Sort, "re.Pattern[str]"]]:
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


def _new(found: Iterable["re.Match[str]"], sort: Sort, known: Sequence[Hit]) -> list[Hit]:
    """Return what was found and does not lie in something that is known already."""
    return [
        Hit(one.start(), one.end(), sort)
        for one in found
        if not any(other.start < one.end() and one.start() < other.end for other in known)
    ]


def folded(text: str) -> str:
    """Return a text without capitals and accents, each character in its own place."""
    return text.lower() if text.isascii() else text.translate(_FOLDED)


def _unaccented(text: str) -> str:
    return text if text.isascii() else text.translate(_UNACCENTED)


class _Unaccented(dict[int, str]):
    """What is left of each character without its accent; looked up once."""

    def __missing__(self, code: int) -> str:
        self[code] = unicodedata.normalize("NFD", chr(code))[0]
        return self[code]


class _Folded(dict[int, str]):
    """The same without capitals, as far as that is one character too."""

    def __missing__(self, code: int) -> str:
        plain = _UNACCENTED[code]
        low = plain.lower()
        self[code] = low if len(low) == 1 else plain
        return self[code]


_UNACCENTED = _Unaccented()
_FOLDED = _Folded()


def _words(text: str) -> str:
    return " ".join(folded(text).split())
