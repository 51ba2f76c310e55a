"""Whether a text says that one can still register, against the field."""

import re
from collections.abc import Iterator

from hubgen.errors import Problem
from hubgen.expressions import expression
from hubgen.proofreading.announcement import ELSEWHERE, GATHERING, Announcement
from hubgen.proofreading.prose import Passage

_FULL = expression(
    rf"\bvolgeboekt\b|\buitverkocht\b|\bfully\s+booked\b|\bsold\s+out\b"
    rf"|\b{GATHERING}\s+(?:is|zit)\s+(?:(?:helaas|inmiddels|al|nu|helemaal)\s+){{0,2}}vol(?=\s*(?:[.,;:!)]|$|en\b))"
    rf"|\b{GATHERING}\s+is\s+(?:(?:now|already|unfortunately)\s+)?full(?=\s*(?:[.,;:!)]|$|and\b))"
    r"|\bmaxim(?:aal|um)\s+aantal\s+(?:aanmeldingen|deelnemers)\s+(?:is\s+)?(?:inmiddels\s+)?bereikt\b"
    r"|\b(?:alle\s+plaatsen|alle\s+plekken)\s+(?:zijn|waren)\s+(?:inmiddels\s+)?(?:bezet|vergeven|vol)\b"
    r"|\balle\s+(?:plaatsen|plekken)\s+bezet\b|\bno\s+(?:more\s+)?places\s+(?:are\s+)?left\b"
    r"|\ball\s+places\s+(?:are|have\s+been)\s+(?:taken|filled)\b",
    re.IGNORECASE,
)
_CLOSED = expression(
    r"\b(?:aanmelden|inschrijven|aanmelding|inschrijving)\s+(?:kan|is)\s+(?:helaas\s+)?"
    r"(?:niet\s+(?:meer|langer)\b(?:\s+mogelijk\b)?(?=\s*(?:[.,;:!)]|$))|gesloten\b|gestopt\b)"
    r"|\b(?:je\s+kunt\s+je|je\s+kan\s+je|u\s+kunt\s+(?:u|zich))\s+(?:helaas\s+)?niet\s+(?:meer|langer)\s+(?:aanmelden|inschrijven)\b"
    r"|\b(?:aanmelding|inschrijving)\s+is\s+gesloten\b|\bde\s+inschrijving\s+sloot\b"
    r"|\bregistration\s+(?:is|has)\s+(?:now\s+)?closed\b"
    r"|\b(?:no\s+longer|not)\s+possible\s+to\s+(?:register|sign\s+up)\b"
    r"|\byou\s+can\s+no\s+longer\s+(?:register|sign\s+up)\b",
    re.IGNORECASE,
)
_OPEN = expression(
    r"\ber\s+(?:zijn|is)\s+nog\s+(?:\w+\s+)?(?:plaats(?:en)?|plek(?:ken)?)\b(?=\s*(?:[.,;:!)]|$|vrij|beschikbaar|over\b))"
    r"|\b(?:aanmelden|inschrijven)\s+kan\s+nog\b(?!\s+niet)|\bnog\s+(?:plaatsen|plekken)\s+(?:vrij|beschikbaar)\b"
    r"|\b(?:je\s+k[au]nt?\s+je|u\s+k[au]nt?\s+(?:u|zich))\s+nog\s+(?:steeds\s+)?(?:aanmelden|inschrijven)(?=\s*(?:[.,;:!)]|$))"
    r"|\bthere\s+are\s+(?:still\s+)?(?:\w+\s+)?places\s+(?:left|available)\b"
    r"|\byou\s+can\s+still\s+(?:register|sign\s+up)\b",
    re.IGNORECASE,
)
_NEEDED = expression(
    r"\b(?:aanmelden|aanmelding|inschrijven|inschrijving)\s+is\s+(?:wel\s+)?(?:verplicht|nodig|noodzakelijk|vereist)\b"
    r"|\bregistration\s+is\s+(?:required|mandatory|necessary)\b",
    re.IGNORECASE,
)
_UNSURE = expression(
    r"\b(?:als|indien|zodra|wanneer|tot|totdat|na|vanaf|daarna|voordat|mocht|raakt?|if|once|when|until|till|"
    r"after|from|before|unless|as\s+soon|"
    r"geweest|been|(?:19|20)\d\d|vorig\w*|eerder\w*|afgelopen|was|waren|previous|last|were|"
    r"workshops?|deelsessies?|ronde|ochtendsessie|middagsessie|ochtendprogramma|middagprogramma|"
    r"sessie\s+\d|session\s+\d|eerste|tweede|derde|first|second|third|"
    r"fysiek\w*|op\s+locatie|online|on[\s-]site|in\s+person|excursie|lunch|diner|borrel|bus|hotel\w*|"
    r"wachtlijst|waiting\s+list|reservelijst|"
    r"ander\w*|other|agenda)\b",
    re.IGNORECASE,
)
"""That it is so on a condition, at another time, or of a part of the event."""
_REGISTERING = expression(r"aanmeld|inschrijv|regist|sign")
_SHUT = frozenset({"full", "closed", "waiting_list"})


def registration(page: Announcement) -> Iterator[Problem]:
    """Find a text that says full or closed of what is open in the field, or the other way about."""
    if not page.mentions(
        "vol",
        "uitverkocht",
        "bereikt",
        "bezet",
        "aanmeld",
        "inschrijv",
        "nog pla",
        "nog plek",
        "booked",
        "sold out",
        "full",
        "regist",
        "places",
        "sign up",
    ):
        return
    state, written = page.event.registration.declared, page.event.registration.state
    asked = [
        (pattern, right)
        for pattern, wrong, right in (
            (_FULL, state == "open", "full"),
            (_CLOSED, state == "open", "closed"),
            (_OPEN, written in _SHUT, "open"),
            (_NEEDED, written == "none", "open"),
        )
        if wrong and page.event.status != "cancelled"
    ]
    path = ("registration", "state") if written else ("registration",)
    for passage in page.passages if asked else ():
        for pattern, right in asked:
            found = pattern.search(passage.text)
            if found and not _UNSURE.search(passage.text) and not _is_elsewhere(passage):
                yield passage.says(
                    found.start(),
                    found[0],
                    "prose-registration",
                    state=state,
                    right=right,
                    **page.field(path),
                )
                break


def _is_elsewhere(passage: Passage) -> bool:
    """Tell whether a passage is under a heading of other events; one of registering is not."""
    heading = passage.heading
    return ELSEWHERE.search(heading) is not None and not _REGISTERING.search(heading)
