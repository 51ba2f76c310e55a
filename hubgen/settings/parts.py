"""Parts of the settings: links, sections, themes, and how much there may be of what."""

from typing import Annotated

from pydantic import AfterValidator, Field

from hubgen import addresses
from hubgen.about import About
from hubgen.errors import Unreadable
from hubgen.fields import (
    Colour,
    Fields,
    Line,
    Number,
    Slug,
    Url,
    WebAddress,
)
from hubgen.frontmatter import LONGEST
from hubgen.markup.bounds import MAX_CHARACTERS
from hubgen.shapes import Address, Text
from hubgen.wording import LANGUAGES

FOLDERS = (
    "events",
    "practices",
    "tools",
    "services",
    "programmes",
    "articles",
    "people",
    "organisations",
    "pages",
)
"""The kinds' folders, in the order that menus and listings show them."""

_AROUND = 100
"""Bytes of a page that are neither front matter nor text: `---` twice, a mark, empty lines."""


def _language(text: str) -> str:
    if text not in LANGUAGES:
        raise Unreadable("unknown-language", value=text, known=", ".join(LANGUAGES))
    return text


def _base_url(text: str) -> str:
    """Return the address with the slash that everything is put behind."""
    if "?" in text or "#" in text or not addresses.is_web_address(text):
        raise Unreadable("bad-base-url", value=text)
    try:
        return addresses.as_uri(text).rstrip("/") + "/"
    except UnicodeError as error:
        raise Unreadable("bad-base-url", value=text) from error


def _path(text: str) -> str:
    if any(not addresses.is_slug(part) for part in text.split("/")):
        raise Unreadable("bad-slug", value=text, right=addresses.slugify(text) or "agenda")
    return text


Language = Annotated[str, AfterValidator(_language), Text(form="language")]


BaseUrl = Annotated[str, AfterValidator(_base_url), Address()]


class NamedLink(Fields):
    """A link with the words that people read."""

    title: Annotated[
        Line,
        About(
            nl=("Titel", "Wat mensen lezen."),
            en=("Title", "What people read."),
            example="Over deze hub",
            example_en="About this hub",
        ),
    ] = Field(min_length=1)
    url: Annotated[
        Url,
        About(
            nl=("Adres", "Een webadres, of een adres van deze hub dat met / begint."),
            en=("Address", "A web address, or an address of this hub that begins with /."),
            example="/over-deze-hub/",
            example_en="/about/",
        ),
    ]


class Section(Fields):
    """How a kind's listing is called, in addresses and for people."""

    path: Annotated[
        str,
        AfterValidator(_path),
        Text(form="path"),
        About(
            nl=("Naam in het adres", "Hoe de map in adressen heet."),
            en=("Name in addresses", "What the folder is called in addresses."),
            example="agenda",
        ),
    ] = ""
    title: Annotated[
        Line,
        About(
            nl=("Titel", "Hoe de lijst heet voor lezers."),
            en=("Title", "What the listing is called for readers."),
            example="Agenda",
            example_en="Calendar",
        ),
    ] = ""


class Theme(Fields):
    """A subject that pages belong to."""

    slug: Annotated[
        Slug,
        About(
            nl=("Naam", "De naam waarmee pagina’s het thema noemen; ook de naam in het adres."),
            en=("Name", "The name by which pages name the theme; its address has it too."),
            example="energie",
            example_en="energy",
        ),
    ]
    title: Annotated[
        Line,
        About(
            nl=("Titel", "Hoe het thema heet voor lezers."),
            en=("Title", "What the theme is called for readers."),
            example="Energie in de wijk",
            example_en="Energy in the neighbourhood",
        ),
    ] = Field(min_length=1)
    text: Annotated[
        Line,
        About(
            nl=("Uitleg", "Een zin over het thema, boven zijn lijst."),
            en=("Explanation", "A sentence about the theme, above its listing."),
            example="Isoleren, opwekken en samen besparen.",
            example_en="Insulating, generating and saving together.",
        ),
    ] = ""
    colour: Annotated[
        Colour,
        About(
            nl=(
                "Kleur",
                "De kleur van het thema, tussen aanhalingstekens. Witte tekst moet erop te "
                "lezen zijn.",
            ),
            en=(
                "Colour",
                "The colour of the theme, between quotation marks. White text has to be "
                "readable on it.",
            ),
            example="#0b5c7a",
        ),
    ] = "#2f5d50"
    icon: Annotated[
        Slug,
        About(
            nl=("Icoon", "De naam van een tekening in layouts/icons."),
            en=("Icon", "The name of a drawing in layouts/icons."),
            example="sun",
        ),
    ] = "leaf"
    """A drawing of `layouts/icons/`, by its name."""


class FeedSettings(Fields):
    """How much a feed and a calendar hold."""

    items: Annotated[
        Number,
        About(
            nl=("Aantal in een feed", "Hoeveel pagina’s een feed heeft, van 1 tot en met 1000."),
            en=("Items in a feed", "How many pages a feed has, from 1 to 1000."),
            example="50",
        ),
    ] = Field(default=50, ge=1, le=1000)
    past_days: Annotated[
        Number,
        About(
            nl=("Dagen terug", "Hoeveel dagen een agenda bewaart wat voorbij is."),
            en=("Days back", "For how many days a calendar keeps what is past."),
            example="400",
        ),
    ] = Field(default=400, ge=0)
    """For how many days a calendar keeps what is past."""


class MapSettings(Fields):
    """Map tiles of someone else. Without them the map is the hub's own drawing."""

    tiles: Annotated[
        WebAddress,
        About(
            nl=(
                "Kaarttegels",
                "Het adres van de tegels van een ander, met {z}, {x} en {y}. Die ander ziet "
                "dan wie de kaart opent.",
            ),
            en=(
                "Map tiles",
                "The address of somebody else's tiles, with {z}, {x} and {y}. They then see "
                "who opens the map.",
            ),
            example="https://tiles.example.org/{z}/{x}/{y}.png",
        ),
    ] = ""
    attribution: Annotated[
        Line,
        About(
            nl=("Bronvermelding", "Van wie de kaart is; staat erbij."),
            en=("Attribution", "Whose map it is; it is shown with it."),
            example="© OpenStreetMap",
            example_en="© OpenStreetMap",
        ),
    ] = ""


class Limits(Fields):
    """What is refused, so that one page cannot take the build down.

    Anyone may send a page, so each of these stands for what the largest may cost whoever builds the
    hub. Where a limit has a top, more than that would crash the build, or hang it.
    """

    front_matter: Annotated[
        Number,
        About(
            nl=(
                "Gegevens van een pagina",
                "De langste gegevens boven een pagina, in bytes. Wie dit verhoogt, laat één pagina "
                "de bouw langer ophouden: tot vijf seconden bij het hoogste getal.",
            ),
            en=(
                "Details of a page",
                "The longest details at the top of a page, in bytes. Whoever raises this lets one "
                "page keep the build longer: up to five seconds at the highest number.",
            ),
            example="64000",
        ),
    ] = Field(default=64_000, ge=1000, le=LONGEST)
    """Bytes of front matter: seven times the longest programme seen.

    YAML reads slowly, what is wrong with it is looked for up to forty times, and each of its lines
    may be a problem of its own. It is not what keeps nesting from crashing libyaml: that is how
    deep the reader goes, whatever the length.
    """
    body: Annotated[
        Number,
        About(
            nl=(
                "Tekst van een pagina",
                "De langste tekst van een pagina, in bytes. Wie dit verhoogt, laat één pagina meer "
                "tijd en geheugen vragen: een paar seconden en 100 MB voor elke megabyte.",
            ),
            en=(
                "Text of a page",
                "The longest text of a page, in bytes. Whoever raises this lets one page ask for "
                "more time and memory: some seconds and 100 MB for each megabyte.",
            ),
            example="1000000",
        ),
    ] = Field(default=1_000_000, ge=1, le=MAX_CHARACTERS)
    """Bytes of a page's text: twenty times the longest handbook seen.

    What Markdown may cost grows with its length, see `markup.bounds`.
    """
    image: Annotated[
        Number,
        About(
            nl=(
                "Afbeelding",
                "De grootste afbeelding, in bytes. Elke bezoeker haalt het bestand op, en elke "
                "bouw leest het in zijn geheel.",
            ),
            en=(
                "Picture",
                "The largest picture, in bytes. Each visitor fetches the file, and each build "
                "reads it whole.",
            ),
            example="20000000",
        ),
    ] = Field(default=20_000_000, ge=1, le=1_000_000_000)
    """Bytes of an image: a photo straight from a camera. It is read into memory whole."""
    attachment: Annotated[
        Number,
        About(
            nl=(
                "Bijlage",
                "Het grootste andere bestand, zoals een pdf of een film, in bytes. Elke bouw leest "
                "het in zijn geheel, en wie de pagina’s bewaart of uitlevert, weigert vaak meer.",
            ),
            en=(
                "Attachment",
                "The largest other file, such as a pdf or a film, in bytes. Each build reads it "
                "whole, and who keeps or serves the pages often refuses more.",
            ),
            example="100000000",
        ),
    ] = Field(default=100_000_000, ge=1, le=1_000_000_000)
    """Bytes of any other file: what hosts of git repositories take. It is read whole too."""
    pixels: Annotated[
        Number,
        About(
            nl=(
                "Beeldpunten",
                "De grootste afbeelding, in beeldpunten. Een klein bestand kan er zeer veel "
                "hebben, en elk miljoen kost bij het verkleinen tot 12 MB geheugen.",
            ),
            en=(
                "Pixels",
                "The largest picture, in pixels. A small file may have very many, and each million "
                "takes up to 12 MB of memory while it is made smaller.",
            ),
            example="50000000",
        ),
    ] = Field(default=50_000_000, ge=1, le=178_000_000)
    """Pixels of an image: more than telephones make, and what decodes within a few seconds.

    A picture of one colour packs a thousand to one, so that the bytes of its file say nothing of
    what it takes. Pillow itself refuses twice 89,478,485 pixels.
    """
    pages: Annotated[
        Number,
        About(
            nl=(
                "Pagina’s",
                "Het grootste aantal pagina’s van de hub. Hoe meer er zijn, hoe meer tijd en "
                "geheugen elke bouw vraagt.",
            ),
            en=(
                "Pages",
                "The greatest number of pages of the hub. The more there are, the more time and "
                "memory each build takes.",
            ),
            example="250000",
        ),
    ] = Field(default=250_000, ge=1)
    """Pages of the hub: twice what was ever measured. All of them are in memory at once."""

    @property
    def file(self) -> int:
        """The most bytes of a page's file: what stands in it, and the lines that part it."""
        return self.front_matter + self.body + _AROUND
