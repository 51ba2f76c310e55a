"""The kinds of page, one module each. A new kind is a module, a line here and a layout."""

from hubgen.kinds.article import ARTICLE
from hubgen.kinds.base import Kind
from hubgen.kinds.event import EVENT
from hubgen.kinds.organisation import ORGANISATION
from hubgen.kinds.page import PAGE
from hubgen.kinds.person import PERSON
from hubgen.kinds.practice import PRACTICE
from hubgen.kinds.programme import PROGRAMME
from hubgen.kinds.service import SERVICE
from hubgen.kinds.tool import TOOL

KINDS: tuple[Kind, ...] = (
    EVENT,
    PRACTICE,
    TOOL,
    SERVICE,
    PROGRAMME,
    ARTICLE,
    PERSON,
    ORGANISATION,
    PAGE,
)
"""All kinds, in the order that menus and listings show them."""


def kind_of(folder: str) -> Kind | None:
    """Return the kind of the pages in a folder below `content/`, or None."""
    return next((kind for kind in KINDS if kind.folder == folder), None)
