"""Pages whose facts are known, and of which the rest is read when somebody asks for it."""

from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Final

from hubgen.archive.rows import read_facts, read_meetings, reference
from hubgen.archive.texts import Texts
from hubgen.cache import Cache
from hubgen.kinds import KINDS
from hubgen.kinds.base import Entry
from hubgen.settings import Settings
from hubgen.sources import Source
from hubgen.texts import body_of, texts_of

PAGES = "pages"
"""The shelf of rows, by the path of a page's first file."""
TEXTS = "texts"
"""The shelf of what texts are as HTML, by the same."""

MOST_OPEN: Final = 300
"""How many pages hold what is in their files alone; more than any feed has."""

_OF_FILE = ("matter", "body", "texts")
_KINDS = {kind.folder: kind for kind in KINDS}
_set = object.__setattr__  # an entry is frozen for everyone else


class Opened:
    """The pages that hold what is in their files alone, of which only the last few stay so.

    Texts and front matter take ten times the memory of what is known from a row, and most pages are
    asked for them once, when they are published. A page that is closed is read again when need be.
    """

    def __init__(self) -> None:
        self._origins: deque[Origin] = deque()

    def add(self, origin: "Origin") -> None:
        """Note that a page was read, and close the one that was read longest ago."""
        self._origins.append(origin)
        if len(self._origins) > MOST_OPEN:
            self._origins.popleft().close()


class Origin:
    """What a page and its translations are read from, and whose entries they are."""

    __slots__ = (
        "_cache",
        "_files",
        "_has_fields",
        "_is_open",
        "_opened",
        "_settings",
        "_texts",
        "entries",
        "zone",
    )

    def __init__(
        self,
        group: Sequence[Source],
        settings: Settings,
        cache: Cache,
        texts: bytes | None,
        opened: Opened,
    ) -> None:
        # As bytes, since text with one typesetter's quote in it takes twice the memory.
        self._files = [(one.path, one.text.encode(), one.digest) for one in group]
        self._settings = settings
        self._cache = cache
        self._texts = texts
        self._opened = opened
        self._is_open = False
        self._has_fields = False
        self.zone = settings.zone
        self.entries: list[Kept] = []

    def read_fields(self) -> None:
        """Give each entry its fields and its front matter."""
        # Imported here, as nothing of it is wanted where no page is asked for what is in its file.
        from hubgen.documents.reading import read_again

        self._open()
        group = [
            Source(path=path, text=data.decode(), digest=digest)
            for path, data, digest in self._files
        ]
        by_path = {one.path: one for one in self.entries}
        for path, fields, matter in read_again(group, by_path, self._settings):
            entry = by_path[path]
            if not self._has_fields:
                _set(entry, "fields", fields)
            _set(entry, "matter", matter)
        self._has_fields = True

    def read_texts(self) -> None:
        """Give each entry its texts as HTML."""
        self._open()
        known = self._texts
        if known is None and (told := self._cache.from_shelf(TEXTS, self._files[0][0])):
            known = told[1]
        convert = Texts(known, self._cache.program())
        for one in self.entries:
            body = body_of(one.matter, one.path, self._settings, convert)
            _set(one, "texts", texts_of(one.fields, one.matter, one.path, body, convert))
            _set(one, "body", body)

    def close(self) -> None:
        """Take from each entry what is in its file alone; lists go on asking for its fields."""
        self._is_open = False
        for one in self.entries:
            for name in _OF_FILE:
                with suppress(AttributeError):  # it was not asked for
                    object.__delattr__(one, name)

    def _open(self) -> None:
        if not self._is_open:
            self._is_open = True
            self._opened.add(self)


class Kept(Entry):
    """An entry whose row is known. It is the entry that was read, and answers as that does."""

    __slots__ = ("_origin", "_row")

    _origin: Origin
    _row: list[Any]

    def __getattr__(self, name: str) -> Any:
        """Return what was not asked for before; Python asks here for what is not there yet."""
        if name == "facts":
            _set(self, name, read_facts(self._row[-1], self._origin.zone))
        elif name == "meetings":
            _set(self, name, read_meetings(self._row[-2]))
        elif name in {"fields", "matter"}:
            self._origin.read_fields()
        elif name in {"body", "texts"}:
            self._origin.read_texts()
        else:
            raise AttributeError(name)
        return object.__getattribute__(self, name)


def kept(row: list[Any], origin: Origin, state: str) -> Kept:
    """Return the entry that a row tells of; `state` is the digest of what it was read from."""
    slug, lang, path, uid, is_translation, is_sound, _, _ = row
    entry = object.__new__(Kept)
    folder = path.split("/", 2)[1]
    _set(entry, "kind", _KINDS[folder])
    _set(entry, "slug", slug)
    _set(entry, "ref", reference(folder, slug))
    _set(entry, "key", (folder, slug, lang))
    _set(entry, "lang", lang)
    _set(entry, "path", path)
    _set(entry, "uid", uid)
    _set(entry, "is_translation", is_translation)
    _set(entry, "is_sound", is_sound)
    _set(entry, "origin", state)
    _set(entry, "_origin", origin)
    _set(entry, "_row", row)
    origin.entries.append(entry)
    return entry
