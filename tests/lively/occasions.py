"""The lively hub's events that are like no other, and its conference."""

from random import Random

from hubgen.addresses import slugify
from tests.lively.pictures import parcels
from tests.lively.writing import Made, person_slugs, texts, translate, venue, write


def occasions(random: Random) -> Made:
    """Return the pages of the events with a state or form of their own."""
    made: Made = {}
    people = person_slugs()
    found = [one for group in texts("occasions").values() for one in group]
    for number, one in enumerate(found):
        first = str(one["start"] if "start" in one else one["dates"][0]["start"])
        place = one["location"]
        fields = {
            "themes": [texts("words")["themes"][number % 8]["slug"]],
            "organiser": "vereniging-groene-raadhuizen",
            "audience": random.sample(texts("words")["audiences"], 2),
            "speakers": [
                people[(number * 2 + 1) % 40],
                {"person": people[(number * 2) % 40], "role": "host"},
            ],
            "cost": "gratis",
            "date": "2023-06-01",
            **{key: value for key, value in one.items() if key != "text"},
            "location": venue(place) if isinstance(place, int) else place,
        }
        closing = random.choice(texts("words")["closings"])
        body = f"{one['text']}\n\n## Goed om te weten\n\n{closing}"
        made |= write(f"events/{first[:4]}", fields, body, slug=slugify(one["title"]))
    return made


def conference(random: Random) -> Made:
    """Return the conference's page in both languages, with its picture."""
    said = texts("conference")
    folder, slug = "events/2025", slugify(said["fields"]["title"])
    made = write(folder, said["fields"], said["text"], slug=slug)
    made[f"content/{folder}/{said['fields']['image']['src']}"] = parcels(random)
    return made | translate(folder, slug, said["english"], said["english_text"])
