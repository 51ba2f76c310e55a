"""What a site's files should be: pages with their fields and texts, images, settings."""

import json
import posixpath
from collections.abc import Mapping, Sequence
from typing import Any

from tests.sequences.vocabulary import Beside, To


class Page:
    """A page's file: its fields, and its text in pieces."""

    def __init__(self, fields: dict[str, Any], pieces: Sequence[tuple[Any, ...]] = ()) -> None:
        self.fields = fields
        self.pieces = tuple(pieces)


class Model:
    """All files that a site should have."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.bundles: set[str] = set()
        """The pages that have a folder of their own, without their ending: `events/aap`."""
        self.assets: dict[str, bytes] = {}
        self.own: dict[str, str] = {}
        self.settings: dict[str, Any] = {"title": "Proefhub", "languages": ["nl", "en"]}

    def copy(self) -> "Model":
        """Return a model that stays as this one is."""
        other = Model()
        other.pages = {
            path: Page(dict(page.fields), page.pieces) for path, page in self.pages.items()
        }
        other.bundles = set(self.bundles)
        other.assets, other.own = dict(self.assets), dict(self.own)
        other.settings = dict(self.settings)
        return other

    def files(self) -> dict[str, bytes]:
        """Return the files, by their path below the site's folder."""
        made = {f"content/{self.file_of(path)}": self._page(path) for path in self.pages}
        made["content/site.yaml"] = self._fields(self.settings, "site.yaml")
        texts = {path: text.encode() for path, text in (made | self.own).items()}
        return texts | {f"content/{path}": data for path, data in self.assets.items()}

    def file_of(self, path: str) -> str:
        """Return the file of a page: itself, or the one in its folder."""
        name, _, ending = path.partition(".")
        return f"{name}/index.{ending}" if name in self.bundles else path

    def _page(self, path: str) -> str:
        page = self.pages[path]
        fields = dict(page.fields)
        if path.startswith("events/") and "dates" in fields:
            fields = {k: v for k, v in fields.items() if k not in ("start", "end")}
        if "lang" in fields and self.settings.get("languages") == ["nl"]:
            del fields["lang"]
        names = [theme["slug"] for theme in self.settings.get("themes", ())]
        if "themes" in fields:
            fields["themes"] = [name for name in fields["themes"] if name in names]
        text = "".join(f"{self._piece(path, piece)}\n\n" for piece in page.pieces)
        return f"---\n{self._fields(fields, path)}---\n\n{text}"

    def _fields(self, fields: Mapping[str, Any], path: str) -> str:
        lines = []
        for name, value in fields.items():
            found = self._value(value, path)
            if found is not None:
                lines.append(f"{name}: {json.dumps(found, ensure_ascii=False)}\n")
        return "".join(lines)

    def _value(self, value: Any, path: str) -> Any:
        """Return a value without what is not there; None where nothing is left of it."""
        if isinstance(value, To):
            own = path.removesuffix(".md") == f"{value.folder}/{value.slug}"
            if f"{value.folder}/{value.slug}.md" not in self.pages or own:
                return None
            return f"{value.folder}/{value.slug}" if value.whole else value.slug
        if isinstance(value, Beside):
            return value.name if self._beside(path, value.name) in self.assets else None
        if isinstance(value, dict):
            found = {name: self._value(part, path) for name, part in value.items()}
            return None if None in found.values() else found
        if isinstance(value, (list, tuple)):
            return [part for part in (self._value(one, path) for one in value) if part is not None]
        return value

    def _piece(self, path: str, piece: tuple[Any, ...]) -> str:
        sort, what, *rest = piece
        if sort == "heading":
            return f"## {what}"
        if sort == "link":
            to = f"{what.folder}/{what.slug}.md"
            target = self.pages.get(to)
            if target is None:
                return "Geen link."
            headings = {
                f"#{'-'.join(w.lower().split())}" for s, w, *_ in target.pieces if s == "heading"
            }
            anchor = rest[0] if rest[0] in headings else ""
            way = posixpath.relpath(self.file_of(to), posixpath.dirname(self.file_of(path)))
            return f"Zie [daar]({way}{anchor}) verder."
        if sort in ("image", "file"):
            if self._beside(path, what) not in self.assets:
                return "Niets."
            return f"![Een beeld]({what})" if sort == "image" else f"Lees [het blad]({what})."
        if sort == "at":
            return f"Kijk [hier]({what})."
        return str(what)

    def _beside(self, path: str, name: str) -> str:
        return posixpath.join(posixpath.dirname(self.file_of(path)), name)
