"""Speakers whom a text names, against those in the fields."""

import re
from collections.abc import Iterator

from hubgen.addresses import slugify
from hubgen.errors import Problem
from hubgen.expressions import expression
from hubgen.kinds.parts import Who
from hubgen.proofreading.announcement import ELSEWHERE, Announcement, items_in
from hubgen.proofreading.prose import Passage

_BETWEEN = r"(?:van|de|den|der|het|'t|’t|ten|ter|te|in|op|von|el|al|bin|di|da|la|le)"
_GIVEN = r"(?:[A-Z]\.\s?){1,4}|[A-ZÀ-Þ][a-zà-ÿ]+(?:-[A-ZÀ-Þ][a-zà-ÿ]+)?"
_FAMILY = r"(?:[A-ZÀ-Þ][a-zà-ÿ]+(?:[-’'][A-ZÀ-Þ]?[a-zà-ÿ]+)*)"
_NAME = rf"(?:{_GIVEN})(?:\s+(?:{_GIVEN}))?(?:\s+{_BETWEEN}){{0,3}}\s+{_FAMILY}(?:\s+{_FAMILY})?"
_TITLE = r"(?i:(?:prof|dr|drs|ir|ing|mr|mrs|ms|dhr|mw|wethouder|burgemeester|professor)\.?\s+){0,3}"
_TITLED = rf"{_TITLE}(?P<name>{_NAME})"
_LABEL = expression(r"(?:spreker|sprekers|speaker|speakers|gastspreker|keynote)\b")
_ITEM = expression(rf"\s*{_TITLED}(?=\s*(?:$|[,;(:.–-]|\ben\b|\band\b|\bvan\b|\bof\b))")
_NEXT = expression(r"\s*(?:\([^)]{0,120}\))?\s*(?:,|;|\ben\b|\band\b|&)\s*")
_GIVES = expression(
    rf"\b(?i:[a-z]*lezing|inleiding|presentatie|keynote|voordracht|toelichting|opening|welkom|workshop|"
    rf"introductie|lecture|talk|presentation|introduction|address|welcome)\b[^.;()]{{0,80}}?"
    rf"\b(?P<by>door|by)\s+{_TITLED}\s*\((?P<of>[^)]{{2,80}})\)"
)
# Each begins with letters, so that it is quick to see that they are nowhere.
_BY_SOMEONE = tuple(expression(rf"{word}\s+[*\[]{{0,3}}[A-ZÀ-Þ]") for word in ("door", "by"))
_CALLED_SPEAKER = tuple(
    expression(
        rf"{word}s?\b(?:\s+(?:zijn|is|are)\b|"
        r"[^|:\n]{0,20}:|[\s*]*\n|[\s*]*\|[^|\n]{1,200}\|[ \t]*$|[\s*]*[.,;)])",
        re.MULTILINE,
    )
    for word in ("spreker", "speaker", "keynote")
)
_AS = expression(
    rf"\b(?:met|with)\s+{_TITLED}\s+als\s+(?:gast|hoofd)?spreker\b"
    rf"|\bwith\s+(?P<name2>{_NAME})\s+as\s+(?:a\s+|the\s+)?(?:guest\s+|keynote\s+)?speaker\b"
)
_ARE = expression(
    r"\s*(?:(?:de|onze|the|our)\s+)?(?:gast|hoofd|guest\s+|keynote\s+)?(?:sprekers?|speakers?)\s+"
    r"(?:zijn|is|are)\s+(?:(?:onder\s+anderen?|onder\s+meer|o\.a\.|among\s+others)\s+)?",
    re.IGNORECASE,
)
_PARTICIPLE = expression(
    r"\b(?:ge[a-z]+(?:d|t|en)|ver[a-z]+(?:d|t)|mogelijk|[a-z]+ed|made|written)\s*$"
)
_MOST = 40
"""Names in one list of speakers; a longer one is something else."""
_OF_ORGANISATIONS = """
    gemeente provincie stichting vereniging ministerie waterschap universiteit hogeschool programma
    platform bureau instituut expertisecentrum kennisinstituut rijkswaterstaat centraal nederlandse
    nederland municipality province university ministry foundation institute association council
    noord zuid oost west team werkgroep college afdeling dienst adviesbureau department working
"""
_NOT_A_PERSON = frozenset(_OF_ORGANISATIONS.split())
_PAST = expression(r"\b(?:vorig\w*|eerder\w*|previous|last|earlier)\b", re.IGNORECASE)


def speakers(page: Announcement) -> Iterator[Problem]:
    """Find someone whom the text calls a speaker and who is not among the speakers."""
    if not _may_name_speaker(page):
        return
    known = list(_known(page))
    any_speaker = bool(page.event.speakers) or any(
        item.speakers for _, item in items_in(page.event.programme)
    )
    for passage in page.passages:
        for at, name, listed in _named(passage):
            if not (listed or any_speaker) or any(_is_same(slugify(name), one) for one in known):
                continue
            if ELSEWHERE.search(passage.heading) or _PAST.search(passage.text):
                continue
            yield passage.says(at, name, "prose-speaker", **page.field(("speakers",)))


def _may_name_speaker(page: Announcement) -> bool:
    """Tell whether a text may call someone a speaker at all; it is quick."""
    return any(one.search(page.text) for one in _CALLED_SPEAKER) or any(
        one.search(page.written) for one in _BY_SOMEONE
    )


def _named(passage: Passage) -> Iterator[tuple[int, str, bool]]:
    """Yield whom a passage calls a speaker, with whether it is a list of speakers."""
    text = passage.text
    are = _ARE.match(text)
    if are or _LABEL.match(passage.label):
        at = are.end() if are else 0
        for _ in range(_MOST):
            found = _ITEM.match(text, at)
            if not found:
                break
            if _is_person(found["name"]):
                yield found.start("name"), found["name"], are is None
            following = _NEXT.match(text, found.end())
            if not following or (passage.listed and passage.label == passage.heading):
                break
            at = following.end()
        return
    for found in (
        _GIVES.finditer(text) if "(" in text and ("door " in text or "by " in text) else ()
    ):
        if not _PARTICIPLE.search(text[: found.start("by")]) and _is_person(found["name"]):
            yield found.start("name"), found["name"], False
    for found in _AS.finditer(text) if "spreker" in text or "speaker" in text else ():
        group = "name" if found["name"] else "name2"
        if _is_person(found[group]):
            yield found.start(group), found[group], False


def _is_person(name: str) -> bool:
    """Tell whether words with capitals can be somebody's name, and are no organisation's."""
    words = name.lower().split()
    return _NOT_A_PERSON.isdisjoint(words) and words[0] not in {"de", "het", "een", "the", "an"}


def _known(page: Announcement) -> Iterator[str]:
    """Yield the slugs of who has a part in the event, or is its contact."""
    event = page.event
    parts: list[Who] = [*event.speakers]
    for _, item in items_in(event.programme):
        parts += item.speakers
    for one in parts:
        if one.person:
            yield one.person.slug
        if one.name:
            yield slugify(one.name)
    if event.contact:
        yield event.contact.person.slug if event.contact.person else slugify(event.contact.name)


def _is_same(said: str, known: str) -> bool:
    """Tell whether two slugs are of one name, of which the first may have initials."""
    if said == known:
        return True
    mine, theirs = said.split("-"), known.split("-")
    if len(mine) < 2 or len(theirs) < 2:
        return bool(set(mine) & set(theirs))
    family = mine[-1] in theirs or theirs[-1] in mine
    return family and mine[0][0] == theirs[0][0]
