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
        if isinstance(value, list):
            for number, item in enumerate(value):
                yield from _in_shape(shape.of, item, (*path, number), around)
        else:
            yield from _in_shape(shape.of, value, path, around)
    elif isinstance(shape, shapes.Again):
        meant = next(one for one in reversed(around) if one.name == shape.name)
        yield from _in_shape(meant, value, path, around)
    elif isinstance(shape, shapes.Mapping):
        if isinstance(value, dict):
            yield from _in_mapping(shape.fields, value, path, (*around, shape))
        elif shape.shorthand:
            alone = next(one for one in shape.fields if one.name == shape.shorthand)
            yield from _in_shape(alone.shape, value, path, around)
    elif isinstance(shape, shapes.Either) and isinstance(value, dict | list):
        fitting = [one for one in shape.shapes if isinstance(one, shapes.Mapping)]
        if isinstance(value, dict) and len(fitting) == 1:
            yield from _in_shape(fitting[0], value, path, around)
    elif isinstance(value, str):
        yield path, shape, value
