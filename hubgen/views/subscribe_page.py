"""The page on which everything can be followed: each feed and calendar, and a choice of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from hubgen import addresses
from hubgen.kinds import KINDS, kind_of
from hubgen.listings import Listing, Role
from hubgen.views.links import Links
from hubgen.views.subscribe import Subscription

_AT_ONCE = 8
"""Things to follow that a group shows; one with more is folded. Of the years, one."""

_ROLES: Mapping[Role, str] = MappingProxyType(
    {
        Role.HOME: "hub",
        Role.CHANGES: "hub",
        Role.DEADLINES: "hub",
        Role.SECTION: "sections",
        Role.THEME: "themes",
        Role.MUNICIPALITY: "municipalities",
        Role.AUDIENCE: "audiences",
        Role.YEAR: "years",
    }
)
_COLLECTIONS = tuple(kind.folder for kind in KINDS if kind.collects)
_ORDER = ("hub", "sections", "themes", *_COLLECTIONS, "municipalities", "audiences", "years")
_TO_CHOOSE = ("themes", "programmes", "organisations")


@dataclass(frozen=True, slots=True, kw_only=True)
class Followable:
    """Something to follow, with how much it holds now: pages that only offer it do not say that."""

    subscription: Subscription
    news: int
    """How many entries each of its feeds holds."""
    coming: int
    """How much in its calendar is still to come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscriptionGroup:
    """Things to follow below a heading."""

    name: str
    title: str
    followables: tuple[Followable, ...]
    folded: bool
    """Whether there are too many to show at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscribeView:
    """Everything that can be followed in a language."""

    groups: tuple[SubscriptionGroup, ...]
    to_choose: tuple[SubscriptionGroup, ...]
    """The calendars that a reader can put together; empty where none has a calendar."""


def subscribe_view(links: Links) -> SubscribeView:
    """Return everything that can be followed in the language of a page."""
    lang = links.lang
    found: dict[str, list[Listing]] = {name: [] for name in _ORDER}
    for listing in links.edition.plan.listings:
        if listing.lang == lang and (listing.has_feeds or listing.has_calendar):
            found[_group(listing)].append(listing)
    groups = tuple(
        _made(
            name,
            _title(name, links),
            (_followable(one, links) for one in _sorted(name, its)),
        )
        for name, its in found.items()
        if its
    )
    return SubscribeView(groups=groups, to_choose=_to_choose(groups))


def _group(listing: Listing) -> str:
    return listing.entry[0] if listing.entry else _ROLES[listing.role]


def _followable(listing: Listing, links: Links) -> Followable:
    counts = links.edition.counts(listing)
    return Followable(
        subscription=links.following.subscription(listing),
        news=min(counts.news, links.library.settings.feeds.items),
        coming=counts.coming,
    )


def _made(name: str, title: str, followables: Iterable[Followable]) -> SubscriptionGroup:
    found = tuple(followables)
    return SubscriptionGroup(
        name=name,
        title=title,
        followables=found,
        folded=len(found) > (1 if name == "years" else _AT_ONCE),
    )


def _title(name: str, links: Links) -> str:
    if name in _COLLECTIONS:
        return links.text(f"site.kinds.{name}")
    return links.text(f"site.subscribe.group.{name}")


def _sorted(name: str, listings: list[Listing]) -> list[Listing]:
    """Return listings as a reader looks for them: by name, or the latest year first.

    The hub's own and its sections stand in the order of the menu.
    """
    if name in {"hub", "sections"}:
        return listings
    return sorted(listings, key=_by_name, reverse=name == "years")


def _by_name(listing: Listing) -> tuple[str, str]:
    kind = kind_of(listing.entry[0]) if listing.entry else None
    title = kind.sorts(listing.title) if kind else listing.title
    return (addresses.slugify(title), listing.address)


def _to_choose(groups: Iterable[SubscriptionGroup]) -> tuple[SubscriptionGroup, ...]:
    """Return the groups that a reader can choose from, with what has a calendar alone."""
    chosen = (
        _made(
            group.name,
            group.title,
            (one for one in group.followables if one.subscription.calendar),
        )
        for group in groups
        if group.name in _TO_CHOOSE
    )
    return tuple(group for group in chosen if group.followables)
