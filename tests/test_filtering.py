"""Narrowing a listing down: what the build says of its pages, and what the browser makes of it."""

import json
import shutil
import subprocess
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hubgen.exports import listing_filter
from hubgen.listings import Role
from hubgen.related import Related
from hubgen.views.facets import FilterView, filter_view
from hubgen.views.links import Links
from hubgen.views.listing import in_order_of_pages
from tests import readers
from tests.hub import NOW, Hub, make_hub, page
from tests.searching import scripts_in

EPOCH = date(1970, 1, 1)


def day(text: str) -> int:
    """Return the number of a day as the browser counts."""
    return (date.fromisoformat(text) - EPOCH).days


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the scripts as modules."""
    return scripts_in(tmp_path_factory.mktemp("filtering") / "static")


def ask(folder: Path, **asked: Any) -> dict[str, Any]:
    """Return what the script makes of what is asked; see `tools/filtering.mjs`."""
    program = shutil.which("node")
    if not program:
        readers.missing("Node.js is not installed")
    empty = {"count": 0, "facets": {}, "days": []}
    whole = {"now": 0, "data": empty, "choices": [], "moments": [], **asked}
    done = subprocess.run(
        [program, readers.TOOLS / "filtering.mjs", folder],
        input=json.dumps(whole).encode(),
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr.decode()
    return dict(json.loads(done.stdout))


def packed(rows: list[dict[str, list[str]]]) -> dict[str, Any]:
    """Return the values of pages as the build writes them."""
    facets: dict[str, dict[str, list[int]]] = {}
    for name in sorted({name for row in rows for name in row}):
        facets[name] = {}
        for value in sorted({value for row in rows for value in row.get(name, [])}):
            at = [place for place, row in enumerate(rows) if value in row.get(name, [])]
            steps = [b - a for a, b in zip([0, *at], at, strict=False)]
            facets[name][value] = steps
    return {"count": len(rows), "facets": facets, "days": []}


def is_wanted(row: dict[str, list[str]], choice: dict[str, list[str]]) -> bool:
    """Tell by the words of the rule whether a page is wanted."""
    return all(not wish or set(wish) & set(row.get(name, [])) for name, wish in choice.items())


VALUES = st.lists(st.sampled_from("abcd"), max_size=3, unique=True)
ROWS = st.lists(
    st.fixed_dictionaries({"x": VALUES, "y": VALUES, "z": VALUES}), min_size=1, max_size=12
)
CHOICES = st.lists(st.fixed_dictionaries({"x": VALUES, "y": VALUES}), min_size=1, max_size=4)


@settings(max_examples=25, deadline=None)
@given(rows=ROWS, choices=CHOICES)
def test_values_of_a_facet_mean_or_and_facets_mean_and(
    folder: Path, rows: list[dict[str, list[str]]], choices: list[dict[str, list[str]]]
) -> None:
    """What is wanted, and how many each value would leave, is what the rule says of each page."""
    answers = ask(folder, data=packed(rows), choices=choices)["narrowed"]
    for choice, answer in zip(choices, answers, strict=True):
        wanted = [place for place, row in enumerate(rows) if is_wanted(row, choice)]
        assert answer["wanted"] == wanted
        for name, counts in answer["counts"].items():
            others = {other: wish for other, wish in choice.items() if other != name}
            for value, count in counts.items():
                left = [one for one in rows if is_wanted(one, others | {name: [value]})]
                assert count == len(left)


def test_a_value_that_nothing_has_leaves_nothing(folder: Path) -> None:
    """An old address with a theme that is gone says that nothing is found."""
    data = packed([{"theme": ["energie"]}, {"theme": ["water"]}])
    answers = ask(folder, data=data, choices=[{"theme": ["gone"]}, {"other": ["x"]}, {}])
    assert [one["wanted"] for one in answers["narrowed"]] == [[], [0, 1], [0, 1]]


@pytest.mark.parametrize(
    ("now", "week", "month", "quarter"),
    [
        ("2025-03-12", "2025-03-16", "2025-03-31", "2025-06-12"),
        ("2025-03-16", "2025-03-16", "2025-03-31", "2025-06-16"),
        ("2025-03-17", "2025-03-23", "2025-03-31", "2025-06-17"),
        ("2024-11-30", "2024-12-01", "2024-11-30", "2025-02-28"),
        ("2023-11-30", "2023-12-03", "2023-11-30", "2024-02-29"),
        ("2025-12-31", "2026-01-04", "2025-12-31", "2026-03-31"),
    ],
)
def test_periods_begin_today(now: str, week: str, month: str, quarter: str, folder: Path) -> None:
    """A week ends on Sunday, a month on its last day, three months on the same day or the last."""
    found = ask(folder, now=day(now))["periods"]
    assert {name: last for name, (_, last) in found.items() if last is not None} == {
        "week": day(week),
        "month": day(month),
        "quarter": day(quarter),
    }
    assert {name: first for name, (first, _) in found.items()} == {
        "week": day(now),
        "month": day(now),
        "quarter": day(now),
        "later": day(quarter) + 1,
    }


def test_what_lasts_is_on_in_each_period_that_it_touches(folder: Path) -> None:
    """Between two meetings of an event it is not on; what ends today is not past."""
    now = day("2025-03-12")
    days = [
        [0, now - 3, now],
        [1, now - 3, now - 3, now + 10, now + 10],
        [2, now + 5, now + 200],
        [3, now - 3, now - 1],
        [4, now + 200, now + 200],
    ]
    names = ("week", "month", "quarter", "later", "past")
    answers = ask(
        folder,
        now=now,
        data={"count": 6, "facets": {}, "days": days},
        choices=[{"period": [name]} for name in names],
    )["narrowed"]
    assert dict(zip(names, [one["wanted"] for one in answers], strict=True)) == {
        "week": [0],
        "month": [0, 1, 2],
        "quarter": [0, 1, 2],
        "later": [2, 4],
        "past": [3],
    }


def test_today_is_that_of_the_hub(folder: Path) -> None:
    """Late in the evening of the world it is tomorrow in Amsterdam already."""
    moments = [
        ["2025-03-12T22:59:00Z", "Europe/Amsterdam"],
        ["2025-03-12T23:00:00Z", "Europe/Amsterdam"],
        ["2025-07-12T22:00:00Z", "Europe/Amsterdam"],
        ["2025-03-12T23:00:00Z", "UTC"],
    ]
    assert ask(folder, moments=moments)["days"] == [
        day("2025-03-12"),
        day("2025-03-13"),
        day("2025-07-13"),
        day("2025-03-12"),
    ]


# What the build says


def links(hub: Hub, lang: str = "nl") -> Links:
    """Return what turns a hub's references into what a page of a language shows."""
    return Links(hub.edition, lang, Related(hub.library))


def narrowing(hub: Hub, role: Role, subject: str) -> FilterView | None:
    """Return what a listing of a hub can be narrowed down by."""
    found = links(hub)
    listing = next(one for one in found.listings(role) if one.subject == subject)
    return filter_view(listing, in_order_of_pages(listing, found), found)


def data_of(hub: Hub, role: Role, subject: str) -> dict[str, Any]:
    """Return what is told to the browser of a listing."""
    found = links(hub)
    listing = next(one for one in found.listings(role) if one.subject == subject)
    return dict(json.loads(listing_filter(listing, found)))


def practices(*fronts: str) -> dict[str, str]:
    """Return the files of a hub with practices."""
    return {
        f"content/practices/p{number}.md": page(f"title: P{number}\n{front}")
        for number, front in enumerate(fronts)
    }


def chosen(view: FilterView | None) -> dict[str, dict[str, int]]:
    """Return the values and counts of each facet."""
    assert view is not None
    return {one.name: {two.value: two.count for two in one.options} for one in view.choices}


def test_facets_are_those_that_tell_pages_apart() -> None:
    """What all agree on, and what only one value is known of, is left out."""
    hub = make_hub(
        practices(
            "phase: pilot\naudience: [Wethouders, Raadsleden]\nlocation: {municipality: Utrecht}",
            "phase: idea\naudience: [wethouders]\nlocation: {municipality: Tilburg}",
            "phase: idea\nlocation: {municipality: Tilburg}",
            "audience: [Wethouders]",
            "audience: []",
        )
    )
    assert chosen(narrowing(hub, Role.SECTION, "practices")) == {
        "phase": {"idea": 2, "pilot": 1},
        "audience": {"raadsleden": 1, "wethouders": 3},
        "province": {"NL-NB": 2, "NL-UT": 1},
        "place": {"tilburg": 2, "utrecht": 1},
    }
    assert data_of(hub, Role.SECTION, "practices") == {
        "count": 5,
        "facets": {
            "phase": {"pilot": [0], "idea": [1, 1]},
            "audience": {"wethouders": [0, 1, 2], "raadsleden": [0]},
            "province": {"NL-UT": [0], "NL-NB": [1, 1]},
            "place": {"utrecht": [0], "tilburg": [1, 1]},
        },
        "days": [],
    }


def test_a_listing_does_not_offer_what_it_is_of() -> None:
    """Of an audience's listing that audience is no choice; who else it is for is one."""
    hub = make_hub(practices(*["audience: [A, B, C]"] * 3, *["audience: [A, B]"] * 2))
    assert chosen(narrowing(hub, Role.AUDIENCE, "a")) == {"audience": {"b": 5, "c": 3}}
    assert list(data_of(hub, Role.AUDIENCE, "a")["facets"]["audience"]) == ["b", "c"]


def test_a_short_or_uniform_listing_has_no_filter() -> None:
    """Four pages are seen at a glance; five that are alike cannot be told apart."""
    short = make_hub(practices("phase: idea", "phase: pilot", "", ""))
    assert "/practices/filter.json" not in short.addresses
    alike = make_hub(practices(*["phase: idea"] * 5))
    assert narrowing(alike, Role.SECTION, "practices") is None


def test_a_hybrid_event_is_both_online_and_on_site() -> None:
    """One that moved online is there no more; one without a place is neither."""
    spots = {
        "hybrid": "location: {name: Zaal, online: true}",
        "here": "location: {name: Zaal}",
        "online": "location: {online: true}",
        "moved": "location: {name: Zaal, online: true}\nstatus: moved_online",
        "unknown": "",
    }
    hub = make_hub(
        {
            f"content/events/{name}.md": page(f"title: E\nstart: 2031-01-0{number}T10:00\n{front}")
            for number, (name, front) in enumerate(spots.items(), 1)
        }
    )
    assert chosen(narrowing(hub, Role.SECTION, "events"))["where"] == {"onsite": 2, "online": 3}
    assert data_of(hub, Role.SECTION, "events")["facets"]["where"] == {
        "onsite": [0, 1],
        "online": [0, 2, 1],
    }


def test_the_browser_is_told_the_days_and_not_how_far_they_are() -> None:
    """Which week is this one the browser knows; what ends at midnight has none of the next day."""
    dates = "dates: [{start: 2031-01-03}, {start: 2031-01-09, status: cancelled}]"
    fronts = (
        "start: 2031-01-01T10:00\nend: 2031-01-02T00:00",
        "start: 2031-01-02\nend: 2031-01-05",
        dates,
        "start: 2031-01-04T10:00\nstatus: postponed",
        "",
    )
    files = {
        f"content/events/e{at}.md": page(f"title: E\n{front}") for at, front in enumerate(fronts)
    }
    hub = make_hub(files)
    first = day("2031-01-01")
    assert data_of(hub, Role.SECTION, "events")["days"] == [
        [0, first, first],
        [1, first + 1, first + 4],
        [2, first + 2, first + 2],
    ]
    later = make_hub(files, now=NOW + timedelta(days=3))
    assert data_of(later, Role.SECTION, "events") == data_of(hub, Role.SECTION, "events")


def test_the_values_stand_in_the_order_of_the_pages() -> None:
    """A year's listing turns what is to come on each of its pages round, and so does its filter."""
    files = {
        f"content/events/e{number:03}.md": page(
            f"title: E\nstart: {date(NOW.year, 1, 1) + timedelta(days=number * 3)}"
        )
        for number in range(120)
    }
    hub = make_hub(files)
    found = links(hub)
    listing = next(one for one in found.listings(Role.YEAR))
    ordered = [one.slug for one in in_order_of_pages(listing, found)]
    assert sorted(ordered) == [f"e{number:03}" for number in range(120)]
    shown = [slug for _, slug, _ in listing.shown]
    for begin in range(0, 120, 50):
        assert sorted(ordered[begin : begin + 50]) == sorted(shown[begin : begin + 50])
    assert ordered != shown


def test_no_two_facets_share_a_name_in_the_address() -> None:
    """The names in addresses are promises: links that were sent around name them."""
    fronts = [f"phase: {phase}\naudience: [A{phase}]" for phase in ("idea", "pilot")] * 3
    view = narrowing(make_hub(practices(*fronts)), Role.SECTION, "practices")
    assert view is not None
    names = [one.name for one in view.choices]
    assert all(one != other for one, other in combinations(names, 2))
    assert names == ["phase", "audience"]
