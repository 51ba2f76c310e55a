"""The pages of the kinds: what each shows of its fields, with texts in every form."""

from itertools import pairwise
from pathlib import Path

import pytest

from hubgen.markup import convert, finish
from hubgen.views.practice import PracticeView
from tests.hub import Files, event, make_hub, page
from tests.published import HEADINGS, Page, Site, text_of
from tests.test_views import published, shown

# A text whose headings an editor chose by their looks, with what may be in a text.
TEXT = """
#### Diep begonnen

| A | B |
| --- | ---: |
| 1 | 2 |

### Hoger

- [x] gedaan

##### Dieper

Een noot.[^1]

[^1]: Onderaan.
"""


def folded(text: str) -> str:
    """Return a text as the value of a field."""
    return "|\n" + "".join(f"      {line}\n" for line in text.strip().splitlines())


STEPS = f"steps:\n  - title: Een\n    text: {folded(TEXT)}  - title: Twee\n"
ABOUT = "themes: energie\nsdgs: [13, 7, 7]\naudience: Wethouders\ncontact: anna\n"
TYPES = ("article", "podcast", "video", "slides", "recording", "report", "dataset", "website")
RESOURCES = "resources:\n" + "".join(
    f"  - {{title: Over {one}, url: https://example.org/{one}, type: {one}}}\n" for one in TYPES
)
EVERY = ABOUT + RESOURCES
PRACTICE = f"""
title: De wijk
date: 2024-08-01
organisation: gemeente
municipality: Utrecht
phase: in_progress
period: {{start: 2022, end: 2024}}
scale: neighbourhood
challenge: {folded(TEXT)}
approach: {folded(TEXT)}
results:
  - {{label: woningen, value: "85000"}}
  - {{label: gas, value: "-12", unit: "%"}}
costs: Niet veel
lessons:
  - Begin klein.
  - {folded(TEXT)}
contacts: [anna, {{name: Het loket, role: vragen}}]
tools: lijst
part_of: reeks
{EVERY}
"""
FULL: Files = {
    "content/articles/stuk.md": page(
        f"title: Stuk\ndate: 2024-09-01\ntype: guide\nauthors: [anna, {{name: Chris}}]\n"
        f"organisation: gemeente\n{STEPS}{EVERY}",
        TEXT,
    ),
    "content/events/kci.md": event(
        f"part_of: reeks\nnumber: 2\nspeakers: anna\norganiser: gemeente\n{EVERY}", TEXT
    ),
    "content/events/eerder.md": page(
        "title: Eerder\nstart: 2024-10-01 10:00\nend: 2024-10-01 12:00\npart_of: reeks\nnumber: 1"
    ),
    "content/organisations/gemeente.md": page(
        "title: Gemeente Utrecht\ntype: municipality\nmunicipality: Utrecht\ninhabitants: 361924\n"
        f"website: https://utrecht.example.org/\nparent: provincie\n{EVERY}",
        TEXT,
    ),
    "content/organisations/provincie.md": page("title: Provincie"),
    "content/pages/over.md": page(f"title: Over\n{EVERY}", TEXT),
    "content/people/anna.md": page(
        "title: Anna Voorbeeld\nrole: Adviseur\norganisation: gemeente\nemail: anna@example.org\n"
        f"phone: +31 30 123 45 67\npublish_contact: true\n{RESOURCES}",
        TEXT,
    ),
    "content/people/bram.md": page("title: Bram Stil\nemail: bram@example.org"),
    "content/practices/wijk.md": page(PRACTICE, TEXT),
    "content/programmes/reeks.md": page(
        "title: De reeks\ntype: series\norganiser: gemeente\nparticipants: [anna]\n"
        f"period: {{start: 2024}}\neligibility: Voor wie wil.\n{EVERY}",
        TEXT,
    ),
    "content/services/hulp.md": page(
        f"title: Hulp\norganisation: gemeente\nurl: https://hulp.example.org/\n{STEPS}{EVERY}", TEXT
    ),
    "content/tools/lijst.md": page(
        "title: De lijst\norganisation: gemeente\nurl: https://lijst.example.org/\nformat: Excel\n"
        f"licence: CC BY 4.0\npractices: wijk\n{EVERY}",
        TEXT,
    ),
}


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return a hub with one page of each kind that has all that a page can have."""
    return published(FULL, tmp_path_factory.mktemp("full"))


def levels(one: Page) -> list[int]:
    """Return the levels of a page's headings, in its order."""
    return [
        HEADINGS.index(str(element.tag)) + 1 for element in one.elements if element.tag in HEADINGS
    ]


def test_headings_are_in_order_on_every_page(full: Site) -> None:
    """Each page has one h1, before all others, and below no heading is a level skipped."""
    assert len(full.pages) > 30
    for address, one in full.pages.items():
        found = levels(one)
        assert (address, found[:1], found.count(1)) == (address, [1], 1)
        assert (address, [pair for pair in pairwise(found) if pair[1] > pair[0] + 1]) == (
            address,
            [],
        )


@pytest.mark.parametrize(
    ("written", "below", "expected"),
    [
        ("## A\n\n### B\n\n## C", 1, [2, 3, 2]),
        ("#### A\n\n##### B\n\n### C", 1, [2, 3, 2]),
        ("## A\n\n##### B\n\n#### C\n\n## D", 1, [2, 3, 3, 2]),
        ("## A\n\n### B", 3, [4, 5]),
        ("## A\n\n### B\n\n#### C\n\n##### D", 3, [4, 5, 6, 6]),
    ],
)
def test_a_texts_headings_follow_what_they_stand_below(
    written: str, below: int, expected: list[int]
) -> None:
    """What is below what stays so, from the level under the heading that a text belongs to."""
    html = finish(convert(written, path="x.md").html, link=str, image=lambda *_: "", below=below)
    assert [int(part[0]) for part in html.split("<h")[1:]] == expected


def test_the_headings_of_a_text_are_in_its_contents() -> None:
    """The sections of a text are those of its highest headings, whatever level was written."""
    text = "### Een\n\n#### Onder\n\n### Twee\n\n### Drie"
    view = shown(make_hub({"content/pages/x.md": page("title: X", text)}), "pages", "x")
    assert [one.title for one in view.contents] == ["Een", "Twee", "Drie"]


def test_a_table_can_be_scrolled_by_keyboard(full: Site) -> None:
    """Each table of a text stands in an element with a name, and with a place for the focus."""
    one = full.pages["/over/"]
    (room,) = one.all("div", tabindex="0")
    assert (room.get("role"), room.get("aria-label")) == ("group", "Tabel: Diep begonnen")
    assert [child.tag for child in room] == ["table"]


@pytest.mark.parametrize(
    ("html", "name"),
    [
        ("<table><caption>Wat <b>het</b> kost</caption></table>", "Wat het kost"),
        ('<h3 id="a">Kop &amp; staart<a class="anchor"></a></h3><table></table>', "Kop & staart"),
        ("<p>Niets</p><table></table>", ""),
        ("<table><tbody><tr><td><table></table></td></tr></tbody></table>", ""),
    ],
)
def test_the_name_of_a_table(html: str, name: str) -> None:
    """A table is called what its caption says, else its heading; one within it is part of it."""
    found: list[tuple[str, str]] = []

    def table(title: str, whole: str) -> str:
        found.append((title, whole))
        return "[tabel]"

    made = finish(html, link=str, image=lambda *_: "", table=table)
    assert [title for title, _ in found] == [name]
    assert found[0][1].endswith("</table>")
    assert made == html[: html.index("<table")].replace("h3", "h2") + "[tabel]"


def test_feeds_have_their_tables_bare(full: Site) -> None:
    """A feed reader shows a table in its own way, so nothing stands around it there."""
    feed = full.bytes("/articles/atom.xml").decode()
    assert "&lt;table&gt;" in feed
    assert "tabindex" not in feed


# Practices


def practice(files: Files, lang: str) -> PracticeView:
    """Return the practice that is called after its language, as its page shows it."""
    view = shown(make_hub(files), "practices", lang, lang).practice
    assert view is not None
    return view


@pytest.mark.parametrize(
    ("value", "dutch", "english"),
    [
        ("12", "12", "12"),
        ("2030", "2030", "2030"),
        ("85000", "85.000", "85,000"),
        ("1234567", "1.234.567", "1,234,567"),
        ("-12", "−12", "−12"),  # noqa: RUF001 - a minus, which is as wide as a digit
        ("85.000", "85.000", "85.000"),
        ("12,5", "12,5", "12,5"),
        ("-1.5", "−1,5", "−1.5"),  # noqa: RUF001
        ("0.0025", "0,0025", "0.0025"),
        ("ca. 85000", "ca. 85000", "ca. 85000"),
        ("8 op de 10", "8 op de 10", "8 op de 10"),
    ],
)
def test_a_result_is_a_figure(value: str, dutch: str, english: str) -> None:
    """A long whole number gets its thousands apart, a fraction the language's own mark."""
    results = f'results: [{{label: x, value: "{value}"}}]'
    files = {
        f"content/practices/{lang}.md": page(f"title: X\nlang: {lang}\n{results}")
        for lang in ("nl", "en")
    }
    assert [practice(files, lang).figures[0].value for lang in ("nl", "en")] == [dutch, english]


@pytest.mark.parametrize(
    ("value", "large"), [("12", True), ("1.234.567", True), ("Hele buurt", False), ("veel", False)]
)
def test_only_numerals_are_large(value: str, *, large: bool) -> None:
    """Words do not get the size of a numeral."""
    results = f'results: [{{label: x, value: "{value}"}}]'
    files = {"content/practices/nl.md": page(f"title: X\n{results}")}
    assert [one.is_numeral for one in practice(files, "nl").figures] == [large]


@pytest.mark.parametrize(
    ("unit", "said"),
    [
        ("%", "12% minder"),
        ("€", "€ 12 minder"),
        ("€ per jaar", "€ 12 per jaar minder"),
        ("ton", "12 ton minder"),
        ("", "12 minder"),
    ],
)
def test_where_a_unit_stands(unit: str, said: str, tmp_path: Path) -> None:
    """Money stands before its number, a percent sign against it, and words behind a space."""
    results = f'results: [{{label: minder, value: "12", unit: "{unit}"}}]'
    files = {"content/practices/x.md": page(f"title: X\n{results}")}
    one = published(files, tmp_path).pages["/practices/x/"]
    assert one.section("De resultaten") == f"De resultaten {said}"


def test_how_far_a_practice_is_in_words(full: Site) -> None:
    """The phase is said in a sentence, and the line of phases that repeats it is for the eye."""
    one = full.pages["/practices/wijk/"]
    (line,) = [element for element in one.all("div") if element.get("class") == "phases"]
    said, steps = line
    assert text_of(said) == "Fase: in uitvoering, stap 3 van 5"
    assert steps.get("aria-hidden") == "true"
    assert [text_of(step) for step in steps] == [
        "idee", "proef", "in uitvoering", "afgerond", "opgeschaald",
    ]  # fmt: skip


def test_whom_to_ask_about_a_practice(full: Site) -> None:
    """Everyone is named once, with the ways to reach them that they agreed to."""
    said = full.pages["/practices/wijk/"].section("Wie u kunt vragen")
    assert said == (
        "Wie u kunt vragen AV Anna Voorbeeld Adviseur, Gemeente Utrecht"
        " anna@example.org +31 30 123 45 67 H Het loket vragen"
    )


def test_a_practice_without_facts(tmp_path: Path) -> None:
    """A practice that says nothing of itself has no empty panel, line of phases or figures."""
    one = published({"content/practices/x.md": page("title: X")}, tmp_path).pages["/practices/x/"]
    classes = {element.get("class", "") for element in one.elements}
    assert not classes & {"panel", "phases", "results-band", "box contact"}


# Goals, and what there is to read


def test_goals_are_tiles_by_number(full: Site) -> None:
    """Each Global Goal is there once, with its number and its name, and leads nowhere."""
    one = full.pages["/practices/wijk/"]
    (tiles,) = [element for element in one.all("ul") if element.get("class") == "goals"]
    assert [text_of(tile) for tile in tiles] == [
        "7 Betaalbare en duurzame energie",
        "13 Klimaatactie",
    ]
    assert list(tiles.iter("a")) == []


def test_what_there_is_to_read_has_a_drawing(full: Site) -> None:
    """Each type of resource has a drawing beside the word for it."""
    one = full.pages["/over/"]
    (found,) = [element for element in one.all("ul") if element.get("class") == "resources"]
    assert [text_of(item) for item in found] == [
        "Artikel Over article",
        "Podcast Over podcast",
        "Video Over video",
        "Presentatie Over slides",
        "Opname Over recording",
        "Verslag Over report",
        "Gegevens Over dataset",
        "Website Over website",
    ]
    drawn = [[part for part in item.iter() if str(part.tag).endswith("svg")] for item in found]
    assert [len(one) for one in drawn] == [1] * len(TYPES)


# The other kinds


def test_a_person_without_a_photo_has_initials(full: Site) -> None:
    """The initials are for the eye alone, as the name stands beside them."""
    one = full.pages["/people/anna/"]
    (portrait,) = [element for element in one.all("div") if element.get("class") == "portrait"]
    assert (text_of(portrait), portrait.get("aria-hidden")) == ("AV", "true")


def test_contact_details_only_of_who_agreed(full: Site) -> None:
    """An address that may be published is a link that works and no harvester reads."""
    anna, bram = full.pages["/people/anna/"], full.pages["/people/bram/"]
    assert anna.links()["anna@example.org"] == "mailto:anna@example.org"
    assert "anna@example.org" not in anna.source
    assert "bram@example.org" not in bram.text + bram.source
    assert not [one for one in bram.all("h2") if text_of(one) == "Contact"]


def test_the_meetings_of_a_programme_are_a_series(full: Site) -> None:
    """The next one stands first, what has been is below it with its number, and none is twice."""
    one = full.pages["/programmes/reeks/"]
    said = one.section("Eerstvolgende bijeenkomst")
    assert "Bijeenkomst woensdag 13 november 2024, 14.00–16.00 uur · bijeenkomst 2" in said
    assert one.section("Geweest") == (
        "Geweest 1 Eerder dinsdag 1 oktober 2024, 10.00–12.00 uur · bijeenkomst 1"
    )
    titles = [text_of(found) for found in one.elements if found.tag in HEADINGS]
    assert [titles.count(title) for title in ("Bijeenkomst", "Eerder")] == [1, 1]


@pytest.mark.parametrize(
    ("files", "coming", "later", "past"),
    [
        ({"a": "dates: [{tentative: ooit}]"}, None, ["a"], []),
        ({"a": "start: 2024-12-01", "b": "start: 2024-11-20"}, "b", ["a"], []),
        ({"a": "start: 2024-10-01", "b": "start: 2024-10-20"}, None, [], ["b", "a"]),
        ({"a": "dates: [{tentative: ooit}]", "b": "start: 2025-01-01"}, "b", ["a"], []),
    ],
)
def test_what_is_next_in_a_series(
    files: dict[str, str], coming: str | None, later: list[str], past: list[str]
) -> None:
    """Next is the first with a date, then what comes after it, and what has been newest first."""
    hub: dict[str, str | bytes] = {"content/programmes/p.md": page("title: P")}
    for name, when in files.items():
        end = when.replace("start", "end") if when.startswith("start") else ""
        front = f"title: {name}\npart_of: p\n{when}\n{end}"
        hub[f"content/events/{name}.md"] = page(front)
    series = shown(make_hub(hub), "programmes", "p").series
    assert series is not None
    assert (
        series.next.title if series.next else None,
        [one.title for one in series.later],
        [one.title for one in series.past],
    ) == (coming, later, past)


def test_a_programme_says_first_how_to_follow_it(full: Site) -> None:
    """The block stands once on its page, before all else beside the text."""
    one = full.pages["/programmes/reeks/"]
    (side,) = [element for element in one.all("div") if element.get("class") == "side"]
    assert next(box.get("class") for box in side) == "box follow"
    assert one.ids.count("hub_follow") == 1


@pytest.mark.parametrize(
    ("address", "words", "href", "host"),
    [
        ("/services/hulp/", "Naar de dienst", "https://hulp.example.org/", "hulp.example.org"),
        ("/tools/lijst/", "Open het hulpmiddel", "https://lijst.example.org/", "lijst.example.org"),
    ],
)
def test_where_a_button_leads_is_said(
    full: Site, address: str, words: str, href: str, host: str
) -> None:
    """Who goes to another site reads its name beforehand."""
    one = full.pages[address]
    assert one.links()[words] == href
    assert host in one.text


def test_who_wrote_an_article_stands_below_its_title(full: Site) -> None:
    """Its authors come before its text, each with what they are."""
    one = full.pages["/articles/stuk/"]
    (byline,) = [element for element in one.all("div") if element.get("class") == "byline"]
    assert text_of(byline) == "Schrijvers AV Anna Voorbeeld Adviseur, Gemeente Utrecht C Chris"


def test_words_of_another_language_are_marked(tmp_path: Path) -> None:
    """What a translation takes over is marked as the original's language, also what a person is."""
    files = {
        "content/people/anna.md": page(
            "title: Anna\nrole: Adviseur\nlinks: [{title: Eigen pagina, url: https://anna.nl/}]"
        ),
        "content/people/anna.en.md": page("title: Anna", "She works."),
    }
    one = published(files, tmp_path).pages["/en/people/anna/"]
    marked = [text_of(found) for found in one.elements if found.get("lang") == "nl"]
    assert {"Adviseur", "Eigen pagina"} <= set(marked)


def test_a_place_is_on_a_small_map(full: Site) -> None:
    """A practice shows where it is in the country, and leads to that place on the large map."""
    one = full.pages["/practices/wijk/"]
    (spot,) = [element for element in one.all("a") if element.get("class") == "map-small"]
    target = full.inside(spot.attrib["href"], one.address)
    assert target is not None
    assert target[1] in full.pages[target[0]].ids
    assert "Utrecht" in spot.attrib["aria-label"]
    assert "map-small" not in full.pages["/people/bram/"].source


def test_paper_says_where_the_page_is(full: Site) -> None:
    """What is printed ends with the page's whole address; an event's sheet has it at the top."""
    for address in ("/practices/wijk/", "/people/bram/", "/over/", "/events/kci/"):
        one = full.pages[address]
        said = [text_of(element) for element in one.all("p") if element.get("class") == "on-paper"]
        assert said == ([] if address == "/events/kci/" else [full.url(address)])
