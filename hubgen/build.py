"""The build: from the site's folder to the published site, stage by stage."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from hubgen.addresses import output_path
from hubgen.against import compare, to_read
from hubgen.assets import Asset, collect
from hubgen.cache import Cache, key, open_cache, program
from hubgen.calendars import Calendars
from hubgen.calendars.components import Components, components_of
from hubgen.checks import check_addresses, check_changes, check_links
from hubgen.documents import Documents, group_translations, names_of, read_documents
from hubgen.edition import Edition
from hubgen.errors import BuildFailed, ContentError, Problem, Unreadable, problem
from hubgen.images import Picture, encode, encoder, original
from hubgen.kinds.base import Entry
from hubgen.layouts import Compiled
from hubgen.library import Key, Library, assemble
from hubgen.plan import Form, Target, make_plan
from hubgen.pool import spread
from hubgen.press import Cards, Press
from hubgen.progress import Progress, Stage, stage
from hubgen.publish import Published, Staging, open_staging
from hubgen.revisions import Revision
from hubgen.search.index import Search, make_search
from hubgen.settings import Limits, Settings, located, read_settings
from hubgen.sources import SETTINGS, Source, Sources, read_sources
from hubgen.static import TYPEFACE, layout_folders, read_icons, read_static, static_address
from hubgen.webeditor import missing_settings, published_editor

LONGEST = Limits().body + 64_000
"""The most bytes that a Markdown file may have: its text and its front matter."""


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
    against: Revision | None = None
    """What was published, to say what who subscribed to it would miss."""
    compiled: Compiled = field(default_factory=Compiled)
    """The layouts that were compiled already; a preview hands on those of its last build."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What was built."""

    pages: int
    feeds: int
    calendars: int
    warnings: tuple[Problem, ...]
    published: Published
    seconds: float
    edition: Edition


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A site's content as it is, and all that is wrong with it."""

    edition: Edition
    """What could be read without problems."""
    documents: Documents
    calendars: Calendars
    static: Mapping[str, Path]
    problems: tuple[Problem, ...]
    """Problems and warnings, each once, by file and line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """Content without problems, ready to be published."""

    edition: Edition
    calendars: Calendars
    static: Mapping[str, Path]
    warnings: tuple[Problem, ...]


def build(request: Request, progress: Progress) -> Summary:
    """Build and publish a site.

    Raises `BuildFailed` when the content has problems, `UsageError` when there is none, and
    `PublishError` when the output cannot be written. In each case what was published stays.
    """
    began = time.perf_counter()
    checked = check(request, progress)
    editor = published_editor(checked.edition.settings, request.programs)
    with (
        open_staging(request.output, site=request.site) as staging,
        open_cache(request.cache) as cache,
    ):
        with stage("search", progress) as current:
            search = make_search(checked.edition, cache, request.jobs)
            current.count = search.count
        with stage("render", progress) as current:
            _render(checked, search, request, staging, cache, current)
        with stage("files", progress) as current:
            _copy(checked, staging, cache, current)
            for address, data in editor.items():
                staging.write(output_path(address), data)
        with stage("publish", progress) as current:
            published = staging.publish()
            current.count = published.written + published.unchanged
    counts = checked.edition.plan.of_form
    return Summary(
        pages=sum(len(counts.get(form, ())) for form in (Form.ENTRY, Form.LISTING)),
        feeds=sum(len(counts.get(form, ())) for form in (Form.RSS, Form.ATOM, Form.JSON_FEED)),
        calendars=sum(len(counts.get(form, ())) for form in (Form.CALENDAR, Form.EVENT_CALENDAR)),
        warnings=checked.warnings,
        published=published,
        seconds=time.perf_counter() - began,
        edition=checked.edition,
    )


def check(request: Request, progress: Progress) -> Checked:
    """Read and check a site's content, all of it, without publishing anything.

    Raises `BuildFailed` with every problem that there is, and `UsageError` without content.
    """
    looked = look(request, progress)
    return Checked(
        edition=looked.edition,
        calendars=looked.calendars,
        static=looked.static,
        warnings=_warnings(looked.problems, request.strict),
    )


def look(request: Request, progress: Progress, found: Sources | None = None) -> Looked:
    """Return a site's content, also where it has problems, and the problems.

    With `found` that is its content, and not what is on disk. Raises `BuildFailed` for settings
    without which nothing else can be judged, and `UsageError` without content.
    """
    if found is None:
        with stage("read", progress) as current:
            found = read_sources(request.site, longest=LONGEST)
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
        documents = _documents(groups, settings, request.jobs)
        # A file that is no text is a page nonetheless, which others may refer to.
        unread = (ref for one in found.problems for ref in names_of(one.path))
        documents = replace(documents, broken=documents.broken.union(unread))
        problems += documents.problems
        current.count = len(documents.entries)
    with stage("plan", progress) as current:
        library, unknown = assemble(documents, settings, now=request.now, drafts=request.drafts)
        plan = make_plan(library)
        assets, missing = collect(library, found.files)
        static = read_static(request.site)
        edition = Edition(
            library=library,
            plan=plan,
            assets=assets,
            static={name: static_address(name) for name in static},
        )
        problems += [*unknown, *plan.problems, *missing]
        if request.against:
            problems += _unannounced(request.against, found, settings, documents, library, request)
        current.count = len(plan.targets)
    with stage("check", progress) as current:
        problems += check_links(edition, documents.broken)
        problems += check_addresses(edition)
        problems += check_changes(edition)
        problems += missing_settings(settings)
        calendars = _calendars(edition, request.jobs)
        problems += calendars.problems()
        current.count = len(documents.entries)
    return Looked(
        edition=edition,
        documents=documents,
        calendars=calendars,
        static=static,
        problems=tuple(sorted(set(located(problems, found.settings)))),
    )


def _warnings(found: tuple[Problem, ...], strict: bool) -> tuple[Problem, ...]:
    """Return the warnings among what was found; raise `BuildFailed` if there are problems."""
    if strict or any(one.severity == "problem" for one in found):
        wrong = [one for one in found if strict or one.severity == "problem"]
        if wrong:
            raise BuildFailed(found)
    return found


def _unannounced(
    revision: Revision,
    found: Sources,
    settings: Settings,
    documents: Documents,
    library: Library,
    request: Request,
) -> list[Problem]:
    """Return what who subscribed to a revision would miss, reading again only what changed."""
    groups, entries = to_read(revision, found, settings, documents)
    again = _documents(groups, revision.settings, request.jobs)
    then = Documents(entries=(*entries, *again.entries), introductions=(), problems=())
    before, _ = assemble(then, revision.settings, now=request.now)
    return compare(before, library, documents, revision=revision.name, day=revision.day)


def _documents(groups: Sequence[Sequence[Source]], settings: Settings, jobs: int) -> Documents:
    """Read pages with their translations, on several processors if there are many."""

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


def _calendars(edition: Edition, jobs: int) -> Calendars:
    """Serialise what calendars hold of each event, once for all calendars."""

    def work(share: Sequence[Entry]) -> dict[Key, Components]:
        return components_of(share, edition)

    parts = spread(work, edition.library.entries, jobs)
    return Calendars(edition, {key: one for part in parts for key, one in part.items()})


def _render(
    checked: Checked,
    search: Search,
    request: Request,
    staging: Staging,
    cache: Cache,
    current: Stage,
) -> None:
    """Make every target, on several processors if there are many, and stage it."""
    cards = Cards(checked.static[TYPEFACE], cache)
    layouts = layout_folders(request.site)
    press = Press(checked.calendars, search, cards, layouts, request.compiled)

    def work(share: Sequence[Target]) -> int:
        count = 0
        for target in share:
            for artifact in press.artifacts(target):
                staging.write(output_path(artifact.address), artifact.data)
                count += 1
        cache.keep()
        return count

    current.count = sum(spread(work, checked.edition.plan.targets, request.jobs))


def _copy(checked: Checked, staging: Staging, cache: Cache, current: Stage) -> None:
    """Stage the static files, and the images and files that pages use."""
    for name, file in checked.static.items():
        staging.copy(output_path(static_address(name)), file)
    for asset in checked.edition.assets.values():
        data = asset.file.read_bytes()
        if asset.picture is None:
            staging.write(output_path(asset.address), data)
        else:
            _stage_image(asset, asset.picture, data, staging, cache)
    current.count = len(checked.static) + len(checked.edition.assets)


def _stage_image(
    asset: Asset, picture: Picture, data: bytes, staging: Staging, cache: Cache
) -> None:
    """Stage an image without what cameras write into it, and its smaller versions."""
    try:
        staging.write(output_path(asset.address), original(data, picture))
        for variant in picture.variants:
            remembered = key("variant", program(), encoder(), asset.digest, variant.suffix)
            encoded = cache.get(remembered)
            if encoded is None:
                encoded = encode(data, picture, variant)
                cache.put(remembered, encoded)
            staging.write(output_path(asset.variant_address(variant)), encoded)
    except Unreadable as error:
        # Its first bytes were sound, so it is only now that the picture turns out to be spoilt.
        raise BuildFailed([error.problem().at(asset.path)]) from error
