"""The page about subscribing: everything that can be followed, and a selection of one's own."""

from datetime import UTC, datetime
from pathlib import Path

import icalendar
import pytest

from hubgen.related import Related
from hubgen.views.links import Links
from hubgen.views.subscribe_page import SubscribeView, subscribe_view
from tests.hub import SITE, Hub, event, make_hub, page
from tests.published import Page, Site, text_of
from tests.test_subscribe import FILES, X

SCRIPTS = ("subscribe.js", "calendar-selection.js", "combine-calendars.js")


def everything(hub: Hub, lang: str = "nl") -> SubscribeView:
    """Return the page on which everything can be followed."""
    return subscribe_view(Links(hub.edition, lang, Related(hub.library)))


# Everything that can be followed


def rows(found: Page) -> dict[str, str]:
    """Return what is said behind the name of each thing to follow."""
    spans = [list(summary.iter("span")) for summary in found.all("summary")]
    return {
        text_of(title): text_of(said)
        for title, said, *_ in (one for one in spans if len(one) > 1)
        if "title" in title.attrib["class"]
    }


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_everything_can_be_followed_from_one_page(prefix: str, hub: Site) -> None:
    """Each feed and calendar of a language is there as a plain link, and none of the other's."""
    found = hub.pages[f"{prefix}/subscribe/"]
    names = ("/feed.xml", "/atom.xml", "/feed.json", "/calendar.ics")
    own = {
        one
        for one in hub.addresses
        if one.endswith(names) and one.startswith("/en/") == bool(prefix)
    }
    links = {one.attrib["href"] for one in found.all("a") if "href" in one.attrib}
    assert {one for one in links if one.endswith(names) and one.startswith("/")} == own
    assert {one for one in links if one.startswith("webcal:")} == {
        f"webcal://hub.example.org{one}" for one in own if one.endswith(".ics")
    }


def test_each_has_its_number(hub: Site) -> None:
    """How many meetings are to come, or days to register, and how many entries a feed holds."""
    said = rows(hub.pages["/subscribe/"])
    assert said["Agenda"] == "nog 1 bijeenkomst, 3 berichten"
    assert said["Aardgasvrije wijken"] == "nu niets gepland, 2 berichten"
    assert said["Klimaat en CO2"] == "nog geen nieuws"
    assert said["Uiterste aanmelddagen"] == "nu geen aanmelddagen"
    assert rows(hub.pages["/en/subscribe/"])["Events"] == "1 event to come, 1 item"


def test_groups_stand_in_order() -> None:
    """What is of the whole hub comes first; people are sorted as they are looked up."""
    found = everything(make_hub(FILES))
    assert [(one.title, len(one.followables)) for one in found.groups] == [
        ("Alles van de hub", 3),
        ("Per soort", 6),
        ("Thema’s", 2),
        ("Programma’s", 1),
        ("Mensen", 2),
        ("Organisaties", 1),
        ("Jaren", 2),
    ]
    by_name = {
        one.name: [each.subscription.title for each in one.followables] for one in found.groups
    }
    assert by_name["people"] == ["Bo Aarts", "Ada van Dijk"]
    assert by_name["years"] == ["Agenda van 2024", "Agenda van 2015"]


def test_a_long_group_is_folded() -> None:
    """With more than eight in it, or more than one year: most of those are over."""
    themes = "".join(f"  - {{slug: t{n}, title: T{n}}}\n" for n in range(9))
    site = f"title: Testhub\nbase_url: https://hub.example.org/\nthemes:\n{themes}"
    for count, folded in ((8, set()), (9, {"themes"})):
        slugs = ", ".join(f"t{n}" for n in range(count))
        hub = make_hub({X: event(f"themes: [{slugs}]"), "content/site.yaml": site})
        assert {one.name for one in everything(hub).groups if one.folded} == folded
    assert {one.name for one in everything(make_hub(FILES)).groups if one.folded} == {"years"}


def test_a_feed_is_said_to_hold_what_it_holds() -> None:
    """No more entries are promised than a feed has room for, and none where there are none."""
    site = SITE + "feeds: {items: 2}\n"
    articles = {
        f"content/articles/{n}x.md": page(f"title: A\ndate: 2024-01-0{n}") for n in (1, 2, 3)
    }
    undated = {"content/tools/x.md": page("title: Warmte")}
    found = everything(make_hub({**articles, **undated, "content/site.yaml": site}))
    assert {
        one.subscription.title: (one.news, one.coming)
        for group in found.groups
        if group.name == "sections"
        for one in group.followables
    } == {"Agenda": (0, 0), "Artikelen": (2, 0), "Hulpmiddelen": (0, 0)}


# A selection of one's own


def test_there_is_a_choice_of_what_has_a_calendar() -> None:
    """Themes, programmes and organisations are there with what is to come; people are not."""
    found = everything(make_hub(FILES)).to_choose
    assert {
        group.name: [(one.subscription.title, one.coming) for one in group.followables]
        for group in found
    } == {
        "themes": [("Energie", 2)],
        "programmes": [("Reeks", 1)],
        "organisations": [("VNG", 1)],
    }


def test_a_choice_is_there_while_nothing_is_to_come() -> None:
    """What is past since not long is in calendars too, and new events may come any day."""
    later = make_hub(FILES, now=datetime(2025, 1, 1, tzinfo=UTC))
    assert [one.title for one in everything(later).to_choose][:1] == ["Thema’s"]
    assert everything(make_hub({})).to_choose == ()


def test_the_form_waits_for_its_script(hub: Site) -> None:
    """Without the script it is not there, and the page says so and holds no script of its own."""
    found = hub.pages["/subscribe/"]
    (form,) = (one for one in found.all("form") if one.get("class") == "selection")
    assert "hidden" in form.attrib
    assert "Zonder JavaScript" in found.section("Uw eigen selectie")
    boxes = {one.attrib["value"] for one in found.all("input", type="checkbox")}
    assert boxes
    assert boxes <= hub.addresses
    for script in found.all("script"):
        assert script.get("src") or script.get("type") == "application/ld+json"


def test_the_number_at_a_choice_is_what_its_calendar_holds(hub: Site) -> None:
    """What is said to be to come is in the file that is fetched."""
    now = datetime.fromisoformat("2024-10-01T12:00:00+02:00")
    boxes = {
        field.attrib["value"]: text_of(label)
        for label in hub.pages["/subscribe/"].all("label")
        for field in label.iter("input")
    }
    words = ("nu niets gepland", "nog 1 bijeenkomst")
    for address, said in boxes.items():
        events = icalendar.Calendar.from_ical(hub.bytes(address)).events
        coming = sum(one.end > now for one in events)
        assert said.endswith(words[coming])
    assert {said for said in boxes.values() if said.endswith(words[1])}


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_is_small(name: str) -> None:
    """Each is below four kilobytes, and fetches from nowhere else."""
    script = (Path(__file__).parent.parent / "static" / name).read_text("utf-8")
    assert len(script.encode()) < 4000
    assert "://" not in script
