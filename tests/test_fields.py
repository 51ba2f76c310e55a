"""Fields: the types that front matter is made of, and problems from what does not fit."""

from datetime import date, datetime, time
from typing import Annotated, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import Field

from hubgen.fields import (
    Affiliation,
    Alias,
    Clock,
    Colour,
    Day,
    Email,
    Fields,
    Flag,
    ImageSource,
    Latitude,
    Line,
    Longitude,
    Many,
    MunicipalityName,
    Number,
    OnlineAddress,
    PartialDay,
    PartyRef,
    Phone,
    Prose,
    Ref,
    Slug,
    Url,
    UrlOrArticle,
    WebAddress,
    When,
    Zone,
    markdown_in,
    marks,
    refs_in,
)
from hubgen.findings import path_text, read_fields, say_path
from hubgen.frontmatter import FrontMatter, Tree, read
from hubgen.kinds import KINDS
from hubgen.wording import wording


class Part(Fields):
    """A part of the example."""

    title: Line = Field(min_length=1)
    text: Prose = ""
    parts: Many["Part"] = ()


class Example(Fields):
    """A field of every type."""

    flag: Flag = False
    number: Number | None = None
    small: Annotated[Number, Field(ge=1, le=17)] = 1
    line: Line = ""
    word: Literal["", "street", "region"] = ""
    slug: Slug = ""
    alias: Alias = ""
    url: Url = ""
    web: WebAddress = ""
    image: ImageSource = ""
    email: Email = ""
    phone: Phone = ""
    partial: PartialDay = ""
    colour: Colour = ""
    zone: Zone = ""
    municipality: MunicipalityName = ""
    when: When | None = None
    day: Day | None = None
    clock: Clock | None = None
    lat: Latitude | None = None
    lon: Longitude | None = None
    party: PartyRef | None = None
    affiliation: Affiliation | None = None
    article: UrlOrArticle | None = None
    online: OnlineAddress = False
    names: Many[Line] = ()
    parts: Many[Part] = ()


def value(name: str, written: Tree) -> object:
    """Return what a field reads."""
    model, findings = read_fields(Example, {name: written})
    assert findings == ()
    return getattr(model, name)


def said(name: str, written: Tree, lang: str = "nl") -> list[str]:
    """Return the sentences about what does not fit a field."""
    matter = FrontMatter(values={name: written})
    _, findings = read_fields(Example, matter.values)
    return [wording(lang).say(one.locate("x.md", matter)) for one in findings]


@pytest.mark.parametrize(
    ("name", "written", "expected"),
    [
        ("flag", "true", True),
        ("flag", "ja", True),
        ("flag", "Yes", True),
        ("flag", "no", False),
        ("flag", "nee", False),
        ("number", "012", 12),
        ("number", "-3", -3),
        ("line", " a  ", "a"),
        ("word", "street", "street"),
        ("slug", "een-slug", "een-slug"),
        ("alias", "/oud/pad.html", "/oud/pad.html"),
        ("alias", "/over%20ons/index.html", "/over ons/"),
        ("url", "https://x.org/?a=b#c", "https://x.org/?a=b#c"),
        ("url", "/events/x/", "/events/x/"),
        ("web", "http://x.org", "http://x.org"),
        ("image", "../zaal 1.jpg", "../zaal 1.jpg"),
        ("email", "jan.de-vries+hub@gemeente.example.nl", "jan.de-vries+hub@gemeente.example.nl"),
        ("phone", "+31 (0)30 123 45 67", "+31 (0)30 123 45 67"),
        ("partial", "2022", "2022"),
        ("partial", "2022-03", "2022-03"),
        ("colour", "#2f5D50", "#2f5D50"),
        ("zone", "Europe/Amsterdam", "Europe/Amsterdam"),
        ("municipality", "gm0855", "Tilburg"),
        ("municipality", "Den Bosch", "'s-Hertogenbosch"),
        ("municipality", "Bergen (NH)", "GM0373"),
        ("when", "2024-11-13", date(2024, 11, 13)),
        ("when", "2024-11-13 14:00", datetime(2024, 11, 13, 14)),  # noqa: DTZ001 - a local time
        ("day", "2024-11-13", date(2024, 11, 13)),
        ("clock", "13.00", time(13)),
        ("lat", "51.5", 51.5),
        ("party", "bart", Ref("people", "bart")),
        ("party", "organisations/vng", Ref("organisations", "vng")),
        ("affiliation", "vng", Ref("organisations", "vng", strict=False)),
        ("affiliation", "Ik / Wij BV", Ref("organisations", "Ik / Wij BV", strict=False)),
        ("article", "https://x.org/", "https://x.org/"),
        ("article", "/x/", "/x/"),
        ("article", "verslag", Ref("articles", "verslag")),
        ("article", "articles/verslag", Ref("articles", "verslag")),
        ("online", "true", True),
        ("online", "nee", False),
        ("online", "https://m.nl/", "https://m.nl/"),
        ("names", "een", ("een",)),
        ("names", ["een", "twee"], ("een", "twee")),
        ("names", [None, "een", ""], ("een",)),
        ("names", None, ()),
    ],
)
def test_a_field_reads_what_editors_write(name: str, written: Tree, expected: object) -> None:
    """Each type, from the text that stands in the file."""
    assert value(name, written) == expected


ONE_TEXT = (
    "hier hoort één tekst; haal de streepjes, haken of velden weg, of zet de hele tekst tussen "
    "aanhalingstekens"
)
MAP: Tree = {"a": "b"}


@pytest.mark.parametrize(
    ("name", "written", "sentence"),
    [
        ("flag", "misschien", "“misschien” is geen ja of nee; schrijf true of false"),
        ("number", "a", "“a” is geen heel getal; schrijf alleen cijfers, zonder punt of komma"),
        (
            "number",
            "229.000",
            "“229.000” is geen heel getal; schrijf alleen cijfers, zonder punt of komma",
        ),
        ("small", "18", "18 is te groot; schrijf 17 of minder"),
        ("small", "0", "0 is te klein; schrijf 1 of meer"),
        ("word", "stret", "“stret” kan hier niet; bedoel je street? Kies uit street, region"),
        ("slug", "Een Slug", "“Een Slug” kan niet in een adres; schrijf een-slug"),
        (
            "alias",
            "oud",
            "“oud” kan geen oud adres van deze hub zijn; laat de website weg en begin met één /, "
            "zoals /agenda/oude-naam/",
        ),
        ("alias", "/over ons/", "in een oud adres kan geen spatie; schrijf /over%20ons/"),
        (
            "alias",
            "/wiki/Category:x",
            "in een oud adres kan dit teken niet (:); haal dit adres weg, of laat de server zelf "
            "ervan doorverwijzen",
        ),
        (
            "alias",
            "/a%0a/",
            "in een oud adres kan dit teken niet (U+000A); haal dit adres weg, of laat de server "
            "zelf ervan doorverwijzen",
        ),
        (
            "alias",
            "/a///b/",
            "in dit oude adres staan twee schuine strepen achter elkaar; schrijf /a/b/",
        ),
        (
            "url",
            "x.org",
            "“x.org” is geen webadres; schrijf het met https:// ervoor, of begin met / voor een "
            "pagina van deze hub",
        ),
        (
            "url",
            "/\\x.org/",
            "“/\\x.org/” is geen webadres; schrijf het met https:// ervoor, of begin met / voor "
            "een pagina van deze hub",
        ),
        (
            "url",
            "javascript:alert(1)",
            "een adres dat met javascript: begint, mag niet; schrijf een adres met https://, "
            "mailto: of tel:",
        ),
        (
            "url",
            " JaVa\tscript:alert(1)",
            "een adres dat met javascript: begint, mag niet; schrijf een adres met https://, "
            "mailto: of tel:",
        ),
        (
            "web",
            "/x/",
            "“/x/” is geen webadres; schrijf het met https:// ervoor",
        ),
        ("email", "a@b", "“a@b” is geen e-mailadres; schrijf het als naam@example.org"),
        (
            "email",
            "a@b.nl, c@d.nl",
            "“a@b.nl, c@d.nl” is geen e-mailadres; schrijf het als naam@example.org",
        ),
        ("phone", "bel mij", "“bel mij” is geen telefoonnummer; schrijf het als +31 30 123 45 67"),
        (
            "partial",
            "2022-13",
            "“2022-13” is geen jaar, maand of dag; schrijf 2022, 2022-03 of 2022-03-01",
        ),
        (
            "colour",
            "groen",
            '“groen” is geen kleur; schrijf hem als "#2f5d50", tussen aanhalingstekens',
        ),
        ("zone", "CEST+1", "“CEST+1” is geen tijdzone; schrijf een naam als Europe/Amsterdam"),
        (
            "day",
            "morgen",
            "“morgen” is geen datum; schrijf de dag als 2024-11-13",
        ),
        ("clock", "halverwege", "“halverwege” is geen tijd; schrijf hem als 14:00"),
        (
            "lat",
            "51,5",
            "“51,5” is geen getal; schrijf alleen cijfers, met een punt voor de decimalen",
        ),
        ("lat", "91", "91 kan niet; schrijf een getal van -90 tot en met 90"),
        ("lon", "-181", "-181 kan niet; schrijf een getal van -180 tot en met 180"),
        (
            "party",
            "events/x",
            "“events/x” kan hier niet; verwijs naar een pagina in people, organisations",
        ),
        (
            "line",
            ["a"],
            ONE_TEXT,
        ),
        ("line", MAP, ONE_TEXT),
        (
            "parts",
            "a",
            "hier horen velden met een naam, en niet “a”; schrijf op een eigen regel - title: a",
        ),
    ],
)
def test_what_does_not_fit_says_what_to_write(name: str, written: Tree, sentence: str) -> None:
    """In an editor's words, with the value."""
    assert said(name, written) == [sentence]


def test_what_does_not_fit_is_said_in_english_too() -> None:
    """The same in the other language."""
    assert said("flag", "maybe", "en") == ["“maybe” is neither yes nor no; write true or false"]
    assert said("url", "data:x", "en") == [
        "an address that begins with data: is not allowed; write one with https://, mailto: or tel:"
    ]


@pytest.mark.parametrize("name", list(Example.model_fields))
@pytest.mark.parametrize("written", [["a"], [["a"]], MAP, [MAP], [[]], {}], ids=str)
def test_05_a_value_of_another_shape_is_read_or_is_a_problem(name: str, written: Tree) -> None:
    """A list or a mapping where a text belongs is never an error of the program."""
    _, findings = read_fields(Example, {name: written})
    assert all(f"problems.{one.code}" in wording("nl").words for one in findings)


TREE: st.SearchStrategy[Tree] = st.recursive(
    st.one_of(st.none(), st.text(max_size=8)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from("abc"), inner, max_size=2)
    ),
    max_leaves=6,
)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@settings(max_examples=40, deadline=1000)
@given(data=st.data())
def test_whatever_a_kind_is_given_is_read_or_has_a_sentence(
    kind: object, data: st.DataObject
) -> None:
    """No tree whatever ends otherwise, in any field of any kind; both languages can say it."""
    model = getattr(kind, "model", Example)
    names = st.sampled_from(list(model.model_fields))
    values = data.draw(st.dictionaries(names, TREE, max_size=3))
    _, findings = read_fields(model, values)
    matter = FrontMatter(values=values)
    for lang in ("nl", "en"):
        for one in findings:
            assert wording(lang).line(one.locate("x.md", matter))


def test_every_problem_of_a_mapping_is_found_at_once() -> None:
    """Nothing is left for the next time."""
    _, findings = read_fields(Example, {"lat": "a", "flag": "b", "foo": "c"})
    assert sorted(one.path for one in findings) == [("flag",), ("foo",), ("lat",)]


@pytest.mark.parametrize(
    ("path", "key", "code"),
    [
        (("lien",), "lien", "unknown-key-near"),
        (("parts", 0, "titel"), "titel", "unknown-key-near"),
        (("parts", 0, "parts", 1, "zzz"), "zzz", "unknown-key"),
    ],
)
def test_an_unknown_key_names_the_nearest_of_where_it_is(
    path: tuple[str | int, ...], key: str, code: str
) -> None:
    """Those of its own mapping, however deep, and all of them where none is near."""
    deep: Tree = {"title": "a", "parts": [{"title": "b"}, {"title": "c", "zzz": "d"}]}
    values: dict[tuple[str | int, ...], dict[str, Tree]] = {
        ("lien",): {"lien": "a"},
        ("parts", 0, "titel"): {"parts": [{"title": "a", "titel": "b"}]},
        ("parts", 0, "parts", 1, "zzz"): {"parts": [deep]},
    }
    _, (found,) = read_fields(Example, values[path])
    assert (found.path, found.code, dict(found.values)["key"]) == (path, code, key)
    if code == "unknown-key":
        assert dict(found.values)["known"] == "title, text, parts"


def test_a_path_is_said_as_far_as_it_was_written() -> None:
    """Items are counted from 1; a key that is missing ends it only where it is what is missing."""
    text = "---\nparts:\n  - title: a\n  - parts: [{title: b}]\n---\n"
    matter = read(text, path="x.md")
    assert say_path(("parts", 1, "parts", 0, "title"), matter) == "parts[2].parts[1].title"
    assert say_path(("parts", 1, "title"), matter) == "parts[2]"
    assert say_path(("parts", 1, "title"), matter, with_missing=True) == "parts[2].title"
    assert path_text(("parts", 1, "text")) == "parts[2].text"


def test_the_references_in_a_model_are_found_with_their_fields() -> None:
    """Wherever they are in it."""
    model, _ = read_fields(Example, {"party": "bart", "article": "a", "affiliation": "vng"})
    assert list(refs_in(model)) == [
        (("party",), Ref("people", "bart")),
        (("affiliation",), Ref("organisations", "vng", strict=False)),
        (("article",), Ref("articles", "a")),
    ]


def test_the_markdown_in_a_model_is_found_with_its_fields() -> None:
    """At every depth, and only what is Markdown and says something."""
    model, _ = read_fields(
        Example,
        {
            "line": "*a*",
            "parts": [{"title": "a"}, {"title": "b", "parts": {"title": "c", "text": "*d*"}}],
        },
    )
    assert model
    assert list(markdown_in(model)) == [(("parts", 1, "parts", 0, "text"), "*d*")]


def test_what_is_translated_is_marked() -> None:
    """Texts are, facts are not, in a list as well as alone."""
    found = marks(Example)
    assert {name for name, mark in found.items() if mark.prose} == {"line", "names"}
    assert marks(Part)["text"].markdown


def test_nothing_changes_a_model_afterwards() -> None:
    """What was read is frozen."""
    model, _ = read_fields(Example, {})
    with pytest.raises(ValueError, match="frozen"):
        model.line = "a"  # type: ignore[union-attr, misc] # it is frozen, which is what is tested
