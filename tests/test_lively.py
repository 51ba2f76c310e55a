"""The made-up hub that the tests in a browser look at."""

from pathlib import Path

from tests import lively
from tests.hub import write_hub


def test_the_same_seed_writes_the_same_hub() -> None:
    """Pictures too; another seed tells another story."""
    assert lively.files(7) == lively.files(7)
    assert lively.files(7) != lively.files(8)


def test_nothing_is_wrong_with_it(tmp_path: Path) -> None:
    """`hubgen check` finds no problem and warns of nothing, so a test that fails is hubgen's."""
    hub = write_hub(tmp_path, lively.files(), now=lively.NOW)
    assert (hub.problems, hub.warnings) == ([], [])
    assert len(hub.library.entries) > 190
