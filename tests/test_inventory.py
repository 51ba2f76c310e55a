"""What the hub has: `hubgen list`, and the table that it writes."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rich.cells import cell_len

from hubgen.cli import main
from hubgen.tables import table
from tests.hub import event, page, write_site

NOW = "2024-11-01T12:00:00+01:00"
FILES = {
    "content/events/later.md": event(
        "start: 2024-12-01 10:00\nend: 2024-12-01 12:00\nthemes: [energie]\n"
        "speakers: [bart-swaans]\nlocation: {municipality: Utrecht, online: true}",
        title="Later",
    ),
    "content/events/eerder.md": event(
        "start: 2024-01-01 10:00\nend: 2024-01-01 12:00\norganiser: [utrecht]", title="Eerder"
    ),
    "content/events/eerder.en.md": page("title: Earlier"),
    "content/events/zonder.md": page("title: Zonder datum"),
    "content/events/straks.md": event("draft: true", title="Straks"),
    "content/people/bart-swaans.md": page("title: Bart Swaans\nrole: Adviseur"),
    "content/organisations/utrecht.md": page(
        "title: Gemeente Utrecht\ntype: municipality\nmunicipality: Utrecht"
    ),
}


def run(site: Path, *arguments: str) -> Result:
    """Return what `hubgen list` says of a site, and how it ends."""
    command = ["list", "--site", str(site), "--now", NOW, *arguments]
    result = CliRunner().invoke(main, command)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def slugs(site: Path, *arguments: str) -> list[str]:
    """Return the slugs of the pages that are listed."""
    return [one["slug"] for one in json.loads(run(site, *arguments, "--format", "json").stdout)]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a site with something of most kinds."""
    return write_site(tmp_path, FILES)


def test_events_are_a_table_in_order_of_time(site: Path) -> None:
    """Each event stands on a line with when, where and by whom; what has no date comes last."""
    result = run(site, "events")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "DATUM             SLUG    TITEL         STATUS     PLAATS            ORGANISATIE",
        "2024-01-01 10:00  eerder  Eerder        scheduled                    Gemeente Utrecht",
        "2024-12-01 10:00  later   Later         scheduled  Utrecht + online",
        "                  zonder  Zonder datum  scheduled",
    ]
    assert result.stderr == "3 pagina's\n"


def test_in_another_language_a_page_has_its_title_there(site: Path) -> None:
    """Each page stands there once, in the language of the messages where it has that one."""
    lines = run(site, "event", "--past", "--lang", "en").stdout.splitlines()
    assert [" ".join(line.split()) for line in lines] == [
        "DATE SLUG TITLE STATUS ORGANISATION",
        "2024-01-01 10:00 eerder Earlier scheduled Gemeente Utrecht",
    ]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--upcoming"], ["later", "zonder"]),
        (["events", "--past"], ["eerder"]),
        (["--theme", "energie"], ["later"]),
        (["--theme", "Energie"], ["later"]),
        (["--municipality", "utrecht"], ["eerder", "later", "utrecht"]),
        (["--organisation", "Gemeente Utrecht"], ["eerder"]),
        (["--person", "bart-swaans"], ["later"]),
        (["--person", "bart swaans", "--past"], []),
        (["people"], ["bart-swaans"]),
        (["events", "--drafts"], ["eerder", "straks", "later", "zonder"]),
    ],
)
def test_what_is_asked_for_is_listed(site: Path, arguments: list[str], expected: list[str]) -> None:
    """Kind, time, theme, place, organisation and person each narrow the list down."""
    assert slugs(site, *arguments) == expected


def test_a_draft_says_that_it_is_one(site: Path) -> None:
    """Among pages that are not published each says in words how it stands."""
    lines = run(site, "events", "--drafts").stdout.splitlines()
    assert [line.split()[-1] for line in lines] == [
        "STAND",
        "Utrecht",
        "concept",
        "online",
        "scheduled",
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--theme", "energi"], "er is geen thema “energi”; bedoel je energie?"),
        (
            ["--theme", "afval"],
            "er is geen thema “afval”; de thema's van deze hub zijn: energie, water",
        ),
        (["--municipality", "Utrect"], "er is geen gemeente “Utrect”; bedoel je Utrecht?"),
        (["--municipality", "Atlantis"], "er is geen gemeente “Atlantis”; kijk de schrijfwijze na"),
        (["--person", "swaans"], "er is geen pagina “swaans”; bedoel je bart-swaans?"),
        (
            ["--organisation", "xyz"],
            "er is geen pagina “xyz” in content/organisations/; kijk de schrijfwijze na",
        ),
        (
            ["people", "--upcoming"],
            "een pagina van de soort person begint en eindigt niet; laat --upcoming en --past weg, "
            "of vraag om event",
        ),
    ],
)
def test_what_the_hub_does_not_know_is_refused(site: Path, arguments: list[str], said: str) -> None:
    """A name that is nothing's ends the command with status 2, and the nearest names."""
    result = run(site, *arguments)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"{said}\n")


def test_upcoming_and_past_exclude_each_other(site: Path) -> None:
    """Nothing is both; that is the wrong use of the command."""
    assert run(site, "--past", "--upcoming").exit_code == 2


def test_json_has_the_keys_that_scripts_count_on(site: Path) -> None:
    """A record says what and where the page is; its details are those of its kind."""
    (record,) = json.loads(run(site, "--past", "--format", "json").stdout)
    assert record == {
        "kind": "event",
        "slug": "eerder",
        "title": "Eerder",
        "state": "published",
        "date": "2024-01-01T10:00:00+01:00",
        "lang": "nl",
        "languages": ["nl", "en"],
        "file": "content/events/eerder.md",
        "address": "/events/eerder/",
        "url": "https://hub.example.org/events/eerder/",
        "uid": "eerder.events@hubgen",
        "themes": [],
        "details": {"status": "scheduled", "place": "", "organiser": "Gemeente Utrecht"},
        "meetings": [
            {
                "start": "2024-01-01T10:00:00+01:00",
                "end": "2024-01-01T12:00:00+01:00",
                "title": "",
                "cancelled": False,
            }
        ],
    }


def test_pages_with_problems_are_named_and_the_rest_is_listed(site: Path) -> None:
    """A mistake in one page hides no other; the file stands at the end, beside the output."""
    write_site(site, FILES | {"content/people/kapot.md": "---\ntitle: [kapot\n---\n"})
    result = run(site, "people")
    assert result.exit_code == 0
    assert "bart-swaans" in result.stdout
    assert result.stderr.splitlines()[-1] == (
        "In content/people/kapot.md staat een probleem, dus misschien ontbreekt er iets; "
        "`hubgen check` zegt wat er mis is."
    )


def test_columns_stand_straight_with_letters_of_two_places() -> None:
    """What takes two places on a terminal counts for two."""
    assert table([["A", "B"], ["日本", "x"], ["é", "y"]]) == "A     B\n日本  x\né     y\n"


def test_a_table_fits_the_width_by_its_widest_columns() -> None:
    """Long columns are shortened, the widest first, and the others are whole."""
    rows = [["slug", "title", "place"], ["een-slug", "x" * 50, "y" * 20]]
    lines = table(rows, width=40, give=[1, 2]).splitlines()
    assert lines[1] == f"een-slug  {'x' * 13}…  {'y' * 13}…"
    assert max(cell_len(line) for line in lines) == 40


def test_without_a_width_nothing_is_shortened() -> None:
    """What goes to a file or another program is whole."""
    assert table([["x" * 300]], give=[0]) == "x" * 300 + "\n"


def test_a_title_cannot_move_the_cursor() -> None:
    """Characters that steer a terminal, or turn the text around, are left out."""
    assert table([["a\x1b[2Jb\u202ec\nd"]]) == "a[2Jbc d\n"
