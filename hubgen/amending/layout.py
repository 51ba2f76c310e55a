"""Where each value of a page's front matter stands in its text."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

import yaml
from frontmatter.default_handlers import YAMLHandler

from hubgen.frontmatter import FrontMatter, Path, read, read_yaml

BOM = "\ufeff"
# The one that `frontmatter` reads with: the other is stricter about tabs.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LINE_END = re.compile(r"\r\n|\r|\n")


class Edit(NamedTuple):
    """Other text for a part of a page's; its line ends are plain ones."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A value as it is written, and what it is written in."""

    path: Path
    node: yaml.Node | None
    """None for front matter that holds nothing at all."""
    key: yaml.Node | None
    """The key that it belongs to; None for an item of a list and for the whole."""
    indent: int
    """The column in which its key stands, or the dash of its item."""
    in_flow: bool
    """Whether it stands between brackets."""

    @property
    def is_mapping(self) -> bool:
        """Tell whether a key can be put into it."""
        return self.node is None or isinstance(self.node, yaml.MappingNode)

    @property
    def is_block(self) -> bool:
        """Tell whether it is a mapping or a list on lines of its own, without brackets."""
        return isinstance(self.node, yaml.CollectionNode) and not self.node.flow_style

    @property
    def is_empty(self) -> bool:
        """Tell whether it says nothing: a key alone, `~`, `{}` or `[]`."""
        if self.node is None or not self.path:
            return False
        return not self.node.value or self.node.tag == "tag:yaml.org,2002:null"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A page's text, what its front matter says, and where it says so."""

    written: str
    """The text as it was given."""
    text: str
    """The same without a byte order mark and with plain line ends; offsets count in this one."""
    matter: FrontMatter
    root: yaml.Node | None
    first: int
    """The offset at which the YAML begins, behind the opening `---`."""
    last: int
    """The offset of the closing `---`."""
    is_page: bool = True
    """Whether it is a page, and not the settings, which are all front matter."""

    def again(self, text: str) -> "Layout":
        """Return the same file with another text, laid out; raise `ContentError` as for this."""
        return lay_out(text) if self.is_page else lay_out_settings(text)

    def find(self, path: Path) -> Spot:
        """Return the value at a path, or the nearest thing around it that was written."""
        spot = Spot(path=(), node=self.root, key=None, indent=0, in_flow=False)
        for name in path:
            inner = self._inside(spot, name)
            if inner is None:
                break
            spot = inner
        return spot

    def start(self, node: yaml.Node) -> int:
        """Return the offset at which a value begins."""
        assert node.start_mark is not None  # a node that was read from text has its marks
        return self.first + node.start_mark.index

    def end(self, node: yaml.Node) -> int:
        """Return the offset behind the last character of a value.

        The marks of a block lie behind the comments and blank lines that follow it; those are
        not its own.
        """
        while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            node = last[1] if isinstance(node, yaml.MappingNode) else last
        assert node.end_mark is not None  # as above
        end = self.first + node.end_mark.index
        if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
            start = self.start(node)
            return start + len(self.text[start:end].rstrip())
        return end

    def line_start(self, offset: int) -> int:
        """Return the offset at which a line begins."""
        return self.text.rfind("\n", 0, offset) + 1

    def line_end(self, offset: int) -> int:
        """Return the offset of the line end behind an offset in the front matter."""
        return self.text.index("\n", offset)

    def below(self, node: yaml.Node, indent: int) -> int:
        """Return where a line can be put in below a value and the comments that belong to it.

        They are the ones right below it that are indented deeper than `indent`.
        """
        here = self.line_end(self.end(node)) + 1
        while here < self.last:
            line = self.text[here : self.line_end(here)]
            comment = line.lstrip(" ")
            if not comment.startswith("#") or len(line) - len(comment) <= indent:
                break
            here += len(line) + 1
        return here

    def apply(self, edits: Iterable[Edit]) -> str:
        """Return the text as it was given but for the edits, which do not overlap."""
        begin = len(BOM) if self.written.startswith(BOM) else 0
        newline = _LINE_END.search(self.written)
        # The offsets of the line ends that took two characters.
        pairs = [
            found.start() - begin - number
            for number, found in enumerate(re.finditer("\r\n", self.written))
        ]
        result = self.written
        for edit in sorted(edits, reverse=True):
            start, end = (
                begin + offset + bisect_left(pairs, offset) for offset in (edit.start, edit.end)
            )
            new = edit.text.replace("\n", newline[0] if newline else "\n")
            result = result[:start] + new + result[end:]
        return result

    def _inside(self, spot: Spot, name: str | int) -> Spot | None:
        """Return what a mapping has for a key, or a list at a place; None where it has nothing."""
        node = spot.node
        if not isinstance(node, yaml.CollectionNode):
            return None
        assert node.start_mark is not None  # as above
        path = (*spot.path, name)
        place = self.matter.places.get(path)
        if place is None:
            return None
        # Items are found by their place, because one without a value is not counted among them.
        pairs = (
            node.value if isinstance(node, yaml.MappingNode) else [(one, one) for one in node.value]
        )
        first_line = self.text.count("\n", 0, self.first) + 1
        for key, value in pairs:
            if (first_line + key.start_mark.line, key.start_mark.column + 1) == (
                place.line,
                place.column,
            ):
                return Spot(
                    path=path,
                    node=value,
                    key=key if isinstance(name, str) else None,
                    indent=node.start_mark.column,
                    in_flow=spot.in_flow or bool(node.flow_style),
                )
        return None


def lay_out(text: str) -> Layout:
    """Return where the front matter of a page's text says what it does.

    Raises `ContentError` where it cannot be read.
    """
    matter = read(text, path="")
    plain = text.removeprefix(BOM).replace("\r\n", "\n").replace("\r", "\n")
    blank = len(plain) - len(plain.lstrip())
    boundaries = YAMLHandler.FM_BOUNDARY.finditer(plain[blank:])
    opening, closing = islice(boundaries, 2)
    first, last = blank + opening.end(), blank + closing.start()
    return Layout(
        written=text,
        text=plain,
        matter=matter,
        # What `read` let through is not nested deeply, so that composing it is safe.
        root=yaml.compose(plain[first:last], Loader=_LOADER),
        first=first,
        last=last,
    )


def lay_out_settings(text: str) -> Layout:
    """Return where `site.yaml` says what it does: all of it is as front matter.

    Raises `ContentError` where it cannot be read.
    """
    plain = text.removeprefix(BOM).replace("\r\n", "\n").replace("\r", "\n")
    values, places = read_yaml(plain, path="")
    return Layout(
        written=text,
        text=plain,
        matter=FrontMatter(values=values, places=places),
        root=yaml.compose(plain, Loader=_LOADER),
        first=0,
        last=len(plain),
        is_page=False,
    )
