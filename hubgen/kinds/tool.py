"""Tools: practical instruments such as checklists, calculators, model texts and handbooks."""

from hubgen.about import About
from hubgen.fields import (
    ImageSource,
    Line,
    Many,
    MunicipalityName,
    OrganisationRef,
    PracticeRef,
    Url,
)
from hubgen.kinds.base import Backlinks, Entry, Hub, Kind, Location, Page, Schema
from hubgen.kinds.schema import schema_named, schema_type


class Tool(Page):
    """The fields of a tool."""

    organisation: Many[OrganisationRef] = ()
    municipality: MunicipalityName = ""
    """Where it is at home; else it is on the map where its organisation is."""
    url: Url = ""
    file: ImageSource = ""
    """A file of the hub, next to the page."""
    format: Line = ""
    licence: Line = ""
    practices: Many[PracticeRef] = ()


def _location(tool: Tool) -> Location | None:
    """Return where it is at home, as far as it says so itself."""
    return Location.model_construct(municipality=tool.municipality) if tool.municipality else None


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
    about=About(
        nl=(
            "Hulpmiddel",
            "Iets om mee te werken: een checklist, rekenmodel of handreiking.",
        ),
        en=("Tool", "Something to work with: a checklist, calculator, model text or handbook."),
    ),
    describe=_describe,
    location=_location,
    backlinks=(
        Backlinks(name="practices", folder="practices", roles=("tools",)),
        Backlinks(name="named_in", folder=""),
    ),
)
