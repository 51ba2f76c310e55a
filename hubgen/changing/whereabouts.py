"""A location as people say it in a few words, to the mapping that a page has for it."""

import re

from hubgen.addresses import is_web_address
from hubgen.errors import ContentError, Refused, UnfitOptions
from hubgen.frontmatter import Tree, read_yaml
from hubgen.kinds.whereabouts import location_in

_ADDRESS = re.compile(r"https?://[^\s,]+", re.IGNORECASE)


def read_location(words: str) -> Tree:
    """Return the mapping of a location that was said in one of the ways that there are.

    It is a YAML mapping, or parts with commas between them: `online` or a web address, and a name,
    a street, a postcode and a place, of which one alone is the name. It is empty where nothing is
    said. Raises `UnfitOptions` for YAML that is broken, and `Refused` for what is neither.
    """
    words = words.strip()
    if words.startswith("{"):
        try:
            values, _ = read_yaml(words, path="--location")
        except ContentError as error:
            raise UnfitOptions(one.at("--location") for one in error.problems) from error
        return values
    if is_web_address(words):  # also one with a comma
        return {"online": words}
    address = _ADDRESS.search(words)
    rest = words.replace(address[0], ",", 1) if address else words
    if "://" in rest or words.startswith(("[", "- ")):
        raise Refused("unclear-location", value=words)
    return dict(location_in(rest.split(","), address[0] if address else ""))
