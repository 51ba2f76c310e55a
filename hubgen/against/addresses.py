"""Addresses: feeds and calendars that were published, and are not there any more."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import replace

from hubgen.errors import Problem, problem
from hubgen.fields import Ref
from hubgen.findings import warning
from hubgen.kinds import kind_of
from hubgen.kinds.base import Entry
from hubgen.library import Library, section_path
from hubgen.listings import Listing, Role
from hubgen.plan import make_plan
from hubgen.settings import PATH as SETTINGS


def gone_addresses(
    before: Library,
    after: Library,
    heirs: Mapping[Ref, Entry],
    broken: Container[Ref],
    *,
    revision: str,
) -> Iterator[Problem]:
    """Yield a warning for each section, theme and page whose feeds and calendar moved or went.

    `heirs` are what pages of then are today; those in `broken` have problems. Nothing is said of
    what comes and goes with its pages: years, municipalities, audiences, and a theme, section or
    page that nothing belongs to any more.
    """
    published = make_plan(after).by_address
    causes: dict[Problem, list[Listing]] = {}
    for listing in make_plan(before).listings:
        if any(address not in published for address in _addresses(listing)):
            if listing.entry and Ref(*listing.entry[:2]) in broken:
                continue
            for cause in _causes(listing, before, after, heirs):
                causes.setdefault(cause, []).append(listing)
    for cause, listings in causes.items():
        lost = [one for listing in listings for one in _addresses(listing) if one not in published]
        values = {
            "revision": revision,
            "addresses": ", ".join(lost),
            "pages": ", ".join(listing.address for listing in listings),
        }
        yield replace(cause, values=tuple(sorted((*cause.values, *values.items()))))


def _addresses(listing: Listing) -> Iterator[str]:
    """Yield where a listing's feeds and calendar are."""
    if listing.has_feeds:
        yield from (listing.rss, listing.atom, listing.json)
    if listing.has_calendar:
        yield listing.calendar


def _causes(
    listing: Listing, before: Library, after: Library, heirs: Mapping[Ref, Entry]
) -> Iterator[Problem]:
    """Yield why a listing is not where it was, as a warning without its addresses."""
    if listing.role is Role.THEME and after.settings.theme(listing.subject) is None:
        yield _of_settings("theme-feeds-gone", "themes", listing.subject)
    elif listing.role is Role.SECTION:
        yield from _moved_section(listing.subject, before, after)
    elif listing.entry and not list(_moved_section(listing.entry[0], before, after)):
        yield from _of_page(before.by_key[listing.entry], before, after, heirs)


def _moved_section(folder: str, before: Library, after: Library) -> Iterator[Problem]:
    """Yield that a kind's addresses begin with another folder."""
    kind = kind_of(folder)
    assert kind is not None  # a listing of it was published
    was, path = (section_path(kind, library.settings) for library in (before, after))
    if was != path:
        yield _of_settings("section-feeds-gone", f"sections.{folder}.path", was)


def _of_settings(code: str, field: str, value: str) -> Problem:
    return problem(code, path=SETTINGS, field=field, severity="warning", value=value)


def _of_page(
    old: Entry, before: Library, after: Library, heirs: Mapping[Ref, Entry]
) -> Iterator[Problem]:
    """Yield that a page that is a listing is gone, or has another address."""
    heir = heirs.get(old.ref)
    page = after.by_key.get((heir.kind.folder, heir.slug, old.lang)) if heir else None
    if heir is None or page is None:
        found = warning((), "page-feeds-gone", title=old.fields.title)
        yield found.locate(old.path, old.matter).at(old.path)
    elif before.address(old) != after.address(page):
        # Its original has the aliases of all languages.
        yield warning(("aliases",), "page-feeds-moved").locate(heir.path, heir.matter)
