"""What a new page offers its editor: every field that it could still have, as a comment.

Who takes away the `# ` in front of one has a field that fits the page, to write their own words in.
What would not fit there as it stands, such as a picture that is not there yet, stands behind a `#`
of its own as an example, so that the field says nothing until something is written.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from textwrap import wrap

from hubgen import times
from hubgen.amending.writing import entry, flow, inline, moment
from hubgen.frontmatter import Tree
from hubgen.handbook import Chapter
from hubgen.plan import GUIDE
from hubgen.settings import Settings
from hubgen.shapes import (
    Choice,
    Field,
    File,
    Mapping,
    Point,
    Reference,
    Several,
    Shape,
    Text,
)
from hubgen.wording import Wording, wording

_TODAY = date(2024, 11, 2)
"""The day on which the examples in the models are written down."""
_EVENT = datetime(2024, 11, 13, 14)  # noqa: DTZ001 - local, as examples are
"""The start of the event that the examples in the models are of; it takes an hour or two."""
_WIDEST = 98
"""Characters of a line, where a text alone does not take more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """When a page is begun, and when what it announces begins."""

    today: date
    start: times.When | None = None

    def later(self, field: Field) -> "_Later":
        """Return how much later a field's example is here.

        What is about the page itself counts from today, what is of an event from its start.
        """
        if self.start is None or field.group == "publish":
            return _Later(self.today - _TODAY)
        days = times.day_of(self.start) - _EVENT.date()
        if not isinstance(self.start, datetime):
            return _Later(days)
        clock = datetime.combine(_EVENT, self.start.time()) - _EVENT
        return _Later(days, clock)


@dataclass(frozen=True, slots=True)
class _Later:
    """How much later something is than it is in the examples: its day, and its time of day."""

    days: timedelta
    clock: timedelta = timedelta()


def offered(
    chapter: Chapter,
    said: Collection[str],
    occasion: Occasion,
    settings: Settings,
    fits: Callable[[str], bool],
) -> str:
    """Return comments that hold each field of a kind that is not `said` yet, in groups.

    `fits` tells whether lines of YAML can be added to the page as it is.
    """
    words = wording(settings.lang)
    guide = f"/{GUIDE[settings.lang]}/"
    lines = [
        "",
        *(
            f"## {line}"
            for line in wrap(words.text("command.new.fields", guide=guide), _WIDEST - 3)
        ),
    ]
    for group, fields in chapter.groups:
        left = [one for one in fields if one.name not in said]
        if left:
            lines += ["", f"## {words.text(f'site.guide.group.{group}')}"]
        for one in left:
            lines += _lines(one, occasion, settings, words, fits)
    return "".join(f"{line}\n" for line in lines)


def _lines(
    field: Field,
    occasion: Occasion,
    settings: Settings,
    words: Wording,
    fits: Callable[[str], bool],
) -> list[str]:
    """Return a field as comments: with its example, or without where that does not fit."""
    above, note = _note(field)
    example = _moved(field.example, field.shape, occasion.later(field))
    known = _of_hub(example, field.shape, settings)
    if known is not None and fits(_written(field.name, known)):
        first, *rest = _written(field.name, known).splitlines()
        return [*above, f"# {first} # {note}", *(f"# {line}" for line in rest)]
    shown = example if isinstance(example, str) else flow(example)
    line = f"# {field.name}: # {words.text('command.new.example', field=note, example=shown)}"
    if len(line) <= _WIDEST:
        return [*above, line]
    note = words.text("command.new.example", field=note, example="").rstrip()
    _, *rest = _written(field.name, example).splitlines()
    return [*above, f"# {field.name}: # {note}", *(f"## {line}" for line in rest)]


def _note(field: Field) -> tuple[list[str], str]:
    """Return what stands above a field, and what stands behind it.

    The words of a choice stand behind it too, or above it where they are many.
    """
    if not isinstance(field.shape, Choice):
        return [], field.title
    words = ", ".join(word for word, _ in field.shape.words)
    if len(words) + len(field.title) < _WIDEST // 2 + len(field.name):
        return [], f"{field.title}: {words}"
    return [f"## {line}" for line in wrap(f"{field.name}: {words}", _WIDEST - 3)], field.title


def _written(name: str, value: Tree) -> str:
    """Return a field as YAML: a list of texts on one line, what has more to it on lines below."""
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return f"{name}: {inline(value)}\n"
    return entry(name, value, 0)


def _moved(value: Tree, shape: Shape, later: _Later) -> Tree:
    """Return an example with each day and each time of day in it so much later."""
    if isinstance(value, list) and isinstance(shape, Several):
        return [_moved(one, shape.of, later) for one in value]
    if isinstance(value, dict) and isinstance(shape, Mapping):
        inner = {one.name: one.shape for one in shape.fields}
        return {key: _moved(one, inner[key], later) for key, one in value.items()}
    if isinstance(value, str) and isinstance(shape, Point):
        if shape.form == "clock":
            clock = datetime.combine(_EVENT, times.read_clock(value)) + later.clock
            return f"{clock:%H:%M}"
        if shape.form in {"day", "moment"}:
            return moment(times.read_when(value) + later.days)
    return value


def _of_hub(value: Tree, shape: Shape, settings: Settings) -> Tree:
    """Return an example with what this hub has; None where only its editor knows what that is.

    That is so for another page, and for a file.
    """
    if isinstance(value, list) and isinstance(shape, Several):
        found = [_of_hub(one, shape.of, settings) for one in value]
        return None if None in found else found
    if isinstance(value, dict) and isinstance(shape, Mapping):
        inner = {one.name: one.shape for one in shape.fields}
        held = {key: _of_hub(one, inner[key], settings) for key, one in value.items()}
        return None if None in held.values() else held
    if isinstance(shape, Mapping) and shape.shorthand:
        short = next(one.shape for one in shape.fields if one.name == shape.shorthand)
        return _of_hub(value, short, settings)
    if isinstance(shape, Text) and shape.form == "theme":
        return settings.themes[0].slug if settings.themes else None
    if isinstance(shape, Text) and shape.form == "language":
        return settings.lang
    if isinstance(shape, File) or (isinstance(shape, Reference) and shape.strict):
        return None
    return value
