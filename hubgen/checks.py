"""Checks: links and anchors that lead nowhere."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from difflib import get_close_matches

from hubgen import addresses
from hubgen.assets import is_file
from hubgen.documents import names_of
from hubgen.edition import Destination, Edition, anchors_of
from hubgen.errors import Problem, Severity, problem
from hubgen.fields import Ref, say_path
from hubgen.frontmatter import Path
from hubgen.kinds.base import Entry
from hubgen.markup import Link, Markup


def check_links(edition: Edition, broken: AbstractSet[Ref]) -> tuple[Problem, ...]:
    """Return every link of the hub's pages, listings and settings that leads nowhere.

    A link to a draft is a warning: it is shown as text. `broken` are pages that could not be read;
    a link to one is no problem of its own.
    """
    problems: list[Problem] = []
    for entry in edition.library.entries:
        own = anchors_of(entry)
        for markup in (entry.body, *entry.texts.values()):
            problems += _in_text(markup, entry.path, entry.lang, own, edition, broken)
        problems += _in_fields(entry, edition)
    for introduction in edition.library.introductions.values():
        body = introduction.body
        problems += _in_text(
            body, introduction.path, introduction.lang, body.anchors, edition, broken
        )
    problems += _in_settings(edition)
    return tuple(problems)


def _in_text(
    markup: Markup,
    path: str,
    lang: str,
    own: frozenset[str],
    edition: Edition,
    broken: AbstractSet[Ref],
) -> Iterator[Problem]:
    for link in markup.links:
        if addresses.is_external(link.target):
            continue
        found = edition.destination(link.target, path, lang)
        if found.state == "missing" and _leads_to(broken, link.target, path):
            continue
        if wrong := _wrong(found, link, own, edition):
            code, severity, near = wrong
            yield problem(
                code,
                path=path,
                line=link.line,
                column=link.column,
                severity=severity,
                value=link.target,
                near=near,
            )


def _wrong(
    found: Destination, link: Link, own: frozenset[str], edition: Edition
) -> tuple[str, Severity, str] | None:
    """Return what is wrong with where a link leads, and the nearest thing that is there."""
    if found.state == "unpublished":
        return ("link-to-unpublished", "warning", "")
    if found.state == "missing":
        name = link.target.partition("#")[0]
        # A file that is not there was said where files are looked for.
        if is_file(name):
            return None
        near = _nearest(name, _known(name, edition))
        return ("broken-link-near" if near else "broken-link", "problem", near)
    if found.fragment and found.state == "page":
        anchors = own if not found.address else None
        if found.entry:
            anchors = anchors_of(found.entry)
        if anchors is not None and found.fragment not in anchors:
            near = _nearest(found.fragment, sorted(anchors))
            return ("broken-anchor-near" if near else "broken-anchor", "problem", near)
    return None


def _leads_to(broken: AbstractSet[Ref], target: str, path: str) -> bool:
    """Tell whether a link is to the file of a page that could not be read."""
    file = addresses.relative_target(path, target.partition("#")[0])
    return bool(file) and not broken.isdisjoint(names_of(file or ""))


def _known(name: str, edition: Edition) -> Sequence[str]:
    """Return what a link might have meant: addresses for an address, files for a file."""
    if name.startswith("/"):
        return sorted(edition.plan.by_address)
    return sorted({path.rpartition("/")[2] for path in edition.library.by_path})


def _nearest(name: str, known: Sequence[str]) -> str:
    wanted = name if name.startswith("/") else name.rpartition("/")[2]
    near = get_close_matches(wanted, known, n=1, cutoff=0.6)
    return near[0] if near else ""


def _in_fields(entry: Entry, edition: Edition) -> Iterator[Problem]:
    """Find addresses of the hub in fields that are not there."""
    fields = entry.fields
    named: list[tuple[Path, str]] = [
        (("resources", number, "url"), one.url) for number, one in enumerate(fields.resources)
    ]
    registration = getattr(fields, "registration", None)
    if registration:
        named.append((("registration", "url"), registration.url))
    named += [((name,), getattr(fields, name, "")) for name in ("url", "recording", "report")]
    for where, target in named:
        if isinstance(target, str) and target.startswith("/"):
            found = edition.destination(target, entry.path, entry.lang)
            if found.state == "missing":
                place = entry.matter.place(where)
                near = _nearest(target.partition("#")[0], _known(target, edition))
                yield problem(
                    "broken-link-near" if near else "broken-link",
                    path=entry.path,
                    line=place.line,
                    column=place.column,
                    field=say_path(where, entry.matter),
                    value=target,
                    near=near,
                )


def _in_settings(edition: Edition) -> Iterator[Problem]:
    """Find addresses of the hub in the settings that are not there."""
    settings = edition.settings
    for name, links in (("navigation", settings.navigation), ("social", settings.social)):
        for number, link in enumerate(links, 1):
            if not link.url.startswith("/"):
                continue
            found = edition.destination(link.url, "content/site.yaml", settings.lang)
            if found.state == "missing":
                near = _nearest(link.url, _known(link.url, edition))
                yield problem(
                    "broken-link-near" if near else "broken-link",
                    path="content/site.yaml",
                    field=f"{name}[{number}].url",
                    value=link.url,
                    near=near,
                )
