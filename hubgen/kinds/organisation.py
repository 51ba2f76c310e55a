"""Organisations: municipalities, provinces, associations, companies and institutes."""

from typing import Annotated, Literal

from pydantic import Field

from hubgen.about import About, Words
from hubgen.fields import (
    ImageSource,
    Latitude,
    Longitude,
    MunicipalityName,
    Number,
    OrganisationRef,
    WebAddress,
)
from hubgen.kinds.base import Backlinks, Entry, Hub, Kind, Schema
from hubgen.kinds.fields import Page
from hubgen.kinds.schema import schema_named, schema_place, schema_type
from hubgen.kinds.whereabouts import Location

_GOVERNMENT = frozenset({"municipality", "province", "water_board", "government"})


TYPES = Words(
    {
        "municipality": ("gemeente", "municipality"),
        "province": ("provincie", "province"),
        "water_board": ("waterschap", "water board"),
        "association": ("vereniging", "association"),
        "government": ("andere overheid", "other government"),
        "company": ("bedrijf", "company"),
        "knowledge_institute": ("kennisinstelling", "knowledge institute"),
        "programme_office": ("programmabureau", "programme office"),
    }
)


class Organisation(Page):
    """The fields of an organisation."""

    type: Annotated[
        Literal[
            "",
            "municipality",
            "province",
            "water_board",
            "association",
            "government",
            "company",
            "knowledge_institute",
            "programme_office",
        ],
        TYPES,
        About(
            nl=("Soort", "Wat voor organisatie het is."),
            en=("Type", "What kind of organisation it is."),
            example="municipality",
            group="what",
        ),
    ] = ""
    municipality: Annotated[
        MunicipalityName,
        About(
            nl=(
                "Gemeente",
                "De gemeente waarin ze zit, of die ze is. Daarmee komt ze op de kaart.",
            ),
            en=(
                "Municipality",
                "The Dutch municipality that it is in, or that it is. It puts it on the map.",
            ),
            example="Utrecht",
            group="where",
        ),
    ] = ""
    place: Annotated[
        str,
        About(
            nl=("Plaats", "De plaats, als die geen Nederlandse gemeente is."),
            en=("Town", "The town, if that is not a Dutch municipality."),
            example="Brussel",
            example_en="Brussels",
            group="where",
        ),
    ] = ""
    lat: Annotated[
        Latitude | None,
        About(
            nl=(
                "Breedtegraad",
                "Hoe ver naar het noorden, als de kaart haar precies moet aanwijzen.",
            ),
            en=("Latitude", "How far to the north, if the map has to show it exactly."),
            example="52.0894",
            group="where",
        ),
    ] = None
    lon: Annotated[
        Longitude | None,
        About(
            nl=("Lengtegraad", "Hoe ver naar het oosten. Hoort bij de breedtegraad."),
            en=("Longitude", "How far to the east. It goes with the latitude."),
            example="5.1101",
            group="where",
        ),
    ] = None
    website: Annotated[
        WebAddress,
        About(
            nl=("Website", "De eigen website."),
            en=("Website", "Its own website."),
            example="https://www.example.org/",
            group="more",
        ),
    ] = ""
    logo: Annotated[
        ImageSource,
        About(
            nl=("Logo", "Het bestand met het logo, naast de pagina."),
            en=("Logo", "The file with the logo, beside the page."),
            example="logo.svg",
            group="head",
        ),
    ] = ""
    parent: Annotated[
        OrganisationRef | None,
        About(
            nl=("Hoort bij", "De organisatie waar ze een deel van is: de naam van dat bestand."),
            en=("Belongs to", "The organisation that it is a part of: the name of that file."),
            example="vng",
            group="who",
        ),
    ] = None
    inhabitants: Annotated[
        Number | None,
        About(
            nl=("Inwoners", "Hoeveel inwoners de gemeente heeft, in cijfers zonder punt."),
            en=("Inhabitants", "How many people live in the municipality, in digits alone."),
            example="361742",
            group="what",
        ),
    ] = Field(default=None, ge=0)


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
