"""The wheel: everything that hubgen needs, far from its repository."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.published import LASTING, tree

NOW = "2024-10-01T12:00:00+02:00"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel that pip makes of the repository, without asking anyone for anything."""
    folder = tmp_path_factory.mktemp("wheel")
    alone = ["--no-deps", "--no-build-isolation", "--no-index", "--disable-pip-version-check"]
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "-q", *alone, "--wheel-dir", folder, REPOSITORY],
        check=True,
        timeout=120,
    )
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path) -> Path:
    """Return a folder with what the wheel installs, and nothing else."""
    folder = wheel.parent / "installed"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def hubgen(installed: Path, site: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run the installed command in a site's folder; the repository is out of its sight."""
    start = "import sys; from hubgen.cli import main; sys.exit(main())"
    return subprocess.run(
        [sys.executable, "-c", start, *arguments],
        cwd=site,
        env=os.environ | {"PYTHONPATH": str(installed), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_it_holds_what_the_repository_holds(installed: Path) -> None:
    """Every module, layout, static file, catalogue and data file is in it, byte for byte."""
    expected = {
        path: data
        for path, data in tree(REPOSITORY / "hubgen").items()
        if "__pycache__" not in path
    }
    for folder in ("layouts", "static"):
        own = tree(REPOSITORY / folder)
        assert own
        expected |= {f"{folder}/{path}": data for path, data in own.items()}
    assert tree(installed / "hubgen") == expected


def test_it_holds_nothing_else(installed: Path) -> None:
    """Content, tests and the tools of the repository stay there."""
    names = sorted(one.name for one in installed.iterdir())
    assert [name for name in names if not name.endswith(".dist-info")] == ["hubgen"]
    entry_points = next(installed.glob("*.dist-info/entry_points.txt")).read_text("utf-8")
    assert "hubgen = hubgen.__main__:run" in entry_points


def test_it_builds_a_folder_with_content_alone(installed: Path, tmp_path: Path) -> None:
    """Away from the repository, a folder with just `content/` becomes a hub, map and all."""
    pages = tmp_path / "content" / "events"
    pages.mkdir(parents=True)
    (tmp_path / "content" / "site.yaml").write_text("title: Proefhub\n")
    (pages / "kci.md").write_text(
        "---\ntitle: KCI\nuid: kci@example.org\nstart: 2024-11-13 14:00\nend: 2024-11-13 16:00\n"
        "location: {municipality: Tilburg}\n---\n\nTekst.\n"
    )
    done = hubgen(installed, tmp_path, "build", "--now", NOW)
    assert (done.returncode, done.stderr) == (0, "")
    files = tree(tmp_path / "public")
    assert {"index.html", "events/kci/index.html", "events/kci/event.ics"} <= set(files)
    own = {LASTING.sub("", f"/{path}") for path in files if path.startswith("static/")}
    assert own == set(tree(REPOSITORY / "static"))
    assert files["map/index.html"].count(b"<path") > 10
    assert not [one for one in files.values() if str(REPOSITORY).encode() in one]


def test_it_publishes_the_same_hub(installed: Path, tmp_path: Path) -> None:
    """The hub of the repository is the same when the installed command builds it."""
    own = tmp_path / "own"
    subprocess.run(
        [sys.executable, "build.py", "--output", str(own), "--now", NOW, "--no-cache"],
        cwd=REPOSITORY,
        check=True,
        capture_output=True,
        timeout=60,
    )
    there = tmp_path / "there"
    shutil.copytree(REPOSITORY / "content", there / "content")
    done = hubgen(installed, there, "build", "--now", NOW, "--no-cache")
    assert (done.returncode, done.stderr) == (0, "")
    assert tree(there / "public") == tree(own)
