"""Pages of every kind of which each field says something, made from what the kinds say of it."""

import json
from collections.abc import Callable, Iterator
from io import BytesIO

from PIL import Image

from hubgen import shapes
from hubgen.frontmatter import Tree
from hubgen.handbook import handbook
from hubgen.kinds import KINDS
from hubgen.shapes import Field, Shape
from tests.hub import Files

ATTACK = '"><img src=x onerror=alert(1)></script>{{7*7}}'
"""What every text of the site holds, with the name of its field behind it."""
MARKDOWN_ATTACK = ATTACK.replace("src=x", "src=beeld.png")
"""The same in Markdown, where a picture may be, if it is there."""

Leaf = Callable[[str, Shape, Tree], Tree]
"""What is written for a field: from its path, its shape and its example."""

# Fields that contradict each other are on pages of their own; so are those that hide a page, or
# say that it is in another language.
_LEFT_OUT = frozenset({"draft", "lang", "slug", "expires", "updated", "canonical", "checks"})
_APART = {"start": 0, "end": 0, "dates": 1, "person": 1, "name": 0, "status": 1, "parent": 0}
_PICTURE, _FILE = "beeld.png", "blad.pdf"
_PLAIN: dict[type, Tree] = {
    shapes.YesNo: "true",
    shapes.Email: "iemand@example.org",
    shapes.Phone: "+31 30 123 45 67",
    shapes.Address: "https://example.org/x",
}
_PLACED = {
    "start": "2024-11-13 14:00",
    "end": "2024-11-13 16:00",
    "deadline": "2024-11-12 17:00",
    "at": "2024-10-28 12:00",
    "tentative": None,
    "day": None,
    "municipality": "Utrecht",
    "meeting": None,
}


def attack(path: str, shape: Shape, example: Tree) -> Tree:
    """Write an attack wherever any text may stand, and else what fits."""
    if isinstance(shape, shapes.Text) and not shape.form:
        return f"{MARKDOWN_ATTACK if shape.markdown else ATTACK}{path}"
    return fitting(path, shape, example)


def fitting(path: str, shape: Shape, example: Tree) -> Tree:
    """Write what fits a field: a page, a picture or a file that there is, a word that may be."""
    name = path.rpartition(".")[2]
    if name in _PLACED and isinstance(shape, shapes.Point | shapes.Text | shapes.Numeric):
        return _clock(_PLACED[name], shape)
    match shape:
        case shapes.Reference():
            folder = shape.default or shape.folders[0]
            return f"{folder}/{'twee' if name == 'parent' else 'een'}"
        case shapes.File():
            return _PICTURE if shape.picture else _FILE
        case shapes.Choice():
            return shape.words[0][0]
        case shapes.Numeric():
            return str(int(shape.least or 1)) if shape.whole else "5.1"
        case shapes.Text(form="theme"):
            return "energie"
        case _:
            return _PLAIN.get(type(shape), example[0] if isinstance(example, list) else example)


def _clock(text: str | None, shape: Shape) -> str | None:
    if text and isinstance(shape, shapes.Point) and shape.form == "clock":
        return text[-5:]
    if text and isinstance(shape, shapes.Point) and shape.form == "partial-day":
        return text[:4]
    return text


def pages(leaf: Leaf) -> Iterator[tuple[str, dict[str, Tree]]]:
    """Yield two pages of each kind, by the file's name, that between them use every field."""
    for kind in KINDS:
        for number, name in enumerate(("een", "twee")):
            known = handbook(kind, "nl").fields
            fields = _filled(known, "", leaf, number)
            fields["uid"] = f"{kind.name}-{name}@example.org"
            fields["aliases"] = [f"/oud/{kind.name}/{name}/"]
            fields["related"] = ["pages/een" if kind.folder != "pages" else "articles/een"]
            yield f"{kind.folder}/{name}", fields


def _filled(known: tuple[Field, ...], path: str, leaf: Leaf, number: int) -> dict[str, Tree]:
    found: dict[str, Tree] = {}
    for one in known:
        if one.name in _LEFT_OUT or _APART.get(one.name, number) != number:
            continue
        value = _value(one.shape, f"{path}.{one.name}".lstrip("."), one.example, leaf, number)
        if value not in (None, [], {}):
            found[one.name] = value
    return found


def _value(shape: Shape, path: str, example: Tree, leaf: Leaf, number: int) -> Tree:
    match shape:
        case shapes.Mapping():
            return _filled(shape.fields, path, leaf, number)
        case shapes.Several():
            one = _value(shape.of, path, example, leaf, number)
            return [one] if one not in (None, {}) else None
        case shapes.Either():
            return _value(shape.shapes[number % len(shape.shapes)], path, example, leaf, number)
        case shapes.Again() | shapes.Table():
            return None
        case _:
            return leaf(path, shape, example)


def site(leaf: Leaf) -> Files:
    """Return the files of a site with all those pages, and the pictures that they show."""
    made: dict[str, str | bytes] = {}
    for path, fields in pages(leaf):
        lines = "".join(f"{name}: {json.dumps(value)}\n" for name, value in fields.items())
        made[f"content/{path}.md"] = f"---\n{lines}---\n\n{MARKDOWN_ATTACK}\n"
        folder = path.partition("/")[0]
        made[f"content/{folder}/{_PICTURE}"] = _picture()
        made[f"content/{folder}/{_FILE}"] = b"%PDF-1.4"
    return made


def _picture() -> bytes:
    data = BytesIO()
    Image.new("RGB", (24, 16), "teal").save(data, "PNG")
    return data.getvalue()
