"""What tests of whole sites share: the hub in this repository, published once."""

import os
import signal
import sys
from datetime import datetime
from pathlib import Path

import pytest

from hubgen.build import Request, build
from hubgen.progress import Quiet
from tests import lively, year
from tests.hub import write_site
from tests.published import Site

REPOSITORY = Path(__file__).parent.parent

# Modules and layouts are compiled once, and not by each of some hundred processes and a thousand
# builds, also on a machine that is told to keep nothing of what Python compiles.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# A shell that runs the tests in the background has them ignore Ctrl-C, and what they start with it.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the hub in this repository as it is published six weeks before a meeting."""
    output = tmp_path_factory.mktemp("hub") / "public"
    now = datetime.fromisoformat("2024-10-01T12:00:00+02:00")
    build(Request(site=REPOSITORY, output=output, now=now), Quiet())
    return Site(root=output, base_url="https://hub.example.org/")


@pytest.fixture(scope="session")
def year_hub(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the hub of a year with both changes of the clock, as it is published at its end."""
    folder = tmp_path_factory.mktemp("year")
    site = write_site(folder / "site", year.files())
    build(Request(site=site, output=folder / "public", now=year.NOW), Quiet())
    return Site(root=folder / "public", base_url="https://hub.example.org/")


@pytest.fixture(scope="session")
def lively_hub(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the made-up hub of some two hundred pages, as it is published on a busy morning."""
    folder = tmp_path_factory.mktemp("lively")
    site = write_site(folder / "site", lively.files())
    build(Request(site=site, output=folder / "public", now=lively.NOW), Quiet())
    return Site(root=folder / "public", base_url="https://hub.example.org/")
