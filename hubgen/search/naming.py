"""Naming: the files of an index, each by what it holds.

A file that another build makes again has the same name, so that browsers and hosts keep it, and one
that holds anything else has another, so that a reader never sees parts of two builds together.
"""

import json
from base64 import b32encode
from hashlib import blake2b

FOLDER = "files"
DIGEST = 10
"""Characters of a digest in a name; as few as will do, since `index.json` has all of them."""


def folder_beside(address: str) -> str:
    """Return the address of the folder of the files of which an `index.json` has the names.

    Nothing in it is ever another file.
    """
    return f"{address.rpartition('/')[0]}/{FOLDER}/"


def named(sort: str, text: str) -> str:
    """Return the name of a file that holds a text."""
    digest = b32encode(blake2b(text.encode(), digest_size=10).digest()).decode().lower()
    return f"{sort}-{digest[:DIGEST]}"


def json_text(value: object) -> str:
    """Return a value as JSON without white space; no character in it is an at sign."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("@", "\\u0040")
