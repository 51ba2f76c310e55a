"""What front matter is made of: values as text, their paths, and places in a file."""

from dataclasses import dataclass

Tree = str | list["Tree"] | dict[str, "Tree"] | None
"""What YAML holds once every scalar is text; None for a key without a value."""
Path = tuple[str | int, ...]
"""Where a value stands: `("programme", 2, "start")`."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in its file, line and column counted from 1."""

    line: int
    column: int
    length: int = 0
    """How many characters of the line it takes; 0 where nobody looked."""


def path_text(path: Path) -> str:
    """Return a path as one text: `steps[1].text`, items counted from 1."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part + 1}]"
        else:
            text += f".{part}" if text else part
    return text
