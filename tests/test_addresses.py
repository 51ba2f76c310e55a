"""Slugs and addresses: readable, stable, and never outside the site."""

from pathlib import PurePosixPath

import pytest
import slugify as python_slugify
from hypothesis import given, settings
from hypothesis import strategies as st

from hubgen.addresses import (
    absolute,
    folder_address,
    is_external,
    is_reserved,
    is_slug,
    is_web_address,
    link_scheme,
    output_path,
    path_from,
    relative_target,
    slugify,
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
    with pytest.raises(UnsafePathError):
        output_path(address)


@pytest.mark.parametrize("slug", ["2024", "0001", "page", "month", "con", "nul", "com1", "lpt9"])
def test_07_names_that_listings_and_windows_use_are_reserved(slug: str) -> None:
    """No page may have them."""
    assert (is_reserved(slug), is_slug(slug)) == (True, False)


@pytest.mark.parametrize("slug", ["a", "20245", "year-2024", "pages", "com10", "console"])
def test_07_names_that_look_like_them_are_not(slug: str) -> None:
    """Only the names themselves are reserved."""
    assert (is_reserved(slug), is_slug(slug)) == (False, True)


@pytest.mark.parametrize("text", ["", "A", "a b", "a--b", "-a", "é", "a/b", "a.b"])
def test_what_is_not_a_slug_already_is_none(text: str) -> None:
    """A written slug has the form already."""
    assert is_slug(text) is False


@pytest.mark.parametrize(
    ("parts", "address"),
    [((), "/"), (("",), "/"), (("", "events", "x"), "/events/x/"), (("en", "a/b"), "/en/a/b/")],
)
def test_an_address_is_made_of_its_folders(parts: tuple[str, ...], address: str) -> None:
    """Empty parts, as the prefix of the site's own language is, are left out."""
    assert folder_address(*parts) == address


@pytest.mark.parametrize(
    ("target", "scheme"),
    [
        ("https://x.org/", "https"),
        ("MAILTO:a@b.nl", "mailto"),
        ("java\nscript:alert(1)", "javascript"),
        ("java\tscript:alert(1)", "javascript"),
        ("\x01javascript:alert(1)", "javascript"),
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
        ("zaal%201.jpg", "content/events/zaal 1.jpg"),
        ("../../../x.md", None),
        ("%2e%2e/%2e%2e/%2e%2e/x.md", None),
    ],
)
def test_a_relative_link_is_followed_within_the_site(target: str, path: str | None) -> None:
    """A link that climbs out, escaped or not, leads nowhere."""
    assert relative_target("content/events/x.md", target) == path


NAME = st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=4)


@given(NAME, NAME)
def test_the_way_to_a_file_leads_to_it(page: list[str], path: list[str]) -> None:
    """How a page names another file is where a link there leads."""
    here, there = "content/" + "/".join(page), "content/" + "/".join(path) + ".md"
    assert relative_target(here, path_from(here, there)) == there
