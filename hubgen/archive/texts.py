"""Texts that were turned into HTML before, by the digest of all that decides what they become."""

import json
import zlib
from collections.abc import Set as AbstractSet
from typing import Any

from hubgen.archive.rows import markup_row, read_markup
from hubgen.cache import key
from hubgen.markup.records import Markup

_QUICK = 1  # how hard zlib tries; more takes longer than it saves


class Texts:
    """Turns the texts of a page into HTML, those that are known by what is known.

    It is a `texts.Converter`.
    """

    def __init__(self, known: bytes | None, program: str) -> None:
        self._program = program
        self._known: dict[str, Any] = json.loads(zlib.decompress(known)) if known else {}
        self._used: dict[str, Any] = {}

    def __call__(
        self, text: str, *, path: str, first_line: int, taken: AbstractSet[str] = frozenset()
    ) -> Markup:
        """Return what a text is as HTML; it is converted only where that is not known."""
        name = key(self._program, path, str(first_line), *sorted(taken), text)
        row = self._known.get(name)
        if row is None:
            # Imported here, as nothing of Markdown is wanted where all is known.
            from hubgen.markup import convert

            markup = convert(text, path=path, first_line=first_line, taken=taken)
            self._used[name] = markup_row(markup)
            return markup
        self._used[name] = row
        return read_markup(row)

    def pack(self) -> bytes:
        """Return what is to be known the next time: the texts that were asked for."""
        return zlib.compress(json.dumps(self._used, separators=(",", ":")).encode(), _QUICK)
