"""Practices: example projects that others can learn from."""

from typing import Literal

from pydantic import Field

from hubgen.about import About
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
from hubgen.kinds.base import AnyOne, Backlinks, Entry, Hub, Kind, Location, Page, Period, Schema
from hubgen.kinds.schema import schema_named, schema_place, schema_type


class Result(Fields):
    """One result as a figure: `12`, `%`, `less concrete`."""

    label: Line = Field(min_length=1)
    value: Line = Field(min_length=1)
    unit: Line = ""


class Practice(Page):
    """The fields of a practice."""

    organisation: Many[OrganisationRef] = ()
    municipality: MunicipalityName = ""
    location: Location | None = None
    phase: Literal["", "idea", "pilot", "in_progress", "completed", "scaled"] = ""
    period: Period | None = None
    scale: Literal["", "street", "neighbourhood", "municipality", "region", "national"] = ""
    challenge: Prose = ""
    approach: Prose = ""
    results: Many[Result] = ()
    costs: Line = ""
    lessons: Many[Prose] = ()
    contacts: Many[AnyOne] = ()
    tools: Many[ToolRef] = ()
    part_of: ProgrammeRef | None = None


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
