"""Which folders hubgen made, and so may replace: they carry a mark. Any other is refused."""

import os
from collections.abc import Iterable
from pathlib import Path

from hubgen.errors import PublishError
from hubgen.standing import MARK

_MARK_TEXT = (
    "hubgen build made this folder and replaces all of it; keep nothing of your own here.\n"
    "The folders that it made:\n"
)
_CONTENT = ("content", "layouts", "static")


def mark(folders: Iterable[str]) -> bytes:
    """Return what the mark of a published folder says: the folders in it."""
    return (_MARK_TEXT + "".join(f"{folder}\n" for folder in sorted(folders))).encode()


def refuse_content(output: Path, site: Path) -> None:
    """Raise `PublishError` for an output that holds a site's content, or lies in it."""
    site = Path(os.path.realpath(site))
    content = [Path(os.path.realpath(site / name)) for name in _CONTENT]
    holds = any(_is_same(output, at) for own in (site, *content) for at in (own, *own.parents))
    if holds or any(_is_same(at, own) for at in output.parents for own in content):
        raise PublishError(
            f"{output} holds the site's own content, or lies in it; "
            "name another folder as output, such as public"
        )


def refuse_mount(output: Path) -> None:
    """Raise `PublishError` for a disk's own root, which cannot change places with a folder."""
    if os.path.ismount(output):
        raise PublishError(
            f"{output} is a disk of its own, which cannot be replaced in one step; "
            f"name a folder in it as output, such as {output / 'site'}"
        )


def refuse_unmarked(output: Path) -> None:
    """Raise `PublishError` for a folder that holds things and was not made by hubgen."""
    if not os.path.lexists(output):
        return
    if not output.is_dir():
        raise PublishError(f"{output} is a file; name a folder as output")
    if any(output.iterdir()) and not _is_file(output / MARK):
        raise PublishError(
            f"{output} holds files that hubgen did not make, and publishing would delete them; "
            "name another folder as output, or empty this one first"
        )


def refuse_strangers(output: Path, folders: frozenset[str]) -> None:
    """Raise `PublishError` when a marked folder holds folders that its mark does not name."""
    if not _is_file(output / MARK):
        return  # empty, or not there
    lines = (output / MARK).read_text(encoding="utf-8", errors="replace").splitlines()
    if strangers := sorted(folders.difference(lines)):
        raise PublishError(
            f"hubgen did not make {output / strangers[0]}, and publishing would delete it; move it "
            f"out of {output}; the site published before is as it was"
        )


def _is_same(first: Path, second: Path) -> bool:
    """Tell whether two paths lead to one folder, also where `Site` and `site` do."""
    try:
        return first == second or first.samefile(second)
    except OSError:
        return False


def _is_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()
