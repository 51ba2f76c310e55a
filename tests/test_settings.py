"""Settings: what a hub says of itself, and what holds where it says nothing."""

import pytest

from hubgen.errors import ContentError
from hubgen.settings import read_settings
from tests.hub import SITE, event, make_hub, says


def said(text: str | None, lang: str = "nl") -> list[str]:
    """Return the problems of settings, as lines."""
    with pytest.raises(ContentError) as caught:
        read_settings(text)
    return says(caught.value.problems, lang)


def test_only_a_title_is_needed() -> None:
    """Everything else has the value that the content model gives it."""
    found = read_settings("title: Hub\n")
    assert (found.title, found.lang, found.languages) == ("Hub", "nl", ("nl",))
    assert (found.base_url, found.themes) == ("http://localhost:8000/", ())
    assert (found.timezone, found.default_duration, found.contact_days) == (
        "Europe/Amsterdam",
        60,
        90,
    )
    assert (found.feeds.items, found.feeds.past_days) == (50, 400)
    assert (found.map.tiles, found.search) == ("", True)


def test_every_setting_of_the_content_model_may_be_written() -> None:
    """All names that it gives, each with a value of its type."""
    found = read_settings(
        "title: Hub\ntagline: Samen\nbase_url: https://x.org/hub\nlang: nl\nlanguages: [nl, en]\n"
        "timezone: Europe/Brussels\norganisation: vng\ndefault_duration: 90\n"
        "navigation: [{title: Agenda, url: /events/}]\n"
        "sections: {events: {path: agenda, title: Agenda}}\n"
        'themes: [{slug: a, title: A, text: T, colour: "#123456"}]\n'
        "feeds: {items: 10, past_days: 30}\ncontact_days: 0\n"
        "map: {tiles: 'https://t.org/{z}/{x}/{y}.png', attribution: T}\n"
        "social: [{title: S, url: https://s.org/}]\nedit_url: https://g.org/edit/\n"
        "search: false\nadmin: true\nchecks: {no-end: off}\nlimits: {body: 10, pages: 5}\n"
    )
    assert (found.base_url, found.base_path) == ("https://x.org/hub/", "/hub/")
    assert (found.sections["events"].path, found.themes[0].colour) == ("agenda", "#123456")
    assert (found.limits.body, found.limits.image) == (10, 20_000_000)


def test_a_hub_without_settings_says_what_to_make() -> None:
    """The file is named, and what to put in it."""
    assert said(None) == [
        "content/site.yaml: dit bestand ontbreekt; maak het, met ten minste een regel title: …"
    ]
    assert said(None, "en") == [
        "content/site.yaml: this file is missing; make it, with at least a line title: …"
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("tagline: a\n", " title: dit veld ontbreekt; vul het in"),
        ("", " title: dit veld ontbreekt; vul het in"),
        ("title: a\ntitel: b\n", "2: titel: het veld “titel” bestaat hier niet; bedoel je title?"),
        (
            "title: a\nbase_url: x.org\n",
            "2: base_url: “x.org” is geen webadres; schrijf het als https://hub.example.org/",
        ),
        (
            "title: a\nlanguages: [nl, de]\n",
            "2: languages[2]: de taal “de” kent deze hub niet; kies uit nl, en",
        ),
        (
            "title: a\nthemes:\n  - {slug: A b, title: c}\n",
            "3: themes[1].slug: “A b” kan niet in een adres; schrijf a-b",
        ),
        (
            "title: a\nthemes:\n  - {slug: b, title: B}\n  - {slug: b, title: C}\n",
            "4: themes[2].slug: twee thema's hebben dezelfde slug; geef een van de twee een andere",
        ),
        (
            "title: a\nsections: {event: {path: agenda}}\n",
            "2: sections: het veld “event” bestaat hier niet; kies uit events, practices, tools, "
            "services, programmes, articles, people, organisations, pages",
        ),
        (
            "title: a\nsections: {events: {path: De Agenda}}\n",
            "2: sections.events.path: “De Agenda” kan niet in een adres; schrijf de-agenda",
        ),
        (
            "title: a\nfeeds: {items: 0}\n",
            "2: feeds.items: 0 is te klein; schrijf 1 of meer",
        ),
        (
            "title: a\n---\ntitle: b\n",
            "2: er staat een tweede --- in de gegevens; er mag er één boven en één onder staan "
            "(de rest is nog niet bekeken)",
        ),
        (
            "title: a\nnavigation: [{title: b, url: 'javascript:alert(1)'}]\n",
            "2: navigation[1].url: een adres dat met javascript: begint, mag niet; schrijf een "
            "adres met https://, mailto: of tel:",
        ),
        (
            "title: a\nedit_url: github.com/hub/edit/main\n",
            "2: edit_url: “github.com/hub/edit/main” is geen webadres; schrijf het met https:// "
            "ervoor",
        ),
    ],
)
def test_settings_that_do_not_fit_are_problems_with_a_line(text: str, line: str) -> None:
    """An unknown name, a wrong value, a theme twice: each with its line of the file."""
    assert said(text) == [f"content/site.yaml:{line}"]


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("", ("nl",)),
        ("lang: en\n", ("en",)),
        ("languages: [en, nl]\n", ("en", "nl")),
        ("lang: nl\nlanguages: [nl, en]\n", ("nl", "en")),
        ("languages: en\n", ("en",)),
    ],
)
def test_the_first_language_is_the_hubs_own(text: str, languages: tuple[str, ...]) -> None:
    """`lang` and `languages` say the same, and either alone says both."""
    found = read_settings(f"title: a\n{text}")
    assert (found.lang, found.languages) == (languages[0], languages)


@pytest.mark.parametrize(
    ("written", "url", "path"),
    [
        ("https://x.org", "https://x.org/", "/"),
        ("https://x.org/hub/", "https://x.org/hub/", "/hub/"),
        ("https://x.org/a/b", "https://x.org/a/b/", "/a/b/"),
        ("https://x.org:8080/é%20/", "https://x.org:8080/%C3%A9%20/", "/%C3%A9%20/"),
        ("https://súdwest.frl/", "https://xn--sdwest-pya.frl/", "/"),
        ("https://súdwest.frl:8080/a", "https://xn--sdwest-pya.frl:8080/a/", "/a/"),
    ],
)
def test_a_base_ends_in_a_slash(written: str, url: str, path: str) -> None:
    """Its path is the folder that the hub is published in; it is in ASCII, as URIs are."""
    found = read_settings(f"title: a\nbase_url: {written}\n")
    assert (found.base_url, found.base_path) == (url, path)


def test_the_base_of_the_command_goes_before_that_of_the_file() -> None:
    """So that a preview can be published elsewhere."""
    text = "title: a\nbase_url: https://x.org/\n"
    assert read_settings(text, base_url="http://y.org").base_url == "http://y.org/"
    assert read_settings(text, base_url=None).base_url == "https://x.org/"


def test_a_byte_order_mark_and_windows_lines_make_no_difference() -> None:
    """Settings are read as pages are."""
    assert read_settings("\ufefftitle: a\r\ntagline: b\r\n").tagline == "b"


def test_a_link_of_the_menu_that_leads_nowhere_is_a_problem() -> None:
    """An address in the settings is one of the hub; the message names the nearest."""
    text = f"{SITE}navigation: [{{title: A, url: /event/}}, {{title: B, url: /events/x/}}]\n"
    hub = make_hub({"content/site.yaml": text, "content/events/x.md": event()})
    assert [line.partition(": ")[2] for line in hub.problems] == [
        "navigation[1].url: de link “/event/” gaat nergens heen; bedoel je /events/?"
    ]


def test_a_themes_icon_is_one_that_is_there() -> None:
    """A theme without one has a leaf; for a misspelt name the nearest is told."""
    theme = "title: a\nthemes:\n  - {{slug: b, title: B, icon: {}}}\n"
    icons = frozenset({"leaf", "flame", "train-front"})
    assert read_settings("title: a\nthemes: [{slug: b, title: B}]\n", icons=icons).themes[
        0
    ].icon == ("leaf")
    assert read_settings(theme.format("flame"), icons=icons).themes[0].icon == "flame"
    for icon, line in (
        ("flames", "het icoon “flames” is er niet; bedoel je flame?"),
        (
            "vuur",
            "het icoon “vuur” is er niet; zet layouts/icons/vuur.svg neer, of laat icon weg",
        ),
    ):
        with pytest.raises(ContentError) as caught:
            read_settings(theme.format(icon), icons=icons)
        assert says(caught.value.problems, "nl") == [f"content/site.yaml:3: themes[1].icon: {line}"]
