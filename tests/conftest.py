"""What tests of whole sites share: the hub in this repository, published once."""

from datetime import datetime
from pathlib import Path

import pytest

from hubgen.build import Request, build
from hubgen.progress import Quiet
from tests.published import Site

REPOSITORY = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the hub in this repository as it is published six weeks before a meeting."""
    output = tmp_path_factory.mktemp("hub") / "public"
    now = datetime.fromisoformat("2024-10-01T12:00:00+02:00")
    build(Request(site=REPOSITORY, output=output, now=now), Quiet())
    return Site(root=output, base_url="https://hub.example.org/")
