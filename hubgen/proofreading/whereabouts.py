"""Where a text says that an event is, against where its fields say so."""

import re
from collections.abc import Iterator

from hubgen import places
from hubgen.errors import Problem
from hubgen.expressions import expression
from hubgen.kinds.whereabouts import Location
from hubgen.places import Municipality
from hubgen.proofreading.announcement import (
    ELSEWHERE,
    GATHERING,
    HELD,
    NOT_THIS,
    THIS,
    Announcement,
)
from hubgen.proofreading.days_said import days_in
from hubgen.proofreading.prose import Passage

_LABELS = ("locatie", "waar", "plaats", "adres", "location", "where", "venue", "place", "address")
_LABEL = expression(rf"(?:{'|'.join(_LABELS)})\b")
_LABELLED = expression(rf"(?:{'|'.join(_LABELS)})\b[^.:|\n]{{0,20}}(?:[:|]|$)", re.MULTILINE)
_NAME = expression(
    r"\b(?P<word>in|te|In|Te)\s+"
    r"(?P<name>(?:'s-|’s-|(?:Den|De|Het|The|Sint)\s+)?[A-Z][\w'’-]+"
    r"(?:\s+(?:aan|op|bij|en|de|den|het|van)\s+){0,2}(?:[A-Z][\w'’-]+)?)"
)
_CAPITAL = expression(
    r"(?P<name>(?:'s-|’s-|(?:Den|De|Het|Sint)\s+)?[A-Z][\w'’-]+(?:\s+(?:aan|op|bij|en|de|den|het|van)\s+){0,2}(?:[A-Z][\w'’-]+)?)"
)
_WHOLE = expression(
    r"\b(?:gemeente|provincie|regio|municipality|province|region)\s+(?:of\s+)?$", re.I
)
_GATHERS = expression(
    r"\bvind(?:t|en)\b.{0,80}\bplaats\b|\bplaats\s+in\b|\bkom(?:t|en)\b.{0,80}\b(?:samen|bijeen|bij\s+elkaar)\b"
    r"|\b(?:ben\s+je|bent\s+u|is\s+iedereen)\s+welkom\b|\btakes\s+place\b|\b(?:is|will\s+be)\s+held\b"
    r"|\bmeets?\s+(?:in|at)\b",
    re.IGNORECASE | re.DOTALL,
)
_PLATFORM = r"(?:(?:microsoft|ms)\s+)?(?:teams|zoom|webex|google\s+meet|jitsi)"
_ONLINE = expression(
    rf"\b(?:online|digitaal|digitally)\b(?=\s*(?:[.,;:!)(]|$|(?:via|plaats|samen|bijeen|te\s+volgen|at|from|van|om|tussen|in|on|over)\b|{GATHERING}))(?:\s*(?:,|\()?\s*(?:via|in|on|over)\s+{_PLATFORM})?|\bvia\s+{_PLATFORM}\b",
    re.IGNORECASE,
)
_MIXED = expression(
    r"\b(?:of|or|en|and|ook|also|hybrid\w*|hybride|zowel|both|terug\w*|back|later|opname|recording|"
    r"stream\w*|aanmeld\w*|inschrijv\w*|register|registration|sign|platform|omgeving|formulier|form|"
    r"presentaties|slides|verslag|delen|share|niet|geen|not|no|als|indien|if|wie|who|niet|kan|kunt|kun|can)\b",
    re.IGNORECASE,
)
"""That not the event is online, or not it alone."""
_AT_VENUE = expression(
    rf"\b(?:fysiek\b|fysieke\s+{GATHERING}|in\s+persoon|op\s+locatie|in\s+person|on[\s-]site|face[\s-]to[\s-]face)\b",
    re.IGNORECASE,
)
_ONLY_TIMES = expression(
    r"(?:[\s,.|()\d:–-]|\b(?:van|tot|uur|om|vanaf|tussen|en|from|to|at|until|pm|am|and)\b){0,60}"
)
"""What may stand between a day and the place of that day."""
_STREET = expression(
    r"[A-Z](?<!\w[A-Z])[\w'’-]*(?:straat|laan|plein|weg|gracht|kade|singel|dijk|hof|park)\s+\d{1,4}\b"
)


_MAY_BE_AT_VENUE = expression(
    r"[fio](?:ysiek|n\s+person|n\s+persoon|p\s+locatie|n[\s-]site|ace[\s-]to)"
)
"""The same in small letters, anywhere in a text; it is quick."""


def place(page: Announcement) -> Iterator[Problem]:
    """Find a municipality that the text gives for the event, and that its fields do not have."""
    if not _is_settled(page):
        return
    known = [_municipality_of(one) for one in page.locations if one.is_place]
    if not known or any(one is None for one in known) or not _may_name_place(page):
        return
    theirs = {one.code for one in known if one}
    named = _names_of(page.locations)
    for passage in page.passages:
        for at, said, there in _places_said(passage, page):
            nearby = any(one and _is_around(there, one) for one in known)
            if there.code in theirs or nearby or _is_named(said, named):
                break
            location = next(one for one in page.locations if one.is_place)
            name = "municipality" if location.municipality else "place"
            yield passage.says(
                at,
                said,
                "prose-place",
                value=known[0].name if known[0] else "",
                **page.field(("location", name)),
            )
            break


def online(page: Announcement) -> Iterator[Problem]:
    """Find a text that says online of a place to go to, or a place to go to of what is online."""
    if not _is_settled(page) or not page.locations:
        return
    venues = [one for one in page.locations if one.is_place]
    if venues and not any(one.online for one in page.locations):
        if page.mentions("online", "teams", "zoom", "webex", "digita", "google meet"):
            yield from _said_online(page, venues[0])
    elif (
        not venues
        and _may_name_venue(page)
        and page.event.location is not None
        and page.event.location.online
    ):
        yield from _said_at_venue(page)


def _may_name_place(page: Announcement) -> bool:
    """Tell whether the text can give a place at all; it is quick."""
    if page.mentions(*_LABELS) and _LABELLED.search(page.text):
        return True
    body = f"{page.event.subtitle} {page.event.summary} {page.entry.matter.body}"
    return any(_longest(found["name"]) for found in _NAME.finditer(body))


def _may_name_venue(page: Announcement) -> bool:
    """Tell whether the text can send people to a place; it is quick."""
    if _MAY_BE_AT_VENUE.search(page.small):
        return True
    return page.mentions(*_LABELS) and _STREET.search(page.written) is not None


def _is_settled(page: Announcement) -> bool:
    """Tell whether the place is what it was: of one that changed the text can tell both."""
    event = page.event
    changed = any(change.location or change.status for change in event.changes)
    return event.status != "moved_online" and not changed


def _said_online(page: Announcement, venue: Location) -> Iterator[Problem]:
    for passage in page.passages:
        found = _ONLINE.search(passage.text)
        if not found or _MIXED.search(passage.text) or ELSEWHERE.search(passage.heading):
            continue
        if _LABEL.match(passage.label) or (not passage.label and _is_of_event(passage, page)):
            value = venue.name or venue.place or venue.municipality or venue.street
            yield passage.says(
                found.start(), found[0], "prose-online", value=value, **page.field(("location",))
            )


def _said_at_venue(page: Announcement) -> Iterator[Problem]:
    """Yield where the text sends people to a place, and the fields to a screen."""
    for passage in page.passages:
        text, is_where = passage.text, _LABEL.match(passage.label)
        found = _AT_VENUE.search(text) or (_STREET.search(text) if is_where else None)
        if not found or _MIXED.search(text) or _ONLINE.search(text):
            continue
        if ELSEWHERE.search(passage.heading):
            continue
        if is_where or (not passage.label and _is_of_event(passage, page)):
            yield passage.says(
                found.start(), found[0], "prose-venue", **page.field(("location", "online"))
            )


def _is_of_event(passage: Passage, page: Announcement) -> bool:
    """Tell whether a sentence says how the event of its page is held."""
    if NOT_THIS.search(passage.text):
        return False
    if any(said.can_be(day) for said in days_in(passage.text) for day in page.days):
        return True
    return bool(THIS.search(passage.text)) and bool(HELD.search(passage.text))


def _places_said(passage: Passage, page: Announcement) -> Iterator[tuple[int, str, Municipality]]:
    """Yield the municipalities that a passage gives for the event, with where each stands."""
    text, is_where = passage.text, _LABEL.match(passage.label)
    found = [
        (one.start(), one[0], there)
        for one in (_CAPITAL if is_where else _NAME).finditer(text)
        if (there := _longest(one["name"]))
    ]
    if not found or NOT_THIS.search(text) or ELSEWHERE.search(passage.heading):
        return
    if is_where:
        yield from (one for one in found if not _WHOLE.search(text[: one[0]]))
        return
    days = [one for one in days_in(text) if any(one.can_be(day) for day in page.days)]
    if _GATHERS.search(text) and (days or THIS.search(text)):
        yield from found
    else:
        ends = [one.at + len(one.text) for one in days]
        yield from (
            one for one in found if any(_ONLY_TIMES.fullmatch(text, end, one[0]) for end in ends)
        )


def _longest(name: str) -> Municipality | None:
    """Return the municipality whose name a text begins with."""
    words = name.split()
    for count in range(len(words), 0, -1):
        if there := places.municipality(" ".join(words[:count])):
            return there
    return None


def _municipality_of(location: Location) -> Municipality | None:
    """Return the municipality of a place in the Netherlands, where it is known."""
    if location.country != "NL":
        return None
    return places.municipality(location.municipality or location.place)


def _names_of(locations: tuple[Location, ...]) -> str:
    """Return all words of where an event is."""
    return " ".join(
        word.lower()
        for one in locations
        for word in (one.name, one.street, one.place, one.municipality, one.access)
    )


def _is_named(said: str, named: str) -> bool:
    """Tell whether a name is among the words of the fields: `Utrecht` in `Jaarbeurs Utrecht`."""
    return said.lower().removeprefix("in ").removeprefix("te ") in named


_PROVINCES = {"utrecht": "NL-UT", "groningen": "NL-GR"}
"""Municipalities that a province is called like."""


def _is_around(there: Municipality, known: Municipality) -> bool:
    """Tell whether a name can be that of the province of a municipality."""
    return _PROVINCES.get(there.slug) == known.province
