"""Practices: example projects that others can learn from."""

from typing import Annotated, Literal

from pydantic import Field

from hubgen.about import About, Words
from hubgen.fields import (
    Fields,
    Line,
    Many,
    MunicipalityName,
    OrganisationRef,
    ProgrammeRef,
    Prose,
    ToolRef,
)
from hubgen.kinds.base import Backlinks, Entry, Hub, Kind, Schema
from hubgen.kinds.fields import Page
from hubgen.kinds.parts import AnyOne
from hubgen.kinds.schema import schema_named, schema_place, schema_type
from hubgen.kinds.whereabouts import Location, Period

PHASES = Words(
    {
        "idea": ("idee", "idea"),
        "pilot": ("proef", "pilot"),
        "in_progress": ("in uitvoering", "in progress"),
        "completed": ("afgerond", "completed"),
        "scaled": ("opgeschaald", "scaled up"),
    }
)


SCALES = Words(
    {
        "street": ("straat", "street"),
        "neighbourhood": ("wijk", "neighbourhood"),
        "municipality": ("gemeente", "municipality"),
        "region": ("regio", "region"),
        "national": ("heel Nederland", "all of the Netherlands"),
    }
)


class Result(Fields):
    """One result as a figure: `12`, `%`, `less concrete`."""

    label: Annotated[
        Line,
        About(
            nl=("Wat er gemeten is", "Waar het getal over gaat."),
            en=("What was measured", "What the figure is about."),
            example="Minder gas gebruikt",
            example_en="Less gas used",
        ),
    ] = Field(min_length=1)
    value: Annotated[
        Line,
        About(
            nl=("Getal", "De uitkomst."),
            en=("Figure", "The outcome."),
            example="12",
        ),
    ] = Field(min_length=1)
    unit: Annotated[
        Line,
        About(
            nl=("Eenheid", "Wat achter het getal hoort."),
            en=("Unit", "What stands behind the figure."),
            example="%",
        ),
    ] = ""


class Practice(Page):
    """The fields of a practice."""

    organisation: Annotated[
        Many[OrganisationRef],
        About(
            nl=(
                "Organisatie",
                "Van wie het project is: de naam van het bestand van de organisatie.",
            ),
            en=("Organisation", "Whose project it is: the name of the organisation's file."),
            example=["gemeente-utrecht"],
            example_en=["municipality-of-utrecht"],
            group="who",
        ),
    ] = ()
    municipality: Annotated[
        MunicipalityName,
        About(
            nl=("Gemeente", "De gemeente waarin het project is. Daarmee komt het op de kaart."),
            en=(
                "Municipality",
                "The Dutch municipality that the project is in. It puts it on the map.",
            ),
            example="Utrecht",
            group="where",
        ),
    ] = ""
    location: Annotated[
        Location | None,
        About(
            nl=("Plek", "De plek van het project, als die preciezer bekend is dan de gemeente."),
            en=(
                "Place",
                "The place of the project, if it is known more exactly than the municipality.",
            ),
            example={"name": "Overvecht", "place": "Utrecht"},
            group="where",
        ),
    ] = None
    phase: Annotated[
        Literal["", "idea", "pilot", "in_progress", "completed", "scaled"],
        PHASES,
        About(
            nl=("Fase", "Hoe ver het project is."),
            en=("Phase", "How far the project is."),
            example="pilot",
            group="when",
        ),
    ] = ""
    period: Annotated[
        Period | None,
        About(
            nl=("Periode", "Van wanneer tot wanneer, zo precies als je het weet."),
            en=("Period", "From when to when, as exactly as you know."),
            example={"start": "2022-03", "end": "2024"},
            group="when",
        ),
    ] = None
    scale: Annotated[
        Literal["", "street", "neighbourhood", "municipality", "region", "national"],
        SCALES,
        About(
            nl=("Schaal", "Hoe groot het gebied is."),
            en=("Scale", "How large the area is."),
            example="neighbourhood",
            group="where",
        ),
    ] = ""
    challenge: Annotated[
        Prose,
        About(
            nl=("Opgave", "Welk probleem het project wil oplossen. Opmaak met Markdown kan."),
            en=("Challenge", "What problem the project wants to solve. It may have Markdown."),
            example="Veel huurders hebben een te hoge energierekening.",
            example_en="Many tenants pay too much for energy.",
            group="what",
        ),
    ] = ""
    approach: Annotated[
        Prose,
        About(
            nl=("Aanpak", "Wat er is gedaan, en door wie. Opmaak met Markdown kan."),
            en=("Approach", "What was done, and by whom. It may have Markdown."),
            example="Buren gingen samen langs de deuren.",
            example_en="Neighbours went from door to door together.",
            group="what",
        ),
    ] = ""
    results: Annotated[
        Many[Result],
        About(
            nl=("Resultaten", "Uitkomsten in cijfers."),
            en=("Results", "Outcomes in figures."),
            example=[{"label": "Minder gas gebruikt", "value": "12", "unit": "%"}],
            example_en=[{"label": "Less gas used", "value": "12", "unit": "%"}],
            group="what",
        ),
    ] = ()
    costs: Annotated[
        Line,
        About(
            nl=("Kosten", "Wat het kostte, en wie dat betaalde."),
            en=("Costs", "What it cost, and who paid for it."),
            example="€ 40.000, waarvan de helft subsidie",
            example_en="€40,000, half of it a grant",
            group="what",
        ),
    ] = ""
    lessons: Annotated[
        Many[Prose],
        About(
            nl=("Lessen", "Wat een andere gemeente hiervan kan leren, een zin per les."),
            en=("Lessons", "What another municipality can learn from this, a sentence each."),
            example=["Begin bij bewoners die al meedoen."],
            example_en=["Begin with residents who take part already."],
            group="what",
        ),
    ] = ()
    contacts: Annotated[
        Many[AnyOne],
        About(
            nl=(
                "Contactpersonen",
                "Wie over het project kan vertellen: de naam van iemands bestand, of een naam "
                "met een functie.",
            ),
            en=(
                "Contacts",
                "Who can tell about the project: the name of someone's file, or a name with a "
                "role.",
            ),
            example=[{"name": "Voornaam Achternaam"}],
            example_en=[{"name": "Firstname Surname"}],
            group="who",
        ),
    ] = ()
    tools: Annotated[
        Many[ToolRef],
        About(
            nl=("Hulpmiddelen", "Wat gebruikt is: de namen van die bestanden."),
            en=("Tools", "What was used: the names of those files."),
            example=["isolatiewijzer"],
            example_en=["insulation-guide"],
            group="more",
        ),
    ] = ()
    part_of: Annotated[
        ProgrammeRef | None,
        About(
            nl=(
                "Onderdeel van",
                "Het programma waar het project bij hoort: de naam van dat bestand.",
            ),
            en=("Part of", "The programme that the project belongs to: the name of that file."),
            example="leerkring-isoleren",
            example_en="learning-circle-insulation",
            group="more",
        ),
    ] = None


def _location(practice: Practice) -> Location | None:
    """Return where it is: its own location, completed with its municipality."""
    if practice.location and practice.municipality and not practice.location.municipality:
        return practice.location.model_copy(update={"municipality": practice.municipality})
    if practice.location or not practice.municipality:
        return practice.location
    return Location.model_construct(municipality=practice.municipality)


def _describe(practice: Practice, entry: Entry, hub: Hub) -> Schema:
    """Return schema.org's Article, about the place where the project is."""
    lang = entry.lang
    return schema_type(entry, "Article", hub) | {
        "headline": practice.title,
        "publisher": [schema_named(one, lang, hub) for one in practice.organisation],
        "author": [schema_named(one, lang, hub) for one in practice.organisation],
        "contentLocation": schema_place(_location(practice)),
        "isPartOf": schema_named(practice.part_of, lang, hub, "EventSeries"),
        "mentions": [schema_named(one, lang, hub, "CreativeWork") for one in practice.tools],
    }


PRACTICE = Kind(
    name="practice",
    folder="practices",
    model=Practice,
    about=About(
        nl=("Praktijkvoorbeeld", "Een project waar andere gemeenten van kunnen leren."),
        en=("Practice", "A project that other municipalities can learn from."),
    ),
    describe=_describe,
    location=_location,
    backlinks=(
        Backlinks(name="tools", folder="tools", roles=("practices",)),
        Backlinks(name="named_in", folder=""),
    ),
    order="date",
)
