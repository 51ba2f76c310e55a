"""The hub as it would be once many files are changed, judged before any of them is."""

from collections import Counter
from dataclasses import replace

from hubgen.cache import Cache
from hubgen.errors import ContentError, Problem
from hubgen.ledger import Rewrite
from hubgen.progress import Quiet
from hubgen.settings import PATH as SETTINGS
from hubgen.sources import Source, Sources, digest
from hubgen.survey import Looked, Request, look


def foresee(
    rewrite: Rewrite,
    before: Looked,
    found: Sources,
    request: Request,
    cache: Cache | None = None,
) -> Looked:
    """Return the hub as it would be after a change.

    `before` is the hub as it is, and `found` the files that it was read from. Raises
    `ContentError` with the problems that it has not, and would get.
    """
    after = look(request, Quiet(), after_it(rewrite, found), cache)
    known = Counter(_key(one, rewrite) for one in before.problems)
    new = []
    for one in after.problems:
        key = (one.path, one.code)
        if one.severity == "problem" and known[key] <= 0:
            new.append(one)
        known[key] -= 1
    if new:
        raise ContentError(new)
    return after


def after_it(rewrite: Rewrite, found: Sources) -> Sources:
    """Return the files of a hub as they would be after a change."""
    pages = [_changed(one, rewrite) for one in found.pages if one.path not in rewrite.gone]
    files = [
        (_moved(path, rewrite), file) for path, file in found.files if path not in rewrite.gone
    ]
    return replace(
        found,
        pages=tuple(sorted(pages, key=lambda one: one.path)),
        files=tuple(sorted(files)),
        settings=rewrite.texts.get(SETTINGS, found.settings),
    )


def _changed(source: Source, rewrite: Rewrite) -> Source:
    text = rewrite.texts.get(source.path, source.text)
    path = _moved(source.path, rewrite)
    return Source(path=path, text=text, digest=digest(text.encode()))


def _moved(path: str, rewrite: Rewrite) -> str:
    for old, new in rewrite.moves:
        if path == old or path.startswith(f"{old}/"):
            return new + path.removeprefix(old)
    return path


def _key(one: Problem, rewrite: Rewrite) -> tuple[str, str]:
    """Return what a problem is known by, when its line and the names in it are others."""
    return _moved(one.path, rewrite), one.code
