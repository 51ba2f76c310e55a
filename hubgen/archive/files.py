"""What is known of a site's files, kept between runs, so that only what changed is read."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

from hubgen.assets import Known
from hubgen.cache import Cache, key
from hubgen.census import FORMAT, Census
from hubgen.pictures import Picture, Variant
from hubgen.settings import Limits

CENSUS = "census"
"""The shelf of what is known of files: of pages, and of all that pages use."""


@contextmanager
def census_of(name: str, cache: Cache | None) -> Iterator[Census | None]:
    """Give what is known of files by a name on the shelf, and keep what is found of them."""
    if not cache:
        yield None
        return
    census = _before(name, cache)
    yield census
    if packed := census.pack():
        cache.shelve(CENSUS, name, FORMAT, packed)


@contextmanager
def known_files(cache: Cache | None) -> Iterator[Known | None]:
    """Give what is known of the files that pages use, and keep what is found of them."""
    with census_of("files", cache) as census:
        yield Known(census, Album(cache)) if cache and census else None


def files_before(cache: Cache | None) -> Known | None:
    """Return what is known of the files that pages use; what is found now is not kept."""
    return Known(_before("files", cache), Album(cache)) if cache else None


class Album:
    """What is known of pictures, by their digests."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache

    def find(self, path: str, digest: str, limits: Limits) -> Picture | None:
        """Return what reading a picture would give; None where that is not known."""
        row = self._cache.get(self._name(path, digest, limits))
        if row is None:
            return None
        width, height, media_type, variants = json.loads(row)
        return Picture(
            path=path,
            digest=digest,
            width=width,
            height=height,
            media_type=media_type,
            variants=tuple(Variant(width=w, height=h, suffix=suffix) for w, h, suffix in variants),
        )

    def add(self, picture: Picture, limits: Limits) -> None:
        """Remember what reading a picture gave."""
        variants = [[one.width, one.height, one.suffix] for one in picture.variants]
        row = [picture.width, picture.height, picture.media_type, variants]
        name = self._name(picture.path, picture.digest, limits)
        self._cache.put(name, json.dumps(row).encode())

    def _name(self, path: str, digest: str, limits: Limits) -> str:
        ending = path.rpartition(".")[2]
        return key(
            "picture", self._cache.program(), ending, digest, f"{limits.image} {limits.pixels}"
        )


def _before(name: str, cache: Cache) -> Census:
    told = cache.from_shelf(CENSUS, name)
    return Census(told[1] if told and told[0] == FORMAT else None, cache.look())
