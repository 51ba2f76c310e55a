"""The guide for editors: every field of every kind, and of the settings, with an example."""

from collections.abc import Iterable
from dataclasses import dataclass

from hubgen import shapes
from hubgen.amending.writing import entry
from hubgen.checklist import CHECKS
from hubgen.handbook import Chapter, handbook, settings_handbook
from hubgen.kinds import KINDS
from hubgen.kinds.fields import Page
from hubgen.kinds.page import PAGE
from hubgen.shapes import Field, Shape
from hubgen.views.links import Links
from hubgen.wording import Wording, wording


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideField:
    """A field, as the guide tells of it."""

    id: str
    name: str
    title: str
    text: str
    written: str
    """What may be written: a list of texts, a day, or the fields below it."""
    words: tuple[tuple[str, str], ...]
    """The words of a choice, each with what it means."""
    default: str
    required: bool
    example: str
    """YAML to copy."""
    inner: tuple["GuideField", ...]
    """The fields that it holds; none where they stand elsewhere."""
    see: str
    """The anchor of the field where they do."""
    see_text: str
    """Which field that is, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideGroup:
    """Fields about one thing."""

    title: str
    fields: tuple[GuideField, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideChapter:
    """A kind of page, or the settings."""

    id: str
    title: str
    text: str
    place: str
    """Where its files are: `content/events/`."""
    groups: tuple[GuideGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideCheck:
    """A check that a page may silence."""

    name: str
    text: str
    weight: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """All that the guide says."""

    chapters: tuple[GuideChapter, ...]
    checks: tuple[GuideCheck, ...]


def guide_view(links: Links) -> Guide:
    """Return the guide in a language: what every page has, each kind's own, and the settings."""
    reader = _Reader(wording(links.lang))
    every = handbook(PAGE, links.lang)
    chapters = [reader.chapter(every, "page", links.text("site.guide.every"), "content/pages/")]
    for kind in KINDS:
        chapter = handbook(kind, links.lang)
        own = [one for one in chapter.fields if not _is_shared(kind.model, one.name)]
        if own:
            place = f"content/{kind.folder}/"
            chapters.append(reader.chapter(chapter, kind.name, chapter.title, place, own))
    settings = settings_handbook(links.lang)
    chapters.append(reader.chapter(settings, "site", settings.title, "content/site.yaml"))
    weigh = links.edition.settings.checks
    return Guide(
        chapters=tuple(chapters),
        checks=tuple(
            GuideCheck(
                name=one.name,
                text=links.text(one.words),
                weight=links.text(f"site.guide.weight.{weigh.get(one.name, one.severity)}"),
            )
            for one in CHECKS
        ),
    )


def _is_shared(model: type[Page], name: str) -> bool:
    """Tell whether a kind has a field as every kind has it."""
    shared = Page.model_fields.get(name)
    return shared is not None and shared.annotation == model.model_fields[name].annotation


class _Reader:
    """Reads chapters one after the other; what was told once is referred to."""

    def __init__(self, words: Wording) -> None:
        self.words = words
        self.told: dict[str, str] = {}
        self.titles: dict[str, str] = {}

    def chapter(
        self,
        chapter: Chapter,
        name: str,
        title: str,
        place: str,
        own: Iterable[Field] | None = None,
    ) -> GuideChapter:
        """Return a chapter with the fields that are its own."""
        fields = tuple(chapter.fields if own is None else own)
        kept = {one.name for one in fields}
        self.titles[name] = title
        for one in fields:  # before those inside others, as they are the ones to look for
            if isinstance(shape := _one(one.shape), shapes.Mapping):
                self.told.setdefault(shape.name, f"{name}-{one.name}")
        groups = [
            GuideGroup(
                title=self.words.text(f"site.guide.group.{group}"),
                fields=tuple(self.field(one, name) for one in some if one.name in kept),
            )
            for group, some in chapter.groups
        ]
        text = self.words.text("site.guide.every_text") if name == "page" else chapter.text
        return GuideChapter(
            id=name,
            title=title,
            text=text,
            place=place,
            groups=tuple(one for one in groups if one.fields),
        )

    def field(self, field: Field, above: str) -> GuideField:
        """Return a field, with those that it holds."""
        anchor = f"{above}-{field.name}"
        inner, see = self.inner(_one(field.shape), anchor)
        choice = _one(field.shape)
        return GuideField(
            id=anchor,
            name=field.name,
            title=field.title,
            text=field.text,
            written=self.written(field.shape),
            words=choice.words if isinstance(choice, shapes.Choice) else (),
            default=str(field.default or ""),
            required=field.required,
            example=entry(field.name, field.example, 0),
            inner=inner,
            see=see,
            see_text=self.place(see) if see else "",
        )

    def place(self, anchor: str) -> str:
        """Return in words where the field of an anchor is told of."""
        chapter, *names = anchor.split("-")
        of = self.titles[chapter]
        return self.words.text("site.guide.see", name=".".join(names), chapter=of)

    def inner(self, shape: Shape, anchor: str) -> tuple[tuple[GuideField, ...], str]:
        """Return the fields of a mapping, or where they were told."""
        if isinstance(shape, shapes.Again):
            return (), self.told[shape.name]
        if not isinstance(shape, shapes.Mapping):
            return (), ""
        if self.told.setdefault(shape.name, anchor) != anchor:
            return (), self.told[shape.name]
        return tuple(self.field(one, anchor) for one in shape.fields), ""

    def written(self, shape: Shape) -> str:
        """Return what may be written, in words."""
        match shape:
            case shapes.Several():
                return self.say("several", of=self.written(shape.of))
            case shapes.Either():
                return self.say("or").join(self.written(one) for one in shape.shapes)
            case shapes.Mapping() if shape.shorthand:
                short = next(one for one in shape.fields if one.name == shape.shorthand)
                return self.say("or").join((self.written(short.shape), self.say("mapping")))
            case shapes.Mapping() | shapes.Again():
                return self.say("mapping")
            case shapes.Table():
                return self.say("table")
            case shapes.Reference():
                folders = ", ".join(f"{one}/" for one in shape.folders)
                return self.say("reference" if shape.strict else "affiliation", folders=folders)
            case shapes.Numeric():
                return self.number(shape)
            case _:
                return self.say(_phrase(shape))

    def number(self, shape: shapes.Numeric) -> str:
        """Return what number may be written, and between which it has to be."""
        said = self.say("whole" if shape.whole else "decimal")
        if shape.least is not None and shape.most is not None:
            limits = self.say("between", least=f"{shape.least:g}", most=f"{shape.most:g}")
            return f"{said} {limits}"
        return said

    def say(self, name: str, **values: object) -> str:
        """Return a phrase about what may be written."""
        return self.words.text(f"site.guide.written.{name}", **values)


def _one(shape: Shape) -> Shape:
    """Return what a list or a table holds; else the shape itself."""
    return _one(shape.of) if isinstance(shape, shapes.Several | shapes.Table) else shape


def _phrase(shape: Shape) -> str:
    """Return the name of the phrase about a value that is one text."""
    match shape:
        case shapes.Text(markdown=True):
            return "markdown"
        case shapes.Text(form=form):
            return form or "text"
        case shapes.Point(form=form):
            return form
        case shapes.Address(of_hub=of_hub):
            return "address-of-hub" if of_hub else "address"
        case shapes.File(picture=picture):
            return "picture" if picture else "file"
        case _:
            return {"Choice": "choice", "YesNo": "yes-no", "Email": "email", "Phone": "phone"}[
                type(shape).__name__
            ]
