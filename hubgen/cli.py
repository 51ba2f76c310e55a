"""The command: `hubgen build`, `check` and `serve`. The only room that reads the clock."""

import sys
import zoneinfo
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import click

from hubgen import __version__
from hubgen.addresses import is_web_address
from hubgen.errors import BuildFailed, ContentError, HubgenError, Problem, Unreadable
from hubgen.pool import processors
from hubgen.progress import Progress, Quiet
from hubgen.sources import SETTINGS
from hubgen.wording import LANGUAGES, wording

CACHE = ".hubgen"
OUTPUT = "public"
MOST_WARNINGS = 10
"""Warnings that a build shows; `hubgen check` shows them all."""


class _BuildByDefault(click.Group):
    """A group whose command is `build` where none is named: `python build.py --now …`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `build` in front of options that are its own."""
        if not args or (args[0].startswith("-") and args[0] not in {"--help", "-h", "--version"}):
            args = ["build", *args]
        return super().parse_args(ctx, args)


class _Now(click.ParamType[datetime]):
    name = "ISO-TIME"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """Return an instant; end the command for what is not one."""
        if isinstance(value, datetime):
            return value
        # Imported here, so that `--help` does not wait for it.
        from hubgen.times import read_now

        try:
            return read_now(value)
        except Unreadable as error:
            self.fail(wording("en").text(f"problems.{error.code}", **error.values), param, ctx)


class _Url(click.ParamType[str]):
    name = "URL"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return a whole web address; end the command for anything else."""
        if not is_web_address(value) or "?" in value or "#" in value:
            self.fail(f"{value!r} is not a web address; write https://hub.example.org/", param, ctx)
        return str(value)


_site = click.option(
    "--site",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="The folder that holds content/ (default: this folder).",
)
_now = click.option("--now", type=_Now(), help="The moment that counts as now (default: now).")


@click.group(cls=_BuildByDefault, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="hubgen")
def main() -> None:
    """Turn a folder of Markdown into a hub of events, people and examples, with its feeds."""
    # The zones of the package tzdata alone, so that every machine gives the same bytes.
    zoneinfo.reset_tzpath(to=())


@main.command()
@_site
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help=f"The folder to publish in (default: {OUTPUT}/ in the site's folder).",
)
@_now
@click.option("--base-url", type=_Url(), help="Where the hub is published; goes before site.yaml.")
@click.option(
    "--jobs", type=click.IntRange(min=1), help="Processes to use (default: one a processor)."
)
@click.option("--drafts", is_flag=True, help="Publish drafts and pages of the future too.")
@click.option("--no-cache", is_flag=True, help="Remember nothing, and use nothing remembered.")
def build(site: Path, output: Path | None, now: datetime | None, **options: Any) -> None:
    """Build the hub and publish it: all of it, or nothing."""
    # Imported here, so that `--help` does not wait for it.
    from hubgen import build as building

    request = building.Request(
        site=site,
        output=output or site / OUTPUT,
        now=now or datetime.now(UTC),
        base_url=options["base_url"],
        drafts=options["drafts"],
        jobs=options["jobs"] or processors(),
        cache=None if options["no_cache"] else site / CACHE,
    )
    lang = _language(site)
    with _told(lang), _progress(lang) as progress:
        summary = building.build(request, progress)
    _say(summary.warnings, lang, most=MOST_WARNINGS)
    click.echo(
        wording(lang).text(
            "command.published",
            pages=summary.pages,
            feeds=summary.feeds,
            calendars=summary.calendars,
            warnings=len(summary.warnings),
            seconds=f"{summary.seconds:.2f}",
            output=request.output,
        )
    )


@main.command()
@_site
@_now
@click.option("--lang", type=click.Choice(LANGUAGES), help="The language of the messages.")
@click.option("--strict", is_flag=True, help="Count a warning as a problem.")
@click.argument("files", nargs=-1, type=click.Path(exists=True, path_type=Path))
def check(
    site: Path, now: datetime | None, lang: str | None, files: tuple[Path, ...], **options: Any
) -> None:
    """Say what is wrong with the content, in all of it or in FILES and folders; publish nothing."""
    # Imported here, so that `--help` does not wait for it.
    from hubgen import build as building

    request = building.Request(
        site=site,
        output=site / OUTPUT,
        now=now or datetime.now(UTC),
        jobs=processors(),
        strict=options["strict"],
    )
    lang = lang or _language(site)
    named = tuple(_from_site(file, site) for file in files)
    problems: tuple[Problem, ...]
    try:
        with _told(lang, problems_too=False):
            problems = building.check(request, Quiet()).warnings
    except BuildFailed as failed:
        problems = failed.problems
    if named:
        problems = tuple(one for one in problems if f"{one.path}/".startswith(named))
    _say(problems, lang, to="stdout")
    wrong = [one for one in problems if one.severity == "problem" or options["strict"]]
    click.echo(
        wording(lang).text(
            "command.checked", problems=len(wrong), warnings=len(problems) - len(wrong)
        )
    )
    sys.exit(1 if wrong else 0)


@main.command()
@_site
@_now
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
def serve(site: Path, now: datetime | None, port: int) -> None:
    """Show the hub in a browser on this machine, and again after every change."""
    from hubgen.serve import serve as serving

    with _told(_language(site)):
        serving(
            site,
            folder=site / CACHE,
            now=lambda: now or datetime.now(UTC),
            port=port,
            lang=_language(site),
        )


@contextmanager
def _told(lang: str, *, problems_too: bool = True) -> Iterator[None]:
    """End the command with the contract's exit status, and say why, when something is wrong."""
    try:
        yield
    except BuildFailed as failed:
        if not problems_too:
            raise
        wrong = [one for one in failed.problems if one.severity == "problem"]
        _say(wrong, lang)
        words = wording(lang)
        if warnings := len(failed.problems) - len(wrong):
            click.echo(words.text("command.warnings_too", count=warnings), err=True)
        click.echo(words.text("command.not_published", count=len(wrong)), err=True)
        sys.exit(1)
    except HubgenError as error:
        click.echo(f"hubgen: {error}", err=True)
        sys.exit(2)


def _say(
    problems: Iterable[Problem],
    lang: str,
    *,
    most: int | None = None,
    to: Literal["stdout", "stderr"] = "stderr",
) -> None:
    """Write problems, one a line; warnings say that they are one."""
    words = wording(lang)
    lines = []
    for one in problems:
        line = words.line(one)
        if one.severity == "warning":
            line = words.text("command.warning", line=line)
        lines.append(line)
    for line in lines[:most]:
        click.echo(line, err=to == "stderr")
    if most is not None and len(lines) > most:
        rest = len(lines) - most
        click.echo(words.text("command.more_warnings", count=rest), err=to == "stderr")


@contextmanager
def _progress(lang: str) -> Iterator[Progress]:
    """Give what tells of a build's stages: on a terminal a line each, elsewhere nothing."""
    if not sys.stderr.isatty():
        yield Quiet()
        return
    from hubgen.terminal import Terminal

    with Terminal(lang) as terminal:
        yield terminal


def _language(site: Path) -> str:
    """Return the language of the site's messages, also where its settings are broken."""
    # Imported here, so that `--help` does not wait for it.
    from hubgen.settings import read_settings

    try:
        text = (site / SETTINGS).read_text("utf-8")
        return read_settings(text).lang
    except (OSError, UnicodeDecodeError, ContentError):
        return LANGUAGES[0]


def _from_site(file: Path, site: Path) -> str:
    """Return the path of a file or folder as problems name it, from the site's, and a slash."""
    try:
        path = file.resolve().relative_to(site.resolve()).as_posix()
    except ValueError as error:
        raise click.UsageError(f"{file} is not in the site's folder {site}") from error
    return "" if path == "." else f"{path}/"
