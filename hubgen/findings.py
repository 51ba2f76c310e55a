"""Findings: what does not fit a field, in an editor's words, before its line is known."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from hubgen import times
from hubgen.about import About, Words
from hubgen.amending.writing import flow, pair
from hubgen.errors import Problem, Severity, Unreadable
from hubgen.fields import Fields
from hubgen.frontmatter import FrontMatter, Path, Tree
from hubgen.frontmatter import path_text as path_text

Model = TypeVar("Model", bound=BaseModel)

_PART = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
# What is said of a list or of fields that stand where a text belongs; any text field can hold it.
_NO_TEXT = "…"
_MOST_GUESSES = 100
"""After so many mistakes in one mapping nobody is told what was meant, as each guess takes long."""
_ABOUT_KEYS = frozenset({"unknown-key", "unknown-key-near"})


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem in a field, before anyone looked up the line that it is on."""

    path: Path
    code: str
    values: tuple[tuple[str, str], ...] = ()
    severity: Severity = "problem"

    def locate(self, path: str, matter: FrontMatter) -> Problem:
        """Return the problem, with its file and the place of the value that it is about.

        What is wrong with a key is at the key, what is missing at what it is missing in; what is
        about the whole page has no line.
        """
        at_key = self.code in _ABOUT_KEYS
        place = matter.key_place(self.path) if at_key else matter.value_place(self.path)
        return Problem(
            path=path,
            line=place.line,
            column=place.column,
            length=place.length,
            field=say_path(self.path, matter, with_missing=self.code == "missing-field"),
            code=self.code,
            values=self.values,
            severity=self.severity,
        )


def finding(path: Path, code: str, **values: object) -> Finding:
    """Return a `Finding` that is a problem, every value as text."""
    return Finding(path, code, _texts(values))


def warning(path: Path, code: str, **values: object) -> Finding:
    """Return a `Finding` that is a warning, every value as text."""
    return Finding(path, code, _texts(values), "warning")


def unreadable(path: Path, error: Unreadable) -> Finding:
    """Return the `Finding` that a value could not be read."""
    return Finding(path, error.code, _texts(error.values))


def read_fields(
    model: type[Model], values: Mapping[str, Tree], context: object = None
) -> tuple[Model | None, tuple[Finding, ...]]:
    """Return a model of a mapping, or None and everything that is wrong with it."""
    try:
        return model.model_validate(_without_empty(dict(values)), context=context), ()
    except ValidationError as error:
        return None, tuple(
            _finding(model, details, guess=number < _MOST_GUESSES)
            for number, details in enumerate(error.errors(include_url=False))
        )


def salvage(
    model: type[Model], values: Mapping[str, Tree], findings: Sequence[Finding]
) -> Model | None:
    """Return a model of what is left of a mapping without the fields that have problems.

    None where nothing can be made of it. It is for finding what else is wrong, and no more.
    """
    wrong = {one.path[0] for one in findings if one.path}
    left = {key: value for key, value in values.items() if key not in wrong}
    return read_fields(model, {"title": "?", **left})[0]


def unreadable_fields(findings: Iterable[Finding]) -> frozenset[str]:
    """Return the fields that have problems, and those that a misspelt one was meant to be."""
    named = {str(one.path[0]) for one in findings if one.path}
    meant = {
        value
        for one in findings
        if len(one.path) == 1
        for key, value in one.values
        if key == "near"
    }
    return frozenset(named | meant)


def say_path(path: Path, matter: FrontMatter, *, with_missing: bool = False) -> str:
    """Return a field's path as editors read it: `programme[2].start`, items counted from 1.

    It ends where what was written ends; with `with_missing`, at the key that is missing there.
    """
    written = [
        part
        for depth, part in enumerate(path)
        if path[: depth + 1] in matter.places or (with_missing and depth == len(path) - 1)
    ]
    return path_text(tuple(written))


def path_of(text: str) -> Path:
    """Return the path that a text says: what `path_text` makes of it is that text again."""
    parts = _PART.findall(text)
    return tuple(int(number) - 1 if number else name for name, number in parts)


def submodel(model: type[BaseModel], name: str) -> type[BaseModel] | None:
    """Return the model of the mapping, or of the list of mappings, that a field holds."""
    info = model.model_fields.get(name)
    return _model_in(info.annotation) if info else None


def _texts(values: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, str(value)) for name, value in values.items()))


def _without_empty(value: Any) -> Any:
    """Drop keys without a value: `summary:` and `summary: ""` say nothing, as if not there."""
    if isinstance(value, dict):
        return {
            key: _without_empty(item)
            for key, item in value.items()
            if item is not None and item != ""
        }
    if isinstance(value, list):
        return [_without_empty(item) for item in value if item is not None and item != ""]
    return value


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if get_origin(annotation) is None:
        is_model = isinstance(annotation, type) and issubclass(annotation, BaseModel)
        return annotation if is_model else None
    return next((model for arg in get_args(annotation) if (model := _model_in(arg))), None)


_EXPECTS = {
    "string_type": "expects-text",
    "int_type": "expects-number",
    "int_parsing": "expects-number",
    "int_from_float": "expects-number",
    "float_type": "expects-number",
    "float_parsing": "expects-number",
    "dataclass_type": "expects-text",
    "datetime_type": "expects-text",
    "date_type": "expects-text",
    "time_type": "expects-text",
    "greater_than_equal": "out-of-range-low",
    "less_than_equal": "out-of-range-high",
    "string_too_short": "missing-field",
}


def _finding(model: type[BaseModel], details: Mapping[str, Any], *, guess: bool) -> Finding:
    """Return a pydantic error in an editor's words; with `guess` also what was likely meant."""
    path: Path = tuple(details["loc"])
    value = details.get("input")
    context = details.get("ctx", {})
    kind = details["type"]
    if kind == "missing":
        return finding(path, "missing-field")
    if kind == "extra_forbidden":
        return _unknown_key(model, path, guess=guess)
    shown = value if isinstance(value, str | int | float) else _NO_TEXT
    if kind == "literal_error":
        return _not_one_of(model, path, str(shown), _words(context["expected"]), guess=guess)
    if kind in {"model_type", "dict_type"}:
        return _expects_fields(model, path, str(shown))
    if isinstance(cause := context.get("error"), Unreadable):
        return _with_day(model, path, cause) or unreadable(path, cause)
    limit = context.get("ge", context.get("le", ""))
    return finding(path, _EXPECTS.get(kind, "expects-text"), value=shown, limit=limit)


def _unknown_key(model: type[BaseModel], path: Path, *, guess: bool) -> Finding:
    fields = _owner(model, path).model_fields
    key = str(path[-1])
    if not guess:
        return finding(path, "unknown-key", key=key, known=", ".join(fields))
    titles = {
        title.lower(): name
        for name, info in fields.items()
        for about in info.metadata
        if isinstance(about, About)
        for title in (about.nl[0], about.en[0])
    }
    if near := _meant(key, list(fields), titles):
        return finding(path, "unknown-key-near", key=key, near=near)
    return finding(path, "unknown-key", key=key, known=", ".join(fields))


def _not_one_of(
    model: type[BaseModel], path: Path, value: str, allowed: Sequence[str], *, guess: bool
) -> Finding:
    """Return that a word is none of a choice, and which of it was most likely meant."""
    name = next((part for part in reversed(path) if isinstance(part, str)), "")
    info = _owner(model, path).model_fields.get(name)
    titles = _words_said(info) if info else {}
    known = ", ".join(allowed)
    if guess and (near := _meant(value, allowed, titles)):
        return finding(path, "not-one-of-near", value=value, near=near, allowed=known)
    return finding(path, "not-one-of", value=value, allowed=known)


def _words_said(info: FieldInfo) -> dict[str, str]:
    """Return what people write for the words of a choice, each with the word that it means."""
    found: dict[str, str] = {}
    for words in info.metadata:
        if isinstance(words, Words):
            titles = {title: word for word, both in words.words.items() for title in both}
            found |= {said.lower(): word for said, word in {**titles, **words.said}.items()}
    return found


def _with_day(model: type[BaseModel], path: Path, cause: Unreadable) -> Finding | None:
    """Return that a day stands where only a time can, and the day has a field of its own."""
    if cause.code != "bad-time" or "day" not in _owner(model, path).model_fields:
        return None
    value = str(cause.values["value"])
    try:
        when = times.read_when(value)
    except Unreadable:
        return None
    if not isinstance(when, datetime):
        return None
    right = f"day: {when:%Y-%m-%d}, {path[-1]}: {when:%H:%M}"
    return finding(path, "time-with-day", value=value, right=right)


def _expects_fields(model: type[BaseModel], path: Path, value: str) -> Finding:
    """Return that fields belong where a text stands, and the fields that it most likely means."""
    owner, name = _owner(model, path), path[-1]
    if isinstance(name, str):
        info = owner.model_fields.get(name)
        if info and not submodel(owner, name):  # its writer chooses the names
            right = pair(name, _example(info))
        else:
            right = pair(name, _fields_meant(submodel(owner, name) or owner, value))
        return finding(path, "expects-fields", value=value, right=right)
    said = _fields_meant(owner, value)
    right = flow(said) if len(said) > 1 else pair(*next(iter(said.items())))
    return finding(path, "expects-fields-of-item", value=value, right=f"- {right}")


def _fields_meant(model: type[BaseModel], text: str) -> dict[str, Tree]:
    """Return the fields of a mapping that a text means, with what else it needs left open.

    What can hold only some texts goes before what can hold any, and a telephone number, which any
    digits may be, goes last of those.
    """
    fields = model.model_fields
    said: dict[str, Tree] = {}
    if issubclass(model, Fields) and text != _NO_TEXT:
        said = dict(model.meant(text))
    ordered = sorted(fields, key=lambda one: (_fits(model, one, _NO_TEXT), one == "phone"))
    for name in ordered:
        if said or text == _NO_TEXT:
            break
        word = _words_said(fields[name]).get(text.lower(), text)
        if _fits(model, name, word) and not ("://" in text and _fits(model, name, _NO_TEXT)):
            said = {name: word}
    if not said:
        name, info = next(iter(fields.items()))
        said = {name: _example(info)}
    return {
        name: said.get(name, _NO_TEXT)
        for name, info in fields.items()
        if name in said or info.is_required()
    }


def _example(info: FieldInfo) -> Tree:
    """Return what can be written in a field, as the guide for editors shows it."""
    return next((one.example for one in info.metadata if isinstance(one, About)), _NO_TEXT)


def _fits(model: type[BaseModel], name: str, text: str) -> bool:
    """Tell whether a text can stand in a field."""
    try:
        model.model_validate({name: text})
    except ValidationError as error:
        return all(one["loc"][:1] != (name,) for one in error.errors(include_url=False))
    return True


def _owner(model: type[BaseModel], path: Path) -> type[BaseModel]:
    """Return the model of the mapping that the last key of a path is in."""
    owner = model
    for part in path[:-1]:
        if isinstance(part, str):
            owner = submodel(owner, part) or owner
    return owner


def _meant(word: str, known: Sequence[str], titles: Mapping[str, str]) -> str:
    """Return the word that was most likely meant: by what it is called, or what is most like it."""
    from difflib import get_close_matches

    word = word.lower()
    if word in titles:
        return titles[word]
    if near := get_close_matches(word, known, n=1, cutoff=0.6):
        return near[0]
    near = get_close_matches(word, list(titles), n=1, cutoff=0.8)
    return titles[near[0]] if near else ""


def _words(expected: str) -> list[str]:
    """Return pydantic's list of literals without its quotes and the empty one."""
    words = expected.replace("'", "").replace(" or ", ", ").split(", ")
    return [word for word in words if word]
