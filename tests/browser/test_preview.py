"""The preview in a browser: what is wrong lies over the page, can be read, closed and opened."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.reader import Reader
from tests.published import Site
from tests.test_serve import NOW, Running, change, make_site, running

PLACE = "content/pages/over.md:3:1"
OVERLAY = "Door 1 probleem kan de hub niet worden gemaakt."


@contextmanager
def writing(site: Path, browser: Browser, **environment: str) -> Iterator[tuple[Running, Reader]]:
    """Give a preview of a site, and a reader who looks at it."""
    with running(site, **environment) as hub:
        origin = f"http://127.0.0.1:{hub.port}"
        shown = Site(root=site, base_url=origin)
        now = datetime.fromisoformat(NOW)
        reader = Reader(browser=browser, site=shown, origin=origin, now=now)
        yield hub, reader
        reader.leave()
        assert [one for one in reader.errors if "503" not in one] == []
        assert [one for one in reader.requested if not one.startswith((origin, "ws:"))] == []


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site that a test may change."""
    return make_site(tmp_path)


def held_against(page: Page, reader: Reader) -> list[str]:
    """Return what axe holds against what the preview adds.

    A link of the page itself may be behind the bar, until one scrolls.
    """
    return [one for one in reader.judge(page) if ".hubgen-" in one]


def spoil(hub: Running, page: Page) -> None:
    """Make a mistake in a page while it is open, and wait until it is shown."""
    with page.expect_navigation():
        change(hub.page, "uid:", "uidd:")
    page.get_by_role("dialog").wait_for()


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
def test_a_mistake_lies_over_the_page_until_it_is_closed(
    site: Path, browser: Browser, width: int, dark: bool
) -> None:
    """It is read first, says where and what, Escape closes it, and a button shows it again."""
    with writing(site, browser) as (hub, reader):
        page = reader.open("/over/", width=width, dark=dark)
        spoil(hub, page)
        overlay = page.get_by_role("dialog", name=OVERLAY)
        assert page.get_by_role("heading", name=OVERLAY).evaluate(
            "one => one.getRootNode().activeElement === one"
        )
        assert overlay.get_by_role("button", name=PLACE).is_visible()
        assert overlay.locator("mark").inner_text() == "uidd"
        assert held_against(page, reader) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width

        page.keyboard.press("Escape")
        assert not overlay.is_visible()
        again = page.get_by_role("button", name="Toon het probleem")
        assert again.evaluate("one => one.getRootNode().activeElement === one")
        assert held_against(page, reader) == []
        page.reload()
        assert not overlay.is_visible()  # the same mistake, which was read
        again.press("Enter")
        assert overlay.is_visible()

        page.keyboard.press("Escape")
        with page.expect_navigation():
            change(hub.page, "Over", "Over\nelders: ja")
        overlay = page.get_by_role("dialog", name="Door 2 problemen")
        overlay.wait_for()
        with page.expect_navigation():
            hub.page.write_text("---\ntitle: Over\nuid: over\n---\nGoed.\n")
        page.get_by_text("Goed.").wait_for()
        assert not page.get_by_role("dialog").is_visible()


def test_without_scripts_the_mistake_is_there_too(site: Path, browser: Browser) -> None:
    """The overlay stands over the page as it came, and its own button closes it."""
    change(site / "content/pages/over.md", "uid:", "uidd:")
    with writing(site, browser) as (_, reader):
        page = reader.open("/over/", scripts=False)
        assert page.get_by_role("dialog", name=OVERLAY).is_visible()
        page.get_by_role("button", name="Sluiten").click()
        assert not page.get_by_role("dialog", name=OVERLAY).is_visible()


def test_the_bar_has_warnings_the_file_and_can_be_put_away(site: Path, browser: Browser) -> None:
    """Warnings wait till they are opened, and stay so when the page loads again."""
    change(site / "content/pages/over.md", "uid: over\n", "")
    with writing(site, browser) as (_, reader):
        page = reader.open("/later/", width=390, dark=True)
        bar = page.get_by_role("complementary", name="Voorvertoning")
        warning = bar.get_by_text("de pagina heeft geen uid")
        assert not warning.is_visible()
        bar.get_by_text("1 waarschuwing").click()
        assert warning.is_visible()
        assert held_against(page, reader) == []
        page.reload()
        assert warning.is_visible()

        bar.get_by_role("button", name="Verberg").click()
        assert not bar.get_by_role("button", name="Bewerk deze pagina").is_visible()
        page.reload()
        bar.get_by_role("button", name="Voorvertoning").click()
        assert bar.get_by_role("button", name="Bewerk deze pagina").is_visible()


def test_a_button_opens_the_file_in_the_editors_program(
    site: Path, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """What happened is said beside the button, in the overlay too."""
    folder = tmp_path_factory.mktemp("bin")
    told = folder / "told.txt"
    (folder / "code").write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{told}"\n')
    (folder / "code").chmod(0o755)
    with writing(site, browser, VISUAL=str(folder / "code")) as (hub, reader):
        page = reader.open("/over/")
        page.get_by_role("button", name="Bewerk deze pagina").click()
        page.get_by_text("content/pages/over.md is geopend in code.").wait_for()
        assert told.read_text().splitlines() == [str(hub.page)]

        spoil(hub, page)
        overlay = page.get_by_role("dialog", name=OVERLAY)
        overlay.get_by_role("button", name=PLACE).click()
        overlay.get_by_text("content/pages/over.md is geopend in code.").wait_for()
        assert told.read_text().splitlines() == ["--goto", f"{hub.page}:3:1"]


def test_a_draft_is_marked_on_its_page_and_where_others_link_to_it(
    site: Path, browser: Browser
) -> None:
    """Above the page there is a ribbon, behind a link a mark."""
    change(site / "content/pages/over.md", "Eerste tekst.", "Lees [later](later.md) meer.")
    with writing(site, browser) as (_, reader):
        page = reader.open("/over/")
        mark = "one => getComputedStyle(one, '::after').content"
        assert page.get_by_role("link", name="later").first.evaluate(mark) == '"concept"'
        page = reader.open("/later/", width=390)
        assert page.get_by_text("Lezers zien deze pagina nog niet.").is_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_scripts_see_the_moment_that_is_shown(site: Path, browser: Browser) -> None:
    """With --now a page's own scripts look ahead as well, and time goes on from there."""
    with running(site) as hub:
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{hub.port}/events/")
        moments = page.evaluate(
            "() => JSON.stringify([Date.now(), new Date().getTime(), new Date(0).getTime()])"
        )
        page.context.close()
    now, made, zero = json.loads(moments)
    begin = datetime.fromisoformat(NOW).timestamp() * 1000
    assert begin <= now <= made < begin + 60_000
    assert zero == 0
