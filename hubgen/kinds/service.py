"""Services: help that an organisation offers, in steps."""

from typing import Annotated

from hubgen.about import About
from hubgen.fields import Many, OrganisationRef, Ref, Url, ref
from hubgen.kinds.base import Backlinks, Entry, Hub, Kind, Page, Schema, Step
from hubgen.kinds.schema import schema_named, schema_steps, schema_type
from hubgen.settings import FOLDERS


class Service(Page):
    """The fields of a service."""

    organisation: OrganisationRef | None = None
    url: Url = ""
    steps: Many[Step] = ()
    related: Many[Annotated[Ref, ref(*FOLDERS, default="services")]] = ()
    """Other pages; a slug alone is a service."""


def _describe(service: Service, entry: Entry, hub: Hub) -> Schema:
    """Return schema.org's Service (https://schema.org/Service), with its steps as a HowTo."""
    steps = schema_steps(service.steps, entry, hub)
    return schema_type(entry, "Service", hub) | {
        "provider": schema_named(service.organisation, entry.lang, hub),
        "audience": [{"@type": "Audience", "audienceType": name} for name in service.audience],
        "sameAs": service.url if "://" in service.url else None,
        "subjectOf": {"@type": "HowTo", "name": service.title, "step": steps} if steps else None,
    }


SERVICE = Kind(
    name="service",
    folder="services",
    model=Service,
    about=About(
        nl=("Dienst", "Hulp die een organisatie biedt, in stappen."),
        en=("Service", "Help that an organisation offers, in steps."),
    ),
    describe=_describe,
    backlinks=(Backlinks(name="named_in", folder=""),),
)
