"""What several commands take: the site, the moment that counts as now, and where things are."""

import unicodedata
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from hubgen.addresses import is_web_address
from hubgen.errors import Unreadable
from hubgen.wording import LANGUAGES, wording

CACHE = ".hubgen"
OUTPUT = "public"


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
            self.fail(wording("en").say(error.problem()), param, ctx)


class Url(click.ParamType[str]):
    """A whole web address."""

    name = "URL"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return a whole web address; end the command for anything else."""
        if not is_web_address(value) or "?" in value or "#" in value:
            self.fail(f"{value!r} is not a web address; write https://hub.example.org/", param, ctx)
        return str(value)


class Words(click.ParamType[str]):
    """A text that a file can hold."""

    name = "TEXT"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return a text; end the command for bytes that were no text in the shell's encoding."""
        try:
            str(value).encode()
        except UnicodeEncodeError:
            self.fail("this holds characters that are not UTF-8; write them again", param, ctx)
        return str(value)


site_option = click.option(
    "--site",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="The folder that holds content/ (default: this folder).",
)
now_option = click.option(
    "--now", type=_Now(), help="The moment that counts as now (default: now)."
)
lang_option = click.option(
    "--lang", type=click.Choice(LANGUAGES), help="The language of the messages."
)

no_cache_option = click.option(
    "--no-cache", is_flag=True, help="Remember nothing, and use nothing remembered."
)


def clock() -> datetime:
    """Return the present. Nothing else in the program asks for it."""
    return datetime.now(UTC)


def path_in_site(file: Path, site: Path) -> str:
    """Return the path of a file or folder as problems name it, from the site's; `.` for the site.

    Raises `click.UsageError` for what is not in the site's folder.
    """
    try:
        path = file.resolve().relative_to(site.resolve()).as_posix()
    except ValueError as error:
        raise click.UsageError(f"{file} is not in the site's folder {site}") from error
    return unicodedata.normalize("NFC", path)
