"""The lookup files: which pages have a word, in files so small that a reader needs only a few.

- `words-0.json` holds the words that begin with some letters, as they are written, in lists: in the
  first those of one page, in the next those of two or three, then of four to seven, and so on. It
  is for words that are typed in part, or with a mistake.
- `pages-0.json` holds a stretch of the alphabet of roots, each with its pages and their weights in
  turn: `"net": [3, 40, 2, 12]` is page 3 with weight 40, and page 5 with weight 12.
"""

import json
import zlib
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from hubgen.classes import dataclass
from hubgen.search.compounds import parts_of
from hubgen.search.weighing import WEIGHT_BITS, Share

CHUNK = 32_000
"""Characters after which a file is full; compressed they are some ten thousand bytes."""

_PART = 0.35  # what a part of a compound weighs, of what the word itself does
_WEIGHT = (1 << WEIGHT_BITS) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """The lookup files of a language."""

    files: Mapping[str, str]
    """The text of each, by its name."""
    letters: tuple[str, ...]
    """The letters of each file of words; `_` is any other character."""
    firsts: tuple[str, ...]
    """The first root in each file of pages."""

    def packed(self) -> bytes:
        """Return all of it in bytes, for a cache."""
        return zlib.compress(json.dumps([dict(self.files), self.letters, self.firsts]).encode(), 1)


def unpacked(data: bytes) -> Lookup:
    """Return what was packed."""
    files, letters, firsts = json.loads(zlib.decompress(data))
    return Lookup(files=files, letters=tuple(letters), firsts=tuple(firsts))


def lookup_of(shares: Sequence[Share], root_of: Mapping[str, str], lang: str) -> Lookup:
    """Return the lookup files of what was gathered of all pages, given the roots of their words."""
    postings: dict[str, array[int]] = {}
    forms: Counter[str] = Counter()
    for share in shares:
        for root, those in share.postings.items():
            postings.setdefault(root, array("Q")).extend(those)
        forms.update(share.forms)
    _add_parts(postings, root_of, lang)
    chunks = list(_chunks(postings))
    groups = list(_groups(forms))
    files = {f"pages-{number}.json": text for number, (_, text) in enumerate(chunks)}
    files |= {f"words-{number}.json": text for number, (_, text) in enumerate(groups)}
    return Lookup(
        files=files,
        letters=tuple(letters for letters, _ in groups),
        firsts=tuple(first for first, _ in chunks),
    )


def json_text(value: object) -> str:
    """Return a value as JSON without white space; no character in it is an at sign."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("@", "\\u0040")


def _add_parts(postings: "dict[str, array[int]]", root_of: Mapping[str, str], lang: str) -> None:
    """Have each part of a compound lead to the compound's pages too, with less weight."""
    added: dict[str, array[int]] = {}
    for root, parts in parts_of(postings, root_of, lang).items():
        less = [
            posting & ~_WEIGHT | max(1, round((posting & _WEIGHT) * _PART))
            for posting in postings[root]
        ]
        for part in parts:
            added.setdefault(part, array("Q")).extend(less)
    for part, those in added.items():
        postings.setdefault(part, array("Q")).extend(those)


def _chunks(postings: "Mapping[str, array[int]]") -> Iterator[tuple[str, str]]:
    """Yield each file of pages with its first root."""
    first, size = "", 0
    parts: list[str] = []
    for root in sorted(postings):
        part = f'"{root}":[{",".join(map(str, _in_turn(postings[root])))}]'
        if parts and size + len(part) > CHUNK:
            yield first, "{" + ",".join(parts) + "}"
            parts, size = [], 0
        first = first if parts else root
        parts.append(part)
        size += len(part)
    if parts:
        yield first, "{" + ",".join(parts) + "}"


def _in_turn(postings: Iterable[int]) -> Iterator[int]:
    """Yield how far each page is from the one before, and the greatest weight that it has."""
    weights: dict[int, int] = {}
    for posting in sorted(postings):  # so that the greatest weight of a page comes last
        weights[posting >> WEIGHT_BITS] = posting & _WEIGHT
    before = 0
    for page, weight in weights.items():
        yield page - before
        yield weight
        before = page


def _groups(forms: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Yield each file of words with its letters; the words of one letter are in one file."""
    by_letter: dict[str, list[str]] = {}
    for form in sorted(forms):
        if not form.isdecimal():  # the nearest number is another number
            letter = form[0] if "a" <= form[0] <= "z" else "_"
            by_letter.setdefault(letter, []).append(form)
    letters, group, size = "", list[str](), 0
    for letter, words in sorted(by_letter.items()):
        length = sum(map(len, words)) + len('"",') * len(words)
        if letters and size + length > CHUNK:
            yield letters, json_text(_by_frequency(group, forms))
            letters, group, size = "", [], 0
        letters += letter
        group += words
        size += length
    if letters:
        yield letters, json_text(_by_frequency(group, forms))


def _by_frequency(words: Sequence[str], forms: Mapping[str, int]) -> list[list[str]]:
    """Return words in lists, by the power of two that as many pages have them."""
    lists: list[list[str]] = []
    for word in words:
        place = forms[word].bit_length() - 1
        lists.extend([] for _ in range(place + 1 - len(lists)))
        lists[place].append(word)
    return lists
