"""People: who speaks, and whom to ask."""

from typing import Annotated

from pydantic import Field

from hubgen.about import About
from hubgen.fields import Affiliation, Day, Email, Fields, Flag, ImageSource, Line, Many, Phone, Url
from hubgen.kinds.base import Backlinks, Entry, Hub, Kind, Schema
from hubgen.kinds.fields import Page
from hubgen.kinds.schema import schema_named, schema_type


class Photo(Fields):
    """A portrait."""

    src: Annotated[
        ImageSource,
        About(
            nl=("Bestand", "De naam van het bestand dat naast deze pagina staat."),
            en=("File", "The name of the file beside this page."),
            example="portret.jpg",
            example_en="portrait.jpg",
        ),
    ]
    alt: Annotated[
        Line,
        About(
            nl=(
                "Beschrijving",
                "Wat er te zien is. Laat het weg voor een gewoon portret: dan staat de naam er al.",
            ),
            en=(
                "Description",
                "What can be seen. Leave it out for an ordinary portrait: the name is there "
                "already.",
            ),
            example="Een vrouw met een helm, op een dak",
            example_en="A woman with a helmet, on a roof",
        ),
    ] = ""


class ProfileLink(Fields):
    """A page elsewhere about someone."""

    title: Annotated[
        Line,
        About(
            nl=("Titel", "Hoe de andere pagina heet."),
            en=("Title", "What the other page is called."),
            example="LinkedIn",
        ),
    ] = Field(min_length=1)
    url: Annotated[
        Url,
        About(
            nl=("Webadres", "Waar die pagina is."),
            en=("Address", "Where that page is."),
            example="https://example.org/profiel",
            example_en="https://example.org/profile",
        ),
    ]


class Person(Page):
    """The fields of a person."""

    role: Annotated[
        Line,
        About(
            nl=("Functie", "Wat iemand doet."),
            en=("Role", "What someone does."),
            example="projectleider energie",
            example_en="project leader for energy",
            group="who",
        ),
    ] = ""
    organisation: Annotated[
        Affiliation | None,
        About(
            nl=(
                "Organisatie",
                "Waar iemand werkt: de naam van het bestand van de organisatie, of haar gewone "
                "naam.",
            ),
            en=(
                "Organisation",
                "Where someone works: the name of the organisation's file, or its ordinary name.",
            ),
            example="Gemeente Utrecht",
            example_en="Municipality of Utrecht",
            group="who",
        ),
    ] = None
    photo: Annotated[
        Photo | None,
        About(
            nl=("Foto", "Een portret. Zet het bestand naast de pagina."),
            en=("Photo", "A portrait. Put the file beside the page."),
            example={"src": "portret.jpg"},
            example_en={"src": "portrait.jpg"},
            group="head",
        ),
    ] = None
    email: Annotated[
        Email,
        About(
            nl=("E-mailadres", "Staat alleen op de hub als ook publish_contact: true er staat."),
            en=("E-mail address", "It is shown only where publish_contact: true stands too."),
            example="naam@example.org",
            example_en="name@example.org",
            group="who",
        ),
    ] = ""
    phone: Annotated[
        Phone,
        About(
            nl=("Telefoonnummer", "Staat alleen op de hub als ook publish_contact: true er staat."),
            en=("Telephone number", "It is shown only where publish_contact: true stands too."),
            example="+31 30 123 45 67",
            group="who",
        ),
    ] = ""
    links: Annotated[
        Many[ProfileLink],
        About(
            nl=("Elders", "Pagina’s over iemand op andere websites."),
            en=("Elsewhere", "Pages about someone on other websites."),
            example=[{"title": "LinkedIn", "url": "https://example.org/profiel"}],
            example_en=[{"title": "LinkedIn", "url": "https://example.org/profile"}],
            group="more",
        ),
    ] = ()
    consent: Annotated[
        Day | None,
        About(
            nl=("Toestemming", "De dag waarop iemand goedvond om hier te staan."),
            en=("Consent", "The day on which someone agreed to be listed."),
            example="2024-10-01",
            group="publish",
        ),
    ] = None
    """When they agreed to be listed."""
    publish_contact: Annotated[
        Flag,
        About(
            nl=(
                "Contact tonen",
                "Schrijf true als e-mailadres en telefoonnummer op de hub mogen staan.",
            ),
            en=("Show contact", "Write true if e-mail address and telephone number may be shown."),
            example="true",
            group="who",
        ),
    ] = False
    """Whether their own e-mail address and phone number may be published."""


def _describe(person: Person, entry: Entry, hub: Hub) -> Schema:
    """Return schema.org's Person: https://schema.org/Person."""
    return schema_type(entry, "Person", hub) | {
        "jobTitle": person.role or None,
        "affiliation": schema_named(person.organisation, entry.lang, hub),
        "sameAs": [link.url for link in person.links if "://" in link.url],
    }


def _by_surname(name: str) -> str:
    """Return a name as a Dutch directory has it: `Wachter Betty de`, found at the W."""
    first, _, surname = name.strip().rpartition(" ")
    return f"{surname} {first}"


PERSON = Kind(
    name="person",
    folder="people",
    model=Person,
    about=About(
        nl=("Persoon", "Iemand die spreekt, schrijft, of die je iets kunt vragen."),
        en=("Person", "Someone who speaks, writes, or whom you can ask something."),
    ),
    describe=_describe,
    backlinks=(
        Backlinks(name="speaks_at", folder="events", roles=("speakers", "programme")),
        Backlinks(
            name="contact_for",
            folder="",
            roles=("contact", "contacts", "participants", "registration"),
        ),
        Backlinks(name="wrote", folder="articles", roles=("authors",)),
        Backlinks(name="named_in", folder=""),
    ),
    sorts=_by_surname,
    collects=("speakers", "programme", "contact", "contacts", "authors", "participants"),
)
