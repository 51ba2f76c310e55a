"""People: who speaks, and whom to ask."""

from pydantic import Field

from hubgen.about import About
from hubgen.fields import Affiliation, Day, Email, Fields, Flag, ImageSource, Line, Many, Phone, Url
from hubgen.kinds.base import Backlinks, Entry, Hub, Kind, Page, Schema
from hubgen.kinds.schema import schema_named, schema_type


class Photo(Fields):
    """A portrait."""

    src: ImageSource
    alt: Line = ""


class ProfileLink(Fields):
    """A page elsewhere about someone."""

    title: Line = Field(min_length=1)
    url: Url


class Person(Page):
    """The fields of a person."""

    role: Line = ""
    organisation: Affiliation | None = None
    photo: Photo | None = None
    email: Email = ""
    phone: Phone = ""
    links: Many[ProfileLink] = ()
    consent: Day | None = None
    """When they agreed to be listed."""
    publish_contact: Flag = False
    """Whether their own e-mail address and phone number may be published."""


def _describe(person: Person, entry: Entry, hub: Hub) -> Schema:
    """Return schema.org's Person: https://schema.org/Person."""
    return schema_type(entry, "Person", hub) | {
        "jobTitle": person.role or None,
        "affiliation": schema_named(person.organisation, entry.lang, hub),
        "sameAs": [link.url for link in person.links if "://" in link.url],
    }


def _by_surname(name: str) -> str:
    """Return a name as a Dutch directory has it: `Wachter Betty de`, found at the W."""
    first, _, surname = name.strip().rpartition(" ")
    return f"{surname} {first}"


PERSON = Kind(
    name="person",
    folder="people",
    model=Person,
    about=About(
        nl=("Persoon", "Iemand die spreekt, schrijft, of die je iets kunt vragen."),
        en=("Person", "Someone who speaks, writes, or whom you can ask something."),
    ),
    describe=_describe,
    backlinks=(
        Backlinks(name="speaks_at", folder="events", roles=("speakers", "programme")),
        Backlinks(
            name="contact_for",
            folder="",
            roles=("contact", "contacts", "participants", "registration"),
        ),
        Backlinks(name="wrote", folder="articles", roles=("authors",)),
        Backlinks(name="named_in", folder=""),
    ),
    sorts=_by_surname,
    collects=("speakers", "programme", "contact", "contacts", "authors", "participants"),
)
