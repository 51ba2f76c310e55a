"""Searching, as a reader does it: by typing, by keyboard, by filter, and without scripts."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.reader import Reader

WEBINAR = "Webinar: warmtenetten in de bestaande bouw"


def titles(page: Page) -> list[str]:
    """Return the titles of the results that are shown, once it was looked for them."""
    expect(page.get_by_role("status")).not_to_have_text("")
    return page.locator("#hub_search_results h3").all_inner_texts()


def said(page: Page) -> str:
    """Return what a screen reader hears of a search, once there is something to hear."""
    expect(page.get_by_role("status")).not_to_have_text("")
    return page.get_by_role("status").inner_text()


def asked_for(reader: Reader, part: str) -> list[str]:
    """Return the addresses that the browser asked for with a text in them."""
    return [one.removeprefix(reader.origin) for one in reader.requested if part in one]


@pytest.mark.parametrize("q", ["warmtenet", "warmtenetten", "WARMTENETTEN", "wármtenet"])
def test_word_forms_find_each_other(q: str, reader: Reader) -> None:
    """Whichever form is in the address, the page is found, and the form that it has is marked."""
    page = reader.open(f"/search/?q={q}")
    assert titles(page)[0] == WEBINAR
    first = page.locator(".finder-item").first
    assert first.locator("h3 mark").all_inner_texts() == ["warmtenetten"]
    about = first.locator(".finder-about").inner_text()
    assert about == "Bijeenkomst · dinsdag 7 november 2023, 15.30–16.30 uur · Online"


@pytest.mark.parametrize(
    ("q", "meant"), [("warmtent", "warmtenet"), ("energiecaoch", "energiecoach")]
)
def test_a_mistake_is_corrected_and_told(q: str, meant: str, reader: Reader) -> None:
    """The reader hears what was looked for instead."""
    page = reader.open(f"/search/?q={q}")
    assert titles(page) != []
    assert said(page).startswith(f"“{q}” staat op geen enkele pagina. Gezocht is naar “{meant}”.")


def test_a_search_in_the_header_leads_to_results(reader: Reader) -> None:
    """From any page, with the keyboard alone."""
    page = reader.open("/events/")
    field = page.locator("header").get_by_role("searchbox")
    field.fill("warmtenetten")
    field.press("Enter")
    page.wait_for_url("**/search/?q=warmtenetten")
    expect(page.locator("#hub_search_results h3").first).to_have_text(WEBINAR)


def test_results_come_while_one_types(reader: Reader) -> None:
    """Without a button; the address follows, and the number is told."""
    page = reader.open("/search/")
    page.get_by_role("searchbox").press_sequentially("warmtenett")
    expect(page.get_by_role("status")).to_have_text("1 pagina gevonden.")
    assert page.url == f"{reader.origin}/search/?q=warmtenett"
    assert titles(page) == [WEBINAR]


def test_the_arrow_keys_go_from_the_field_to_the_results_and_back(reader: Reader) -> None:
    """Enter follows a result; Escape goes back to the field."""
    page = reader.open("/search/?q=energie")
    field = page.get_by_role("searchbox")
    links = page.locator("#hub_search_results a")
    field.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(field).to_be_focused()
    page.keyboard.press("ArrowDown")
    goal = links.nth(0).get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{goal}")


def test_a_kind_and_a_theme_are_chosen_and_the_back_button_undoes_it(reader: Reader) -> None:
    """Each choice has its number, is in the address, and is a step back."""
    page = reader.open("/search/?q=energie")
    everything = said(page)
    kinds, themes = page.get_by_label("Soort"), page.get_by_label("Thema")
    count = kinds.locator("option[value=practices]").inner_text()
    kinds.select_option("practices")
    expect(page.get_by_role("status")).not_to_have_text(everything)
    number = said(page).split()[0]
    assert count == f"Praktijkvoorbeelden ({number})"
    of_kind = said(page)
    theme = themes.locator("option").nth(1).get_attribute("value")
    themes.select_option(theme)
    page.wait_for_url(f"**/search/?q=energie&kind=practices&theme={theme}")
    page.go_back()
    expect(page.get_by_role("status")).to_have_text(of_kind)
    assert themes.input_value() == ""
    page.go_back()
    expect(page.get_by_role("status")).to_have_text(everything)
    assert (kinds.input_value(), page.url) == ("", f"{reader.origin}/search/?q=energie")


def test_an_address_with_filters_can_be_shared(reader: Reader) -> None:
    """Who opens it sees what its sender saw."""
    page = reader.open("/search/?q=energie&kind=practices")
    assert page.get_by_label("Soort").input_value() == "practices"
    kinds = {one.split(" · ")[0] for one in page.locator(".finder-about").all_inner_texts()}
    assert kinds == {"Praktijkvoorbeeld"}


def test_more_results_are_a_button_away(reader: Reader) -> None:
    """Ten at a time; the focus goes to the first of the next."""
    page = reader.open("/search/?q=gemeente")
    assert len(titles(page)) == 10
    page.get_by_role("button", name="Toon meer").click()
    expect(page.locator("#hub_search_results a").nth(10)).to_be_focused()


def test_nothing_found_is_told_with_places_to_look(reader: Reader) -> None:
    """The sections and themes are there when there is no result, and not when there is."""
    page = reader.open("/search/?q=xyzzyxyzzy")
    assert said(page).startswith("Niets gevonden")
    expect(page.get_by_role("heading", name="Alle thema’s")).to_be_visible()
    page.get_by_role("searchbox").fill("warmtenet")
    expect(page.get_by_role("heading", name="Alle thema’s")).to_be_hidden()


def test_a_lost_index_is_told(reader: Reader) -> None:
    """And not taken for a search that finds nothing."""
    page = reader.open("/search/")
    reader.expected("Failed to fetch", "ERR_FAILED")
    page.route("**/index.json", lambda route: route.abort())
    page.get_by_role("searchbox").fill("warmtenet")
    expect(page.get_by_role("status")).to_contain_text("Zoeken lukt nu niet")


def test_a_reader_who_began_before_a_build_finds_what_it_published(reader: Reader) -> None:
    """Where a file of the index is gone, the index is asked for once more."""
    page = reader.open("/search/")
    reader.expected("404", "ERR_FAILED")
    page.route("**/files/pages-*.json", lambda route: route.fulfill(status=404), times=1)
    page.get_by_role("searchbox").fill("warmtenetten")
    expect(page.get_by_role("status")).to_have_text("1 pagina gevonden.")
    assert len(asked_for(reader, "/search/index.json")) == 2


def index_files(reader: Reader) -> list[str]:
    """Return what was asked for of the index; a listing has data of its own to narrow it down."""
    return [one for one in asked_for(reader, ".json") if "/search/" in one]


def test_a_search_loads_a_few_files_and_other_pages_none(reader: Reader) -> None:
    """The index is for who searches; no page asks for it on its own account."""
    reader.open("/")
    reader.open("/events/")
    assert [*asked_for(reader, "/search/"), *asked_for(reader, "/search.")] == []
    reader.open("/search/")
    assert index_files(reader) == []
    reader.open("/search/?q=warmtenet")
    assert len(index_files(reader)) <= 6


def test_the_english_pages_have_an_index_of_their_own(reader: Reader) -> None:
    """English word forms find English pages."""
    page = reader.open("/en/search/?q=streets")
    assert titles(page) != []
    links = page.locator("#hub_search_results a").all()
    assert {str(one.get_attribute("href"))[:4] for one in links} == {"/en/"}
    assert asked_for(reader, "dutch") == []


def test_without_scripts_there_are_places_to_look(reader: Reader) -> None:
    """A field that does nothing is not there; all sections and themes are."""
    page = reader.open("/search/?q=warmtenet", scripts=False)
    expect(page.locator("main").get_by_role("searchbox")).to_be_hidden()
    expect(page.locator("main .notice")).to_be_visible()
    page.locator("main").get_by_role("link", name="Agenda", exact=True).click()
    page.wait_for_url("**/events/")


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("q", ["energie", "warmtent", "xyzzyxyzzy"])
def test_results_are_accessible(q: str, dark: bool, reader: Reader) -> None:
    """With results, with a correction, and with nothing found; on a phone."""
    page = reader.open(f"/search/?q={q}", width=390, dark=dark)
    assert reader.judge(page) == []
