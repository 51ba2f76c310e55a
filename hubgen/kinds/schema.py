"""What all kinds share of schema.org: https://schema.org/."""

import re

from hubgen import places
from hubgen.expressions import expression
from hubgen.fields import Ref
from hubgen.kinds.base import Entry, Hub, Schema
from hubgen.kinds.parts import Step, Who
from hubgen.kinds.whereabouts import Location

# A heading that is a step: `Stap 1: Begin`, `Step 2. Go on`.
_STEP = expression(r"(?:stap|step)\s+\d+\s*[:.–-]\s*(.+)", re.IGNORECASE)


def schema_type(entry: Entry, name: str, hub: Hub) -> Schema:
    """Return the schema.org object that every page has, without empty values."""
    fields = entry.fields
    return {
        "@type": name,
        "@id": hub.url(entry),
        "url": hub.url(entry),
        "name": fields.title,
        "description": fields.summary or None,
        "inLanguage": entry.lang,
    }


def schema_named(ref: Ref | None, lang: str, hub: Hub, name: str = "Organization") -> Schema | None:
    """Return a page that is referred to as a schema.org object of its own kind, named only."""
    if ref is None:
        return None
    found = hub.find(ref, lang)
    if not found:
        return None if ref.strict else {"@type": name, "name": ref.slug}
    described = found.kind.describe(found.fields, found, _Shallow(hub))
    return {key: described[key] for key in ("@type", "@id", "name", "url") if described.get(key)}


def schema_steps(steps: tuple[Step, ...], entry: Entry, hub: Hub) -> list[Schema]:
    """Return the steps of a page as schema.org HowToSteps.

    They are its `steps`, else the headings of its text such as `## Stap 1: Begin`, each with the
    text below it.
    """
    said = [
        (step.title, entry.texts[f"steps[{number}].text"].text if step.text else "", "")
        for number, step in enumerate(steps, 1)
    ]
    return [
        {
            "@type": "HowToStep",
            "position": number,
            "name": title,
            "text": text or title,
            "url": f"{hub.url(entry)}#{anchor}" if anchor else None,
        }
        for number, (title, text, anchor) in enumerate(said or _steps_in_text(entry), 1)
    ]


def _steps_in_text(entry: Entry) -> list[tuple[str, str, str]]:
    """Return title, text and anchor of each heading that is a step."""
    text, at = entry.body.text, 0
    found: list[tuple[str, str, str]] = []
    headings = entry.body.headings
    places = []
    for heading in headings:
        at = text.index(heading.text, at)
        places.append((at, at + len(heading.text)))
        at += len(heading.text)
    for number, heading in enumerate(headings):
        if step := _STEP.fullmatch(heading.text):
            below = [
                n for n in range(number + 1, len(headings)) if headings[n].level <= heading.level
            ]
            end = places[below[0]][0] if below else len(text)
            found.append((step[1], text[places[number][1] : end].strip(), heading.id))
    return found


def schema_who(who: Who, lang: str, hub: Hub) -> Schema | None:
    """Return someone as a schema.org object."""
    if who.person:
        return schema_named(who.person, lang, hub, "Person")
    if not who.name:
        return None
    return {
        "@type": "Person",
        "name": who.name,
        "jobTitle": who.role or None,
        "affiliation": schema_named(who.organisation, lang, hub),
    }


def schema_place(location: Location | None) -> Schema | None:
    """Return a place with its address as a schema.org Place."""
    if not location or not location.is_place:
        return None
    there = places.municipality(location.municipality)  # which may stand there as its code
    municipality = there.name if there else None
    geo = None
    if location.lat is not None and location.lon is not None:
        geo = {"@type": "GeoCoordinates", "latitude": location.lat, "longitude": location.lon}
    return {
        "@type": "Place",
        "name": location.name or location.place or municipality,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": location.street or None,
            "postalCode": location.postcode or None,
            "addressLocality": location.place or municipality,
            "addressCountry": location.country,
        },
        "geo": geo,
    }


class _Shallow:
    """A hub in which no reference leads anywhere, so that describing one page ends there."""

    def __init__(self, hub: Hub) -> None:
        self.settings = hub.settings
        self.now_for = hub.now_for
        self.url = hub.url

    def find(self, _ref: Ref, _lang: str) -> None:
        """Return nothing."""
