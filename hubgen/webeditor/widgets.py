"""What Decap shows of a field: a widget for each shape, with the field's own words beside it.

Each has a part `hub`, of which Decap knows nothing: it tells the page's script what the field looks
like in a file.
"""

from collections.abc import Iterable
from typing import Any, get_args

from hubgen import places
from hubgen.about import Group
from hubgen.settings import Settings
from hubgen.shapes import (
    Address,
    Again,
    Choice,
    Either,
    Email,
    Field,
    File,
    Mapping,
    Numeric,
    Phone,
    Point,
    Reference,
    Several,
    Shape,
    Table,
    Text,
    YesNo,
)
from hubgen.wording import Wording

Widget = dict[str, Any]
"""A field in Decap's configuration."""

UNSHOWN = frozenset({"uid", "lang"})
"""What the program fills in itself, so that nobody is asked for it."""

_GROUPS = get_args(Group)
_MOST_OPTIONS = 20
"""Numbers that are chosen from a list; more of them are written."""
# What a text has to look like; what is refused here is refused by `hubgen check` too.
_PATTERNS = {
    "email": r"^[^\s@]+@[^\s@]+\.[^\s@]{2,}$",
    "phone": r"^\+?[\d\s().\-]{6,20}$",
    "address": r"^https?://\S+$",
    "hub-address": r"^(https?://\S+|/(?!/)\S*)$",
    "slug": r"^[a-z0-9]+(-[a-z0-9]+)*$",
    "alias": r"^/[^\s?#\\*:|]*$",
    "country": r"^[A-Za-z]{2}$",
    "clock": r"^([01]?\d|2[0-3])[.:][0-5]\d$",
    "partial-day": r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$",
}


def widgets(fields: Iterable[Field], settings: Settings, words: Wording) -> list[Widget]:
    """Return the widgets of fields, those of one group together.

    A mapping within one of its own kind is shown once, and what it holds further stays as it is.
    """
    maker = _Maker(settings, words)
    shown = sorted(fields, key=lambda one: _GROUPS.index(one.group))
    return [one for field in shown if (one := maker.widget(field, ())) is not None]


class _Maker:
    """Makes the widgets of one site in one language."""

    def __init__(self, settings: Settings, words: Wording) -> None:
        self._settings = settings
        self._words = words

    def widget(self, field: Field, around: tuple[Mapping, ...]) -> Widget | None:
        """Return a field's widget; None for what is better written in the file."""
        shape = self._of(field.shape, around)
        if shape is None or (not around and field.name in UNSHOWN):
            return None
        if field.default is not None and "as" in shape["hub"]:
            shape["hub"]["unless"] = field.default
        widget = {"name": field.name, "label": field.title, "required": field.required, **shape}
        if hint := self._hint(field):
            widget["hint"] = hint
        return widget

    def _hint(self, field: Field) -> str:
        """Return what a field is for, with an example of a text."""
        if not isinstance(field.example, str) or isinstance(field.shape, Choice | YesNo):
            return field.text
        example = self._words.text("editor.example", example=field.example)
        return f"{field.text} {example}".strip()

    def _of(self, shape: Shape, around: tuple[Mapping, ...]) -> Widget | None:
        if isinstance(shape, Again):
            outer = next((one for one in around if one.name == shape.name), None)
            # A session within a session is nobody's; one within a part of a programme is.
            seen = sum(one.name == shape.name for one in around)
            return self._of(outer, around) if outer and seen == 1 else None
        if isinstance(shape, Several):
            return self._list(shape.of, around)
        if isinstance(shape, Mapping):
            return self._mapping(shape, around)
        if isinstance(shape, Table):
            return None
        if isinstance(shape, Choice):
            return {"widget": "select", "options": _options(shape.words), "hub": {"as": "text"}}
        if isinstance(shape, YesNo):
            return {"widget": "boolean", "hub": {"as": "flag"}}
        if isinstance(shape, Numeric):
            return self._number(shape)
        if isinstance(shape, Reference | Either):
            return self._reference(_references(shape))
        return self._text(shape)

    def _mapping(self, shape: Mapping, around: tuple[Mapping, ...]) -> Widget:
        """Return the widget of fields within a field."""
        found = [self.widget(field, (*around, shape)) for field in shape.fields]
        inner = [one for one in found if one is not None]
        for one in inner:
            one["hub"]["needed"] = one["required"]
            if one["required"]:
                needed = self._words.text("editor.needed")
                one["hint"] = f"{one.get('hint', '')} {needed}".strip()
            # Decap would want it also where nothing of the mapping is said.
            one["required"] = False
        hub = {"as": "mapping", "short": shape.shorthand}
        return {"widget": "object", "collapsed": True, "fields": inner, "hub": hub}

    def _list(self, of: Shape, around: tuple[Mapping, ...]) -> Widget | None:
        """Return the widget of a list: of mappings, of what is chosen, or of texts."""
        one = self._of(of, around)
        if one is None:
            return None
        item = {"hub": one["hub"]}
        hub = {"as": "list", "item": item}
        if one["widget"] == "object":
            summary = " ".join(f"{{{{fields.{name}}}}}" for name in _telling(one["fields"]))
            for inner in one["fields"]:
                inner["required"] = inner["hub"]["needed"]
            return {
                "widget": "list",
                "collapsed": True,
                "summary": summary,
                "fields": one["fields"],
                "hub": hub,
            }
        if one["widget"] in {"select", "relation"}:
            return {**one, "multiple": True, "hub": hub}
        if isinstance(of, Numeric) and (options := _numbers(of)):
            return {"widget": "select", "multiple": True, "options": options, "hub": hub}
        label = self._words.text("editor.item")
        inner = {**one, "name": "item", "label": label, "required": True}
        return {"widget": "list", "collapsed": False, "field": inner, "hub": hub}

    def _number(self, shape: Numeric) -> Widget:
        widget: Widget = {
            "widget": "number",
            "value_type": "int" if shape.whole else "float",
            "hub": {"as": "number"},
        }
        for name, limit in (("min", shape.least), ("max", shape.most)):
            if limit is not None:
                widget[name] = int(limit) if shape.whole else limit
        return widget

    def _reference(self, found: tuple[Reference, ...]) -> Widget:
        """Return the widget of a reference: one that only lets choose, where nothing else fits."""
        hub = {"as": "text"}
        if not found:
            return {"widget": "string", "hub": hub}
        strict = len(found) == 1 and found[0].strict and len(found[0].folders) == 1
        if strict:
            return {
                "widget": "relation",
                "collection": found[0].folders[0],
                "value_field": "hub_slug",
                "search_fields": ["title"],
                "display_fields": ["title"],
                "options_length": 500,
                "hub": hub,
            }
        folders = [folder for one in found for folder in one.folders]
        return {
            "widget": "hub-reference",
            "collections": folders,
            "bare": next((one.default for one in found if one.default), ""),
            "hub": hub,
        }

    def _text(self, shape: Shape) -> Widget:
        hub = {"as": "text"}
        if isinstance(shape, Text) and shape.markdown:
            return {"widget": "hub-text", "hub": hub}
        if isinstance(shape, Text) and shape.form == "theme":
            themes = [(one.slug, one.title) for one in self._settings.themes]
            return {"widget": "select", "options": _options(themes), "hub": hub}
        if isinstance(shape, Text) and shape.form == "municipality":
            names = [one.name for one in places.municipalities()]
            return {"widget": "hub-suggestions", "suggestions": names, "hub": hub}
        if isinstance(shape, File):
            kind = "image" if shape.picture else "file"
            return {"widget": kind, "choose_url": False, "hub": hub}
        if isinstance(shape, Point) and shape.form in {"day", "moment"}:
            return {"widget": "hub-moment", "with_time": shape.form == "moment", "hub": hub}
        widget: Widget = {"widget": "string", "hub": hub}
        if (name := _form(shape)) in _PATTERNS:
            widget["pattern"] = [_PATTERNS[name], self._words.text(f"editor.pattern.{name}")]
        return widget


def _form(shape: Shape) -> str:
    """Return the name of what a text has to look like; empty where it may be anything."""
    if isinstance(shape, Address):
        return "hub-address" if shape.of_hub else "address"
    if isinstance(shape, Text | Point):
        return shape.form
    return {Email: "email", Phone: "phone"}.get(type(shape), "")


def _references(shape: Shape) -> tuple[Reference, ...]:
    """Return the references that a shape may be."""
    if isinstance(shape, Reference):
        return (shape,)
    found = shape.shapes if isinstance(shape, Either) else ()
    return tuple(one for inner in found for one in _references(inner))


def _options(words: Iterable[tuple[str, str]]) -> list[Widget]:
    return [{"value": word, "label": title} for word, title in words]


def _numbers(shape: Numeric) -> list[Widget]:
    """Return the numbers of a short range, to be chosen from; none for a long one."""
    if not shape.whole or shape.least is None or shape.most is None:
        return []
    numbers = range(int(shape.least), int(shape.most) + 1)
    if len(numbers) > _MOST_OPTIONS:
        return []
    return [{"value": one, "label": str(one)} for one in numbers]


def _telling(fields: Iterable[Widget]) -> list[str]:
    """Return the fields by which one item of a list is told from another."""
    names = [one["name"] for one in fields]
    known = ("start", "at", "title", "label", "name", "person", "text")
    return [one for one in known if one in names][:2] or names[:1]
