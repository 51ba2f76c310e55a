"""A location as people say it in a few words, to the mapping that a page has for it."""

import re

from hubgen.addresses import is_web_address
from hubgen.errors import ContentError, Refused, UnfitOptions
from hubgen.frontmatter import Tree, read_yaml

_ONLINE = "online"
_ADDRESS = re.compile(r"https?://[^\s,]+", re.IGNORECASE)
# All capitals or none: “3454 De Meern” is a number and a town.
_POSTCODE = re.compile(r"(\d{4}) ?([A-Z]{2}|[a-z]{2})(?:\s+(.+))?")


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
    return _location(address[0] if address else "", rest.split(","))


def _location(online: str, parts: list[str]) -> Tree:
    """Return the mapping of what is said in parts, in the order in which editors write it."""
    postcode = place = ""
    names: list[str] = []
    for part in filter(None, (one.strip() for one in parts)):
        if part.lower() == _ONLINE:
            online = online or "true"
        elif found := _POSTCODE.fullmatch(part):
            postcode = f"{found[1]} {found[2].upper()}"
            place = found[3] or ""
        else:
            names.append(part)
    if not place and len(names) > 1:
        place = names.pop()
    said = {
        "name": names[0] if names else "",
        "street": ", ".join(names[1:]),
        "postcode": postcode,
        "place": place,
        "online": online,
    }
    return {key: value for key, value in said.items() if value}
