"""Whether everything can be read on a narrow screen and with large text."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.places import PLACES
from tests.browser.reader import Reader

CUT = (Path(__file__).parent / "cut.js").read_text(encoding="utf-8")


def unread(page: Page) -> list[str]:
    """Return what cannot be read without scrolling aside, and what cannot be read at all."""
    wide, shown = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    return [*page.evaluate(CUT), *([f"{wide} pixels wide"] if wide > shown else [])]


@pytest.mark.parametrize("place", PLACES)
def test_nothing_is_cut_on_a_narrow_screen(place: str, reader: Reader) -> None:
    """At 320 pixels the page scrolls in one direction (WCAG 1.4.10)."""
    page = reader.open(PLACES[place], width=320)
    found = unread(page)
    assert found == [], "\n".join(found)


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("place", PLACES)
def test_nothing_is_cut_when_text_is_twice_as_large(place: str, width: int, reader: Reader) -> None:
    """Text at 200 % is all there (WCAG 1.4.4)."""
    page = reader.open(PLACES[place], width=width, scale=2)
    found = unread(page)
    assert found == [], "\n".join(found)
