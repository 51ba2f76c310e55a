"""What readers see of entries and listings, with every rule applied before a layout sees it."""

from pathlib import Path

import pytest

from hubgen.build import Request, build
from hubgen.kinds.base import Entry
from hubgen.markup import Markup
from hubgen.progress import Quiet
from hubgen.related import Related
from hubgen.views.entry import EntryView, entry_view
from hubgen.views.event import EventView, event_view
from hubgen.views.links import Links
from hubgen.views.records import Anchor
from hubgen.wording import LANGUAGES, wording
from tests.hub import NOW, SITE, Files, Hub, event, make_hub, page, write_site
from tests.published import Site, text_of

X = "content/events/x.md"
LINK = "registration: {url: https://example.org/, deadline: %s, capacity: 20}"


def links(hub: Hub, lang: str = "nl") -> Links:
    """Return what turns a hub's references into what a page of a language shows."""
    return Links(hub.edition, lang, Related(hub.library))


def shown(hub: Hub, folder: str, slug: str, lang: str = "nl") -> EntryView:
    """Return a page as it is shown, with its texts as plain text."""

    def plain(markup: Markup, _entry: Entry, _below: int) -> str:
        return markup.text

    return entry_view(hub.entry(folder, slug, lang), links(hub, lang), plain)


def event_of(text: str, lang: str = "nl") -> EventView:
    """Return the one event of a hub as its page shows it."""
    hub = make_hub({X: text})
    return event_view(hub.entry("events", "x"), links(hub, lang))


def published(files: Files, folder: Path) -> Site:
    """Publish a small site and return it."""
    write_site(folder / "site", files)
    build(Request(site=folder / "site", output=folder / "public", now=NOW), Quiet())
    return Site(root=folder / "public", base_url="https://hub.example.org/")


# People


@pytest.mark.parametrize(
    ("role", "part"), [("speaker", ""), ("chair", "dagvoorzitter"), ("panelist", "panellid")]
)
@pytest.mark.parametrize("field", ["speakers", "programme"])
def test_the_role_of_a_speaker_is_said_in_words(role: str, part: str, field: str) -> None:
    """The code of a role is shown of nobody, with a page or without."""
    who = f"[{{name: Piet Jansen, role: {role}}}, {{person: anna, role: {role}}}]"
    front = (
        f"speakers: {who}" if field == "speakers" else f"programme: [{{title: A, speakers: {who}}}]"
    )
    hub = make_hub(
        {X: event(front), "content/people/anna.md": page("title: Anna\nrole: Wethouder")}
    )
    view = event_view(hub.entry("events", "x"), links(hub))
    people = view.speakers if field == "speakers" else view.programme[0].speakers
    assert [(one.role, one.part) for one in people] == [("", part), ("Wethouder", part)]


def test_the_role_of_an_author_is_shown_as_it_was_written() -> None:
    """What someone without a page is, is said in the editor's own words."""
    hub = make_hub({"content/articles/x.md": page("title: X\nauthors: {name: Bo, role: adviseur}")})
    one = hub.entry("articles", "x").fields.authors[0]  # type: ignore[attr-defined] # an article's
    assert links(hub).who(one).role == "adviseur"


def test_a_contact_of_the_name_of_one_person_leads_to_their_page() -> None:
    """The name is that of exactly one person; those of two, or nearly so, stay a name."""
    hub = make_hub(
        {
            "content/people/bart-hansma.md": page("title: Bart Hansma\nrole: Projectleider"),
            "content/people/an-1.md": page("title: An Smit"),
            "content/people/an-2.md": page("title: An Smit"),
        }
    )
    found = [links(hub).named(name) for name in ("Bart Hansma", "bart hansma", "An Smit")]
    assert [(one.href, one.role) for one in found] == [
        ("/people/bart-hansma/", "Projectleider"),
        ("", ""),
        ("", ""),
    ]


# What is not published


def test_a_page_that_is_not_published_is_shown_by_its_title(tmp_path: Path) -> None:
    """Speakers, organisers, programmes, reports and related pages are titles without a link."""
    site = published(
        {
            X: event(
                "speakers: jan-jansen\norganiser: club\npart_of: reeks\nreport: verslag\n"
                "related: [articles/verslag, services/hulp]\ncontact: jan-jansen"
            ),
            "content/people/jan-jansen.md": page("title: Jan de Wit\ndraft: true"),
            "content/organisations/club.md": page("title: De Club\ndate: 2030-01-01"),
            "content/programmes/reeks.md": page("title: De Reeks\ndraft: true"),
            "content/articles/verslag.md": page("title: Het Verslag\ndraft: true"),
            "content/services/hulp.md": page("title: De Hulp\ndraft: true"),
        },
        tmp_path,
    )
    page_of = site.pages["/events/x/"]
    titles = {"Jan de Wit", "De Club", "De Reeks", "Het Verslag", "De Hulp"}
    assert {one for one in titles if one in page_of.text} == titles
    assert not titles & set(page_of.links())
    assert "jan-jansen" not in page_of.source
    assert "" not in page_of.links().values()
    assert page_of.section("Hoort hierbij").endswith("Nog niet gepubliceerd: Het Verslag; De Hulp")


def test_the_original_gives_the_title_of_a_page_that_is_not_published() -> None:
    """A draft with a translation is shown by its own title; words that name nothing as they are."""
    hub = make_hub(
        {
            "content/people/jan.md": page("title: Jan de Wit\ndraft: true"),
            "content/people/jan.en.md": page("title: John"),
            X: event("speakers: [jan, {name: Piet, organisation: Een bureau}]"),
        }
    )
    people = event_view(hub.entry("events", "x"), links(hub)).speakers
    assert people[0].name == "Jan de Wit"
    assert people[1].organisation == Anchor(title="Een bureau")


# What refers to a page


def groups(view: EntryView) -> dict[str, list[str]]:
    """Return the titles of the cards of each list below a page, by the list's name."""
    found = {group.name: [card.title for card in group.cards] for group in view.backlinks}
    found |= {"linked": [card.title for card in view.linked]} if view.linked else {}
    return found | ({"related": [card.title for card in view.related]} if view.related else {})


def test_an_organisation_has_what_is_its_own_and_is_named_in_the_rest() -> None:
    """A link in a text, or someone who speaks elsewhere, makes nothing an organisation's."""
    hub = make_hub(
        {
            "content/organisations/vng.md": page("title: VNG"),
            X: event("organiser: vng", title="Eigen"),
            "content/events/y.md": event("partners: vng", title="Mede"),
            "content/events/z.md": event(
                "speakers: {name: Piet, organisation: vng}", title="Andermans"
            ),
            "content/services/s.md": page("title: Dienst", "[VNG](../organisations/vng.md)"),
            "content/articles/a.md": page("title: Artikel\norganisation: vng"),
            "content/practices/p.md": page("title: Voorbeeld\norganisation: vng"),
            "content/programmes/r.md": page("title: Reeks\nparticipants: organisations/vng"),
            "content/people/bo.md": page("title: Bo\norganisation: vng"),
        }
    )
    assert groups(shown(hub, "organisations", "vng")) == {
        "events": ["Eigen", "Mede"],
        "practices": ["Voorbeeld"],
        "programmes": ["Reeks"],
        "articles": ["Artikel"],
        "people": ["Bo"],
        "named_in": ["Andermans", "Dienst"],
    }


def test_each_page_is_shown_once_below_a_page() -> None:
    """By what it does for the page, else as what the page names, else as what names the page."""
    body = "[Bart](../people/bart.md)"
    hub = make_hub(
        {
            "content/people/bart.md": page(
                "title: Bart\nthemes: energie\n"
                "related: [programmes/r, programmes/r, articles/a, articles/c]"
            ),
            "content/programmes/r.md": page("title: Reeks\nthemes: energie\ncontact: bart", body),
            "content/articles/a.md": page("title: Genoemd\nthemes: energie", body),
            "content/articles/b.md": page("title: Noemt\nthemes: energie", body),
            "content/articles/c.md": page("title: Los\nthemes: energie"),
            "content/articles/d.md": page("title: Ander\nthemes: energie"),
        }
    )
    assert groups(shown(hub, "people", "bart")) == {
        "contact_for": ["Reeks"],
        "linked": ["Genoemd", "Los"],
        "named_in": ["Noemt"],
        "related": ["Ander"],
    }


def test_what_a_field_of_the_page_lists_is_not_listed_again() -> None:
    """A tool and a practice that name each other show each other once."""
    hub = make_hub(
        {
            "content/tools/t.md": page("title: T\npractices: p"),
            "content/practices/p.md": page("title: P\ntools: t"),
            "content/practices/q.md": page("title: Q\ntools: t"),
        }
    )
    assert groups(shown(hub, "tools", "t")) == {"practices": ["Q"]}
    assert groups(shown(hub, "practices", "p")) == {}


# Events that are off


@pytest.mark.parametrize("status", ["cancelled", "postponed"])
def test_nothing_counts_on_an_event_that_is_off(status: str) -> None:
    """No distance, no deadline, no room, no calendar, no way to join, and no costs unknown."""
    view = event_of(event(f"status: {status}\n{LINK % '2024-11-10'}"))
    assert [one.distance for one in view.meetings] == [""]
    assert [one.joinable for one in view.meetings] == [False]
    assert (view.joinable, view.calendar, view.cost_said) == (False, None, "")
    assert view.registration.sentences == ()
    assert view.registration.heading == "Wat nu?"


def test_a_postponed_event_says_the_old_date_as_the_old_one(tmp_path: Path) -> None:
    """The date is not known; the old one is struck through on its page and labelled in lists."""
    site = published(
        {X: event("status: postponed"), "content/events/y.md": event(title="Ander")}, tmp_path
    )
    one = site.pages["/events/x/"]
    assert "Datum nog niet bekend Was gepland op: woensdag 13 november 2024" in one.text
    assert [text_of(old) for old in one.all("del")] == [
        "woensdag 13 november 2024, 14.00–16.00 uur"
    ]
    listed = site.pages["/events/"].text
    assert "Bijeenkomst was: woensdag 13 november 2024, 14.00–16.00 uur uitgesteld" in listed
    assert "Ander woensdag 13 november 2024, 14.00–16.00 uur" in listed
    feed = site.bytes("/events/feed.xml").decode()
    assert "Datum nog niet bekend (was: woensdag 13 november 2024, 14.00–16.00 uur)" in feed


@pytest.mark.parametrize(
    ("status", "said"),
    [("scheduled", "Deze bijeenkomst is geweest."), ("cancelled", ""), ("postponed", "")],
)
def test_only_what_took_place_has_been(status: str, said: str) -> None:
    """An event that was off is not said to be over, however old its date."""
    when = "start: 2024-05-01 10:00\nend: 2024-05-01 11:00"
    view = event_of(event(f"{when}\nstatus: {status}"))
    assert view.over == said
    assert view.meetings[0].past == (status == "scheduled")


# Registration


@pytest.mark.parametrize(
    ("front", "sentences"),
    [
        (LINK % "2024-11-10", ["Aanmelden kan tot en met 10 november 2024."]),
        (LINK % "2024-11-01", ["Aanmelden kan tot en met 1 november 2024."]),
        (LINK % "2024-10-31", ["Aanmelden kon tot en met 31 oktober 2024."]),
        (
            LINK % "2024-11-01 12:30",
            ["Aanmelden kon tot en met 1 november 2024, 12.30 uur."],
        ),
        ((LINK % "2024-11-10").replace("{", "{state: full, "), []),
        ((LINK % "2024-11-10").replace("{", "{state: closed, "), []),
        (
            (LINK % "2024-11-10").replace("{", "{opens: 2024-11-05, "),
            [
                "Aanmelden kan vanaf 5 november 2024.",
                "Aanmelden kan tot en met 10 november 2024.",
            ],
        ),
    ],
)
def test_a_deadline_does_not_contradict_the_registration(front: str, sentences: list[str]) -> None:
    """It is told in the past once it is over, and left out where it no longer matters."""
    view = event_of(event(front))
    assert list(view.registration.sentences) == [*sentences, "Plaats voor 20 deelnemers."]


def test_an_event_that_is_over_asks_nobody_to_take_part(tmp_path: Path) -> None:
    """How to register, what it costs and what to know before is gone; for whom it was stays."""
    when = "start: 2024-05-01 10:00\nend: 2024-05-01 11:00\n"
    note = "registration: {state: full, note: De kring was vol., eligibility: Alleen leden.}"
    site = published(
        {
            X: event(when + "registration: {url: https://example.org/}"),
            "content/events/vol.md": event(when + "cost: 10\n" + note),
        },
        tmp_path,
    )
    assert "Aanmeld" not in site.pages["/events/x/"].text
    assert "Meedoen" not in site.pages["/events/x/"].text
    full = site.pages["/events/vol/"].text
    assert [one in full for one in ("Aanmeld", "De kring was vol.", "Kosten")] == [False] * 3
    assert "Voor wie Alleen leden." in full


def test_an_event_without_a_day_says_so_on_its_page(tmp_path: Path) -> None:
    """What is known of a date is shown with the badge that it is not certain."""
    site = published({X: event("dates: {tentative: In het voorjaar}")}, tmp_path)
    assert "Wanneer In het voorjaar onder voorbehoud" in site.pages["/events/x/"].text


# The page and its sections


def test_the_table_of_contents_has_all_sections_in_order(tmp_path: Path) -> None:
    """It comes before them, and each of its links leads to a heading of its words."""
    site = published(
        {
            X: event(
                "dates: [{start: 2024-11-13 14:00, end: 2024-11-13 15:00}, {tentative: Later}]\n"
                "programme: {title: A}\nspeakers: {name: Bo}\n"
                "resources: {title: R, url: https://example.org/}",
                "\n## Waarom\n\n### Dieper\n\n## Hoe\n",
            ),
            "content/services/s.md": page(
                "title: S\nsummary: Kort.\nsteps: [{title: Bel}, {title: Kom}]", "\n## A\n\n## B\n"
            ),
            "content/practices/p.md": page(
                "title: P\nresults: {label: L, value: 1}\nchallenge: C\napproach: D\nlessons: E\n"
                "tools: t"
            ),
            "content/tools/t.md": page("title: T"),
            "content/articles/a.md": page("title: A", "\n## Een\n\n## Twee\n"),
        },
        tmp_path,
    )
    expected = {
        "/events/x/": [
            "Alle bijeenkomsten",
            "Programma",
            "Sprekers",
            "Waarom",
            "Hoe",
            "Lezen, luisteren en kijken",
        ],
        "/services/s/": ["In 2 stappen", "A", "B"],
        "/practices/p/": [
            "De uitdaging",
            "De aanpak",
            "Wat we leerden",
            "Gebruikte hulpmiddelen",
        ],
    }
    assert site.pages["/articles/a/"].all("nav", **{"class": "contents"}) == []
    for address, titles in expected.items():
        (nav,) = site.pages[address].all("nav", **{"class": "contents"})
        elements = site.pages[address].elements
        targets = {text_of(one): one.attrib["href"][1:] for one in nav.iter("a")}
        assert list(targets) == titles
        headings = {one.get("id"): text_of(one).rstrip("#") for one in elements if one.tag == "h2"}
        assert [headings[one] for one in targets.values()] == titles
        places = [elements.index(one) for one in elements if one.get("id") in targets.values()]
        assert places == sorted(places)
        assert len(places) == len(titles)
        assert elements.index(nav) < places[0]


def test_steps_come_after_the_summary_and_before_the_text(tmp_path: Path) -> None:
    """They are what a service or a guide is read for."""
    front, body = "title: S\nsummary: Kort.\nsteps: [{title: Bel}]", "Verhaal."
    site = published(
        {
            "content/services/s.md": page(front, body),
            "content/articles/s.md": page(front + "\ndate: 2024-01-01", body),
        },
        tmp_path,
    )
    for address in ("/services/s/", "/articles/s/"):
        text = site.pages[address].text
        assert text.index("Kort.") < text.index("Bel") < text.index("Verhaal.")


# The hub


def test_the_page_for_what_is_not_there_offers_a_search_that_exists(tmp_path: Path) -> None:
    """Without search it speaks of the sections below it."""
    off = SITE + "search: false\n"
    with_search = published({}, tmp_path / "with").pages["/404.html"]
    without = published({"content/site.yaml": off}, tmp_path / "without").pages["/404.html"]
    assert ("Zoek hieronder verder" in with_search.text, len(with_search.all("form"))) == (True, 1)
    assert ("Zoek" in without.text, without.all("form")) == (False, [])
    assert "Hieronder vindt u alle onderdelen van Testhub." in without.text


def test_the_home_of_a_hub_of_one_page_shows_nothing_empty(tmp_path: Path) -> None:
    """No list of events, no map and no menu, and no list without items."""
    site = published({"content/pages/over.md": page("title: Over")}, tmp_path)
    home = site.pages["/"]
    assert "bijeenkomst" not in home.text.partition("Blijf op de hoogte")[0]
    assert home.all("nav", **{"class": "menu-main"}) == []
    assert home.all("svg", **{"class": "map"}) == []
    assert [one for one in home.elements if one.tag in {"ul", "ol", "dl"} and len(one) == 0] == []


def test_a_hub_that_had_events_says_that_there_are_none(tmp_path: Path) -> None:
    """Whoever looks for the next one learns that there is none, and where the old ones are."""
    site = published({X: event("start: 2024-05-01 10:00\nend: 2024-05-01 11:00")}, tmp_path)
    assert "Er staan nu geen bijeenkomsten gepland. Bekijk de hele agenda" in site.pages["/"].text


def test_people_are_listed_by_surname() -> None:
    """As in a Dutch directory: by the last word of the name, then by what is before it."""
    names = ["Betty de Wachter", "Anke van Hal", "Cher", "Zoë de Vries", "Marianne Linde", "An Hal"]
    hub = make_hub(
        {f"content/people/p{n}.md": page(f"title: {name}") for n, name in enumerate(names)}
    )
    listed = hub.plan.by_address["/people/"].listing
    assert listed is not None
    assert [hub.library.by_key[key].fields.title for key in listed.shown] == [
        "Cher",
        "An Hal",
        "Anke van Hal",
        "Marianne Linde",
        "Zoë de Vries",
        "Betty de Wachter",
    ]


def test_meetings_at_one_time_are_listed_by_their_number() -> None:
    """The number in the programme goes before the address, whether they are past or to come."""
    past = "start: 2024-05-01 10:00\nend: 2024-05-01 11:00\n"
    hub = make_hub(
        {
            "content/programmes/r.md": page("title: R"),
            "content/events/b.md": event("number: 1\npart_of: r", title="Een"),
            "content/events/a.md": event("number: 10\npart_of: r", title="Tien"),
            "content/events/c.md": event("number: 2\npart_of: r", title="Twee"),
            "content/events/e.md": event(past + "number: 1\npart_of: r", title="Oud een"),
            "content/events/d.md": event(past + "number: 2\npart_of: r", title="Oud twee"),
        }
    )
    (group,) = shown(hub, "programmes", "r").backlinks
    assert [one.title for one in group.cards] == ["Een", "Twee", "Tien", "Oud een", "Oud twee"]


# Languages


def test_what_a_translation_took_over_is_marked_with_its_language(tmp_path: Path) -> None:
    """Each Dutch part of an English page says so (WCAG 3.1.2), and nothing else does."""
    front = (
        "themes: energie\nsummary: Kort.\naudience: Leden\n"
        "programme: {title: Inloop, text: Met koffie.}\n"
        "speakers: {name: Bo, role: chair, topic: Over warmte}\n"
        "registration: {state: open, email: a@example.org, note: Meld u aan., eligibility: Leden.}"
    )
    english = "title: Meeting\nregistration: {note: Write to us.}"
    site = published({X: event(front), "content/events/x.en.md": page(english, "Text.")}, tmp_path)
    one = site.pages["/en/events/x/"]
    main = one.all("main")[0]
    marked = {text_of(part) for part in main.iter() if part.get("lang") == "nl"}
    taken = {"Energie", "Kort.", "Leden", "Leden.", "Inloop", "Met koffie.", "Over warmte"}
    assert marked == taken
    dutch = site.pages["/events/x/"].all("main")[0]
    assert not [part for part in dutch.iter() if part.get("lang")]


def test_a_field_that_a_translation_says_itself_is_in_its_own_language() -> None:
    """Of a mapping each field is looked at, of a list the whole."""
    hub = make_hub(
        {
            X: event("summary: Kort.\naudience: Leden"),
            "content/events/x.en.md": page("title: Meeting\nregistration: {note: Write to us.}"),
        }
    )
    langs = shown(hub, "events", "x", "en").langs
    names = ("title", "registration.note", "registration.eligibility", "summary", "audience")
    assert [langs.get(name, "") for name in names] == ["", "", "nl", "nl", "nl"]
    assert shown(hub, "events", "x").langs == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_number_of_things_has_a_phrase_for_one(lang: str) -> None:
    """A reader never sees “1 pages”; what is said of two and more alone needs no such phrase."""
    of_more = {"site.facet.show", "site.event.meetings_all"}
    of_more.add("site.subscribe.selection.more")  # “and 1 more” names no thing
    of_more.add("site.map.cluster")  # of two places at least
    words = wording(lang).words
    counted = {
        name for name, phrase in words.items() if name.startswith("site.") and "{count}" in phrase
    }
    plain = {one for one in counted if not one.endswith(".other")}
    assert plain == of_more
    assert all(one.removesuffix("other") + "one" in words for one in counted - plain)


def test_a_contact_can_be_a_person_with_a_role_address() -> None:
    """What is written beside the person is shown with them, and nothing written is dropped."""
    contact = "contact: {person: bart, email: kci@example.org}"
    files = {
        "content/people/bart.md": page("title: Bart"),
        "content/services/x.md": page(f"title: Hulp\n{contact}"),
    }
    hub = make_hub(files)
    links = Links(hub.edition, "nl", Related(hub.library))
    view = entry_view(hub.entry("services", "x"), links, lambda markup, *_: markup.html).contact
    assert view is not None
    assert (view.person.name, view.person.href, view.email) == (
        "Bart",
        "/people/bart/",
        "kci@example.org",
    )
