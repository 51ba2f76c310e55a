"""Rows: a library and a plan as JSON, in which entries and listings are numbers."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any

from hubgen.documents import Documents
from hubgen.fields import Ref
from hubgen.library import (
    Key,
    Library,
    Referrer,
    bundles_of,
    introductions_of,
    languages_of,
    prefixes_of,
)
from hubgen.listings import Listing, Role
from hubgen.plan import Form, Plan, Target, grouped
from hubgen.settings import Settings

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def library_row(library: Library, documents: Documents) -> dict[str, Any]:
    """Return all of a library that does not follow from its entries' names alone."""
    place = {one.path: number for number, one in enumerate(documents.entries)}
    shown = {one.path for one in library.entries}
    of_shown = {one.key: number for number, one in enumerate(library.entries)}
    return {
        "newest": [of_shown[key] for key in library.newest or ()],
        "order": [place[path] for path in library.by_path],
        "hidden": [place[path] for path in library.by_path if path not in shown],
        "languages": library.languages,
        "unpublished": [[*_name(ref), title] for ref, title in library.unpublished.items()],
        "addresses": sorted(library.unpublished_addresses),
        "to_appear": [one.timestamp() for one in library.to_appear],
        "referrers": [
            [*_name(ref), [[one.folder, one.slug, one.role] for one in found]]
            for ref, found in library.referrers.items()
        ],
    }


def library_of(
    row: dict[str, Any], documents: Documents, settings: Settings, now: datetime
) -> Library:
    """Return the library that a row tells of."""
    hidden = set(row["hidden"])
    known = documents.entries
    every = [known[number] for number in row["order"]]
    shown = [known[number] for number in row["order"] if number not in hidden]
    return Library(
        settings=settings,
        now=now.astimezone(settings.zone),
        entries=tuple(shown),
        by_key=MappingProxyType({one.key: one for one in shown}),
        languages=tuple(row["languages"]),
        languages_of=MappingProxyType(languages_of(shown, settings)),
        unpublished=MappingProxyType(
            {Ref(folder, slug): title for folder, slug, title in row["unpublished"]}
        ),
        unpublished_addresses=frozenset(row["addresses"]),
        to_appear=tuple(
            [
                (_EPOCH + timedelta(seconds=one)).astimezone(settings.zone)
                for one in row["to_appear"]
            ]
        ),
        by_path=MappingProxyType({one.path: one.ref for one in every}),
        referrers=_Referrers(row["referrers"]),
        introductions=MappingProxyType(introductions_of(documents)),
        unsound=(),
        newest=tuple([shown[number].key for number in row["newest"]]),
        prefixes=MappingProxyType(prefixes_of(settings)),
        bundles=MappingProxyType(bundles_of(every)),
    )


def plan_row(plan: Plan, library: Library) -> dict[str, Any]:
    """Return a plan without problems."""
    place = {one.key: number for number, one in enumerate(library.entries)}
    number_of = {id(one): number for number, one in enumerate(plan.listings)}
    return {
        "listings": [_listing_row(one, place) for one in plan.listings],
        "targets": [
            [
                one.address,
                one.form,
                one.lang,
                None if one.entry is None else place[one.entry],
                None if one.listing is None else number_of[id(one.listing)],
                one.number,
                one.of,
                one.to,
            ]
            for one in plan.by_address.values()
        ],
    }


def plan_of(row: dict[str, Any], library: Library) -> Plan:
    """Return the plan that a row tells of."""
    keys = [one.key for one in library.entries]
    listings = tuple([_listing(one, keys) for one in row["listings"]])
    forms = {str(form): form for form in Form}
    targets = [
        Target(
            address=address,
            form=forms[form],
            lang=lang,
            entry=None if entry is None else keys[entry],
            listing=None if listing is None else listings[listing],
            number=number,
            of=of,
            to=to,
        )
        for address, form, lang, entry, listing, number, of, to in row["targets"]
    ]
    return Plan(
        targets=tuple(sorted(targets, key=lambda one: one.address)),
        listings=listings,
        by_address=MappingProxyType({one.address: one for one in targets}),
        listing_of=MappingProxyType({one.entry: one for one in listings if one.entry}),
        twins=grouped(((one.role, one.subject), one) for one in listings),
        of_form=grouped((one.form, one) for one in targets),
    )


class _Referrers(Mapping[Ref, tuple[Referrer, ...]]):
    """Who refers to each page; records are made of those that somebody asks for."""

    def __init__(self, rows: Sequence[Any]) -> None:
        self._rows = {(folder, slug): found for folder, slug, found in rows}

    def __getitem__(self, ref: Ref) -> tuple[Referrer, ...]:
        found = self._rows[ref.folder, ref.slug]
        return tuple([Referrer(folder, slug, role) for folder, slug, role in found])

    def __iter__(self) -> Iterator[Ref]:
        return (Ref(*name) for name in self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def _name(ref: Ref) -> tuple[str, str]:
    return ref.folder, ref.slug


def _listing_row(listing: Listing, place: Mapping[Key, int]) -> list[Any]:
    return [
        listing.role,
        listing.address,
        listing.lang,
        listing.title,
        listing.text,
        listing.subject,
        listing.entry and place[listing.entry],
        [place[key] for key in listing.members],
        [place[key] for key in listing.shown],
        listing.shown_at,
        listing.has_feeds,
        listing.has_calendar,
        listing.news,
        listing.coming,
    ]


def _listing(row: list[Any], keys: Sequence[Key]) -> Listing:
    role, address, lang, title, text, subject, entry, members, shown, *rest = row
    shown_at, has_feeds, has_calendar, news, coming = rest
    return Listing(
        role=Role(role),
        address=address,
        lang=lang,
        title=title,
        text=text,
        subject=subject,
        entry=None if entry is None else keys[entry],
        members=tuple([keys[number] for number in members]),
        shown=tuple([keys[number] for number in shown]),
        shown_at=shown_at,
        has_feeds=has_feeds,
        has_calendar=has_calendar,
        news=news,
        coming=coming,
    )
