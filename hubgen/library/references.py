"""References: those between pages that lead nowhere, and themes that the hub does not have."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from difflib import get_close_matches
from itertools import chain

from hubgen import addresses
from hubgen.documents import Documents
from hubgen.errors import Problem
from hubgen.fields import Ref
from hubgen.findings import Finding, finding, warning
from hubgen.kinds.base import Entry
from hubgen.library.records import Library
from hubgen.settings import PATH as SETTINGS_FILE


def check_references(
    library: Library, entries: Iterable[Entry], documents: Documents
) -> Iterator[Problem]:
    """Yield the references and themes of entries that lead nowhere."""
    slugs = _slugs_by_folder(library)
    themes = [theme.slug for theme in library.settings.themes]
    for one in entries:
        if not one.is_translation:  # what a translation refers to is its original's
            for found in _about(one, library, slugs, themes, documents.broken):
                yield found.locate(one.path, one.matter)


def check_owner(library: Library, documents: Documents) -> Iterator[Problem]:
    """Yield that the organisation that the settings name is not there, or not published yet."""
    owner = library.settings.organisation
    if owner is None or owner in library.languages_of or owner in documents.broken:
        return
    if owner in library.unpublished:
        found = warning(("organisation",), "unpublished-reference", value=owner.slug)
    else:
        slugs = _slugs_by_folder(library).get("organisations", [])
        found = _unknown(("organisation",), owner, slugs)
    yield Problem(
        path=SETTINGS_FILE,
        field="organisation",
        code=found.code,
        values=found.values,
        severity=found.severity,
    )


def _slugs_by_folder(library: Library) -> dict[str, list[str]]:
    """Return the slugs of all pages, published or not, by their kind's folder."""
    found: dict[str, set[str]] = {}
    for ref in library.by_path.values():
        found.setdefault(ref.folder, set()).add(ref.slug)
    return {folder: sorted(slugs) for folder, slugs in found.items()}


def _about(
    entry: Entry,
    library: Library,
    slugs: Mapping[str, list[str]],
    themes: list[str],
    broken: AbstractSet[Ref],
) -> list[Finding]:
    """Find references and themes of an entry that lead nowhere."""
    found: list[Finding] = []
    folder, slug = entry.ref.folder, entry.ref.slug
    for path, ref in entry.facts.refs:
        if (ref.slug != slug or ref.folder != folder) and ref in library.languages_of:
            continue  # as nearly all of them; what is strict is what is looked up
        plain = Ref(ref.folder, ref.slug)
        if plain in library.unpublished:
            found.append(warning(path, "unpublished-reference", value=ref.slug))
        elif plain == entry.ref:
            found.append(finding(path, "refers-to-itself"))
        elif ref.strict and plain not in library.languages_of and plain not in broken:
            found.append(_unknown(path, ref, slugs.get(ref.folder, [])))
    for number, theme in enumerate(entry.facts.themes):
        if theme not in themes:
            several = [one.strip() for one in theme.replace(";", ",").split(",") if one.strip()]
            if themes and len(several) > 1:
                meant = [*chain(*(get_close_matches(one, themes, n=1) or [one] for one in several))]
                right = f"[{', '.join(meant)}]"
                found.append(finding(("themes", number), "themes-in-one", value=theme, right=right))
                continue
            near = get_close_matches(theme, themes, n=1, cutoff=0.6)
            code = "unknown-theme-near" if near else "unknown-theme" if themes else "no-themes"
            known = near[0] if near else ", ".join(themes)
            found.append(finding(("themes", number), code, value=theme, known=known))
    return found


def _unknown(path: tuple[str | int, ...], ref: Ref, slugs: list[str]) -> Finding:
    """Say that no page is meant, and name the nearest one."""
    near = get_close_matches(addresses.slugify(ref.slug), slugs, n=1, cutoff=0.6)
    file = f"content/{ref.folder}/{addresses.slugify(ref.slug) or ref.slug}.md"
    if near:
        return finding(path, "unknown-reference-near", value=ref.slug, near=near[0], file=file)
    return finding(path, "unknown-reference", value=ref.slug, file=file)
