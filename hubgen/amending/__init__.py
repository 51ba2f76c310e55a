"""Front matter edited in place: all that an editor wrote stays, but for the one value meant.

Comments, the order of keys, quotes, indentation, line ends, a byte order mark and the text of the
page are left byte for byte as they are. A comment that stands inside a value made of several lines
goes with that value.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, cast

from hubgen.amending.layout import Edit, Layout, lay_out
from hubgen.amending.steps import adding, inserting, replacing
from hubgen.amending.taking import removing, taken_path
from hubgen.amending.writing import inline
from hubgen.errors import ContentError, Unamendable
from hubgen.frontmatter import Path, Tree, path_text
from hubgen.plaintext import holdable


def put(text: str, path: Path, value: Tree, *, order: Sequence[str] = ()) -> str:
    """Return a page's text with `value` at `path`; every byte around it is as it was.

    A key that is not there yet comes below the nearest one before it in `order` that is there,
    else below all others; what is around it is made too: `("registration", "state")` makes a
    `registration`. Characters that no page can hold, which come along when something is pasted,
    are left out of it. Raises `ContentError` for front matter that cannot be read, and
    `Unamendable` for front matter in which the value has to be written by hand.
    """
    value = _holdable(value)
    layout = lay_out(text)
    found = layout.find(path)
    rest = path[len(found.path) :]
    if not rest:
        return _amended(layout, path, value, replacing(layout, found, value))
    if isinstance(rest[0], int):
        raise _by_hand(layout, path, value)
    inner = _nested(rest[1:], value)
    if found.is_empty:
        edits = replacing(layout, found, {rest[0]: inner})
    elif found.is_mapping:
        edits = inserting(layout, found, rest[0], inner, order)
    else:
        raise _by_hand(layout, path, value)
    return _amended(layout, path, value, edits)


def rename(text: str, path: Path, key: str, value: Tree) -> str:
    """Return a page's text with `key` and its value in the place of the key at `path`.

    Otherwise as `put`; `Unamendable` too where there is no such key, or `key` is there already.
    """
    value = _holdable(value)
    layout = lay_out(text)
    found = layout.find(path)
    if found.path != path or found.key is None:
        raise _by_hand(layout, path, {key: value})
    name = Edit(layout.start(found.key), layout.end(found.key), inline(key))
    around = dict(cast("dict[str, Tree]", _at(layout.matter.values, path[:-1])))
    del around[str(path[-1])]
    edits = [name, *replacing(layout, found, value)]
    return _amended(layout, path[:-1], {**around, key: value}, edits)


def append(text: str, key: str, item: Tree, *, order: Sequence[str] = ()) -> str:
    """Return a page's text with one item more in the list of a key, which is made where it lacks.

    It comes last, written as the item before it is. Otherwise as `put`; `Unamendable` too where
    the key holds something that is no list.
    """
    item = _holdable(item)
    layout = lay_out(text)
    before = layout.matter.values.get(key)
    if not before:
        return put(text, (key,), [item], order=order)
    if not isinstance(before, list):
        raise _by_hand(layout, (key,), [item])
    return _amended(layout, (key,), [*before, item], adding(layout, layout.find((key,)), item))


def take_out(layout: Layout, path: Path) -> str:
    """Return a laid-out text without the key or the item at a path.

    A list or mapping of which it was all there is goes too. Raises `Unamendable` where it has to be
    taken out by hand, or nothing is written at the path.
    """
    path = taken_path(layout, path)
    found, around = layout.find(path), layout.find(path[:-1])
    edits = removing(layout, found, around) if found.path == path else None
    if edits is None:
        raise _by_hand(layout, path, "")
    new = layout.apply(edits)
    _expect(new, _without(dict(layout.matter.values), path), layout, path)
    return new


def edit(layout: Layout, edits: Sequence[Edit], touched: Collection[Path]) -> str:
    """Return a laid-out text with some of its parts written otherwise.

    Only the values at the paths of `touched` may be others by it; raises `Unamendable` where one
    more is.
    """
    new = layout.apply(edits)
    path = next(iter(touched), ())
    try:
        after = layout.again(new).matter
    except ContentError as error:
        raise _by_hand(layout, path, "") from error
    values = (dict(layout.matter.values), dict(after.values))
    before, now = (dict(_leaves(one, ())) for one in values)
    if before.keys() != now.keys():
        raise _by_hand(layout, path, "")
    for where, value in now.items():
        if value != before[where] and where not in touched:
            raise _by_hand(layout, where, before[where])
    return new


def _holdable(value: Tree) -> Tree:
    """Return a value without the characters that no page can hold."""
    if isinstance(value, str):
        return holdable(value)
    if isinstance(value, dict):
        return {key: _holdable(one) for key, one in value.items()}
    return [_holdable(one) for one in value] if isinstance(value, list) else value


def _leaves(tree: Tree, path: Path) -> Iterator[tuple[Path, Tree]]:
    """Yield every value of a tree that holds no other, with its path."""
    if isinstance(tree, dict) and tree:
        for key, value in tree.items():
            yield from _leaves(value, (*path, key))
    elif isinstance(tree, list) and tree:
        for number, value in enumerate(tree):
            yield from _leaves(value, (*path, number))
    else:
        yield path, tree


def _without(tree: Tree, path: Path) -> Tree:
    """Return a tree without what is at a path."""
    name, *rest = path
    if isinstance(name, int):
        items = list(cast("list[Tree]", tree))
        items[name : name + 1] = [_without(items[name], tuple(rest))] if rest else []
        return items
    mapping = dict(cast("dict[str, Tree]", tree))
    if rest:
        mapping[name] = _without(mapping[name], tuple(rest))
    else:
        del mapping[name]
    return mapping


def _nested(path: Path, value: Tree) -> Tree:
    """Return a value inside the mappings that lead to it."""
    for name in reversed(path):
        value = {str(name): value}
    return value


def _at(tree: Mapping[str, Tree], path: Path) -> Tree:
    """Return what a tree holds at a path that it has."""
    found: Any = tree
    for name in path:
        found = found[name]
    return cast("Tree", found)


def _amended(layout: Layout, path: Path, value: Tree, edits: Sequence[Edit]) -> str:
    """Return the edited text, once it was read back and says what it has to, and nothing else."""
    text = layout.apply(edits)
    _expect(text, _with(dict(layout.matter.values), path, value), layout, path, value)
    return text


def _expect(text: str, wanted: Tree, layout: Layout, path: Path, value: Tree = "") -> None:
    """Raise `Unamendable` for an edited text that does not say what it has to, and nothing else."""
    try:
        after = layout.again(text).matter
    except ContentError as error:
        raise _by_hand(layout, path, value) from error
    if after.values != wanted or after.body != layout.matter.body:
        raise _by_hand(layout, path, value)


def _with(tree: Tree, path: Path, value: Tree) -> Tree:
    """Return a tree with another value at a path."""
    if not path:
        return value
    name, *rest = path
    if isinstance(name, int):
        items = list(cast("list[Tree]", tree))
        items[name] = _with(items[name], tuple(rest), value)
        return items
    mapping = dict(cast("dict[str, Tree]", tree or {}))
    mapping[name] = _with(mapping.get(name), tuple(rest), value)
    return mapping


def _by_hand(layout: Layout, path: Path, value: Tree) -> Unamendable:
    line = layout.matter.place(path).line
    return Unamendable(line=line, field=path_text(path), value=inline(value))
