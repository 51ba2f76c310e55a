"""Checks: links that lead nowhere, files that want another's address, changes of the future."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from difflib import get_close_matches

from hubgen import addresses
from hubgen.documents import Documents, names_of
from hubgen.edition import Destination, Edition
from hubgen.errors import Problem, Severity, problem
from hubgen.fields import Ref
from hubgen.findings import warning
from hubgen.kinds import kind_of
from hubgen.kinds.base import Entry
from hubgen.kinds.facts import Spot
from hubgen.library import Library, address_of
from hubgen.proofreading.judging import judged_together

_SETTINGS = "content/site.yaml"


def check_links(edition: Edition, broken: AbstractSet[Ref]) -> tuple[Problem, ...]:
    """Return every link of the hub's pages, listings and settings that leads nowhere.

    A link to a draft is a warning: it is shown as text. `broken` are pages that could not be read;
    a link to one is no problem of its own.
    """
    problems: list[Problem] = []
    for entry in edition.library.checked:
        own = entry.facts.anchors
        for spot in (*entry.facts.links, *entry.facts.addresses):
            problems += _about(spot, entry.path, entry.lang, own, edition, broken)
    for introduction in edition.library.introductions.values():
        own = introduction.body.anchors
        for link in introduction.body.links:
            spot = Spot(link.target, link.line, link.column, length=link.length)
            problems += _about(spot, introduction.path, introduction.lang, own, edition, broken)
    for label, target in _addresses_in_settings(edition):
        spot = Spot(target, 0, 0, label)
        problems += _about(spot, _SETTINGS, edition.settings.lang, frozenset(), edition, broken)
    return tuple(problems)


def find_pointed(edition: Edition) -> dict[str, set[str]]:
    """Return the anchors of pages that links of the hub lead to, by the paths of the pages.

    Only for a hub in which no link is broken.
    """
    library = edition.library
    spots = [
        (spot.target, one.path, one.lang)
        for one in library.entries
        for spot in (*one.facts.links, *one.facts.addresses)
    ]
    spots += [
        (link.target, one.path, one.lang)
        for one in library.introductions.values()
        for link in one.body.links
    ]
    spots += [
        (target, _SETTINGS, edition.settings.lang) for _, target in _addresses_in_settings(edition)
    ]
    pointed: dict[str, set[str]] = {}
    for target, path, lang in spots:
        if "#" in target and not addresses.is_external(target):
            found = edition.destination(target, path, lang)
            leads_to = found.entry.path if found.entry else path
            if found.fragment:
                pointed.setdefault(leads_to, set()).add(found.fragment)
    return pointed


def check_addresses(edition: Edition) -> tuple[Problem, ...]:
    """Return every image or file that would be where something else is."""
    problems: list[Problem] = []
    static = edition.static.files
    taken: dict[str, str] = {}
    for asset in sorted(edition.assets.values(), key=lambda one: one.path):
        variants = asset.picture.variants if asset.picture else ()
        for address in (asset.address, *(asset.variant_address(one) for one in variants)):
            other = taken.setdefault(address, asset.path)
            if address in edition.plan.by_address or address in static:
                problems.append(problem("address-of-hub", path=asset.path, address=address))
                break
            if other != asset.path:
                problems.append(
                    problem("address-twice", path=asset.path, address=address, other=other)
                )
                break  # where an image goes, its smaller versions go
    return tuple(problems)


def check_changes(edition: Edition) -> tuple[Problem, ...]:
    """Return a warning for each change of an event that is told before its moment.

    Calendars and feeds would say that they were changed in the future.
    """
    library = edition.library
    return tuple(
        warning(("changes", number, "at"), "change-in-future").locate(entry.path, entry.matter)
        for entry in library.entries
        if not entry.is_translation and library.is_asked(entry)
        for number, at in enumerate(entry.facts.changes)
        if at > library.now
    )


def check_hub(edition: Edition, documents: Documents) -> tuple[Problem, ...]:
    """Return what the checks with a name see that look at the present or at other pages."""
    library = edition.library
    found = [*_past_registrations(library), *_unnamed(library, documents)]
    asked = [one for one in library.entries if library.is_asked(one)]
    return tuple(judged_together(found, asked, library.settings))


def _past_registrations(library: Library) -> Iterator[Problem]:
    """Find the events that are over and say that one can still register."""
    for entry in library.entries:
        if not library.is_asked(entry):
            continue
        spot, ends = entry.facts.registering, entry.facts.ends
        if spot and ends and max(ends) <= library.now and not entry.is_translation:
            yield _warned(spot, entry, "past-registration")


def _unnamed(library: Library, documents: Documents) -> Iterator[Problem]:
    """Find the people and organisations that no page and no setting names.

    Every other page is in the listing of its kind, or in the footer, for what it says itself. A
    page of which not all could be read may name anyone, so that nothing is sure then.
    """
    if documents.broken or documents.unsound:
        return
    alone = [one for one in library.entries if library.is_asked(one) and _is_alone(one, library)]
    if not alone:
        return
    # Those whom only a draft names are not alone either, and it may be a link to an address.
    named: set[tuple[str, str]] = set()
    linked: set[str] = set()
    for one in documents.entries:
        facts = one.facts
        others = [ref for _, ref in facts.refs]
        others += [ref for path in facts.linked if (ref := library.by_path.get(path))]
        named.update(
            (ref.folder, ref.slug)
            for ref in others
            if ref.slug != one.slug or ref.folder != one.kind.folder
        )
        linked.update(spot.target.partition("#")[0] for spot in facts.links)
    for entry in alone:
        if (entry.kind.folder, entry.slug) not in named and library.address(entry) not in linked:
            yield _warned(entry.facts.titled or Spot("", 0, 0), entry, "nobody-refers")


def _warned(spot: Spot, entry: Entry, code: str) -> Problem:
    """Return a warning about what stands at a spot of a page's file."""
    return problem(
        code,
        path=entry.path,
        line=spot.line,
        column=spot.column,
        length=spot.length,
        field=spot.field,
        severity="warning",
        value=spot.target,
    )


def _is_alone(entry: Entry, library: Library) -> bool:
    """Tell whether an entry is a person or an organisation that nothing published names."""
    if entry.kind.folder not in {"people", "organisations"} or entry.is_translation:
        return False
    others = (one for one in library.referrers.get(entry.ref, ()) if one.slug != entry.slug)
    return entry.ref != library.settings.organisation and not any(others)


def _addresses_in_settings(edition: Edition) -> Iterator[tuple[str, str]]:
    """Yield the addresses of the hub in the settings, each with its field."""
    settings = edition.settings
    for name, links in (("navigation", settings.navigation), ("social", settings.social)):
        for number, link in enumerate(links, 1):
            if link.url.startswith("/"):
                yield f"{name}[{number}].url", link.url


def _about(
    spot: Spot,
    path: str,
    lang: str,
    own: frozenset[str],
    edition: Edition,
    broken: AbstractSet[Ref],
) -> Iterator[Problem]:
    """Yield what is wrong with a link in a file: one problem or none."""
    if addresses.is_external(spot.target):
        return
    found = edition.destination(spot.target, path, lang)
    if found.state == "missing" and _leads_to(broken, spot.target, path, edition):
        return
    if wrong := _wrong(found, spot, path, own, edition):
        code, severity, near = wrong
        yield problem(
            code,
            path=path,
            line=spot.line,
            column=spot.column,
            length=spot.length,
            field=spot.field,
            severity=severity,
            value=spot.target,
            near=near,
        )


def _wrong(
    found: Destination, spot: Spot, path: str, own: frozenset[str], edition: Edition
) -> tuple[str, Severity, str] | None:
    """Return what is wrong with where a link leads, and the nearest thing that is there."""
    if found.state == "unpublished":
        return ("link-to-unpublished", "warning", "")
    if found.state == "missing":
        name = spot.target.partition("#")[0]
        # A file that is not there was said where files are looked for.
        if addresses.is_file(name):
            return None
        near = (
            _nearest_address(name, edition)
            if name[:1] == "/"
            else _nearest_file(name, path, edition)
        )
        return ("broken-link-near" if near else "broken-link", "problem", near)
    if found.fragment and found.state == "page":
        anchors = own if not found.address else None
        if found.entry:
            anchors = found.entry.facts.anchors
        if anchors is not None and found.fragment not in anchors:
            near = _nearest(found.fragment, sorted(anchors))
            return ("broken-anchor-near" if near else "broken-anchor", "problem", near)
    return None


def _leads_to(broken: AbstractSet[Ref], target: str, path: str, edition: Edition) -> bool:
    """Tell whether a link is to a page that could not be read: to its file, or its address."""
    name = target.partition("#")[0].partition("?")[0]
    if not name.startswith("/"):
        file = addresses.relative_target(path, name)
        return bool(file) and not broken.isdisjoint(names_of(file or ""))
    settings = edition.settings
    return any(
        address_of(kind, ref.slug, lang, settings) == f"{name.rstrip('/')}/"
        for ref in broken
        for lang in settings.languages
        if (kind := kind_of(ref.folder))
    )


def _nearest_address(name: str, edition: Edition) -> str:
    # Nobody means the files that are for servers, such as `/_headers`.
    return _nearest(name, sorted(one for one in edition.plan.by_address if one[:2] != "/_"))


def _nearest_file(name: str, path: str, edition: Edition) -> str:
    """Return the file that a link might have meant, as the page in `path` names it."""
    by_name = {one.rpartition("/")[2].removesuffix(".md"): one for one in edition.library.by_path}
    near = _nearest(name.rpartition("/")[2].removesuffix(".md"), sorted(by_name))
    return addresses.path_from(path, by_name[near]) if near else ""


def _nearest(name: str, known: Sequence[str]) -> str:
    near = get_close_matches(name, known, n=1, cutoff=0.6)
    return near[0] if near else ""
