"""What `hubgen check --external` does: it asks for what the hub links to on other sites."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from hubgen import __version__
from hubgen.cli.saying import told
from hubgen.errors import BuildFailed, Problem
from hubgen.progress import Quiet
from hubgen.wording import wording

if TYPE_CHECKING:
    # At run time it is imported where it is used, so that `--help` does not wait for it.
    from hubgen.survey import Request


def visit_links(
    request: "Request", lang: str, *, among: Callable[[str], bool], private: bool
) -> tuple[Problem, ...]:
    """Return what is wrong with links to other sites in the files `among` those that are meant.

    What is asked for, and what of it says nothing, is said on the standard error.
    """
    from hubgen import survey
    from hubgen.cache import open_cache
    from hubgen.external import visit
    from hubgen.external.asking import Asker
    from hubgen.settings import PATH, located

    words = wording(lang)

    def begin(addresses: int, hosts: int) -> None:
        said = words.text("command.external.asking", addresses=addresses, hosts=hosts)
        click.echo(said, err=True)

    try:
        with told(lang, problems_too=False), open_cache(request.cache) as cache:
            looked = survey.look(request, Quiet(), cache=cache)
            settings = looked.edition.settings
            visited = visit(
                looked.documents,
                settings,
                request.now,
                Asker(f"hubgen/{__version__} (+{settings.base_url})", private=private),
                memory=request.cache,
                among=among,
                begin=begin,
            )
    except BuildFailed:
        return ()  # settings that cannot be read were said already
    click.echo(
        words.text(
            "command.external.asked",
            asked=visited.asked,
            known=visited.known,
            unsure=visited.unsure,
        ),
        err=True,
    )
    written = request.site / PATH
    return tuple(located(visited.problems, written.read_text("utf-8")))
