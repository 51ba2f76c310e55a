"""What the tests in a browser share: a browser, servers, and readers."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from playwright.sync_api import Browser

from tests import lively, readers
from tests.browser.reader import CHROMIUM, Reader, browsing
from tests.browser.serving import serving
from tests.published import Site

OWN_NOW = datetime.fromisoformat("2024-10-01T12:00:00+02:00")


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Start the browser that all tests of this package share."""
    if not CHROMIUM.exists():
        readers.missing("Chromium is not installed; on Debian it is in the package chromium")
    with browsing() as browser:
        yield browser


@pytest.fixture(scope="package")
def origin(lively_hub: Site) -> Iterator[str]:
    """Serve the lively hub, and return where."""
    with serving(lively_hub.root) as origin:
        yield origin


@pytest.fixture(scope="package")
def own_origin(hub: Site) -> Iterator[str]:
    """Serve the hub of this repository, and return where."""
    with serving(hub.root) as origin:
        yield origin


@pytest.fixture
def reader(browser: Browser, lively_hub: Site, origin: str) -> Iterator[Reader]:
    """Return a reader of the lively hub, and check afterwards what their browser did."""
    yield from _visiting(Reader(browser=browser, site=lively_hub, origin=origin, now=lively.NOW))


@pytest.fixture
def own_reader(browser: Browser, hub: Site, own_origin: str) -> Iterator[Reader]:
    """Return a reader of this repository's hub, and check afterwards what their browser did."""
    yield from _visiting(Reader(browser=browser, site=hub, origin=own_origin, now=OWN_NOW))


def _visiting(reader: Reader) -> Iterator[Reader]:
    yield reader
    faults = reader.faults()
    reader.leave()
    assert faults == []
