"""What is left of someone in the files of a site, with the words around it."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Literal

from hubgen.forgetting.person import Person, Sort, folded

_AROUND = 40  # characters on each side of a name that tell what it stands in
_TEXTS = frozenset(
    {".md", ".yaml", ".yml", ".txt", ".csv", ".tsv", ".json", ".geojson", ".svg", ".html", ".xml"}
    | {".vtt", ".srt", ".js", ".css"}
)
_IMAGES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif"})
_ENCODINGS = ("utf-8", "latin-1", "utf-16-le", "utf-16-be")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """A place in a file at which someone is named, or may be."""

    path: str
    line: int
    """0 for what is not on a line."""
    inside: Literal["text", "image", "file_name"] = "text"
    sort: Sort
    is_certain: bool
    around: str
    """The words around it, with the name itself between « and »."""


def traces(person: Person, files: Iterable[tuple[str, bytes]]) -> tuple[Trace, ...]:
    """Return where files name someone, in their order.

    A first name counts in a file alone that names the person otherwise too.
    """
    return tuple(one for path, data in files for one in _in_file(person, path, data))


def is_opaque(path: str) -> bool:
    """Tell whether a file is of a form that cannot be looked into, such as a PDF."""
    suffix = PurePosixPath(path).suffix.lower()
    return suffix not in _TEXTS and suffix not in _IMAGES


def _in_file(person: Person, path: str, data: bytes) -> Iterator[Trace]:
    for hit in person.hits(path):
        if hit.is_certain:
            one = _trace(path, path, 0, hit.start, hit.end, hit.sort, is_certain=True)
            yield replace(one, inside="file_name")
            break
    suffix = PurePosixPath(path).suffix.lower()
    if suffix in _TEXTS:
        yield from _in_text(person, path, data.decode("utf-8", "replace"))
    elif suffix in _IMAGES:
        yield from _in_image(person, path, data)


def _in_text(person: Person, path: str, text: str) -> Iterator[Trace]:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = person.hits(text)
    is_named = any(one.is_certain for one in found)
    for one in found:
        if one.sort != "first_name" or is_named:
            line = text.count("\n", 0, one.start) + 1
            yield _trace(path, text, line, one.start, one.end, one.sort, is_certain=one.is_certain)


def _in_image(person: Person, path: str, data: bytes) -> Iterator[Trace]:
    """Yield that an image file names someone in what a camera or a program wrote into it."""
    low = data.lower()
    for name in (*person.names, *person.emails):
        written = {word for one in {name, folded(name)} for word in _encoded(one.lower())}
        if any(one in low for one in written):
            around = f"«{name}»"
            yield Trace(
                path=path, line=0, inside="image", sort="name", is_certain=True, around=around
            )
            return


def _encoded(text: str) -> Iterator[bytes]:
    for encoding in _ENCODINGS:
        with suppress(UnicodeEncodeError):  # then it is in no file in that encoding
            yield text.encode(encoding)


def _trace(
    path: str, text: str, line: int, start: int, end: int, sort: Sort, *, is_certain: bool
) -> Trace:
    first = max(text.rfind("\n", 0, start) + 1, start - _AROUND)
    stop = text.find("\n", end)
    last = min(len(text) if stop < 0 else stop, end + _AROUND)
    around = f"{text[first:start]}«{text[start:end]}»{text[end:last]}"
    return Trace(
        path=path, line=line, sort=sort, is_certain=is_certain, around=" ".join(around.split())
    )
