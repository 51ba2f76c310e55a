"""Every text in a page's front matter, with what may be written there."""

from collections.abc import Iterator, Mapping, Sequence

from hubgen import shapes
from hubgen.frontmatter import Path, Tree
from hubgen.handbook import handbook
from hubgen.kinds.base import Kind
from hubgen.shapes import Field, Shape

Written = tuple[Path, Shape, str]
"""Where a text stands, what may stand there, and what does."""


def written_in(kind: Kind, values: Mapping[str, Tree], lang: str) -> Iterator[Written]:
    """Yield every text of a page in the order of its fields, where the kind knows the field."""
    yield from _in_mapping(handbook(kind, lang).fields, values, (), ())


def fields_around(kind: Kind, path: Path, lang: str) -> Sequence[Field]:
    """Return the fields that may stand beside the last key of a path; none where none are known."""
    fields = handbook(kind, lang).fields
    around: tuple[shapes.Mapping, ...] = ()
    for name in (part for part in path[:-1] if isinstance(part, str)):
        shape = next((one.shape for one in fields if one.name == name), None)
        while isinstance(shape, shapes.Several):
            shape = shape.of
        meant = _mapping(shape, around) if shape else None
        if meant is None:
            return ()
        fields, around = meant.fields, (*around, meant)
    return fields


def _in_mapping(
    fields: Sequence[Field],
    values: Mapping[str, Tree],
    path: Path,
    around: tuple[shapes.Mapping, ...],
) -> Iterator[Written]:
    known = {one.name: one.shape for one in fields}
    for name, value in values.items():
        if name in known:
            yield from _in_shape(known[name], value, (*path, name), around)


def _in_shape(
    shape: Shape, value: Tree, path: Path, around: tuple[shapes.Mapping, ...]
) -> Iterator[Written]:
    """Yield the texts of a value; one alone may stand where a list or a mapping is meant."""
    if isinstance(shape, shapes.Several):
        items = enumerate(value) if isinstance(value, list) else [(None, value)]
        for number, item in items:
            here = path if number is None else (*path, number)
            yield from _in_shape(shape.of, item, here, around)
        return
    if isinstance(value, dict):
        if meant := _mapping(shape, around):
            yield from _in_mapping(meant.fields, value, path, (*around, meant))
    elif isinstance(value, str):
        yield path, _alone(shape, around), value


def _mapping(shape: Shape, around: tuple[shapes.Mapping, ...]) -> shapes.Mapping | None:
    """Return the one mapping that may stand somewhere; None where there is not one."""
    if isinstance(shape, shapes.Again):
        return next(one for one in reversed(around) if one.name == shape.name)
    some = shape.shapes if isinstance(shape, shapes.Either) else (shape,)
    found = [one for one in some if isinstance(one, shapes.Mapping)]
    return found[0] if len(found) == 1 else None


def _alone(shape: Shape, around: tuple[shapes.Mapping, ...]) -> Shape:
    """Return what a text is that stands alone where a mapping may stand."""
    meant = _mapping(shape, around)
    if meant is None or not meant.shorthand:
        return shape
    return next(one.shape for one in meant.fields if one.name == meant.shorthand)
