"""SVG drawings: how large they are, and whether one is a picture and nothing more.

A drawing of the hub can be opened by itself, and then a script in it would run with the hub's own
rights; what it fetches would tell others who looks. So only what the drawing itself holds is
allowed, and a drawing with more is refused and not mended: what is shown is what was drawn.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from hubgen.addresses import link_scheme

_SVG: Final = "http://www.w3.org/2000/svg"
_HTML: Final = "http://www.w3.org/1999/xhtml"

# Elements that run, fetch or hold something else than a drawing. `handler` and `listener` are of
# SVG Tiny 1.2; the media elements are of SVG 2.
_REFUSED: Final = frozenset(
    {"script", "foreignobject", "iframe", "embed", "object", "audio", "video", "canvas"}
    | {"handler", "listener", "link", "meta", "base"}
)
_ANIMATIONS: Final = frozenset({"animate", "set", "animatemotion", "animatetransform", "discard"})
_SAID_BY_ANIMATIONS: Final = frozenset({"to", "from", "by", "values"})
_RUNNING: Final = frozenset({"javascript", "vbscript"})
# A picture inside the drawing; any other kind of data could be a page or another drawing.
_PICTURE: Final = re.compile(r"\s*data:image/(png|jpe?g|gif|webp|avif)[;,]", re.IGNORECASE)
# What makes style fetch something: url(), but for one that is in the drawing, @import, and the
# functions that take an address as text. A backslash could spell any of them in other letters.
_FETCHING_STYLE: Final = re.compile(
    r"""url\(\s*+(?!["']?\s*(?:\#|data:(?:image/(?:png|jpe?g|gif|webp|avif)|font/|application/(?:x-)?font)))"""
    r"""|@import|image-set\(|image\(|src\(|\\""",
    re.IGNORECASE,
)
_PLAIN_DOCTYPE: Final = re.compile(r"-//W3C//DTD SVG ")
_ENCODINGS: Final = frozenset({"utf-8", "us-ascii", "ascii", "iso-8859-1"})
_LENGTH: Final = re.compile(
    r"\s*\+?(\d+\.?\d*|\.\d+)(?:e([+-]?\d{1,2}))?(px|in|cm|mm|q|pt|pc|em|ex|rem)?\s*", re.IGNORECASE
)
# CSS pixels a unit (CSS Values 4, section 6.2); a drawing by itself has letters of 16 pixels.
_PIXELS: Final[Mapping[str, float]] = {
    "": 1, "px": 1, "in": 96, "cm": 96 / 2.54, "mm": 9.6 / 2.54, "q": 2.4 / 2.54, "pt": 4 / 3,
    "pc": 16, "em": 16, "rem": 16, "ex": 8,
}  # fmt: skip
_LARGEST: Final = 100_000  # pixels; a page cannot use more
_DEFAULT: Final = (300, 150)  # CSS 2.2, 10.3.2: replaced elements without a size


class NotADrawing(ValueError):  # noqa: N818 - says what the file is
    """A file that is not XML, or not SVG."""


class NotHarmless(ValueError):  # noqa: N818 - says what the drawing is
    """A drawing that does more than show itself; `what` quotes the part that does."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(what)


def size(data: bytes) -> tuple[int, int]:
    """Return the width and height of a drawing in CSS pixels, each at least 1.

    They come from `width` and `height`, else from `viewBox`, else they are 300 by 150 as browsers
    have it. Raises `NotADrawing`, and `NotHarmless` for one that could run or fetch something.
    """
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.XmlDeclHandler = reader.declaration
    parser.StartDoctypeDeclHandler = reader.doctype
    parser.EntityDeclHandler = reader.entity
    parser.SkippedEntityHandler = reader.skipped
    parser.ProcessingInstructionHandler = reader.instruction
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    try:
        data.decode("utf-8")
        parser.Parse(data, True)
    except (expat.ExpatError, UnicodeDecodeError) as error:
        raise NotADrawing(str(error)) from error
    return _size(reader.root)


@dataclass(slots=True)
class _Reader:
    """What expat calls while it reads; it raises at the first thing that is not allowed."""

    root: dict[str, str] = field(default_factory=dict)
    depth: int = 0
    style: list[str] | None = None
    """The text of the `<style>` that is being read."""

    def declaration(self, version: str, encoding: str | None, standalone: int) -> None:
        # Browsers and expat could read other encodings differently, and so see different drawings.
        if encoding and encoding.lower() not in _ENCODINGS:
            raise NotADrawing(f"the encoding {encoding}")

    def doctype(self, name: str, system: str | None, public: str | None, internal: bool) -> None:
        # Drawing programs write that of SVG 1.1, which nothing fetches. With declarations of its
        # own it could make a small file into a very large one.
        if internal or (public and not _PLAIN_DOCTYPE.match(public)) or (system and not public):
            raise NotHarmless("<!DOCTYPE>")

    def entity(self, name: str, *_: object) -> None:
        raise NotHarmless(f"<!ENTITY {name}>")

    def skipped(self, name: str, *_: object) -> None:
        raise NotHarmless(f"&{name};")

    def instruction(self, target: str, text: str) -> None:
        if target.lower().startswith("xml-"):  # xml-stylesheet fetches; others do nothing
            raise NotHarmless(f"<?{target}?>")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        if not self.depth:
            if (space, local) != (_SVG, "svg"):
                raise NotADrawing(f"<{local}>")
            self.root = attributes
        self.depth += 1
        local = local.lower()
        # An element in `<style>` would split its text, so that it looks harmless here.
        if local in _REFUSED or space == _HTML or self.style is not None:
            raise NotHarmless(f"<{local}>")
        for full, value in attributes.items():
            within, _, short = full.rpartition(" ")
            _check_attribute(local, short.lower(), value)
            if not within and not short.startswith(("data-", "aria-")):
                _check_style(value)  # `fill` and its like are style
        if local == "style":
            self.style = []

    def text(self, text: str) -> None:
        if self.style is not None:
            self.style.append(text)

    def end(self, name: str) -> None:
        self.depth -= 1
        if self.style is not None and name.rpartition(" ")[2].lower() == "style":
            _check_style("".join(self.style))
            self.style = None


def _check_attribute(element: str, name: str, value: str) -> None:
    """Raise `NotHarmless` for an attribute that runs or fetches something."""
    if name.startswith("on") or name == "base":
        raise NotHarmless(f"{name}=")
    if name in {"href", "src"}:
        inside = value.strip().startswith("#") or not value.strip()
        if not inside and not (element in {"image", "feimage"} and _PICTURE.match(value)):
            raise NotHarmless(f'{name}="{value[:40]}"')
    # Whatever the element: a browser may know one that is not known here.
    if name in _SAID_BY_ANIMATIONS and any(
        link_scheme(one) in _RUNNING for one in value.split(";")
    ):
        raise NotHarmless(f'{name}="{value[:40]}"')
    # An animation could put an address in an attribute after the drawing was looked through.
    if element in _ANIMATIONS and name == "attributename":
        aim = value.strip().lower().rpartition(":")[2]
        if aim in {"href", "src", "style"} or aim.startswith("on"):
            raise NotHarmless(f'attributeName="{value[:40]}"')


def _check_style(text: str) -> None:
    """Raise `NotHarmless` for style that fetches something; a comment cannot hide what does."""
    if found := _FETCHING_STYLE.search(text):
        raise NotHarmless(text[found.start() :][:40].strip())


def _size(root: Mapping[str, str]) -> tuple[int, int]:
    """Return the size that the attributes of the outermost element give."""
    width, height = _length(root.get("width", "")), _length(root.get("height", ""))
    box = [_length(part) for part in root.get("viewBox", "").replace(",", " ").split()[2:4]]
    ratio = box[0] / box[1] if len(box) == 2 and box[0] and box[1] else 0.0
    if ratio and not (width and height):
        if width:
            height = width / ratio
        elif height:
            width = height * ratio
        else:
            width, height = box[0], box[1]
    return _whole(width or _DEFAULT[0]), _whole(height or _DEFAULT[1])


def _length(text: str) -> float:
    """Return a length in pixels; 0 for none, for a percentage, and for what is not a length."""
    found = _LENGTH.fullmatch(text)
    if not found:
        return 0.0
    number, power, unit = found.groups()
    return float(number) * 10.0 ** int(power or 0) * _PIXELS[(unit or "").lower()]


def _whole(length: float) -> int:
    return max(1, round(min(length, _LARGEST)))
