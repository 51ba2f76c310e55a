"""The command `hubgen schema`: what editors' programs read of the fields of pages."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hubgen.cli.options import Words, lang_option, now_option, site_option
from hubgen.cli.saying import language_of, told

if TYPE_CHECKING:
    # At run time it is imported where it is used, so that `--help` does not wait for it.
    from hubgen.settings import Settings


@click.command()
@site_option
@now_option
@lang_option
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder for the schemas (default: .schemas/ in the site's folder).",
)
@click.argument("kinds", type=Words(), nargs=-1, metavar="[KIND]…")
def schema(
    site: Path,
    now: datetime | None,
    lang: str | None,
    output: Path | None,
    kinds: tuple[str, ...],
) -> None:
    """Write a JSON Schema of each kind's fields and of the settings, for editors' programs.

    With them come snippets for Visual Studio Code. Only the schemas of KINDs, where any is named;
    `site` is the settings. What they say is in the hub's language, or that of --lang.
    """
    # Imported here, so that `--help` does not wait for it.
    from hubgen.desk import open_desk
    from hubgen.drafting import kind_named

    with told(lang or language_of(site)):
        settings = open_desk(site).settings
        names = {one if one == "site" else kind_named(one).name for one in kinds}
        texts = described(settings, lang or settings.lang)
        if names or output:
            texts = {path: text for path, text in texts.items() if Path(path).suffix == ".json"}
        for path, text in texts.items():
            file = output / Path(path).name if output else site / path
            if not names or file.stem in names:
                put(file, text)
                click.echo(file)


def described(settings: "Settings", lang: str) -> Mapping[str, str]:
    """Return the files that describe fields to editors' programs, by their paths in the site."""
    from hubgen.handbook import handbook, settings_handbook
    from hubgen.kinds import KINDS
    from hubgen.schemata import FOLDER, schema_text
    from hubgen.snippets import FILE, snippets_text

    kinds = [handbook(kind, lang) for kind in KINDS]
    schemas = {
        f"{FOLDER}/{chapter.name}.json": schema_text(chapter, settings)
        for chapter in (*kinds, settings_handbook(lang))
    }
    return {**schemas, FILE: snippets_text(kinds)}


def put(file: Path, text: str) -> None:
    """Write a file, whether it is there or not; leave one that says the same."""
    from hubgen.desk import create, overwrite

    if not file.exists():
        create(file, text)
    elif file.read_text("utf-8", "replace") != text:
        overwrite(file, text)


def keep_true(site: Path, settings: "Settings", wanted: Iterable[str] = ()) -> None:
    """Write the schemas and snippets again that are there and say something else.

    Those that are `wanted`, by their paths, are made where they lack.
    """
    for path, text in described(settings, settings.lang).items():
        if path in wanted or (site / path).exists():
            put(site / path, text)
