"""Whether everyone can use the pages, as far as axe can tell."""

import pytest
from playwright.sync_api import Page

from tests.browser.places import MISSING, PLACES
from tests.browser.reader import Reader

WIDTHS = (320, 768, 1280)


def everywhere(reader: Reader, page: Page) -> list[str]:
    """Return what axe finds on a page, on each width and in both colour schemes.

    In dark only the colours are others: tests/test_design.py sees to that.
    """
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="light")
        found += [f"{width} light {one}" for one in reader.judge(page)]
        page.emulate_media(color_scheme="dark")
        found += [f"{width} dark {one}" for one in reader.judge(page, colours_alone=True)]
    return found


@pytest.mark.parametrize("place", PLACES)
def test_axe_finds_nothing(place: str, reader: Reader) -> None:
    """On any width, in light and in dark."""
    found = everywhere(reader, reader.open(PLACES[place]))
    assert found == [], "\n".join(found)


@pytest.mark.parametrize("place", PLACES)
def test_axe_finds_nothing_without_scripts(place: str, reader: Reader) -> None:
    """The page is as good before scripts change it; where they change nothing, it is the same."""
    plain = reader.open(PLACES[place], scripts=False)
    if plain.content() == reader.open(PLACES[place]).content():
        return
    found = everywhere(reader, plain)
    assert found == [], "\n".join(found)


def test_axe_finds_nothing_on_an_address_without_page(reader: Reader) -> None:
    """The page that says so is a page like the others."""
    reader.expected("404")
    found = everywhere(reader, reader.open(MISSING))
    assert found == [], "\n".join(found)
