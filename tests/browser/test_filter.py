"""Narrowing a listing down in a browser: by mouse, by keyboard, by address, and without scripts."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from hubgen.build import Request, build
from hubgen.progress import Quiet
from tests.browser.conftest import _visiting
from tests.browser.reader import Reader
from tests.browser.serving import serving
from tests.hub import NOW, page, write_site
from tests.published import Site


def titles(page: Page) -> list[str]:
    """Return the titles in the list that can be seen."""
    return page.locator("#hub_results .group .card-title:visible").all_inner_texts()


def status(page: Page) -> str:
    """Return what a screen reader hears."""
    return page.locator(".list-filter [role=status]").inner_text()


def facet(page: Page, name: str) -> None:
    """Open a facet by mouse."""
    page.locator(f".filter-facet[data-name={name}] summary").click()


def count_of(page: Page, name: str, value: str) -> int:
    """Return the number beside a value of a facet."""
    label = page.locator(f"label:has(input[name={name}][value={value}])")
    return int(label.locator(".count").inner_text())


@pytest.fixture(scope="module")
def long_hub(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Publish a hub with 120 articles and 120 events, each over three pages."""
    folder = tmp_path_factory.mktemp("long")
    files = {}
    for number in range(120):
        audience = ["Wethouders"] if number % 40 == 39 else ["Raadsleden"]
        audience += ["Inkopers"] if number % 2 else []
        day = NOW.date() + timedelta(days=number - 30)
        files[f"content/articles/a{number:03}.md"] = page(
            f"title: A{number:03}\ndate: {date(2024, 9, 1) - timedelta(days=number)}\n"
            f"audience: {audience}\nsummary: Een regel."
        )
        files[f"content/events/e{number:03}.md"] = page(
            f"title: E{number:03}\nstart: {day}\naudience: {audience}\nsummary: Een regel."
        )
    write_site(folder / "site", files)
    build(Request(site=folder / "site", output=folder / "public", now=NOW), Quiet())
    return Site(root=folder / "public", base_url="https://hub.example.org/")


@pytest.fixture
def long_reader(browser: Browser, long_hub: Site) -> Iterator[Reader]:
    """Return a reader of the long hub."""
    with serving(long_hub.root) as origin:
        yield from _visiting(Reader(browser=browser, site=long_hub, origin=origin, now=NOW))


def test_a_listing_is_narrowed_down_by_mouse(reader: Reader) -> None:
    """List, numbers, status, chips and address say the same; the way back works."""
    page = reader.open("/events/")
    everything = titles(page)
    assert status(page) == f"{len(everything)} gevonden"
    facet(page, "theme")
    water = count_of(page, "theme", "water")
    warmth = count_of(page, "theme", "warmte")
    page.get_by_role("checkbox", name="Water en klimaatadaptatie").check()
    assert page.url.endswith("/events/?theme=water")
    assert len(titles(page)) == water
    assert status(page) == f"{water} gevonden"
    page.get_by_role("checkbox", name="Warmte en wonen").check()
    assert page.url.endswith("/events/?theme=warmte&theme=water")
    both = titles(page)
    assert max(water, warmth) <= len(both) <= water + warmth
    facet(page, "where")
    online = count_of(page, "where", "online")
    page.get_by_role("checkbox", name="Online", exact=False).check()
    assert len(titles(page)) == online < len(both)
    assert page.url.endswith("/events/?theme=warmte&theme=water&where=online")
    page.go_back()
    assert titles(page) == both
    page.go_back()
    page.go_back()
    assert titles(page) == everything
    assert not page.locator("input:checked").count()


def test_an_address_says_what_was_chosen(reader: Reader) -> None:
    """A copy of it, opened or loaded once more, shows the same; a chip takes a choice away."""
    page = reader.open("/events/?theme=water&where=online")
    few = titles(page)
    assert len(few) == int(status(page).split()[0])
    page.reload()
    reader.settle(page)
    assert titles(page) == few
    page.get_by_role("button", name="Haal weg: Online").click()
    assert page.url.endswith("/events/?theme=water")
    assert len(titles(page)) > len(few)
    expect(page.get_by_role("button", name="Haal weg: Water en klimaatadaptatie")).to_be_focused()
    page.get_by_role("button", name="Wis filters").click()
    assert page.url.endswith("/events/")
    expect(page.locator(".filter-facet summary").first).to_be_focused()
    expect(page.get_by_role("button", name="Wis filters")).to_be_hidden()


def test_a_listing_is_narrowed_down_by_keyboard(reader: Reader) -> None:
    """Enter opens a facet, the space bar chooses, Escape closes it and goes back to it."""
    page = reader.open("/practices/")
    everything = titles(page)
    summary = page.locator(".filter-facet summary").first
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert len(titles(page)) < len(everything)
    assert "?theme=" in page.url
    page.keyboard.press("Escape")
    expect(page.locator(".filter-facet[open]")).to_have_count(0)
    expect(summary).to_be_focused()


def test_where_nothing_is_found_it_says_so(reader: Reader) -> None:
    """No heading stands above nothing, and a button brings all back."""
    page = reader.open("/themes/water/?kind=events&phase=completed")
    assert status(page) == "Niets gevonden"
    expect(page.locator("#hub_results .group:visible")).to_have_count(0)
    nothing = page.locator(".filter-none")
    expect(nothing).to_be_visible()
    nothing.get_by_role("button").click()
    expect(nothing).to_be_hidden()
    assert titles(page) != []


def test_periods_are_those_of_the_day_that_it_is(reader: Reader) -> None:
    """What is on in a week is on in its month too."""
    page = reader.open("/events/?period=week")
    week = titles(page)
    page.goto(f"{reader.origin}/events/?period=month")
    reader.settle(page)
    month = titles(page)
    assert 0 < len(week) < len(month)
    assert set(week) < set(month)


def test_all_of_a_long_listing_is_found(long_reader: Reader) -> None:
    """Entries of all three pages, in their order; then everything is as it was."""
    page = long_reader.open("/articles/")
    before = titles(page)
    assert len(before) == 50
    facet(page, "audience")
    page.get_by_role("checkbox", name="Wethouders").check()
    long_reader.settle(page)
    assert titles(page) == ["A039", "A079", "A119"]
    assert status(page) == "3 gevonden"
    expect(page.locator(".pager")).to_be_hidden()
    page.get_by_role("button", name="Wis filters").click()
    assert titles(page) == before
    expect(page.locator(".pager")).to_be_visible()
    asked = [one for one in long_reader.requested if "/page/" in one]
    assert sorted(asked) == [f"{long_reader.origin}/articles/page/{number}/" for number in (2, 3)]


def test_more_of_a_long_listing_is_shown_when_asked_for(long_reader: Reader) -> None:
    """At most 25 of further pages at a time; the first that came is where one goes on."""
    page = long_reader.open("/articles/?audience=inkopers")
    assert status(page) == "60 gevonden"
    assert len(titles(page)) == 25 + 25
    page.get_by_role("button", name="Toon meer").click()
    long_reader.settle(page)
    assert titles(page) == [f"A{number:03}" for number in range(1, 120, 2)]
    expect(page.get_by_role("link", name="A101")).to_be_focused()
    expect(page.get_by_role("button", name="Toon meer")).to_be_hidden()


def test_a_further_page_leads_to_the_filter(long_reader: Reader) -> None:
    """The whole listing is narrowed down at its own address."""
    page = long_reader.open("/articles/page/2/")
    page.get_by_role("link", name="Filter in de hele lijst").click()
    page.wait_for_url("**/articles/")
    expect(page.locator(".list-filter")).to_be_visible()


def test_groups_of_further_pages_are_put_together(long_reader: Reader) -> None:
    """What is past stays below one heading, in the order of the pages."""
    page = long_reader.open(f"/events/{NOW.year}/?audience=wethouders")
    found = titles(page)
    assert sorted(found) == ["E039", "E079", "E119"] or len(found) == int(status(page).split()[0])
    headings = page.locator("#hub_results .group > h2:visible").all_inner_texts()
    assert len(set(headings)) == len(headings)


def test_pages_that_cannot_be_fetched_are_told_of(long_reader: Reader) -> None:
    """What is there is shown; what is not is said."""
    long_reader.expected("net::ERR_FAILED", "Failed to fetch")
    page = long_reader.open("/articles/")
    page.route("**/page/**", lambda route: route.abort())
    facet(page, "audience")
    page.get_by_role("checkbox", name="Wethouders").check()
    expect(page.locator(".list-filter [role=status]")).to_have_text(
        "De rest van de lijst kan nu niet worden geladen."
    )
    assert titles(page) == ["A039"]


def test_without_its_data_the_filter_makes_way(reader: Reader) -> None:
    """Where the file beside the listing cannot be fetched, the links are there instead."""
    reader.expected("net::ERR_FAILED", "Failed to fetch")
    page = reader.open("/practices/")
    expect(page.locator(".facet-themes")).to_be_hidden()
    page.route("**/filter.json", lambda route: route.abort())
    page.reload()
    expect(page.locator(".list-filter")).to_have_count(0)
    expect(page.locator(".facet-themes")).to_be_visible()


def test_without_scripts_there_are_links_and_no_filter(reader: Reader) -> None:
    """Each theme has its own page, and no control does nothing."""
    page = reader.open("/practices/", scripts=False)
    expect(page.locator(".list-filter")).to_be_hidden()
    links = page.locator(".facet-themes a:visible")
    assert links.count() > 3
    links.first.click()
    assert "/themes/" in page.url


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("dark", [False, True])
def test_everyone_can_use_the_filter(width: int, dark: bool, reader: Reader) -> None:
    """Open and with a choice made, axe finds nothing and nothing sticks out of the page."""
    page = reader.open("/events/?theme=water&where=online", width=width, dark=dark)
    if width < 768:
        expect(page.locator(".filter-facets")).to_be_hidden()
        page.locator(".filter-toggle").click()
    facet(page, "place")
    assert reader.judge(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
