"""The handbook: what each field is for and what may be written in it, from the models."""

import pytest

from hubgen import shapes
from hubgen.handbook import Chapter, handbook, settings_handbook
from hubgen.kinds import KINDS
from hubgen.shapes import Field
from hubgen.wording import LANGUAGES

CHAPTERS = [
    pytest.param(chapter, id=f"{chapter.name}-{lang}")
    for lang in LANGUAGES
    for chapter in (*(handbook(kind, lang) for kind in KINDS), settings_handbook(lang))
]


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
    ] == [
        shapes.Point("moment"),
        shapes.Several(shapes.Numeric(whole=True, least=1, most=17)),
        shapes.Reference(("programmes",), "programmes"),
        shapes.Reference(people, "people"),
        shapes.Text(markdown=True),
        shapes.Either((shapes.YesNo(), shapes.Address())),
        shapes.Reference(("organisations",), "organisations", strict=False),
        shapes.YesNo(),
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
