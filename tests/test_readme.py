"""The README: what it tells people to type works."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from hubgen.cli import main
from tests.conftest import REPOSITORY
from tests.published import tree

README = (REPOSITORY / "README.md").read_text("utf-8")
NOW = "2024-10-01T12:00:00+02:00"

# All that may stand at the top of the repository, besides files whose names begin with a dot.
AT_THE_TOP = {
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "README.md",
    "SECURITY.md",
    "build.py",
    "content",
    "hubgen",
    "layouts",
    "pyproject.toml",
    "requirements.lock",
    "static",
    "tests",
}


def blocks(language: str) -> list[str]:
    """Return the README's code blocks of a language."""
    found = re.findall(r"^```(\w*)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    return [text for its_language, text in found if its_language == language]


def commands() -> list[list[str]]:
    """Return the commands of the README's table, each in words."""
    rows = re.findall(r"^\| `(\.venv/bin/python build\.py [^`]*)` \|", README, re.MULTILINE)
    return [shlex.split(row)[2:] for row in rows]


def run(*arguments: str) -> int:
    """Return how a command ends; an exception of its own fails the test."""
    result = CliRunner().invoke(main, list(arguments))
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_every_command_in_the_table_is_one(words: list[str]) -> None:
    """Each has options that exist, and files that are there; click takes it as it stands."""
    name, *arguments = words
    command = main.get_command(click.Context(main), name)
    needed = set() if name == "bom" else {"site", "now"}  # that one is about hubgen itself
    while isinstance(command, click.Group):
        name, *arguments = arguments
        command, needed = command.commands[name], {"site"}
    assert command is not None
    context = command.make_context(name, list(arguments))
    assert context.params.keys() >= needed
    for word in arguments:
        if word.startswith("content/"):
            assert (REPOSITORY / word).is_file()


def test_the_table_has_every_command() -> None:
    """Whoever reads the table has seen all that hubgen can be told to do."""
    assert {words[0] for words in commands()} == set(main.list_commands(click.Context(main)))


def example(site: Path, *changes: tuple[str, str]) -> None:
    """Make a site of the settings and the page that the README shows, with the person it names."""
    (page,) = [one for one in blocks("markdown") if one.startswith("---\n")]
    for before, after in changes:
        assert before in page
        page = page.replace(before, after)
    content = site / "content"
    (content / "events").mkdir(parents=True)
    (content / "people").mkdir()
    (settings,) = [one for one in blocks("yaml") if one.startswith("title:")]
    (content / "site.yaml").write_text(settings, "utf-8")
    (content / "events" / "kci-3.md").write_text(page, "utf-8")
    (content / "people" / "bart-swaans.md").write_text(
        "---\ntitle: Bart Swaans\nuid: bart-swaans@example.org\n---\n"
    )


def test_the_example_page_is_a_sound_one(tmp_path: Path) -> None:
    """The page that the README shows can be published, with the person that it names."""
    example(tmp_path)
    assert run("check", "--site", str(tmp_path), "--strict", "--now", NOW) == 0
    assert run("build", "--site", str(tmp_path), "--now", NOW) == 0
    assert "events/kci-3/index.html" in tree(tmp_path / "public")


def test_the_example_page_is_where_the_readme_puts_it() -> None:
    """The folder that the README draws has the page where the page's own links are right."""
    (drawing,) = [one for one in blocks("") if one.startswith("content/site.yaml")]
    assert "\ncontent/events/kci-3.md " in drawing


def test_the_example_messages_are_the_programs(tmp_path: Path) -> None:
    """The messages that the README shows are what `check` says of such a page, word for word."""
    (shown,) = [one for one in blocks("") if one.startswith("content/events/kci-3.md:")]
    example(tmp_path, ("13 16:00", "13 13:00"), ("[bart-swaans]\n", "[bart-swans]\n"))
    command = ["check", "--site", str(tmp_path), "--lang", "en", "--now", NOW]
    said = CliRunner().invoke(main, command).stdout
    assert said.splitlines()[:-1] == shown.splitlines()


@pytest.mark.parametrize(
    ("name", "ends"), [("publish", "build.py"), ("test", "pytest -q -n auto --dist worksteal")]
)
def test_ci_runs_the_commands_of_the_readme(name: str, ends: str) -> None:
    """`.ci/run` finds both commands in the README by their names, each of them one line."""
    script = (REPOSITORY / ".ci" / "run").read_text("utf-8")
    function = re.search(r"^readme_command\(\) \{.*?^\}", script, re.MULTILINE | re.DOTALL)
    assert function
    assert f"$(readme_command {name})" in script
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", f"{function[0]}\nreadme_command {name}"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.count("\n") == 1
    assert done.stdout.strip().endswith(ends)
    (written,) = [one for one in blocks("sh") if one == done.stdout]
    assert written.startswith("python3 -m venv .venv && ")


def test_every_link_of_the_documents_leads_to_a_file() -> None:
    """A relative link in a document of the repository leads to something in it."""
    documents = [*REPOSITORY.glob("*.md"), REPOSITORY / "hubgen" / "README.md"]
    faults = [
        (document.name, target)
        for document in documents
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", _prose(document.read_text("utf-8")))
        if "://" not in target and not (document.parent / target).exists()
    ]
    assert faults == []


def _prose(text: str) -> str:
    """Return a document without its code, in which brackets are not links."""
    return re.sub(r"^```.*?^```$|`[^`\n]*`", "", text, flags=re.MULTILINE | re.DOTALL)


def test_nothing_stands_at_the_top_that_does_not_belong() -> None:
    """The repository's files at its top are the few that people look for there."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )
    top = {path.split("/")[0].strip('"') for path in listed.stdout.splitlines()}
    assert {name for name in top if not name.startswith(".")} == AT_THE_TOP


def test_the_script_says_how_to_use_it() -> None:
    """`python build.py --help` works where nothing is installed but the requirements."""
    done = subprocess.run(
        [sys.executable, "build.py", "--help"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "build" in done.stdout


def test_the_promises_of_security_have_their_tests() -> None:
    """Each test that SECURITY.md names is there, one at least for every number from 1 to 15."""
    said = (REPOSITORY / "SECURITY.md").read_text("utf-8")
    named = set(re.findall(r"`(test_\d\d_\w+)`", said))
    there = {
        name
        for file in sorted((REPOSITORY / "tests").rglob("test_*.py"))
        for name in re.findall(r"^def (test_\d\d_\w+)\(", file.read_text("utf-8"), re.M)
    }
    assert named <= there
    assert {name[5:7] for name in named} == {f"{number:02}" for number in range(1, 16)}
