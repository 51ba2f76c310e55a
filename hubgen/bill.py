"""The bill of materials: all that hubgen is made of, in which version and licence and from whom.

It is CycloneDX 1.6, and the same bytes for the same installation: it holds no moment, and its
serial number follows from what is in it.
"""

import hashlib
import json
import re
import tomllib
import uuid
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any, Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from hubgen import __version__
from hubgen.errors import Refused
from hubgen.shipped import SHIPPED, Shipped, files_of

Component = dict[str, Any]

_ROOT: Final = Path(__file__).parent.parent
_LOCK: Final = _ROOT / "requirements.lock"
_LOCKED: Final = re.compile(r"([\w.-]+)==([^\s;\\]+)")
_HASH: Final = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_LONGEST_LICENCE: Final = 60
"""What is longer is the text of a licence, and not its name."""


def bill_of_materials(*, develop: bool = False) -> str:
    """Return what this installation of hubgen is made of, as CycloneDX 1.6 in JSON.

    With `develop` also what its development and CI use, by the lock file. Raises `Refused` where a
    package that hubgen needs is not installed, and where there is no lock file.
    """
    own = f"pkg:pypi/hubgen@{__version__}"
    packages = _packages()
    components = [_package(one) for one, _ in packages.values()]

    def purls(requirements: Iterable[str] | None, extras: AbstractSet[str]) -> list[str]:
        return [_purl(packages[name][0]) for name, _ in _asked(requirements or (), extras)]

    needs = {_purl(one): purls(one.requires, extras) for one, extras in packages.values()}
    needs[own] = purls(_own_requirements(), {""})
    shipped = [_shipped(one) for one in SHIPPED]
    components += shipped
    needs[own] += [one["bom-ref"] for one in shipped]
    if develop:
        there = {one["bom-ref"] for one in components}
        components += [one for one in _locked() if one["bom-ref"] not in there]
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


def _package(one: Distribution) -> Component:
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
    return said


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
    files = [
        {
            "type": "file",
            "bom-ref": f"file:{path}",
            "name": path,
            "hashes": [_hash(hashlib.sha256(file.read_bytes()).hexdigest())],
        }
        for path, file in files_of(one)
    ]
    said: Component = {
        "type": one.kind,
        "bom-ref": f"shipped:{one.path}",
        "name": one.name,
        "description": one.what,
        "licenses": [{"expression": one.licence}],
        "purl": one.purl,
        "scope": "required",
        "components": files,
    }
    return {**said, "version": one.version} if one.version else said


def _locked() -> Iterator[Component]:
    """Yield what the lock file names, with the digests of the files that may be installed."""
    if not _LOCK.is_file():
        raise Refused("bom-without-lock")
    said: Component = {}
    for line in _LOCK.read_text("utf-8").splitlines():
        if found := _LOCKED.match(line):
            if said:
                yield said
            name, version = canonicalize_name(found[1]), found[2]
            purl = f"pkg:pypi/{name}@{version}"
            said = {
                "type": "library",
                "bom-ref": purl,
                "name": name,
                "version": version,
                "purl": purl,
                "scope": "excluded",
                "externalReferences": [
                    {
                        "type": "distribution",
                        "url": f"https://pypi.org/project/{name}/{version}/",
                        "hashes": [],
                    }
                ],
            }
        elif found := _HASH.search(line):
            said["externalReferences"][0]["hashes"].append(_hash(found[1]))
    if said:
        yield said


def _hash(digest: str) -> Mapping[str, str]:
    return {"alg": "SHA-256", "content": digest}
