"""Plain text as formats can hold it."""

import unicodedata
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubgen.plaintext import holdable, is_holdable, one_line, showable, without_brackets


@given(st.text(max_size=40))
def test_xml_and_utf_8_hold_what_is_holdable(text: str) -> None:
    """A holdable text is in an XML file what it was, and has no control characters."""
    element = ElementTree.Element("x")
    element.text = holdable(text)

    read = ElementTree.fromstring(ElementTree.tostring(element, "utf-8")).text or ""

    assert read == holdable(text)
    assert {c for c in read if unicodedata.category(c) in {"Cc", "Cs"}} <= {"\t", "\n"}
    assert is_holdable(text) is (holdable(text) == text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\r\nb", "a\nb"),
        ("a\x00\x0c\x7f\x85\ud800\ufffe\uffffb", "ab"),
        ("é\u00a0\U0001f331\t<b>\n", "é\u00a0\U0001f331\t<b>\n"),
    ],
)
def test_what_is_not_holdable_is_left_out(text: str, expected: str) -> None:
    """Controls and what XML cannot hold are gone; everything else stays."""
    assert holdable(text) == expected
    assert (is_holdable(text), is_holdable(expected)) == (text == expected, True)


def test_one_line_keeps_no_break_spaces() -> None:
    """White space becomes single spaces, but for the ones that an editor chose."""
    assert one_line(" a\n\t b\u00a010 ") == "a b\u00a010"
    assert one_line("\u00a0X ") == "\u00a0X"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ünïcode 🌱", "Ünïcode 🌱"),
        ("a\u00a0b\u2003c\u202f\U0001f331", "a\u00a0b\u2003c\u202f\U0001f331"),
        ("\x1b[2Ja", "\ufffd[2Ja"),
        ("\u202ea\u200b\ud800\n", "\ufffda\ufffd\ufffd\ufffd"),
    ],
)
def test_a_terminal_is_shown_nothing_that_steers_it(text: str, shown: str) -> None:
    """Controls and what is not seen are marked; letters, and spaces of any width, stay."""
    assert showable(text) == shown


def test_brackets_become_angle_quotes() -> None:
    """A title with markup shows it, and holds none."""
    assert without_brackets(" <b>x</b>\n& y") == "\u2039b\u203ax\u2039/b\u203a & y"
