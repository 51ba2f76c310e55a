"""Times: a page says the truth at each later moment, though it was built before."""

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests import lively
from tests.browser.places import PLACES
from tests.browser.reader import Reader


def at(text: str) -> datetime:
    """Return a moment by the clock of Amsterdam."""
    return datetime.fromisoformat(f"{text}+01:00")


def said(page: Page, within: str) -> list[str]:
    """Return what is said beside the times in a part of a page."""
    return page.locator(f"{within} time + .badge").all_inner_texts()


def rows(page: Page) -> list[str]:
    """Return the titles of the rows that are shown, in their order."""
    return page.locator(".event-row:visible .card-title").all_inner_texts()


def ends(page: Page, within: str) -> list[datetime]:
    """Return when the meetings that a part of a page shows are over."""
    found = page.locator(f"{within} time[data-end]").evaluate_all(
        "times => times.map(time => time.dataset.end)"
    )
    return [datetime.fromisoformat(one) for one in found]


@pytest.mark.parametrize("name", ["home", "agenda", "event", "event of several days", "programme"])
def test_at_the_moment_of_the_build_nothing_is_touched(name: str, reader: Reader) -> None:
    """The script leaves what a build of that moment wrote, to the letter."""
    parts = ".next-first, .rows, .event-panel, .meetings"
    with_script = reader.open(PLACES[name]).locator(parts)
    found = with_script.evaluate_all("all => all.map(one => one.outerHTML)")
    without = reader.open(PLACES[name], scripts=False).locator(parts)
    assert without.evaluate_all("all => all.map(one => one.outerHTML)") == found != []


def test_without_a_script_a_page_stays_as_built(reader: Reader) -> None:
    """Also weeks later, when the clock says something else."""
    page = reader.open("/", scripts=False)
    expect(page.locator(".next-first time[data-end]")).to_have_count(1)
    assert page.locator(".is-over").count() == 0


def test_home_shows_the_event_after_the_one_that_is_over(reader: Reader) -> None:
    """The large one gives way to the first row, and has gone itself."""
    built = reader.open("/")
    large = built.locator(".next-first .card-title").inner_text()
    (until,) = ends(built, ".next-first")
    later = zip(rows(built), ends(built, ".event-row"), strict=True)
    left = [title for title, end in later if end > until]
    page = reader.open("/", now=until)
    assert page.locator(".next-first .card-title").inner_text() == left[0] != large
    assert rows(page) == left[1:]
    assert reader.judge(page) == []


def test_a_home_of_long_ago_keeps_one_and_says_that_it_has_been(reader: Reader) -> None:
    """When all are over; nothing claims to be next."""
    page = reader.open("/", now=lively.NOW + timedelta(days=900))
    assert said(page, ".next-first") == ["geweest"]
    assert rows(page) == []
    assert reader.judge(page) == []


@pytest.mark.parametrize("width", [390, 1280])
def test_the_agenda_puts_what_has_been_after_what_is_to_come(width: int, reader: Reader) -> None:
    """Every row stays on the page, those that are over with that word."""
    before = rows(reader.open("/events/", width=width))
    page = reader.open("/events/", width=width, now=lively.NOW + timedelta(days=21))
    after = rows(page)
    assert sorted(before) == sorted(after)
    over = page.locator(".event-row:has(.is-over)")
    assert over.count() > 0
    states = [
        "is-over" in one
        for one in page.locator(".event-row").evaluate_all(
            "rows => rows.map(row => row.querySelector('.is-over') ? 'is-over' : '')"
        )
    ]
    assert states == sorted(states)
    assert set(over.locator("time + .badge").all_inner_texts()) == {"geweest"}
    assert reader.judge(page) == []


@pytest.fixture
def event(reader: Reader) -> str:
    """Return the address of an event that is still to come, with a deadline."""
    return PLACES["event"]


def bounds(page: Page) -> tuple[datetime, datetime]:
    """Return when the event of a page begins, and when it is over."""
    time = page.locator(".event-when time").first
    start, end = time.get_attribute("datetime"), time.get_attribute("data-end")
    assert start
    assert end
    return datetime.fromisoformat(start), datetime.fromisoformat(end)


def test_an_event_goes_through_its_day(event: str, reader: Reader) -> None:
    """Far away, tomorrow, today, on, and over: then nothing is left to do about it."""
    start, end = bounds(reader.open(event))
    midnight = start.replace(hour=0, minute=0)
    told = {
        start - timedelta(days=3): "over 3 dagen",
        midnight - timedelta(seconds=1): "morgen",
        midnight: "vandaag",
        start - timedelta(seconds=1): "vandaag",
        start: "nu bezig",
        end - timedelta(seconds=1): "nu bezig",
        end: "geweest",
    }
    found = {}
    for moment in told:
        page = reader.open(event, now=moment)
        found[moment] = said(page, ".event-when")[0]
        expect(page.locator(".join")).to_be_visible(visible=moment < end)
    assert told == found
    assert reader.judge(page) == []


def test_registration_closes_at_its_deadline(event: str, reader: Reader) -> None:
    """The way to register goes, and the page says that it is too late."""
    page = reader.open(event)
    closes = page.locator(".join time").get_attribute("datetime")
    assert closes
    expect(page.locator(".join-now .button")).to_have_text("Aanmelden")
    page = reader.open(event, now=datetime.fromisoformat(closes))
    expect(page.locator(".join-now .badge")).to_have_text("Aanmelden kan niet meer")
    expect(page.get_by_role("link", name="Aanmelden", exact=True)).to_have_count(0)
    assert reader.judge(page) == []


def test_a_page_that_stays_open_follows_the_clock(event: str, reader: Reader) -> None:
    """Its timers tell when the next moment is there, as long as the page is left."""
    start, end = bounds(reader.open(event))
    page = reader.open(event)
    page.context.clock.install(time=start - timedelta(minutes=2))
    page.goto(page.url)
    assert said(page, ".event-when") == ["vandaag"]
    page.context.clock.run_for(121_000)
    assert said(page, ".event-when") == ["nu bezig"]
    page.context.clock.fast_forward(int((end - start).total_seconds()) * 1000)
    assert said(page, ".event-when") == ["geweest"]


def test_a_phone_that_slept_looks_again(event: str, reader: Reader) -> None:
    """When the page is seen again, though no timer went off."""
    _, end = bounds(reader.open(event))
    page = reader.open(event)
    page.context.clock.set_fixed_time(end)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert said(page, ".event-when") == ["geweest"]


def test_what_has_focus_stays_until_it_is_left(reader: Reader) -> None:
    """A reader by keyboard does not lose their place; the page follows when they go on."""
    page = reader.open("/")
    until = page.locator(".next-first time[data-end]").get_attribute("data-end")
    assert until
    link = page.locator(".next-first .card-title a")
    link.focus()
    title = link.inner_text()
    page.context.clock.set_fixed_time(datetime.fromisoformat(until))
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert said(page, ".next-first") == ["geweest"]
    expect(link).to_be_focused()
    page.locator(".brand").focus()
    expect(page.locator(".next-first .card-title")).not_to_have_text(title)


def test_the_next_of_several_meetings_takes_over(reader: Reader) -> None:
    """The panel shows the next day, and the list says which have been."""
    address = "/events/cursus-de-losmaakbare-school/"
    page = reader.open(address)
    _, end = bounds(page)
    times = page.locator(".meetings time[data-end]")
    second = times.nth(1).inner_text()
    page = reader.open(address, now=end)
    expect(page.locator(".event-when time").first).to_have_text(second)
    assert said(page, ".meetings")[page.locator(".meetings .past").count() - 1] == "geweest"
    expect(page.locator(".join")).to_be_visible()
    assert reader.judge(page) == []


def test_english_pages_say_it_in_english(reader: Reader) -> None:
    """The words are those of the page."""
    start, end = bounds(reader.open(PLACES["English event"]))
    found = [
        said(reader.open(PLACES["English event"], now=moment), ".event-when")[0]
        for moment in (start - timedelta(days=21), start, end + timedelta(days=30))
    ]
    assert found == ["in 3 weeks", "going on now", "past"]


def test_a_month_marks_today(reader: Reader) -> None:
    """One day, the one of the reader's clock in the hub's zone, and none in another month."""
    for moment, days in (("2025-03-13T23:30", ["2025-03-13"]), ("2025-04-02T09:00", [])):
        page = reader.open("/events/month/2025-03/", now=at(moment))
        today = page.locator(".today > [aria-current=date]")
        assert today.evaluate_all("all => all.map(one => one.dateTime)") == days
        assert reader.judge(page) == []
