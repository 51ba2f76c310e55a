"""Builds the hub in this folder: `python build.py` is `hubgen build`."""

from hubgen.__main__ import run

if __name__ == "__main__":
    run()
