"""The command: what it takes, what it says, and how it ends."""

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hubgen import __version__
from hubgen.cli import main
from hubgen.wording import wording
from tests.conftest import REPOSITORY
from tests.published import tree

NOW = "2024-10-01T12:00:00+02:00"
SCRIPT = str(REPOSITORY / "build.py")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a site of two pages, one of which has a warning."""
    pages = tmp_path / "site" / "content" / "pages"
    pages.mkdir(parents=True)
    (pages.parent / "site.yaml").write_text("title: Proefhub\n")
    (pages / "over.md").write_text("---\ntitle: Over\nuid: over@example.org\n---\n")
    (pages / "los.md").write_text("---\ntitle: Zonder uid\n---\n")
    return tmp_path / "site"


def run(*arguments: str | Path) -> Result:
    """Return what a command says and how it ends; an exception of its own fails the test."""
    result = CliRunner().invoke(main, [str(one) for one in arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def python(*arguments: str, cwd: Path = REPOSITORY) -> "subprocess.CompletedProcess[str]":
    """Return what a Python process says and how it ends."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
    )


def break_page(site: Path) -> None:
    """Put a problem in a site: a key that there is not."""
    (site / "content" / "pages" / "over.md").write_text(
        "---\ntitle: Over\nuid: over@example.org\nkleur: rood\n---\n"
    )


# build


def test_build_publishes_and_says_what(site: Path) -> None:
    """A build says on one line how much it published and where, and ends with status 0."""
    result = run("build", "--site", site, "--now", NOW)
    assert result.exit_code == 0
    assert re.fullmatch(
        rf"Gepubliceerd in {re.escape(str(site / 'public'))}: pagina's 4, feeds 9, agenda's 3, "
        r"waarschuwingen 1; \d+\.\d\d s\n",
        result.stdout,
    )
    assert result.stderr.startswith("content/pages/los.md: ")
    assert (site / "public" / "over" / "index.html").is_file()


def test_the_script_in_the_repository_is_the_command(site: Path, tmp_path: Path) -> None:
    """`python build.py` is `hubgen build`, with the same options and the same result."""
    done = python(SCRIPT, "--site", str(site), "--output", str(tmp_path / "one"), "--now", NOW)
    assert (done.returncode, done.stdout.count("\n")) == (0, 1)
    assert run("build", "--site", site, "--output", tmp_path / "two", "--now", NOW).exit_code == 0
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


@pytest.mark.parametrize("command", [(), ("build",)])
def test_options_stand_behind_the_command_or_alone(
    command: tuple[str, ...], site: Path, tmp_path: Path
) -> None:
    """Without the name of a command the options are those of `build`."""
    output = tmp_path / "elsewhere"
    result = run(*command, "--site", site, "--output", output, "--now", NOW, "--no-cache")
    assert result.exit_code == 0
    assert (output / "index.html").is_file()


def test_without_a_word_it_builds_here(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without any argument the site in the folder is built to its `public/`."""
    monkeypatch.chdir(site)
    assert run().exit_code == 0
    assert (site / "public" / "index.html").is_file()
    assert {one.name for one in site.iterdir()} <= {
        ".hubgen",
        ".public.hubgen",
        "content",
        "public",
    }


def test_a_build_with_problems_ends_with_1(site: Path) -> None:
    """Status 1 says that nothing was published; every problem is said, and how many."""
    break_page(site)
    result = run("build", "--site", site, "--now", NOW)
    assert (result.exit_code, result.stdout) == (1, "")
    lines = result.stderr.splitlines()
    assert [line.split(": ")[0] for line in lines[:-2]] == [
        "content/pages/over.md:4:1",
        "    kleur",
        "    ^^^^^",
    ]
    assert lines[-2] == wording("nl").text("command.warnings_too", count=1)
    assert lines[-1] == wording("nl").text("command.not_published", count=1)
    assert not (site / "public").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("build", "--site", "nowhere"),
        ("build", "--nonsense"),
        ("--nonsense",),
        ("nonsense",),
        ("build", "--now", "morgen"),
        ("build", "--now", "2024-02-30"),
        ("build", "--base-url", "hub.example.org"),
        ("build", "--base-url", "https://hub.example.org/?x=1"),
        ("build", "--jobs", "0"),
        ("build", "--jobs", "veel"),
        ("change",),
        ("change", "over", "--note", "x"),
        ("change", "over", "--meeting", "twee"),
        ("check", "--lang", "de"),
        ("change", "over", "--note", "x", "--lang", "de"),
        ("new", "page", "Map"),
        ("new", "page"),
        ("new", "pagina", "Over"),
        ("serve", "--port", "99999"),
    ],
    ids=" ".join,
)
def test_a_wrong_use_ends_with_2(arguments: tuple[str, ...], site: Path) -> None:
    """Status 2 says that the command was used wrongly, without a traceback; nothing is made."""
    command = (*arguments, "--site", str(site)) if "--site" not in arguments else arguments
    result = run(*command)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Traceback" not in result.stderr
    assert result.stderr
    assert [one.name for one in site.iterdir()] == ["content"]


def test_a_folder_without_content_ends_with_2(tmp_path: Path) -> None:
    """A folder that is no site is said to be none."""
    result = run("build", "--site", tmp_path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "content/" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_build_shows_ten_warnings(site: Path) -> None:
    """Of many warnings the build shows the first ten, and how many more there are."""
    for number in range(14):
        page = site / "content" / "pages" / f"los-{number}.md"
        page.write_text("---\ntitle: Zonder uid\n---\n")
    result = run("build", "--site", site, "--now", NOW)
    assert result.exit_code == 0
    lines = result.stderr.splitlines()
    assert len(lines) == 11
    assert lines[-1] == wording("nl").text("command.more_warnings", count=5)


def test_the_language_of_messages_is_the_sites(site: Path) -> None:
    """A hub in English is told in English what was published."""
    (site / "content" / "site.yaml").write_text("title: Trial\nlang: en\n")
    assert run("build", "--site", site, "--now", NOW).stdout.startswith("Published in ")


# check


def test_check_says_what_is_wrong_and_publishes_nothing(site: Path) -> None:
    """`check` writes every problem and warning to its output, and counts them."""
    break_page(site)
    result = run("check", "--site", site, "--lang", "en", "--now", NOW)
    lines = result.stdout.splitlines()
    assert lines[0].startswith("content/pages/los.md: the page has no uid")
    assert lines[0].endswith("(warning)")
    assert lines[1].startswith("content/pages/over.md:4:1: kleur: there is no field “kleur” here")
    assert lines[2:4] == ["    kleur: rood", "    ^^^^^"]
    assert len(lines) == 5
    assert (result.stderr, result.exit_code) == ("", 1)
    assert sorted(one.name for one in site.iterdir()) == [".hubgen", "content"]


def test_check_ends_with_0_where_there_are_warnings_only(site: Path) -> None:
    """A warning alone does not stop anyone."""
    assert run("check", "--site", site, "--now", NOW).exit_code == 0


def test_check_can_be_strict(site: Path) -> None:
    """With `--strict` a warning is a problem: it counts as one, and the status is 1."""
    result = run("check", "--site", site, "--strict", "--lang", "en", "--now", NOW)
    assert result.exit_code == 1
    *_, counted = result.stdout.splitlines()
    assert counted == wording("en").text("command.checked", problems=1, warnings=0)


def test_check_of_a_file_speaks_of_that_file(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With files named, only theirs is said and counted, however their paths are written."""
    break_page(site)
    monkeypatch.chdir(site)
    for path in ("content/pages/los.md", "./content/pages/los.md", site / "content/pages/los.md"):
        result = run("check", "--now", NOW, path)
        assert result.exit_code == 0
        assert [line.split(":")[0] for line in result.stdout.splitlines()[:-1]] == [
            "content/pages/los.md"
        ]
    assert run("check", "--now", NOW, "content/pages/over.md").exit_code == 1
    both = run("check", "--now", NOW, "content/pages/over.md", "content/pages/los.md")
    assert len(both.stdout.splitlines()) == 5


def test_check_of_a_file_from_elsewhere_finds_it(site: Path, tmp_path: Path) -> None:
    """A file may be named from another folder than the site's."""
    break_page(site)
    done = python(SCRIPT, "check", "--site", "site", "site/content/pages/over.md", cwd=tmp_path)
    assert done.stdout.startswith("content/pages/over.md:4:1: ")
    assert done.returncode == 1


def test_check_of_a_folder_speaks_of_all_in_it(site: Path) -> None:
    """A folder stands for the files in it, and not for one whose name begins alike."""
    break_page(site)
    folder = site / "content" / "pages" / "ove"
    folder.mkdir()
    assert run("check", "--site", site, "--now", NOW, site).exit_code == 1
    assert run("check", "--site", site, "--now", NOW, site / "content").exit_code == 1
    assert run("check", "--site", site, "--now", NOW, folder.parent).exit_code == 1
    assert run("check", "--site", site, "--now", NOW, folder).exit_code == 0


@pytest.mark.parametrize("fix", [(), ("--fix",)])
def test_check_of_a_file_is_not_sound_by_settings_that_cannot_be_read(
    fix: tuple[str, ...], site: Path
) -> None:
    """Where the settings have problems no file was judged, so that they are what is said."""
    (site / "content" / "site.yaml").write_text("titel: Proefhub\n")
    result = run("check", *fix, "--site", site, "--now", NOW, site / "content/pages/over.md")
    said = re.findall("^(content[^ :]+):", result.stdout, re.MULTILINE)
    assert (result.exit_code, said) == (1, ["content/site.yaml", "content/site.yaml"])


@pytest.mark.parametrize("path", ["content/pages/nergens.md", "../elders.md"])
def test_check_refuses_what_is_no_file_of_the_site(path: str, site: Path) -> None:
    """A file that is not there, or not in the site, is a wrong use and not a sound page."""
    (site.parent / "elders.md").write_text("")
    result = run("check", "--site", site, "--now", NOW, site / path)
    assert (result.exit_code, result.stdout) == (2, "")


@pytest.mark.parametrize(("lang", "words"), [("nl", "pagina heeft geen uid"), ("en", "has no uid")])
def test_check_speaks_both_languages(lang: str, words: str, site: Path) -> None:
    """`--lang` goes before the language of the site."""
    assert words in run("check", "--site", site, "--lang", lang, "--now", NOW).stdout


# help, and what a terminal sees


def test_help_names_every_command_and_option() -> None:
    """`--help` says what there is, `-h` the same."""
    assert run("--help").stdout == run("-h").stdout
    for name in ("build", "change", "check", "new", "serve"):
        assert name in run("--help").stdout
    wanted = {
        "build": ["site", "output", "now", "base-url", "jobs", "drafts", "no-cache"],
        "change": [
            *("site", "now", "start", "end", "status", "location", "registration", "meeting"),
            *("note", "at", "force", "lang"),
        ],
        "check": ["site", "now", "lang", "strict", "fix"],
        "new": ["site", "now", "lang", "start", "end"],
        "serve": ["site", "now", "port"],
    }
    for command, options in wanted.items():
        said = run(command, "--help").stdout
        assert [one for one in options if f"--{one}" not in said] == []


def test_the_version_is_said() -> None:
    """`--version` says which hubgen this is."""
    assert run("--version").stdout == f"hubgen, version {__version__}\n"


def test_a_pipe_sees_one_line_and_no_colour(site: Path) -> None:
    """Where nobody watches, the output is the one line that counts."""
    done = python(SCRIPT, "build", "--site", str(site), "--now", NOW)
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 1
    assert "\x1b" not in done.stdout + done.stderr
    assert done.stderr.splitlines() == [
        line for line in done.stderr.splitlines() if line.startswith("content/")
    ]


def test_a_terminal_sees_a_line_a_stage(site: Path) -> None:
    """Each stage ends as one line with what it counted and how long it took."""
    seen = on_terminal(SCRIPT, "build", "--site", str(site), "--now", NOW)
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", seen).replace("\r", "\n")
    lines = [line.strip() for line in plain.split("\n") if line.strip().startswith("✓")]
    stages = ("read", "documents", "plan", "check", "search", "render", "files", "publish")
    assert len(lines) == len(stages)
    for name, line in zip(stages, lines, strict=True):
        said = wording("nl").text(f"command.stage.{name}")
        assert re.fullmatch(rf"✓ {re.escape(said)}\s+\d+\s+\d+\.\d\d s", line)
    counts = [int(line.split()[-3]) for line in lines]
    assert counts[:2] == [2, 2]
    assert counts[-1] == len(tree(site / "public"))


def on_terminal(*arguments: str) -> str:
    """Return what a person sees who runs Python on a terminal."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, *arguments],
        cwd=REPOSITORY,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=os.environ | {"TERM": "xterm", "COLUMNS": "100", "PYTHONPATH": str(REPOSITORY)},
    ) as process:
        os.close(theirs)
        seen = b""
        try:
            while data := os.read(ours, 65536):
                seen += data
        except OSError:
            pass  # how Linux says that the other side of a terminal is closed
        finally:
            os.close(ours)
        assert process.wait(timeout=60) == 0
    return seen.decode()


# how quickly it begins


def imported(*arguments: str, cwd: Path = REPOSITORY) -> set[str]:
    """Return the modules that a command has imported when it ends."""
    code = (
        "import json, sys\n"
        "from hubgen.cli import main\n"
        "try:\n"
        f"    main({list(arguments)!r})\n"
        "except SystemExit as end:\n"
        "    assert not end.code, end.code\n"
        "print('\\n' + json.dumps(sorted(sys.modules)))\n"
    )
    done = python("-c", code, cwd=cwd)
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_help_waits_for_nothing_heavy() -> None:
    """`--help` answers before anything is imported that it does not need."""
    heavy = {"pydantic", "PIL", "feedgen", "icalendar", "livereload", "rich", "babel", "jinja2"}
    assert imported("--help") & heavy == set()


OF_READING = {
    "icalendar",
    "markdown",
    "hubgen.documents.reading",
    "hubgen.markup.conversion",
    "hubgen.proofreading.readings",
}
OF_MAKING = {"PIL", "feedgen", "jinja2", "lxml", "multiprocessing"}
OF_OTHERS = {"livereload", "tornado", "rich", "ssl", "hubgen.cli.asking"}


def test_a_check_waits_for_nothing_that_it_does_not_use(site: Path) -> None:
    """Where no page changed, `check` imports nothing that reads or makes one."""
    (site / "content/events").mkdir()
    (site / "content/events/x.md").write_text("---\ntitle: X\nstart: 2030-11-13\n---\n*Zo.*\n")
    check = ("check", "--site", str(site), "--now", NOW)
    assert imported(*check) >= OF_READING
    assert imported(*check) & (OF_READING | OF_MAKING | OF_OTHERS) == set()


def test_a_build_waits_for_nothing_that_it_does_not_use(site: Path) -> None:
    """Where nothing changed, `build` imports nothing that reads pages or writes files of a kind."""
    build = ("build", "--site", str(site), "--now", NOW)
    assert imported(*build) >= {"PIL", "feedgen", "jinja2"}
    # A page that was just written is looked at, and found to be the same.
    page = next(site.rglob("content/**/*.md"))
    page.write_bytes(page.read_bytes())
    assert imported(*build) & (OF_READING | OF_MAKING | OF_OTHERS) == set()


def test_a_build_does_without_the_preview(site: Path) -> None:
    """`build` imports neither the preview server nor, in a pipe, what draws on terminals."""
    modules = imported("build", "--site", str(site), "--now", NOW)
    assert modules & {"livereload", "tornado", "rich"} == set()


def test_09_a_cache_that_came_with_the_repository_is_refused(site: Path) -> None:
    """Whoever writes it chooses what is published: it is what this machine made, or nothing."""
    git = ["git", "-C", str(site)]
    subprocess.run([*git, "init", "--quiet"], check=True)
    assert run("build", "--site", site, "--now", NOW).exit_code == 0
    subprocess.run([*git, "add", "--force", ".hubgen/cache.sqlite3"], check=True)
    page = site / "content/pages/over.md"
    page.write_text(page.read_text() + "Tekst.\n")
    before = tree(site / "public")
    refused = run("build", "--site", site, "--now", NOW)
    assert refused.exit_code == 2
    assert "git rm -r --cached .hubgen" in refused.stderr
    assert tree(site / "public") == before
