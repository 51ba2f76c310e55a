"""Privacy: which personal data a hub holds, what of it is published, and what it has outlived."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from pydantic import BaseModel

from hubgen.fields import markdown_in
from hubgen.findings import path_text
from hubgen.frontmatter import Path
from hubgen.inventory import state_of
from hubgen.kinds.base import Entry
from hubgen.kinds.parts import Contact, Who
from hubgen.kinds.person import Person
from hubgen.library import Library
from hubgen.order import is_outlived

Remark = Literal["", "no_consent", "old_consent", "outlived", "hidden"]

_EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]+@[\w-]+(?:\.[\w-]+)*\.[a-zA-Z]{2,}")
# A number as it is dialled in the Netherlands, or from abroad; the end of an IBAN is none.
_PHONE = re.compile(
    r"(?<![A-Z]{4} )(?<![\w.,/+-])(?:(?:\+|00)\d{2}|\(?0\d{1,3}\)?)"
    r"(?:[\s.-]{0,3}\(0\))?(?:[\s.-]{0,3}\d){6,10}(?![\w/-])"
)
_DIGITS = range(10, 14)
"""How many digits a number has: ten within the country."""
_WAYS = frozenset({"email", "phone"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """What one place in a file tells of someone."""

    path: str
    line: int
    field: str
    """Empty for a person's own page, and for a text."""
    who: str
    """Their name or, in a text, the address or number itself; empty where neither is known."""
    published: tuple[str, ...]
    """What of them is on the site: name, photo, role, organisation, email, phone, links."""
    in_file: tuple[str, ...]
    """What is in the file alone, and not on the site."""
    since: date | None
    since_by: str
    """What says so: `date`, `consent` or `git`; empty for nothing."""
    consent: date | None
    remark: Remark


def privacy(
    entries: Iterable[Entry], library: Library, days: Mapping[str, date], *, years: int
) -> tuple[Disclosure, ...]:
    """Return which personal data the hub's pages hold, in the order of files and lines.

    `entries` are all pages; `days` say since when a file is there, where that is known. A consent
    that is older than some `years` is one to ask for again.
    """
    found = [
        one for entry in entries for one in _of_entry(entry, library, days.get(entry.path), years)
    ]
    return tuple(sorted(found, key=lambda one: (one.path, one.line, one.field, one.who)))


def _of_entry(entry: Entry, library: Library, day: date | None, years: int) -> Iterator[Disclosure]:
    """Yield what one page holds; nothing of it is published of one that is not."""
    is_public = entry.is_sound and state_of(entry, library) in {"published", "expired"}
    since, by = _since(entry, library, day)
    found = list(_in_texts(entry))
    if not entry.is_translation:  # what its fields say is its original's
        found += [*_person(entry, library, years), *_inline(entry, library)]
    for one in found:
        told = one if is_public else replace(one, published=(), in_file=_both(one))
        yield replace(told, since=since if is_public else None, since_by=by if is_public else "")


def _both(one: Disclosure) -> tuple[str, ...]:
    return (*one.published, *one.in_file)


def _since(entry: Entry, library: Library, day: date | None) -> tuple[date | None, str]:
    """Return since when a page is published, and what says so."""
    if entry.fields.date is not None:
        return library.instant(entry.fields.date).date(), "date"
    consent = getattr(entry.fields, "consent", None)
    if consent is not None:
        return consent, "consent"
    return (day, "git") if day else (None, "")


def _person(entry: Entry, library: Library, years: int) -> Iterator[Disclosure]:
    """Yield what a person's own page tells of them."""
    fields = entry.fields
    if not isinstance(fields, Person):
        return
    names = ("photo", "role", "organisation", "links", "email", "phone")
    said = [name for name in names if getattr(fields, name)]
    hidden = () if fields.publish_contact else tuple(name for name in said if name in _WAYS)
    yield _disclosure(
        entry,
        ("title",),
        field="",
        who=fields.title,
        published=("name", *(name for name in said if name not in hidden)),
        in_file=hidden,
        consent=fields.consent,
        remark=_remark(fields.consent, library, years) or ("hidden" if hidden else ""),
    )


def _remark(consent: date | None, library: Library, years: int) -> Remark:
    if consent is None:
        return "no_consent"
    now = library.now.date()
    return "old_consent" if consent <= _years_before(now, years) else ""


def _years_before(day: date, years: int) -> date:
    """Return the same day some years ago; of a leap day the day before."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def _inline(entry: Entry, library: Library) -> Iterator[Disclosure]:
    """Yield who a page names without a page of their own, and the addresses in its fields."""
    for path, one in _models(entry.fields, ()):
        if isinstance(one, Contact) and (one.name or one.email or one.phone):
            over = is_outlived(entry, library)
            said = _said(one, ("name", "email", "phone"))
            yield _disclosure(
                entry,
                path,
                who=one.name or (one.person.slug if one.person else ""),
                published=() if over else said,
                in_file=said if over else (),
                remark="outlived" if over else "",
            )
        elif isinstance(one, Who) and one.name:
            said = _said(one, ("name", "role", "organisation"))
            yield _disclosure(entry, path, who=one.name, published=said)
    registration = getattr(entry.fields, "registration", None)
    if registration and (said := _said(registration, ("email", "phone"))):
        yield _disclosure(entry, ("registration", said[0]), who="", published=said)


def _models(value: object, path: Path) -> Iterator[tuple[Path, BaseModel]]:
    """Yield every mapping in a page's fields, with its path."""
    if isinstance(value, BaseModel):
        if path:
            yield path, value
        for name, inner in value.__dict__.items():
            yield from _models(inner, (*path, name))
    elif isinstance(value, tuple):
        for number, inner in enumerate(value):
            yield from _models(inner, (*path, number))


def _said(one: BaseModel, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name in names if getattr(one, name))


def _in_texts(entry: Entry) -> Iterator[Disclosure]:
    """Yield the e-mail addresses and phone numbers in a page's own texts, each once."""
    matter = entry.matter
    seen: set[str] = set()
    for where, text, first in (
        *((path, text, 0) for path, text in markdown_in(entry.fields) if path[0] in matter.values),
        ((), matter.body, matter.body_line),
    ):
        for name, said, start in _ways(text):
            if said.lower() not in seen:
                seen.add(said.lower())
                one = _disclosure(entry, where, who=said, published=(name,))
                line = first + text.count("\n", 0, start) if first else one.line
                yield replace(one, line=line)


def _ways(text: str) -> Iterator[tuple[str, str, int]]:
    """Yield each address and number in a text: which of both, how it is written, and where."""
    for found in _EMAIL.finditer(text):
        yield "email", found[0], found.start()
    for found in _PHONE.finditer(text):
        digits = sum(one.isdigit() for one in found[0])
        if digits in _DIGITS and (digits == _DIGITS[0] or not re.match(r"\(?0[^0]", found[0])):
            yield "phone", found[0], found.start()


def _disclosure(
    entry: Entry,
    path: Path,
    *,
    who: str,
    published: tuple[str, ...] = (),
    in_file: tuple[str, ...] = (),
    field: str | None = None,
    consent: date | None = None,
    remark: Remark = "",
) -> Disclosure:
    return Disclosure(
        path=entry.path,
        line=entry.matter.place(path).line,
        field=path_text(path) if field is None else field,
        who=who,
        published=published,
        in_file=in_file,
        since=None,
        since_by="",
        consent=consent,
        remark=remark,
    )
