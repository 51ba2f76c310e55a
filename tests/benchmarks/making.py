"""The stages of a build one by one, as its rooms do them, without a cache."""

from pathlib import Path

from hubgen.build import Request, check
from hubgen.cache import open_cache
from hubgen.layouts import Compiled
from hubgen.plan import Form, Target
from hubgen.press import Cards, Press
from hubgen.progress import Quiet
from hubgen.search.index import make_search
from hubgen.static import layout_folders
from tests.benchmarks.corpus import NOW


def request_for(site: Path, output: Path, jobs: int = 1) -> Request:
    """Return the request for a build of a made-up hub in which nothing is remembered."""
    return Request(site=site, output=output, now=NOW, jobs=jobs)


def new_press(request: Request) -> Press:
    """Return what makes the targets of a hub, which has made none yet."""
    checked, cache = check(request, Quiet()), open_cache(None)
    return Press(
        checked.calendars,
        lambda: make_search(checked.edition, cache, request.jobs),
        Cards(checked.edition.static.typeface, cache),
        layout_folders(request.site),
        Compiled(),
    )


def targets_of(press: Press, *forms: Form) -> list[Target]:
    """Return what is to be made of some forms."""
    return [one for one in press.edition.plan.targets if one.form in forms]


def made(press: Press, targets: list[Target]) -> dict[str, bytes]:
    """Return what targets are published as, by address."""
    artifacts: dict[str, bytes] = {}
    for target in targets:
        with press.edition.notes.apart():
            artifacts |= {one.address: one.data for one in press.artifacts(target)}
    return artifacts
