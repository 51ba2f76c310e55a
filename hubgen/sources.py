"""The site's folder: every file below `content/`, in sorted order, read once if at all."""

import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from hubgen.addresses import odd_sign, sign_name
from hubgen.census import Census
from hubgen.errors import BuildFailed, Problem, UsageError, problem

CONTENT = "content"
SETTINGS = "content/site.yaml"
DEEPEST = 50
"""How many folders one below `content/` may be in: far more than anyone makes, and far fewer than
Python's stack has room for."""

# What Python has for each byte of a name that is no text.
_HALF = re.compile("[\ud800-\udfff]")
# What editors' programs leave behind; none of it is content.
_LEFT_BEHIND = ("~", ".swp", ".tmp", ".orig", ".bak")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One Markdown file."""

    path: str
    """From the site's folder, with forward slashes, in NFC: `content/events/x.md`."""
    text: str
    digest: str


class Unread(Source):
    """A file whose digest is known, and whose text is read when somebody asks for it."""

    __slots__ = ("_file",)

    _file: str

    def __getattr__(self, name: str) -> str:
        """Return the text; Python asks here for what is not there yet.

        Raises `BuildFailed` for a file that is not any more what it was when its digest was found.
        """
        if name != "text":
            raise AttributeError(name)
        object.__setattr__(self, "text", self.read())  # it is frozen for everyone else
        return self.text

    def read(self) -> str:
        """Return the text, which is not kept; raises the same."""
        try:
            data = Path(self._file).read_bytes()
        except OSError as error:
            raise _changed(self.path) from error
        if digest(data) != self.digest:
            raise _changed(self.path)
        return data.decode()


class Packed(Source):
    """A file whose text is held as bytes, since text with one typesetter's quote takes twice that.

    What is made of them when somebody asks is not kept.
    """

    __slots__ = ("_data",)

    _data: bytes

    def __getattr__(self, name: str) -> str:
        """Return the text; Python asks here, as it is never there."""
        if name != "text":
            raise AttributeError(name)
        return self._data.decode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What was found below `content/`."""

    pages: tuple[Source, ...]
    settings: str | None
    """The text of `content/site.yaml`; None when there is none."""
    files: tuple[tuple[str, Path], ...]
    """Every other file: its path as a source's is, and where it is to be read."""
    problems: tuple[Problem, ...]


def read_sources(site: Path, *, census: Census | None = None) -> Sources:
    """Return all that stands below a site's `content/`, in the order of the paths.

    A page that the `census` knows is read when somebody asks for its text. A file that is longer
    than the site's settings allow, is not UTF-8, leads out of the site by a symbolic link, or has a
    twin that some disks cannot tell from it, is a problem. Raises `UsageError` when there is no
    `content/` at all.
    """
    # Imported here, as whoever asks only where something stands need not wait for the settings.
    from hubgen.settings import Limits, limits_of

    refuse_empty(site)
    content = site / CONTENT
    pages: list[Source] = []
    files: list[tuple[str, Path]] = []
    problems: list[Problem] = []
    settings: str | None = None
    seen: dict[str, str] = {}
    root = content.resolve()
    if leads_out_of(site.resolve(), content):
        wrong = problem("link-out-of-site", path=CONTENT)
        return Sources(pages=(), settings=None, files=(), problems=(wrong,))
    longest = limits_of(text_at(site, SETTINGS)).file
    # The files stay text while there are thousands of them: to make each a `Path` takes as long as
    # to read it.
    for path, file in _walk(str(content), CONTENT, root, problems):
        if twin := seen.get(path.casefold()):
            # Names that look the same to people are told apart by how their accents are stored.
            code = "twin-accents" if twin == path else "twin-files"
            problems.append(problem(code, path=path, other=twin))
        seen[path.casefold()] = path
        if path == SETTINGS:
            # However little a page may have, these can say so.
            source = _read(path, file, max(longest, Limits().file), problems, None)
            settings = source.text if source else None
        elif path.endswith(".md"):
            known = _known(path, file, longest, census) if census else None
            source = known or _read(path, file, longest, problems, census)
            if source:
                pages.append(source)
        elif path.lower().endswith((".md", ".markdown")):
            problems.append(problem("wrong-ending", path=path))
        elif sign := odd_sign(path):
            problems.append(odd_name(path, sign))
        else:
            files.append((path, Path(file)))
    return Sources(
        pages=tuple(pages), settings=settings, files=tuple(files), problems=tuple(problems)
    )


def read_source(site: Path, path: str, *, longest: int) -> Source | None:
    """Return one page of a site as it is now; None for one that is not plainly there.

    That is a file that `read_sources` would have something to say of, or a symbolic link.
    """
    file = site / path
    if file.is_symlink() or not file.is_file():
        return None
    return _read(path, str(file), longest, [], None)


def unread(path: str, digest: str, file: str) -> Unread:
    """Return a file of which only the digest is known."""
    source = object.__new__(Unread)
    object.__setattr__(source, "path", path)
    object.__setattr__(source, "digest", digest)
    object.__setattr__(source, "_file", file)
    return source


def packed(source: Source) -> Source:
    """Return a source that takes as little memory as it can."""
    if isinstance(source, Unread | Packed):
        return source
    held = object.__new__(Packed)
    object.__setattr__(held, "path", source.path)
    object.__setattr__(held, "digest", source.digest)
    object.__setattr__(held, "_data", source.text.encode())
    return held


def read_once(source: Source) -> Source:
    """Return a source with its text; that which is given takes no more memory afterwards."""
    text = source.read() if isinstance(source, Unread) else source.text
    return Source(path=source.path, text=text, digest=source.digest)


def is_site(folder: Path) -> bool:
    """Tell whether a folder has a `content/`, which makes it a site."""
    return (folder / CONTENT).is_dir()


def refuse_empty(site: Path) -> None:
    """Raise `UsageError` for a folder that is no site."""
    if not is_site(site):
        raise UsageError(f"{site} has no folder content/, so there is nothing to publish")


def text_at(site: Path, path: str) -> str | None:
    """Return the text of a file of a site, to be shown; None where it cannot be read.

    `path` is as a source's is. Bytes that are not UTF-8 become U+FFFD.
    """
    try:
        file = site / path
        root = site.resolve()
        content = (root / CONTENT).resolve()
        is_within = content.is_relative_to(root) and file.resolve().is_relative_to(content)
        if not is_within or not file.is_file():
            return None  # to read a pipe would be to wait for ever
        return file.read_bytes().decode(errors="replace")
    except (OSError, RuntimeError, ValueError):  # a circle of links is one or the other
        return None


def read_all(site: Path, found: Sources) -> Iterator[tuple[str, bytes]]:
    """Yield every file of a site, with its path and what is in it.

    `found` is its content, which may be otherwise than what is on disk: a page has the text that it
    has there. Behind it come files that are no text, and the site's own layouts and static files;
    one that cannot be read is left out.
    """
    if found.settings is not None:
        yield SETTINGS, found.settings.encode()
    for page in found.pages:
        yield page.path, page.text.encode()
    unread = [(one.path, site / one.path) for one in found.problems]
    own = [
        (file.relative_to(site).as_posix(), file)
        for folder in ("layouts", "static")
        for file in files_below(site / folder)
    ]
    for path, file in (*found.files, *unread, *own):
        with suppress(OSError):  # a folder, or a file that is not to be read
            if file.is_file():
                yield path, file.read_bytes()


def files_below(folder: Path) -> list[Path]:
    """Return the files below a folder, in order, without those that cannot be asked for.

    Links to folders are not followed. However deep folders are, it takes no more of Python's stack.
    """
    found: list[Path] = []
    waiting = [str(folder)]
    while waiting:
        with suppress(OSError), os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                with suppress(OSError):
                    if stat.S_ISREG(entry.stat().st_mode):
                        found.append(Path(entry.path))
    return sorted(found)


def leads_out_of(root: Path, link: Path) -> bool:
    """Tell whether a symbolic link leads out of a folder, or around in a circle."""
    try:
        return not link.resolve().is_relative_to(root)
    except (OSError, RuntimeError):  # what Python raises for a circle depends on its version
        return True


def odd_name(path: str, sign: str) -> Problem:
    """Return that a file has a name that cannot be published, or that is no text."""
    shown = path.encode(errors="surrogateescape").decode(errors="replace")
    return problem("odd-file-name", path=shown, sign=sign_name(sign))


def is_left_behind(name: str) -> bool:
    """Tell whether a file or folder of this name is hidden, or what a program left behind."""
    return name.startswith(".") or name.endswith(_LEFT_BEHIND)


def digest(data: bytes) -> str:
    """Return the digest by which content is known: 32 hexadecimal digits of BLAKE2b."""
    return blake2b(data, digest_size=16).hexdigest()


def _walk(folder: str, path: str, root: Path, problems: list[Problem]) -> Iterator[tuple[str, str]]:
    """Yield each file below a folder with its path, names in order of their NFC form."""
    try:
        with os.scandir(folder) as found:
            entries = sorted(
                (unicodedata.normalize("NFC", entry.name), entry.name, entry)
                for entry in found
                if not is_left_behind(entry.name)
            )
    except OSError as error:
        problems.append(problem("unreadable-file", path=path, why=error.strerror or error))
        return
    for name, _, entry in entries:
        here = f"{path}/{name}"
        if not name.isascii() and (half := _HALF.search(name)):
            problems.append(odd_name(here, half[0]))
            continue
        leads_out = entry.is_symlink() and leads_out_of(root, Path(entry.path))
        # A link to a folder could lead around in a circle, and would give pages two paths.
        if leads_out or (entry.is_symlink() and entry.is_dir()):
            problems.append(problem("link-out-of-site", path=here))
        elif entry.is_dir() and here.count("/") > DEEPEST:
            problems.append(problem("folder-too-deep", path=here, most=DEEPEST))
        elif entry.is_dir():
            yield from _walk(entry.path, here, root, problems)
        elif entry.is_file():
            yield here, entry.path
        else:
            problems.append(problem("not-a-file", path=here))


def _known(path: str, file: str, longest: int, census: Census) -> Source | None:
    """Return a page whose digest is known without reading it; None where it is to be read."""
    try:
        found = os.stat(file)  # noqa: PTH116 - see `read_sources`
    except OSError:
        return None
    known = census.digest_of(path, found)
    return unread(path, known, file) if known and found.st_size <= longest else None


def _changed(path: str) -> BuildFailed:
    return BuildFailed([problem("file-changed", path=path)])


def _read(
    path: str, file: str, longest: int, problems: list[Problem], census: Census | None
) -> Source | None:
    """Return a text file, or None and add why it cannot be one."""
    try:
        with open(file, "rb", buffering=0) as stream:  # noqa: PTH123 - see `read_sources`
            found = os.fstat(stream.fileno())
            data = stream.readall()
    except OSError as error:
        problems.append(problem("unreadable-file", path=path, why=error.strerror or error))
        return None
    if len(data) > longest:
        problems.append(problem("file-too-long", path=path, most=longest // 1000))
        return None
    try:
        source = Source(path=path, text=data.decode(), digest=digest(data))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.append(problem("not-utf-8", path=path, line=line))
        return None
    if census:
        census.note(path, found, source.digest)
    return source
