"""The maps: what is on them and where, the list that says the same, and their data."""

import csv
import io
import json
import math
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pytest

from hubgen import country, places
from hubgen.exports import map_csv, map_geojson
from hubgen.related import Related
from hubgen.views.links import Links
from hubgen.views.map import MapView, agenda_map, home_map, hub_map, spot_of
from hubgen.views.pins import spread_out
from tests.hub import Hub, event, make_hub, page
from tests.test_views import published

TILBURG = places.municipality("Tilburg")
FILES = {
    "content/organisations/tilburg.md": page(
        "title: Gemeente Tilburg\ntype: municipality\nmunicipality: Tilburg"
    ),
    "content/organisations/brabant.md": page(
        "title: Provincie\ntype: province\nmunicipality: Den Bosch\nthemes: water"
    ),
    "content/organisations/bond.md": page("title: De bond"),
    "content/people/bo.md": page("title: Bo Aal\norganisation: tilburg\nrole: Adviseur"),
    "content/people/cas.md": page("title: Cas Bok\norganisation: tilburg"),
    "content/practices/wijk.md": page(
        "title: De wijk\nmunicipality: Tilburg\ncontacts: [bo]\nthemes: [energie, water]"
    ),
    "content/practices/regio.md": page("title: De regio\norganisation: brabant"),
    "content/practices/straat.md": page("title: De straat\norganisation: tilburg"),
    "content/tools/lijst.md": page("title: De lijst\nmunicipality: Groningen"),
    "content/tools/kaart.md": page("title: De kaart\norganisation: [bond, tilburg]"),
}


def links_of(hub: Hub, lang: str = "nl") -> Links:
    """Return what turns entries into what a page in a language shows."""
    return Links(hub.edition, lang, Related(hub.library))


def listed(view: MapView) -> dict[str, list[str]]:
    """Return the titles in the list by the headings above them, the province and the place."""
    found: dict[str, list[str]] = {}
    for group in view.groups:
        for block in group.blocks:
            name = f"{group.title}: {block.title.title}" if block.title else group.title
            found[name] = [one.link.title for one in block.items]
    return found


# What is on the map


def test_naming_a_municipality_once_is_enough_to_be_on_the_map() -> None:
    """A practice is where it says; who and what names no place is where the organisation is.

    What a province or an association does is not at its office.
    """
    assert listed(hub_map(links_of(make_hub(FILES)))) == {
        "Groningen: Groningen": ["De lijst"],
        "Noord-Brabant: 's-Hertogenbosch": ["Provincie"],
        "Noord-Brabant: Tilburg": [
            "De straat",
            "De wijk",
            "Gemeente Tilburg",
            "Bo Aal",
            "De kaart",
        ],
        "Niet op de kaart": ["De regio", "De bond"],
    }


@pytest.mark.parametrize(
    ("field", "is_asked"),
    [
        ("contact: bo", True),
        ("contacts: [{person: bo}]", True),
        ("related: people/bo", False),
        ("", False),
    ],
)
def test_only_who_may_be_asked_is_a_contact(field: str, is_asked: bool) -> None:
    """A page names them as its contact; who is only linked to is no one to call."""
    files = {
        "content/people/bo.md": page("title: Bo Aal"),
        "content/practices/wijk.md": page(f"title: De wijk\n{field}"),
    }
    titles = [one.entry.fields.title for one in links_of(make_hub(files)).hub_atlas.sights]
    assert titles == ["De wijk", *(["Bo Aal"] if is_asked else [])]


def test_who_publishes_an_address_is_a_contact() -> None:
    """Whoever agreed to be reached may be asked, also where no page names them."""
    files = {"content/people/bo.md": page("title: Bo Aal\npublish_contact: true")}
    (sight,) = links_of(make_hub(files)).hub_atlas.sights
    assert (sight.sort, sight.place) == ("contact", None)


def test_what_is_outdated_or_past_is_on_no_map() -> None:
    """An expired practice is not on the map, nor an event that is over, online or abroad."""
    there = "location: {municipality: Tilburg}"
    files = {
        "content/practices/oud.md": page("title: Oud\nmunicipality: Tilburg\nexpires: 2024-01-01"),
        "content/events/over.md": event(f"start: 2024-05-01\n{there}"),
        "content/events/net.md": event("location: {online: true}"),
        "content/events/ver.md": event(
            "location: {place: Gent, country: BE, lat: 51.05, lon: 3.0}"
        ),
        "content/events/komt.md": event(there, title="Komt"),
    }
    links = links_of(make_hub(files))
    assert links.hub_atlas.sights == ()
    assert [one.entry.slug for one in links.agenda_atlas.sights] == ["komt"]


def test_a_map_shows_pages_that_nobody_translated() -> None:
    """In English the Dutch pages are there too, with their language, and translations instead."""
    files = FILES | {"content/practices/wijk.en.md": page("title: The district")}
    view = hub_map(links_of(make_hub(files), "en"))
    there = listed(view)["Noord-Brabant: Tilburg"]
    assert there == ["De straat", "The district", "Gemeente Tilburg", "Bo Aal", "De kaart"]
    langs = {one.link.title: one.link.lang for one in view.groups[1].blocks[-1].items}
    assert (langs["De straat"], langs["The district"]) == ("nl", "")


def test_a_page_that_moves_is_where_it_meets_next() -> None:
    """Of an event of several dates the next one says where it is."""
    dates = (
        "dates:\n- {start: 2024-10-01, location: {municipality: Breda}}\n"
        "- {start: 2024-12-01, location: {municipality: Tilburg}}\n"
        "- {start: 2025-01-01, location: {municipality: Breda}}"
    )
    links = links_of(make_hub({"content/events/x.md": event(dates)}))
    assert list(links.agenda_atlas.at) == ["tilburg"]


# Pins


def test_a_pin_says_how_much_of_which_kind_is_there() -> None:
    """One pin a place, with its own shape where kinds are mixed, and a name that says it all."""
    found = {one.place: one for one in hub_map(links_of(make_hub(FILES))).drawing.pins}
    assert {name: (one.sort, one.count) for name, one in found.items()} == {
        "tilburg": ("mixed", 5),
        "s-hertogenbosch": ("contact", 1),
        "groningen": ("tool", 1),
    }
    assert found["tilburg"].label == "Tilburg: 2 voorbeelden, 2 contacten, 1 hulpmiddel"
    assert found["tilburg"].sorts == ("practice", "contact", "tool")


def test_places_of_one_name_are_told_apart() -> None:
    """Two halls in a town have a pin each, with an address and a title of its own."""
    hall = "location: {{name: {0}, place: Utrecht, municipality: Utrecht, lat: {1}, lon: 5.1}}"
    files = {
        "content/events/a.md": event(hall.format("Hal", 52.08)),
        "content/events/b.md": event(hall.format("Zaal", 52.1)),
    }
    found = links_of(make_hub(files)).agenda_atlas.at
    titles = {name: sights[0].place.title for name, sights in found.items() if sights[0].place}
    assert titles == {"utrecht": "Utrecht", "utrecht-2": "Utrecht, Zaal"}


def test_municipalities_of_one_name_are_told_apart() -> None:
    """Both pins, both headings and both pages of what is there say which of the two it is."""
    files = {
        f"content/practices/{slug}.md": page(f"title: {slug}\nmunicipality: {name}")
        for slug, name in (("aan-zee", "Bergen (NH)"), ("aan-de-maas", "Bergen (L)"))
    }
    hub = make_hub(files)
    said = hub_map(Links(hub.edition, "nl", Related(hub.library)))
    assert [one.title for one in said.drawing.pins] == ["Bergen (L)", "Bergen (NH)"]
    anchors = [block.title for group in said.groups for block in group.blocks]
    assert [(one.title, one.href) for one in anchors if one] == [
        ("Bergen (L)", "/municipalities/bergen-li/"),
        ("Bergen (NH)", "/municipalities/bergen-nh/"),
    ]
    titles = {
        one.title for one in hub.plan.listings if one.address.startswith("/municipalities/bergen")
    }
    assert titles == {"Bergen (L)", "Bergen (NH)"}


def test_pins_do_not_lie_on_each_other() -> None:
    """Where every municipality has one, none is closer to another than it may be, but a little."""
    apart = math.sqrt(380_000 / 342)
    points = [country.project(one.lat, one.lon) for one in places.municipalities()]
    moved = spread_out(points, apart)
    nearest = min(math.dist(one, other) for one, other in combinations(moved, 2))
    assert nearest > apart * 0.6
    assert max(map(math.dist, points, moved)) < 4 * apart


def test_pins_that_are_apart_stay_where_they_are() -> None:
    """Nothing is moved that needs not be, and two at one point come to lie beside each other."""
    assert spread_out([(10, 10), (90, 10)], 50) == [(10, 10), (90, 10)]
    assert spread_out([(50, 50), (50, 50)], 40) == [(30, 50), (70, 50)]


# The list and what it can be narrowed down to


def test_the_map_says_how_much_there_is_of_everything() -> None:
    """Kinds, themes and provinces in a fixed order, each with its number in the list."""
    view = hub_map(links_of(make_hub(FILES)))
    assert [(one.value, one.count) for one in view.sorts] == [
        ("practice", 3),
        ("contact", 4),
        ("tool", 2),
    ]
    assert [(one.title, one.count) for one in view.themes] == [("Energie", 1), ("Water", 2)]
    assert [(one.title, one.value, one.count) for one in view.provinces] == [
        ("Groningen", "NL-GR", 1),
        ("Noord-Brabant", "NL-NB", 6),
        ("Niet op de kaart", "none", 2),
    ]


def test_events_on_the_map_are_in_order_of_date_by_month() -> None:
    """A month is a heading; what has no date comes last."""
    there = "location: {municipality: Tilburg}"
    files = {
        "content/events/b.md": event(f"start: 2025-01-10\nend: 2025-01-10\n{there}", title="Jan"),
        "content/events/a.md": event(there, title="Nov"),
        "content/events/c.md": page(f"title: Ooit\n{there}"),
        "content/events/d.md": event(f"start: 2024-11-02\nend: 2024-11-02\n{there}", title="Eerst"),
    }
    view = agenda_map(links_of(make_hub(files)))
    assert listed(view) == {
        "november 2024": ["Eerst", "Nov"],
        "januari 2025": ["Jan"],
        "Nog zonder datum": ["Ooit"],
    }
    (pin,) = view.drawing.pins
    assert (pin.sort, pin.count) == ("event", 4)


def test_a_small_map_leads_to_the_place_on_the_large_one() -> None:
    """A practice has its spot; what is nowhere has none."""
    hub = make_hub(FILES)
    links = links_of(hub)
    spot = spot_of(hub.entry("practices", "wijk"), links)
    assert spot is not None
    assert TILBURG is not None
    assert (spot.href, spot.sort) == ("/map/#hub_at-tilburg", "practice")
    assert (spot.x, spot.y) == country.project(round(TILBURG.lat, 3), round(TILBURG.lon, 3))
    assert spot_of(hub.entry("practices", "regio"), links) is None


def test_a_hub_with_nothing_on_the_map_has_none_on_home() -> None:
    """What has no place is no reason to draw the country."""
    files = {"content/tools/x.md": page("title: X")}
    assert home_map(links_of(make_hub(files))) is None


# The drawing


def test_every_municipality_is_in_its_province_or_at_its_edge() -> None:
    """Coordinates, borders and codes agree, but for a town on a coast or border drawn coarsely."""
    wrong = [
        one.name
        for one in places.municipalities()
        if country.province_at(one.lat, one.lon) not in {one.province, ""}
    ]
    assert len(wrong) < 10


def test_the_country_is_one_small_drawing(tmp_path: Path) -> None:
    """The provinces and the lake are in one file of some 10 kB, which the pages point into."""
    site = published(FILES, tmp_path)
    data = site.bytes("/map/country.svg")
    root = ElementTree.fromstring(data)
    ids = {one.get("id") for one in root.iter() if one.get("id")}
    assert (len(list(root.iter("{http://www.w3.org/2000/svg}path"))), ids) == (
        13,
        {"hub_land", "hub_water"},
    )
    assert len(data) < 12_000
    assert site.bytes("/map/index.html").count(b"<path") < 60


def test_the_map_works_without_a_script(tmp_path: Path) -> None:
    """Each pin is a link to an entry of the list, and each entry of the list leads to its page."""
    site = published(FILES, tmp_path)
    found = site.pages["/map/"]
    pins = [one for one in found.elements if "pin" in one.get("class", "").split()]
    assert sorted(one.get("href", "") for one in pins) == [
        "#hub_at-groningen",
        "#hub_at-s-hertogenbosch",
        "#hub_at-tilburg",
    ]
    assert {one.get("href", "")[1:] for one in pins} <= set(found.ids)
    assert all(one.get("aria-label") for one in pins)
    items = [one for one in found.elements if one.get("class") == "map-item"]
    assert len(items) == 9


# Its data


def test_the_data_of_the_map_say_what_it_shows() -> None:
    """As GeoJSON what has a place, as CSV all of it; where it is, and by whom."""
    links = links_of(make_hub(FILES))
    features = json.loads(map_geojson(links))["features"]
    assert TILBURG is not None
    at = [round(TILBURG.lon, 3), round(TILBURG.lat, 3)]
    (wijk,) = [one for one in features if one["id"] == "practices/wijk"]
    assert (wijk["geometry"]["coordinates"], wijk["properties"]) == (
        at,
        {
            "kind": "practice",
            "title": "De wijk",
            "url": "https://hub.example.org/practices/wijk/",
            "lang": "nl",
            "municipality": "Tilburg",
            "province": "NL-NB",
            "place": "Tilburg",
            "themes": "Energie; Water",
        },
    )
    rows = list(csv.DictReader(io.StringIO(map_csv(links).decode("utf-8-sig"))))
    assert (len(features), len(rows)) == (7, 9)
    (kaart,) = [one for one in rows if one["title"] == "De kaart"]
    assert kaart["organisations"] == "De bond; Gemeente Tilburg"


def test_the_data_of_the_map_hold_no_address_of_a_person() -> None:
    """An e-mail address and phone number are on a person's page alone, if at all."""
    front = "title: Bo\npublish_contact: true\nemail: bo@example.org\nphone: '0612345678'"
    links = links_of(make_hub({"content/people/bo.md": page(f"{front}\nsummary: Mail bo@x.org")}))
    data = map_geojson(links) + map_csv(links)
    assert b"title" in data
    assert b"Bo" in data
    assert (b"@" in data, b"0612345678" in data) == (False, False)
