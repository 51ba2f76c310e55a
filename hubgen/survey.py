"""The survey: what a site's content is, and all that is wrong with it."""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from hubgen.archive import recall_documents
from hubgen.archive.components import recall_components
from hubgen.archive.files import census_of, known_files
from hubgen.assets import Asset, collect, collect_again
from hubgen.blueprint import (
    Given,
    keep_blueprint,
    problems_now,
    recall_blueprint,
    structure_of,
)
from hubgen.cache import Cache
from hubgen.calendars import Calendars
from hubgen.calendars.records import Components
from hubgen.checks import check_addresses, check_changes, check_hub, check_links
from hubgen.documents import Documents, group_translations, names_of
from hubgen.edition import Edition
from hubgen.errors import BuildFailed, ContentError, Problem, in_order, problem
from hubgen.kinds.base import Entry
from hubgen.library import Key, Library, assemble
from hubgen.moments import first_change
from hubgen.order import newest_first
from hubgen.plan import Plan, make_plan
from hubgen.pool import spread
from hubgen.progress import Progress, stage
from hubgen.settings import Settings, located, read_settings
from hubgen.sources import SETTINGS, Source, Sources, read_sources, refuse_empty
from hubgen.static import read_icons, read_static

if TYPE_CHECKING:
    # At run time whoever needs them has imported them already, and a check waits for neither.
    from hubgen.layouts import Compiled
    from hubgen.revisions import Revision


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is to be built, and how."""

    site: Path
    output: Path
    now: datetime
    base_url: str | None = None
    drafts: bool = False
    jobs: int = 1
    cache: Path | None = None
    """The folder of the cache; None for none."""
    programs: Path | None = None
    """The folder with the programs of others that a site may publish; None publishes none."""
    strict: bool = False
    """Whether a warning is a problem."""
    against: "Revision | None" = None
    """What was published, to say what who subscribed to it would miss."""
    compiled: "Compiled | None" = None
    """The layouts that were compiled already; a preview hands on those of its last build."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A site's content as it is, and all that is wrong with it."""

    edition: Edition
    """What could be read without problems."""
    documents: Documents
    calendars: Calendars
    problems: tuple[Problem, ...]
    """Problems and warnings, each once, by file and line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """Content without problems, ready to be published."""

    edition: Edition
    documents: Documents
    calendars: Calendars
    warnings: tuple[Problem, ...]


def check(request: Request, progress: Progress, cache: Cache | None = None) -> Checked:
    """Read and check a site's content, all of it, without publishing anything.

    Of what the cache remembers only what changed since is read. Raises `BuildFailed` with every
    problem that there is, and `UsageError` without content.
    """
    looked = look(request, progress, cache=cache)
    return Checked(
        edition=looked.edition,
        documents=looked.documents,
        calendars=looked.calendars,
        warnings=_warnings(looked.problems, request.strict),
    )


def look(
    request: Request,
    progress: Progress,
    found: Sources | None = None,
    cache: Cache | None = None,
) -> Looked:
    """Return a site's content, also where it has problems, and the problems.

    With `found` that is its content, and not what is on disk. Of what the cache remembers only what
    changed since is read; keep it open while you look at pages. Raises `BuildFailed` for settings
    without which nothing else can be judged, and `UsageError` without content.
    """
    with uncollected():
        return judge(read_content(request, progress, found, cache), request, progress, cache)


@contextmanager
def uncollected() -> Iterator[None]:
    """Let Python not look for what can be thrown away.

    Nearly all that a survey makes stays, so that looking through it again and again finds nothing,
    and takes longer than what it is done between. Who ends after it need not look at all.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What stands in a site's files, before one is held against another."""

    found: Sources
    settings: Settings
    documents: Documents
    problems: tuple[Problem, ...]


def read_content(
    request: Request, progress: Progress, found: Sources | None, cache: Cache | None
) -> Content:
    """Return what stands in a site's files, each for itself; see `look`."""
    if found is None:
        with stage("read", progress) as current:
            refuse_empty(request.site)  # before anything is remembered there
            with census_of("pages", cache) as census:
                found = read_sources(request.site, census=census)
            current.count = len(found.pages)
    problems = list(found.problems)
    try:
        settings = read_settings(
            found.settings, base_url=request.base_url, icons=read_icons(request.site)
        )
    except ContentError as error:
        # Without settings nothing else can be judged.
        raise BuildFailed([*problems, *error.problems]) from error
    if len(found.pages) > settings.limits.pages:
        most = settings.limits.pages
        too_many = problem("too-many-pages", path=SETTINGS, field="limits.pages", most=most)
        raise BuildFailed(located([too_many], found.settings))
    with stage("documents", progress) as current:
        groups = group_translations(found.pages, settings)
        documents = _documents(groups, settings, request.jobs, cache)
        # A file that is no text is a page nonetheless, which others may refer to.
        unread = (ref for one in found.problems for ref in names_of(one.path))
        documents = replace(documents, broken=documents.broken.union(unread))
        problems += documents.problems
        current.count = len(documents.entries)
    return Content(found=found, settings=settings, documents=documents, problems=tuple(problems))


def judge(content: Content, request: Request, progress: Progress, cache: Cache | None) -> Looked:
    """Return a site whose files were read, and all that is wrong with it; see `look`."""
    found, settings, documents = content.found, content.settings, content.documents
    given = Given(
        documents=documents,
        settings=settings,
        now=request.now,
        drafts=request.drafts,
        static=read_static(request.site),
    )
    problems = [*content.problems, *given.static.problems]
    with stage("plan", progress) as current:
        before = _planned_before(given, found, cache) if cache else None
        edition, between = before or _planned(given, found, cache)
        if request.against:
            library = edition.library
            problems += _unannounced(request.against, found, settings, documents, library, request)
        current.count = len(edition.plan.targets)
    with stage("check", progress) as current:
        calendars = _calendars(edition, request.jobs, cache)
        if not before:
            between += check_links(edition, documents.broken)
            between += check_changes(edition)
            between += check_hub(edition, documents)
            if cache:
                keep_blueprint(given, edition, between, cache)
        problems += between
        problems += check_addresses(edition)
        problems += _about_editor(settings)
        problems += calendars.problems()
        current.count = len(documents.entries)
    return Looked(
        edition=edition,
        documents=documents,
        calendars=calendars,
        problems=in_order(located(problems, found.settings)),
    )


def _planned_before(
    given: Given, found: Sources, cache: Cache
) -> tuple[Edition, list[Problem]] | None:
    """Return the edition by what is kept, and what is wrong between its pages.

    None where that is not known, or a file that pages use is not to be published any more.
    """
    kept = recall_blueprint(given, cache)
    if kept is None:
        return None
    with known_files(cache) as known:
        assets = collect_again(kept.uses, kept.library, found.files, known)
    if assets is None:
        return None
    edition = _edition(kept.library, kept.plan, assets, given, cache)
    return edition, list(problems_now(kept, edition, given.documents))


def _planned(given: Given, found: Sources, cache: Cache | None) -> tuple[Edition, list[Problem]]:
    """Return the edition of what is given, worked out now, and what is wrong with its plan."""
    library, unknown = assemble(given.documents, given.settings, now=given.now, drafts=given.drafts)
    if cache:
        newest = tuple([one.key for one in newest_first(library.entries, library)])
        library = replace(library, newest=newest, until=first_change(library))
    plan = make_plan(library)
    with known_files(cache) as known:
        assets, missing = collect(library, found.files, known)
    return _edition(library, plan, assets, given, cache), [*unknown, *plan.problems, *missing]


def _edition(
    library: Library, plan: Plan, assets: Mapping[str, Asset], given: Given, cache: Cache | None
) -> Edition:
    return Edition(
        library=library,
        plan=plan,
        assets=assets,
        static=given.static,
        asset_addresses=frozenset(one.address for one in assets.values()),
        structure=structure_of(given, library, cache.program()) if cache else "",
    )


def _warnings(found: tuple[Problem, ...], strict: bool) -> tuple[Problem, ...]:
    """Return the warnings among what was found; raise `BuildFailed` if there are problems."""
    if strict or any(one.severity == "problem" for one in found):
        wrong = [one for one in found if strict or one.severity == "problem"]
        if wrong:
            raise BuildFailed(found)
    return found


def _about_editor(settings: Settings) -> Iterator[Problem]:
    """Yield what the settings have to say before the web editor can be published."""
    if settings.admin.publish:
        # Imported here, as few hubs have one.
        from hubgen.webeditor.place import missing_settings

        yield from missing_settings(settings)


def _unannounced(
    revision: "Revision",
    found: Sources,
    settings: Settings,
    documents: Documents,
    library: Library,
    request: Request,
) -> list[Problem]:
    """Return what who subscribed to a revision would miss, reading again only what changed."""
    from hubgen.against import compare, to_read

    groups, entries = to_read(revision, found, settings, documents)
    again = _documents(groups, revision.settings, request.jobs)
    then = Documents(entries=(*entries, *again.entries), introductions=(), problems=())
    before, _ = assemble(then, revision.settings, now=request.now)
    return compare(before, library, documents, revision=revision.name, day=revision.day)


def _documents(
    groups: Sequence[Sequence[Source]],
    settings: Settings,
    jobs: int,
    cache: Cache | None = None,
) -> Documents:
    """Read pages with their translations, on several processors if there are many."""
    if cache:
        return recall_documents(groups, settings, cache, jobs)

    # Imported here, as a check of what did not change reads none of it.
    from hubgen.documents.reading import read_documents

    def work(share: Sequence[Sequence[Source]]) -> Documents:
        return read_documents(share, settings)

    parts = spread(work, groups, jobs)
    return Documents(
        entries=tuple(one for part in parts for one in part.entries),
        introductions=tuple(one for part in parts for one in part.introductions),
        problems=tuple(one for part in parts for one in part.problems),
        broken=frozenset(one for part in parts for one in part.broken),
        unsound=tuple(one for part in parts for one in part.unsound),
    )


def _calendars(edition: Edition, jobs: int, cache: Cache | None) -> Calendars:
    """Serialise what calendars hold of each event, once for all calendars."""
    if cache:
        recalled = recall_components(edition, cache, jobs)
        return Calendars(edition, recalled, recalled.outlines)

    def work(share: Sequence[Entry]) -> dict[Key, Components]:
        from hubgen.calendars.components import components_of

        return components_of(share, edition)

    parts = spread(work, edition.library.entries, jobs)
    return Calendars(edition, {key: one for part in parts for key, one in part.items()})
