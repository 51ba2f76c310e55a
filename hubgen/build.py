"""The build: from the site's folder to the published site, stage by stage."""

import gc
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hubgen.addresses import output_path
from hubgen.assets import Asset
from hubgen.cache import Cache, key, open_cache
from hubgen.documents import Documents
from hubgen.edition import Edition
from hubgen.errors import BuildFailed, Problem, Unreadable
from hubgen.pictures import Picture
from hubgen.plan import Form, Target
from hubgen.pool import spread
from hubgen.press import Cards, Press
from hubgen.progress import Progress, Stage, stage
from hubgen.publish import Published, Staging, open_staging
from hubgen.static import files_digest, layout_folders
from hubgen.survey import Checked, Request, check, uncollected
from hubgen.upkeep import Upkeep, Writing, compact, made_with
from hubgen.webeditor import published_editor

if TYPE_CHECKING:
    from hubgen.search.index import Search

__all__ = ["Request", "Summary", "build", "check"]


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
    documents: Documents


def build(request: Request, progress: Progress) -> Summary:
    """Build and publish a site.

    Raises `BuildFailed` when the content has problems, `UsageError` when there is none, and
    `PublishError` when the output cannot be written. In each case what was published stays.
    """
    began = time.perf_counter()
    with open_cache(request.cache) as cache, _checked(request, progress, cache) as checked:
        published = _publish(checked, request, progress, cache)
    counts = checked.edition.plan.of_form
    return Summary(
        pages=sum(len(counts.get(form, ())) for form in (Form.ENTRY, Form.LISTING)),
        feeds=sum(len(counts.get(form, ())) for form in (Form.RSS, Form.ATOM, Form.JSON_FEED)),
        calendars=sum(len(counts.get(form, ())) for form in (Form.CALENDAR, Form.EVENT_CALENDAR)),
        warnings=checked.warnings,
        published=published,
        seconds=time.perf_counter() - began,
        edition=checked.edition,
        documents=checked.documents,
    )


@contextmanager
def _checked(request: Request, progress: Progress, cache: Cache) -> Iterator[Checked]:
    """Give a site's content without problems, which stays as long as the `with` block lasts.

    Python does not look through it meanwhile for what can be thrown away. Raises what `check` does.
    """
    with uncollected():
        checked = check(request, progress, cache)
        gc.freeze()
    try:
        yield checked
    finally:
        gc.unfreeze()


def _publish(checked: Checked, request: Request, progress: Progress, cache: Cache) -> Published:
    """Make all that is published and changed, and put it in the place of what was."""
    icon = checked.edition.static.addresses["icon.svg"]
    editor = published_editor(checked.edition.settings, request.programs, icon)
    with open_staging(request.output, site=request.site) as staging:
        press = Press(
            checked.calendars,
            lambda: _search(checked.edition, cache, request.jobs),
            Cards(checked.edition.static.typeface, cache),
            layout_folders(request.site),
            request.compiled,
            lambda: upkeep.items,
        )
        upkeep = Upkeep(press, cache, staging.output, _common(checked, request, cache))
        stale = upkeep.stale(checked.edition.plan.targets, staging.standing)
        with stage("search", progress) as current:
            if any(one.form is Form.SEARCH_INDEX for one in stale):
                current.count = press.search.count
        with stage("render", progress) as current:
            made = _render(press, stale, upkeep, request, staging, cache)
            staging.keep([*upkeep.kept, *(path for one in made for path in one.kept)])
            current.count = len(stale)
        with stage("files", progress) as current:
            _copy(checked, staging, cache, current)
            for address, data in editor.items():
                staging.write(output_path(address), data)
        with stage("publish", progress) as current:
            published = staging.publish()
            current.count = published.written + published.unchanged
            if cache:
                staging.make_twin()  # a build that remembers is one that comes back
        upkeep.remember(made, published.generation)
    return published


def _search(edition: Edition, cache: Cache, jobs: int) -> "Search":
    # Imported here, as it is made of a hub in which nothing changed once only.
    from hubgen.search.index import make_search

    return make_search(edition, cache, jobs)


def _common(checked: Checked, request: Request, cache: Cache) -> tuple[str, ...]:
    """Return what everything that is published depends on."""
    edition = checked.edition
    return (
        cache.program(),
        edition.settings.model_dump_json(),
        files_digest(layout_folders(request.site)),
        repr(edition.static.addresses),
        " ".join(edition.library.languages),
        str(request.drafts),
    )


def _render(
    press: Press,
    targets: Sequence[Target],
    upkeep: Upkeep,
    request: Request,
    staging: Staging,
    cache: Cache,
) -> list[Writing]:
    """Make targets, on several processors if there are many, and stage them.

    Returns what each was made from.
    """

    def work(share: Sequence[Target]) -> Writing:
        writing = Writing()
        for target in share:
            paths = []
            with press.edition.notes.apart() as notes:
                for artifact in press.artifacts(target, staging.standing.files):
                    path = output_path(artifact.address)
                    if artifact.stands:
                        writing.kept.append(str(path))
                    else:
                        staging.write(path, artifact.data)
                    paths.append(str(path))
            writing.add(target.address, upkeep.mark(target), paths, compact(notes))
        writing.values = made_with(press.edition.notes)
        cache.keep()
        return writing

    if not targets:
        return []
    press.get_ready()
    return spread(work, targets, request.jobs)


def _copy(checked: Checked, staging: Staging, cache: Cache, current: Stage) -> None:
    """Stage the static files, and the images and files that pages use."""
    files = checked.edition.static.files
    for address, file in files.items():
        staging.copy(output_path(address), file)
    for asset in checked.edition.assets.values():
        data = asset.file.read_bytes()
        if asset.picture is None:
            staging.write(output_path(asset.address), data)
        else:
            _stage_image(asset, asset.picture, data, staging, cache)
    current.count = len(files) + len(checked.edition.assets)


def _stage_image(
    asset: Asset, picture: Picture, data: bytes, staging: Staging, cache: Cache
) -> None:
    """Stage an image without what cameras write into it, and its smaller versions."""
    # Imported here, as what reads images takes long to load, and many hubs have few.
    from hubgen.images import encode, encoder, original

    try:
        staging.write(output_path(asset.address), original(data, picture))
        for variant in picture.variants:
            remembered = key("variant", cache.program(), encoder(), asset.digest, variant.suffix)
            encoded = cache.get(remembered)
            if encoded is None:
                encoded = encode(data, picture, variant)
                cache.put(remembered, encoded)
            staging.write(output_path(asset.variant_address(variant)), encoded)
    except Unreadable as error:
        # Its first bytes were sound, so it is only now that the picture turns out to be spoilt.
        raise BuildFailed([error.problem().at(asset.path)]) from error
