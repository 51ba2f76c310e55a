"""The glance: the problems of a few files, found without planning the whole hub.

They are those that a survey finds in these files. It looks at other pages only for what these
refer to, so that it answers before whoever commits a page looks up. Where what is published at an
address could matter, it is a survey.
"""

from collections.abc import Sequence

from hubgen.archive.files import files_before
from hubgen.assets import collect
from hubgen.cache import Cache
from hubgen.checks import check_changes, check_hub, check_links
from hubgen.edition import Edition
from hubgen.errors import Problem, in_order
from hubgen.kinds.base import Entry
from hubgen.library import Library, assemble
from hubgen.plan import Plan
from hubgen.progress import Quiet
from hubgen.settings import located
from hubgen.sources import SETTINGS
from hubgen.survey import Content, Request, judge, read_content, uncollected


def glance(request: Request, named: Sequence[str], cache: Cache) -> tuple[Problem, ...]:
    """Return the problems in files and folders of a site, each once, by file and line.

    Raises what `survey.look` does.
    """
    with uncollected():
        content = read_content(request, Quiet(), None, cache)
        narrow = _narrow(content, request, named, cache)
        problems = judge(content, request, Quiet(), cache).problems if narrow is None else narrow
    mine = [one for one in problems if is_named(one.path, named)]
    return in_order(located(mine, content.found.settings))


def is_named(path: str, named: Sequence[str]) -> bool:
    """Tell whether a file is among those that are named, or in a folder that is."""
    return any(one == "." or f"{path}/".startswith(f"{one}/") for one in named)


def _narrow(
    content: Content, request: Request, named: Sequence[str], cache: Cache
) -> list[Problem] | None:
    """Return the problems of the pages that are named, and perhaps others.

    None where they may follow from more than these pages and those that they refer to.
    """
    documents = content.documents
    pages = [one for one in content.found.pages if is_named(one.path, named)]
    others = [path for path, _ in content.found.files if is_named(path, named)]
    if (
        request.against
        or others
        or not pages
        or is_named(SETTINGS, named)
        or any(one.path.rpartition("/")[2].startswith("_index.") for one in pages)
    ):
        return None
    library, unknown = assemble(
        documents,
        content.settings,
        now=request.now,
        drafts=request.drafts,
        asked=frozenset(one.path for one in pages),
    )
    if not all(_has_plain_links(one) for one in library.checked) or _may_clash(library):
        return None
    # What is found here is not kept, as it is of a few files.
    assets, missing = collect(library, content.found.files, files_before(cache))
    nothing_planned = Plan(targets=(), listings=())
    edition = Edition(
        library=library,
        plan=nothing_planned,
        assets=assets,
        asset_addresses=frozenset(one.address for one in assets.values()),
    )
    return [
        *content.problems,
        *unknown,
        *missing,
        *check_links(edition, documents.broken),
        *check_changes(edition),
        *check_hub(edition, documents),
    ]


def _has_plain_links(entry: Entry) -> bool:
    """Tell whether a page links to files alone, and not to what is planned at an address."""
    spots = (*entry.facts.links, *entry.facts.addresses)
    return not any(one.target.startswith("/") for one in spots) and not any(
        path.rpartition("/")[2].startswith("_index.") for path in entry.facts.linked
    )


def _may_clash(library: Library) -> bool:
    """Tell whether something else could be published where a page is that is asked for.

    A page in its kind's folder shares its address with no listing, as no slug is one of theirs, and
    with no other page, unless the settings move folders or a page was there before.
    """
    asked = [one for one in library.checked if one.is_sound]
    moved = any(one.path for one in library.settings.sections.values())
    if moved or any(one.facts.aliases or not one.kind.in_folder for one in asked):
        return True
    old = {alias.casefold().rstrip("/") for one in library.entries for alias in one.facts.aliases}
    for one in asked:
        address = library.address(one).casefold()
        if not old.isdisjoint({address.rstrip("/"), f"{address}event.ics"}):
            return True
    return False
