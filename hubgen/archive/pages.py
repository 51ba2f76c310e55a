"""Pages whose facts are known, and of which the rest is read when somebody asks for it."""

from collections.abc import Sequence
from typing import Any

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

_KINDS = {kind.folder: kind for kind in KINDS}
_set = object.__setattr__  # an entry is frozen for everyone else


class Origin:
    """What a page and its translations are read from, and whose entries they are."""

    __slots__ = ("_cache", "_group", "_settings", "_texts", "entries", "zone")

    def __init__(
        self, group: Sequence[Source], settings: Settings, cache: Cache, texts: bytes | None
    ) -> None:
        self._group = group
        self._settings = settings
        self._cache = cache
        self._texts = texts
        self.zone = settings.zone
        self.entries: list[Kept] = []

    def read_fields(self) -> None:
        """Give each entry its fields and its front matter."""
        # Imported here, as nothing that reads a page is wanted where all is known.
        from hubgen.documents.reading import read_again

        by_path = {one.path: one for one in self.entries}
        for path, fields, matter in read_again(self._group, by_path, self._settings):
            _set(by_path[path], "fields", fields)
            _set(by_path[path], "matter", matter)

    def read_texts(self) -> None:
        """Give each entry its texts as HTML."""
        known = self._texts
        if known is None and (told := self._cache.from_shelf(TEXTS, self._group[0].path)):
            known = told[1]
        convert = Texts(known, self._cache.program())
        for one in self.entries:
            body = body_of(one.matter, one.path, self._settings, convert)
            _set(one, "texts", texts_of(one.fields, one.matter, one.path, body, convert))
            _set(one, "body", body)
        self._texts = None


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
