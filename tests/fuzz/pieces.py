"""What likely inputs are put together from, for Hypothesis and as the dictionary of a fuzzer."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_NEXT: Final = "\xff"
"""Stands for the byte between the texts of a target that takes several."""
_SPACES: Final = (" ", "\n", "\n\n", "\t", "\r\n", "    ", "\u00a0", "\u2028", "\ufeff", "\u0301")
_CHARACTERS: Final = ("a", "Z", "0", "\u00e9", "\U0001f331", "\u200f", "\u2019", "\0", "\x7f")

_YAML: Final = (
    *("---\n", "\n---\n", "...\n", "title: ", "a: ", "- ", "  - ", "? ", ": ", ":", "# ", " #"),
    *("[", "]", "{", "}", ", ", "'", '"', "''", '\\"', "\\n", "|\n  ", ">-\n  ", "|+2\n", "&a "),
    *("*a", "<<: ", "!!str ", "!x ", "%YAML 1.1\n", "~", "null", "no", "012", "10:30", "0x1F"),
    *("a:\n  b:\n    - c\n", "a: b: c\n", "\ta: b\n", "@a", "`a`", "-", "- - - ", "!!python/x "),
)
_FIELDS: Final = (
    *(
        "title: A\n",
        "slug: b\n",
        "uid: c@x\n",
        "summary: ",
        "themes: [energie]\n",
        "tags: [a, b]\n",
    ),
    *("start: 2024-11-13 14:00\n", "end: 2024-11-13 16:00\n", "timezone: Europe/Lisbon\n"),
    *("dates:\n  - start: 2024-11-13\n", "    end: 2024-11-14\n", "status: cancelled\n"),
    *("location: Zaal\n", "location:\n  name: Zaal\n", "  municipality: Tilburg\n"),
    *("  geo: [51.9, 4.5]\n", "online: https://meet.example/\n", "speakers: [anna, {name: B}]\n"),
    *("programme:\n  - time: 14:00\n    title: Inloop\n", "    speakers: [anna]\n"),
    *("registration: https://a.example/\n", "registration:\n  email: a@x.nl\n  deadline: 1 mei\n"),
    *(
        "resources:\n  - {title: A, url: b.pdf}\n",
        "image: a.jpg\n",
        "image: {src: a.jpg, alt: b}\n",
    ),
    *("changes:\n  - at: 2024-10-01\n    note: x\n", "    start: 2024-11-12\n", "draft: ja\n"),
    *("email: a@x.nl\n", "publish_contact: true\n", "phone: 010\n", "municipality: Tilburg\n"),
    *("organiser: stad\n", "related: [events/x]\n", "expires: 2025-01-01\n", "silence: [no-end]\n"),
    *("steps:\n  - text: a\n", "type: municipality\n", "date: 2024\n", "kosten: 10 euro\n"),
    *("woensdag 13 november om 14.00 uur in Tilburg, kosten \u20ac 10", "aanmelden voor 1 mei"),
)
_MARKDOWN: Final = (
    *("*", "_", "**", "~~", "~", "^", "^^", "==", "`", "```", "~~~", "```js\n", "|", "|---|\n"),
    *("a|b\n-|-\n", "- ", "1. ", "> ", "# ", "## ", "===\n", "---\n", ":   ", "- [ ] ", "\\"),
    *(
        "[",
        "](",
        ")",
        "![",
        "[a](b.md)",
        "[a][b]",
        "[b]: /x\n",
        "[^1]",
        "[^1]: ",
        "*[A]: ",
        "!!! x\n",
    ),
    *("{: ", "}", "{: #a .b onclick=c }", "[TOC]\n", "<https://a.example>", "https://a.example/x"),
    *('<a href="', "<img src=", "<p ", "<div>", "</div>", "<div markdown=1>\n", "<svg>", "<math>"),
    *("<script>", "</script>", "<style>", "<template>", "<table>", "<td>", "</a>", "<b>", "</b>"),
    *("<!--", "-->", "<![CDATA[", "]]>", "<?", "javascript:", "data:", "hub:", "//", "#", "&#10;"),
    *(
        "&quot;",
        "&lt;",
        "&",
        ";",
        '"',
        "'",
        ">",
        "<",
        "=",
        "onclick=x",
        "id=x",
        "style=x",
        "mailto:",
    ),
)
_TIMES: Final = (
    *("2024", "-", "/", ".", ":", "11", "13", "13-11-2024", "2024-11-13", "14:00", "14.00", "T"),
    *("november", "nov", "maart", "march", "woensdag", "wo", "wednesday", "uur", "u", "h", "pm"),
    *("a.m.", "half drie", "kwart over twee", "half past two", "noon", "'s middags", "van", "tot"),
    *("om", "at", ", ", "'24", "1st", "13e", "CET", "Z", "+01:00", "-02:30", "+0100", "UTC"),
    *(
        "\u0661",
        "24:00",
        "00:60",
        "9999",
        "31",
        "30 februari",
        "in the afternoon",
        "twee",
        "\u2013",
    ),
)
_ADDRESSES: Final = (
    *(
        "/",
        "..",
        "../",
        "./",
        "\\",
        "%2e%2e",
        "%2f",
        "%00",
        "?",
        "#",
        "&",
        "=",
        "+",
        "@",
        ":",
        "//",
    ),
    *("https://", "http://", "mailto:", "javascript:", "x.md", "index.html", "con", "nul", "page"),
    *(
        "2024",
        "a-b",
        "--",
        "-",
        "'",
        ",",
        "1,5",
        "&amp;",
        "&#x41;",
        "\u00df",
        "\u0130",
        "xn--",
        "[::1]",
    ),
    *(":80", ":99999", "e\u0301", "\ufb01", "\u2460", "\u01c5", "\uff0f", "\u2024"),
)
_HTML: Final = (
    *(
        '<a href="',
        '">',
        "</a>",
        '<img src="a.jpg" srcset="a.jpg 1x, b.jpg 2x" alt="',
        "<p>",
        "</p>",
    ),
    *("<table><td>", "<svg>", "<script>", "<pre>", "<b>", "&amp;", "&lt;", "&eacute;", "&#0;"),
    *("/x/", "../y", "#z", "//h/", "https://a.example/", "mailto:a@b", "]]>", "<![CDATA[", "@"),
    *("\\n", "\\N", "\\", ",", ";", ":", "^n", "^", "'", '"', "BEGIN:VEVENT", "END:VCALENDAR\r\n"),
)
_DRAWING: Final = (
    *('<svg xmlns="http://www.w3.org/2000/svg" ', 'width="1" ', 'height="2cm" ', ">", "</svg>"),
    *(
        'viewBox="0 0 3 4">',
        "<rect/>",
        "<script/>",
        "<style>",
        "</style>",
        "a{b:url(#c)}",
        "@import",
    ),
    *('onload="x" ', 'href="javascript:x" ', 'xlink:href="#a" ', 'style="', '"', "<!DOCTYPE svg>"),
    *("<?xml version='1.0'?>", "<!ENTITY a 'b'>", "&a;", "<a ", "<use ", "<set ", "<animate "),
    *('attributeName="href" ', 'to="javascript:x" ', 'xmlns:xlink="http://www.w3.org/1999/xlink" '),
)
_PICTURE: Final = (
    *(
        "\u00ff\u00d8\u00ff",
        "\u00ff\u00e1\0\x10Exif\0\0II*\0",
        "\u00ff\u00c0\0\x0b\x08",
        "\u00ff\u00da",
    ),
    *(
        "\u00ff\u00d9",
        "\u0089PNG\r\n\x1a\n",
        "\0\0\0\rIHDR",
        "IDAT",
        "IEND",
        "tEXt",
        "RIFF",
        "WEBP",
    ),
    *(
        "VP8X",
        "VP8 ",
        "VP8L",
        "ANMF",
        "EXIF",
        "GIF89a",
        "\x21\u00ff\x0bNETSCAPE2.0",
        "\x2c",
        "\x3b",
    ),
    *("\0\0\0\x18ftypavif", "meta", "iinf", "iloc", "iprp", "mdat", "\0\0\0\0", "\x01", "\u00ff"),
)

_TEXTS: Final[Mapping[str, tuple[str, ...]]] = {
    "front_matter": (*_YAML, *_SPACES, *_CHARACTERS),
    "pages": (*_FIELDS, *_YAML, *_TIMES, *_MARKDOWN, *_SPACES),
    "markdown": (*_MARKDOWN, *_SPACES, *_CHARACTERS),
    "tangles": (*_MARKDOWN, *_YAML, *_SPACES, *_CHARACTERS, _NEXT),
    "moments": (*_TIMES, *_SPACES, *_CHARACTERS),
    "slugs": (*_ADDRESSES, *_SPACES, *_CHARACTERS, _NEXT),
    "calendars": (*_HTML, *_SPACES, *_CHARACTERS, _NEXT),
    "feeds": (*_HTML, *_MARKDOWN, *_SPACES, *_CHARACTERS, _NEXT),
    "caches": (),
    "drawn": (*_DRAWING, *_SPACES),
    "pictures": (),
}

PIECES: Final[Mapping[str, tuple[bytes, ...]]] = MappingProxyType(
    {
        target: tuple(b"\xff" if one == _NEXT else one.encode() for one in texts)
        for target, texts in _TEXTS.items()
    }
    | {"pictures": tuple(one.encode("latin-1") for one in _PICTURE)}
)
"""The pieces of each target's inputs, by its name; none where any bytes do as well."""

BEFORE: Final[Mapping[str, bytes]] = MappingProxyType(
    {"front_matter": b"---\n", "pages": b"\x00---\ntitle: A\n"}
)
"""What inputs mostly begin with, since without it all of them come to the same."""
