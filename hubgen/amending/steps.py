"""The edits that change one value: another in its place, a key more, an item more."""

import re
from collections.abc import Sequence

import yaml

from hubgen.amending.layout import Edit, Layout, Spot
from hubgen.amending.writing import STEP, block, entry, flow, inline, item, pair
from hubgen.frontmatter import Tree

_BLOCK_SCALAR = re.compile(r"[|>][^\s#]*")


def replacing(layout: Layout, spot: Spot, value: Tree) -> list[Edit]:
    """Return the edits that put another value in the place of one that is written.

    A comment behind the old value stays there. A list or mapping keeps its brackets; one that
    takes the place of a text or of nothing gets lines of its own.
    """
    node = spot.node
    assert node is not None  # whoever asks has found it
    between = spot.in_flow or (
        isinstance(node, yaml.CollectionNode) and bool(node.flow_style) and bool(node.value)
    )
    if isinstance(value, dict | list) and value and not between:
        return _on_lines(layout, spot, node, value)
    return _on_one_line(layout, spot, node, flow(value) if spot.in_flow else inline(value))


def inserting(
    layout: Layout, spot: Spot, key: str, value: Tree, order: Sequence[str]
) -> list[Edit]:
    """Return the edit that puts a key into a mapping that does not have it.

    It comes below the nearest key before it in `order` that the mapping has, else last.
    """
    node = spot.node
    if node is None:
        top = layout.line_end(layout.first) + 1
        return [Edit(top, top, entry(key, value, 0))]
    assert isinstance(node, yaml.MappingNode)  # whoever asks has looked
    before = _before(node, key, order)
    if spot.in_flow or node.flow_style:
        if before is None:
            inside = layout.start(node) + 1
            return [Edit(inside, inside, pair(key, value))]
        end = layout.end(before)
        return [Edit(end, end, f", {pair(key, value)}")]
    assert before is not None  # a mapping without brackets has a key
    column = _column(node)
    below = layout.below(before, column)
    return [Edit(below, below, entry(key, value, column))]


def adding(layout: Layout, spot: Spot, value: Tree) -> list[Edit]:
    """Return the edit that puts one item more at the end of a list that has some."""
    node = spot.node
    assert isinstance(node, yaml.SequenceNode)  # whoever asks has looked
    last = node.value[-1]
    if spot.in_flow or node.flow_style:
        end = layout.end(last)
        return [Edit(end, end, f", {flow(value)}")]
    column = _column(node)
    below = layout.below(last, column)
    if isinstance(last, yaml.CollectionNode) and last.flow_style:
        return [Edit(below, below, f"{' ' * column}- {flow(value)}\n")]
    return [Edit(below, below, item(value, column))]


def _on_lines(
    layout: Layout, spot: Spot, node: yaml.Node, value: dict[str, Tree] | list[Tree]
) -> list[Edit]:
    """Return the edits that write a mapping or list on lines of its own."""
    start, end = layout.start(node), layout.end(node)
    if spot.key is None:
        column = _column(node)
        lines = block(value, column)[column:].rstrip("\n")
        return [Edit(start, layout.line_end(end) if spot.is_block else end, lines)]
    if spot.is_block:
        column = max(_column(node), spot.indent + STEP)
        lines = block(value, column)
        return [Edit(layout.line_start(start), layout.line_end(end) + 1, lines)]
    lines = block(value, spot.indent + STEP)
    colon = _behind_colon(layout, spot.key)
    if _is_block_scalar(node):
        return [Edit(colon, layout.line_end(end) + 1, f"\n{lines}")]
    below = layout.line_end(end) + 1
    return [Edit(colon, end, ""), Edit(below, below, lines)]


def _on_one_line(layout: Layout, spot: Spot, node: yaml.Node, new: str) -> list[Edit]:
    """Return the edits that write a value behind its key or dash."""
    start, end = layout.start(node), layout.end(node)
    if spot.is_block and spot.key is not None:
        colon = _behind_colon(layout, spot.key)
        old = Edit(layout.line_start(start), layout.line_end(end) + 1, "")
        return [Edit(colon, colon, f" {new}"), old]
    if found := _BLOCK_SCALAR.match(layout.text, start) if _is_block_scalar(node) else None:
        lines = Edit(layout.line_end(start), max(end, layout.line_end(start)), "")
        return [Edit(start, found.end(), new), lines]
    space = " " if start == end and not layout.text[start - 1].isspace() else ""
    return [Edit(start, end, space + new)]


def _before(node: yaml.MappingNode, key: str, order: Sequence[str]) -> yaml.Node | None:
    """Return the value below which a new key comes; None in a mapping without any."""
    values: dict[str, yaml.Node] = {name.value: value for name, value in node.value}
    earlier = order[: order.index(key)] if key in order else ()
    for name in reversed(earlier):
        if name in values:
            return values[name]
    return next(reversed(values.values()), None)


def _behind_colon(layout: Layout, key: yaml.Node) -> int:
    """Return the offset behind the colon of a key."""
    return layout.text.index(":", layout.end(key)) + 1


def _is_block_scalar(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.style in ("|", ">")


def _column(node: yaml.Node) -> int:
    assert node.start_mark is not None  # a node that was read from text has its marks
    return node.start_mark.column
