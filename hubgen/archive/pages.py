"""Pages whose facts are known, and of which the rest is read when somebody asks for it."""

from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, Final

from hubgen.archive.rows import Row, read, read_facts, read_meetings, reference, written
from hubgen.archive.texts import Texts
from hubgen.cache import Cache, open_cache
from hubgen.kinds import KINDS
from hubgen.kinds.base import Entry
from hubgen.settings import Settings
from hubgen.sources import Source, packed, read_once
from hubgen.texts import body_of, texts_of

PAGES = "pages"
"""The shelf of rows, by the path of a page's first file."""
TEXTS = "texts"
"""The shelf of what texts are as HTML, by the same."""

MOST_OPEN: Final = 300
"""How many pages hold what is in their files alone; more than any feed has."""

_MOST_APART = 100
"""How many rows are fetched one at a time, before all of them are."""

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


class Rows:
    """What was read of pages, which is fetched from the cache when somebody asks for it.

    Where the cache was closed meanwhile it is opened once more. What is not there any more, or was
    read from other files since, is missing.
    """

    def __init__(
        self,
        cache: Cache,
        states: Mapping[str, str],
        rows: dict[str, bytes],
        texts: Mapping[str, bytes],
    ) -> None:
        """Take the digests that things must have, and what was learned now and waits in memory."""
        self._cache = cache
        self._folder = cache.folder
        self._states = states
        self._rows = rows
        self._texts = texts
        self._fetched = 0

    def row(self, name: str) -> bytes | None:
        """Return the row of a page; whoever took it keeps it."""
        if name in self._rows:
            return self._rows.pop(name)
        self._fetched += 1
        if self._fetched == _MOST_APART or (not self._cache and self._fetched <= _MOST_APART):
            self._fetched = _MOST_APART
            self._fetch_all()
            return self._rows.pop(name, None)
        found = self._cache.from_shelf(PAGES, name)
        return found[1] if found and found[0] == self._states[name] else None

    def texts(self, name: str) -> bytes | None:
        """Return what the texts of a page are as HTML."""
        if name in self._texts:
            return self._texts[name]
        found = self._cache.from_shelf(TEXTS, name)
        return found[1] if found else None

    def _fetch_all(self) -> None:
        if self._cache:
            found = self._cache.shelf(PAGES)
        else:
            with open_cache(self._folder) as again:
                found = again.shelf(PAGES)
        states = self._states
        for name, (state, row) in found.items():
            if states.get(name) == state:
                self._rows.setdefault(name, row)


class Origin:
    """What a page and its translations are read from, and whose entries they are."""

    __slots__ = (
        "_cache",
        "_group",
        "_has_fields",
        "_is_open",
        "_opened",
        "_rows",
        "_settings",
        "entries",
        "zone",
    )

    def __init__(
        self,
        group: Sequence[Source],
        settings: Settings,
        cache: Cache,
        rows: Rows,
        opened: Opened,
    ) -> None:
        self._group = tuple(map(packed, group))
        self._settings = settings
        self._cache = cache
        self._rows = rows
        self._opened = opened
        self._is_open = False
        self._has_fields = False
        self.zone = settings.zone
        self.entries: list[Kept] = []

    def read_row(self) -> Row:
        """Return what was read of the page, and give each entry its part."""
        data = self._rows.row(self._group[0].path)
        row = read(self._read_anew() if data is None else data)
        for entry, its in zip(self.entries, row.entries, strict=True):
            _set(entry, "_row", its)
        return row

    def read_fields(self) -> None:
        """Give each entry its fields and its front matter."""
        # Imported here, as nothing of it is wanted where no page is asked for what is in its file.
        from hubgen.documents.reading import read_again

        self._open()
        by_path = {one.path: one for one in self.entries}
        for path, fields, matter in read_again(self._read_files(), by_path, self._settings):
            entry = by_path[path]
            if not self._has_fields:
                _set(entry, "fields", fields)
            _set(entry, "matter", matter)
        self._has_fields = True

    def read_texts(self) -> None:
        """Give each entry its texts as HTML."""
        self._open()
        convert = self._converter()
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

    def _read_anew(self) -> bytes:
        """Return the row of the page as it is read now, since the cache has lost it."""
        from hubgen.documents.reading import read_documents

        return written(read_documents([self._read_files()], self._settings, self._converter()))

    def _converter(self) -> Texts:
        return Texts(self._rows.texts(self._group[0].path), self._cache.program())

    def _read_files(self) -> list[Source]:
        """Return the page's files with their texts, which are held no longer than need be."""
        return [read_once(one) for one in self._group]

    def _open(self) -> None:
        if not self._is_open:
            self._is_open = True
            self._opened.add(self)


class Kept(Entry):
    """An entry whose row can be fetched. It answers as the entry does that was read."""

    __slots__ = ("_origin", "_row")

    _origin: Origin
    _row: list[Any]

    def __getattr__(self, name: str) -> Any:
        """Return what was not asked for before; Python asks here for what is not there yet."""
        if name == "facts":
            _set(self, name, read_facts(self._row[-1], self._origin.zone))
        elif name == "meetings":
            _set(self, name, read_meetings(self._row[-2]))
        elif name == "_row":
            self._origin.read_row()
        elif name == "uid":
            _set(self, name, self._row[3])
        elif name in {"fields", "matter"}:
            self._origin.read_fields()
        elif name in {"body", "texts"}:
            self._origin.read_texts()
        else:
            raise AttributeError(name)
        return object.__getattribute__(self, name)


def kept(line: list[Any], origin: Origin, state: str) -> Kept:
    """Return an entry of which the register tells; `state` is the digest of what it was read from.

    See `register.Line` for what it says.
    """
    slug, lang, path, is_translation, is_sound = line
    entry = object.__new__(Kept)
    folder = path.split("/", 2)[1]
    _set(entry, "kind", _KINDS[folder])
    _set(entry, "slug", slug)
    _set(entry, "ref", reference(folder, slug))
    _set(entry, "key", (folder, slug, lang))
    _set(entry, "lang", lang)
    _set(entry, "path", path)
    _set(entry, "is_translation", is_translation)
    _set(entry, "is_sound", is_sound)
    _set(entry, "origin", state)
    _set(entry, "_origin", origin)
    origin.entries.append(entry)
    return entry
