"""Articles: news, background, guides and interviews."""

from typing import Literal

from hubgen.about import About
from hubgen.fields import Many, OrganisationRef
from hubgen.kinds.base import AnyOne, Backlinks, Entry, Hub, Kind, Page, Schema, Step
from hubgen.kinds.schema import schema_named, schema_steps, schema_type, schema_who


class Article(Page):
    """The fields of an article."""

    type: Literal["", "news", "background", "guide", "interview", "report", "podcast"] = ""
    authors: Many[AnyOne] = ()
    organisation: Many[OrganisationRef] = ()
    steps: Many[Step] = ()


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
