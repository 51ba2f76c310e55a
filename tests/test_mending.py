"""What `hubgen check --fix` mends, as text and as a command."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import settings as tries
from hypothesis import strategies as st

from hubgen import times
from hubgen.cli import main
from hubgen.documents import group_translations
from hubgen.documents.reading import read_documents
from hubgen.mending import FIXES, Mended, mend
from hubgen.settings import read_settings
from hubgen.wording import wording
from tests.hub import SITE, Files, event, make_hub, page, read_all, sources_of, write_site
from tests.lively import files
from tests.lively.writing import SITE as SETTINGS


def mended(files: Files) -> Mended:
    """Return what is mended of a hub."""
    settings = read_settings(SITE)
    groups = group_translations(sources_of(files), settings)
    return mend(make_hub(files).found, groups, settings)


PAGES: Mapping[str, str] = {
    path: text
    for path, text in files().items()
    if isinstance(text, str) and path.endswith(".md") and not path.endswith((".en.md", "_index.md"))
}
"""The pages of a full hub."""

DISGUISES: tuple[Callable[[str], str], ...] = (
    lambda text: text.replace("---\n", "---\n# Een opmerking: met een dubbele punt\n", 1),
    lambda text: re.sub(
        "^title: ([^\"'\n]+?)( *)$", r"title: '\1' # wie\2", text, count=1, flags=re.MULTILINE
    ),
    lambda text: f"\n\n{text}",
    lambda text: text.replace("\n", "\r\n"),
    lambda text: f"\ufeff{text}",
)
"""What a page can look like without saying anything else."""


def mended_page(path: str, text: str) -> Mended:
    """Return what is mended of one page of the full hub."""
    files = {"content/site.yaml": SETTINGS, path: text}
    settings, documents = read_all(files)
    groups = group_translations(sources_of(files), settings)
    return mend(documents.problems, groups, settings)


def _in_words(written: str) -> str:
    """Return a moment as a page says it."""
    when = times.read_when(written)
    assert isinstance(when, datetime)
    return f"{times.say_day(when, 'nl')}, {times.say_clock(when, 'nl')} uur"


def _day_in_words(written: str) -> str:
    """Return a day as a page says it."""
    return times.say_day(times.read_day(written), "en")


def test_a_page_gets_the_uid_that_it_has() -> None:
    """The UID that was made from kind and slug is written down below the title and summary."""
    files = {
        "content/events/2024/x.md": event("summary: Kort # nog\ncost: gratis"),
        "content/people/anna.md": page("# wie\ntitle: Anna\nslug: a-jansen\nuid:"),
    }
    texts = mended(files).texts
    assert texts == {
        "content/events/2024/x.md": event(
            "summary: Kort # nog\nuid: x.events@hubgen\ncost: gratis"
        ),
        "content/people/anna.md": page(
            "# wie\ntitle: Anna\nslug: a-jansen\nuid: a-jansen.people@hubgen"
        ),
    }
    before, after = (make_hub(one).library.entries for one in (files, texts))
    assert [one.uid for one in after] == [one.uid for one in before]


ORGANISATIONS = {
    "content/organisations/gemeente-tilburg.md": page("title: gemeente Tilburg"),
    "content/organisations/utrecht.md": page("title: Gemeente Utrecht"),
    "content/organisations/provincie-utrecht.md": page("title: Provincie Utrecht"),
    "content/organisations/vng.md": page("title: Vereniging van Nederlandse Gemeenten"),
    "content/people/bart-swaans.md": page("title: Bart Swaans"),
    "content/people/jan-a.md": page("title: Jan Jansen"),
    "content/people/jan-b.md": page("title: Jan Jansen"),
    "content/programmes/leerkring.md": page("title: Leerkring circulaire infra"),
    "content/pages/over.md": page("title: Over deze hub\nslug: over-ons"),
}


@pytest.mark.parametrize(
    ("written", "right"),
    [
        # dates and times
        ("date: 13 november 2024 14.00 uur", "date: 2024-11-13 14:00"),
        ("date: 'wo. 13 nov. 2024, 2 pm' # ooit", "date: 2024-11-13 14:00 # ooit"),
        ("date: 2024-11-13T14:00", "date: 2024-11-13 14:00"),
        ("date: 2024-11-13 14:00:00", "date: 2024-11-13 14:00"),
        ("date: 2024-11-13 14:00:30", None),
        ("date: 2024-11-13 14:00+01:00", "date: 2024-11-13 14:00"),
        ("date: 2024-11-13 14:00+03:00", None),
        ("date: 2024-10-27 02:30+01:00", None),
        ("timezone: America/New_York\ndate: 2024-11-13 14:00-05:00", None),
        ("date: 2024-11-13", None),
        ("date: 3/4/2024", None),
        ("date: “2024-11-13”", 'date: "2024-11-13"'),
        ("date: “13 november 2024”", "date: 2024-11-13"),
        ("changes: [{at: 1 nov 2024, note: x}]", "changes: [{at: 2024-11-01, note: x}]"),
        (
            "programme:\n- {start: 14u, end: 15.00, title: A}",
            "programme:\n- {start: 14:00, end: 15.00, title: A}",
        ),
        (
            "programme:\n- {title: A, sessions: [{title: B, start: 2 pm, day: 13-11-2024}]}",
            "programme:\n- {title: A, sessions: [{title: B, start: 14:00, day: 2024-11-13}]}",
        ),
        # words of a field's own
        ("status: Cancelled", "status: cancelled"),
        ("status: moved online", "status: moved_online"),
        ("status: afgelast", "status: cancelled"),
        ("status: Gaat niet door", "status: cancelled"),
        ("status: online", None),
        ("status: misschien", None),
        ("registration: {state: Vol, url: /x/}", "registration: {state: full, url: /x/}"),
        (
            "resources: [{title: A, url: /x/, type: Verslag}]",
            "resources: [{title: A, url: /x/, type: report}]",
        ),
        ("slug: Kan Wel", "slug: kan-wel"),
        # references
        ("organiser: gemeente Tilburg", "organiser: gemeente-tilburg"),
        ("organiser: [Tilburg, 'VNG']", "organiser: [gemeente-tilburg, vng]"),
        ("organiser: Utrecht", "organiser: utrecht"),
        ("organiser: provincie utrecht", "organiser: provincie-utrecht"),
        ("partners: Gemeente Amersfoort", None),
        ("speakers: Bart Swaans", "speakers: bart-swaans"),
        (
            "speakers:\n- {person: BART SWAANS, role: chair}",
            "speakers:\n- {person: bart-swaans, role: chair}",
        ),
        ("speakers: Jan Jansen", None),
        (
            "speakers: [{name: X, organisation: Tilburg}]",
            "speakers: [{name: X, organisation: gemeente-tilburg}]",
        ),
        ("speakers: [{name: X, organisation: Bakkerij Jansen}]", None),
        ("part_of: Leerkring Circulaire Infra", "part_of: leerkring"),
        ("related: [Over deze hub]", "related: [pages/over-ons]"),
        ("themes: Energie", "themes: energie"),
        ("themes: [energy]", None),
        # numbers, quotes, entities
        ("number: 1.250", "number: 1250"),
        ("number: 12.5", None),
        (
            "location: {lat: '51,55', lon: 5.1, name: Zaal}",
            "location: {lat: 51.55, lon: 5.1, name: Zaal}",
        ),
        (
            "location: {online: “https://example.org/”}",
            'location: {online: "https://example.org/"}',
        ),
        ("subtitle: Bed &amp; bad", "subtitle: Bed & bad"),
        # names of fields
        ("Cost: gratis", "cost: gratis"),
        ("Kosten: gratis # nog", "cost: gratis # nog"),
        ("kost: gratis", None),
        ("cost: 10\nCost: 12", None),
        ("plek: {name: Zaal}", "location: {name: Zaal}"),
        ("locatie: {name: Zaal}", None),
        ("report: http://hub.example.org/x/?a=b#c", "report: /x/?a=b#c"),
        ("report: https://elders.example.org/x/", None),
    ],
)
def test_a_value_with_one_right_answer_is_mended(written: str, right: str | None) -> None:
    """A value becomes what it was meant to be, where that is certain; else it stays."""
    path = "content/events/x.md"
    front = "uid: x@example.org\n"
    files = {path: event(front + written), **ORGANISATIONS}
    texts = mended(files).texts
    assert texts.get(path) == (None if right is None else event(front + right))


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("title: Derde: de organisatie", 'title: "Derde: de organisatie"'),
        ("title: Een “citaat”: x", 'title: "Een “citaat”: x"'),
        ('title: Een "citaat": x', "title: 'Een \"citaat\": x'"),
        ("title: “Derde: x”", 'title: "Derde: x"'),
        ("title: A\nsubtitle: B:\nsummary: C: d", 'title: A\nsubtitle: "B:"\nsummary: "C: d"'),
        ("title: A\nsummary: B: c # nog", 'title: A\nsummary: "B: c" # nog'),
        ("title: @hub", 'title: "@hub"'),
        ("title: [Concept] Verslag", 'title: "[Concept] Verslag"'),
        ('title: "Samen" sterk', "title: '\"Samen\" sterk'"),
        ("title:Verslag", "title: Verslag"),
        ("title: A\naudience:\n- a\n-b", "title: A\naudience:\n- a\n- b"),
        ("title:\u00a0Verslag", "title: Verslag"),
        ("title: Wijk #3 doet mee", 'title: "Wijk #3 doet mee"'),
        ("title: Wijk #drie", None),
        ("title: A\nsummary: “Samen sterk”", None),
        ("title: A\nsummary: B: c\n  en meer", None),
        (
            "title: A\nsource:\n\ttitle: B\n\turl: https://example.org/",
            "title: A\nsource:\n  title: B\n  url: https://example.org/",
        ),
        ("title: A\nsource:\n\ttitle: B: c", 'title: A\nsource:\n  title: "B: c"'),
        ("title: A\nsource: {title: B", None),
        ("title: A\nsummary: |\n  Een  \n  twee", None),
        ("title: A  \nsummary: B", "title: A\nsummary: B"),
        ("title: A # waarom \t\nsummary: B", "title: A # waarom\nsummary: B"),
    ],
)
def test_a_line_with_one_right_answer_is_mended(written: str, right: str | None) -> None:
    """What YAML cannot read becomes readable where it is certain what was meant."""
    path = "content/pages/x.md"
    uid = "uid: x@example.org\n"
    texts = mended({path: page(uid + written)}).texts
    assert texts.get(path) == (None if right is None else page(uid + right))


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("Een \ntwee\n", "Een\ntwee\n"),
        ("Een  \ntwee\n", None),
        ("Een\n  \ntwee \n", "Een\n\ntwee\n"),
        ("```\ncode \n\n  \n```\n", None),
        ("    code \n", None),
        ("~~~\n```\ncode \n~~~\nEen \n", "~~~\n```\ncode \n~~~\nEen\n"),
        ("<pre>\ncode \n</pre>\n", None),
        ("- een \n- twee \n", "- een\n- twee\n"),
    ],
)
def test_spaces_that_mean_nothing_go(written: str, right: str | None) -> None:
    """At the ends of lines of text; not those of a line break or of code."""
    path = "content/pages/x.md"
    front = "title: A\nuid: x@example.org"
    texts = mended({path: page(front, written)}).texts
    assert texts.get(path) == (None if right is None else page(front, right))


def test_a_link_to_the_hub_itself_is_mended() -> None:
    """In a text the address becomes one from the root, and what is around it stays."""
    path = "content/pages/x.md"
    front = "title: A\nuid: x@example.org"
    written = "Zie\nde [agenda](http://hub.example.org/events/#nu) of <https://hub.example.org/>.\n"
    right = "Zie\nde [agenda](/events/#nu) of <https://hub.example.org/>.\n"
    assert mended({path: page(front, written)}).texts == {path: page(front, right)}


def test_a_translation_is_mended_too() -> None:
    """Its own lines, but it gets no UID."""
    files = {
        "content/pages/over.md": page("title: Over\nuid: over@example.org"),
        "content/pages/over.en.md": page("title: About: us"),
    }
    assert mended(files).texts == {"content/pages/over.en.md": page('title: "About: us"')}


def test_what_was_mended_is_said() -> None:
    """With the file, the line as it is afterwards, the field, and both values."""
    files = {"content/events/x.md": event("cost: gratis\nupdated: 1 mrt 2024\nstatus: Vol")}
    done = mended(files).mends
    assert [(one.line, one.field, one.how, one.before, one.after) for one in done] == [
        (3, "uid", "added", "", "x.events@hubgen"),
        (7, "updated", "value", "1 mrt 2024", "2024-03-01"),
    ]


MISTAKES: tuple[tuple[str, Callable[[str], str]], ...] = (
    (r"^(?:start|end|date|updated): (\d{4}-\d\d-\d\d \d\d:\d\d)$", _in_words),
    (r"^  (?:- )?(?:start|end): (\d{4}-\d\d-\d\d \d\d:\d\d)$", _in_words),
    (r"^date: (\d{4}-\d\d-\d\d)$", _day_in_words),
    (r"^status: (cancelled)$", lambda _: "Afgelast"),
    (r"^title: ([^\"'\n]+)$", lambda title: f"{title}  "),
)
"""Where something stands in a page, and what an editor may have written there."""


@tries(max_examples=150, deadline=None)
@given(st.data())
def test_all_else_stays_as_it_is(data: st.DataObject) -> None:
    """A mistake in any page of a full hub is mended, and the page is what it was before it."""
    path = data.draw(st.sampled_from(sorted(PAGES)), "page")
    right = PAGES[path]
    places = [
        (found.span(1), mistake)
        for pattern, mistake in MISTAKES
        for found in re.finditer(pattern, right.partition("\n---\n")[0], re.MULTILINE)
    ]
    (first, last), mistake = data.draw(st.sampled_from(places), "place")
    wrong = right[:first] + mistake(right[first:last]) + right[last:]
    worn = data.draw(st.sets(st.sampled_from(range(len(DISGUISES)))), "disguise")
    for number in sorted(worn):
        right, wrong = DISGUISES[number](right), DISGUISES[number](wrong)
    found = mended_page(path, wrong)
    assert found.texts == {path: right}
    assert mended_page(path, right).texts == {}


def test_what_has_a_uid_stays() -> None:
    """A page with a UID, and a translation, which has that of its original, are left alone."""
    files = {
        "content/pages/over.md": page("title: Over\nuid: over@example.org"),
        "content/pages/over.en.md": page("title: About"),
    }
    assert mended(files).texts == {}


def test_a_page_in_one_language_alone_is_no_translation() -> None:
    """A page without an original has a UID of its own."""
    texts = mended({"content/pages/over.en.md": page("title: About")}).texts
    assert texts == {"content/pages/over.en.md": page("title: About\nuid: over.pages@hubgen")}


def test_a_page_with_another_problem_is_mended_too() -> None:
    """A problem that has nothing to do with the slug is no reason to leave the page."""
    texts = mended({"content/pages/over.md": page("title: Over\nkleur: rood")}).texts
    assert texts == {
        "content/pages/over.md": page("title: Over\nuid: over.pages@hubgen\nkleur: rood")
    }


def test_a_page_whose_slug_is_not_certain_stays() -> None:
    """A slug or UID that cannot be is for the editor first."""
    files = {
        "content/pages/fout.md": page("title: Fout\nslug: 2024"),
        "content/pages/2024.md": page("title: Een jaar"),
        "content/pages/lijst.md": page("title: Lijst\nuid: [a, b]"),
    }
    assert mended(files).texts == {}


def test_the_second_page_of_a_slug_stays() -> None:
    """Of two pages with one slug only the first has it for certain."""
    files = {f"content/pages/{name}/over.md": page(f"title: {name}") for name in "ab"}
    assert list(mended(files).texts) == ["content/pages/a/over.md"]


def test_what_is_too_unusual_is_named() -> None:
    """A page whose front matter cannot be edited is named, with the line and what to write."""
    result = mended({"content/pages/over.md": "---\n{title: Over, uid}\n---\n"})
    assert result.texts == {}
    ((path, error),) = result.by_hand
    assert (path, error.line, error.field) == ("content/pages/over.md", 2, "uid")
    assert error.value == "over.pages@hubgen"


def test_a_mended_page_no_longer_has_the_problem() -> None:
    """Whatever has a fix is gone when the page is read again."""
    files = {"content/pages/over.md": page("title: Over")}
    settings = read_settings(SITE)
    groups = group_translations(sources_of(mended(files).texts), settings)
    found = read_documents(groups, settings).problems
    assert [one.code for one in found if one.code in FIXES] == []


# the command


def run(site: Path, *arguments: str | Path) -> Result:
    """Return what `hubgen check --fix` says of a site and how it ends."""
    command = ["check", "--site", str(site), "--fix", *map(str, arguments)]
    result = CliRunner().invoke(main, command)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def say(mended: int, problems: int, warnings: int) -> list[str]:
    """Return the lines with which the command ends."""
    words = wording("nl")
    return [
        words.text("command.mended", count=mended),
        words.text("command.checked", problems=problems, warnings=warnings),
    ]


def test_the_command_mends_and_goes_on(tmp_path: Path) -> None:
    """What was mended is not said any more; how many files that were is, and what is left."""
    files = {
        "content/pages/a.md": page("title: A"),
        "content/pages/b.md": page("title: B\nkleur: rood"),
        "content/pages/c.md": page("title: C\nuid: c@example.org"),
    }
    write_site(tmp_path, files)
    result = run(tmp_path)
    *done, first, shown, marked, mended, counted = result.stdout.splitlines()
    assert done == [
        "content/pages/a.md:3: uid: “a.pages@hubgen” staat er nu bij",
        "content/pages/b.md:3: uid: “b.pages@hubgen” staat er nu bij",
    ]
    assert first.startswith("content/pages/b.md:4:1: kleur: ")
    assert (shown, marked) == ("    kleur: rood", "    ^^^^^")
    assert [mended, counted] == say(2, 1, 0)
    assert result.exit_code == 1
    written = {path: (tmp_path / path).read_text("utf-8") for path in files}
    assert written == {
        "content/pages/a.md": page("title: A\nuid: a.pages@hubgen"),
        "content/pages/b.md": page("title: B\nuid: b.pages@hubgen\nkleur: rood"),
        "content/pages/c.md": files["content/pages/c.md"],
    }
    again = run(tmp_path)
    assert again.stdout.splitlines()[3:] == say(0, 1, 0)


def test_the_command_mends_what_is_named(tmp_path: Path) -> None:
    """With files named, only those are written, of what is no problem too."""
    files = {
        f"content/pages/{name}.md": page("title: A \ndate: 1 maart 2024", " \n") for name in "ab"
    }
    write_site(tmp_path, files)
    result = run(tmp_path, "--strict", tmp_path / "content" / "pages" / "a.md")
    assert (result.exit_code, result.stdout.splitlines()[-2:]) == (0, say(1, 0, 0))
    written = {path: (tmp_path / path).read_text("utf-8") for path in files}
    assert written == {
        "content/pages/a.md": page("title: A\nuid: a.pages@hubgen\ndate: 2024-03-01", "\n"),
        "content/pages/b.md": files["content/pages/b.md"],
    }


def test_without_the_option_nothing_is_written(tmp_path: Path) -> None:
    """A check alone leaves every file as it is."""
    write_site(tmp_path, {"content/pages/a.md": page("title: A")})
    assert CliRunner().invoke(main, ["check", "--site", str(tmp_path)]).exit_code == 0
    assert (tmp_path / "content" / "pages" / "a.md").read_text("utf-8") == page("title: A")


def test_what_is_left_to_the_editor_is_said(tmp_path: Path) -> None:
    """A page that could not be mended is said to be so, and still has its warning."""
    write_site(tmp_path, {"content/pages/over.md": "---\n{title: Over, uid}\n---\n"})
    result = run(tmp_path)
    assert result.stderr.startswith("content/pages/over.md:2: uid: dit is zo opgeschreven dat ")
    assert result.stdout.splitlines()[1:] == say(0, 0, 1)


def test_a_name_in_decomposed_letters_is_found(tmp_path: Path) -> None:
    """A file whose accents are letters of their own on disk is the one that is written."""
    write_site(tmp_path, {"content/people/andre\u0301.md": page("title: André")})
    assert run(tmp_path).exit_code == 0
    (file,) = (tmp_path / "content" / "people").iterdir()
    assert file.read_text("utf-8") == page("title: André\nuid: andre.people@hubgen")


UNTIDY = """\
---
title: Derde bijeenkomst: iedereen doet mee
uid: derde@example.org
start: woensdag 13 november 2024, 14.00 uur # onder voorbehoud
end: "13-11-2024 16u"
status: Afgelast
themes: [Energie]
organiser: gemeente Tilburg
location:
\tname: Stadhuis
\tlat: 51,55
\tlon: “5.08”
programme:
  - {start: 2 pm, title: Welkom}
---

Tot dan!\x20
"""

TIDY = """\
---
title: "Derde bijeenkomst: iedereen doet mee"
uid: derde@example.org
start: 2024-11-13 14:00 # onder voorbehoud
end: 2024-11-13 16:00
status: cancelled
themes: [energie]
organiser: gemeente-tilburg
location:
  name: Stadhuis
  lat: 51.55
  lon: "5.08"
programme:
  - {start: 14:00, title: Welkom}
---

Tot dan!
"""

SAID = {
    "nl": [
        "2: title: “Derde bijeenkomst: iedereen doet mee” staat nu tussen aanhalingstekens: "
        '"Derde bijeenkomst: iedereen doet mee"',
        "4: start: “woensdag 13 november 2024, 14.00 uur” is nu “2024-11-13 14:00”",
        "5: end: “13-11-2024 16u” is nu “2024-11-13 16:00”",
        "6: status: “Afgelast” is nu “cancelled”",
        "7: themes[1]: “Energie” is nu “energie”",
        "8: organiser: “gemeente Tilburg” is nu “gemeente-tilburg”",
        "10: het inspringen is nu met spaties",
        "11: location.lat: “51,55” is nu “51.55”",
        '12: location.lon: de gekrulde aanhalingstekens zijn nu recht: "5.08"',
        "14: programme[1].start: “2 pm” is nu “14:00”",
        "17: de spaties aan het eind van de regel zijn weg",
        "1 bestand is bijgewerkt.",
        "problemen: 0, waarschuwingen: 0",
    ],
    "en": [
        "2: title: “Derde bijeenkomst: iedereen doet mee” is now in quotes: "
        '"Derde bijeenkomst: iedereen doet mee"',
        "4: start: “woensdag 13 november 2024, 14.00 uur” is now “2024-11-13 14:00”",
        "5: end: “13-11-2024 16u” is now “2024-11-13 16:00”",
        "6: status: “Afgelast” is now “cancelled”",
        "7: themes[1]: “Energie” is now “energie”",
        "8: organiser: “gemeente Tilburg” is now “gemeente-tilburg”",
        "10: the lines are now indented with spaces",
        "11: location.lat: “51,55” is now “51.55”",
        '12: location.lon: the curly quotation marks are now straight: "5.08"',
        "14: programme[1].start: “2 pm” is now “14:00”",
        "17: the spaces at the end of the line are gone",
        "1 file was mended.",
        "problems: 0, warnings: 0",
    ],
}


@pytest.mark.parametrize("lang", sorted(SAID))
def test_the_command_goes_on_until_nothing_is_left(lang: str, tmp_path: Path) -> None:
    """A page with a mistake in every line is mended at once, and a second time nothing is done."""
    path = "content/events/derde.md"
    organisation = page("title: Gemeente Tilburg\nuid: tilburg@example.org")
    tilburg = "content/organisations/gemeente-tilburg.md"
    write_site(tmp_path, {path: UNTIDY, tilburg: organisation})
    result = run(tmp_path, "--lang", lang)
    said = [line.removeprefix(f"{path}:") for line in result.stdout.splitlines()]
    assert (said, result.stderr) == (SAID[lang], "")
    assert (tmp_path / path).read_text("utf-8") == TIDY
    assert len(run(tmp_path).stdout.splitlines()) == 2
    assert (tmp_path / path).read_text("utf-8") == TIDY
