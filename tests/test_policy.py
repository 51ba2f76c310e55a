"""The policy: what browsers may do with the hub's pages."""

import pytest

from hubgen.policy import headers, page_policy
from hubgen.settings import Settings, read_settings
from tests.published import Site

OWN = "default-src 'self'; object-src 'none'; frame-src 'none'; base-uri 'none'; form-action 'self'"


def settings(more: str = "") -> Settings:
    """Return the settings of a hub in a folder of its server."""
    return read_settings(f"title: Testhub\nbase_url: https://example.org/hub/\n{more}")


def test_14_a_page_may_fetch_what_the_hub_publishes_and_nothing_else() -> None:
    """Not one host is named, and neither inline scripts nor inline styles are allowed."""
    assert page_policy(settings()) == OWN


@pytest.mark.parametrize(
    ("tiles", "source"),
    [
        ("https://tiles.example.org/{z}/{x}/{y}.png", "https://tiles.example.org"),
        ("https://{s}.tiles.example.org/{z}/{x}/{y}.png", "https://*.tiles.example.org"),
        ("https://tiles.example.org:8443/{z}.png", "https://tiles.example.org:8443"),
        ("https://t{s}.example.org/{z}.png", "https:"),
        ("https://example.org;script-src/{z}.png", "https:"),
    ],
)
def test_14_images_may_come_from_the_tiles_that_the_settings_name(tiles: str, source: str) -> None:
    """A site owner who chooses a third party's tiles allows its images, and nothing more of it."""
    found = page_policy(settings(f'map: {{tiles: "{tiles}", attribution: Iemand}}\n'))
    assert found == f"{OWN}; img-src 'self' data: {source}"


def test_the_headers_are_for_all_that_is_below_the_folder_of_the_hub() -> None:
    """They say what the pages say, and what a header alone can."""
    assert headers(settings()).decode().splitlines() == [
        "/hub/*",
        f"  Content-Security-Policy: {OWN}; frame-ancestors 'none'",
        "  X-Content-Type-Options: nosniff",
        "  Referrer-Policy: strict-origin-when-cross-origin",
        "  Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "  Cross-Origin-Opener-Policy: same-origin",
    ]


def test_what_never_changes_is_kept_for_good() -> None:
    """Its rule is one of its own, and no other says how long anything is kept."""
    lines = headers(settings(), ["/static/0123456789/"]).decode().splitlines()
    kept = "  Cache-Control: public, max-age=31536000, immutable"
    assert lines[-2:] == ["/hub/static/0123456789/*", kept]
    assert [one for one in lines if "Cache-Control" in one] == [kept]


def test_the_published_headers_name_the_folder_that_pages_load_from(hub: Site) -> None:
    """What browsers keep for good is what the digest in its address is of."""
    said = hub.bytes("/_headers").decode()
    folder = hub.static("style.css").removesuffix("style.css")
    assert f"{folder}*\n  Cache-Control: " in said


def test_14_every_page_carries_the_policy_before_anything_that_it_is_about(hub: Site) -> None:
    """It is the first element after the character set, on each page of the hub."""
    for page in hub.pages.values():
        (head,) = page.all("head")
        first, second = list(head)[:2]
        assert first.get("charset") == "utf-8"
        assert second.get("http-equiv") == "Content-Security-Policy", page.address
        assert second.get("content") == OWN


def test_14_no_page_has_a_script_a_style_or_a_handler_in_it(hub: Site) -> None:
    """What the policy forbids is not there: all scripts are files, but for data."""
    for page in hub.pages.values():
        for one in page.elements:
            assert one.tag != "style", page.address
            assert not [name for name in one.attrib if name == "style" or name.startswith("on")]
        inline = [one for one in page.all("script") if "src" not in one.attrib]
        assert {one.get("type") for one in inline} <= {"application/ld+json"}, page.address
