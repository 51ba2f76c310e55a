"""Identity and revision."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from hubgen.cli import main
from tests.conftest import REPOSITORY
from tests.hub import NOW, event, write_site
from tests.promises.publishing import (
    BASE,
    CALENDARS,
    WHOLE,
    X,
    components,
    only,
    publish,
    utc,
)
from tests.published import Site, tree

A_YEAR_ON = NOW.replace(year=2025)
OWN = "/events/x/event.ics"


def run(*arguments: str | Path) -> tuple[int, str]:
    """Return how a command ends and what it says; an exception of its own fails the test."""
    result = CliRunner().invoke(main, [str(one) for one in arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.output


def feeds_of(site: Site) -> dict[str, bytes]:
    """Return every calendar and every file of XML."""
    return {name: data for name, data in tree(site.root).items() if name.endswith((".ics", ".xml"))}


def test_identity_1_the_uid_is_the_pages_own(tmp_path: Path) -> None:
    """An event is known by its `uid:`, and by one of its kind and slug where it has none."""
    assert only(publish(tmp_path / "a", {X: event("uid: Eigen@Example.org")}))["UID"] == (
        "Eigen@Example.org"
    )
    assert only(publish(tmp_path / "b", {X: event()}))["UID"] == "x.events@hubgen"


def test_identity_1_a_new_event_has_a_uid(tmp_path: Path) -> None:
    """`hubgen new` writes a uid that no other page has."""
    site = write_site(tmp_path, {})
    for title in ("Een", "Twee"):
        start = ("--start", "2024-11-13 14:00", "--end", "2024-11-13 16:00")
        status, said = run("new", "event", title, *start, "--site", site)
        assert (status, said) == (0, said)
    files = sorted((site / "content" / "events").rglob("*.md"))
    uids = [
        line for file in files for line in file.read_text().splitlines() if line.startswith("uid: ")
    ]
    assert len(files) == len(set(uids)) == 2
    assert run("check", "--site", site, "--strict", "--now", NOW.isoformat())[0] == 0


def test_identity_1_fix_writes_down_the_uid_that_subscribers_have(tmp_path: Path) -> None:
    """A page without uid is a warning; once mended it keeps the same one when it is renamed."""
    site = write_site(tmp_path / "site", {X: event("# een opmerking")})
    check = ("check", "--site", site, "--now", NOW.isoformat())
    before = only(publish(tmp_path / "before", {X: event()}))["UID"]
    assert "uid" in run(*check)[1]
    assert run(*check, "--fix")[0] == 0
    assert run(*check, "--strict")[0] == 0
    text = (site / X).read_text()
    assert "# een opmerking" in text
    renamed = publish(tmp_path / "after", {"content/events/2024/anders.md": text})
    assert only(renamed, "/events/anders/event.ics")["UID"] == before


def test_identity_2_an_event_is_one_event_in_every_calendar(tmp_path: Path) -> None:
    """Its own file and the calendars of all that it belongs to have the same UID, and component."""
    site = publish(tmp_path, WHOLE)
    assert {address: only(site, address)["UID"] for address in CALENDARS} == dict.fromkeys(
        CALENDARS, "x@example.org"
    )
    whole = {site.bytes(address).split(b"BEGIN:VEVENT")[1] for address in CALENDARS}
    assert len(whole) == 1


@pytest.mark.parametrize(
    ("path", "changed", "base_url"),
    [
        (X, ("title: Water, wind; en weer", "title: Iets anders"), "https://hub.example.org/"),
        ("content/events/y.md", ("", ""), "https://hub.example.org/"),
        (X, ("uid:", "slug: z\nuid:"), "https://hub.example.org/"),
        ("content/events/2030/archief/x.md", ("", ""), "https://hub.example.org/"),
        (X, ("2024-11-13", "2025-02-03"), "https://hub.example.org/"),
        (X, ("", ""), "https://elders.example.net/hub/"),
        (X, ("", ""), "https://hub.example.org/"),
    ],
    ids=["title", "file", "slug", "folder", "date", "base-url", "rebuild"],
)
def test_identity_2_nothing_else_changes_a_uid(
    path: str, changed: tuple[str, str], base_url: str, tmp_path: Path
) -> None:
    """Not its title, file, slug, folder or date, nor the hub's address or another build."""
    text = WHOLE[X].replace(*changed) if changed[0] else WHOLE[X]
    files = {name: one for name, one in WHOLE.items() if name != X} | {path: text}
    site = publish(tmp_path, files, base_url=base_url)
    assert only(site, "/calendar.ics")["UID"] == "x@example.org"


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda file: file.unlink(), "x@example.org"),
        (lambda file: edit(file, "uid: x@example.org", "uid: anders@example.org"), "uid"),
        (lambda file: edit(file, "2024-11-13 14:00", "2024-11-13 13:00"), "start"),
        (lambda file: edit(file, "2024-11-13 16:00", "2024-11-13 17:00"), "end"),
        (lambda file: edit(file, "name: Stadhuis", "name: Kasteel"), "location"),
        (lambda file: edit(file, "uid:", "status: cancelled\nuid:"), "status"),
    ],
    ids=["gone", "other-uid", "start", "end", "location", "status"],
)
def test_identity_3_a_check_against_a_revision_finds_what_subscribers_would_miss(
    change: object, word: str, tmp_path: Path
) -> None:
    """A UID that is gone, and a change that is not in `changes`, fail the check."""
    site = write_site(tmp_path, dict(WHOLE))
    git = ("git", "-C", str(site), "-c", "user.name=a", "-c", "user.email=a@example.org")
    for words in (("init", "-q"), ("add", "."), ("commit", "-qm", "eerste")):
        subprocess.run([*git, *words], check=True)
    check = ("check", "--site", site, "--now", NOW.isoformat(), "--against", "HEAD")
    assert run(*check)[0] == 0
    assert callable(change)
    change(site / X)
    status, said = run(*check)
    assert status == 1
    assert word in said
    without = run(*check[:-2])
    assert without[0] == 0


def edit(file: Path, old: str, new: str) -> None:
    """Replace something in a file."""
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def test_identity_4_sequence_is_the_number_of_changes(tmp_path: Path) -> None:
    """It counts the items of `changes`, each of them, however many there are."""
    items = [f"  - {{at: 2024-10-0{number}, note: a}}" for number in range(1, 8)]
    found = []
    for count in range(8):
        changes = "\n".join(["changes:", *items[:count]]) if count else ""
        site = publish(tmp_path / str(count), {X: event(f"uid: x@example.org\n{changes}")})
        found.append([only(site, one)["SEQUENCE"] for one in ("/calendar.ics", OWN)])
    assert found == [[count, count] for count in range(8)]


def test_identity_4_a_typo_moves_last_modified_alone(tmp_path: Path) -> None:
    """Another `updated` is another LAST-MODIFIED and DTSTAMP, and nothing else."""
    first, second = (
        only(publish(tmp_path / day, {X: event(f"uid: x@example.org\nupdated: 2024-09-{day}")}))
        for day in ("01", "02")
    )
    assert utc(2024, 9, 1, 22) == second.LAST_MODIFIED
    different = {key for key in first if first[key].to_ical() != second[key].to_ical()}
    assert different == {"LAST-MODIFIED", "DTSTAMP"}


def test_identity_4_a_change_is_never_older_than_what_was_updated(tmp_path: Path) -> None:
    """A change after `updated` is the last one, so that no program takes it for known."""
    front = "uid: x@example.org\nupdated: 2024-09-01\nchanges: [{at: 2024-10-01 10:00, note: a}]"
    assert utc(2024, 10, 1, 8) == only(publish(tmp_path, {X: event(front)})).LAST_MODIFIED


def test_identity_4_it_never_goes_down(tmp_path: Path) -> None:
    """A change that is taken out again is found by comparing with what was published."""
    site = write_site(tmp_path, {X: event("uid: x@example.org\nchanges: [{at: 2024-10-01}]")})
    git = ("git", "-C", str(site), "-c", "user.name=a", "-c", "user.email=a@example.org")
    for words in (("init", "-q"), ("add", "."), ("commit", "-qm", "eerste")):
        subprocess.run([*git, *words], check=True)
    edit(site / X, "changes: [{at: 2024-10-01}]", "")
    status, said = run("check", "--site", site, "--now", NOW.isoformat(), "--against", "HEAD")
    assert status == 1
    assert "wijziging 1" in said


@pytest.mark.parametrize(
    ("front", "modified"),
    [
        ("updated: 2024-10-05\ndate: 2024-01-01", utc(2024, 10, 4, 22)),
        ("changes: [{at: 2024-10-06 10:00}]\ndate: 2024-01-01", utc(2024, 10, 6, 8)),
        ("date: 2024-01-01", utc(2023, 12, 31, 23)),
        ("", utc(2024, 11, 13, 13)),
    ],
    ids=["updated", "change", "date", "start"],
)
def test_identity_5_moments_come_from_the_content(
    front: str, modified: object, tmp_path: Path
) -> None:
    """DTSTAMP and LAST-MODIFIED: `updated`, else the last change, else `date`, else the start."""
    found = only(publish(tmp_path, {X: event(f"uid: x@example.org\n{front}")}))
    assert (modified, modified) == (found.DTSTAMP, found.LAST_MODIFIED)


def test_identity_5_a_build_a_year_later_and_elsewhere_gives_the_same_bytes(
    tmp_path: Path,
) -> None:
    """Of content in which nothing becomes past or upcoming, on a machine with nothing in common.

    In every calendar and every file of XML, with another hash seed, zone, locale and folder.
    """
    files = {path: text.replace("2024-11-13", "2030-11-13") for path, text in WHOLE.items()}
    first = feeds_of(publish(tmp_path / "a", files))
    site = write_site(tmp_path / "elsewhere" / "é", files)
    subprocess.run(
        [sys.executable, str(REPOSITORY / "build.py"), "--now", A_YEAR_ON.isoformat()],
        cwd=site,
        env=os.environ
        | {"PYTHONHASHSEED": "4242", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "tr_TR"},
        check=True,
        capture_output=True,
        timeout=120,
    )
    assert feeds_of(Site(root=site / "public", base_url=BASE)) == first
    assert len([name for name in first if name.endswith(".ics")]) > 10
    assert len([name for name in first if name.endswith(".xml")]) > 30


@pytest.mark.parametrize(
    ("front", "status", "title"),
    [
        ("status: cancelled", "CANCELLED", "GEANNULEERD: Bijeenkomst"),
        ("status: postponed", "TENTATIVE", "UITGESTELD: Bijeenkomst"),
        ("status: moved_online", "CONFIRMED", "Bijeenkomst"),
        ("", "CONFIRMED", "Bijeenkomst"),
    ],
)
def test_identity_6_what_is_off_stays_and_says_so(
    front: str, status: str, title: str, tmp_path: Path
) -> None:
    """A cancelled or postponed event is still in every calendar, with its state in the title."""
    site = publish(tmp_path, {X: event(f"uid: x@example.org\n{front}")})
    for address in ("/calendar.ics", "/events/x/event.ics"):
        found = only(site, address)
        assert (found["STATUS"], found["SUMMARY"]) == (status, title)


def test_identity_6_a_draft_is_nowhere(tmp_path: Path) -> None:
    """Neither its page nor its uid is in anything that is published."""
    site = publish(tmp_path, {X: event("uid: geheim@example.org\ndraft: true", title="Geheim")})
    for name, data in tree(site.root).items():
        assert "/x/" not in name
        assert b"eheim" not in data


@pytest.mark.parametrize(("days", "held"), [("", True), ("feeds: {past_days: 30}\n", False)])
def test_identity_7_past_events_stay_for_a_while(days: str, held: bool, tmp_path: Path) -> None:
    """They are in calendars for 400 days after their end, or as many as the settings say."""
    files = {"content/site.yaml": f"title: Hub\nbase_url: https://hub.example.org/\n{days}"}
    text = event("uid: x@example.org").replace("2024-11-13", "2023-10-01")
    now = NOW.replace(year=2024, month=11, day=3)  # 399 days after
    site = publish(tmp_path, files | {X: text}, now=now)
    assert bool(components(site, "/calendar.ics")) is held
    assert only(site, "/events/x/event.ics")["UID"] == "x@example.org"


def test_identity_7_they_go_when_the_window_has_passed(tmp_path: Path) -> None:
    """On the 401st day they are in their own file alone, and the day before in every calendar."""
    files = {path: text.replace("2024-11-13", "2023-10-01") for path, text in WHOLE.items()}
    years = [one.replace("2024", "2023") for one in CALENDARS if "event.ics" not in one]
    before = publish(tmp_path / "before", files, now=NOW.replace(day=3))
    assert [len(components(before, address)) for address in years] == [1] * len(years)
    after = publish(tmp_path / "after", files, now=NOW.replace(day=5))
    assert [len(components(after, address)) for address in years] == [0] * len(years)
    assert len(components(after, OWN)) == 1
