"""What pages weigh on their way to a phone, packed with gzip, and what keeps them from showing."""

import gzip
import re
from urllib.parse import urljoin

import pytest

from tests.published import Page, Site

ORDINARY = (
    "/",
    "/events/",
    "/events/congres-de-straat-van-morgen/",
    "/events/regenweek-de-slotmiddag/",
    "/practices/een-straat-tegelijk/",
    "/people/aleida-zandhuizen/",
    "/organisations/gemeente-tilburg/",
    "/articles/vijf-stappen-naar-een-vol-dak/",
    "/themes/water/",
)
_IMPORTED = re.compile(r"""(?:from|import)\s*["']([^"']+\.js)["']""")


def packed(site: Site, address: str) -> int:
    """Return the bytes that a file takes when it is sent."""
    return len(gzip.compress(site.bytes(address), mtime=0))


def styles(site: Site, page: Page) -> set[str]:
    """Return the addresses of a page's style sheets."""
    return {_inside(site, one.attrib["href"], page) for one in page.all("link", rel="stylesheet")}


def scripts(site: Site, page: Page) -> set[str]:
    """Return the addresses of a page's scripts, and of what these import at once."""
    found: set[str] = set()
    ahead = [
        _inside(site, one.attrib["src"], page) for one in page.all("script") if "src" in one.attrib
    ]
    while ahead:
        address = ahead.pop()
        if address not in found:
            found.add(address)
            text = site.bytes(address).decode()
            ahead += [urljoin(address, name) for name in _IMPORTED.findall(text)]
    return found


def _inside(site: Site, target: str, page: Page) -> str:
    found = site.inside(target, page.address)
    assert found is not None, (page.address, target)
    return found[0]


def test_an_event_is_light(lively_hub: Site) -> None:
    """Under 15 kB of HTML, also for a conference of two days with its programme."""
    events = [one for one in lively_hub.pages if re.fullmatch(r"(/en)?/events/[^/]+/", one)]
    assert len(events) > 70
    heavy = {one: size for one in events if (size := packed(lively_hub, one)) >= 15_000}
    assert heavy == {}


def test_the_style_of_a_page_is_light(lively_hub: Site) -> None:
    """Under 15 kB on every page; a page with a map that moves has 5 kB of Leaflet's on top."""
    heavy = {}
    for page in lively_hub.pages.values():
        sheets = {one: packed(lively_hub, one) for one in styles(lively_hub, page)}
        leaflets = sum(size for one, size in sheets.items() if "/vendor/" in one)
        if sum(sheets.values()) - leaflets >= 15_000 or leaflets >= 5_000:
            heavy[page.address] = sheets
    assert heavy == {}


@pytest.mark.parametrize("address", ORDINARY)
def test_an_ordinary_page_has_little_script(address: str, lively_hub: Site) -> None:
    """Under 8 kB in all; the map and search may have more."""
    loaded = scripts(lively_hub, lively_hub.pages[address])
    assert sum(packed(lively_hub, one) for one in loaded) < 8_000, loaded


def test_the_typeface_is_light(lively_hub: Site) -> None:
    """Under 40 kB in all, as it is sent: it is packed already."""
    fonts = [one for one in lively_hub.addresses if one.endswith((".woff2", ".woff", ".ttf"))]
    assert fonts
    assert sum(len(lively_hub.bytes(one)) for one in fonts) < 40_000


def test_nothing_but_style_keeps_a_page_from_showing(lively_hub: Site) -> None:
    """Scripts wait until the page is read: they are modules, or say that they do."""
    waiting = {"module", "application/ld+json"}
    blocking = [
        (page.address, one.attrib)
        for page in lively_hub.pages.values()
        for one in page.all("script")
        if one.get("type") not in waiting and one.get("defer") is None
    ]
    assert blocking == []
