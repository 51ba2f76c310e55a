"""The command `hubgen new`, which asks on a terminal for what it was not told."""

import secrets
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hubgen.cli.describing import keep_true
from hubgen.cli.options import Words, clock, lang_option, now_option, site_option
from hubgen.cli.saying import language_of, told
from hubgen.errors import Refused, UnfitOptions
from hubgen.wording import Wording, wording

if TYPE_CHECKING:
    # At run time they are imported where they are used, so that `--help` does not wait for them.
    from hubgen.drafting import Draft
    from hubgen.kinds.base import Kind

_OF_TITLE = frozenset({"empty-title", "no-slug", "slug-taken", "address-taken"})
"""Why a page is refused because of its title, so that another one may do."""


@click.command()
@site_option
@now_option
@lang_option
@click.option(
    "--start",
    type=Words(),
    metavar="TIME",
    help="When an event begins: 2024-11-20, or with a time.",
)
@click.option(
    "--end", type=Words(), metavar="TIME", help="When it ends (default: after the usual duration)."
)
@click.option(
    "--template",
    type=Words(),
    metavar="NAME",
    help="What a page begins with: accessibility-statement.",
)
@click.argument("kind", type=Words(), required=False)
@click.argument("title", type=Words(), required=False)
def new(
    site: Path,
    now: datetime | None,
    lang: str | None,
    kind: str | None,
    title: str | None,
    start: str | None,
    end: str | None,
    template: str | None,
) -> None:
    """Begin a page of a KIND, such as event or person, with a TITLE; never overwrite one.

    The file holds every field that the page could have too, as a comment with an example. On a
    terminal it asks for the kind, the title and an event's start where they are not given.
    """
    # Imported here, so that `--help` does not wait for it.
    from hubgen.desk import create, open_desk
    from hubgen.drafting import draft
    from hubgen.schemata import FOLDER

    lang = lang or language_of(site)
    words = wording(lang)
    asks = on_terminal()
    with told(lang):
        if not asks and (kind is None or title is None):
            raise Refused("nobody-to-ask", kind=kind or "event")
        desk = open_desk(site)
        chosen = _kind(kind, words, asks=asks)

        def drafted(title: str, start: str | None) -> "Draft":
            return draft(
                chosen,
                title,
                desk.groups,
                desk.settings,
                now or clock(),
                token=secrets.token_hex(6),
                start=start,
                end=end,
                begin_with=template,
            )

        page = _asked(drafted, chosen, title, start, words) if asks else drafted(title or "", start)
        create(site / page.path, page.text)
        for path, text in page.translations:
            create(site / path, text)
        keep_true(site, desk.settings, [f"{FOLDER}/{chosen.name}.json"])
    _say(page, site, words, with_blanks=template is not None)


def on_terminal() -> bool:
    """Tell whether there is somebody to ask."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def _kind(said: str | None, words: Wording, *, asks: bool) -> "Kind":
    """Return the kind that is meant; ask for it, and again where there is none of that name."""
    from hubgen.drafting import kind_named
    from hubgen.kinds import KINDS

    known = ", ".join(one.about.said(words.lang)[0].lower() for one in KINDS)
    while True:
        if said is None:
            said = _answer(words.text("command.new.ask.kind", known=known))
        try:
            return kind_named(said)
        except Refused as refused:
            if not asks:
                raise
            _say_refused(refused, words)
            said = None


def _asked(
    drafted: "Callable[[str, str | None], Draft]",
    kind: "Kind",
    title: str | None,
    start: str | None,
    words: Wording,
) -> "Draft":
    """Return a draft with the title and the start that are asked for, until both fit."""
    has_start = "start" in kind.model.model_fields
    while True:
        while not title:
            title = _answer(words.text("command.new.ask.title"))
        if start is None and has_start:
            start = _answer(words.text("command.new.ask.start"))
        try:
            return drafted(title, start or None)
        except Refused as refused:
            if refused.code not in _OF_TITLE:
                raise
            _say_refused(refused, words)
            title = None
        except UnfitOptions as unfit:
            if any(one.path != "--start" for one in unfit.problems):
                raise
            for one in unfit.problems:
                click.echo(words.say(one), err=True)
            start = None


def _answer(question: str) -> str:
    """Return what somebody types; nothing of it is in the output, which a script may read."""
    return str(click.prompt(question, default="", show_default=False, err=True)).strip()


def _say_refused(refused: Refused, words: Wording) -> None:
    click.echo(words.text(f"command.refused.{refused.code}", **refused.values), err=True)


def _say(page: "Draft", site: Path, words: Wording, *, with_blanks: bool) -> None:
    """Say where the page is, and what is still to be done."""
    click.echo(site / page.path)
    # Not in the output itself, which a script may take for the name of the file.
    if page.end:
        click.echo(words.text("command.new.end", end=page.end), err=True)
    for path, _ in page.translations:
        click.echo(words.text("command.new.translation", path=site / path), err=True)
    if with_blanks:
        click.echo(words.text("command.new.blanks"), err=True)
    click.echo(words.text("command.new.draft"), err=True)
