"""YAML to a mapping, and all that is wrong with it in words that do not speak of tokens."""

from dataclasses import dataclass, field, replace
from typing import Final

import yaml

from hubgen.errors import ContentError, Problem, problem
from hubgen.expressions import expression
from hubgen.frontmatter.building import Builder, Unacceptable
from hubgen.frontmatter.faults import ODD_SPACE, Fault, fault_in, is_like_text, odd_space, parts
from hubgen.frontmatter.records import Path, Place, Tree
from hubgen.frontmatter.recovery import block, diagnosed, odd_escape, silent
from hubgen.frontmatter.spots import as_written

LONGEST = 1_000_000
"""The most bytes of front matter that are ever read: with so many, the worst takes five seconds.

How many a hub reads is among its settings. Whoever edits a page that was read within those reads
it within these.
"""

# libyaml is ten times as quick; where PyYAML was built without it the result is the same.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# YAML ends a line at these too, where no editor's program does, and would count more lines.
_OTHER_BREAKS: Final = expression("[\x85\u2028\u2029]")
_MOST_FAULTS: Final = 40
"""After so many, what is wrong is no longer a slip here and there."""


@dataclass(slots=True)
class Gleaning:
    """What could be read of YAML, and what is wrong with it."""

    path: str
    first_line: int
    lines: list[str]
    """Those of the file, with each mistake whose right form is certain mended."""
    mended: dict[int, str] = field(default_factory=dict)
    """The lines of which that is so, by their numbers in the file, as the file has them."""
    values: dict[str, Tree] = field(default_factory=dict)
    places: dict[Path, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)
    """The fields that could not be read."""
    whole: bool = True
    """Whether it is known which fields those are."""

    def add(self, fault: Fault) -> None:
        """Take in what is wrong, and mend it; or leave out the field that it is in."""
        if fault.meant is not None and fault.meant != self.lines[fault.number]:
            self.problems.append(self.placed(fault.problem(self.path, self.first_line)))
            self.mended.setdefault(self.first_line + fault.number, self.lines[fault.number])
            self.lines[fault.number] = fault.meant
            return
        begin, end, name = block(self.lines, fault.number)
        faults = [fault]
        if fault.code == "yaml-tab":
            others = (fault_in(self.lines[at], at) for at in range(begin, end))
            faults += [one for one in others if one and one.code == "yaml-tab" and one != fault]
        elif end - begin > 1:
            faults = [
                replace(fault, values={**fault.values, "unread": "field" if name else "page"})
            ]
        self.problems += [self.placed(one.problem(self.path, self.first_line)) for one in faults]
        self.lines[begin:end] = [""] * (end - begin)
        if name:
            self.lost.add(name)
        else:
            self.whole = False

    def placed(self, problem: Problem) -> Problem:
        """Return a problem where it is in the file: a line that was mended reads otherwise there.

        What goes on on other lines is as long as it is on its first.
        """
        if not problem.column:
            return problem
        line = self.lines[problem.line - self.first_line]
        length = max(0, min(problem.length, len(line) - problem.column + 1))
        place = Place(problem.line, problem.column, length)
        if (written := self.mended.get(problem.line)) is not None:
            place = as_written(place, line, written)
        return problem.at(problem.path, place.line, place.column, place.length)


def read_yaml(
    text: str, *, path: str, first_line: int = 1, most: int = LONGEST
) -> tuple[dict[str, Tree], dict[Path, Place]]:
    """Return a YAML mapping, every scalar as text, and the place of each of its keys and items.

    Raises `ContentError`, with the line, for anything that is not one plain mapping of at most
    `most` bytes.
    """
    found = glean_yaml(text, path=path, first_line=first_line, most=most)
    if found.problems:
        raise ContentError(found.problems)
    return found.values, found.places


def glean_yaml(text: str, *, path: str, first_line: int = 1, most: int = LONGEST) -> Gleaning:
    """Return what can be read of a YAML mapping, and every mistake in it.

    Raises `ContentError` where it is no mapping, is longer than `most` bytes, or too much is wrong
    to read anything else.
    """
    if "\r" in text:  # a line ends there, for YAML too
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(text.encode()) > most:
        raise _stopped([problem("front-matter-too-long", most=most // 1000)], path, first_line)
    found = Gleaning(path=path, first_line=first_line, lines=text.split("\n"))
    if not text.isascii() and ODD_SPACE.search(text):
        for number, line in enumerate(found.lines):
            if odd := odd_space(parts(line, number)):
                found.add(odd)
    for _ in range(_MOST_FAULTS):
        read = _attempt(found, "\n".join(found.lines) if found.mended or found.problems else text)
        if isinstance(read, Builder):
            return _finished(found, read)
        found.add(read)
    raise _stopped(found.problems, path, first_line)


def _attempt(found: Gleaning, text: str) -> Builder | Fault:
    """Return what the lines hold as they are now, all in `text`, or the first mistake in them.

    Raises `ContentError` for what cannot be gone on from.
    """
    builder = Builder(found.path, found.first_line)
    if not text.isascii():
        text = _OTHER_BREAKS.sub(" ", text)
    try:
        for event in yaml.parse(text, Loader=_Loader):
            builder.take(event)
        return silent(found.lines, builder.odd) or builder
    except yaml.MarkedYAMLError as error:
        return diagnosed(error, found.lines)
    except yaml.YAMLError:
        return _control(found.lines)
    except ContentError as error:
        every = [*found.problems, *map(found.placed, error.problems)]
        raise _stopped(every, found.path, found.first_line) from error
    except Unacceptable as odd:
        if odd.code == "yaml-odd-escape":
            return odd_escape(found.lines, odd.number, odd.at)
        if fault := _unacceptable(odd, found.lines):
            return fault
        line = found.first_line + odd.number
        wrong = problem(odd.code, path=found.path, line=line, column=odd.at + 1, length=1)
        raise _stopped([*found.problems, found.placed(wrong)], found.path, line) from odd


def _finished(found: Gleaning, builder: Builder) -> Gleaning:
    found.problems += map(found.placed, builder.problems)
    if builder.root is None:
        return found
    if not isinstance(builder.root, dict):
        wrong = problem("not-a-mapping")
        raise _stopped([*found.problems, wrong], found.path, found.first_line)
    found.values, found.places = builder.root, builder.places
    return found


def _control(lines: list[str]) -> Fault:
    """Return the first character that YAML may not hold, such as one that is a command."""
    for number, line in enumerate(lines):
        if odd := yaml.reader.Reader.NON_PRINTABLE.search(line):
            return Fault(
                number=number,
                at=odd.start(),
                length=1,
                code="yaml-odd-character",
                values={"sign": f"U+{ord(odd[0]):04X}"},
                meant=yaml.reader.Reader.NON_PRINTABLE.sub("", line),
            )
    return Fault(number=0, at=0, length=0, code="yaml-broken-line", values={"value": lines[0][:60]})


def _unacceptable(error: Unacceptable, lines: list[str]) -> Fault | None:
    """Return the mistake that a tag or an anchor is, where somebody meant a text."""
    line = lines[error.number]
    fault = fault_in(line, error.number)
    is_text = fault is not None and fault.code == "yaml-first-sign" and fault.at == error.at
    if not is_text or (error.code == "yaml-alias" and not is_like_text(line[error.at :])):
        return None
    return fault


def _stopped(problems: list[Problem], path: str, line: int) -> ContentError:
    """Return the error that reading ended here; the last problem says so, and gets its place."""
    *others, last = problems
    if not last.line:
        last = last.at(path, line, last.column, last.length)
    values = tuple(sorted({**dict(last.values), "unread": "page"}.items()))
    return ContentError([*others, replace(last, values=values)])
