"""Articles: news, background, guides and interviews."""

from typing import Literal

from hubgen.fields import Many, OrganisationRef
from hubgen.kinds.base import AnyOne, Backlinks, Entry, Hub, Kind, Page, Schema, Step
from hubgen.kinds.schema import schema_named, schema_type, schema_who


class Article(Page):
    """The fields of an article."""

    type: Literal["", "news", "background", "guide", "interview", "report", "podcast"] = ""
    authors: Many[AnyOne] = ()
    organisation: Many[OrganisationRef] = ()
    steps: Many[Step] = ()


def _describe(article: Article, entry: Entry, hub: Hub) -> Schema:
    """Return schema.org's Article, or HowTo where it has steps."""
    lang = entry.lang
    described = schema_type(entry, "HowTo" if article.steps else "Article", hub) | {
        "author": [schema_who(one, lang, hub) for one in article.authors]
        or [schema_named(one, lang, hub) for one in article.organisation],
        "publisher": [schema_named(one, lang, hub) for one in article.organisation],
    }
    if not article.steps:
        return described | {"headline": article.title}
    steps = [
        {
            "@type": "HowToStep",
            "position": number,
            "name": step.title,
            "text": entry.texts[f"steps[{number}].text"].text if step.text else step.title,
        }
        for number, step in enumerate(article.steps, 1)
    ]
    return described | {"step": steps}


ARTICLE = Kind(
    name="article",
    folder="articles",
    model=Article,
    describe=_describe,
    backlinks=(Backlinks(name="named_in", folder=""),),
    order="date",
)
