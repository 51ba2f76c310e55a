"""The command that writes into content: `hubgen change`."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hubgen.cli.options import Words, clock, lang_option, now_option, path_in_site, site_option
from hubgen.cli.saying import language_of, say, say_by_hand, told
from hubgen.errors import ContentError, Unamendable
from hubgen.wording import Wording, wording

if TYPE_CHECKING:
    # At run time they are imported where they are used, so that `--help` does not wait for them.
    from hubgen.changing import Changed
    from hubgen.desk import Desk
    from hubgen.frontmatter import Tree
    from hubgen.locating import Group

_EVENTS = "events"


@click.command()
@site_option
@now_option
@lang_option
@click.option(
    "--start",
    type=Words(),
    metavar="TIME",
    help="The new start: 2024-11-20, or “2024-11-20 14:00”.",
)
@click.option(
    "--end",
    type=Words(),
    metavar="TIME",
    help="The new end (default: as long after the start as it was).",
)
@click.option("--status", type=Words(), help="scheduled, cancelled, postponed or moved_online.")
@click.option(
    "--location",
    type=Words(),
    help="online, the address of an online meeting, “name, street, place”, or {name: …, place: …}.",
)
@click.option(
    "--registration",
    type=Words(),
    metavar="STATE",
    help="Whether one can register: open, full, waiting_list, closed, invitation or none.",
)
@click.option("--deadline", type=Words(), metavar="TIME", help="Until when one can register now.")
@click.option(
    "--meeting", type=int, metavar="N", help="Which of the event's dates is meant, counted from 1."
)
@click.option(
    "--note", type=Words(), default="", help="Why: what subscribers read beside the change."
)
@click.option("--at", type=Words(), metavar="TIME", help="When it was changed (default: now).")
@click.option("--force", is_flag=True, help="Record the change of an event that is not published.")
@click.argument("event", type=Words())
def change(
    site: Path,
    now: datetime | None,
    lang: str | None,
    event: str,
    *,
    force: bool,
    **options: Any,
) -> None:
    """Change a published EVENT, and tell its subscribers what it was.

    EVENT is its slug, its file or its address. The old values go into its list of changes, the new
    ones to its own fields; all else in the file stays as it is.
    """
    # Imported here, so that `--help` does not wait for it.
    from hubgen.changing import UnsoundPage, Wanted
    from hubgen.changing import change as changing
    from hubgen.desk import file_at, open_desk, overwrite

    lang = lang or language_of(site)
    words = wording(lang)
    with told(lang):
        desk = open_desk(site)
        group = _group(event, site, desk)
        path = group[0].path
        try:
            changed = changing(group, Wanted(**options), desk.settings, now or clock(), force=force)
        except UnsoundPage as error:
            say(error.problems, lang, site=site)
            click.echo(words.text("command.change.unsound", path=path), err=True)
            raise SystemExit(1) from error
        except Unamendable as error:
            say_by_hand(path, error, lang)
            raise SystemExit(1) from error
        if changed.text != group[0].text:
            overwrite(file_at(site, path), changed.text)
    _say_changed(changed, path, words)


def _group(event: str, site: Path, desk: "Desk") -> "Group":
    """Return the files of the event that someone named by a file, its slug or its address."""
    from hubgen.locating import page_at, page_named

    # With the separators of Windows too.
    file = file_called(event.strip().replace("\\", "/"), site)
    if file is None:
        return page_named(event, _EVENTS, desk.groups, desk.settings)
    path = path_in_site(file, site)
    if unread := [one for one in desk.problems if one.path == path]:
        raise ContentError(unread)
    return page_at(path, _EVENTS, desk.groups)


def file_called(name: str, site: Path) -> Path | None:
    """Return the file that a name is, from here or else from the site; of a folder its index."""
    named = (Path(name), site / name, Path(name, "index.md"), site / name / "index.md")
    found: list[Path] = []
    with suppress(OSError, ValueError):  # no disk can hold the name, so that it is no file's
        found = [file for file in named if file.is_file()]
    inside = (file for file in found if file.resolve().is_relative_to(site.resolve()))
    return next(inside, found[0] if found else None)


def _say_changed(changed: "Changed", path: str, words: Wording) -> None:
    """Write what was changed, each value as it was and as it is now."""
    from hubgen.findings import path_text

    for one in changed.same:
        said = {"field": path_text(one.path), "value": _shown(one.after)}
        click.echo(words.text("command.change.same", **said))
    noted = "noted" if changed.recorded else "nothing"
    what = "written" if changed.differences else noted
    click.echo(words.text(f"command.change.{what}", path=path))
    for one in changed.differences:
        before = _shown(one.before) if one.before is not None else words.text("command.change.none")
        field = path_text(one.path)
        click.echo(f"  {field}: {before} → {_shown(one.after)}")
    for remark in changed.remarks:
        click.echo(words.text(f"command.change.{remark}", path=path))
    if changed.recorded:
        click.echo(words.text("command.change.count", count=changed.count))
    elif changed.differences or not changed.same:
        click.echo(words.text("command.change.unpublished"))


def _shown(value: "Tree") -> str:
    """Return a value for people: a text without quotes, a mapping on one line."""
    from hubgen.amending.writing import flow

    return value if isinstance(value, str) else flow(value)
