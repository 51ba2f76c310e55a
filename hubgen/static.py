"""Static files and layouts: the site's own before the built-in ones of the same name.

What browsers load with pages is published in a folder named by the digest of all that is in it, so
that they may keep it for good, and never put the style of one build to the page of another. Within
it every file stands where it stood, so that style sheets and scripts find each other as they were
written to. A site's own files are at their plain addresses too, for whoever links to them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from types import MappingProxyType

from hubgen.addresses import odd_sign
from hubgen.errors import Problem, problem
from hubgen.sources import files_below, leads_out_of, odd_name

FOLDER = "static"
"""The folder that they stand in, and that they are published in."""

TYPEFACE = "fonts/atkinson-hyperlegible-next.woff2"
"""The letters of pages and of social cards."""


# What browsers load with a page; a film or a report is not there twice.
_LOADED = frozenset(
    {
        *(".css", ".js", ".mjs", ".json", ".wasm", ".woff2", ".woff", ".ttf", ".otf"),
        *(".svg", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".ico"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Static:
    """The static files of a site."""

    files: Mapping[str, Path]
    """By the address at which each is published."""
    addresses: Mapping[str, str]
    """Where a layout finds each, by its name below the folder: `style.css`, `fonts/x.woff2`."""

    folder: str = ""
    """The address of the folder whose files browsers may keep for good."""
    problems: tuple[Problem, ...] = ()
    """Why some files of the site's own cannot be published."""

    @property
    def typeface(self) -> Path:
        """The file of the letters of pages and of social cards."""
        return self.files[self.addresses[TYPEFACE]]


NONE = Static(files=MappingProxyType({}), addresses=MappingProxyType({}))
"""The static files of a site of which nothing is published."""


def builtin(name: str) -> Path:
    """Return the folder of hubgen's own `layouts` or `static`.

    In an installed package they are in the package; in a checkout they stand beside it.
    """
    package = Path(__file__).parent
    inside = package / name
    return inside if inside.is_dir() else package.parent / name


def layout_folders(site: Path) -> tuple[Path, ...]:
    """Return where layouts are looked for, in order."""
    own = site / "layouts"
    found = (own, builtin("layouts"))
    return found if own.is_dir() and own.resolve() != found[1].resolve() else found[1:]


def read_icons(site: Path) -> frozenset[str]:
    """Return the names of the drawings that layouts can show."""
    return frozenset(
        file.stem for folder in layout_folders(site) for file in folder.glob("icons/*.svg")
    )


def read_static(site: Path) -> Static:
    """Return every static file of a site, and the built-in ones that it has no own of."""
    ours = _files_below(builtin(FOLDER))
    own = site / FOLDER
    theirs = {} if own.resolve() == builtin(FOLDER).resolve() else _files_below(own)
    wrong = {file: found for file in (own, *theirs.values()) if (found := _unfit(file, site))}
    theirs = {name: file for name, file in theirs.items() if wrong.keys().isdisjoint((own, file))}
    kept = ours | {name: file for name, file in theirs.items() if file.suffix.lower() in _LOADED}
    folder = f"/{FOLDER}/{_digest(sorted(kept.items()))[:10]}/"
    lasting = {name: f"{folder}{name}" for name in kept}
    plain = {name: f"/{FOLDER}/{name}" for name in theirs}
    files = {address: theirs[name] for name, address in plain.items()}
    files |= {address: kept[name] for name, address in lasting.items()}
    return Static(
        files=MappingProxyType(dict(sorted(files.items()))),
        addresses=MappingProxyType(dict(sorted((plain | lasting).items()))),
        folder=folder,
        problems=tuple(wrong.values()),
    )


def _unfit(file: Path, site: Path) -> Problem | None:
    """Return why a static file, or the folder of them, cannot be published."""
    path = file.relative_to(site).as_posix()
    if file.is_symlink() and leads_out_of(site.resolve(), file):
        return problem("link-out-of-site", path=path)
    sign = odd_sign(path)
    return odd_name(path, sign) if sign else None


def _files_below(folder: Path) -> dict[str, Path]:
    """Return the files below a folder by their names there, but for hidden ones."""
    files = {}
    for file in files_below(folder):
        name = file.relative_to(folder)
        if not any(part.startswith(".") for part in name.parts):
            files[name.as_posix()] = file
    return files


def files_digest(folders: Iterable[Path]) -> str:
    """Return the digest of all files below some folders, with their names."""
    return _digest(
        (file.relative_to(folder).as_posix(), file)
        for folder in folders
        for file in files_below(folder)
    )


def _digest(files: Iterable[tuple[str, Path]]) -> str:
    digest = blake2b(digest_size=16)
    for name, file in files:
        data = file.read_bytes()
        digest.update(f"{len(name)} {name} {len(data)} ".encode("utf-8", "surrogateescape"))
        digest.update(data)
    return digest.hexdigest()
