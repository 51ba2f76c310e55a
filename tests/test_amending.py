"""Front matter edited in place: the one value is as meant, and every other byte as it was."""

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hubgen.amending import append, put, rename, take_out
from hubgen.amending.layout import lay_out
from hubgen.amending.writing import flow, inline
from hubgen.errors import ContentError, Unamendable
from hubgen.frontmatter import Path, Tree, read, read_yaml
from hubgen.plaintext import is_holdable

PAGE = """\
---
# Boven alles.
title: 'Derde bijeenkomst'  # met aanhalingstekens
start:   2024-11-13 14:00 # onder voorbehoud
# Van de bron.
location: # zie de kaart
    # eerst de naam
    name: Stadhuis   # ingang achter
    place: "Utrecht"
    # einde van de plaats

dates:
- start: 2025-01-16 14:00
  end: 2025-01-16 16:00   # tot
-
- {start: 2025-02-13 14:00, note: 'met, komma'} # flow
themes: [energie,
   water] # twee
note: >-  # gevouwen
  Een lange
  toelichting.

registration: {url: "https://example.org/#aan", email: a@example.org}
changes: []   # nog niets
cost:
---

De tekst.  # geen commentaar
"""


def change_in(before: str, after: str) -> tuple[str, str]:
    """Return the lines that only the one text has, and those that only the other has."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    while old and new and old[0] == new[0]:
        del old[0], new[0]
    while old and new and old[-1] == new[-1]:
        del old[-1], new[-1]
    return "".join(old), "".join(new)


# one value in the place of another


@pytest.mark.parametrize(
    ("path", "value", "old", "new"),
    [
        (
            ("title",),
            "Vierde",
            "title: 'Derde bijeenkomst'  # met aanhalingstekens\n",
            "title: Vierde  # met aanhalingstekens\n",
        ),
        (
            ("start",),
            "2024-11-20 14:00",
            "start:   2024-11-13 14:00 # onder voorbehoud\n",
            "start:   2024-11-20 14:00 # onder voorbehoud\n",
        ),
        (
            ("location", "place"),
            "Zwolle: zaal 2",
            '    place: "Utrecht"\n',
            '    place: "Zwolle: zaal 2"\n',
        ),
        (
            ("dates", 0, "end"),
            "2025-01-16 17:00",
            "  end: 2025-01-16 16:00   # tot\n",
            "  end: 2025-01-16 17:00   # tot\n",
        ),
        (
            ("dates", 1, "note"),
            "a, b",
            "- {start: 2025-02-13 14:00, note: 'met, komma'} # flow\n",
            '- {start: 2025-02-13 14:00, note: "a, b"} # flow\n',
        ),
        (("cost",), "gratis", "cost:\n", "cost: gratis\n"),
        (("changes",), "x", "changes: []   # nog niets\n", "changes: x   # nog niets\n"),
        (
            ("note",),
            "Kort.",
            "note: >-  # gevouwen\n  Een lange\n  toelichting.\n",
            "note: Kort.  # gevouwen\n",
        ),
        (
            ("themes",),
            ["water", "wind"],
            "themes: [energie,\n   water] # twee\n",
            "themes: [water, wind] # twee\n",
        ),
    ],
    ids=lambda one: ".".join(map(str, one)) if isinstance(one, tuple) else "",
)
def test_a_value_takes_the_place_of_another(path: Path, value: Tree, old: str, new: str) -> None:
    """A text or a list between brackets is replaced where it stands, its comment kept."""
    assert change_in(PAGE, put(PAGE, path, value)) == (old, new)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (
            ("title",),
            "title: 'Derde bijeenkomst'  # met aanhalingstekens\n",
            'kop: "a: b"  # met aanhalingstekens\n',
        ),
        (
            ("dates", 1, "note"),
            "- {start: 2025-02-13 14:00, note: 'met, komma'} # flow\n",
            '- {start: 2025-02-13 14:00, kop: "a: b"} # flow\n',
        ),
        (
            ("note",),
            "note: >-  # gevouwen\n  Een lange\n  toelichting.\n",
            'kop: "a: b"  # gevouwen\n',
        ),
    ],
    ids=["block", "flow", "folded"],
)
def test_a_key_takes_the_place_of_another(path: Path, old: str, new: str) -> None:
    """Another key and its value stand where the one was, with its comment."""
    assert change_in(PAGE, rename(PAGE, path, "kop", "a: b")) == (old, new)


@pytest.mark.parametrize("path", [("geen",), ("dates", 0), ("dates", 7, "start"), ("cost",)])
def test_a_key_cannot_always_be_renamed(path: Path) -> None:
    """What is no key, and a name that is there already, is left to an editor."""
    with pytest.raises(Unamendable):
        rename(PAGE, path, "title", "x")


def test_a_mapping_takes_the_place_of_another() -> None:
    """A mapping on lines of its own is replaced with the same indentation."""
    changed = put(PAGE, ("location",), {"name": "Provinciehuis", "place": "Zwolle"})
    assert change_in(PAGE, changed) == (
        '    name: Stadhuis   # ingang achter\n    place: "Utrecht"\n',
        "    name: Provinciehuis\n    place: Zwolle\n",
    )


def test_a_mapping_takes_the_place_of_a_text() -> None:
    """A mapping where a text stood gets lines of its own, below the comment of the text."""
    changed = put(PAGE, ("start",), {"online": "true"})
    assert change_in(PAGE, changed) == (
        "start:   2024-11-13 14:00 # onder voorbehoud\n",
        "start: # onder voorbehoud\n  online: true\n",
    )


def test_a_text_takes_the_place_of_a_mapping() -> None:
    """A text where a mapping stood comes behind the key, whose comment stays."""
    changed = put(PAGE, ("location",), "online")
    assert change_in(PAGE, changed) == (
        "location: # zie de kaart\n    # eerst de naam\n"
        '    name: Stadhuis   # ingang achter\n    place: "Utrecht"\n',
        "location: online # zie de kaart\n    # eerst de naam\n",
    )


def test_an_item_takes_the_place_of_another() -> None:
    """An item of a list is replaced behind its dash, between brackets if it was."""
    changed = put(put(PAGE, ("dates", 0), {"note": "x"}), ("dates", 1), {"note": "y"})
    assert change_in(PAGE, changed) == (
        "- start: 2025-01-16 14:00\n  end: 2025-01-16 16:00   # tot\n-\n"
        "- {start: 2025-02-13 14:00, note: 'met, komma'} # flow\n",
        "- note: x\n-\n- {note: y} # flow\n",
    )


# a key that was not there


@pytest.mark.parametrize(
    ("order", "above"),
    [
        (("title", "summary", "uid"), "title: 'Derde bijeenkomst'  # met aanhalingstekens\n"),
        (("title", "location", "uid"), "    # einde van de plaats\n"),
        (("uid", "title"), "cost:\n"),
        ((), "cost:\n"),
    ],
)
def test_a_new_key_comes_where_it_belongs(order: tuple[str, ...], above: str) -> None:
    """A key comes below the nearest one before it in the order, else below all others."""
    changed = put(PAGE, ("uid",), "x@example.org", order=order)
    assert change_in(PAGE, changed) == ("", "uid: x@example.org\n")
    assert f"{above}uid: x@example.org\n" in changed


def test_a_new_key_comes_into_what_holds_it() -> None:
    """In a mapping a key is indented as those beside it, between brackets it follows the last."""
    assert change_in(PAGE, put(PAGE, ("location", "street"), "Markt 1", order=("name", "street")))[
        1
    ] == ("    street: Markt 1\n")
    assert change_in(PAGE, put(PAGE, ("dates", 0, "note"), "nieuw"))[1] == "  note: nieuw\n"
    assert change_in(PAGE, put(PAGE, ("registration", "state"), "full"))[1] == (
        'registration: {url: "https://example.org/#aan", email: a@example.org, state: full}\n'
    )


def test_what_holds_a_new_key_is_made() -> None:
    """Where the mapping around a value lacks or says nothing, it is made."""
    assert change_in(PAGE, put(PAGE, ("contact", "name"), "Anna"))[1] == "contact:\n  name: Anna\n"
    assert change_in(PAGE, put(PAGE, ("cost", "amount"), "5"))[1] == "  amount: 5\n"


def test_front_matter_without_a_key_gets_its_first() -> None:
    """Front matter that is empty, or holds comments alone, gets the key."""
    assert put("---\n---\nTekst", ("uid",), "x") == "---\nuid: x\n---\nTekst"
    assert put("---\n# leeg\n---\n", ("uid",), "x") == "---\nuid: x\n# leeg\n---\n"


def test_front_matter_between_braces_stays_there() -> None:
    """A page whose whole front matter is one line of braces gets its key between them."""
    text = "---\n{title: Over}\n---\n"
    changed = append(text, "changes", {"at": "2024-11-01"})
    assert changed == "---\n{title: Over, changes: [{at: 2024-11-01}]}\n---\n"


# one item more

CHANGE: Tree = {"at": "2024-11-01 13:00", "note": "Nee: ziek", "location": {"online": "true"}}
FLOW = '{at: 2024-11-01 13:00, note: "Nee: ziek", location: {online: true}}'
BLOCK = 'at: 2024-11-01 13:00\n{0}note: "Nee: ziek"\n{0}location:\n{0}  online: true\n'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "changes:\n  - " + BLOCK.format("    ")),
        ("changes:\n", "changes:\n  - " + BLOCK.format("    ")),
        ("changes: ~ # nee\n", "changes: # nee\n  - " + BLOCK.format("    ")),
        ("changes: [] # nee\n", "changes: # nee\n  - " + BLOCK.format("    ")),
        ("changes:\n- at: 1 # c\n", "changes:\n- at: 1 # c\n- " + BLOCK.format("  ")),
        (
            "changes:\n   -   at: 1\n       note: x\n   # toen\n     # en toen\n",
            "changes:\n   -   at: 1\n       note: x\n   - " + BLOCK.format("     ") + "   # toen\n"
            "     # en toen\n",
        ),
        ("changes:\n  - {at: 1}\n", "changes:\n  - {at: 1}\n  - " + FLOW + "\n"),
        ("changes: [{at: 1}] # c\n", "changes: [{at: 1}, " + FLOW + "] # c\n"),
        ("changes: [\n  {at: 1}, # c\n]\n", "changes: [\n  {at: 1}, " + FLOW + ", # c\n]\n"),
    ],
)
def test_an_item_comes_last(before: str, after: str) -> None:
    """A list that there is gets one item more, written as its last; else a list is made."""
    text = f"---\ntitle: x\n{before}cost: gratis\n---\n"
    order = ("title", "changes", "cost")
    assert (
        append(text, "changes", CHANGE, order=order) == f"---\ntitle: x\n{after}cost: gratis\n---\n"
    )


# what cannot be done


@pytest.mark.parametrize(
    ("front", "line"),
    [
        ("title: x\nchanges:\n  at: 1\n", 3),  # one mapping stands for a list of it
        ("title: x\nchanges: nee\n", 3),
        ("{title: x, changes}\n", 2),  # a key without its colon
    ],
)
def test_what_is_too_unusual_is_left_to_the_editor(front: str, line: int) -> None:
    """Where a value has to be written by hand the error says on which line, and what."""
    with pytest.raises(Unamendable) as caught:
        append(f"---\n{front}---\n", "changes", {"at": "2"})
    error = caught.value
    assert (error.line, error.field, error.value) == (line, "changes", "[{at: 2}]")


def test_an_item_that_is_not_there_cannot_be_put() -> None:
    """A place that a list does not have is not made up."""
    with pytest.raises(Unamendable):
        put(PAGE, ("dates", 7, "start"), "2025-01-16")


def test_broken_front_matter_is_not_edited() -> None:
    """A page that cannot be read says so, as when it is built."""
    with pytest.raises(ContentError) as caught:
        put("---\ntitle: [x\n---\n", ("uid",), "x")
    assert [one.code for one in caught.value.problems] == ["yaml-bracket"]


def test_what_no_page_can_hold_is_left_out() -> None:
    """It comes along with what is pasted, and nobody sees it."""
    assert put("---\na: b\n---\n", ("a",), "c\x0bd\r") == "---\na: cd\n---\n"
    assert (
        append("---\na: b\n---\n", "c", {"d": ["\x1be"]})
        == "---\na: b\nc:\n  - d:\n      - e\n---\n"
    )
    assert rename("---\na: b\n---\n", ("a",), "c", "d\x7f") == "---\nc: d\n---\n"


# what always holds

# What no page can hold is left out, which another test says.
TEXTS = st.text(st.characters(codec="utf-8").filter(is_holdable), max_size=30)
NAMES = st.from_regex(r"[a-z][a-z_]{0,8}", fullmatch=True)
VALUES = st.recursive(
    TEXTS.filter(bool),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3)
        | st.dictionaries(NAMES, inner, min_size=1, max_size=3)
    ),
    max_leaves=6,
)
COMMENTS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), max_size=12)
WORDS = st.sampled_from(["Stadhuis", "'s avonds'", '"a: b # c"', "2024-11-13 14:00", "é 😀", "~"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """A key with its value, as it is written."""

    key: str
    lines: str
    tail: str
    """The comment and line end that stay whatever the value becomes; empty for a longer value."""


@st.composite
def chunks(draw: st.DrawFn, key: str) -> Chunk:
    """Return a key with a value that is written in one of the many ways that there are."""
    tail = draw(st.sampled_from(["", " ", "   # é: [x", "\t# tab"])) + "\n"
    gap = " " * draw(st.integers(1, 3))
    pad = " " * draw(st.integers(1, 4))
    word, other = draw(WORDS), draw(WORDS)
    shape = draw(st.integers(0, 6))
    if shape == 0:
        return Chunk(key=key, lines=f"{key}:{gap}{word}{tail}", tail=tail)
    if shape == 1:
        return Chunk(key=key, lines=f"{key}:{gap}[{word}, {{a: {other}}}]{tail}", tail=tail)
    if shape == 2:
        return Chunk(key=key, lines=f"{key}:{tail}", tail=tail)
    written = {
        3: f"{key}:\n{pad}name:{gap}{word}{tail}{pad}# in\n\n{pad}place: {other}\n",
        4: f"{key}:\n{pad}-{gap}{word}{tail}{pad}- a: {other}\n",
        5: f"{key}:{gap}|\n{pad}{word}\n{pad}# tekst\n",
        6: f'"{key}":\n- {word}\n',
    }
    return Chunk(key=key, lines=written[shape], tail="")


@st.composite
def pages(draw: st.DrawFn) -> tuple[str, list[Chunk], str]:
    """Return what stands before the keys, the keys, and what stands below them."""
    keys = draw(st.lists(NAMES, min_size=1, max_size=5, unique=True))
    found = []
    for key in keys:
        chunk = draw(chunks(key))
        above = f"# {draw(COMMENTS)}\n" if draw(st.booleans()) else ""
        # What stands above a key is part of what has to stay, so it goes with the key before.
        found.append(Chunk(key=key, lines=chunk.lines, tail=chunk.tail))
        found.append(Chunk(key="", lines=above, tail=""))
    top = draw(st.sampled_from(["", "\ufeff", "\n", "\ufeff\n\n"]))
    body = draw(st.sampled_from(["", "Tekst.\n", "\n---\nuid: niet dit\n---\n", "# Kop"]))
    return f"{top}---\n# é\n", found, f"---\n{body}"


@settings(deadline=None)
@given(page=pages(), newline=st.sampled_from(["\n", "\r\n", "\r"]), value=VALUES, data=st.data())
def test_all_but_the_value_stays(
    page: tuple[str, list[Chunk], str], newline: str, value: Tree, data: st.DataObject
) -> None:
    """Whatever is written around a value, it is read back as meant, and the rest is as it was."""
    top, found, bottom = page
    number = data.draw(st.sampled_from([n for n, one in enumerate(found) if one.key]))
    chunk = found[number]
    before = top + "".join(one.lines for one in found[:number])
    behind = "".join(one.lines for one in found[number + 1 :]) + bottom
    text = (before + chunk.lines + behind).replace("\n", newline)
    changed = put(text, (chunk.key,), value)
    assert read(changed, path="").values == {**read(text, path="").values, chunk.key: value}
    assert changed.startswith(before.replace("\n", newline))
    assert changed.endswith(behind.replace("\n", newline))
    assert chunk.tail.replace("\n", newline) in changed[len(before.replace("\n", newline)) :]


@settings(deadline=None)
@given(page=pages(), newline=st.sampled_from(["\n", "\r\n"]), item=VALUES)
def test_what_is_new_is_only_put_in(
    page: tuple[str, list[Chunk], str], newline: str, item: Tree
) -> None:
    """A key that was not there, with a list of one item and then of two, takes nothing away."""
    top, found, bottom = page
    text = (top + "".join(one.lines for one in found) + bottom).replace("\n", newline)
    keys = [one.key for one in found if one.key]
    once = append(text, "Changes", item, order=(*keys[:1], "Changes"))
    twice = append(once, "Changes", item)
    values = read(text, path="").values
    assert read(twice, path="").values == {**values, "Changes": [item, item]}
    for before, after in ((text, once), (once, twice)):
        first = next((n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), 0)
        assert after.endswith(before[first:])
        assert newline == "\n" or "\n" not in after.replace("\r\n", "")


@settings(deadline=None)
@given(value=VALUES)
def test_a_written_value_is_read_back(value: Tree) -> None:
    """What is written on one line, behind a key or between brackets, is read as the same."""
    assert read_yaml(f"key: {inline(value)}", path="")[0] == {"key": value}
    assert read_yaml(f"{{key: {flow(value)}}}", path="")[0] == {"key": value}


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Stadhuis, Utrecht", "Stadhuis, Utrecht"),
        ("2024-11-13 14:00", "2024-11-13 14:00"),
        ("https://example.org/?a=1#b", "https://example.org/?a=1#b"),
        ("Zaal: 2", '"Zaal: 2"'),
        ("null", '"null"'),
        ("# geen", '"# geen"'),
        ('het "nieuwe" stadhuis', 'het "nieuwe" stadhuis'),
        ('"nieuw"', '"\\"nieuw\\""'),
        ("twee\nregels", '"twee\\nregels"'),
        ("", '""'),
    ],
)
def test_quotes_stand_where_they_have_to(text: str, written: str) -> None:
    """A text is written without quotes unless it would be read as something else."""
    assert inline(text) == written


# taking out


@pytest.mark.parametrize(
    ("front", "path", "after"),
    [
        ("a: 1\nb: 2 # twee\nc: 3", ("b",), "a: 1\nc: 3"),
        (
            "a: 1\nb:\n  - x\n  - y # y\n  # bij z\n  - z",
            ("b", 1),
            "a: 1\nb:\n  - x\n  # bij z\n  - z",
        ),
        ("a: 1\nb: [x, y, z] # drie", ("b", 0), "a: 1\nb: [y, z] # drie"),
        ("a: 1\nb: [x, y, z]", ("b", 2), "a: 1\nb: [x, y]"),
        ("a: 1\nb: [x]\nc: 2", ("b", 0), "a: 1\nc: 2"),
        ("a: 1\nb: {c: {d: x}}", ("b", "c", "d"), "a: 1"),
        ("a: 1\nb: {c: x, d: [y]}", ("b", "d", 0), "a: 1\nb: {c: x}"),
        ("a: 1\nb:\n  - c: x\n    d: y\n  - c: z", ("b", 0), "a: 1\nb:\n  - c: z"),
        ("a: 1\nb:\n  - c: x\n    d: y\n  - c: z", ("b", 0, "c"), "a: 1\nb:\n  - d: y\n  - c: z"),
        ("a: 1\nb:\n- c: |\n    x\n\n    y\n- z", ("b", 0), "a: 1\nb:\n- z"),
        ("a: 1\nb: >\n  x\n  y\nc: 2", ("b",), "a: 1\nc: 2"),
        ("a: 1\nb: [{c: x, d: y},\n    {c: z}]", ("b", 0), "a: 1\nb: [{c: z}]"),
        ('a: 1\nb:\n  - "x: y"\n  - z', ("b", 0), "a: 1\nb:\n  - z"),
        ("a: 1\nb: x", ("b",), "a: 1"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_is_taken_out_leaves_all_around_it(
    front: str, path: Path, after: str, newline: str
) -> None:
    """A key or an item goes with its own comment; what holds nothing else then goes with it."""
    text, wanted = (f"---\n{one}\n---\n\nTekst\n".replace("\n", newline) for one in (front, after))
    assert take_out(lay_out(text), path) == wanted


def test_what_is_not_there_cannot_be_taken_out() -> None:
    """The line on which it belongs is said, and nothing is changed."""
    with pytest.raises(Unamendable):
        take_out(lay_out("---\na: 1\n---\n"), ("b", 0))
