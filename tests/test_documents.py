"""Documents: from a page's file and its translations to entries, or the problems in them."""

import pytest

from hubgen.documents import group_translations
from hubgen.fields import Ref
from hubgen.kinds import KINDS
from hubgen.settings import read_settings
from tests.hub import SITE, event, make_hub, page, read_all, says, sources_of

X = "content/events/x.md"
X_EN = "content/events/x.en.md"
NO_TITLE = "title: dit veld ontbreekt; vul het in"


def problems(files: dict[str, str], lang: str = "nl") -> list[str]:
    """Return what is wrong in some files, as lines."""
    _, documents = read_all(files)
    return says((one for one in documents.problems if one.severity == "problem"), lang)


def warnings(files: dict[str, str], lang: str = "nl") -> list[str]:
    """Return what does not stop a build, as lines."""
    _, documents = read_all(files)
    return says((one for one in documents.problems if one.severity == "warning"), lang)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.folder)
def test_every_kind_is_read_from_its_folder(kind: object) -> None:
    """A file with a title is an entry of its folder's kind, also in a folder below that."""
    folder = getattr(kind, "folder", "")
    names = (f"content/{folder}/a.md", f"content/{folder}/2024/b.md")
    _, documents = read_all(dict.fromkeys(names, page("title: A")))
    assert [(one.kind, one.slug) for one in documents.entries] == [(kind, "b"), (kind, "a")]


@pytest.mark.parametrize(
    ("path", "slug"),
    [
        ("content/events/derde-bijeenkomst.md", "derde-bijeenkomst"),
        ("content/events/useR2021.md", "user2021"),
        ("content/people/anikó.md", "aniko"),
        ("content/events/2024/x.md", "x"),
        ("content/events/2024/kci-3/index.md", "kci-3"),
        ("content/events/v1.2.md", "v1-2"),
        ("content/events/x.en.md", "x"),
    ],
)
def test_the_slug_is_made_of_the_name(path: str, slug: str) -> None:
    """A slug is the file's name, or its folder's for an `index.md`, as python-slugify has it."""
    _, documents = read_all({path: page("title: A")})
    assert [one.slug for one in documents.entries] == [slug]


def test_a_slug_can_be_written() -> None:
    """`slug:` goes before the file's name, and gives a name a slug that had none."""
    _, documents = read_all(
        {X: event("slug: y"), "content/events/2024.md": event("slug: jaar-2024")}
    )
    assert sorted(one.slug for one in documents.entries) == ["jaar-2024", "y"]


@pytest.mark.parametrize(
    ("slug", "said"),
    [
        ("Een Slug", "slug: “Een Slug” kan niet in een adres; schrijf een-slug"),
        ("../../x", "slug: “../../x” kan niet in een adres; schrijf x"),
        ("a/b", "slug: “a/b” kan niet in een adres; schrijf a-b"),
        ("..", "slug: “..” kan niet in een adres; schrijf naam"),
        (
            "page",
            "slug: “page” kan geen adres van een pagina zijn, omdat de hub het zelf gebruikt; "
            "kies een andere naam",
        ),
        (
            "2024",
            "slug: “2024” kan geen adres van een pagina zijn, omdat de hub het zelf gebruikt; "
            "kies een andere naam",
        ),
    ],
)
def test_a_written_slug_is_one_already(slug: str, said: str) -> None:
    """A slug that is not of that form, or that listings use, is a problem that says a better."""
    assert problems({X: event(f"slug: {slug}")}) == [f"{X}:5: {said}"]


@pytest.mark.parametrize("name", ["2024", "page", "month", "con", "LPT1"])
def test_a_name_that_the_hub_uses_itself_cannot_be_a_page(name: str) -> None:
    """Years, the names that listings use and Windows devices are no slugs."""
    path = f"content/events/{name}.md"
    assert problems({path: event()}) == [
        f"{path}: “{name}” kan geen adres van een pagina zijn, omdat de hub het zelf gebruikt; "
        "kies een andere naam"
    ]


def test_a_name_without_letters_is_a_problem() -> None:
    """A name of which no slug can be made says so."""
    path = "content/events/!!!.md"
    assert problems({path: event()}) == [
        f"{path}: van de naam “!!!” kan geen adres worden gemaakt; geef het bestand een naam "
        "met letters of cijfers"
    ]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("content/event/x.md", "events"),
        ("content/Events/x.md", "events"),
        (
            "content/x.md",
            "events, practices, tools, services, programmes, articles, people, organisations, "
            "pages",
        ),
    ],
)
def test_a_folder_of_no_kind_is_a_problem(path: str, said: str) -> None:
    """A page in a folder that is no kind's names the nearest, or all."""
    assert problems({path: page("title: A")}) == [
        f"{path}: deze map is van geen soort pagina; zet het bestand in een map onder content/: "
        f"{said}"
    ]


@pytest.mark.parametrize("front", ["summary: a", "title:", 'title: ""', 'title: "  "'])
def test_a_missing_title_is_a_problem(front: str) -> None:
    """Every page has a title, and an empty one is none."""
    line = ":2" if front.startswith("title") else ""
    assert problems({"content/pages/x.md": page(front)}) == [
        f"content/pages/x.md{line}: {NO_TITLE}"
    ]


def test_a_missing_title_is_a_problem_in_english() -> None:
    """The same in the other language."""
    assert problems({"content/pages/x.md": page("summary: a")}, "en") == [
        "content/pages/x.md: title: this field is missing; fill it in"
    ]


def test_front_matter_that_is_not_yaml_is_a_problem() -> None:
    """A page that cannot be read does not stop the others from being read."""
    _, documents = read_all({X: "---\ntitle: [a\n---\n", "content/events/y.md": event()})
    assert says(one for one in documents.problems if one.severity == "problem") == [
        f"{X}:2: title: de haak [ die hier begint, wordt niet gesloten; schrijf [a]"
    ]
    assert [one.slug for one in documents.entries] == ["y"]
    assert Ref("events", "x") in documents.broken


def test_all_problems_of_all_files_are_found_at_once() -> None:
    """Wrong fields, a broken text and a broken file are said together, each with its line."""
    found = problems(
        {
            X: event("strat: 2024-01-01 10:00\nsdgs: [18]"),
            "content/events/y.md": page("titel: A"),
            "content/events/z.md": "zomaar",
        }
    )
    assert [line.split(": ")[0] for line in found] == [
        f"{X}:5",
        f"{X}:6",
        "content/events/y.md",
        "content/events/y.md:2",
        "content/events/z.md:1",
    ]


# translations


def test_a_translation_says_only_what_differs() -> None:
    """It has the original's facts, kind, slug and uid, and its own language, title and text."""
    _, documents = read_all(
        {
            X: event("uid: x@hub\nthemes: [water]\nsummary: Kort", "Tekst", title="Derde"),
            X_EN: page("title: Third", "Text"),
        }
    )
    original, theirs = documents.entries
    assert (theirs.slug, theirs.lang, theirs.uid, theirs.is_translation) == (
        "x",
        "en",
        "x@hub",
        True,
    )
    assert (theirs.fields.title, theirs.body.text, theirs.summary) == ("Third", "Text", "Kort")
    assert (theirs.meetings, theirs.fields.themes) == (original.meetings, ("water",))
    assert (original.lang, original.is_translation) == ("nl", False)
    assert problems({X: event(), X_EN: page("title: Third")}) == []


def test_a_translation_of_a_page_in_a_folder_is_its_sibling() -> None:
    """`index.en.md` beside `index.md` is a translation of the folder's page."""
    _, documents = read_all(
        {
            "content/events/2024/kci/index.md": event(),
            "content/events/2024/kci/index.en.md": page("title: Third"),
        }
    )
    assert [(one.slug, one.lang, one.is_translation) for one in documents.entries] == [
        ("kci", "nl", False),
        ("kci", "en", True),
    ]


@pytest.mark.parametrize(
    ("original", "theirs", "field", "was"),
    [
        ("start: 2024-11-13 14:00", "start: 2024-11-13 15:00", "start", "2024-11-13 14:00"),
        ("end: 2024-11-13 16:00", "end: 2024-11-13 17:00", "end", "2024-11-13 16:00"),
        ("timezone: Europe/Paris", "timezone: Europe/London", "timezone", "Europe/Paris"),
        ("status: cancelled", "status: scheduled", "status", "cancelled"),
        ("uid: a@b", "uid: c@d", "uid", "a@b"),
        ("slug: y", "slug: z", "slug", "y"),
        ("themes: [water]", "themes: [energie]", "themes", "…"),
        ("speakers: [bart]", "speakers: [mia]", "speakers[1]", "people/bart"),
        ("speakers: [bart]", "speakers: [bart, mia]", "speakers", "…"),
        ("speakers: [{name: Jan}]", "speakers: [{name: Piet}]", "speakers[1].name", "Jan"),
        ("organiser: vng", "organiser: rvo", "organiser", "…"),
        (
            "location: {place: Tilburg}",
            "location: {place: Breda}",
            "location.place",
            "Tilburg",
        ),
        (
            "location: {street: Plein 1}",
            "location: {street: Plein 2}",
            "location.street",
            "Plein 1",
        ),
        (
            "location: {online: true}",
            "location: {online: https://x.org/}",
            "location.online",
            "true",
        ),
        (
            "registration: {url: https://a.nl/}",
            "registration: {url: https://b.nl/}",
            "registration.url",
            "https://a.nl/",
        ),
        (
            "contact: {email: a@b.nl}",
            "contact: {email: c@d.nl}",
            "contact.email",
            "a@b.nl",
        ),
    ],
)
def test_a_translation_that_contradicts_a_fact_is_a_problem(
    original: str, theirs: str, field: str, was: str
) -> None:
    """Times, place, status, uid and people are the original's alone."""
    found = problems({X: event(original), X_EN: page(f"title: A\n{theirs}")})
    assert found == [
        f"{X_EN}:3: {field}: dit is anders dan in het origineel ({was}); laat het weg, want "
        "feiten staan alleen daar"
    ]


def test_a_fact_that_the_original_does_not_give_is_a_contradiction() -> None:
    """A translation cannot add a place or a time."""
    found = problems({X: event(), X_EN: page("title: A\nlocation: {place: Breda}")})
    assert found == [
        f"{X_EN}:3: location: dit staat niet in het origineel; zet het daar, want feiten staan "
        "alleen daar"
    ]


@pytest.mark.parametrize(
    "front",
    [
        "title: Same\nsubtitle: Sub\nsummary: Short",
        "title: A\nlocation: {name: Town hall, access: By train}",
        "title: A\nspeakers: [{person: bart, topic: Heat}]",
        "title: A\nregistration: {note: Note}",
        "title: A\ncost: free",
        "title: A\nstart: 2024-11-13T14:00\nend: 2024-11-13 16:00:00",
        "title: A\naudience: [civil servants]",
        "title: A\nimage: {alt: A room, credit: Us}",
    ],
)
def test_a_translation_may_say_texts_in_its_own_words(front: str) -> None:
    """Texts differ, and a fact that is repeated as it was is no contradiction."""
    original = event(
        "location: {name: Stadhuis, place: Tilburg, access: Met de trein}\n"
        "speakers: [{person: bart, topic: Warmte}]\n"
        "registration: {url: https://a.nl/, note: Let op}\n"
        "cost: gratis\naudience: [ambtenaren]\n"
        "image: {src: a.jpg, alt: Een zaal}"
    )
    # A list is given whole, a mapping only as far as it differs.
    assert problems({X: original, X_EN: page(front)}) == []


def test_a_translation_of_a_programme_says_its_titles() -> None:
    """The parts of a programme, those beside each other too, are translated in place."""
    items = "programme:\n  - start: 14:00\n    title: {0}\n    sessions:\n      - title: {1}\n"
    files = {
        X: event(items.format("Inloop", "Warmte").strip()),
        X_EN: page("title: A\n" + items.format("Arrival", "Heat")),
    }
    _, documents = read_all(files)
    assert problems(files) == []
    assert documents.entries[1].fields.programme[0].sessions[0].title == "Heat"  # type: ignore[attr-defined] # an event has it
    files[X_EN] = files[X_EN].replace("14:00", "15:00")
    assert problems(files) == [
        f"{X_EN}:4: programme[1].start: dit is anders dan in het origineel (14:00:00); laat het "
        "weg, want feiten staan alleen daar"
    ]


def test_a_translation_keeps_the_texts_of_fields_that_it_does_not_say() -> None:
    """A field's Markdown has the same path in each language, and its links are the original's."""
    files = {
        "content/articles/a.md": page(
            'title: A\nsteps:\n  - title: Een\n    text: "Doe [dit](weg.md)"\n'
        ),
        "content/articles/a.en.md": page("title: B"),
    }
    hub = make_hub(files)
    assert list(hub.entry("articles", "a", "en").texts) == ["steps[1].text"]
    assert hub.problems == [
        "content/articles/a.md:5: de link “weg.md” gaat nergens heen; kijk het adres na"
    ]


def test_what_is_wrong_in_the_original_is_said_once() -> None:
    """A translation does not repeat the problems and warnings of what it takes over."""
    files = {
        X: event("speakers: [bart]\nthemes: [watr]\nsummary: a &amp; b"),
        X_EN: page("title: A"),
    }
    assert [line.partition(":")[0] for line in make_hub(files).problems] == [X, X]
    assert [line.partition(":")[0] for line in make_hub(files).warnings] == [X]


@pytest.mark.parametrize(
    ("front", "said"),
    [
        ("title: a\nfoo: b", "3: foo: het veld “foo” bestaat hier niet; kies uit "),
        ("title: a\nimage: {src: a.jpg}", "3: image.alt: dit veld ontbreekt; vul het in"),
        ("title: a\nsdgs: [18]", "3: sdgs[1]: 18 is te groot; schrijf 17 of minder"),
        ('title: a\nsummary: "[a](b"\nlang: nl', "4: lang: het veld zegt “nl”, de naam van het"),
    ],
)
def test_a_translation_has_problems_of_its_own(front: str, said: str) -> None:
    """What is wrong in a translation is said with its own file and line."""
    found = problems({X: event(), X_EN: page(front)})
    assert [line.startswith(f"{X_EN}:{said}") for line in found] == [True]


def test_a_language_that_the_hub_does_not_know_is_a_problem() -> None:
    """A file's language and a page's are among those of the settings."""
    assert problems({X: event(), "content/events/x.de.md": page("title: A")}) == [
        "content/events/x.de.md: de taal “de” kent deze hub niet; kies uit nl, en"
    ]
    assert problems({X: event("lang: de")}) == [
        f"{X}:5: lang: de taal “de” kent deze hub niet; kies uit nl, en"
    ]


@pytest.mark.parametrize(
    ("files", "langs"),
    [
        ({X_EN: event()}, ["en"]),
        ({X: event("lang: en")}, ["en"]),
        ({X: event("lang: en"), "content/events/x.nl.md": page("title: A")}, ["en", "nl"]),
        ({X_EN: page("title: A"), "content/events/x.nl.md": event()}, ["nl", "en"]),
    ],
)
def test_a_page_may_be_written_in_any_language(files: dict[str, str], langs: list[str]) -> None:
    """A page in one language only, or first in another than the hub's, is a page."""
    _, documents = read_all(files)
    assert problems(files) == []
    assert [one.lang for one in documents.entries] == langs
    assert [one.is_translation for one in documents.entries] == [False, True][: len(langs)]


def test_a_language_that_is_there_twice_is_a_problem() -> None:
    """`x.nl.md` beside a Dutch `x.md`, and `x.en.md` beside an English one, are one too many."""
    dutch = "content/events/x.nl.md"
    said = f"deze taal staat al in {X}; haal een van beide weg"
    assert problems({X: event(), dutch: page("title: A")}) == [f"{dutch}: {said}"]
    assert problems({X: event("lang: en"), X_EN: page("title: A")}) == [f"{X_EN}: {said}"]


def test_files_are_grouped_whatever_their_order() -> None:
    """A page and its translations are one group, the original first."""
    names = ["content/events/x.en.md", "content/events/x-2.md", "content/events/x.md"]
    sources = sources_of(dict.fromkeys(names, ""))
    settings = read_settings(SITE)
    expected = [["content/events/x.md", "content/events/x.en.md"], ["content/events/x-2.md"]]
    for order in (sources, sources[::-1]):
        groups = group_translations(order, settings)
        assert sorted([one.path for one in group] for group in groups) == sorted(expected)


# introductions


def test_an_introduction_gives_a_listing_its_title_and_text() -> None:
    """`_index.md` in a kind's folder is no page, and there may be one a language."""
    _, documents = read_all(
        {
            "content/events/_index.md": page("title: Agenda\nsummary: Alles", "Welkom"),
            "content/events/_index.en.md": page("title: Calendar"),
        }
    )
    assert documents.entries == ()
    assert [(one.folder, one.lang, one.title, one.summary) for one in documents.introductions] == [
        ("events", "nl", "Agenda", "Alles"),
        ("events", "en", "Calendar", ""),
    ]


def test_an_introduction_has_problems_with_lines_too() -> None:
    """A field that an introduction does not have is a problem there."""
    path = "content/events/_index.md"
    assert problems({path: page("titel: Agenda")}) == [
        f"{path}:2: titel: het veld “titel” bestaat hier niet; bedoel je title?"
    ]


@pytest.mark.parametrize("path", ["content/events/2024/_index.md", "content/pages/_index.md"])
def test_an_introduction_of_no_listing_is_a_problem(path: str) -> None:
    """Below a kind's folder, and for the kind that has no listing, it would be lost."""
    assert problems({path: page("title: A")}) == [
        f"{path}: een _index.md hoort recht in de map van een soort die een overzicht heeft, "
        "zoals content/events/_index.md; zet hem daar, of geef hem een andere naam"
    ]


def test_two_introductions_in_one_language_are_a_problem() -> None:
    """One of them would be lost."""
    files = {name: page("title: A") for name in ("content/events/_index.md",)}
    files["content/events/_index.nl.md"] = page("title: B")
    assert problems(files) == [
        "content/events/_index.nl.md: deze taal staat al in content/events/_index.md; haal een "
        "van beide weg"
    ]


# uid and plain texts


def test_the_uid_is_the_written_one() -> None:
    """What subscribers' programs know a page by is what its file says."""
    _, documents = read_all({X: event("uid: 7f3a@hub")})
    assert documents.entries[0].uid == "7f3a@hub"
    assert warnings({X: event("uid: 7f3a@hub")}) == []


def test_a_page_without_a_uid_has_one_made_of_kind_and_slug() -> None:
    """The fallback hangs on kind and slug alone, and comes with a warning, once a page."""
    first = {X: event(), X_EN: page("title: A")}
    later = {"content/events/2025/map/x.md": event("timezone: Europe/Paris", title="Anders")}
    _, documents = read_all(first)
    _, moved = read_all({**later, "content/people/x.md": page("title: X")})
    assert {one.uid for one in documents.entries} == {documents.entries[0].uid}
    assert moved.entries[0].uid == documents.entries[0].uid != moved.entries[1].uid
    assert warnings(first) == [
        f"{X}: de pagina heeft geen uid, zodat agenda's hem kwijtraken als het bestand een "
        "andere naam krijgt; zet er een bij met hubgen check --fix, en verander hem nooit meer"
    ]


@pytest.mark.parametrize(
    ("field", "text", "entity", "character"),
    [
        ("title", "Warmte &amp; wonen", "&amp;", "&"),
        ("title", "Caf&#233;", "&#233;", "é"),
        ("summary", "10 &euro;", "&euro;", "€"),
        ("subtitle", "a&#x2013;b", "&#x2013;", "–"),
    ],
)
def test_an_entity_in_a_plain_text_is_a_warning(
    field: str, text: str, entity: str, character: str
) -> None:
    """Titles and summaries hold no HTML: the warning shows the character to write."""
    front = f'title: A\n{field}: "{text}"' if field != "title" else f'summary: b\ntitle: "{text}"'
    said = f"3: {field}: “{entity}” komt zo, letter voor letter, op de pagina; schrijf {character}"
    path = "content/pages/x.md"
    assert f"{path}:{said}" in warnings({path: page(front)})
    english = "content/pages/x.en.md"
    assert f"{english}:{said}" in warnings({path: page("title: A"), english: page(front)})


@pytest.mark.parametrize("text", ["Warmte & wonen", "R&D; en meer", "&onzin;", "AT&T"])
def test_an_ampersand_is_no_entity(text: str) -> None:
    """Only what a browser would read as a character is warned about."""
    path = "content/pages/x.md"
    assert warnings({path: page(f'title: "{text}"\nuid: a')}) == []


@pytest.mark.parametrize(("length", "warned"), [(160, False), (161, True)])
def test_a_long_summary_is_a_warning(length: int, warned: bool) -> None:
    """Search engines cut a summary of over 160 characters."""
    path = "content/pages/x.md"
    found = warnings({path: page(f"title: A\nuid: a\nsummary: {'é' * length}")})
    said = "de samenvatting is 161 tekens lang; schrijf er hooguit 160 [long-summary]"
    assert found == ([f"{path}:4: summary: {said}"] if warned else [])


def test_a_summary_is_taken_from_the_text() -> None:
    """Without a summary a page has how its text begins, cut between words or sentences."""
    long = "Een zin van ongeveer veertig tekens lang. " * 6
    _, documents = read_all(
        {
            "content/pages/a.md": page("title: A", "Kort *en* krachtig."),
            "content/pages/b.md": page("title: B\nsummary: Geschreven", long),
            "content/pages/c.md": page("title: C", long),
            "content/pages/d.md": page("title: D", "woord " * 60),
            "content/pages/e.md": page("title: E"),
        }
    )
    summaries = [one.summary for one in documents.entries]
    assert summaries[:2] == ["Kort en krachtig.", "Geschreven"]
    assert summaries[2] == ("Een zin van ongeveer veertig tekens lang. " * 3).strip()
    assert summaries[3].endswith("woord…")
    assert summaries[4] == ""
    assert max(map(len, summaries)) <= 160


def test_a_translation_of_a_list_says_only_what_differs() -> None:
    """Items go by their place, so that a translator need not repeat times and names."""
    items = "programme:\n  - {start: 14:00, end: 15:00, title: Opening, speakers: [{name: Jan}]}"
    files = {X: event(items), X_EN: page("title: A\nprogramme:\n  - title: Welcome\n")}
    _, documents = read_all(files)
    assert problems(files) == []
    part = documents.entries[1].fields.programme[0]  # type: ignore[attr-defined] # an event has it
    assert (part.title, f"{part.start:%H:%M}", part.speakers[0].name) == ("Welcome", "14:00", "Jan")
