"""Static files and layouts: the site's own before the built-in ones of the same name."""

from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path

FOLDER = "static"
"""The folder that they stand in, and that they are published in."""

TYPEFACE = "fonts/atkinson-hyperlegible-next.woff2"
"""The letters of pages and of social cards."""


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


def read_static(site: Path) -> Mapping[str, Path]:
    """Return every static file by its name below the folder: `style.css`, `fonts/x.woff2`."""
    files: dict[str, Path] = {}
    for folder in (builtin(FOLDER), site / FOLDER):
        if folder.is_dir():
            for file in sorted(folder.rglob("*")):
                name = file.relative_to(folder)
                hidden = any(part.startswith(".") for part in name.parts)
                if file.is_file() and not hidden:
                    files[name.as_posix()] = file
    return dict(sorted(files.items()))


def static_address(name: str) -> str:
    """Return where a static file is published."""
    return f"/{FOLDER}/{name}"


def files_digest(folders: Iterable[Path]) -> str:
    """Return the digest of all files below some folders, with their names."""
    digest = blake2b(digest_size=16)
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                data = file.read_bytes()
                name = file.relative_to(folder).as_posix()
                digest.update(f"{len(name)} {name} {len(data)} ".encode("utf-8", "surrogateescape"))
                digest.update(data)
    return digest.hexdigest()
