"""What each stage of a build takes, on one processor and with nothing remembered.

    python -m pytest tests/benchmarks/bench_stages.py [--pages N]

pytest-benchmark can keep what it measured and compare (`--benchmark-autosave`,
`--benchmark-compare`). The file's name keeps it out of the tests.
"""

from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import TypeVar, cast

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from hubgen.addresses import output_path
from hubgen.build import Request
from hubgen.documents import Documents, group_translations
from hubgen.documents.reading import read_documents
from hubgen.library import assemble
from hubgen.plan import PAGES, Form, Plan, make_plan
from hubgen.progress import Quiet
from hubgen.publish import Published, open_staging
from hubgen.settings import Settings, read_settings
from hubgen.sources import Sources, read_sources
from hubgen.static import read_icons
from hubgen.survey import judge, read_content
from tests.benchmarks.corpus import NOW, write_hub
from tests.benchmarks.making import made, new_press, request_for, targets_of

ROUNDS = 3
Result = TypeVar("Result")
FORMS = {
    "pages": tuple(PAGES),
    "feeds": (Form.RSS, Form.ATOM, Form.JSON_FEED),
    "calendars": (Form.CALENDAR, Form.EVENT_CALENDAR),
    "cards": (Form.SOCIAL_CARD,),
}


@pytest.fixture(scope="session")
def request_of(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Request:
    """Return the request for a build of a hub with as many pages as was asked."""
    folder = tmp_path_factory.mktemp("benchmarks")
    site = write_hub(folder / "site", pytestconfig.getoption("pages"))
    return request_for(site, folder / "public")


@pytest.fixture(scope="session")
def found(request_of: Request) -> Sources:
    """Return the hub's files."""
    return read_sources(request_of.site)


@pytest.fixture(scope="session")
def settings(request_of: Request, found: Sources) -> Settings:
    """Return the hub's settings."""
    return read_settings(found.settings, icons=read_icons(request_of.site))


@pytest.fixture(scope="session")
def documents(found: Sources, settings: Settings) -> Documents:
    """Return the hub's pages."""
    return read_documents(group_translations(found.pages, settings), settings)


def test_read(benchmark: BenchmarkFixture, request_of: Request, found: Sources) -> None:
    """Every file is read."""
    again = _measured(benchmark, lambda: read_sources(request_of.site))
    assert again == found


def test_documents(
    benchmark: BenchmarkFixture, found: Sources, settings: Settings, documents: Documents
) -> None:
    """Every page is made of its text."""
    groups = group_translations(found.pages, settings)
    again = _measured(benchmark, lambda: read_documents(groups, settings))
    assert len(again.entries) == len(documents.entries)


def test_plan(benchmark: BenchmarkFixture, documents: Documents, settings: Settings) -> None:
    """What refers to what is found, and all that is to be published."""

    def plan() -> Plan:
        return make_plan(assemble(documents, settings, now=NOW)[0])

    assert _measured(benchmark, plan).targets


def test_check(benchmark: BenchmarkFixture, request_of: Request) -> None:
    """All that can be wrong is looked for, with the plan that this needs."""
    content = read_content(request_of, Quiet(), None, None)
    looked = _measured(benchmark, lambda: judge(content, request_of, Quiet(), None))
    assert looked.edition.plan.targets


@pytest.mark.parametrize("forms", FORMS.values(), ids=FORMS)
def test_render(benchmark: BenchmarkFixture, request_of: Request, forms: tuple[Form, ...]) -> None:
    """All of a sort are made, by a press that made nothing before."""

    def fresh() -> tuple[tuple[object, ...], dict[str, object]]:
        press = new_press(request_of)
        return (press, targets_of(press, *forms)), {}

    assert _measured(benchmark, made, fresh)


@pytest.mark.parametrize("again", [False, True], ids=["new", "again"])
def test_publish(
    benchmark: BenchmarkFixture, request_of: Request, tmp_path: Path, again: bool
) -> None:
    """All pages are written and put in place: where nothing was, and over the same."""
    press = new_press(request_of)
    artifacts = made(press, targets_of(press, *PAGES))
    files = {output_path(address): data for address, data in artifacts.items()}
    outputs = (tmp_path / ("public" if again else f"public-{one}") for one in range(ROUNDS + 1))
    if again:
        _publish(next(outputs), files)
    published = _measured(benchmark, _publish, lambda: ((next(outputs), files), {}))
    assert published.unchanged == (len(files) if again else 0)


def _publish(output: Path, files: dict[PurePosixPath, bytes]) -> Published:
    with open_staging(output) as staging:
        for path, data in files.items():
            staging.write(path, data)
        return staging.publish()


def _measured(
    benchmark: BenchmarkFixture,
    work: Callable[..., Result],
    setup: Callable[[], tuple[tuple[object, ...], dict[str, object]]] | None = None,
) -> Result:
    """Return what the work comes to, after having done it a few times."""
    done = benchmark.pedantic(work, setup=setup, rounds=ROUNDS)  # type: ignore[no-untyped-call]
    return cast(Result, done)
