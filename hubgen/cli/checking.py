"""The command `hubgen check`."""

import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hubgen import __version__
from hubgen.cli.options import (
    CACHE,
    OUTPUT,
    clock,
    lang_option,
    no_cache_option,
    now_option,
    path_in_site,
    site_option,
)
from hubgen.cli.saying import language_of, say, told
from hubgen.errors import BuildFailed, Problem
from hubgen.pool import processors
from hubgen.progress import Quiet
from hubgen.wording import wording

if TYPE_CHECKING:
    # At run time it is imported where it is used, so that `--help` does not wait for it.
    from hubgen.revisions import Revision
    from hubgen.survey import Request

FORMS = ("text", "json", "github", "sarif")
"""How problems can be written: for people, and for programs."""


@click.command()
@site_option
@now_option
@lang_option
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    default="text",
    show_default=True,
    help="How problems are written; github is for its workflows, sarif for code scanning.",
)
@click.option("--strict", is_flag=True, help="Count a warning as a problem.")
@click.option("--fix", is_flag=True, help="Mend what has one right answer.")
@no_cache_option
@click.option("--against", metavar="REV", help="Compare with a git revision that was published.")
@click.option("--external", is_flag=True, help="Ask for the addresses on other sites, politely.")
@click.option("--external-private", is_flag=True, hidden=True)
@click.argument("files", nargs=-1, type=click.Path(exists=True, path_type=Path))
def check(
    site: Path, now: datetime | None, lang: str | None, files: tuple[Path, ...], **options: Any
) -> None:
    """Say what is wrong with the content, in all of it or in FILES and folders; publish nothing."""
    # Imported here, so that `--help` does not wait for it.
    from hubgen.survey import Request, uncollected

    click.get_current_context().with_resource(uncollected())
    lang = lang or language_of(site)
    request = Request(
        site=site,
        output=site / OUTPUT,
        now=now or clock(),
        jobs=processors(),
        cache=None if options["no_cache"] else site / CACHE,
        strict=options["strict"],
        against=_revision(options["against"], site, lang, aside=options["form"] != "text"),
    )
    named = tuple(path_in_site(file, site) for file in files)
    whole = not named or options["fix"] or options["external"]
    stopped: tuple[Problem, ...] = ()
    try:
        problems = _found(request, lang, () if whole else named)
    except BuildFailed as failed:
        # By settings that cannot be read nothing else can be judged, whatever file was named.
        problems = stopped = failed.problems
    mended = 0
    if options["fix"] and not stopped:
        from hubgen.cli.mending import mend_pages

        mended, problems = mend_pages(
            problems,
            site,
            lang,
            among=lambda path: _is_named(path, named),
            again=lambda: _found(request, lang),
            aside=options["form"] != "text",
        )
    if options["external"] and not stopped:
        from hubgen.cli.external import visit_links

        problems += visit_links(
            request,
            lang,
            among=lambda path: _is_named(path, named),
            private=options["external_private"],
        )
    problems = stopped or _about(named, tuple(sorted(problems)))
    if options["strict"]:
        problems = tuple(replace(one, severity="problem") for one in problems)
    _say(problems, site, lang, options["form"], mended if options["fix"] else None)
    sys.exit(1 if any(one.severity == "problem" for one in problems) else 0)


def _say(
    problems: tuple[Problem, ...], site: Path, lang: str, form: str, mended: int | None
) -> None:
    """Write what was found, and for people how much that is; for programs nothing else."""
    words = wording(lang)
    if form != "text":
        from hubgen.reports.formats import FORMATS

        said = FORMATS[form](problems, words, prefix=_prefix(site), version=__version__)
        click.echo(said, nl=bool(said))
        return
    say(problems, lang, site=site, to="stdout")
    if mended is not None:
        click.echo(words.text("command.mended", count=mended))
    warnings = sum(one.severity == "warning" for one in problems)
    click.echo(words.text("command.checked", problems=len(problems) - warnings, warnings=warnings))


def _prefix(site: Path) -> str:
    """Return where the site is from this folder, as programs put it before a file's path."""
    here = Path.cwd().resolve()
    inside = site.resolve()
    if inside == here or not inside.is_relative_to(here):
        return ""
    return f"{inside.relative_to(here).as_posix()}/"


def _revision(name: str | None, site: Path, lang: str, *, aside: bool) -> "Revision | None":
    """Return the revision to compare with, if one is named, and say which it is.

    With `aside` that is said on the standard error, and not among what was found.
    """
    if name is None:
        return None
    from hubgen.revisions import read_revision

    with told(lang):
        revision = read_revision(site, name)
    click.echo(
        wording(lang).text(
            "command.compared",
            revision=name,
            commit=revision.commit[:10],
            day=revision.day,
            count=len(revision.sources.pages),
        ),
        err=aside,
    )
    return revision


def _found(request: "Request", lang: str, named: tuple[str, ...] = ()) -> tuple[Problem, ...]:
    """Return every problem and warning in a site's content, or in what is named of it.

    Raises `BuildFailed` where the content cannot be judged at all.
    """
    from hubgen import survey
    from hubgen.cache import open_cache

    with told(lang, problems_too=False), open_cache(request.cache) as cache:
        if named:
            from hubgen.glance import glance

            return glance(request, named, cache)
        return survey.look(request, Quiet(), cache=cache).problems


def _about(named: tuple[str, ...], problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems in the files and folders that are named; all of them if none is."""
    return tuple(one for one in problems if _is_named(one.path, named))


def _is_named(path: str, named: tuple[str, ...]) -> bool:
    """Tell whether a file is one of those that are named, or in such a folder."""
    if not named or "." in named:
        return True
    return any(f"{path}/".startswith(f"{one}/") for one in named)
