"""Subscribe links."""

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.hub import event, page
from tests.promises.publishing import WHOLE, X, publish
from tests.published import Page, Site

ODD = "https://hub.example.org/a&b+c%23d%25/é/"
GOOGLE = "https://calendar.google.com/calendar/r"
OUTLOOK = "https://outlook.office.com/calendar/0/addfromweb"


def hrefs(page_: Page) -> list[str]:
    """Return where the links of a page lead."""
    return [one.attrib["href"] for one in page_.all("a") if "href" in one.attrib]


def question(href: str) -> dict[str, str]:
    """Return the values that a link's query holds, decoded once as its server does."""
    found = parse_qs(urlsplit(href).query, strict_parsing=True)
    return {name: value for name, (value,) in found.items()}


@pytest.mark.parametrize("base_url", ["https://hub.example.org/", ODD])
def test_links_1_each_program_gets_the_published_address(base_url: str, tmp_path: Path) -> None:
    """`webcal:` is the https address but for its scheme; what Google and Outlook get decodes."""
    files = dict(WHOLE)
    files["content/site.yaml"] = files["content/site.yaml"].replace(
        "{slug: water, title: Water}", "{slug: water, title: 'Water & é + 100% #1'}"
    )
    site = publish(tmp_path, files, base_url=base_url)
    found = hrefs(site.pages["/themes/water/"])
    webcal = [one for one in found if one.startswith("webcal:")]
    assert len(webcal) == 1
    address = webcal[0].removeprefix("webcal")
    assert site.file("/themes/water/calendar.ics").is_file()
    assert address.endswith("/themes/water/calendar.ics")
    assert address.isascii()
    (google,) = (question(one) for one in found if one.startswith(f"{GOOGLE}?"))
    (outlook,) = (question(one) for one in found if one.startswith(f"{OUTLOOK}?"))
    assert google == {"cid": f"webcal{address}"}
    assert outlook == {"url": f"https{address}", "name": "Water & é + 100% #1 · Kennishub"}


def test_links_1_every_calendar_has_its_links_on_the_page_of_all(hub: Site) -> None:
    """`/subscribe/` links to each calendar of its language by `webcal:`, Google and Outlook."""
    for lang in ("", "/en"):
        found = hrefs(hub.pages[f"{lang}/subscribe/"])
        own = {
            one
            for one in hub.addresses
            if one.endswith("/calendar.ics") and one.startswith("/en/") == bool(lang)
        }
        webcal = {f"webcal://hub.example.org{one}" for one in own}
        assert {one for one in found if one.startswith("webcal:")} == webcal
        assert {question(one)["cid"] for one in found if one.startswith(GOOGLE)} == webcal
        assert {question(one)["url"] for one in found if one.startswith(OUTLOOK)} == {
            hub.url(one) for one in own
        }


def test_links_2_one_event_in_ones_own_calendar(tmp_path: Path) -> None:
    """The file, and Google's and Outlook's forms filled in, in the event's own zone."""
    text = (
        "uid: x@example.org\ntimezone: America/New_York\nsummary: Wat & waar + 100%\n"
        "location: {name: 'Zaal #1', place: New York, country: US}"
    )
    site = publish(tmp_path, {X: event(text, title="'R&D: é + 1 # 2'")})
    found = hrefs(site.pages["/events/x/"])
    assert "/events/x/event.ics" in found
    (google,) = (one for one in found if re.match(r"https://calendar\.google\.com/.*render\?", one))
    said = question(google)
    assert said["text"] == "R&D: é + 1 # 2"
    assert said["dates"] == "20241113T140000/20241113T160000"
    assert said["ctz"] == "America/New_York"
    assert said["location"].startswith("Zaal #1")
    (outlook,) = (one for one in found if "deeplink/compose" in one)
    said = question(outlook)
    assert said["startdt"] == "2024-11-13T14:00:00-05:00"
    assert said["enddt"] == "2024-11-13T16:00:00-05:00"
    assert said["body"].startswith("Wat & waar + 100%")


def test_links_2_days_have_no_times(tmp_path: Path) -> None:
    """An event of whole days is one in these forms too, its end the day after."""
    text = event("uid: x@example.org\nstart: 2024-11-13\nend: 2024-11-14")
    found = hrefs(publish(tmp_path, {X: text}).pages["/events/x/"])
    (google,) = (one for one in found if "render?" in one)
    assert question(google)["dates"] == "20241113/20241115"
    (outlook,) = (one for one in found if "deeplink/compose" in one)
    said = question(outlook)
    assert (said["startdt"], said["enddt"], said["allday"]) == ("2024-11-13", "2024-11-15", "true")


def test_links_2_the_second_of_two_hours_stays_the_second(tmp_path: Path) -> None:
    """Half past two on the night that the clocks go back, the second time, is that one in both."""
    text = event("uid: x@example.org\nstart: 2025-10-26 02:30+01:00\nend: 2025-10-26 04:00")
    found = hrefs(
        publish(tmp_path, {X: text, "content/pages/p.md": page("title: P")}).pages["/events/x/"]
    )
    (google,) = (one for one in found if "render?" in one)
    assert question(google)["dates"].startswith("20251026T013000Z/")
    (outlook,) = (one for one in found if "deeplink/compose" in one)
    assert question(outlook)["startdt"] == "2025-10-26T02:30:00+01:00"
