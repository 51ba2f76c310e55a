"""Pages that hang, crash or mislead whoever reads them: YAML and Markdown, in a whole hub."""

import json
import subprocess
import sys
import time
from datetime import time as clock
from pathlib import Path

import pytest

from hubgen.build import Request, build
from hubgen.errors import BuildFailed
from hubgen.progress import Quiet
from tests.conftest import REPOSITORY
from tests.hub import NOW, event, make_hub, page, write_site
from tests.test_frontmatter import bomb
from tests.test_markup_bounds import TANGLED

X = "content/events/x.md"
WRONG = "content/people/mia.md"
BOMBS = ("aliases", "merge keys", "brackets", "dashes", "one megabyte", "a megabyte of keys")


@pytest.mark.parametrize("kind", BOMBS)
def test_04_a_bomb_leaves_the_process_alive(kind: str, tmp_path: Path) -> None:
    """The command ends by itself, with the file and the line, and with what else is wrong."""
    bombed = f"---\n{bomb(kind)}\n---\n"
    write_site(tmp_path, {X: bombed, WRONG: page("title: Mia\nrol: voorzitter")})
    found = subprocess.run(
        [sys.executable, str(REPOSITORY / "build.py"), "check", "--site", str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert found.returncode == 1, found.stderr
    said = found.stdout + found.stderr
    assert f"{X}:1" in said or f"{X}:2" in said
    assert f"{WRONG}:3" in said
    assert "Traceback" not in said


def test_05_times_words_and_numbers_are_what_was_written() -> None:
    """Half past ten is no 630, no is no false, and a number may begin with a nought."""
    front = (
        "uid: x@example.org\nstart: 2024-11-13 10:30\nend: 2024-11-13 17:00\ncost: no\n"
        "audience: [on, 012, 1e3]\nprogramme: [{start: 10:30, end: 11:00, title: yes}]"
    )
    fields = make_hub({X: event(front)}).entry("events", "x").fields
    assert getattr(fields, "cost") == "no"  # noqa: B009 - a field of this kind alone
    assert fields.audience == ("on", "012", "1e3")
    (item,) = getattr(fields, "programme")  # noqa: B009 - the same
    assert (item.start, item.end, item.title) == (clock(10, 30), clock(11), "yes")


def test_05_a_day_with_a_time_is_that_moment() -> None:
    """Without quotes and without seconds, as people write it, with a blank or a T."""
    for written in ("2026-03-01 10:00", '"2026-03-01 10:00"', "2026-03-01T10:00"):
        hub = make_hub({X: event(f"start: {written}\nend: 2026-03-01 11:00")})
        (meeting,) = hub.entry("events", "x").meetings
        assert f"{meeting.start:%Y-%m-%d %H:%M}" == "2026-03-01 10:00", written


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff---\ntitle: Één\n---\nTekst.\n",
        "---\r\ntitle: Één\r\n---\r\nTekst.\r\n",
        "\n\n---\ntitle: Één\n---\nTekst.\n",
        "---\ntitle: Één\n---  \n\nTekst.\n",
    ],
    ids=["mark", "CRLF", "blank lines", "blanks"],
)
def test_05_what_programs_put_around_a_text_is_read_over(text: str) -> None:
    """A byte order mark, line ends of Windows, blank lines before the first dashes."""
    hub = make_hub({"content/pages/x.md": text})
    entry = hub.entry("pages", "x")
    assert (hub.problems, entry.fields.title, entry.body.text) == ([], "Één", "Tekst.")


@pytest.mark.parametrize(
    ("front", "line"),
    [
        ("---\ntitle: A\ntitle: B\n---\n", 3),
        ("---\ntitle: A\nsummary: B\n", 1),
        ("---\ntitle: A\nimage: [a, b]\n---\n", 3),
        ("---\ntitle: A\ncontact:\n  - naam\n  - [x]\n---\n", 3),
        ("---\n- title\n---\n", 2),
        ("title: A\n", 1),
    ],
    ids=["twice", "not closed", "a list", "a list of lists", "no mapping", "no dashes"],
)
def test_05_what_cannot_be_meant_is_a_problem_with_its_place(front: str, line: int) -> None:
    """The page is not published without it, and not published with half of it."""
    hub = make_hub({"content/pages/x.md": front})
    places = {(one.path, one.line) for one in hub.found if one.severity == "problem"}
    assert ("content/pages/x.md", line) in places


def test_06_a_hub_full_of_tangles_is_told_of_each(tmp_path: Path) -> None:
    """Every tangle is a problem of its file, as is all else that is wrong, in ten seconds' work."""
    names = sorted(TANGLED)
    files = {
        f"content/pages/{number}-tangle.md": page(f"title: {name}", f"\n{TANGLED[name]}\n")
        for number, name in enumerate(names)
    }
    site = write_site(tmp_path / "site", {**files, WRONG: page("title: Mia\nrol: voorzitter")})
    began = time.process_time()
    with pytest.raises(BuildFailed) as failed:
        build(Request(site=site, output=tmp_path / "public", now=NOW), Quiet())
    assert time.process_time() - began < 10
    assert {one.path for one in failed.value.problems} == {*files, WRONG}
    assert not (tmp_path / "public").exists()


RUNS = ("a-", "0123456789", " ", '"', "&", "<", "a.", "a@", "€", "1 mei ")
"""What a search may begin anew at each sign of, and go on from to the end of a text."""


def long_text(size: int, longest: int, *others: str) -> str:
    """Return `size` signs of each run, and as many as fit of the first, with an address at the end.

    `longest` is how often a mark may stand in a row: more in Markdown is a tangle, as
    are many of the `others`.
    """
    marks = [one if len(one) > 1 else one * longest + " 1 " for one in (*RUNS, *others)]
    parts = [(one * (size // len(one) + 1))[:size] for one in marks]
    return " x@y.example ".join([*parts, "a-" * (2 * size)])


def test_06_a_page_of_long_texts_is_published_soon(tmp_path: Path) -> None:
    """No page, feed, index, card or check takes the square of a text's length.

    All of it takes seconds; one that did would take minutes or hours.
    """
    front = json.dumps(long_text(1_000, 1_000, "[", "*"), ensure_ascii=False)
    body = f"\n## {long_text(1_000, 400)}\n\n{long_text(60_000, 400)}\n"
    texts = f"summary: {front}\nlocation: {{name: {front}, municipality: Utrecht}}"
    audience = json.dumps("a-" * 9_000)
    site = write_site(tmp_path / "site", {X: event(f"{texts}\naudience: [{audience}]", body)})
    run = [sys.executable, str(REPOSITORY / "build.py"), "--site", str(site), "--no-cache"]
    done = subprocess.run(
        [*run, "--output", str(tmp_path / "public"), "--now", NOW.isoformat()],
        capture_output=True,
        text=True,
        timeout=50,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(body) > 800_000
    published = (tmp_path / "public/events/x/index.html").read_text()
    assert "a-" * 100_000 in published
