"""The handbook: what each field is for and what may be written in it, from the models."""

from collections.abc import Iterator
from typing import Annotated, Literal

import pytest

from hubgen import shapes
from hubgen.about import About
from hubgen.fields import Fields
from hubgen.findings import read_fields
from hubgen.frontmatter import Tree
from hubgen.handbook import Chapter, handbook, settings_handbook
from hubgen.handbook.walking import fields_of
from hubgen.kinds import KINDS
from hubgen.settings import Settings
from hubgen.shapes import Field
from hubgen.wording import LANGUAGES

CHAPTERS = [
    pytest.param(chapter, id=f"{chapter.name}-{lang}")
    for lang in LANGUAGES
    for chapter in (*(handbook(kind, lang) for kind in KINDS), settings_handbook(lang))
]


Path = tuple[Field, ...]


def everything(fields: tuple[Field, ...], above: Path = ()) -> Iterator[Path]:
    """Return every field with those that it is in, from the outside."""
    for one in fields:
        yield (*above, one)
        inner = mapping_in(one.shape)
        if inner:
            yield from everything(inner.fields, (*above, one))


def mapping_in(shape: shapes.Shape) -> shapes.Mapping | None:
    """Return the mapping that a field holds, alone, in a list or by name."""
    if isinstance(shape, shapes.Several | shapes.Table):
        return mapping_in(shape.of)
    return shape if isinstance(shape, shapes.Mapping) else None


def filled_in(path: Path) -> Tree:
    """Return the outermost field of a path as it is written with the innermost one's example."""
    value = path[-1].example
    for one in reversed(path[:-1]):
        inner = mapping_in(one.shape)
        assert inner is not None
        needed = {each.name: each.example for each in inner.fields if each.required}
        value = {**needed, path[path.index(one) + 1].name: value}
        if isinstance(one.shape, shapes.Several):
            value = [value]
        elif isinstance(one.shape, shapes.Table):
            value = {one.shape.names[0]: value}
    return value


def said(path: Path) -> str:
    """Return a field's path as text."""
    return ".".join(one.name for one in path)


def field(kind: str, *names: str) -> Field:
    """Return a field of a kind, or of a mapping in it, as the Dutch handbook describes it."""
    chapter = next(handbook(one, "nl") for one in KINDS if one.name == kind)
    fields = chapter.fields
    for name in names[:-1]:
        shape = next(one.shape for one in fields if one.name == name)
        inner = shape.of if isinstance(shape, shapes.Several) else shape
        assert isinstance(inner, shapes.Mapping)
        fields = inner.fields
    return next(one for one in fields if one.name == names[-1])


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_says_what_it_is_about(chapter: Chapter) -> None:
    """Each kind, and the settings, has a title and a sentence in each language."""
    assert chapter.title[:1].isupper()
    assert chapter.text.endswith(".")


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_field_says_what_it_is_for(chapter: Chapter) -> None:
    """Each field, and each word of a choice, has a title in each language; a field a sentence."""
    unsaid = [
        said(path)
        for path in everything(chapter.fields)
        if not (path[-1].title[:1].isupper() and path[-1].text.endswith((".", "…")))
        or not path[-1].example
        or (
            isinstance(path[-1].shape, shapes.Choice)
            and not all(dict(path[-1].shape.words).values())
        )
    ]
    assert unsaid == []


def test_languages_differ() -> None:
    """No Dutch sentence was left in the English handbook."""
    for kind in KINDS:
        pairs = zip(
            everything(handbook(kind, "nl").fields),
            everything(handbook(kind, "en").fields),
            strict=True,
        )
        assert [said(dutch) for dutch, english in pairs if dutch[-1].text == english[-1].text] == []


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_example_is_valid(chapter: Chapter) -> None:
    """What a field gives as an example is valid for it, in a page with all that it needs."""
    model: type[Fields] = Settings
    if chapter.name != "site":
        model = next(kind.model for kind in KINDS if kind.name == chapter.name)
    needed = {one.name: one.example for one in chapter.fields if one.required}
    wrong = {}
    for path in everything(chapter.fields):
        values = {**needed, path[0].name: filled_in(path)}
        if findings := read_fields(model, values)[1]:
            wrong[said(path)] = findings
    assert wrong == {}


class Nameless(Fields):
    """Fields that say nothing of themselves."""

    plain: str = ""


class Wordless(Fields):
    """A choice of which nothing says what its words mean."""

    state: Annotated[
        Literal["on", "off"], About(nl=("Stand", "Aan of uit."), en=("State", "On or off."))
    ] = "on"


@pytest.mark.parametrize(
    ("model", "message"),
    [(Nameless, "Nameless.plain does not say"), (Wordless, "nothing says what on, off mean")],
)
def test_what_is_not_explained_is_an_error(model: type[Fields], message: str) -> None:
    """A field without an explanation, or a word without its meaning, cannot be forgotten."""
    with pytest.raises(LookupError, match=message):
        fields_of(model, "nl")


def test_the_settings_begin_with_the_name_of_the_hub() -> None:
    """Which they cannot do without, and which is no field that pages have too."""
    (_, first), *_ = settings_handbook("nl").groups
    assert first[0].name == "title"


def test_shapes_of_fields() -> None:
    """A field's shape is that of its type, with what may be written in it."""
    people = ("people", "organisations")
    assert [
        field("event", "start").shape,
        field("event", "sdgs").shape,
        field("event", "part_of").shape,
        field("event", "speakers", "person").shape,
        field("practice", "challenge").shape,
        field("event", "location", "online").shape,
        field("person", "organisation").shape,
        field("person", "publish_contact").shape,
        field("tool", "file").shape,
        field("event", "image", "src").shape,
    ] == [
        shapes.Point("moment"),
        shapes.Several(shapes.Numeric(whole=True, least=1, most=17)),
        shapes.Reference(("programmes",), "programmes"),
        shapes.Reference(people, "people"),
        shapes.Text(markdown=True),
        shapes.Either((shapes.YesNo(), shapes.Address())),
        shapes.Reference(("organisations",), "organisations", strict=False),
        shapes.YesNo(),
        shapes.File(picture=False),
        shapes.File(),
    ]


def test_a_mapping_within_itself_is_named() -> None:
    """The sessions of a part of a programme are such parts again, so that the handbook ends."""
    assert field("event", "programme", "sessions").shape == shapes.Several(shapes.Again("Item"))


def test_a_mapping_that_can_be_a_text_alone() -> None:
    """A slug alone is a speaker by that page, and a mapping without a shorthand is never a text."""
    speakers, location = field("event", "speakers").shape, field("event", "location").shape
    assert isinstance(speakers, shapes.Several)
    assert isinstance(speakers.of, shapes.Mapping)
    assert isinstance(location, shapes.Mapping)
    assert (speakers.of.shorthand, location.shorthand) == ("person", "")
