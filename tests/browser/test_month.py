"""Whether a month of the agenda can be used by keyboard, on a phone and without scripts."""

from tests.browser.reader import Reader

MARCH = "/events/month/2025-03/"


def test_the_months_beside_it_are_reached_by_keyboard(reader: Reader) -> None:
    """To the next month and back, with the Enter key."""
    page = reader.open(MARCH)
    page.locator(".month-ways [rel=next]").press("Enter")
    page.wait_for_url("**/events/month/2025-04/")
    page.locator(".month-ways [rel=prev]").press("Enter")
    page.wait_for_url(f"**{MARCH}")


def test_a_phone_shows_a_list_of_the_days_that_have_something(reader: Reader) -> None:
    """Each day says its whole date, one below the other, within the screen; without scripts too."""
    page = reader.open(MARCH, width=390, scripts=False)
    days = page.locator(".month td:visible")
    boxes = [box for one in days.all() if (box := one.bounding_box())]
    assert len(boxes) == page.locator(".month td:has(li)").count() > 10
    assert {round(box["x"]) for box in boxes} == {16}
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert days.first.locator(".month-day").inner_text() == "maandag 3 maart"


def test_a_wide_screen_shows_seven_columns(reader: Reader) -> None:
    """From Monday to Sunday, each with a heading."""
    page = reader.open(MARCH, width=1280)
    heads = page.locator(".month th:visible").all_inner_texts()
    assert (heads[0], heads[-1], len(heads)) == ("maandag", "zondag", 7)
    cells = page.locator(".month tbody tr").nth(1).locator("td")
    assert len({box["x"] for one in cells.all() if (box := one.bounding_box())}) == 7
