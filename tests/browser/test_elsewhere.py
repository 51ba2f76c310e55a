"""A hub in a folder of a server, with map tiles of somebody else: all else stays its own."""

import io
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Route, expect

from hubgen.build import Request, build
from hubgen.progress import Quiet
from tests.browser.reader import Reader
from tests.browser.serving import serving
from tests.hub import event, page, write_site
from tests.published import Site

NOW = datetime.fromisoformat("2024-11-01T12:00:00+01:00")
FOLDER = "/een/twee/drie/"
ODD = "'\"><svg onload=alert(1)></script>{{7*7}} \N{EARTH GLOBE EUROPE-AFRICA}'"
"""Markup in a title, as a YAML text."""
FILES = {
    "content/site.yaml": (
        f"title: Testhub\nbase_url: https://hub.example.org{FOLDER}\n"
        "themes: [{slug: energie, title: Energie, colour: '#ffffff'}]\n"
        "sections: {events: {path: agenda}}\nmap:\n"
        "  tiles: https://{s}.tiles.example.org/{z}/{x}/{y}.png\n"
        f"  attribution: {ODD}\n"
    ),
    "content/practices/p.md": page(f"title: {ODD}\nmunicipality: Tilburg\nthemes: energie"),
    "content/events/e.md": event("location: {municipality: Breda}", title="De warmtenetten"),
}
ADDRESSES = (
    "", "map/", "map/events/", "agenda/", "agenda/e/", "practices/", "practices/p/", "subscribe/",
    "search/?q=svg", "themes/energie/",
)  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a server that has the hub in a folder of a folder of a folder."""
    root = tmp_path_factory.mktemp("elsewhere")
    site = write_site(root / "site", FILES)
    build(Request(site=site, output=root / "www" / FOLDER.strip("/"), now=NOW), Quiet())
    headers = (root / "www" / FOLDER.strip("/") / "_headers").read_bytes()
    (root / "www" / "_headers").write_bytes(headers)  # where hosts look for it
    return root / "www"


@pytest.fixture
def guest(browser: Browser, folder: Path) -> Iterator[Reader]:
    """Return a reader of that hub."""
    site = Site(root=folder / FOLDER.strip("/"), base_url=f"https://hub.example.org{FOLDER}")
    with serving(folder) as origin:
        reader = Reader(browser=browser, site=site, origin=origin, now=NOW)
        yield reader
        reader.leave()


def elsewhere(reader: Reader) -> set[str]:
    """Return the hosts that were asked for something and are not the hub's, and what lies outside.

    A tile's host begins with a letter of Leaflet's choice.
    """
    found = set()
    for one in reader.requested:
        parts = urlsplit(one)
        if not one.startswith(reader.origin):
            found.add(parts.netloc.partition(".")[2])
        elif not parts.path.startswith(FOLDER):
            found.add(parts.path)
    return found


@pytest.mark.parametrize("address", ADDRESSES)
def test_14_every_page_works_in_a_folder(guest: Reader, address: str) -> None:
    """What it loads is in the folder, and is there; only maps ask for tiles."""
    failed = "net::ERR_"  # the tiles, whose server does not exist
    guest.expected(failed)
    visited = guest.open(FOLDER + address)
    is_map = visited.locator(".map-live").count() == 1
    assert elsewhere(guest) == ({"tiles.example.org"} if is_map else set())
    assert [one for one in guest.faults() if not one.startswith("asked for https://")] == []
    assert is_map or not [one for one in guest.errors if failed in one]


def test_words_are_found_in_a_folder(guest: Reader) -> None:
    """A result is shown with its markup as text, and leads to its page."""
    visited = guest.open(f"{FOLDER}search/?q=warmtenet")
    visited.get_by_role("link", name="De warmtenetten").click()
    assert urlsplit(visited.url).path == f"{FOLDER}agenda/e/"
    odd = guest.open(f"{FOLDER}search/?q=onload")
    expect(odd.locator(".finder-item h3")).to_contain_text(
        '"><svg onload=alert(1)></script>{{7*7}}'
    )
    assert odd.locator(".finder-item svg:not(.parcels)").count() == 0
    assert guest.faults() == []


def test_a_map_without_its_tiles_is_the_drawing(guest: Reader) -> None:
    """Where the tiles do not come the country is there, with pins and with who would be thanked."""
    guest.expected("net::ERR_")
    visited = guest.open(f"{FOLDER}map/")
    expect(visited.locator(".map-live .map-base")).to_be_visible()
    assert _drawn(visited) != set()
    credit = visited.locator(".leaflet-control-attribution")
    expect(credit).to_have_text(
        '"><svg onload=alert(1)></script>{{7*7}} \N{EARTH GLOBE EUROPE-AFRICA}'
    )
    assert credit.locator("svg").count() == 0
    visited.locator(".map-live .leaflet-marker-icon").click()
    popup = visited.locator(".leaflet-popup-content")
    expect(popup).to_contain_text('"><svg onload=alert(1)></script>{{7*7}}')
    assert popup.locator("svg[onload]").count() == 0


def test_14_tiles_come_through_the_policy(guest: Reader) -> None:
    """They are images, and are all that somebody else is asked for: a script of theirs is not."""
    picture = io.BytesIO()
    Image.new("RGB", (256, 256), "white").save(picture, "PNG")

    def answer(route: Route) -> None:
        route.fulfill(body=picture.getvalue(), content_type="image/png")

    guest.expected("net::ERR_")
    visited = guest.open(f"{FOLDER}map/")
    visited.context.route("https://*.tiles.example.org/**", answer)
    guest.errors.clear()
    visited.reload()
    guest.settle(visited)
    expect(visited.locator("img.leaflet-tile-loaded").first).to_be_visible()
    assert guest.errors == []
    asked = "fetch('https://a.tiles.example.org/1/1/1.png').then(() => 'came', () => 'refused')"
    assert visited.evaluate(asked) == "refused"


def _drawn(visited: Page) -> set[str]:
    """Return the drawings that the map is made of and that have an extent."""
    return set(
        visited.locator(".map-live .map-base use").evaluate_all(
            "all => all.filter(one => one.getBBox().width).map(one => one.getAttribute('href'))"
        )
    )
