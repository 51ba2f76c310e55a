"""The command `hubgen forget`."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hubgen.cli.moving import request_of, take_back_unfinished
from hubgen.cli.options import CACHE, Words, clock, lang_option, now_option, site_option
from hubgen.cli.saying import language_of, told
from hubgen.errors import ContentError, Refused
from hubgen.progress import Quiet
from hubgen.wording import Wording, wording

if TYPE_CHECKING:
    # At run time they are imported where they are used, so that `--help` does not wait for them.
    from hubgen.forgetting import Forgetting, Person
    from hubgen.forgetting.said import Account
    from hubgen.kinds.base import Entry
    from hubgen.locating import Group
    from hubgen.settings import Settings
    from hubgen.sources import Sources

_PEOPLE = "people"
_KEPT = "admin"
"""What is in the cache's folder and holds nothing of the hub's content."""


@click.command()
@site_option
@now_option
@lang_option
@click.option("--yes", is_flag=True, help="Take out what is certain, and leave a report.")
@click.argument("person", type=Words())
def forget(site: Path, now: datetime | None, lang: str | None, person: str, *, yes: bool) -> None:
    """Find every mention of a PERSON and, with --yes, take them out.

    PERSON is the slug, file or address of their page, or a whole name. What goes: their page in
    each language with its photo, references to it, links (their words stay), and whoever has
    exactly their name in lists and contacts. What is in sentences is for you to write anew, and is
    said with its place. All of it is done, or nothing; the report that stays holds no name.
    """
    # Imported here, so that `--help` does not wait for it.
    from hubgen.cache import open_cache
    from hubgen.foresight import after_it, foresee
    from hubgen.forgetting import forget as forgetting
    from hubgen.forgetting.said import account, summary
    from hubgen.ledger import Rewrite, carry_out
    from hubgen.sources import read_sources
    from hubgen.survey import look

    lang = lang or language_of(site)
    words = wording(lang)
    with told(lang):
        take_back_unfinished(site, words)
        found = read_sources(site)
        request = request_of(site, now)
        with open_cache(site / CACHE) as cache:
            before = look(request, Quiet(), found, cache)
            settings = before.edition.settings
            who, pages = _person(person, site, found, settings)
            everyone = (*before.documents.entries, *before.documents.unsound)
            work = forgetting(who, pages, everyone, found, settings)
            rewrite = Rewrite(texts=work.texts, gone=work.gone)
            if work.taken:
                foresee(rewrite, before, found, request, cache)
        what = _account(work, pages, found, after_it(rewrite, found), site, settings, done=yes)
        if not (work.taken or work.by_hand or what.left):
            click.echo(words.text("command.forget.nothing", value=person))
            return
        if yes:
            carry_out(rewrite, site, site / CACHE)
            _clear(site / CACHE)
    file = None
    if yes:
        # Before anything is said, so that a reader who stops early does not lose it.
        with told(lang):
            file = _leave_report(what, words, site, (now or clock()).astimezone(settings.zone))
    click.echo(account(what, words, done=yes), nl=False)
    click.echo()
    if file is None:
        click.echo(words.text("command.forget.would"))
        return
    taken, left = summary(what)
    click.echo(words.text("command.forget.done", taken=taken, left=left))
    click.echo(words.text("command.forget.written", path=file))


def _person(
    name: str, site: Path, found: "Sources", settings: "Settings"
) -> "tuple[Person, list[Entry]]":
    """Return who is meant, and their page in each language; no page for who has none.

    Raises `Refused` for a name that may be a slug with a mistake in it.
    """
    from hubgen.cli.editing import file_called
    from hubgen.cli.options import path_in_site
    from hubgen.documents import group_translations
    from hubgen.documents.reading import read_documents
    from hubgen.forgetting import Person, person_of
    from hubgen.locating import page_named

    groups = group_translations(found.pages, settings)
    file = file_called(name.strip().replace("\\", "/"), site)
    said = name if file is None else path_in_site(file, site)
    known = Person(names=(name,))
    near = [
        group
        for group in groups
        if group[0].path.startswith(f"content/{_PEOPLE}/")
        and any(known.hits(source.text) for source in group)
    ]
    titled = [
        pages
        for pages in (_pages(group, settings) for group in near)
        if any(known.is_named(one.fields.title) for one in pages)
    ]
    if len(titled) > 1:
        slugs = ", ".join(f"{_PEOPLE}/{one[0].slug}" for one in titled)
        raise Refused("several-pages", value=name, known=slugs)
    if titled:
        return person_of(titled[0]), titled[0]
    try:
        group = page_named(said, _PEOPLE, groups, settings)
    except Refused:
        # A slug has no space, so that this is a name: of somebody without a page.
        if " " in name.strip() and "/" not in name:
            return known, []
        raise
    pages = _pages(group, settings)
    if not pages:
        raise ContentError(read_documents([group], settings).problems)
    return person_of(pages), pages


def _pages(group: "Group", settings: "Settings") -> "list[Entry]":
    """Return a page in each of its languages, the original first; none that cannot be read."""
    from hubgen.documents.reading import read_documents

    documents = read_documents([group], settings)
    found = [*documents.entries, *documents.unsound]
    return sorted(found, key=lambda one: (one.is_translation, one.path))


def _account(
    work: "Forgetting",
    pages: "Sequence[Entry]",
    found: "Sources",
    after: "Sources",
    site: Path,
    settings: "Settings",
    *,
    done: bool,
) -> "Account":
    """Return what was found, and what is left of it; each on its line as the files are now."""
    from hubgen.forgetting.said import Account, lines_after, lines_before
    from hubgen.forgetting.traces import is_opaque, traces
    from hubgen.library import address_of
    from hubgen.settings import PATH as SETTINGS
    from hubgen.sources import read_all

    left = traces(work.person, read_all(site, after))
    texts = {one.path: one.text for one in found.pages} | {SETTINGS: found.settings or ""}
    if done:
        by_hand = tuple(lines_after(work.by_hand, texts, work.texts))
        work = replace(work, by_hand=by_hand)
    else:
        left = tuple(lines_before(left, texts, work.texts))
    return Account(
        forgetting=work,
        left=left,
        opaque=tuple(path for path, _ in after.files if is_opaque(path)),
        addresses=(
            *(address_of(one.kind, one.slug, one.lang, settings) for one in pages),
            *(pages[0].fields.aliases if pages else ()),
        ),
    )


def _clear(cache: Path) -> None:
    """Throw away what was remembered of the content; the next build makes it again."""
    for one in sorted(cache.iterdir()) if cache.is_dir() else ():
        if one.is_dir() and one.name != _KEPT:
            shutil.rmtree(one, ignore_errors=True)
        elif not one.is_dir():
            one.unlink(missing_ok=True)


def _leave_report(what: "Account", words: Wording, site: Path, now: datetime) -> Path:
    """Write down what was done, without the name, and return where."""
    from hubgen.desk import create
    from hubgen.forgetting.said import report

    day = f"{now:%Y-%m-%d}"
    names = (f"forgotten-{day}{more}.txt" for more in ("", *(f"-{n}" for n in range(2, 1000))))
    file = next(site / name for name in names if not (site / name).exists())
    create(file, report(what, words, day))
    return file
