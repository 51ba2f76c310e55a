"""The command: `hubgen build`, `check`, `serve` and the others. Only it reads the clock."""

import os
import time
import zoneinfo
from datetime import datetime
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import click

from hubgen import __version__
from hubgen.cli.options import CACHE, OUTPUT, Url, clock, no_cache_option, now_option, site_option
from hubgen.cli.saying import heard, language_of, say, shown_progress, told
from hubgen.errors import Refused
from hubgen.wording import wording

if TYPE_CHECKING:
    from hubgen.unchanged import Files, Said, Wish

__all__ = ["CACHE", "MOST_WARNINGS", "OUTPUT", "main"]

MOST_WARNINGS = 10
"""Warnings that a build shows; `hubgen check` shows them all."""

# A command is imported when it is asked for, or all of them are to be listed.
_COMMANDS = MappingProxyType(
    {
        "admin": ("admin", "admin"),
        "bom": ("composition", "bom"),
        "change": ("editing", "change"),
        "check": ("checking", "check"),
        "forget": ("forgetting", "forget"),
        "list": ("asking", "list_pages"),
        "new": ("beginning", "new"),
        "privacy": ("asking", "privacy"),
        "rename": ("moving", "rename"),
        "schema": ("describing", "schema"),
        "show": ("asking", "show"),
    }
)
"""The module and the name of each command that is not in this module."""


class _BuildByDefault(click.Group):
    """A group whose command is `build` where none is named: `python build.py --now …`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted({*super().list_commands(ctx), *_COMMANDS})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its name, or None."""
        if cmd_name not in _COMMANDS:
            return super().get_command(ctx, cmd_name)
        module, name = _COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(f"hubgen.cli.{module}"), name)
        return command

    def main(self, *arguments: Any, **options: Any) -> Any:
        """Do what the arguments ask, and end the process."""
        with heard():
            return super().main(*arguments, **options)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `build` in front of options that are its own."""
        if not args or (args[0].startswith("-") and args[0] not in {"--help", "-h", "--version"}):
            args = ["build", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_BuildByDefault, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="hubgen")
def main() -> None:
    """Turn a folder of Markdown into a hub of events, people and examples, with its feeds."""
    # The zones of the package tzdata alone, so that every machine gives the same bytes.
    zoneinfo.reset_tzpath(to=())


@main.command()
@site_option
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help=f"The folder to publish in (default: {OUTPUT}/ in the site's folder).",
)
@now_option
@click.option("--base-url", type=Url(), help="Where the hub is published; goes before site.yaml.")
@click.option(
    "--jobs", type=click.IntRange(min=1), help="Processes to use (default: one a processor)."
)
@click.option("--drafts", is_flag=True, help="Publish drafts and pages of the future too.")
@no_cache_option
def build(site: Path, output: Path | None, now: datetime | None, **options: Any) -> None:
    """Build the hub and publish it: all of it, or nothing."""
    from hubgen.cache import open_cache
    from hubgen.sources import is_site
    from hubgen.unchanged import Files, Wish, recall

    began = time.perf_counter()
    folder = None if options["no_cache"] else site / CACHE
    wish = Wish(
        site=site,
        output=output or site / OUTPUT,
        now=now or clock(),
        base_url=options["base_url"],
        drafts=options["drafts"],
    )
    with open_cache(folder) as cache:
        # Nothing is remembered in a folder that is no site, of which the build will tell.
        files = Files(site, cache.look() if is_site(site) else None)
        said = recall(wish, cache, files)
    said = said or _build(wish, files, folder, options["jobs"])
    say(said.shown, said.lang, site=site)
    if more := said.warnings - len(said.shown):
        click.echo(wording(said.lang).text("command.more_warnings", count=more), err=True)
    click.echo(
        wording(said.lang).text(
            "command.published",
            pages=said.pages,
            feeds=said.feeds,
            calendars=said.calendars,
            warnings=said.warnings,
            seconds=f"{time.perf_counter() - began:.2f}",
            output=wish.output,
        )
    )


def _build(wish: "Wish", files: "Files", cache: Path | None, jobs: int | None) -> "Said":
    """Build and publish the hub, and return what there is to say of it."""
    # Imported here, so that neither `--help` nor a hub in which nothing changed waits for it.
    from hubgen import build as building
    from hubgen.cache import open_cache
    from hubgen.moments import next_change
    from hubgen.pool import processors
    from hubgen.revisions import is_tracked
    from hubgen.unchanged import Said, remember

    request = building.Request(
        site=wish.site,
        output=wish.output,
        now=wish.now,
        base_url=wish.base_url,
        drafts=wish.drafts,
        jobs=jobs or processors(),
        cache=cache,
        programs=wish.site / CACHE,
    )
    before = files.digest  # as they are before they are read
    lang = language_of(wish.site)
    with told(lang, site=wish.site), shown_progress(lang) as progress:
        # What is remembered is published as it stands, and git puts in place what others wrote.
        if is_tracked(wish.site, CACHE):
            raise Refused("cache-in-git", folder=CACHE)
        summary = building.build(request, progress)
    said = Said(
        lang=lang,
        pages=summary.pages,
        feeds=summary.feeds,
        calendars=summary.calendars,
        warnings=len(summary.warnings),
        shown=summary.warnings[:MOST_WARNINGS],
    )
    library = summary.edition.library
    # The web editor's programs are not among the files.
    if before and not library.settings.admin.publish:
        with open_cache(cache) as remembered:
            generation, until = summary.published.generation, next_change(library)
            remember(wish, remembered, files, said, generation=generation, until=until)
    return said


@main.command()
@site_option
@now_option
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option("--no-drafts", is_flag=True, help="Leave out drafts and pages of the future.")
@click.option("--admin", is_flag=True, help="Edit the pages in the browser too, at /admin/.")
@click.option("--host", metavar="ADDRESS", default="", help="Show it to others at this address.")
@click.option(
    "--allow-host", metavar="NAME", multiple=True, help="The name by which others ask for it."
)
def serve(
    site: Path,
    now: datetime | None,
    port: int,
    no_drafts: bool,
    admin: bool,
    host: str,
    allow_host: tuple[str, ...],
) -> None:
    """Show the hub in a browser on this machine, and again after every change.

    Drafts and pages of the future are shown and marked. With --now you look ahead. With --host and
    --allow-host others see all of that too, and can open and change nothing.
    """
    import secrets

    from hubgen.opening import program
    from hubgen.preview import Look
    from hubgen.serve import Editing, Others
    from hubgen.serve import serve as serving

    look = Look(now=lambda: now or clock(), is_ahead=now is not None, drafts=not no_drafts)
    editing = Editing(program=program(os.environ), token=secrets.token_urlsafe())
    lang = language_of(site)
    with told(lang):
        serving(
            site,
            folder=site / CACHE,
            look=look,
            port=port,
            lang=lang,
            editing=editing,
            say=lambda problems: say(problems, lang, site=site),
            admin=admin,
            others=Others(address=host, names=allow_host),
        )
