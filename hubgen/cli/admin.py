"""The command `hubgen admin`: the web editor's program, from npm."""

import shutil
from pathlib import Path

import click

from hubgen.cli.options import CACHE, site_option
from hubgen.cli.saying import language_of, told
from hubgen.wording import wording


@click.group()
def admin() -> None:
    """Have the web editor /admin/ on this machine."""


@admin.command()
@site_option
def install(site: Path) -> None:
    """Get the web editor with npm, in the version that is known, into .hubgen/."""
    from hubgen.bundles import WEB_EDITOR, install, installed, npm_pack

    lang = language_of(site)
    words = wording(lang)
    names = ", ".join(f"{one.name} {one.version}" for one in WEB_EDITOR)
    with told(lang):
        if place := installed(site / CACHE):
            click.echo(words.text("command.admin.there", names=names, path=place))
            return
        place = install(site / CACHE, npm_pack(shutil.which("npm"), site))
    click.echo(words.text("command.admin.installed", names=names, path=place))
