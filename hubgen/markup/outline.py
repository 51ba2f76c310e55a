"""The levels of a text's headings on its page, where no level may be skipped.

Who has a page read aloud goes from heading to heading, and takes a level that is missing for a part
that is missing. An editor chooses levels by their looks, and a text may stand below a heading of
the layout: so what counts is only which heading is below which.
"""

import re
from collections.abc import Iterator

_DEEPEST = 6
# Exact, because `sanitise` escapes `<` and `>` wherever they are no part of a tag.
_HEADING = re.compile(r"<(/?)h([1-6])(?=[ >])")


def outlined(html: str, below: int) -> str:
    """Return sanitised HTML whose headings follow a heading of level `below` without a gap."""
    if "<h" not in html:
        return html
    found = list(_HEADING.finditer(html))
    written = [int(one[2]) for one in found if not one[1]]
    given = levels(written, below)
    level = 0

    def tag(one: re.Match[str]) -> str:
        nonlocal level
        if not one[1]:
            level = next(given)
        return f"<{one[1]}h{level}"

    return _HEADING.sub(tag, html)


def levels(written: list[int], below: int) -> Iterator[int]:
    """Yield the level of each heading: one more than that of the heading that it is below."""
    above: list[int] = []
    for level in written:
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        yield min(below + len(above), _DEEPEST)
