"""What a text says that an event costs, against the field."""

import re
from collections.abc import Iterator

from hubgen.errors import Problem
from hubgen.expressions import expression
from hubgen.kinds.event.fields import price
from hubgen.proofreading.announcement import ELSEWHERE, GATHERING, Announcement
from hubgen.proofreading.prose import Passage

_LABEL = expression(
    r"(?:kosten|prijs|entree|toegang|deelname|bijdrage|cost|costs|price|fee|admission|entry)\b"
)
_FREE = r"(?:gratis|kosteloos|free(?:\s+of\s+charge)?)"
_NOTHING = expression(
    rf"\s*(?:{_FREE}|geen|geen\s+kosten|nihil|none|no\s+costs?|€\s*0)\b[\s.!]*", re.I
)
_TAKING_PART = (
    rf"(?:deelname|deelnemen|meedoen|toegang|bijwonen|participation|attendance|admission|entrance|"
    rf"taking\s+part|(?:de|deze|dit|het|this|the)\s+(?:[a-z]+\s+)?{GATHERING})"
)
_FREE_SAID = expression(
    rf"\b{_TAKING_PART}(?:\s+aan\s+[^.,;:]{{1,60}})?\s+(?:is|zijn|are)\s+(?:[a-z]+\s+)?{_FREE}\b(?!\s+[a-z]+(?:en|e)\b)"
    rf"|\bgratis\s+(?:deelname|toegang|deelnemen|meedoen|bijwonen|bij\s+te\s+wonen|toegankelijk|{GATHERING})"
    rf"|\bkosteloos\s+(?:deelnemen|meedoen|bijwonen|bij\s+te\s+wonen|toegankelijk)"
    rf"|\b(?:attend|join|take\s+part|participate)\s+(?:for\s+)?free\b(?:\s+of\s+charge)?"
    rf"|\bfree\s+(?:admission|entrance|participation|{GATHERING})",
    re.IGNORECASE,
)
_AMOUNT = expression(
    r"(?:€|\bEUR)\s?(?P<a>\d{1,4}(?:[.,]\d{2}\b|[.,]-)?)(?![\d.,]*\d)(?!\s*(?:miljoen|mln|miljard|million))"
    r"|(?<![\d.,])(?P<b>\d{1,4}(?:,\d{2})?)\s?(?:euro|eur|€)(?!\w)(?!\s*(?:miljoen|million))",
    re.IGNORECASE,
)
# The entrance of a museum is not that of the event.
_NOT_OF_ANOTHER = (
    r"(?!\s+(?:van|tot|naar|of|to)\s+"
    rf"(?!(?:de|deze|dit|het|onze|the|this|our)\s+(?:[a-z]+\s+)?{GATHERING}))"
)
_CHARGED = expression(
    rf"\b(?:deelname(?:kosten)?|deelnemen|meedoen|toegang(?:sprijs)?|entree|toegangskaart\w*|kaartje|"
    rf"participation|attendance|admission|tickets?|(?:the|our)\s+(?:registration\s+|participation\s+)?fee|"
    rf"(?:deze|de|this|the)\s+(?:[a-z]+\s+)?{GATHERING})\b{_NOT_OF_ANOTHER}[^.;]{{0,40}}?\b(?:kost(?:en)?|is|bedra(?:agt|gen)|costs?)\b",
    re.IGNORECASE,
)
_EACH = expression(
    r"\s*(?:p\.?\s?p\.?\b|per\s+(?:persoon|deelnemer|person|participant)\b|pp\b)", re.IGNORECASE
)
_FREE_WORDS = ("gratis", "kosteloos", "free", "kosten", "geen", "none")
_AMOUNT_WORDS = ("€", "euro", "eur ")
_CONDITION = expression(
    r"\b(?:voor\s+(?:leden|studenten|gemeenten|ambtenaren|bewoners|vrijwilligers|wie)|leden|members?|"
    r"students?|studenten|mits|als|indien|tenzij|behalve|alleen|maar|anders|if|unless|only|except|but|"
    r"vroeg\w*|early|korting|discount|btw|vat|no[\s-]?show\w*|annuler\w*|afmeld\w*|niet\s+verschijn\w*|"
    r"cancel\w*|excursie|excursion|voor\s+(?:de|een|het)|for\s+(?:the|an?)|lunch|diner|parke\w*|parking|trein|treinkaartje|ov|subsidie\w*|subsidy|grant|budget|bespaar\w*|"
    r"besparing\w*|waarde|t\.w\.v|borg|boete|fine|vorig\w*|eerder\w*|previous|last|was|waren|"
    r"boek|book|vervolg\w*|ander\w*|other|tot|until|jaar|maand|year|month|huur|woning\w*)\b",
    re.IGNORECASE,
)
"""That a price is not everybody's, or not the event's."""


def cost(page: Announcement) -> Iterator[Problem]:
    """Find a price in the text that is not the one in the field."""
    event = page.event
    asked = price(event.cost) if event.cost else None
    if asked is None:
        return
    words = _FREE_WORDS if asked else _AMOUNT_WORDS
    if not page.mentions(*words, *_AMOUNT_WORDS):
        return
    free = list(_free(page))
    charged = list(_charged(page))
    if asked and free and not charged:
        yield from (_differs(page, *one) for one in free)
    elif charged and not free:
        amounts = {amount for _, _, _, amount in charged}
        if len(amounts) == 1 and asked not in amounts:
            yield from (_differs(page, *one[:3]) for one in charged)


def _free(page: Announcement) -> Iterator[tuple[Passage, int, str]]:
    """Yield where the text says that taking part costs nothing."""
    for passage in page.passages:
        label = _LABEL.match(passage.label)
        found = _NOTHING.fullmatch(passage.text) if label else None
        found = found or _FREE_SAID.search(passage.text)
        if found and not (_CONDITION.search(passage.text) or ELSEWHERE.search(passage.heading)):
            yield passage, found.start(), found[0]


def _charged(page: Announcement) -> Iterator[tuple[Passage, int, str, float]]:
    """Yield where the text says what taking part costs, and how much."""
    for passage in page.numbered:
        found = list(_AMOUNT.finditer(passage.text))
        if not found:
            continue
        first = found[0]
        amount = _euros(first["a"] or first["b"])
        before, behind = passage.text[: first.start()], passage.text[first.end() :]
        is_price = bool(
            _LABEL.match(passage.label) or _CHARGED.search(before) or _EACH.match(behind)
        )
        if not is_price:
            continue
        sure = len(found) == 1 and not _CONDITION.search(passage.text)
        # A price that is not everybody's makes every other one unsure.
        yield passage, first.start(), first[0], amount if sure else -1.0
        if not sure:
            yield passage, first.start(), first[0], -2.0


def _euros(text: str) -> float:
    return float(text.rstrip("-.,").replace(",", "."))


def _differs(page: Announcement, passage: Passage, at: int, said: str) -> Problem:
    return passage.says(at, said, "prose-cost", value=page.event.cost, **page.field(("cost",)))
