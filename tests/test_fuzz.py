"""What is fuzzed holds for likely inputs, and for each that once was too much."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.__main__ import CORPUS, run
from tests.fuzz.pieces import BEFORE, PIECES
from tests.fuzz.targets import TARGETS

_EXAMPLES = {"front_matter": 150, "moments": 500, "slugs": 300, "tangles": 8}
KEPT = sorted(path for path in CORPUS.glob("*/*") if path.is_file())


def inputs(name: str) -> st.SearchStrategy[bytes]:
    """Return what makes likely inputs of a target: pieces of what it reads, and other text."""
    pieces = PIECES[name]
    text = st.text(max_size=20).map(lambda one: one.encode(errors="ignore"))
    part = st.sampled_from(pieces) | text if pieces else st.binary(max_size=8)
    before = st.sampled_from([BEFORE[name]] * 9 + [b""]) if name in BEFORE else st.just(b"")
    joined = st.lists(part, max_size=25).map(b"".join)
    return st.tuples(before, joined).map(b"".join) | st.binary(max_size=40)


@pytest.mark.parametrize("name", TARGETS)
def test_07_nothing_likely_makes_a_target_fail(name: str) -> None:
    """Inputs that are put together at random are read or refused, in time, and never a crash."""

    @settings(
        max_examples=_EXAMPLES.get(name, 60),
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(inputs(name))
    def holds(data: bytes) -> None:
        TARGETS[name](data)

    holds()


@pytest.mark.parametrize("path", KEPT, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_input_that_was_kept_holds(path: Path) -> None:
    """What a target failed on once, and one of each form of what it reads, is read or refused."""
    TARGETS[path.parent.name](path.read_bytes())


def test_each_target_has_inputs_and_pieces() -> None:
    """The corpus has a folder for each target and for nothing else."""
    assert {path.parent.name for path in KEPT} == set(TARGETS) == set(PIECES)


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
