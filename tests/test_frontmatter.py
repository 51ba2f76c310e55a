"""Front matter: read as the editor meant, or a problem with file and line."""

import time
from contextlib import suppress

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from hubgen.errors import ContentError, Problem
from hubgen.frontmatter import (
    DEEPEST,
    NOWHERE,
    FrontMatter,
    Place,
    glean,
    read,
    read_yaml,
    reading,
    recovery,
)
from hubgen.plaintext import is_holdable
from hubgen.settings import Limits
from tests.hub import says as lines_of

PATH = "content/events/x.md"
MOST = Limits().front_matter
UNREAD = "(de rest is nog niet bekeken)"


def says(text: str, lang: str = "nl") -> list[str]:
    """Return the problems that reading a page ends in, as an editor reads them."""
    with pytest.raises(ContentError) as caught:
        read(text, path=PATH, most=MOST)
    return lines_of(caught.value.problems, lang)


def values(text: str) -> object:
    """Return what the front matter of a page holds."""
    return read(text, path=PATH).values


def test_a_page_is_its_front_matter_and_its_text() -> None:
    """What is between the first two lines of dashes are the values, and the rest is the text."""
    found = read("---\ntitle: Overleg\n---\nTekst\n\n---\n\nMeer\n", path=PATH)
    assert (found.values, found.body.strip()) == ({"title": "Overleg"}, "Tekst\n\n---\n\nMeer")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("10:30", "10:30"),
        ("no", "no"),
        ("012", "012"),
        ("2026-03-01 10:00", "2026-03-01 10:00"),
        ("2026-03-01", "2026-03-01"),
        ("1.0", "1.0"),
        ("1e3", "1e3"),
        ("0x1f", "0x1f"),
        ("yes", "yes"),
        ("'null'", "null"),
        ("!!str 012", "012"),
    ],
)
def test_05_a_value_stays_the_text_that_was_written(written: str, expected: str) -> None:
    """YAML turns nothing into a number, a date or a yes, whatever it looks like."""
    assert values(f"---\nveld: {written}\n---\n") == {"veld": expected}


def test_05_line_ends_that_are_written_as_signs_are_line_ends() -> None:
    """A program that writes the text of a form has both signs for each."""
    assert values('---\nveld: "a\\r\\nb\\rc"\n---\n') == {"veld": "a\nb\nc"}


@given(
    st.integers(0, 0xFF) | st.integers(0xD7F0, 0x10FFFF),
    st.sampled_from(['a: "{}"', "a: ['{0}', \"b{0}c\"]", '"{}": b']),
)
def test_01_no_value_has_a_character_that_no_page_can_hold(number: int, line: str) -> None:
    """What stands for one between quotation marks is left out, and the problem is at its line."""
    written = line.format(f"\\U{number:08x}")
    found = glean(f"---\n{written}\n---\n", path=PATH)
    said = [(one.line, one.code) for one in found.problems]
    odd = chr(number) != "\r" and not is_holdable(chr(number))
    assert said == [(2, "yaml-odd-escape")] * odd
    assert is_holdable(str(found.values))


def test_04_a_sign_that_is_looked_for_in_vain_is_a_problem_too() -> None:
    """However a text came to have the character, looking for what stands for it ends."""
    found = recovery.odd_escape(["a: b", 'c: "d"', ""], 1, 3)
    assert (found.number, found.code) == (1, "yaml-broken-line")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_05_yaml_alone_has_its_problem_at_its_line_whatever_ends_a_line(end: str) -> None:
    """Settings may have the line ends of any program, as pages may."""
    with pytest.raises(ContentError) as caught:
        read_yaml(end.join(["title: a", "", 'b: "\\x01"']), path=PATH)
    assert [(one.line, one.code) for one in caught.value.problems] == [(3, "yaml-odd-escape")]


@pytest.mark.parametrize("written", ["", "~", "null", "  # niets"])
def test_a_key_without_a_value_says_nothing(written: str) -> None:
    """A key alone has no value."""
    assert values(f"---\nveld: {written}\n---\n") == {"veld": None}


def test_a_dash_alone_is_no_item() -> None:
    """An item without a value is not in its list, and does not shift the places of the others."""
    found = read("---\nthemes:\n  -\n  - energie\n---\n", path=PATH)
    assert found.values == {"themes": ["energie"]}
    assert found.places["themes", 0] == Place(4, 5)


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff---\ntitle: a\n---\nTekst\n",
        "---\r\ntitle: a\r\n---\r\nTekst\r\n",
        "\n\n---\ntitle: a\n---\nTekst\n",
        "\ufeff\r\n---\r\ntitle: a\r\n---\r\nTekst\r\n",
        "---\rtitle: a\r---\rTekst\r",
        "---\n\n\ntitle: a\n\n---\n\n\nTekst\n",
        "---   \ntitle: a\n-----\nTekst\n",
    ],
)
def test_05_marks_line_ends_and_blank_lines_make_no_difference(text: str) -> None:
    """A byte order mark, Windows or old Mac line ends and blank lines are read over."""
    found = read(text, path=PATH)
    assert (found.values, found.body.strip()) == ({"title": "a"}, "Tekst")


@pytest.mark.parametrize("blank", ["", "\n", "\n\n\n", "\ufeff\n"])
@pytest.mark.parametrize("gap", ["", "\n", "# opmerking\n\n"])
def test_lines_are_those_of_the_file(blank: str, gap: str) -> None:
    """Each key, item and the text know the line of the file that they are on."""
    text = f"{blank}---\n{gap}title: a\nspeakers:\n  - person: bart\n  - person: mia\n---\nTekst"
    found = read(text, path=PATH)
    lines = text.removeprefix("\ufeff").split("\n")
    for path, place in found.places.items():
        last = path[-1]
        wanted = f"{last}:" if isinstance(last, str) else ("bart", "mia")[last]
        assert wanted in lines[place.line - 1]
    assert found.places["speakers", 1, "person"].column == 5
    ahead = found.body.split("\n").index("Tekst")
    assert lines[found.body_line - 1 + ahead] == "Tekst"


def test_an_empty_front_matter_holds_nothing() -> None:
    """Two lines of dashes with nothing or a remark in between are a page without values."""
    assert values("---\n---\nTekst") == {}
    assert values("---\n# niets\n---\nTekst") == {}


def test_a_value_that_is_not_there_is_placed_at_what_surrounds_it() -> None:
    """The place of a missing key is that of the item it is missing in, or none."""
    found = read("---\ntitle: a\nprogramme:\n  - start: 13.00\n---\n", path=PATH)
    assert found.place(("programme", 0, "title")) == Place(4, 5)
    assert found.place(("programme", 7, "title")) == Place(3, 1)
    assert found.place(("summary",)) == NOWHERE
    assert FrontMatter(values={}).place(()) == NOWHERE


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "# Overleg\n",
            f"{PATH}:1: de pagina heeft bovenaan geen gegevens; begin met een regel ---, "
            f"dan bijvoorbeeld title: …, en weer een regel --- {UNREAD}",
        ),
        (
            "",
            f"{PATH}:1: de pagina heeft bovenaan geen gegevens; begin met een regel ---, "
            f"dan bijvoorbeeld title: …, en weer een regel --- {UNREAD}",
        ),
        (
            "---\ntitle: a\n",
            f"{PATH}:1: de gegevens bovenaan zijn niet afgesloten; zet er een regel met alleen "
            f"--- onder {UNREAD}",
        ),
        (
            "---\n- a\n- b\n---\n",
            f"{PATH}:2: hier horen regels als title: Bijeenkomst; begin elke regel met de naam "
            f"van een veld en een dubbele punt {UNREAD}",
        ),
        (
            "---\nzomaar tekst\n---\n",
            f"{PATH}:2: hier horen regels als title: Bijeenkomst; begin elke regel met de naam "
            f"van een veld en een dubbele punt {UNREAD}",
        ),
        (
            "---\ntitle: a\nstart: 1\ntitle: b\n---\n",
            f"{PATH}:4: “title” staat er twee keer, de eerste keer op regel 2; haal er een weg",
        ),
        (
            "---\nimage:\n  alt: a\n  alt: b\n---\n",
            f"{PATH}:4: “alt” staat er twee keer, de eerste keer op regel 3; haal er een weg",
        ),
        (
            "---\ntitle: Warmte: hoe dan?\n---\n",
            f"{PATH}:2: title: in “Warmte: hoe dan?” staat nog een dubbele punt; zet de titel "
            'tussen aanhalingstekens: "Warmte: hoe dan?"',
        ),
        (
            "---\ntitle: a\nimage:\n\talt: b\n---\n",
            f"{PATH}:4: deze regel begint met een tab; haal die weg en typ spaties, gelijk met "
            "de regels eromheen",
        ),
        (
            '---\ntitle: "a\nsummary: b\n---\n',
            f"{PATH}:2: title: het aanhalingsteken dat hier begint, wordt niet gesloten; schrijf "
            '"a"',
        ),
        (
            "---\ntitle: a\n summary: b\n---\n",
            f"{PATH}:3: deze regel staat te ver naar links of naar rechts; laat hem even ver naar "
            "rechts beginnen als “title” op regel 2",
        ),
        (
            "---\ntitle: a\nthemes: [a, b\n---\n",
            f"{PATH}:3: themes: de haak [ die hier begint, wordt niet gesloten; schrijf [a, b]",
        ),
        (
            "---\ntitle: &a [b]\nsummary: *a\n---\n",
            f"{PATH}:2: wat met & of * begint, leest de hub niet als tekst; schrijf de waarde uit, "
            f"of zet hem tussen aanhalingstekens {UNREAD}",
        ),
        (
            "---\n<<: *a\n---\n",
            f"{PATH}:2: wat met & of * begint, leest de hub niet als tekst; schrijf de waarde uit, "
            f"of zet hem tussen aanhalingstekens {UNREAD}",
        ),
        (
            "---\ntitle: !Ref a\n---\n",
            f"{PATH}:2: title: een waarde kan niet met ! beginnen; zet de titel tussen "
            'aanhalingstekens: "!Ref a"',
        ),
        (
            "---\nimage: {a: !Ref b}\n---\n",
            f"{PATH}:2: een waarde kan niet met ! beginnen; zet hem tussen aanhalingstekens "
            f"{UNREAD}",
        ),
        (
            "---\n? [a]\n: b\n---\n",
            f"{PATH}:2: een veld moet een gewone naam hebben, geen lijst; haal de haken of het "
            f"streepje weg {UNREAD}",
        ),
        (
            "---\ntitle: a\x07b\n---\n",
            f"{PATH}:2: hier staat een onzichtbaar teken (U+0007) dat er niet kan staan; haal het "
            "weg",
        ),
        (
            '---\ntitle: "a\\x01b"\n---\n',
            f"{PATH}:2: title: “\\x01” staat hier voor een onzichtbaar teken dat op geen pagina "
            "kan staan; haal het weg",
        ),
        (
            '---\nimage: {src: a.jpg, alt: "a\n  \\\\x01 \\uD83C"}\n---\n',
            f"{PATH}:3: “\\uD83C” staat hier voor een onzichtbaar teken dat op geen pagina kan "
            "staan; haal het weg",
        ),
        (
            '---\ntitle: "C:\\bestanden"\n---\n',
            f"{PATH}:2: title: tussen dubbele aanhalingstekens heeft \\ een eigen betekenis; zet "
            "de titel tussen enkele: 'C:\\bestanden'",
        ),
        (
            "---\ntitle: a\n--- b\n---\n",
            f"{PATH}:3: er staat een tweede --- in de gegevens; er mag er één boven en één onder "
            f"staan {UNREAD}",
        ),
    ],
)
def test_05_what_cannot_be_read_is_a_problem_with_its_line(text: str, line: str) -> None:
    """Front matter that is broken, or not one plain mapping, is said in an editor's words."""
    assert says(text) == [line]


def test_problems_are_said_in_english_too() -> None:
    """The same problem in the other language of the catalogues."""
    assert says("---\ntitle: a\ntitle: b\n---\n", "en") == [
        f"{PATH}:3: “title” is there twice, first on line 2; remove one"
    ]


def test_05_every_key_that_is_there_twice_is_said() -> None:
    """One problem a key, all of them at once."""
    twice = says("---\na: 1\nb: 2\na: 3\nb: 4\na: 5\n---\n")
    assert [line.split(": ", 2)[0] for line in twice] == [f"{PATH}:{n}" for n in (4, 5, 6)]


def bomb(kind: str) -> str:
    """Return front matter that hangs or crashes a program that reads YAML without thinking."""
    laughs = "".join(f"a{n}: &a{n} [{f'*a{n - 1},' * 9}]\n" for n in range(1, 30))
    return {
        "aliases": "a0: &a0 [lol]\n" + laughs,
        "merge keys": "a: &a {b: c}\nd: {<<: [*a, *a]}\n",
        "brackets": f"a: {'[' * 30_000}",
        "braces": f"a: {'{a: ' * 15_000}",
        "dashes": "- " * 30_000,
        "question marks": "? " * 30_000,
        "one megabyte": f"a: {'b' * 1_000_000}",
        "a megabyte of keys": "".join(f"k{n}: v\n" for n in range(100_000)),
    }[kind]


@pytest.mark.parametrize("pure", [False, True], ids=["libyaml", "python"])
@pytest.mark.parametrize(
    "kind",
    [
        "aliases",
        "merge keys",
        "brackets",
        "braces",
        "dashes",
        "question marks",
        "one megabyte",
        "a megabyte of keys",
    ],
)
def test_04_a_bomb_is_a_problem_within_a_second(
    kind: str, pure: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """YAML that is made to hang or crash is a problem with a line, with and without libyaml."""
    if pure:
        monkeypatch.setattr(reading, "_Loader", yaml.SafeLoader)
    text = f"---\n{bomb(kind)}\n---\n"
    began = time.process_time()
    found = says(text)
    assert (len(found), time.process_time() - began < 1) == (1, True)
    assert found[0].startswith((f"{PATH}:1: ", f"{PATH}:2: "))


def test_04_control_characters_are_a_problem_without_libyaml_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Python's own reader refuses them before the first event, and that is no crash."""
    monkeypatch.setattr(reading, "_Loader", yaml.SafeLoader)
    assert len(says("---\ntitle: a\x07b\n---\n")) == 1


@pytest.mark.parametrize(("extra", "fits"), [(0, True), (1, False)])
def test_04_front_matter_has_a_largest_size(extra: int, fits: bool) -> None:
    """The last byte that fits is read; one more is a problem. Bytes count, not characters."""
    text = "a: é" + "b" * (MOST - len("a: é".encode()) + extra)
    if fits:
        assert len(read_yaml(text, path=PATH, most=MOST)[0]["a"] or "") == MOST - 4
    else:
        with pytest.raises(ContentError) as caught:
            read_yaml(text, path=PATH, most=MOST)
        assert lines_of(caught.value.problems) == [
            f"{PATH}:1: de gegevens bovenaan zijn langer dan 64 kB; zet lange teksten onder de "
            f"tweede --- {UNREAD}"
        ]


@pytest.mark.parametrize("fits", [True, False])
def test_04_nesting_has_a_deepest_level(fits: bool) -> None:
    """The deepest level that is read is read; one more is a problem."""
    depth = DEEPEST - 1 if fits else DEEPEST
    text = f"---\na: {'[' * depth}b{']' * depth}\n---\n"
    if fits:
        assert values(text) != {}
    else:
        assert says(text) == [
            f"{PATH}:2: dit staat meer dan 24 niveaus diep; schrijf het zonder zoveel lijsten en "
            f"haken in elkaar {UNREAD}"
        ]


ODD = "ab: -\n\r\t\"'[]{}#&*!|>%@`,?~.0\ufeff\x00é"


@settings(max_examples=300, deadline=1000)
@given(st.text(alphabet=st.sampled_from(ODD), max_size=60))
def test_04_any_text_is_read_or_is_a_problem(text: str) -> None:
    """No text whatever makes reading end otherwise than in values or in problems with a line."""
    problems: list[Problem] = []
    try:
        read(f"---\n{text}\n---\nTekst", path=PATH)
    except ContentError as error:
        problems += error.problems
    assert [one for one in problems if one.path != PATH or one.line < 1] == []


@pytest.mark.parametrize(
    "line", ["  - x -y", "  - x: -y", "  - b: c", "  -x", "  x -y", "   - a -b", "%x", 'a: "', "- "]
)
def test_04_many_lines_of_one_sort_take_no_more_than_a_second(line: str) -> None:
    """As much front matter as a hub reads, whatever is said of it: dashes where none are meant."""
    text = "a:\n" + f"{line}\n" * (MOST // (len(line) + 1) - 1)
    began = time.process_time()
    with suppress(ContentError):
        read_yaml(text, path=PATH, most=MOST)
    assert time.process_time() - began < 1


@settings(max_examples=300, deadline=1000)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 6), st.sampled_from(("a: b", "- x", "- a: b", "# c", "-", "x", "k:", ""))
        ),
        max_size=9,
    )
)
def test_an_item_that_is_level_with_nothing_is_found_in_one_look(
    written: list[tuple[int, str]],
) -> None:
    """The lines of which that is so are those of which it is said one by one."""
    lines = [" " * indent + text for indent, text in written]
    items = [at for at, (_, text) in enumerate(written) if text.startswith(("- ", "-"))]
    said = {at for at in items if written[at][1] != "-" and recovery.off_level(lines, at)}
    assert said == recovery.askew(lines)


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85"])
def test_lines_are_counted_as_editors_count_them(sign: str) -> None:
    """A line separator, as programs for layout leave behind, begins no line but is a space."""
    matter = read(f"---\ntitle: Een{sign}twee\nsummary: A\n---\n", path="x.md")

    assert matter.values == {"title": "Een twee", "summary": "A"}
    assert matter.place(("summary",)).line == 3
