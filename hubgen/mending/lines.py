"""Fixes of the text itself: lines that YAML cannot read, and spaces that nobody sees."""

import re
from dataclasses import replace

import yaml

from hubgen.amending.layout import BOM, lay_out
from hubgen.errors import ContentError, Problem
from hubgen.frontmatter import FrontMatter, read
from hubgen.markup import convert
from hubgen.mending.sheet import How, Mend, Sheet
from hubgen.mending.written import fields_around
from hubgen.wording import LANGUAGES

Fixed = tuple[Sheet, Mend]

_NUMBER = re.compile(r"#[0-9]")
_INDENT = re.compile(r"[ \t]*")
_BEHIND = re.compile(r"[^\S\r\n]+(?=\r|\n|\Z)")
_PRE = re.compile(r"(<pre\b.*?</pre>)", re.DOTALL)
_END = re.compile(r"[ \t]+(?=\n|<|\Z)")
_FENCE = re.compile(r"[ ]{0,3}(`{3,}|~{3,})")
_LINE_END = re.compile(r"(?<=\n)|(?<=\r)(?!\n)")
REWRITTEN = (
    *("yaml-colon", "yaml-curly-quotes", "yaml-first-sign", "yaml-first-bracket"),
    *("yaml-after-quote", "yaml-backslash", "yaml-dash", "yaml-space", "yaml-equals"),
)
"""Lines that YAML cannot read, of which it is certain what was meant."""
MOST_LINES = 60
"""Lines of a page that YAML cannot read, of which each is found only once the one before is."""
_WIDTHS = (2, 4, 8)
"""Columns that a tab may take."""


def rewrite(sheet: Sheet, problem: Problem) -> Fixed | None:
    """Write a part of a line as the problem says that it should be.

    None where more is wrong with the line, or a text goes on below it.
    """
    lines = _lines(sheet.text)
    line = lines[problem.line - 1]
    start = problem.column - 1
    before, after = line[start : start + problem.length], dict(problem.values)["right"]
    lines[problem.line - 1] = line[:start] + after + line[start + problem.length :]
    below = lines[problem.line] if problem.line < len(lines) else ""
    goes_on = below.strip() and not below.startswith("---") and _depth(below) > _depth(line)
    text = "".join(lines)
    if goes_on and problem.code == "yaml-colon":
        return None
    if problem.line in _problem_lines(text, sheet.path):
        return None
    how: How = "quoted" if after in {f'"{before}"', f"'{before}'"} else "value"
    if problem.code.endswith("curly-quotes"):
        how = "straight"
    mend = _mend(sheet, problem.line, how, field=problem.field, before=before, after=after)
    return sheet.now(text), mend


def plain_spaces(sheet: Sheet, problem: Problem) -> Fixed | None:
    """Put plain spaces where others stand that YAML does not know, and nothing for none."""
    lines = _lines(sheet.text)
    line = lines[problem.line - 1]
    start, end = problem.column - 1, problem.column - 1 + problem.length
    plain = "".join(" " for one in line[start:end] if one.isspace())
    lines[problem.line - 1] = line[:start] + plain + line[end:]
    mend = _mend(sheet, problem.line, "plain", field=problem.field)
    return sheet.now("".join(lines)), mend


def with_number_sign(sheet: Sheet, problem: Problem) -> Fixed | None:
    """Put quotes round a text that ends at `#3` or the like; None where it may be a remark."""
    lines = _lines(sheet.text)
    line = lines[problem.line - 1]
    at, end = problem.column - 1, problem.column - 1 + problem.length
    said = dict(problem.values)
    start = line.rfind(said["value"], 0, at) if said["value"] else at
    sure = not said["value"] or _NUMBER.match(line, at)
    if start < 0 or not sure or line[start:end] != said["right"][1:-1]:
        return None
    lines[problem.line - 1] = line[:start] + said["right"] + line[end:]
    mend = _mend(
        sheet,
        problem.line,
        "quoted",
        field=problem.field,
        before=line[start:end],
        after=said["right"],
    )
    return sheet.now("".join(lines)), mend


def straight_quotes(sheet: Sheet, problem: Problem) -> Fixed | None:
    """Put straight quotes for curly ones where a field cannot be read with them.

    In a title they may be meant: it can be what somebody said.
    """
    return rewrite(sheet, problem) if problem.severity == "problem" else None


def spaces_for_tabs(sheet: Sheet, problem: Problem) -> Fixed | None:
    """Put spaces where front matter is indented with tabs; None where it is not sure how many."""
    opening = sheet.text.find("---") + len("---")
    closing = re.compile(r"^-{3,}\s*$", re.MULTILINE).search(sheet.text, opening)
    if not closing:
        return None
    head = sheet.text[: closing.start()]
    readings: dict[int, tuple[str, FrontMatter]] = {}
    for width in _WIDTHS:
        text = _expanded(head, width) + sheet.text[closing.start() :]
        if matter := _read_anyhow(sheet.now(text)):
            readings[width] = (text, matter)
    values = [dict(matter.values) for _, matter in readings.values()]
    if not values or any(one != values[0] for one in values):
        return None
    text = next(iter(readings.values()))[0]
    return sheet.now(text), _mend(sheet, problem.line, "tabs")


def address_of_hub(sheet: Sheet, problem: Problem) -> Fixed | None:
    """Put an address from the root of the hub in the place of a whole one of the hub itself."""
    said = dict(problem.values)
    before, after = said["value"], said["right"]
    if problem.field:
        path = sheet.path_of(problem.field)
        return None if path is None else sheet.put(path, after)
    lines = _lines(sheet.text)
    line = lines[problem.line - 1]
    start = problem.column - 1
    if not problem.column or not line.startswith(before, start):
        return None  # it is written in another way, or further down by now
    lines[problem.line - 1] = line[:start] + after + line[start + len(before) :]
    mend = _mend(sheet, problem.line, "value", before=before, after=after)
    return sheet.now("".join(lines)), mend


def own_key(sheet: Sheet, problem: Problem) -> Fixed | None:
    """Give a field its name where it has another's capitals, or what it is called for readers."""
    said = dict(problem.values)
    key, near = said["key"], said["near"]
    path = sheet.key_of(problem.field)
    if path is None or sheet.kind is None or (*path[:-1], near) in sheet.matter.places:
        return None
    names = {near} | {
        field.title.lower()
        for lang in LANGUAGES
        for field in fields_around(sheet.kind, path, lang)
        if field.name == near
    }
    lines = _lines(sheet.text)
    line, start = lines[problem.line - 1], problem.column - 1
    if key.lower() not in names or not line.startswith(key, start):
        return None
    lines[problem.line - 1] = line[:start] + near + line[start + len(key) :]
    mend = _mend(sheet, problem.line, "value", field=problem.field, before=key, after=near)
    return sheet.now("".join(lines)), mend


def without_spaces(sheet: Sheet) -> Fixed | None:
    """Take away the spaces at the ends of lines that mean nothing; None where there are none.

    Two spaces or more at the end of a line of text are a line break in Markdown, and stay.
    """
    found = [one for one in _BEHIND.finditer(sheet.text) if one.start() >= len(_mark(sheet.text))]
    if not found:
        return None
    layout = lay_out(sheet.text)
    matter = sheet.matter
    in_text = _lines_of_texts(layout.root, sheet.text[: layout.first].count("\n"))
    in_code = _lines_of_code(matter)
    kept = []
    lines = []
    for one in found:
        line = _line_of(sheet.text, one.start())
        whole = one.start() == 0 or sheet.text[one.start() - 1] in "\r\n"
        if line < matter.body_line:
            wanted = line not in in_text
        else:
            wanted = line not in in_code and (whole or one[0] == " ")
        if wanted:
            lines.append(line)
        else:
            kept.append(one.span())
    text = _BEHIND.sub(lambda one: one[0] if one.span() in kept else "", sheet.text)
    if not lines or not _says_the_same(matter, read(text, path=sheet.path), sheet.path):
        return None
    return sheet.now(text), _mend(sheet, lines[0], "spaces", before=str(len(lines)))


def _lines(text: str) -> list[str]:
    """Return the lines of a text, each with its end."""
    return _LINE_END.split(text)


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())


def _mark(text: str) -> str:
    return BOM if text.startswith(BOM) else ""


def _says_the_same(before: FrontMatter, after: FrontMatter, path: str) -> bool:
    """Tell whether a page says what it said, in its fields and in its text."""
    if before.values != after.values:
        return False
    if before.body == after.body:
        return True
    try:
        first, second = (
            convert(one.body, path=path, first_line=one.body_line) for one in (before, after)
        )
    except ContentError:
        return False
    return replace(first, html=_shown(first.html)) == replace(second, html=_shown(second.html))


def _shown(html: str) -> str:
    """Return HTML without the spaces at the ends of its lines that no browser shows."""
    parts = _PRE.split(html)
    return "".join(
        _END.sub("", one) if number % 2 == 0 else one for number, one in enumerate(parts)
    )


def _lines_of_texts(root: yaml.Node | None, first_line: int) -> set[int]:
    """Return the lines of texts of more lines than one, in which spaces may be meant."""
    found: set[int] = set()
    nodes = [root] if root is not None else []
    while nodes:
        node = nodes.pop()
        if isinstance(node, yaml.MappingNode):
            nodes += [one for pair in node.value for one in pair]
        elif isinstance(node, yaml.SequenceNode):
            nodes += node.value
        elif node.start_mark and node.end_mark and node.start_mark.line != node.end_mark.line:
            found.update(range(node.start_mark.line, node.end_mark.line + 1))
    return {line + first_line + 1 for line in found}


def _lines_of_code(matter: FrontMatter) -> set[int]:
    """Return the lines of the text that are code, between fences or indented."""
    found: set[int] = set()
    fence = ""
    for number, line in enumerate(matter.body.split("\n"), matter.body_line):
        opens = _FENCE.match(line)
        if fence or opens or line.startswith(("    ", "\t")):
            found.add(number)
        if fence and line.strip().startswith(fence) and not line.strip().strip(fence[0]):
            fence = ""
        elif opens and not fence:
            fence = opens[1]
    return found


def _read_anyhow(sheet: Sheet) -> FrontMatter | None:
    """Return what front matter says once each line that can be rewritten is, if it can be read."""
    for _ in range(MOST_LINES):
        try:
            return sheet.matter
        except ContentError as error:
            fixes = (rewrite(sheet, one) for one in error.problems if one.code in REWRITTEN)
            fixed = next((one for one in fixes if one), None)
            if not fixed:
                return None
            sheet = fixed[0]
    return None


def _expanded(text: str, width: int) -> str:
    """Return a text with spaces for the tabs that its lines begin with."""
    return "".join(_in_spaces(line, width) for line in _lines(text))


def _in_spaces(line: str, width: int) -> str:
    found = _INDENT.match(line)
    indent = found[0] if found else ""
    return indent.replace("\t", " " * width) + line[len(indent) :]


def _problem_lines(text: str, path: str) -> set[int]:
    """Return the lines on which something cannot be read."""
    try:
        read(text, path=path)
    except ContentError as error:
        return {one.line for one in error.problems}
    return set()


def _line_of(text: str, offset: int) -> int:
    return len(re.findall(r"\r\n|\r|\n", text[:offset])) + 1


def _mend(
    sheet: Sheet, line: int, how: How, *, field: str = "", before: str = "", after: str = ""
) -> Mend:
    return Mend(path=sheet.path, line=line, field=field, how=how, before=before, after=after)
