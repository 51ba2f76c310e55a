"""Noting: an edition that notes what is looked up in it."""

from collections.abc import Callable
from dataclasses import replace

from hubgen.edition import Edition
from hubgen.fields import Ref
from hubgen.library import Library
from hubgen.notes import Note, Noted, NotedSet, NotedTuple, Notes, page
from hubgen.plan import Plan

PAGES: Note = ("pages",)
"""All pages of the hub, and in which order they are."""
TEXTS: Note = ("texts",)
"""All that is in the files of all pages."""
STRUCTURE: Note = ("structure",)
"""All that the plan follows from, and what is not published yet."""
TARGETS: Note = ("targets",)
LISTINGS: Note = ("listings",)


def noted(edition: Edition) -> Edition:
    """Return the same edition, one that takes notes of its own.

    What goes through all of something depends on all of it. What is worked out from all pages for a
    small part of it (`Links.sight`) is noted by that part, where it is worked out.
    """
    notes = Notes()
    return replace(
        edition,
        notes=notes,
        library=_library(edition.library, notes),
        plan=_plan(edition.plan, notes),
        assets=Noted(edition.assets, notes, lambda path: ("asset", path), ("assets",)),
        asset_addresses=NotedSet.of(edition.asset_addresses, notes, "asset-at"),
    )


def _library(library: Library, notes: Notes) -> Library:
    return replace(
        library,
        notes=notes,
        entries=NotedTuple.of(library.entries, notes, PAGES),
        by_key=Noted(library.by_key, notes, page, PAGES),
        languages_of=Noted(library.languages_of, notes, _named("languages"), PAGES),
        referrers=Noted(library.referrers, notes, _named("referrers"), PAGES),
        unpublished=Noted(library.unpublished, notes, _named("unpublished"), STRUCTURE),
        unpublished_addresses=NotedSet.of(library.unpublished_addresses, notes, "unpublished-at"),
        to_appear=NotedTuple.of(library.to_appear, notes, ("to-appear",)),
        by_path=Noted(library.by_path, notes, lambda path: ("file", path), STRUCTURE),
        until=None,  # whoever asks looks at all pages
        introductions=Noted(
            library.introductions, notes, lambda key: ("introduction", *key), STRUCTURE
        ),
    )


def _named(sort: str) -> Callable[[Ref], Note]:
    def note(ref: Ref) -> Note:
        return (sort, ref.folder, ref.slug)

    return note


def _plan(plan: Plan, notes: Notes) -> Plan:
    return replace(
        plan,
        targets=NotedTuple.of(plan.targets, notes, TARGETS),
        listings=NotedTuple.of(plan.listings, notes, LISTINGS),
        by_address=Noted(plan.by_address, notes, lambda address: ("address", address), TARGETS),
        listing_of=Noted(plan.listing_of, notes, lambda key: ("listing-of", *key), LISTINGS),
        twins=Noted(plan.twins, notes, lambda key: ("twins", *key), LISTINGS),
        of_form=Noted(plan.of_form, notes, lambda form: ("form", form), TARGETS),
    )
