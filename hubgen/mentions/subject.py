"""The page that is looked for, and whether an address or a file is its."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal
from urllib.parse import unquote

from hubgen import addresses
from hubgen.addresses import file_path
from hubgen.fields import Ref
from hubgen.kinds import kind_of
from hubgen.library import address_of
from hubgen.settings import Settings


@dataclass(frozen=True, slots=True)
class Lead:
    """Where an address leads."""

    how: Literal["file", "address", "url"]
    """By a file of the content, by an address from the root, or by a whole web address."""
    to: str
    """The path in the content, or the address in the hub."""
    name: str
    """What of the address is the name of that: all before a `?` or `#`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A page, and all that it is known by."""

    ref: Ref
    files: tuple[str, ...]
    """Its file and those of its translations."""
    folder: str
    """The folder that holds it and its images; empty where it is a file among others."""
    addresses: tuple[str, ...]
    """Where it is, or would be, in each language of the hub."""

    @property
    def names(self) -> frozenset[str]:
        """The names of which one stands wherever something refers to it."""
        files = {PurePosixPath(self.folder).name} if self.folder else set()
        stems = files or {PurePosixPath(one).name.split(".")[0] for one in self.files}
        return frozenset({self.ref.slug, *stems})

    def lead(self, target: str, page: str, settings: Settings) -> Lead | None:
        """Return where the address in the file `page` leads; None where that is not this page."""
        name = target.partition("#")[0].partition("?")[0]
        if not name:
            return None
        if addresses.is_external(name):
            inside = _inside(name, settings)
            return Lead("url", inside, name) if self._is_at(inside) else None
        if name.startswith("/") and self._is_at(unquote(name)):
            return Lead("address", unquote(name), name)
        path = file_path(page, name)
        return Lead("file", path, name) if path and self.holds(path) else None

    def holds(self, path: str) -> bool:
        """Tell whether a file is this page's, or stands in its folder."""
        return path in self.files or bool(self.folder and path.startswith(f"{self.folder}/"))

    def _is_at(self, address: str) -> bool:
        return any(f"{address.rstrip('/')}/".startswith(one) for one in self.addresses)


def subject_of(ref: Ref, files: Iterable[str], settings: Settings) -> Subject:
    """Return the page that has a reference and these files, as what is looked for."""
    paths = tuple(files)
    kind = kind_of(ref.folder)
    assert kind is not None  # a page is of a kind
    folder = addresses.parent_path(paths[0])
    is_bundle = PurePosixPath(paths[0]).name.startswith("index.") and folder.count("/") > 1
    return Subject(
        ref=ref,
        files=paths,
        folder=folder if is_bundle else "",
        addresses=tuple(address_of(kind, ref.slug, lang, settings) for lang in settings.languages),
    )


def _inside(url: str, settings: Settings) -> str:
    """Return the address in the hub that a whole web address is; empty for one elsewhere."""
    plain = unquote(url).partition(":")[2] if "://" in url else unquote(url)
    base = settings.base_url.partition(":")[2]
    return f"/{plain.removeprefix(base)}" if plain.lower().startswith(base.lower()) else ""
