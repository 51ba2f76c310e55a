"""The texts of a hub in which a page gets another name, worked out one thing after the other."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote

import yaml

from hubgen import addresses
from hubgen.addresses import file_path
from hubgen.amending import append, edit, put, take_out
from hubgen.amending.layout import Edit, Layout, lay_out
from hubgen.errors import Unamendable
from hubgen.findings import path_text
from hubgen.frontmatter import Path
from hubgen.kinds.base import Entry
from hubgen.mentions import Mention, Subject, layout_of
from hubgen.settings import PATH as SETTINGS
from hubgen.sources import CONTENT

# Where a page's old addresses come that had none yet.
_ORDER = ("title", "subtitle", "summary", "slug", "uid", "aliases")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that is written otherwise."""

    path: str
    line: int
    field: str
    """Empty for the text of the page."""
    before: str
    """Empty for what is new."""
    after: str


def moved_path(path: str, moves: Iterable[tuple[str, str]]) -> str:
    """Return the path that a file has once files and folders have their new names."""
    for old, new in moves:
        if path == old:
            return new
        if path.startswith(f"{old}/"):
            return new + path.removeprefix(old)
    return path


class Respelling:
    """The new texts, as far as they are worked out."""

    def __init__(
        self,
        before: Subject,
        after: Subject,
        moves: tuple[tuple[str, str], ...],
        texts: Mapping[str, str],
    ) -> None:
        self.before = before
        self.after = after
        self.moves = moves
        self.texts = texts
        self.new: dict[str, str] = {}
        self.changes: list[Change] = []
        self._layouts: dict[str, Layout] = {}
        self._edits: dict[str, list[tuple[Edit, Path]]] = {}

    def mention(self, one: Mention) -> None:
        """Write a mention of the page as it has to be."""
        new = self._respelt(one)
        if new is None:
            raise Unamendable(
                line=one.line, field=path_text(one.where), value=one.written, path=one.path
            )
        self._write(one.path, one.start, one.end, new, one.where)

    def own_slug(self, path: str) -> None:
        """Write the new slug where the page itself says the old one."""
        layout = self._layout(path)
        spot = layout.find(("slug",))
        if spot.path == ("slug",) and isinstance(spot.node, yaml.ScalarNode):
            start, end = layout.start(spot.node), layout.end(spot.node)
            written = layout.text[start:end]
            new = written.replace(self.before.ref.slug, self.after.ref.slug, 1)
            self._write(path, start, end, new, spot.path)

    def settle(self) -> None:
        """Make the new texts of all that was written."""
        for path, edits in self._edits.items():
            touched = {where for _, where in edits}
            try:
                new = edit(self._layout(path), [one for one, _ in edits], touched)
            except Unamendable as error:
                raise error.at(path) from error
            self.new[path] = new

    def identity(self, page: Entry, aliases: Sequence[str]) -> None:
        """Keep what subscribers know the page by, and the addresses that it had."""
        text = self._text(page.path)
        if not page.fields.uid:
            text = put(text, ("uid",), page.uid, order=_ORDER)
            self._tell(page.path, text, "uid", page.uid)
        gone = [
            number
            for number, alias in enumerate(page.fields.aliases)
            if f"{alias.rstrip('/')}/" in self.after.addresses
        ]
        if gone and isinstance(page.matter.values["aliases"], str):
            text = take_out(lay_out(text), ("aliases",))
        else:
            for number in reversed(gone):
                text = take_out(lay_out(text), ("aliases", number))
        kept = set(page.fields.aliases)
        for alias in aliases:
            if alias not in kept:
                written = lay_out(text).matter.values.get("aliases")
                if isinstance(written, str):
                    text = put(text, ("aliases",), [written, alias])
                else:
                    text = append(text, "aliases", alias, order=_ORDER)
                self._tell(page.path, text, "aliases", alias)
        if text != self._text(page.path):
            self.new[page.path] = text

    def hub_identity(self) -> None:
        """Keep what feeds know the hub by: the slug of its organisation, if it has no own."""
        layout = layout_of(SETTINGS, self._text(SETTINGS))
        end = layout.line_end(layout.end(layout.find(("organisation",)).node))  # type: ignore[arg-type] # it is there
        line = f"uid: {self.before.ref.slug}\n"
        new = layout.apply([Edit(end + 1, end + 1, line)])
        self.new[SETTINGS] = new
        number = layout.text.count("\n", 0, end) + 2
        self.changes.append(
            Change(path=SETTINGS, line=number, field="uid", before="", after=self.before.ref.slug)
        )

    def _text(self, path: str) -> str:
        return self.new.get(path, self.texts[path])

    def _layout(self, path: str) -> Layout:
        if path not in self._layouts:
            self._layouts[path] = layout_of(path, self.texts[path])
        return self._layouts[path]

    def _write(self, path: str, start: int, end: int, new: str, where: Path) -> None:
        layout = self._layout(path)
        before = layout.text[start:end]
        if new == before:
            return
        self._edits.setdefault(path, []).append((Edit(start, end, new), where))
        line = layout.text.count("\n", 0, start) + 1
        self.changes.append(
            Change(path=path, line=line, field=path_text(where), before=before, after=new)
        )

    def _tell(self, path: str, text: str, field: str, value: str) -> None:
        line = lay_out(text).matter.place((field,)).line
        self.changes.append(Change(path=path, line=line, field=field, before="", after=value))

    def _respelt(self, one: Mention) -> str | None:
        """Return what has to be written for a mention; None where only an editor can."""
        if one.lead is None:
            head, found, tail = one.written.rpartition(self.before.ref.slug)
            return f"{head}{self.after.ref.slug}{tail}" if found else None
        if one.lead.how == "file":
            new = self._new_name(one.lead.name, one.path, moved_path(one.lead.to, self.moves))
            return (
                one.written.replace(one.lead.name, new, 1) if one.lead.name in one.written else None
            )
        pairs = zip(self.before.addresses, self.after.addresses, strict=True)
        for old, new in sorted(pairs, key=lambda pair: -len(pair[0])):
            at = f"{one.lead.to.rstrip('/')}/"
            if at.startswith(old) and old.rstrip("/") in one.written:
                return one.written.replace(old.rstrip("/"), new.rstrip("/"), 1)
        return None

    def _new_name(self, name: str, page: str, to: str) -> str:
        """Return how a page's file names a file that is elsewhere now, as it did before."""
        page = moved_path(page, self.moves)
        if file_path(page, name) == to:
            return name
        parts = name.split("/")
        for old, new in self.moves:
            before, after = PurePosixPath(old).name, PurePosixPath(new).name
            for number in reversed(range(len(parts))):
                if parts[number] in (before, quote(before)):
                    candidate = "/".join([*parts[:number], after, *parts[number + 1 :]])
                    if file_path(page, candidate) == to:
                        return candidate
        if name.startswith("/"):
            return quote(to.removeprefix(CONTENT))
        return quote(addresses.path_from(page, to))
