"""Builds in processes of their own, without the time that each takes to start.

`python -m tests.forking ARGUMENT...` runs `hubgen ARGUMENT...` once, to a folder that is thrown
away, and so has everything in memory that a build needs. For each line that it reads it forks a
process, and says its number; for the next line that one runs `hubgen ARGUMENT...`, its output in
the files `out` and `err` of the working folder, and its exit status is said.
"""

import os
import sys
from tempfile import TemporaryDirectory

from click.testing import CliRunner

from hubgen.cli import main


def _forked(arguments: list[str]) -> tuple[int, int]:
    """Return a process that waits, and where to write for it to go on."""
    gate, go = os.pipe()
    child = os.fork()
    if child:
        os.close(gate)
        return child, go
    os.close(go)
    for number, name in ((1, "out"), (2, "err")):
        os.dup2(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
    os.read(gate, 1)
    status = 1
    try:
        main(arguments)
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else 0
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        status = 120  # as Python ends where its output cannot be written
    os._exit(status)


def _serve(arguments: list[str]) -> None:
    with TemporaryDirectory() as folder:
        made = CliRunner().invoke(main, [*arguments, "--output", f"{folder}/public", "--no-cache"])
    assert made.exit_code == 0, made.output
    while sys.stdin.readline():
        child, go = _forked(arguments)
        print(child, flush=True)  # noqa: T201 - the answer
        sys.stdin.readline()
        os.close(go)  # it reads the end
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201 - the answer


if __name__ == "__main__":
    _serve(sys.argv[1:])
