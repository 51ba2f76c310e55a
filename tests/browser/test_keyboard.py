"""Whether the hub can be used without a mouse."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.places import MAIN, PLACES
from tests.browser.reader import Reader

STOPS = (Path(__file__).parent / "stops.js").read_text(encoding="utf-8")


def walk(page: Page) -> tuple[list[str], list[dict[str, Any]]]:
    """Return what a page has to stop at, and where the Tab key stops, until it leaves the page."""
    wanted = page.evaluate(STOPS)
    for _ in range(len(wanted) + 5):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
    return wanted, page.evaluate("window.stops")


@pytest.mark.parametrize("place", [*MAIN, "subscribe", "themes"])
def test_tab_stops_everywhere_in_the_order_of_reading(place: str, reader: Reader) -> None:
    """At each link, button and field that is shown, and each time one can see where it is."""
    wanted, stops = walk(reader.open(PLACES[place]))
    assert wanted == [one["name"] for one in stops]
    assert [one["name"] for one in stops if not one["seen"]] == []


def test_the_first_stop_skips_to_the_text(reader: Reader) -> None:
    """The link is shown when it has the focus, and the next stop after it is in the text."""
    page = reader.open("/events/")
    page.keyboard.press("Tab")
    skip = page.locator("a.skip")
    assert skip.evaluate("one => one === document.activeElement")
    assert skip.evaluate("one => one.getBoundingClientRect().top") >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_the_menu_of_a_phone_opens_and_closes(reader: Reader) -> None:
    """With Enter and Escape, without a script; the focus returns to the button that opened it."""
    page = reader.open("/", width=390, scripts=False)
    menu = page.locator("#hub_menu")
    button = page.locator(".menu-button")
    assert not menu.is_visible()
    button.focus()
    page.keyboard.press("Enter")
    assert menu.is_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#hub_menu') !== null")
    page.keyboard.press("Escape")
    assert not menu.is_visible()
    assert button.evaluate("one => one === document.activeElement")
