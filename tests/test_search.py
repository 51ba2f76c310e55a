"""Search: the words of pages, the index made of them, and what the scripts find in it."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from hubgen import pool
from hubgen.build import Request, build
from hubgen.progress import Quiet
from hubgen.search import lookup, making
from hubgen.search.compounds import parts_of
from hubgen.search.said import Said
from hubgen.search.weighing import Roots, bag_of
from hubgen.search.words import root, word_counts, words
from tests.hub import NOW, SITE, event, page, write_site
from tests.published import tree
from tests.searching import Scripts, cards, scripts_in

REPOSITORY = Path(__file__).parent.parent
TODAY = (NOW.date() - datetime(1970, 1, 1).date()).days  # noqa: DTZ001 - a day has no zone

FORMS = (
    "warmtenet warmtenetten",
    "gemeente gemeenten gemeentelijk gemeentelijke",
    "bijeenkomst bijeenkomsten",
    "duurzaam duurzame duurzaamheid",
    "huis huizen",
    "woning woningen",
    "zonnepaneel zonnepanelen",
    "wethouder wethouders",
    "brug bruggen",
    "stap stappen",
    "stad steden",
    "dak daken",
    "riool riolen",
    "materiaal materialen",
    "provincie provincies",
    "installatie installaties",
    "bedrijf bedrijven",
    "keuze keuzes",
    "opgave opgaven opgaves",
    "idee ideeën",
    "energie energieën",
    "waterschap waterschappen",
    "samenwerken samenwerking samenwerkt",
)

FILES = {
    "content/site.yaml": SITE,
    "content/practices/net.md": page(
        "title: Een warmtenet voor de wijk\nthemes: energie\nmunicipality: Tilburg",
        "Samen met bewoners.\n\nMail naar info@example.org, of bel.",
    ),
    "content/practices/dak.md": page(
        "title: Groene daken\nsummary: Over beplanting.",
        "Er kwam ook een warmtenet ter sprake. " + "Verder ging het over iets anders. " * 80,
    ),
    "content/practices/kop.md": page(
        "title: Kop\nsummary: Zonder meer.", "## Het warmtenet\n\nTekst.\n\n## Slot\n\nMeer tekst."
    ),
    "content/practices/kort.md": page("title: Kort\nsummary: Waarom een warmtenet?", "Tekst."),
    "content/articles/cafe.md": page("title: Café Ínnovatie\ndate: 2024-05-01", "Koffie."),
    "content/events/komend.md": event(title="Inloopuur energiebesparing"),
    "content/events/vorig.md": event(
        "start: 2021-11-13 14:00\nend: 2021-11-13 16:00", title="Inloopuur energiebesparing"
    ),
    "content/events/spreker.md": event(
        "speakers: {name: Loek Vierhoven, topic: Hergebruik van liggers}", title="Lezing"
    ),
    "content/articles/concept.md": page("title: Concept warmtenet\ndraft: true"),
    "content/articles/straks.md": page("title: Straks warmtenet\ndate: 2030-01-01"),
    "content/articles/oud.md": page("title: Oud warmtenet\ndate: 2020-01-01\nexpires: 2021-01-01"),
    "content/articles/dag.en.md": page(
        "title: Heat networks\ndate: 2024-05-01\nlang: en", "Pumps."
    ),
}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small published hub."""
    folder = tmp_path_factory.mktemp("search")
    build(request_of(folder), Quiet())
    return folder / "public"


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory, published: Path) -> Scripts:
    """Return the scripts, looking in the small hub."""
    folder = scripts_in(tmp_path_factory.mktemp("scripts") / "static")
    return Scripts(folder=folder, published=published)


def request_of(folder: Path, files: dict[str, str] | None = None) -> Request:
    """Return the request to build the small hub in a folder."""
    site = write_site(folder / "site", files or FILES)
    return Request(site=site, output=folder / "public", now=NOW)


def said(**texts: str) -> Said:
    """Return the words of a page that says only these."""
    names = ("title", "summary", "headings", "names", "text")
    return Said(**{name: texts.get(name, "") for name in names})


def weights(*pages: Said) -> dict[str, dict[int, int]]:
    """Return the weight of each root in each page that has it."""
    roots = Roots("nl", {})
    found: dict[str, dict[int, int]] = {}
    for number, one in enumerate(pages):
        for form, weight in bag_of(one, "nl", roots).items():
            found.setdefault(roots[form], {})[number] = weight
    return found


# Words


def test_words_have_no_capitals_and_no_accents() -> None:
    """What is typed without accents finds what is written with them, and the other way about."""
    expected = ["hertogenbosch", "energieen", "cafe", "1", "2024", "co2"]
    assert words("’s-Hertogenbosch: ENERGIEËN, café 1 (2024) CO₂") == expected


def test_words_are_counted_as_they_are_found() -> None:
    """Those that are no words are left out here too."""
    text = "Café, cafe: e, 1 CO₂ " + "w" * 41
    assert word_counts(text) == Counter(words(text)) == {"cafe": 2, "1": 1, "co2": 1}


@pytest.mark.parametrize("forms", FORMS)
def test_the_forms_of_a_dutch_word_have_one_root(forms: str) -> None:
    """Whatever form is typed, the pages with each of the others are found."""
    assert len({root(words(form)[0], "nl") for form in forms.split()}) == 1


def test_other_words_have_other_roots() -> None:
    """Words that look like each other and mean something else stay apart."""
    apart = "wet water warm wijk weg bos bus boom bron kaart kaas raad regen regio"
    assert len({root(word, "nl") for word in apart.split()}) == 14


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_scripts_make_the_same_of_each_word(lang: str, scripts: Scripts) -> None:
    """Of thousands of words, from our own texts and names, the root is the same in the browser."""
    files = [*REPOSITORY.glob("content/**/*.md"), *REPOSITORY.glob("hubgen/**/*.yaml")]
    files += [*REPOSITORY.glob("tests/**/*.yaml"), *REPOSITORY.glob("hubgen/data/*.csv")]
    text = " ".join(file.read_text("utf-8") for file in sorted(files))
    known = sorted(
        {*words(text), *(word for forms in FORMS for word in words(forms)), "constructor"}
    )
    assert len(known) > 4000
    made = scripts.ask(lang=lang, words=[*known, text[:200_000]])
    assert made["words"][-1] == words(text[:200_000])
    theirs = {word: found[0] for word, found in zip(known, made["roots"], strict=False)}
    assert theirs == {word: root(word, lang) for word in known}


# The index


def test_a_title_counts_more_than_a_summary_and_that_more_than_a_heading_or_the_text() -> None:
    """The places of a word, from the most telling to the least."""
    text = "woord " * 9
    pages = [said(title="warmte"), said(summary="warmte"), said(headings="warmte")]
    pages += [said(names="warmte"), said(text=f"{text} warmte")]
    found = list(weights(*pages)["warmt"].values())
    assert (found, len(set(found))) == (sorted(found, reverse=True), 5)


def test_a_word_counts_for_less_each_next_time() -> None:
    """A text that repeats a word does not win from a title."""
    title, often = weights(said(title="warmte"), said(text="warmte " * 500))["warmt"].values()
    assert title > often


def test_words_that_are_everywhere_are_in_no_index() -> None:
    """`de` and `het` find nothing, and take no room."""
    assert set(weights(said(text="de pomp van het huis"))) == {"pomp", "hui"}


@pytest.mark.parametrize(
    ("compound", "parts"),
    [
        ("warmtenet", ["net", "warmt"]),
        ("stadsdeel", ["del", "stad"]),
        ("gemeenterad", ["gement", "rad"]),
        ("warmt", None),
        ("netwerk2024", None),
    ],
)
def test_a_compound_is_cut_where_its_first_word_ends(
    compound: str, parts: list[str] | None
) -> None:
    """The first word is one of the hub's; the second may be there in compounds alone."""
    root_of = {word: root(word, "nl") for word in ("warmte", "stad", "deel", "gemeente", "raad")}
    assert parts_of([compound], root_of, "nl").get(compound) == parts


def test_the_files_hold_a_stretch_of_the_alphabet_each(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many there are, each root is in the file that its first root tells."""
    monkeypatch.setattr(lookup, "CHUNK", 50)
    names = [f"{first}{second}woord" for first in "bkz" for second in "aeo"]
    root_of = {name: root(name, "nl") for name in names}
    bag = bag_of(said(text=" ".join(names)), "nl", Roots("nl", {}))
    found = lookup.lookup_of([(7, bag)], root_of, "nl")
    of_pages = [json.loads(found.texts[name]) for *_, name in found.pages]
    assert [next(iter(one)) for one in of_pages] == [first for first, *_ in found.pages]
    roots = [one for some in of_pages for one in some]
    assert set(roots) >= set(root_of.values())
    assert (roots, len(of_pages) > 1) == (sorted(roots), True)
    of_words = [json.loads(found.texts[name]) for _, name in found.words]
    assert [lists for (lists,) in of_words] == [names[:3], names[3:6], names[6:]]


def test_the_index_does_not_depend_on_how_the_work_was_shared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On one processor or on three, the files are the same."""
    monkeypatch.setattr(pool, "FEWEST", 2)
    built = []
    for jobs in (1, 3):
        request = replace(request_of(tmp_path), output=tmp_path / str(jobs), jobs=jobs)
        build(request, Quiet())
        built.append(
            {name: data for name, data in tree(request.output).items() if "search" in name}
        )
    assert built[0] == built[1]


def test_the_same_content_gives_the_same_bytes(published: Path, tmp_path: Path) -> None:
    """Two builds publish the same index."""
    build(request_of(tmp_path), Quiet())
    mine, other = (
        {name: data for name, data in tree(folder).items() if "search/" in name}
        for folder in (published, tmp_path / "public")
    )
    assert mine == other


def refused(*_: Any) -> Any:
    """Fail where pages would be indexed."""
    raise AssertionError("it indexes again")


def test_a_build_in_which_no_text_changed_does_not_index_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not on another day, and not with other settings; the index is the same."""
    first = replace(request_of(tmp_path), cache=tmp_path / "cache")
    build(first, Quiet())
    before = {name: data for name, data in tree(tmp_path / "public").items() if "pages-" in name}
    monkeypatch.setattr(making, "bag_of", refused)
    request_of(tmp_path, FILES | {"content/site.yaml": SITE + "tagline: Anders\n"})
    build(replace(first, now=NOW + timedelta(hours=3)), Quiet())
    after = {name: data for name, data in tree(tmp_path / "public").items() if "pages-" in name}
    assert list(after.values()) == list(before.values())


def test_a_changed_text_is_indexed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One other word is enough."""
    first = replace(request_of(tmp_path), cache=tmp_path / "cache")
    build(first, Quiet())
    monkeypatch.setattr(making, "bag_of", refused)
    request_of(tmp_path, FILES | {"content/articles/cafe.md": page("title: Kroeg")})
    with pytest.raises(AssertionError, match="indexes again"):
        build(first, Quiet())


def test_drafts_and_what_is_out_of_date_or_to_come_are_not_found(published: Path) -> None:
    """The index holds each page that readers may find, once, and each language has its own."""
    titles = sorted(card["title"] for card in cards(published))
    expected = ["Café Ínnovatie", "Een warmtenet voor de wijk", "Groene daken"]
    expected += ["Inloopuur energiebesparing"] * 2 + ["Kop", "Kort", "Lezing"]
    assert titles == expected
    english = cards(published, "/en/search/index.json")
    assert [card["title"] for card in english] == ["Heat networks"]


def test_no_address_of_email_is_in_the_index(published: Path) -> None:
    """What readers see of one in a summary is not in plain text; in words and texts is nothing."""
    files = {file.name: file.read_bytes() for file in (published / "search").rglob("*.json")}
    assert [name for name, data in files.items() if b"@" in data] == []
    found = [name for name, data in files.items() if b"info" in data]
    assert [name.partition("-")[0] for name in found] == ["cards"]


def test_without_search_there_is_nothing_of_it(tmp_path: Path) -> None:
    """`search: false` leaves out the page, the index, the fields and the links to it."""
    request = request_of(tmp_path, FILES | {"content/site.yaml": SITE + "search: false\n"})
    build(request, Quiet())
    files = tree(request.output)
    assert [name for name in files if "search/" in name and not name.startswith("static/")] == []
    pages = {name: data for name, data in files.items() if name.endswith(".html")}
    speaking = (b"/search/", b'role="search"', b"search.js")
    assert [name for name, data in pages.items() if any(one in data for one in speaking)] == []


# What the scripts find


@pytest.mark.parametrize(
    "q", ["warmtenet", "warmtenetten", "Warmtenetten ", "wármtenet", "warmtent", "warmetnet"]
)
def test_a_word_is_found_by_its_forms_and_with_a_mistake(q: str, scripts: Scripts) -> None:
    """In the order title, summary, heading, text."""
    expected = ["Een warmtenet voor de wijk", "Kort", "Kop", "Groene daken"]
    assert scripts.find(q)["titles"] == expected


@pytest.mark.parametrize(
    ("q", "title"),
    [
        ("cafe innovatie", "Café Ínnovatie"),
        ("tilburg", "Een warmtenet voor de wijk"),
        ("vierhoven", "Lezing"),
        ("ligger", "Lezing"),
        ("beplatning", "Groene daken"),
        ("energiebespa", "Inloopuur energiebesparing"),
    ],
)
def test_a_page_is_found_by_what_it_names(q: str, title: str, scripts: Scripts) -> None:
    """By its place, its speaker, a topic; while the word is typed; with two letters swapped."""
    assert scripts.find(q)["titles"][0] == title


def test_a_part_of_a_compound_finds_it(scripts: Scripts) -> None:
    """`net` finds a page about a `warmtenet`, though `warmte` is on no page."""
    assert scripts.find("net ")["titles"][0] == "Een warmtenet voor de wijk"


def test_what_is_to_come_is_before_what_was_long_ago(scripts: Scripts, published: Path) -> None:
    """Of two events with one title, the one to come is first, whatever their addresses."""
    first, second = scripts.find("inloopuur", today=TODAY)["titles"]
    assert first == second
    urls = [card["url"] for card in cards(published) if card["title"] == first]
    assert urls == ["/events/komend/", "/events/vorig/"]


def test_a_correction_is_told(scripts: Scripts) -> None:
    """The reader hears which word was looked for instead."""
    assert scripts.find("warmtent")["corrected"] == [["warmtent", "warmtenet"]]
    assert scripts.find("warmtenet")["corrected"] == []


def test_without_a_page_that_has_all_words_those_with_some_are_found(scripts: Scripts) -> None:
    """And that is told."""
    found = scripts.find("koffie vierhoven")
    assert (found["partly"], sorted(found["titles"])) == (True, ["Café Ínnovatie", "Lezing"])


@pytest.mark.parametrize("q", ["", "de het", "xyzzyxyzzy", "!?", "q", "constructor"])
def test_nothing_is_found_by_what_says_nothing(q: str, scripts: Scripts) -> None:
    """No words, only common ones, or none that the hub has anything like."""
    assert scripts.find(q)["titles"] == []


def test_a_kind_and_a_theme_narrow_it_down(scripts: Scripts) -> None:
    """Only their pages are left."""
    assert scripts.find("warmtenet", kind="events")["titles"] == []
    assert scripts.find("warmtenet", theme="energie")["titles"] == ["Een warmtenet voor de wijk"]


def test_the_other_language_has_its_own_words(scripts: Scripts) -> None:
    """English forms find English pages, and Dutch ones are not there."""
    assert scripts.find("network", lang="en")["titles"] == ["Heat networks"]
    assert scripts.find("warmtenet", lang="en")["titles"] == []


def test_the_words_are_shown_where_they_stand(scripts: Scripts) -> None:
    """Forms and compounds are marked as well; a long text is cut between words."""
    long = "Eerst wat anders. " * 30 + "Toen kwamen de warmtenetten. " + "En dan nog wat. " * 30
    shown = scripts.ask(excerpts=[["Een net is geen kerk.", "net"], [long, "warmtenet"]])
    short, cut = shown["excerpts"]
    assert short == "Een [net] is geen kerk."
    assert "Toen kwamen de [warmtenetten]. En dan" in cut
    assert (cut[:2], cut[-2:], len(cut) < 240) == ("… ", " …", True)


def pairs() -> Iterator[tuple[str, str, int, int]]:
    """Yield two words, the most mistakes, and how many there are."""
    yield "warmtent", "warmtenet", 2, 1
    yield "duurzaamhied", "duurzaamheid", 2, 1
    yield "duurzaam", "duurzaam", 2, 0
    yield "wijk", "wiek", 1, 1
    yield "wijk", "water", 1, 2
    yield "abcdefgh", "badcfehg", 2, 3


def test_mistakes_are_counted(scripts: Scripts) -> None:
    """A letter too many, too few, wrong, or two that changed places is one mistake each."""
    asked = [[one, other, most] for one, other, most, _ in pairs()]
    assert scripts.ask(distances=asked)["distances"] == [count for *_, count in pairs()]
