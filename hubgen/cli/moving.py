"""The commands that change many files at once: `hubgen rename`."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hubgen.cli.options import (
    CACHE,
    OUTPUT,
    Words,
    clock,
    lang_option,
    now_option,
    path_in_site,
    site_option,
)
from hubgen.cli.saying import language_of, say, say_by_hand, told
from hubgen.errors import Unamendable
from hubgen.pool import processors
from hubgen.progress import Quiet
from hubgen.wording import Wording, wording

if TYPE_CHECKING:
    # At run time they are imported where they are used, so that `--help` does not wait for them.
    from hubgen.cache import Cache
    from hubgen.locating import Group
    from hubgen.renaming import Renaming
    from hubgen.settings import Settings
    from hubgen.sources import Sources
    from hubgen.survey import Request


@click.command()
@site_option
@now_option
@lang_option
@click.option("--dry-run", is_flag=True, help="Say what would be changed, and change nothing.")
@click.argument("page", type=Words())
@click.argument("slug", type=Words())
def rename(
    site: Path, now: datetime | None, lang: str | None, page: str, slug: str, *, dry_run: bool
) -> None:
    """Give a PAGE another SLUG, and with it another address.

    PAGE is its slug, its file or its address. Its file moves, or the folder that it is alone in;
    whatever refers to it is mended, its old address leads to the new one, and its uid stays, so
    that its subscribers notice nothing. All of it is done, or nothing.
    """
    # Imported here, so that `--help` does not wait for it.
    from hubgen import renaming
    from hubgen.foresight import after_it, foresee
    from hubgen.inventory import state_of
    from hubgen.ledger import Rewrite, carry_out
    from hubgen.sources import read_sources
    from hubgen.survey import look

    lang = lang or language_of(site)
    words = wording(lang)
    with told(lang):
        take_back_unfinished(site, words)
        found = read_sources(site)
        request = request_of(site, now)
        cache = cache_of(site)
        before = look(request, Quiet(), found, cache)
        library = before.edition.library
        group = page_in(page, site, found, library.settings)
        try:
            work = renaming.rename(
                [one.path for one in group],
                slug,
                found,
                before.documents,
                before.problems,
                library.settings,
                is_published=lambda one: state_of(one, library) in {"published", "expired"},
            )
            rewrite = Rewrite(texts=work.texts, moves=work.moves)
            after = foresee(rewrite, before, found, request, cache)
            renaming.refuse_left(work, after_it(rewrite, found), after.edition.settings)
        except renaming.NotSure as error:
            say(error.problems, lang)
            click.echo(words.text("command.rename.unsure"), err=True)
            raise SystemExit(1) from error
        except Unamendable as error:
            say_by_hand(error.path or group[0].path, error, lang)
            click.echo(words.text("command.rename.by_hand"), err=True)
            raise SystemExit(1) from error
        if not dry_run:
            carry_out(rewrite, site, site / CACHE)
    _say_renamed(work, words, dry_run=dry_run)


def request_of(site: Path, now: datetime | None) -> "Request":
    """Return what is to be looked at: all of a site."""
    from hubgen.survey import Request

    return Request(site=site, output=site / OUTPUT, now=now or clock(), jobs=processors())


def cache_of(site: Path) -> "Cache":
    """Return what is remembered of a site, open until the command ends."""
    from hubgen.cache import open_cache

    return click.get_current_context().with_resource(open_cache(site / CACHE))


def take_back_unfinished(site: Path, words: Wording) -> None:
    """Undo what an earlier command was broken off in, and say so."""
    from hubgen.ledger import take_back

    if take_back(site, site / CACHE):
        click.echo(words.text("command.taken_back"), err=True)


def page_in(name: str, site: Path, found: "Sources", settings: "Settings") -> "Group":
    """Return the files of the page that someone named by a file, its slug or its address."""
    from hubgen.cli.editing import file_called
    from hubgen.documents import group_translations
    from hubgen.locating import page_of_any_kind

    file = file_called(name.strip().replace("\\", "/"), site)
    said = name if file is None else path_in_site(file, site)
    return page_of_any_kind(said, group_translations(found.pages, settings), settings)


def _say_renamed(work: "Renaming", words: Wording, *, dry_run: bool) -> None:
    """Write what was changed, or would be: what moves first, then each line."""
    from hubgen.tables import shown

    for old, new in work.moves:
        click.echo(f"{old} → {new}")
    for one in work.changes:
        place = f"{work.moved(one.path)}:{one.line}"
        field = f"{one.field}: " if one.field else ""
        before, after = shown(one.before), shown(one.after)
        what = f"{before} → {after}" if before else f"+ {after}"
        click.echo(f"{place}: {field}{what}")
    files = len({one.path for one in work.changes})
    name = "would" if dry_run else "done"
    click.echo(words.text(f"command.rename.{name}", count=files))
    for old, new in work.redirects:
        click.echo(words.text("command.rename.redirect", old=old, new=new))
    if not work.redirects:
        click.echo(words.text("command.rename.unpublished"))
