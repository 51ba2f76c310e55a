"""The command, as `python -m hubgen`."""

from hubgen.cli import main

if __name__ == "__main__":
    main()
