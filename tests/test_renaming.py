"""A page with another slug: `hubgen rename`, with whole small sites."""

import re
import subprocess
from datetime import datetime
from difflib import unified_diff
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from PIL import Image

from hubgen import ledger
from hubgen.addresses import is_slug
from hubgen.cli import main
from hubgen.cli.options import CACHE
from hubgen.desk import overwrite
from hubgen.errors import Refused
from hubgen.progress import Quiet
from hubgen.revisions import read_revision
from hubgen.survey import Request, look
from hubgen.wording import wording
from tests.hub import event, page, write_site
from tests.test_images import saved

NOW = "2024-11-01T12:00:00+01:00"
SITE = """\
title: Proefhub
base_url: https://hub.example.org/hub/
languages: [nl, en]
organisation: utrecht # van wie de hub is
sections: {events: {path: agenda}}
navigation:
  - {title: Anna, url: /people/anna/}
  - {title: Stad, url: "/organisations/utrecht/#wie"}
"""
EVENT = """\
uid: kci@example.org
organiser: 'utrecht'
contact: {person: anna, email: anna@example.org} # vaste vraagbaak
speakers:
  - "anna" # de eerste
  - {person: bas, role: chair}
  - person: people/anna
    topic: Alles
image: {src: zaal.jpg, alt: De zaal}
programme:
  - start: 14.00
    title: Opening
    speakers: [bas, anna]
    text: "Door [haar](../../people/anna.md)."
resources:
  - {title: Anna, url: /people/anna/#werk}
related: [people/anna, organisations/utrecht]
"""
BODY = """\

## Kop

[Anna](../../people/anna.md#werk) en <a href="../../people/anna.md">zij</a>, of [hier][a].
Ook op [haar adres](/people/anna/), in het [Engels](/en/people/anna/), met
<https://hub.example.org/hub/people/anna/> en [de feed](/people/anna/feed.xml).
Zie [ons](index.md#kop) en [het Engels](index.en.md),
[via de map](../kci/index.md) en [het adres](/agenda/kci/).

![De zaal](zaal.jpg) ![Nog eens](../kci/zaal.jpg) [Het beeld](/agenda/kci/zaal.jpg)

Zo schrijf je dat: `[Anna](../../people/anna.md)`. Annabel en /people/annabel/ zijn anderen.

[a]: ../../people/anna.md "Anna"
"""
FILES: dict[str, str | bytes] = {
    "content/site.yaml": SITE,
    "content/people/anna.md": page(
        "title: Anna\nconsent: 2024-01-01", "\n## Werk\n\nIk ben [ik](anna.md#werk).\n"
    ),
    "content/people/anna.en.md": page("title: Anna", "\n## Werk\n"),
    "content/people/annabel.md": page("title: Annabel", "\nNiet [Anna](anna.md).\n"),
    "content/people/bas.md": "\ufeff"
    + page("title: Bas\norganisation: utrecht").replace("\n", "\r\n"),
    "content/organisations/utrecht.md": page(
        "title: Utrecht", "\n## Wie\n\n[Anna](../people/anna.md)\n"
    ),
    "content/organisations/_index.md": page("title: Wie", "\nZoals [Utrecht](utrecht.md).\n"),
    "content/events/kci/index.md": event(EVENT, BODY),
    "content/events/kci/zaal.jpg": saved(Image.new("RGB", (40, 30), "red"), "JPEG"),
    "content/events/kci/index.en.md": page("title: KCI", "\n[Anna](../../people/anna.en.md)\n"),
    "content/events/vierde.md": event(
        "slug: vierde-kci\nuid: vierde@example.org\ncontact: anna\n"
        "recording: kci-verslag\nreport: articles/kci-verslag",
        "\nNa [de derde](kci/index.md#kop), zie ![zaal](kci/zaal.jpg).\n",
    ),
    "content/events/vijfde.md": event("uid: vijfde@example.org"),
    "content/articles/kci-verslag.md": page(
        "title: Verslag\nauthors: anna\nsteps:\n"
        "  - title: Een\n    text: |\n"
        "      Vraag het [Anna](../people/anna.md).\n      Of [Bas](../people/bas.md).\n",
    ),
    "content/pages/over.md": page(
        "title: Over", "\n[De agenda](/agenda/kci/) en [Over](over.md)\n"
    ),
}


def files(site: Path) -> dict[str, bytes]:
    """Return every file of a site's content."""
    return {
        str(one.relative_to(site)): one.read_bytes()
        for one in sorted((site / "content").rglob("*"))
        if one.is_file()
    }


def run(*arguments: str | Path) -> Result:
    """Return what a command says and how it ends; an exception of its own fails the test."""
    result = CliRunner().invoke(main, [str(one) for one in arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def rename(site: Path, *arguments: str) -> Result:
    """Return what `hubgen rename` says of a site, and how it ends."""
    return run("rename", "--site", site, "--now", NOW, *arguments)


def found(site: Path, against: str | None = None) -> list[str]:
    """Return the name of each problem and warning of a site, sorted."""
    when = datetime.fromisoformat(NOW)
    revision = read_revision(site, against) if against else None
    request = Request(site=site, output=site / "public", now=when, against=revision)
    return sorted(one.code for one in look(request, Quiet()).problems)


def git(site: Path, *arguments: str) -> str:
    """Return what git says of a site."""
    who = ("-c", "user.name=Iemand", "-c", "user.email=iemand@example.org")
    command = ["git", "-C", str(site), *who, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a site in which everything refers to everything, without a problem."""
    made = write_site(tmp_path, FILES)
    assert run("check", "--site", made, "--now", NOW).exit_code == 0
    return made


def lines_of(before: str, after: str) -> list[str]:
    """Return the lines that are otherwise, each with its sign."""
    diff = unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return [line for line in diff if not line.startswith(("---", "+++", "@@"))]


def test_every_reference_is_mended(site: Path) -> None:
    """References, links by file and by address, in texts and fields, keep all that is around them.

    An example of code is no link, and another page whose name begins so is another page.
    """
    before = files(site)
    result = rename(site, "people/anna", "anna-de-wit")
    assert result.exit_code == 0, result.stderr
    after = files(site)
    assert set(after) - set(before) == {
        "content/people/anna-de-wit.md",
        "content/people/anna-de-wit.en.md",
    }
    event_before = before["content/events/kci/index.md"].decode()
    expected = (
        event_before.replace('"anna"', '"anna-de-wit"')
        .replace("person: anna", "person: anna-de-wit")
        .replace("person: people/anna", "person: people/anna-de-wit")
        .replace("bas, anna]", "bas, anna-de-wit]")
        .replace("related: [people/anna,", "related: [people/anna-de-wit,")
        .replace("people/anna.md", "people/anna-de-wit.md")
        .replace("/people/anna/", "/people/anna-de-wit/")
        .replace("`[Anna](../../people/anna-de-wit.md)`", "`[Anna](../../people/anna.md)`")
    )
    assert after["content/events/kci/index.md"].decode() == expected
    assert lines_of(SITE, after["content/site.yaml"].decode()) == [
        "-  - {title: Anna, url: /people/anna/}",
        "+  - {title: Anna, url: /people/anna-de-wit/}",
    ]
    assert (
        b"[Anna](../people/anna-de-wit.md).\n      Of" in after["content/articles/kci-verslag.md"]
    )
    assert b"authors: anna-de-wit\n" in after["content/articles/kci-verslag.md"]
    assert b"people/anna-de-wit.en.md" in after["content/events/kci/index.en.md"]
    for path in ("content/people/bas.md", "content/organisations/_index.md"):
        assert after[path] == before[path]


def test_the_page_keeps_its_uid_and_leaves_its_addresses(site: Path) -> None:
    """What subscribers know it by is written down, and each old address leads to the new one."""
    before = files(site)["content/people/anna.md"].decode()
    result = rename(site, "anna.md", "anna-de-wit")
    text = files(site)["content/people/anna-de-wit.md"].decode()
    assert lines_of(before, text) == [
        "+uid: anna.people@hubgen",
        "+aliases:",
        "+  - /people/anna/",
        "+  - /en/people/anna/",
        "-Ik ben [ik](anna.md#werk).",
        "+Ik ben [ik](anna-de-wit.md#werk).",
    ]
    assert result.stdout.splitlines()[-2:] == [
        "Wie nog op /people/anna/ komt, gaat naar /people/anna-de-wit/.",
        "Wie nog op /en/people/anna/ komt, gaat naar /en/people/anna-de-wit/.",
    ]


def test_an_old_address_leads_to_the_page_in_its_language(site: Path) -> None:
    """Who comes to the English address of before goes to the English page."""
    rename(site, "anna.md", "anna-de-wit")
    assert run("build", "--site", site, "--now", NOW).exit_code == 0
    redirects = (site / "public" / "_redirects").read_text()
    assert "/hub/en/people/anna/ /hub/en/people/anna-de-wit/" in redirects
    assert "/hub/people/anna/ /hub/people/anna-de-wit/" in redirects


def test_a_folder_moves_with_its_images(site: Path) -> None:
    """A page that has a folder of its own takes it along, and what is named by it stays right."""
    before = files(site)
    result = rename(site, "/agenda/kci/", "kci-3")
    assert result.exit_code == 0, result.stderr
    after = files(site)
    assert sorted(path for path in after if "/events/kci" in path) == [
        "content/events/kci-3/index.en.md",
        "content/events/kci-3/index.md",
        "content/events/kci-3/zaal.jpg",
    ]
    assert lines_of(
        before["content/events/kci/index.md"].decode(),
        after["content/events/kci-3/index.md"].decode(),
    ) == [
        "+aliases:",
        "+  - /agenda/kci/",
        "+  - /en/agenda/kci/",
        "-[via de map](../kci/index.md) en [het adres](/agenda/kci/).",
        "+[via de map](../kci-3/index.md) en [het adres](/agenda/kci-3/).",
        "-![De zaal](zaal.jpg) ![Nog eens](../kci/zaal.jpg) [Het beeld](/agenda/kci/zaal.jpg)",
        "+![De zaal](zaal.jpg) ![Nog eens](../kci-3/zaal.jpg) [Het beeld](/agenda/kci-3/zaal.jpg)",
    ]
    assert (
        "[de derde](kci-3/index.md#kop), zie ![zaal](kci-3/zaal.jpg)"
        in after["content/events/vierde.md"].decode()
    )


def test_a_slug_that_is_written_is_written_anew(site: Path) -> None:
    """A page whose file says its slug says the new one, and its file is called so too."""
    rename(site, "vierde-kci", "kci-4")
    text = files(site)["content/events/kci-4.md"].decode()
    assert "slug: kci-4\n" in text
    assert "aliases:\n  - /agenda/vierde-kci/\n" in text


def test_feeds_know_the_hub_by_what_its_organisation_was_called(site: Path) -> None:
    """The slug of the hub's own organisation is in every feed's identity, so it is written down."""
    rename(site, "utrecht", "gemeente-utrecht")
    assert lines_of(SITE, files(site)["content/site.yaml"].decode()) == [
        "-organisation: utrecht # van wie de hub is",
        "+organisation: gemeente-utrecht # van wie de hub is",
        "+uid: utrecht",
        '-  - {title: Stad, url: "/organisations/utrecht/#wie"}',
        '+  - {title: Stad, url: "/organisations/gemeente-utrecht/#wie"}',
    ]
    assert (
        b"Zoals [Utrecht](gemeente-utrecht.md)." in files(site)["content/organisations/_index.md"]
    )


PAGES = ["people/anna", "people/bas", "organisations/utrecht", "events/kci", "events/vierde-kci",
         "articles/kci-verslag", "pages/over"]  # fmt: skip


@settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(
    name=st.sampled_from(PAGES),
    slug=st.from_regex(r"[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,5})?", fullmatch=True),
)
def test_there_and_back_again(
    name: str, slug: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """After another name nothing is wrong and subscribers miss nothing; the old name restores all.

    Every byte is as it was then, but for the page's own old addresses and its uid.
    """
    old = name.rpartition("/")[2]
    if not is_slug(slug) or slug in {one.rpartition("/")[2] for one in PAGES} | {"annabel"}:
        return
    site = write_site(tmp_path_factory.mktemp("site"), FILES)
    git(site, "init", "--quiet")
    git(site, "add", "--all")
    git(site, "commit", "--quiet", "--message", "eerst")
    before, wrong = files(site), found(site)
    result = rename(site, name, slug)
    assert result.exit_code == 0, result.stderr
    # Nothing new, and nothing either that who subscribed to what was there would miss.
    assert set(found(site, against="HEAD")) <= set(wrong)
    assert rename(site, f"{name.partition('/')[0]}/{slug}", old).exit_code == 0
    after = files(site)
    folder = name.partition("/")[0]
    moved = {f"content/{folder}/vierde-kci.md": "content/events/vierde.md"}
    assert {moved.get(path, path) for path in after} == set(before)
    for path, data in after.items():
        if path.endswith(".jpg"):
            continue
        was = before[moved.get(path, path)].decode()
        new = re.sub(r"aliases:\r?\n(  - /.*\r?\n)+", "", data.decode())
        new = re.sub(rf"uid: {old}\.{folder}@hubgen\r?\n", "", new)
        if name == "organisations/utrecht":
            new = new.replace("uid: utrecht\n", "")
        assert new == was


def test_a_dry_run_says_the_same_and_writes_nothing(site: Path) -> None:
    """What would be done is said line by line, and every file is as it was."""
    before = files(site)
    result = rename(site, "bas", "bas-b", "--dry-run")
    assert files(site) == before
    assert result.stdout.splitlines() == [
        "content/people/bas.md → content/people/bas-b.md",
        "content/articles/kci-verslag.md:8: steps[1].text: ../people/bas.md → ../people/bas-b.md",
        "content/events/kci/index.md:10: speakers[2].person: bas → bas-b",
        "content/events/kci/index.md:17: programme[1].speakers[1]: bas → bas-b",
        "content/people/bas-b.md:3: uid: + bas.people@hubgen",
        "content/people/bas-b.md:4: aliases: + /people/bas/",
        "Zo zou het worden, met aanpassingen in 3 bestanden. Er is niets geschreven.",
        "Wie nog op /people/bas/ komt, gaat naar /people/bas-b/.",
    ]
    assert rename(site, "bas", "bas-b").stdout.splitlines()[:6] == result.stdout.splitlines()[:6]


def test_a_draft_leaves_no_address(site: Path) -> None:
    """Nobody has come to a page that was never published."""
    write_site(
        site, {**FILES, "content/pages/los.md": page("title: Los\ndraft: true\nuid: x@y.nl")}
    )
    result = rename(site, "los", "vast")
    assert (site / "content/pages/vast.md").read_text() == page(
        "title: Los\ndraft: true\nuid: x@y.nl"
    )
    assert result.stdout.splitlines()[-1] == wording("nl").text("command.rename.unpublished")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("people/anna", "bas"), "de naam “bas” is al van content/people/bas.md; kies een andere"),
        (("people/anna", "anna"), "de pagina heet al “anna”; kies een andere naam"),
        (("people/anna", "Anna B"), "“Anna B” kan geen naam van een pagina zijn; schrijf anna-b"),
        (
            ("people/anna", "?"),
            "“?” kan geen naam van een pagina zijn; schrijf kleine letters, cijfers en streepjes",
        ),
        (
            ("people/anna", "2024"),
            "“2024” kan geen naam van een pagina zijn, want zo heet al iets van de hub zelf; "
            "kies een andere",
        ),
        (("ana", "x"), "er is geen pagina “ana”; bedoel je people/anna?"),
        (("zzzz", "x"), "er is geen pagina “zzzz” in content/; kijk de schrijfwijze na"),
        (("events/vijfde", "vierde"), "content/events/vierde.md bestaat al; kies een andere naam"),
    ],
)
def test_what_cannot_be_is_refused(site: Path, arguments: tuple[str, str], said: str) -> None:
    """A name that is no slug, is reserved or taken ends with status 2, and nothing is written."""
    before = files(site)
    result = rename(site, *arguments)
    assert (result.exit_code, result.stderr) == (2, f"{said}\n")
    assert files(site) == before


def test_an_address_of_something_else_is_a_problem(site: Path) -> None:
    """Where the new address is another page's old one nothing is written."""
    write_site(site, {**FILES, "content/pages/los.md": page("title: Los\naliases: /people/nieuw/")})
    before = files(site)
    result = rename(site, "people/anna", "nieuw")
    assert result.exit_code == 1
    assert "/people/nieuw/" in result.stderr
    assert result.stderr.splitlines()[-1] == "1 probleem; er is niets geschreven."
    assert files(site) == before


def test_a_page_of_which_not_all_is_known_is_said_first(site: Path) -> None:
    """A file with problems may refer to the page in what could not be read of it."""
    write_site(site, {**FILES, "content/pages/los.md": page("title: [anna")})
    before = files(site)
    result = rename(site, "people/anna", "nieuw")
    assert result.exit_code == 1
    assert result.stderr.startswith("content/pages/los.md:2:")
    assert result.stderr.splitlines()[-1] == wording("nl").text("command.rename.unsure")
    assert rename(site, "people/bas", "bas-b").exit_code == 0
    assert files(site).keys() - before.keys() == {"content/people/bas-b.md"}


@pytest.mark.parametrize("step", range(6))
def test_a_failure_midway_takes_all_back(
    site: Path, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever file cannot be written, every file is as it was, and nothing is left behind."""
    before = files(site)
    count = 0

    def failing(file: Path, text: str) -> None:
        nonlocal count
        count += 1
        if count > step:
            raise Refused("cannot-write", path=file, why="the disk is full")
        overwrite(file, text)

    monkeypatch.setattr(ledger, "overwrite", failing)
    result = rename(site, "people/anna", "nieuw")
    if count > step:
        assert result.exit_code == 2
        assert files(site) == before
    assert not (site / CACHE / "unfinished").exists()


def test_what_was_broken_off_is_taken_back_first(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a power cut the next command begins with what was there before."""
    before = files(site)
    with monkeypatch.context() as patch:
        patch.setattr(ledger, "take_back", lambda site, folder: False)
        patch.setattr(Path, "rename", interrupted)
        assert rename(site, "people/anna", "nieuw").exit_code == 1
    assert files(site) != before
    result = rename(site, "people/zzz", "nieuw")
    assert result.stderr.splitlines()[0] == wording("nl").text("command.taken_back")
    assert files(site) == before


def interrupted(file: Path, target: Path) -> None:
    """Stand for a power cut."""
    raise KeyboardInterrupt
