"""An entry as its page shows it, and what is shown around every page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from hubgen import times
from hubgen.fields import Ref
from hubgen.kinds.base import Entry
from hubgen.kinds.parts import Resource
from hubgen.markup import Markup
from hubgen.views.backlinks import backlinks
from hubgen.views.cards_said import badges_of, icon_of
from hubgen.views.contact import ContactView, contact_view
from hubgen.views.contents import Section, contents, opening
from hubgen.views.event import EventView, event_view
from hubgen.views.goals import Goal, goals
from hubgen.views.languages import taken_over
from hubgen.views.links import Links
from hubgen.views.map import Spot, spot_of
from hubgen.views.place import PlaceView, place_view
from hubgen.views.practice import PracticeView, practice_view
from hubgen.views.records import (
    Anchor,
    Badge,
    Card,
    CardGroup,
    Person,
    ThemeTag,
    initials,
)
from hubgen.views.series import SeriesView, series_view
from hubgen.views.times_said import say_moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something that a reader must know before reading on."""

    tone: str
    """`bad`, `warn` or `calm`."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceView:
    """Something to read, hear or see."""

    title: str
    href: str
    type: str
    type_title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """An entry, with every reference resolved and every rule applied."""

    kind: str
    kind_title: str
    icon: str
    """The drawing of its kind."""
    fields: Any
    """The kind's own fields, as they were written."""
    title: str
    initials: str
    """Of a person, who may have no photo."""
    subtitle: str
    summary: str
    lang: str
    body: str
    """Safe HTML."""
    texts: Mapping[str, str]
    """Safe HTML of the fields that hold Markdown, by their path: `steps[1].text`."""
    langs: Mapping[str, str]
    """The language of each field that is in another than the page, by its path."""
    opening: Section | None
    """What its text is called, where it has no heading of its own below other sections."""
    contents: tuple[Section, ...]
    """The sections of the page, where there are enough for a table of contents."""
    themes: tuple[ThemeTag, ...]
    audience: tuple[Anchor, ...]
    goals: tuple[Goal, ...]
    notices: tuple[Notice, ...]
    badges: tuple[Badge, ...]
    resources: tuple[ResourceView, ...]
    contact: ContactView | None
    place: PlaceView | None
    spot: Spot | None
    """Where that is on a small map; None for what has no place in the country."""
    event: EventView | None
    practice: PracticeView | None
    series: SeriesView | None
    """The meetings of a programme, which are a list of `backlinks` too."""
    authors: tuple[Person, ...]
    participants: tuple[Person, ...]
    website: str
    """The name of the site that its own address is on, for people: `vng.nl`."""
    report: Anchor | None
    recording: Anchor | None
    linked: tuple[Card, ...]
    """What the page itself names as related, and no list of `backlinks` with a role has."""
    linked_titles: tuple[str, ...]
    """The titles of what it names as related and is not published."""
    related: tuple[Card, ...]
    """What has the same subjects."""
    backlinks: tuple[CardGroup, ...]
    published: str
    updated: str
    source: Any


Html = Callable[[Markup, Entry, int], str]
"""Returns the finished HTML of a text of an entry, under a heading of that level."""

# The level of the heading that a field's text stands under, where that is not its section's.
_UNDER = {"steps": 3}


def entry_view(entry: Entry, links: Links, html: Html) -> EntryView:
    """Return an entry as its page shows it."""
    fields = entry.fields
    said = fields.__dict__  # what its kind does not have is asked of this in a tenth of the time
    library = links.library
    is_event = entry.kind.order == "time"
    groups, taken = backlinks(entry, links)
    related = tuple(dict.fromkeys(fields.related))
    named = [one for ref in related if (one := library.find(ref, links.lang))]
    linked = [one for one in named if one.ref not in taken]
    shown = {one.ref for one in named} | taken | {entry.ref}
    return EntryView(
        kind=entry.kind.name,
        kind_title=links.text(f"site.kind.{entry.kind.folder}"),
        icon=icon_of(entry),
        fields=fields,
        title=fields.title,
        initials=initials(fields.title),
        subtitle=fields.subtitle,
        summary=fields.summary,
        lang=entry.lang,
        body=html(entry.body, entry, 1),
        texts=texts_of(entry, html),
        langs=taken_over(entry, library),
        opening=opening(entry, links),
        contents=contents(entry, links),
        themes=links.themes(entry),
        audience=tuple(links.audience(entry)),
        goals=goals(entry, links),
        notices=notices_of(entry, links),
        badges=badges_of(entry, links.library, links.lang),
        resources=tuple(resource_view(one, links) for one in fields.resources),
        contact=contact_view(entry, links),
        place=place_view(entry.kind.location(fields), links),
        spot=spot_of(entry, links),
        event=event_view(entry, links) if is_event else None,
        practice=practice_view(entry, links),
        series=series_view(entry, groups),
        authors=tuple(links.who(one) for one in said.get("authors", ())),
        participants=tuple(links.who(one) for one in said.get("participants", ())),
        website=_host(said.get("website", "") or said.get("url", "")),
        report=_url_or_page(said.get("report"), "report", links),
        recording=_url_or_page(said.get("recording"), "recording", links),
        linked=tuple(links.cards(linked)),
        linked_titles=tuple(
            library.unpublished[ref] for ref in related if ref in library.unpublished
        ),
        related=tuple(links.cards(links.related.to(entry, shown))),
        backlinks=groups,
        published=_day(fields.date, links),
        updated=_day(fields.updated, links),
        source=fields.source,
    )


def notices_of(entry: Entry, links: Links) -> tuple[Notice, ...]:
    """Return what a reader must know first."""
    fields, library = entry.fields, links.library
    notices = []
    status = getattr(fields, "status", "scheduled")
    if status in {"cancelled", "postponed", "moved_online"}:
        tone = {"cancelled": "bad", "postponed": "warn"}.get(status, "calm")
        said = links.text(f"site.notice.{status}")
        notices.append(Notice(tone=tone, text=f"{said} {_reason(entry, links)}".rstrip()))
    if library.is_expired(entry):
        notices.append(Notice(tone="warn", text=links.text("site.notice.expired")))
    if fields.draft:
        notices.append(Notice(tone="warn", text=links.text("site.notice.draft")))
    elif fields.date is not None and library.instant(fields.date) > library.now_for(entry):
        day = _day(fields.date, links)
        notices.append(Notice(tone="warn", text=links.text("site.notice.future", day=day)))
    return tuple(notices)


def texts_of(entry: Entry, html: Html) -> Mapping[str, str]:
    """Return the finished HTML of the fields that hold Markdown, by their path."""
    return {
        path: html(markup, entry, _UNDER.get(path.partition("[")[0], 2))
        for path, markup in entry.texts.items()
    }


def resource_view(resource: Resource, links: Links) -> ResourceView:
    """Return something to read, hear or see, with its address as the hub has it."""
    return ResourceView(
        title=resource.title,
        href=links.edition.href(resource.url),
        type=resource.type,
        type_title=links.text(f"site.resource.{resource.type}"),
    )


def _reason(entry: Entry, links: Links) -> str:
    """Return why an event is not as it was, in the words of the change that made it so."""
    if "changes" in taken_over(entry, links.library):
        return ""
    made = [one for one in getattr(entry.fields, "changes", ()) if one.status]
    return made[-1].note if made else ""


def _host(address: str) -> str:
    """Return the name of the site of an address elsewhere, without its `www.`; else nothing."""
    return (urlsplit(address).hostname or "").removeprefix("www.")


def _url_or_page(value: Ref | str | None, name: str, links: Links) -> Anchor | None:
    if value is None:
        return None
    if isinstance(value, Ref):
        return links.anchor(value)
    return Anchor(title=links.text(f"site.event.{name}"), href=links.edition.href(value))


def _day(moment: times.When | None, links: Links) -> str:
    if moment is None:
        return ""
    return say_moment(links.library.instant(moment), links.lang, with_time=False)
