"""JSON Schema: what a kind of page and the settings hold, for editors' programs.

A schema accepts what the hub accepts, as far as one can say that of a file alone: whether a page is
there, or an end is after its start, `hubgen check` says. Programs read YAML before they look at the
schema, so that a title can be a number there, and a time of day too.

The schemas are draft 7, which yaml-language-server, Visual Studio Code and Ajv all read:
https://json-schema.org/draft-07.
"""

import json
from collections.abc import Sequence
from typing import Any

from hubgen import places, shapes
from hubgen.fields import NO, YES
from hubgen.frontmatter import Tree
from hubgen.handbook import Chapter
from hubgen.settings import Settings
from hubgen.shapes import Field, Shape

FOLDER = ".schemas"
"""Where a site's schemas are, in its folder."""

Schema = dict[str, Any]

_COUNTRY = "^[A-Za-z]{2}$"
_YEAR = r"(19|20|21)\d\d"
_MONTH, _DAY = "(0?[1-9]|1[0-2])", r"(0?[1-9]|[12]\d|3[01])"
# `2024-11-13 14:00`, and a day as people write it: another number beside the year.
_WHEN = (
    rf"^(?!\s*\d{{4}}-(?!{_MONTH}-{_DAY}(\D|$)))(?=.*{_YEAR})(?=.*(\d\D+{_YEAR}|{_YEAR}\D+\d)).*$"
)
_PATTERNS: dict[str, str] = {
    "alias": r"^/[^\s?#\\*:<>\"|]*$",
    "base-url": "^[hH][tT][tT][pP][sS]?://",
    "colour": "^#[0-9a-fA-F]{6}$",
    "country": _COUNTRY,
    "language": "^[a-z]{2}$",
    "path": "^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*$",
    "slug": "^[a-z0-9]+(-[a-z0-9]+)*$",
    "zone": "^[A-Za-z0-9_+/-]+$",
}
_ADDRESS = "^[hH][tT][tT][pP][sS]?://"
_EMAIL = r"^\s*[^\s@<>\"',;:]+@[^\s@<>\"',;:]+\.[^\s@<>\"',;:.]{2,}\s*$"
_PHONE = r"^\s*\+?[\d\s().-]{6,20}$"


def modeline(name: str, path: str) -> str:
    """Return the line by which a page's file names its schema, for yaml-language-server.

    It is relative to the file, as that is the same on every machine.
    """
    up = "../" * path.count("/")
    return f"# yaml-language-server: $schema={up}{FOLDER}/{name}.json\n"


def schema_of(chapter: Chapter, settings: Settings) -> Schema:
    """Return the JSON Schema of a kind's front matter, or of the settings.

    The themes and municipalities that there are stand in it, so that editors' programs offer them.
    """
    writer = _Writer(tuple(theme.slug for theme in settings.themes))
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$comment": "Made by hubgen schema; what is changed here is lost.",
        "title": chapter.title,
        "description": chapter.text,
        **writer.object(chapter.fields),
        **({"definitions": writer.definitions} if writer.definitions else {}),
    }


def schema_text(chapter: Chapter, settings: Settings) -> str:
    """Return a schema as the text of its file."""
    return json.dumps(schema_of(chapter, settings), ensure_ascii=False, indent=1) + "\n"


class _Writer:
    """Writes one schema; each mapping is a definition in it, as it can hold itself."""

    def __init__(self, themes: Sequence[str]) -> None:
        self.themes = list(themes)
        self.definitions: Schema = {}

    def object(self, fields: Sequence[Field]) -> Schema:
        """Return the schema of a mapping with these fields and no others."""
        required = [one.name for one in fields if one.required]
        return {
            "type": "object",
            "properties": {one.name: self.field(one) for one in fields},
            "additionalProperties": False,
            **({"required": required} if required else {}),
        }

    def field(self, field: Field) -> Schema:
        """Return the schema of a field, with what it is for; empty it says nothing."""
        ways = self.ways(field.shape)
        if not field.required:
            ways = [*ways, _NOTHING]
        return {
            "title": field.title,
            "description": field.text,
            "anyOf": ways,
            **_example(field),
        }

    def ways(self, shape: Shape) -> list[Schema]:
        """Return the schemas of which a value has to fit one."""
        match shape:
            case shapes.Several():
                one = self.ways(shape.of)
                item = [*one, _NOTHING]
                return [*one, {"type": "array", "items": {"anyOf": item}}]
            case shapes.Either():
                return [way for one in shape.shapes for way in self.ways(one)]
            case shapes.Mapping():
                short = [one.shape for one in shape.fields if one.name == shape.shorthand]
                if shape.name not in self.definitions:
                    self.definitions[shape.name] = self.object(shape.fields)
                named = {"$ref": f"#/definitions/{shape.name}"}
                return [*(way for one in short for way in self.ways(one)), named]
            case shapes.Again():
                return [{"$ref": f"#/definitions/{shape.name}"}]
            case shapes.Table():
                return [self.table(shape)]
            case _:
                return self.scalar(shape)

    def table(self, shape: shapes.Table) -> Schema:
        """Return the schema of a mapping with names that are not fields."""
        value = {"anyOf": [*self.ways(shape.of), _NOTHING]}
        if not shape.names:
            return {"type": "object", "additionalProperties": value}
        names = dict.fromkeys(shape.names, value)
        return {"type": "object", "properties": names, "additionalProperties": False}

    def scalar(self, shape: Shape) -> list[Schema]:
        """Return the schemas of a value that is one text, once YAML was read."""
        match shape:
            case shapes.Choice():
                said = [meaning for _, meaning in shape.words]
                return [{"enum": [word for word, _ in shape.words], "enumDescriptions": said}]
            case shapes.YesNo():
                words = "|".join(_any_case(word) for word in sorted(YES | NO))
                return [{"type": "boolean"}, _text(f"^({words})$")]
            case shapes.Numeric():
                return [_number(shape)]
            case shapes.Point():
                return _point(shape)
            case shapes.Text(form="theme"):
                return [{"enum": self.themes}, _TEXT] if self.themes else [_TEXT]
            case shapes.Text(form="municipality"):
                names = dict.fromkeys(one.name for one in places.municipalities())
                self.definitions["municipality"] = {"enum": list(names)}
                return [{"$ref": "#/definitions/municipality"}, _TEXT]
            case _:
                return _spelt(shape)


def _example(field: Field) -> Schema:
    """Return what a program shows as an example, and what it writes with the field's name.

    A list of mappings is only written: yaml-language-server cannot show it.
    """
    example = _typed(field.example, field.shape)
    if isinstance(example, list) and isinstance(example[0], dict):
        return {"defaultSnippets": [{"label": field.title, "body": example}]}
    return {"examples": [example]}


def _typed(value: Tree, shape: Shape) -> Any:
    """Return an example as YAML has it once it was read: a number is not a text there."""
    match shape, value:
        case shapes.Several(), list():
            return [_typed(one, shape.of) for one in value]
        case shapes.Mapping(), dict():
            inner = {one.name: one.shape for one in shape.fields}
            return {key: _typed(one, inner[key]) for key, one in value.items()}
        case shapes.YesNo(), str():
            return value == "true"
        case shapes.Numeric(), str():
            return int(value) if shape.whole else float(value)
        case _:
            return value


def _point(shape: shapes.Point) -> list[Schema]:
    """Return the schemas of a point in time; a year, and `14.30`, are numbers to YAML."""
    if shape.form == "clock":
        return [_text("^.+$"), {"type": "number", "minimum": 0}]
    if shape.form == "partial-day":
        return [_text(_YEAR), {"type": "integer", "minimum": 1}]
    return [_text(_WHEN)]


def _spelt(shape: Shape) -> list[Schema]:
    """Return the schemas of a text that has to be spelt in some way."""
    match shape:
        case shapes.Address():
            return [_text(f"{_ADDRESS}|^/" if shape.of_hub else _ADDRESS)]
        case shapes.Email():
            return [_text(_EMAIL)]
        case shapes.Phone():
            return [_text(_PHONE), {"type": "integer"}]
        case shapes.Text(form=form) if form in _PATTERNS:
            return [_text(_PATTERNS[form])]
        case _:
            return [_TEXT]


def _text(pattern: str) -> Schema:
    return {"type": "string", "pattern": pattern}


_TEXT: Schema = {"not": {"type": ["object", "array", "null"]}}
"""A text, or what YAML takes for something else: `title: 2024` is a number before it is read."""
_NOTHING: Schema = {
    "not": {
        "anyOf": [
            {"type": ["object", "array", "number", "boolean"]},
            {"type": "string", "minLength": 1},
        ]
    }
}
"""A field that is empty, as if it were not there. So said, no program offers to write `null`."""


def _number(shape: shapes.Numeric) -> Schema:
    """Return the schema of a number, which may stand between quotation marks too."""
    limits = {"minimum": shape.least, "maximum": shape.most}
    said = {name: limit for name, limit in limits.items() if limit is not None}
    return {
        "type": ["integer" if shape.whole else "number", "string"],
        "pattern": r"^\s*[+-]?\d+\s*$" if shape.whole else r"^\s*[+-]?\d+(\.\d+)?\s*$",
        **{name: int(limit) if limit == int(limit) else limit for name, limit in said.items()},
    }


def _any_case(word: str) -> str:
    """Return a pattern for a word in small letters, in capitals or in both."""
    return "".join(f"[{one}{one.upper()}]" for one in word)
