"""Weighing: how much each word of a page tells of what the page is about.

A page's own part of BM25F (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009,
section 3.6): a word counts by where it stands, the more often the less each next time. The reader's
browser adds the part of the whole hub: a word that few pages have counts for more.
"""

from collections.abc import Mapping

from hubgen.search.said import Said
from hubgen.search.words import root, stop_words, word_counts

Bag = Mapping[str, int]
"""Each word of a page, as it is written, with the weight of its root: from 1 to `MOST`."""

MOST = 63
"""The weight of a word that a page is about entirely."""

_TITLE = 9.0
_SHORT_TITLE = 6.0  # more, shared by the title's words
_SUMMARY = 5.0
_HEADINGS = 3.0
_NAMES = 2.5
_TEXT = 1.0
_MOST_IN_TEXT = 4.0
_USUAL_LENGTH = 300  # words; in a longer text each tells less
_SAME_LENGTH = 50  # words; so that one more does not change what all others weigh
_SATURATION = 4.0


class Roots(dict[str, str]):
    """The roots of words; of one that is not known yet it is found when somebody asks for it."""

    def __init__(self, lang: str, known: Mapping[str, str]) -> None:
        super().__init__(known)
        self._lang = lang

    def __missing__(self, word: str) -> str:
        """Find the root of a word, which is most of the work of an index."""
        found = self[word] = root(word, self._lang)
        return found


def bag_of(said: Said, lang: str, roots: Roots) -> dict[str, int]:
    """Return the words of a page with what each weighs."""
    skipped = stop_words(lang)
    forms: dict[str, str] = {}

    def counted(text: str) -> dict[str, int]:
        found: dict[str, int] = {}
        for word, count in word_counts(text).items():
            if word not in skipped:
                its = forms[word] = roots[word]
                found[its] = found.get(its, 0) + count
        return found

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
    about = sum(text.values()) // _SAME_LENGTH * _SAME_LENGTH
    length = 0.5 + 0.5 * max(1.0, about / _USUAL_LENGTH)
    add({one: min(_MOST_IN_TEXT, _TEXT * count / length) for one, count in text.items()})
    weights = {
        one: max(1, round(MOST * weight / (weight + _SATURATION))) for one, weight in total.items()
    }
    return {form: weights[its] for form, its in sorted(forms.items())}
