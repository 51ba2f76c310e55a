"""Where the addresses of links and images stand in a text that was written in Markdown."""

import re
from collections.abc import Collection, Iterator

from hubgen.markup.places import written_addresses

# What shows Markdown instead of being it: a block between fences, and words between backticks.
_EXAMPLE = re.compile(
    r"^[ >\t]*(`{3,}|~{3,})[^`\n]*\n.*?^[ >\t]*\1[`~]*[ \t]*$|(`+)(?!`).+?(?<!`)\2(?!`)",
    re.M | re.S,
)


def in_span(
    text: str, span: tuple[int, int], targets: Collection[str]
) -> Iterator[tuple[int, int, str]]:
    """Yield where each of some targets is written in a part of a text: begin, end and target.

    Those in examples of code are left out, as they are no links.
    """
    start, end = span
    part = text[start:end]
    examples = [found.span() for found in _EXAMPLE.finditer(part)]
    missing = set(targets)
    for begin, stop, address in written_addresses(part):
        if address in targets and not any(first <= begin < last for first, last in examples):
            missing.discard(address)
            yield start + begin, start + stop, address
    for address in sorted(missing):  # one with a space in it
        for found in re.finditer(re.escape(address), part):
            if not any(first <= found.start() < last for first, last in examples):
                yield start + found.start(), start + found.end(), address
