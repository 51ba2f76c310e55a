"""Plain text as the formats that hubgen publishes can hold it, and the e-mail addresses in it."""

import unicodedata

from hubgen.expressions import expression

# What XML 1.0 cannot hold (section 2.2), the control characters that it can but that no reader
# shows, and the carriage return, which XML would turn into a line feed by itself (section 2.11).
_UNHOLDABLE = expression("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Not `\s`: a no-break space is there on purpose.
_WHITE_SPACE = expression(r"[ \t\n]+")
EMAIL = expression(r"(?<![\w.+%-])(?:mailto:)?[\w.+%-]++@[\w-]+(?:\.[\w-]+)+")
"""An e-mail address in a text of any kind, with the scheme of a link to it where it has one.

A run of letters that turns out to be none is looked at once, so that no text takes the square of
its length.
"""
_ANGLE_QUOTES = str.maketrans("<>", "\u2039\u203a")


def holdable(text: str, instead: str = "") -> str:
    """Return a text without the characters that XML cannot hold or that are controls.

    Tabs and line feeds stay; lone surrogates, which UTF-8 cannot hold either, do not. `instead`
    stands where one of them was.
    """
    return _UNHOLDABLE.sub(instead, text)


def is_holdable(text: str) -> bool:
    """Tell whether a text has none of the characters that `holdable` leaves out."""
    return text.isprintable() or not _UNHOLDABLE.search(text)


def one_line(text: str) -> str:
    """Return a holdable text on one line, with single spaces and none at its ends."""
    return _WHITE_SPACE.sub(" ", holdable(text)).strip(" ")


def showable(text: str) -> str:
    """Return a text without what would move a terminal's cursor or turn its lines around.

    Controls, and the characters of which nothing is seen, become U+FFFD; spaces of all widths stay.
    """
    if text.isprintable():
        return text
    return "".join(
        one if one.isprintable() or unicodedata.category(one) == "Zs" else "\ufffd" for one in text
    )


def without_brackets(text: str) -> str:
    """Return a text on one line, with U+2039 and U+203A, single angle quotes, for its brackets.

    For where programs disagree whether a text is HTML, as with a title in RSS: one takes markup
    out, another shows its character references. These marks survive both.
    """
    return one_line(text).translate(_ANGLE_QUOTES)


def without_emails(text: str) -> str:
    """Return a text with an ellipsis for each e-mail address, of which nothing can be harvested."""
    return EMAIL.sub("…", text) if "@" in text else text
