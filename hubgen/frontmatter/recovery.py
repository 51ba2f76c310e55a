"""Front matter with mistakes in it: each of them found, and all else read as far as is certain.

A mistake whose right form is certain is read in that form, so that everything behind it is read
too. Where it is not, the field that it is in is left out.
"""

import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import yaml

from hubgen.expressions import expression
from hubgen.frontmatter.faults import (
    Fault,
    fault_in,
    odd_space,
    parts,
    tight_dash,
)
from hubgen.plaintext import is_holdable

_TOP_KEY: Final = expression(r"[^\s#\-]")
_FIELD: Final = expression(r"([\w-]+)\s*:")
_NAME: Final = expression(r"(?P<name>[a-z_]{3,})(?:\s+(?P<rest>.*))?$")
_ESCAPE: Final = expression(
    r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(?P<sign>.))"
)
# What stands for a character that no page can hold.
_ODD_SIGNS: Final = frozenset("0abvfeN")
_FLOW_TIGHT: Final = expression(r"(?<=[{,\s])(?P<key>[a-z_]+):(?P<value>[^\s/,}][^,}]*)")


def diagnosed(error: yaml.MarkedYAMLError, lines: Sequence[str]) -> Fault:
    """Return what is most likely wrong where reading stopped."""
    mark = error.problem_mark or error.context_mark
    number = min(mark.line if mark else 0, len(lines) - 1)
    while number and not lines[number].strip():
        number -= 1
    context = min(error.context_mark.line, number) if error.context_mark else number
    what = str(error.problem)
    if "document start" in what and lines[_first(lines)][:1].isspace():
        return _indented_first(lines, _first(lines))
    if "Unicode" in what:  # half a character, as JSON writes an emoji in two
        return odd_escape(lines, context, error.context_mark.column if error.context_mark else 0)
    began_there = "flow" in str(error.context) or "quoted" in str(error.context)
    if began_there and (found := fault_in(lines[context], context)):
        return found
    if found := _unclosed_above(lines, number):
        return found
    before = _line_before(lines, number)
    order: list[int | None]
    if "simple key" in str(error.context):
        order = [context, number]
    elif "mapping values" in what and _is_key_colon(lines[number], mark.column if mark else 0):
        # The value on the line before goes on until here.
        order = [number, before] if odd_space(parts(lines[number], number)) else [before, number]
    else:
        order = [number, before]
    for one in order:
        if one is not None and (found := fault_in(lines[one], one)):
            return found
    return _other(lines, number, before, context if "simple key" in str(error.context) else None)


def _other(lines: Sequence[str], number: int, before: int | None, key: int | None) -> Fault:
    """Return what is wrong with a line that has no mistake in itself."""
    if key is not None or (before is not None and _is_bare(lines[before])):
        at = key if key is not None else before
        assert at is not None
        return _without_colon(lines, at)
    if found := off_level(lines, number):
        return found
    line = parts(lines[number], number)
    is_item = line.key_at > line.indent
    return _whole(lines, number, "yaml-stray-item" if is_item else "yaml-broken-line")


def off_level(lines: Sequence[str], number: int) -> Fault | None:
    """Return that a line is level with none of those that it could belong to, and with which it is.

    It is certain where one of them is one space away, and no other.
    """
    line = parts(lines[number], number)
    levels = _levels(lines, number, of_items=line.key_at > line.indent)
    if not levels or line.indent in levels:
        return None
    away = {place: abs(place - line.indent) for place in levels}
    nearest = min(levels, key=lambda place: (away[place], number - levels[place]))
    above = parts(lines[levels[nearest]], levels[nearest])
    text = lines[number]
    is_certain = away[nearest] == 1 and sum(one == 1 for one in away.values()) == 1
    return Fault(
        number=number,
        at=line.indent,
        length=len(text.rstrip()) - line.indent,
        code="yaml-indent",
        values={"value": above.key or above.value},
        level=above.number,
        meant=" " * nearest + text[line.indent :] if is_certain else None,
    )


def askew(lines: Sequence[str]) -> frozenset[int]:
    """Return the lines with an item of which `off_level` has something to say.

    Each line is looked at once: to ask that of every item of a long list takes minutes, as it looks
    at all lines above.
    """
    found = set()
    levels: list[int] = []  # where items begin that a line here could go on with, rising
    for number, text in enumerate(lines):
        if not text.strip() or text.lstrip().startswith("#"):
            continue
        line = parts(text, number)
        is_item = line.key_at > line.indent
        if is_item and levels and levels[0] <= len(text) and line.indent not in levels:
            found.add(number)
        while levels and (levels[-1] > line.indent or not (is_item or line.indent)):
            levels.pop()
        if is_item and line.indent not in levels:
            levels.append(line.indent)
    return frozenset(found)


def _first(lines: Sequence[str]) -> int:
    """Return the first line that is neither empty nor a remark."""
    return next((at for at, one in enumerate(lines) if one.strip() and one.lstrip()[0] != "#"), 0)


def _indented_first(lines: Sequence[str], number: int) -> Fault:
    found = _whole(lines, number, "yaml-indent-first")
    return replace(found, meant=lines[number].lstrip())


def _levels(lines: Sequence[str], number: int, *, of_items: bool) -> dict[int, int]:
    """Return the columns on which a line may go on with what is above it, and the line of each."""
    levels: dict[int, int] = {}
    lowest = len(lines[number])
    for above in range(number - 1, -1, -1):
        if not lines[above].strip() or lines[above].lstrip().startswith("#"):
            continue
        line = parts(lines[above], above)
        is_item = line.key_at > line.indent
        places = [line.indent] if is_item and of_items else []
        places += [line.key_at] if line.key and not of_items else []
        for place in places:
            if line.indent <= lowest:
                levels.setdefault(place, above)
        lowest = min(lowest, line.indent)
        if line.indent == 0 and not is_item:
            break
    return levels


def _unclosed_above(lines: Sequence[str], number: int) -> Fault | None:
    """Return that a quotation mark above a line is not closed, so that it ends on that line."""
    for above in range(_block_start(lines, number), number):
        line = parts(lines[above], above)
        if line.value[:1] in {'"', "'"}:
            found = fault_in(lines[above], above)
            if found and found.code == "yaml-quote":
                return found
    # One that was opened in the block above may have been closed in this one.
    if _block_start(lines, number) != number:
        return None
    for above in range(number - 1, -1, -1):
        found = fault_in(lines[above], above)
        if found and found.code == "yaml-quote":
            return found
        if _TOP_KEY.match(lines[above]):
            return None
    return None


def _line_before(lines: Sequence[str], number: int) -> int | None:
    """Return the line above one that is neither empty nor a remark."""
    for above in range(number - 1, -1, -1):
        text = lines[above].strip()
        if text and not text.startswith("#"):
            return above
    return None


def _is_key_colon(text: str, column: int) -> bool:
    """Tell whether the colon in a column is the one behind the key of a line."""
    line = parts(text, 0)
    return bool(line.key) and column < line.at and text[column : column + 1] == ":"


def _is_bare(text: str) -> bool:
    """Tell whether a line at the level of the fields is no field."""
    return bool(_TOP_KEY.match(text)) and not parts(text, 0).key


def _whole(lines: Sequence[str], number: int, code: str) -> Fault:
    said = lines[number].strip()
    at = len(lines[number]) - len(lines[number].lstrip())
    return Fault(number=number, at=at, length=len(said), code=code, values={"value": said[:60]})


def _without_colon(lines: Sequence[str], number: int) -> Fault:
    """Return that a line has no colon: behind its first word, if that may be the name of a field.

    A word alone above lines that are indented is one for certain.
    """
    text = lines[number].rstrip()
    found = _NAME.match(text)
    if not found:
        return _whole(lines, number, "yaml-no-colon")
    rest = found["rest"] or ""
    right = f"{found['name']}: {rest}".strip()
    below = lines[number + 1] if number + 1 < len(lines) else ""
    return Fault(
        number=number,
        at=0,
        length=len(text),
        code="yaml-no-colon-here" if rest else "yaml-no-colon-behind",
        values={"value": found["name"], "right": right},
        meant=right if not rest and below[:1].isspace() else None,
    )


def _block_start(lines: Sequence[str], number: int) -> int:
    """Return the line with the field that a line belongs to."""
    return next((at for at in range(number, -1, -1) if _TOP_KEY.match(lines[at])), 0)


def block(lines: Sequence[str], number: int) -> tuple[int, int, str]:
    """Return the lines of the field that a line belongs to, from and to, and its name.

    The name is empty where none can be read.
    """
    begin = _block_start(lines, number)
    end = next(
        (at for at in range(max(begin, number) + 1, len(lines)) if _TOP_KEY.match(lines[at])),
        len(lines),
    )
    named = _FIELD.match(lines[begin])
    return begin, end, named[1] if named else ""


def silent(lines: Sequence[str], numbers: Sequence[int]) -> Fault | None:
    """Return what is wrong with one of the lines that YAML reads otherwise than people mean it.

    `numbers` are the lines of texts that run over several, or begin with a dash, and of keys with
    a colon in them.
    """
    stray = askew(lines) if numbers else frozenset()
    for number in numbers:
        line = parts(lines[number], number)
        found = tight_dash(line)
        if found is None and number in stray:
            found = off_level(lines, number)
        if found is None and (tight := _FLOW_TIGHT.search(line.text)):
            found = Fault(
                number=number,
                at=tight.start("key"),
                length=len(tight[0]),
                code="yaml-space",
                field=tight["key"],
                values={"right": f"{tight['key']}: {tight['value']}"},
                meant=f"{line.text[: tight.end('key')]}: {line.text[tight.start('value') :]}",
            )
        if found:
            return found
    return None


def odd_escape(lines: Sequence[str], number: int, at: int) -> Fault:
    """Return the first sign for a character that no page can hold in a text that has one.

    The text begins on line `number`, counted from 0, as `at` does. Where a letter behind a
    backslash stands for the character, it is the backslash that was most likely meant. Where no
    sign is found, it is the line that cannot be read.
    """
    for line in range(number, len(lines)):
        for found in _ESCAPE.finditer(lines[line], at if line == number else 0):
            if found["sign"] in _ODD_SIGNS or (found["sign"] is None and _is_odd(found)):
                return _of_escape(lines[line], line, found)
    return _whole(lines, number, "yaml-broken-line")


def _is_odd(escape: "re.Match[str]") -> bool:
    number = int(escape[1] or escape[2] or escape[3], 16)
    return number > sys.maxunicode or (number != ord("\r") and not is_holdable(chr(number)))


def _of_escape(line: str, number: int, escape: "re.Match[str]") -> Fault:
    fault = fault_in(line, number) if escape["sign"] else None
    if fault and fault.code == "yaml-backslash":
        return fault
    return Fault(
        number=number,
        at=escape.start(),
        length=len(escape[0]),
        code="yaml-odd-escape",
        field=parts(line, number).key,
        values={"value": escape[0]},
        meant=line[: escape.start()] + line[escape.end() :],
    )
