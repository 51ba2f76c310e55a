"""How many meetings a text counts, against how many the fields have."""

import re
from collections.abc import Iterator

from hubgen.errors import Problem
from hubgen.expressions import expression
from hubgen.proofreading.announcement import Announcement
from hubgen.proofreading.prose import Passage
from hubgen.times.words import HOUR_WORDS

_WORDS = sorted((word for word, number in HOUR_WORDS.items() if number > 1), key=len, reverse=True)
_NUMBER = rf"(?P<number>\d{{1,2}}|{'|'.join(_WORDS)})"
_MEETINGS = (
    r"(?:[a-z]+\s+){0,1}?(?:[a-z]+-?)?(?:bijeenkomsten|sessies|middagen|ochtenden|avonden|workshops|webinars|"
    r"trainingsdagen|lesdagen|dagdelen|meetings|sessions|evenings|afternoons|mornings)\b"
)
_MADE_OF = expression(
    r"\b(?:bestaat\s+uit|bestaan\s+uit|omvat|telt|verdeeld\s+over|(?:een\s+)?(?:reeks|serie)\s+van|"
    r"(?:we|wij)\s+komen|consists\s+of|comprises|is\s+made\s+up\s+of|a\s+series\s+of|spread\s+over)"
    rf"\s+(?P<said>{_NUMBER}\s+{_MEETINGS})",
    re.IGNORECASE,
)
_ONE_OF_THEM = expression(
    r"(?:sessie|bijeenkomst|workshop|dag|middag|avond|ochtend|webinar|meeting|session)\s*$",
    re.IGNORECASE,
)
"""That the parts of one meeting are counted."""
_AT_START = expression(rf"\s*(?P<said>{_NUMBER}\s+{_MEETINGS})", re.IGNORECASE)
_OTHERS = expression(
    r"\b(?:vorig\w*|eerder\w*|afgelopen|ander\w*|nog|minimaal|maximaal|minstens|hooguit|ongeveer|circa|per\s+jaar|"
    r"jaarlijks|daarna|eerste|laatste|programma|parallel\w*|tegelijk|"
    r"previous|last|other|more|at\s+least|at\s+most|about|yearly|per\s+year|first|was|were|programme|elk|each|elke)\b",
    re.IGNORECASE,
)


def meetings(page: Announcement) -> Iterator[Problem]:
    """Find a number of meetings in the text that is not how many dates the fields have."""
    dates = page.event.dates
    if len(dates) < 2:
        return
    counts = {len(dates), len([one for one in dates if one.status != "cancelled"])}
    found = [one for passage in page.passages for one in _counted(passage)]
    if any(number in counts for _, _, _, number in found):
        return
    for passage, at, said, _ in found:
        yield passage.says(at, said, "prose-meetings", count=len(dates), **page.field(("dates",)))


def _counted(passage: Passage) -> Iterator[tuple[Passage, int, str, int]]:
    """Yield where a passage says how many meetings the event has."""
    found = _MADE_OF.search(passage.text)
    if not found and passage.field in {("subtitle",), ("summary",)}:
        found = _AT_START.match(passage.text)
    if found and _ONE_OF_THEM.search(passage.text[: found.start()]):
        return
    if found and not _OTHERS.search(passage.text):
        word = found["number"].lower()
        number = int(word) if word.isdigit() else HOUR_WORDS[word]
        yield passage, found.start("said"), found["said"], number
