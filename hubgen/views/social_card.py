"""What a page's social card says: nothing that time makes untrue."""

from collections.abc import Iterator

from hubgen import times
from hubgen.fields import Ref
from hubgen.kinds.base import Entry
from hubgen.kinds.event.fields import Event
from hubgen.listings import Role
from hubgen.plan import Target
from hubgen.social import SocialCard
from hubgen.views.links import Links
from hubgen.views.times_said import say_days, say_meeting


def social_card(page: Target, title: str, links: Links) -> SocialCard:
    """Return what the card of a page says, given the page's title."""
    settings = links.library.settings
    entry = links.edition.entry_of(page) if page.entry else None
    is_home = page.listing is not None and page.listing.role is Role.HOME
    label = links.text(f"site.kind.{entry.kind.folder}") if entry and entry.kind.in_folder else ""
    return SocialCard(
        title=title,
        label=label,
        lines=tuple(_lines(entry, links) if entry else _about(page, links)),
        site="" if is_home else settings.title,
        colours=tuple(_colours(page, entry, links)),
    )


def _about(page: Target, links: Links) -> Iterator[str]:
    """Yield what home is about; a listing's title says enough."""
    if page.listing is not None and page.listing.role is Role.HOME and page.listing.text:
        yield page.listing.text


def _lines(entry: Entry, links: Links) -> Iterator[str]:
    """Yield when and where an event is, where a practice is, and who someone is."""
    fields = entry.fields
    if isinstance(fields, Event):
        yield from _when(entry, fields, links)
    if role := fields.__dict__.get("role"):
        yield role
    if place := links.card(entry).place:
        yield place
    elif named := ", ".join(_organisations(entry, links)):
        yield named


def _when(entry: Entry, event: Event, links: Links) -> Iterator[str]:
    """Yield whether an event is off, and when it is: of several meetings the first and the last."""
    if event.status in {"cancelled", "postponed"}:
        yield links.text(f"site.status.{event.status}")
    if event.status == "postponed" or not entry.meetings:
        return
    if len(entry.meetings) == 1:
        yield say_meeting(entry.meetings[0], links.lang, links.library.settings.timezone)
    else:
        first = min(times.day_of(one.start) for one in entry.meetings)
        last = max(times.day_of(one.end) for one in entry.meetings)
        yield say_days(first, last, links.lang)


def _organisations(entry: Entry, links: Links) -> Iterator[str]:
    said = entry.fields.__dict__.get("organisation")
    if isinstance(said, tuple):
        yield from (one.title for one in links.anchors(said))
    elif isinstance(said, Ref) and (found := links.affiliation(said)):
        yield found.title


def _colours(page: Target, entry: Entry | None, links: Links) -> Iterator[str]:
    """Yield the colours of a page's themes, or of all that the hub has."""
    settings = links.library.settings
    slugs = list(entry.fields.themes) if entry else []
    if page.listing is not None and page.listing.role is Role.THEME:
        slugs = [page.listing.subject]
    themes = [theme for slug in slugs if (theme := settings.theme(slug))]
    yield from (theme.colour for theme in themes or settings.themes)
