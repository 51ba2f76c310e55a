"""Compounds: a Dutch word of two words is found by each of them, `warmtenet` by `net`."""

from collections.abc import Iterable, Iterator, Mapping

_SHORTEST_PART = 3  # letters
_SURE_HEAD = 4  # letters of a known word that tell where the next one begins
_VOWELS = frozenset("aeiouy")


def parts_of(
    roots: Iterable[str], root_of: Mapping[str, str], lang: str
) -> Mapping[str, list[str]]:
    """Return the roots of the two parts of each root that is a compound.

    `root_of` has the words of the hub, in which its parts are known, with their roots. Where a word
    can be cut in several places, the one with the longest last part that is known counts.
    """
    if lang != "nl":
        return {}
    known = known_words(root_of)
    found = {}
    for one in roots:
        if parts := next(_cuts(one, known), None):
            found[one] = sorted({*parts} - {one})
    return found


def known_words(root_of: Mapping[str, str]) -> dict[str, str]:
    """Return the words that parts of compounds are known by, with their roots.

    The end of a root is a root already: `rad` in `gemeenterad`.
    """
    return {**root_of, **{one: one for one in root_of.values()}}


def _cuts(word: str, known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the roots of the two parts for each way to cut a word, those of known words first."""
    if not word.isalpha():
        return
    unsure = []
    for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        head, tail = _known_head(word[:at], known), word[at:]
        if not head:
            continue
        if tail in known:
            yield known[head], known[tail]
        elif len(head) >= _SURE_HEAD and _VOWELS.intersection(tail):
            unsure.append((known[head], tail))
    yield from reversed(unsure)


def _known_head(head: str, known: Mapping[str, str]) -> str:
    """Return the word that a compound begins with; an `s` may join it to the next."""
    if head in known:
        return head
    bare = head[:-1]
    return bare if head.endswith("s") and len(bare) >= _SURE_HEAD and bare in known else ""
