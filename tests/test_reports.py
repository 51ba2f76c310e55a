"""Reports: problems on a terminal, and as programs read them."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hubgen.cli import main, saying
from hubgen.errors import Problem, problem
from hubgen.plaintext import showable
from hubgen.reports import MOST_EXCERPTS, excerpt, reports
from hubgen.reports.excerpts import columns
from hubgen.reports.formats import as_github, as_json, as_sarif
from hubgen.wording import LANGUAGES, wording
from tests import test_sites_invalid as broken
from tests.hub import page, write_site
from tests.sarif_rules import broken_rules
from tests.test_sites_invalid import NOW, run

X = "content/pages/x.md"


def at(line: int, column: int = 0, length: int = 0) -> Problem:
    """Return a problem at a place."""
    return problem("no-uid", path=X, line=line, column=column, length=length)


def shown(text: str, *place: int, widest: int = 100) -> tuple[str, str]:
    """Return the line that is shown for a place in a text, and the marks below it."""
    found = excerpt(at(*place), text, widest=widest)
    assert found
    return found.line, found.marks


# the line that a problem is about


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        ("end: 13:00", (1, 6, 5), ("end: 13:00", "     ^^^^^")),
        ("a\nend: 13:00\nb", (2, 6, 5), ("end: 13:00", "     ^^^^^")),
        ("\ufeffend: 13:00\r\nb", (1, 6, 5), ("end: 13:00", "     ^^^^^")),
        ("end: 13:00", (1,), ("end: 13:00", "")),
        ('end: "om een"', (1, 6), ('end: "om een"', "     ^^^^^^^^")),
        ("[a](b.md) c", (1, 5), ("[a](b.md) c", "    ^^^^")),
        ("end:", (1, 5, 1), ("end:", "    ^")),
        ("end: 13", (1, 6, 99), ("end: 13", "     ^^")),
        ("end: 13", (1, 99, 2), ("end: 13", "       ^")),
        ("a:\tb", (1, 4, 1), ("a:    b", "      ^")),
        ("\ta: b", (1, 1, 1), ("    a: b", "^^^^")),
        ("気候: b", (1, 5, 1), ("気候: b", "      ^")),
        ("a: 気候!", (1, 4, 2), ("a: 気候!", "   ^^^^")),
        ("e\u0301e\u0301: b", (1, 7, 1), ("e\u0301e\u0301: b", "    ^")),
        ("10\u00a0000 b", (1, 8, 1), ("10\u00a0000 b", "       ^")),
    ],
)
def test_the_place_is_marked(text: str, place: tuple[int, ...], expected: tuple[str, str]) -> None:
    """The carets stand below what is meant, whatever takes more or less than a column before it."""
    assert shown(text, *place) == expected


@pytest.mark.parametrize("line", [0, 3])
def test_a_line_that_is_not_there_is_not_shown(line: int) -> None:
    """A problem of a whole page has no line, and a file may have become shorter."""
    assert excerpt(at(line, 1, 1), "a\nb") is None


@pytest.mark.parametrize("widest", [20, 40, 100])
@pytest.mark.parametrize(("column", "length"), [(1, 4), (150, 4), (297, 4), (1, 300), (100, 150)])
@pytest.mark.parametrize("letter", ["a", "気"])
def test_a_long_line_is_cut_around_its_place(
    letter: str, column: int, length: int, widest: int
) -> None:
    """No line is wider than it may be; what is marked is in it, and the marks are below that."""
    found = excerpt(at(1, column, length), letter * 300, widest=widest)
    assert found
    assert columns(found.line) <= widest
    assert found.marked.startswith(letter)
    assert found.marks == " " * columns(found.before) + "^" * columns(found.marked)
    assert found.before.startswith("…") == (column > 1 and columns(letter) * 300 > widest)


@pytest.mark.parametrize(
    "odd", ["\x1b", "\x07", "\x08", "\x9b", "\u202e", "\u2066", "\u200b", "\u2028", "\ud800"]
)
def test_what_acts_on_a_terminal_is_not_shown(odd: str) -> None:
    """No command for the terminal, and nothing that turns a line around, comes from a file."""
    assert shown(f"a{odd}b: c", 1, 6, 1) == ("a\ufffdb: c", "     ^")
    assert showable(f"naam{odd}") == "naam\ufffd"


def test_what_acts_on_a_terminal_is_in_no_message() -> None:
    """A value and the name of a file are shown without it too, for people and for programs."""
    one = problem("bad-date", path="content/\x1b[2J.md", value="\x1b]0;x\x07\u202e")
    (report,) = reports([one], "nl", lambda _: None)
    words = wording("nl")
    said = [
        report.line,
        *(form([one], words, prefix="", version="1") for form in (as_json, as_github, as_sarif)),
    ]
    assert re.findall("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", "".join(said)) == []


def test_a_file_is_read_once_and_not_for_thousands_of_problems() -> None:
    """Whoever has ten thousand problems does not look at the line of each."""
    asked: list[str] = []

    def text_of(path: str) -> str:
        asked.append(path)
        return "a: b"

    many = [problem("no-uid", path=f"{number // 2}.md", line=1) for number in range(1000)]
    found = list(reports(many, "nl", text_of))
    assert asked == [f"{number}.md" for number in range(MOST_EXCERPTS // 2)]
    assert [one.excerpt is not None for one in found] == [n < MOST_EXCERPTS for n in range(1000)]


# on a terminal


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)],
)
def test_colours_are_for_a_terminal_that_wants_them(
    environment: dict[str, str],
    coloured: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """`NO_COLOR` (no-color.org) and a terminal without colours are heard."""
    site = write_site(tmp_path, {X: page("title: a\nkleur: rood")})
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    one = problem("unknown-key-near", path=X, line=4, column=1, length=5, key="kleur", near="x")
    saying.say([one], "nl", site=site, to="stdout")
    assert ("\x1b[" in capsys.readouterr().out) == coloured


def test_there_are_no_colours_in_a_file(tmp_path: Path) -> None:
    """What is written elsewhere than on a terminal has none."""
    site = write_site(tmp_path, {X: page("title: a\nkleur: rood")})
    assert "\x1b" not in run("check", "--site", site, "--now", NOW).stdout


@pytest.mark.parametrize("lang", LANGUAGES)
def test_of_very_many_problems_the_first_are_shown(
    lang: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The others are counted, and it is said how to see fewer at once."""
    many = [problem("no-uid", path=f"{number:04}.md") for number in range(saying.MOST_SHOWN + 234)]
    saying.say(many, lang, to="stdout")
    *first, last = capsys.readouterr().out.splitlines()
    assert len(first) == saying.MOST_SHOWN
    assert (
        last
        == {
            "nl": "… en nog 234; noem een bestand of map om er minder tegelijk te zien, zoals "
            "hubgen check content/events",
            "en": "… and 234 more; name a file or folder to see fewer at once, such as "
            "hubgen check content/events",
        }[lang]
    )


# for programs


def checked(site: Path, form: str, *more: str | Path) -> Result:
    """Return what a check in a form says, in English."""
    return run("check", "--site", site, "--lang", "en", "--now", NOW, "--format", form, *more)


BROKEN = page("title: a: b, 100%\nstart: 2024-11-13", "[x](/weg/)")


def test_json_is_all_that_is_known(tmp_path: Path) -> None:
    """Each problem with its place, code and sentence; the counts; and the version of the form."""
    site = write_site(tmp_path, {X: BROKEN})
    result = checked(site, "json", site / X)
    found = json.loads(result.stdout)
    assert (result.exit_code, result.stderr) == (1, "")
    assert {name: found[name] for name in ("version", "lang", "counts")} == {
        "version": 1,
        "lang": "en",
        "counts": {"problems": 3, "warnings": 1},
    }
    no_uid, colon, *_ = found["problems"]
    assert (no_uid["line"], no_uid["column"], no_uid["end_column"]) == (None, None, None)
    assert (no_uid["severity"], no_uid["field"]) == ("warning", None)
    assert colon == {
        "path": X,
        "line": 2,
        "column": 8,
        "end_column": 18,
        "field": "title",
        "severity": "problem",
        "code": "yaml-colon",
        "check": None,
        "message": "“a: b, 100%” has another colon in it; put the title between quotes: "
        '"a: b, 100%"',
    }


def test_github_shows_each_problem_beside_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One command a line, escaped as GitHub's toolkit does, with the path from the repository."""
    site = write_site(tmp_path / "mijn, hub", {X: BROKEN})
    monkeypatch.chdir(tmp_path)
    result = checked(site, "github", site / X)
    assert result.stdout.splitlines()[:2] == [
        "::warning file=mijn%2C hub/content/pages/x.md,title=hubgen::the page has no uid, so "
        "calendars lose it when its file gets another name; add one with hubgen check --fix, "
        "and never change it",
        "::error file=mijn%2C hub/content/pages/x.md,line=2,endLine=2,col=8,endColumn=18,"
        "title=title::“a: b, 100%25” has another colon in it; put the title between quotes: "
        '"a: b, 100%25"',
    ]
    assert (result.exit_code, result.stderr) == (1, "")


def test_github_gets_one_line_a_problem() -> None:
    """A line end in a value begins no command of its own, in a sentence or in a property."""
    one = problem("bad-date", path="a:b\n::error::x.md", field="a,b", value="1\r\n::error::2 %0A")
    assert as_github([one], wording("en"), prefix="", version="1").split("\n") == [
        "::error file=a%3Ab%0A%3A%3Aerror%3A%3Ax.md,title=a%2Cb::“1%0D%0A::error::2 %250A” is not "
        "a date; write the day as 2024-11-13"
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", broken.NAMES)
def test_sarif_is_as_it_must_be(name: str, lang: str, tmp_path: Path) -> None:
    """Whatever is wrong, the log keeps the rules of the standard and of code scanning."""
    site = broken.prepared(name, tmp_path)
    result = run("check", "--site", site, "--lang", lang, "--now", NOW, "--format", "sarif")
    assert broken_rules(json.loads(result.stdout)) == []
    assert (result.exit_code, result.stderr) == (1, "")


def test_sarif_says_where_and_what(tmp_path: Path) -> None:
    """A result has its sentence, and its rule what stands for every such problem."""
    one = problem(
        "yaml-colon",
        path="content/é x.md",
        line=2,
        column=8,
        length=4,
        of="title",
        value="a: b",
        right="c",
    )
    log = json.loads(as_sarif([one], wording("nl"), prefix="hub/", version="1.0"))
    (rule,) = log["runs"][0]["tool"]["driver"]["rules"]
    (result,) = log["runs"][0]["results"]
    assert (rule["id"], rule["name"]) == ("yaml-colon", "YamlColon")
    assert rule["shortDescription"] == {"text": "in “…” staat nog een dubbele punt"}
    assert rule["help"] == {"text": "zet … tussen aanhalingstekens: …"}
    assert result["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "hub/content/%C3%A9%20x.md", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 2, "startColumn": 8, "endLine": 2, "endColumn": 12},
    }


def test_sarif_knows_a_problem_again() -> None:
    """Where its line moved, or it is said in another language, it is the same; a second is not."""
    first, moved = (problem("bad-date", path=X, line=line, value="x") for line in (2, 9))

    def prints(lang: str, *problems: Problem) -> list[str]:
        log = json.loads(as_sarif(problems, wording(lang), prefix="", version="1"))
        results = log["runs"][0]["results"]
        return [one["partialFingerprints"]["primaryLocationLineHash"] for one in results]

    assert prints("nl", first) == prints("en", moved)
    assert len(set(prints("nl", first, moved))) == 2


@pytest.mark.parametrize("form", ["json", "github", "sarif"])
def test_a_program_reads_nothing_else(form: str, tmp_path: Path) -> None:
    """A site without problems is status 0; what the command could not do is said aside, and 2."""
    site = write_site(tmp_path, {X: page("title: a\nuid: x@example.org")})
    sound = run("check", "--site", site, "--now", NOW, "--format", form)
    assert (sound.exit_code, sound.stderr, form == "github" or json.loads(sound.stdout) != {}) == (
        0,
        "",
        True,
    )
    assert form != "github" or sound.stdout == ""
    wrong = CliRunner().invoke(
        main, ["check", "--site", str(tmp_path / "content"), "--format", form]
    )
    assert (wrong.exit_code, wrong.stdout, bool(wrong.stderr)) == (2, "", True)


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif"])
def test_a_warning_is_a_problem_where_that_is_asked(form: str, tmp_path: Path) -> None:
    """With `--strict` each is one in every form, and the status says so."""
    site = write_site(tmp_path, {X: page("title: a")})
    said = [checked(site, form, *strict).stdout for strict in ((), ("--strict",))]
    named = [re.search("warning\\)|warning[^s]", one) is not None for one in said]
    assert named == [True, False]
