"""Moments: between two of them the hub's bytes stay, and at each of them they change."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hubgen.cache import open_cache
from hubgen.calendars import Calendars
from hubgen.calendars.components import components_of
from hubgen.exports import next_build
from hubgen.layouts import Compiled
from hubgen.moments import next_change
from hubgen.press import Cards, Press
from hubgen.search.index import make_search
from hubgen.static import TYPEFACE, layout_folders, read_static
from tests.conftest import REPOSITORY
from tests.hub import Files, event, make_hub, page

COMPILED = Compiled()
BASE = datetime(2024, 11, 1, 12, 0, tzinfo=UTC)


def published(files: Files, now: datetime) -> Mapping[str, bytes]:
    """Return all that a site publishes at a moment, but `build.json`, by address."""
    edition = make_hub(files, now=now).edition
    edition = replace(edition, static=read_static(REPOSITORY))
    calendars = Calendars(edition, components_of(edition.library.entries, edition))
    cache = open_cache(None)
    search = make_search(edition, cache, jobs=1)
    cards = Cards(REPOSITORY / "static" / TYPEFACE, cache)
    press = Press(calendars, lambda: search, cards, layout_folders(REPOSITORY), COMPILED)
    return {
        artifact.address: artifact.data
        for target in edition.plan.targets
        for artifact in press.artifacts(target)
        if artifact.address != "/build.json"
    }


def differing(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    """Return the addresses at which two published sites differ."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def moments(files: Files, now: datetime, most: int = 40) -> list[datetime]:
    """Return one moment after the other at which a site changes."""
    found: list[datetime] = []
    while len(found) < most:
        change = next_change(make_hub(files, now=now).library)
        if change is None:
            break
        found.append(change)
        now = change
    return found


def amsterdam(text: str) -> datetime:
    """Return a moment by the clock of Amsterdam."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Amsterdam"))


def said(hours: int) -> str:
    """Return a moment by its distance from the base, as an editor writes it."""
    return f"{BASE + timedelta(hours=hours):%Y-%m-%d %H:%M}"


@st.composite
def times_of(draw: st.DrawFn, begin: int) -> list[str]:
    """Return the times of an event as one of the ways to write them: hours, days, or meetings."""
    end = begin + draw(st.integers(1, 72))
    days = [f"start: {said(begin)[:10]}", f"end: {said(end)[:10]}"]
    hours = [f"start: {said(begin)}", f"end: {said(end)}"]
    later = end + draw(st.integers(48, 900))
    meetings = [f"start: {said(begin)}, end: {said(end)}", f"start: {said(later)[:10]}"]
    dates = [f"dates: [{{{meetings[0]}}}, {{{meetings[1]}}}, {{tentative: ooit}}]"]
    return draw(st.sampled_from([hours, days, dates]))


@st.composite
def sites(draw: st.DrawFn) -> Files:
    """Return a small site whose pages begin, end, appear, expire and close around the base."""
    near = st.integers(-30 * 24, 30 * 24) | st.integers(-3, 3) | st.integers(-12_000, 12_000)
    files = {}
    for number in range(draw(st.integers(1, 3))):
        begin = draw(near)
        lines = [f"uid: {number}@example.org", *draw(times_of(begin))]
        if draw(st.booleans()):
            zone = draw(st.sampled_from(["America/New_York", "Asia/Kolkata", "Pacific/Auckland"]))
            lines.append(f"timezone: {zone}")
        if draw(st.booleans()):
            status = draw(st.sampled_from(["cancelled", "postponed", "moved_online"]))
            lines.append(f"status: {status}")
        if draw(st.booleans()):
            lines.append("contact: {name: Iemand, email: iemand@example.org}")
        if draw(st.booleans()):
            opens = draw(st.integers(begin - 900, begin - 2))
            deadline = draw(st.integers(opens + 1, begin))
            url = "https://example.org/"
            opens_at, closes_at = said(opens), said(deadline)
            lines.append(
                f'registration: {{url: "{url}", opens: {opens_at}, deadline: {closes_at}}}'
            )
        told = draw(st.sets(st.sampled_from(["date", "updated", "expires"])))
        lines += [f"{name}: {said(draw(near))}" for name in sorted(told)]
        files[f"content/events/e{number}.md"] = event("\n".join(lines), title=f"Dag {number}")
    if draw(st.booleans()):
        when = said(draw(near))
        files["content/articles/a.md"] = page(f"title: Nieuws\nuid: a@example.org\ndate: {when}")
    return files


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(files=sites(), hours=st.integers(-40, 40), fraction=st.floats(0.01, 0.99))
def test_a_hub_stays_as_it_is_until_the_next_moment(
    files: Files, hours: int, fraction: float
) -> None:
    """What is published now is published, byte for byte, up to the last second before it."""
    now = BASE + timedelta(hours=hours)
    change = next_change(make_hub(files, now=now).library)
    until = (change or now + timedelta(days=4000)).astimezone(UTC)
    before = published(files, now)
    for later in (now + (until - now) * fraction, until - timedelta(seconds=1)):
        if later > now:
            assert differing(before, published(files, later)) == []


def test_each_moment_of_an_event_is_named_and_changes_something() -> None:
    """From its announcement to the day on which it leaves calendars, the moments are these."""
    files = {
        "content/site.yaml": "title: Testhub\ncontact_days: 30\nfeeds: {past_days: 60}\n",
        "content/events/kci.md": event(
            "uid: kci@example.org\ndate: 2024-11-02 09:00\n"
            "contact: {name: Iemand, email: iemand@example.org}\n"
            "registration: {url: 'https://example.org/', opens: 2024-11-04 10:00,"
            " deadline: 2024-11-12}\n"
        ),
    }
    assert moments(files, BASE) == [
        amsterdam("2024-11-02 09:00"),  # it appears
        amsterdam("2024-11-03 00:00"),  # over 10 dagen, and so on
        amsterdam("2024-11-04 00:00"),
        amsterdam("2024-11-04 10:00"),  # one can register
        *(amsterdam(f"2024-11-{day:02} 00:00") for day in range(5, 14)),  # till the 12th is over
        amsterdam("2024-11-13 14:00"),  # it begins
        amsterdam("2024-11-13 16:00"),  # and is over
        amsterdam("2024-12-13 16:00"),  # whom to ask is no longer told
        amsterdam("2025-01-12 00:00"),  # the last day to register leaves the calendar
        amsterdam("2025-01-12 16:00"),  # and the event too
    ]
    before = BASE
    for moment in moments(files, BASE):
        assert differing(published(files, before), published(files, moment)) != []
        before = moment


def test_a_page_of_the_future_and_one_that_expires_have_their_moments() -> None:
    """Both are days in the site's zone."""
    files = {
        "content/articles/a.md": page("title: A\nuid: a@example.org\ndate: 2024-12-01"),
        "content/articles/b.md": page("title: B\nuid: b@example.org\nexpires: 2024-11-20"),
        "content/articles/c.md": page(
            "title: C\nuid: c@example.org\ndate: 2025-01-01\ndraft: true"
        ),
    }
    assert moments(files, BASE) == [amsterdam("2024-11-20 00:00"), amsterdam("2024-12-01 00:00")]


def test_a_cancelled_event_comes_no_nearer() -> None:
    """Nothing is said of how far away it is, so only its times themselves are moments."""
    files = {"content/events/x.md": event("uid: x@example.org\nstatus: cancelled\n")}
    assert moments(files, BASE)[:2] == [
        amsterdam("2024-11-13 14:00"),
        amsterdam("2024-11-13 16:00"),
    ]


def test_the_next_moment_is_published() -> None:
    """`build.json` says it in the site's zone, and null for a hub that stays as it is."""
    files = {"content/articles/b.md": page("title: B\nuid: b@example.org\nexpires: 2024-11-20")}
    edition = make_hub(files, now=BASE).edition
    assert next_build(edition) == b'{"next_change": "2024-11-20T00:00:00+01:00"}\n'
    edition = make_hub(files, now=BASE + timedelta(days=30)).edition
    assert next_build(edition) == b'{"next_change": null}\n'


def test_pages_ask_for_the_time_by_the_page_that_they_say_it_of() -> None:
    """What is published asks `now_for` a page, which is noted, and not what time it is for all."""
    program = REPOSITORY / "hubgen"
    rooms = ("views/**/*", "kinds/**/*", "pages", "feeds", "exports", "press", "related")
    files = [file for room in rooms for file in program.glob(f"{room}.py")]
    asking = re.compile(r"\b(library|hub|edition)\.now\b")
    assert len(files) > 50
    assert [str(one) for one in files if asking.search(one.read_text("utf-8"))] == []
