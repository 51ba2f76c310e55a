"""An entry as its page shows it, and what is shown around every page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from hubgen import times
from hubgen.fields import Ref
from hubgen.kinds.base import Entry, Resource
from hubgen.kinds.person import Person as PersonFields
from hubgen.markup import Heading, Markup
from hubgen.order import ends_at
from hubgen.views.event import EventView, event_view
from hubgen.views.links import Anchor, Badge, Card, Links, Person, ThemeTag
from hubgen.views.place import PlaceView, place_view
from hubgen.views.times_said import say_moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something that a reader must know before reading on."""

    tone: str
    """`bad`, `warn` or `calm`."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactView:
    """Whom to ask."""

    person: Person
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceView:
    """Something to read, hear or see."""

    title: str
    href: str
    type: str
    type_title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardGroup:
    """Cards below a heading."""

    name: str
    title: str
    cards: tuple[Card, ...]
    more: Anchor | None = None
    """Where the rest of it is, for cards that are a choice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """An entry, with every reference resolved and every rule applied."""

    kind: str
    kind_title: str
    fields: Any
    """The kind's own fields, as they were written."""
    title: str
    subtitle: str
    summary: str
    lang: str
    body: str
    """Safe HTML."""
    texts: Mapping[str, str]
    """Safe HTML of the fields that hold Markdown, by their path: `steps[1].text`."""
    contents: tuple[Heading, ...]
    """The headings of the text, where there are enough for a table of contents."""
    themes: tuple[ThemeTag, ...]
    audience: tuple[Anchor, ...]
    notices: tuple[Notice, ...]
    badges: tuple[Badge, ...]
    resources: tuple[ResourceView, ...]
    contact: ContactView | None
    place: PlaceView | None
    event: EventView | None
    report: Anchor | None
    recording: Anchor | None
    linked: tuple[Card, ...]
    """What the page itself names as related."""
    related: tuple[Card, ...]
    """What has the same subjects."""
    backlinks: tuple[CardGroup, ...]
    published: str
    updated: str
    source: Any


ENOUGH_HEADINGS = 3
Html = Callable[[Markup, Entry], str]
"""Returns the finished HTML of a text of an entry."""


def entry_view(entry: Entry, links: Links, html: Html) -> EntryView:
    """Return an entry as its page shows it."""
    fields = entry.fields
    library = links.library
    is_event = entry.kind.order == "time"
    groups, named = _backlinks(entry, links)
    linked = [one for ref in fields.related if (one := library.find(ref, links.lang))]
    shown = {one.ref for one in linked} | named | {entry.ref}
    return EntryView(
        kind=entry.kind.name,
        kind_title=links.text(f"site.kind.{entry.kind.folder}"),
        fields=fields,
        title=fields.title,
        subtitle=fields.subtitle,
        summary=fields.summary,
        lang=entry.lang,
        body=html(entry.body, entry),
        texts={path: html(markup, entry) for path, markup in entry.texts.items()},
        contents=entry.body.headings if len(entry.body.headings) >= ENOUGH_HEADINGS else (),
        themes=links.themes(entry),
        audience=tuple(links.audience(entry)),
        notices=_notices(entry, links),
        badges=links.badges(entry),
        resources=tuple(_resource(one, links) for one in fields.resources),
        contact=_contact(entry, links),
        place=place_view(entry.kind.location(fields), links),
        event=event_view(entry, links) if is_event else None,
        report=_url_or_page(getattr(fields, "report", None), "report", links),
        recording=_url_or_page(getattr(fields, "recording", None), "recording", links),
        linked=tuple(links.cards(linked)),
        related=tuple(links.cards(links.related.to(entry, shown))),
        backlinks=groups,
        published=_day(fields.date, links),
        updated=_day(fields.updated, links),
        source=fields.source,
    )


def own_contact(entry: Entry) -> tuple[str, str]:
    """Return the e-mail address and phone number that a person's page may show."""
    fields = entry.fields
    if isinstance(fields, PersonFields) and fields.publish_contact:
        return fields.email, fields.phone
    return "", ""


def _backlinks(entry: Entry, links: Links) -> tuple[tuple[CardGroup, ...], set[Ref]]:
    """Return what refers to an entry, each page once, in the first group that takes it.

    What the entry itself names as related is shown as such, and not as naming it back.
    """
    library = links.library
    referrers = library.referrers.get(Ref(entry.ref.folder, entry.ref.slug), ())
    taken: set[Ref] = set()
    groups = []
    for group in entry.kind.backlinks:
        found: dict[Ref, Entry] = {}
        for who in referrers:
            ref = Ref(who.folder, who.slug)
            fits = (not group.folder or who.folder == group.folder) and (
                not group.roles or who.role in group.roles
            )
            if not group.roles and ref in entry.fields.related:
                continue
            page = library.find(ref, links.lang) if fits and ref not in taken else None
            if page and not library.is_expired(page):
                found[ref] = page
        taken |= set(found)
        if found:
            groups.append(
                CardGroup(
                    name=group.name,
                    title=links.text(f"site.backlinks.{group.name}"),
                    cards=tuple(links.ordered_cards(found.values())),
                )
            )
    return tuple(groups), taken


def _notices(entry: Entry, links: Links) -> tuple[Notice, ...]:
    """Return what a reader must know first."""
    fields, library = entry.fields, links.library
    notices = []
    status = getattr(fields, "status", "scheduled")
    if status in {"cancelled", "postponed", "moved_online"}:
        tone = {"cancelled": "bad", "postponed": "warn"}.get(status, "calm")
        notices.append(Notice(tone=tone, text=links.text(f"site.notice.{status}")))
    if library.is_expired(entry):
        notices.append(Notice(tone="warn", text=links.text("site.notice.expired")))
    if fields.draft:
        notices.append(Notice(tone="warn", text=links.text("site.notice.draft")))
    elif fields.date is not None and library.instant(fields.date) > library.now:
        day = _day(fields.date, links)
        notices.append(Notice(tone="warn", text=links.text("site.notice.future", day=day)))
    return tuple(notices)


def _contact(entry: Entry, links: Links) -> ContactView | None:
    """Return whom to ask; an event's own address goes `contact_days` after its end."""
    contact = entry.fields.contact
    if contact is None:
        return None
    if contact.person:
        page = links.library.find(contact.person, links.lang)
        email, phone = own_contact(page) if page else ("", "")
        who = links.who_by_ref(contact.person)
        return ContactView(person=who, email=email, phone=phone)
    if is_outlived(entry, links):
        return None
    return ContactView(person=links.named(contact.name), email=contact.email, phone=contact.phone)


def is_outlived(entry: Entry, links: Links) -> bool:
    """Tell whether an event is so long past that its own contact is no longer published."""
    if not entry.meetings:
        return False
    end = max(ends_at(one, links.library) for one in entry.meetings)
    return end + timedelta(days=links.library.settings.contact_days) <= links.library.now


def _resource(resource: Resource, links: Links) -> ResourceView:
    return ResourceView(
        title=resource.title,
        href=links.edition.href(resource.url),
        type=resource.type,
        type_title=links.text(f"site.resource.{resource.type}"),
    )


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
