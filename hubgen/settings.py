"""The hub's settings: what `content/site.yaml` says, and what holds where it says nothing."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from difflib import get_close_matches
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, model_validator

from hubgen import addresses, times
from hubgen.about import About, Names
from hubgen.checklist import BY_NAME, Weight, unknown_check
from hubgen.errors import ContentError, Unreadable, problem
from hubgen.fields import (
    Colour,
    Fields,
    Flag,
    Line,
    Many,
    Number,
    OrganisationRef,
    Slug,
    Url,
    WebAddress,
    Zone,
)
from hubgen.findings import Finding, finding, read_fields
from hubgen.frontmatter import FrontMatter, read_yaml
from hubgen.shapes import Address, Text
from hubgen.wording import LANGUAGES

PATH = "content/site.yaml"

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


def _sections(sections: "dict[str, Section]") -> "dict[str, Section]":
    for name in sections:
        if name not in FOLDERS:
            raise Unreadable("unknown-key", key=name, known=", ".join(FOLDERS))
    return sections


Language = Annotated[str, AfterValidator(_language), Text(form="language")]
BaseUrl = Annotated[str, AfterValidator(_base_url), Address()]

ABOUT = About(
    nl=("Instellingen", "Wat voor de hele hub geldt: hoe hij heet, waar hij staat, welke thema’s."),
    en=("Settings", "What holds for the whole hub: its name, its address, its themes."),
)


class NamedLink(Fields):
    """A link with the words that people read."""

    title: Line = Field(min_length=1)
    url: Url


class Section(Fields):
    """How a kind's listing is called, in addresses and for people."""

    path: Annotated[str, AfterValidator(_path), Text(form="path")] = ""
    title: Line = ""


class Theme(Fields):
    """A subject that pages belong to."""

    slug: Slug
    title: Line = Field(min_length=1)
    text: Line = ""
    colour: Colour = "#2f5d50"
    icon: Slug = "leaf"
    """A drawing of `layouts/icons/`, by its name."""


class FeedSettings(Fields):
    """How much a feed and a calendar hold."""

    items: Number = Field(default=50, ge=1, le=1000)
    past_days: Number = Field(default=400, ge=0)
    """For how many days a calendar keeps what is past."""


class MapSettings(Fields):
    """Map tiles of someone else. Without them the map is the hub's own drawing."""

    tiles: WebAddress = ""
    attribution: Line = ""


class Limits(Fields):
    """What is refused, so that one page cannot take the build down."""

    body: Number = Field(default=1_000_000, ge=1)
    """Bytes of a page's text: twenty times the longest handbook seen."""
    image: Number = Field(default=20_000_000, ge=1)
    """Bytes of an image: a photo straight from a camera."""
    pixels: Number = Field(default=50_000_000, ge=1)
    """Pixels of an image: what decodes within a second and 200 MB."""
    pages: Number = Field(default=250_000, ge=1)
    """Pages of the hub: twice what was ever measured."""


class Settings(Fields):
    """All settings of a hub."""

    title: Line = Field(min_length=1)
    tagline: Line = ""
    base_url: BaseUrl = "http://localhost:8000/"
    lang: Language = ""
    languages: Many[Language] = ()
    timezone: Zone = "Europe/Amsterdam"
    uid: str = ""
    """What feeds know the hub by; else its organisation's slug or its title, which may change."""
    organisation: OrganisationRef | None = None
    default_duration: Number = Field(default=60, ge=1)
    """Minutes that an event without an end takes."""
    navigation: Many[NamedLink] = ()
    sections: Annotated[dict[str, Section], AfterValidator(_sections), Names(FOLDERS)] = Field(
        default_factory=dict
    )
    themes: Many[Theme] = ()
    feeds: FeedSettings = FeedSettings()
    contact_days: Number = Field(default=90, ge=0)
    """For how many days after an event its own contact stays published."""
    map: MapSettings = MapSettings()
    social: Many[NamedLink] = ()
    edit_url: WebAddress = ""
    """Where a page's source is edited; the page's path is put behind it."""
    search: Flag = True
    social_cards: Flag = True
    """Whether each page has a picture that stands for it where somebody shares it."""
    admin: Flag = False
    checks: Annotated[dict[str, Weight], Names(tuple(BY_NAME))] = Field(default_factory=dict)
    """What becomes of the checks that have a name, where that is not what it is by itself."""
    limits: Limits = Limits()

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


def read_settings(
    text: str | None, *, base_url: str | None = None, icons: Collection[str] | None = None
) -> Settings:
    """Return the settings that `content/site.yaml` holds, `base_url` going before its own.

    `icons` are the names that a theme's icon can have; without them none is judged. Raises
    `ContentError` when there is no such file (`text` is None) or it has problems.
    """
    if text is None:
        raise ContentError([problem("no-settings", path=PATH)])
    values, places = read_yaml(text.removeprefix("\ufeff"), path=PATH)
    if base_url:
        values = {**values, "base_url": base_url}
    settings, findings = read_fields(Settings, values)
    matter = FrontMatter(values=values, places=places)
    problems = [one.locate(PATH, matter) for one in findings]
    found = [*_of_themes(settings.themes, icons), *_of_checks(settings.checks)] if settings else []
    problems += [one.locate(PATH, matter) for one in found]
    if settings is None or problems:
        raise ContentError(problems)
    return settings


def _of_themes(themes: Sequence[Theme], icons: Collection[str] | None) -> list[Finding]:
    """Return what is wrong with themes that are each well written: slugs, and unknown icons."""
    slugs = [theme.slug for theme in themes]
    found = [
        finding(("themes", number, "slug"), "theme-twice")
        for number, slug in enumerate(slugs)
        if slug in slugs[:number]
    ]
    for number, theme in enumerate(themes):
        if icons is not None and theme.icon not in icons:
            near = get_close_matches(theme.icon, sorted(icons), n=1, cutoff=0.6)
            code = "unknown-icon-near" if near else "unknown-icon"
            said = {"near": near[0]} if near else {}
            found.append(finding(("themes", number, "icon"), code, value=theme.icon, **said))
    return found


def _of_checks(checks: Iterable[str]) -> Iterator[Finding]:
    """Find names that no check has."""
    for name in checks:
        if wrong := unknown_check(name):
            code, values = wrong
            yield finding(("checks", name), code, **values)
