"""A page on which something is mended, and what was."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from hubgen.amending import put
from hubgen.findings import path_text, read_fields
from hubgen.frontmatter import FrontMatter, Path, Tree, read
from hubgen.kinds import kind_of
from hubgen.kinds.base import Entry, Kind
from hubgen.mending.titles import Titles
from hubgen.mending.written import written_in
from hubgen.settings import Settings
from hubgen.shapes import Shape

How = Literal["value", "added", "quoted", "spaces", "tabs", "plain", "straight"]
"""How something was mended; the wording has a sentence for each, below `command.mending`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mend:
    """One thing that was mended."""

    path: str
    """The page's file."""
    line: int
    field: str = ""
    """The field, as a path: `programme[2].start`; empty for what is in no field."""
    how: How
    before: str = ""
    after: str = ""
    lines: int = 0
    """How many lines there are more than before, from this one on."""

    def moved(self, later: "Mend") -> "Mend":
        """Return the same where it is after something else was mended too."""
        below = later.path == self.path and later.lines and self.line >= later.line
        return replace(self, line=self.line + later.lines) if below else self


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A page's text, and all that is known of it and of other pages."""

    path: str
    text: str
    entry: Entry | None = None
    """What the page was before anything was mended; None for a translation, and where the front
    matter cannot be read."""
    settings: Settings
    titles: Titles

    @cached_property
    def kind(self) -> Kind | None:
        """The kind of its folder; None for the introduction of a listing."""
        folder, name = self.path.split("/")[1], self.path.rsplit("/", 1)[1]
        return None if name.startswith("_index.") else kind_of(folder)

    @cached_property
    def matter(self) -> FrontMatter:
        """Its front matter; raises `ContentError` where that cannot be read."""
        return read(self.text, path=self.path)

    @cached_property
    def written(self) -> Mapping[Path, tuple[Shape, str]]:
        """Every text of its front matter that the kind knows, and what may stand there."""
        if self.kind is None:
            return {}
        found = written_in(self.kind, self.matter.values, self.settings.lang)
        return {path: (shape, text) for path, shape, text in found}

    def path_of(self, field: str) -> Path | None:
        """Return the path of a field that a problem names; None where it is no text."""
        return next((path for path in self.written if path_text(path) == field), None)

    def key_of(self, field: str) -> Path | None:
        """Return the path of any key that a problem names; None where it is not there."""
        return next((path for path in self.matter.places if path_text(path) == field), None)

    def accepts(self, path: Path, value: str) -> bool:
        """Tell whether the kind has nothing against a text in the place of another."""
        assert self.kind is not None  # or there would be no path
        values = _with(self.matter.values, path, value)
        _, findings = read_fields(self.kind.model, values)
        mine = path_text(path)
        return not any(path_text(_known(one.path, self)) == mine for one in findings)

    def put(self, path: Path, value: str) -> "tuple[Sheet, Mend]":
        """Return the page with another text at a path; raise `Unamendable` where that cannot be."""
        before = self.written[path][1]
        mend = Mend(
            path=self.path,
            line=self.matter.place(path).line,
            field=path_text(path),
            how="value",
            before=before,
            after=value,
        )
        return self.now(put(self.text, path, value)), mend

    def now(self, text: str) -> "Sheet":
        """Return the page with another text."""
        return replace(self, text=text)


def _known(path: Path, sheet: Sheet) -> Path:
    """Return as much of a path as was written: one item alone has no number."""
    written = [part for depth, part in enumerate(path) if path[: depth + 1] in sheet.matter.places]
    return tuple(written)


def _with(values: Mapping[str, Tree], path: Path, value: str) -> dict[str, Tree]:
    """Return the values with another text at a path that they have."""

    def inside(tree: Tree, rest: Path) -> Tree:
        if not rest:
            return value
        if isinstance(tree, list):
            return [inside(one, rest[1:]) if n == rest[0] else one for n, one in enumerate(tree)]
        assert isinstance(tree, dict)  # the path is one of the tree
        return {key: inside(one, rest[1:]) if key == rest[0] else one for key, one in tree.items()}

    changed = inside(dict(values), path)
    assert isinstance(changed, dict)  # as it was
    return changed
