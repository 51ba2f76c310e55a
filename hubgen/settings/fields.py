"""The fields of `content/site.yaml`."""

from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, model_validator

from hubgen import times
from hubgen.about import About, Names
from hubgen.checklist import BY_NAME, WEIGHTS, Weight
from hubgen.errors import Unreadable
from hubgen.fields import (
    Fields,
    Flag,
    Line,
    Many,
    Number,
    OrganisationRef,
    WebAddress,
    Zone,
)
from hubgen.hosting import Admin, AdminSetting
from hubgen.settings.parts import (
    FOLDERS,
    BaseUrl,
    FeedSettings,
    Language,
    Limits,
    MapSettings,
    NamedLink,
    Section,
    Theme,
)


def _sections(sections: "dict[str, Section]") -> "dict[str, Section]":
    for name in sections:
        if name not in FOLDERS:
            raise Unreadable("unknown-key", key=name, known=", ".join(FOLDERS))
    return sections


ABOUT = About(
    nl=("Instellingen", "Wat voor de hele hub geldt: hoe hij heet, waar hij staat, welke thema’s."),
    en=("Settings", "What holds for the whole hub: its name, its address, its themes."),
)


class Settings(Fields):
    """All settings of a hub."""

    title: Annotated[
        Line,
        About(
            nl=("Naam van de hub", "Hoe de hub heet."),
            en=("Name of the hub", "What the hub is called."),
            example="Kennishub Duurzame Gemeenten",
            example_en="Sustainable Municipalities Hub",
            group="head",
        ),
    ] = Field(min_length=1)
    tagline: Annotated[
        Line,
        About(
            nl=("Ondertitel", "Waar de hub over gaat, in één zin."),
            en=("Tagline", "What the hub is about, in a sentence."),
            example="Voorbeelden en bijeenkomsten voor gemeenten",
            example_en="Examples and events for municipalities",
            group="head",
        ),
    ] = ""
    base_url: Annotated[
        BaseUrl,
        About(
            nl=("Adres", "Het webadres waarop de hub staat."),
            en=("Address", "The web address at which the hub is."),
            example="https://hub.example.org/",
            group="publish",
        ),
    ] = "http://localhost:8000/"
    lang: Annotated[
        Language,
        About(
            nl=("Taal", "De taal van de hub, en van pagina’s die geen andere noemen."),
            en=("Language", "The language of the hub, and of pages that name no other."),
            example="nl",
            example_en="en",
            group="head",
        ),
    ] = ""
    languages: Annotated[
        Many[Language],
        About(
            nl=("Talen", "Alle talen van de hub, de eerste is die van de hub."),
            en=("Languages", "All languages of the hub, the first being the hub's."),
            example=["nl", "en"],
            example_en=["en", "nl"],
            group="head",
        ),
    ] = ()
    timezone: Annotated[
        Zone,
        About(
            nl=("Tijdzone", "De tijdzone van de tijden op pagina’s die geen andere noemen."),
            en=("Time zone", "The time zone of the times on pages that name no other."),
            example="Europe/Amsterdam",
            group="when",
        ),
    ] = "Europe/Amsterdam"
    uid: Annotated[
        str,
        About(
            nl=(
                "Kenmerk",
                "Waaraan feedlezers de hub herkennen. Kies het één keer, en verander het nooit.",
            ),
            en=(
                "Identifier",
                "What feed readers know the hub by. Choose it once, and never change it.",
            ),
            example="kennishub",
            example_en="knowledge-hub",
            group="publish",
        ),
    ] = ""
    """What feeds know the hub by; else its organisation's slug or its title, which may change."""
    organisation: Annotated[
        OrganisationRef | None,
        About(
            nl=("Organisatie", "Van wie de hub is: de naam van het bestand van de organisatie."),
            en=("Organisation", "Whose hub it is: the name of the organisation's file."),
            example="gemeente-utrecht",
            example_en="municipality-of-utrecht",
            group="who",
        ),
    ] = None
    default_duration: Annotated[
        Number,
        About(
            nl=("Gewone duur", "Hoeveel minuten een bijeenkomst zonder einde duurt."),
            en=("Usual duration", "How many minutes an event without an end takes."),
            example="60",
            group="when",
        ),
    ] = Field(default=60, ge=1)
    """Minutes that an event without an end takes."""
    navigation: Annotated[
        Many[NamedLink],
        About(
            nl=(
                "Menu",
                "De links bovenaan elke pagina. Zonder dit noemt het menu de soorten pagina’s "
                "die er zijn.",
            ),
            en=(
                "Navigation",
                "The links at the top of each page. Without it they are the kinds of pages "
                "that there are.",
            ),
            example=[{"title": "Over deze hub", "url": "/over-deze-hub/"}],
            example_en=[{"title": "About this hub", "url": "/about/"}],
            group="what",
        ),
    ] = ()
    sections: Annotated[
        dict[str, Section],
        AfterValidator(_sections),
        Names(FOLDERS),
        About(
            nl=("Onderdelen", "Hoe de lijst van een soort heet, en de map in het adres."),
            en=("Sections", "What the listing of a kind is called, and its folder in addresses."),
            example={"events": {"path": "agenda", "title": "Agenda"}},
            example_en={"events": {"path": "calendar", "title": "Calendar"}},
            group="what",
        ),
    ] = Field(default_factory=dict)
    themes: Annotated[
        Many[Theme],
        About(
            nl=("Thema’s", "De onderwerpen waar pagina’s bij horen."),
            en=("Themes", "The subjects that pages belong to."),
            example=[{"slug": "energie", "title": "Energie in de wijk", "colour": "#0b5c7a"}],
            example_en=[
                {"slug": "energy", "title": "Energy in the neighbourhood", "colour": "#0b5c7a"},
            ],
            group="subject",
        ),
    ] = ()
    feeds: Annotated[
        FeedSettings,
        About(
            nl=("Feeds en agenda’s", "Hoeveel er in een feed of een agenda past."),
            en=("Feeds and calendars", "How much a feed or a calendar holds."),
            example={"items": "50", "past_days": "400"},
            group="publish",
        ),
    ] = FeedSettings()
    contact_days: Annotated[
        Number,
        About(
            nl=(
                "Dagen contact",
                "Hoeveel dagen na een bijeenkomst haar contactpersoon op de pagina blijft.",
            ),
            en=(
                "Days of contact",
                "For how many days after an event its contact stays on the page.",
            ),
            example="90",
            group="publish",
        ),
    ] = Field(default=90, ge=0)
    """For how many days after an event its own contact stays published."""
    map: Annotated[
        MapSettings,
        About(
            nl=(
                "Kaart",
                "Tegels van een ander voor de kaart. Zonder dit tekent de hub de kaart zelf, "
                "zonder derden.",
            ),
            en=(
                "Map",
                "Somebody else's tiles for the map. Without them the hub draws the map itself, "
                "without third parties.",
            ),
            example={
                "tiles": "https://tiles.example.org/{z}/{x}/{y}.png",
                "attribution": "© OpenStreetMap",
            },
            group="what",
        ),
    ] = MapSettings()
    social: Annotated[
        Many[NamedLink],
        About(
            nl=("Elders", "Waar de hub nog meer te volgen is; onderaan elke pagina."),
            en=("Elsewhere", "Where else the hub can be followed; at the bottom of each page."),
            example=[{"title": "Mastodon", "url": "https://example.org/@hub"}],
            group="more",
        ),
    ] = ()
    edit_url: Annotated[
        WebAddress,
        About(
            nl=(
                "Adres om te bewerken",
                "Waar iemand het bestand van een pagina bewerkt; het pad van het bestand komt "
                "erachter.",
            ),
            en=(
                "Address to edit",
                "Where someone edits the file of a page; the path of the file is put behind it.",
            ),
            example="https://example.org/edit/main/",
            group="publish",
        ),
    ] = ""
    """Where a page's source is edited; the page's path is put behind it."""
    search: Annotated[
        Flag,
        About(
            nl=("Zoeken", "Schrijf false voor een hub zonder zoekpagina."),
            en=("Search", "Write false for a hub without a search page."),
            example="false",
            group="what",
        ),
    ] = True
    social_cards: Annotated[
        Flag,
        About(
            nl=(
                "Deelplaatjes",
                "Schrijf false als pagina’s geen eigen plaatje hoeven voor wie ze deelt.",
            ),
            en=(
                "Cards for sharing",
                "Write false if pages need no picture of their own for who shares them.",
            ),
            example="false",
            group="publish",
        ),
    ] = True
    """Whether each page has a picture that stands for it where somebody shares it."""
    admin: Annotated[
        AdminSetting,
        About(
            nl=(
                "Bewerken op het web",
                "Waar de pagina’s staan die je op /admin/ bewerkt; true als edit_url dat zegt.",
            ),
            en=(
                "Editing on the web",
                "Where the pages are that one edits at /admin/; true if edit_url says so.",
            ),
            example="true",
            group="publish",
        ),
    ] = Admin(publish=False)
    guide: Annotated[
        Flag,
        About(
            nl=(
                "Uitleg in beeld",
                "Schrijf true voor een link naar de uitleg over alle velden, onderaan elke pagina.",
            ),
            en=(
                "Guide in sight",
                "Write true for a link to the guide to all fields, at the bottom of each page.",
            ),
            example="true",
            group="publish",
        ),
    ] = False
    checks: Annotated[
        dict[str, Annotated[Weight, WEIGHTS]],
        Names(tuple(BY_NAME)),
        About(
            nl=("Controles", "Hoe streng een controle is: problem, warning of off."),
            en=("Checks", "How strict a check is: problem, warning or off."),
            example={"prose-time": "warning"},
            group="publish",
        ),
    ] = Field(default_factory=dict)
    """What becomes of the checks that have a name, where that is not what it is by itself."""
    limits: Annotated[
        Limits,
        About(
            nl=("Grenzen", "Wat de hub weigert, zodat één pagina niet alles stil kan leggen."),
            en=("Limits", "What the hub refuses, so that one page cannot stop everything."),
            example={"body": "1000000"},
            group="publish",
        ),
    ] = Limits()

    @model_validator(mode="before")
    @classmethod
    def _same_languages(cls, values: object) -> object:
        """The first of `languages` is the default language; either alone says both."""
        if isinstance(values, dict):
            languages = values.get("languages")
            listed = languages if isinstance(languages, list) else [languages] if languages else []
            lang = values.get("lang") or (listed[0] if listed else "nl")
            rest = [one for one in listed if one != lang]
            return {**values, "lang": lang, "languages": [lang, *rest]}
        return values

    @property
    def base_path(self) -> str:
        """The folder of the server that the hub is published in: `/` or `/hub/`."""
        return "/" + self.base_url.split("/", 3)[3]

    @property
    def zone(self) -> ZoneInfo:
        """The hub's time zone."""
        return times.zone(self.timezone)

    def theme(self, slug: str) -> Theme | None:
        """Return a theme by its slug."""
        return next((theme for theme in self.themes if theme.slug == slug), None)
