"""Tools: practical instruments such as checklists, calculators, model texts and handbooks."""

from hubgen.fields import ImageSource, Line, Many, OrganisationRef, PracticeRef, Url
from hubgen.kinds.base import Backlinks, Entry, Hub, Kind, Page, Schema
from hubgen.kinds.schema import schema_named, schema_type


class Tool(Page):
    """The fields of a tool."""

    organisation: Many[OrganisationRef] = ()
    url: Url = ""
    file: ImageSource = ""
    """A file of the hub, next to the page."""
    format: Line = ""
    licence: Line = ""
    practices: Many[PracticeRef] = ()


def _describe(tool: Tool, entry: Entry, hub: Hub) -> Schema:
    """Return schema.org's CreativeWork: https://schema.org/CreativeWork."""
    return schema_type(entry, "CreativeWork", hub) | {
        "creator": [schema_named(one, entry.lang, hub) for one in tool.organisation],
        "license": tool.licence or None,
        "encodingFormat": tool.format or None,
        "sameAs": tool.url if "://" in tool.url else None,
    }


TOOL = Kind(
    name="tool",
    folder="tools",
    model=Tool,
    describe=_describe,
    backlinks=(
        Backlinks(name="practices", folder="practices", roles=("tools",)),
        Backlinks(name="named_in", folder=""),
    ),
)
