"""The example projects of the lively hub."""

from random import Random

from hubgen.addresses import slugify
from tests.lively.pictures import parcels
from tests.lively.writing import Made, person_slugs, texts, translate, write


def practices(random: Random) -> Made:
    """Return the pages of the projects that `practices.yaml` tells of, some in English too."""
    made: Made = {}
    people = person_slugs()
    projects = texts("practices")
    for number, one in enumerate(projects):
        slug = slugify(one["title"])
        contact = people[(number * 3) % len(people)]
        following = slugify(projects[(number + 1) % len(projects)]["title"])
        also = ["samen"] if number % 4 == 1 and one["theme"] != "samen" else []
        fields = {
            **{key: one[key] for key in _FIELDS if key in one},
            "summary": one["challenge"].partition(". ")[0].rstrip(".") + ".",
            "date": f"{(2023, 2024, 2024)[number % 3]}-{number % 12 + 1:02}-11",
            "themes": [one["theme"], *also],
            "period": {key: one[key] for key in ("start", "end") if one[key]},
            "results": [
                {"label": label, "value": value, "unit": unit}
                for label, value, unit in one["results"]
            ],
            "contacts": [contact, {"name": "Het projectteam", "role": "Achterwacht"}],
            "tools": [
                slugify(tool["title"])
                for tool in texts("texts")["tools"]
                if slug in tool["practices"]
            ],
            "audience": random.sample(texts("words")["audiences"], 2),
            "related": [f"practices/{following}"],
        }
        if one.get("image"):
            alt = "Het projectgebied van bovenaf"
            fields["image"] = {"src": f"{slug}.jpg", "alt": alt, "credit": "Het projectteam"}
            made[f"content/practices/{slug}.jpg"] = parcels(random)
        made |= write("practices", fields, _body(one["challenge"], contact))
    return made | translate("practices", slugify(projects[0]["title"]), _ENGLISH, _ENGLISH_BODY)


_FIELDS = (
    "title", "subtitle", "organisation", "phase", "municipality", "scale", "costs", "part_of",
    "challenge", "approach", "lessons", "sdgs",
)  # fmt: skip
_ENGLISH = {
    "title": "One street at a time",
    "subtitle": "Insulating a neighbourhood of 312 houses",
    "summary": "A fixed team went from house to house, and each street was one contract.",
    "challenge": "312 draughty houses, half of them rented. Subsidies reached few of them.",
    "approach": "The municipality offered each street as **one contract** to a team that stayed.",
}
_ENGLISH_BODY = "## What came next\n\nThe same team went on in the next quarter."


def _body(challenge: str, contact: str) -> str:
    return f"""\
## Hoe het begon

{challenge} Iedereen vond dat er iets moest gebeuren; niemand wist wie er moest beginnen. Een
eerste avond in het buurthuis leverde vooral vragen op, en een lijst met namen van mensen die mee
wilden denken.

## Wat lastig was

- Twee begrotingen, één werk: de afdelingen rekenden elk met hun eigen jaar.
- De planning hing aan een vergunning die later kwam.
- Wie het trok, wisselde halverwege van baan.

> Achteraf hadden we een half jaar eerder moeten bellen.

## Hoe het verder gaat

Het team houdt elk kwartaal bij wat er verandert, en past het plan daarop aan. Meer weten? Vraag
het [de contactpersoon](../people/{contact}.md).
"""
