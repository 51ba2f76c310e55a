"""The index of a language: which pages are in it, and the files that it is published as.

`index.json` says what there is, and is asked for first. All other files are named by what they
hold: a build in which little changed publishes few new ones, and a reader who began before it finds
what belongs together, or has to ask for `index.json` again.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from hubgen.cache import Cache, key, open_cache
from hubgen.edition import Edition
from hubgen.pool import spread
from hubgen.search.keeping import BAGS, CARDS, TEXTS, Keeping, Known, LostError
from hubgen.search.lookup import Lookup, lookup_of
from hubgen.search.making import Made, file_text, make
from hubgen.search.naming import DIGEST, folder_beside, json_text
from hubgen.search.results import facets
from hubgen.search.revising import Change, revised
from hubgen.search.stretches import USUAL, Stretch, stretches_of
from hubgen.search.weighing import Bag, Roots
from hubgen.search.words import stop_words


class Search:
    """What is to be looked in, by language."""

    def __init__(self, edition: Edition, indexes: "Mapping[str, Index]") -> None:
        self._edition = edition
        self._indexes = indexes

    @property
    def count(self) -> int:
        """How many pages are found."""
        return sum(one.count for one in self._indexes.values())

    def files(
        self, address: str, lang: str, stands: Callable[[str], bool]
    ) -> Iterator[tuple[str, bytes | None]]:
        """Yield each file of a language's index with its address; `address` is the first one's.

        Without bytes for one that `stands` at its address already.
        """
        folder = folder_beside(address)
        index = self._indexes[lang]
        yield address, index.first()
        for name in index.names():
            its = f"{folder}{name}.json"
            if stands(its):
                yield its, None
                continue
            try:
                text = index.text(name)
            except LostError:
                # What was kept is gone since it was looked for; it is the same when made again.
                index = Index(self._edition, lang, open_cache(None), jobs=1)
                text = index.text(name)
            yield its, text.encode()


def make_search(edition: Edition, cache: Cache, jobs: int) -> Search:
    """Return what is looked in, or nothing where the settings turn search off.

    Made of what is kept of an earlier build, but for the pages that say something else now.
    """
    if not edition.settings.search:
        return Search(edition, {})
    langs = sorted({one.lang for one in edition.plan.targets})
    return Search(edition, {lang: Index(edition, lang, cache, jobs) for lang in langs})


class Index:
    """What is to be looked in, in one language."""

    def __init__(self, edition: Edition, lang: str, cache: Cache, jobs: int) -> None:
        self._edition = edition
        self._lang = lang
        self._stretches = stretches_of(edition, lang, cache.program())
        self._kept = Keeping(cache, lang)
        before = self._kept.index()
        try:
            self._known = self._made(before, jobs)
        except LostError:
            self._known = self._made(None, jobs)
        if self._known != before:
            self._kept.keep(self._known, before)
        self._texts = self._sources()

    @property
    def count(self) -> int:
        """How many pages are found."""
        return sum(len(one.pages) for one in self._stretches)

    def first(self) -> bytes:
        """Return `index.json`."""
        entries = [page.entry for one in self._stretches for page in one.pages]
        lookup = self._known.lookup
        of_stretch = [self._known.stretches[one.name] for one in self._stretches]
        names = {
            "pages": [name for *_, name in lookup.pages],
            "words": [name for _, name in lookup.words],
            "cards": [cards for *_, cards in of_stretch],
            "texts": [texts for *_, texts, _ in of_stretch],
        }
        first = {
            "letters": [letters for letters, _ in lookup.words],
            "firsts": [first for first, *_ in lookup.pages],
            "stretches": [one.first for one in self._stretches],
            "files": {sort: "".join(one[-DIGEST:] for one in its) for sort, its in names.items()},
            "stop": sorted(stop_words(self._lang)),
            **facets(entries, self._edition, self._lang),
        }
        return json_text(first).encode()

    def names(self) -> list[str]:
        """Return the names of all other files; two that hold the same are one."""
        return list(self._texts)

    def text(self, name: str) -> str:
        """Return what is in a file; raises `LostError`."""
        return self._texts[name]()

    def _sources(self) -> dict[str, Callable[[], str]]:
        """Return what gives the text of each file."""
        found: dict[str, Callable[[], str]] = {}
        for one in self._stretches:
            *_, texts, cards = self._known.stretches[one.name]
            found[texts] = self._of_stretch(TEXTS, one.name, one.said)
            found[cards] = self._of_stretch(CARDS, one.name, one.card)
        return found | {name: self._of_lookup(name) for name in self._known.lookup.names}

    def _of_stretch(self, shelf: str, name: str, state: str) -> Callable[[], str]:
        return lambda: file_text(self._kept.row(shelf, name, state))

    def _of_lookup(self, name: str) -> Callable[[], str]:
        return lambda: self._kept.file(name)

    def _made(self, before: Known | None, jobs: int) -> Known:
        """Return what the index is, given what it was; raises `LostError`."""
        was = before.stretches if before else {}
        stale = [
            one for one in self._stretches if was.get(one.name, ())[:2] != (one.said, one.card)
        ]
        roots = Roots(self._lang, before.lookup.root_of if before else {})
        made = self._make(stale, was, roots, jobs)
        addresses = key(*(page.address for one in self._stretches for page in one.pages))
        is_same = before is not None and before.addresses == addresses
        other = [one for one in stale if BAGS in made[one.name].rows]
        had = [self._bags(one, was[one.name][0]) for one in other] if is_same else []
        for name, one in made.items():
            for shelf, (state, row) in one.rows.items():
                self._kept.put(shelf, name, state, row)
        if before is not None and is_same:
            has = [self._bags(one, one.said) for one in other]
            lookup = self._revised(before.lookup, other, had, has, roots)
        else:
            lookup = lookup_of(self._numbered(), roots, self._lang)
        return Known(
            addresses=addresses,
            stretches={
                one.name: (one.said, one.card, *made[one.name].names)
                if one.name in made
                else was[one.name]
                for one in self._stretches
            },
            lookup=lookup,
        )

    def _make(
        self,
        stretches: Sequence[Stretch],
        was: Mapping[str, tuple[str, str, str, str]],
        roots: Roots,
        jobs: int,
    ) -> dict[str, Made]:
        """Return what is known of stretches now, by their names, and learn the roots of words."""

        def work(share: Sequence[Stretch]) -> tuple[dict[str, Made], dict[str, str]]:
            known = set(roots)
            made = {
                one.name: make(one, was.get(one.name), self._kept, self._edition, roots)
                for one in share
            }
            return made, {word: its for word, its in roots.items() if word not in known}

        found: dict[str, Made] = {}
        for made, learned in spread(work, stretches, jobs, each=USUAL):
            found |= made
            roots.update(learned)
        return found

    def _revised(
        self,
        lookup: Lookup,
        stretches: Sequence[Stretch],
        had: Sequence[Mapping[int, Bag]],
        has: Sequence[Mapping[int, Bag]],
        roots: Roots,
    ) -> Lookup:
        """Return the lookup files, where the pages of some stretches have other words."""
        changes: dict[int, Change] = {
            number: (old[number], new[number])
            for old, new in zip(had, has, strict=True)
            for number in new
            if old[number] != new[number]
        }
        if not changes:
            return lookup

        @lru_cache(maxsize=4)  # pages are asked for in their order
        def bags_at(place: int) -> Mapping[int, Bag]:
            return self._bags(self._stretches[place], self._stretches[place].said)

        firsts = [one.first for one in self._stretches]

        def bag_of(number: int) -> Bag:
            return bags_at(bisect_right(firsts, number) - 1)[number]

        return revised(lookup, changes, roots, self._lang, bag_of=bag_of, text_of=self._kept.file)

    def _numbered(self) -> Iterator[tuple[int, Bag]]:
        """Yield all pages with their numbers."""
        for one in self._stretches:
            yield from self._bags(one, one.said).items()

    def _bags(self, stretch: Stretch, state: str) -> dict[int, Bag]:
        """Return the words of the pages of a stretch, by their numbers; raises `LostError`."""
        row = self._kept.row(BAGS, stretch.name, state)
        return {stretch.first + place: bag for place, (_, bag) in enumerate(row.values())}
