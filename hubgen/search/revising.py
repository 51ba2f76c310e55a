"""Revising: the lookup files where a few pages say something else, without going through all."""

import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from hubgen.search.compounds import known_words, parts_of
from hubgen.search.lookup import (
    Lookup,
    cut,
    file_of_pages,
    files_of_words,
    in_turn,
    out_of_turn,
    root_text,
    weights_in,
)
from hubgen.search.weighing import Bag

Change = tuple[Bag, Bag]
"""What a page had before, and what it has now."""


def revised(
    before: Lookup,
    changes: Mapping[int, Change],
    roots: Mapping[str, str],
    lang: str,
    *,
    bag_of: Callable[[int], Bag],
    text_of: Callable[[str], str],
) -> Lookup:
    """Return what `lookup_of` would of all pages, where those that changed have the same numbers.

    `roots` has the root of each word in the changes. `bag_of` gives what is in a page that did not
    change, `text_of` a file of pages by its name; what they raise comes through.
    """
    forms = _forms(before.forms, changes.values())
    known = before.root_of
    root_of, parts = known, before.parts
    if forms.keys() != known.keys():
        root_of = {form: known.get(form) or roots[form] for form in forms}
        parts = _parts(before, root_of, lang)
    both = {**roots, **known}
    files = _Files(before, text_of)
    recut = {root for root in {*parts, *before.parts} if parts.get(root) != before.parts.get(root)}
    changes = dict(changes)
    others = {page for root in recut for page in files.weights(root)} - changes.keys()
    for number in sorted(others):
        bag = bag_of(number)
        changes[number] = (bag, bag)

    edits: dict[str, dict[int, int]] = {}
    for number, (old, new) in changes.items():
        had, has = weights_in(old, both, before.parts), weights_in(new, both, parts)
        for root in had.keys() | has.keys():
            if had.get(root) != has.get(root):
                edits.setdefault(root, {})[number] = has.get(root, 0)
    pages, sizes, texts = _with(edits, files, before)
    words = before.words
    if any(
        before.forms.get(form, 0).bit_length() != forms.get(form, 0).bit_length()
        for form in before.forms.keys() | forms.keys()
    ):
        groups = files_of_words(forms)
        words = [(letters, name) for letters, name, _ in groups]
        texts |= {name: text for _, name, text in groups}
    return Lookup(
        forms=forms,
        root_of=root_of,
        parts=parts,
        sizes=sizes,
        pages=pages,
        words=words,
        texts=texts,
    )


class _Files:
    """The files of pages as they were, each read when one of its roots is asked for."""

    def __init__(self, before: Lookup, text_of: Callable[[str], str]) -> None:
        self._firsts = [first for first, _, _ in before.pages]
        self._names = [name for _, _, name in before.pages]
        self._sizes = before.sizes
        self._text_of = text_of
        self._read: dict[int, dict[str, list[int]]] = {}

    def numbers(self, root: str) -> Sequence[int]:
        """Return the pages of a root in turn; none of one that was not there."""
        if root not in self._sizes:
            return ()
        place = bisect_right(self._firsts, root) - 1
        if place not in self._read:
            self._read[place] = json.loads(self._text_of(self._names[place]))
        return self._read[place][root]

    def weights(self, root: str) -> dict[int, int]:
        """Return the pages of a root, each with what the root weighs there."""
        return out_of_turn(self.numbers(root))


def _forms(before: Mapping[str, int], changes: Iterable[Change]) -> dict[str, int]:
    """Return how many pages have each word now, in alphabetical order."""
    change: Counter[str] = Counter()
    for old, new in changes:
        change.subtract(old.keys())
        change.update(new.keys())
    forms = dict(before)
    for form, more in change.items():
        if more:
            forms[form] = forms.get(form, 0) + more
    if forms.keys() != before.keys():
        forms = dict(sorted(forms.items()))
    return {form: count for form, count in forms.items() if count}


def _parts(before: Lookup, root_of: Mapping[str, str], lang: str) -> dict[str, Sequence[str]]:
    """Return the parts of compounds, where some words came or went.

    A root can be cut otherwise only where such a word is at its beginning or its end.
    """
    was, known = known_words(before.root_of), known_words(root_of)
    other = tuple(word for word in {*was, *known} if was.get(word) != known.get(word))
    own, had = set(root_of.values()), set(before.root_of.values())
    again = {
        root for root in own if root not in had or root.startswith(other) or root.endswith(other)
    }
    found = {root: its for root, its in before.parts.items() if root in own and root not in again}
    found.update(parts_of(sorted(again), root_of, lang))
    return found


def _with(
    edits: Mapping[str, Mapping[int, int]], files: _Files, before: Lookup
) -> tuple[list[tuple[str, int, str]], dict[str, int], dict[str, str]]:
    """Return the files of pages, the length of each root, and the texts of files that are other."""
    sizes = dict(before.sizes)
    texts = {}
    for root, its in edits.items():
        weights = {page: one for page, one in {**files.weights(root), **its}.items() if one}
        if weights:
            texts[root] = root_text(root, in_turn(dict(sorted(weights.items()))))
            sizes[root] = len(texts[root])
        else:
            sizes.pop(root, None)
    if not before.sizes.keys() >= sizes.keys():
        sizes = dict(sorted(sizes.items()))

    was = _roots_in(before)
    pages, made = [], {}
    for roots in cut(sizes):
        name = was.get(tuple(roots)) if edits.keys().isdisjoint(roots) else None
        if name is None:
            name, text = file_of_pages(
                texts.get(root) or root_text(root, files.numbers(root)) for root in roots
            )
            made[name] = text
        pages.append((roots[0], len(roots), name))
    return pages, sizes, made


def _roots_in(before: Lookup) -> dict[tuple[str, ...], str]:
    """Return the name of each file of pages by the roots in it."""
    roots = list(before.sizes)
    found, at = {}, 0
    for _, count, name in before.pages:
        found[tuple(roots[at : at + count])] = name
        at += count
    return found
