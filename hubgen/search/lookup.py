"""The lookup files: which pages have a word, in files so small that a reader needs only a few.

- A file of words holds those that begin with some letters, as they are written, in lists: in the
  first those of one page, in the next those of two or three, then of four to seven, and so on. It
  is for words that are typed in part, or with a mistake.
- A file of pages holds a stretch of the alphabet of roots, each with its pages and their weights in
  turn: `"net": [3, 40, 2, 12]` is page 3 with weight 40, and page 5 with weight 12.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from zlib import crc32

from hubgen.search.compounds import parts_of
from hubgen.search.naming import json_text, named
from hubgen.search.weighing import Bag

CHUNK = 32_000
"""Characters after which a file is full; compressed they are some ten thousand bytes."""

_PART = 0.35  # what a part of a compound weighs, of what the word itself does
_WEIGHT_BITS = 6  # a posting is the page's number, and its weight in these bits
_WEIGHT = (1 << _WEIGHT_BITS) - 1
_REACH = 4  # files; a file that grows moves about so many others


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """The lookup files of a language, and all that they are made from but the pages themselves."""

    forms: Mapping[str, int]
    """Of each word as it is written, how many pages have it."""
    root_of: Mapping[str, str]
    """The root of each of them."""
    parts: Mapping[str, Sequence[str]]
    """The parts of each root that is a compound."""
    sizes: Mapping[str, int]
    """How long the text of each root is in its file, in alphabetical order."""
    pages: Sequence[tuple[str, int, str]]
    """The first root of each file of pages, how many are in it, and its name."""
    words: Sequence[tuple[str, str]]
    """The letters of each file of words, and its name; `_` is any other character."""
    texts: Mapping[str, str] = field(default_factory=dict, compare=False)
    """The text of each file that was made now, by its name."""

    @property
    def names(self) -> list[str]:
        """The names of all files."""
        return [name for *_, name in self.pages] + [name for _, name in self.words]


def lookup_of(bags: Iterable[tuple[int, Bag]], root_of: Mapping[str, str], lang: str) -> Lookup:
    """Return the lookup files of all pages, given in order with their numbers."""
    postings: dict[str, array[int]] = {}
    forms: Counter[str] = Counter()
    for number, bag in bags:
        forms.update(bag.keys())
        for root, weight in {root_of[form]: weight for form, weight in bag.items()}.items():
            postings.setdefault(root, array("Q")).append(number << _WEIGHT_BITS | weight)
    root_of = {form: root_of[form] for form in sorted(forms)}
    parts = parts_of(postings, root_of, lang)
    _add_parts(postings, parts)
    texts: dict[str, str] = {}
    sizes = {}
    for root in sorted(postings):
        texts[root] = said = root_text(root, in_turn(_weights(postings.pop(root))))
        sizes[root] = len(said)
    pages, made = [], {}
    for roots in cut(sizes):
        name, text = file_of_pages(map(texts.pop, roots))
        made[name] = text
        pages.append((roots[0], len(roots), name))
    groups = files_of_words(forms)
    return Lookup(
        forms=dict(forms),
        root_of=root_of,
        parts=parts,
        sizes=sizes,
        pages=pages,
        words=[(letters, name) for letters, name, _ in groups],
        texts=made | {name: text for _, name, text in groups},
    )


def weights_in(
    bag: Bag, root_of: Mapping[str, str], parts: Mapping[str, Sequence[str]]
) -> dict[str, int]:
    """Return what each root weighs for a page, the parts of its compounds too."""
    own = {root_of[form]: weight for form, weight in bag.items()}
    found = dict(own)
    for root in own.keys() & parts.keys():
        less = _of_part(own[root])
        for part in parts[root]:
            found[part] = max(less, found.get(part, 0))
    return found


def in_turn(weights: Mapping[int, int]) -> list[int]:
    """Return how far each page is from the one before, and its weight; pages are in order."""
    found = []
    before = 0
    for page, weight in weights.items():
        found.append(page - before)
        found.append(weight)
        before = page
    return found


def out_of_turn(numbers: Sequence[int]) -> dict[int, int]:
    """Return the weights that `in_turn` was given."""
    found = {}
    page = 0
    for place in range(0, len(numbers), 2):
        page += numbers[place]
        found[page] = numbers[place + 1]
    return found


def root_text(root: str, numbers: Iterable[int]) -> str:
    """Return a root in a file of pages."""
    return f'"{root}":[{",".join(map(str, numbers))}]'


def file_of_pages(texts: Iterable[str]) -> tuple[str, str]:
    """Return the name and the text of a file with these roots."""
    text = "{" + ",".join(texts) + "}"
    return named("pages", text), text


def cut(sizes: Mapping[str, int]) -> list[list[str]]:
    """Return the roots in each file of pages, given the lengths of all in order.

    Here and there a file begins whatever is before it, so that what one root takes more does not
    move all that come after it.
    """
    found: list[list[str]] = []
    total = 0
    for root, size in sizes.items():
        if not found or total + size > CHUNK or _begins(root, size):
            found.append([])
            total = 0
        found[-1].append(root)
        total += size
    return found


def _begins(root: str, size: int) -> bool:
    """Tell whether a file begins with a root; likelier for a long one, as files are that long."""
    return crc32(root.encode()) * _REACH * CHUNK < 1 << (size.bit_length() + 32)


def files_of_words(forms: Mapping[str, int]) -> list[tuple[str, str, str]]:
    """Return the letters, the name and the text of each file of words."""
    return [(letters, named("words", text), text) for letters, text in _groups(forms)]


def _add_parts(postings: "dict[str, array[int]]", parts: Mapping[str, Sequence[str]]) -> None:
    """Have each part of a compound lead to the compound's pages too, with less weight."""
    added: dict[str, array[int]] = {}
    for root, its in parts.items():
        less = [posting & ~_WEIGHT | _of_part(posting & _WEIGHT) for posting in postings[root]]
        for part in its:
            added.setdefault(part, array("Q")).extend(less)
    for part, those in added.items():
        both = sorted([*postings.get(part, ()), *those])
        postings[part] = array("Q", both)


def _of_part(weight: int) -> int:
    return max(1, round(weight * _PART))


def _weights(postings: Iterable[int]) -> dict[int, int]:
    """Return the weight of each page, the greatest one: it comes last of a page's."""
    return {posting >> _WEIGHT_BITS: posting & _WEIGHT for posting in postings}


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
