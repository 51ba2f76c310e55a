"""What `hubgen check --fix` does with the site's files."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hubgen.cli.saying import say_by_hand, told
from hubgen.errors import Problem, Unamendable
from hubgen.wording import wording

if TYPE_CHECKING:
    # At run time it is imported where it is used, so that `--help` does not wait for it.
    from hubgen.mending import Mend

_ROUNDS = 8
"""What is mended can bring to light what else can be: a page that could not be read before."""


def mend_pages(
    problems: tuple[Problem, ...],
    site: Path,
    lang: str,
    *,
    among: Callable[[str], bool],
    again: Callable[[], tuple[Problem, ...]],
    aside: bool,
) -> tuple[int, tuple[Problem, ...]]:
    """Write into pages what mends them until nothing can be, and say what that was.

    Return how many files that changed, and what is still wrong. `again` looks for that.
    With `aside` it is said on the standard error, because programs read the output.
    """
    from hubgen.desk import file_at, open_desk, overwrite
    from hubgen.mending import mend

    files: set[str] = set()
    done: list[Mend] = []
    left: dict[tuple[str, str], Unamendable] = {}
    for _ in range(_ROUNDS):
        with told(lang):
            desk = open_desk(site)
            mended = mend(_mendable(problems), desk.groups, desk.settings, among=among)
            for path, text in mended.texts.items():
                overwrite(file_at(site, path), text)
        left = {(path, error.field): error for path, error in mended.by_hand}
        for one in mended.mends:
            done = [*(before.moved(one) for before in done), one]
        files.update(mended.texts)
        if not mended.texts:
            break
        problems = again()
    _say(done, lang, aside=aside)
    for (path, _), error in left.items():
        say_by_hand(path, error, lang)
    return len(files), problems


def _say(mends: "Iterable[Mend]", lang: str, *, aside: bool) -> None:
    """Say what was mended, and where."""
    words = wording(lang)
    for one in sorted(mends, key=lambda one: (one.path, one.line)):
        field = f"{one.field}: " if one.field else ""
        count = {"count": int(one.before)} if one.how == "spaces" else {}
        said = words.text(f"command.mending.{one.how}", before=one.before, after=one.after, **count)
        click.echo(f"{one.path}:{one.line}: {field}{said}", err=aside)


def _mendable(problems: Iterable[Problem]) -> list[Problem]:
    """Leave out the missing uid of a page that was published with one: it needs that one back."""
    known = list(problems)
    moved = {one.path for one in known if one.code in {"uid-changed", "uid-changed-by-move"}}
    return [one for one in known if one.code != "no-uid" or one.path not in moved]
