"""The web editor's scripts: a file is changed as the program would, and only in what is meant."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from slugify import slugify

from hubgen.amending import put
from hubgen.errors import ContentError, Unamendable
from hubgen.frontmatter import Tree, read
from hubgen.handbook import handbook
from hubgen.kinds import KINDS
from hubgen.plaintext import holdable
from hubgen.settings import read_settings
from hubgen.webeditor.widgets import Widget, widgets
from hubgen.wording import wording
from tests import webediting
from tests.conftest import REPOSITORY
from tests.webediting import Refusal

EVENT = """\
---
# De derde van vijf
summary: 'Over: geld'   # kort
title: "Derde: bijeenkomst"
end:   2024-11-13 15:00
start: 2024-11-13 14:00 # op tijd
draft: true # haal deze regel weg als de pagina klaar is
cost: 012
themes: [energie, 'wonen'] # twee
organiser: gemeente-tilburg
speakers:
  - bart-swaans
  # de tweede
  - {name: "J. Jansen", role: chair}
  - name: Piet
    role: speaker
programme:
- start: 13:00
  title: Inloop
  # een pauze
  type: plenary
- title: Sessies
  sessions:
    - title: A
      sessions:
      - title: diep
location:
  name: Zaal
  access: >
    met de
    trein
  onbekend: blijft
checks: {alt: nee}
uid: kci-3@example.org
---

Een *tekst*.

* punt
"""

Change = tuple[tuple[str | int, ...], Tree]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder with the scripts."""
    return webediting.scripts(tmp_path_factory.mktemp("webeditor"))


def fields(folder: str = "events") -> list[Widget]:
    """Return the widgets of a kind."""
    kind = next(one for one in KINDS if one.folder == folder)
    site = read_settings("title: Hub\nthemes: [{slug: energie, title: E}]\n")
    body = {"name": "body", "label": "Tekst", "hub": {"as": "text"}}
    return [*widgets(handbook(kind, "nl").fields, site, wording("nl")), body]


def shown(place: Path, text: str) -> dict[str, Any]:
    """Return what the form shows of an event."""
    (form,) = webediting.run(place, [["forms.js", "fromFile", text, fields()]])
    return dict(form)


def saved(place: Path, text: str, form: dict[str, Any]) -> Any:
    """Return what an event's file becomes when a form is saved."""
    (after,) = webediting.run(place, [["forms.js", "toFile", text, form, fields()]])
    return after


def changed(place: Path, text: str, **said: Any) -> tuple[list[str], list[str]]:
    """Return the lines that are gone and that came when fields are changed in the form."""
    after = saved(place, text, {**shown(place, text), **said})
    assert isinstance(after, str)
    before, now = text.splitlines(keepends=True), after.splitlines(keepends=True)
    while before and now and before[0] == now[0]:
        del before[0], now[0]
    while before and now and before[-1] == now[-1]:
        del before[-1], now[-1]
    return before, now


def pages() -> Iterator[Path]:
    """Yield the pages of this repository's hub."""
    yield from sorted((REPOSITORY / "content").rglob("*.md"))


PUTS: Sequence[Change] = (
    (("title",), "Vierde"),
    (("title",), "Vierde: nog een"),
    (("summary",), "nee"),
    (("end",), "2024-11-13 16:00"),
    (("status",), "cancelled"),
    (("cost",), "gratis"),
    (("cost",), "~"),
    (("cost",), "# geen"),
    (("cost",), 'zegt "ja"'),
    (("cost",), "- vijf"),
    (("cost",), "a, b"),
    (("cost",), "vijf\x0beuro\r"),
    (("location", "name"), "Zaal 3, links"),
    (("location", "place"), "Utrecht"),
    (("location", "access"), "te voet"),
    (("speakers", 1, "role"), "host"),
    (("speakers", 1, "topic"), "Warmte, en meer"),
    (("speakers", 2, "name"), "Klaas"),
    (("speakers", 0), "an-de-vries"),
    (("speakers", 0), {"person": "an-de-vries", "role": "host"}),
    (("themes",), ["a", "b: c"]),
    (("speakers",), ["a", "b"]),
    (("programme", 0, "end"), "14:00"),
    (("registration", "state"), "full"),
    (("registration",), {"state": "full", "url": "https://example.org/"}),
    (("organiser",), ["a", "b"]),
)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_values_are_written_as_the_program_writes_them(newline: str, place: Path) -> None:
    """Byte for byte, wherever they stand and whatever surrounds them."""
    text = "\ufeff" + EVENT.replace("\n", newline)
    found = webediting.run(place, [["amending.js", "put", text, *change] for change in PUTS])
    assert found == [put(text, *change) for change in PUTS]


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts=st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=60, max_size=60))
def test_any_text_is_read_back_as_it_was_meant(texts: list[str], place: Path) -> None:
    """By hubgen too, in a line of its own and between brackets; or it is left alone."""
    jobs = [
        ["amending.js", "put", EVENT, path, text.strip()]
        for text in texts
        for path in (["title"], ["speakers", 1, "name"])
    ]
    for (*_, path, text), after in zip(jobs, webediting.run(place, jobs), strict=True):
        if not isinstance(after, Refusal):
            value: Any = read(after, path="").values
            for name in path:
                value = value[name]
            meant = holdable(str(text)).strip()
            assert str(value or "").strip().splitlines() == meant.splitlines()


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_form_that_was_not_changed_changes_nothing(newline: str, place: Path) -> None:
    """Not a byte, though it shows less than the file holds."""
    text = EVENT.replace("\n", newline)
    assert saved(place, text, shown(place, text)) == text


def test_no_page_of_the_hub_is_changed_by_opening_it(place: Path) -> None:
    """Each goes through its form and comes back the same."""
    jobs = []
    for file in pages():
        text = file.read_bytes().decode()
        kind = fields(file.relative_to(REPOSITORY / "content").parts[0])
        jobs.append((text, kind))
    forms = webediting.run(place, [["forms.js", "fromFile", *job] for job in jobs])
    again = [
        ["forms.js", "toFile", text, form, kind]
        for (text, kind), form in zip(jobs, forms, strict=True)
    ]
    assert webediting.run(place, again) == [text for text, _ in jobs]


def test_what_decap_adds_by_itself_is_not_written(place: Path) -> None:
    """Empty fields, empty lists, and what holds anyway."""
    empty: dict[str, Any] = {
        "subtitle": "",
        "image": {"src": "", "alt": None},
        "dates": [],
        "status": "scheduled",
        "number": "",
        "source": {"canonical": False},
        "registration": {},
        "related": None,
    }
    assert changed(place, EVENT, **empty) == ([], [])


def test_one_field_is_one_line(place: Path) -> None:
    """The comment behind it stays."""
    assert changed(place, EVENT, title="Vierde") == (
        ['title: "Derde: bijeenkomst"\n'],
        ["title: Vierde\n"],
    )
    assert changed(place, EVENT, start="2024-11-14") == (
        ["start: 2024-11-13 14:00 # op tijd\n"],
        ["start: 2024-11-14 # op tijd\n"],
    )


def test_a_draft_becomes_a_page_without_a_trace(place: Path) -> None:
    """The line goes, with the comment that says so."""
    assert changed(place, EVENT, draft=False) == (
        ["draft: true # haal deze regel weg als de pagina klaar is\n"],
        [],
    )


def test_the_text_is_changed_where_it_was_changed(place: Path) -> None:
    """Markdown stays as its writer writes it."""
    assert changed(place, EVENT, body="Een *tekst*.\n\n* punt\n* nog een") == ([], ["* nog een\n"])


def test_a_text_of_more_lines_stays_one(place: Path) -> None:
    """Written so that people can read it."""
    location = {**shown(place, EVENT)["location"], "access": "met de trein\n\nof te voet"}
    assert changed(place, EVENT, location=location) == (
        ["  access: >\n", "    met de\n", "    trein\n"],
        ["  access: |\n", "    met de trein\n", "\n", "    of te voet\n"],
    )


def test_what_the_form_does_not_show_of_a_mapping_stays(place: Path) -> None:
    """A key that it does not know, and a mapping within one of its own kind."""
    form = shown(place, EVENT)
    form["location"]["name"] = "Hal"
    form["programme"][1]["sessions"][0]["title"] = "B"
    after = saved(place, EVENT, form)
    assert after == EVENT.replace("name: Zaal", "name: Hal").replace("title: A\n", "title: B\n")


@pytest.mark.parametrize(
    ("edit", "gone", "came"),
    [
        (lambda old: [*old, {"person": "an"}], [], ["  - an\n"]),
        (
            lambda old: [{"person": "an", "role": "host"}, *old],
            [],
            ["  - person: an\n", "    role: host\n"],
        ),
        (lambda old: old[1:], ["  - bart-swaans\n"], []),
        (lambda old: [old[0], old[2]], ['  - {name: "J. Jansen", role: chair}\n'], []),
        (
            lambda old: [old[0], {**old[1], "role": "host"}, old[2]],
            ['  - {name: "J. Jansen", role: chair}\n'],
            ['  - {name: "J. Jansen", role: host}\n'],
        ),
    ],
)
def test_a_list_is_changed_where_it_was_changed(
    edit: Any, gone: list[str], came: list[str], place: Path
) -> None:
    """The other items stay, with the comments between them."""
    speakers = edit(shown(place, EVENT)["speakers"])
    assert changed(place, EVENT, speakers=speakers) == (gone, came)


def test_a_single_value_stays_one(place: Path) -> None:
    """And becomes a list when there are more."""
    assert shown(place, EVENT)["organiser"] == ["gemeente-tilburg"]
    assert changed(place, EVENT, organiser=["vng"]) == (
        ["organiser: gemeente-tilburg\n"],
        ["organiser: vng\n"],
    )
    assert changed(place, EVENT, organiser=["vng", "rvo"]) == (
        ["organiser: gemeente-tilburg\n"],
        ["organiser:\n", "  - vng\n", "  - rvo\n"],
    )


def test_what_would_get_lost_is_left_to_be_done_by_hand(place: Path) -> None:
    """Parts of a programme that change places, one of which holds more than the form shows."""
    form = shown(place, EVENT)
    form["programme"].reverse()
    assert isinstance(saved(place, EVENT, form), Refusal)


@pytest.mark.parametrize(
    "text",
    ["", "geen gegevens", "---\ntitle: x\n", "---\ntitle: a: b\n---\n", "---\n- a\n---\n"],
)
def test_a_page_that_cannot_be_read_is_left_alone(text: str, place: Path) -> None:
    """As the program leaves it alone."""
    (form,) = webediting.run(place, [["forms.js", "fromFile", text, fields()]])
    assert isinstance(form, Refusal)
    with pytest.raises((ContentError, Unamendable)):
        put(text, ("title",), "x")


def test_a_new_page_is_written_as_others_are(place: Path) -> None:
    """Without what nobody filled in."""
    form = {
        "title": "Een: begin",
        "start": "2025-01-02 14:00",
        "themes": ["energie"],
        "speakers": [{"person": "bart-swaans", "role": ""}, {"name": "Piet", "role": "chair"}],
        "location": {"online": "true", "name": ""},
        "status": "scheduled",
        "draft": False,
        "body": "Tekst.\n",
    }
    (text,) = webediting.run(place, [["forms.js", "newFile", form, fields()]])
    assert text == (
        '---\ntitle: "Een: begin"\nstart: 2025-01-02 14:00\nlocation:\n  online: true\n'
        "speakers:\n  - bart-swaans\n  - name: Piet\n    role: chair\nthemes:\n  - energie\n"
        "---\n\nTekst.\n"
    )


def test_what_is_needed_is_named_with_what_it_is_in(place: Path) -> None:
    """A picture needs a description once there is one."""
    jobs = [
        ["forms.js", "incomplete", fields(), form]
        for form in (
            {"title": "x"},
            {"title": "x", "image": {"src": ""}},
            {"title": "x", "image": {"src": "zaal.jpg"}},
        )
    ]
    found = webediting.run(place, jobs)
    assert found[:2] == [[], []]
    assert found[2] == ["Afbeelding", "Beschrijving"]


def test_a_name_is_made_as_the_program_makes_it(place: Path) -> None:
    """So that a file has the same name, wherever it was begun."""
    titles = [
        "Derde bijeenkomst KCI",
        "Foto's € 5 & co",
        "ß æ Ø œ đ þ ł ñ",
        "10.000 × 2 of 10,000",
        "Wat? Ja/nee — én “meer”",
        "a_b--c",
        "½ jaar C++",
        "I’m ‘there’",
        "  ",
        "x" * 200,
    ]
    found = webediting.run(place, [["names.js", "slugify", title] for title in titles])
    assert found == [slugify(title, max_length=150) for title in titles]
