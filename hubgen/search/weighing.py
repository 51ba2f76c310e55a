"""Weighing: how much each word of a page tells of what the page is about.

A page's own part of BM25F (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009,
section 3.6): a word counts by where it stands, the more often the less each next time. The reader's
browser adds the part of the whole hub: a word that few pages have counts for more.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import field

from hubgen.classes import dataclass
from hubgen.search.said import Said
from hubgen.search.words import root, stop_words, words

MOST = 63
"""The weight of a word that a page is about entirely."""
WEIGHT_BITS = 6
"""A posting is the page's number, and its weight in this many bits."""

_TITLE = 9.0
_SHORT_TITLE = 6.0  # more, shared by the title's words
_SUMMARY = 5.0
_HEADINGS = 3.0
_NAMES = 2.5
_TEXT = 1.0
_MOST_IN_TEXT = 4.0
_USUAL_LENGTH = 300  # words; in a longer text each tells less
_SATURATION = 4.0


@dataclass(slots=True)
class Share:
    """What some pages have, gathered on one processor. Filled here, and read from then on."""

    postings: dict[str, "array[int]"] = field(default_factory=dict)
    """Of each root the pages with their weights, `page << WEIGHT_BITS | weight`."""
    forms: Counter[str] = field(default_factory=Counter)
    """Of each word as it is written, how many pages have it."""
    roots: dict[str, str] = field(default_factory=dict)
    """The roots of words that were not known before: finding them is most of the work."""


def share_of(pages: Iterable[tuple[int, Said]], lang: str, known: Mapping[str, str]) -> Share:
    """Return the postings of some pages, given with their numbers; the roots of words are known."""
    share = Share()

    def rooted(word: str) -> str:
        found = known.get(word) or share.roots.get(word)
        if found is None:
            found = share.roots[word] = root(word, lang)
        return found

    for number, said in pages:
        weights, forms = _weighed(said, stop_words(lang), rooted)
        share.forms.update(forms)
        for one, weight in weights.items():
            share.postings.setdefault(one, array("Q")).append(number << WEIGHT_BITS | weight)
    return share


def _weighed(
    said: Said, skipped: Set[str], rooted: Callable[[str], str]
) -> tuple[dict[str, int], set[str]]:
    """Return the weight of each root in a page, from 1 to `MOST`, and the words as written."""
    forms: set[str] = set()

    def counted(text: str) -> Counter[str]:
        found = [word for word in words(text) if word not in skipped]
        forms.update(found)
        return Counter(map(rooted, found))

    total: dict[str, float] = {}

    def add(weighed: dict[str, float]) -> None:
        for one, weight in weighed.items():
            total[one] = total.get(one, 0.0) + weight

    title = counted(said.title)
    for_each = _TITLE + _SHORT_TITLE / max(1, len(title))
    add(dict.fromkeys(title, for_each))
    add(dict.fromkeys(counted(said.summary), _SUMMARY))
    add(dict.fromkeys(counted(said.headings), _HEADINGS))
    add(dict.fromkeys(counted(said.names), _NAMES))
    text = counted(said.text)
    length = 0.5 + 0.5 * max(1.0, text.total() / _USUAL_LENGTH)
    add({one: min(_MOST_IN_TEXT, _TEXT * count / length) for one, count in text.items()})
    return {
        one: max(1, round(MOST * weight / (weight + _SATURATION))) for one, weight in total.items()
    }, forms
