"""Articles: news, background, guides and interviews."""

from typing import Annotated, Literal

from hubgen.about import About, Words
from hubgen.fields import Many, OrganisationRef
from hubgen.kinds.base import Backlinks, Entry, Hub, Kind, Schema
from hubgen.kinds.fields import Page
from hubgen.kinds.parts import AnyOne, Step
from hubgen.kinds.schema import schema_named, schema_steps, schema_type, schema_who

TYPES = Words(
    {
        "news": ("nieuws", "news"),
        "background": ("achtergrond", "background"),
        "guide": ("handleiding", "guide"),
        "interview": ("interview", "interview"),
        "report": ("verslag", "report"),
        "podcast": ("podcast", "podcast"),
    }
)


class Article(Page):
    """The fields of an article."""

    type: Annotated[
        Literal["", "news", "background", "guide", "interview", "report", "podcast"],
        TYPES,
        About(
            nl=("Soort", "Wat voor artikel het is."),
            en=("Type", "What kind of article it is."),
            example="interview",
            group="what",
        ),
    ] = ""
    authors: Annotated[
        Many[AnyOne],
        About(
            nl=(
                "Schrijvers",
                "Wie het schreef: de naam van iemands bestand, of een naam met een functie.",
            ),
            en=("Authors", "Who wrote it: the name of someone's file, or a name with a role."),
            example=[{"name": "Voornaam Achternaam"}],
            example_en=[{"name": "Firstname Surname"}],
            group="who",
        ),
    ] = ()
    organisation: Annotated[
        Many[OrganisationRef],
        About(
            nl=("Organisatie", "Wie het uitgeeft: de naam van het bestand van de organisatie."),
            en=("Organisation", "Who publishes it: the name of the organisation's file."),
            example=["gemeente-utrecht"],
            example_en=["municipality-of-utrecht"],
            group="who",
        ),
    ] = ()
    steps: Annotated[
        Many[Step],
        About(
            nl=(
                "Stappen",
                "Voor een handleiding: wat je doet, stap voor stap. Het kan ook met koppen in "
                "de tekst: ## Stap 1: …",
            ),
            en=(
                "Steps",
                "For a guide: what to do, step by step. Headings in the text do too: ## Step 1: …",
            ),
            example=[
                {"title": "Breng de wijk in kaart", "text": "Begin met de woningen van voor 1975."},
            ],
            example_en=[
                {
                    "title": "Map the neighbourhood",
                    "text": "Begin with the homes from before 1975.",
                },
            ],
            group="what",
        ),
    ] = ()


def _describe(article: Article, entry: Entry, hub: Hub) -> Schema:
    """Return schema.org's Article, or HowTo where it has steps."""
    lang = entry.lang
    steps = schema_steps(article.steps, entry, hub)
    described = schema_type(entry, "HowTo" if steps else "Article", hub) | {
        "author": [schema_who(one, lang, hub) for one in article.authors]
        or [schema_named(one, lang, hub) for one in article.organisation],
        "publisher": [schema_named(one, lang, hub) for one in article.organisation],
    }
    return described | ({"step": steps} if steps else {"headline": article.title})


ARTICLE = Kind(
    name="article",
    folder="articles",
    model=Article,
    about=About(
        nl=("Artikel", "Nieuws, achtergrond, een handleiding of een interview."),
        en=("Article", "News, background, a guide or an interview."),
    ),
    describe=_describe,
    backlinks=(Backlinks(name="named_in", folder=""),),
    order="date",
)
