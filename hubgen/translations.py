"""Translations: a page in another language says only what differs."""

from collections.abc import Mapping
from datetime import datetime

from pydantic import BaseModel

from hubgen.fields import marks
from hubgen.findings import Finding, finding
from hubgen.frontmatter import Path as FieldPath
from hubgen.frontmatter import Tree


def merged_with(original: Mapping[str, Tree], theirs: Mapping[str, Tree]) -> dict[str, Tree]:
    """Return an original's values with what its translation says put over them."""
    merged: dict[str, Tree] = dict(original)
    for key, value in theirs.items():
        before = merged.get(key)
        merged[key] = _merged(before, value)
    return merged


def contradictions(original: BaseModel, theirs: BaseModel, path: FieldPath) -> list[Finding]:
    """Find facts that a translation gives otherwise than its original does."""
    marked = marks(type(original))
    found: list[Finding] = []
    for name, before in original.__dict__.items():
        after = theirs.__dict__[name]
        if before == after or name == "lang" or (name in marked and marked[name].prose):
            continue
        here = (*path, name)
        if isinstance(before, BaseModel) and isinstance(after, BaseModel):
            found += contradictions(before, after, here)
        elif _same_models(before, after):
            for number, (one, other) in enumerate(zip(before, after, strict=True)):
                found += contradictions(one, other, (*here, number))
        else:
            found.append(_contradicted(here, before))
    return found


def _merged(before: Tree, after: Tree) -> Tree:
    """Return a value with what a translation says put over it; items of lists go by their place."""
    if isinstance(before, dict) and isinstance(after, dict):
        return merged_with(before, after)
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        return [_merged(one, other) for one, other in zip(before, after, strict=True)]
    return after


def _same_models(before: object, after: object) -> bool:
    """Tell whether both are lists of as many mappings."""
    return (
        isinstance(before, tuple)
        and isinstance(after, tuple)
        and len(before) == len(after)
        and all(isinstance(one, BaseModel) for one in (*before, *after))
    )


def _contradicted(path: FieldPath, before: object) -> Finding:
    """Return that a fact is another than the original's, or one that it does not give."""
    if before is None or before == "" or before == ():
        return finding(path, "translation-adds")
    return finding(path, "translation-contradicts", value=_shown(before))


def _shown(value: object) -> str:
    """Return a value for a message; nothing of a whole list or mapping."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return "…" if isinstance(value, tuple | BaseModel) else str(value)
