"""Where something is, and from when to when."""

import re
from collections.abc import Iterable, Mapping
from typing import Annotated

from hubgen.about import About
from hubgen.addresses import is_web_address
from hubgen.fields import (
    Country,
    Fields,
    Latitude,
    Line,
    Longitude,
    MunicipalityName,
    OnlineAddress,
    PartialDay,
)

_ONLINE = "online"
# All capitals or none: “3454 De Meern” is a number and a town.
_POSTCODE = re.compile(r"(\d{4}) ?([A-Z]{2}|[a-z]{2})(?:\s+(.+))?")


class Period(Fields):
    """From when to when, as precisely as is known."""

    start: Annotated[
        PartialDay,
        About(
            nl=("Begin", "Het jaar, de maand of de dag waarop het begon of begint."),
            en=("Start", "The year, month or day on which it began or begins."),
            example="2022-03",
        ),
    ] = ""
    end: Annotated[
        PartialDay,
        About(
            nl=(
                "Einde",
                "Het jaar, de maand of de dag waarop het ophoudt. Laat het weg als dat niet "
                "bekend is.",
            ),
            en=(
                "End",
                "The year, month or day on which it ends. Leave it out if that is not known.",
            ),
            example="2024",
        ),
    ] = ""


class Location(Fields):
    """Where something is: a place, a meeting online, or both."""

    name: Annotated[
        Line,
        About(
            nl=("Naam van de plek", "Hoe het gebouw of de zaal heet."),
            en=("Name of the place", "What the building or the room is called."),
            example="Stadhuis",
            example_en="City hall",
        ),
    ] = ""
    street: Annotated[
        str,
        About(
            nl=("Straat en huisnummer", "Het bezoekadres."),
            en=("Street and number", "Where visitors go."),
            example="Stadsplateau 1",
        ),
    ] = ""
    postcode: Annotated[
        str,
        About(
            nl=("Postcode", "De postcode van het bezoekadres."),
            en=("Postcode", "The postcode of that address."),
            example="3521 AZ",
        ),
    ] = ""
    place: Annotated[
        str,
        About(
            nl=("Plaats", "De plaats, zoals die in het adres staat."),
            en=("Town", "The town, as it stands in the address."),
            example="Utrecht",
        ),
    ] = ""
    municipality: Annotated[
        MunicipalityName,
        About(
            nl=(
                "Gemeente",
                "De gemeente waarin de plek ligt. Daarmee komt ze op de kaart en op de pagina "
                "van die gemeente.",
            ),
            en=(
                "Municipality",
                "The Dutch municipality that it is in. It puts it on the map and on the page "
                "of that municipality.",
            ),
            example="Utrecht",
        ),
    ] = ""
    country: Annotated[
        Country,
        About(
            nl=("Land", "De twee letters van het land, als het niet Nederland is."),
            en=("Country", "The two letters of the country, if it is not the Netherlands."),
            example="BE",
        ),
    ] = "NL"
    """The country's ISO 3166-1 code."""
    lat: Annotated[
        Latitude | None,
        About(
            nl=(
                "Breedtegraad",
                "Hoe ver naar het noorden, voor een plek die de kaart precies moet aanwijzen.",
            ),
            en=("Latitude", "How far to the north, for a place that the map has to show exactly."),
            example="52.0894",
        ),
    ] = None
    lon: Annotated[
        Longitude | None,
        About(
            nl=("Lengtegraad", "Hoe ver naar het oosten. Hoort bij de breedtegraad."),
            en=("Longitude", "How far to the east. It goes with the latitude."),
            example="5.1101",
        ),
    ] = None
    online: Annotated[
        OnlineAddress,
        About(
            nl=(
                "Online",
                "Schrijf true voor online, of het webadres van de vergadering. Een plek erbij "
                "maakt het allebei.",
            ),
            en=(
                "Online",
                "Write true for online, or the web address of the meeting. With a place it is "
                "both.",
            ),
            example="true",
        ),
    ] = False
    """Whether it is online, or the address of the meeting."""
    platform: Annotated[
        str,
        About(
            nl=("Programma", "Waarmee je online meedoet."),
            en=("Platform", "What one takes part online with."),
            example="Teams",
        ),
    ] = ""
    access: Annotated[
        Line,
        About(
            nl=("Bereikbaarheid", "Wat iemand met een rolstoel, de trein of de fiets wil weten."),
            en=("Access", "What who comes by wheelchair, train or bicycle wants to know."),
            example="Met de lift bereikbaar, vijf minuten lopen van het station.",
            example_en="There is a lift; five minutes' walk from the station.",
        ),
    ] = ""
    """What who comes by wheelchair, train or bicycle wants to know."""

    @property
    def is_place(self) -> bool:
        """Tell whether there is somewhere to go to."""
        return bool(self.name or self.street or self.place or self.municipality)

    @classmethod
    def meant(cls, text: str) -> Mapping[str, str]:
        """Return what is said in parts with commas between them; a web address is a meeting."""
        return {"online": text} if is_web_address(text) else location_in(text.split(","))


def location_in(parts: Iterable[str], online: str = "") -> dict[str, str]:
    """Return the fields of a location that is said in parts, in the order editors write them.

    The parts are `online`, and a name, a street, a postcode and a place, of which one alone is
    the name.
    """
    postcode = place = ""
    names: list[str] = []
    for part in filter(None, (one.strip() for one in parts)):
        if part.lower() == _ONLINE:
            online = online or "true"
        elif found := _POSTCODE.fullmatch(part):
            postcode = f"{found[1]} {found[2].upper()}"
            place = found[3] or ""
        else:
            names.append(part)
    if not place and len(names) > 1:
        place = names.pop()
    said = {
        "name": names[0] if names else "",
        "street": ", ".join(names[1:]),
        "postcode": postcode,
        "place": place,
        "online": online,
    }
    return {key: value for key, value in said.items() if value}
