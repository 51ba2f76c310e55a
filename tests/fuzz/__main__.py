"""Fuzzing with coverage: `python -m tests.fuzz TARGET [--seconds 600]`.

atheris tries inputs, and goes on from those that lead to code that no other led to. It begins with
the inputs in `tests/fuzz/corpus/TARGET/`, and writes one that makes the target fail there, so that
every later run of the tests tries it. What else it keeps of a run is in `.fuzz/`, for the next run
to go on from. It is not in the lock file, as few machines have wheels of it: `pip install atheris`.
"""

import argparse
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

CORPUS = Path(__file__).parent / "corpus"
_FOUND = Path(".fuzz")
_LONGEST = 8_000  # bytes of an input
_PATIENCE = 60  # seconds for one input
# To watch the last ones takes so long that of the long texts of `tangles` there would be few.
_WATCHED = ["hubgen", "slugify", "markdown", "pymdownx"]


def run(arguments: Sequence[str]) -> None:
    """Fuzz a target; end the process with an error for an input that makes it fail."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("target", help="a folder of tests/fuzz/corpus")
    parser.add_argument("--seconds", type=int, default=600, help="how long to try")
    asked = parser.parse_args(arguments)
    if find_spec("atheris") is None:
        parser.exit(2, "atheris is not installed: pip install atheris\n")
    _fuzz(asked.target, asked.seconds, parser)


def _fuzz(name: str, seconds: int, parser: argparse.ArgumentParser) -> None:
    """Try inputs for so many seconds. Ends the process."""
    import atheris  # type: ignore[import-untyped,import-not-found,unused-ignore]

    # What is imported outside of this is not watched, nor what is only imported at its first use.
    watched = _WATCHED[:1] if name == "tangles" else _WATCHED
    with atheris.instrument_imports(include=watched):
        from hubgen.markup import conversion  # noqa: F401
        from tests.fuzz.targets import TARGETS
    from tests.fuzz.pieces import PIECES

    if name not in TARGETS:
        parser.error(f"the targets are {', '.join(TARGETS)}")
    kept, found = CORPUS / name, _FOUND / name
    found.mkdir(parents=True, exist_ok=True)
    words = _FOUND / f"{name}.dict"
    words.write_text("".join(f"{_word(one)}\n" for one in PIECES[name]), "ascii")
    atheris.Setup(
        [
            sys.argv[0],
            str(found),
            str(kept),
            f"-max_total_time={seconds}",
            f"-max_len={_LONGEST}",
            f"-timeout={_PATIENCE}",
            *([f"-dict={words}"] if PIECES[name] else []),
            f"-artifact_prefix={kept}/",
            "-print_final_stats=1",
            "-rss_limit_mb=4000",
        ],
        TARGETS[name],
    )
    atheris.Fuzz()


def _word(piece: bytes) -> str:
    """Return a line of libFuzzer's dictionaries."""
    return '"' + "".join(f"\\x{one:02x}" for one in piece) + '"'


if __name__ == "__main__":
    run(sys.argv[1:])
