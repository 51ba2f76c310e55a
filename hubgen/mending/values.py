"""Fixes that put another text in the place of one: each returns it, or None if it is not sure."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime

from hubgen import shapes, times
from hubgen.addresses import slugify
from hubgen.amending.writing import moment
from hubgen.changing.options import WORDS_FOR
from hubgen.errors import Problem, Unreadable
from hubgen.frontmatter import Path
from hubgen.mending.sheet import Sheet
from hubgen.mending.titles import reference
from hubgen.shapes import Shape
from hubgen.wording import LANGUAGES, wording

_CURLY = re.compile(
    r"[\u201c\u201e\u2018\u201a\u00ab](.*)[\u201d\u201c\u2019\u2018\u00bb]", re.DOTALL
)
_PLAIN_CLOCK = re.compile(r"[0-9]{1,2}[.:][0-9]{2}")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:[. ][0-9]{3})+")
_DECIMAL = re.compile(r"-?[0-9]+,[0-9]+")


def own_word(sheet: Sheet, path: Path, _problem: Problem) -> str | None:
    """Return the word of a field for one in capitals, with spaces, or in a reader's language."""
    shape, text = sheet.written[path]
    said = slugify(text)
    if not isinstance(shape, shapes.Choice) or not said:
        return None
    found = {word for word, names in _names(shape).items() if said in names}
    return found.pop() if len(found) == 1 else None


def slug_of_words(_sheet: Sheet, _path: Path, problem: Problem) -> str | None:
    """Return the slug of what stands where a slug belongs."""
    value = dict(problem.values)["value"]
    return slugify(value) or None


def page_by_title(sheet: Sheet, path: Path, _problem: Problem) -> str | None:
    """Return the reference to the one page that has a text for its title."""
    shape, text = sheet.written[path]
    if not isinstance(shape, shapes.Reference):
        return None
    return reference(text, sheet.titles, shape.folders, shape.default)


def theme_by_title(sheet: Sheet, path: Path, _problem: Problem) -> str | None:
    """Return the slug of the one theme that has a text for its title."""
    return sheet.titles.theme_named(sheet.written[path][1])


def whole_number(sheet: Sheet, path: Path, _problem: Problem) -> str | None:
    """Return a whole number without what stands between its thousands: `229.000` is 229000."""
    text = sheet.written[path][1].strip()
    return re.sub("[. ]", "", text) if _THOUSANDS.fullmatch(text) else None


def decimal_number(sheet: Sheet, path: Path, _problem: Problem) -> str | None:
    """Return a number with a point where it has a comma."""
    text = sheet.written[path][1].strip()
    return text.replace(",", ".") if _DECIMAL.fullmatch(text) else None


def without_entity(sheet: Sheet, path: Path, problem: Problem) -> str | None:
    """Return a text with the character that an entity stands for."""
    values = dict(problem.values)
    return sheet.written[path][1].replace(values["value"], values["right"])


def without_curly_quotes(sheet: Sheet, path: Path, _problem: Problem) -> str | None:
    """Return what stands between curly quotes, which are no quotes of YAML but part of the text."""
    shape, text = sheet.written[path]
    found = _CURLY.fullmatch(text.strip())
    if not found:
        return None
    inner = found[1].strip()
    if isinstance(shape, shapes.Point):
        return first_form(shape, inner, sheet) or inner
    return inner


def first_forms(sheet: Sheet) -> Iterator[tuple[Path, str]]:
    """Yield each date and time that is understood, and not written as it is first meant to be."""
    for path, (shape, text) in sheet.written.items():
        for point in _points(shape):
            form = first_form(point, text, sheet)
            if form and form != text:
                yield path, form


def first_form(point: shapes.Point, text: str, sheet: Sheet) -> str | None:
    """Return a date or time as `2024-11-13 14:00`, or None for what is none.

    A time of day with a point is left as it is: both are what editors are told to write.
    """
    try:
        if point.form == "clock":
            clock = times.read_clock(text)
            if _PLAIN_CLOCK.fullmatch(text):
                return text
            return clock.isoformat("seconds" if clock.second else "minutes")
        if point.form == "partial-day":
            return times.read_partial_day(text)
        if point.form == "day":
            return moment(times.read_day(text))
        when = times.read_when(text)
        return moment(_without_offset(when, sheet) if isinstance(when, datetime) else when)
    except Unreadable:
        return None


def names_of_organisations(sheet: Sheet) -> Iterator[tuple[Path, str]]:
    """Yield each name of an organisation that has a page, where a name alone may stand too."""
    for path, (shape, text) in sheet.written.items():
        if isinstance(shape, shapes.Reference) and not shape.strict and slugify(text) != text:
            right = reference(text, sheet.titles, shape.folders, shape.default)
            if right:
                yield path, right


def _points(shape: Shape) -> list[shapes.Point]:
    some = shape.shapes if isinstance(shape, shapes.Either) else (shape,)
    return [one for one in some if isinstance(one, shapes.Point)]


def _without_offset(when: datetime, sheet: Sheet) -> datetime:
    """Return a local time without its offset, where that says nothing that the zone does not."""
    zone = sheet.settings.timezone
    if when.tzinfo is None or "timezone" in sheet.matter.values:
        return when
    try:
        there = times.in_zone(when, zone)
    except Unreadable:
        return when  # it is wrong, and only its editor knows which of the two is
    return when if times.is_ambiguous(there) else when.replace(tzinfo=None)


def _names(shape: shapes.Choice) -> Mapping[str, set[str]]:
    """Return how each word of a field is called: by itself, and in words for readers."""
    own = [word for word, _ in shape.words]
    found = {word: {slugify(word), slugify(meaning)} for word, meaning in shape.words}
    for lang in LANGUAGES:
        phrases = wording(lang).words
        for name in phrases:
            prefix, _, word = name.rpartition(".")
            if word == own[0] and all(f"{prefix}.{one}" in phrases for one in own):
                for one in own:
                    found[one].add(slugify(phrases[f"{prefix}.{one}"]))
    for said, word in WORDS_FOR.items():
        if word in found:
            found[word].add(slugify(said))
    return found
