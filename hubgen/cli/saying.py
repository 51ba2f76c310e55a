"""What the command says, and how it ends."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import click

from hubgen.errors import (
    BuildFailed,
    ContentError,
    HubgenError,
    Problem,
    Refused,
    Unamendable,
    UnfitOptions,
)
from hubgen.progress import Progress, Quiet
from hubgen.sources import SETTINGS
from hubgen.wording import LANGUAGES, wording


@contextmanager
def told(lang: str, *, problems_too: bool = True) -> Iterator[None]:
    """End the command with the contract's exit status, and say why, when something is wrong."""
    try:
        yield
    except BuildFailed as failed:
        if not problems_too:
            raise
        wrong = [one for one in failed.problems if one.severity == "problem"]
        say(wrong, lang)
        words = wording(lang)
        if warnings := len(failed.problems) - len(wrong):
            click.echo(words.text("command.warnings_too", count=warnings), err=True)
        click.echo(words.text("command.not_published", count=len(wrong)), err=True)
        sys.exit(1)
    except UnfitOptions as unfit:
        say(unfit.problems, lang)
        sys.exit(2)
    except ContentError as error:
        say(error.problems, lang)
        click.echo(wording(lang).text("command.not_written", count=len(error.problems)), err=True)
        sys.exit(1)
    except Refused as refused:
        click.echo(
            wording(lang).text(f"command.refused.{refused.code}", **refused.values), err=True
        )
        sys.exit(2)
    except HubgenError as error:
        click.echo(f"hubgen: {error}", err=True)
        sys.exit(2)


def say(
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


def say_faulty(problems: Iterable[Problem], lang: str) -> None:
    """Write which files have problems, so that what was told may lack what they hold."""
    faulty = dict.fromkeys(one.path for one in problems if one.severity == "problem")
    if faulty:
        text = wording(lang).text("command.faulty", count=len(faulty), files=", ".join(faulty))
        click.echo(text, err=True)


def say_by_hand(path: str, error: Unamendable, lang: str) -> None:
    """Write what an editor has to write into a file, and on which line."""
    line = wording(lang).text(
        "command.by_hand", path=path, line=error.line, field=error.field, value=error.value
    )
    click.echo(line, err=True)


@contextmanager
def shown_progress(lang: str) -> Iterator[Progress]:
    """Give what tells of a build's stages: on a terminal a line each, elsewhere nothing."""
    if not sys.stderr.isatty():
        yield Quiet()
        return
    from hubgen.terminal import Terminal

    with Terminal(lang) as terminal:
        yield terminal


def language_of(site: Path) -> str:
    """Return the language of the site's messages, also where its settings are broken."""
    # Imported here, so that `--help` does not wait for it.
    from hubgen.settings import read_settings

    try:
        text = (site / SETTINGS).read_text("utf-8")
        return read_settings(text).lang
    except (OSError, UnicodeDecodeError, ContentError):
        return LANGUAGES[0]
