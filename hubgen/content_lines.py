"""Content lines, which an iCalendar file is made of, and the values in them (RFC 5545, 3)."""

import re
from urllib.parse import quote

from icalendar import vText
from icalendar.parser import Parameters

# RFC 5545 allows 75 octets, and the space that begins a continuation is one of them. Folding the
# first line an octet early too gives the bytes of the icalendar library.
_OCTETS = 74

# Programs that split a file where Unicode has a line break would cut a property in two.
_BREAK = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# The control characters that TEXT cannot hold (RFC 5545, 3.3.11), the others of Unicode, the byte
# order mark, and halves of characters, which have no UTF-8.
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ud800-\udfff]")
_SPACES = re.compile("[ \t\n]+")
_URI_CHARACTERS = "%:/?#[]@!$&'()*+,;=-._~"


def content_line(line: str) -> bytes:
    """Return a line in UTF-8, folded to at most 75 octets, and ended by CRLF (RFC 5545, 3.1).

    No fold is inside a character. None is between a backslash or a caret and what it escapes
    either: the standard allows that, but there are programs that read it wrongly. The line has no
    control characters but tabs. This is what `icalendar.parser.Contentline` does, which looks at
    one character at a time and takes thirty times as long.
    """
    octets = line.encode()
    if len(octets) <= _OCTETS:
        return octets + b"\r\n"
    pieces = []
    start = 0
    while len(octets) - start > _OCTETS:
        end = start + _OCTETS
        while _continues_character(octets[end]):
            end -= 1
        if octets[end - 1] in b"\\^":
            end -= 1
        pieces.append(octets[start:end])
        start = end
    pieces.append(octets[start:])
    return b"\r\n ".join(pieces) + b"\r\n"


def plain(text: str) -> str:
    r"""Return what of a text can be written, with `\n` for every kind of line break."""
    return _UNWRITABLE.sub("", _BREAK.sub("\n", text)).strip()


def one_line(text: str) -> str:
    """Return a plain text with every line break and run of spaces as one space."""
    return _SPACES.sub(" ", plain(text))


def text_value(text: str) -> str:
    """Return a text that is `plain` as a TEXT value, escaped (RFC 5545, 3.3.11)."""
    # The library takes a backslash and an N for a line break, so they are kept from it.
    parts = (vText(part).to_ical().decode() for part in text.split(r"\N"))
    return r"\\N".join(parts)


def uri_value(address: str) -> str:
    """Return an address as a URI value: not escaped, and only of a URI's characters (RFC 3986, 2).

    Others are percent-encoded, and halves of characters dropped: nothing in it can end the line.
    """
    return quote(address.strip(), safe=_URI_CHARACTERS, errors="ignore")


def parameters(values: dict[str, str | list[str]]) -> str:
    """Return parameters in their order, quoted where they must be (RFC 5545, 3.2; RFC 6868)."""
    encoded: bytes = Parameters(values).to_ical(sorted=False)
    return encoded.decode()


def _continues_character(octet: int) -> bool:
    """Tell whether an octet is the second or a later one of a character (RFC 3629, 3)."""
    return octet & 0b1100_0000 == 0b1000_0000
