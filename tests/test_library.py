"""The library: what is published, who refers to whom, and what cannot be told apart."""

from datetime import UTC, datetime

import pytest

from hubgen.errors import Problem
from hubgen.fields import Ref
from hubgen.library import Referrer, assemble
from tests.hub import NOW, SITE, event, make_hub, page, read_all, says

X = "content/events/x.md"
BART = "content/people/bart-swaans.md"


def names(hub_entries: object) -> list[str]:
    """Return entries by slug and language."""
    return [f"{one.slug}.{one.lang}" for one in hub_entries]  # type: ignore[attr-defined] # a tuple of entries


# references


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("speakers: [bart-swans]", "speakers[1]: er is geen pagina “bart-swans”; bedoel je "),
        ("speakers: bart-swans", "speakers: er is geen pagina “bart-swans”; bedoel je "),
        (
            "speakers: [{person: bart-swans}]",
            "speakers[1].person: er is geen pagina “bart-swans”; bedoel je ",
        ),
        ("speakers: [Bart Swaans]", "speakers[1]: er is geen pagina “Bart Swaans”; bedoel je "),
        (
            "programme: [{title: a, speakers: [bart-swans]}]",
            "programme[1].speakers[1]: er is geen pagina “bart-swans”; bedoel je ",
        ),
        ("contact: bart-swans", "contact: er is geen pagina “bart-swans”; bedoel je "),
        (
            "related: [people/bart-swans]",
            "related[1]: er is geen pagina “bart-swans”; bedoel je ",
        ),
    ],
)
def test_15_an_unknown_reference_names_the_nearest(field: str, said: str) -> None:
    """A slug that is nobody's is a problem on its line, with the nearest name."""
    hub = make_hub({X: event(field), BART: page("title: Bart Swaans")})
    slug = "bart-swaans" if "Bart" in field else "bart-swans"
    assert [line.startswith(f"{X}:5: {said}") for line in hub.problems] == [True]
    assert hub.problems[0].endswith(f"bedoel je bart-swaans? Maak anders content/people/{slug}.md")


def test_15_an_unknown_reference_with_nothing_near_says_what_to_make() -> None:
    """Without a name that looks like it, the message says which file to make; also in English."""
    hub = make_hub({X: event("organiser: [vng]")})
    assert hub.problems == [
        f"{X}:5: organiser[1]: er is geen pagina “vng”; maak content/organisations/vng.md, of "
        "kijk de schrijfwijze na"
    ]
    assert says((one for one in hub.found if one.severity == "problem"), "en") == [
        f"{X}:5: organiser[1]: there is no page “vng”; make content/organisations/vng.md, or "
        "check the spelling"
    ]


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("related: [x]", "bij “x” is niet te zien waar de pagina staat; schrijf de map erbij"),
        ("related: [foo/x]", "“foo/x” kan hier niet; verwijs naar een pagina in events, "),
        ("organiser: people/x", "“people/x” kan hier niet; verwijs naar een pagina in organi"),
    ],
)
def test_15_a_reference_to_another_kind_is_a_problem(field: str, said: str) -> None:
    """A reference is a slug, or folder and slug where several kinds may be meant."""
    (found,) = make_hub({X: event(field)}).problems
    assert said in found


def test_references_may_say_their_folder() -> None:
    """`people/bart-swaans` and `bart-swaans` are the same where people are meant."""
    files = {BART: page("title: Bart"), "content/organisations/vng.md": page("title: VNG")}
    front = "speakers: [people/bart-swaans]\npartners: [organisations/vng, vng]\n"
    assert make_hub({X: event(front), **files}).problems == []


def test_authors_and_contacts_are_people_or_organisations() -> None:
    """A slug is a person, `organisations/<slug>` an organisation, a mapping someone without."""
    hub = make_hub(
        {
            "content/articles/a.md": page(
                "title: A\nauthors: [bart-swaans, organisations/vng, {name: Jan, role: r}]"
            ),
            BART: page("title: Bart"),
            "content/organisations/vng.md": page("title: VNG"),
        }
    )
    assert hub.problems == []
    people = Ref("people", "bart-swaans")
    assert hub.library.referrers[people] == (Referrer("articles", "a", "authors"),)


def test_the_organisation_of_an_inline_person_may_be_text() -> None:
    """It is a slug where one matches, and else text: neither is a problem."""
    files = {
        X: event("speakers: [{name: Jan, organisation: vng}, {name: Mia, organisation: Ik BV}]"),
        "content/organisations/vng.md": page("title: VNG"),
    }
    hub = make_hub(files)
    assert hub.problems == []
    assert hub.library.referrers[Ref("organisations", "vng")] == (
        Referrer("events", "x", "speakers"),
    )


def test_who_refers_to_a_page_is_known_by_field() -> None:
    """Each page and field once, in the order of the kinds: fields and links in texts alike."""
    hub = make_hub(
        {
            X: event(
                "speakers: [bart-swaans]\nprogramme:\n  - title: a\n    speakers: [bart-swaans]\n"
                "    sessions: [{title: b, speakers: [bart-swaans]}]",
                "[Bart](../people/bart-swaans.md#rol) en [hij](../people/bart-swaans.md)",
            ),
            "content/practices/p.md": page("title: P\ncontacts: [bart-swaans]"),
            "content/services/s.md": page("title: S\ncontact: bart-swaans"),
            "content/people/mia.md": page("title: Mia\nrelated: [people/bart-swaans]"),
            BART: page("title: Bart", "## Rol\n\n[ik](bart-swaans.md)"),
        }
    )
    assert hub.problems == []
    assert hub.library.referrers[Ref("people", "bart-swaans")] == (
        Referrer("events", "x", "programme"),
        Referrer("events", "x", "speakers"),
        Referrer("events", "x", "text"),
        Referrer("practices", "p", "contacts"),
        Referrer("services", "s", "contact"),
        Referrer("people", "mia", "related"),
    )


def test_a_draft_refers_to_nobody() -> None:
    """A page that is not published is not in what refers back."""
    hub = make_hub({X: event("draft: true\nspeakers: [bart-swaans]"), BART: page("title: B")})
    assert Ref("people", "bart-swaans") not in hub.library.referrers


def test_a_reference_to_a_broken_page_is_no_problem_of_its_own() -> None:
    """Whoever mends the page mends the reference too."""
    hub = make_hub(
        {
            X: event(
                "speakers: [bart-swaans]", "[a](../people/bart-swaans.md) [b](/people/bart-swaans/)"
            ),
            BART: page("titel: Bart"),
        }
    )
    assert {line.split(":")[0] for line in hub.problems} == {BART}


@pytest.mark.parametrize(
    ("theme", "said"),
    [("energi", "bedoel je energie?"), ("verkeersveiligheid", "kies uit energie, water")],
)
def test_15_an_unknown_theme_is_a_problem(theme: str, said: str) -> None:
    """A theme is one of the settings; the message names the nearest, or all."""
    hub = make_hub({X: event(f"themes:\n  - water\n  - {theme}")})
    assert hub.problems == [
        f"{X}:7: themes[2]: het thema “{theme}” staat niet in content/site.yaml; {said}"
    ]


# drafts and the future


@pytest.mark.parametrize(
    ("front", "public"),
    [
        ("", True),
        ("draft: false", True),
        ("draft: true", False),
        ("date: 2024-11-01", True),
        ("date: 2024-11-02", False),
        ("date: 2024-11-01 13:00", True),
        ("date: 2024-11-01 13:01", False),
        ("date: 2024-11-01 12:00+00:00", True),
        ("date: 2024-11-01 12:01Z", False),
    ],
)
def test_drafts_and_pages_of_the_future_are_not_published(front: str, public: bool) -> None:
    """A page is there when it is no draft and its date has come, on the clock of the site."""
    hub = make_hub({X: event(front)})
    assert ("/events/x/" in hub.addresses, "/events/x/event.ics" in hub.addresses) == (
        public,
        public,
    )
    assert hub.library.unpublished == ({} if public else {Ref("events", "x"): "Bijeenkomst"})
    assert "/events/x/" in make_hub({X: event(front)}, drafts=True).addresses


def test_a_day_begins_at_midnight_in_the_sites_zone() -> None:
    """A page of 1 November is there as soon as it is 1 November in Amsterdam."""
    files = {X: event("date: 2024-11-01")}
    before = datetime(2024, 10, 31, 22, 59, tzinfo=UTC)
    assert make_hub(files, now=before).library.entries == ()
    after = datetime(2024, 10, 31, 23, 0, tzinfo=UTC)
    assert names(make_hub(files, now=after).library.entries) == ["x.nl"]


def test_the_translation_of_a_draft_is_a_draft() -> None:
    """No language of a page that is not published is published."""
    files = {X: event("draft: true"), "content/events/x.en.md": page("title: A")}
    assert make_hub(files).library.entries == ()
    assert names(make_hub(files, drafts=True).library.entries) == ["x.en", "x.nl"]


def test_a_reference_or_link_to_a_draft_is_a_warning() -> None:
    """It is shown as text: by field, by file and by address."""
    hub = make_hub(
        {
            X: event(
                "speakers: [bart-swaans]\nresources: [{title: a, url: /people/bart-swaans/}]",
                "[a](../people/bart-swaans.md)\n[b](/people/bart-swaans/)\n[c](/people/bart-swaans)",
            ),
            BART: page("title: Bart\ndraft: true"),
        }
    )
    assert hub.problems == []
    shown = "is nog niet gepubliceerd, dus de"
    link = "woorden staan er zonder link; publiceer die pagina, of laat het zo"
    assert hub.warnings == [
        f"{X}:5: speakers[1]: “bart-swaans” {shown} naam staat er zonder link; "
        "publiceer die pagina, of laat het zo",
        f"{X}:6: resources[1].url: de pagina “/people/bart-swaans/” {shown} {link}",
        f"{X}:8: de pagina “../people/bart-swaans.md” {shown} {link}",
        f"{X}:9: de pagina “/people/bart-swaans/” {shown} {link}",
        f"{X}:10: de pagina “/people/bart-swaans” {shown} {link}",
    ]


# twins


def test_07_two_files_with_one_slug_are_a_problem() -> None:
    """It names both files and proposes a slug with the year of the event."""
    hub = make_hub({"content/events/2023/x.md": event(), X: event(title="Tweede")})
    assert hub.problems == [
        f"{X}: content/events/2023/x.md heeft al “x” als naam in het adres; "
        "geef een van beide een regel slug: x-2024"
    ]


def test_a_written_slug_that_is_taken_is_a_problem_on_its_line() -> None:
    """The line of `slug:` is where it can be mended."""
    hub = make_hub({X: event(), "content/events/y.md": event("slug: x")})
    assert hub.problems == [
        f"content/events/y.md:5: slug: {X} heeft al “x” als naam in het adres; "
        "geef een van beide een regel slug: x-2024"
    ]


def test_pages_of_two_kinds_may_have_one_slug() -> None:
    """A slug is unique within its kind."""
    assert make_hub({X: event(), "content/people/x.md": page("title: X")}).problems == []


def test_a_namesake_in_another_language_is_no_translation() -> None:
    """Only a sibling is a translation: two files elsewhere with one slug are a problem."""
    hub = make_hub({"content/events/2023/x.md": event(), "content/events/2024/x.en.md": event()})
    assert hub.codes == ["slug-twice"]


@pytest.mark.parametrize("turned", [False, True])
def test_which_of_two_twins_is_named_first_does_not_hang_on_their_order(turned: bool) -> None:
    """The order in which files were read, as several processes read them, changes nothing."""
    settings, documents = read_all({"content/events/2023/x.md": event(), X: event()})
    entries = documents.entries[::-1] if turned else documents.entries
    given = type(documents)(entries=entries, introductions=(), problems=())
    _, problems = assemble(given, settings, now=NOW)
    assert [(one.path, dict(one.values)["other"]) for one in problems] == [
        (X, "content/events/2023/x.md")
    ]


def test_two_pages_with_one_uid_are_a_problem() -> None:
    """Subscribers' programs would take one for the other; a translation has its original's."""
    files = {
        X: event("uid: a"),
        "content/events/x.en.md": page("title: A"),
        "content/events/y.md": event("uid: a"),
    }
    assert make_hub(files).problems == [
        f"content/events/y.md:5: uid: {X} heeft dezelfde uid “a”; geef de nieuwste van de twee "
        "een eigen uid"
    ]


# places


def test_a_page_belongs_to_the_municipality_where_it_is() -> None:
    """By name, by another known name or by code, and to that of its organisation."""
    hub = make_hub(
        {
            X: event("location: {municipality: GM0855}"),
            "content/events/y.md": event("location: {municipality: Den Bosch}"),
            "content/events/z.md": event("location: {place: Ergens}\norganiser: gemeente"),
            "content/events/q.md": event("partners: bedrijf"),
            "content/practices/p.md": page("title: P\nmunicipality: Bergen (NH)"),
            "content/organisations/gemeente.md": page(
                "title: G\ntype: municipality\nmunicipality: Utrecht"
            ),
            "content/organisations/bedrijf.md": page(
                "title: B\ntype: company\nmunicipality: Utrecht"
            ),
        }
    )
    assert hub.problems == []
    found = {one.slug: hub.library.municipalities_of(one) for one in hub.library.entries}
    assert found == {
        "x": ("tilburg",),
        "y": ("s-hertogenbosch",),
        "z": ("utrecht",),
        "q": (),
        "p": ("bergen-nh",),
        "gemeente": ("utrecht",),
        "bedrijf": ("utrecht",),
    }


def test_a_place_without_coordinates_has_those_of_its_municipality() -> None:
    """A pin on the map is the place's own, or its municipality's, or there is none."""
    hub = make_hub(
        {
            X: event("location: {municipality: Tilburg}"),
            "content/events/y.md": event("location: {municipality: Tilburg, lat: 51.5, lon: 5.1}"),
            "content/events/z.md": event("location: {place: Tilburg}"),
        }
    )
    found = {
        one.slug: (place.lat, place.lon)
        for one in hub.library.entries
        if (place := hub.library.location(one))
    }
    assert found["y"] == (51.5, 5.1)
    assert found["z"] == (None, None)
    assert found["x"] == pytest.approx((51.56, 5.09), abs=0.02)


# languages, order, expiry


def test_a_reference_is_found_in_the_readers_language_if_it_can_be() -> None:
    """Else in the hub's own, else in the language that there is."""
    hub = make_hub(
        {
            X: event(),
            "content/events/x.en.md": page("title: A"),
            "content/events/y.md": event(),
            "content/events/z.en.md": event(),
        }
    )
    found = [
        one.lang
        for slug in "xyz"
        for lang in ("nl", "en")
        if (one := hub.library.find(Ref("events", slug), lang))
    ]
    assert found == ["nl", "en", "nl", "nl", "en", "en"]
    assert hub.library.find(Ref("events", "q"), "nl") is None


def test_entries_are_in_order_of_kind_slug_and_language() -> None:
    """Whatever the order in which they were read."""
    files = {
        "content/people/a.md": page("title: A"),
        "content/events/b.md": event(),
        "content/events/b.en.md": page("title: B"),
        "content/events/a.md": event(),
        "content/practices/c.md": page("title: C"),
    }
    expected = ["a.nl", "b.en", "b.nl", "c.nl", "a.nl"]
    settings, documents = read_all(files)
    for entries in (documents.entries, documents.entries[::-1]):
        given = type(documents)(entries=entries, introductions=(), problems=())
        library, problems = assemble(given, settings, now=NOW)
        assert (names(library.entries), problems) == (expected, ())


@pytest.mark.parametrize(
    ("expires", "expected"),
    [
        ("2024-11-01", True),
        ("2024-11-02", False),
        ("2024-11-01 13:00", True),
        ("2024-11-01 13:01", False),
    ],
)
def test_a_page_expires_at_its_moment(expires: str, expected: bool) -> None:
    """A day without a time is its midnight in the site's zone."""
    hub = make_hub({X: event(f"expires: {expires}")})
    assert hub.library.is_expired(hub.entry("events", "x")) is expected


@pytest.mark.parametrize(
    ("base", "url"),
    [
        ("https://hub.example.org", "https://hub.example.org/agenda/x/"),
        ("https://example.org/hub/", "https://example.org/hub/agenda/x/"),
        ("http://localhost:8000/", "http://localhost:8000/agenda/x/"),
    ],
)
def test_the_address_of_a_page_is_below_the_base(base: str, url: str) -> None:
    """The section's path and the folder that the hub is published in are part of it."""
    site = SITE.replace("https://hub.example.org/", base) + "sections: {events: {path: agenda}}\n"
    hub = make_hub({X: event(), "content/site.yaml": site})
    assert hub.library.url(hub.entry("events", "x")) == url


def test_problems_of_pages_are_values() -> None:
    """A problem compares, sorts and is not changed by being put at another place."""
    first = Problem(path="a", line=1, code="x")
    assert sorted([first.at("b"), first, first.at("a", 2)]) == [
        first,
        first.at("a", 2),
        first.at("b"),
    ]
