"""Pages: about, privacy, contact."""

from hubgen.about import About
from hubgen.kinds.base import Entry, Hub, Kind, Schema
from hubgen.kinds.fields import Page
from hubgen.kinds.schema import schema_type


def _describe(_page: Page, entry: Entry, hub: Hub) -> Schema:
    """Return schema.org's WebPage: https://schema.org/WebPage."""
    return schema_type(entry, "WebPage", hub)


PAGE = Kind(
    name="page",
    folder="pages",
    model=Page,
    about=About(
        nl=("Pagina", "Een losse pagina, zoals over de hub, privacy of contact."),
        en=("Page", "A page by itself, such as about, privacy or contact."),
    ),
    describe=_describe,
    in_folder=False,
)
