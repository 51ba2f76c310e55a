"""Revisions: a site's content as it was at a revision of its git repository, without a checkout.

Git is asked what it has on this disk, and no more: nothing is fetched, written or run by it.
"""

import os
import posixpath
import re
import subprocess
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from hubgen.errors import ContentError, Refused
from hubgen.settings import Limits, Settings, read_settings
from hubgen.sources import CONTENT, SETTINGS, Source, Sources, digest, is_left_behind

# In an incomplete clone git would fetch what it lacks, by itself. Versions from before
# GIT_NO_LAZY_FETCH are stopped by a list of transports that has none.
_ALONE = MappingProxyType(
    {
        "GIT_ALLOW_PROTOCOL": "",
        "GIT_LITERAL_PATHSPECS": "1",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "LC_ALL": "C",
    }
)
# What git tells its hooks, where they begin: seen from there, and not from the site's folder.
_OF_A_HOOK = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_PREFIX", "GIT_INDEX_FILE"})

_HASH = re.compile(r"[0-9a-f]{40,64}")
_LINK = "120000"
_SUBMODULE = "160000"
_MOST_LINKS = 40
"""Links that lead to links; Linux gives up there too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A site at one commit."""

    name: str
    """As it was asked for: `main`, `HEAD~1`."""
    commit: str
    """The whole hash."""
    day: date
    """When it was committed, by the clock of who did."""
    settings: Settings
    sources: Sources
    """Its pages and settings; no other files, and no problems of that time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Blob:
    """What git holds of one file."""

    hash: str
    is_link: bool


def read_revision(site: Path, name: str) -> Revision:
    """Return a site's content at a revision: whatever git takes as the name of a commit.

    Pages that could not be read then are left out: those longer than its settings allowed,
    those that are not UTF-8, and links out of `content/`. Raises `Refused` for no name, without git
    or a repository, for a revision that is not in this copy of it or not all there, and for one
    without `content/` or with settings that cannot be read.
    """
    if not name.strip():
        # In CI it comes from a variable, and one that is not set would compare with nothing.
        raise Refused("empty-option", option="--against")
    prefix = _prefix(site)
    commit = _commit(site, name)
    blobs = _blobs(site, commit, f"{prefix}{CONTENT}/", name)
    if not blobs:
        raise Refused("revision-without-content", value=name)
    data = dict(zip(blobs, _read(site, [one.hash for one in blobs.values()], name), strict=True))
    links = {path: data[path] for path, one in blobs.items() if one.is_link}
    written = _text(SETTINGS, data, links, Limits().file)
    try:
        settings = read_settings(written)
    except ContentError as error:
        raise Refused("revision-without-settings", value=name) from error
    longest = settings.limits.file
    texts = {
        path: text
        for path in blobs
        if path != SETTINGS and (text := _text(path, data, links, longest)) is not None
    }
    return Revision(
        name=name,
        commit=commit,
        day=_day(site, commit),
        settings=settings,
        sources=Sources(
            pages=tuple(
                Source(path=path, text=text, digest=digest(text.encode()))
                for path, text in texts.items()
            ),
            settings=written,
            files=(),
            problems=(),
        ),
    )


def first_days(site: Path) -> Mapping[str, date]:
    """Return since when each file of a site's content is in its git repository, whatever its name.

    Nothing without git or a repository, and of a copy that does not have the whole history.
    """
    try:
        prefix = _prefix(site)
    except Refused:
        return {}
    if _git(site, "rev-parse", "--is-shallow-repository").stdout.strip() != b"false":
        return {}
    log = ("log", "--reverse", "-M", "--diff-filter=AR", "--name-status", "-z", "--format=%x01%as")
    asked = _git(site, *log, "--", CONTENT)
    days: dict[str, date] = {}
    for commit in os.fsdecode(asked.stdout).split("\x01")[1:]:
        day, *names = commit.replace("\n", "").split("\0")
        parts = iter(names)
        for status in parts:
            if status.startswith("R"):
                old, new = next(parts), next(parts)
                days[new] = days.get(old, date.fromisoformat(day))
            elif status == "A":
                days.setdefault(next(parts), date.fromisoformat(day))
    return {
        unicodedata.normalize("NFC", path.removeprefix(prefix)): day for path, day in days.items()
    }


def is_tracked(site: Path, name: str) -> bool:
    """Tell whether a file or folder of the site, or anything in it, came with its git repository.

    False without git or a repository.
    """
    try:
        return bool(_git(site, "ls-files", "-z", "--", name).stdout)
    except Refused:
        return False


def _prefix(site: Path) -> str:
    """Return the site's folder as seen from the top of its repository, with a slash; or nothing."""
    asked = _git(site, "rev-parse", "--show-prefix")
    if asked.returncode:
        why = asked.stderr.decode(errors="replace").partition("\n")[0].removeprefix("fatal: ")
        raise Refused("no-repository", path=site, why=why)
    return os.fsdecode(asked.stdout.removesuffix(b"\n"))


def _commit(site: Path, name: str) -> str:
    """Return the hash of the commit that a name means."""
    asked = _git(site, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    commit = asked.stdout.decode(errors="replace").strip()
    if asked.returncode or not _HASH.fullmatch(commit):
        raise _not_here(site, name)
    return commit


def _not_here(site: Path, name: str) -> Refused:
    """Return that this copy of the repository does not have a revision, and how to get it."""
    if _git(site, "rev-parse", "--is-shallow-repository").stdout.strip() != b"true":
        return Refused("no-such-revision", value=name)
    # What is counted from elsewhere (HEAD~1) can only be found in the whole history.
    if re.search(r"[~^@:\s]", name):
        return Refused("revision-in-shallow", value=name)
    there = name.removeprefix("origin/")
    return Refused("revision-in-shallow-named", value=name, there=there)


def _blobs(site: Path, commit: str, folder: str, name: str) -> dict[str, _Blob]:
    """Return the pages and settings below a folder of the repository, sorted by path."""
    asked = _git(site, "ls-tree", "-r", "-z", "--full-tree", commit, "--", folder)
    if asked.returncode:
        raise _incomplete(name)
    found = {}
    for record in asked.stdout.split(b"\0")[:-1]:
        about, _, raw = record.partition(b"\t")
        mode, _, blob = about.decode().split(" ")
        below = raw[len(os.fsencode(folder)) :].decode(errors="replace")
        path = f"{CONTENT}/{unicodedata.normalize('NFC', below)}"
        is_text = path == SETTINGS or path.endswith(".md")
        if is_text and mode != _SUBMODULE and not any(map(is_left_behind, path.split("/"))):
            found[path] = _Blob(hash=blob, is_link=mode == _LINK)
    return dict(sorted(found.items(), key=lambda item: item[0].split("/")))


def _read(site: Path, hashes: Iterable[str], name: str) -> Iterator[bytes]:
    """Yield the content of each blob, from one process."""
    hashes = list(hashes)
    # Asked by a file, so that neither side waits for the other to read.
    with tempfile.TemporaryFile() as asked:
        asked.write("".join(f"{one}\n" for one in hashes).encode())
        asked.seek(0)
        with subprocess.Popen(
            ["git", "-C", site, "cat-file", "--batch", "--buffer"],
            stdin=asked,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        ) as process:
            assert process.stdout is not None  # it was asked for
            for _ in hashes:
                # `<hash> blob <size>`; `<hash> missing`, or nothing more, without it.
                said = process.stdout.readline().split()
                if len(said) != 3:
                    raise _incomplete(name)
                yield process.stdout.read(int(said[2]))
                process.stdout.read(1)


def _text(
    path: str, data: Mapping[str, bytes], links: Mapping[str, bytes], longest: int
) -> str | None:
    """Return the text of a file, or of the one that a link leads to; None where there is none."""
    for _ in range(_MOST_LINKS):
        if path not in links:
            break
        target = posixpath.join(posixpath.dirname(path), links[path].decode(errors="replace"))
        path = unicodedata.normalize("NFC", posixpath.normpath(target))
    found = data.get(path)
    if found is None or path in links or len(found) > longest:
        return None
    try:
        return found.decode()
    except UnicodeDecodeError:
        return None


def _day(site: Path, commit: str) -> date:
    """Return the day of a commit."""
    asked = _git(
        site, "log", "-1", "--no-show-signature", "--date=short", "--format=%cd", commit, "--"
    )
    return date.fromisoformat(asked.stdout.decode().strip())


def _incomplete(name: str) -> Refused:
    return Refused("revision-incomplete", value=name)


def _git(site: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run git on what stands on this disk, and return what it says."""
    try:
        return subprocess.run(
            ["git", "-C", site, *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            env=_environment(),
        )
    except OSError as error:
        raise Refused("no-git") from error


def _environment() -> dict[str, str]:
    """Return the environment in which git finds the site's own repository, and stays with it."""
    own = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK}
    return own | _ALONE
