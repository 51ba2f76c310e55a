"""JSON Schema: what a kind of page and the settings hold, for editors' programs."""

from hubgen.kinds.base import Kind

FOLDER = ".schemas"
"""Where a site's schemas are, in its folder."""


def modeline(kind: Kind, path: str) -> str:
    """Return the line by which a page's file names its schema, for yaml-language-server.

    It is relative to the file, as that is the same on every machine.
    """
    up = "../" * path.count("/")
    return f"# yaml-language-server: $schema={up}{FOLDER}/{kind.name}.json\n"
