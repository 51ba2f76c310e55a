"""Parts that fields of several kinds consist of: sources, pictures, people, steps."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from hubgen.about import About, Shorthand, Words
from hubgen.errors import Unreadable
from hubgen.fields import (
    Affiliation,
    Email,
    Fields,
    Flag,
    ImageSource,
    Line,
    PartyRef,
    PersonRef,
    Phone,
    Prose,
    Url,
    WebAddress,
)

RESOURCE_TYPES = Words(
    {
        "article": ("artikel", "article"),
        "podcast": ("podcast", "podcast"),
        "video": ("video", "video"),
        "slides": ("presentatie", "slides"),
        "recording": ("opname", "recording"),
        "report": ("verslag of rapport", "report"),
        "dataset": ("gegevens", "data"),
        "website": ("website", "website"),
    }
)


class Source(Fields):
    """Where a page came from."""

    title: Annotated[
        Line,
        About(
            nl=("Titel van de bron", "Hoe de bron heet."),
            en=("Title of the source", "What the source is called."),
            example="Rapport over isoleren",
            example_en="Report on insulation",
        ),
    ] = Field(min_length=1)
    url: Annotated[
        WebAddress,
        About(
            nl=("Webadres van de bron", "Waar de bron te lezen is."),
            en=("Address of the source", "Where the source can be read."),
            example="https://example.org/rapport",
            example_en="https://example.org/report",
        ),
    ] = ""
    licence: Annotated[
        Line,
        About(
            nl=("Licentie", "Onder welke voorwaarden anderen de bron mogen gebruiken."),
            en=("Licence", "On what terms others may use the source."),
            example="CC BY 4.0",
        ),
    ] = ""
    canonical: Annotated[
        Flag,
        About(
            nl=(
                "De bron gaat voor",
                "Schrijf true als zoekmachines de bron moeten tonen in plaats van deze pagina.",
            ),
            en=(
                "The source goes first",
                "Write true if search engines should show the source instead of this page.",
            ),
            example="true",
        ),
    ] = False
    """Whether search engines should show the source instead of this page."""


class Image(Fields):
    """A picture, and what it shows for who cannot see it."""

    src: Annotated[
        ImageSource,
        About(
            nl=(
                "Bestand",
                "De naam van het bestand dat naast deze pagina staat, of het pad ernaartoe.",
            ),
            en=("File", "The name of the file beside this page, or the path to it."),
            example="wijk.jpg",
            example_en="street.jpg",
        ),
    ]
    alt: Annotated[
        Line,
        About(
            nl=("Beschrijving", "Wat er te zien is, voor wie het beeld niet ziet."),
            en=("Description", "What can be seen, for who does not see the picture."),
            example="Rijtjeshuizen met zonnepanelen op het dak",
            example_en="Terraced houses with solar panels on their roofs",
        ),
    ] = Field(min_length=1)
    credit: Annotated[
        Line,
        About(
            nl=("Maker", "Wie het beeld maakte, of van wie het is."),
            en=("Credit", "Who made the picture, or whose it is."),
            example="Foto: gemeente Utrecht",
            example_en="Photo: municipality of Utrecht",
        ),
    ] = ""


class Resource(Fields):
    """Something to read, hear or see."""

    title: Annotated[
        Line,
        About(
            nl=("Titel", "Hoe het heet."),
            en=("Title", "What it is called."),
            example="Presentatie over isoleren",
            example_en="Slides on insulation",
        ),
    ] = Field(min_length=1)
    url: Annotated[
        Url,
        About(
            nl=(
                "Webadres",
                "Waar het staat: een webadres, of een adres van deze hub dat met / begint.",
            ),
            en=(
                "Address",
                "Where it is: a web address, or an address of this hub that begins with /.",
            ),
            example="https://example.org/presentatie",
            example_en="https://example.org/slides",
        ),
    ]
    type: Annotated[
        Literal[
            "article", "podcast", "video", "slides", "recording", "report", "dataset", "website"
        ],
        RESOURCE_TYPES,
        About(
            nl=("Soort", "Wat het is."),
            en=("Type", "What it is."),
            example="slides",
        ),
    ] = "website"


class Who(Fields):
    """A person or an organisation by its page, or someone without one by name."""

    person: Annotated[
        PartyRef | None,
        About(
            nl=(
                "Persoon of organisatie",
                "Wie een pagina op de hub heeft, noem je met de naam van dat bestand. Bij een "
                "organisatie hoort de map ervoor: organisations/naam.",
            ),
            en=(
                "Person or organisation",
                "Name who has a page on the hub by the name of that file. An organisation "
                "takes its folder: organisations/name.",
            ),
            example="voornaam-achternaam",
            example_en="firstname-surname",
        ),
    ] = None
    name: Annotated[
        str,
        About(
            nl=("Naam", "De naam van iemand zonder pagina op de hub."),
            en=("Name", "The name of someone without a page on the hub."),
            example="Voornaam Achternaam",
            example_en="Firstname Surname",
        ),
    ] = ""
    role: Annotated[
        Line,
        About(
            nl=("Functie", "Wat iemand doet."),
            en=("Role", "What someone does."),
            example="projectleider",
            example_en="project leader",
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
        ),
    ] = None


class Contact(Fields):
    """Whom to ask: a person by their page, or a name and an address."""

    person: Annotated[
        PersonRef | None,
        About(
            nl=("Persoon", "Wie een pagina op de hub heeft, noem je met de naam van dat bestand."),
            en=("Person", "Name who has a page on the hub by the name of that file."),
            example="voornaam-achternaam",
            example_en="firstname-surname",
        ),
    ] = None
    name: Annotated[
        str,
        About(
            nl=("Naam", "De naam van iemand of van een team, zonder pagina op de hub."),
            en=("Name", "The name of someone or of a team, without a page on the hub."),
            example="Team Energie",
            example_en="Energy team",
        ),
    ] = ""
    email: Annotated[
        Email,
        About(
            nl=(
                "E-mailadres",
                "Een adres van het werk. Na een bijeenkomst gaat het vanzelf van de pagina.",
            ),
            en=(
                "E-mail address",
                "An address at work. It leaves the page by itself some time after an event.",
            ),
            example="energie@example.org",
            example_en="energy@example.org",
        ),
    ] = ""
    phone: Annotated[
        Phone,
        About(
            nl=("Telefoonnummer", "Een nummer van het werk, nooit een privénummer."),
            en=("Telephone number", "A number at work, never a private one."),
            example="+31 30 123 45 67",
        ),
    ] = ""


class Step(Fields):
    """One step of a service or a guide."""

    title: Annotated[
        Line,
        About(
            nl=("Titel van de stap", "Wat je in deze stap doet."),
            en=("Title of the step", "What to do in this step."),
            example="Breng de wijk in kaart",
            example_en="Map the neighbourhood",
        ),
    ] = Field(min_length=1)
    text: Annotated[
        Prose,
        About(
            nl=("Uitleg", "Hoe je dat doet. Opmaak met Markdown kan."),
            en=("Explanation", "How to do it. It may have Markdown."),
            example="Begin met de **woningen** van voor 1975.",
            example_en="Begin with the **homes** from before 1975.",
        ),
    ] = ""


def person_by_slug(value: Any) -> Any:
    """Read `bart-swaans` as `{person: bart-swaans}`."""
    return {"person": value} if isinstance(value, str) else value


AnyOne = Annotated[Who, BeforeValidator(person_by_slug), Shorthand("person")]


def _contact_by_slug(value: Any) -> Any:
    """Read `bart-swaans` as `{person: bart-swaans}`; an address has a field of its own."""
    if isinstance(value, str) and "@" in value:
        raise Unreadable("email-for-person", value=value)
    return person_by_slug(value)


ContactPoint = Annotated[Contact, BeforeValidator(_contact_by_slug), Shorthand("person")]
