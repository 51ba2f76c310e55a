"""What is fuzzed holds for likely inputs, and for each that once was too much."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.__main__ import CORPUS, run
from tests.fuzz.pieces import BEFORE, PIECES
from tests.fuzz.targets import TARGETS

_EXAMPLES = {"front_matter": 150, "moments": 500, "slugs": 300, "tangles": 8}
ROWS: Mapping[int, tuple[str, ...]] = {
    1: ("markdown", "drawn"),
    2: ("calendars", "feeds"),
    4: ("front_matter",),
    5: ("moments", "pages"),
    6: ("tangles",),
    7: ("slugs",),
    9: ("caches",),
    13: ("pictures",),
}
"""The targets by the promise (`tests/threats`) that they are about first."""
KEPT = sorted(path for path in CORPUS.glob("*/*") if path.is_file())


def inputs(name: str) -> st.SearchStrategy[bytes]:
    """Return what makes likely inputs of a target: pieces of what it reads, and other text."""
    pieces = PIECES[name]
    text = st.text(max_size=20).map(lambda one: one.encode(errors="ignore"))
    part = st.sampled_from(pieces) | text if pieces else st.binary(max_size=8)
    before = st.sampled_from([BEFORE[name]] * 9 + [b""]) if name in BEFORE else st.just(b"")
    joined = st.lists(part, max_size=25).map(b"".join)
    return st.tuples(before, joined).map(b"".join) | st.binary(max_size=40)


def try_likely_inputs(name: str) -> None:
    """Fail where an input that is put together at random makes a target fail, or takes too long."""

    @settings(
        max_examples=_EXAMPLES.get(name, 60),
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(inputs(name))
    def holds(data: bytes) -> None:
        TARGETS[name](data)

    holds()


@pytest.mark.parametrize("name", ROWS[1])
def test_01_nothing_likely_gets_a_script_through(name: str) -> None:
    """A text, and a drawing that passes for harmless, holds nothing that a browser runs."""
    try_likely_inputs(name)


@pytest.mark.parametrize("name", ROWS[2])
def test_02_nothing_likely_breaks_out_of_a_field(name: str) -> None:
    """What feeds and calendars say of any texts of fields is what programs read in them."""
    try_likely_inputs(name)


@pytest.mark.parametrize("name", ROWS[4])
def test_04_no_likely_front_matter_hangs_or_crashes(name: str) -> None:
    """It is read, or problems within the page, soon."""
    try_likely_inputs(name)


@pytest.mark.parametrize("name", ROWS[5])
def test_05_no_likely_value_is_read_as_another(name: str) -> None:
    """A date, a time and a page are what they say when they are written out, or problems."""
    try_likely_inputs(name)


@pytest.mark.parametrize("name", ROWS[6])
def test_06_nothing_likely_takes_for_ever(name: str) -> None:
    """Whatever is repeated in a text until it is as long as one may be."""
    try_likely_inputs(name)


@pytest.mark.parametrize("name", ROWS[7])
def test_07_no_likely_slug_leads_out_of_the_site(name: str) -> None:
    """No address or path made of any text does."""
    try_likely_inputs(name)


@pytest.mark.parametrize("name", ROWS[9])
def test_09_no_likely_damage_to_a_cache_is_a_result(name: str) -> None:
    """What is remembered is right or unknown."""
    try_likely_inputs(name)


@pytest.mark.parametrize("name", ROWS[13])
def test_13_no_likely_picture_keeps_what_cameras_add(name: str) -> None:
    """A file tells no more than its picture."""
    try_likely_inputs(name)


@pytest.mark.parametrize("path", KEPT, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_input_that_was_kept_holds(path: Path) -> None:
    """What a target failed on once, and one of each form of what it reads, is read or refused."""
    TARGETS[path.parent.name](path.read_bytes())


def test_each_target_has_inputs_and_pieces() -> None:
    """The corpus has a folder for each target and for nothing else."""
    assert {path.parent.name for path in KEPT} == set(TARGETS) == set(PIECES)


def test_each_target_is_tried_by_one_test() -> None:
    """That of its promise, so that `pytest -k test_04` tries all that is about it."""
    assert sorted(name for names in ROWS.values() for name in names) == sorted(TARGETS)


def test_the_command_says_what_it_needs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where atheris is not installed, the command says how it is."""
    monkeypatch.setattr("tests.fuzz.__main__.find_spec", lambda _: None)
    with pytest.raises(SystemExit):
        run(["moments"])
    assert "pip install atheris" in capsys.readouterr().err


def test_the_command_names_the_targets(capsys: pytest.CaptureFixture[str]) -> None:
    """`python -m tests.fuzz --help` says what may be asked for."""
    with pytest.raises(SystemExit):
        run(["--help"])
    assert "tests/fuzz/corpus" in capsys.readouterr().out
