"""The programmes, tools, articles, services and pages of the lively hub."""

from random import Random

from hubgen.addresses import slugify
from tests.lively.pictures import parcels
from tests.lively.writing import Made, organisation_slugs, person_slugs, texts, translate, write


def programmes(random: Random) -> Made:
    """Return the programmes' pages."""
    made: Made = {}
    for one in texts("words")["programmes"]:
        fields = {
            **{key: one[key] for key in ("title", "subtitle", "type")},
            "summary": one["text"].partition(". ")[0].rstrip(".") + ".",
            "organiser": "programmabureau-straat-van-morgen",
            "participants": [
                f"organisations/{slug}"
                for slug in random.sample(organisation_slugs("municipality"), 4)
            ],
            "period": {"start": "2023-09", "end": "2026-06"},
            "eligibility": "Voor gemeenten, provincies en waterschappen.",
            "website": "https://programma.example.org/",
            "themes": [one["theme"]],
            "contact": random.choice(person_slugs()),
        }
        made |= write(
            "programmes", fields, f"{one['text']}\n\n## Meedoen\n\nDat kan elk half jaar."
        )
    return made


def tools(random: Random) -> Made:
    """Return the tools' pages; the first has a file, the others an address."""
    made: Made = {}
    for number, one in enumerate(texts("texts")["tools"]):
        slug = slugify(one["title"])
        fields = {
            **{
                key: one[key] for key in ("title", "format", "licence", "organisation", "practices")
            },
            "summary": one["text"].partition(". ")[0].rstrip(".") + ".",
            "themes": [one["theme"]],
            "audience": random.sample(texts("words")["audiences"], 2),
            "date": f"2024-{number + 1:02}-20",
            **({"url": f"https://{slug}.example.org/"} if number else {"file": f"{slug}.csv"}),
        }
        if not number:
            made[f"content/tools/{slug}.csv"] = b"huizen,bouwjaar\r\n312,1962\r\n"
        body = f"{one['text']}\n\n## Zo begint u\n\n1. Lees de eerste bladzijde.\n2. Vul uw eigen"
        made |= write("tools", fields, f"{body} cijfers in.\n3. Laat een collega meekijken.")
    return made


def articles(random: Random) -> Made:
    """Return the articles' pages."""
    made: Made = {}
    people = person_slugs()
    for number, one in enumerate(texts("texts")["articles"]):
        slug = slugify(one["title"])
        fields = {
            "title": one["title"],
            "type": one["type"],
            "summary": one["text"].partition(". ")[0].rstrip(".") + ".",
            "date": f"{2024 + number % 2}-0{number % 3 + 1}-{number + 3:02}",
            "authors": [
                people[number * 2],
                *([{"name": "De redactie"}] if number % 3 == 0 else []),
            ],
            "organisation": organisation_slugs()[number],
            "themes": [one["theme"]],
            "steps": [{"title": title, "text": text} for title, text in one.get("steps", [])],
            "image": {"src": f"{slug}.jpg", "alt": "Akkers en sloten van bovenaf"}
            if number % 2 == 0
            else "",
            "resources": [
                {
                    "title": "Alle afleveringen",
                    "url": "https://podcast.example.org/",
                    "type": "podcast",
                }
            ]
            if one["type"] == "podcast"
            else [],
        }
        if number % 2 == 0:
            made[f"content/articles/{slug}.jpg"] = parcels(random)
        made |= write("articles", fields, _article(one["text"], people[number * 2 + 1]))
    return made


def _article(text: str, person: str) -> str:
    return f"""\
{text}

## Wat er op tafel ligt

Een plan begint zelden op een leeg vel. Er ligt een straat, een contract, een belofte uit een vorig
college. Wie dat eerst in kaart brengt, verliest een maand en wint een jaar. Dat is ook de ervaring
van [een collega](../people/{person}.md) die het drie keer deed.

> Je kunt een wijk niet vergaderen. Je kunt er wel naartoe fietsen.

## Wat u morgen kunt doen

- Bel de gemeente die u als voorbeeld noemt.
- Vraag wat er misging.
- Schrijf op wat het kost.
"""


def services(random: Random) -> Made:
    """Return the services' pages."""
    made: Made = {}
    for one in texts("texts")["services"]:
        slug = slugify(one["title"])
        fields = {
            "title": one["title"],
            "organisation": one["organisation"],
            "summary": one["text"].partition(". ")[0].rstrip("?.") + ".",
            "contact": {"name": "Het loket", "email": one["email"], "phone": "+31 20 000 00 10"},
            "url": f"https://{slug}.example.org/",
            "themes": [one["theme"]],
            "audience": random.sample(texts("words")["audiences"], 2),
            "steps": [{"title": title, "text": text} for title, text in one["steps"]],
        }
        made |= write(
            "services", fields, f"{one['text']}\n\n## Wat het kost\n\nNiets, behalve tijd."
        )
    return made


def pages(random: Random) -> Made:
    """Return the pages about the hub, one of them in English too."""
    made: Made = {}
    for one in texts("texts")["pages"]:
        made |= write("pages", {key: one[key] for key in ("title", "summary")}, one["text"])
        if "english" in one:
            english = {"title": one["english_title"], "summary": "What this is, and for whom."}
            made |= translate("pages", slugify(one["title"]), english, one["english"])
    return made
