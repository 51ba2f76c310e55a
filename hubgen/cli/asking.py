"""The commands that tell what a hub knows: `hubgen list`, `show` and `privacy`."""

import json
import shutil
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hubgen.cli.options import OUTPUT, Words, clock, lang_option, now_option, site_option
from hubgen.cli.saying import language_of, say_faulty, told
from hubgen.errors import ContentError
from hubgen.pool import processors
from hubgen.progress import Quiet
from hubgen.wording import wording

if TYPE_CHECKING:
    # At run time it is imported where it is used, so that `--help` does not wait for it.
    from hubgen.survey import Looked

form_option = click.option(
    "--format",
    "form",
    type=click.Choice(("table", "json")),
    default="table",
    show_default=True,
    help="A table for people, or JSON for scripts.",
)


@click.command(name="list")
@site_option
@now_option
@lang_option
@form_option
@click.option("--upcoming", is_flag=True, help="Only events that are not over.")
@click.option("--past", is_flag=True, help="Only events that are over.")
@click.option("--theme", type=Words(), help="Only pages with this theme.")
@click.option("--municipality", type=Words(), help="Only pages of this municipality.")
@click.option("--organisation", type=Words(), help="Only pages that name this organisation.")
@click.option("--person", type=Words(), help="Only pages that name this person.")
@click.option("--drafts", is_flag=True, help="Drafts and pages of the future too.")
@click.argument("kind", type=Words(), required=False)
def list_pages(
    site: Path, now: datetime | None, lang: str | None, form: str, kind: str | None, **options: Any
) -> None:
    """List the pages of the hub, all or those of a KIND, such as events or people.

    Events are in order of time. Each page stands there once, in the language of --lang where it
    has that language. On a terminal titles are shortened to its width; elsewhere they are whole.
    """
    # Imported here, so that `--help` does not wait for it.
    from hubgen.drafting import kind_named
    from hubgen.inventory import Wanted, inventory
    from hubgen.inventory.said import listed, records

    if options["upcoming"] and options["past"]:
        raise click.UsageError("--upcoming and --past exclude each other; give one of them")
    lang = lang or language_of(site)
    drafts = options.pop("drafts")
    with told(lang):
        wanted = Wanted(kind=kind_named(kind) if kind else None, **options)
        looked = look_at(site, now, drafts=drafts)
        items = inventory(looked.edition.library, wanted, lang)
    if form == "json":
        echo_json(records(items))
    elif items:
        click.echo(listed(items, wanted.kind, lang, width=terminal_width()), nl=False)
    words = wording(lang)
    if form != "json":
        click.echo(words.text("command.list.count", count=len(items)), err=True)
    say_faulty(looked.problems, lang)


@click.command()
@site_option
@now_option
@lang_option
@form_option
@click.argument("page", type=Words())
def show(site: Path, now: datetime | None, lang: str | None, form: str, page: str) -> None:
    """Show what the hub knows about a PAGE.

    PAGE is its slug, its file or its address; where pages of two kinds have one slug, the kind's
    folder and the slug. Its state, its fields as they are understood, what it refers to and what
    refers to it, where it is published and listed, and what is wrong with it.
    """
    # Imported here, so that `--help` does not wait for it.
    from hubgen.cli.moving import cache_of, page_in, request_of
    from hubgen.documents.reading import read_documents
    from hubgen.dossier import dossier
    from hubgen.dossier.said import described, record
    from hubgen.sources import read_sources
    from hubgen.survey import look

    lang = lang or language_of(site)
    with told(lang):
        found = read_sources(site)
        looked = look(request_of(site, now), Quiet(), found, cache_of(site))
        library = looked.edition.library
        group = page_in(page, site, found, library.settings)
        documents = read_documents([group], library.settings)
        pages = [*documents.entries, *documents.unsound]
        if not pages:
            raise ContentError(one for one in looked.problems if one.path == group[0].path)
        pages.sort(key=lambda one: (one.is_translation, one.path))
        known = dossier(pages, looked.edition, looked.problems)
        if form == "json":
            echo_json(record(known, library, lang))
        else:
            click.echo(described(known, library, lang, width=terminal_width()), nl=False)


@click.command()
@site_option
@now_option
@lang_option
@form_option
@click.option(
    "--consent-years",
    type=click.IntRange(min=1),
    default=3,  # about as long as people keep a job
    show_default=True,
    help="For how many years a consent holds before you ask for it again.",
)
def privacy(
    site: Path, now: datetime | None, lang: str | None, form: str, consent_years: int
) -> None:
    """Show which personal data the hub holds: of whom, what, where and since when.

    Between brackets stands what is in the file and not on the site. Since when is the page's date,
    else its consent, else the day on which git got the file. Below it stands what to do.
    """
    # Imported here, so that `--help` does not wait for it.
    from hubgen.privacy import privacy as disclosed
    from hubgen.privacy.said import advice, records, tabled
    from hubgen.revisions import first_days

    lang = lang or language_of(site)
    words = wording(lang)
    with told(lang):
        looked = look_at(site, now)
        pages = (*looked.documents.entries, *looked.documents.unsound)
        library = looked.edition.library
        found = disclosed(pages, library, first_days(site), years=consent_years)
    if form == "json":
        echo_json(records(found))
    else:
        if found:
            click.echo(tabled(found, words, width=terminal_width()))
        for line in advice(found, words, library.settings, consent_years):
            click.echo(line)
    say_faulty(looked.problems, lang)


def look_at(site: Path, now: datetime | None, *, drafts: bool = False) -> "Looked":
    """Return a site's content as it is, also where it has problems."""
    # Imported here, so that `--help` does not wait for it.
    from hubgen import survey
    from hubgen.cli.moving import cache_of

    request = survey.Request(
        site=site, output=site / OUTPUT, now=now or clock(), drafts=drafts, jobs=processors()
    )
    return survey.look(request, Quiet(), cache=cache_of(site))


def echo_json(value: object) -> None:
    """Write a value for scripts."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def terminal_width() -> int | None:
    """Return how wide the terminal is; None where the output goes elsewhere."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None
