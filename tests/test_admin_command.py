"""The commands of the web editor: to get it, and to be told when it is not there."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hubgen import bundles
from hubgen.bundles import WEB_EDITOR, Package
from hubgen.cli import main
from hubgen.errors import Refused


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a site, in Dutch as hubs are."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "site.yaml").write_text("title: Hub\n")
    return tmp_path


def run(*arguments: str | Path) -> Result:
    """Return what a command says and how it ends."""
    result = CliRunner().invoke(main, [str(one) for one in arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def kept(site: Path) -> Path:
    """Return where the web editor is installed."""
    name = "+".join(f"{one.name}-{one.version}" for one in WEB_EDITOR)
    return site / ".hubgen" / "admin" / name


def test_without_npm_it_is_said_what_to_install(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And nothing is left behind."""
    monkeypatch.setenv("PATH", "")
    result = run("admin", "install", "--site", site)
    assert (result.stdout, result.exit_code) == ("", 2)
    assert result.stderr == (
        "npm is niet gevonden, en daarmee wordt de webeditor gehaald; installeer Node.js, en geef "
        "de opdracht opnieuw\n"
    )
    assert not kept(site).exists()


def test_another_package_is_not_installed(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever put it where npm gets its packages from."""

    def fetch(package: Package, folder: Path) -> None:
        (folder / package.file).write_bytes(b"evil")

    monkeypatch.setattr(bundles, "npm_pack", lambda npm, site: fetch)
    result = run("admin", "install", "--site", site)
    assert (result.stdout, result.exit_code) == ("", 2)
    version = WEB_EDITOR[0].version
    assert result.stderr.startswith(
        f"wat npm als decap-cms {version} haalde, is niet het pakket dat hubgen kent; "
    )
    assert not kept(site).exists()


def test_what_is_there_is_not_fetched_again(site: Path) -> None:
    """So that the command can stand in a workflow."""
    kept(site).mkdir(parents=True)
    result = run("admin", "install", "--site", site)
    names = ", ".join(f"{one.name} {one.version}" for one in WEB_EDITOR)
    assert result.stdout == f"De webeditor ({names}) staat al in {kept(site)}.\n"
    assert result.exit_code == 0


def test_the_preview_says_how_to_get_it(site: Path) -> None:
    """Before it begins."""
    result = run("serve", "--admin", "--site", site, "--port", "0")
    assert (result.stdout, result.exit_code) == ("", 2)
    assert result.stderr.startswith(
        "de webeditor is nog niet geïnstalleerd; geef eerst: hubgen admin install"
    )


def test_a_build_that_should_publish_it_says_so_too(site: Path) -> None:
    """And publishes nothing."""
    (site / "content" / "site.yaml").write_text(
        "title: Hub\nadmin: {backend: gitlab, repo: a/hub, app_id: abc}\n"
    )
    result = run("build", "--site", site, "--now", "2024-10-01T12:00:00+02:00")
    assert (result.stdout, result.exit_code) == ("", 2)
    assert "hubgen admin install" in result.stderr
    assert not (site / "public").exists()


def test_a_refusal_has_its_words_in_both_languages() -> None:
    """Those of the files too, which the web editor shows."""
    from hubgen.wording import wording

    codes = ("no-npm", "npm-failed", "not-that-package", "admin-not-installed", "not-asked")
    blanks = {"package": "a", "version": "1", "why": "b", "asked": "c"}
    for code in codes:
        refused = Refused(code, **blanks)
        said = {
            wording(lang).text(f"command.refused.{refused.code}", **refused.values)
            for lang in ("nl", "en")
        }
        assert len(said) == 2
