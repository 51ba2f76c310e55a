"""RSS and Atom, read back by feedparser and an XML parser that did not write them."""

import os
import re
import subprocess
import sys
from calendar import timegm
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from html import escape
from pathlib import Path
from time import struct_time
from typing import Any
from urllib.parse import urljoin
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import feedparser  # type: ignore[import-untyped] # it ships no types
import html5lib
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import hubgen
from hubgen.plaintext import one_line, without_brackets
from hubgen.syndication import Entries, Feed, Item, absolute_html, atom, identifier, json_feed, rss
from tests.conftest import REPOSITORY

Writer = Callable[[Feed], bytes]

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"

WINTER = timezone(timedelta(hours=1))
MARCH = datetime(2024, 3, 1, 9, 30, tzinfo=WINTER)

PAGE = "https://hub.example.org/agenda/kci-3/"
ROOT = "https://hub.example.org/"

# Single angle quotation marks, which look too much like brackets to write them out.
OPEN, CLOSE = "\u2039", "\u203a"

HOSTILE = '"><img src=x onerror=alert(1)></script>{{7*7}} ]]> & é \U0001f331'

# The shapes that the W3C's validator accepts without a message (rfc2822_re, iso8601_re, urn_re).
RFC_822 = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d "
    r"(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d [+-]\d\d[03]0"
)
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")
URN_UUID = re.compile(
    r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
)


def item(uid: str = "bijeenkomst-00001", **changed: Any) -> Item:
    """Return an entry that says enough to be valid."""
    plain = Item(
        id=identifier(uid),
        url=f"{ROOT}agenda/{uid}/",
        title="Derde bijeenkomst",
        summary="Over warmte.",
        content="<p>Over <em>warmte</em>.</p>",
        published=MARCH,
        updated=MARCH,
    )
    return replace(plain, **changed)


def feed(*items: Item, **changed: Any) -> Feed:
    """Return a feed of these entries."""
    plain = Feed(
        id=identifier("hub.example.org", "/agenda/"),
        title="Agenda",
        subtitle="Wat er komt",
        page_url=f"{ROOT}agenda/",
        rss_url=f"{ROOT}agenda/feed.xml",
        atom_url=f"{ROOT}agenda/atom.xml",
        json_url=f"{ROOT}agenda/feed.json",
        lang="nl",
        author="Gemeente Voorbeeld",
        items=items,
        updated=MARCH,
    )
    return replace(plain, **changed)


def channel_of(xml: bytes) -> Element:
    """Return the channel of an RSS file."""
    channel = ElementTree.fromstring(xml).find("channel")
    assert channel is not None
    return channel


def moment(parsed: struct_time) -> datetime:
    """Return the instant that feedparser found."""
    return datetime.fromtimestamp(timegm(parsed), UTC)


def texts(elements: list[Element], name: str) -> list[str | None]:
    """Return what the named child of each element says."""
    return [element.findtext(name) for element in elements]


both = pytest.mark.parametrize("write", [rss, atom])


@both
def test_feedparser_reads_the_entries_that_were_written(write: Writer) -> None:
    """A reader finds every entry with its identifier, address, texts, moments, and categories."""
    entry = item(
        updated=MARCH + timedelta(days=1),
        authors=("Anikó", "Bart"),
        categories=("energie", "water"),
    )

    read = feedparser.parse(write(feed(entry)))

    assert not read.bozo
    assert (read.feed.title, read.feed.subtitle) == ("Agenda", "Wat er komt")
    [found] = read.entries
    assert (found.id, found.link) == (entry.id, entry.url)
    assert (found.title, found.summary) == (entry.title, entry.summary)
    assert found.content[0].value == entry.content
    assert moment(found.published_parsed) == entry.published
    assert [tag.term for tag in found.tags] == ["energie", "water"]
    assert [author.name for author in found.authors if author] == ["Anikó", "Bart"]


@both
def test_an_empty_feed_is_valid_and_says_when_it_changed(write: Writer) -> None:
    """A feed without entries reads well and has the moment that it was given."""
    read = feedparser.parse(write(feed()))

    assert (read.bozo, read.entries) == (False, [])
    assert moment(read.feed.updated_parsed) == MARCH


@both
@pytest.mark.parametrize("text", [HOSTILE, "<b>vet</b>", "x < y", "a\x00b\x0b\ud800\ufffe\x85c"])
def test_hostile_text_is_shown_and_never_markup(write: Writer, text: str) -> None:
    """Whatever stands in a text field, the file is well-formed and no reader gets an element."""
    entry = item(title=text, summary=text, authors=(text,), categories=(text,))

    read = feedparser.parse(write(feed(entry, title=text, subtitle=text, author=text)))

    assert not read.bozo
    assert read.entries[0].link == entry.url
    plain = without_brackets(text) if write is rss else one_line(text)
    root = ElementTree.fromstring(write(feed(entry)))
    found = root.find(f".//{ATOM}entry/{ATOM}title" if write is atom else ".//item/title")
    assert found is not None
    assert found.text == plain
    summary = html5lib.parseFragment(read.entries[0].summary, namespaceHTMLElements=False)
    assert ("".join(summary.itertext()), len(list(summary))) == (one_line(text), 0)


def test_rss_shows_angle_quotes_for_brackets() -> None:
    """No text of RSS that programs may take for HTML holds a bracket; Atom's is as it stands."""
    entry = item(title="Wat doet <b>?", categories=("<i>",), authors=("<u>",))
    marked = feed(entry, title="<h1>", subtitle="a < b")

    channel, root = channel_of(rss(marked)), ElementTree.fromstring(atom(marked))

    assert texts([channel], "title") + texts([channel], "description") == [
        f"{OPEN}h1{CLOSE}",
        f"a {OPEN} b",
    ]
    [found] = channel.findall("item")
    assert [found.findtext(name) for name in ("title", "category", CREATOR)] == [
        f"Wat doet {OPEN}b{CLOSE}?",
        f"{OPEN}i{CLOSE}",
        f"{OPEN}u{CLOSE}",
    ]
    assert root.findtext(f"{ATOM}entry/{ATOM}title") == "Wat doet <b>?"


def test_an_rss_summary_is_html_that_shows_the_text() -> None:
    """RSS's description is HTML, so a summary's `<` and `&` are character references there."""
    channel = channel_of(rss(feed(item(summary="1 < 2 & 3"))))

    assert channel.findtext("item/description") == "1 &lt; 2 &amp; 3"


@both
def test_newest_first_and_ties_by_identifier(write: Writer) -> None:
    """The order is by date and then by identifier, whatever the order that entries came in."""
    old, new = item("oud", published=MARCH - timedelta(days=9)), item("nieuw")
    twin = item("ook-nieuw", published=MARCH.astimezone(UTC))
    expected = [*sorted([new.id, twin.id]), old.id]

    orders = [feed(old, new, twin), feed(twin, old, new), feed(new, twin, old)]

    assert [[entry.id for entry in feedparser.parse(write(order)).entries] for order in orders] == [
        expected
    ] * 3
    assert len({write(order) for order in orders}) == 1


def test_no_date_but_the_content_s() -> None:
    """Every moment in either file is one that was given: none is the clock's."""
    entry = item(published=MARCH.replace(microsecond=5), updated=MARCH + timedelta(hours=1))
    one = feed(entry, updated=MARCH + timedelta(days=400))

    root, channel = ElementTree.fromstring(atom(one)), channel_of(rss(one))

    assert [e.text for e in root.iter(f"{ATOM}updated")] == ["2024-03-01T10:30:00+01:00"] * 2
    assert [e.text for e in root.iter(f"{ATOM}published")] == ["2024-03-01T09:30:00+01:00"]
    assert [e.text for e in channel.iter("lastBuildDate")] == ["Fri, 01 Mar 2024 10:30:00 +0100"]
    assert [e.text for e in channel.iter("pubDate")] == ["Fri, 01 Mar 2024 09:30:00 +0100"]


def test_dates_have_the_form_that_validators_take() -> None:
    """RSS's dates are RFC 822's with a numeric zone, Atom's are RFC 3339's with a zone."""
    one = feed(item("a", published=datetime(2024, 7, 1, tzinfo=UTC)), item("b"))

    rss_dates = [e.text or "" for e in channel_of(rss(one)).iter() if e.tag.endswith("Date")]
    atom_dates = [
        e.text or ""
        for e in ElementTree.fromstring(atom(one)).iter()
        if e.tag in {f"{ATOM}updated", f"{ATOM}published"}
    ]

    assert [text for text in rss_dates if not RFC_822.fullmatch(text)] == []
    assert [text for text in atom_dates if not RFC_3339.fullmatch(text)] == []
    assert (len(rss_dates), len(atom_dates)) == (3, 5)
    assert parsedate_to_datetime(rss_dates[1]) == datetime(2024, 7, 1, tzinfo=UTC)


def test_updated_is_never_before_published() -> None:
    """An entry that says it changed before it was published is written as unchanged."""
    root = ElementTree.fromstring(atom(feed(item(updated=MARCH - timedelta(days=2)))))

    assert {e.text for e in root.iter(f"{ATOM}updated")} == {"2024-03-01T09:30:00+01:00"}


@both
def test_the_feed_is_updated_when_its_newest_entry_is(write: Writer) -> None:
    """The feed's moment is the last one of its entries, also where that entry is not the first."""
    last = MARCH + timedelta(days=30)
    revised = item("oud", published=MARCH - timedelta(days=9), updated=last)

    read = feedparser.parse(write(feed(item("nieuw"), revised)))

    assert moment(read.feed.updated_parsed) == last


@pytest.mark.parametrize(
    ("write", "address", "media_type"),
    [
        (rss, f"{ROOT}agenda/feed.xml", "application/rss+xml"),
        (atom, f"{ROOT}agenda/atom.xml", "application/atom+xml"),
    ],
)
def test_one_self_link_and_the_page(write: Writer, address: str, media_type: str) -> None:
    """A feed names its own address once, with its type, and links to the page it belongs to."""
    xml = write(feed(item()))

    read = feedparser.parse(xml)
    links = list(ElementTree.fromstring(xml).iter(f"{ATOM}link"))

    assert [link.attrib for link in links if link.get("rel") == "self"] == [
        {"href": address, "rel": "self", "type": media_type}
    ]
    assert read.feed.link == f"{ROOT}agenda/"
    assert read.feed.language == "nl"


def test_guids_are_no_permanent_links() -> None:
    """An RSS identifier is Atom's, and says that it is no address."""
    entry = item()

    [guid] = channel_of(rss(feed(entry))).iter("guid")

    assert (guid.text, guid.attrib) == (entry.id, {"isPermaLink": "false"})


def test_the_generator_is_hubgen_without_a_version() -> None:
    """What made the feed is named without what would change every file with a new version."""
    generator = ElementTree.fromstring(atom(feed())).find(f"{ATOM}generator")

    assert generator is not None
    assert (generator.text, generator.attrib) == ("hubgen", {})
    assert channel_of(rss(feed())).findtext("generator") == "hubgen"


def test_atom_has_an_author_of_its_own() -> None:
    """The feed's author speaks for entries without one, and is the title where none is known."""
    named, unnamed = (ElementTree.fromstring(atom(one)) for one in (feed(), feed(author=" ")))

    assert named.findtext(f"{ATOM}author/{ATOM}name") == "Gemeente Voorbeeld"
    assert unnamed.findtext(f"{ATOM}author/{ATOM}name") == "Agenda"


@both
def test_an_entry_always_has_a_text(write: Writer) -> None:
    """Without summary and content an entry shows its title, and without a subtitle a feed does."""
    read = feedparser.parse(write(feed(item(summary="", content=""), subtitle="")))

    assert (read.entries[0].summary, read.feed.subtitle) == ("Derde bijeenkomst", "Agenda")


def test_content_without_a_summary_is_the_description() -> None:
    """RSS never has `content:encoded` without a description before it."""
    [alone] = channel_of(rss(feed(item(summary="")))).findall("item")
    [with_summary] = channel_of(rss(feed(item()))).findall("item")

    assert [child.tag for child in alone][:3] == ["title", "link", "description"]
    assert alone.findtext("description") == "<p>Over <em>warmte</em>.</p>"
    assert [child.tag for child in with_summary][:4] == ["title", "link", "description", CONTENT]


@both
def test_a_feed_stays_below_what_validators_read(write: Writer) -> None:
    """With 50 very long texts a feed is under 5 MB: the oldest entries have their summary alone."""
    long = "<p>&amp;" + "é<br>" * 40_000 + "</p>"
    items = [
        item(f"e{n}", content=long, published=MARCH - timedelta(days=n), summary=f"Kort {n}")
        for n in range(50)
    ]

    xml = write(feed(*items))

    entries = [e for e in ElementTree.fromstring(xml).iter() if e.tag in {"item", f"{ATOM}entry"}]
    summary, content = (
        ("description", CONTENT) if write is rss else (ATOM + "summary", ATOM + "content")
    )
    kept = [text == long for text in texts(entries, content)]
    assert len(xml) < 5_000_000
    assert texts(entries, summary) == [f"Kort {n}" for n in range(50)]
    assert kept == sorted(kept, reverse=True)
    assert set(kept) == {True, False}


def test_an_identifier_is_made_from_the_uid_alone() -> None:
    """The identifiers that subscribers have are these, today and in every later version."""
    uid = "2b9f4c1e8a7d@hub.example.org"

    assert identifier(uid) == "urn:uuid:0f7d914e-2238-5e93-b80b-395ebb5aaf8c"
    assert identifier(uid, "change-1") == "urn:uuid:ab958452-569f-509c-aaf8-01c7b064b24e"


@given(uid=st.text(max_size=40), part=st.text(max_size=10))
@settings(max_examples=50, deadline=None)
@example(uid="a/b?c#d é", part="")
def test_an_identifier_is_an_iri(uid: str, part: str) -> None:
    """Whatever a uid holds, its identifier is a URN of a UUID, in lower case."""
    assert URN_UUID.fullmatch(identifier(uid.encode("utf-8", "ignore").decode(), "x"))
    assert URN_UUID.fullmatch(identifier("x", part.encode("utf-8", "ignore").decode()))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a href="../kci-2/">x</a>', f'<a href="{ROOT}agenda/kci-2/">x</a>'),
        ('<a href="/themas/energie/">x</a>', f'<a href="{ROOT}themas/energie/">x</a>'),
        ('<a href="#fn:1">1</a>', f'<a href="{PAGE}#fn:1">1</a>'),
        ('<a href="//x.nl/a">x</a>', '<a href="https://x.nl/a">x</a>'),
        ('<a href="mailto:a@x.nl">x</a>', '<a href="mailto:a@x.nl">x</a>'),
        ('<a href="tel:+31201234567">x</a>', '<a href="tel:+31201234567">x</a>'),
        ('<a href="https://x.nl/?a=1&amp;b=%C3%A9#c">x</a>',) * 2,
        ('<a href="caf%C3%A9 é">x</a>', f'<a href="{PAGE}caf%C3%A9%20%C3%A9">x</a>'),
        ('<a href="//[">x</a>', "<a>x</a>"),
        ('<img src="zaal.jpg" alt="">', f'<img src="{PAGE}zaal.jpg" alt="">'),
        (
            '<img srcset="a.jpg 480w,\n b,c.jpg 2x, /d.jpg" alt="x">',
            f'<img srcset="{PAGE}a.jpg 480w, {PAGE}b,c.jpg 2x, {ROOT}d.jpg" alt="x">',
        ),
        ('<q cite="/bron/">x</q>', f'<q cite="{ROOT}bron/">x</q>'),
        ('<h2 id="a" class="b" style="color:red" role="x" aria-hidden="true">x</h2>', "<h2>x</h2>"),
        ('<p onclick="x()">a<script>b</script><style>c</style></p>', "<p>a</p>"),
        ('<a href="javascript:alert(1)">x</a>', "<a>x</a>"),
        ('<video src="a.mp4"><a href="a.mp4">x</a></video>', f'<a href="{PAGE}a.mp4">x</a>'),
        ("{{7*7}} ]]> a\x00\ud800b", "{{7*7}} ]]&gt; ab"),
        ('<td align="right" colspan="2">x', "x"),
        (
            '<table><tr><th scope="col">x</th></tr></table>',
            '<table><tbody><tr><th scope="col">x</th></tr></tbody></table>',
        ),
    ],
)
def test_content_is_whole_addresses_and_harmless_elements(html: str, expected: str) -> None:
    """Content holds what readers can show, and nothing that is relative or runs."""
    assert absolute_html(html, PAGE, ROOT) == expected


def test_a_site_in_a_folder_keeps_its_folder() -> None:
    """An address from the root of the site is below the folder that the site is published in."""
    html = '<a href="/themas/">x</a>'

    assert absolute_html(html, "https://x.nl/hub/a/", "https://x.nl/hub/") == (
        '<a href="https://x.nl/hub/themas/">x</a>'
    )


@given(st.text(max_size=60))
@settings(max_examples=200, deadline=None)
@example("http://[x")
@example("\\\\x.nl/ ]")
@example("//\u2100a")
def test_no_address_is_left_relative(address: str) -> None:
    """Whatever an address holds, it is whole in the feed, or the attribute is gone."""
    html = f'<a href="{escape(address)}">x</a><img alt="" src="{escape(address)}">'

    fragment = html5lib.parseFragment(absolute_html(html, PAGE, ROOT), namespaceHTMLElements=False)

    for element in fragment.iter():
        for name in {"href", "src"} & set(element.attrib):
            assert re.match(r"(https?://|mailto:|tel:)", element.attrib[name], re.IGNORECASE)
            assert urljoin("https://other.example/", element.attrib[name])


@given(st.from_regex(r"https?://[a-z]{1,9}[.]nl(/[A-Za-z0-9._~/-]{0,12})?", fullmatch=True))
@settings(max_examples=200, deadline=None)
@example("https://hub.example.org/a/../b//c/.")
def test_a_whole_address_stays_what_it_is(address: str) -> None:
    """An address that needs no other to be read is the one that the standard makes of it."""
    assert absolute_html(f'<a href="{address}">x</a>', PAGE, ROOT) == (
        f'<a href="{urljoin(PAGE, address)}">x</a>'
    )


def test_feedgen_waits_for_a_feed() -> None:
    """It takes long to load, and is not when nothing of a feed is written."""
    program = "import sys, hubgen.press; sys.exit('feedgen' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", program], cwd=REPOSITORY).returncode == 0


TEXT = st.text(alphabet=st.characters(), max_size=30) | st.sampled_from(
    [HOSTILE, "<![CDATA[", "]]>", "&eacute;", "\x00", "\ud800", "\x0c", "<b>x</b>", " \n\t "]
)


@both
@given(title=TEXT, summary=TEXT, content=TEXT, name=TEXT)
@settings(max_examples=40, deadline=None)
def test_any_text_makes_a_well_formed_feed(
    write: Writer, title: str, summary: str, content: str, name: str
) -> None:
    """No text, also one that XML cannot hold, breaks the file or another field of it."""
    entry = item(title=title, summary=summary, content=content, authors=(name,), categories=(name,))

    root = ElementTree.fromstring(write(feed(entry, author=name, subtitle=summary)))

    found = [e for e in root.iter() if e.tag in {"item", f"{ATOM}entry"}]
    assert len(found) == 1
    assert (texts(found, "guid") if write is rss else texts(found, f"{ATOM}id")) == [entry.id]


HTML = """
<h2 id="a">Kop</h2><p class="x">Zie <a href="../x/#y" title="z">dit</a>, <abbr title="KCI">k</abbr>
<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup></p>
<pre><code>a &lt; b</code></pre>
<table><thead><tr><th style="text-align: right;">a</th></tr></thead>
<tbody><tr><td>b</td></tr></tbody>
</table><ul class="task-list"><li><input type="checkbox" disabled checked> c</li></ul>
<figure><img src="a.jpg" srcset="a.jpg 1x" alt="" width="1" height="1" loading="lazy"></figure>
<details open><summary>s</summary><div role="note" aria-label="q">d</div></details>
"""

# What the W3C's validator lets pass (`acceptable_attributes`), of what hubgen lets pass.
W3C_ATTRIBUTES = frozenset(
    "abbr alt checked cite colspan datetime dir disabled headers height href hreflang lang media "  # noqa: SIM905 - easier to compare with the validator's list
    "open reversed rowspan scope sizes span src srcset start title type value width".split()
)


def test_the_validator_finds_nothing_in_content() -> None:
    """Content parses strictly as HTML, and has only attributes that the validator lets pass."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)

    fragment = parser.parseFragment(absolute_html(HTML, PAGE, ROOT))

    attributes = {name for element in fragment.iter() for name in element.attrib}
    assert attributes == attributes & W3C_ATTRIBUTES
    assert {"href", "src", "srcset"} <= attributes


def one_of_everything() -> Feed:
    """Return a feed whose bytes would show whatever depends on the machine."""
    content = absolute_html(HTML, PAGE, ROOT)
    return feed(item("a", categories=("x", "y")), item("b", content=content))


def test_the_same_bytes_whatever_the_machine() -> None:
    """Hash seed, time zone and locale leave no trace in either file."""
    program = """if True:
        import sys
        from test_syndication import atom, one_of_everything, rss
        sys.stdout.buffer.write(rss(one_of_everything()) + atom(one_of_everything()))
    """
    folders = [str(Path(hubgen.__file__).parents[1]), str(Path(__file__).parent)]
    machines = [("0", "UTC", "C"), ("1", "Asia/Tokyo", "C.UTF-8"), ("2", "UTC+9", "POSIX")]

    written = [
        subprocess.run(
            [sys.executable, "-c", program],
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join(folders),
                "PYTHONHASHSEED": seed,
                "TZ": zone,
                "LC_ALL": locale,
            },
            check=True,
            capture_output=True,
        ).stdout
        for seed, zone, locale in machines
    ]

    assert written == [rss(one_of_everything()) + atom(one_of_everything())] * 3


@both
def test_a_feed_is_utf_8_with_a_declaration_and_lines(write: Writer) -> None:
    """A feed can be read by people: it says its encoding, and is indented."""
    xml = write(feed(item(title="Geïsoleerd")))

    assert xml.startswith(b"<?xml version='1.0' encoding='UTF-8'?>\n")
    assert "      <title>Geïsoleerd</title>\n" in xml.decode() or (
        "    <title>Geïsoleerd</title>\n" in xml.decode()
    )


def test_an_entry_is_the_same_in_every_feed_that_holds_it() -> None:
    """What was made of it for another feed is what this one would have, with room for it or not."""
    large = replace(one_of_everything().items[0], id="urn:x:large", content="<p>a</p>" * 110_000)
    usual = one_of_everything()
    full = replace(usual, items=(large, *usual.items, replace(large, id="urn:x:more")))
    entries = Entries()
    for write in (rss, atom, json_feed):
        for feed in (full, usual, replace(full, items=full.items[::-1]), replace(full, items=())):
            assert write(feed, entries) == write(feed)
            assert write(feed, entries) == write(feed)
