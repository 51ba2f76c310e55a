"""The types that front-matter fields are made of.

The kinds (`kinds/`) and the settings are pydantic models built from these. Every value comes in as
the text that was written (see `frontmatter`), and a field's type reads it.
"""

import dataclasses
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cache
from typing import Annotated, Any, TypeVar, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict
from pydantic.fields import FieldInfo

from hubgen import addresses, places, shapes, times
from hubgen.aliases import read_alias
from hubgen.errors import Unreadable
from hubgen.frontmatter import Path

Item = TypeVar("Item")

_EMAIL = re.compile(r"[^\s@<>\"',;:]+@[^\s@<>\"',;:]+\.[^\s@<>\"',;:.]{2,}")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
# A website without https:// before it: no slug has a full stop.
_HOST = re.compile(r"(?!.*\.md$)[\w-]+(\.[\w-]+)+(/|$)", re.IGNORECASE)
_COUNTRY = re.compile(r"[A-Za-z]{2}")
_PHONE = re.compile(r"\+?[\d\s().-]{6,20}")
_WHOLE = re.compile(r"[+-]?[0-9]{1,15}")
_PLAIN = frozenset({str, int, float, bool, type(None), datetime, date, time})
YES = frozenset({"true", "yes", "ja", "on"})
NO = frozenset({"false", "no", "nee", "off"})


class Fields(BaseModel):
    """A mapping in the front matter: every key is known, and nothing changes afterwards."""

    # Built at first use: a command reads pages of one or two kinds, and knows nine.
    model_config = ConfigDict(
        frozen=True, extra="forbid", str_strip_whitespace=True, defer_build=True
    )

    @classmethod
    def meant(cls, _text: str) -> Mapping[str, str]:
        """Return the fields that a text means where it stands instead of them, if it says so."""
        return {}


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """A reference to a page by its kind's folder and its slug."""

    folder: str
    slug: str
    strict: bool = True
    """Whether it is a problem that no such page exists; if not, `slug` may be plain text."""

    def __str__(self) -> str:
        return f"{self.folder}/{self.slug}"

    def __hash__(self) -> int:
        """Return a number that few others have; references are looked up all the time."""
        return hash(self.slug)


@dataclass(frozen=True, slots=True)
class Mark:
    """What a field's text is, beyond being text."""

    prose: bool = False
    """It is translated: a page in another language may say it in its own words."""
    markdown: bool = False


def _many(value: Any) -> Any:
    """Return one value as a list of it, because `themes: energie` says what it means."""
    return value if isinstance(value, list | tuple) or value is None else [value]


def _flag(value: Any) -> Any:
    """Read yes and no as people write them, in both languages."""
    word = value.lower() if isinstance(value, str) else value
    if word is True or (isinstance(word, str) and word in YES):
        return True
    if word is False or (isinstance(word, str) and word in NO):
        return False
    raise Unreadable("expects-yes-no", value=value if isinstance(value, str) else "…")


def _whole_number(value: Any) -> Any:
    """Let through digits alone: `229.000` is 229 for a computer and 229000 for its writer."""
    if isinstance(value, str) and not _WHOLE.fullmatch(value.strip()):
        raise Unreadable("expects-whole-number", value=value)
    return value


def _check(pattern: "re.Pattern[str]", code: str) -> Callable[[str], str]:
    def check(text: str) -> str:
        if not pattern.fullmatch(text):
            raise Unreadable(code, value=text)
        return text

    return check


def _url(text: str) -> str:
    """Accept a whole web address, or an address of the hub from its root."""
    _refuse_scheme(text)
    # Browsers read `/\example.org` as `//example.org`.
    of_hub = text.startswith("/") and not text.startswith("//") and "\\" not in text
    if addresses.is_web_address(text) or (of_hub and text.isprintable()):
        return text
    raise Unreadable("bad-url", value=text)


def _web_address(text: str) -> str:
    """Accept a whole web address."""
    _refuse_scheme(text)
    if not addresses.is_web_address(text):
        raise Unreadable("bad-web-address", value=text)
    return text


def _refuse_scheme(text: str) -> None:
    """Refuse a scheme that nothing may have; mail and telephone have fields of their own."""
    scheme = addresses.link_scheme(text)
    if scheme and scheme not in addresses.LINK_SCHEMES:
        raise Unreadable("forbidden-address", scheme=scheme)


def _slug(text: str) -> str:
    if addresses.is_reserved(text):
        raise Unreadable("reserved-slug", value=text)
    if not addresses.is_slug(text):
        raise Unreadable("bad-slug", value=text, right=addresses.slugify(text) or "naam")
    return text


def _reader(read: Callable[[str], Any]) -> Callable[[Any], Any]:
    """Return a validator that reads text and lets through what was read already."""

    def validate(value: Any) -> Any:
        if isinstance(value, list | dict):
            raise Unreadable("expects-text")
        return read(value) if isinstance(value, str) else value

    return validate


def _zone(text: str) -> str:
    times.zone(text)
    return text


def _municipality(text: str) -> str:
    """Return a municipality's own name for any name or code that it is known by."""
    found = places.municipality(text)
    if not found:
        if twins := places.twins(text):
            raise Unreadable("ambiguous-municipality", value=text, known=" / ".join(twins))
        near = places.nearest(text)
        raise Unreadable(f"unknown-municipality{'-near' if near else ''}", value=text, near=near)
    return found.name if found.slug == addresses.slugify(found.name) else found.code


def _country(text: str) -> str:
    """Return a country's ISO 3166-1 code in capitals."""
    if not _COUNTRY.fullmatch(text):
        raise Unreadable("bad-country", value=text)
    return text.upper()


def _image_source(text: str) -> str:
    if addresses.is_external(text):
        raise Unreadable("image-elsewhere", value=text)
    return text


def _file_source(text: str) -> str:
    if addresses.is_external(text):
        raise Unreadable("file-elsewhere", value=text)
    return text


@dataclasses.dataclass(frozen=True, slots=True)  # as what it extends is
class Referring(BeforeValidator):
    """The validator of a reference, which knows where to."""

    shape: shapes.Reference = field(default=shapes.Reference(()), kw_only=True)


def ref(*folders: str, default: str | None = None, strict: bool = True) -> Referring:
    """Return the validator of a reference to a page in one of `folders`.

    A bare slug is one in `default`, which is the only folder where there is one.
    """
    fallback = default or (folders[0] if len(folders) == 1 else None)

    def read(value: Any) -> Any:
        if isinstance(value, Ref):
            return value
        if not isinstance(value, str):
            raise Unreadable("expects-text")  # or a mapping would be read as a `Ref`
        folder, slash, slug = value.strip().partition("/")
        if slash and folder in folders:
            return Ref(folder, slug, strict)
        if slash and strict:
            raise Unreadable("wrong-folder", value=value, folders=", ".join(folders))
        if fallback is None:
            raise Unreadable("reference-needs-folder", value=value, folders=", ".join(folders))
        return Ref(fallback, value.strip(), strict)

    return Referring(read, shape=shapes.Reference(folders, fallback, strict))


def _url_or_article(value: Any) -> Any:
    if isinstance(value, Ref):
        return value
    if not isinstance(value, str):
        raise Unreadable("expects-text")
    if addresses.is_external(value) or value.startswith("/"):
        return _url(value)
    if _HOST.match(value):
        raise Unreadable("bad-web-address", value=value)
    return Ref("articles", value.removeprefix("articles/"))


def _online(value: Any) -> Any:
    if not isinstance(value, str) or value.lower() in YES | NO:
        return _flag(value)
    return _web_address(value)


Many = Annotated[tuple[Item, ...], BeforeValidator(_many)]
"""A list; one value alone is a list of one."""
Flag = Annotated[bool, BeforeValidator(_flag)]
Number = Annotated[int, BeforeValidator(_whole_number)]
"""A whole number, in digits."""
Line = Annotated[str, Mark(prose=True)]
"""Plain text on one line."""
Prose = Annotated[str, Mark(prose=True, markdown=True)]
"""Text in Markdown."""
Slug = Annotated[str, AfterValidator(_slug), shapes.Text(form="slug")]
Alias = Annotated[str, AfterValidator(read_alias), shapes.Text(form="alias")]
Url = Annotated[str, AfterValidator(_url), shapes.Address(of_hub=True)]
WebAddress = Annotated[str, AfterValidator(_web_address), shapes.Address()]
ImageSource = Annotated[str, AfterValidator(_image_source), shapes.File()]
FileSource = Annotated[str, AfterValidator(_file_source), shapes.File(picture=False)]
"""A file of the hub that need not be a picture."""
Email = Annotated[str, AfterValidator(_check(_EMAIL, "bad-email")), shapes.Email()]
Phone = Annotated[str, AfterValidator(_check(_PHONE, "bad-phone")), shapes.Phone()]
PartialDay = Annotated[str, AfterValidator(times.read_partial_day), shapes.Point("partial-day")]
"""A year, a month or a day: `2022`, `2022-03`, `2022-03-01`."""
Colour = Annotated[str, AfterValidator(_check(_COLOUR, "bad-colour")), shapes.Text(form="colour")]
Zone = Annotated[str, AfterValidator(_zone), shapes.Text(form="zone")]
Country = Annotated[str, AfterValidator(_country), shapes.Text(form="country")]
MunicipalityName = Annotated[str, AfterValidator(_municipality), shapes.Text(form="municipality")]
When = Annotated[datetime | date, BeforeValidator(_reader(times.read_when)), shapes.Point("moment")]
Day = Annotated[date, BeforeValidator(_reader(times.read_day)), shapes.Point("day")]
Clock = Annotated[time, BeforeValidator(_reader(times.read_clock)), shapes.Point("clock")]
PersonRef = Annotated[Ref, ref("people")]
PartyRef = Annotated[Ref, ref("people", "organisations", default="people")]
OrganisationRef = Annotated[Ref, ref("organisations")]
Affiliation = Annotated[Ref, ref("organisations", strict=False)]
"""An organisation's slug where one matches, else its name."""
ProgrammeRef = Annotated[Ref, ref("programmes")]
PracticeRef = Annotated[Ref, ref("practices")]
ToolRef = Annotated[Ref, ref("tools")]
UrlOrArticle = Annotated[
    Ref | str,
    BeforeValidator(_url_or_article),
    shapes.Either((shapes.Address(of_hub=True), shapes.Reference(("articles",), "articles"))),
]
OnlineAddress = Annotated[
    bool | str,
    BeforeValidator(_online),
    shapes.Either((shapes.YesNo(), shapes.Address())),
]
Latitude = Annotated[
    float,
    AfterValidator(lambda v: _within(v, -90, 90)),
    shapes.Numeric(whole=False, least=-90, most=90),
]
Longitude = Annotated[
    float,
    AfterValidator(lambda v: _within(v, -180, 180)),
    shapes.Numeric(whole=False, least=-180, most=180),
]


def _within(value: float, low: float, high: float) -> float:
    if not low <= value <= high:
        raise Unreadable("out-of-range", value=f"{value:g}", low=low, high=high)
    return value


def refs_in(value: object, path: Path = ()) -> Iterator[tuple[Path, Ref]]:
    """Return every reference in a model's values, with the path of its field."""
    if isinstance(value, Ref):
        yield path, value
    elif isinstance(value, BaseModel):
        for name, item in value.__dict__.items():
            if item.__class__ not in _PLAIN:
                yield from refs_in(item, (*path, name))
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from refs_in(item, (*path, number))


def markdown_in(value: BaseModel, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Return every text in a model that is Markdown and says something, with its path."""
    marked = marks(type(value))
    for name, item in value.__dict__.items():
        if item == "" or item is None:
            continue
        for here, one in _items(item, (*path, name)):
            if isinstance(one, BaseModel):
                yield from markdown_in(one, here)
            elif isinstance(one, str) and name in marked and marked[name].markdown:
                yield here, one


def _items(value: object, path: Path) -> Iterator[tuple[Path, object]]:
    """Return the items of a list with their paths, or the one value that it is."""
    if isinstance(value, tuple):
        for number, item in enumerate(value):
            yield (*path, number), item
    else:
        yield path, value


@cache
def marks(model: type[BaseModel]) -> Mapping[str, Mark]:
    """Return what is marked on each text field of a model, by the field's name."""
    found = {name: _mark(info) for name, info in model.model_fields.items()}
    return {name: mark for name, mark in found.items() if mark}


def _mark(info: FieldInfo) -> Mark | None:
    found = [mark for mark in info.metadata if isinstance(mark, Mark)]
    return found[0] if found else _mark_in(info.annotation)


def _mark_in(annotation: Any) -> Mark | None:
    """Find the mark in `tuple[Annotated[str, Mark()], ...]` and `Line | None`."""
    for part in getattr(annotation, "__metadata__", ()):
        if isinstance(part, Mark):
            return part
    return next((mark for arg in get_args(annotation) if (mark := _mark_in(arg))), None)
