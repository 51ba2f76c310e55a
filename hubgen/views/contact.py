"""Whom to ask, and how to reach them: only the ways that may be published."""

from dataclasses import dataclass

from hubgen.kinds.base import Entry
from hubgen.kinds.parts import Who
from hubgen.kinds.person import Person as PersonFields
from hubgen.order import is_outlived
from hubgen.views.links import Links
from hubgen.views.records import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactView:
    """Whom to ask."""

    person: Person
    email: str = ""
    phone: str = ""


def contact_view(entry: Entry, links: Links) -> ContactView | None:
    """Return whom to ask; an event's own address goes `contact_days` after its end."""
    contact = entry.fields.contact
    if contact is None:
        return None
    outlived = is_outlived(entry, links.library)
    email, phone = ("", "") if outlived else (contact.email, contact.phone)
    if contact.person:
        who = reachable(Who(person=contact.person), links)
        return ContactView(person=who.person, email=email or who.email, phone=phone or who.phone)
    if outlived:
        return None
    return ContactView(person=links.named(contact.name), email=email, phone=phone)


def reachable(who: Who, links: Links) -> ContactView:
    """Return someone with the ways to reach them that their own page publishes."""
    page = links.library.find(who.person, links.lang) if who.person else None
    email, phone = own_contact(page) if page else ("", "")
    return ContactView(person=links.who(who), email=email, phone=phone)


def own_contact(entry: Entry) -> tuple[str, str]:
    """Return the e-mail address and phone number that a person's page may show."""
    fields = entry.fields
    if isinstance(fields, PersonFields) and fields.publish_contact:
        return fields.email, fields.phone
    return "", ""
