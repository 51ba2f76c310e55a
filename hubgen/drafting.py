"""A new page: a file that is sound from the start, for an editor to go on with."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from difflib import get_close_matches
from urllib.parse import urlsplit

from hubgen import times
from hubgen.addresses import is_slug, slugify
from hubgen.amending.writing import block, moment
from hubgen.documents import read_documents
from hubgen.errors import Refused, UnfitOptions, Unreadable
from hubgen.fields import Ref
from hubgen.frontmatter import Tree
from hubgen.kinds import KINDS
from hubgen.kinds.base import Kind
from hubgen.locating import Group, with_slug
from hubgen.settings import Settings
from hubgen.sources import CONTENT, Source, digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A file that is not there yet."""

    path: str
    """From the site's folder: `content/events/2024/kci-3.md`."""
    text: str


def kind_named(name: str) -> Kind:
    """Return the kind that is called so, or whose folder is; raise `Refused` where none is."""
    for kind in KINDS:
        if name.lower() in {kind.name, kind.folder}:
            return kind
    names = [kind.name for kind in KINDS]
    near = get_close_matches(name.lower(), names, n=1, cutoff=0.5)
    raise Refused("no-such-kind", value=name, known=", ".join(near or names))


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
) -> Draft:
    """Return a new page of a kind: its file has a name that none of `groups` has.

    `token` is what makes its UID one of its own. An event without `end` has the hub's usual
    duration. Raises `UnfitOptions` for times that cannot be, and `Refused` for a title without a
    letter and for times of what has none.
    """
    name = " ".join(title.split())
    if not name:
        raise Refused("empty-option", option="TITLE")
    fields: dict[str, Tree] = {"title": name}
    fields["uid"] = f"{token}@{urlsplit(settings.base_url).hostname}"
    if kind.order == "date":
        fields["date"] = moment(now.astimezone(settings.zone).date())
    year = ""
    if start is not None or end is not None:
        if "start" not in kind.model.model_fields:
            raise Refused("no-times", value=kind.name)
        fields |= _times(start, end, settings)
        year = str(fields.get("start", ""))[:4]
    text = f"---\n{block(fields, 0)}---\n"
    path = _free_path(kind, name, year, groups, settings)
    _judge(Source(path=path, text=text, digest=digest(text.encode())), settings)
    return Draft(path=path, text=text)


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


def _free_path(
    kind: Kind, title: str, year: str, groups: Sequence[Group], settings: Settings
) -> str:
    """Return a path whose slug no page of the kind has: that of the title, or with the year."""
    folder = f"{CONTENT}/{kind.folder}/{year}".rstrip("/")
    paths = {source.path for group in groups for source in group}
    slug = slugify(title)
    fit = [one for one in ([slug, f"{slug}-{year}"] if year else [slug]) if is_slug(one)]
    if not fit:
        raise Refused("no-slug", value=title)
    for one in fit:
        path = f"{folder}/{one}.md"
        if path not in paths and not with_slug(Ref(kind.folder, one), groups, settings):
            return path
    raise Refused("slug-taken", value=slug)


def _judge(source: Source, settings: Settings) -> None:
    """Raise `UnfitOptions` with what is wrong with a page; only an option can be the cause."""
    found = read_documents([(source,)], settings).problems
    problems = [one for one in found if one.severity == "problem"]
    if problems:
        raise UnfitOptions(
            replace(one, path=f"--{one.field}", line=0, column=0, field="") for one in problems
        )
