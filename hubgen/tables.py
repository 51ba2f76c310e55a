"""Tables of text: columns that stand straight, also with letters that take two places."""

import unicodedata
from collections.abc import Collection, Sequence

from rich.cells import cell_len, set_cell_size

GAP = "  "
"""What stands between two columns."""
_LEAST = 12  # places that a shortened column keeps, so that one still knows what it says
_MARK = "…"


def table(
    rows: Sequence[Sequence[str]], *, width: int | None = None, give: Collection[int] = ()
) -> str:
    """Return rows as lines whose columns stand straight; the first row are the headings.

    Lines that are wider than `width` are made to fit by shortening the columns with the numbers
    in `give`, the widest first, but none to less than a few words. Without `width` nothing is
    shortened.
    """
    cells = [[shown(cell) for cell in row] for row in rows]
    widths = [max(cell_len(cell) for cell in column) for column in zip(*cells, strict=True)]
    if width is not None:
        _narrow(widths, width - len(GAP) * (len(widths) - 1), give)
    return "".join(f"{_line(row, widths)}\n" for row in cells)


def shown(text: str) -> str:
    """Return a text on one line, without what would move a terminal's cursor or turn it around."""
    one_line = " ".join(text.split())
    return "".join(one for one in one_line if unicodedata.category(one) not in {"Cc", "Cf", "Cs"})


def shortened(text: str, width: int) -> str:
    """Return a text that takes at most `width` places; what was cut off is a `…`."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + _MARK


def _narrow(widths: list[int], room: int, give: Collection[int]) -> None:
    """Make the columns fit in a room, as far as those that may be narrowed can."""
    while sum(widths) > room:
        wide = [number for number in give if widths[number] > _LEAST]
        if not wide:
            return
        widths[max(wide, key=lambda number: widths[number])] -= 1


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = []
    for cell, width in zip(row, widths, strict=True):
        text = shortened(cell, width)
        cells.append(text + " " * (width - cell_len(text)))
    return GAP.join(cells).rstrip()
