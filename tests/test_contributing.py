"""CONTRIBUTING.md: whoever follows it, word for word, publishes an event."""

import re
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from hubgen.cli import main
from tests.conftest import REPOSITORY
from tests.contributing import (
    ADDRESS,
    NOW,
    PAGE,
    Block,
    blocks,
    clone,
    typed,
    without_draft,
    written,
)
from tests.contributing import GUIDE as FIELDS
from tests.test_serve import running

GUIDE = "Van niets naar een bijeenkomst op de hub"
posix = pytest.mark.skipif(sys.platform == "win32", reason="the commands are for a POSIX shell")


def commands() -> list[str]:
    """Return every command of hubgen that the guide names, in a block or in a sentence."""
    text = (REPOSITORY / "CONTRIBUTING.md").read_text("utf-8")
    return sorted(set(re.findall(r"python build\.py (\w+)", text)))


@posix
def test_an_editor_goes_from_nothing_to_a_published_event(tmp_path: Path) -> None:
    """Each step in order: what it says is what the guide shows, and in the end it is published."""
    site = clone(tmp_path)
    said = ""
    for one in blocks(GUIDE):
        if one.name == "voorvertoning":
            seen_as_draft(site, one)
        elif one.kind == "sh":
            if one.name == "zonder draft":
                without_draft(site)
            said = typed(one.text, site).stdout
        elif one.kind:
            written(one, site)
        else:
            assert one.text == said
    assert sorted((tmp_path / "origin.git").glob("refs/heads/*")) == [
        tmp_path / "origin.git/refs/heads/vierde-bijeenkomst-kci"
    ]
    done = typed("python build.py build --output public", site)
    assert done.returncode == 0, done.stdout
    assert (site / f"public{FIELDS}index.html").is_file()
    page = (site / f"public{ADDRESS}index.html").read_text("utf-8")
    assert "van 14.00 tot 16.00 uur" in page


def seen_as_draft(site: Path, block: Block) -> None:
    """Start the preview as the guide says, and find on the page what it says of it."""
    assert block.text == "python build.py serve\n"
    with running(site, "--now", NOW) as hub:
        page = hub.get(ADDRESS).text
        assert "Lezers zien deze pagina nog niet." in page
        assert f'data-open="{PAGE}">Bewerk deze pagina<' in page


@posix
def test_the_other_commands_of_the_guide_work(tmp_path: Path) -> None:
    """Those on names and people are run as they stand; the hook stops a commit with a mistake."""
    site = clone(tmp_path)
    typed('python build.py new event "Vierde bijeenkomst KCI" --start "2025-02-12 14:00"', site)
    for one in blocks("Een andere naam, of iemand die niet meer genoemd wil worden"):
        for line in one.text.splitlines():
            done = typed(line, site)
            assert (line, done.returncode) == (line, 0), done.stdout
    (hook,) = blocks("Nakijken voor elke commit")
    assert typed(hook.text, site).returncode == 0
    written(Block(kind="yaml", name="", text="end: 2025-02-12 13:00\n"), site)
    done = typed("git add content && git commit --message mistake", site)
    assert done.returncode != 0
    assert f"{PAGE}:6:6: end: 13:00 is niet na het begin 14:00" in done.stdout
    written(Block(kind="yaml", name="", text="end: 2025-02-12 15:00\n"), site)
    done = typed("git add content && git commit --message sound", site)
    assert done.returncode == 0, done.stdout
    gone = "content/programmes/expeditieteam-kci.md"
    done = typed(f"git rm --quiet {gone} && git commit --message gone", site)
    assert done.returncode != 0
    assert "er is geen pagina “expeditieteam-kci”" in done.stdout


@pytest.mark.parametrize("name", commands())
def test_every_command_of_the_guide_is_one(name: str) -> None:
    """It is in hubgen, with each option that the guide gives to it."""
    text = (REPOSITORY / "CONTRIBUTING.md").read_text("utf-8")
    helped = CliRunner().invoke(main, [name, "--help"])
    assert helped.exit_code == 0
    lines = re.findall(rf"python build\.py {name}\b([^`\n]*)", text)
    options = {option for line in lines for option in re.findall(r"--[a-z-]+", line)}
    assert sorted(one for one in options if one not in helped.stdout) == []


def test_every_event_that_the_guide_changes_is_there() -> None:
    """Whoever tries an example of `change` as it stands finds its page."""
    text = (REPOSITORY / "CONTRIBUTING.md").read_text("utf-8")
    named = set(re.findall(r"^python build\.py change (\S+)", text, re.MULTILINE))
    there = {one.stem for one in (REPOSITORY / "content" / "events").rglob("*.md")}
    assert named
    assert sorted(named - there) == []


def test_the_pictures_of_the_guide_are_small() -> None:
    """Each picture is there, and none makes a clone slow."""
    text = (REPOSITORY / "CONTRIBUTING.md").read_text("utf-8")
    pictures = [REPOSITORY / one for one in re.findall(r"!\[[^\]]+\]\((\.github/[^)]+)\)", text)]
    assert len(pictures) >= 2
    assert [one.name for one in pictures if not 1_000 < one.stat().st_size < 150_000] == []
