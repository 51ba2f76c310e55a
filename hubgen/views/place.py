"""Where something is, as its page shows it."""

from dataclasses import dataclass

from hubgen.kinds.whereabouts import Location
from hubgen.views.links import Links
from hubgen.views.records import Anchor


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceView:
    """Where something is."""

    lines: tuple[str, ...] = ()
    """Name, street, postcode and place."""
    municipality: Anchor | None = None
    online: str = ""
    """`Online via Teams`; empty for what is not online."""
    online_url: str = ""
    access: str = ""
    map_url: str = ""
    """A map of its surroundings elsewhere, for a place whose coordinates were written."""

    @property
    def said(self) -> str:
        """Return it in one line: `Zalen van Zeven, Boothstraat 7, Utrecht`."""
        parts = self.lines or ((self.municipality.title,) if self.municipality else ())
        return ", ".join((*parts, self.online) if self.online else parts)


def place_view(location: Location | None, links: Links) -> PlaceView | None:
    """Return where something is, in lines as on an envelope."""
    if location is None or not (location.is_place or location.online):
        return None
    town = " ".join(part for part in (location.postcode, location.place) if part)
    if location.country != "NL":
        town = ", ".join(part for part in (town, location.country) if part)
    online = ""
    if location.online:
        name = "site.place.online_via" if location.platform else "site.place.online"
        online = links.text(name, platform=location.platform)
    return PlaceView(
        lines=tuple(line for line in (location.name, location.street, town) if line),
        municipality=links.municipality(location.municipality),
        online=online,
        online_url=location.online if isinstance(location.online, str) else "",
        access=location.access,
        map_url=_map_url(location),
    )


def _map_url(location: Location) -> str:
    """Return the place on OpenStreetMap: https://wiki.openstreetmap.org/wiki/Permalink."""
    if location.lat is None or location.lon is None:
        return ""
    where = f"{location.lat:g}", f"{location.lon:g}"
    return "https://www.openstreetmap.org/?mlat={0}&mlon={1}#map=16/{0}/{1}".format(*where)
