"""The feed of changes."""

from pathlib import Path

import pytest

from tests.hub import event, page
from tests.promises.publishing import X, publish
from tests.promises.test_feeds import SETTINGS, entries, ids
from tests.published import Site, text_of

CHANGED = """\
uid: x@example.org
status: cancelled
location: {name: Kasteel}
registration: {state: full, email: info@example.org}
changes:
  - {at: 2024-10-01 09:00, start: 2024-11-06 14:00, note: Een week later}
  - {at: 2024-10-02 09:00, location: {name: Stadhuis}, note: Een grotere zaal}
  - {at: 2024-10-03 09:00, registration: open, note: Alle plaatsen zijn bezet}
  - {at: 2024-10-04 09:00, status: scheduled, note: De spreker is ziek}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return a hub with an event that changed four times, and one cancelled without a change."""
    folder = tmp_path_factory.mktemp("changes")
    bare = event("uid: y@example.org\nstatus: cancelled\nupdated: 2024-09-01", title="Kaal")
    return publish(folder, {X: event(CHANGED), "content/events/y.md": bare})


def test_changes_1_an_entry_for_each_change_and_cancellation(site: Site) -> None:
    """Newest first, each saying in its title what happened."""
    found = [one for one in entries(site) if one[0] == "/changes/atom.xml"]
    assert [(title, f"{published:%Y-%m-%d}") for _, _, published, _, title, _ in found] == [
        ("Gaat niet door: Bijeenkomst", "2024-10-04"),
        ("Vol: Bijeenkomst", "2024-10-03"),
        ("Gewijzigd: Bijeenkomst", "2024-10-02"),
        ("Verplaatst: Bijeenkomst", "2024-10-01"),
        ("Gaat niet door: Kaal", "2024-09-01"),
    ]


def test_changes_1_what_it_was_what_it_is_and_why(site: Site) -> None:
    """Each entry has the old value, the new one and the note."""
    contents = {
        title: content for its, _, _, _, title, content in entries(site) if its.startswith("/ch")
    }
    for title, words in {
        "Verplaatst: Bijeenkomst": (
            "Een week later",
            "<del>woensdag 6 november 2024, 14.00 uur</del>",
            "woensdag 13 november 2024, 14.00 uur",
        ),
        "Gewijzigd: Bijeenkomst": ("Een grotere zaal", "<del>Stadhuis</del>", "Kasteel"),
        "Vol: Bijeenkomst": ("Alle plaatsen zijn bezet", "<del>Aanmelden kan</del>", "Vol"),
        "Gaat niet door: Bijeenkomst": (
            "De spreker is ziek",
            "<del>gaat door</del>",
            "gaat niet door",
        ),
    }.items():
        for word in words:
            assert word in contents[title]


def test_changes_1_the_page_says_the_same(site: Site) -> None:
    """The notice on the event's page has every change, with its note."""
    (notice,) = (
        one
        for one in site.pages["/events/x/"].all("section")
        if "changes" in one.attrib.get("class", "").split()
    )
    said = text_of(notice)
    for word in ("Een week later", "Stadhuis", "Kasteel", "Aanmelden kan", "De spreker is ziek"):
        assert word in said


def test_changes_1_an_entry_is_known_by_its_event_and_number(site: Site, tmp_path: Path) -> None:
    """Renaming, moving and one change more leave the identifiers of the others as they were."""
    moved = event(CHANGED + "  - {at: 2024-10-05, note: Nog iets}\n").replace("11-13", "12-13")
    other = publish(
        tmp_path, {"content/events/2025/z.md": moved}, base_url="https://elders.example.net/"
    )
    before = [one[1] for one in entries(site) if one[0] == "/changes/atom.xml"][:4]
    after = [one[1] for one in entries(other) if one[0] == "/changes/atom.xml"]
    assert after[1:] == before
    assert len(set(after)) == 5


def test_changes_1_two_changes_on_one_day_are_two_entries(tmp_path: Path) -> None:
    """They are known by their number, also when the day of one is mended, and in English."""
    english = {"content/events/x.en.md": page("title: Meeting"), **SETTINGS}
    found = []
    for name, day in (("a", "2024-10-01"), ("b", "2024-09-30")):
        changes = f"changes: [{{at: {day}, note: een}}, {{at: 2024-10-01, note: twee}}]"
        site = publish(tmp_path / name, {X: event(f"uid: x@example.org\n{changes}")} | english)
        found.append({lang: set(ids(site, f"{lang}/changes/feed.json")) for lang in ("", "/en")})
    assert found[0] == found[1]
    assert len(found[0][""] | found[0]["/en"]) == 4


def test_changes_1_an_entry_holds_what_that_change_did(tmp_path: Path) -> None:
    """Of a meeting that moved twice, the first entry leads to the date in between."""
    changes = (
        "changes: [{at: 2024-10-01, start: 2024-11-05 14:00}, "
        "{at: 2024-10-02, start: 2024-11-06 14:00}]"
    )
    site = publish(tmp_path, {X: event(f"uid: x@example.org\n{changes}")})
    second, first = (one[5] for one in entries(site) if one[0] == "/changes/atom.xml")
    assert "<del>dinsdag 5 november 2024, 14.00 uur</del> → woensdag 6 november" in first
    assert "<del>woensdag 6 november 2024, 14.00 uur</del> → woensdag 13 november" in second
