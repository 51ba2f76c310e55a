"""The fields of a model, and what may be written in each, from pydantic's own description of it."""

from collections.abc import Iterator
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from hubgen import shapes
from hubgen.about import About, Names, Shorthand, Words
from hubgen.fields import Mark, Referring
from hubgen.frontmatter import Tree
from hubgen.shapes import Field, Shape

_SAID = (
    shapes.Text,
    shapes.Numeric,
    shapes.Point,
    shapes.File,
    shapes.Address,
    shapes.Email,
    shapes.Phone,
    shapes.Either,
)
"""Shapes that the type of a field says of itself."""


def fields_of(model: type[BaseModel], lang: str) -> tuple[Field, ...]:
    """Return the fields of a model in a language, in the order in which it has them.

    Raises `LookupError` for a field without an `About`, a choice without `Words`, and a type that
    has no shape.
    """
    return _fields(model, lang, ())


def _fields(model: type[BaseModel], lang: str, around: tuple[str, ...]) -> tuple[Field, ...]:
    """Return the fields of a model; `around` names the models that it is in."""
    return tuple(
        _field(name, info, lang, (*around, model.__name__))
        for name, info in model.model_fields.items()
    )


def _field(name: str, info: FieldInfo, lang: str, around: tuple[str, ...]) -> Field:
    about = next((one for one in info.metadata if isinstance(one, About)), None)
    if about is None:
        raise LookupError(f"{around[-1]}.{name} does not say what it is for: it has no About")
    title, text = about.said(lang)
    return Field(
        name=name,
        title=title,
        text=text,
        example=about.example_in(lang),
        required=info.is_required(),
        default=_default(info),
        group=about.group,
        shape=_shape(info.annotation, tuple(info.metadata), lang, around),
    )


def _default(info: FieldInfo) -> Tree:
    """Return what holds where nothing is written, as it would be written."""
    value = info.default
    if isinstance(value, bool):
        return "true" if value else None
    return str(value) if isinstance(value, str | int | float) and value != "" else None


def _shape(annotation: Any, marks: tuple[Any, ...], lang: str, around: tuple[str, ...]) -> Shape:
    """Return the shape of a type with all that stands beside it."""
    while get_origin(annotation) is Annotated:
        annotation, *more = get_args(annotation)
        marks = (*marks, *more)
    for mark in _flat(marks):
        if isinstance(mark, _SAID):
            return mark
        if isinstance(mark, Referring):
            return mark.shape
    if get_origin(annotation) in {Union, UnionType}:
        kept = [one for one in get_args(annotation) if one is not NoneType]
        if len(kept) == 1:
            return _shape(kept[0], marks, lang, around)
        return shapes.Either(tuple(_shape(one, (), lang, around) for one in kept))
    return _of_type(annotation, marks, lang, around)


def _of_type(annotation: Any, marks: tuple[Any, ...], lang: str, around: tuple[str, ...]) -> Shape:
    """Return the shape of a type of which nothing beside it says what it is."""
    origin, within = get_origin(annotation), get_args(annotation)
    if origin is tuple:
        return shapes.Several(_shape(within[0], marks, lang, around))
    if origin is dict:
        names = next((one.names for one in marks if isinstance(one, Names)), ())
        return shapes.Table(_shape(within[1], (), lang, around), names)
    if origin is Literal:
        return _choice([word for word in within if word], marks, lang)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        name = annotation.__name__
        if name in around:
            return shapes.Again(name)
        short = next((one.field for one in marks if isinstance(one, Shorthand)), "")
        return shapes.Mapping(name, _fields(annotation, lang, around), short)
    if annotation is bool:
        return shapes.YesNo()
    if annotation in {int, float}:
        return _numeric(annotation is int, marks)
    if annotation is str:
        return shapes.Text(markdown=any(isinstance(one, Mark) and one.markdown for one in marks))
    raise LookupError(f"{annotation} in {around[-1]} has no shape")


def _choice(words: list[str], marks: tuple[Any, ...], lang: str) -> shapes.Choice:
    said = next((one for one in marks if isinstance(one, Words)), None)
    if said is None:
        raise LookupError(f"nothing says what {', '.join(words)} mean: there are no Words")
    return shapes.Choice(tuple((word, said.title(word, lang)) for word in words))


def _numeric(whole: bool, marks: tuple[Any, ...]) -> shapes.Numeric:
    limits = {
        side: next((float(getattr(one, side)) for one in _flat(marks) if hasattr(one, side)), None)
        for side in ("ge", "le")
    }
    return shapes.Numeric(whole, limits["ge"], limits["le"])


def _flat(marks: tuple[Any, ...]) -> Iterator[Any]:
    """Return marks with those that are packed in pydantic's `Field(ge=1)`."""
    for mark in marks:
        if isinstance(mark, FieldInfo):
            yield from mark.metadata
        else:
            yield mark
