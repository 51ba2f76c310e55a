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
    _open_streams()
    from hubgen.cli import main

    try:
        main()
    except SystemExit as end:
        if not isinstance(end.code, int | None):
            raise
        os._exit(end.code or _flushed())


def _open_streams() -> None:
    """Have what is closed (`hubgen build >&-`) lead nowhere, as everything looks at these."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            # As Python opens them itself, for as long as the process lives.
            setattr(sys, name, open(os.devnull, "r+" if number else "r"))  # noqa: PTH123, SIM115


def _flushed() -> int:
    """Write what is left to be said, and return the exit status: 2 where it cannot be written."""
    status = 0
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            status = 2
    return status


if __name__ == "__main__":
    run()
