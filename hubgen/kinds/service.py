"""Services: help that an organisation offers, in steps."""

from typing import Annotated

from hubgen.about import About
from hubgen.fields import Many, OrganisationRef, Ref, Url, ref
from hubgen.kinds.base import Backlinks, Entry, Hub, Kind, Schema
from hubgen.kinds.fields import Page
from hubgen.kinds.parts import Step
from hubgen.kinds.schema import schema_named, schema_steps, schema_type
from hubgen.settings import FOLDERS


class Service(Page):
    """The fields of a service."""

    organisation: Annotated[
        OrganisationRef | None,
        About(
            nl=("Organisatie", "Wie de hulp biedt: de naam van het bestand van de organisatie."),
            en=("Organisation", "Who offers the help: the name of the organisation's file."),
            example="gemeente-utrecht",
            example_en="municipality-of-utrecht",
            group="who",
        ),
    ] = None
    url: Annotated[
        Url,
        About(
            nl=("Webadres", "Waar je de hulp aanvraagt of er meer over leest."),
            en=("Address", "Where to ask for the help, or to read more about it."),
            example="https://example.org/hulp",
            example_en="https://example.org/help",
            group="join",
        ),
    ] = ""
    steps: Annotated[
        Many[Step],
        About(
            nl=(
                "Stappen",
                "Hoe het gaat, stap voor stap. Het kan ook met koppen in de tekst: ## Stap 1: …",
            ),
            en=("Steps", "How it goes, step by step. Headings in the text do too: ## Step 1: …"),
            example=[{"title": "Vraag een gesprek aan", "text": "Dat kan met het formulier."}],
            example_en=[{"title": "Ask for a talk", "text": "There is a form for it."}],
            group="what",
        ),
    ] = ()
    related: Annotated[
        Many[Annotated[Ref, ref(*FOLDERS, default="services")]],
        About(
            nl=(
                "Zie ook",
                "Andere pagina’s van de hub, elk met de map en de naam van het bestand. Een "
                "naam alleen is een dienst.",
            ),
            en=(
                "See also",
                "Other pages of the hub, each by the folder and the name of its file. A name "
                "alone is a service.",
            ),
            example=["practices/samen-isoleren"],
            example_en=["practices/insulating-together"],
            group="more",
        ),
    ] = ()
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
