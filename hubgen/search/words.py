"""Words: a text as the words that are looked up, and what all forms of a word have in common.

`static/search/words.js` does the same to what a reader types; a test compares the two.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from functools import cache, lru_cache

import snowballstemmer  # type: ignore[import-untyped] # has no types

LONGEST = 40
"""The most letters of a word that is looked up; what is longer is an address or a mistake."""

_ALGORITHMS = {"nl": "dutch_porter", "en": "english"}
_WORD = re.compile(r"[^\W_]+")
_OTHER = re.compile(r"[^\x00-\x7f]+")  # no letter of ASCII is an accent
_TWINS = re.compile(r"([bcdfgklmnprst])\1$")
_LONG_VOWEL = re.compile(r"([aeou])\1([^aeiou]+)$")
_IRREGULAR = {"kinder": "kind", "led": "lid", "sted": "stad"}
_SHORTEST = 3  # letters that are left of a word when its end is taken off

_STOP_WORDS = {
    "nl": """aan al alle als bij dan dat de der deze die dit door dus een en er ge had heb hebben
        heeft het hier hij hoe hun iets ik in is ja je kan met mijn na naar niet nog nu of om ons
        onze ook op over te tot u uit uw van voor was wat we wel werd wie wij wordt worden zal ze
        zich zij zijn zo zoals""",
    "en": """a about all an and are as at be been but by can do for from had has have how if in into
        is it its more no not of on or our so than that the their them then there these they this
        to up us was we were what when which who will with you your""",
}


def words(text: str) -> list[str]:
    """Return the words of a text in their order, without capitals and accents.

    A single letter is no word, and neither is what is longer than `LONGEST`.
    """
    return [word for word in _found(text) if _is_word(word)]


def word_counts(text: str) -> dict[str, int]:
    """Return how often each word of a text is in it."""
    return {word: count for word, count in Counter(_found(text)).items() if _is_word(word)}


def _found(text: str) -> list[str]:
    if not text.isascii():
        apart = unicodedata.normalize("NFKD", text)
        text = _OTHER.sub(lambda found: _unmarked(found[0]), apart)
    found: list[str] = _WORD.findall(text.lower())
    return found


def _is_word(word: str) -> bool:
    return (1 < len(word) <= LONGEST) or word.isdecimal()


@lru_cache(maxsize=4096)  # nearly all are a single accent, or a mark of punctuation
def _unmarked(text: str) -> str:
    return "".join(one for one in text if not unicodedata.category(one).startswith("M"))


@cache
def stop_words(lang: str) -> frozenset[str]:
    """Return the words of a language that are on every page, and tell none from another."""
    return frozenset(_STOP_WORDS[lang].split())


def root(word: str, lang: str) -> str:
    """Return what the forms of a word have in common: `warmtenet` of `warmtenetten`.

    It is Snowball's stem, and for Dutch more: Dutch spells one stem in several ways (brug, bruggen;
    huis, huizen; materiaal, materialen).
    """
    if lang == "nl":
        return _dutch(word)
    if word.startswith("internation"):
        return "internation"  # here the versions of Snowball differ
    return _stemmer(lang)(word)


@cache
def _stemmer(lang: str) -> Callable[[str], str]:
    stem: Callable[[str], str] = snowballstemmer.stemmer(_ALGORITHMS[lang]).stemWord
    return stem


def _dutch(word: str) -> str:
    if word.endswith(("ieen", "eeen")):  # energieën, ideeën
        word = word[:-2]
    stem = _stemmer("nl")(word)
    stem = _TWINS.sub(r"\1", stem)
    if stem.endswith(("kt", "pt")) and len(stem) > _SHORTEST + 1:  # samenwerkt
        stem = stem[:-1]
    stem = _without(stem, "s")
    stem = _without(stem, "e")
    stem = _TWINS.sub(r"\1", stem)
    if stem.endswith("v"):
        stem = f"{stem[:-1]}f"
    if stem.endswith("z"):
        stem = f"{stem[:-1]}s"
    stem = _without(stem, "s")
    stem = _LONG_VOWEL.sub(r"\1\2", stem)
    return _IRREGULAR.get(stem, stem)


def _without(stem: str, end: str) -> str:
    return stem[:-1] if stem.endswith(end) and len(stem) > _SHORTEST else stem
