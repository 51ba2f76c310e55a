"""The sequences, and how many of them."""

import os

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from hubgen import pool
from hubgen.listings import records
from tests.sequences.building import LONG, STATS
from tests.sequences.editing import Editing
from tests.sequences.harming import Harming
from tests.sequences.vocabulary import PER_PAGE


class Sequences(Editing, Harming):
    """A hub, all that is done to it, and builds in between."""


def test_10_any_sequence_ends_in_what_a_build_from_nothing_gives(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Edits, other layouts and settings, time, damage and killed builds, in any order."""
    monkeypatch.setattr(records, "PAGE_SIZE", PER_PAGE)
    monkeypatch.setattr(pool, "FEWEST", 4)  # so that two processors share what there is
    run_state_machine_as_test(
        Sequences,
        settings=settings(
            max_examples=int(os.environ.get("SEQUENCES", "400")) if LONG else 30,
            stateful_step_count=int(os.environ.get("SEQUENCE_STEPS", "40")) if LONG else 20,
            derandomize=not LONG,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert STATS["further pages"] > 0
    print(STATS)  # noqa: T201 - what whoever looks further wants to know
