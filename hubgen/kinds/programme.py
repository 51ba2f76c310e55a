"""Programmes: what events and practices belong to, such as a series or a learning circle."""

from typing import Annotated, Literal

from hubgen.about import About, Words
from hubgen.fields import Line, Many, OrganisationRef, WebAddress
from hubgen.kinds.base import Backlinks, Entry, Hub, Kind, Schema
from hubgen.kinds.fields import Page
from hubgen.kinds.parts import AnyOne
from hubgen.kinds.schema import schema_named, schema_type
from hubgen.kinds.whereabouts import Period

TYPES = Words(
    {
        "series": ("reeks", "series"),
        "learning_circle": ("leerkring", "learning circle"),
        "campaign": ("campagne", "campaign"),
        "network": ("netwerk", "network"),
        "programme": ("programma", "programme"),
    }
)


class Programme(Page):
    """The fields of a programme."""

    type: Annotated[
        Literal["", "series", "learning_circle", "campaign", "network", "programme"],
        TYPES,
        About(
            nl=("Soort", "Wat voor programma het is."),
            en=("Type", "What kind of programme it is."),
            example="learning_circle",
            group="what",
        ),
    ] = ""
    organiser: Annotated[
        Many[OrganisationRef],
        About(
            nl=("Organisator", "Wie het organiseert: de naam van het bestand van de organisatie."),
            en=("Organiser", "Who organises it: the name of the organisation's file."),
            example=["gemeente-utrecht"],
            example_en=["municipality-of-utrecht"],
            group="who",
        ),
    ] = ()
    participants: Annotated[
        Many[AnyOne],
        About(
            nl=(
                "Deelnemers",
                "Wie eraan meedoen: de namen van bestanden. Bij een organisatie hoort de map "
                "ervoor.",
            ),
            en=(
                "Participants",
                "Who takes part: the names of files. An organisation takes its folder.",
            ),
            example=["organisations/gemeente-utrecht"],
            example_en=["organisations/municipality-of-utrecht"],
            group="who",
        ),
    ] = ()
    period: Annotated[
        Period | None,
        About(
            nl=("Periode", "Van wanneer tot wanneer, zo precies als je het weet."),
            en=("Period", "From when to when, as exactly as you know."),
            example={"start": "2024-09", "end": "2025-06"},
            group="when",
        ),
    ] = None
    eligibility: Annotated[
        Line,
        About(
            nl=("Voor wie", "Wie mee mag doen."),
            en=("For whom", "Who may take part."),
            example="Voor medewerkers van gemeenten",
            example_en="For people who work for municipalities",
            group="join",
        ),
    ] = ""
    website: Annotated[
        WebAddress,
        About(
            nl=("Website", "De eigen website."),
            en=("Website", "Its own website."),
            example="https://www.example.org/",
            group="more",
        ),
    ] = ""


def _describe(programme: Programme, entry: Entry, hub: Hub) -> Schema:
    """Return schema.org's EventSeries: https://schema.org/EventSeries."""
    period = programme.period
    return schema_type(entry, "EventSeries", hub) | {
        "organizer": [schema_named(one, entry.lang, hub) for one in programme.organiser],
        "startDate": (period and period.start) or None,
        "endDate": (period and period.end) or None,
        "sameAs": programme.website or None,
    }


PROGRAMME = Kind(
    name="programme",
    folder="programmes",
    model=Programme,
    about=About(
        nl=(
            "Programma",
            "Waar bijeenkomsten bij horen: een reeks, leerkring of campagne.",
        ),
        en=(
            "Programme",
            "What events belong to: a series, a learning circle or a campaign.",
        ),
    ),
    describe=_describe,
    backlinks=(
        Backlinks(name="meetings", folder="events", roles=("part_of",)),
        Backlinks(name="practices", folder="practices", roles=("part_of",)),
        Backlinks(name="named_in", folder=""),
    ),
    collects=("part_of",),
)
