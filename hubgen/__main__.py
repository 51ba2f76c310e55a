"""The command in a process of its own: `hubgen`, `python -m hubgen` and `python build.py`."""

import gc
import os
import sys

OBJECTS = 50_000
"""Objects that Python makes before it looks which of them can be thrown away. By itself it looks
after 700, of which here nearly all stay: a module that is loaded, and a page that is read."""


def run() -> None:
    """Do what the arguments ask, and end the process.

    Python would first give back the memory of every page, one object after the other, which takes
    a fifth of the time of a check; the system does it at once.
    """
    gc.set_threshold(OBJECTS)
    from hubgen.cli import main

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
