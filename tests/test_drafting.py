"""New pages: `hubgen new`, as text and as a command."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from hubgen.amending import put
from hubgen.cli import main
from hubgen.documents import group_translations
from hubgen.drafting import Draft, draft, kind_named
from hubgen.errors import Refused, UnfitOptions
from hubgen.kinds import KINDS
from hubgen.kinds.base import Kind
from hubgen.markup import convert
from hubgen.settings import read_settings
from hubgen.templates import template
from hubgen.wording import LANGUAGES
from tests.hub import NOW, SITE, Files, event, make_hub, page, says, sources_of, write_site

TOKEN = "0123456789ab"


def drafted(kind: str, title: str, files: Files | None = None, **options: Any) -> Draft:
    """Return a new page of a hub."""
    settings = read_settings(SITE)
    groups = group_translations(sources_of(files or {}), settings)
    return draft(kind_named(kind), title, groups, settings, NOW, token=TOKEN, **options)


def refusal(kind: str, title: str, files: Files | None = None, **options: Any) -> str:
    """Return the name of the reason for which a new page is refused."""
    with pytest.raises(Refused) as caught:
        drafted(kind, title, files, **options)
    return caught.value.code


def test_a_new_event() -> None:
    """An event has its times, in a folder of its year, and a UID on the hub's own host."""
    new = drafted("event", "Vierde bijeenkomst: KCI", start="2025-02-12T14:00")
    assert replace(new, text=new.text.partition("\n\n")[0]) == Draft(
        path="content/events/2025/vierde-bijeenkomst-kci.md",
        text=(
            "---\n# yaml-language-server: $schema=../../../.schemas/event.json\n"
            'title: "Vierde bijeenkomst: KCI"\nuid: 0123456789ab@hub.example.org\n'
            "start: 2025-02-12 14:00\nend: 2025-02-12 15:00\n"
            "draft: true # haal deze regel weg als de pagina klaar is"
        ),
        end="2025-02-12 15:00",
    )


@pytest.mark.parametrize(
    ("times", "end"),
    [
        ({"start": "2025-02-12 14:00", "end": "2025-02-12 17:30"}, "2025-02-12 17:30"),
        ({"start": "2025-02-12 23:30"}, "2025-02-13 00:30"),
        ({"start": "2025-02-12"}, "2025-02-12"),
        ({"start": "2025-03-30 01:30"}, "2025-03-30 03:30"),  # the clock goes forward at two
    ],
)
def test_the_end_of_a_new_event(times: dict[str, Any], end: str) -> None:
    """An end that is not given is that of the usual duration, and said; a day ends with itself."""
    new = drafted("event", "x", **times)
    assert f"\nend: {end}\n" in new.text
    assert new.end == ("" if "end" in times else end)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_new_page_is_sound(kind: Any) -> None:
    """A new page of any kind, named by its folder, has no problem, and is published when ready."""
    times: dict[str, Any] = {"start": "2025-02-12 14:00"} if kind.name == "event" else {}
    new = drafted(kind.folder, "Nieuw", **times)
    assert make_hub({new.path: new.text}).library.entries == ()
    lines = new.text.splitlines(keepends=True)
    ready = "".join(line for line in lines if not line.startswith("draft: true # "))
    assert len(ready.splitlines()) == len(lines) - 1
    hub = make_hub({new.path: ready})
    assert [one for one in hub.found if one.path == new.path] == []
    assert hub.entry(kind.folder, "nieuw").fields.title == "Nieuw"


OFFERED = re.compile(r"^# (?P<name>\w+):.*\n(?:#  .*\n)*", re.MULTILINE)
"""A field that a new page offers, with the lines that belong to it."""

STARTS = ("2025-02-12 9:30", "2025-02-12", None)


def offered(text: str) -> dict[str, str]:
    """Return the page with each field that it offers taken out of its comment, by its name."""
    return {
        one["name"]: text[: one.start()]
        + one[0].replace("# ", "", 1).replace("\n# ", "\n")
        + text[one.end() :]
        for one in OFFERED.finditer(text)
    }


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_new_page_offers_every_field(kind: Kind, lang: str) -> None:
    """What a kind can have and a new page does not, stands there as a comment."""
    new = in_language(kind, lang, STARTS[0])
    known = set(make_hub({new.path: new.text}, drafts=True).library.entries[0].matter.values)
    assert set(offered(new.text)) == set(kind.model.model_fields) - known


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_field_that_is_taken_out_of_its_comment_fits(
    kind: Kind, lang: str, start: str | None
) -> None:
    """Each alone leaves the page without a problem or a warning that it did not have."""
    if start != STARTS[0] and kind.name != "event":
        return
    new = in_language(kind, lang, start)
    site = {"content/site.yaml": SITE.replace("[nl, en]", f"[{lang}]")}
    before = {one.code for one in make_hub({**site, new.path: new.text}, drafts=True).found}
    wrong = {}
    for name, text in offered(new.text).items():
        found = make_hub({**site, new.path: text}, drafts=True).found
        if said := [one for one in found if one.code not in before]:
            wrong[name] = said
    assert wrong == {}


def in_language(kind: Kind, lang: str, start: str | None) -> Draft:
    """Return a new page of a hub in a language; with a start if it is of an event."""
    settings = read_settings(SITE.replace("[nl, en]", f"[{lang}]"))
    times = {"start": start} if kind.name == "event" else {}
    return draft(kind, "Nieuw", [], settings, NOW, token=TOKEN, **times)


def test_what_is_offered_fits_the_event() -> None:
    """The days and times in examples are those of the event, and what is not there yet is empty."""
    lines = drafted("event", "x", start="2025-02-12 9:30").text.splitlines()
    at = lines.index("# programme: # Programma")
    assert lines[at : at + 4] == [
        "# programme: # Programma",
        "#   - start: 09:30",
        "#     end: 09:45",
        "#     title: Opening",
    ]
    assert "#   deadline: 2025-02-09 17:00" in lines
    assert "# themes: [energie] # Thema’s" in lines
    assert "# organiser: # Organisator, bijvoorbeeld: [gemeente-utrecht]" in lines
    assert "# status: cancelled # Status: scheduled, cancelled, postponed, moved_online" in lines


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_what_is_offered_is_readable(kind: Kind) -> None:
    """No line of a new page is too long for a screen."""
    new = in_language(kind, "nl", STARTS[0])
    assert [line for line in new.text.splitlines() if len(line) > 100] == []


def test_a_new_page_can_be_amended() -> None:
    """What writes into pages leaves what a new page offers as it is."""
    new = drafted("event", "x", start="2025-02-12 9:30")
    changed = put(new.text, ("registration", "state"), "full", order=("end", "registration"))
    assert changed == new.text.replace(
        "end: 2025-02-12 10:30\n", "end: 2025-02-12 10:30\nregistration:\n  state: full\n"
    )


def test_a_new_article_has_its_date() -> None:
    """A page that is listed by its date has that of the day on which it was begun."""
    assert "\ndate: 2024-11-01\n" in drafted("article", "Nieuws").text


@pytest.mark.parametrize(
    "files",
    [
        {"content/events/2023/borrel.md": event()},
        {"content/events/borrel/index.md": event()},
        {"content/events/feest.md": event("slug: borrel")},
        {"content/events/borrel.md": "---\ntitle: [kapot\n---\n"},
        {"content/events/2025/borrel.md": event("slug: anders")},
    ],
)
def test_a_name_that_is_taken_gets_the_year(files: dict[str, str]) -> None:
    """No two events have one slug, so the second of a name has its year behind it."""
    new = drafted("event", "Borrel", files, start="2025-01-02 16:00")
    assert new.path == "content/events/2025/borrel-2025.md"
    assert refusal("event", "Borrel", {**files, new.path: new.text}, start="2025-01-03") == (
        "slug-taken"
    )


def test_a_name_is_taken_within_a_kind() -> None:
    """A page of another kind, or a listing's introduction, may be called the same."""
    files = {"content/tools/kaart.md": page("title: Kaart"), "content/pages/_index.md": ""}
    assert drafted("page", "Kaart", files).path == "content/pages/kaart.md"
    assert refusal("tool", "Kaart", files) == "slug-taken"


@pytest.mark.parametrize(
    ("title", "files"),
    [
        ("Map", {}),
        ("Events", {}),
        ("En", {"content/pages/over.en.md": page("title: About")}),
        ("Oud", {"content/pages/over.md": page("title: Over\naliases: [/oud/]")}),
        ("Oud", {"content/pages/over.md": page("title: Over\ndraft: true\naliases: [/oud/]")}),
    ],
)
def test_an_address_of_the_hub_is_no_pages(title: str, files: Files) -> None:
    """A page that would stop the build, because its address is taken, is not begun."""
    assert refusal("page", title, files) == "address-taken"
    assert drafted("tool", title, files).path == f"content/tools/{title.lower()}.md"


def test_an_event_whose_address_is_taken_gets_the_year() -> None:
    """Another page's old address is passed by as another page's name is."""
    files = {"content/pages/over.md": page("title: Over\naliases: [/events/borrel/]")}
    path = "content/events/2025/borrel-2025.md"
    assert drafted("event", "Borrel", files, start="2025-01-02 16:00").path == path


def test_a_kind_that_is_misspelt_is_named() -> None:
    """The nearest kind is suggested, and all of them are listed."""
    with pytest.raises(Refused) as caught:
        kind_named("evnt")
    known = ", ".join(kind.name for kind in KINDS)
    assert (caught.value.code, caught.value.values) == (
        "no-such-kind-near",
        {"value": "evnt", "near": "event", "known": known},
    )
    assert kind_named(" Events ").name == "event"


@pytest.mark.parametrize(
    ("kind", "title", "options", "code"),
    [
        ("zwemles", "x", {}, "no-such-kind"),
        ("page", " ", {}, "empty-title"),
        ("page", "!?", {}, "no-slug"),
        ("page", "2024", {}, "no-slug"),
        ("person", "Anna", {"start": "2025-01-01"}, "no-times"),
    ],
)
def test_what_cannot_be_begun(kind: str, title: str, options: dict[str, Any], code: str) -> None:
    """An unknown kind, a title without an address, and times of what has none are refused."""
    assert refusal(kind, title, **options) == code


@pytest.mark.parametrize(
    ("times", "said"),
    [
        (
            {"start": "morgen"},
            "--start: “morgen” is geen datum met of zonder tijd; schrijf 2024-11-13 of "
            "2024-11-13 14:00",
        ),
        (
            {"start": "2025-03-30 02:30"},
            "--start: 2025-03-30 02:30 bestaat niet in Europe/Amsterdam: de klok gaat dan "
            "vooruit; schrijf een tijd ervoor of erna",
        ),
        (
            {"start": "2025-01-02 14:00", "end": "2025-01-02 13:00"},
            "--end: 13:00 is niet na het begin 14:00; schrijf een later moment",
        ),
        ({"end": "2025-01-02 13:00"}, "--end: er is een einde en geen begin; vul start in"),
    ],
)
def test_times_that_cannot_be_are_named(times: dict[str, Any], said: str) -> None:
    """What is wrong with a time is said in the words for the field, under the option's name."""
    with pytest.raises(UnfitOptions) as caught:
        drafted("event", "x", **times)
    assert says(caught.value.problems) == [said]


# the command


def run(site: Path, *arguments: str) -> Result:
    """Return what a command says of a site and how it ends."""
    name, *rest = arguments
    now = "2024-11-01T12:00:00Z"
    result = CliRunner().invoke(main, [name, "--site", str(site), "--now", now, *rest])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_the_command_makes_the_file(tmp_path: Path) -> None:
    """`hubgen new` writes the file and says which; what it assumed does not stand in its output."""
    write_site(tmp_path, {})
    result = run(tmp_path, "new", "event", "Vierde bijeenkomst", "--start", "2025-02-12 14:00")
    file = tmp_path / "content" / "events" / "2025" / "vierde-bijeenkomst.md"
    assert (result.exit_code, result.stdout) == (0, f"{file}\n")
    assert result.stderr.splitlines() == [
        "Het einde is op 2025-02-12 15:00 gezet; geef --end als dat anders is, of pas het aan in "
        "het bestand.",
        "De pagina is nog een concept: haal de regel met draft: true weg als ze klaar is, dan "
        "wordt ze gepubliceerd.",
    ]
    assert "\ntitle: Vierde bijeenkomst\nuid: " in file.read_text("utf-8")
    assert run(tmp_path, "check", "--strict").exit_code == 0


def test_the_hub_is_written_in_its_own_language(tmp_path: Path) -> None:
    """`--lang` is about what is said; what is written is for all who edit the hub."""
    write_site(tmp_path, {"content/site.yaml": "title: Trial\nlang: en\n"})
    result = run(tmp_path, "new", "page", "About", "--lang", "nl")
    assert result.stderr.startswith("De pagina is nog een concept")
    text = Path(result.stdout.strip()).read_text("utf-8")
    assert "\ndraft: true # take this line away when the page is ready\n\n## What else" in text


def test_every_new_page_has_a_uid_of_its_own(tmp_path: Path) -> None:
    """A page that is begun again, after it was thrown away, is another one."""
    write_site(tmp_path, {})
    uids = set()
    for _ in range(3):
        file = Path(run(tmp_path, "new", "page", "Over").stdout.strip())
        uids.add(file.read_text("utf-8").splitlines()[3])
        file.unlink()
    assert len(uids) == 3


def test_the_command_overwrites_nothing(tmp_path: Path) -> None:
    """A file that is there stays, also one that is no page of the hub."""
    file = tmp_path / "content" / "pages" / "over.md"
    write_site(tmp_path, {"content/pages/over.md": "---\nkapot"})
    for name in ("Over", "over"):
        result = run(tmp_path, "new", "page", name)
        assert (result.exit_code, result.stdout) == (2, "")
    assert file.read_text("utf-8") == "---\nkapot"
    (tmp_path / "elders.md").write_text("van mij")
    (file.parent / "contact.md").symlink_to(tmp_path / "elders.md")
    result = run(tmp_path, "new", "page", "Contact")
    assert result.stderr.endswith("contact.md bestaat al; kies een andere titel\n")
    assert (tmp_path / "elders.md").read_text() == "van mij"


def test_settings_with_problems_are_said(tmp_path: Path) -> None:
    """Without sound settings it is not known where the hub is, so nothing is begun."""
    write_site(tmp_path, {"content/site.yaml": "title: x\nkleur: rood\n"})
    result = run(tmp_path, "new", "page", "Over")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines()[0].startswith("content/site.yaml:2:1: kleur: ")
    assert result.stderr.splitlines()[-1] == "1 probleem; er is niets geschreven."


# What a page begins with


STATEMENT = "accessibility-statement"


def test_a_statement_begins_with_its_text(tmp_path: Path) -> None:
    """It is a draft in the hub's language, with a translation for each other; both are sound."""
    write_site(tmp_path, {})
    result = run(tmp_path, "new", "page", "Voor iedereen", "--template", STATEMENT)
    file = tmp_path / "content" / "pages" / "voor-iedereen.md"
    other = file.with_suffix(".en.md")
    assert (result.exit_code, result.stdout) == (0, f"{file}\n")
    assert result.stderr.splitlines()[:2] == [
        f"De vertaling staat in {other}.",
        "Zoek in de tekst naar [vul in: en schrijf daar wat voor jouw hub geldt.",
    ]
    text = file.read_text("utf-8")
    assert "\ntitle: Voor iedereen\nsubtitle: Toegankelijkheidsverklaring van Testhub\n" in text
    assert "<https://hub.example.org/>" in text
    assert other.read_text("utf-8").startswith("---\ntitle: Accessibility\n")
    assert run(tmp_path, "check", "--strict").exit_code == 0


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_a_statement_must_hold(lang: str) -> None:
    """Every part that a public body must publish is there, and no status is claimed for anyone."""
    settings = read_settings(f"title: Hub\nlang: {lang}\nbase_url: https://hub.example.org/\n")
    new = draft(kind_named("page"), "X", [], settings, NOW, token=TOKEN, begin_with=STATEMENT)
    hub = make_hub(
        {"content/site.yaml": f"title: Hub\nlang: {lang}\n", new.path: new.text}, drafts=True
    )
    body = hub.entry("pages", "x", lang).body
    assert len([one for one in body.headings if one.level == 2]) == 8
    for part in ("EN 301 549", "WCAG-EM", "Nationale ombudsman" if lang == "nl" else "Ombudsman"):
        assert part in body.text
    status = body.headings[1].text
    assert status.endswith(("[vul in: A, B, C of D]", "[fill in: A, B, C or D]"))
    assert {one.target for one in body.links} >= {
        "https://www.nationaleombudsman.nl/",
        "https://www.toegankelijkheidsverklaring.nl/",
    }


def test_templates_say_the_same_in_each_language() -> None:
    """No part, link or blank of one language is missing from another."""
    blanks = {"site": "Hub", "url": "https://hub.example.org/"}
    shapes = []
    for lang in LANGUAGES:
        found = template(STATEMENT, "page", lang, blanks)
        assert found is not None
        markup = convert(found.body, path="x.md")
        shapes.append(
            (
                sorted(found.fields),
                [one.level for one in markup.headings],
                [one.target for one in markup.links],
                found.body.count("[vul in") + found.body.count("[fill in"),
            )
        )
    assert shapes == [shapes[0]] * len(LANGUAGES)


@pytest.mark.parametrize(
    ("kind", "name", "code"),
    [
        ("page", "accessibility", "no-such-template-near"),
        ("page", "recept", "no-such-template"),
        ("event", STATEMENT, "template-for-other-kind"),
    ],
)
def test_a_template_that_is_not_for_this(kind: str, name: str, code: str) -> None:
    """A template that is not there, or is for another kind, is refused and not passed by."""
    assert refusal(kind, "X", begin_with=name) == code


def test_a_blank_that_is_left_is_a_warning() -> None:
    """Who publishes a statement with blanks in it is told so, at the line of the first."""
    new = drafted("page", "X", begin_with=STATEMENT)
    assert make_hub({new.path: new.text}).warnings == []
    ready = "".join(
        line for line in new.text.splitlines(keepends=True) if not line.startswith("draft: ")
    )
    line = 1 + ready[: ready.index("[vul in")].count("\n")
    said = "in de tekst staat nog “[vul in: …]”; vul het in, of haal het weg"
    assert make_hub({new.path: ready}).warnings == [f"{new.path}:{line}: {said}"]
    filled = ready.replace("[vul in", "[ingevuld")
    assert make_hub({new.path: filled}).warnings == []


def typed(folder: Path, monkeypatch: pytest.MonkeyPatch, lines: list[str], *args: str) -> Result:
    """Return what `hubgen new` says to somebody at a terminal who types lines."""
    monkeypatch.setattr("hubgen.cli.beginning.on_terminal", lambda: True)
    given = "".join(f"{line}\n" for line in lines)
    now = ["--now", "2024-11-01T12:00:00+00:00"]
    return CliRunner().invoke(main, ["new", "--site", str(folder), *now, *args], input=given)


def test_it_asks_on_a_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was not given is asked for, and again until it fits; the output is the file alone."""
    write_site(tmp_path, {"content/events/kci-3.md": event(title="KCI 3")})
    answers = ["evnt", "Bijeenkomst", "", "KCI 3", "morgen", "2025-02-12 14:00"]
    result = typed(tmp_path, monkeypatch, answers)
    file = tmp_path / "content" / "events" / "2025" / "kci-3-2025.md"
    assert (result.exit_code, result.stdout) == (0, f"{file}\n")
    refused = ("“evnt” is geen soort pagina; bedoel je event?", "“morgen” is geen datum")
    assert [said in result.stderr for said in refused] == [True, True]


def test_it_asks_for_another_title(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A title of which the address is taken is said, and another one is asked for."""
    write_site(tmp_path, {"content/pages/over.md": page("title: Over")})
    result = typed(tmp_path, monkeypatch, ["Over ons"], "page", "Over")
    assert result.stdout == f"{tmp_path / 'content' / 'pages' / 'over-ons.md'}\n"
    assert "er is al een pagina met de naam “over”" in result.stderr


def test_it_does_not_ask_where_nobody_is(tmp_path: Path) -> None:
    """In a script a kind and a title have to be given."""
    write_site(tmp_path, {})
    without = [run(tmp_path, "new"), run(tmp_path, "new", "page")]
    assert [(one.exit_code, one.stderr.splitlines()[-1]) for one in without] == [
        (
            2,
            "zonder terminal kan hubgen niets vragen; geef de soort en de titel erbij, zoals in: "
            f'new {kind} "De titel"',
        )
        for kind in ("event", "page")
    ]
