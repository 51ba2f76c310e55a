"""Revisions: a site as it was at a commit, read from a real repository."""

import os
import shutil
import subprocess
import unicodedata
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from hubgen.cli import main
from hubgen.errors import Refused
from hubgen.revisions import Revision, read_revision
from hubgen.sources import read_sources
from hubgen.wording import wording
from tests.hub import LONGEST, SMALL, Files, event, page, write_site

DAY = "2024-11-13T23:30:00+01:00"
"""When every commit of these tests is made."""

X = "content/events/x.md"
SITE = "content/site.yaml"


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep git from the settings of who runs the tests, and of a hook that runs them."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    settings = {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_DATE": DAY,
        "GIT_COMMITTER_DATE": DAY,
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)


def git(folder: Path, *arguments: str, given: str | None = None) -> str:
    """Return what git says to what it is given, and fail where it does."""
    who = ["-c", "user.name=A. Bakker", "-c", "user.email=a@example.org"]
    done = subprocess.run(
        ["git", "-C", folder, *who, *arguments],
        capture_output=True,
        check=True,
        text=True,
        input=given,
    )
    return done.stdout.strip()


def commit(folder: Path, files: Files, *, site: str = "") -> str:
    """Write a site's files in a repository, commit all that is there, and return the hash."""
    if not (folder / ".git").exists():
        folder.mkdir(parents=True, exist_ok=True)
        git(folder, "init", "--quiet", "--initial-branch=main")
    write_site(folder / site, files)
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message=Inhoud")
    return git(folder, "rev-parse", "HEAD")


def read(site: Path, name: str = "HEAD") -> Revision:
    """Return a revision of a site."""
    return read_revision(site, name)


def texts(revision: Revision) -> dict[str, str]:
    """Return the pages of a revision by their path."""
    return {one.path: one.text for one in revision.sources.pages}


def refused(site: Path, name: str = "HEAD") -> str:
    """Return why a revision cannot be read."""
    with pytest.raises(Refused) as error:
        read(site, name)
    refusal = error.value
    return wording("nl").text(f"command.refused.{refusal.code}", **refusal.values)


FILES: Mapping[str, str] = {
    X: event("uid: x"),
    "content/events/2024/y/index.md": event("uid: y"),
    "content/events/2024/y/zaal.jpg": "",
    "content/events/2024-z.md": event("uid: z"),
    "content/people/anikó.md": page("title: Anikó"),
    "content/people/.hidden.md": page("title: a"),
    "content/people/.map/b.md": page("title: a"),
    "content/people/b.md~": page("title: a"),
    "content/people/B.MD": page("title: a"),
    "content/people/a\nb \"c\" 'd'\t.md": page("title: a"),
    "content/events/site.yaml": "title: geen instellingen",
    "layouts/event.md": "geen pagina",
    "inhoud/content/events/z.md": page("title: van een andere site"),
}


@pytest.mark.parametrize("site", ["", "hubs/Één hub", ":hub"])
def test_a_revision_holds_what_the_folder_held(tmp_path: Path, site: str) -> None:
    """The same pages in the same order, wherever in its repository the site is."""
    hash_ = commit(tmp_path, FILES, site=site)
    found = read_sources(tmp_path / site)
    revision = read(tmp_path / site)
    assert revision.sources.pages == found.pages
    assert revision.sources.settings == found.settings
    assert (revision.sources.files, revision.sources.problems) == ((), ())
    assert (revision.name, revision.commit, revision.day) == ("HEAD", hash_, date(2024, 11, 13))
    assert revision.settings.title == "Testhub"


def test_what_came_later_is_not_in_it(tmp_path: Path) -> None:
    """Neither what was committed since, nor what stands in the folder or the index."""
    first = commit(tmp_path, {X: event("uid: x"), SITE: "title: Toen\n"})
    commit(tmp_path, {X: event("uid: y"), "content/events/y.md": event(), SITE: "title: Nu\n"})
    write_site(tmp_path, {X: event("uid: z"), "content/events/z.md": event(), SITE: "title: A\n"})
    git(tmp_path, "add", "--all")
    for name in ("HEAD~1", first, first[:10]):
        revision = read(tmp_path, name)
        assert texts(revision) == {X: event("uid: x")}
        assert (revision.name, revision.commit, revision.settings.title) == (name, first, "Toen")


@pytest.mark.parametrize(
    "name", ["HEAD~1", "main~1", "v1", "v1-said", "oud", "refs/heads/oud", "@{1}"]
)
def test_whatever_names_a_commit_names_a_revision(tmp_path: Path, name: str) -> None:
    """A branch, a tag with or without a message, a place in the history."""
    first = commit(tmp_path, {X: event("uid: x")})
    git(tmp_path, "tag", "v1")
    git(tmp_path, "tag", "--annotate", "--message=Eerste", "v1-said")
    git(tmp_path, "branch", "oud")
    git(tmp_path, "commit", "--quiet", "--allow-empty", "--message=Later")
    assert read(tmp_path, name).commit == first


@pytest.mark.parametrize(
    "name",
    ["nergens", "--help", "--all", "-q", "^HEAD", "HEAD..HEAD", "HEAD:content", "HEAD HEAD"],
)
def test_what_names_no_commit_is_no_revision(tmp_path: Path, name: str) -> None:
    """It is never read as an option, and no range is one revision."""
    commit(tmp_path, {})
    assert refused(tmp_path, name) == (
        f"er is geen revisie “{name}” in deze kopie van de repository; kijk de schrijfwijze na, of "
        "haal op wat anderen hebben: git fetch --tags"
    )


@pytest.mark.parametrize(
    ("name", "lang", "said"),
    [
        ("", "", "--against is leeg; vul iets in, of laat het weg"),
        (" ", "--lang=en", "--against is empty; fill it in, or leave it out"),
        ("nergens", "", "er is geen revisie “nergens” in deze kopie van de repository; "),
        ("nergens", "--lang=en", "there is no revision “nergens” in this copy of the repository; "),
    ],
)
def test_a_check_against_no_revision_is_used_wrongly(
    tmp_path: Path, name: str, lang: str, said: str
) -> None:
    """A variable that is not set must not let a check pass; it is said in the site's language."""
    commit(tmp_path, {X: event("uid: x")})
    arguments = ["check", "--site", str(tmp_path), "--against", name, *filter(None, [lang])]
    result = CliRunner().invoke(main, arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(said)


def test_a_branch_may_have_the_name_of_an_option(tmp_path: Path) -> None:
    """Git makes none by that name, and takes it where it stands."""
    first = commit(tmp_path, {})
    git(tmp_path, "update-ref", "refs/heads/--help", "HEAD")
    assert read(tmp_path, "--help").commit == first


def test_line_ends_of_windows_are_kept(tmp_path: Path) -> None:
    """They are for who reads front matter, as those of a file are."""
    text = event("uid: x").replace("\n", "\r\n")
    commit(tmp_path, {X: text.encode()})
    assert texts(read(tmp_path)) == {X: text}


def test_a_path_is_known_by_its_composed_form(tmp_path: Path) -> None:
    """Whoever committed it, on whatever disk."""
    commit(tmp_path, {f"content/people/{unicodedata.normalize('NFD', 'anikó')}.md": "a"})
    assert list(texts(read(tmp_path))) == [
        f"content/people/{unicodedata.normalize('NFC', 'anikó')}.md"
    ]


def test_a_name_that_is_no_text_is_passed_on_as_one(tmp_path: Path) -> None:
    """It can be written in a message, whatever its bytes."""
    commit(tmp_path, {})
    blob = git(tmp_path, "rev-parse", f"HEAD:{SITE}")
    named = os.fsdecode(b"content/people/\xff.md")
    git(tmp_path, "update-index", "--add", "--cacheinfo", f"100644,{blob},{named}")
    git(tmp_path, "commit", "--quiet", "--message=Bytes")
    assert list(texts(read(tmp_path))) == ["content/people/\N{REPLACEMENT CHARACTER}.md"]


def test_what_could_not_be_read_is_left_out(tmp_path: Path) -> None:
    """A page that is too long, and one that is not UTF-8: neither was ever published."""
    commit(
        tmp_path,
        {
            "content/site.yaml": SMALL,
            "content/events/lang.md": "a" * (LONGEST + 1),
            "content/events/past.md": "a" * LONGEST,
            "content/events/latin.md": "caf\xe9".encode("latin-1"),
        },
    )
    assert list(texts(read(tmp_path))) == ["content/events/past.md"]


@pytest.mark.parametrize(
    ("target", "reads"),
    [
        ("x.md", True),
        ("../events/./x.md", True),
        ("next.md", True),
        ("self.md", False),
        ("nergens.md", False),
        ("../../../buiten.md", False),
        ("/etc/hostname", False),
        ("../events", False),
    ],
)
def test_a_link_is_the_page_that_it_leads_to(tmp_path: Path, target: str, reads: bool) -> None:
    """Within `content/`, also by another link; what leads out of it, or around, is no page."""
    site = write_site(tmp_path, {X: "tekst", "buiten.md": "geheim"})
    (site / "content" / "events" / "next.md").symlink_to("x.md")
    if not reads:
        (site / "content" / "events" / "self.md").symlink_to("self.md")
    (site / "content" / "events" / "link.md").symlink_to(target)
    commit(tmp_path, {X: "tekst"})
    expected = {X, "content/events/next.md"} | ({"content/events/link.md"} if reads else set())
    assert texts(read(tmp_path)) == dict.fromkeys(sorted(expected), "tekst")
    if reads:
        assert read(tmp_path).sources.pages == read_sources(site).pages


def test_a_submodule_is_no_page(tmp_path: Path) -> None:
    """What it holds is in another repository, even where its name ends as a page's does."""
    commit(tmp_path / "other", {})
    commit(tmp_path / "site", {X: "tekst"})
    shutil.copytree(tmp_path / "other", tmp_path / "site" / "content" / "events" / "deel.md")
    commit(tmp_path / "site", {X: "tekst"})
    assert "160000" in git(tmp_path / "site", "ls-tree", "-r", "HEAD")
    assert texts(read(tmp_path / "site")) == {X: "tekst"}


def test_a_site_that_is_reached_by_a_link_is_found(tmp_path: Path) -> None:
    """The folder that it leads to is the one in the repository."""
    commit(tmp_path / "repository", {X: "tekst"}, site="hub")
    (tmp_path / "link").symlink_to(tmp_path / "repository" / "hub")
    assert texts(read(tmp_path / "link")) == {X: "tekst"}


def test_a_hook_may_compare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git tells its hooks of its folders as they see them, and not as the site does."""
    commit(tmp_path, {X: "tekst"}, site="hub")
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    assert texts(read(tmp_path / "hub")) == {X: "tekst"}


def test_another_work_tree_of_the_repository_has_the_revision(tmp_path: Path) -> None:
    """Its `.git` is a file."""
    commit(tmp_path / "main", {X: "tekst"})
    git(tmp_path / "main", "worktree", "add", "--quiet", "--detach", str(tmp_path / "other"))
    assert texts(read(tmp_path / "other", "main")) == {X: "tekst"}


def test_reading_leaves_the_repository_as_it_is(tmp_path: Path) -> None:
    """No file of it is written, and no hook or other program of its settings runs."""
    site = tmp_path / "site"
    first = commit(site, {X: "tekst"})
    ran = tmp_path / "ran"
    script = tmp_path / "script"
    script.write_text(f"#!/bin/sh\ntouch '{ran}'\nexec cat\n")
    script.chmod(0o755)
    for hook in ("post-checkout", "post-index-change", "reference-transaction", "pre-auto-gc"):
        shutil.copy(script, site / ".git" / "hooks" / hook)
    for name in (
        "core.fsmonitor",
        "core.pager",
        "diff.external",
        "filter.a.smudge",
        "gpg.program",
        "pager.cat-file",
        "pager.log",
    ):
        git(site, "config", name, str(script))
    git(site, "config", "log.showSignature", "true")
    signed = _signed(site, first)
    (site / X).touch()
    before = _files_of(site)
    assert read(site, signed).commit == signed
    assert _files_of(site) == before
    assert not ran.exists()


def _signed(folder: Path, commit: str) -> str:
    """Return the hash of the same commit with a signature, which git could want to look at."""
    head, _, message = git(folder, "cat-file", "commit", commit).partition("\n\n")
    lines = ["-----BEGIN PGP SIGNATURE-----", "", "abcd", "-----END PGP SIGNATURE-----"]
    signature = "gpgsig " + "\n ".join(lines)
    text = f"{head}\n{signature}\n\n{message}\n"
    return git(folder, "hash-object", "-t", "commit", "-w", "--stdin", given=text)


def _files_of(folder: Path) -> dict[Path, tuple[bytes, int]]:
    """Return every file below a folder, hidden ones too, with when it was written."""
    files = [one for one in sorted(folder.rglob("*")) if one.is_file()]
    return {one: (one.read_bytes(), one.stat().st_mtime_ns) for one in files}


# What is not there.


def test_a_shallow_clone_has_what_it_has(tmp_path: Path) -> None:
    """Its one revision is read, and of another is said how to fetch it; the words are true."""
    first = commit(tmp_path / "whole", {X: "toen"})
    git(tmp_path / "whole", "tag", "v1")
    second = commit(tmp_path / "whole", {X: "nu"})
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{tmp_path}/whole", str(clone))
    for name in ("HEAD", "main", "origin/main", second):
        assert (read(clone, name).commit, texts(read(clone, name))) == (second, {X: "nu"})
    told = "staat niet in deze kopie van de repository, want die is ondiep; "
    assert refused(clone, "v1") == (
        f"de revisie “v1” {told}haal haar op met git fetch --depth=1 origin v1 en schrijf "
        "--against FETCH_HEAD, of haal de rest op: git fetch --unshallow"
    )
    assert "git fetch --depth=1 origin next " in refused(clone, "origin/next")
    assert refused(clone, "HEAD~1") == (
        f"de revisie “HEAD~1” {told}haal de rest op: git fetch --unshallow"
    )
    git(clone, "fetch", "--quiet", "--depth=1", "origin", "v1")
    assert (read(clone, "FETCH_HEAD").commit, texts(read(clone, first))) == (first, {X: "toen"})
    git(clone, "fetch", "--quiet", "--unshallow")
    assert read(clone, "HEAD~1").commit == first


@pytest.mark.parametrize("lacks", ["blob:none", "tree:0"])
def test_a_clone_without_the_files_is_left_so(tmp_path: Path, lacks: str) -> None:
    """Git would fetch them one by one; who asks is told how to fetch them, and that works."""
    whole, clone = tmp_path / "whole", tmp_path / "clone"
    commit(whole, {X: "tekst"})
    git(whole, "config", "uploadpack.allowFilter", "true")
    git(whole, "config", "uploadpack.allowAnySHA1InWant", "true")
    address = f"file://{whole}"
    git(tmp_path, "clone", "--quiet", "--no-checkout", f"--filter={lacks}", address, str(clone))
    (clone / "content").mkdir(parents=True)
    before = _files_of(clone)
    assert refused(clone) == (
        "deze kopie van de repository heeft niet alle bestanden van de revisie “HEAD”; haal ze op: "
        "git fetch --refetch --no-filter"
    )
    assert _files_of(clone) == before
    git(clone, "fetch", "--quiet", "--refetch", "--no-filter")
    assert texts(read(clone)) == {X: "tekst"}


def test_a_file_that_the_repository_lost_is_said_to_be_missing(tmp_path: Path) -> None:
    """A broken repository is not read as one without that page."""
    commit(tmp_path, {X: "tekst"})
    lost = git(tmp_path, "rev-parse", f"HEAD:{X}")
    (tmp_path / ".git" / "objects" / lost[:2] / lost[2:]).unlink()
    assert "heeft niet alle bestanden" in refused(tmp_path)


def test_a_site_without_a_repository_has_no_revisions(tmp_path: Path) -> None:
    """The message says what git says."""
    site = write_site(tmp_path / "site", {})
    (tmp_path / ".git").write_text("gitdir: nergens\n")
    said = refused(site)
    assert said.startswith(f"{site} heeft geen git-repository om mee te vergelijken (")
    assert said.endswith("); haal de hub op met git clone")


def test_a_repository_without_commits_has_no_revisions(tmp_path: Path) -> None:
    """There is no revision, of any name."""
    write_site(tmp_path, {})
    git(tmp_path, "init", "--quiet")
    assert refused(tmp_path).startswith("er is geen revisie “HEAD” ")


def test_a_computer_without_git_cannot_compare(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who asks is told where git comes from."""
    commit(tmp_path, {})
    monkeypatch.setenv("PATH", str(tmp_path))
    assert refused(tmp_path) == (
        "vergelijken met een revisie gaat met git, en dat staat niet op deze computer; installeer "
        "het van https://git-scm.com/"
    )


def test_a_revision_without_content_cannot_be_compared_with(tmp_path: Path) -> None:
    """The hub began later, or elsewhere; a file of that name is no folder."""
    (tmp_path / "content").write_text("geen map")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message=Begin")
    (tmp_path / "content").unlink()
    write_site(tmp_path, {X: "tekst"})
    assert refused(tmp_path) == (
        "in de revisie “HEAD” stonden geen pagina's in content/, dus er is niets om mee te "
        "vergelijken; kies een latere"
    )


@pytest.mark.parametrize("settings", ["", "title: [", "titel: Hub"])
def test_a_revision_without_settings_cannot_be_compared_with(tmp_path: Path, settings: str) -> None:
    """Without them, or with settings that have problems, nothing was published."""
    commit(tmp_path, {SITE: settings, X: "tekst"})
    expected = (
        "in de revisie “HEAD” was er geen content/site.yaml die te lezen is, dus er is niets om "
        "mee te vergelijken; kies een andere"
    )
    assert refused(tmp_path) == expected
    (tmp_path / SITE).unlink()
    git(tmp_path, "commit", "--quiet", "--all", "--message=Weg")
    assert refused(tmp_path) == expected
