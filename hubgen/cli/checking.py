"""The command `hubgen check`."""

import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hubgen.cli.options import OUTPUT, clock, lang_option, now_option, path_in_site, site_option
from hubgen.cli.saying import language_of, say, say_by_hand, told
from hubgen.errors import BuildFailed, Problem
from hubgen.pool import processors
from hubgen.progress import Quiet
from hubgen.wording import wording

if TYPE_CHECKING:
    # At run time it is imported where it is used, so that `--help` does not wait for it.
    from hubgen.build import Request
    from hubgen.revisions import Revision


@click.command()
@site_option
@now_option
@lang_option
@click.option("--strict", is_flag=True, help="Count a warning as a problem.")
@click.option("--fix", is_flag=True, help="Mend what can be mended without an editor: a uid.")
@click.option("--against", metavar="REV", help="Compare with a git revision that was published.")
@click.argument("files", nargs=-1, type=click.Path(exists=True, path_type=Path))
def check(
    site: Path, now: datetime | None, lang: str | None, files: tuple[Path, ...], **options: Any
) -> None:
    """Say what is wrong with the content, in all of it or in FILES and folders; publish nothing."""
    # Imported here, so that `--help` does not wait for it.
    from hubgen.build import Request

    lang = lang or language_of(site)
    words = wording(lang)
    request = Request(
        site=site,
        output=site / OUTPUT,
        now=now or clock(),
        jobs=processors(),
        strict=options["strict"],
        against=None if options["against"] is None else _revision(options["against"], site, lang),
    )
    named = tuple(path_in_site(file, site) for file in files)
    problems = _about(named, _found(request, lang))
    mended = 0
    if options["fix"]:
        mended = _mend(problems, site, lang)
    if mended:
        problems = _about(named, _found(request, lang))
    say(problems, lang, to="stdout")
    if options["fix"]:
        click.echo(words.text("command.mended", count=mended))
    wrong = [one for one in problems if one.severity == "problem" or options["strict"]]
    click.echo(
        words.text("command.checked", problems=len(wrong), warnings=len(problems) - len(wrong))
    )
    sys.exit(1 if wrong else 0)


def _revision(name: str, site: Path, lang: str) -> "Revision":
    """Return the revision to compare with, and say which it is."""
    from hubgen.build import LONGEST
    from hubgen.revisions import read_revision

    with told(lang):
        revision = read_revision(site, name, longest=LONGEST)
    click.echo(
        wording(lang).text(
            "command.compared",
            revision=name,
            commit=revision.commit[:10],
            day=revision.day,
            count=len(revision.sources.pages),
        )
    )
    return revision


def _found(request: "Request", lang: str) -> tuple[Problem, ...]:
    """Return every problem and warning in a site's content."""
    from hubgen import build as building

    try:
        with told(lang, problems_too=False):
            return building.check(request, Quiet()).warnings
    except BuildFailed as failed:
        return failed.problems


def _about(named: tuple[str, ...], problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems in the files and folders that are named; all of them if none is."""
    if not named or "." in named:
        return tuple(problems)
    return tuple(
        one for one in problems if any(f"{one.path}/".startswith(f"{path}/") for path in named)
    )


def _mend(problems: Iterable[Problem], site: Path, lang: str) -> int:
    """Write into pages what mends their problems, and return how many files that changed."""
    from hubgen.desk import file_at, open_desk, overwrite
    from hubgen.mending import FIXES, mend

    if not any(one.code in FIXES for one in problems):
        return 0
    with told(lang):
        desk = open_desk(site)
        mended = mend(_mendable(problems), desk.groups, desk.settings)
        for path, text in mended.texts.items():
            overwrite(file_at(site, path), text)
    for path, error in mended.by_hand:
        say_by_hand(path, error, lang)
    return len(mended.texts)


def _mendable(problems: Iterable[Problem]) -> list[Problem]:
    """Leave out the missing uid of a page that was published with one: it needs that one back."""
    known = list(problems)
    moved = {one.path for one in known if one.code in {"uid-changed", "uid-changed-by-move"}}
    return [one for one in known if one.code != "no-uid" or one.path not in moved]
