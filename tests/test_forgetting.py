"""Someone who is to be forgotten: `hubgen forget`, with whole small sites."""

from difflib import unified_diff
from pathlib import Path

import pytest
from PIL import Image

from hubgen import ledger
from hubgen.cli.options import CACHE
from hubgen.forgetting.person import Person
from hubgen.forgetting.unlinking import unlink
from hubgen.wording import wording
from tests.hub import event, page, write_site
from tests.test_images import saved
from tests.test_renaming import files, run

NOW = "2024-11-01T12:00:00+01:00"
SITE = """\
title: Proefhub
base_url: https://hub.example.org/
languages: [nl, en]
navigation: [{title: Bart, url: /people/bart-swaans/}, {title: Agenda, url: /events/}]
"""


def camera() -> bytes:
    """Return a photo in which a program wrote who is on it."""
    exif = Image.Exif()
    exif[0x010E] = "Bart Swaans op het podium"
    return saved(Image.new("RGB", (40, 30), "red"), "JPEG", exif=exif)


FILES: dict[str, str | bytes] = {
    "content/site.yaml": SITE,
    "content/people/bart-swaans/index.md": page(
        "title: Bart Swaans\nuid: bart@example.org\nemail: bart@swaans.example\n"
        "phone: 06-1234 5678\nphoto: {src: ik.jpg, alt: Ik}\naliases: /people/bart/",
        "\nIk ben [ik](index.md), met ![mij](groep.jpg).\n",
    ),
    "content/people/bart-swaans/index.en.md": page("title: Bart Swaans"),
    "content/people/bart-swaans/ik.jpg": saved(Image.new("RGB", (40, 30), "red"), "JPEG"),
    "content/people/bart-swaans/groep.jpg": saved(Image.new("RGB", (40, 30), "blue"), "JPEG"),
    "content/people/els-bart.md": page("title: Els Bart\nuid: els@example.org"),
    "content/events/kci.md": event(
        "uid: kci@example.org\n"
        "contact: {name: Bart Swaans, email: bart@swaans.example}\n"
        "speakers:\n"
        "  - bart-swaans # de eerste\n"
        "  - els-bart\n"
        "  - name: bart  swaans\n"
        "    topic: Nog eens\n"
        "programme: [{title: Slot, speakers: [bart-swaans]}]\n"
        "changes:\n"
        "  - {at: 2024-10-01, note: Bart Swaans is ziek}\n"
        "resources:\n"
        "  - {title: Wie, url: /people/bart-swaans/}\n"
        "related: [people/bart-swaans]",
        "\n[Bart Swaans](../people/bart-swaans/index.md) en <a href='/people/bart-swaans/'>hij</a>"
        ", of [Bart][b].\n\nVraag het Swaans of mail [bart@swaans.example]"
        "(mailto:bart@swaans.example).\n\n![Swaans, Bart](../people/bart-swaans/groep.jpg)\n\n"
        "[b]: /people/bart-swaans/\n",
    ),
    "content/events/kci.en.md": page("title: KCI", "\nBel +31 6 12 34 56 78.\n"),
    "content/articles/interview-bart-swaans.md": page(
        "title: Interview met Bart Swaans\nuid: x@example.org\nauthors: bart-swaans"
    ),
    "content/articles/namen.csv": "naam\nBART SWAANS\n",
    "content/articles/lijst.pdf": b"%PDF-1.7",
    "content/articles/podium.jpg": camera(),
    "layouts/parts/own.html": "Bart Swaans",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a site that names someone in every way there is, without a problem."""
    made = write_site(tmp_path, FILES)
    assert run("check", "--site", made, "--now", NOW).exit_code == 0
    return made


def forget(site: Path, *arguments: str) -> list[str]:
    """Return what `hubgen forget` says of a site, line by line."""
    result = run("forget", "--site", site, "--now", NOW, *arguments)
    assert result.exit_code == 0, result.stderr
    return result.stdout.splitlines()


def part(lines: list[str], name: str) -> list[str]:
    """Return the lines below a heading."""
    begin = lines.index(wording("nl").text(f"command.forget.part.{name}")) + 1
    end = lines.index("", begin)
    return [line.strip() for line in lines[begin:end]]


def test_every_mention_is_found_and_nothing_changed(site: Path) -> None:
    """Without --yes all is said, each thing with its file and line, and every byte is as it was."""
    before = files(site)
    lines = forget(site, "bart-swaans")
    assert files(site) == before
    assert part(lines, "goes") == [
        "content/articles/interview-bart-swaans.md:4: authors: de verwijzing",
        "content/events/kci.md:6: contact: de vermelding met precies deze naam",
        "content/events/kci.md:8: speakers[1]: de verwijzing",
        "content/events/kci.md:10: speakers[3]: de vermelding met precies deze naam",
        "content/events/kci.md:12: programme[1].speakers[1]: de verwijzing",
        "content/events/kci.md:16: resources[1]: de verwijzing",
        "content/events/kci.md:17: related[1]: de verwijzing",
        "content/events/kci.md:20: de link; de woorden ervan blijven staan",
        "content/events/kci.md:20: de link; de woorden ervan blijven staan",
        "content/events/kci.md:26: de link; de woorden ervan blijven staan",
        "content/people/bart-swaans/ik.jpg: het bestand, dat geen andere pagina gebruikt",
        "content/people/bart-swaans/index.en.md: de pagina",
        "content/people/bart-swaans/index.md: de pagina",
        "content/site.yaml:4: navigation[1]: de verwijzing",
    ]
    assert part(lines, "by_hand") == [
        "content/events/kci.md:24: een beeld van de pagina van deze persoon",
    ]
    assert part(lines, "left") == [
        "content/articles/interview-bart-swaans.md: in de naam van het bestand; geef een pagina "
        "een andere met hubgen rename: content/articles/interview-«bart-swaans».md",
        "content/articles/interview-bart-swaans.md:2: de naam: title: Interview met «Bart Swaans»",
        "content/events/kci.en.md:5: het telefoonnummer: Bel «+31 6 12 34 56 78».",
        "content/events/kci.md:14: de naam: - {at: 2024-10-01, note: «Bart Swaans» is ziek}",
        "content/events/kci.md:20: de naam: «Bart Swaans» en hij, of Bart.",
        "content/events/kci.md:22: het e-mailadres: Vraag het Swaans of mail "
        "[«bart@swaans.example»](mailto:bart@swaans.example).",
        "content/events/kci.md:22: het e-mailadres: ns of mail [bart@swaans.example](mailto:"
        "«bart@swaans.example»).",
        "content/events/kci.md:24: de naam: ![«Swaans, Bart»](../people/bart-swaans/groep.jpg)",
        "content/events/kci.md:24: de naam van de pagina: ![Swaans, Bart](../people/"
        "«bart-swaans»/groep.jpg)",
        "content/articles/namen.csv:2: de naam: «BART SWAANS»",
        "content/articles/podium.jpg: in wat een camera of programma in het beeld schreef; sla het "
        "op zonder die gegevens: «Bart Swaans»",
        "content/people/bart-swaans/groep.jpg: in de naam van het bestand; geef een pagina een "
        "andere met hubgen rename: content/people/«bart-swaans»/groep.jpg",
        "layouts/parts/own.html:1: de naam: «Bart Swaans»",
    ]
    assert part(lines, "perhaps") == [
        "content/events/kci.md:20: de voornaam: Bart Swaans en hij, of «Bart».",
        "content/events/kci.md:22: de achternaam: Vraag het «Swaans» of mail "
        "[bart@swaans.example](mailto:ba",
    ]
    assert part(lines, "opaque") == ["content/articles/lijst.pdf"]
    assert len(part(lines, "outside")) == 7
    assert lines[-1] == wording("nl").text("command.forget.would")


def test_what_is_certain_is_taken_out(site: Path) -> None:
    """With --yes it goes, comments and all, and nothing else does; the hub is sound afterwards."""
    text = (site / "content/events/kci.md").read_text()
    lines = forget(site, "Bart Swaans", "--yes")
    assert lines[-2:] == [
        "Weggehaald: 14. Nog zelf te doen: 14.",
        f"Het verslag, zonder naam, staat in {site / 'forgotten-2024-11-01.txt'}.",
    ]
    assert part(lines, "by_hand") == [
        "content/events/kci.md:17: een beeld van de pagina van deze persoon",
    ]
    diff = unified_diff(
        text.splitlines(), (site / "content/events/kci.md").read_text().splitlines(), n=0
    )
    assert [line for line in diff if not line.startswith(("---", "+++", "@@"))] == [
        "-contact: {name: Bart Swaans, email: bart@swaans.example}",
        "-  - bart-swaans # de eerste",
        "-  - name: bart  swaans",
        "-    topic: Nog eens",
        "-programme: [{title: Slot, speakers: [bart-swaans]}]",
        "+programme: [{title: Slot}]",
        "-resources:",
        "-  - {title: Wie, url: /people/bart-swaans/}",
        "-related: [people/bart-swaans]",
        "-[Bart Swaans](../people/bart-swaans/index.md) en <a href='/people/bart-swaans/'>hij</a>"
        ", of [Bart][b].",
        "+Bart Swaans en hij, of Bart.",
        "-[b]: /people/bart-swaans/",
    ]
    assert (
        "navigation: [{title: Agenda, url: /events/}]\n" in (site / "content/site.yaml").read_text()
    )
    left = [path for path in files(site) if "/people/" in path]
    assert left == ["content/people/bart-swaans/groep.jpg", "content/people/els-bart.md"]
    assert run("check", "--site", site, "--now", NOW).exit_code == 0


def test_the_report_holds_no_name(site: Path) -> None:
    """What stays tells what was done and where; neither name, address nor slug is in it."""
    forget(site, "bart-swaans", "--yes")
    text = (site / "forgotten-2024-11-01.txt").read_text()
    assert "content/people/…/index.md: de pagina" in text
    assert "content/events/kci.md:8: speakers[1]: de verwijzing" in text
    assert [word for word in ("swaans", "bart", "06", "31 6") if word in text.lower()] == []


def test_a_second_report_has_a_name_of_its_own(site: Path) -> None:
    """Nothing is written over, also on the same day."""
    forget(site, "bart-swaans", "--yes")
    forget(site, "els-bart", "--yes")
    assert (site / "forgotten-2024-11-01-2.txt").is_file()


def test_what_was_remembered_of_the_content_is_thrown_away(site: Path) -> None:
    """The cache goes, as it holds texts with the name; a program that was installed there stays."""
    assert run("build", "--site", site, "--now", NOW).exit_code == 0
    (site / CACHE / "admin").mkdir()
    assert len(list((site / CACHE).iterdir())) > 1
    forget(site, "bart-swaans", "--yes")
    assert [one.name for one in (site / CACHE).iterdir()] == ["admin"]


def test_someone_without_a_page_is_forgotten_by_name(tmp_path: Path) -> None:
    """A whole name is enough; what has exactly that name goes."""
    site = write_site(
        tmp_path,
        {
            "content/events/kci.md": event(
                "uid: x@y.nl\nspeakers: [{name: Jan Jansen}, {name: Els}]"
            )
        },
    )
    forget(site, "jan jansen", "--yes")
    assert "speakers: [{name: Els}]\n" in (site / "content/events/kci.md").read_text()


def test_nobody_is_nothing(site: Path) -> None:
    """Of a name that is nowhere it is said that it is not."""
    assert forget(site, "Piet Paulusma", "--yes") == [
        "Over “Piet Paulusma” is in deze hub niets gevonden."
    ]
    assert not list(site.glob("forgotten*"))


def test_a_slug_with_a_mistake_is_refused(site: Path) -> None:
    """A name without a space is meant to be a page's; the nearest is named."""
    result = run("forget", "--site", site, "--now", NOW, "bart-swans", "--yes")
    assert (result.exit_code, result.stderr) == (
        2,
        "er is geen pagina “bart-swans”; bedoel je bart-swaans?\n",
    )


def test_a_failure_midway_takes_all_back(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a file cannot go everything is as it was, and no report says otherwise."""
    before = files(site)

    def failing(rewrite: ledger.Rewrite, site: Path) -> None:
        raise OSError(28, "No space left on device", str(site / rewrite.gone[0]))

    with monkeypatch.context() as patch:
        patch.setattr(ledger, "_write", failing)
        assert run("forget", "--site", site, "--now", NOW, "bart-swaans", "--yes").exit_code == 2
    assert files(site) == before
    assert not list(site.glob("forgotten*"))


def test_what_a_person_can_be_called() -> None:
    """Whole names, turned around too, whatever the capitals, accents and spaces; parts perhaps."""
    person = Person(names=("Anna Ankoné",), slug="anna-ankone", phones=("06-12345678",))
    text = "ANNA  ankone, Ankoné, Anna, anna-ankone.md, Ankone, Anna; ankones +31 (0)6 1234 5678"
    assert [(text[one.start : one.end], one.sort) for one in person.hits(text)] == [
        ("ANNA  ankone", "name"),
        ("Ankoné, Anna", "name"),
        ("anna-ankone", "slug"),
        ("Ankone, Anna", "name"),
        ("+31 (0)6 1234 5678", "phone"),
    ]


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("a [b *c*](x.md) d", "a b *c* d"),
        ('[b](x.md "titel")', "b"),
        ("[b [c]](<x.md>).", "b [c]."),
        ("![b](x.md) c", " c"),
        ('<a class="k" href="x.md" title="t">b</a>', "b"),
        ("[b][k], [k], [K][]\n\n[k]: x.md 'titel'\nc", "b, k, K\n\nc"),
    ],
)
def test_a_link_leaves_its_words(text: str, after: str) -> None:
    """Whichever way a link is written, the address goes and what is read stays."""
    start = text.index("x.md")
    edits = unlink(text, start, start + 4, (0, len(text)))
    assert edits is not None
    for one in sorted(edits, reverse=True):
        text = text[: one.start] + one.text + text[one.end :]
    assert text == after
