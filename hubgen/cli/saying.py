"""What the command says, and how it ends."""

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from errno import EPIPE
from pathlib import Path
from traceback import walk_tb
from typing import TYPE_CHECKING, Literal

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
from hubgen.wording import LANGUAGES, Wording, wording

if TYPE_CHECKING:
    # At run time it is imported where it is used, so that `--help` does not wait for it.
    from hubgen.reports import Report

MOST_SHOWN = 1000
"""Problems that are shown one by one: nobody scrolls through more."""

_WIDEST = 100
"""Columns of a file's line that are shown where nobody knows how wide the terminal is."""
_MARGIN = "    "


@contextmanager
def heard() -> Iterator[None]:
    """End the command where what it says cannot be written: with a sentence, if that can be.

    Where nobody reads any further (`hubgen list | head`) there is none. What was published by then
    is whole, as it is whenever a command ends.
    """
    try:
        yield
    except OSError as error:
        frames = (frame for frame, _ in walk_tb(error.__traceback__))
        if all(frame.f_code is not click.echo.__code__ for frame in frames):
            raise
        if error.errno == EPIPE:
            sys.exit(1)  # as click itself ends
        with suppress(OSError):
            click.echo(f"hubgen: the output cannot be written ({error.strerror})", err=True)
        sys.exit(2)


@contextmanager
def told(lang: str, *, site: Path | None = None, problems_too: bool = True) -> Iterator[None]:
    """End the command with the contract's exit status, and say why, when something is wrong.

    With `site`, the lines of its files that are wrong are shown.
    """
    try:
        yield
    except BuildFailed as failed:
        if not problems_too:
            raise
        wrong = [one for one in failed.problems if one.severity == "problem"]
        say(wrong, lang, site=site)
        words = wording(lang)
        if warnings := len(failed.problems) - len(wrong):
            click.echo(words.text("command.warnings_too", count=warnings), err=True)
        click.echo(words.text("command.not_published", count=len(wrong)), err=True)
        sys.exit(1)
    except UnfitOptions as unfit:
        say(unfit.problems, lang)
        sys.exit(2)
    except ContentError as error:
        say(error.problems, lang, site=site)
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
    site: Path | None = None,
    most: int = MOST_SHOWN,
    rest: str = "command.more",
    to: Literal["stdout", "stderr"] = "stderr",
) -> None:
    """Write problems, one a line, and of a file of `site` the line below it, with the place marked.

    Warnings say that they are one. Of more than `most`, the phrase `rest` tells how many there are
    besides.
    """
    from hubgen.reports import reports
    from hubgen.sources import text_at

    known = list(problems)
    words = wording(lang)
    stream = sys.stdout if to == "stdout" else sys.stderr
    on_terminal = stream.isatty()
    colours = on_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"

    def text_of(path: str) -> str | None:
        return text_at(site, path) if site is not None else None

    # Not wider than the terminal, or what is marked and the marks would be on different lines.
    widest = _WIDEST
    if on_terminal:
        widest = min(widest, shutil.get_terminal_size().columns - len(_MARGIN))
    for one in reports(known[:most], lang, text_of, widest=widest):
        for line in _lines(one, words, coloured=colours):
            click.echo(line, file=stream, color=colours)
    if len(known) > most:
        click.echo(words.text(rest, count=len(known) - most), file=stream)


def _lines(one: "Report", words: Wording, *, coloured: bool) -> Iterator[str]:
    """Yield a problem as it is shown: its line, and what of its file it is about."""
    is_warning = one.problem.severity == "warning"
    colour = "yellow" if is_warning else "red"
    said = f"{click.style(one.place, bold=True)}: {one.text}" if coloured else one.line
    yield words.text("command.warning", line=said) if is_warning else said
    if one.excerpt is None:
        return
    yield f"{_MARGIN}{one.excerpt.line}".rstrip()
    if marks := one.excerpt.marks:
        yield _MARGIN + (click.style(marks, fg=colour, bold=True) if coloured else marks)


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
    from hubgen.sources import text_at

    try:
        return read_settings(text_at(site, SETTINGS)).lang
    except ContentError:
        return LANGUAGES[0]
