"""Assets: the images and files that published pages use, and where they are published."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from hubgen import addresses
from hubgen.census import Census
from hubgen.errors import Problem, Unreadable
from hubgen.findings import Finding, finding, unreadable
from hubgen.kinds.base import Entry
from hubgen.kinds.facts import Use
from hubgen.library import Library
from hubgen.pictures import Picture, Variant
from hubgen.settings import Limits
from hubgen.sources import CONTENT, digest

# The endings that are read as images.
_IMAGES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".svg"})
# Other files that are published, as they are. A page, a script or a style would run with the hub's
# own rights, and files such as `_headers` or `web.config` change how a server answers.
_TEXTS = frozenset({".pdf", ".epub", ".doc", ".docx", ".odt", ".rtf", ".txt", ".vtt", ".srt"})
_TABLES = frozenset({".xls", ".xlsx", ".ods", ".csv", ".tsv", ".json", ".geojson", ".gpkg"})
_OTHERS = frozenset(
    {".ppt", ".pptx", ".odp", ".zip", ".mp3", ".m4a", ".ogg", ".wav", ".mp4", ".webm"}
)
_PUBLISHED = _IMAGES | _TEXTS | _TABLES | _OTHERS


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """One image or file of the hub."""

    path: str
    """Its path in the content: `content/events/kci-3/zaal.jpg`."""
    address: str
    file: Path
    digest: str
    picture: Picture | None = None
    """What is known of it as an image; None for any other file."""

    def variant_address(self, variant: Variant) -> str:
        """Return where a smaller version is published: `/events/kci-3/zaal-jpg-480.webp`."""
        return self.address.rpartition(".")[0] + variant.suffix


class Pictures(Protocol):
    """What is known of pictures by their digests."""

    def find(self, path: str, digest: str, limits: Limits) -> Picture | None:
        """Return what reading a picture would give; None where that is not known."""

    def add(self, picture: Picture, limits: Limits) -> None:
        """Remember what reading a picture gave."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of files before they are read."""

    census: Census
    pictures: Pictures


def collect(
    library: Library, files: tuple[tuple[str, Path], ...], before: Known | None = None
) -> tuple[Mapping[str, Asset], tuple[Problem, ...]]:
    """Return every file that a published page uses, by its path in the content.

    A file that is not there, cannot be read as an image, or may not be published is a problem of
    each page that uses it. What no page uses is not published. A file that was known `before`, and
    is what it was, is not read.
    """
    known = dict(files)
    assets: dict[str, Asset] = {}
    broken: dict[str, Unreadable] = {}
    problems: list[Problem] = []
    for entry in library.checked:
        for use in entry.facts.uses:
            path = use.path
            if path and path in known and path not in assets and path not in broken:
                try:
                    assets[path] = _asset(path, known[path], library, before)
                except Unreadable as error:
                    broken[path] = error
            if path not in assets:
                problems.append(_missing(use, entry, known, broken.get(path or "")))
            elif use.shown and assets[path].picture is None:
                no_image = Unreadable("image-kind", value=use.spot.target)
                problems.append(_missing(use, entry, known, no_image))
    return MappingProxyType(assets), tuple(problems)


def collect_again(
    paths: Iterable[str],
    library: Library,
    files: tuple[tuple[str, Path], ...],
    before: Known | None = None,
) -> Mapping[str, Asset] | None:
    """Return the files that pages are known to use, as `collect` does.

    None where one of them is not there any more, or cannot be published.
    """
    known = dict(files)
    try:
        return MappingProxyType({one: _asset(one, known[one], library, before) for one in paths})
    except (KeyError, Unreadable):
        return None


def _asset(path: str, file: Path, library: Library, before: Known | None) -> Asset:
    """Return a file that is there; raise `Unreadable` for one that may not be published."""
    limits = library.settings.limits
    suffix = file.suffix.lower()
    if suffix not in _PUBLISHED:
        raise Unreadable("file-refused", value=path)
    is_image = suffix in _IMAGES
    try:
        found = file.stat()
        most = limits.image if is_image else limits.attachment
        if found.st_size > most:
            code = "image-too-big" if is_image else "attachment-too-big"
            raise Unreadable(code, value=path, most=most // 1_000_000)
        name = before.census.digest_of(path, found) if before else None
        picture = before.pictures.find(path, name, limits) if before and name and is_image else None
        if name is None or (is_image and picture is None):
            data = file.read_bytes()
            name = digest(data)
            picture = _picture(path, data, name, limits) if is_image else None
            if before:
                before.census.note(path, found, name)
                if picture:
                    before.pictures.add(picture, limits)
    except OSError as error:
        raise Unreadable("unreadable-file", value=path, why=error.strerror or error) from error
    return Asset(
        path=path, address=_address(path, library), file=file, digest=name, picture=picture
    )


def _picture(path: str, data: bytes, digest: str, limits: Limits) -> Picture:
    # Imported here, as what reads images takes long to load, and many hubs have few.
    from hubgen import images

    return images.read(path, data, digest, most_bytes=limits.image, most_pixels=limits.pixels)


def _address(path: str, library: Library) -> str:
    """Return where a file is published: with its page if it shares a folder with it."""
    folder, _, name = path.rpartition("/")
    inside = [name]
    while folder:
        if ref := library.bundles.get(folder):
            page = library.find(ref, library.settings.lang)
            if page:
                return library.address(page) + "/".join(inside)
        folder, _, name = folder.rpartition("/")
        inside.insert(0, name)
    return "/" + path.removeprefix(f"{CONTENT}/")


def _missing(
    use: Use, entry: Entry, known: Mapping[str, Path], error: Unreadable | None
) -> Problem:
    """Say why a file cannot be used, and name the nearest one."""
    found: Finding
    if error:
        found = unreadable((), error)
    elif use.path is None:
        found = finding((), "file-outside", value=use.spot.target)
    else:
        near = _nearest(use.path, known)
        if near:
            shown = addresses.path_from(entry.path, near)
            found = finding((), "missing-file-near", value=use.spot.target, near=shown)
        else:
            found = finding((), "missing-file", value=use.spot.target, place=use.path)
    return Problem(
        path=entry.path,
        line=use.spot.line,
        column=use.spot.column,
        length=use.spot.length,
        field=use.spot.field,
        code=found.code,
        values=found.values,
    )


def _nearest(path: str, known: Mapping[str, Path]) -> str:
    """Return the file whose name is most like that of `path`, or nothing; ties by folder.

    Whole paths would all be alike, as they begin alike.
    """
    names = sorted({one.rpartition("/")[2] for one in known})
    near = get_close_matches(path.rpartition("/")[2], names, n=1, cutoff=0.6)
    twins = [one for one in known if near and one.rpartition("/")[2] == near[0]]
    found = get_close_matches(path, twins, n=1, cutoff=0.0)
    return found[0] if found else ""
