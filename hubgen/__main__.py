"""The command in a process of its own: `hubgen`, `python -m hubgen` and `python build.py`."""

import os
import sys

from hubgen.cli import main


def run() -> None:
    """Do what the arguments ask, and end the process.

    Python would first give back the memory of every page, one object after the other, which takes
    a fifth of the time of a check; the system does it at once.
    """
    try:
        main()
    except SystemExit as end:
        if not isinstance(end.code, int | None):
            raise
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        except (OSError, ValueError):  # nobody reads it any more, which Python says in its own way
            raise end from None
        os._exit(end.code or 0)


if __name__ == "__main__":
    run()
