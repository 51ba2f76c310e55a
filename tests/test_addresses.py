"""Slugs and addresses: readable, stable, and never outside the site."""

import re
from pathlib import PurePosixPath

import pytest
import slugify as python_slugify
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hubgen.addresses import (
    absolute,
    as_uri,
    file_path,
    folder_address,
    is_external,
    is_file,
    is_reserved,
    is_slug,
    is_web_address,
    link_scheme,
    output_path,
    path_from,
    relative_target,
    slugify,
    windows_refuses,
)
from hubgen.errors import UnsafePathError

ODD = st.text(alphabet=st.sampled_from("ab./\\%2e\0 \n:é~-_?#"), max_size=30)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("useR2021", "user2021"),
        ("anikó", "aniko"),
        ("Derde bijeenkomst: KCI", "derde-bijeenkomst-kci"),
        ("'s-Hertogenbosch", "s-hertogenbosch"),
        ("Súdwest-Fryslân", "sudwest-fryslan"),
        ("a_b.c", "a-b-c"),
        ("../../x", "x"),
        ("!!!", ""),
        ("", ""),
    ],
)
def test_a_slug_is_lower_case_letters_digits_and_hyphens(text: str, slug: str) -> None:
    """The slug of a text is the one that the content model names."""
    assert slugify(text) == slug


@settings(max_examples=300)
@given(st.text(max_size=400))
def test_a_slug_is_its_own_slug(text: str) -> None:
    """Made once or twice, it is the same; it is plain ASCII, and fits a file system."""
    slug = slugify(text)
    assert slugify(slug) == slug
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert len(slug) <= 200


@settings(max_examples=500)
@given(
    st.text(alphabet=st.one_of(st.characters(), st.sampled_from("aB3,,'’–é&;#-_ ")), max_size=200)
)
@example("l'été ‘s ’s 2024–2025 a—b")
@example("e\u0301\u0300\u034e")
@example("R&amp;D")
@example("1,000 bomen")
@example("дерево " * 30)
@example("-" + "a" * 200)
@example("a" * 149 + " b")
def test_a_slug_is_what_python_slugify_makes_of_a_text(text: str) -> None:
    """Addresses stay what they are: only the way there is shorter, for most texts."""
    assert slugify(text) == python_slugify.slugify(text, max_length=150)


@settings(max_examples=300)
@given(st.text(max_size=60))
def test_07_every_slug_is_published_within_the_site(text: str) -> None:
    """The address of any slug is a folder of its own below its kind's."""
    slug = slugify(text)
    if is_slug(slug):
        address = folder_address("events", slug)
        assert output_path(address) == PurePosixPath("events", slug, "index.html")


@settings(max_examples=500)
@given(st.one_of(ODD, st.text(max_size=40)))
def test_07_no_address_is_published_outside_the_site(text: str) -> None:
    """Whatever an address says, its file is below the published folder or it is refused."""
    try:
        path = output_path(f"/{text}")
    except UnsafePathError:
        return
    assert not path.is_absolute()
    assert ".." not in path.parts
    assert not any("\\" in part or "\0" in part for part in path.parts)
    assert len(path.parts) >= 1


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("/", "index.html"),
        ("/events/", "events/index.html"),
        ("/events/feed.xml", "events/feed.xml"),
        ("/404.html", "404.html"),
    ],
)
def test_a_folder_is_published_as_its_index(address: str, path: str) -> None:
    """`/events/` is `events/index.html`; a file is itself."""
    assert output_path(address) == PurePosixPath(path)


@pytest.mark.parametrize(
    "address", ["", "x", "//x/", "/../x", "/a/../b", "/a//b/", "/a/./b", "/a\\b", "/a\0", "/.."]
)
def test_07_an_address_that_leads_out_is_refused(address: str) -> None:
    """Nothing but whole, named parts below the root is an address."""
    with pytest.raises(UnsafePathError, match=re.escape(repr(address))):
        output_path(address)


@pytest.mark.parametrize(
    "slug",
    [
        *("2024", "0001", "index", "page", "month", "con", "prn", "aux", "nul"),
        *("com1", "com2", "com9", "lpt1", "lpt2", "lpt9"),
    ],
)
def test_07_names_that_listings_and_windows_use_are_reserved(slug: str) -> None:
    """No page may have them."""
    assert (is_reserved(slug), is_slug(slug)) == (True, False)


@pytest.mark.parametrize("slug", ["a", "20245", "year-2024", "pages", "com0", "com10", "console"])
def test_07_names_that_look_like_them_are_not(slug: str) -> None:
    """Only the names themselves are reserved."""
    assert (is_reserved(slug), is_slug(slug)) == (False, True)


@pytest.mark.parametrize(
    ("name", "refused"),
    [
        *(
            (name, True)
            for name in ("con", "NUL.txt", "Com1.tar.gz", "lpt¹", "aux .md", "a.", "a ")
        ),
        *((name, False) for name in ("", "a.con", "console", "com", "com0", "com10.txt", "a b.c")),
    ],
)
def test_07_a_name_is_one_that_windows_can_hold(name: str, refused: bool) -> None:
    """A device has no files beside it, whatever their ending; a full stop at the end is lost."""
    assert windows_refuses(name) is refused


@pytest.mark.parametrize("text", ["", "A", "a b", "a--b", "-a", "é", "a/b", "a.b"])
def test_what_is_not_a_slug_already_is_none(text: str) -> None:
    """A written slug has the form already."""
    assert is_slug(text) is False


@pytest.mark.parametrize(
    ("parts", "address"),
    [
        ((), "/"),
        (("",), "/"),
        (("", "events", "x"), "/events/x/"),
        (("en", "a/b"), "/en/a/b/"),
        (("/en/", "/", " ", "X"), "/en/ /X/"),
    ],
)
def test_an_address_is_made_of_its_folders(parts: tuple[str, ...], address: str) -> None:
    """Empty parts, as the prefix of the site's own language is, are left out; no other is."""
    assert folder_address(*parts) == address


@pytest.mark.parametrize(
    ("target", "scheme"),
    [
        ("https://x.org/", "https"),
        ("MAILTO:a@b.nl", "mailto"),
        ("java\nscript:alert(1)", "javascript"),
        ("java\tscript:alert(1)", "javascript"),
        ("\x01java\x7fscript:alert(1)", "javascript"),
        ("java\x00 script :alert(1)", "javascript"),
        ("\u2003java\u00a0script:alert(1)", "java\u00a0script"),
        ("Web+ap-p.2Z:x", "web+ap-p.2z"),
        ("2x:y", ""),
        (" data:text/html,x", "data"),
        ("../people/x.md", ""),
        ("/events/x/", ""),
        ("#kop", ""),
        ("x.md?a:b", ""),
        ("10:30", ""),
    ],
)
def test_02_a_scheme_is_read_as_a_browser_reads_it(target: str, scheme: str) -> None:
    """White space and control characters do not hide it."""
    assert link_scheme(target) == scheme


@pytest.mark.parametrize("target", ["https://x.org", "mailto:a@b.nl", "//x.org", " //x.org"])
def test_what_has_a_scheme_or_a_host_is_elsewhere(target: str) -> None:
    """It leads out of the hub."""
    assert is_external(target)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://x.org/a?b#c", True),
        ("http://localhost:8000/", True),
        ("https://", False),
        ("https:x.org", False),
        ("ftp://x.org/", False),
        ("x.org", False),
        ("https://x.org/a b", False),
        ("https://[x/", False),
        ("https://x.org:8080/", True),
        ("https://x.org:99999/", False),
        ("https://x.org:x/", False),
        ("https://x.org:0/", False),
        ("//x.org/", False),
    ],
)
def test_a_web_address_is_whole(text: str, expected: bool) -> None:
    """It has http or https and a host, and no spaces."""
    assert is_web_address(text) is expected


@pytest.mark.parametrize(
    ("base", "address", "url"),
    [
        ("https://x.org/", "/events/", "https://x.org/events/"),
        ("https://x.org/hub/", "/", "https://x.org/hub/"),
        ("https://x.org", "/zaal 1.jpg", "https://x.org/zaal%201.jpg"),
        ("https://x.org/", "/café/", "https://x.org/caf%C3%A9/"),
        ("https://x.org/", "/é?a=b&c#d", "https://x.org/%C3%A9?a=b&c#d"),
        ("https://x.org/X/", "/", "https://x.org/X/"),
        ("https://x.org/", "/aZ09#?=&:~+,;@!$'()*%-._", "https://x.org/aZ09#?=&:~+,;@!$'()*%-._"),
        ("https://x.org/", "/é#?=&:~+,;@!$'()*%-._", "https://x.org/%C3%A9#?=&:~+,;@!$'()*%-._"),
    ],
)
def test_a_whole_address_is_put_behind_the_base(base: str, address: str, url: str) -> None:
    """With one slash between them, and escaped where an address cannot hold it."""
    assert absolute(base, address) == url


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("y.md", "content/events/y.md"),
        ("./y.md", "content/events/y.md"),
        ("../people/b.md", "content/people/b.md"),
        ("..//people/b.md", "content/people/b.md"),
        ("zaal%201.jpg", "content/events/zaal 1.jpg"),
        ("../../../x.md", None),
        ("%2e%2e/%2e%2e/%2e%2e/x.md", None),
    ],
)
def test_a_relative_link_is_followed_within_the_site(target: str, path: str | None) -> None:
    """A link that climbs out, escaped or not, leads nowhere."""
    assert relative_target("content/events/x.md", target) == path


@pytest.mark.parametrize(
    ("url", "uri"),
    [
        ("https://x.org:8080/a/?b=c#d", "https://x.org:8080/a/?b=c#d"),
        ("https://x.org/é?ë=ö#ü", "https://x.org/%C3%A9?%C3%AB=%C3%B6#%C3%BC"),
        ("https://café.nl/hub/", "https://xn--caf-dma.nl/hub/"),
        ("https://café.nl:8080/", "https://xn--caf-dma.nl:8080/"),
    ],
)
def test_an_address_in_any_script_is_written_in_ascii(url: str, uri: str) -> None:
    """Its host as name servers know it, the rest percent-encoded where it must be."""
    assert as_uri(url) == uri


@pytest.mark.parametrize("host", ["é..nl", "é" * 64 + ".nl"])
def test_a_host_that_no_name_server_can_know_has_no_uri(host: str) -> None:
    """The settings say that such an address is none."""
    with pytest.raises(UnicodeError):
        as_uri(f"https://{host}/")


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("zaal.jpg", "content/events/zaal.jpg"),
        ("../zaal.jpg?breed#kop?#", "content/zaal.jpg"),
        ("/people/b.jpg#kop", "content/people/b.jpg"),
        ("#kop", "content/events"),
        ("/../b.jpg", "b.jpg"),
        ("/../../b.jpg", None),
    ],
)
def test_a_file_is_beside_the_page_or_from_the_root_of_the_content(
    target: str, path: str | None
) -> None:
    """What is behind its name says nothing of where it is."""
    assert file_path("content/events/x.md", target) == path


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("plan.pdf", True),
        ("a/b.c/plan.pdf", True),
        ("PLAN.MD", True),
        ("plan.X", True),
        ("plan.pdf?a#b", True),
        ("plan.pdf#a/b?#c", True),
        ("x.md", False),
        ("x.md#kop.pdf", False),
        ("x.md?a.pdf", False),
        ("map.x/y", False),
        ("map", False),
        ("..", False),
        ("../.x", False),
        (".X", False),
        ("/plan.pdf", False),
        ("//x.org/plan.pdf", False),
        ("https://x.org/plan.pdf", False),
        ("mailto:a@b.nl", False),
    ],
)
def test_a_file_has_a_name_with_an_ending_that_is_not_a_pages(target: str, expected: bool) -> None:
    """A page, a folder, and what is elsewhere or at an address of the hub, is none."""
    assert is_file(target) is expected


@pytest.mark.parametrize(
    ("path", "way"),
    [
        ("content/events/y.md", "y.md"),
        ("content/people/y.md", "../people/y.md"),
        ("content/events/2024/y.md", "2024/y.md"),
        ("content/y.md", "../y.md"),
        ("content/events", "../events"),
        ("static/y.pdf", "../../static/y.pdf"),
    ],
)
def test_the_way_to_a_file_is_as_short_as_can_be(path: str, way: str) -> None:
    """It climbs no further than the folder that both are in."""
    assert path_from("content/events/x.md", path) == way


NAME = st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=4)


@given(NAME, NAME)
def test_the_way_to_a_file_leads_to_it(page: list[str], path: list[str]) -> None:
    """How a page names another file is where a link there leads."""
    here, there = "content/" + "/".join(page), "content/" + "/".join(path) + ".md"
    assert relative_target(here, path_from(here, there)) == there
