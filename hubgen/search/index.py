"""The index of a language: which pages are in it, and the files that it is published as.

`index.json` says what there is, and is asked for first. All other files are in a folder that is
named by what they hold, so that a browser never puts those of two builds together.
"""

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b

from hubgen.cache import Cache, key
from hubgen.edition import Edition
from hubgen.kinds.base import Entry
from hubgen.pool import spread
from hubgen.search.lookup import Lookup, json_text, lookup_of, unpacked
from hubgen.search.results import CARDS, card_files, facets, text_files
from hubgen.search.said import Said, said_by
from hubgen.search.weighing import Share, share_of
from hubgen.search.words import stop_words
from hubgen.views.links import Links

Page = tuple[int, Said]


class Search:
    """What is to be looked in, by language."""

    def __init__(self, edition: Edition, lookups: Mapping[str, Lookup]) -> None:
        self._edition = edition
        self._lookups = lookups

    @property
    def count(self) -> int:
        """How many pages are found."""
        return sum(len(searched(self._edition, lang)) for lang in self._lookups)

    def files(self, address: str, links: Links) -> Iterator[tuple[str, bytes]]:
        """Yield each file of a language's index with its address; `address` is the first one's."""
        entries = searched(self._edition, links.lang)
        lookup = self._lookups[links.lang]
        texts = list(text_files([said_by(one, links.library) for one in entries]))
        files = {**lookup.files, **dict(card_files(entries, links))}
        files |= {f"texts-{number}.json": text for number, (_, text) in enumerate(texts)}
        folder = address.rpartition("/")[0]
        digest = blake2b(digest_size=6)
        for name, text in sorted(files.items()):
            data = text.encode()
            digest.update(f"{name} {len(data)}\n".encode() + data)
        version = digest.hexdigest()
        first = {
            "version": version,
            "letters": lookup.letters,
            "firsts": lookup.firsts,
            "cards": CARDS,
            "texts": [first for first, _ in texts],
            "stop": sorted(stop_words(links.lang)),
            **facets(entries, links),
        }
        yield address, json_text(first).encode()
        for name, text in files.items():
            yield f"{folder}/{version}/{name}", text.encode()


def make_search(edition: Edition, cache: Cache, jobs: int) -> Search:
    """Return what is looked in, or nothing where the settings turn search off.

    Of a language in which no page says anything else than in an earlier build, the lookup files
    are that build's.
    """
    if not edition.settings.search:
        return Search(edition, {})
    langs = {one.lang for one in edition.plan.targets}
    return Search(edition, {lang: _lookup(edition, lang, cache, jobs) for lang in sorted(langs)})


def searched(edition: Edition, lang: str) -> list[Entry]:
    """Return the pages that are found in a language, in the order of their addresses."""
    library = edition.library
    found = [
        one
        for one in library.entries
        if one.lang == lang and not library.is_expired(one) and not one.fields.draft
    ]
    return sorted(found, key=library.address)


def _lookup(edition: Edition, lang: str, cache: Cache, jobs: int) -> Lookup:
    pages = [said_by(one, edition.library) for one in searched(edition, lang)]
    remembered = key("search", cache.program(), lang, *(one.digest for one in pages))
    if done := cache.get(remembered):
        return unpacked(done)

    # Where a text changed, most of its words did not.
    of_words = key("roots", cache.program(), lang)
    packed = cache.get(of_words)
    known: dict[str, str] = json.loads(zlib.decompress(packed)) if packed else {}

    def work(share: Sequence[Page]) -> Share:
        return share_of(share, lang, known)

    shares = spread(work, list(enumerate(pages)), jobs)
    new = {word: its for share in shares for word, its in share.roots.items()}
    used = {word: known.get(word) or new[word] for share in shares for word in share.forms}
    lookup = lookup_of(shares, used, lang)
    cache.put(remembered, lookup.packed())
    if new:
        text = json.dumps(used, sort_keys=True)
        cache.put(of_words, zlib.compress(text.encode(), 1))
    return lookup
