"""The 342 municipalities of the Netherlands: by name, known other name or CBS code."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType

from hubgen.addresses import slugify

# Names that people write and the register does not have. Two municipalities are called Bergen;
# the register's own way to tell them apart is the province in brackets.
_OTHER_NAMES = {
    "Den Bosch": "GM0796",
    "'s-Gravenhage": "GM0518",
    "Bergen (NH)": "GM0373",
    "Bergen (NH.)": "GM0373",
    "Bergen (L)": "GM0893",
    "Bergen (L.)": "GM0893",
    "Súdwest Fryslân": "GM1900",
    "Sudwest-Fryslan": "GM1900",
    "Sûdwest-Fryslân": "GM1900",
    "Sûdwest Fryslân": "GM1900",
    "Zuidwest-Friesland": "GM1900",
    "Nuenen": "GM0820",
}
_TWINS = {"bergen": ("Bergen (NH)", "Bergen (L)")}


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality, with the coordinate of its largest place."""

    code: str
    """The code of Statistics Netherlands: `GM0855`."""
    name: str
    province: str
    """The province's ISO 3166-2 code: `NL-NB`."""
    lat: float
    lon: float
    slug: str
    """Its name in addresses: `/municipalities/tilburg/`."""

    @property
    def title(self) -> str:
        """What it is called beside others: its name, or the one that tells it from its twin."""
        return next((one for one in twins(self.name) if municipality(one) == self), self.name)


@lru_cache(maxsize=4096)
def municipality(text: str) -> Municipality | None:
    """Return the municipality that a name, a known other name or a CBS code means, or None."""
    return _by_name().get(_folded(text))


def twins(text: str) -> tuple[str, ...]:
    """Return the names that tell municipalities of one name apart; nothing for any other name."""
    return _TWINS.get(_folded(text), ())


def nearest(text: str) -> str:
    """Return the name of the municipality that is written most like a text, or `""`."""
    near = get_close_matches(_folded(text), _by_name(), n=1, cutoff=0.75)
    return _by_name()[near[0]].name if near else ""


def municipalities() -> tuple[Municipality, ...]:
    """Return all municipalities, by name."""
    return tuple(sorted(_register(), key=lambda one: (slugify(one.name), one.code)))


@cache
def _register() -> tuple[Municipality, ...]:
    text = (Path(__file__).parent / "data/municipalities.csv").read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    twins = {row["name"] for row in rows if sum(row["name"] == r["name"] for r in rows) > 1}
    return tuple(
        Municipality(
            code=row["code"],
            name=row["name"],
            province=row["province"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            slug=slugify(
                f"{row['name']} {row['province'][3:]}" if row["name"] in twins else row["name"]
            ),
        )
        for row in rows
    )


@cache
def _by_name() -> Mapping[str, Municipality]:
    by_code = {one.code: one for one in _register()}
    names = {_folded(one.name): one for one in _register()}
    names |= {_folded(code): one for code, one in by_code.items()}
    names |= {_folded(name): by_code[code] for name, code in _OTHER_NAMES.items()}
    return MappingProxyType({name: one for name, one in names.items() if name not in _TWINS})


def _folded(text: str) -> str:
    """Return a name so that ’ and ', capitals and spaces make no difference."""
    return " ".join(text.replace("’", "'").replace("‘", "'").casefold().split())
