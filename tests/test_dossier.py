"""All that the hub knows about one page: `hubgen show`."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hubgen.cli import main
from tests.hub import event, page, write_site

NOW = "2024-11-01T12:00:00+01:00"
FILES = {
    "content/events/kci.md": event(
        "uid: kci-3@example.org\nthemes: [energie]\nspeakers: [bart, {name: Els, role: chair}]\n"
        "aliases: /events/oud/\nchanges: [{at: 2024-10-01, note: Later, start: 2024-11-12 14:00}]",
        title="Derde bijeenkomst",
    ),
    "content/events/kci.en.md": page("title: Third meeting"),
    "content/people/bart.md": page("title: Bart Swaans\nuid: bart@example.org\nrole: Adviseur"),
    "content/people/kci.md": page("title: K. Ci\nuid: kci@example.org\ndraft: true"),
    "content/tools/kapot.md": page("title: Kapot\nkleur: rood\nformat: pdf\npractices: [x]"),
    "content/tools/stuk.md": "title: Stuk\n",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a site with an event, its speaker, a draft and two pages with problems."""
    return write_site(tmp_path, FILES)


def show(site: Path, *arguments: str) -> Result:
    """Return what `hubgen show` says, and how it ends."""
    result = CliRunner().invoke(main, ["show", "--site", str(site), "--now", NOW, *arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_a_page_is_shown_in_parts(site: Path) -> None:
    """Where it is, what subscribers know it by, its fields, its bonds and its listings."""
    result = show(site, "events/kci")
    assert (result.exit_code, result.stderr) == (0, "")
    assert (
        result.stdout
        == """\
Derde bijeenkomst
event · kci · gepubliceerd

WAAR
  nl  content/events/kci.md     /events/kci/
  en  content/events/kci.en.md  /en/events/kci/

VOOR WIE HEM VOLGT
  volgende keer  2024-11-13 14:00 – 16:00 (Europe/Amsterdam)
  uid            kci-3@example.org
  SEQUENCE       1
  agenda         /events/kci/event.ics
  oude adressen  /events/oud/

VELDEN
  themes       Thema’s      energie
  start        Begin        2024-11-13 14:00
  end          Einde        2024-11-13 16:00
  changes[1]   Wijzigingen  {at: 2024-10-01, note: Later, start: 2024-11-12 14:00}
  speakers[1]  Sprekers     Bart Swaans (people/bart)
  speakers[2]  Sprekers     {name: Els, role: chair}

VERWIJST NAAR
  speakers[1].person  people/bart  Bart Swaans

STAAT IN
  Testhub                   /                       feed.xml atom.xml feed.json calendar.ics
  Agenda                    /events/                feed.xml atom.xml feed.json calendar.ics
  Agenda van 2024           /events/2024/           feed.xml atom.xml feed.json calendar.ics
  Agenda van november 2024  /events/month/2024-11/
  Energie                   /themes/energie/        feed.xml atom.xml feed.json calendar.ics
  Bart Swaans               /people/bart/           feed.xml atom.xml feed.json calendar.ics
  Wijzigingen in de agenda  /changes/               feed.xml atom.xml feed.json
"""
    )


@pytest.mark.parametrize(
    "name",
    [
        "bart",
        "people/bart",
        "bart.md",
        "content/people/bart.md",
        "/people/bart/",
        "https://hub.example.org/people/bart/",
    ],
)
def test_a_page_has_many_names(site: Path, name: str) -> None:
    """The slug, with or without its folder, the file and the address mean one page."""
    record = json.loads(show(site, name, "--format", "json").stdout)
    assert (record["kind"], record["slug"]) == ("person", "bart")


def test_pages_of_one_slug_are_told_apart(site: Path) -> None:
    """Where two kinds have a page of that name both are named, and either can be asked for."""
    result = show(site, "kci")
    assert (result.exit_code, result.stderr) == (
        2,
        "er zijn meer pagina's die “kci” heten; schrijf welke je bedoelt: events/kci, people/kci\n",
    )
    assert show(site, "people/kci").stdout.startswith("K. Ci\nperson · kci · concept\n")


def test_what_refers_to_a_page_is_shown(site: Path) -> None:
    """A backlink says in which field, and which page."""
    record = json.loads(show(site, "bart", "--format", "json").stdout)
    assert record["backlinks"] == [
        {"field": "speakers", "page": "events/kci", "title": "Derde bijeenkomst"}
    ]


def test_json_has_the_keys_that_scripts_count_on(site: Path) -> None:
    """The record of a draft is whole, and says that it is in no listing."""
    record = json.loads(show(site, "people/kci", "--format", "json").stdout)
    assert record == {
        "kind": "person",
        "slug": "kci",
        "title": "K. Ci",
        "state": "draft",
        "uid": "kci@example.org",
        "uid_is_written": True,
        "sequence": None,
        "next": None,
        "languages": [
            {
                "lang": "nl",
                "title": "K. Ci",
                "file": "content/people/kci.md",
                "address": "/people/kci/",
                "url": "https://hub.example.org/people/kci/",
            }
        ],
        "aliases": [],
        "calendar": None,
        "fields": {"title": "K. Ci", "uid": "kci@example.org", "draft": "true"},
        "references": [],
        "backlinks": [],
        "listings": [],
        "problems": [],
    }


def test_a_page_with_problems_is_shown_with_them(site: Path) -> None:
    """What could be read is shown, and what is wrong, and that it is not published."""
    result = show(site, "kapot")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[1] == "tool · kapot · niet gepubliceerd: er staan problemen in"
    assert any(line.split() == ["format", "Vorm", "pdf"] for line in lines)
    assert [line for line in lines if line.startswith("  content/tools/kapot.md:3:1: kleur: ")]


def test_a_page_that_cannot_be_read_says_why(site: Path) -> None:
    """A file without front matter shows nothing but its problem, and ends with status 1."""
    result = show(site, "stuk")
    assert result.exit_code == 1
    assert result.stderr.startswith("content/tools/stuk.md:1")
