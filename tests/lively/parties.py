"""The organisations and the people of the lively hub."""

from random import Random

from hubgen.addresses import slugify
from tests.lively.pictures import portrait
from tests.lively.writing import Made, names, organisation_slugs, sentence, texts, write

_DOES = {
    "municipality": "{title} werkt straat voor straat, en deelt hier wat dat leert.",
    "province": "{title} brengt gemeenten bij elkaar als een vraag over grenzen gaat.",
    "water_board": "{title} zorgt voor water, dijken en peilen, en schuift vroeg aan bij plannen.",
    "association": "{title} verbindt leden in het hele land en organiseert een deel van de agenda.",
    "government": "{title} kent het gebied buiten de bebouwde kom en de regels die er gelden.",
    "company": "{title} bouwt, rekent en adviseert, en laat zien wat iets in het echt kost.",
    "knowledge_institute": "{title} onderzoekt wat werkt, en meet ook na of het bleef werken.",
    "programme_office": "{title} houdt programma's bij elkaar: planning, geld en mensen.",
}


def organisations(random: Random) -> Made:
    """Return the organisations' pages."""
    made: Made = {}
    for one in texts("words")["organisations"]:
        does = _DOES[one["type"]].format(**one)
        slug = slugify(one["title"])
        fields = {
            **one,
            "summary": does,
            "website": f"https://{slug}.example.org/",
            "themes": random.sample([theme["slug"] for theme in texts("words")["themes"]], 2),
        }
        body = f"{does}\n\n## Waar u ons voor belt\n\n- een vraag over een voorbeeld op deze hub\n"
        made |= write("organisations", fields, body + "- een bezoek met uw raad of team")
    return made


def people(random: Random) -> Made:
    """Return the people's pages; two of three have a portrait."""
    words = texts("words")["people"]
    made: Made = {}
    for number, (first, last) in enumerate(names()):
        organisation = organisation_slugs()[number % 25]
        role = words["roles"][number % len(words["roles"])]
        story = words["stories"][number % len(words["stories"])].format(first=first)
        slug = slugify(f"{first} {last}")
        kind = ("png", "jpg", "svg", "", "jpg", "")[number % 6]
        fields = {
            "title": f"{first} {last}",
            "summary": f"{role} bij {_name(organisation)}.",
            "role": role,
            "organisation": organisation,
            "photo": {"src": f"{slug}.{kind}", "alt": f"Portret van {first} {last}"}
            if kind
            else "",
            "email": f"{slug}@example.org" if number % 3 == 0 else "",
            "phone": f"+31 20 000 01 {number:02}" if number % 3 == 0 else "",
            "publish_contact": True if number % 3 == 0 else "",
            "consent": "2024-01-15",
            "links": [{"title": "Eigen pagina", "url": f"https://{slug}.example.org/"}]
            if number % 4 == 0
            else [],
            "themes": [random.choice(texts("words")["themes"])["slug"]],
        }
        if kind:
            made[f"content/people/{slug}.{kind}"] = portrait(random, kind)
        made |= write("people", fields, f"{sentence(story)}\n\nWerkt bij {_link(organisation)}.")
    return made


def _name(slug: str) -> str:
    titles = {slugify(one["title"]): str(one["title"]) for one in texts("words")["organisations"]}
    return titles[slug]


def _link(slug: str) -> str:
    return f"[{_name(slug)}](../organisations/{slug}.md)"
