"""Whom a reader's browser talks to: the hub, and nobody else."""

import pytest

from tests.browser.reader import Reader

ADDRESSES = (
    "/", "/events/", "/people/", "/practices/", "/organisations/", "/articles/", "/map/",
    "/subscribe/", "/search/?q=water", "/nergens/",
)  # fmt: skip


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_14_a_readers_browser_asks_the_hub_alone(reader: Reader, dark: bool) -> None:
    """Every request of every sort of page is the hub's; nothing breaks its policy, which is strict.

    What was asked for is compared again when the reader leaves, with what is kept of them.
    """
    reader.expected("404")
    for address in ADDRESSES:
        visited = reader.open(address, dark=dark)
        policy = visited.locator("meta[http-equiv=Content-Security-Policy]").get_attribute(
            "content"
        )
        assert (policy or "").startswith("default-src 'self';")
        assert "unsafe" not in (policy or "")
    assert len(reader.requested) > 2 * len(ADDRESSES)
    elsewhere = [one for one in reader.requested if not one.startswith(f"{reader.origin}/")]
    assert [one for one in elsewhere if not one.startswith("blob:")] == []
