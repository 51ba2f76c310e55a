"""The bill of materials: all that hubgen is made of, in which version and licence and from whom.

It is CycloneDX 1.6, and the same bytes for the same installation: it holds no moment, and its
serial number follows from what is in it.
"""

import base64
import hashlib
import json
import re
import tomllib
import uuid
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any, Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from hubgen import __version__
from hubgen.bundles import WEB_EDITOR, Package, bundle_files, installed
from hubgen.errors import Refused
from hubgen.shipped import SHIPPED, Shipped, files_of

Component = dict[str, Any]

_ROOT: Final = Path(__file__).parent.parent
_LOCK: Final = _ROOT / "requirements.lock"
_LOCKED: Final = re.compile(r"([\w.-]+)==([^\s;\\]+)")
_HASH: Final = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_LONGEST_LICENCE: Final = 60
"""What is longer is the text of a licence, and not its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Locked:
    """A package in a version that the lock file names."""

    name: str
    version: str
    digests: tuple[str, ...]
    """The SHA-256 of each file that may be installed of it."""


def bill_of_materials(*, develop: bool = False, programs: Path | None = None) -> str:
    """Return what this installation of hubgen is made of, as CycloneDX 1.6 in JSON.

    A package that is needed is as it is installed, with the digests that a lock file has of that
    version. With `develop` also what development and CI use, by the lock file. `programs` is the
    folder in which the web editor may be installed. Raises `Refused` where a package that hubgen
    needs is not installed, and where there is no lock file to tell of development.
    """
    own = f"pkg:pypi/hubgen@{__version__}"
    packages = _packages()
    locked = tuple(_locked())
    digests = {(one.name, one.version): one.digests for one in locked}
    components = [
        _package(one, digests.get((name, one.version), ())) for name, (one, _) in packages.items()
    ]

    def purls(requirements: Iterable[str] | None, extras: AbstractSet[str]) -> list[str]:
        return [_purl(packages[name][0]) for name, _ in _asked(requirements or (), extras)]

    needs = {_purl(one): purls(one.requires, extras) for one, extras in packages.values()}
    needs[own] = purls(_own_requirements(), {""})
    carried = [_shipped(one) for one in SHIPPED] + _web_editor(programs)
    components += carried
    needs[own] += [one["bom-ref"] for one in carried]
    if develop:
        if not locked:
            raise Refused("bom-without-lock")
        components += [_developing(one) for one in locked if one.name not in packages]
    said = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": own,
                "name": "hubgen",
                "version": __version__,
                "licenses": [{"expression": "MIT"}],
                "purl": own,
            }
        },
        "components": sorted(components, key=lambda one: str(one["bom-ref"])),
        "dependencies": [
            {"ref": ref, "dependsOn": sorted(set(needs[ref]))} for ref in sorted(needs)
        ],
    }
    text = json.dumps(said, sort_keys=True)
    serial = uuid.uuid5(uuid.NAMESPACE_URL, hashlib.sha256(text.encode()).hexdigest())
    return json.dumps({**said, "serialNumber": f"urn:uuid:{serial}"}, indent=2, sort_keys=True)


def _own_requirements() -> Iterable[str]:
    """Return what hubgen itself asks for: by `pyproject.toml` in a checkout, else as installed."""
    file = _ROOT / "pyproject.toml"
    if file.is_file():
        project = tomllib.loads(file.read_text("utf-8")).get("project", {})
        if project.get("name") == "hubgen":
            return [str(one) for one in project["dependencies"]]
    return _installed("hubgen").requires or ()


def _packages() -> Mapping[str, tuple[Distribution, frozenset[str]]]:
    """Return every package that hubgen needs at run time, by its name, in the order of names.

    Each with the extras that it is asked for with; the empty one is that without.
    """
    extras: dict[str, set[str]] = {}
    waiting = list(_asked(_own_requirements(), {""}))
    while waiting:
        name, extra = waiting.pop()
        known = extras.setdefault(name, set())
        if extra not in known:
            known.add(extra)
            waiting += _asked(_installed(name).requires or (), {extra})
    return {name: (_installed(name), frozenset(extras[name])) for name in sorted(extras)}


def _asked(requirements: Iterable[str], extras: AbstractSet[str]) -> Iterator[tuple[str, str]]:
    """Yield the names that are asked for on this machine, once without and once with each extra.

    They are asked by something that is there with these extras itself.
    """
    for text in requirements:
        one = Requirement(text)
        if one.marker is None or any(one.marker.evaluate({"extra": extra}) for extra in extras):
            name = canonicalize_name(one.name)
            yield name, ""
            yield from ((name, also) for also in sorted(one.extras))


def _installed(name: str) -> Distribution:
    try:
        return distribution(name)
    except PackageNotFoundError as error:
        raise Refused("bom-without", name=name) from error


def _purl(one: Distribution) -> str:
    return f"pkg:pypi/{canonicalize_name(one.name)}@{one.version}"


def _package(one: Distribution, digests: Iterable[str]) -> Component:
    """Return a package that is needed, and installed, with the digests of its files if known."""
    said: Component = {
        "type": "library",
        "bom-ref": _purl(one),
        "name": one.name,
        "version": one.version,
        "purl": _purl(one),
        "scope": "required",
    }
    if licences := _licences(one):
        said["licenses"] = licences
    if hashes := [_hash(digest) for digest in digests]:
        said["externalReferences"] = [_distribution(said["name"], one.version, hashes)]
    return said


def _developing(one: Locked) -> Component:
    """Return a package of development, with its licence where that version is installed."""
    purl = f"pkg:pypi/{one.name}@{one.version}"
    hashes = [_hash(digest) for digest in one.digests]
    said: Component = {
        "type": "library",
        "bom-ref": purl,
        "name": one.name,
        "version": one.version,
        "purl": purl,
        "scope": "excluded",
        "externalReferences": [_distribution(one.name, one.version, hashes)],
    }
    try:
        here = distribution(one.name)
    except PackageNotFoundError:
        return said
    if here.version == one.version and (licences := _licences(here)):
        said["licenses"] = licences
    return said


def _distribution(name: str, version: str, hashes: list[Mapping[str, str]]) -> Mapping[str, Any]:
    """Return where a package is got from, with the digests of its files."""
    page = f"https://pypi.org/project/{canonicalize_name(name)}/{version}/"
    return {"type": "distribution", "url": page, "hashes": hashes}


def _licences(one: Distribution) -> list[Mapping[str, Any]]:
    """Return the licence of a package: as SPDX writes it, or else in its makers' words."""
    told = one.metadata
    if "License-Expression" in told:
        return [{"expression": told["License-Expression"]}]
    name = told["License"].strip() if "License" in told else ""
    if name and len(name) <= _LONGEST_LICENCE and "\n" not in name:
        return [{"license": {"name": name}}]
    classed = [one for one in told.get_all("Classifier") or [] if one.startswith("License")]
    return [{"license": {"name": one.rpartition(" :: ")[2]}} for one in sorted(classed)]


def _shipped(one: Shipped) -> Component:
    """Return something of others in our own package, with its files and their digests."""
    said: Component = {
        "type": one.kind,
        "bom-ref": f"shipped:{one.path}",
        "name": one.name,
        "description": one.what,
        "licenses": [{"expression": one.licence}],
        "purl": one.purl,
        "scope": "required",
        "components": [_file(path, file) for path, file in files_of(one)],
    }
    return {**said, "version": one.version} if one.version else said


def _web_editor(programs: Path | None) -> list[Component]:
    """Return the packages of the web editor, where it is installed, with its files."""
    place = installed(programs) if programs else None
    if place is None:
        return []
    files = bundle_files(place)
    return [
        _bundled(one, {name: file for name, file in files.items() if _folder(name) == one.folder})
        for one in WEB_EDITOR
    ]


def _folder(name: str) -> str:
    """Return the folder that a package's files are kept in; empty for one without."""
    return name.partition("/")[0] if "/" in name else ""


def _bundled(one: Package, files: Mapping[str, Path]) -> Component:
    """Return a package of npm, with the digest of its own file and of those kept of it."""
    purl = f"pkg:npm/{one.name}@{one.version}"
    digest = {"alg": "SHA-512", "content": base64.b64decode(one.integrity).hex()}
    page = f"https://www.npmjs.com/package/{one.name}/v/{one.version}"
    return {
        "type": "library",
        "bom-ref": purl,
        "name": one.name,
        "version": one.version,
        "purl": purl,
        "scope": "optional",
        "licenses": [{"expression": one.licence}],
        "externalReferences": [{"type": "distribution", "url": page, "hashes": [digest]}],
        "components": [_file(f"admin/{name}", files[name]) for name in files],
    }


def _file(path: str, file: Path) -> Component:
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    return {"type": "file", "bom-ref": f"file:{path}", "name": path, "hashes": [_hash(digest)]}


def _locked() -> Iterator[Locked]:
    """Yield what the lock file names; nothing where there is none."""
    text = _LOCK.read_text("utf-8") if _LOCK.is_file() else ""
    # A package begins a line, and its digests stand on lines that are set in.
    for block in re.split(r"\n(?=\S)", text):
        if found := _LOCKED.match(block):
            name, version = canonicalize_name(found[1]), found[2]
            yield Locked(name=name, version=version, digests=tuple(_HASH.findall(block)))


def _hash(digest: str) -> Mapping[str, str]:
    return {"alg": "SHA-256", "content": digest}
