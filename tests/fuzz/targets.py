"""What is fuzzed: each target is given bytes, and fails where they get what they may not.

In all of them what is raised is what the function says that it raises, and the same is read when
it is read again. hubgen reads no calendars and no feeds of others: what it writes of any text is
read back here by programs that others made.
"""

import re
import shutil
import tempfile
import unicodedata
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

from hubgen import addresses, drawings, ical, images, metadata, times
from hubgen.archive import rows
from hubgen.cache import FILE, open_cache
from hubgen.errors import ContentError, Problem, Unreadable, UnsafePathError
from hubgen.frontmatter import DEEPEST, FrontMatter, Tree, glean, read
from hubgen.kinds import KINDS
from hubgen.markup import Image, Link, Markup, convert
from hubgen.plaintext import is_holdable
from hubgen.syndication import Feed, Item, absolute_html, atom, identifier, json_feed, rss
from hubgen.wording import wording
from tests.fuzz.oracles import (
    LANGUAGES,
    SECONDS_OF_FIELDS,
    check_place,
    check_problems,
    in_time,
    lines_of,
    parts_of,
    text_of,
)
from tests.fuzz.readback import check_atom, check_event, check_json, check_rss
from tests.html_rules import html_faults
from tests.hub import read_all
from tests.test_ical import broken_rules
from tests.test_markup_safety import published, wrong_in

Target = Callable[[bytes], None]

PATH: Final = "content/pages/x.md"
_AMSTERDAM: Final = "Europe/Amsterdam"
_RUNNING: Final = frozenset({"javascript", "vbscript"})
_SLUG: Final = re.compile(r"([a-z0-9]+(-[a-z0-9]+)*)?")
_LONG: Final = 60_000  # characters; front matter has 64,000 bytes
_HOST: Final = re.compile(r"//\[[0-9a-fA-F:.]+\]")
_ROOT: Final = "https://hub.example.org/"
_PAGE: Final = f"{_ROOT}agenda/x/"
_MARCH: Final = datetime(2024, 3, 1, 9, 30, tzinfo=UTC)


def front_matter(data: bytes) -> None:
    """Front matter is read, or is problems within the page; each value has its place."""
    text = text_of(data)
    matter = in_time(lambda: _gleaned(text), SECONDS_OF_FIELDS)
    assert _gleaned(text) == matter
    problems = matter if isinstance(matter, tuple) else matter.problems
    check_problems(problems, text.removeprefix("\ufeff"), path=PATH)
    if not isinstance(matter, FrontMatter):
        assert any(one.severity == "problem" for one in matter)
        return
    with suppress(ContentError):
        assert read(text, path=PATH) == matter
        assert matter.is_sound
    _check_tree(dict(matter.values), DEEPEST)
    lines = lines_of(text.removeprefix("\ufeff"))
    for path in matter.places:
        for place in (matter.key_place(path), matter.value_place(path)):
            check_place(lines, place.line, place.column, place.length)
        found = matter.value(path)
        if isinstance(found, str) and found.strip():
            where = matter.places_in(path, found.strip())
            check_place(lines, *where(1, 1), 0)


def pages(data: bytes) -> None:
    """Any page of any kind is an entry or problems within it, and is remembered as it is."""
    number, text = (data[0] if data else 0), text_of(data[1:])
    path = f"content/{KINDS[number % len(KINDS)].folder}/x.md"
    _, documents = in_time(lambda: read_all({path: text}))
    check_problems(documents.problems, text.removeprefix("\ufeff"), path=path)
    assert read_all({path: text})[1] == documents
    is_broken = any(one.severity == "problem" for one in documents.problems)
    assert bool(documents.entries) is not is_broken
    kept = rows.read(rows.written(documents))
    for entry, told in zip((*documents.entries, *documents.unsound), kept.entries, strict=True):
        assert rows.read_facts(told[-1], ZoneInfo(_AMSTERDAM)) == entry.facts
        assert rows.read_meetings(told[-2]) == entry.meetings


def markdown(data: bytes) -> None:
    """A text is HTML without script or anything else that is not allowed, and soon."""
    text = text_of(data)
    markup = in_time(lambda: _converted(text))
    assert _converted(text) == markup
    _check_markup(markup, text)
    assert list(wrong_in(published(text))) == []
    headings = [one.id for one in markup.headings]
    assert len(set(headings)) == len(headings)
    assert set(headings) <= markup.anchors


def tangles(data: bytes) -> None:
    """However often a piece of text stands in a page, reading it ends soon."""
    before, piece, after = map(_whole, parts_of(data, 3))
    times_over = (_LONG - len(before) - len(after)) // max(1, len(piece))
    text = before + piece * times_over + after
    markup = in_time(lambda: _converted(text))
    check_problems(markup.problems, text, path=PATH, first_line=5)
    page = f"---\n{text}\n---\n"
    matter = in_time(lambda: _gleaned(page), SECONDS_OF_FIELDS)
    problems = matter if isinstance(matter, tuple) else matter.problems
    check_problems(problems, page, path=PATH)


def moments(data: bytes) -> None:
    """A date or a time is what it says when it is written out, or is said to be unreadable."""
    text = text_of(data)
    for reading in (
        times.read_day,
        times.read_clock,
        times.read_when,
        times.read_partial_day,
        times.read_now,
    ):
        _check_moment(reading, text)


def slugs(data: bytes) -> None:
    """A slug is one, whatever it is made of; no address or path leads out of the site."""
    text, other = parts_of(data, 2)
    slug = addresses.slugify(text)
    assert _SLUG.fullmatch(slug), slug
    assert addresses.slugify(slug) == slug
    assert addresses.slugify(unicodedata.normalize("NFC", text)) == (
        addresses.slugify(unicodedata.normalize("NFD", text))
    )
    if addresses.is_slug(slug):
        _check_output(addresses.folder_address("events", slug))
    with suppress(UnsafePathError):
        _check_output(text)
    with suppress(UnsafePathError):
        _check_output(addresses.folder_address(text, other))
    page = f"content/{slug or 'x'}/y.md"
    for way in (addresses.relative_target, addresses.file_path):
        found = way(page, other)
        assert found is None or not set(found.split("/")) & {".", ".."} - {""}, found
        assert found is None or not found.startswith("/")
    _check_link(other)


def calendars(data: bytes) -> None:
    """What a calendar says of any texts is what the icalendar package reads in it."""
    title, about, place, category, url, online, name, email, uid, numbers = parts_of(data, 10)
    days = sum(map(ord, numbers)) % 9000
    begin = datetime(1999, 1, 1, days % 24, 30, tzinfo=UTC) + timedelta(days=days)
    said = ical.Occasion(
        uid=f"x{uid}",
        title=title,
        start=begin.astimezone(ZoneInfo(_AMSTERDAM)),
        end=(begin + timedelta(hours=1 + days % 40)).astimezone(ZoneInfo(_AMSTERDAM)),
        stamp=_MARCH,
        modified=_MARCH,
        description=about,
        location=place,
        categories=(f"x{category}", "y"),
        url=f"https://hub.example.org/{url}",
        conference=f"https://meet.example.org/{online}" if online else "",
        organiser=(name, email) if email else None,
    )
    event = ical.component(said)
    written = ical.calendar(
        name=title,
        description=about,
        components=[event],
        zones=ical.zones_of(said),
        url=said.url,
    )
    assert ical.component(said) == event
    # A line that goes on the one before may be of spaces alone, where a text has so many.
    assert [one for one in broken_rules(written) if not one.endswith("blank")] == []
    assert b"\r\n\r\n" not in written
    check_event(said, event, written)


def feeds(data: bytes) -> None:
    """What a feed says of any texts is what programs read in it, and its HTML is harmless."""
    title, summary, html, name, theme, about = parts_of(data, 6)
    content = absolute_html(html, _PAGE, _ROOT)
    # The validator knows no hosts in numbers.
    assert html_faults("content", _HOST.sub("//h", content)) == []
    entry = Item(
        id=identifier(title.encode(errors="replace").decode()),
        url=_PAGE,
        title=title,
        summary=summary,
        content=content,
        published=_MARCH,
        updated=_MARCH,
        authors=(name,),
        categories=(theme,),
    )
    feed = Feed(
        id=identifier("x"),
        title=f"x{about}",
        subtitle=summary,
        page_url=_ROOT,
        rss_url=f"{_ROOT}feed.xml",
        atom_url=f"{_ROOT}atom.xml",
        json_url=f"{_ROOT}feed.json",
        lang="nl",
        author=name,
        items=(entry,),
        updated=_MARCH,
    )
    check_rss(entry, rss(feed))
    check_atom(entry, atom(feed))
    check_json(entry, json_feed(feed))


def caches(data: bytes) -> None:
    """However a cache's file is spoilt, a result is right or unknown, and it can be begun anew."""
    spoilt = bytearray(_CACHE)
    for at in range(0, len(data) - 3, 4):
        place = int.from_bytes(data[at : at + 3]) % (len(spoilt) + 1)
        if data[at + 3] == 0xFF:
            del spoilt[place:]
            break
        spoilt[place : place + 1] = bytes([data[at + 3]])
    folder = Path(tempfile.mkdtemp(prefix="cache-"))
    try:
        (folder / FILE).write_bytes(spoilt)
        _check_known(folder)
        with open_cache(folder) as cache:
            _fill(cache)
        _check_known(folder)
    finally:
        shutil.rmtree(folder)


def drawn(data: bytes) -> None:
    """A drawing that passes for harmless holds nothing that an HTML5 parser knows to run."""
    try:
        width, height = in_time(lambda: drawings.size(data))
    except (drawings.NotADrawing, drawings.NotHarmless):
        return
    assert width >= 1
    assert height >= 1
    for element in ElementTree.fromstring(data).iter():
        local = str(element.tag).rpartition("}")[2].lower()
        assert local not in {"script", "foreignobject", "iframe", "handler"}, local
        for full, said in element.attrib.items():
            key = full.rpartition("}")[2].lower()
            assert not key.startswith("on"), key
            is_address = key in {"href", "src", "to", "from", "by", "values"}
            assert not is_address or addresses.link_scheme(said) not in _RUNNING, said


def pictures(data: bytes) -> None:
    """A picture's file tells no more than the picture; one that is spoilt is said to be so."""
    with suppress(ValueError):
        bare = in_time(lambda: metadata.strip(data))
        assert metadata.strip(bare.data) == bare
    for ending in ("jpg", "png", "webp", "gif", "avif"):
        with suppress(Unreadable):
            images.read(f"x.{ending}", data, most_pixels=1_000_000)


TARGETS: Final[Mapping[str, Target]] = MappingProxyType(
    {
        one.__name__: one
        for one in (
            front_matter,
            pages,
            markdown,
            tangles,
            moments,
            slugs,
            calendars,
            feeds,
            caches,
            drawn,
            pictures,
        )
    }
)
"""Every target by its name, which is that of its folder in the corpus too."""


def _gleaned(text: str) -> FrontMatter | tuple[Problem, ...]:
    try:
        return glean(text, path=PATH)
    except ContentError as error:
        return error.problems


def _check_tree(tree: Tree, depth: int) -> None:
    """Check that front matter holds texts, lists and mappings, and none too deep."""
    assert depth >= 0
    if isinstance(tree, dict):
        assert all(type(key) is str and is_holdable(key) for key in tree)
        for one in tree.values():
            _check_tree(one, depth - 1)
    elif isinstance(tree, list):
        for one in tree:
            _check_tree(one, depth - 1)
    else:
        assert tree is None or (type(tree) is str and is_holdable(tree))


def _converted(text: str) -> Markup:
    return convert(text, path=PATH, first_line=5)


def _check_markup(markup: Markup, text: str) -> None:
    """Check that what is in a text is at places within it."""
    check_problems(markup.problems, text, path=PATH, first_line=5)
    lines = lines_of(text)
    found: tuple[Link | Image, ...] = (*markup.links, *markup.images)
    for one in found:
        check_place(lines, one.line, one.column, one.length, first_line=5)


def _whole(text: str) -> str:
    """Return a text without halves of characters."""
    return text.encode(errors="ignore").decode()


def _check_moment(reading: Callable[[str], Any], text: str) -> None:
    try:
        found = in_time(lambda: reading(text))
    except Unreadable as error:
        said = error.problem()
        again: Unreadable | None = None
        try:
            reading(text)
        except Unreadable as other:
            again = other
        assert again is not None
        assert again.problem() == said
        for lang in LANGUAGES:
            assert wording(lang).sentence(said)
        return
    assert reading(text) == found
    assert reading(found if isinstance(found, str) else found.isoformat()) == found
    if isinstance(found, datetime):
        with suppress(Unreadable):
            assert times.instant(times.in_zone(found, _AMSTERDAM), _AMSTERDAM)
    if isinstance(found, date):
        assert times.instant(found, _AMSTERDAM).tzinfo is UTC
        for lang in LANGUAGES:
            assert times.say_day(found, lang)
    if isinstance(found, time | datetime):
        assert times.say_clock(found, "nl")


def _check_output(address: str) -> None:
    """Check that an address is published below the folder; raise `UnsafePathError` for others."""
    path = addresses.output_path(address)
    assert not path.is_absolute()
    assert not set(path.parts) & {"..", ".", "", "/"}
    assert not re.search(r"[\\\0]", str(path))


def _check_link(target: str) -> None:
    """Check what is said of a link, and what becomes of it."""
    scheme = addresses.link_scheme(target)
    assert scheme == scheme.lower()
    assert not scheme or addresses.is_external(target)
    if not re.search("[\ud800-\udfff]", target):
        whole = addresses.escaped(target)
        assert whole.isascii()
        assert addresses.escaped(whole) == whole
        assert not re.search(r"[\s\"<>]", whole)
    if addresses.is_web_address(target):
        with suppress(UnicodeError):
            assert addresses.as_uri(target).isascii()


_KNOWN: Final = {f"result {n}": bytes([n]) * n * 7 for n in range(40)}
_SHELVED: Final = {f"name {n}": (f"state {n}", b"s" * n) for n in range(20)}


def _fill(cache: Any) -> None:
    for key, told in _KNOWN.items():
        cache.put(key, told)
    for key, (state, told) in _SHELVED.items():
        cache.shelve("x", key, state, told)


def _check_known(folder: Path) -> None:
    """Check that a cache tells nothing but what was put there."""
    with open_cache(folder) as cache:
        for key, told in _KNOWN.items():
            assert cache.get(key) in {None, told}
        assert cache.shelf("x").items() <= _SHELVED.items()
        for key, shelved in _SHELVED.items():
            assert cache.from_shelf("x", key) in {None, shelved}
        assert cache.get("result") is None
        cache.names("x")


def _cache_file() -> bytes:
    """Return the file of a cache that holds what is known."""
    folder = Path(tempfile.mkdtemp(prefix="cache-"))
    try:
        with open_cache(folder) as cache:
            _fill(cache)
        return (folder / FILE).read_bytes()
    finally:
        shutil.rmtree(folder)


_CACHE: Final = _cache_file()
