"""The library: every published entry, where it is, and what refers to what."""

from hubgen.library.assembling import (
    assemble,
    bundles_of,
    introductions_of,
    languages_of,
    linked_in_text,
    prefixes_of,
)
from hubgen.library.records import (
    Key,
    Library,
    Referrer,
    address_of,
    home_address,
    language_prefix,
    section_path,
)
from hubgen.library.references import check_references

__all__ = [
    "Key",
    "Library",
    "Referrer",
    "address_of",
    "assemble",
    "bundles_of",
    "check_references",
    "home_address",
    "introductions_of",
    "language_prefix",
    "languages_of",
    "linked_in_text",
    "prefixes_of",
    "section_path",
]
