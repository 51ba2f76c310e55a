"""An event's page: what one can do now, its place in a series, and its sheet of paper."""

import re
from pathlib import Path

import pytest

from hubgen.build import Request, build
from hubgen.progress import Quiet
from hubgen.related import Related
from hubgen.views.event import EventView, event_view
from hubgen.views.links import Links
from hubgen.views.sheet import sheet_view
from tests.hub import NOW, Files, event, make_hub, page, write_site
from tests.published import Page, Site, text_of

X = "content/events/x.md"
STYLE = (Path(__file__).parents[1] / "static" / "style.css").read_text(encoding="utf-8")
PAST = "start: 2024-05-01 10:00\nend: 2024-05-01 11:00"
ONLINE = "location: {online: 'https://meet.example.org/x', platform: Teams}"


def view_of(files: Files, slug: str = "x") -> EventView:
    """Return an event of a small hub as its page shows it."""
    hub = make_hub(files)
    return event_view(hub.entry("events", slug), Links(hub.edition, "nl", Related(hub.library)))


def published(files: Files, folder: Path) -> Site:
    """Publish a small site and return it."""
    write_site(folder / "site", files)
    build(Request(site=folder / "site", output=folder / "public", now=NOW), Quiet())
    return Site(root=folder / "public", base_url="https://hub.example.org/")


# What one can do now


@pytest.mark.parametrize(
    ("front", "title", "href"),
    [
        ("registration: {url: 'https://a.nl/'}", "Aanmelden", "https://a.nl/"),
        ("registration: {email: a@b.nl}", "Meld u aan per e-mail", "mailto:a@b.nl"),
        ("registration: {phone: 030 123}", "Meld u aan per telefoon", "tel:030123"),
        (
            "registration: {state: waiting_list, url: 'https://a.nl/'}",
            "Zet u op de wachtlijst",
            "https://a.nl/",
        ),
        (
            "registration: {url: 'https://a.nl/', opens: 2024-11-05}",
            "",
            "",
        ),
        ("registration: {state: full}", "Bekijk de agenda", "/events/"),
        ("registration: {state: closed}", "Bekijk de agenda", "/events/"),
        (
            f"registration: {{state: none}}\n{ONLINE}",
            "Doe online mee",
            "https://meet.example.org/x",
        ),
        (ONLINE, "Doe online mee", "https://meet.example.org/x"),
        ("registration: {state: invitation}", "", ""),
        ("status: cancelled", "Bekijk de agenda", "/events/"),
        ("status: postponed", "Volg de wijzigingen", "/subscribe/"),
        (
            f"start: 2024-11-01 12:00\nend: 2024-11-01 15:00\n{ONLINE}\n"
            "registration: {url: 'https://a.nl/'}",
            "Doe nu mee",
            "https://meet.example.org/x",
        ),
        (f"{PAST}\n{ONLINE}", "", ""),
    ],
    ids=[
        "url",
        "email",
        "phone",
        "waiting",
        "opens-later",
        "full",
        "closed",
        "none",
        "unsaid-online",
        "invitation",
        "cancelled",
        "postponed",
        "now",
        "past",
    ],
)
def test_there_is_one_thing_to_do(front: str, title: str, href: str) -> None:
    """It fits what a reader can still do; nothing where there is nothing to do yet or any more."""
    action = view_of({X: event(front)}).action
    assert (action.title, action.href) == (title, href) if action else (title, href) == ("", "")


def test_who_cannot_come_is_led_to_the_next_meeting_of_the_series() -> None:
    """To the first one that is still to come and goes on, not to one that is off or over."""
    files = {
        "content/programmes/r.md": page("title: Reeks"),
        X: event("part_of: r\nregistration: {state: full}"),
        "content/events/a.md": event(f"part_of: r\n{PAST}", title="Eerst"),
        "content/events/b.md": event(
            "part_of: r\nstatus: cancelled\nstart: 2024-11-20 10:00\nend: 2024-11-20 11:00",
            title="Niet",
        ),
        "content/events/c.md": event(
            "part_of: r\nstart: 2024-11-27 10:00\nend: 2024-11-27 11:00", title="Straks"
        ),
    }
    action = view_of(files).action
    assert action is not None
    assert (action.title, action.href) == ("Volgende bijeenkomst: Straks", "/events/c/")


def test_a_meeting_has_those_before_and_after_it() -> None:
    """By time, whatever their numbers; what has no date comes last."""
    files = {
        "content/programmes/r.md": page("title: Reeks"),
        X: event("part_of: r\nnumber: 1"),
        "content/events/a.md": event(f"part_of: r\nnumber: 9\n{PAST}", title="Eerst"),
        "content/events/b.md": page("title: Ooit\npart_of: r"),
    }
    series = view_of(files).series
    assert series is not None
    assert series.programme.href == "/programmes/r/"
    assert [one.title if one else "" for one in (series.previous, series.next)] == ["Eerst", "Ooit"]
    assert (
        view_of({X: event("part_of: r"), "content/programmes/r.md": page("title: R")}).series
        is None
    )


# The page


def test_an_event_says_first_what_one_needs_to_come(tmp_path: Path) -> None:
    """When, where, for whom, at what cost and how come before all else, in that order."""
    front = (
        "summary: Kort.\ncost: gratis\naudience: Wethouders\nprogramme: {title: A}\n"
        "location: {name: De Zaal, municipality: Utrecht}\n"
        "registration: {url: 'https://a.nl/', deadline: 2024-11-10}"
    )
    text = published({X: event(front, "De tekst.")}, tmp_path).pages["/events/x/"].text
    said = (
        "Wanneer",
        "13 november 2024",
        "over 12 dagen",
        "De Zaal",
        "Wethouders",
        "Gratis",
        "Meedoen",
        "Aanmelden kan",
        "tot en met 10 november",
        "Kort.",
        "Programma",
        "De tekst.",
    )
    places = [text.find(one) for one in said]
    assert -1 not in places
    assert places == sorted(places)


def test_the_times_of_an_event_are_there_for_machines(tmp_path: Path) -> None:
    """The start and end of a meeting, and the moment until which one can register."""
    front = "registration: {url: 'https://a.nl/', deadline: 2024-11-10}"
    source = published({X: event(front)}, tmp_path).pages["/events/x/"].source
    assert 'datetime="2024-11-13T14:00:00+01:00" data-end="2024-11-13T15:00Z"' in source
    assert '<time datetime="2024-11-10T23:00:00+00:00">Aanmelden kan tot en met' in source


@pytest.mark.parametrize(
    ("front", "lang", "zone"),
    [
        ("", "nl", ""),
        ("timezone: Europe/Lisbon", "nl", " (tijd in Lissabon)"),
        (ONLINE, "nl", ""),
        (ONLINE, "en", " (Amsterdam time)"),
        ("location: {place: Gent, country: BE, online: true}", "nl", " (tijd in Amsterdam)"),
        ("location: {place: Utrecht}", "en", ""),
    ],
    ids=["plain", "other-zone", "online", "online-in-english", "hybrid-abroad", "place-in-english"],
)
def test_the_zone_is_named_where_it_matters(front: str, lang: str, zone: str) -> None:
    """Where it is not the site's, and for who takes part from abroad, by its city."""
    hub = make_hub({X: event(front)})
    view = event_view(hub.entry("events", "x"), Links(hub.edition, lang, Related(hub.library)))
    assert re.sub(r"^.*?16.00(?: uur)?", "", view.next.when) == zone


def test_an_event_is_where_its_next_meeting_is() -> None:
    """A meeting elsewhere says so on the first screen, and not in the list of meetings alone."""
    dates = """\
location: {name: Hier}
dates:
  - {start: 2024-11-13 14:00, end: 2024-11-13 16:00, location: {name: Daar}}
  - {start: 2024-11-20 14:00, end: 2024-11-20 16:00}"""
    view = view_of({X: event(dates)})
    assert [one.lines if one else () for one in (view.where, view.place)] == [("Daar",), ("Hier",)]


def test_after_an_event_its_recording_and_report_come_first(tmp_path: Path) -> None:
    """Before when it was, and without anything about registration, costs or calendars."""
    front = (
        f"{PAST}\nrecording: https://video.example.org/\nreport: https://lees.example.org/\n"
        "cost: 10\nregistration: {url: 'https://a.nl/', note: Neem brood mee.}"
    )
    found: Page = published({X: event(front)}, tmp_path).pages["/events/x/"]
    said = ("geweest", "Bekijk de opname", "Lees het verslag", "1 mei 2024")
    places = [found.text.find(one) for one in said]
    assert -1 not in places
    assert places == sorted(places)
    gone = ("Kosten", "Aanmeld", "brood", "Zet in uw agenda")
    assert [one for one in gone if one in found.text.partition("Blijf op de hoogte")[0]] == []
    assert "https://a.nl/" not in found.links().values()


def test_why_a_meeting_is_off_is_said_at_once(tmp_path: Path) -> None:
    """What the change says that took it off stands beside what the page says first."""
    front = (
        "status: cancelled\nchanges:\n"
        "  - {at: 2024-10-01, status: scheduled, note: Te weinig aanmeldingen.}"
    )
    shown = published({X: event(front)}, tmp_path).pages["/events/x/"]
    (notice,) = shown.all("p", **{"class": "notice bad"})
    assert text_of(notice) == "Deze bijeenkomst gaat niet door. Te weinig aanmeldingen."


def test_who_cannot_come_reads_why_before_what_to_do_instead(tmp_path: Path) -> None:
    """The note of a full meeting comes before its button, that of an open one after it."""
    full = "registration: {state: full, note: In mei weer.}"
    wanted = "registration: {url: 'https://a.nl/', note: Neem een laptop mee.}"
    files = {X: event(full), "content/events/y.md": event(wanted)}
    site = published(files, tmp_path)
    before, found, _ = site.pages["/events/x/"].source.partition("In mei weer.")
    assert (found, "Bekijk de agenda" in before) == ("In mei weer.", False)
    before, _, _ = site.pages["/events/y/"].source.partition("Neem een laptop mee.")
    assert 'href="https://a.nl/"' in before


@pytest.mark.parametrize(
    ("front", "body", "headings"),
    [
        ("speakers: [{name: Jan}]", "Wij praten.", ["Sprekers", "Over deze bijeenkomst"]),
        ("speakers: [{name: Jan}]", "## Waarom\n\nDaarom.", ["Sprekers", "Waarom"]),
        ("", "Wij praten.", []),
    ],
)
def test_a_text_is_not_part_of_the_section_above_it(
    tmp_path: Path, front: str, body: str, headings: list[str]
) -> None:
    """A text that begins without a heading gets one where it stands below other sections."""
    shown = published({X: event(front, body)}, tmp_path).pages["/events/x/"]
    (column,) = shown.all("div", **{"class": "text"})
    assert [text_of(one) for one in column.iter("h2")] == headings


def test_what_changed_is_said_with_what_it_was(tmp_path: Path) -> None:
    """A line before the facts leads to the old and new values."""
    front = "changes:\n  - {at: 2024-10-20, note: Zaal bezet, start: 2024-11-06 14:00}"
    found = published({X: event(front)}, tmp_path).pages["/events/x/"]
    assert found.links()["Gewijzigd op 20 oktober 2024"] == "#hub_changes"
    assert "Begin: woensdag 6 november 2024, 14.00 uur → woensdag 13 november" in found.text


def test_a_programme_is_one_list_with_its_gaps_and_overlaps_in_words(tmp_path: Path) -> None:
    """The grid of a wide screen is made of that list; only such a day has places and its style."""
    front = """\
programme:
  - {start: "14:00", end: "14:30", title: Een, room: A}
  - {start: "15:00", end: "16:00", title: Twee, room: A}
  - {start: "15:30", end: "16:00", title: Drie, room: B}"""
    plain = "programme: [{start: '14:00', end: '15:00', title: Een}, {title: Twee}]"
    site = published({X: event(front), "content/events/y.md": event(plain)}, tmp_path)
    one, other = site.pages["/events/x/"], site.pages["/events/y/"]
    text = one.section("Programma")
    assert (
        "Een A Pauze van 30 minuten 15.00–16.00 Twee A 15.30–16.00 Drie B Overlapt met: Twee"
        in text
    )
    assert 'class="item plenary at-3 for-2 in-1 over-1"' in one.source
    assert ["timetable" in found.source.partition("</head>")[0] for found in (one, other)] == [
        True,
        False,
    ]


# On paper


@pytest.mark.parametrize(
    ("parts", "words", "fits"),
    [(0, 10, "all"), (4, 100, "all"), (4, 1000, "programme"), (8, 1000, "programme")],
)
def test_what_finds_room_on_a_sheet_is_reckoned(parts: int, words: int, fits: str) -> None:
    """A short page is printed as it is; a long text stays behind before the programme does."""
    items = ", ".join(f"{{title: Deel {one}}}" for one in range(parts))
    hub = make_hub({X: event(f"programme: [{items}]", "woord en " * words)})
    links = Links(hub.edition, "nl", Related(hub.library))
    sheet = sheet_view(hub.entry("events", "x"), "/events/x/", links)
    assert (sheet.fits, sheet.address) == (fits, "hub.example.org/events/x/")


@pytest.mark.parametrize(("parts", "fits"), [(12, "brief"), (30, "columns")])
def test_a_long_programme_is_printed_without_its_texts(parts: int, fits: str) -> None:
    """With a line for each part, and in two columns where one is too short."""
    items = "\n".join(f"  - {{title: Deel {one}, text: {'woord ' * 60}}}" for one in range(parts))
    hub = make_hub({X: event(f"programme:\n{items}")})
    links = Links(hub.edition, "nl", Related(hub.library))
    assert sheet_view(hub.entry("events", "x"), "/events/x/", links).fits == fits


def test_paper_gets_the_code_and_not_what_only_a_screen_can_use() -> None:
    """Menus, ways to subscribe, related pages and buttons for calendars are not printed."""
    screen, *paper = re.split(r"@media print \{", STYLE)
    hidden = " ".join(
        selectors
        for block in paper
        for selectors in re.findall(r"([^{}]+)\{\s*display: none;\s*\}", block)
    )
    names = (".menu", ".breadcrumbs", ".site-foot", ".side", ".add", ".contents", "~ .group")
    assert [name for name in names if name not in hidden] == []
    assert re.search(r"\.sheet \{\s*display: none;", screen)
    assert re.search(r"\.entry-event \.sheet \{\s*display: block;", "".join(paper))
