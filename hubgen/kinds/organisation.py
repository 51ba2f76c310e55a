"""Organisations: municipalities, provinces, associations, companies and institutes."""

from typing import Literal

from pydantic import Field

from hubgen.about import About
from hubgen.fields import (
    ImageSource,
    Latitude,
    Longitude,
    MunicipalityName,
    Number,
    OrganisationRef,
    WebAddress,
)
from hubgen.kinds.base import Backlinks, Entry, Hub, Kind, Location, Page, Schema
from hubgen.kinds.schema import schema_named, schema_place, schema_type

_GOVERNMENT = frozenset({"municipality", "province", "water_board", "government"})


class Organisation(Page):
    """The fields of an organisation."""

    type: Literal[
        "",
        "municipality",
        "province",
        "water_board",
        "association",
        "government",
        "company",
        "knowledge_institute",
        "programme_office",
    ] = ""
    municipality: MunicipalityName = ""
    place: str = ""
    lat: Latitude | None = None
    lon: Longitude | None = None
    website: WebAddress = ""
    logo: ImageSource = ""
    parent: OrganisationRef | None = None
    inhabitants: Number | None = Field(default=None, ge=0)


def _location(organisation: Organisation) -> Location | None:
    """Return where it has its seat."""
    if not (organisation.municipality or organisation.place or organisation.lat is not None):
        return None
    return Location.model_construct(  # every part of it was validated as the organisation's own
        municipality=organisation.municipality,
        place=organisation.place,
        lat=organisation.lat,
        lon=organisation.lon,
    )


def _describe(organisation: Organisation, entry: Entry, hub: Hub) -> Schema:
    """Return schema.org's Organization: https://schema.org/Organization."""
    government = organisation.type in _GOVERNMENT
    return schema_type(entry, "GovernmentOrganization" if government else "Organization", hub) | {
        "location": schema_place(_location(organisation)),
        "parentOrganization": schema_named(organisation.parent, entry.lang, hub),
        "sameAs": organisation.website or None,
    }


ORGANISATION = Kind(
    name="organisation",
    folder="organisations",
    model=Organisation,
    about=About(
        nl=(
            "Organisatie",
            "Een gemeente, provincie, waterschap, vereniging of bedrijf.",
        ),
        en=(
            "Organisation",
            "A municipality, province, water board, association or company.",
        ),
    ),
    describe=_describe,
    location=_location,
    backlinks=(
        Backlinks(name="events", folder="events", roles=("organiser", "partners")),
        Backlinks(name="practices", folder="practices", roles=("organisation",)),
        Backlinks(name="services", folder="services", roles=("organisation",)),
        Backlinks(name="programmes", folder="programmes", roles=("organiser", "participants")),
        Backlinks(name="tools", folder="tools", roles=("organisation",)),
        Backlinks(name="articles", folder="articles", roles=("organisation",)),
        Backlinks(name="people", folder="people", roles=("organisation",)),
        Backlinks(name="parts", folder="organisations", roles=("parent",)),
        Backlinks(name="named_in", folder=""),
    ),
    collects=("organiser", "partners", "organisation", "participants", "contacts", "authors"),
)
