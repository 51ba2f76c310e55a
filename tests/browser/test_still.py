"""Whether a page stays put while it comes in."""

import pytest

from tests.browser.places import MAIN, PLACES
from tests.browser.reader import Reader

_SHIFTED = """\
() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => {
    for (const one of list.getEntries()) if (!one.hadRecentInput) sum += one.value;
  }).observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(sum), 100);
})"""


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("place", [*MAIN, "subscribe", "event that is on"])
def test_nothing_jumps_while_a_page_comes_in(place: str, width: int, reader: Reader) -> None:
    """What scripts add has its room beforehand: shifts stay under 0.1, which counts as good."""
    page = reader.open(PLACES[place], width=width, height=844)
    assert page.evaluate(_SHIFTED) < 0.1
