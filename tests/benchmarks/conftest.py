"""What the benchmarks ask on the command line."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the number of pages be said."""
    parser.addoption("--pages", type=int, default=300, help="pages of the hub that is measured")
