"""Which personal data a hub holds: `hubgen privacy`."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hubgen.cli import main
from tests.hub import event, page, write_site

NOW = "2024-11-01T12:00:00+01:00"
FILES: dict[str, str | bytes] = {
    "content/people/anna.md": page(
        "title: Anna\nrole: Adviseur\nemail: anna@example.org\nconsent: 2024-01-01"
    ),
    "content/people/bas.md": page(
        "title: Bas\nphone: 06-12345678\npublish_contact: true\nconsent: 2021-11-01"
    ),
    "content/people/cor.md": page("title: Cor\ndraft: true"),
    "content/events/oud.md": event(
        "start: 2024-01-10 10:00\nend: 2024-01-10 12:00\n"
        "contact: {name: Dirk, email: dirk@example.org}\nspeakers: [anna, {name: Els, role: chair}]"
    ),
    "content/events/straks.md": event(
        "contact: {name: Dirk, email: dirk@example.org}\nregistration: {email: meld@example.org}"
    ),
    "content/services/hulp.md": page(
        "title: Hulp\ndate: 2024-03-01\nsteps: [{title: Bel, text: Bel 030 - 234 5678}]",
        "\nMail [ons](mailto:hulp@example.org), of hulp@example.org.\n",
    ),
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a site that tells of people in every way there is."""
    return write_site(tmp_path, FILES)


def privacy(site: Path, *arguments: str) -> Result:
    """Return what `hubgen privacy` says of a site; it ends well, whatever it finds."""
    result = CliRunner().invoke(main, ["privacy", "--site", str(site), "--now", NOW, *arguments])
    if result.exception:
        raise result.exception
    return result


def records(site: Path, *arguments: str) -> list[Mapping[str, object]]:
    """Return what is told of people, as records."""
    found = json.loads(privacy(site, *arguments, "--format", "json").stdout)
    assert isinstance(found, list)
    return found


def test_all_that_is_told_of_people_is_a_table(site: Path) -> None:
    """Where, of whom, what and since when; between brackets what is in the file alone."""
    said = privacy(site).stdout.splitlines()
    assert [" ".join(line.split()) for line in said] == [
        "WAAR WIE WAT (TUSSEN HAAKJES: ALLEEN IN HET BESTAND) SINDS TOESTEMMING LET OP",
        "content/events/oud.md:5: contact Dirk (naam, e-mailadres) bijeenkomst voorbij",
        "content/events/oud.md:6: speakers[2] Els naam, functie",
        "content/events/straks.md:5: contact Dirk naam, e-mailadres",
        "content/events/straks.md:6: registration.email e-mailadres",
        "content/people/anna.md:2 Anna naam, functie (e-mailadres) 2024-01-01 2024-01-01 "
        "niet op de site",
        "content/people/bas.md:2 Bas naam, telefoonnummer 2021-11-01 2021-11-01 oude toestemming",
        "content/people/cor.md:2 Cor (naam) geen toestemming",
        "content/services/hulp.md:4: steps[1].text 030 - 234 5678 telefoonnummer 2024-03-01",
        "content/services/hulp.md:7 hulp@example.org e-mailadres 2024-03-01",
        "",
        "1 persoon zonder toestemming: vraag of de pagina mag, en schrijf de dag erbij als "
        "consent: 2024-11-01.",
        "1 toestemming is meer dan 3 jaar oud: vraag of alles nog klopt en mag, en pas consent "
        "aan.",
        "1 contact hoort bij een bijeenkomst die meer dan 90 dagen voorbij is: de site toont het "
        "niet meer, dus haal het ook uit het bestand.",
        "Van 1 persoon staan een adres of nummer alleen in het bestand: haal ze weg als je ze niet "
        "nodig hebt, of schrijf publish_contact: true als ze op de site mogen.",
    ]


def test_json_has_the_keys_that_scripts_count_on(site: Path) -> None:
    """A record says where, of whom, what, since when and by what that is known."""
    (record,) = [one for one in records(site) if one["who"] == "Anna"]
    assert record == {
        "file": "content/people/anna.md",
        "line": 2,
        "field": "",
        "who": "Anna",
        "published": ["name", "role"],
        "in_file": ["email"],
        "since": "2024-01-01",
        "since_by": "consent",
        "consent": "2024-01-01",
        "remark": "hidden",
    }


@pytest.mark.parametrize(("years", "remark"), [("2", "old_consent"), ("4", None)])
def test_how_long_a_consent_holds_can_be_said(site: Path, years: str, remark: str | None) -> None:
    """A consent from just three years ago is old after two, and not after four."""
    (record,) = [one for one in records(site, "--consent-years", years) if one["who"] == "Bas"]
    assert record["remark"] == remark


def test_what_is_not_published_is_in_the_file_alone(site: Path) -> None:
    """Of a draft nothing is on the site, and since when is not said."""
    (record,) = [one for one in records(site) if one["who"] == "Cor"]
    assert (record["published"], record["in_file"], record["since"]) == ([], ["name"], None)


def test_git_says_since_when_a_file_is_there_whatever_its_name(site: Path) -> None:
    """A page without a date is published since git got its file, also under another name."""
    git = ("git", "-C", str(site), "-c", "user.name=I", "-c", "user.email=i@example.org")

    def commit(day: str) -> None:
        subprocess.run([*git, "add", "--all"], check=True)
        subprocess.run(
            [*git, "commit", "--quiet", "--message", "x", "--date", f"{day}T12:00:00"], check=True
        )

    subprocess.run([*git, "init", "--quiet"], check=True)
    commit("2023-05-06")
    (site / "content/events/straks.md").rename(site / "content/events/later.md")
    commit("2024-07-08")
    found = [one for one in records(site) if one["file"] == "content/events/later.md"]
    assert {(one["since"], one["since_by"]) for one in found} == {("2023-05-06", "git")}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bel 06-12345678, of 06 12 34 56 78.", ["06-12345678", "06 12 34 56 78"]),
        ("+31 (0)30 234 56 78 en 0031302345678", ["+31 (0)30 234 56 78", "0031302345678"]),
        ("(030) 234 56 78", ["(030) 234 56 78"]),
        ("Van 2016-2020, € 0,50, KvK 01234567, 000123, 10.30-12.00 uur", []),
        ("NL91 ABNA 0417 1643 00, ISBN 978-0-13-468599-1, 0123456789012345", []),
        ("mail@example.org. Of: a.b+c@mail.example.org; geen@adres", [
            "mail@example.org", "a.b+c@mail.example.org",
        ]),
    ],
)  # fmt: skip
def test_addresses_and_numbers_are_told_from_other_things(
    tmp_path: Path, text: str, found: list[str]
) -> None:
    """Years, amounts and accounts are no numbers to dial."""
    site = write_site(tmp_path, {"content/pages/x.md": page("title: X", f"\n{text}\n")})
    assert sorted(str(one["who"]) for one in records(site)) == sorted(found)


def test_a_hub_without_people_asks_for_nothing(tmp_path: Path) -> None:
    """Where nothing is told of anyone, one line says so."""
    site = write_site(tmp_path, {"content/pages/x.md": page("title: X")})
    assert privacy(site).stdout == "Er is niets dat aandacht vraagt.\n"
