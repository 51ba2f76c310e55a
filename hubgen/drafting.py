"""A new page: a file that is sound from the start, for an editor to go on with."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from difflib import get_close_matches
from urllib.parse import urlsplit

from hubgen import times
from hubgen.addresses import is_slug, slugify
from hubgen.amending.writing import block, moment
from hubgen.documents import Documents, names_of
from hubgen.documents.reading import read_documents
from hubgen.errors import Refused, UnfitOptions, Unreadable
from hubgen.frontmatter import Tree
from hubgen.handbook import handbook
from hubgen.kinds import KINDS
from hubgen.kinds.base import Kind
from hubgen.library import assemble
from hubgen.locating import Group
from hubgen.offering import Occasion, offered
from hubgen.plan import make_plan
from hubgen.schemata import modeline
from hubgen.settings import Settings
from hubgen.sources import CONTENT, Source, digest
from hubgen.templates import Template, template
from hubgen.wording import LANGUAGES, wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A file that is not there yet."""

    path: str
    """From the site's folder: `content/events/2024/kci-3.md`."""
    text: str
    end: str = ""
    """The end as it is written, where it was not given; empty for none."""
    translations: tuple[tuple[str, str], ...] = ()
    """The path and the text of each, for a page that begins with a template."""


def kind_named(name: str) -> Kind:
    """Return the kind that is called so, or whose folder is; raise `Refused` where none is.

    Its title in any language does too: `bijeenkomst`.
    """
    said = name.strip().lower()
    for kind in KINDS:
        titles = (kind.about.said(lang)[0].lower() for lang in LANGUAGES)
        if said in {kind.name, kind.folder, *titles}:
            return kind
    names = [kind.name for kind in KINDS]
    known = ", ".join(names)
    if near := get_close_matches(said, names, n=1, cutoff=0.5):
        raise Refused("no-such-kind-near", value=name, near=near[0], known=known)
    raise Refused("no-such-kind", value=name, known=known)


def draft(
    kind: Kind,
    title: str,
    groups: Sequence[Group],
    settings: Settings,
    now: datetime,
    *,
    token: str,
    start: str | None = None,
    end: str | None = None,
    begin_with: str | None = None,
) -> Draft:
    """Return a new page of a kind, a draft: its address is that of nothing in the hub.

    `groups` are the hub's pages, and `token` is what makes its UID one of its own. An event without
    `end` has the hub's usual duration. A page that is to `begin_with` a template has its text, and
    a translation for each other language of the hub. Raises `UnfitOptions` for times that cannot
    be, and `Refused` for a title without a letter or of which the address is taken, for times of
    what has none, and for a template that is not there.
    """
    name = " ".join(title.split())
    if not name:
        raise Refused("empty-title")
    fields: dict[str, Tree] = {"title": name}
    fields["uid"] = f"{token}@{urlsplit(settings.base_url).hostname}"
    if kind.order == "date":
        fields["date"] = moment(now.astimezone(settings.zone).date())
    texts = _templates(begin_with, kind, settings)
    body = ""
    if settings.lang in texts:
        own = texts.pop(settings.lang)
        fields = {**own.fields, **fields}
        body = f"\n{own.body.strip()}\n"
    year = ""
    if start is not None or end is not None:
        if "start" not in kind.model.model_fields:
            raise Refused("no-times", value=kind.name)
        fields |= _times(start, end, settings)
        year = str(fields.get("start", ""))[:4]
    # On its line, so that who takes the one away takes the other too.
    ready = f"draft: true # {wording(settings.lang).text('command.new.ready')}\n"
    paths = _paths(kind, name, year)
    head = f"---\n{modeline(kind.name, paths[0])}{block(fields, 0)}{ready}"
    sources = [_source(path, f"{head}---\n{body}") for path in paths]
    _judge(sources[0], settings)
    path = _free(sources, groups, settings, now).path
    offer = _offer(kind, {*fields, "draft"}, _source(path, f"{head}---\n{body}"), settings, now)
    return Draft(
        path=path,
        text=f"{head}{offer}---\n{body}",
        end=str(fields.get("end", "")) if end is None else "",
        translations=tuple(
            (
                f"{path.removesuffix('.md')}.{lang}.md",
                f"---\n{block(dict(one.fields), 0)}---\n\n{one.body.strip()}\n",
            )
            for lang, one in texts.items()
        ),
    )


def _offer(
    kind: Kind, said: Collection[str], page: Source, settings: Settings, now: datetime
) -> str:
    """Return the fields that a page could have too, as comments."""
    entry = read_documents([(page,)], settings).entries[0]
    occasion = Occasion(
        today=now.astimezone(settings.zone).date(),
        start=entry.meetings[0].start if entry.meetings else None,
    )
    before = _said_of(page, settings)

    def fits(lines: str) -> bool:
        top, closing, body = page.text[4:].partition("---\n")
        added = _source(page.path, f"---\n{top}{lines}{closing}{body}")
        return _said_of(added, settings) <= before

    return offered(handbook(kind, settings.lang), said, occasion, settings, fits)


def _said_of(page: Source, settings: Settings) -> set[tuple[str, str]]:
    """Return what is said of a page by itself, by code and field."""
    return {(one.code, one.field) for one in read_documents([(page,)], settings).problems}


def _templates(name: str | None, kind: Kind, settings: Settings) -> dict[str, Template]:
    """Return what a page is to begin with, in each language of the hub that it is there in."""
    if name is None:
        return {}
    blanks = {"site": settings.title, "url": settings.base_url}
    found = {lang: template(name, kind.name, lang, blanks) for lang in settings.languages}
    return {lang: one for lang, one in found.items() if one is not None}


def _times(start: str | None, end: str | None, settings: Settings) -> dict[str, Tree]:
    """Return the times as they are written, with an end where there is only a start."""
    try:
        first = times.read_when(start) if start is not None else None
    except Unreadable as error:
        raise UnfitOptions([error.problem().at("--start")]) from error
    try:
        last = times.read_when(end) if end is not None else None
        if first is not None and last is None:
            last = _usual_end(first, settings)
    except Unreadable as error:
        raise UnfitOptions([error.problem().at("--start" if end is None else "--end")]) from error
    said = (("start", first), ("end", last))
    return {name: moment(when) for name, when in said if when is not None}


def _usual_end(start: times.When, settings: Settings) -> times.When:
    """Return the end of an event of the hub's usual duration; a day ends with itself."""
    if not isinstance(start, datetime):
        return start
    there = times.in_zone(start, settings.timezone)
    end = times.instant(there, settings.timezone) + timedelta(minutes=settings.default_duration)
    return end.astimezone(settings.zone).replace(tzinfo=None)


def _paths(kind: Kind, title: str, year: str) -> list[str]:
    """Return the paths that a page can have: with the slug of its title, then with the year too."""
    folder = f"{CONTENT}/{kind.folder}/{year}".rstrip("/")
    slug = slugify(title)
    fit = [one for one in ([slug, f"{slug}-{year}"] if year else [slug]) if is_slug(one)]
    if not fit:
        raise Refused("no-slug", value=title)
    return [f"{folder}/{one}.md" for one in fit]


def _source(path: str, text: str) -> Source:
    return Source(path=path, text=text, digest=digest(text.encode()))


def _judge(source: Source, settings: Settings) -> None:
    """Raise `UnfitOptions` with what is wrong with a page; only an option can be the cause."""
    found = read_documents([(source,)], settings).problems
    problems = [one for one in found if one.severity == "problem"]
    if problems:
        raise UnfitOptions(
            replace(one, path=f"--{one.field}", line=0, column=0, field="") for one in problems
        )


def _free(
    sources: Sequence[Source], groups: Sequence[Group], settings: Settings, now: datetime
) -> Source:
    """Return the first of some pages that has a file, a slug and an address of its own."""
    others = read_documents(groups, settings)
    paths = {source.path for group in groups for source in group}
    taken = {one.ref for one in (*others.entries, *others.unsound)} | others.broken
    address = ""
    for source in sources:
        if source.path in paths or not taken.isdisjoint(names_of(source.path)):
            continue
        address = _taken_address(source, others, settings, now)
        if not address:
            return source
    if address:
        raise Refused("address-taken", address=address)
    raise Refused("slug-taken", value=names_of(sources[0].path)[0].slug)


def _taken_address(source: Source, others: Documents, settings: Settings, now: datetime) -> str:
    """Return the address of a new page where something else of the hub has it; empty if none has.

    It is looked for in all that would be published, drafts and pages of the future too.
    """
    new = read_documents([(source,)], settings)
    documents = replace(others, entries=(*others.entries, *new.entries))
    library, _ = assemble(documents, settings, now=now, drafts=True)
    for one in make_plan(library).problems:
        values = dict(one.values)
        if source.path in {one.path, values.get("other")}:
            return values["address"]
    return ""
