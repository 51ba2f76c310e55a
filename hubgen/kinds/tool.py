"""Tools: practical instruments such as checklists, calculators, model texts and handbooks."""

from typing import Annotated

from hubgen.about import About
from hubgen.fields import (
    FileSource,
    Line,
    Many,
    MunicipalityName,
    OrganisationRef,
    PracticeRef,
    Url,
)
from hubgen.kinds.base import Backlinks, Entry, Hub, Kind, Schema
from hubgen.kinds.fields import Page
from hubgen.kinds.schema import schema_named, schema_type
from hubgen.kinds.whereabouts import Location


class Tool(Page):
    """The fields of a tool."""

    organisation: Annotated[
        Many[OrganisationRef],
        About(
            nl=("Organisatie", "Wie het maakte: de naam van het bestand van de organisatie."),
            en=("Organisation", "Who made it: the name of the organisation's file."),
            example=["gemeente-utrecht"],
            example_en=["municipality-of-utrecht"],
            group="who",
        ),
    ] = ()
    municipality: Annotated[
        MunicipalityName,
        About(
            nl=(
                "Gemeente",
                "De gemeente waar het thuishoort. Zonder dit staat het op de kaart bij de "
                "organisatie.",
            ),
            en=(
                "Municipality",
                "The Dutch municipality where it is at home. Without it the map shows it at "
                "its organisation.",
            ),
            example="Utrecht",
            group="where",
        ),
    ] = ""
    """Where it is at home; else it is on the map where its organisation is."""
    url: Annotated[
        Url,
        About(
            nl=("Webadres", "Waar het hulpmiddel staat."),
            en=("Address", "Where the tool is."),
            example="https://example.org/isolatiewijzer",
            example_en="https://example.org/insulation-guide",
            group="what",
        ),
    ] = ""
    file: Annotated[
        FileSource,
        About(
            nl=("Bestand", "Het hulpmiddel zelf, als bestand naast de pagina."),
            en=("File", "The tool itself, as a file beside the page."),
            example="isolatiewijzer.pdf",
            example_en="insulation-guide.pdf",
            group="what",
        ),
    ] = ""
    """A file of the hub, next to the page."""
    format: Annotated[
        Line,
        About(
            nl=("Vorm", "Wat je krijgt."),
            en=("Format", "What one gets."),
            example="spreadsheet",
            group="what",
        ),
    ] = ""
    licence: Annotated[
        Line,
        About(
            nl=("Licentie", "Onder welke voorwaarden anderen het mogen gebruiken."),
            en=("Licence", "On what terms others may use it."),
            example="CC BY 4.0",
            group="what",
        ),
    ] = ""
    practices: Annotated[
        Many[PracticeRef],
        About(
            nl=("Praktijkvoorbeelden", "Waar het gebruikt is: de namen van die bestanden."),
            en=("Practices", "Where it was used: the names of those files."),
            example=["samen-isoleren"],
            example_en=["insulating-together"],
            group="more",
        ),
    ] = ()


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
