"""Facts: what the rest of the hub asks of a page, gathered from all that was read of it."""

from collections.abc import Iterator
from datetime import UTC
from hashlib import blake2b

from hubgen import addresses
from hubgen.fields import Ref, refs_in
from hubgen.findings import say_path
from hubgen.frontmatter import Path
from hubgen.kinds.base import Entry
from hubgen.kinds.event.changes import changes_of
from hubgen.kinds.event.identity import calendar_uids
from hubgen.kinds.event.registration import deadline_of
from hubgen.kinds.facts import Facts, Spot, Use
from hubgen.kinds.organisation import Organisation
from hubgen.kinds.person import Person
from hubgen.settings import Settings
from hubgen.turns import ends_at, first_days, instant, turns_of


def facts_of(entry: Entry, settings: Settings) -> Facts:
    """Return what the rest of the hub asks of a page that was read."""
    fields = entry.fields
    date = instant(fields.date, settings) if fields.date else None
    changes = tuple(instant(one.at, settings) for one in getattr(fields, "changes", ()))
    edited = [*changes, *([instant(fields.updated, settings)] if fields.updated else ())]
    published = date or min(edited, default=None)
    if published is None and entry.meetings:
        published = instant(entry.meetings[0].start, settings)
    location = entry.kind.location(fields)
    return Facts(
        title=fields.title,
        titled=_spot(("title",), fields.title, entry),
        summary=_summary(entry),
        sorts=addresses.slugify(entry.kind.sorts(fields.title)),
        draft=fields.draft,
        date=date,
        published=published,
        updated=max(edited, default=published),
        expires=instant(fields.expires, settings) if fields.expires else None,
        ends=tuple(ends_at(one, settings).astimezone(UTC) for one in entry.meetings),
        number=getattr(fields, "number", None) or 0,
        deadline=deadline_of(entry, settings),
        registering=_registering(entry),
        changes=changes,
        told=len(changes_of(entry)),
        themes=fields.themes,
        audience=fields.audience,
        aliases=fields.aliases,
        silences=tuple(fields.checks),
        refs=tuple(refs_in(fields)),
        linked=tuple(_linked(entry)),
        links=tuple(
            Spot(link.target, link.line, link.column, length=link.length)
            for markup in entry.own_texts
            for link in markup.links
            if not addresses.is_external(link.target)
        ),
        addresses=tuple(
            _spot(where, target, entry)
            for where, target in (() if entry.is_translation else _addresses_in(entry))
        ),
        uses=tuple(_uses(entry)),
        anchors=entry.body.anchors.union(*(one.anchors for one in entry.texts.values())),
        uids=calendar_uids(entry),
        municipality=location.municipality if location else "",
        governs=_governed(entry),
        is_municipality=_is_municipality(entry),
        where=location,
        organisations=tuple(_organisations(entry)),
        reachable=not isinstance(fields, Person) or fields.publish_contact,
        status=getattr(fields, "status", "scheduled"),
        phase=getattr(fields, "phase", ""),
        scale=getattr(fields, "scale", ""),
        line=getattr(fields, "role", "") or getattr(fields, "format", ""),
        is_elsewhere=bool(fields.source and fields.source.canonical and fields.source.url),
        email=_public_email(entry),
        turns=turns_of(entry, settings),
        first_days=first_days(entry, settings),
        outward=_outward(entry),
    )


def _summary(entry: Entry) -> str:
    """Return what a page is about: as written, else how its text begins."""
    if entry.fields.summary:
        return entry.fields.summary
    text = entry.body.text
    # A text that begins with a heading begins, for this purpose, below it.
    for heading in entry.body.headings:
        if not text.startswith(heading.text):
            break
        text = text.removeprefix(heading.text).lstrip()
    return _shortened(text)


def _registering(entry: Entry) -> Spot | None:
    """Return where the state of an event's registration is written as one that invites."""
    path = ("registration", "state")
    state = getattr(getattr(entry.fields, "registration", None), "state", "")
    invites = state in {"open", "waiting_list"} and path in entry.matter.places
    return _spot(path, state, entry) if invites else None


def _linked(entry: Entry) -> Iterator[str]:
    """Yield the content path of each file that an entry's texts link to."""
    for markup in (entry.body, *entry.texts.values()):
        for link in markup.links:
            name = link.target.partition("#")[0]
            path = addresses.relative_target(entry.path, name)
            if path and path.endswith(".md"):
                yield path


def _addresses_in(entry: Entry) -> Iterator[tuple[Path, str]]:
    """Yield the addresses of the hub in an entry's fields."""
    fields = entry.fields
    for name in ("resources", "links"):
        for number, one in enumerate(getattr(fields, name, ())):
            if one.url.startswith("/"):
                yield (name, number, "url"), one.url
    registration = getattr(fields, "registration", None)
    if registration and registration.url.startswith("/"):
        yield ("registration", "url"), registration.url
    for name in ("url", "recording", "report"):
        target = getattr(fields, name, None)
        if isinstance(target, str) and target.startswith("/"):
            yield (name,), target


def _uses(entry: Entry) -> Iterator[Use]:
    """Yield every file that an entry's own file names, in its fields and its texts."""
    fields = entry.fields
    named = [("image", "src", fields.image.src)] if fields.image else []
    if photo := getattr(fields, "photo", None):
        named.append(("photo", "src", photo.src))
    named += [
        (name, "", value) for name in ("logo", "file") if (value := getattr(fields, name, ""))
    ]
    for name, part, target in named:
        if name not in entry.matter.values:
            continue  # a translation's is its original's
        spot = _spot((name, part) if part else (name,), target, entry)
        yield Use(spot, addresses.file_path(entry.path, target), name != "file")
    for markup in entry.own_texts:
        for image in markup.images:
            if not addresses.is_external(image.target):
                path = addresses.file_path(entry.path, image.target)
                spot = Spot(image.target, image.line, image.column, length=image.length)
                yield Use(spot, path, shown=True)
        for link in markup.links:
            if addresses.is_file(link.target):
                path = addresses.file_path(entry.path, link.target)
                spot = Spot(link.target, link.line, link.column, length=link.length)
                yield Use(spot, path, shown=False)


def _spot(where: Path, target: str, entry: Entry) -> Spot:
    place = entry.matter.value_place(where)
    label = say_path(where, entry.matter)
    return Spot(target, place.line, place.column, label, length=place.length)


def _governed(entry: Entry) -> str:
    """Return the municipality that an entry is the organisation of; empty for any other page."""
    fields = entry.fields
    if isinstance(fields, Organisation) and fields.type == "municipality":
        return fields.municipality
    return ""


def _is_municipality(entry: Entry) -> bool:
    return isinstance(entry.fields, Organisation) and entry.fields.type == "municipality"


def _organisations(entry: Entry) -> Iterator[Ref | str]:
    for name in ("organisation", "organiser"):
        named = getattr(entry.fields, name, None)
        yield from (one for one in (named if isinstance(named, tuple) else (named,)) if one)


def _outward(entry: Entry) -> str:
    """Return the digest of all that other pages can show of a page; see `Facts.outward`."""
    # What a translation takes over stands in its original's file.
    taken_over = repr(entry.fields) if entry.is_translation else ""
    said = (entry.path, entry.matter.written, taken_over, _summary(entry), *_linked(entry))
    return blake2b("\0".join(said).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def _public_email(entry: Entry) -> str:
    """Return the address of an organisation's contact, or of a person who agreed to it."""
    fields = entry.fields
    if isinstance(fields, Organisation):
        return fields.contact.email if fields.contact else ""
    return fields.email if isinstance(fields, Person) and fields.publish_contact else ""


def _shortened(text: str, most: int = 160) -> str:
    """Return a text of at most `most` characters, cut after a sentence or between words."""
    if len(text) <= most:
        return text
    start = text[: most - 1]
    sentence = max(start.rfind(mark) for mark in (". ", "! ", "? "))
    if sentence >= most // 2:
        return start[: sentence + 1]
    return start.rsplit(" ", 1)[0].rstrip(",;:–-") + "…"
