"""The frame, home and listings: what stands around every page, and what opens the hub."""

from pathlib import Path

import pytest

from hubgen.views.mosaic import mosaic
from tests.hub import SITE, Files, event, make_hub, page
from tests.published import Page, Site, text_of
from tests.test_design import SCHEMES, colours
from tests.test_views import links, published

FONT = "fonts/atkinson-hyperlegible-next.woff2"
TODAY = {"content/events/nu.md": event(title="Nu bijna")}


def opened(files: Files, folder: Path, address: str = "/") -> Page:
    """Publish a small site and return one of its pages."""
    return published(files, folder).pages[address]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return a small site with something of most kinds."""
    return published(
        {
            **TODAY,
            "content/events/straks.md": event(
                "start: 2024-12-01 14:00\nend: 2024-12-01 15:00\nthemes: [water]", title="Straks"
            ),
            "content/articles/een.md": page("title: Artikel\ndate: 2024-10-01\nthemes: [energie]"),
            "content/people/anna.md": page("title: Anna de Wit\nrole: Wethouder"),
            "content/organisations/sme.md": page("title: SME"),
            "content/practices/pilot.md": page(
                "title: Pilot\nlocation: {municipality: Breda}\nthemes: [energie, water]"
            ),
        },
        tmp_path_factory.mktemp("frame"),
    )


def test_one_can_search_from_the_header_of_every_page(site: Site) -> None:
    """A form with a label leads to the search page; a page with a form of its own has just that."""
    for address in ("/", "/events/nu/", "/themes/", "/map/", "/subscribe/"):
        (form,) = site.pages[address].all("form", role="search")
        (field,) = form.iter("input")
        (label,) = form.iter("label")
        assert (form.get("action"), field.get("name")) == ("/search/", "q")
        assert (label.get("for"), text_of(label)) == (field.get("id"), "Wat zoekt u?")
    for address in ("/search/", "/404.html"):
        assert len(site.pages[address].all("form", role="search")) == 1


def test_a_hub_without_search_has_no_field_for_it(tmp_path: Path) -> None:
    """`search: false` takes the form and the link from the header."""
    shown = opened({**TODAY, "content/site.yaml": SITE + "search: false\n"}, tmp_path)
    assert shown.all("form") == []
    assert [one for one in shown.all("a") if "/search/" in one.get("href", "")] == []


def test_letters_are_asked_for_at_once_and_only_once(site: Site) -> None:
    """The head names the file that the style sheet names, in the way that a font is fetched."""
    (link,) = site.pages["/"].all("link", rel="preload")
    assert (link.get("href"), link.get("as"), link.get("type")) == (
        site.static(FONT),
        "font",
        "font/woff2",
    )
    assert "crossorigin" in link.attrib
    assert f'url("{FONT}")' in site.bytes(site.static("style.css")).decode()


def test_the_menu_names_the_map_where_something_is_on_it(site: Site, tmp_path: Path) -> None:
    """The map is the last of the menu, and no part of the menu of a hub without places."""
    (menu,) = site.pages["/"].all("nav", **{"class": "menu-main"})
    assert list(menu.iter("a"))[-1].get("href") == "/map/"
    (other,) = opened(TODAY, tmp_path).all("nav", **{"class": "menu-main"})
    assert [one.get("href") for one in other.iter("a")] == ["/events/"]


def test_cards_have_pictures_where_all_beside_them_have(tmp_path: Path) -> None:
    """Beside a page of another kind a practice is a card like the others, and says what it is."""
    shown = published(
        {
            "content/practices/pilot.md": page(
                "title: Pilot\nlocation: {municipality: Breda}\n"
                "image: {src: gracht.svg, alt: Gracht}"
            ),
            "content/practices/gracht.svg": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
            "content/tools/kaart.md": page("title: Kaart"),
            "content/articles/een.md": page("title: Een\nrelated: [practices/pilot, tools/kaart]"),
        },
        tmp_path,
    )
    assert "pilot" in shown.pages["/practices/"].source.partition("card-picture")[2]
    beside = shown.pages["/articles/een/"]
    assert beside.all("div", **{"class": "card-picture"}) == []
    assert "Praktijkvoorbeeld · Breda" in beside.text


def test_several_days_are_one_leaf(tmp_path: Path) -> None:
    """The first and the last day of what takes more than one, and both months if it has two."""
    files = {
        "content/events/een.md": event("start: 2024-11-13\nend: 2024-11-15"),
        "content/events/twee.md": event("start: 2024-11-29\nend: 2024-12-01"),
    }
    leaves = opened(files, tmp_path, "/events/").all("span", **{"class": "date-block"})
    assert [text_of(one) for one in leaves] == ["nov13–152024", "nov–dec29–12024"]


def test_a_year_says_when_an_event_met_in_it(tmp_path: Path) -> None:
    """The list of a year has no day of another, though the event goes on in the next."""
    dates = "\n".join(
        f"  - {{start: {day} 10:00, end: {day} 11:00}}" for day in ("2023-12-04", "2024-01-08")
    )
    site = published({"content/events/x.md": event(f"dates:\n{dates}")}, tmp_path)
    said = {year: site.pages[f"/events/{year}/"].text for year in ("2023", "2024")}
    assert ("4 december 2023" in said["2023"], "2024, 10.00" in said["2023"]) == (True, False)
    assert ("8 januari 2024" in said["2024"], "2023, 10.00" in said["2024"]) == (True, False)


def test_home_says_what_is_next_and_how_to_stay_informed(site: Site) -> None:
    """Before anything else come the name, the ways to follow the hub, and the next event."""
    text = site.pages["/"].text
    order = ["Testhub", "Blijf op de hoogte", "Volg met RSS", "Eerstvolgende bijeenkomsten"]
    places = [text.index(one) for one in (*order, "Nu bijna", "Straks", "Pilot")]
    assert places == sorted(places)


def test_home_without_events_to_come_says_so(tmp_path: Path) -> None:
    """What was is not offered as next."""
    shown = opened(
        {"content/events/x.md": event("start: 2024-01-01\nend: 2024-01-01", title="Toen")}, tmp_path
    )
    assert "Er staan nu geen bijeenkomsten gepland." in shown.text
    assert "Toen" not in shown.text


def test_a_themes_listing_opens_with_its_colour_and_drawing(tmp_path: Path) -> None:
    """The band has the theme's own colour, letters that can be read on it, one heading."""
    files = {
        "content/site.yaml": "title: Hub\nthemes:\n"
        '  - {slug: zon, title: Zon, colour: "#ffcf4d", icon: sun}\n'
        '  - {slug: zee, title: Zee, colour: "#0b5c7a", icon: waves}\n',
        "content/pages/x.md": page("title: X\nthemes: [zon, zee]"),
    }
    hub = published(files, tmp_path)
    for slug, colour, light in (("zon", "#ffcf4d", True), ("zee", "#0b5c7a", False)):
        shown = hub.pages[f"/themes/{slug}/"]
        (band,) = [one for one in shown.all("div") if "theme-band" in one.get("class", "")]
        assert [one.get("color") for one in band.iter() if one.get("color")] == [colour]
        assert ("on-light" in band.attrib["class"]) == light
        assert [text_of(one) for one in shown.all("h1")] == [slug.capitalize()]
        assert len(shown.all("nav", **{"class": "breadcrumbs"})) == 1


def test_each_kind_is_told_apart_in_lists() -> None:
    """A person has initials, every kind its own drawing."""
    hub = make_hub(
        {
            **TODAY,
            "content/people/anna.md": page("title: Anna de Wit"),
            "content/tools/kaart.md": page("title: Kaart"),
            "content/pages/over.md": page("title: Over"),
        }
    )
    cards = {one.kind: one for one in links(hub).cards(hub.library.entries)}
    assert {kind: one.icon for kind, one in cards.items()} == {
        "event": "calendar",
        "person": "user-round",
        "tool": "wrench",
        "page": "file-text",
    }
    assert {kind: one.initials for kind, one in cards.items() if one.initials} == {"person": "AW"}


def test_an_organisation_shows_what_it_is_and_where_unless_its_name_says_so() -> None:
    """Its type has a drawing; `Gemeente Breda` is in Breda without saying it again."""
    hub = make_hub(
        {
            "content/organisations/breda.md": page(
                "title: Gemeente Breda\ntype: municipality\nmunicipality: Breda"
            ),
            "content/organisations/sme.md": page("title: SME\nmunicipality: Utrecht"),
        }
    )
    cards = {one.title: one for one in links(hub).cards(hub.library.entries)}
    assert {title: (one.icon, one.place) for title, one in cards.items()} == {
        "Gemeente Breda": ("landmark", ""),
        "SME": ("building-2", "Utrecht"),
    }


def test_the_mosaic_is_the_same_for_the_same_colours() -> None:
    """It has a field of every colour, whatever their number, and none lies on another."""
    for count in (0, 1, 2, 3, 5, 8, 15):
        colours = [f"#{number:02x}4080" for number in range(count)]
        drawing = mosaic(colours)
        assert mosaic(colours) == drawing
        taken = set()
        for one in drawing.fields:
            for x in range(one.x, one.x + one.width, 5):
                for y in range(one.y, one.y + one.height, 5):
                    assert (x // 5, y // 5) not in taken
            taken |= {
                (x // 5, y // 5)
                for x in range(one.x + 4, one.x + one.width - 4)
                for y in range(one.y + 4, one.y + one.height - 4)
            }
        assert max(one.x + one.width for one in drawing.fields) <= drawing.width
        assert max(one.y + one.height for one in drawing.fields) <= drawing.height


def test_the_browsers_own_bar_has_the_colour_of_the_header(site: Site) -> None:
    """In light and in dark, it is that of the style sheet."""
    shown = [one for one in site.pages["/"].all("meta") if one.get("name") == "theme-color"]
    assert [(one.get("media"), one.get("content")) for one in shown] == [
        (f"(prefers-color-scheme: {scheme})", colours(scheme)["--card"]) for scheme in SCHEMES
    ]


EDIT = SITE + "edit_url: https://code.example.org/hub/edit/main/\n"


def test_a_page_leads_to_where_its_own_file_can_be_improved(tmp_path: Path) -> None:
    """A page, its translation and a listing with an introduction each lead to their own file."""
    files = {
        "content/site.yaml": EDIT,
        "content/events/2024/nu & straks.md": event(title="Nu bijna"),
        "content/events/2024/nu & straks.en.md": "---\ntitle: Soon\n---\n",
        "content/events/_index.md": "---\ntitle: Wat er komt\n---\n",
        "content/articles/een.md": page("title: Artikel\ndate: 2024-10-01"),
    }
    site = published(files, tmp_path)
    addresses = ("/events/nu-straks/", "/en/events/nu-straks/", "/events/", "/articles/", "/")
    found = {
        (address, text_of(link), link.get("href", "").removeprefix("https://code.example.org/"))
        for address in addresses
        for link in site.pages[address].all("a")
        if "code.example.org" in link.get("href", "")
    }
    assert found == {
        (
            "/events/nu-straks/",
            "Verbeter deze pagina",
            "hub/edit/main/content/events/2024/nu%20%26%20straks.md",
        ),
        (
            "/en/events/nu-straks/",
            "Improve this page",
            "hub/edit/main/content/events/2024/nu%20%26%20straks.en.md",
        ),
        ("/events/", "Verbeter deze pagina", "hub/edit/main/content/events/_index.md"),
    }


def test_without_edit_url_no_page_asks_for_improvements(site: Site) -> None:
    """A hub whose files nobody else can reach has no such link."""
    for address in ("/events/nu/", "/events/", "/"):
        assert "Verbeter deze pagina" not in [text_of(one) for one in site.pages[address].all("a")]
