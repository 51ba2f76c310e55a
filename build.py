"""Builds the hub in this folder: `python build.py` is `hubgen build`."""

from hubgen.cli import main

if __name__ == "__main__":
    main()
