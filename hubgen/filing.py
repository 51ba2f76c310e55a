"""What the web editor asks of the files of a site on this machine, and nothing more than that.

It is the protocol of `decap-server`, which Decap speaks: an action and its parameters. Only pages
and what stands beside them can be read and written: files below `content/` whose names begin with a
letter or a digit, and never the settings.
"""

import base64
import binascii
import hashlib
import os
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from hubgen.desk import create, file_at, overwrite
from hubgen.errors import Refused
from hubgen.sources import CONTENT

_NAME = re.compile(r"[^\W_][^/\\\x00-\x1f\x7f]*|_index\.md")
_SETTINGS = frozenset({".yaml", ".yml"})
_DEEPEST = 12
"""Folders within folders that are looked into."""

Said = Mapping[str, Any]


def answer(site: Path, asked: object) -> object:
    """Return what the web editor is told on what it asks, to be sent as JSON.

    Raises `Refused` for what it may not ask, does not exist, or the disk refuses; nothing was
    written then.
    """
    said = asked if isinstance(asked, dict) else {}
    params = said.get("params") or {}
    action = _ACTIONS.get(str(said.get("action")))
    if action is None or not isinstance(params, dict):
        raise Refused("not-asked", asked=str(said.get("action")))
    try:
        return action(site, params)
    except (KeyError, TypeError, AttributeError, binascii.Error) as error:
        raise Refused("not-asked", asked=str(said.get("action"))) from error
    except OSError as error:
        raise Refused("not-found", path=error.filename or "") from error


def _info(site: Path, params: Said) -> object:
    return {"repo": site.resolve().name, "publish_modes": ["simple"], "type": "local_fs"}


def _entries_by_folder(site: Path, params: Said) -> object:
    ending = "." + params["extension"]
    paths = sorted(_paths_in(site, params["folder"], _DEEPEST))
    return [_entry(site, path) for path in paths if path.endswith(ending)]


def _entries_by_files(site: Path, params: Said) -> object:
    return [_entry(site, one["path"]) for one in params["files"]]


def _get_entry(site: Path, params: Said) -> object:
    return _entry(site, params["path"])


def _persist_entry(site: Path, params: Said) -> object:
    """Write pages and the files that come with them, once each of them may be written."""
    pages = [(_page(site, one["path"]), _text(one["raw"])) for one in params["dataFiles"]]
    if any(one.get("newPath") for one in params["dataFiles"]):
        raise Refused("not-asked", asked="newPath")
    assets = [(_medium(site, one["path"]), _bytes(one)) for one in params["assets"]]
    for file, data in assets:
        _write_bytes(file, data)
    for file, text in pages:
        if file.exists():
            overwrite(file, text)
        else:
            create(file, text)
    return {"message": "entry persisted"}


def _get_media(site: Path, params: Said) -> object:
    paths = sorted(_paths_in(site, params["mediaFolder"], 1))
    return [_medium_told(site, path) for path in paths if _is_medium(path)]


def _get_media_file(site: Path, params: Said) -> object:
    return _medium_told(site, params["path"])


def _persist_media(site: Path, params: Said) -> object:
    asset = params["asset"]
    _write_bytes(_medium(site, asset["path"]), _bytes(asset))
    return _medium_told(site, asset["path"])


def _delete_file(site: Path, params: Said) -> object:
    return _delete_files(site, {"paths": [params["path"]]})


def _delete_files(site: Path, params: Said) -> object:
    files = [_inside(site, path) for path in params["paths"]]
    for file in files:
        file.unlink(missing_ok=True)
    return {"message": "deleted"}


def _nothing(site: Path, params: Said) -> object:
    return None


_ACTIONS: Mapping[str, Callable[[Path, Said], object]] = {
    "info": _info,
    "entriesByFolder": _entries_by_folder,
    "entriesByFiles": _entries_by_files,
    "getEntry": _get_entry,
    "persistEntry": _persist_entry,
    "getMedia": _get_media,
    "getMediaFile": _get_media_file,
    "persistMedia": _persist_media,
    "deleteFile": _delete_file,
    "deleteFiles": _delete_files,
    "getDeployPreview": _nothing,
}


def _inside(site: Path, path: str) -> Path:
    """Return the file of a path; raise `Refused` for one that is not the web editor's.

    A link is followed, and what it leads to has to be the web editor's as well.
    """
    folder, _, rest = path.partition("/")
    if folder != CONTENT or not _may_be_asked(rest):
        raise Refused("not-asked", asked=path)
    file = file_at(site, path)
    real, content = Path(os.path.realpath(file)), os.path.realpath(site / CONTENT)
    if not real.is_relative_to(content) or not _may_be_asked(real.relative_to(content).as_posix()):
        raise Refused("not-asked", asked=path)
    return file


def _may_be_asked(path: str) -> bool:
    """Tell whether a path in the content is not hidden, and not that of settings."""
    named = all(_NAME.fullmatch(part) and part == part.strip() for part in path.split("/"))
    return named and Path(path).suffix.lower() not in _SETTINGS


def _page(site: Path, path: str) -> Path:
    if not path.endswith(".md") or path.count("/") < 2:
        raise Refused("not-asked", asked=path)
    return _inside(site, path)


def _medium(site: Path, path: str) -> Path:
    if not _is_medium(path):
        raise Refused("not-asked", asked=path)
    return _inside(site, path)


def _is_medium(path: str) -> bool:
    return Path(path).suffix.lower() not in {"", ".md", *_SETTINGS}


def _paths_in(site: Path, folder: str, depth: int) -> Iterator[str]:
    """Yield the paths of the files in a folder that the web editor may see."""
    place = site / CONTENT if folder.strip("/") == CONTENT else _inside(site, folder.strip("/"))
    for found in sorted(place.iterdir()) if place.is_dir() else ():
        path = f"{folder.strip('/')}/{found.name}"
        if found.is_dir() and not found.is_symlink() and depth > 1 and _NAME.fullmatch(found.name):
            yield from _paths_in(site, path, depth - 1)
        elif found.is_file():
            try:
                _inside(site, path)
            except Refused:
                continue
            yield path


def _entry(site: Path, path: str) -> Said:
    """Return a page's text; none for a page that is not there or is no text."""
    file = _page(site, path)
    data = file.read_bytes() if file.is_file() else None
    text: str | None = None
    if data is not None:
        try:
            text = data.decode()
        except UnicodeDecodeError:
            text = None
    digest = hashlib.sha256(data).hexdigest() if data is not None else None
    return {"data": text, "file": {"path": path, "label": "", "id": digest}}


def _medium_told(site: Path, path: str) -> Said:
    data = _medium(site, path).read_bytes()
    return {
        "id": hashlib.sha256(data).hexdigest(),
        "content": base64.b64encode(data).decode(),
        "encoding": "base64",
        "path": path,
        "name": path.rpartition("/")[2],
    }


def _text(raw: object) -> str:
    """Return a text that a file can hold."""
    try:
        str(raw).encode()
    except UnicodeEncodeError as error:
        raise Refused("not-asked", asked="UTF-8") from error
    return str(raw)


def _bytes(asset: Said) -> bytes:
    return base64.b64decode(asset["content"], validate=True)


def _write_bytes(file: Path, data: bytes) -> None:
    """Write a file that is not there yet, or put other bytes in its place in one step."""
    file.parent.mkdir(parents=True, exist_ok=True)
    # A name that nobody knows beforehand, so that no link can wait there.
    handle, name = tempfile.mkstemp(prefix=f".{file.name}.", suffix=".tmp", dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(file)
    finally:
        Path(name).unlink(missing_ok=True)
