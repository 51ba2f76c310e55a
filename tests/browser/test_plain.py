"""What a page is without scripts, and without motion."""

import pytest

from tests.browser.places import PLACES
from tests.browser.reader import Reader

# Buttons that open a popover or send a form work by themselves; fields do in a form that is sent.
_DEAD = """\
() => [...document.querySelectorAll("button, input, select, textarea")].filter(one =>
  one.checkVisibility({visibilityProperty: true}) && !one.hasAttribute("popovertarget")
  && !one.closest("form[action]") && !one.disabled).map(one => one.outerHTML)"""
_MOVES = """\
() => [...document.querySelectorAll("*")].flatMap(one => ["", "::before", "::after"].map(part => {
  const {transitionDuration, animationName, animationDuration, scrollBehavior} =
    getComputedStyle(one, part || null);
  const long = time => time.split(",").some(each => parseFloat(each) > 0.01);
  const moves = long(transitionDuration) || (animationName !== "none" && long(animationDuration))
    || scrollBehavior === "smooth";
  return moves ? `${one.tagName}.${one.className}${part}` : "";
})).filter(Boolean)"""


@pytest.mark.parametrize("place", PLACES)
def test_a_page_is_whole_without_scripts(place: str, reader: Reader) -> None:
    """It has its title and its text, and shows no button or field that does nothing."""
    page = reader.open(PLACES[place], scripts=False)
    assert page.locator("h1").count() == 1
    assert page.locator("h1").is_visible()
    assert len(page.locator("main").inner_text()) > 100
    assert page.evaluate(_DEAD) == []


@pytest.mark.parametrize("place", PLACES)
def test_nothing_moves_for_who_wants_no_motion(place: str, reader: Reader) -> None:
    """No transition, animation or smooth scrolling where the reader's system asks for less."""
    assert reader.open(PLACES[place]).evaluate(_MOVES) == []
