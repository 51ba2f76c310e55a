"""The fields that every kind of page has."""

from typing import Annotated, TypeVar

from pydantic import Field

from hubgen.about import About, Names
from hubgen.checklist import BY_NAME
from hubgen.fields import (
    Alias,
    Fields,
    Flag,
    Line,
    Many,
    Number,
    Ref,
    Slug,
    When,
    ref,
)
from hubgen.kinds.parts import ContactPoint, Image, Resource, Source
from hubgen.settings import FOLDERS
from hubgen.shapes import Text

AnyRef = Annotated[Ref, ref(*FOLDERS)]
ThemeName = Annotated[str, Text(form="theme")]


PageFields = TypeVar("PageFields", bound="Page")


class Page(Fields):
    """The fields that every kind has."""

    title: Annotated[
        Line,
        About(
            nl=(
                "Titel",
                "Hoe de pagina heet, kort en zonder opmaak. Lijsten, agenda’s en "
                "zoekresultaten noemen haar zo.",
            ),
            en=(
                "Title",
                "What the page is called, short and without markup. Listings, calendars and "
                "search results call it so.",
            ),
            example="Samen isoleren in de wijk",
            example_en="Insulating homes together",
            group="head",
        ),
    ] = Field(min_length=1)
    subtitle: Annotated[
        Line,
        About(
            nl=("Ondertitel", "Staat onder de titel, als die niet genoeg zegt."),
            en=("Subtitle", "Stands below the title, where that does not say enough."),
            example="Wat een kleine gemeente kan doen",
            example_en="What a small municipality can do",
            group="head",
        ),
    ] = ""
    summary: Annotated[
        Line,
        About(
            nl=(
                "Samenvatting",
                "Waar het over gaat, in hooguit 160 tekens. Lijsten, feeds en zoekresultaten "
                "tonen haar; zonder nemen ze het begin van de tekst.",
            ),
            en=(
                "Summary",
                "What it is about, in at most 160 characters. Listings, feeds and search "
                "results show it; without one they take the beginning of the text.",
            ),
            example="Hoe drie gemeenten bewoners hielpen met isoleren, en wat het kostte.",
            example_en="How three municipalities helped residents to insulate, and what it cost.",
            group="head",
        ),
    ] = ""
    lang: Annotated[
        str,
        Text(form="language"),
        About(
            nl=("Taal", "De taal van de pagina, als het niet de taal van de hub is."),
            en=("Language", "The language of the page, if it is not the hub's."),
            example="nl",
            example_en="en",
            group="publish",
        ),
    ] = ""
    draft: Annotated[
        Flag,
        About(
            nl=("Concept", "Zolang hier true staat, wordt de pagina niet gepubliceerd."),
            en=("Draft", "As long as this is true, the page is not published."),
            example="true",
            group="publish",
        ),
    ] = False
    date: Annotated[
        When | None,
        About(
            nl=(
                "Publicatiedatum",
                "Wanneer de pagina voor het eerst verscheen. Ligt de dag in de toekomst, dan "
                "verschijnt ze pas dan.",
            ),
            en=(
                "Date of publication",
                "When the page was first published. With a day in the future it is published "
                "only then.",
            ),
            example="2024-10-01",
            group="publish",
        ),
    ] = None
    """When it was first published."""
    updated: Annotated[
        When | None,
        About(
            nl=("Bijgewerkt op", "Wanneer de inhoud voor het laatst is nagekeken of veranderd."),
            en=("Updated on", "When the contents were last looked through or changed."),
            example="2024-10-08",
            group="publish",
        ),
    ] = None
    expires: Annotated[
        When | None,
        About(
            nl=(
                "Verloopt op",
                "Vanaf wanneer de pagina verouderd is. Ze blijft staan met een waarschuwing, "
                "en is in geen lijst meer.",
            ),
            en=(
                "Expires on",
                "From when the page is outdated. It stays, with a warning, and is in no "
                "listing any more.",
            ),
            example="2026-11-13",
            group="publish",
        ),
    ] = None
    source: Annotated[
        Source | None,
        About(
            nl=("Bron", "Waar de tekst vandaan komt, als die eerder ergens anders stond."),
            en=("Source", "Where the text comes from, if it was published elsewhere before."),
            example={"title": "Rapport over isoleren", "url": "https://example.org/rapport"},
            example_en={"title": "Report on insulation", "url": "https://example.org/report"},
            group="publish",
        ),
    ] = None
    image: Annotated[
        Image | None,
        About(
            nl=(
                "Afbeelding",
                "Het beeld bij de pagina. Zet het bestand naast de pagina, en beschrijf wat er "
                "te zien is.",
            ),
            en=(
                "Picture",
                "The picture of the page. Put the file beside the page, and describe what can "
                "be seen.",
            ),
            example={"src": "wijk.jpg", "alt": "Rijtjeshuizen met zonnepanelen op het dak"},
            example_en={
                "src": "street.jpg",
                "alt": "Terraced houses with solar panels on their roofs",
            },
            group="head",
        ),
    ] = None
    themes: Annotated[
        Many[ThemeName],
        About(
            nl=(
                "Thema’s",
                "De thema’s waar dit bij hoort. Ze staan in de instellingen, content/site.yaml.",
            ),
            en=(
                "Themes",
                "The themes that this belongs to. They stand in the settings, content/site.yaml.",
            ),
            example=["energie"],
            example_en=["energy"],
            group="subject",
        ),
    ] = ()
    sdgs: Annotated[
        Many[Annotated[Number, Field(ge=1, le=17)]],
        About(
            nl=(
                "Werelddoelen",
                "De nummers van de Global Goals waar dit aan bijdraagt, van 1 tot en met 17.",
            ),
            en=(
                "Global Goals",
                "The numbers of the Global Goals that this contributes to, from 1 to 17.",
            ),
            example=["7", "13"],
            group="subject",
        ),
    ] = ()
    audience: Annotated[
        Many[Line],
        About(
            nl=(
                "Doelgroep",
                "Voor wie het is. Elke doelgroep krijgt een eigen lijst: schrijf haar steeds "
                "hetzelfde.",
            ),
            en=(
                "Audience",
                "For whom it is. Each audience gets a listing of its own: write it the same "
                "each time.",
            ),
            example=["Beleidsmedewerkers"],
            example_en=["Policy officers"],
            group="subject",
        ),
    ] = ()
    aliases: Annotated[
        Many[Alias],
        About(
            nl=(
                "Oude adressen",
                "Waar de pagina vroeger stond. Wie zo’n adres opent, komt hier uit.",
            ),
            en=(
                "Old addresses",
                "Where the page used to be. Who opens such an address comes here.",
            ),
            example=["/oude-naam/"],
            example_en=["/old-name/"],
            group="publish",
        ),
    ] = ()
    related: Annotated[
        Many[AnyRef],
        About(
            nl=(
                "Zie ook",
                "Andere pagina’s van de hub, elk met de map en de naam van het bestand.",
            ),
            en=("See also", "Other pages of the hub, each by the folder and the name of its file."),
            example=["practices/samen-isoleren"],
            example_en=["practices/insulating-together"],
            group="more",
        ),
    ] = ()
    resources: Annotated[
        Many[Resource],
        About(
            nl=(
                "Om te lezen en te bekijken",
                "Artikelen, podcasts, video’s, presentaties en rapporten die erbij horen.",
            ),
            en=(
                "To read and to watch",
                "Articles, podcasts, videos, slides and reports that go with it.",
            ),
            example=[
                {
                    "title": "Presentatie over isoleren",
                    "url": "https://example.org/presentatie",
                    "type": "slides",
                },
            ],
            example_en=[
                {
                    "title": "Slides on insulation",
                    "url": "https://example.org/slides",
                    "type": "slides",
                },
            ],
            group="more",
        ),
    ] = ()
    contact: Annotated[
        ContactPoint | None,
        About(
            nl=(
                "Contact",
                "Bij wie je terechtkunt: de naam van iemands bestand, of een naam met een adres.",
            ),
            en=("Contact", "Whom to ask: the name of someone's file, or a name and an address."),
            example={"name": "Team Energie", "email": "energie@example.org"},
            example_en={"name": "Energy team", "email": "energy@example.org"},
            group="who",
        ),
    ] = None
    uid: Annotated[
        str,
        About(
            nl=(
                "Kenmerk",
                "Waaraan agenda’s en feedlezers de pagina herkennen. De hub maakt het; "
                "verander het nooit.",
            ),
            en=(
                "Identifier",
                "What calendars and feed readers know the page by. The hub makes it; never "
                "change it.",
            ),
            example="e6995ca283ee@hub.example.org",
            group="publish",
        ),
    ] = ""
    slug: Annotated[
        Slug | None,
        About(
            nl=(
                "Naam in het adres",
                "Het laatste deel van het adres, als dat niet de naam van het bestand moet zijn.",
            ),
            en=(
                "Name in the address",
                "The last part of the address, if that should not be the name of the file.",
            ),
            example="samen-isoleren-in-de-wijk",
            example_en="insulating-homes-together",
            group="publish",
        ),
    ] = None
    checks: Annotated[
        dict[str, Line],
        Names(tuple(BY_NAME)),
        About(
            nl=(
                "Controles die zwijgen",
                "De naam van een controle die op deze pagina niets hoeft te zeggen, en de reden.",
            ),
            en=(
                "Checks that keep silent",
                "The name of a check that need not say anything on this page, and why.",
            ),
            example={"prose-time": "De koptekst telt"},
            example_en={"prose-time": "The heading is right"},
            group="publish",
        ),
    ] = Field(default_factory=dict)
    """The checks that are silenced on this page, each with the reason."""
