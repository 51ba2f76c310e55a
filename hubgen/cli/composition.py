"""The command `hubgen bom`: what hubgen is made of."""

from pathlib import Path

import click

from hubgen.cli.describing import put
from hubgen.cli.options import CACHE, lang_option, site_option
from hubgen.cli.saying import language_of, told


@click.command()
@site_option
@click.option("--develop", is_flag=True, help="Add what development and CI use, by the lock file.")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write (default: the standard output).",
)
@lang_option
def bom(site: Path, develop: bool, output: Path | None, lang: str | None) -> None:
    """Write a bill of materials: what hubgen is made of, as CycloneDX 1.6 in JSON.

    Every package that it needs, as installed, what of others is in its own, and the web editor
    where the site has it: with versions, licences as far as they are told, and what needs what. A
    package has digests where the lock file has that version. The same installation gives the same
    bytes.
    """
    # Imported here, so that `--help` does not wait for it.
    from hubgen.bill import bill_of_materials

    with told(lang or language_of(site)):
        text = f"{bill_of_materials(develop=develop, programs=site / CACHE)}\n"
        if output:
            put(output, text)
        else:
            click.echo(text, nl=False)
