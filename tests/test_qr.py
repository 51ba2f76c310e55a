"""QR codes: what is drawn is what segno makes, which phones read."""

import re

import pytest
import segno

from hubgen.qr import QrCode, qr_code

TEXTS = (
    *(f"https://hub.example.org/events/{'overleg-' * 30}"[:length] for length in range(24, 200)),
    "a",
    "http://localhost:8000/",
    "HTTPS://HUB.EXAMPLE.ORG/",
    "2024",
    "https://hub.example.org/caf\u00e9/",
    "https://hub.example.org/\u6587/",
    "https://hub.example.org/?naam=x&dag=" + "~" * 200,
)


def modules(code: QrCode) -> set[tuple[int, int]]:
    """Return where a code is dark, by column and row, without the quiet zone."""
    drawn: set[tuple[int, int]] = set()
    for row in re.findall(r"M[^M]+", code.path):
        start, line, strokes = re.fullmatch(r"M(\d+) (\d+)\.5(.+)", row).groups()  # type: ignore[union-attr] # every row has this form
        x = int(start)
        for move, length in re.findall(r"(?:m(\d+) 0)?h(\d+)", strokes):
            x += int(move or 0)
            drawn |= {(x + one - 4, int(line) - 4) for one in range(int(length))}
            x += int(length)
    return drawn


@pytest.mark.parametrize("text", TEXTS)
def test_a_code_has_the_modules_of_its_text(text: str) -> None:
    """Of any length and in any letters, its strokes are the modules of the code as segno has it."""
    code = qr_code(text)
    matrix = segno.make_qr(text, error="m", boost_error=False, mask=2).matrix
    dark = {(x, y) for y, row in enumerate(matrix) for x, module in enumerate(row) if module}
    assert (modules(code), code.size) == (dark, len(matrix) + 8)
