"""What is wrong with one line of front matter, and how it was most likely meant.

A fault is looked for where a reader of YAML stopped, or where it read something that nobody means;
in sound lines much of this would be right.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from typing import Any, Final

from hubgen.errors import Problem, problem
from hubgen.expressions import expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something wrong with a line."""

    number: int
    """Which line, counted from 0."""
    at: int
    """Where on the line, counted from 0."""
    length: int
    code: str
    field: str = ""
    values: Mapping[str, str] = dataclass_field(default_factory=dict)
    level: int | None = None
    """The line that it should be level with, counted from 0."""
    meant: str | None = None
    """The whole line as it was meant; None where that is not certain."""

    def problem(self, path: str, first_line: int) -> Problem:
        """Return the problem that this is, in a file whose line `first_line` is the first."""
        said = dict[str, Any](self.values)
        if self.level is not None:
            said["level"] = first_line + self.level
        found = problem(self.code, path=path, field=self.field, **said)
        return found.at(path, first_line + self.number, self.at + 1, self.length)


@dataclass(frozen=True, slots=True)
class Line:
    """A line in its parts."""

    number: int
    text: str
    indent: int
    """Where what is on it begins."""
    key_at: int
    """Where its key begins, behind the dashes of items; where its text begins if it has none."""
    key: str
    """Empty for none."""
    at: int
    """Where its value begins."""
    value: str
    """Without the remark behind it."""

    def fault(self, code: str, right: str = "", *, sign: str = "", whole: bool = False) -> Fault:
        """Return that the value is wrong: it has to be `right`, or the line itself if `whole`."""
        of = self.key if self.key and not whole else "text"
        values = {"value": self.value, "of": of, "right": right, "sign": sign}
        meant = self.text[: self.at] + right + self.text[self.at + len(self.value) :]
        return Fault(
            number=self.number,
            at=self.at,
            length=len(self.value),
            code=code,
            field=self.key,
            values={name: value for name, value in values.items() if value},
            meant=meant if right else None,
        )


_LINE: Final = expression(
    r"""(?P<indent>[\s\u200b-\u200d\u2060\ufeff]*)
    (?P<dashes>(?:-\s+)*)
    (?:(?P<key>"[^"]*"|'[^']*'|\w[\w-]*)\s*:(?:\s+|$))?
    (?P<value>.*)$""",
    re.X,
)
_REMARK: Final = expression(r"\s+#(?:\s.*)?$|\s+$")
ODD_SPACE: Final = expression("[\xa0\u2000-\u200d\u202f\u205f\u2060\u3000\ufeff]")
_ODD_START: Final = expression(
    "[ ]*(?:-[ ]+)*(?P<odd>[\xa0\u2000-\u200d\u202f\u205f\u2060\u3000\ufeff]+)"
)
_ODD_GAP: Final = expression(
    r"\s*(?:-\s+)*(?:\w[\w-]*:|-)[ ]*(?P<odd>[\xa0\u2000-\u200d\u202f\u205f\u2060\u3000\ufeff]+)"
)
_TIGHT_DASH: Final = expression(r"(?P<indent>\s*)-(?P<value>[^\s-].*)$")
_TIGHT_KEY: Final = expression(r"(?P<before>\s*(?:-\s+)*)(?P<key>[a-z_]+):(?P<value>[^\s/].*)$")
_EQUALS: Final = expression(r"(?P<before>\s*(?:-\s+)*)(?P<key>[a-z_]+)\s*=\s*(?P<value>.+)$")
_COLON: Final = expression(r":(?:\s|$)")
_FLOW_COLON: Final = expression(
    r"(?P<key>\w+):\s+(?P<value>[^\s,:{}\[\]\"'][^,{}\[\]]*?:\s[^,{}\[\]]*)"
)
_FLOW_REMARK: Final = expression(r":\s+(?P<value>#[^\s,{}\[\]\"']+)")
# A comma that another follows, or that nothing stands before.
_COMMAS: Final = expression(r",\s*(?=,)|(?<=[\[{])\s*,\s*")
_WORDS: Final = expression(r"[&*][\w-]+\s+[^\s\[{&*#|>]")
_APOSTROPHE: Final = expression(r"'[a-z]\b")
_OPENING: Final = "\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}" + (
    "\N{DOUBLE LOW-9 QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
)
_CLOSING_OF: Final = {"[": "]", "{": "}"}
_QUOTED: Final = {'"': expression(r'"(?:[^"\\]|\\.)*"'), "'": expression(r"'(?:[^']|'')*'")}
# Also those of characters that no page can hold, as in "C:\bestanden".
_BAD_ESCAPE: Final = expression(r"\\(?![tnr \"/\\_LPx]|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})")


def parts(text: str, number: int) -> Line:
    """Return a line in its parts."""
    found = _LINE.match(text)
    assert found  # every part may be empty
    at = found.start("value")
    value = _REMARK.sub("", found["value"])
    return Line(
        number=number,
        text=text,
        indent=len(found["indent"]),
        key_at=found.start("key") if found["key"] else at,
        key=(found["key"] or "").strip("\"'"),
        at=at,
        value=value,
    )


def quoted(text: str) -> str:
    """Return a text between quotation marks, as YAML reads it."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def fault_in(text: str, number: int) -> Fault | None:
    """Return what is wrong with a line by itself; None where that is nothing."""
    line = parts(text, number)
    looks: tuple[Callable[[Line], Fault | None], ...] = (
        odd_space,
        _tab,
        tight_dash,
        tight_key,
        _equals,
        curly,
        _bad_start,
        _quotes,
        _brackets,
        _colon,
    )
    return next((found for look in looks if (found := look(line))), None)


def odd_space(line: Line) -> Fault | None:
    """Find a space that is none for YAML, before a key or a value."""
    if not ODD_SPACE.search(line.text):
        return None
    found = _ODD_START.match(line.text) or _ODD_GAP.match(line.text)
    if not found or not (line.key or line.text.strip().startswith("-") or tight_key(line)):
        return None
    meant = "".join(" " if one.isspace() else "" for one in found["odd"])
    return Fault(
        number=line.number,
        at=found.start("odd"),
        length=len(found["odd"]),
        code="yaml-odd-space",
        values={"sign": f"U+{ord(found['odd'][0]):04X}"},
        meant=line.text[: found.start("odd")] + meant + line.text[found.end("odd") :],
    )


def tight_dash(line: Line) -> Fault | None:
    """Find an item whose dash is against its text."""
    found = _TIGHT_DASH.match(line.text)
    if not found:
        return None
    return Fault(
        number=line.number,
        at=line.indent,
        length=len(line.text.rstrip()) - line.indent,
        code="yaml-dash",
        values={"right": f"- {found['value'].strip()}"},
        meant=f"{found['indent']}- {found['value']}",
    )


def tight_key(line: Line) -> Fault | None:
    """Find a key whose colon is against its value."""
    found = _TIGHT_KEY.match(line.text)
    if not found:
        return None
    return _rewritten(line, found, "yaml-space")


def _equals(line: Line) -> Fault | None:
    found = _EQUALS.match(line.text)
    return _rewritten(line, found, "yaml-equals") if found else None


def _rewritten(line: Line, found: "re.Match[str]", code: str) -> Fault:
    right = f"{found['key']}: {found['value'].strip()}"
    return Fault(
        number=line.number,
        at=found.start("key"),
        length=len(line.text.rstrip()) - found.start("key"),
        code=code,
        values={"right": right},
        meant=found["before"] + right,
    )


def curly(line: Line) -> Fault | None:
    """Find a value between curly quotation marks, which are signs like any other for YAML."""
    value = line.value
    if len(value) < 2 or value[0] not in _OPENING or value[-1] not in _OPENING:
        return None
    if any(one in value[1:-1] for one in _OPENING if one != "\N{RIGHT SINGLE QUOTATION MARK}"):
        return None
    return line.fault("yaml-curly-quotes", quoted(value[1:-1]))


def _tab(line: Line) -> Fault | None:
    space = line.text[: len(line.text) - len(line.text.lstrip())]
    if "\t" not in space:
        return None
    return Fault(
        number=line.number, at=space.index("\t"), length=space.count("\t"), code="yaml-tab"
    )


def _bad_start(line: Line) -> Fault | None:
    """Find a value that begins with a sign that means something else in YAML."""
    value = line.value
    if not value or not (line.key or line.key_at > line.indent):
        return None
    alone = value[0] in "-?," and (len(value) == 1 or value[1].isspace())
    block = value[0] in "|>" and not re.fullmatch(r"[|>][-+0-9]*", value)
    if value[0] in "@`%*&!" or alone or block:
        return line.fault("yaml-first-sign", quoted(value), sign=value[0])
    return None


def _quotes(line: Line) -> Fault | None:
    """Find a quotation mark that is not closed, or is closed before the end of the value."""
    value = line.value
    if not value or value[0] not in _QUOTED:
        return None
    closed = _QUOTED[value[0]].match(value)
    if not closed and not line.key and line.key_at == line.indent:
        # It is before the name of a field; alone on a line it is nothing that could be closed.
        return line.fault("yaml-quote", value[1:]) if value[1:] else None
    if not closed:
        text = value if _APOSTROPHE.match(value) else value[1:]
        return line.fault("yaml-quote", quoted(text.strip()))
    if closed.end() < len(value):
        inside = value[1:-1] if value[-1] == value[0] else value
        return line.fault("yaml-after-quote", quoted(inside))
    if value[0] == '"' and _BAD_ESCAPE.search(value):
        return line.fault("yaml-backslash", "'" + value[1:-1].replace("'", "''") + "'")
    return None


def _brackets(line: Line) -> Fault | None:
    """Find a bracket that is not closed, has text behind it, or holds a text with a colon."""
    value = line.value
    if not value or value[0] not in _CLOSING_OF:
        return None
    end = bracket_end(value)
    if end and end < len(value) and not value[end:].strip(" ]}"):
        return line.fault("yaml-bracket-more", value[:end], sign=value[-1])
    if end and end < len(value):
        return line.fault("yaml-first-bracket", quoted(value), sign=value[0])
    if found := _FLOW_COLON.search(value):
        at = line.at + found.start("value")
        said = found["value"].strip()
        inner = Line(
            line.number,
            line.text,
            line.indent,
            line.at + found.start("key"),
            found["key"],
            at,
            said,
        )
        return inner.fault("yaml-colon", quoted(said))
    if _COMMAS.search(value) and not set(value) & set(_QUOTED):
        return line.fault("yaml-comma", _COMMAS.sub("", value))
    if found := _FLOW_REMARK.search(value):
        inner = replace(line, at=line.at + found.start("value"), value=found["value"])
        return inner.fault("cut-off-empty", quoted(found["value"]))
    if not end:
        return line.fault("yaml-bracket", value + _missing(value), sign=value[0])
    return None


def _colon(line: Line) -> Fault | None:
    """Find a text with a colon in it that is not between quotation marks."""
    value = line.value
    is_plain = bool(value) and value[0] not in "\"'[{|>&*!%@`"
    if not is_plain or not _COLON.search(value) or not (line.key or line.key_at > line.indent):
        return None
    return line.fault("yaml-colon", quoted(value))


def is_like_text(value: str) -> bool:
    """Tell whether what begins with & or * is a text, and no anchor or alias: words follow."""
    return bool(_WORDS.match(value))


def bracket_end(value: str) -> int:
    """Return where the bracket that a value begins with is closed; 0 where it is not."""
    for at, waiting in _brackets_open(value):
        if not waiting:
            return at
    return 0


def _missing(value: str) -> str:
    """Return what closes the brackets of a value that are still open at its end."""
    *_, (_, waiting) = _brackets_open(value)
    return "".join(reversed(waiting))


def _brackets_open(value: str) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield where each sign outside of quotations ends, and what closes the brackets open there."""
    waiting: list[str] = []
    at = 0
    while at < len(value):
        sign = value[at]
        if sign in _QUOTED and (skipped := _QUOTED[sign].match(value, at)):
            at = skipped.end()
            continue
        if sign in _CLOSING_OF:
            waiting.append(_CLOSING_OF[sign])
        elif waiting and sign == waiting[-1]:
            waiting.pop()
        at += 1
        yield at, waiting
