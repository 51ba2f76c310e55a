"""The words of the interface and of the messages, one catalogue a language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from hubgen.errors import Problem

LANGUAGES = ("nl", "en")
"""The languages that have a catalogue."""

_LINE = re.compile(r'(?P<indent>(?:  )*)(?P<mark>"?)(?P<name>[\w-]+)(?P=mark):(?: "(?P<said>.*)")?')
_PASSED_OVER = re.compile(r"\s*(#.*)?")
_ESCAPED = re.compile(r'\\(["\\])')


@dataclass(frozen=True, slots=True)
class Wording:
    """One language's words: `text` for the site's interface, `say` for a problem's sentence."""

    lang: str
    words: Mapping[str, str]
    """Every phrase by its dotted name: `event.when` is `Wanneer`."""

    def text(self, name: str, /, **values: object) -> str:
        """Return a phrase with its blanks filled.

        With `count=`, the phrase `name.one` or `name.other` is taken, by the number. Raises
        `KeyError` for a phrase that the catalogue does not have.
        """
        if "count" in values and f"{name}.other" in self.words:
            name = f"{name}.{'one' if values['count'] == 1 else 'other'}"
        phrase = self.words[name]
        return phrase.format(**values) if values else phrase

    def say(self, problem: Problem) -> str:
        """Return a problem's sentence: what is wrong; what to write instead.

        The value `of`, a field's name, fills the blank `named` as people say it: `de titel`. Where
        something could not be read because of the problem (`unread`), that is said behind it.
        """
        values = {name: _Said(value, self.lang) for name, value in problem.values}
        if of := values.get("of"):
            values["named"] = _Said(self.words.get(f"field.{of}", of), self.lang)
        sentence = self.text(f"problems.{problem.code}", **values)
        if unread := values.get("unread"):
            return f"{sentence} ({self.text(f'command.unread.{unread}')})"
        return sentence

    def place(self, problem: Problem) -> str:
        """Return where a problem is, as far as that is known: `path:line:column`."""
        where = (problem.line, problem.column) if problem.column else (problem.line,)
        return ":".join([problem.path, *(str(one) for one in where if problem.line)])

    def line(self, problem: Problem) -> str:
        """Return a problem as one line: `path:line:column: field: what is wrong; what to write`.

        The name of its check, if it has one, stands behind it: `[no-end]`.
        """
        return f"{self.place(problem)}: {self.sentence(problem)}"

    def sentence(self, problem: Problem) -> str:
        """Return a problem without its place: `field: what is wrong; what to write instead`."""
        field = f"{problem.field}: " if problem.field else ""
        check = f" [{problem.check}]" if problem.check else ""
        return f"{field}{self.say(problem)}{check}"


class _Said(str):
    """A value of a problem, which a phrase can ask for in words where it is a day or a line.

    `{day:day}` is 13 november 2024, `{day:weekday}` woensdag, and `{on:line}` (regel 6), with a
    space before it, or nothing where the line is not known.
    """

    lang: str

    def __new__(cls, text: str, lang: str) -> "_Said":
        said = super().__new__(cls, text)
        said.lang = lang
        return said

    def __format__(self, form: str) -> str:
        if form == "line":
            return wording(self.lang).text("command.on_line", line=str(self)) if self else ""
        if form not in {"day", "weekday"}:
            return super().__format__(form)
        # Imported here, because the names of days are asked for by few.
        from hubgen.times import read_day, say_day, say_weekday

        day = read_day(self[: len("2024-11-13")])
        if form == "weekday":
            return say_weekday(day, self.lang)
        return say_day(day, self.lang, weekday=False)


@cache
def wording(lang: str) -> Wording:
    """Return the catalogue of a language of `LANGUAGES`."""
    text = Path(__file__).with_name(f"{lang}.yaml").read_text(encoding="utf-8")
    return Wording(lang, phrases(text))


def phrases(catalogue: str) -> dict[str, str]:
    """Return the phrases of a catalogue by their dotted names.

    A catalogue is YAML of which every line is a name, or a name and a phrase between double quotes.
    To read it as just that takes a tenth of the time. Raises `ValueError` for any other line.
    """
    found: dict[str, str] = {}
    above: list[str] = []
    for number, line in enumerate(catalogue.splitlines(), 1):
        read = _LINE.fullmatch(line)
        if read is None:
            if _PASSED_OVER.fullmatch(line):
                continue
            raise ValueError(f"line {number} of a catalogue is no name with a phrase: {line}")
        indent, _, name, said = read.groups()
        above[len(indent) // 2 :] = [name]
        if said is not None:
            found[".".join(above)] = _ESCAPED.sub(r"\1", said) if "\\" in said else said
    return found
