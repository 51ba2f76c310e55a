"""The lively hub's regular meetings: forms and subjects, spread over two years."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random
from typing import Any

from hubgen.addresses import slugify
from tests.lively.writing import (
    Made,
    organisation_slugs,
    person_slugs,
    texts,
    translate,
    venue,
    write,
)

COUNT = 46
_FIRST = datetime.fromisoformat("2023-11-07 00:00")
_LAST_NEWS = datetime.fromisoformat("2025-03-10 00:00")
_BUSY = 34
"""From which meeting on there is one every nine days."""


def events(random: Random) -> Made:
    """Return the pages of the regular meetings; some of them in English too."""
    made: Made = {}
    words = texts("words")
    forms = list(words["forms"].items())
    subjects = words["subjects"]
    for number in range(COUNT):
        name, form = forms[number % len(forms)]
        subject = subjects[(number * 5 + number // len(subjects)) % len(subjects)]
        day = _day(number)
        title = f"{form['title']}: {_small(subject['title'])}"
        folder, slug = f"events/{day.year}", slugify(title)
        fields = {"title": title, **_fields(random, name, form, subject, number, day)}
        made |= write(folder, fields, _body(random, form, subject, number), slug=slug)
        topic = texts("texts")["english_topics"].get(subject["title"])
        if topic and number % 2 == 0:
            english = {
                "title": f"Meeting: {_small(topic)}",
                "summary": "What others did, what it cost, and time for your own questions.",
            }
            made |= translate(folder, slug, english, "The language of the meeting is Dutch.")
    return made


def _day(number: int) -> datetime:
    """Return the working day of a meeting: every fortnight at first, closer together later on."""
    early = min(number, _BUSY)
    day = _FIRST + timedelta(days=15 * early + 9 * (number - early))
    return day + timedelta(days=7 - day.weekday() if day.weekday() > 4 else 0)


def _small(title: str) -> str:
    return title[:1].lower() + title[1:]


def _fields(
    random: Random,
    name: str,
    form: Mapping[str, Any],
    subject: Mapping[str, Any],
    number: int,
    day: datetime,
) -> dict[str, Any]:
    theme = str(subject["theme"])
    hour = {"breakfast": 8, "lunch": 12}.get(name, random.choice([10, 13, 14, 15]))
    start = day.replace(hour=hour, minute=random.choice([0, 0, 30]))
    end = start + timedelta(minutes=form["minutes"])
    speakers = random.sample(person_slugs(), 3)
    when: dict[str, Any] = {"start": f"{start:%Y-%m-%d %H:%M}", "end": f"{end:%Y-%m-%d %H:%M}"}
    if name == "training":
        when = {"dates": [_meeting(start, end, week, title) for week, title in _LESSONS]}
    elif form["minutes"] >= 150:
        when["programme"] = _programme(start, end, subject, speakers)
    if series := "wethouders-aan-de-keukentafel" if name == "breakfast" else _SERIES.get(theme, ""):
        when |= {"part_of": series, "number": number // 7 + 1}
    guest = [{"name": "Een bewoner uit de buurt", "role": "panelist"}] if number % 4 == 0 else []
    hosts = organisation_slugs("association", "programme_office", "government")
    return {
        "subtitle": f"{subject['question']}?",
        "summary": f"{form['lead'].format(about=subject['about']).partition('. ')[0].rstrip('.')}.",
        **when,
        "location": _location(form, number),
        "organiser": random.choice(hosts),
        "partners": random.sample(organisation_slugs("municipality", "company"), number % 3),
        "speakers": [
            {"person": speakers[0], "role": "speaker", "topic": subject["title"]},
            {"person": speakers[1], "role": "moderator" if number % 2 else "speaker"},
            *guest,
        ],
        "registration": _registration(random, start, number),
        "cost": random.choice(["gratis", "gratis", "25", "€ 60, met lunch"]),
        "audience": form["audience"],
        "themes": list(dict.fromkeys([theme, *(["samen"] if name == "network" else [])])),
        "sdgs": subject["sdgs"],
        "contact": {"name": "Het secretariaat", "email": "agenda@example.org"},
        "recording": f"https://video.example.org/{number}"
        if form["online"] and day.year < 2025
        else "",
        "date": f"{min(start - timedelta(days=50), _LAST_NEWS):%Y-%m-%d}",
    }


_SERIES = {
    "warmte": "leerkring-warmte",
    "circulair": "netwerk-circulaire-inkopers",
    "water": "straat-van-morgen",
}
_LESSONS = ((0, "De basis"), (2, "Aan de slag"), (4, "Terugblik"))


def _meeting(start: datetime, end: datetime, week: int, title: str) -> dict[str, str]:
    later = timedelta(weeks=week)
    times = {"start": f"{start + later:%Y-%m-%d %H:%M}", "end": f"{end + later:%Y-%m-%d %H:%M}"}
    return {**times, "title": title}


def _registration(random: Random, start: datetime, number: int) -> dict[str, Any]:
    return {
        "url": f"https://aanmelden.example.org/{number}",
        "deadline": f"{start - timedelta(days=3):%Y-%m-%d}",
        "capacity": random.choice([12, 30, 60, 120]),
        "eligibility": random.choice(texts("words")["eligibility"]),
    }


def _location(form: Mapping[str, Any], number: int) -> dict[str, Any]:
    if form["online"]:
        return {"online": f"https://meedoen.example.org/{number}", "platform": "Teams"}
    return venue(number) | ({"online": True, "platform": "Zoom"} if number % 5 == 0 else {})


def _programme(
    start: datetime, end: datetime, subject: Mapping[str, Any], speakers: list[str]
) -> list[dict[str, Any]]:  # fmt: skip
    def part(first: int, last: int, title: str, **rest: Any) -> dict[str, Any]:
        clock = [f"{start + timedelta(minutes=one):%H:%M}" for one in (first, last)]
        return {"start": clock[0], "end": clock[1], "title": title, **rest}

    question = f"{subject['question']}?"
    length = int((end - start).total_seconds()) // 60
    return [
        part(-15, 0, "Ontvangst", type="arrival"),
        part(0, 40, f"{subject['title']}: waar staan we?", speakers=[speakers[0]], text=question),
        part(40, 75, "Een voorbeeld uit de praktijk", speakers=[speakers[1]]),
        part(75, 90, "Pauze", type="break"),
        part(90, length, "Aan tafels met uw eigen vraag", type="session"),
        part(length, length + 45, "Napraten", type="social"),
    ]  # fmt: skip


def _body(random: Random, form: Mapping[str, Any], subject: Mapping[str, Any], number: int) -> str:
    words = texts("words")
    practices = [one for one in texts("practices") if one["theme"] == subject["theme"]]
    practice = practices[number % len(practices)]
    points = "\n".join(f"- {one};" for one in subject["points"]).rstrip(";") + "."
    person = random.choice(person_slugs())
    return f"""\
{form["lead"].format(about=subject["about"])}

{subject["what"]}

## Wat u meeneemt

Na afloop weet u:

{points}

## Uit de praktijk

We beginnen bij [{practice["title"]}](../../practices/{slugify(practice["title"])}.md) in
{practice["municipality"]}. Het gesprek wordt voorbereid met
[een vakgenoot](../../people/{person}.md) die er van dichtbij bij was.

## Voor u komt

{random.choice(words["closings"])}
"""
