"""Tables of records: what was written comes back, part by part."""

from collections.abc import Mapping

import pytest

from hubgen.upkeep import tables
from hubgen.upkeep.records import Writing, joined
from hubgen.upkeep.tables import LostError, Size, Table, packed

TARGETS = {
    "/": (("pages",), ("text", "a"), ("page", "a")),
    "/a/": (("text", "a"), ("page", "b")),
    "/b/": (("page", "b"), ("text", "b")),
    "/c/": (),
}


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a few records make several parts."""
    monkeypatch.setattr(tables, "_ROWS", 2)
    monkeypatch.setattr(tables, "_NOTES", 2)


def written() -> Writing:
    """Return the records of some targets, one of which was published as two files."""
    writing = Writing()
    for address, notes in TARGETS.items():
        paths = [f"{address[1:]}index.html", *(["b.txt"] if address == "/b/" else [])]
        writing.add(address, f"plan of {address}", paths, notes)
    return joined([writing])


def mark(note: tuple[str, ...]) -> str:
    """Return what stands behind a note."""
    return " ".join(note).upper()


def table(*gone: int) -> tuple[Table, list[str]]:
    """Return a table of all of them but some, and the names of the parts that it reads."""
    size, parts = packed(written(), [mark(one) for one in written().notes])
    assert sorted(parts) == sorted(size.parts)
    asked: list[str] = []

    def read(part: str) -> bytes:
        asked.append(part)
        return parts[part]

    return Table(size, gone, "1", read), asked


def noted(writing: Writing) -> Mapping[str, set[tuple[str, ...]]]:
    """Return the notes of each record, by the addresses."""
    notes = list(writing.notes)
    return {one.address: {notes[number] for number in one.notes} for one in writing.records}


def test_notes_of_texts_come_first_and_none_is_without_a_record() -> None:
    """Records that are joined have the notes that they had, and no other note is left."""
    first, second = Writing(), Writing()
    first.add("/gone/", "", [], [("page", "gone"), ("text", "gone")])
    first.records.clear()
    first.add("/", "", [], TARGETS["/"])
    second.add("/b/", "", [], TARGETS["/b/"])
    whole = joined([first, second])
    assert noted(whole) == {one: set(TARGETS[one]) for one in ("/", "/b/")}
    assert [note[0] for note in whole.notes] == ["text", "text", "pages", "page", "page"]


def test_all_that_was_written_comes_back() -> None:
    """The records of a table are those that were written, but for those that are gone."""
    found, marks = table(1)[0].written()
    assert [(one.address, one.mark, one.paths) for one in found.records] == [
        ("/", "plan of /", ("index.html",)),
        ("/b/", "plan of /b/", ("b/index.html", "b.txt")),
        ("/c/", "plan of /c/", ("c/index.html",)),
    ]
    assert noted(found) == {one: set(TARGETS[one]) for one in ("/", "/b/", "/c/")}
    assert marks == {one: mark(one) for one in {*TARGETS["/"], *TARGETS["/b/"]}}


def test_what_stood_behind_a_note_of_none_that_is_right_is_not_told() -> None:
    """A note that only what is gone has may have another mark by now."""
    assert ("pages",) not in table(0)[0].written()[1]


def test_who_holds_a_text_is_known_without_the_notes_of_each() -> None:
    """Only the parts that are asked for are read, each once."""
    found, asked = table()
    texts = {note: number for number, (note, _) in enumerate(found.loose())}
    assert found.holders([texts["text", "a"]]) == {0, 1}
    assert found.without([0]).holders(texts.values()) == {1, 2}
    assert asked == ["notes-0", "holders"]


def test_the_notes_of_one_record_are_read_alone() -> None:
    """What stood behind the notes of a record comes from the parts that they are in."""
    found, asked = table()
    assert set(found.noted_by(2)) == {(one, mark(one)) for one in TARGETS["/b/"]}
    assert "of-0" not in asked


def test_a_table_of_nothing_has_no_parts() -> None:
    """Nothing is read of what is empty, and what should be there and is not is an error."""
    empty = Table(Size(0, 0, 0))
    assert (empty.rows, list(empty.loose()), empty.written()) == ([], [], (Writing(), {}))
    with pytest.raises(LostError):
        list(Table(Size(1, 1, 1)).loose())
