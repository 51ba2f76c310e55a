"""The map in a browser: by mouse, by keyboard, narrowed down, and without scripts."""

from playwright.sync_api import Page, expect

from tests.browser.reader import Reader

PINS = ".map-live .leaflet-marker-icon"


def shown(page: Page) -> list[str]:
    """Return the titles in the list that can be seen."""
    return page.locator(".map-item:visible .map-item-title").all_inner_texts()


def counted(page: Page) -> int:
    """Return how much all pins on the map stand for."""
    texts = page.locator(f"{PINS}").evaluate_all(
        "pins => pins.map(pin => pin.querySelector('text')?.textContent ?? '1')"
    )
    return sum(map(int, texts))


def test_the_map_shows_all_that_the_list_does(reader: Reader) -> None:
    """However pins are put together, what they stand for adds up to what has a place."""
    for width in (320, 768, 1280):
        page = reader.open("/map/", width=width)
        placed = page.locator(".map-item:not([data-place=''])").count()
        assert (width, counted(page)) == (width, placed)


def test_the_map_can_be_narrowed_down_and_sent_to_others(reader: Reader) -> None:
    """Map, list, numbers and address say the same; the way back and a copy of the address work."""
    page = reader.open("/map/")
    everything = shown(page)
    status = page.locator(".map-filters [role=status]")
    expect(status).to_have_text(f"{len(everything)} gevonden")
    page.get_by_role("checkbox", name="Hulpmiddelen").check()
    tools = shown(page)
    assert 0 < len(tools) < len(everything)
    expect(status).to_have_text(f"{len(tools)} gevonden")
    assert page.url.endswith("/map/?kind=tool")
    assert {one.get_attribute("data-sort") for one in page.locator(".map-item:visible").all()} == {
        "tool"
    }
    option = page.locator("select[name=province] option:not([disabled]):not([value=''])").first
    value = str(option.get_attribute("value"))
    page.locator("select[name=province]").select_option(value)
    assert page.url.endswith(f"/map/?kind=tool&province={value}")
    few = shown(page)
    assert 0 < len(few) <= len(tools)
    placed = page.locator(".map-item:visible:not([data-place=''])").count()
    assert counted(page) == placed
    again = reader.open(f"/map/?kind=tool&province={value}")
    assert shown(again) == few
    page.go_back()
    assert shown(page) == tools
    page.go_back()
    assert shown(page) == everything


def test_a_choice_can_be_taken_back(reader: Reader) -> None:
    """Where nothing is found the page says so, and one button brings all of it back."""
    page = reader.open("/map/?theme=bestaat-niet&kind=tool&province=NL-XX")
    everything = page.locator(".map-item").count()
    assert len(shown(page)) < everything
    page.get_by_role("button", name="Wis de keuze").click()
    assert len(shown(page)) == everything
    assert page.url.endswith("/map/")
    expect(page.get_by_role("button", name="Wis de keuze")).to_be_hidden()


def test_a_pin_opens_what_is_there_by_keyboard(reader: Reader) -> None:
    """Enter opens it and goes into it, Escape closes it and goes back to the pin."""
    page = reader.open("/map/")
    pin = page.locator(f"{PINS}[aria-label^='Maastricht']")
    pin.focus()
    page.keyboard.press("Enter")
    popup = page.locator(".leaflet-popup-content")
    expect(popup).to_contain_text("Maastricht")
    expect(popup.locator("a").first).to_be_focused()
    expect(page.locator(".map-block.chosen h3")).to_have_text("Maastricht")
    page.keyboard.press("Escape")
    expect(popup).to_have_count(0)
    expect(pin).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_url("**/practices/**")


def test_a_cluster_opens_by_mouse_and_by_keyboard(reader: Reader) -> None:
    """It is zoomed in on until its places are apart."""
    for by_keyboard in (False, True):
        page = reader.open("/map/", width=390)
        cluster = page.locator(f"{PINS}[aria-label*='plaatsen']").first
        before = page.locator(PINS).count()
        if by_keyboard:
            cluster.focus()
            page.keyboard.press("Enter")
        else:
            cluster.click()
        reader.settle(page)
        page.wait_for_timeout(200)
        assert page.locator(PINS).count() != before


def test_a_pin_opens_what_is_there_by_mouse(reader: Reader) -> None:
    """Its links lead to the pages, and one leads to the place in the list."""
    page = reader.open("/map/")
    page.locator(f"{PINS}[aria-label^='Maastricht']").click()
    popup = page.locator(".leaflet-popup-content")
    popup.get_by_role("link", name="Bekijk in de lijst").click()
    assert page.url.endswith("#hub_at-maastricht")
    popup.locator("li a").first.click()
    assert "/map/" not in page.url


def test_the_page_scrolls_over_the_map(reader: Reader) -> None:
    """The wheel moves the page and leaves the map as it is."""
    page = reader.open("/map/", height=500)
    page.locator(".map-live").hover()
    before = page.locator(".map-base").bounding_box()
    page.mouse.wheel(0, 300)
    page.wait_for_function("scrollY > 200")
    after = page.locator(".map-base").bounding_box()
    assert before is not None
    assert after is not None
    assert before["width"] == after["width"]


def test_the_map_loads_nothing_but_itself(reader: Reader) -> None:
    """Leaflet and the drawing come from the hub, on the pages of the maps alone."""
    reader.open("/map/")
    assert any(one.endswith("/leaflet.js") for one in reader.requested)
    reader.requested.clear()
    reader.open("/")
    assert not [one for one in reader.requested if "leaflet" in one]


def test_the_map_is_there_without_scripts(reader: Reader) -> None:
    """Each pin of the drawing leads to its place in the list, and no filter does nothing."""
    page = reader.open("/map/", scripts=False)
    expect(page.locator(".map-filters")).to_be_hidden()
    pin = page.locator("svg.map a.pin[data-place=maastricht]")
    pin.click()
    assert page.url.endswith("/map/#hub_at-maastricht")
    expect(page.locator("#hub_at-maastricht h3")).to_have_text("Maastricht")


def test_events_have_a_map_in_order_of_date(reader: Reader) -> None:
    """What comes first stands first, and the pins show as many."""
    page = reader.open("/map/events/")
    dates = page.locator(".map-item time").evaluate_all("all => all.map(one => one.dateTime)")
    assert dates == sorted(dates)
    assert counted(page) == page.locator(".map-item").count()


def test_on_paper_the_drawing_is_there(reader: Reader) -> None:
    """The map that can be moved gives way to the drawing, with the pins that were chosen."""
    page = reader.open("/map/?kind=tool")
    page.emulate_media(media="print")
    expect(page.locator(".map-live")).to_be_hidden()
    expect(page.locator(".map-filters")).to_be_hidden()
    places = {
        one.get_attribute("data-place") for one in page.locator(".map-item:visible").all()
    } - {""}
    assert page.locator("svg.map a.pin:visible").count() == len(places)
