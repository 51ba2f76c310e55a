"""The edits that take something out: a key with its value, or an item of a list."""

import yaml

from hubgen.amending.layout import Edit, Layout, Spot
from hubgen.frontmatter import Path


def taken_path(layout: Layout, path: Path) -> Path:
    """Return what has to go with a value: a list or mapping of which it is all there is, too."""
    while len(path) > 1:
        around = layout.find(path[:-1])
        if not isinstance(around.node, yaml.CollectionNode) or len(around.node.value) > 1:
            break
        path = path[:-1]
    return path


def removing(layout: Layout, spot: Spot, around: Spot) -> list[Edit] | None:
    """Return the edit that takes a value out of the mapping or list `around` it.

    A comment behind it, or between its lines, goes with it; those around it stay. None where it
    stands in a way in which it cannot be taken out.
    """
    node = around.node
    assert isinstance(node, yaml.CollectionNode)  # something stands in it
    if isinstance(node, yaml.MappingNode):
        spans = [(layout.start(key), layout.end(value)) for key, value in node.value]
    else:
        spans = [(layout.start(one), layout.end(one)) for one in node.value]
    assert spot.node is not None  # whoever asks has found it
    here = layout.start(spot.key if spot.key is not None else spot.node)
    number = [start for start, _ in spans].index(here)
    if around.in_flow or node.flow_style:
        return [_between_brackets(spans, number)]
    return _on_lines(layout, spans, number, is_list=isinstance(node, yaml.SequenceNode))


def _between_brackets(spans: list[tuple[int, int]], number: int) -> Edit:
    """Take one out with the comma behind it or, of the last one, before it."""
    if number + 1 < len(spans):
        return Edit(spans[number][0], spans[number + 1][0], "")
    return Edit(spans[number - 1][1] if number else spans[number][0], spans[number][1], "")


def _on_lines(
    layout: Layout, spans: list[tuple[int, int]], number: int, *, is_list: bool
) -> list[Edit] | None:
    """Take out the lines of one; the first key behind a dash gives its place to the next."""
    start, end = spans[number]
    begin = layout.line_start(start)
    before = layout.text[begin:start]
    if is_list:
        if before.strip() != "-":
            return None
    elif before.strip():
        if number + 1 >= len(spans):
            return None
        return [Edit(start, spans[number + 1][0], "")]
    return [Edit(begin, layout.line_end(max(end - 1, start)) + 1, "")]
